"""What a teamleder and a sagsbehandler are shown, and that nothing leads them to what they may not do."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from konsulent_app.store import fratag, rows
from konsulent_app.ui.handlinger import kommandoer
from konsulent_app.ui.pages.team_ord import givet_ord, navne_ord
from konsulent_app.ui.side import IDAG, OVERBLIK, SAGER
from konsulent_app.ui.theme import Theme
from konsulent_core.entities import Aftale, Forsinket, Maaltal
from konsulent_core.words import Rolle
from tests.ui.pages.hands import field, find, press, text
from tools.shot_sager import KATRINE
from tools.shots import leder
from tools.shots.scene import Scene, scene

WRITING = (
    *("case_start", "case_prepare", "case_ny_praktik", "case_andet_moede", "case_rediger", "case_rediger_praktik"),
    *("case_report", "case_flyt", "case_gruppe_ret", "case_konflikt_handling"),
)
NAVNE = ("Katrine", "Jonas", "Amina", "Nordlager", "Solbakken")


@pytest.fixture
def team(theme: Theme) -> Iterator[Scene]:
    with scene(theme, rolle=Rolle.TEAMLEDER) as found:
        leder.team(found)
        yield found
        found.settle()
        assert not found.crashes, found.crashes


@pytest.fixture
def laeser(theme: Theme) -> Iterator[Scene]:
    with scene(theme, rolle=Rolle.SAGSBEHANDLER, konflikter=True) as found:
        yield found
        found.settle()
        assert not found.crashes, found.crashes


def seen(widget: QWidget, name: str) -> bool:
    return any(one.isVisible() for one in widget.findChildren(QWidget, name))


def all_words(widget: QWidget) -> str:
    labels = [label.text() for label in widget.findChildren(QLabel)]
    return " ".join([*labels, *(one.accessibleName() for one in widget.findChildren(QWidget))])


def test_a_teamleder_begins_with_the_teams_counts_and_no_borger_is_named(team: Scene) -> None:
    assert team.window.nav.items()[0].objectName() == f"nav_{OVERBLIK}"
    words = all_words(team.overblik)
    assert "Teamets 47 borgere" in words
    assert "Sag 26/" in words
    assert not [navn for navn in NAVNE if navn in words]
    press(team, "overview_count_forfaldne")
    words = all_words(find(team, "overview_sheet"))
    assert "Mette Krogh" in words
    assert not [navn for navn in NAVNE if navn in words]


def test_several_sager_are_chosen_and_asked_to_be_given_on_together(team: Scene, qtbot: QtBot) -> None:
    page = team.overblik
    press(team, "overview_count_forfaldne")
    give = find(team, "overview_list_give")
    assert not give.isEnabled()
    press(team, "overview_list_valg_1")
    press(team, "overview_list_valg_3")
    assert isinstance(give, QAbstractButton)
    assert give.text() == "Giv 2 sager videre"
    with qtbot.waitSignal(page.give_on) as asked:
        press(team, "overview_list_give")
    (sager,) = asked.args
    assert len(set(sager)) == 2
    press(team, "overview_count_forfaldne")
    with qtbot.waitSignal(page.open_team_sag) as opened:
        press(team, "overview_list_aabn_1")
    assert opened.args == [sager[0]]
    with qtbot.waitSignal(page.open_team_sag):
        press(team, "overview_next_1")


def test_what_could_not_be_read_is_told_above_the_counts(team: Scene) -> None:
    assert not seen(team.window, "overview_unread")
    with team.database.writing() as tx:
        tx.conn.exec_driver_sql("UPDATE sagtal SET tal='x' WHERE sag=?", (KATRINE,))
    team.overblik.reload()
    team.settle()
    assert "1 sag kunne ikke læses" in all_words(find(team, "overview_unread"))
    assert "Teamets 46 borgere" in all_words(team.window)


def test_the_maaltal_is_set_by_the_teamleder(team: Scene, qtbot: QtBot) -> None:
    press(team, "overview_goal_edit")
    procent = field(team, "overview_goal_loentimer_procent")
    QTest.keyClicks(procent, "halvdelen")
    press(team, "overview_goal_save")
    assert text(team, "overview_goal_loentimer_procent_linje").startswith("Skriv måltallet som procent")
    procent.clear()
    QTest.keyClicks(procent, "30 %")
    QTest.keyClick(procent, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: find(team, "overview_sheet").isHidden(), timeout=3_000)
    with team.database.reading() as tx:
        assert {one.art: one.andel for one in rows.find(tx, Maaltal)} == {"virksomhedsforloeb": 0.5, "loentimer": 0.3}


def test_the_teams_figures_leave_without_numbers_and_small_groups(team: Scene, tmp_path: Path) -> None:
    team.overblik.save_to(tmp_path / "opgoerelse.csv")
    team.settle()
    told = (tmp_path / "opgoerelse.csv").read_text(encoding="utf-8-sig")
    assert "47" in told
    assert "skjult" in told
    assert not [word for word in ("26/", "Krogh", "Lund", *NAVNE) if word in told]


def test_a_teamleders_day_and_list_say_that_she_has_no_sager_and_where_to_look(team: Scene) -> None:
    team.window.show_page(IDAG)
    team.settle()
    assert "Du har ingen sager selv" in all_words(find(team, "today_no_cases"))
    press(team, "today_no_cases_handling")
    assert find(team, "overview").isVisible()
    team.window.show_page(SAGER)
    team.sager.reload()
    team.settle()
    assert "står den her til i aften" in all_words(find(team, "cases_none"))
    assert not seen(team.window, "cases_new")


def test_an_opened_sag_is_read_and_not_written_in_by_its_teamleder(theme: Theme) -> None:
    with scene(theme, rolle=Rolle.TEAMLEDER) as s:
        leder.sag(s)
        assert text(s, "case_name") == "Katrine Holm"
        assert not [name for name in WRITING if seen(s.window, name)]
        assert not find(s, "case_aftale_1_gjort").isEnabled()
        assert find(s, "case_reader").isVisible()
        s.window.show_page(IDAG)
        s.settle()
        assert seen(s.window, "today_no_cases")
        assert not s.crashes


def test_a_sagsbehandler_reads_the_sag_and_ticks_an_aftale(laeser: Scene) -> None:
    laeser.open(KATRINE)
    assert not [name for name in WRITING if seen(laeser.window, name)]
    assert find(laeser, "case_konflikt").isVisible()
    assert find(laeser, "case_besoeg_1_papir").isVisible()
    assert find(laeser, "case_praktikdok_1").isVisible()
    assert not seen(laeser.window, "case_praktik_1")
    with laeser.database.reading() as tx:
        before = {one.id: one.gjort for one in rows.find(tx, Aftale)}
    press(laeser, "case_aftale_3_gjort")
    with laeser.database.reading() as tx:
        after = {one.id: one.gjort for one in rows.find(tx, Aftale)}
    assert sum(before[number] != after[number] for number in before) == 1
    assert not [notice for notice in laeser.said if "kan læse" in notice.tekst]


def test_no_key_and_no_menu_leads_a_reader_to_writing(laeser: Scene) -> None:
    laeser.open(KATRINE)
    window = laeser.window
    heard: list[str] = []
    for name in ("start_besoeg", "start_moede", "open_besoeg", "wants_rapport"):
        getattr(window, name).connect(lambda *_given, name=name: heard.append(name))
    for key in (Qt.Key.Key_B, Qt.Key.Key_E):
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    assert heard == []
    for noegle in ("rapporter", "konflikter", "forbered"):
        assert window.findChild(QWidget, f"nav_{noegle}") is None

    def offered(*, skriver: bool) -> set[str]:
        found = kommandoer(window._handlinger, window.current(), (), window.show_page, skriver=skriver)
        return {one.titel for one in found}

    writes = {"Ny sag", "Notat", "Start besøg i den åbne sag", "Rapport til møde i den åbne sag"}
    assert writes <= offered(skriver=True)
    assert not writes & offered(skriver=False)


def test_a_sagsbehandlers_day_holds_no_start(laeser: Scene) -> None:
    laeser.window.show_page(IDAG)
    laeser.settle()
    assert not seen(laeser.window, "today_start_1")
    assert not seen(laeser.window, "today_prepare_1")
    assert not seen(laeser.window, "today_overdue_move_1")
    assert find(laeser, "today_call_1").isVisible()


def test_what_came_late_is_told_on_the_sag_until_somebody_has_seen_it(shell: Scene, qtbot: QtBot) -> None:
    leder.forsinket(shell)
    words = text(shell, "case_late_1")
    assert words == "Ida Bruun skrev i besøget 12. februar, før sagen blev givet videre. Det kom 12. marts."
    assert text(shell, "case_late_2").startswith("Søren Lund skrev i sagen, før")
    with qtbot.waitSignal(shell.window.open_besoeg):
        press(shell, "case_late_1_vis")
    press(shell, "case_late_1_set")
    with shell.database.reading() as tx:
        told = {one.hvem: one.set_af for one in rows.find(tx, Forsinket)}
    assert told == {"Ida Bruun": "Mette Krogh", "Søren Lund": None}
    qtbot.waitUntil(lambda: text(shell, "case_late_1").startswith("Søren"), timeout=3_000)
    press(shell, "case_late_1_set")
    qtbot.waitUntil(lambda: find(shell, "case_late").isHidden(), timeout=3_000)


def test_a_sag_that_leaves_while_it_stands_here_says_where_it_went(shell: Scene, qtbot: QtBot) -> None:
    shell.open(KATRINE)
    with shell.database.writing() as tx:
        tx.conn.exec_driver_sql("DELETE FROM outbox")
        borger = tx.conn.exec_driver_sql("SELECT borger FROM sag WHERE id=?", (KATRINE,)).scalar()
        fratag.note(tx, (KATRINE, int(borger or 0)), ())
        assert fratag.let_go(tx) > 0
    qtbot.waitUntil(lambda: find(shell, "case").property("state") == "gone", timeout=3_000)
    assert "Sagen er givet videre. Det, du nåede at skrive, er sendt." in all_words(find(shell, "case_gone"))


def test_what_was_given_on_is_said_in_words() -> None:
    assert givet_ord(1, "Ida Bruun", None) == "Sagen er givet videre til Ida Bruun."
    assert givet_ord(3, "Ida Bruun", None) == "3 sager er givet videre til Ida Bruun."
    assert navne_ord([f"Sag {n}" for n in range(8)]) == "Sag 0, Sag 1, Sag 2, Sag 3, Sag 4, Sag 5 og 2 til"
