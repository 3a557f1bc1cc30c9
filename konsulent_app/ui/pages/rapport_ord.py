"""The report page's sentences: its title, how many pages and sources, what must be known before it is saved."""

from konsulent_core.dansk import format_dato
from konsulent_core.dansk_ord import BESOEG
from konsulent_core.rapport.art import Del
from konsulent_core.rapport.blad import REGISTER, Afsnit, Belaeg
from konsulent_core.rapport.valg import Valg

DEL: dict[Del, str] = {
    Del.KORT: "Kort fortalt",
    Del.UDVIKLING: "Udvikling",
    Del.TIMER: "Timer og løntimer",
    Del.FORLOEB: "Praktikker",
    Del.OPGAVER: "Opgaver",
    Del.SKAANEHENSYN: "Skånehensyn",
    Del.FREMMOEDE: "Fremmøde",
    Del.DELMAAL: "Delmål",
    Del.AFTALER: "Aftaler",
    Del.INDSATSER: "Indsatser",
    Del.EGNE_ORD: "Borgerens ord",
    Del.HULLER: "Det ved vi ikke",
    Del.TRIN: "Trinenes ord",
    Del.KILDER: "Kilder",
}
"""A part's name beside the page; its heading on paper is the kind of report's own."""

_AFSNIT = {
    "kort.pointe": "Pointen",
    "kort.konklusion": "Konklusion",
    "kort.egne_ord": "Borgerens ord",
    "kort.spoergsmaal": "Vi spørger mødet",
    "fremmoede.tekst": "Fremmøde",
}


def under_titel(valg: Valg) -> str:
    """»møde 24.03.2026 · interne noter er ikke med«"""
    moede = f"møde {format_dato(valg.moede)}" if valg.moede else "intet møde er planlagt"
    return f"{moede} · interne noter er ikke med"


def del_af(noegle: str) -> Del | None:
    """The part that a claim stands in: its key begins with the part's."""
    first = noegle.partition(".")[0]
    named = {"stemmer": Del.UDVIKLING, "uenige": Del.UDVIKLING}
    return named.get(first) or (Del(first) if first in set(Del) else None)


def sted_navn(noegle: str) -> str:
    """What is pointed at, in a word or two."""
    if noegle in _AFSNIT:
        return _AFSNIT[noegle]
    del_ = del_af(noegle)
    return DEL[del_] if del_ is not None else ""


def side_ord(side: int, antal: int) -> str:
    """side 1 af 3"""
    return f"side {side} af {antal}"


def kilde_hoved(belaeg: Belaeg) -> str:
    """»[2] 12.11.2025 · telefonsamtale«"""
    if belaeg.kilde is None:
        return REGISTER[:1].upper() + REGISTER[1:]
    kilde = belaeg.kilde
    amended = ", rettet" if kilde.rettet else ""
    return f"[{kilde.nr}] {format_dato(kilde.dato)} · {BESOEG.get(kilde.type, kilde.type)}{amended}"


def uden_kilde_ord(afsnit: Afsnit) -> str:
    """A claim in the list before saving: where it stands, and how it begins."""
    words = afsnit.tekst if len(afsnit.tekst) <= 60 else f"{afsnit.tekst[:57].rstrip()} …"
    return f"{sted_navn(afsnit.noegle)}: {words}"


def mangler_foer(afsnit: tuple[Afsnit, ...]) -> tuple[Afsnit, ...]:
    """What is told before the report is saved: words of the konsulent's own, and what she has not written."""
    return tuple(a for a in afsnit if a.uden_kilde or a.mangler)
