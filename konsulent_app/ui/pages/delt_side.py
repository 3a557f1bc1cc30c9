"""A page of a list and what is chosen in it, side by side; below 800 px one of them at a time."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from konsulent_app.ui.pages.page import Page
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.rum import LISTE, Rum


class DeltSide(Page):
    """Whoever inherits gives list and panel to ``_lay`` and says what a press in the list opens."""

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__(name)
        self._theme = theme
        self._rum = Rum.NORMAL
        self._detail = False  # in a little window: the panel is in front
        self._edge = QFrame()
        self._edge.setProperty("kind", "edge")
        self._edge.setFixedWidth(1)

    def _lay(self, liste: QWidget, view: QWidget, search: QLineEdit, panel: QWidget) -> None:
        """``view`` and ``search`` stand in ``liste``."""
        self._left, self._view, self._search, self._right = liste, view, search, panel
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(liste)
        line.addWidget(self._edge)
        line.addWidget(panel, 1)
        self._theme.changed.connect(self._redress)  # after its parts have measured themselves

    def search(self) -> None:
        if self._detail:
            self._go_back()
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def close_overlay(self) -> bool:
        if self._rum is Rum.LILLE and self._detail:
            self._go_back()
            return True
        return False

    def _go_back(self) -> None:
        self._detail = False
        self._arrange()
        self._view.setFocus(Qt.FocusReason.TabFocusReason)

    def _redress(self) -> None:
        self.set_rum(self._rum)

    def _arrange(self) -> None:
        little = self._rum is Rum.LILLE
        self._left.setVisible(not (little and self._detail))
        self._right.setVisible(not little or self._detail)
        self._edge.setVisible(not little)
        if little:
            self._left.setMinimumWidth(0)
            self._left.setMaximumWidth(16_777_215)
        else:
            self._left.setFixedWidth(self._theme.px(LISTE[self._rum]))
