"""What holds for every widget of the gallery: named, big enough, with room for its words, at every text size."""

from collections import Counter
from itertools import pairwise

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from konsulent_app.ui.theme import Mode, Theme
from konsulent_app.ui.widgets.buttons import Button, PaintedButton
from tests.ui.widgets.conftest import ROOT, Heard
from tests.ui.widgets.gallery import SHEETS

VISIT = ("ratings", "ratings_narrow", "point", "attendance", "answers", "agenda")
SMALL_TARGETS = {"case_aftale_2_gjort"}  # the Sag page's box: its target is the whole row


def shown(name: str, theme: Theme, qtbot: QtBot) -> QWidget:
    make, width = SHEETS[name]
    sheet = make(theme)
    qtbot.addWidget(sheet)
    sheet.resize(width, sheet.heightForWidth(width))
    sheet.show()
    QApplication.processEvents()
    return sheet


def controls(sheet: QWidget) -> list[QWidget]:
    found: list[QWidget] = [*sheet.findChildren(QAbstractButton), *sheet.findChildren(QLineEdit)]
    return [w for w in [*found, *sheet.findChildren(QPlainTextEdit)] if w.isVisible()]


@pytest.mark.parametrize("name", SHEETS)
def test_every_control_says_what_it_is(name: str, theme: Theme, qtbot: QtBot, heard: Heard) -> None:
    sheet = shown(name, theme, qtbot)
    silent = [w.objectName() for w in controls(sheet) if not heard(w)[1].strip()]
    assert silent == []


@pytest.mark.parametrize("name", VISIT)
def test_at_a_visit_every_target_is_44_px_or_more(name: str, theme: Theme, qtbot: QtBot) -> None:
    sheet = shown(name, theme, qtbot)
    found = [w for w in controls(sheet) if w.objectName() not in SMALL_TARGETS]
    small = [(w.objectName(), w.width(), w.height()) for w in found if min(w.width(), w.height()) < 44]
    assert found
    assert small == []


@pytest.mark.parametrize("name", SHEETS)
def test_elsewhere_every_target_is_32_px_or_more(name: str, theme: Theme, qtbot: QtBot) -> None:
    sheet = shown(name, theme, qtbot)
    assert not [w.objectName() for w in controls(sheet) if min(w.width(), w.height()) < 32]


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("name", SHEETS)
def test_no_button_is_too_narrow_for_its_words(name: str, scale: float, qapp: QApplication, qtbot: QtBot) -> None:
    theme = Theme(ROOT / "resources", mode=Mode.LYS, scale=scale)
    theme.apply(qapp)
    sheet = shown(name, theme, qtbot)
    for button in [b for b in sheet.findChildren(Button) if b.isVisible()]:
        wanted = button.sizeHint()
        assert button.width() >= wanted.width(), button.text()
        assert button.height() >= wanted.height(), button.text()
        assert wanted.width() > theme.metrics(13, 500).horizontalAdvance(button.text())


@pytest.mark.parametrize("name", [name for name in VISIT if name != "agenda"])  # which is shown twice
def test_no_two_parts_share_a_name_and_names_are_ascii(name: str, theme: Theme, qtbot: QtBot) -> None:
    sheet = shown(name, theme, qtbot)
    names = [w.objectName() for w in controls(sheet)]
    assert [n for n, times in Counter(names).items() if times > 1] == []
    assert all(n.isascii() and n for n in names)


def stops_of(sheet: QWidget) -> list[QWidget]:
    """Where Tab stops on one way round; a new window starts on its first stop."""
    found = [sheet.focusWidget()]
    while sheet.focusNextChild() and sheet.focusWidget() not in found:
        found.append(sheet.focusWidget())
    return found


@pytest.mark.parametrize("name", ["ratings", "point", "attendance", "answers"])
def test_tab_follows_the_eye_from_top_to_bottom(name: str, theme: Theme, qtbot: QtBot) -> None:
    """A row of equal choices is one stop; a line's middle may differ by half a line within the line."""
    sheet = shown(name, theme, qtbot)
    sheet.activateWindow()
    stops = stops_of(sheet)
    tops = [w.mapTo(sheet, w.rect().center()).y() for w in stops]
    order = [(w.objectName(), top) for w, top in zip(stops, tops, strict=True)]
    assert len(stops) > 4
    assert all(later >= earlier - 26 for earlier, later in pairwise(tops)), order


@pytest.mark.parametrize("name", SHEETS)
def test_every_painted_button_survives_a_change_of_theme(name: str, theme: Theme, qtbot: QtBot) -> None:
    sheet = shown(name, theme, qtbot)
    light = sheet.grab().toImage()
    theme.set_mode(Mode.MOERK)
    dark = sheet.grab().toImage()
    theme.set_mode(Mode.LYS)
    assert light != dark
    assert all(isinstance(b, PaintedButton) for b in sheet.findChildren(Button))
