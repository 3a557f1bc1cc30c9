"""Ctrl+F in the visit: what was written, what is asked and what a level says are found, and nothing is changed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from konsulent_core.soegning import fold, holds
from tests.ui.form.conftest import Visit


def look_for(visit: Visit, words: str) -> str:
    """Presses Ctrl+F, writes, and gives what the bar counts."""
    QTest.keyClick(visit.page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = visit.find("visit_find")
    assert isinstance(field, QLineEdit)
    field.setText(words)
    return count(visit)


def count(visit: Visit) -> str:
    label = visit.find("visit_find_antal")
    assert isinstance(label, QLabel)
    return label.text()


def ring(visit: Visit) -> QWidget:
    return visit.find("visit_find_ring")


def test_a_word_written_in_the_last_point_is_found_from_the_first(visit: Visit, qtbot: QtBot) -> None:
    visit.write("visit_note_forlaengelse", "Mester vil gerne have hende over jul")
    visit.find("visit_note_hvordan").setFocus()
    assert look_for(visit, "JUL mester") == "1 af 1"
    note = visit.find("visit_note_forlaengelse")
    qtbot.waitUntil(lambda: note.visibleRegion().boundingRect() == note.rect())
    assert ring(visit).parentWidget() is note.parentWidget()
    assert ring(visit).geometry().contains(note.geometry())
    QTest.keyClick(visit.find("visit_find"), Qt.Key.Key_Escape)
    assert not visit.find("visit_find").isVisible()
    assert note.hasFocus()
    assert [u.tekst for u in visit.stored().udsagn] == ["Mester vil gerne have hende over jul"]


def test_the_words_of_a_level_are_found_though_they_are_painted(visit: Visit) -> None:
    assert look_for(visit, "uforudsete problemer") != "Findes ikke i skemaet"
    assert ring(visit).isVisible()


def test_enter_goes_from_place_to_place_and_round(visit: Visit) -> None:
    first = look_for(visit, "næste")
    how_many = int(first.partition(" af ")[2])
    assert how_many > 2
    field = visit.find("visit_find")
    seen = [ring(visit).mapTo(visit.page, ring(visit).rect().topLeft())]
    for place in range(2, how_many + 1):
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert count(visit) == f"{place} af {how_many}"
        seen.append(ring(visit).mapTo(visit.page, ring(visit).rect().topLeft()))
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert count(visit) == f"1 af {how_many}"
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert count(visit) == f"{how_many} af {how_many}"


def test_what_stands_nowhere_is_said_to_and_the_keyboard_goes_back(visit: Visit) -> None:
    visit.find("visit_note_hvordan").setFocus()
    before = QApplication.focusWidget()
    assert look_for(visit, "kvadratrod") == "Findes ikke i skemaet"
    QTest.keyClick(visit.find("visit_find"), Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is before


def test_a_closed_internal_note_is_not_found_for_all_to_see(visit: Visit) -> None:
    visit.tap("visit_note_hvordan_intern_skift")
    visit.write("visit_note_hvordan_intern", "Hemmeligheden")
    visit.find("visit_note_selvstaendighed").setFocus()
    QApplication.processEvents()
    QTest.qWait(120)
    assert look_for(visit, "hemmeligheden") == "Findes ikke i skemaet"


def test_the_place_may_go_while_it_is_marked(visit: Visit, qtbot: QtBot) -> None:
    look_for(visit, "opgaver")
    home = ring(visit).parentWidget()
    assert home is not None
    home.deleteLater()
    qtbot.wait(20)
    QTest.keyClick(visit.find("visit_find"), Qt.Key.Key_Return)
    assert count(visit)


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("Ørsted Værksted", "oersted", True),
        ("oersted", "ØRSTED", True),
        ("Aarhus", "århus", True),
        ("pakke varer", "varer pakke", True),
        ("pakke varer", "pakke bøger", False),
        ("hvad som helst", "  ", True),
    ],
)
def test_a_search_knows_capitals_and_both_spellings(text: str, wanted: str, found: bool) -> None:
    assert holds(text, wanted) is found


def test_folding_keeps_the_words_apart() -> None:
    assert fold("Å Ø Æ") == "aa oe ae"
