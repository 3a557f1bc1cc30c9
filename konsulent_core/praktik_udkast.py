"""A new praktik while it is being written down: all of it may be missing, and what must not is told step by step."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

import msgspec

from konsulent_core.ugeplan import Blok, UgeplanFejl, parse_ugeplan

UGER = 13
"""How many weeks ahead the end is proposed (PAGES »Ny praktik«)."""
SMART = ("S", "M", "A", "R", "T")


class UdkastTrin(IntEnum):
    """The steps of a new praktik in the order they are asked."""

    VIRKSOMHED = 1
    UGEPLAN = 2
    FORMAAL = 3
    DELMAAL = 4
    SKAANEHENSYN = 5
    BEKYMRING = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class DelmaalUdkast:
    """``smart`` holds the letters that were agreed to hold; ``dato`` is ISO."""

    tekst: str = ""
    dato: str | None = None
    smart: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PraktikUdkast:
    """``sagt`` is the week plan as it was typed, ``ugeplan`` as it is kept. ``skaanehensyn`` and ``opgaver`` are new
    ones in words; ``bygger_paa`` the praktik whose lessons were taken over. Dates are ISO."""

    virksomhed: int | None = None
    kontaktperson: int | None = None
    mentor: int | None = None
    afdeling: str = ""
    sagt: str = ""
    fra: str = "09.00"
    ugeplan: str = ""
    start: str | None = None
    slut: str | None = None
    formaal: str | None = None
    formaal_tekst: str = ""
    delmaal: tuple[DelmaalUdkast, ...] = (DelmaalUdkast(),)
    skaanehensyn: tuple[str, ...] = ()
    opgaver: tuple[str, ...] = ()
    bygger_paa: int | None = None
    bekymring: bool | None = None
    bekymring_grund: str = ""

    def to_text(self) -> str:
        """As it is kept on the machine."""
        return msgspec.json.encode(self).decode()

    @classmethod
    def from_text(cls, text: str | None) -> "PraktikUdkast":
        """What was kept; an empty one where nothing was, or where another version wrote it in a way not known here."""
        try:
            return msgspec.json.decode(text or "{}", type=cls)
        except msgspec.DecodeError:
            return cls()

    def blokke(self) -> tuple[Blok, ...]:
        """The planned stretches; none while the plan cannot be read."""
        try:
            return parse_ugeplan(self.ugeplan)
        except UgeplanFejl:
            return ()

    @property
    def is_empty(self) -> bool:
        return self == PraktikUdkast()


def missing(udkast: PraktikUdkast) -> tuple[tuple[UdkastTrin, str], ...]:
    """What must be there before the praktik can be made, in the order of the steps. A bekymringssag is judged before
    the start (DOMAIN §3), so that question has no default."""
    found: list[tuple[UdkastTrin, str]] = []
    if udkast.virksomhed is None:
        found.append((UdkastTrin.VIRKSOMHED, "Vælg virksomheden."))
    if not udkast.blokke():
        found.append((UdkastTrin.UGEPLAN, "Skriv dage og timer, for eksempel 2x2,5."))
    if udkast.start is None:
        found.append((UdkastTrin.UGEPLAN, "Skriv, hvornår praktikken starter."))
    elif udkast.slut is not None and udkast.slut < udkast.start:
        found.append((UdkastTrin.UGEPLAN, "Slutdatoen skal ligge efter starten."))
    if udkast.formaal is None:
        found.append((UdkastTrin.FORMAAL, "Vælg formålet."))
    elif not udkast.formaal_tekst.strip():
        found.append((UdkastTrin.FORMAAL, "Skriv, hvad I præcis vil vide bagefter."))
    if udkast.bekymring is None:
        found.append((UdkastTrin.BEKYMRING, "Svar på, om du er bekymret for starten."))
    return tuple(found)


def answered(udkast: PraktikUdkast, trin: UdkastTrin) -> bool:
    """Whether a step has its answer; delmål and skånehensyn may stay without one."""
    match trin:
        case UdkastTrin.DELMAAL:
            return any(d.tekst.strip() for d in udkast.delmaal)
        case UdkastTrin.SKAANEHENSYN:
            return bool(udkast.skaanehensyn)
        case _:
            return trin not in {step for step, _ in missing(udkast)}


def proposed_end(start: date) -> date:
    """The last day of the proposed length."""
    return start + timedelta(weeks=UGER, days=-1)


def smart_question(letter: str, fornavn: str) -> str:
    """What to ask where a letter does not hold yet."""
    return {
        "S": "Specifikt: Hvad skal der helt præcis laves?",
        "M": "Målbart: Hvordan kan alle se, at det er nået?",
        "A": f"Attraktivt: Spørg {fornavn}, hvad der gør det værd at nå.",
        "R": f"Realistisk: Kan {fornavn} nå det inden for de timer, der er aftalt?",
        "T": "Tidsbestemt: Hvornår ser I på det?",
    }[letter]
