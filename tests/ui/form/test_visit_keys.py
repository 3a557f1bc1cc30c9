"""The visit by keyboard alone, and what undo takes back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from konsulent_core.words import Tilstand
from tests.ui.form.conftest import Visit


def test_undo_takes_back_a_level_and_redo_gives_it_again(visit: Visit) -> None:
    visit.tap("visit_rating_selvstaendighed_4")
    visit.tap("visit_rating_selvstaendighed_5")
    visit.form.undo.undo()
    assert visit.stored().vurderinger[0].trin == 4
    visit.form.undo.undo()
    assert visit.stored().vurderinger[0].trin is None
    visit.form.undo.redo()
    assert visit.stored().vurderinger[0].trin == 4


@pytest.mark.parametrize(("key", "punkt"), [(Qt.Key.Key_3, 3), (Qt.Key.Key_0, 10), (Qt.Key.Key_1, 1)])
def test_alt_and_a_digit_goes_to_the_point(visit: Visit, key: Qt.Key, punkt: int) -> None:
    visit.page.activateWindow()
    QTest.keyClick(QApplication.focusWidget() or visit.page, key, Qt.KeyboardModifier.AltModifier)
    assert visit.form.current() == punkt
    focus = QApplication.focusWidget()
    assert focus is not None
    assert visit.form.cards[punkt].isAncestorOf(focus)


def test_ctrl_enter_walks_through_the_agenda(visit: Visit) -> None:
    for punkt in range(2, 11):
        QTest.keyClick(QApplication.focusWidget() or visit.page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert visit.form.current() == punkt


def test_digits_set_a_level_and_arrows_change_nothing(visit: Visit) -> None:
    visit.form.go_to(3, focus=True)
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Right)
    QTest.keyClick(QApplication.focusWidget() or focus, Qt.Key.Key_Right)
    assert visit.stored().vurderinger == ()
    QTest.keyClick(QApplication.focusWidget() or focus, Qt.Key.Key_4)
    assert visit.stored().vurderinger[0].trin == 4


def test_the_whole_visit_can_be_done_by_keyboard_alone(visit: Visit) -> None:
    def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifier)

    def to(punkt: int) -> None:
        press(getattr(Qt.Key, f"Key_{punkt % 10}"), Qt.KeyboardModifier.AltModifier)

    def reach(name: str) -> None:
        for _ in range(60):
            focus = QApplication.focusWidget()
            if focus is not None and focus.objectName() == name:
                return
            press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never reaches {name}")

    to(3)
    press(Qt.Key.Key_4)
    to(4)
    reach("visit_fremmoede_alle")
    press(Qt.Key.Key_Space)
    to(10)
    QTest.keyClicks(QApplication.focusWidget() or visit.page, "Prøve truck")
    reach("visit_aftale_1_hvem_borger")
    press(Qt.Key.Key_Space)
    reach("visit_naeste_dato")
    QTest.keyClicks(QApplication.focusWidget() or visit.page, "26/3")
    visit.page.end()
    visit.work.settle()
    press(Qt.Key.Key_Return)
    stored = visit.stored()
    assert stored.besoeg.tilstand == Tilstand.AFSLUTTET
    assert stored.besoeg.naeste_dato == "2026-03-26"
    assert [a.hvad for a in stored.aftaler] == ["Prøve truck"]


def test_undo_after_vis_for_borger_leaves_the_borgers_answer_and_the_program_alone(visit: Visit) -> None:
    visit.form.go_to(3, focus=True)
    visit.page.share()
    visit.work.settle()
    visit.tap("share_rating_selvstaendighed_3")
    visit.tap("share_back")
    visit.work.settle()
    visit.form.undo.undo()
    visit.work.settle()
    (row,) = visit.stored().vurderinger
    assert (row.stemme, row.trin) == ("borger", 3)


def test_undo_of_unchanged_hours_takes_the_step_away(visit: Visit) -> None:
    visit.tap("visit_hours_timer_uaendret")
    visit.form.undo.undo()
    assert [t for t in visit.stored().timer if t.besoeg == visit.sample.aabent] == []
