"""The shell: navigation, sync card, overlays, the full-window layer, and a title that names nobody."""

import subprocess
import sys

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from konsulent_app.sync.schedule import Kind as Slut
from konsulent_app.sync.schedule import State, SyncView
from konsulent_app.ui.side import KONFLIKTER
from konsulent_app.ui.theme import Theme
from konsulent_core.errors import WorldError
from tests.ui.conftest import Heard
from tests.ui.pages.hands import find, press
from tools.shot_sager import KATRINE
from tools.shots.scene import SIDST, Scene, scene


def test_the_title_names_nobody_whatever_is_open(shell: Scene) -> None:
    shell.open(KATRINE)
    assert shell.window.windowTitle() == "Opfølgning"
    shell.window.setWindowTitle("Katrine Holm")
    QApplication.processEvents()
    assert shell.window.windowTitle() == "Opfølgning"


def test_only_pages_that_exist_stand_in_the_navigation(shell: Scene) -> None:
    names = [item.objectName() for item in shell.window.nav.items()]
    assert names == ["nav_idag", "nav_sager", "nav_virksomheder", "nav_overblik", "nav_rapporter", "nav_konflikter"]


def test_the_counts_follow_the_store(torn: Scene) -> None:
    assert [item.property("value") for item in torn.window.nav.items()] == [4, 12, 0, 0, 0, 3]


def test_a_page_is_reached_by_mouse_and_by_keyboard(shell: Scene, heard: Heard) -> None:
    item = find(shell, "nav_konflikter")
    item.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(item, Qt.Key.Key_Return)
    shell.settle()
    assert find(shell, "conflict").isVisible()
    press(shell, "nav_sager")
    assert find(shell, "cases").isVisible()
    assert heard(find(shell, "nav_sager")) == (QAccessible.Role.RadioButton, "Sager, 12")


@pytest.mark.parametrize(
    ("view", "state", "name"),
    [
        (SyncView(state=State.OK, sidst=SIDST), "ok", "Alt er synkroniseret. Sidst kl. 08.14"),
        (SyncView(state=State.OFFLINE, venter=3), "offline", "Uden forbindelse. 3 besøg venter"),
        (SyncView(state=State.QUEUED, venter=2), "queued", "Synkroniserer. 2 besøg venter"),
        (SyncView(state=State.ERROR), "error", "Kunne ikke synkronisere. Prøv igen"),
        (SyncView(state=State.ERROR, slut=Slut.SESSION), "error", "Log ind igen. Intet sendes før"),
    ],
)
def test_the_sync_card_says_how_it_stands(shell: Scene, heard: Heard, view: SyncView, state: str, name: str) -> None:
    shell.window.set_sync(view)
    card = find(shell, "nav_sync")
    assert card.property("state") == state
    assert heard(card)[1] == name


def test_the_sync_card_leads_to_synkronisering(shell: Scene) -> None:
    press(shell, "nav_sync")
    assert find(shell, "sync").isVisible()


@pytest.mark.parametrize(
    ("key", "modifier", "signal"),
    [
        (Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier, "sync_now"),
        (Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier, "lock"),
    ],
)
def test_shortcuts_ask_the_app(
    shell: Scene, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier, signal: str
) -> None:
    with qtbot.waitSignal(getattr(shell.window, signal)):
        QTest.keyClick(shell.window, key, modifier)


def test_f1_shows_the_shortcuts_and_esc_gives_the_focus_back(shell: Scene) -> None:
    search = find(shell, "cases_search")
    search.setFocus()
    QTest.keyClick(search, Qt.Key.Key_F1)
    assert find(shell, "genveje").isVisible()
    assert find(shell, "genveje_luk").hasFocus()
    QTest.keyClick(find(shell, "genveje_luk"), Qt.Key.Key_Escape)
    shell.settle()
    assert shell.window.findChild(QWidget, "genveje") is None
    assert search.hasFocus()


def test_shortcuts_shown_over_a_page_that_goes_close_without_it(shell: Scene) -> None:
    layer = QLineEdit()
    shell.window.show_full(layer)
    shell.window.open_genveje()
    shell.window.leave_full()
    shell.settle()
    QTest.keyClick(find(shell, "genveje_luk"), Qt.Key.Key_Escape)
    shell.settle()
    assert shell.window.findChild(QWidget, "genveje") is None


def test_esc_closes_the_toast_and_throws_nothing_away(shell: Scene) -> None:
    shell.open(KATRINE)
    search = find(shell, "cases_search")
    assert isinstance(search, QLineEdit)
    shell.feedback.hear(WorldError("Disken er fuld."))
    assert find(shell, "toast").isVisible()
    QTest.keyClick(find(shell, "case_start"), Qt.Key.Key_Escape)
    assert not find(shell, "toast").isVisible()
    assert shell.sager.sag.sag == KATRINE


def test_an_error_stays_until_it_is_closed_and_news_goes_by_itself(shell: Scene, qtbot: QtBot) -> None:
    toast = shell.window.toast
    shell.feedback.hear(WorldError("Disken er fuld."))
    assert not toast._clock.isActive()
    shell.feedback.tell("Aftalen er gjort.")
    assert toast._clock.isActive()
    press(shell, "toast_luk")
    assert not toast.isVisible()


def test_the_full_window_layer_hides_every_other_borger(shell: Scene) -> None:
    shell.open(KATRINE)
    layer = QWidget()
    shell.window.show_full(layer)
    assert layer.isVisible()
    assert not find(shell, "cases_list").isVisible()
    assert not find(shell, "nav").isVisible()
    assert shell.window.current() is None
    shell.window.leave_full()
    assert find(shell, "cases_list").isVisible()


def test_after_a_layer_the_keyboard_stands_where_it_stood(shell: Scene) -> None:
    shell.open(KATRINE)
    start = find(shell, "case_start")
    start.setFocus()
    shell.window.show_full(QWidget())
    shell.window.show_full(QWidget())
    shell.window.leave_full()
    shell.settle()
    assert QApplication.focusWidget() is start


def test_where_nothing_held_the_keyboard_it_stands_on_the_page_that_is_shown_after_a_layer(shell: Scene) -> None:
    shell.open(KATRINE)
    field = QLineEdit(shell.window.shell)
    field.show()
    field.setFocus()
    shell.window.show_full(QWidget())
    field.deleteLater()
    QApplication.sendPostedEvents(field, QEvent.Type.DeferredDelete)
    shell.window.leave_full()
    assert QApplication.focusWidget() is find(shell, "nav_sager")


def test_the_shells_shortcuts_are_dead_under_a_layer(shell: Scene, qtbot: QtBot) -> None:
    shell.open(KATRINE)
    shell.window.show_full(QWidget())
    with qtbot.assertNotEmitted(shell.window.start_besoeg, wait=50):
        QTest.keyClick(shell.window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)


def test_detached_nothing_of_anybody_is_left_in_the_window(shell: Scene) -> None:
    shell.open(KATRINE)
    shell.window.detach()
    shell.settle()
    for widget in shell.window.findChildren(QWidget):
        text = getattr(widget, "text", None)
        assert "Katrine" not in (text() if callable(text) else "")
        assert "Katrine" not in widget.accessibleName()
    assert shell.window.nav.items() == []


def test_the_persons_menu_holds_settings_shortcuts_and_lock(shell: Scene) -> None:
    press(shell, "nav_bruger")
    menus = [m for m in shell.window.findChildren(QMenu) if m.isVisible()]
    assert [a.text() for a in menus[0].actions()] == ["Notat", "Synkronisering", "Indstillinger", "Genveje", "Lås"]
    menus[0].actions()[2].trigger()
    menus[0].close()
    assert find(shell, "settings").isVisible()


@pytest.mark.parametrize(
    ("width", "nav"), [(1920, 228), (1600, 228), (1599, 196), (1150, 196), (1149, 64), (800, 64), (799, 0)]
)
def test_the_navigation_gives_way_at_the_breakpoints(shell: Scene, width: int, nav: int) -> None:
    shell.window.resize(width, 768)
    shell.settle()
    shown = find(shell, "nav")
    assert (shown.width() if shown.isVisible() else 0) == nav


MENU = ("Notat", "Synkronisering", "Indstillinger", "Genveje", "Lås")


def test_in_a_little_window_every_page_is_in_the_menu(shell: Scene) -> None:
    shell.window.resize(683, 384)
    shell.settle()
    press(shell, "nav_menu")
    menus = [m for m in shell.window.findChildren(QMenu) if m.isVisible()]
    titles = [a.text() for a in menus[0].actions() if a.text()]
    menus[0].actions()[5].trigger()
    menus[0].close()
    assert titles == ["I dag", "Sager", "Virksomheder", "Overblik", "Rapporter", "Konflikter", *MENU]
    assert find(shell, "conflict").isVisible()


def test_the_window_stands_before_there_is_anything_to_show(theme: Theme) -> None:
    with scene(theme) as found:
        found.window.detach()
        assert found.window.isVisible()
        assert found.window.current() is None
        found.window.show_page(KONFLIKTER)  # not there: no reason to fail


def test_the_window_is_there_before_the_database_is_loaded() -> None:
    heavy = "{'sqlalchemy', 'sqlcipher3', 'httpx2'}"
    program = f"import sys, konsulent_app.ui.desktop; print(sorted({heavy} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
