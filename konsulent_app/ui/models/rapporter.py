"""The sager of Rapporter as a list model: those with a møde first, after a search."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from konsulent_app.store.rapport import RapportSag
from konsulent_core.dansk import format_dato
from konsulent_core.soegning import holds

RAEKKE = Qt.ItemDataRole.UserRole + 1  # the RapportSag itself

_Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


def moede_ord(sag: RapportSag) -> str:
    """»møde 24.03.2026«; empty when none is planned."""
    return f"møde {format_dato(sag.moede)}" if sag.moede is not None else ""


def besoeg_ord(sag: RapportSag) -> str:
    """How much there is to report from."""
    if not sag.besoeg:
        return "intet afsluttet besøg"
    return f"{sag.besoeg} afsluttet besøg" if sag.besoeg == 1 else f"{sag.besoeg} afsluttede besøg"


class RapporterModel(QAbstractListModel):
    """DisplayRole is what a screen reader says."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sager: tuple[RapportSag, ...] = ()
        self._shown: list[RapportSag] = []
        self._soeg = ""

    def set_sager(self, sager: Sequence[RapportSag]) -> None:
        """Other sager; rows that only changed their words stay where they are."""
        self.sager = tuple(sager)
        self._arrange()

    def set_soeg(self, soeg: str) -> None:
        """Another search, in name and place."""
        self._soeg = soeg
        self._arrange()

    def sag(self, index: _Index) -> RapportSag | None:
        """What stands there."""
        return self._shown[index.row()] if index.isValid() else None

    def rowCount(self, parent: _Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        sag = self._shown[index.row()]
        if role == RAEKKE:
            return sag
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(filter(None, (sag.navn, sag.sted, moede_ord(sag), besoeg_ord(sag))))
        return None

    def _arrange(self) -> None:
        new = [sag for sag in self.sager if holds(f"{sag.navn} {sag.sted}", self._soeg)]
        before = self._shown
        if [one.sag for one in new] == [one.sag for one in before]:
            self._shown = new
            for number, (one, other) in enumerate(zip(before, new, strict=True)):
                if one != other:
                    self.dataChanged.emit(self.index(number), self.index(number))
            return
        self.beginResetModel()
        self._shown = new
        self.endResetModel()
