"""The ten-second note: four taps, kept while it is written, at the top of the next besøg, and back on its date."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from konsulent_app.services import besoeg as besoeg_verbs
from konsulent_app.services import notat as verbs
from konsulent_app.store import outbox, rows
from konsulent_app.store.besoeg import read_besoeg
from konsulent_app.ui.pages.notat import NotatArk
from konsulent_core.entities import Aftale, Besoeg, Udsagn
from konsulent_core.notat import Notat, reminder
from konsulent_core.words import BesoegType
from tests.ui.pages.hands import find, press, text
from tools.shot_sager import KATRINE
from tools.shots.scene import Scene

MAX_TAPS = 4  # issue B
Open = Callable[[int | None], NotatArk]


@pytest.fixture
def sheet(shell: Scene) -> Open:
    def make(sag: int | None) -> NotatArk:
        made = NotatArk(shell.theme, shell.work, shell.context, shell.feedback, shell.window.shell, shell.window.under)
        made.open_sheet(sag)
        shell.settle()
        return made

    return make


def notes(shell: Scene) -> list[Besoeg]:
    with shell.database.reading() as tx:
        return rows.find(tx, Besoeg, "type=?", (BesoegType.NOTE.value,), order="tidspunkt, id")


def type_in(shell: Scene, name: str, words: str) -> None:
    QTest.keyClicks(find(shell, name), words)
    shell.settle()


def test_a_note_from_anywhere_costs_four_taps_and_waits_at_the_top_of_the_next_besoeg(
    shell: Scene, sheet: Open, qtbot: QtBot
) -> None:
    before = len(notes(shell))
    with qtbot.waitSignal(shell.window.write_note):
        QTest.keyClick(shell.window, Qt.Key.Key_F9)  # one
    ark = sheet(None)
    type_in(shell, "note_search", "katrine")
    QTest.keyClick(find(shell, "note_search"), Qt.Key.Key_Return)  # two
    assert find(shell, "note_text").hasFocus()
    type_in(shell, "note_text", "Lone ringer: ny truck paa mandag")
    press(shell, "note_date_om_1")  # three
    with qtbot.waitSignal(ark.closed):
        QTest.keyClick(ark, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)  # four
    made = notes(shell)
    assert len(made) == before + 1
    with shell.database.writing() as tx:
        besoeg = besoeg_verbs.start_besoeg(tx, shell.context, KATRINE)
        blad = read_besoeg(tx, besoeg)
        (aftale,) = rows.find(tx, Aftale, "besoeg=?", (made[-1].id,))
        assert outbox.entry(tx, "besoeg", made[-1].id) is not None
    assert blad is not None
    assert "Lone ringer: ny truck paa mandag" in {u.tekst for u in blad.noter_siden}
    assert aftale.senest == (shell.context.i_dag() + timedelta(weeks=1)).isoformat()
    assert aftale.hvad == "Følg op på notat: Lone ringer: ny truck paa mandag"
    assert MAX_TAPS == 4


def test_the_sag_that_stands_open_is_the_one_it_is_about(shell: Scene, sheet: Open) -> None:
    sheet(KATRINE)
    assert find(shell, "note_text").hasFocus()
    assert find(shell, "note_hit_1").property("checked") is True


def test_what_is_missing_is_told_and_nothing_is_made(shell: Scene, sheet: Open) -> None:
    before = notes(shell)
    sheet(None)
    press(shell, "note_save")
    assert text(shell, "note_error") == "Vælg, hvem det handler om."
    type_in(shell, "note_search", "katrine")
    QTest.keyClick(find(shell, "note_search"), Qt.Key.Key_Return)
    shell.settle()
    press(shell, "note_save")
    assert text(shell, "note_error") == "Skriv et par stikord."
    assert notes(shell) == before


def test_a_closed_sheet_keeps_what_was_written_for_the_next_time(shell: Scene, sheet: Open, qtbot: QtBot) -> None:
    ark = sheet(KATRINE)
    type_in(shell, "note_text", "halvt")
    with qtbot.waitSignal(ark.closed):
        QTest.keyClick(find(shell, "note_text"), Qt.Key.Key_Escape)
    with shell.database.reading() as tx:
        assert verbs.read_notat(tx, shell.context) == Notat(sag=KATRINE, tekst="halvt")
    ark.open_sheet(None)
    shell.settle()
    assert find(shell, "note_text").property("plainText") == "halvt"
    labels = [label.text() for label in ark.findChildren(QLabel)]
    assert "Notat" in labels


def test_a_note_is_no_besoeg_of_the_rhythm(shell: Scene) -> None:
    with shell.database.writing() as tx:
        verbs.save_notat(tx, shell.context, Notat(sag=KATRINE, tekst="kort"))
        (said,) = rows.find(tx, Udsagn, "tekst='kort'")
    assert said.felt == verbs.FELT
    assert said.person == shell.context.bruger.navn
    assert notes(shell)[-1].nummer is None


def test_a_long_note_makes_a_short_reminder() -> None:
    assert reminder("a  b\nc") == "Følg op på notat: a b c"
    assert len(reminder("ord " * 100)) == len("Følg op på notat: ") + 80
