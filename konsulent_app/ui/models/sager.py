"""The caseload as a list model: groups by due date with their rows, after filter and search."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from konsulent_app.store.sager import SagLinje
from konsulent_app.ui.models.sager_ord import linje_ord
from konsulent_app.ui.widgets.raekkeliste import RAEKKE
from konsulent_core.rhythm import Gruppe
from konsulent_core.soegning import holds

_Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


class Udvalg(StrEnum):
    """The filters above the list."""

    ALLE = "alle"
    FORFALDNE = "forfaldne"
    BEKYMRING = "bekymring"
    UDEN_DATO = "udendato"


@dataclass(frozen=True, slots=True)
class Overskrift:
    """The head of a group, with the number of its rows."""

    gruppe: Gruppe
    antal: int


Raekke = Overskrift | SagLinje


def passer(linje: SagLinje, udvalg: Udvalg, soeg: str) -> bool:
    """Whether the row is shown. Every word of the search must stand somewhere in the row."""
    return _valgt(linje, udvalg) and holds(f"{linje.navn} {linje.virksomhed} {linje.opgave}", soeg)


def _valgt(linje: SagLinje, udvalg: Udvalg) -> bool:
    match udvalg:
        case Udvalg.ALLE:
            return True
        case Udvalg.FORFALDNE:
            return linje.forfald.gruppe is Gruppe.FORFALDEN
        case Udvalg.BEKYMRING:
            return linje.bekymring
        case Udvalg.UDEN_DATO:
            return linje.forfald.gruppe is Gruppe.UDEN_DATO


def antal(linjer: Sequence[SagLinje], udvalg: Udvalg) -> int:
    """How many rows a filter has without any search."""
    return sum(passer(linje, udvalg, "") for linje in linjer)


def ordnet(linjer: Sequence[SagLinje], udvalg: Udvalg, soeg: str) -> Iterator[Raekke]:
    """The groups in order; in a group the earliest first, then as they came (by name)."""
    shown = [linje for linje in linjer if passer(linje, udvalg, soeg)]
    for gruppe in Gruppe:
        own = [linje for linje in shown if linje.forfald.gruppe is gruppe]
        if own:
            yield Overskrift(gruppe, len(own))
            yield from sorted(own, key=_moment)


def _moment(linje: SagLinje) -> tuple[str, str]:
    dato = linje.forfald.dato
    return (dato.isoformat() if dato else "9", linje.naeste_tid or "99")


class SagerModel(QAbstractListModel):
    """Rows are heads and sager; heads cannot be chosen. DisplayRole is what a screen reader says."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._linjer: tuple[SagLinje, ...] = ()
        self._raekker: list[Raekke] = []
        self._udvalg = Udvalg.ALLE
        self._soeg = ""

    @property
    def linjer(self) -> tuple[SagLinje, ...]:
        """The whole caseload."""
        return self._linjer

    def set_linjer(self, linjer: Sequence[SagLinje]) -> None:
        """Another caseload; rows that only changed their words stay where they are."""
        self._linjer = tuple(linjer)
        self._arrange()

    def set_udvalg(self, udvalg: Udvalg, soeg: str) -> None:
        """Another filter or search."""
        self._udvalg, self._soeg = udvalg, soeg
        self._arrange()

    def index_of(self, sag: int) -> QModelIndex:
        """Where a sag stands now; an invalid index when it is not shown."""
        for number, raekke in enumerate(self._raekker):
            if isinstance(raekke, SagLinje) and raekke.sag == sag:
                return self.index(number)
        return QModelIndex()

    def raekke(self, index: _Index) -> Raekke | None:
        """What stands there."""
        return self._raekker[index.row()] if index.isValid() else None

    def rowCount(self, parent: _Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._raekker)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        raekke = self._raekker[index.row()]
        if role == RAEKKE:
            return raekke
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return linje_ord(raekke) if isinstance(raekke, SagLinje) else f"{raekke.gruppe.titel}, {raekke.antal}"
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self._raekker[index.row()], Overskrift):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def _arrange(self) -> None:
        new = list(ordnet(self._linjer, self._udvalg, self._soeg))
        if new == self._raekker:
            return
        if [_identity(r) for r in new] == [_identity(r) for r in self._raekker]:
            # the same rows with other words: the view keeps its place, its selection and its focus
            before, self._raekker = self._raekker, new
            for number, (one, other) in enumerate(zip(before, new, strict=True)):
                if one != other:
                    self.dataChanged.emit(self.index(number), self.index(number))
            return
        self.beginResetModel()
        self._raekker = new
        self.endResetModel()


def _identity(raekke: Raekke) -> object:
    return raekke.sag if isinstance(raekke, SagLinje) else raekke.gruppe
