"""The register of virksomheder by keyboard and by mouse, at any width."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.window import VIRKSOMHEDER
from konsulent_core.errors import WorldError
from tests.ui.pages.hands import find, press, text
from tests.ui.pages.virksomhed_hands import FIRMA, names, view, write
from tools.shot_virksomheder import NORDLAGER
from tools.shots.scene import Scene, scene


def test_the_register_stands_after_sager_and_opens_nothing(register: Scene) -> None:
    assert [item.text() for item in register.window.nav.items()][1:3] == ["Sager", "Virksomheder"]
    assert names(register)[0] == "Autogården Løsning"
    assert names(register)[-1] == "Åby Gartneri"
    assert find(register, "company").property("state") == "empty"


def test_a_row_says_where_it_is_and_how_many_places_are_in_use(register: Scene) -> None:
    index = register.virksomheder.liste.model.index_of(FIRMA)
    assert index.data() == (
        "Nordlager A/S, Horsens, Engros og lager, 3 af 4 i brug, sidst talt med 24.02.2026, Lone Bach"
    )


def test_by_keyboard_alone_a_virksomhed_is_searched_and_opened(register: Scene) -> None:
    QTest.keyClick(register.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    search = find(register, "company_search")
    assert search.hasFocus()
    QTest.keyClicks(search, "28753")
    assert names(register) == [NORDLAGER]
    QTest.keyClick(search, Qt.Key.Key_Down)
    QTest.keyClick(view(register), Qt.Key.Key_Return)
    register.settle()
    assert text(register, "company_name") == NORDLAGER


def test_arrowing_down_opens_the_one_where_it_stops(register: Scene, qtbot: QtBot) -> None:
    view(register).setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(2):
        QTest.keyClick(view(register), Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: register.virksomheder.panel.virksomhed is not None, timeout=3_000)
    register.settle()
    assert text(register, "company_name") == names(register)[2]


def test_when_nothing_fits_one_press_clears_the_search(register: Scene) -> None:
    QTest.keyClicks(find(register, "company_search"), "ingen hedder sådan")
    assert find(register, "company_nothing").isVisible()
    press(register, "company_nothing_handling")
    assert view(register).isVisible()


def test_without_any_virksomhed_the_first_can_be_created(theme: Theme) -> None:
    with scene(theme, tom=True) as s:
        s.window.show_page(VIRKSOMHEDER)
        s.settle()
        press(s, "company_none_handling")
        write(s, "company_ny_navn", "Gartneriet")
        press(s, "company_create_go")
        assert text(s, "company_name") == "Gartneriet"
        assert text(s, "company_history_none") == "Intet forløb her endnu"
        assert not s.crashes


def test_an_unreadable_register_offers_to_try_again(register: Scene) -> None:
    register.virksomheder._failed(WorldError("Disken svarer ikke."))
    press(register, "company_list_error_handling")
    assert view(register).isVisible()


# --- narrow windows -----------------------------------------------------------------------------------


def test_in_a_little_window_the_virksomhed_takes_the_lists_place_and_gives_it_back(register: Scene) -> None:
    register.window.resize(683, 384)
    register.settle()
    assert view(register).isVisible()
    register.window.show_virksomhed(FIRMA)
    register.settle()
    assert not view(register).isVisible()
    press(register, "company_back")
    assert view(register).isVisible()


@pytest.mark.parametrize("width", [400, 683, 900, 1200, 1366, 1700, 1920])
def test_nothing_scrolls_sideways_at_any_width(nordlager: Scene, width: int) -> None:
    nordlager.window.resize(width, 768)
    nordlager.window.show_virksomhed(FIRMA)
    nordlager.virksomheder.panel.toggle_fields()
    nordlager.virksomheder.panel.ark.folk.add()
    nordlager.settle()
    QApplication.processEvents()
    assert nordlager.window.width() == width
    content = nordlager.virksomheder.panel.ark.widget()
    assert content is not None
    assert content.minimumSizeHint().width() <= nordlager.virksomheder.panel.ark.viewport().width()


def test_tab_goes_from_the_head_over_the_fields_to_the_people(nordlager: Scene) -> None:
    press(nordlager, "company_edit")
    panel = find(nordlager, "company")
    order: list[str] = []
    widget = panel.nextInFocusChain()
    while widget is not None and widget is not panel:
        if widget.focusPolicy().value & 1 and widget.isVisible() and panel.isAncestorOf(widget):
            order.append(widget.objectName())
        widget = widget.nextInFocusChain()
    wanted = ["company_call", "company_edit", "company_felt_navn", "company_felt_kultur", "company_slot_1",
              "company_contact_add", "company_contact_1_ring", "company_contact_3_ret"]  # fmt: skip
    assert [name for name in order if name in wanted] == wanted
