"""How the app looks: colours that can be seen, letters that grow, rules that name no object."""

import os
import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from konsulent_app.ui.theme import DARK, LIGHT, SCALES, Mode, Theme, Tokens
from konsulent_app.ui.theme.contrast import Pair, failures, pairs, ratio

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
RESOURCES = Path(__file__).resolve().parents[2] / "resources"
BOTH = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


@BOTH
def test_every_pair_that_is_drawn_can_be_seen(tokens: Tokens) -> None:
    assert failures(tokens) == []
    assert len(pairs()) > 40


@BOTH
def test_the_ratios_are_those_the_design_promises(tokens: Tokens) -> None:
    promised = {
        ("on_accent", "accent"): (7.9, 8.1), ("accent_ink", "accent_soft"): (8.3, 8.2),
        ("danger", "danger_soft"): (6.6, 8.2), ("plum", "plum_soft"): (7.3, 8.1), ("ghost", "surface"): (6.3, 9.2),
    }  # fmt: skip
    for (front, back), both in promised.items():
        wanted = both[0] if tokens is LIGHT else both[1]
        assert ratio(tokens.value(front), tokens.value(back)) == pytest.approx(wanted, abs=0.1)


def test_black_on_white_is_21_to_1() -> None:
    assert ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert Pair("a", "b", 4.5).least == 4.5


def test_the_person_chooses_light_or_dark(qapp: QApplication) -> None:
    theme = Theme(RESOURCES, mode=Mode.LYS)
    assert theme.tokens == LIGHT
    theme.set_mode(Mode.MOERK)
    assert theme.tokens == DARK
    assert theme.dark
    assert theme.color("accent") == QColor(DARK.accent)


def test_a_placeholder_is_as_dark_as_other_quiet_text(qapp: QApplication) -> None:
    theme = Theme(RESOURCES, mode=Mode.LYS)
    assert theme.palette().color(QPalette.ColorRole.PlaceholderText) == QColor(LIGHT.ink3)
    assert f"placeholder-text-color: {LIGHT.ink3}" in theme.stylesheet()


@pytest.mark.parametrize("scale", SCALES)
def test_letters_grow_with_the_chosen_text_size(qapp: QApplication, scale: float) -> None:
    theme = Theme(RESOURCES, mode=Mode.LYS, scale=scale)
    assert theme.font(14).pixelSize() == round(14 * scale)
    assert f"font-size: {round(26 * scale)}px" in theme.stylesheet()


def test_the_letters_are_ibm_plex_sans_in_four_weights(qapp: QApplication) -> None:
    theme = Theme(RESOURCES, mode=Mode.LYS)
    widths = [theme.metrics(40, w).horizontalAdvance("Selvstændighed") for w in (400, 500, 600, 700)]
    assert theme.font(14).family() == "IBM Plex Sans"
    assert len(set(widths)) == 4


def test_high_contrast_takes_the_systems_own_colours(qapp: QApplication) -> None:
    system = QPalette(qapp.palette())
    system.setColor(QPalette.ColorRole.Window, QColor("#000000"))
    system.setColor(QPalette.ColorRole.Text, QColor("#FFFF00"))
    qapp.setPalette(system)
    theme = Theme(RESOURCES, high_contrast=True)
    theme.apply(qapp)
    assert theme.tokens.canvas == "#000000"
    assert theme.tokens.danger == theme.tokens.ink == "#FFFF00"


def test_an_icon_is_drawn_in_the_tokens_colour_and_once(qapp: QApplication) -> None:
    theme = Theme(RESOURCES, mode=Mode.LYS)
    pixmap = theme.pixmap("check", "accent", 24, 2.0)
    image = pixmap.toImage()
    solid = {image.pixelColor(x, y).name().upper() for x in range(48) for y in range(48)
             if image.pixelColor(x, y).alpha() == 255}  # fmt: skip
    assert solid == {LIGHT.accent}
    assert pixmap.deviceIndependentSize().width() == 24
    assert theme.pixmap("check", "accent", 24, 2.0).cacheKey() == pixmap.cacheKey()


def test_every_icon_file_can_be_recoloured(qapp: QApplication) -> None:
    theme = Theme(RESOURCES, mode=Mode.LYS)
    files = sorted((RESOURCES / "icons").glob("*.svg"))
    assert len(files) > 60
    for file in files:
        assert "currentColor" in file.read_text(encoding="utf-8")
        assert not theme.pixmap(file.stem).isNull()


def test_no_rule_of_the_style_sheet_names_an_object(qapp: QApplication) -> None:
    sheet = Theme(RESOURCES, mode=Mode.LYS).stylesheet()
    selectors = [part.split("}")[-1] for part in sheet.split("{")[:-1]]
    assert len(selectors) > 30
    assert not [s for s in selectors if re.search(r"#\w", s)]
    assert "$" not in sheet


def test_a_change_of_theme_is_told_and_dresses_the_app_anew(qapp: QApplication) -> None:
    theme = Theme(RESOURCES, mode=Mode.LYS)
    theme.apply(qapp)
    told: list[bool] = []
    theme.changed.connect(lambda: told.append(theme.dark))
    theme.set_mode(Mode.MOERK)
    assert told == [True]
    assert DARK.canvas in qapp.styleSheet()


def test_nothing_moves_when_the_person_asked_for_stillness(qapp: QApplication) -> None:
    assert Theme(RESOURCES, reduced_motion=True).reduced_motion
    assert not Theme(RESOURCES, reduced_motion=False).reduced_motion
