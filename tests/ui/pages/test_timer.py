"""Timer as a person writes it: steps come, change and go; what was tried stands there before a raise is saved."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from konsulent_app.store import rows
from konsulent_app.ui.pages.timer import TimerPage
from konsulent_app.ui.widgets.timerkurve import TimerKurve
from konsulent_core.entities import Timer
from tests.ui.pages.hands import find, press, text
from tools import shot_timer
from tools.shot_sager import KATRINE, sag_id
from tools.shot_timer import IDA
from tools.shots.scene import Scene

Open = Callable[[int], TimerPage]


@pytest.fixture
def hours(shell: Scene) -> Open:
    def make(sag: int) -> TimerPage:
        if sag == IDA:
            with shell.database.writing() as tx:
                shot_timer.fill(tx)
        page = TimerPage(shell.theme, shell.work, shell.context, shell.feedback)
        shell.window.show_full(page)
        page.open(sag)
        shell.settle()
        return page

    return make


def write(shell: Scene, name: str, words: str) -> None:
    field = find(shell, name)
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, words)


def steps(shell: Scene, sag: int) -> list[Timer]:
    shell.settle()
    with shell.database.reading() as tx:
        return rows.find(tx, Timer, "scope=?", (sag,), order="fra, id")


def test_the_tile_and_ctrl_t_lead_to_the_hours(shell: Scene, qtbot: QtBot) -> None:
    shell.open(KATRINE)
    with qtbot.waitSignal(shell.window.show_timer) as asked:
        press(shell, "case_tile_timer")
    assert asked.args == [KATRINE]
    assert find(shell, "case_tile_timer").accessibleName().startswith("Timer pr. uge: 16, 8 løn")
    with qtbot.waitSignal(shell.window.show_timer):
        QTest.keyClick(shell.window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)


def test_a_new_step_is_born_with_its_hours_and_keeps_how_they_were_said(
    shell: Scene, hours: Open, qtbot: QtBot
) -> None:
    page = hours(IDA)
    before = len(steps(shell, IDA))
    press(shell, "timer_ny")
    assert len(steps(shell, IDA)) == before
    write(shell, "timer_trin_11_hours_timer", "3x2,5")
    find(shell, "timer_trin_11_aarsag").setFocus()
    page.flush()
    made = steps(shell, IDA)
    assert len(made) == before + 1
    last = made[-1]
    assert (last.fra, last.timer, last.timer_til, last.moenster) == ("2026-03-12", 7.5, None, "3×2,5")
    assert (last.loentimer, last.art, last.praktik) == (2.5, "praktik", shot_timer.IDAS_PRAKTIK)
    assert text(shell, "timer_nu").startswith("3×2,5, i alt 7,5 timer")
    with qtbot.waitSignal(page.closed) as left:
        QTest.keyClick(page, Qt.Key.Key_Escape)
    assert left.args == [IDA]


def test_what_was_tried_stands_beside_the_hours_before_anything_is_saved(shell: Scene, hours: Open) -> None:
    hours(IDA)
    press(shell, "timer_ny")
    told = text(shell, "timer_trin_11_proevet")
    assert find(shell, "timer_trin_11_proevet").isVisible()
    assert "03.12.2024: 2×2 → 2×3, tilbage efter 9 dage, smerter" in told
    assert "18.03.2025: 2×2 → 3×2,5, tilbage efter 21 dage, smerter og dårlig søvn" in told


def test_a_new_step_of_which_nothing_is_written_goes_again(shell: Scene, hours: Open) -> None:
    hours(IDA)
    before = steps(shell, IDA)
    press(shell, "timer_ny")
    press(shell, "timer_trin_2_ret")
    assert steps(shell, IDA) == before
    assert shell.window.findChild(QWidget, "timer_trin_11") is None or find(shell, "timer_trin_11").isHidden()


def test_a_step_back_asks_kindly_and_is_saved_without_an_answer(shell: Scene, hours: Open) -> None:
    page = hours(IDA)
    press(shell, "timer_trin_1_ret")
    assert find(shell, "timer_trin_1_spoerg").isHidden()
    write(shell, "timer_trin_1_hours_timer", "4")
    assert text(shell, "timer_trin_1_spoerg") == "Hvad skete der? Et skridt tilbage er i orden."
    assert find(shell, "timer_trin_1_fejl").isHidden()
    page.flush()
    assert steps(shell, IDA)[-1].timer == 4.0
    write(shell, "timer_trin_1_aarsag", "influenza")
    page.flush()
    assert steps(shell, IDA)[-1].aarsag == "influenza"
    find(shell, "timer_done").setFocus()
    shell.settle()
    assert "tilbage fra 5" in text(shell, "timer_trin_1_under")
    assert "influenza" in text(shell, "timer_trin_1_under")


def test_a_pause_is_a_press_and_has_no_hours(shell: Scene, hours: Open) -> None:
    hours(IDA)
    press(shell, "timer_trin_1_ret")
    press(shell, "timer_trin_1_art_pause")
    last = steps(shell, IDA)[-1]
    assert (last.art, last.timer, last.loentimer) == ("pause", 0.0, 0.0)
    assert find(shell, "timer_trin_1_hours_timer").isHidden() or not find(shell, "timer_trin_1_hours_timer").isVisible()
    assert text(shell, "timer_trin_1_spoerg") == "Hvad gør pausen godt for?"


def test_more_loentimer_than_hours_are_told_and_kept(shell: Scene, hours: Open) -> None:
    page = hours(IDA)
    press(shell, "timer_trin_1_ret")
    write(shell, "timer_trin_1_hours_loen", "9")
    page.flush()
    assert text(shell, "timer_trin_1_fejl") == "Løntimer kan ikke være flere end timerne i alt."
    assert steps(shell, IDA)[-1].loentimer == 9.0


def test_a_removed_step_comes_back_with_fortryd(shell: Scene, hours: Open) -> None:
    hours(IDA)
    before = steps(shell, IDA)
    press(shell, "timer_trin_1_ret")
    press(shell, "timer_trin_1_fjern")
    assert len(steps(shell, IDA)) == len(before) - 1
    assert shell.said[-1].tekst == "Trinnet er fjernet."
    goer = shell.said[-1].goer
    assert goer is not None
    goer()
    assert steps(shell, IDA) == before
    assert find(shell, "timer_trin_1_dato").isVisible()


def test_a_step_of_a_locked_besoeg_leads_to_it_and_has_no_fields(shell: Scene, hours: Open, qtbot: QtBot) -> None:
    page = hours(IDA)
    assert text(shell, "timer_trin_2_laas").startswith("Skrevet ved opfølgning den 22.01.2026, som er afsluttet.")
    assert find(shell, "timer_trin_2_ret").isHidden()
    with qtbot.waitSignal(page.wants_besoeg) as led:
        press(shell, "timer_trin_2_laes")
    assert led.args == [20_990]


def test_the_curve_is_said_in_words(shell: Scene, hours: Open) -> None:
    hours(IDA)
    curve = shell.window.findChild(TimerKurve)
    assert curve is not None
    said = curve.accessibleName()
    assert "03.06.2025 5 timer småjob, heraf 5 med løn" in said
    assert "01.09.2025 pause" in said
    assert "07.10.2025 4–5 timer" in said


def test_a_sag_without_hours_says_so(shell: Scene, hours: Open) -> None:
    hours(sag_id(11))
    assert find(shell, "timer_ingen").isVisible()
    press(shell, "timer_ny")
    write(shell, "timer_trin_1_hours_timer", "4")
    find(shell, "timer_done").setFocus()
    (made,) = steps(shell, sag_id(11))
    assert (made.timer, made.praktik) == (4.0, None)
