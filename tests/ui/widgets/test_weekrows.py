"""Fremmøde: all present in one press, an exception with its cause in two, illness never as absence."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button, PaintedButton
from konsulent_app.ui.widgets.dag import DagKnap
from konsulent_app.ui.widgets.fremmoede import STATUSSER, Uge, opsummer
from konsulent_app.ui.widgets.weekrows import WeekRows
from konsulent_core.words import Fremmoede
from tests.ui.widgets.hand import child, press, tap, write

MANDAG = date(2026, 2, 16)
UGER = [Uge(8 + n, tuple(MANDAG + timedelta(weeks=n, days=d) for d in (0, 2, 3))) for n in range(3)]
ALLE = [dag for uge in UGER for dag in uge.dage]
FEB25 = date(2026, 2, 25)


@pytest.fixture
def rows(theme: Theme, qtbot: QtBot) -> WeekRows:
    made = WeekRows(theme, UGER)
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    return made


def told(rows: WeekRows) -> list[dict[date, str]]:
    heard: list[dict[date, str]] = []
    rows.changed.connect(heard.append)
    return heard


def dag(rows: WeekRows, day: date) -> DagKnap:
    return child(rows, DagKnap, f"visit_day_{day:%Y%m%d}")


def test_no_day_is_registered_before_somebody_does_it(rows: WeekRows) -> None:
    assert set(rows.status().values()) == {""}
    assert rows.property("value") == "9 ikke registreret"


def test_one_press_registers_all_days_as_one_act(rows: WeekRows) -> None:
    heard = told(rows)
    tap(child(rows, Button, "visit_fremmoede_alle"))
    assert heard == [dict.fromkeys(ALLE, "moedt")]
    assert rows.property("value") == "9 mødt"


def test_alle_moedt_never_overwrites_an_exception(rows: WeekRows) -> None:
    rows.set_status({FEB25: "sygdom"})
    heard = told(rows)
    tap(child(rows, Button, "visit_week_9_alle"))
    assert heard == [dict.fromkeys((d for d in UGER[1].dage if d != FEB25), "moedt")]
    assert rows.status()[FEB25] == "sygdom"


def test_an_exception_with_its_cause_is_two_presses(rows: WeekRows) -> None:
    rows.set_status(dict.fromkeys(ALLE, "moedt"))
    heard = told(rows)
    tap(dag(rows, FEB25))
    tap(child(rows, PaintedButton, "visit_dayvalg_behandling"))
    assert heard == [{FEB25: "behandling"}]
    assert rows.property("value") == "8 mødt · 1 afbud"
    assert not child(rows, QWidget, "visit_dayvalg_behandling").isVisible()


def test_the_choice_opens_beneath_its_own_week(rows: WeekRows, qtbot: QtBot) -> None:
    tap(dag(rows, FEB25))
    choice = child(rows, QWidget, "visit_dayvalg_sygdom")
    qtbot.waitUntil(lambda: choice.mapTo(rows, choice.rect().topLeft()).y() > dag(rows, FEB25).y())
    here = choice.mapTo(rows, choice.rect().topLeft()).y()
    own = dag(rows, FEB25).mapTo(rows, dag(rows, FEB25).rect().bottomLeft()).y()
    following = dag(rows, UGER[2].dage[0]).mapTo(rows, dag(rows, UGER[2].dage[0]).rect().topLeft()).y()
    assert own < here < following


def test_escape_closes_the_choice_and_changes_nothing(rows: WeekRows) -> None:
    heard = told(rows)
    tap(dag(rows, FEB25))
    choice = child(rows, PaintedButton, "visit_dayvalg_sygdom")
    press(choice, Qt.Key.Key_Escape)
    assert not choice.isVisible()
    assert heard == []


def test_the_keyboard_alone_sets_an_exception(rows: WeekRows) -> None:
    heard = told(rows)
    rows.activateWindow()
    day = dag(rows, FEB25)
    day.setFocus(Qt.FocusReason.TabFocusReason)
    press(day, Qt.Key.Key_Space)
    first = child(rows, PaintedButton, "visit_dayvalg_moedt")
    assert first.hasFocus()
    press(first, Qt.Key.Key_Right)
    press(rows.focusWidget(), Qt.Key.Key_Right)
    assert heard == []
    press(rows.focusWidget(), Qt.Key.Key_Return)
    assert heard == [{FEB25: "sygdom"}]
    assert day.hasFocus()


def test_arrows_walk_the_days_of_a_week_and_change_nothing(rows: WeekRows) -> None:
    heard = told(rows)
    first = dag(rows, UGER[0].dage[0])
    first.setFocus(Qt.FocusReason.TabFocusReason)
    press(first, Qt.Key.Key_Right)
    assert dag(rows, UGER[0].dage[1]).hasFocus()
    assert heard == []


def test_a_day_that_ended_early_asks_for_the_hours(rows: WeekRows) -> None:
    hours: list[object] = []
    rows.timer_changed.connect(lambda day, timer: hours.append((day, timer)))
    tap(dag(rows, FEB25))
    tap(child(rows, PaintedButton, "visit_dayvalg_foer_tid"))
    field = child(rows, QLineEdit, "visit_dayvalg_hours_foertid")
    assert field.isVisible()
    write(field, "2,5")
    assert hours[-1] == (FEB25, (Decimal("2.5"), Decimal("2.5")))


def test_a_day_can_be_set_back_to_not_registered(rows: WeekRows) -> None:
    rows.set_status({FEB25: "udeblevet"})
    heard = told(rows)
    tap(dag(rows, FEB25))
    tap(child(rows, PaintedButton, "visit_dayvalg_ikke"))
    assert heard == [{FEB25: ""}]


def test_illness_and_treatment_are_counted_as_afbud_and_never_as_udeblivelse() -> None:
    status = ["moedt"] * 9 + ["sygdom", "behandling", "andet", "udeblevet"]
    assert opsummer(status) == "9 mødt · 3 afbud · 1 udeblivelse"
    assert opsummer(["udeblevet", "udeblevet"]) == "2 udeblivelser"


def test_every_state_of_a_day_has_its_own_icon_and_its_own_word() -> None:
    assert set(STATUSSER) == {"", *(s.value for s in Fremmoede)}
    assert len({s.icon for s in STATUSSER.values()}) == len(STATUSSER)
    assert len({s.kort for s in STATUSSER.values()}) == len(STATUSSER)


def test_a_day_says_its_date_and_state(rows: WeekRows) -> None:
    rows.set_status({FEB25: "sygdom"})
    assert dag(rows, FEB25).accessibleName() == "onsdag 25.02.2026: afbud: sygdom"
