"""A teamleder, a sagsbehandler and a konsulent at one real server: counts, an opened sag, a sag given on."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from konsulent_app.app.opened import remember_login
from konsulent_app.app.veje import SENDT
from konsulent_app.services import besoeg as verbs
from konsulent_app.services.aftale import save_aftale, save_gjort
from konsulent_app.services.context import Context
from konsulent_app.services.sagtal import refresh_sagtal
from konsulent_app.store import meta, rows
from konsulent_app.store.database import Database, Tx
from konsulent_app.store.opening import open_store
from konsulent_app.sync.engine import Engine
from konsulent_app.sync.transport import Transport
from konsulent_app.ui.side import OVERBLIK
from konsulent_core.clock import system_clock
from konsulent_core.entities import Aftale, Besoeg, Borger, Sag, Udsagn
from konsulent_core.words import Part, Rolle, Stemme
from konsulent_server.ledelse import NOT_LEADER
from tests.sample import PRAKTIK, SAG, Wrist, make_context, make_people
from tests.ui.machine import Machine, Server

AFTALE = 900


class Pc:
    """A konsulent's machine without a window."""

    def __init__(self, server: Server, folder: Path, user: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.database: Database = open_store(folder / "lager.db", b"k" * 32, None, folder / "kopi", system_clock())
        self.line = Transport(server.address)
        bruger = remember_login(self.database, server.address, self.line.log_in(user, "hemmelig"))
        self.context: Context = replace(make_context(Wrist()), bruger=bruger, clock=system_clock)

    def sync(self) -> None:
        context = self.context
        Engine(
            self.database,
            self.line,
            system_clock,
            context.entropy,
            before_sending=lambda tx: refresh_sagtal(tx, context),
        ).sync()

    def has(self, sag: int) -> bool:
        with self.database.reading() as tx:
            return rows.get(tx, Sag, sag) is not None

    def close(self) -> None:
        self.line.close()
        self.database.close()


MakePc = Callable[[str], Pc]


@pytest.fixture
def pc(server: Server, tmp_path: Path) -> Iterator[MakePc]:
    made: list[Pc] = []

    def make(user: str) -> Pc:
        made.append(Pc(server, tmp_path / user, user))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def mette(pc: MakePc) -> Pc:
    """Katrine's sag with an aftale, sent with its count row."""
    found = pc("mette")
    with found.database.writing() as tx:
        make_people(tx, system_clock())
        visit = verbs.open_besoeg(tx, found.context, SAG, PRAKTIK)
        save_aftale(tx, found.context, visit, AFTALE, "Sende CV", Part.SAGSBEHANDLER, "Anne Bo", None, "a")
    found.sync()
    return found


def colleague(server: Server, login: str, name: str, rolle: Rolle = Rolle.KONSULENT) -> int:
    team = None if rolle is Rolle.SAGSBEHANDLER else server.team
    return server.services.people.add_user(server.kommune, login, name, "hemmelig", rolle, team)


def leader(machine: Machine, server: Server) -> None:
    colleague(server, "lene", "Lene Juhl", Rolle.TEAMLEDER)
    machine.enroll(server, "lene")
    machine.see("overview_col_i_virksomhed_1")


def words(machine: Machine) -> str:
    assert machine.app is not None
    window = machine.app.desktop.window
    texts = [w.accessibleName() for w in window.findChildren(QWidget)]
    return " ".join([*texts, *(getattr(w, "text", str)() for w in window.findChildren(QWidget) if hasattr(w, "text"))])


def is_shown(machine: Machine, name: str) -> bool:
    found = machine.find(name)
    return found is not None and found.isVisible()


def test_a_teamleder_sees_the_counts_with_no_name_and_opens_a_sag_until_the_evening(
    machine: Machine, server: Server, mette: Pc
) -> None:
    leader(machine, server)
    assert machine.app is not None
    database = machine.app.session.database
    with database.reading() as tx:
        assert not rows.find(tx, Sag)
        assert not rows.find(tx, Borger)
    assert "Sag 18/0412" in words(machine)
    assert "Katrine" not in words(machine)
    machine.press("overview_count_ipraktik")
    machine.press("overview_list_aabn_1")
    assert "skrevet i loggen" in machine.words("team_open_words")
    with database.reading() as tx:
        assert rows.find(tx, Sag) == []
    machine.press("team_open_go")
    machine.wait(lambda: is_shown(machine, "case_name") and "Katrine" in machine.words("case_name"))
    for name in ("case_start", "case_rediger", "case_ny_praktik", "case_prepare", "case_flyt", "case_gruppe_ret"):
        assert not is_shown(machine, name), name
    assert is_shown(machine, "case_reader")
    log = server.services.exchange.engine
    with log.connect() as conn:
        told = conn.exec_driver_sql("SELECT art FROM haendelse").scalars().all()
    assert "giv_adgang" in told


def test_without_a_line_a_sag_of_the_team_is_not_opened_and_it_says_why(
    machine: Machine, server: Server, mette: Pc
) -> None:
    leader(machine, server)
    server.stop()
    machine.press("overview_count_ipraktik")
    machine.press("overview_list_aabn_1")
    machine.press("team_open_go")
    machine.wait(lambda: "ikke forbindelse" in machine.words("team_open_state"))
    machine.press("team_open_close")
    machine.press("overview_count_ipraktik")
    machine.press("overview_list_giv_1")
    machine.wait(
        lambda: is_shown(machine, "team_give_state") and "ikke forbindelse" in machine.words("team_give_state")
    )


def test_a_teamleder_gives_a_sag_on_and_it_leaves_the_one_machine_for_the_other(
    machine: Machine, server: Server, mette: Pc, pc: MakePc
) -> None:
    colleague(server, "soeren", "Søren Lund")
    colleague(server, "anne", "Anne Bo", Rolle.SAGSBEHANDLER)
    soeren = pc("soeren")
    leader(machine, server)
    machine.press("overview_count_ipraktik")
    machine.press("overview_list_valg_1")
    machine.press("overview_list_give")
    who = machine.see("team_give_who")
    assert isinstance(who, QComboBox)
    machine.wait(lambda: who.count() == 2)
    assert [who.itemText(n) for n in range(2)] == ["Mette Krogh", "Søren Lund"]
    machine.press("team_give_go")
    assert machine.words("team_give_state")
    who.setCurrentIndex(1)
    machine.press("team_give_go")
    machine.wait(lambda: any("givet videre til Søren Lund" in notice.tekst for notice in machine.said))
    soeren.sync()
    mette.sync()
    assert soeren.has(SAG)
    assert not mette.has(SAG)
    soeren.sync()


def test_a_cover_needs_a_day_that_is_to_come_and_both_have_the_sag(
    machine: Machine, server: Server, mette: Pc, pc: MakePc
) -> None:
    colleague(server, "soeren", "Søren Lund")
    soeren = pc("soeren")
    leader(machine, server)
    machine.press("overview_count_ipraktik")
    machine.press("overview_list_giv_1")
    who = machine.see("team_give_who")
    assert isinstance(who, QComboBox)
    machine.wait(lambda: who.count() == 2)
    who.setCurrentIndex(1)
    machine.press("team_give_how_afloeser")
    machine.press("team_give_go")
    assert machine.words("team_give_state") == "Vælg den sidste dag."
    machine.write("team_give_until", "01012020")
    machine.press("team_give_go")
    assert "gået" in machine.words("team_give_state")
    machine.write("team_give_until", "31122099")
    machine.press("team_give_go")
    machine.wait(lambda: any("Søren Lund er afløser på sagen til og med 31.12.2099" in n.tekst for n in machine.said))
    soeren.sync()
    mette.sync()
    assert soeren.has(SAG)
    assert mette.has(SAG)


def test_a_sagsbehandler_reads_the_sag_marks_an_aftale_done_and_that_reaches_the_konsulent(
    machine: Machine, server: Server, mette: Pc
) -> None:
    anne = colleague(server, "anne", "Anne Bo", Rolle.SAGSBEHANDLER)
    server.services.adgange.grant(server.kommune, 0, anne, SAG)
    machine.enroll(server, "anne")
    assert machine.app is not None
    session, window = machine.app.session, machine.app.desktop.window
    machine.wait(lambda: _has(session.database, Aftale, AFTALE))
    window.show_sag(SAG)
    machine.see("case_name")
    assert not is_shown(machine, "case_start")
    window.start_besoeg.emit(SAG)
    machine.wait(lambda: any("Konsulenten skriver" in notice.tekst for notice in machine.said))
    session.work.settle()
    with session.database.reading() as tx:
        assert len(rows.find(tx, Besoeg)) == 1
    session.work.write(lambda tx: save_gjort(tx, session.context, AFTALE, True))
    session.work.settle()
    session.sync.wish()

    def reached() -> bool:
        mette.sync()
        with mette.database.reading() as tx:
            kept = rows.get(tx, Aftale, AFTALE)
        return kept is not None and bool(kept.gjort)

    machine.wait(reached)


def test_a_besoeg_that_is_open_when_its_sag_is_given_on_closes_kindly_and_its_words_are_received(
    machine: Machine, server: Server, pc: MakePc
) -> None:
    soeren_nr = colleague(server, "soeren", "Søren Lund")
    machine.enroll(server)
    machine.people()
    assert machine.app is not None
    session, window = machine.app.session, machine.app.desktop.window
    session.work.write(lambda tx: verbs.start_besoeg(tx, session.context, SAG), window.open_besoeg.emit)
    session.work.settle()
    machine.wait(lambda: _has(session.database, Sag, SAG) and session.veje.shown != ())
    session.sync.wish()
    machine.wait(lambda: bool(server.services.adgange.sager_of(server.kommune, session.context.bruger.nummer)))
    machine.wait(lambda: window.findChild(QPlainTextEdit) is not None)
    visit = session.veje.shown[0]
    server.services.adgange.hand_over(server.kommune, 0, [SAG], session.context.bruger.nummer, soeren_nr)
    session.work.write(
        lambda tx: verbs.save_udsagn(
            tx,
            session.context,
            visit,
            4242,
            "selvstaendighed.note",
            Stemme.KONSULENT,
            "Mette",
            "Skrevet til sidst",
            "1",
        )
    )
    session.work.settle()
    session.sync.wish()
    machine.wait(lambda: any(notice.tekst.startswith("Sagen er givet videre.") for notice in machine.said))
    machine.wait(lambda: not _has(session.database, Sag, SAG))
    assert session.veje.shown == ()
    soeren = pc("soeren")
    soeren.sync()
    with soeren.database.reading() as tx:
        told = rows.get(tx, Udsagn, 4242)
    assert told is not None
    assert told.tekst == "Skrevet til sidst"
    assert window.current() is not None


def test_every_page_over_a_sag_closes_kindly_when_it_is_given_on(machine: Machine, server: Server) -> None:
    """The sag goes to a colleague and comes back, with another page open each time."""
    soeren = colleague(server, "soeren", "Søren Lund")
    machine.enroll(server)
    machine.people()
    assert machine.app is not None
    session, window = machine.app.session, machine.app.desktop.window
    mette, adgange = session.context.bruger.nummer, server.services.adgange
    made: list[int] = []
    session.work.write(lambda tx: verbs.open_besoeg(tx, session.context, SAG, PRAKTIK), made.append)
    session.work.settle()
    session.sync.wish()
    machine.wait(lambda: adgange.sager_of(server.kommune, mette) == [SAG])
    roads: dict[str, Callable[[], None]] = {
        "rapport": lambda: window.wants_rapport.emit(SAG),
        "stamdata": lambda: window.edit_sag.emit(SAG),
        "timer": lambda: window.show_timer.emit(SAG),
        "praktik": lambda: window.edit_praktik.emit(PRAKTIK),
        "ny praktik": lambda: window.new_praktik.emit(SAG),
        "papir": lambda: window.show_paper.emit(made[0]),
        "praktikdokumentation": lambda: window.wants_praktikdok.emit(PRAKTIK),
        "forbered": lambda: window.prepare_besoeg(SAG),
        "sag": lambda: window.show_sag(SAG),
    }
    for name, road in roads.items():
        road()
        session.work.settle()
        assert session.veje.held(), name
        adgange.hand_over(server.kommune, 0, [SAG], mette, soeren)
        told = len(machine.said)
        session.sync.wish()
        machine.wait(lambda: not _has(session.database, Sag, SAG))
        session.work.settle()
        assert session.veje.shown == (), name
        assert [n.tekst for n in machine.said[told:]] == [SENDT], name
        assert window.current() is not None, name
        if name in ("forbered", "sag"):
            machine.see("prepare_gone" if name == "forbered" else "case_gone")
        adgange.hand_over(server.kommune, 0, [SAG], soeren, mette)
        session.sync.wish()
        machine.wait(lambda: _has(session.database, Besoeg, made[0]))
        session.work.settle()


def test_a_refusal_of_the_servers_is_said_in_its_own_words(machine: Machine, server: Server, mette: Pc) -> None:
    leader(machine, server)
    with server.services.exchange.engine.begin() as conn:
        conn.exec_driver_sql("UPDATE bruger SET rolle='konsulent' WHERE login='lene'")
    machine.press("overview_count_ipraktik")
    machine.press("overview_list_aabn_1")
    machine.press("team_open_go")
    machine.wait(lambda: machine.words("team_open_state") == NOT_LEADER)


def test_another_role_at_the_next_log_in_has_its_own_pages(machine: Machine, server: Server) -> None:
    machine.enroll(server)
    assert machine.app is not None
    assert machine.find("nav_rapporter") is not None
    mette = machine.app.session.context.bruger.nummer
    with server.services.exchange.engine.begin() as conn:
        conn.exec_driver_sql("UPDATE bruger SET rolle='teamleder' WHERE id=?", (mette,))
        conn.exec_driver_sql("DELETE FROM session")
        conn.exec_driver_sql("DELETE FROM fornyelse")
    machine.app.session.sync.wish()
    machine.wait(lambda: any(notice.handling == "Log ind" for notice in machine.said))
    machine.app._ask_login_again()
    machine.log_in_again()
    machine.wait(
        lambda: machine.app is not None and machine.app.session is not None and machine.app.session.context.bruger.leder
    )
    machine.see(f"nav_{OVERBLIK}")
    assert machine.find("nav_rapporter") is None


def _has(database: Database, entity: type, row: int) -> bool:
    with database.reading() as tx:
        return rows.get(tx, entity, row) is not None


def test_rows_that_were_not_even_are_told_of_with_a_way_to_what_stood_only_here(
    machine: Machine, server: Server
) -> None:
    machine.enroll(server)
    machine.people()
    assert machine.app is not None
    session = machine.app.session
    session.sync.wish()
    machine.wait(lambda: bool(server.services.adgange.sager_of(server.kommune, session.context.bruger.nummer)))

    def break_it(tx: Tx) -> None:
        tx.conn.exec_driver_sql("UPDATE sag SET maal='Kun her' WHERE id=?", (SAG,))
        tx.conn.exec_driver_sql("INSERT OR IGNORE INTO tjek VALUES (?)", (SAG,))
        meta.forget(tx, "tjekket")

    session.work.settle()
    session.work.write(break_it)
    session.work.settle()
    session.sync.wish()
    machine.wait(lambda: any(notice.tekst.startswith("1 linje var ikke ens") for notice in machine.said))
    told = next(notice for notice in machine.said if notice.tekst.startswith("1 linje"))
    assert told.handling == "Se det"
    assert told.goer is not None
    told.goer()
    machine.see("sync")

    def logged() -> bool:
        with server.services.exchange.engine.connect() as conn:
            return "helet" in conn.exec_driver_sql("SELECT art FROM haendelse").scalars().all()

    session.sync.wish()
    machine.wait(logged)


def test_somebody_else_does_not_log_in_over_what_is_written_here(machine: Machine, server: Server) -> None:
    colleague(server, "soeren", "Søren Lund")
    machine.enroll(server)
    assert machine.app is not None
    machine.app._ask_login_again()
    machine.log_in_again(user="soeren")
    machine.wait(lambda: "af en anden" in machine.words("start_error"))
    assert machine.app.session.context.bruger.navn == "Mette Krogh"
