"""A note is what was said and by whom; it is born with its first letter and its internal part stays apart."""

import itertools

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.labels import PersonChip
from konsulent_app.ui.widgets.note import NoteField
from konsulent_app.ui.widgets.personer import Person
from konsulent_app.ui.widgets.udsagn import EGEN, UdsagnList, UdsagnTekst
from konsulent_core.words import Stemme
from tests.ui.widgets.conftest import Heard
from tests.ui.widgets.gallery import BORGER, LONE, METTE
from tests.ui.widgets.hand import child, press, tap, write

N = "visit_note_trivsel"


@pytest.fixture
def liste(theme: Theme, qtbot: QtBot) -> UdsagnList:
    ids = itertools.count(1)
    made = UdsagnList(theme, "trivsel", UdsagnTekst("Trivsel", "Skriv stikord", "Fremmøde"), (BORGER, LONE),
                      ny_id=lambda: f"u{next(ids)}")  # fmt: skip
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    return made


def told(liste: UdsagnList) -> list[tuple[object, ...]]:
    heard: list[tuple[object, ...]] = []
    liste.added.connect(lambda i, s, p: heard.append(("added", i, s, p)))
    liste.edited.connect(lambda i, t: heard.append(("edited", i, t)))
    liste.removed.connect(lambda i: heard.append(("removed", i)))
    liste.intern_edited.connect(lambda t: heard.append(("intern", t)))
    liste.left.connect(lambda: heard.append(("left",)))
    liste.next_clicked.connect(lambda: heard.append(("next",)))
    return heard


def test_an_untouched_field_leaves_no_udsagn(liste: UdsagnList) -> None:
    heard = told(liste)
    field = child(liste, NoteField, N)
    field.setFocus()
    write(field, "  ")
    liste.setFocus()
    assert [h for h in heard if h[0] != "left"] == []
    assert liste.udsagn() == []


def test_the_first_letter_makes_the_udsagn_and_every_letter_is_told(liste: UdsagnList) -> None:
    heard = told(liste)
    write(child(liste, NoteField, N), "ok")
    assert heard == [("added", "u1", "konsulent", "egen"), ("edited", "u1", "o"), ("edited", "u1", "ok")]


def test_a_person_button_starts_a_new_udsagn_in_that_voice_with_the_cursor_in_it(liste: UdsagnList) -> None:
    write(child(liste, NoteField, N), "Jeg så palletten")
    heard = told(liste)
    tap(child(liste, Button, f"{N}_hvem_lone"))
    field = child(liste, NoteField, f"{N}_2")
    assert field.hasFocus()
    write(field, "H")
    assert [h for h in heard if h[0] == "added"] == [("added", "u2", "arbejdsgiver", "lone")]
    assert [(p.navn, t) for _, p, t in liste.udsagn()] == [("", "Jeg så palletten"), ("Lone", "H")]


def test_a_person_button_takes_over_a_field_nobody_wrote_in(liste: UdsagnList) -> None:
    tap(child(liste, Button, f"{N}_hvem_katrine"))
    shown = [f for f in liste.findChildren(NoteField) if f.isVisible()]
    assert [f.accessibleName() for f in shown] == ["Trivsel, note, Katrine"]


def test_leaving_the_field_asks_for_a_save(liste: UdsagnList) -> None:
    heard = told(liste)
    field = child(liste, NoteField, N)
    field.setFocus()
    write(field, "a")
    child(liste, Button, f"{N}_naeste").setFocus()
    assert heard[-1] == ("left",)


def test_a_field_emptied_and_left_is_removed(liste: UdsagnList) -> None:
    heard = told(liste)
    field = child(liste, NoteField, N)
    field.setFocus()
    write(field, "a")
    press(field, Qt.Key.Key_Backspace)
    child(liste, Button, f"{N}_naeste").setFocus()
    assert ("removed", "u1") in heard
    field.setFocus()
    write(field, "b")
    assert heard[-2:] == [("added", "u2", "konsulent", "egen"), ("edited", "u2", "b")]


def test_tab_leaves_the_field_and_writes_nothing(liste: UdsagnList) -> None:
    field = child(liste, NoteField, N)
    field.setFocus()
    press(field, Qt.Key.Key_Tab)
    assert not field.hasFocus()
    assert field.text() == ""


def test_stored_udsagn_never_overwrite_the_field_under_the_cursor(liste: UdsagnList, qtbot: QtBot) -> None:
    liste.set_udsagn([("a", METTE, "gammel"), ("b", LONE, "hej")])
    fields = [f for f in liste.findChildren(NoteField) if f.text()]
    liste.activateWindow()
    fields[0].setFocus()
    qtbot.waitUntil(fields[0].hasFocus)
    write(fields[0], "x")
    heard = told(liste)
    liste.set_udsagn([("a", METTE, "fra en anden maskine"), ("b", LONE, "hej igen")])
    assert "x" in fields[0].text()
    assert fields[1].text() == "hej igen"
    assert heard == []


def test_ones_own_words_always_have_a_field(liste: UdsagnList) -> None:
    liste.set_udsagn([("b", LONE, "hej")])
    assert [f.accessibleName() for f in liste.findChildren(NoteField) if f.isVisible()].count("Trivsel, note") == 1
    liste.set_udsagn([("a", METTE, "set"), ("b", LONE, "hej")])
    assert [(p.navn, t) for _, p, t in liste.udsagn()] == [("Mette (dig)", "set"), ("Lone", "hej")]


def test_a_removed_udsagn_is_told(liste: UdsagnList) -> None:
    liste.set_udsagn([("a", LONE, "hej")])
    heard = told(liste)
    tap(next(b for b in liste.findChildren(Button) if b.objectName().endswith("_fjern")))
    assert ("removed", "a") in heard
    assert liste.udsagn() == []


def test_the_internal_note_is_a_field_of_its_own_that_says_who_may_read_it(liste: UdsagnList) -> None:
    heard = told(liste)
    assert liste.findChild(NoteField, f"{N}_intern") is None
    tap(child(liste, Button, f"{N}_intern_skift"))
    field = child(liste, NoteField, f"{N}_intern")
    assert field.isVisible()
    assert "Kan indgå i aktindsigt" in field.accessibleName()
    assert "Kun dig og teamlederen. Kan indgå i aktindsigt" in [w.text() for w in liste.findChildren(QLabel)]
    write(field, "x")
    assert [h for h in heard if h != ("left",)] == [("intern", "x")]
    assert liste.udsagn() == []


def test_tab_goes_from_udsagn_to_udsagn_before_the_row_beneath(liste: UdsagnList) -> None:
    write(child(liste, NoteField, N), "a")
    tap(child(liste, Button, f"{N}_hvem_lone"))
    child(liste, NoteField, N).setFocus()
    liste.focusNextChild()
    assert liste.focusWidget().objectName() == f"{N}_2"


def test_a_note_is_editable_text_and_grows_from_84_to_240(theme: Theme, qtbot: QtBot, heard: Heard) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    note = NoteField(theme, "Note", name="n")
    column.addWidget(note)
    column.addWidget(QLineEdit())
    window.resize(600, 500)
    window.show()
    assert heard(note)[0] == QAccessible.Role.EditableText
    assert note.height() == 84
    note.set_text("linje\n" * 4)
    QApplication.processEvents()
    middle = note.height()
    note.set_text("linje\n" * 60)
    assert 84 < middle < 240
    assert note.height() == 240


def outside(liste: UdsagnList, qtbot: QtBot) -> QLineEdit:
    """Another field, in one window with the list."""
    window = QWidget()
    qtbot.addWidget(window, before_close_func=lambda _: window.hide())  # it also holds the window
    column = QVBoxLayout(window)
    column.addWidget(liste)
    other = QLineEdit()
    column.addWidget(other)
    window.resize(900, 600)
    window.show()
    window.activateWindow()
    return other


def test_a_stored_internal_note_stands_closed_and_the_toggle_says_that_there_is_one(liste: UdsagnList) -> None:
    heard = told(liste)
    toggle = child(liste, Button, f"{N}_intern_skift")
    liste.set_intern("Virkede træt")
    field = child(liste, NoteField, f"{N}_intern")
    QApplication.processEvents()
    assert not field.isVisible()
    assert (toggle.text(), toggle.isChecked()) == ("Internt notat (1)", False)
    tap(toggle)
    assert field.isVisible()
    assert field.text() == "Virkede træt"
    liste.set_intern("Virkede træt")
    assert field.isVisible()
    tap(toggle)
    assert not field.isVisible()
    liste.set_intern("")
    assert toggle.text() == "Internt notat"
    assert [h for h in heard if h != ("left",)] == []


def test_the_internal_note_closes_when_the_cursor_leaves_the_list(liste: UdsagnList, qtbot: QtBot) -> None:
    other = outside(liste, qtbot)
    heard = told(liste)
    toggle = child(liste, Button, f"{N}_intern_skift")
    tap(toggle)
    field = child(liste, NoteField, f"{N}_intern")
    qtbot.waitUntil(field.hasFocus)
    write(field, "x")
    assert toggle.text() == "Internt notat (1)"
    child(liste, NoteField, N).setFocus()
    QApplication.processEvents()
    assert field.isVisible()
    other.setFocus()
    qtbot.waitUntil(lambda: not field.isVisible())
    assert not toggle.isChecked()
    assert ("intern", "x") in heard
    tap(toggle)
    assert field.text() == "x"


def test_a_press_elsewhere_is_not_lost_when_the_internal_note_closes(liste: UdsagnList, qtbot: QtBot) -> None:
    other = outside(liste, qtbot)
    tap(child(liste, Button, f"{N}_intern_skift"))
    field = child(liste, NoteField, f"{N}_intern")
    qtbot.waitUntil(field.hasFocus)
    QTest.mousePress(other, Qt.MouseButton.LeftButton)
    qtbot.wait(120)
    assert field.isVisible()
    QTest.mouseRelease(other, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not field.isVisible())


def removal(liste: UdsagnList, navn: str) -> Button:
    """× of the udsagn of a person."""
    return next(b for b in liste.findChildren(Button) if b.accessibleName() == f"Fjern udsagn fra {navn}")


def undo_of(liste: UdsagnList) -> Button:
    return next(b for b in liste.findChildren(Button) if b.objectName().endswith("_fortryd"))


def test_a_removed_udsagn_comes_back_with_text_person_and_place(liste: UdsagnList, qtbot: QtBot) -> None:
    rows = [("a", BORGER, "først"), ("b", LONE, "så"), ("c", BORGER, "sidst")]
    liste.set_udsagn(rows)
    heard = told(liste)
    liste.restored.connect(lambda i: heard.append(("restored", i)))
    liste.activateWindow()
    tap(removal(liste, "Lone"))
    assert [w.text() for w in liste.findChildren(QLabel) if w.text().startswith("Udsagnet")] == ["Udsagnet er fjernet."]
    assert [t for _, _, t in liste.udsagn()] == ["først", "sidst"]
    qtbot.waitUntil(undo_of(liste).hasFocus)
    liste.set_udsagn([rows[0], rows[2]])
    liste.set_udsagn(rows)
    assert [t for _, _, t in liste.udsagn()] == ["først", "sidst"]
    tap(undo_of(liste))
    assert [(i, p.navn, t) for i, p, t in liste.udsagn()] == [(i, p.navn, t) for i, p, t in rows]
    assert [h for h in heard if h != ("left",)] == [("removed", "b"), ("restored", "b")]
    QApplication.processEvents()
    tops = [f.y() for f in liste.findChildren(NoteField) if f.text()]
    assert len(set(tops)) == 3
    field = next(f for f in liste.findChildren(NoteField) if f.text() == "så")
    qtbot.waitUntil(field.hasFocus)
    write(field, "!")
    assert heard[-1][:2] == ("edited", "b")


def test_tab_finds_fortryd_where_the_udsagn_stood(liste: UdsagnList, qtbot: QtBot) -> None:
    liste.set_udsagn([("a", METTE, "først"), ("b", LONE, "så"), ("c", BORGER, "sidst")])
    liste.activateWindow()
    tap(removal(liste, "Lone"))
    undo = undo_of(liste)
    qtbot.waitUntil(undo.hasFocus)
    liste.focusNextChild()
    after = liste.focusWidget()
    assert isinstance(after, NoteField)
    assert after.text() == "sidst"
    liste.focusPreviousChild()
    assert liste.focusWidget() is undo
    tap(undo)
    order = []
    field: QWidget = next(f for f in liste.findChildren(NoteField) if f.text() == "først")
    field.setFocus()
    for _ in range(6):
        here = liste.focusWidget()
        if isinstance(here, NoteField):
            order.append(here.text())
        liste.focusNextChild()
    assert order[:3] == ["først", "så", "sidst"]


def test_the_undo_goes_after_some_seconds_and_the_keyboard_to_the_next_field(
    liste: UdsagnList, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("konsulent_app.ui.widgets.udsagn.LONG_MS", 80)
    liste.set_udsagn([("a", METTE, "først"), ("b", LONE, "så"), ("c", BORGER, "sidst")])
    liste.activateWindow()
    tap(removal(liste, "Lone"))
    qtbot.waitUntil(lambda: not [b for b in liste.findChildren(Button) if b.objectName().endswith("_fortryd")])
    last = next(f for f in liste.findChildren(NoteField) if f.text() == "sidst")
    assert last.hasFocus()
    liste.set_udsagn([("a", METTE, "først"), ("b", LONE, "hentet"), ("c", BORGER, "sidst")])
    assert [t for _, _, t in liste.udsagn()] == ["først", "hentet", "sidst"]


def test_a_colleagues_words_stand_with_the_colleagues_name(liste: UdsagnList) -> None:
    birk = Person("person_7", Stemme.KONSULENT, "Birk Dahl")
    child(liste, Button, f"{N}_naeste").setFocus()
    liste.set_udsagn([("a", EGEN, "mine"), ("b", birk, "hans")])
    fields = {f.text(): f for f in liste.findChildren(NoteField)}
    chips = [w.text() for w in fields["hans"].findChildren(PersonChip)]
    assert chips == ["Birk Dahl"]
    assert fields["hans"].accessibleName() == "Trivsel, note, Birk Dahl"
    assert fields["mine"].findChildren(PersonChip) == []
    liste.set_udsagn([("b", birk, "hans")])
    own = [f for f in liste.findChildren(NoteField) if f.isVisible() and f.text() == "hans"]
    assert [w.text() for w in own[0].findChildren(PersonChip)] == ["Birk Dahl"]


def test_words_from_another_machine_leave_the_empty_field_under_the_cursor_alone(
    liste: UdsagnList, qtbot: QtBot
) -> None:
    heard = told(liste)
    field = child(liste, NoteField, N)
    liste.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    liste.set_udsagn([("a", EGEN, "skrevet derhjemme")])
    child(liste, Button, f"{N}_naeste").setFocus()
    assert [t for _, _, t in liste.udsagn()] == ["skrevet derhjemme"]
    assert [h for h in heard if h != ("left",)] == []
