"""I dag by keyboard and by mouse: the next visit, who is to be called, and the konsulent's own aftaler."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from konsulent_app.services.besoeg import start_besoeg
from konsulent_app.store import rows
from konsulent_app.ui.models.sager import Overskrift
from konsulent_app.ui.side import IDAG
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.raekkeliste import RAEKKE
from konsulent_core.entities import Aftale, Besoeg, Borger, Virksomhed
from konsulent_core.errors import WorldError
from konsulent_core.merge import Value
from tests.ui.conftest import Heard
from tests.ui.pages.hands import find, press, text
from tools import shot_sager
from tools.shot_sager import KATRINE, NU, sag_id
from tools.shots.idag import idag_tom
from tools.shots.scene import Scene, scene

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def day(theme: Theme) -> Iterator[Scene]:
    with scene(theme) as found:
        found.window.show_page(IDAG)
        found.settle()
        yield found
        found.settle()
        assert not found.crashes, found.crashes


def done(s: Scene, aftale: int) -> bool:
    s.settle()
    with s.database.reading() as tx:
        kept = rows.get(tx, Aftale, aftale)
    return kept is not None and bool(kept.gjort)


def words(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


def test_the_day_begins_with_its_date_and_one_sentence(day: Scene) -> None:
    assert text(day, "today_date") == "torsdag den 12. marts 2026  ·  uge 11"
    assert text(day, "today_headline") == "Fire besøg i dag. Det første er kl. 10.00 hos Nordlager."
    assert text(day, "today_summary") == (
        "2 sager er forfaldne. Af dine egne aftaler har to frist i dag, og én er 1 dag over."
    )


def test_only_the_next_visit_has_a_primary_button(day: Scene) -> None:
    page = find(day, "today")
    primary = [b.objectName() for b in page.findChildren(QAbstractButton) if b.property("kind") == "primary"]
    assert primary == ["today_start_1"]
    assert [find(day, f"today_visit_{n}").property("state") for n in (1, 2, 3, 4)] == [
        "current", "rest", "rest", "rest",
    ]  # fmt: skip


def test_the_visits_stand_in_the_order_of_the_clock(day: Scene) -> None:
    cards = [find(day, f"today_visit_{n}") for n in (1, 2, 3, 4)]
    tops = [card.mapTo(day.window, QPoint(0, 0)).y() for card in cards]
    assert tops == sorted(tops)
    assert [card.accessibleName().split(",")[0] for card in cards] == [
        "kl. 10.00",
        "kl. 11.30",
        "kl. 13.15",
        "kl. 14.45",
    ]


def test_the_card_of_the_next_visit_says_what_was_agreed(day: Scene) -> None:
    shown = words(find(day, "today_visit_1"))
    assert "Aftalt sidst, 12.02.2026" in shown
    assert "Undersøge hæve-sænke-bord til pakkelinjen" in shown
    assert "1 dag over" in shown


def test_a_press_on_a_card_opens_the_sag(day: Scene) -> None:
    card = find(day, "today_visit_2")
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    day.settle()
    assert text(day, "case_name") == "Peter Vang"


def test_a_press_on_the_words_of_a_card_is_a_press_on_the_card(day: Scene) -> None:
    label = next(label for label in find(day, "today_visit_1").findChildren(QLabel) if label.text() == "Nordlager A/S")
    QTest.mouseClick(label, Qt.MouseButton.LeftButton)
    day.settle()
    assert text(day, "case_name") == "Katrine Holm"


def test_ctrl_b_starts_the_next_visit(day: Scene, qtbot: QtBot) -> None:
    with qtbot.waitSignal(day.window.start_besoeg) as begun:
        QTest.keyClick(day.window, Qt.Key.Key_B, CTRL)
    assert begun.args == [KATRINE]


def test_a_later_visit_can_be_started_first(day: Scene, qtbot: QtBot) -> None:
    with qtbot.waitSignal(day.window.start_besoeg) as begun:
        press(day, "today_start_3")
    assert begun.args == [sag_id(4)]


def test_a_visit_that_has_begun_is_gone_on_with(day: Scene, qtbot: QtBot) -> None:
    with day.database.writing() as tx:
        besoeg = start_besoeg(tx, day.context, KATRINE)
    start = find(day, "today_start_1")
    assert isinstance(start, QAbstractButton)
    qtbot.waitUntil(lambda: find(day, "today_start_1").property("text") == "Fortsæt besøg", timeout=3_000)
    with qtbot.waitSignal(day.window.open_besoeg) as opened:
        press(day, "today_start_1")
    assert opened.args == [besoeg]


def test_a_visit_that_was_held_leaves_the_day_and_the_count(day: Scene, qtbot: QtBot) -> None:
    with day.database.writing() as tx:
        rows.save(tx, Besoeg, 20_207, KATRINE, {"type": "opfoelgning", "nummer": 7, "tilstand": "afsluttet",
                  "tidspunkt": "2026-03-12T09:05:00.000Z", "naeste_dato": "2026-03-26"}, NU)  # fmt: skip
    qtbot.waitUntil(lambda: text(day, "today_headline").startswith("Tre besøg tilbage i dag. Det næste er kl. 11.30"))
    qtbot.waitUntil(lambda: find(day, "nav_idag").property("value") == 3)


def test_a_number_is_copied_from_the_small_menu(day: Scene) -> None:
    press(day, "today_call_1")
    menu = day.window.findChild(QMenu, "today_numbers")
    assert menu is not None
    assert [a.text() for a in menu.actions()] == ["Lone Bach, lagerchef:  75 61 00 42", "Katrine Holm:  20 30 40 02"]
    menu.actions()[0].trigger()
    menu.close()
    assert QGuiApplication.clipboard().text() == "75 61 00 42"
    assert day.said[-1].tekst == "Nummeret er kopieret."


def test_who_is_overdue_can_be_called_and_opened(day: Scene) -> None:
    assert "9 dage over" in words(find(day, "today_overdue_1"))
    press(day, "today_overdue_call_1")
    menu = day.window.findChild(QMenu, "today_numbers")
    assert menu is not None
    menu.close()
    QTest.keyClick(find(day, "today_overdue_1"), Qt.Key.Key_Return)
    day.settle()
    assert text(day, "case_name") == "Jonas Friis"


def test_a_bekymringssag_that_is_overdue_is_named_once(day: Scene) -> None:
    assert [label for label in words(find(day, "today_concern_list")) if label in ("Jonas Friis", "Søren Bukh")] == [
        "Søren Bukh"
    ]


def test_a_tick_is_stored_told_and_can_be_undone_and_the_focus_stays(day: Scene) -> None:
    box = find(day, "today_own_2_gjort")
    box.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert done(day, 5_401)
    assert box.hasFocus()
    assert day.said[-1].tekst == "Aftalen er gjort."
    press(day, "toast_handling")
    assert not done(day, 5_401)


def test_what_was_ticked_stands_there_done_for_the_rest_of_the_day(day: Scene, qtbot: QtBot) -> None:
    row = find(day, "today_own_1")
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(200, 10))
    assert done(day, 5_003)
    qtbot.waitUntil(lambda: text(day, "today_summary").endswith("To af dine egne aftaler har frist i dag."))
    assert find(day, "today_own_1").property("value") == "gjort"


def test_a_tick_that_can_not_be_stored_is_taken_away_again(day: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise WorldError("Disken er fuld.")

    monkeypatch.setattr("konsulent_app.ui.pages.gjort.save_gjort", refuse)
    press(day, "today_own_2_gjort")
    assert day.said[-1].tekst == "Disken er fuld."
    assert find(day, "today_own_2").property("value") == "ikke_endnu"


def test_many_own_aftaler_are_shown_when_asked_for(day: Scene, qtbot: QtBot) -> None:
    with day.database.writing() as tx:
        for number in range(9):
            rows.save(tx, Aftale, 5_600 + number, KATRINE, {"hvad": f"Nr. {number}", "part": "konsulent"}, NU)
    qtbot.waitUntil(lambda: day.window.findChild(QWidget, "today_own_all") is not None)
    press(day, "today_own_all")
    assert find(day, "today_own_13").isVisibleTo(find(day, "today"))


def test_a_day_without_visits_says_so_and_leads_to_the_overdue(theme: Theme) -> None:
    with scene(theme) as found:
        idag_tom(found)
        assert text(found, "today_headline") == "Ingen besøg i dag."
        assert "Ingen besøg i dag. 6 sager er forfaldne." in words(find(found, "today_none"))
        press(found, "today_none_besoeg_handling")
        model = found.sager.liste.model
        shown = [model.index(n, 0).data(RAEKKE) for n in range(model.rowCount())]
        assert len([r for r in shown if not isinstance(r, Overskrift)]) == 6
        assert find(found, "cases_filter_forfaldne").property("checked")


def test_the_overdue_that_have_no_room_are_shown_in_sager(theme: Theme) -> None:
    with scene(theme) as found:
        idag_tom(found)
        found.sager.liste.search.setText("katrine")
        press(found, "today_overdue_all")
        assert found.sager.liste.search.text() == ""
        assert find(found, "cases").isVisible()


def test_tomorrow_leads_to_sager(day: Scene) -> None:
    assert "I morgen: 2 besøg" in words(find(day, "today_next_day"))
    press(day, "today_next_day")
    assert find(day, "cases").isVisible()


def test_without_any_sag_the_page_says_why(theme: Theme) -> None:
    with scene(theme, tom=True) as found:
        found.window.show_page(IDAG)
        found.settle()
        assert find(found, "today_no_cases").isVisible()


def test_a_day_that_can_not_be_read_offers_to_try_again(day: Scene) -> None:
    day.idag._failed(WorldError("Disken svarer ikke."))
    assert find(day, "today").property("state") == "error"
    press(day, "today_error_handling")
    assert find(day, "today").property("state") == "shown"


def test_at_midnight_the_day_turns(day: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(day.context), "i_dag", lambda _: shot_sager.I_DAG + timedelta(days=1))
    monkeypatch.setattr(day.idag._genlaes, "_i_dag", day.context.i_dag)
    day.idag._genlaes.look_at_date()
    day.settle()
    assert text(day, "today_date").startswith("fredag den 13. marts")
    assert text(day, "today_headline") == "To besøg i dag. Det første er hos Juelsbro Brugs."


def test_tab_goes_through_the_day_as_it_is_read(day: Scene) -> None:
    page = find(day, "today")
    wanted = ["today_visit_1", "today_start_1", "today_prepare_1", "today_call_1", "today_visit_2", "today_prepare_2",
              "today_start_2", "today_overdue_1", "today_overdue_call_1", "today_concern_1", "today_own_1_gjort",
              "today_next_day"]  # fmt: skip
    found: list[str] = []
    widget = page.nextInFocusChain()
    while widget is not None and widget is not page:
        if widget.focusPolicy().value & 1 and widget.isVisible() and page.isAncestorOf(widget):
            found.append(widget.objectName())
        widget = widget.nextInFocusChain()
    assert [name for name in found if name in wanted] == wanted


def test_the_keyboard_stands_where_it_stood_when_a_card_is_drawn_anew(day: Scene, qtbot: QtBot) -> None:
    find(day, "today_start_2").setFocus(Qt.FocusReason.TabFocusReason)
    press_later = find(day, "today_start_2")
    with day.database.writing() as tx:
        rows.save(tx, Aftale, 5_404, sag_id(3), {"hvad": "Bytte to vagter selv"}, NU)
    qtbot.waitUntil(lambda: find(day, "today_start_2") is not press_later)
    assert find(day, "today_start_2").hasFocus()


def test_old_open_aftaler_do_not_fill_the_card(day: Scene, qtbot: QtBot) -> None:
    with day.database.writing() as tx:
        for number in range(5):
            old: dict[str, Value] = {"besoeg": 20_204, "hvad": f"Gammel {number}", "part": "borger"}
            rows.save(tx, Aftale, 5_020 + number, KATRINE, old, NU)
    qtbot.waitUntil(lambda: "2 aftaler mere i sagen" in words(find(day, "today_visit_1")))


def test_very_long_names_are_broken_and_push_nothing_out(day: Scene) -> None:
    long = "Genbrugspladsen og Naturværkstedet ved Vestre Ringvej og Søndre Industrikvarter A/S"
    with day.database.writing() as tx:
        rows.save(tx, Virksomhed, 4_002, shot_sager.KOMMUNE, {"navn": long, "adresse": long}, NU)
        rows.save(tx, Borger, 2_002, 2_002, {"fornavn": "Katrine Alexandra Elisabeth", "efternavn": long}, NU)
        rows.save(tx, Aftale, 5_003, KATRINE, {"hvad": f"{long}: {long}"}, NU)
        rows.save(tx, Borger, 2_000, 2_000, {"efternavn": long}, NU)
    for width in (400, 683, 1366):
        day.window.resize(width, 768)
        day.idag.reload()
        day.settle()
        assert day.idag._content.minimumSizeHint().width() <= day.idag._scroll.viewport().width()
    shown = next(label for label in find(day, "today_visit_1").findChildren(QLabel) if label.text() == long)
    assert shown.height() >= shown.heightForWidth(shown.width())


def test_a_card_is_heard_as_a_button_with_all_it_says(day: Scene, heard: Heard) -> None:
    role, name = heard(find(day, "today_visit_1"))
    assert role == QAccessible.Role.Button
    assert name == "kl. 10.00, Katrine Holm, bekymringssag, besøg 7, Nordlager A/S, Egeskovvej 12, Horsens"


@pytest.mark.parametrize("width", [400, 683, 900, 1149, 1150, 1366, 1920])
def test_nothing_scrolls_sideways_at_any_width(day: Scene, width: int) -> None:
    day.window.resize(width, 768)
    day.settle()
    assert day.idag._content.minimumSizeHint().width() <= day.idag._scroll.viewport().width()
    beside = find(day, "today_overdue_list").mapTo(day.window, QPoint(0, 0)).x() > width / 2
    assert beside == (width >= 1150)


def test_a_day_that_fits_the_window_does_not_scroll(day: Scene) -> None:
    assert day.idag.scroll_bar().maximum() == 0
    day.window.resize(1366, 500)
    day.settle()
    bar = day.idag.scroll_bar()
    bar.setValue(bar.maximum())
    last = find(day, "today_next_day")
    assert last.mapTo(day.window, last.rect().bottomLeft()).y() < 500
