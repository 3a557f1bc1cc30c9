"""Rows after a search as a list model; rows that only changed their words keep the view's place, choice and focus."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from konsulent_app.ui.widgets.raekkeliste import RAEKKE

Index = QModelIndex | QPersistentModelIndex
T = TypeVar("T")
_TOP = QModelIndex()


class SoegeModel(QAbstractListModel, Generic[T]):
    """DisplayRole is what a screen reader says. ``linjer`` are all rows, whatever is searched for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.linjer: tuple[T, ...] = ()
        self._shown: list[T] = []
        self._soeg = ""

    @abstractmethod
    def noegle(self, linje: T) -> int:
        """What a row is the row of, whatever it says."""

    @abstractmethod
    def passer(self, linje: T, soeg: str) -> bool:
        """Whether a row answers a search; every one answers the empty one."""

    @abstractmethod
    def ord(self, linje: T) -> str:
        """The whole row in words."""

    def set_linjer(self, linjer: Sequence[T]) -> None:
        """Other rows."""
        self.linjer = tuple(linjer)
        self._arrange()

    def set_soeg(self, soeg: str) -> None:
        """Another search."""
        self._soeg = soeg
        self._arrange()

    def index_of(self, noegle: int | None) -> QModelIndex:
        """Where the row of it stands now; an invalid index when it is not shown."""
        for number, linje in enumerate(self._shown):
            if self.noegle(linje) == noegle:
                return self.index(number)
        return QModelIndex()

    def linje(self, index: Index) -> T | None:
        """What stands there."""
        return self._shown[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        linje = self.linje(index)
        if linje is None or role == RAEKKE:
            return linje
        return self.ord(linje) if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None

    def _arrange(self) -> None:
        new = [linje for linje in self.linjer if self.passer(linje, self._soeg)]
        before = self._shown
        if [self.noegle(one) for one in new] == [self.noegle(one) for one in before]:
            self._shown = new
            for number, (one, other) in enumerate(zip(before, new, strict=True)):
                if one != other:
                    self.dataChanged.emit(self.index(number), self.index(number))
            return
        self.beginResetModel()
        self._shown = new
        self.endResetModel()
