"""What Qt itself says is Danish too, in a process whose machine speaks another language."""

import os
import subprocess
import sys

from tests.sample import RESOURCES

_ASK = f"""
import logging
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit
from konsulent_app.settings import Settings
from konsulent_app.ui.desktop import Desktop

desktop = Desktop(Path({str(RESOURCES)!r}), Settings(), logging.getLogger())
Desktop(Path({str(RESOURCES)!r}), Settings(), logging.getLogger())
field = QLineEdit("ord")
menu = field.createStandardContextMenu()
print(*[action.text().replace("&", "").split("\\t")[0] for action in menu.actions() if action.text()], sep=";")
print(QCoreApplication.translate("QPrintDialog", "&Print"))
"""


def test_the_menu_of_a_right_click_and_the_print_dialog_are_danish() -> None:
    foreign = {"LANG": "en_US.UTF-8", "LC_ALL": "en_US.UTF-8", "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", _ASK], capture_output=True, encoding="utf-8", check=True, env={**os.environ, **foreign}
    )
    menu, dialog = done.stdout.splitlines()
    assert "Kopiér" in menu.split(";")
    assert "Sæt ind" in menu.split(";")
    assert not {"Copy", "Paste", "Undo"} & set(menu.split(";"))
    assert dialog == "&Udskriv"
