"""Own words in a report, the file, and what happens when something is wrong."""

import hashlib
import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from konsulent_app.services.haendelser import Haendelse
from konsulent_app.store import meta
from konsulent_app.store.errors import DiskFull
from konsulent_app.ui.pages.rapport import RapportPage
from konsulent_app.ui.pages.rapport_papir import IKKE_HER, RapportPapir
from konsulent_core.errors import UserError
from tests.ui.pages.hands import find, press, text
from tests.ui.pages.rapport_hands import anew, click, papir, texts
from tools.shot_sager import KATRINE
from tools.shots.rapport import open_rapport
from tools.shots.scene import Scene


@pytest.fixture
def page(shell: Scene) -> RapportPage:
    return open_rapport(shell)


def write(s: Scene, page: RapportPage, noegle: str, words: str) -> None:
    click(page, noegle)
    press(s, "report_ret")
    field = find(s, "report_edit_text")
    assert isinstance(field, QPlainTextEdit)
    field.selectAll()
    QTest.keyClicks(field, words)
    press(s, "report_edit_done")
    anew(s)


def test_own_words_stand_in_the_report_and_are_said_to_be_the_konsulents(shell: Scene, page: RapportPage) -> None:
    write(shell, page, "kort.konklusion", "Fleksjob 16 timer.")
    assert texts(shell) == {"kort.konklusion": "Fleksjob 16 timer."}
    found = papir(page).afsnit("kort.konklusion")
    assert found is not None
    assert (found.tekst, found.eget) == ("Fleksjob 16 timer.", True)
    assert text(shell, "report_sources_none") == "Ingen kilde. Det er dine egne ord."


def test_words_that_are_sent_while_one_goes_on_writing_are_no_conflict(shell: Scene, page: RapportPage) -> None:
    click(page, "kort.konklusion")
    press(shell, "report_ret")
    field = find(shell, "report_edit_text")
    QTest.keyClicks(field, "Fleksjob ")
    page.autosave.flush()
    anew(shell)
    with shell.database.writing() as tx:
        tx.conn.exec_driver_sql("DELETE FROM outbox")  # the server has them
        meta.put(tx, "cursor", "7")
    QTest.keyClicks(field, "16 timer.")
    page.autosave.flush()
    anew(shell)
    with shell.database.reading() as tx:
        found = tx.conn.exec_driver_sql("SELECT base, base_rev FROM outbox WHERE tabel='rapport_tekst'").fetchall()
    assert [(json.loads(row[0])["tekst"], row[1]) for row in found] == [("Fleksjob", 7)]
    assert texts(shell) == {"kort.konklusion": "Fleksjob 16 timer."}


def test_the_apps_words_come_back(shell: Scene, page: RapportPage) -> None:
    write(shell, page, "kort.pointe", "Katrine er klar.")
    press(shell, "report_ret")
    press(shell, "report_edit_app")
    press(shell, "report_edit_done")
    anew(shell)
    found = papir(page).afsnit("kort.pointe")
    assert found is not None
    assert not found.eget


def test_a_row_of_a_table_cannot_be_written_over(shell: Scene, page: RapportPage) -> None:
    click(page, "udvikling.stabilitet")
    button = find(shell, "report_ret")
    assert isinstance(button, QAbstractButton)
    assert not button.isEnabled()


def test_esc_closes_the_words_and_keeps_them(shell: Scene, page: RapportPage) -> None:
    click(page, "kort.konklusion")
    press(shell, "report_ret")
    QTest.keyClicks(find(shell, "report_edit_text"), "Halvt")
    QTest.keyClick(page, Qt.Key.Key_Escape)
    anew(shell)
    assert texts(shell) == {"kort.konklusion": "Halvt"}
    assert page.egne.felt is None


def test_esc_leads_back_when_no_words_are_open(shell: Scene, page: RapportPage, qtbot: QtBot) -> None:
    click(page, "kort.konklusion")
    with qtbot.waitSignal(page.closed):
        QTest.keyClick(page, Qt.Key.Key_Escape)


def test_what_has_no_source_is_listed_before_saving_and_does_not_stop_it(
    shell: Scene, page: RapportPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write(shell, page, "kort.konklusion", "Fleksjob 16 timer.")
    press(shell, "report_save")
    told = [find(shell, f"report_saving_{n}").accessibleName() for n in (1, 2)]
    assert told[0] == "Konklusion: Fleksjob 16 timer."
    assert told[1].startswith("Vi spørger mødet:")
    path = tmp_path / "rapport.pdf"
    proposed: list[str] = []

    def choose(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        proposed.append(name)
        return str(path), ""

    monkeypatch.setattr("konsulent_app.ui.pages.gem_fil.QFileDialog.getSaveFileName", choose)
    press(shell, "report_save_anyway")
    shell.settle()
    assert proposed == ["rapport.pdf"]
    with shell.database.reading() as tx:
        logged = tx.conn.exec_driver_sql(
            "SELECT scope, detalje FROM haendelse WHERE art=?", (Haendelse.GEM_PDF,)
        ).fetchall()
    assert [tuple(row) for row in logged] == [(KATRINE, hashlib.sha256(path.read_bytes()).hexdigest())]


def test_a_listed_claim_leads_to_where_it_stands(shell: Scene, page: RapportPage) -> None:
    press(shell, "report_save")
    press(shell, "report_saving_2")
    assert page._valgt == "kort.spoergsmaal"


def test_a_report_that_cannot_be_made_says_so_and_can_be_tried_again(shell: Scene, page: RapportPage) -> None:
    good = page._make

    def broken(_sag: int, _width: int) -> RapportPapir:
        raise KeyError("opfoelgning.v9")

    page._make = broken
    page.open(KATRINE)
    shell.settle()
    assert page.property("state") == "error"
    page._make = good
    press(shell, "report_error_handling")
    assert page.property("state") == "shown"
    shell.crashes.clear()


def test_a_sag_that_left_the_machine_says_so(shell: Scene, page: RapportPage) -> None:
    def gone(_sag: int, _width: int) -> RapportPapir:
        raise UserError(IKKE_HER)

    page._make = gone
    page.open(KATRINE)
    shell.settle()
    assert IKKE_HER in [label.text() for label in find(shell, "report_error").findChildren(QLabel)]


def test_a_full_disk_is_said_and_the_words_are_tried_again(
    shell: Scene, page: RapportPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def full(*_args: object) -> None:
        raise DiskFull

    monkeypatch.setattr("konsulent_app.services.rapport.save_tekst", full)
    click(page, "kort.konklusion")
    press(shell, "report_ret")
    QTest.keyClicks(find(shell, "report_edit_text"), "Gemmes senere")
    press(shell, "report_edit_done")
    qtbot.waitUntil(lambda: page.save_state.property("state") == "error", timeout=3_000)
    monkeypatch.undo()
    page.autosave.retry()
    shell.settle()
    assert texts(shell) == {"kort.konklusion": "Gemmes senere"}


def test_leaving_saves_what_is_being_written(shell: Scene, page: RapportPage) -> None:
    left: list[bool] = []
    page.closed.connect(lambda: left.append(True))
    click(page, "kort.konklusion")
    press(shell, "report_ret")
    QTest.keyClicks(find(shell, "report_edit_text"), "Til sidst")
    press(shell, "report_back")
    shell.settle()
    assert left == [True]
    assert texts(shell) == {"kort.konklusion": "Til sidst"}


def test_without_net_the_report_is_made_all_the_same(shell: Scene, page: RapportPage) -> None:
    page.set_offline(offline=True)
    assert page.property("state") == "shown"
    assert text(shell, "report_saved_net") == "Uden net, sendes senere"
