"""The way from a field to its history, wherever the field is drawn: Ctrl+H, and the menu of the right button."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit, QWidget

from konsulent_app.services.context import Context
from konsulent_app.sync.historik import HentHistorik
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.form.sted import FeltSted, find_sted, is_shared, may_have_sted
from konsulent_app.ui.pages.historik_ark import TITEL, HistorikArk
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.window import Window
from konsulent_app.ui.work import Work

NOEGLE = "Ctrl+H"
INTET_FELT = "Stil dig i et felt, og tryk Ctrl+H for at se, hvem der har rettet det."


class HistorikVej(QObject):
    """Follows the keyboard within ``window`` until ``stop``; a press of the right button puts it in the field too."""

    def __init__(
        self, theme: Theme, work: Work, context: Context, feedback: Feedback, hent: HentHistorik, window: Window
    ) -> None:
        super().__init__()
        self._window, self._feedback = window, feedback
        self._ark = HistorikArk(theme, work, context, feedback, hent, window, window.whole)
        window.show_historik.connect(self.open_here)
        app = QApplication.instance()
        self._app = app if isinstance(app, QApplication) else None
        if self._app is not None:
            self._app.focusChanged.connect(self._focus_moved)

    def stop(self) -> None:
        """The session ends: the sheet goes, and what it holds."""
        self._window.show_historik.disconnect(self.open_here)
        self._ark.close_sheet()
        self._ark.deleteLater()
        if self._app is not None:
            self._app.focusChanged.disconnect(self._focus_moved)
            self._app = None

    def open_here(self) -> None:
        """Ctrl+H: of the field that the keyboard stands in."""
        here = QApplication.focusWidget()
        sted = find_sted(here)
        if sted is not None:
            self.open(sted)
        elif not is_shared(here):
            self._feedback.tell(INTET_FELT)

    def open(self, sted: FeltSted) -> None:
        """The sheet over the window. Another one that lies there has the keyboard, and is not covered."""
        if self._window.whole.isEnabled():
            self._ark.open_sheet(sted)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """A field that has a history gets our menu; what is no field keeps its own."""
        if new is None or not self._window.isAncestorOf(new):
            return
        if new.contextMenuPolicy() is Qt.ContextMenuPolicy.DefaultContextMenu and may_have_sted(new):
            new.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            new.customContextMenuRequested.connect(self._show_menu)

    def _show_menu(self, at: QPoint) -> None:
        widget = self.sender()
        if not isinstance(widget, QWidget):
            return
        menu = make_menu(widget, self.open)
        if menu.isEmpty():
            menu.deleteLater()
            return
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(widget.mapToGlobal(at))


def make_menu(widget: QWidget, open_sheet: Callable[[FeltSted], None]) -> QMenu:
    """What the widget offers by itself (cut, copy, paste), and the history of its field."""
    own = isinstance(widget, QLineEdit | QPlainTextEdit)
    menu = widget.createStandardContextMenu() if isinstance(widget, QLineEdit | QPlainTextEdit) else QMenu(widget)
    sted = find_sted(widget)
    if sted is not None:
        if own:
            menu.addSeparator()
        menu.addAction(TITEL, QKeySequence(NOEGLE), lambda: open_sheet(sted))
    return menu
