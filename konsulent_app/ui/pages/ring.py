"""Whom to call: the numbers in a small menu, of which the chosen one is copied."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from konsulent_app.ui.pages.sag_ord import Nummer


def open_numbers(button: QWidget, numre: Sequence[Nummer], name: str, copied: Callable[[], None]) -> None:
    """Under its button; ``copied`` is called when a number has gone to the clipboard."""
    menu = QMenu(button)
    menu.setObjectName(name)
    for nummer in numre:
        menu.addAction(f"{nummer.hvem}:  {nummer.telefon}", partial(_copy, nummer.telefon, copied))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))


def _copy(telefon: str, copied: Callable[[], None]) -> None:
    QGuiApplication.clipboard().setText(telefon)
    copied()
