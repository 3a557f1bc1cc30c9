"""Indstillinger: each choice is told at once, and what was not chosen stays."""

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from konsulent_app.settings import FontChoice, Settings, ThemeChoice
from konsulent_app.ui.pages.indstillinger import IndstillingerPage
from konsulent_app.ui.theme import Theme

SERVER = "https://opfoelgning.example.dk"


@pytest.mark.parametrize(
    ("button", "wanted"),
    [
        ("settings_theme_moerk", Settings(server=SERVER, theme=ThemeChoice.MOERK, text_size=130)),
        ("settings_size_150", Settings(server=SERVER, text_size=150)),
        ("settings_font_system", Settings(server=SERVER, font=FontChoice.SYSTEM, text_size=130)),
        ("settings_lock_5", Settings(server=SERVER, lock_minutes=5, text_size=130)),
    ],
)
def test_a_press_is_told_at_once_and_leaves_the_rest(theme: Theme, qtbot: QtBot, button: str, wanted: Settings) -> None:
    page = IndstillingerPage(theme, Settings(server=SERVER, text_size=130))
    qtbot.addWidget(page)
    found = page.findChild(QAbstractButton, button)
    assert found is not None
    with qtbot.waitSignal(page.changed) as told:
        found.click()
    assert told.args == [wanted]


def test_what_is_in_force_is_shown_and_telling_it_tells_nobody(theme: Theme, qtbot: QtBot) -> None:
    page = IndstillingerPage(theme, Settings())
    qtbot.addWidget(page)
    with qtbot.assertNotEmitted(page.changed):
        page.set_settings(Settings(theme=ThemeChoice.LYS))
    chosen = page.findChild(QAbstractButton, "settings_theme_lys")
    assert chosen is not None
    assert chosen.isChecked()
