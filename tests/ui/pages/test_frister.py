"""Deadlines where they are seen: on I dag, and on the sag with their sources; and the rhythm that is set."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from konsulent_app.store.rytme import read_rytme
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.window import IDAG, INDSTILLINGER
from konsulent_core.rhythm import Rytme
from tests.ui.pages.hands import find, press, text
from tools.shot_sager import sag_id
from tools.shots.idag import idag_frister
from tools.shots.scene import Scene, scene


@pytest.fixture
def due(theme: Theme) -> Iterator[Scene]:
    with scene(theme) as found:
        idag_frister(found)
        yield found
        found.settle()
        assert not found.crashes, found.crashes


def names(s: Scene) -> list[str]:
    rows = [find(s, f"today_deadline_{number}") for number in range(1, 5)]
    return [row.accessibleName() for row in rows]


def test_i_dag_shows_what_has_passed_and_what_is_near_by_date(due: Scene) -> None:
    assert names(due) == [
        "Opdatér CV, Omar Said, 6 dage over",
        "Netværksmøde, Elisabeth Thorsager Mortensen, 2 dage over",
        "Finde et stille rum til tirsdag, Birthe Mikkelsen, 1 dag over",
        "Praktikken slutter, Ida Lund, senest 20.03.2026",
    ]
    assert text(due, "today_summary").endswith("Tre frister er gået.")


def test_only_what_has_passed_is_red(due: Scene) -> None:
    for number, red in ((1, True), (4, False)):
        kinds = {label.property("kind") for label in find(due, f"today_deadline_{number}").findChildren(QLabel)}
        assert ("error" in kinds) == red


def test_a_row_says_its_source_and_leads_to_its_sag(due: Scene) -> None:
    assert "Kilde: Bedre ressourceforløb, casestudier 2019, case 3" in find(due, "today_deadline_2").toolTip()
    press(due, "today_deadline_2")
    assert due.sager.sag.sag == sag_id(8)


def test_all_of_them_are_shown_when_asked_for(due: Scene) -> None:
    press(due, "today_deadlines_all")
    assert find(due, "today_deadline_5").isVisible()


def test_without_deadlines_there_is_no_card(shell: Scene) -> None:
    shell.window.show_page(IDAG)
    shell.settle()
    assert not find(shell, "today_deadlines").isVisible()


def test_the_sag_tells_the_sources_on_demand(due: Scene) -> None:
    due.window.show_sag(sag_id(8))
    due.settle()
    card = find(due, "case_deadlines")
    sources = [label for label in card.findChildren(QLabel) if label.text().startswith("Kilde:")]
    assert len(sources) == 2
    assert not any(source.isVisible() for source in sources)
    press(due, "case_deadlines_sources")
    assert all(source.isVisible() for source in sources)


def test_the_rhythm_is_set_in_force_at_once_and_an_impossible_one_is_told(shell: Scene, qtbot: QtBot) -> None:
    def kept() -> Rytme:
        shell.settle()
        with shell.database.reading() as tx:
            return read_rytme(tx)

    shell.window.show_page(INDSTILLINGER)
    shell.settle()
    assert find(shell, "settings_rhythm").property("value") == "14"
    press(shell, "settings_rhythm_21")
    assert kept() == Rytme(standard=21, taet=7)
    press(shell, "settings_rhythm_7")
    press(shell, "settings_rhythm_close_14")
    assert kept() == Rytme(standard=7, taet=7)
    assert shell.said[-1].tekst.startswith("Skriv mellem 1 og 90 dage")
    assert find(shell, "settings_rhythm_close").property("value") == "7"
