"""The register of virksomheder as a list model, after a search."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from konsulent_app.store.virksomheder import VirksomhedLinje, passer
from konsulent_app.ui.models.virksomheder_ord import linje_ord

RAEKKE = Qt.ItemDataRole.UserRole + 1  # the VirksomhedLinje itself

_Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


class VirksomhederModel(QAbstractListModel):
    """DisplayRole is what a screen reader says."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._linjer: tuple[VirksomhedLinje, ...] = ()
        self._shown: list[VirksomhedLinje] = []
        self._soeg = ""

    @property
    def linjer(self) -> tuple[VirksomhedLinje, ...]:
        """The whole register."""
        return self._linjer

    def set_linjer(self, linjer: Sequence[VirksomhedLinje]) -> None:
        """Another register; rows that only changed their words stay where they are."""
        self._linjer = tuple(linjer)
        self._arrange()

    def set_soeg(self, soeg: str) -> None:
        """Another search."""
        self._soeg = soeg
        self._arrange()

    def index_of(self, virksomhed: int | None) -> QModelIndex:
        """Where it stands now; an invalid index when it is not shown."""
        for number, linje in enumerate(self._shown):
            if linje.virksomhed == virksomhed:
                return self.index(number)
        return QModelIndex()

    def linje(self, index: _Index) -> VirksomhedLinje | None:
        """What stands there."""
        return self._shown[index.row()] if index.isValid() else None

    def rowCount(self, parent: _Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        linje = self._shown[index.row()]
        if role == RAEKKE:
            return linje
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return linje_ord(linje)
        return None

    def _arrange(self) -> None:
        new = [linje for linje in self._linjer if passer(linje, self._soeg)]
        before = self._shown
        if [one.virksomhed for one in new] == [one.virksomhed for one in before]:
            # the same rows with other words: the view keeps its place, its selection and its focus
            self._shown = new
            for number, (one, other) in enumerate(zip(before, new, strict=True)):
                if one != other:
                    self.dataChanged.emit(self.index(number), self.index(number))
            return
        self.beginResetModel()
        self._shown = new
        self.endResetModel()
