"""Rapporter: finding the sag, and asking for its report."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView

from konsulent_app.store import rows
from konsulent_app.ui.side import RAPPORTER
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.raekkeliste import RAEKKE
from konsulent_core.entities import Sag
from tests.ui.pages.hands import find, press
from tools.shot_sager import KATRINE, NU, sag_id
from tools.shots.scene import Scene, scene


def listed(s: Scene) -> list[str]:
    view = find(s, "reports_list")
    assert isinstance(view, QListView)
    model = view.model()
    return [model.index(n, 0).data(RAEKKE).navn for n in range(model.rowCount())]


def test_rapporter_stands_in_the_navigation_with_planned_moeder_first(shell: Scene) -> None:
    with shell.database.writing() as tx:
        rows.save(tx, Sag, sag_id(3), sag_id(3), {"moede_dato": "2026-04-01"}, NU)
    shell.window.show_page(RAPPORTER)
    shell.settle()
    assert "Rapporter" in [item.text() for item in shell.window.nav.items()]
    assert listed(shell)[:4] == ["Peter Vang", "Katrine Holm", "Amina Yusuf", "Birthe Mikkelsen"]
    view = find(shell, "reports_list")
    assert isinstance(view, QListView)
    assert view.model().index(0, 0).data() == "Peter Vang, Åby Bibliotek, møde 01.04.2026, 1 afsluttet besøg"


def test_by_keyboard_alone_a_sag_is_searched_and_its_report_asked_for(shell: Scene) -> None:
    shell.window.show_page(RAPPORTER)
    shell.settle()
    asked: list[int] = []
    shell.window.wants_rapport.connect(asked.append)
    QTest.keyClick(shell.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(find(shell, "reports_search"), "nordlager ")
    QTest.keyClick(find(shell, "reports_search"), Qt.Key.Key_Down)
    QTest.keyClick(find(shell, "reports_list"), Qt.Key.Key_Return)
    assert listed(shell) == ["Katrine Holm", "Omar Said"]
    assert asked == [KATRINE]


def test_when_nothing_fits_one_press_clears_the_search(shell: Scene) -> None:
    shell.window.show_page(RAPPORTER)
    shell.settle()
    QTest.keyClicks(find(shell, "reports_search"), "ingen hedder sådan")
    press(shell, "reports_nothing_handling")
    assert find(shell, "reports_list").isVisible()


def test_without_sager_the_list_says_so(theme: Theme) -> None:
    with scene(theme, tom=True) as s:
        s.window.show_page(RAPPORTER)
        s.settle()
        assert find(s, "reports_none").isVisible()


def test_ctrl_r_and_the_button_on_the_sag_ask_for_its_report(shell: Scene) -> None:
    shell.open(KATRINE)
    asked: list[int] = []
    shell.window.wants_rapport.connect(asked.append)
    QTest.keyClick(shell.window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    press(shell, "case_report")
    assert asked == [KATRINE, KATRINE]
