"""What lies over the window, one at a time: the sheet of shortcuts and the palette; the focus comes back after them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.genveje import Genveje
from konsulent_app.ui.widgets.palette_lag import Kommando, PaletteLag

MakePalette = Callable[[QWidget], PaletteLag]


class Overlag:
    """Over ``window``."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        self._theme, self._window = theme, window
        self._sheet: Genveje | None = None
        self._make: MakePalette | None = None
        self._palette: PaletteLag | None = None
        self._before: QWidget | None = None

    @property
    def can_search(self) -> bool:
        """Whether there is a store to be searched."""
        return self._make is not None

    def set_palette(self, make: MakePalette | None) -> None:
        """What makes the palette when it is first opened; None takes it away, and all that it found."""
        self.close_palette()
        self._make = make
        if self._palette is not None:
            self._palette.deleteLater()
            self._palette = None

    def open_genveje(self, rows: Sequence[tuple[str, str]]) -> None:
        """The sheet of shortcuts, in place of the palette."""
        self.close_palette()
        if self._sheet is None:
            self._before = self._window.focusWidget()
            self._sheet = Genveje(self._theme, rows, self._window)
            self._sheet.closed.connect(self.close_genveje)
            self._sheet.open_sheet()

    def open_palette(
        self, kommandoer: Sequence[Kommando], lead: Callable[[PaletteLag], None], *, virksomheder: bool
    ) -> None:
        """The palette, in place of the sheet; ``lead`` connects it when it is made."""
        if self._make is None:
            return
        self.close_genveje()
        if self._palette is None:
            self._palette = self._make(self._window)
            self._palette.closed.connect(self.close_palette)
            lead(self._palette)
        if self._palette.isHidden():
            self._before = self._window.focusWidget()
            self._palette.open_palette(kommandoer, virksomheder=virksomheder)

    def close(self) -> bool:
        """Esc: what lies on top goes. True when there was something."""
        there = self._sheet is not None or (self._palette is not None and not self._palette.isHidden())
        self.close_genveje()
        self.close_palette()
        return there

    def close_genveje(self) -> None:
        if self._sheet is not None:
            self._sheet.hide()
            self._sheet.deleteLater()
            self._sheet = None
            self._focus_back()

    def close_palette(self) -> None:
        if self._palette is not None and not self._palette.isHidden():
            self._palette.close_palette()
            self._focus_back()

    def place(self) -> None:
        """The window has another size."""
        if self._sheet is not None:
            self._sheet.setGeometry(self._window.rect())
        if self._palette is not None:
            self._palette.place()

    def _focus_back(self) -> None:
        if self._before is not None and isValid(self._before):  # its page may have gone meanwhile
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self._before = None
