"""The systems that a besøg's text is copied over to: fields, what fills each and its room, read from data."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from konsulent_core.skema.reader import SkemaFejl, Table
from konsulent_core.words import Audience, BesoegType

PRAEFIKS = "maal_"
"""How a kommune's own target is told from its other list files: »maal_journal.toml«."""


class Stykke(StrEnum):
    """What a field can be filled with; the value is the key in the data files."""

    OVERSKRIFT = "overskrift"
    TID_STED = "tid_sted"
    TIL_STEDE = "til_stede"
    PLADS = "plads"
    PERIODE = "periode"
    KONTAKT = "kontakt"
    FORMAAL = "formaal"
    JOBMAAL = "jobmaal"
    BEKYMRING = "bekymring"
    ARBEJDSTID = "arbejdstid"
    TIMER = "timer"
    TIMETAL = "timetal"  # what is agreed from now on, without pauses and causes
    OPGAVER = "opgaver"
    OPGAVELISTE = "opgaveliste"  # what there is to do, without how it goes
    FREMMOEDE = "fremmoede"
    UDVIKLING = "udvikling"
    HENSYN = "hensyn"  # in the wording that the borger agreed to, and nothing else of it
    SKAANEHENSYN = "skaanehensyn"  # with reason and how it works
    DELMAAL = "delmaal"
    SAGT = "sagt"
    SVAR = "svar"
    AFTALER_SIDST = "aftaler_sidst"
    AFTALER = "aftaler"
    NAESTE = "naeste"
    RETTELSER = "rettelser"


KUN_KOMMUNE = frozenset({Stykke.JOBMAAL, Stykke.BEKYMRING, Stykke.SKAANEHENSYN, Stykke.TIL_STEDE})
"""What no skema gives an audience, and a workplace does not get."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MaalFelt:
    """A field of the other system. ``graense``: its room in characters, None where it has no limit of its own."""

    titel: str
    stykker: tuple[Stykke, ...]
    graense: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Maal:
    """A system to copy to. ``laesere`` is the audience of those who read there: nothing beyond it is computed.

    ``graense`` is its room in all. ``besoeg``: the types it takes; ``med_virksomhed``: only those with a company.
    ``kraeves``: I dag waits for it. ``gjort`` and ``mangler`` are its two states in words. ``fra`` and ``til`` bound
    the days on which it holds, both included.
    """

    noegle: str
    titel: str
    knap: str
    gjort: str
    mangler: str
    laesere: Audience
    kraeves: bool
    med_virksomhed: bool
    besoeg: frozenset[BesoegType]
    graense: int | None
    felter: tuple[MaalFelt, ...]
    fra: date | None = None
    til: date | None = None

    def holds(self, day: date) -> bool:
        """Whether it is used that day."""
        return (self.fra is None or self.fra <= day) and (self.til is None or day <= self.til)

    def takes(self, besoeg_type: str | None, *, virksomhed: bool) -> bool:
        """Whether a besøg of that type is copied there."""
        return besoeg_type in self.besoeg and (virksomhed or not self.med_virksomhed)


def parse_maal(text: str, filename: str) -> Maal:
    """The target in ``text``; ``filename`` is for the errors. Raises ``SkemaFejl`` with file and key path."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SkemaFejl(filename, "", f"Filen er ikke TOML: {error}") from None
    root = Table(filename, "", data)
    laesere = root.enum("laesere", Audience)
    if laesere is Audience.INTERN:
        raise root.fejl("laesere", "Det interne kopieres aldrig.")
    found = Maal(
        noegle=root.noegle("id"),
        titel=root.text("titel"),
        knap=root.text("knap"),
        gjort=root.text("gjort"),
        mangler=root.text("mangler"),
        laesere=laesere,
        kraeves=_yes_no(root, "kraeves"),
        med_virksomhed=_yes_no(root, "med_virksomhed"),
        besoeg=frozenset(root.enums("besoeg", BesoegType)),
        graense=_room(root),
        felter=tuple(_felt(table, laesere) for table in root.tables("felt")),
    )
    root.done()
    titles = [felt.titel for felt in found.felter]
    if len(set(titles)) < len(titles):
        raise SkemaFejl(filename, "felt", "To felter hedder det samme.")
    return found


def parse_maal_filer(texts: Mapping[str, str]) -> dict[str, Maal]:
    """File name → text in, ``Maal.noegle`` → target out, in the order given. Raises ``SkemaFejl``."""
    found: dict[str, Maal] = {}
    for filename, text in texts.items():
        maal = parse_maal(text, filename)
        if maal.noegle in found:
            raise SkemaFejl(filename, "id", f"Der er allerede et mål »{maal.noegle}«.")
        found[maal.noegle] = maal
    return found


def parse_eget(navn: str, text: str, filename: str) -> Maal:
    """A kommune's own target, from a list file called ``navn``. Raises ``SkemaFejl``."""
    found = parse_maal(text, filename)
    if f"{PRAEFIKS}{found.noegle}" != navn:
        raise SkemaFejl(filename, "id", f"Filen skal hedde {PRAEFIKS}{found.noegle}.toml.")
    return found


def _felt(table: Table, laesere: Audience) -> MaalFelt:
    found = MaalFelt(titel=table.text("titel"), stykker=table.enums("stykker", Stykke), graense=_room(table))
    table.done()
    for stykke in found.stykker:
        if stykke in KUN_KOMMUNE and laesere is not Audience.KOMMUNE:
            raise table.fejl("stykker", f"»{stykke}« er kommunens alene, og læserne er »{laesere}«.")
    return found


def _room(table: Table) -> int | None:
    if not table.has("graense"):
        return None
    value = table.take("graense")
    if not isinstance(value, int) or isinstance(value, bool) or value < 20:
        raise table.fejl("graense", "Skal være et helt tal på mindst 20.")
    return value


def _yes_no(table: Table, key: str) -> bool:
    value = table.take(key)
    if not isinstance(value, bool):
        raise table.fejl(key, "Skal være true eller false.")
    return value
