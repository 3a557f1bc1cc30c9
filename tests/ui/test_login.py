"""Log-in in the running app against a real server: renewed by itself, changed, locked, revoked, and too long away."""

import json
import secrets
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from konsulent_app import keys
from konsulent_app.app import opened as opened_module
from konsulent_app.store import meta
from konsulent_core.clock import system_clock, to_text
from konsulent_server.database import open_engine
from konsulent_server.login_api import make_accounts
from konsulent_server.machines import Machines
from konsulent_server.people import People
from tests.ui.machine import PASSPHRASE, Machine, Server

NEW = "otte stille graa heste"


@pytest.fixture(autouse=True)
def _cheap_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    """The key is not what these are about: a real one costs half a second at every start."""
    cheap = keys.Argon2Cost(passes=1, memory_kib=64, lanes=1)
    monkeypatch.setattr(keys, "create", partial(keys.create, cost=cheap))


@pytest.fixture
def people(tmp_path: Path, server: Server) -> Iterator[People]:
    """The administrator's hand in the running server's database."""
    engine = open_engine(f"sqlite:///{tmp_path / 'server.db'}")
    yield People(engine, system_clock, secrets.token_bytes)
    engine.dispose()


def meta_of(machine: Machine, key: str) -> str:
    assert machine.app is not None
    with machine.app.session.database.reading() as tx:
        return meta.get(tx, key) or ""


def end_sessions(tmp_path: Path) -> None:
    """An hour has passed, as the server sees it."""
    with sqlite3.connect(tmp_path / "server.db") as conn:
        conn.execute("UPDATE session SET udloeber='2020'")
    conn.close()


def sync(machine: Machine) -> None:
    assert machine.app is not None
    driver = machine.app.session.sync
    ended: list[object] = []
    driver.ended.connect(ended.append)
    machine.wait(lambda: not driver.view.i_gang)
    driver.wish()
    machine.wait(lambda: bool(ended))


def machine_id(machine: Machine) -> str:
    return str(json.loads(meta_of(machine, "maskine"))["maskine"])


def test_an_ended_session_is_renewed_without_a_word(machine: Machine, server: Server, tmp_path: Path) -> None:
    machine.enroll(server)
    sync(machine)
    before = meta_of(machine, "token")
    end_sessions(tmp_path)
    sync(machine)
    assert meta_of(machine, "token") != before
    assert not any("Log ind igen" in notice.tekst for notice in machine.said)
    assert machine.app is not None
    assert machine.app.session.sync.view.state.value == "ok"
    machine.shut()
    machine.start()
    machine.unlock()
    machine.see("nav_sager")
    end_sessions(tmp_path)
    sync(machine)
    assert machine.app.session.sync.view.state.value == "ok"


def test_without_net_an_enrolled_machine_opens_and_works(machine: Machine, server: Server) -> None:
    machine.enroll(server)
    machine.shut()
    server.stop()
    machine.start()
    machine.unlock()
    machine.see("nav_sager")


def test_the_refresh_token_lies_in_the_keyring_where_there_is_one(
    machine: Machine, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: dict[str, str] = {}

    class Backend:
        def get_password(self, service: str, username: str) -> str | None:
            return kept.get(username)

        def set_password(self, service: str, username: str, password: str) -> None:
            kept[username] = password

        def delete_password(self, service: str, username: str) -> None:
            del kept[username]

    monkeypatch.setattr(keys, "system_keyring", lambda: keys.KeyringVault(Backend()))
    machine.start()
    machine.log_in(server)
    machine.see("nav_sager")
    (name,) = [name for name in kept if name.endswith("-fornyelse")]
    assert len(kept[name].encode()) < 2560
    assert meta_of(machine, "fornyelse") == ""
    assert machine.app is not None
    assert machine.app.session._opened.refresh.read() == kept[name]


def test_a_revoked_machine_empties_itself_and_says_so(
    machine: Machine, server: Server, people: People, tmp_path: Path
) -> None:
    machine.enroll(server)
    machine.people()
    assert machine.app is not None
    opened_module.back_up_if_due(machine.app.session.database, machine.paths)
    assert list(machine.paths.backups.iterdir())
    name = machine_id(machine)
    assert Machines(people.engine, people.clock).revoke(name)
    machine.app.session.sync.wish()
    machine.wait(lambda: "spærret" in machine.words("start_title"))
    assert machine.app.session is None
    logs = {path.name for path in machine.paths.logs.iterdir()}
    assert {path.name for path in machine.paths.folder.rglob("*") if path.is_file()} == {"slettet.json", *logs}
    (told,) = [one for one in Machines(people.engine, people.clock).of_login("mette") if one.id == name]
    assert told.told is not None
    machine.shut()
    machine.start()
    machine.wait(lambda: "spærret" in machine.words("start_title"))
    machine.press("start_forfra")
    machine.log_in(server)
    machine.write("start_adgangssaetning", PASSPHRASE)
    machine.write("start_gentag", PASSPHRASE)
    machine.press("start_choose")
    machine.see("nav_sager")


def long_ago(machine: Machine, **moved: timedelta) -> None:
    """As if the times in the store were so much earlier."""
    assert machine.app is not None
    session = machine.app.session
    machine.wait(lambda: not session.sync.view.i_gang)
    session.sync.stop()
    session.work.settle()
    now = session.context.clock()
    with session.database.writing() as tx:
        for key in ("kontakt", "synced", "ur"):
            if key in moved:
                meta.put(tx, key, to_text(now - moved[key]))
    machine.shut()


def test_after_fifteen_days_without_the_server_a_log_in_with_net_opens_the_store(
    machine: Machine, server: Server
) -> None:
    machine.enroll(server)
    days = timedelta(days=15, hours=1)
    long_ago(machine, kontakt=days, synced=days, ur=days)
    machine.start()
    machine.unlock()
    machine.wait(lambda: "15 dage" in machine.words("start_words"))
    assert machine.find("nav_sager") is None
    assert machine.find("start_server") is None
    machine.write("start_user", "mette")
    machine.write("start_password", "hemmelig")
    machine.press("start_login")
    machine.see("nav_sager")


def test_fifteen_days_and_no_net_is_said_and_nothing_is_deleted(machine: Machine, server: Server) -> None:
    machine.enroll(server)
    days = timedelta(days=15, hours=1)
    long_ago(machine, kontakt=days, synced=days, ur=days)
    server.stop()
    before = machine.paths.store.read_bytes()
    machine.start()
    machine.unlock()
    machine.write("start_user", "mette")
    machine.write("start_password", "hemmelig")
    machine.press("start_login")
    machine.wait(lambda: "Intet er slettet" in machine.words("start_error"))
    assert "Uden forbindelse til serveren" in machine.words("start_error")
    assert machine.paths.store.stat().st_size == len(before)


def test_a_clock_turned_back_is_asked_about_kindly(machine: Machine, server: Server) -> None:
    machine.enroll(server)
    long_ago(machine, ur=-timedelta(days=9))
    machine.start()
    machine.unlock()
    machine.wait(lambda: "Uret på denne pc" in machine.words("start_words"))
    machine.write("start_user", "mette")
    machine.write("start_password", "hemmelig")
    machine.press("start_login")
    machine.see("nav_sager")


def test_a_lost_machine_that_was_long_away_wipes_itself_at_the_gate_whatever_the_password(
    machine: Machine, server: Server, people: People
) -> None:
    machine.enroll(server)
    name = machine_id(machine)
    days = timedelta(days=40)
    long_ago(machine, kontakt=days, synced=days, ur=days)
    assert Machines(people.engine, people.clock).revoke(name)
    machine.start()
    machine.unlock()
    machine.write("start_user", "tyv")
    machine.write("start_password", "gæt")
    machine.press("start_login")
    machine.wait(lambda: "spærret" in machine.words("start_title"))
    assert not machine.paths.store.exists()


def test_somebody_else_can_not_take_over_a_store(machine: Machine, server: Server, people: People) -> None:
    kommune = people.add_kommune("Bøby")
    people.add_user(kommune, "soeren", "Søren", "hans egen kode")
    machine.enroll(server)
    days = timedelta(days=15)
    long_ago(machine, kontakt=days, synced=days, ur=days)
    machine.start()
    machine.unlock()
    machine.write("start_user", "soeren")
    machine.write("start_password", "hans egen kode")
    machine.press("start_login")
    machine.wait(lambda: "meldt til af en anden" in machine.words("start_error"))
    assert machine.find("nav_sager") is None


def test_a_password_from_the_administrator_is_changed_before_anything_opens(
    machine: Machine, server: Server, people: People
) -> None:
    assert make_accounts(people).reset_password("mette", "midlertidig")
    machine.start()
    machine.log_in(server, "midlertidig")
    machine.write("start_new_password", "kort")
    machine.write("start_gentag", "kort")
    machine.press("start_password_choose")
    machine.wait(lambda: "mindst 12 tegn" in machine.words("start_new_password_fejl"))
    machine.write("start_new_password", NEW)
    machine.write("start_gentag", NEW)
    machine.press("start_password_choose")
    machine.write("start_adgangssaetning", PASSPHRASE)
    machine.write("start_gentag", PASSPHRASE)
    machine.press("start_choose")
    machine.see("nav_sager")


def test_too_many_wrong_passwords_are_told_with_the_time(machine: Machine, server: Server) -> None:
    machine.start()
    for _ in range(5):
        machine.log_in(server, "forkert")
        machine.wait(lambda: "passer ikke sammen" in machine.words("start_error"))
        machine.wait(lambda: bool((found := machine.find("start_login")) and found.isEnabled()))
    machine.press("start_login")
    machine.wait(lambda: "Prøv igen kl. " in machine.words("start_error"))


def test_ones_own_password_is_changed_in_the_settings(machine: Machine, server: Server, qtbot: QtBot) -> None:
    machine.enroll(server)
    assert machine.app is not None
    machine.see("nav_sager")
    machine.app.desktop.window.show_page("indstillinger")
    for name, text in (("old_password", "forkert"), ("new_password", NEW), ("gentag", NEW)):
        machine.write(f"settings_{name}", text)
    machine.press("settings_password_save")
    machine.wait(lambda: "passer ikke" in machine.words("settings_old_password_fejl"))
    machine.write("settings_old_password", "hemmelig")
    machine.press("settings_password_save")
    machine.wait(lambda: any(notice.tekst == "Adgangskoden er skiftet." for notice in machine.said))
    field = machine.see("settings_new_password")
    assert isinstance(field, QLineEdit)
    assert field.text() == ""
    sync(machine)
    assert machine.app.session.sync.view.state.value == "ok"


def test_a_log_in_that_is_put_off_or_locked_over_leaves_nothing_behind(machine: Machine, server: Server) -> None:
    machine.enroll(server)
    app = machine.app
    assert app is not None
    machine.see("nav_sager")
    app._ask_login_again()
    machine.see("start_password")
    machine.press("start_senere")
    machine.wait(lambda: machine.find("start_password") is None)
    app._ask_login_again()
    machine.see("start_password")
    app.lock()
    machine.unlock()
    machine.see("nav_sager")
    assert machine.find("start_password") is None
