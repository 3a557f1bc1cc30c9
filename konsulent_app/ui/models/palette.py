"""What the palette lists: groups of hits, and the commands whose words begin as what is typed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from konsulent_app.store.soegning import Fund, Slags
from konsulent_app.ui.widgets.palette_lag import Kommando
from konsulent_core.dansk import format_dato
from konsulent_core.soegning import begins_all, wanted_words

PALETTE_RAEKKE = Qt.ItemDataRole.UserRole + 1  # the Gruppe, Kommando or Fund itself

_Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_GRUPPER = {
    Slags.SAG: "Sager",
    Slags.VIRKSOMHED: "Virksomheder",
    Slags.OPGAVE: "Opgaver",
    Slags.AFTALE: "Noter og aftaler",
    Slags.UDSAGN: "Noter og aftaler",
}
_HVORNAAR = {Slags.SAG: "sidst", Slags.OPGAVE: "praktik fra", Slags.AFTALE: "aftalt"}
_KOMMANDOER = "Kommandoer"
_SENEST = "Senest besøgt"


@dataclass(frozen=True, slots=True)
class Gruppe:
    """The head of a group."""

    titel: str


Raekke = Gruppe | Kommando | Fund


def palette_ord(raekke: Raekke) -> str:
    """What a screen reader says of a row."""
    match raekke:
        case Gruppe():
            return raekke.titel
        case Kommando():
            return f"{raekke.titel}, {raekke.genvej}" if raekke.genvej else raekke.titel
        case Fund():
            parts = (_GRUPPER[raekke.slags], raekke.titel, raekke.uddrag, naar(raekke))
            return ", ".join(part for part in parts if part)


def naar(fund: Fund) -> str:
    """What stands at the right of a hit."""
    if fund.dato is None:
        return ""
    words = _HVORNAAR.get(fund.slags, "")
    return f"{words} {format_dato(fund.dato)}".strip()


def ordnet(fund: Sequence[Fund], kommandoer: Sequence[Kommando], soeg: str) -> Iterator[Raekke]:
    """The groups in order: whom and where, what can be done, and last the many words of notes.

    ``fund`` come kind by kind. Where nothing is asked they are the sager that were visited last.
    """
    wanted = wanted_words(soeg)
    asked = bool(soeg.strip())
    groups: dict[str, list[Raekke]] = {}
    for one in fund:
        groups.setdefault(_GRUPPER[one.slags] if asked else _SENEST, []).append(one)
    shown = [one for one in kommandoer if not asked or (wanted and begins_all(one.titel, wanted))]
    for titel in (_SENEST, _GRUPPER[Slags.SAG], _GRUPPER[Slags.VIRKSOMHED]):
        yield from _group(titel, groups.get(titel, []))
    yield from _group(_KOMMANDOER, shown)
    for titel in (_GRUPPER[Slags.OPGAVE], _GRUPPER[Slags.UDSAGN]):
        yield from _group(titel, groups.get(titel, []))


def _group(titel: str, raekker: Sequence[Raekke]) -> Iterator[Raekke]:
    if raekker:
        yield Gruppe(titel)
        yield from raekker


class PaletteModel(QAbstractListModel):
    """Heads cannot be chosen. DisplayRole is what a screen reader says."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._raekker: list[Raekke] = []

    def set_raekker(self, raekker: Sequence[Raekke]) -> None:
        """Other rows."""
        self.beginResetModel()
        self._raekker = list(raekker)
        self.endResetModel()

    def raekke(self, index: _Index) -> Raekke | None:
        """What stands there."""
        return self._raekker[index.row()] if index.isValid() else None

    def next_choice(self, row: int, step: int) -> int:
        """The next row from ``row`` that can be chosen, in steps of 1 or -1; ``row`` itself where there is none."""
        at = row + step
        while 0 <= at < len(self._raekker):
            if not isinstance(self._raekker[at], Gruppe):
                return at
            at += step
        return row

    def rowCount(self, parent: _Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._raekker)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        raekke = self.raekke(index)
        if raekke is None:
            return None
        if role == PALETTE_RAEKKE:
            return raekke
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return palette_ord(raekke)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if isinstance(self.raekke(index), (Kommando, Fund)):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.NoItemFlags
