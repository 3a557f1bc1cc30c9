"""A list of painted rows that knows whether the keyboard or the pointer moves in it."""

from abc import abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint

RAEKKE = Qt.ItemDataRole.UserRole + 1  # of a model: the row itself


class Raekketegner(QStyledItemDelegate):
    """Paints a row; ``keyboard`` True draws the focus ring on the current one."""

    def __init__(self) -> None:
        super().__init__()
        self.keyboard = False


@dataclass(frozen=True, slots=True)
class Tekstlinje:
    """Words at the left of a row and an aside at its right; ``top`` px at 100 %, ``token`` the ink of the words."""

    top: int
    size: int
    weight: int
    ord: str
    token: str
    ved: str


class ToLinjer(Raekketegner):
    """Rows of one height whose words stand in lines below each other. ``ved``: the size and weight of the asides."""

    def __init__(self, theme: Theme, height: int, ved: tuple[int, int]) -> None:
        super().__init__()
        self._theme, self._height, self._ved = theme, height, ved

    @abstractmethod
    def _row(self, painter: QPainter, rect: QRectF, raekke: Any, state: QStyle.StateFlag) -> None:
        """What is in the model under ``RAEKKE``."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(self._height))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        paint.start(painter)
        self._row(painter, QRectF(option.rect), index.data(RAEKKE), option.state)
        painter.restore()

    def _words(self, painter: QPainter, area: QRectF, linjer: Iterable[Tekstlinje]) -> None:
        """``area`` is the row without what stands before and after the words, which give way to their asides."""
        theme = self._theme
        for one in linjer:
            line = QRectF(area.left(), area.top() + theme.px(one.top), area.width(), theme.px(22))
            taken = theme.metrics(*self._ved).horizontalAdvance(one.ved)
            room = line.width() - (taken + theme.px(12) if one.ved else 0)
            shown = theme.metrics(one.size, one.weight).elidedText(one.ord, Qt.TextElideMode.ElideRight, int(room))
            paint.text(painter, line, shown, theme.font(one.size, one.weight), theme.color(one.token))
            paint.text(painter, line, one.ved, theme.font(*self._ved), theme.color("ink2"), paint.RIGHT)


class Raekkeliste(QListView):
    """One choice, the whole width of a row its target."""

    entered_row = Signal(QModelIndex)
    """Enter, or a press: a deliberate choice"""

    def __init__(self, name: str, spoken: str, tegner: Raekketegner) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self._tegner = tegner
        self.setItemDelegate(tegner)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self.entered_row)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._tegner.keyboard = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self._step_in()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._tegner.keyboard = True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.entered_row.emit(self.currentIndex())
            return
        super().keyPressEvent(event)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._tegner.keyboard = False
        super().mousePressEvent(event)

    def _step_in(self) -> None:
        """The focus stands on the first row, which is not opened by that."""
        model = self.model()
        for number in range(model.rowCount()):
            index = model.index(number, 0)
            if index.flags() & Qt.ItemFlag.ItemIsSelectable:
                self.selectionModel().setCurrentIndex(index, self.selectionModel().SelectionFlag.NoUpdate)
                return
