"""What the window knows of the palette, without the database behind it: the window is painted before that is loaded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Kommando:
    """Something the palette does. ``genvej`` are its keys as the sheet of shortcuts writes them."""

    titel: str
    icon: str
    goer: Callable[[], None]
    genvej: str = ""


class PaletteLag(QWidget):
    """Lies hidden over the window until it is opened."""

    closed = Signal()
    chosen_sag = Signal(object)
    """id of the sag"""
    chosen_besoeg = Signal(object, object)
    """ids of the sag and of the besøg where it was said"""
    chosen_virksomhed = Signal(object)
    """id of the virksomhed"""

    def open_palette(self, kommandoer: Sequence[Kommando], *, virksomheder: bool) -> None:
        """Over the whole window, with the cursor in the field. ``virksomheder``: there is a page to show one on."""

    def close_palette(self) -> None:
        """Hidden, and empty."""

    def place(self) -> None:
        """The window has another size."""
