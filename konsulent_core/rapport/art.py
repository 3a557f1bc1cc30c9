"""What kinds of report there are: title, recipient and the parts in their order, read from data files (DOMAIN §7)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from konsulent_core.skema.reader import SkemaFejl, Table


class Del(StrEnum):
    """A part of the report; the value is the key in the data files and in ``Rapport.dele``."""

    KORT = "kort"
    UDVIKLING = "udvikling"
    TIMER = "timer"
    FORLOEB = "forloeb"
    OPGAVER = "opgaver"
    SKAANEHENSYN = "skaanehensyn"
    FREMMOEDE = "fremmoede"
    DELMAAL = "delmaal"
    AFTALER = "aftaler"
    INDSATSER = "indsatser"
    EGNE_ORD = "egne_ord"
    HULLER = "huller"
    TRIN = "trin"
    KILDER = "kilder"


ALTID = frozenset({Del.KORT, Del.HULLER, Del.KILDER})
"""Never left out: the point, the gaps (named, not hidden) and the sources."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DelArt:
    """A part as this kind of report heads it; ``valgt``: it is in from the start."""

    noegle: Del
    titel: str
    valgt: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RapportArt:
    """A kind of report; ``kort`` is its name on a button.

    ``linje`` stands under the borger's name, ``{dato}`` in it is the day of the møde.
    """

    noegle: str
    navn: str
    kort: str
    titel: str
    linje: str
    dele: tuple[DelArt, ...]

    def titel_af(self, del_: Del) -> str:
        """The part's heading in this kind of report."""
        return next(d.titel for d in self.dele if d.noegle is del_)

    @property
    def fra_start(self) -> tuple[Del, ...]:
        """The parts that are in before anything is chosen."""
        return tuple(d.noegle for d in self.dele if d.valgt)

    def read_dele(self, text: str | None) -> tuple[Del, ...]:
        """``Rapport.dele`` as parts, those that must be there put in at their place; None is the start's choice."""
        if text is None:
            return self.fra_start
        known = {d.noegle.value for d in self.dele}
        chosen = list(dict.fromkeys(Del(key) for key in text.split() if key in known))
        order = [d.noegle for d in self.dele]
        for del_ in sorted(ALTID - set(chosen), key=order.index):
            chosen.insert(0 if del_ is Del.KORT else len(chosen), del_)
        return tuple(chosen)


def parse_art(text: str, filename: str) -> RapportArt:
    """The kind of report in ``text``; ``filename`` is for the errors. Raises ``SkemaFejl`` with file and key path."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SkemaFejl(filename, "", f"Filen er ikke TOML: {error}") from None
    root = Table(filename, "", data)
    noegle, navn, kort = root.noegle("id"), root.text("navn"), root.text("kort")
    titel, linje = root.text("titel"), root.text("linje")
    if linje.count("{dato}") != 1 or "{" in linje.replace("{dato}", ""):
        raise root.fejl("linje", "Skal have {dato} én gang og ikke andet i { }.")
    tables = root.tables("del")
    root.done()
    dele = tuple(_del(table) for table in tables)
    for table, one in zip(tables, dele, strict=True):
        if sum(other.noegle is one.noegle for other in dele) > 1:
            raise table.fejl("noegle", f"»{one.noegle}« står der to gange.")
    for missing in sorted(set(Del) - {d.noegle for d in dele}):
        raise SkemaFejl(filename, "del", f"Delen »{missing}« mangler. Sæt valgt = false, hvis den ikke skal med.")
    if dele[0].noegle is not Del.KORT:
        raise tables[0].fejl("noegle", f"Den første del skal være »{Del.KORT}«: læseren får pointen først.")
    return RapportArt(noegle=noegle, navn=navn, kort=kort, titel=titel, linje=linje, dele=dele)


def parse_arter(texts: Mapping[str, str]) -> dict[str, RapportArt]:
    """File name → text in, ``RapportArt.noegle`` → kind out. Raises ``SkemaFejl``, also for a key used twice."""
    found: dict[str, RapportArt] = {}
    for filename, text in texts.items():
        art = parse_art(text, filename)
        if art.noegle in found:
            raise SkemaFejl(filename, "id", f"Der er allerede en rapport »{art.noegle}«.")
        found[art.noegle] = art
    return found


def _del(table: Table) -> DelArt:
    noegle = table.enum("noegle", Del)
    titel = table.text("titel")
    valgt = table.take("valgt") if table.has("valgt") else True
    table.done()
    if not isinstance(valgt, bool):
        raise table.fejl("valgt", "Skal være true eller false.")
    if noegle in ALTID and not valgt:
        raise table.fejl("valgt", f"Delen »{noegle}« kan ikke udelades.")
    return DelArt(noegle=noegle, titel=titel, valgt=valgt)
