"""Hours and dates as people write them: kept as written, read when they can be, never changed in passing."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.datefield import DateField
from konsulent_app.ui.widgets.dato import dansk_hjaelp
from konsulent_app.ui.widgets.hours import HoursField
from tests.ui.widgets.hand import child, press, tap, write

IDAG = date(2026, 3, 12)
SEKSTEN = (Decimal(16), Decimal(16))


@pytest.fixture
def hours(theme: Theme, qtbot: QtBot) -> HoursField:
    made = HoursField(theme, "loen", "Løntimer", spaend=True)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def dato(theme: Theme, qtbot: QtBot) -> DateField:
    made = DateField(theme, "visit_naeste", "Næste besøg", dansk_hjaelp(lambda: IDAG), uger=(2, 3, 4))
    qtbot.addWidget(made)
    made.show()
    return made


def edit_of(widget: QWidget) -> QLineEdit:
    found = widget.findChild(QLineEdit)
    assert isinstance(found, QLineEdit)
    return found


def wheel(widget: QWidget) -> None:
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(middle, middle, QPoint(0, 0), QPoint(0, 120), Qt.MouseButton.NoButton,
                        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(widget, event)


@pytest.mark.parametrize(
    ("written", "shown"),
    [("7,5", "7,5"), ("7.5", "7,5"), ("16", "16"), ("12-15", "12–15"), ("12 – 15", "12–15"), ("0", "0")],
)
def test_hours_are_read_with_comma_or_point_and_shown_with_comma(hours: HoursField, written: str, shown: str) -> None:
    write(edit_of(hours), written)
    press(edit_of(hours), Qt.Key.Key_Return)
    assert hours.property("value") == shown
    assert edit_of(hours).text() == shown
    assert hours.fejl() == ""


def test_the_value_is_exact_decimals_from_and_to(hours: HoursField) -> None:
    told: list[object] = []
    hours.changed.connect(told.append)
    write(edit_of(hours), "12-15")
    assert told[-1] == (Decimal(12), Decimal(15))
    assert hours.timer() == (Decimal(12), Decimal(15))


def test_a_span_is_refused_where_one_number_is_wanted(theme: Theme, qtbot: QtBot) -> None:
    single = HoursField(theme, "x", "Timer")
    qtbot.addWidget(single)
    write(edit_of(single), "12-15")
    assert single.fejl() == "Skriv ét tal, for eksempel 7,5."


def test_hours_outside_a_week_are_kept_as_written_and_explained(hours: HoursField) -> None:
    write(edit_of(hours), "40")
    assert hours.fejl() == "Timer skal være mellem 0 og 37."
    assert edit_of(hours).text() == "40"
    hours.show_error(hours.fejl())
    assert child(hours, QLabel, "visit_hours_loen_fejl").isVisible()


def test_a_step_is_half_an_hour_and_starts_from_last_visit(hours: HoursField) -> None:
    hours.set_sidst(SEKSTEN)
    assert hours.property("lastValue") == "16"
    assert child(hours, QLabel, "visit_hours_loen_sidst").text() == "Sidst 16"
    tap(child(hours, Button, "visit_hours_loen_plus"))
    assert hours.property("value") == "16,5"
    tap(child(hours, Button, "visit_hours_loen_minus"))
    assert hours.property("value") == "16"


def test_steps_stop_at_0_and_37(hours: HoursField) -> None:
    hours.set_timer((Decimal(37), Decimal(37)))
    tap(child(hours, Button, "visit_hours_loen_plus"))
    assert hours.property("value") == "37"
    hours.set_timer((Decimal(0), Decimal(0)))
    tap(child(hours, Button, "visit_hours_loen_minus"))
    assert hours.property("value") == "0"


def test_the_wheel_changes_nothing_in_passing(hours: HoursField, qtbot: QtBot) -> None:
    hours.set_timer(SEKSTEN)
    edit_of(hours).clearFocus()
    wheel(edit_of(hours))
    assert hours.timer() == SEKSTEN
    hours.activateWindow()
    hours.focus_first()
    qtbot.waitUntil(edit_of(hours).hasFocus)
    wheel(edit_of(hours))
    assert hours.property("value") == "16,5"


def test_a_field_under_the_cursor_is_not_overwritten(hours: HoursField, dato: DateField, qtbot: QtBot) -> None:
    for field in (hours, dato):
        field.activateWindow()
        edit_of(field).setFocus()
        qtbot.waitUntil(edit_of(field).hasFocus)
        write(edit_of(field), "2")
        if field is hours:
            hours.set_timer(SEKSTEN)
        else:
            dato.set_dato(IDAG)
        assert edit_of(field).text() == "2"


@pytest.mark.parametrize("written", ["2/4", "02042026", "2.4.26", "02.04.2026"])
def test_a_date_is_read_as_people_write_it(dato: DateField, written: str) -> None:
    write(edit_of(dato), written)
    press(edit_of(dato), Qt.Key.Key_Return)
    assert dato.dato() == date(2026, 4, 2)
    assert edit_of(dato).text() == dato.property("value") == "02.04.2026"
    assert child(dato, QLabel, "visit_naeste_ugedag").text() == "torsdag"


def test_a_date_that_cannot_be_is_kept_as_written_and_explained(dato: DateField) -> None:
    write(edit_of(dato), "31.02.2026")
    assert "findes ikke" in dato.fejl()
    assert edit_of(dato).text() == "31.02.2026"
    edit_of(dato).clear()
    write(edit_of(dato), "snart")
    assert dato.fejl().startswith("Skriv datoen som dd.mm.åååå")


def test_a_quick_choice_counts_from_today_in_one_press(dato: DateField) -> None:
    told: list[object] = []
    dato.changed.connect(told.append)
    tap(child(dato, Button, "visit_naeste_om_4"))
    assert told == [date(2026, 4, 9)]


def test_the_calendar_is_built_when_it_is_first_opened_and_picks_a_day(dato: DateField) -> None:
    assert dato.findChild(QCalendarWidget) is None
    tap(child(dato, Button, "visit_naeste_kalender"))
    calendar = dato.findChild(QCalendarWidget)
    assert isinstance(calendar, QCalendarWidget)
    calendar.clicked.emit(calendar.selectedDate().addDays(1))
    assert dato.dato() == date(2026, 3, 13)


def test_setting_a_field_tells_nobody(hours: HoursField, dato: DateField) -> None:
    told: list[object] = []
    hours.changed.connect(told.append)
    dato.changed.connect(told.append)
    hours.set_timer(SEKSTEN)
    dato.set_dato(IDAG)
    assert told == []


def test_what_is_written_and_cannot_be_read_stays_with_its_error(hours: HoursField, dato: DateField) -> None:
    for field, text in ((hours, "40"), (dato, "31.02.2026")):
        write(edit_of(field), text)
        field.show_error(field.fejl())
        edit_of(field).clearFocus()
        shown = next(w for w in field.findChildren(QLabel) if w.objectName().endswith("_fejl"))
        for _ in range(2):
            if field is hours:
                hours.set_timer(SEKSTEN)
            else:
                dato.set_dato(IDAG)
            assert edit_of(field).text() == text
            assert shown.isVisible()
            assert shown.text() == field.fejl()
    assert child(dato, QLabel, "visit_naeste_ugedag").text() == ""
    hours.set_timer(SEKSTEN, over=True)
    dato.set_dato(IDAG, over=True)
    assert (edit_of(hours).text(), hours.fejl()) == ("16", "")
    assert (edit_of(dato).text(), dato.fejl()) == ("12.03.2026", "")
    assert not [w for w in hours.findChildren(QLabel) if w.objectName().endswith("_fejl") and w.isVisible()]


def test_a_date_mended_after_a_change_from_elsewhere_is_told(dato: DateField) -> None:
    write(edit_of(dato), "snart")
    dato.set_dato(IDAG)
    told: list[object] = []
    dato.changed.connect(told.append)
    edit_of(dato).selectAll()
    press(edit_of(dato), Qt.Key.Key_Delete)
    assert told == [None]
