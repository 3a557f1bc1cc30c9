"""A reminder in words: what is to be done, and by when. No Qt."""

from dataclasses import dataclass
from datetime import date

from konsulent_core.dansk import dage_over, format_dato
from konsulent_core.frister import FristArt, Paamindelse

_TITLER = {
    FristArt.FOERSTE_SAMTALE: "Første samtale",
    FristArt.NETVAERKSMOEDE: "Netværksmøde",
    FristArt.PRAKTIK_SLUT: "Praktikken slutter",
    FristArt.PRAKTIK_VURDERING: "Vurdér praktikkens længde",
    FristArt.CV: "Opdatér CV",
    FristArt.UDEN_HANDLING: "Sagen ligger stille",
}


@dataclass(frozen=True, slots=True)
class Naar:
    """When something is due; ``over``: it was."""

    tekst: str
    over: bool


def titel(frist: Paamindelse) -> str:
    """A few words; an aftale is called what was promised."""
    return _TITLER.get(frist.art, frist.tekst)


def naar(dato: date, i_dag: date) -> Naar:
    """»3 dage over«, »i dag«, »senest 20.03.2026«."""
    if dato == i_dag:
        return Naar("i dag", over=False)
    over = dage_over(dato, i_dag)
    return Naar(over or f"senest {format_dato(dato)}", over=bool(over))


def tip(frist: Paamindelse) -> str:
    """The whole sentence and where the rule comes from."""
    return f"{frist.tekst}\nKilde: {frist.kilde}" if frist.art in _TITLER else frist.kilde


def gamle_ord(antal: int) -> str:
    """»12 ældre frister står på sagerne.«, "" for none."""
    if not antal:
        return ""
    return "En ældre frist står på sin sag." if antal == 1 else f"{antal} ældre frister står på sagerne."
