"""A list of painted rows that knows whether the keyboard or the pointer moves in it."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate


class Raekketegner(QStyledItemDelegate):
    """Paints a row; ``keyboard`` True draws the focus ring on the current one."""

    def __init__(self) -> None:
        super().__init__()
        self.keyboard = False


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
