"""Makes the text of a besøg for a target: field by field, cut to its room, with what was cut said."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from konsulent_core.overfoersel import fakta, indhold
from konsulent_core.overfoersel.afkort import PRIK, afkort, laengde
from konsulent_core.overfoersel.indhold import Rettet
from konsulent_core.overfoersel.maal import Maal, MaalFelt, Stykke
from konsulent_core.snapshot import Snapshot
from konsulent_core.words import Audience

_TITLER: dict[Stykke, str] = {
    Stykke.OVERSKRIFT: "Emne",
    Stykke.TID_STED: "Tid og sted",
    Stykke.TIL_STEDE: "Til stede",
    Stykke.PLADS: "Arbejdssted",
    Stykke.PERIODE: "Periode",
    Stykke.KONTAKT: "Kontaktperson",
    Stykke.FORMAAL: "Formål",
    Stykke.JOBMAAL: "Jobmål",
    Stykke.BEKYMRING: "Bekymring",
    Stykke.ARBEJDSTID: "Arbejdstid",
    Stykke.TIMER: "Timer",
    Stykke.TIMETAL: "Timer",
    Stykke.OPGAVER: "Opgaver",
    Stykke.OPGAVELISTE: "Opgaver",
    Stykke.FREMMOEDE: "Fremmøde",
    Stykke.UDVIKLING: "Udvikling",
    Stykke.HENSYN: "Aftalte hensyn",
    Stykke.SKAANEHENSYN: "Skånehensyn",
    Stykke.DELMAAL: "Delmål",
    Stykke.SAGT: "Punkt for punkt",
    Stykke.SVAR: "Svar",
    Stykke.AFTALER_SIDST: "Aftaler fra sidst",
    Stykke.AFTALER: "Nye aftaler",
    Stykke.NAESTE: "Næste besøg",
    Stykke.RETTELSER: "Rettelser",
}
_AF_SNAPSHOT: Mapping[Stykke, Callable[[Snapshot], str]] = {
    Stykke.OVERSKRIFT: fakta.overskrift,
    Stykke.TID_STED: fakta.tid_sted,
    Stykke.TIL_STEDE: fakta.til_stede,
    Stykke.PLADS: fakta.plads,
    Stykke.PERIODE: fakta.periode,
    Stykke.KONTAKT: fakta.kontakt,
    Stykke.FORMAAL: fakta.formaal,
    Stykke.JOBMAAL: fakta.jobmaal,
    Stykke.BEKYMRING: fakta.bekymring,
    Stykke.ARBEJDSTID: fakta.arbejdstid,
    Stykke.TIMER: fakta.timer,
    Stykke.TIMETAL: fakta.timetal,
    Stykke.OPGAVER: indhold.opgaver,
    Stykke.OPGAVELISTE: indhold.opgaveliste,
    Stykke.FREMMOEDE: indhold.fremmoede,
    Stykke.UDVIKLING: indhold.udvikling,
    Stykke.HENSYN: indhold.hensyn,
    Stykke.SKAANEHENSYN: indhold.skaanehensyn,
    Stykke.DELMAAL: indhold.delmaal,
    Stykke.SAGT: indhold.sagt,
    Stykke.SVAR: indhold.svar,
    Stykke.AFTALER_SIDST: indhold.aftaler_sidst,
    Stykke.AFTALER: indhold.aftaler,
    Stykke.NAESTE: indhold.naeste,
}
_WIDER: dict[Audience, frozenset[str]] = {
    Audience.ALLE: frozenset({Audience.ALLE}),
    Audience.BORGER_OG_KOMMUNE: frozenset({Audience.ALLE, Audience.BORGER_OG_KOMMUNE}),
    Audience.KOMMUNE: frozenset({Audience.ALLE, Audience.BORGER_OG_KOMMUNE, Audience.KOMMUNE}),
    Audience.INTERN: frozenset(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Felt:
    """A field as it is copied. ``fuld`` is its length before it was cut, ``graense`` its own room or None."""

    titel: str
    tekst: str
    fuld: int
    graense: int | None

    @property
    def laengde(self) -> int:
        return laengde(self.tekst)

    @property
    def mangler(self) -> int:
        """How many characters are not in it."""
        return max(0, self.fuld - laengde(self.tekst.removesuffix(PRIK).rstrip())) if self.kortet else 0

    @property
    def kortet(self) -> bool:
        return self.fuld > self.laengde


@dataclass(frozen=True, slots=True, kw_only=True)
class Overfoersel:
    """The whole text for one target."""

    maal: Maal
    felter: tuple[Felt, ...]

    @property
    def tekst(self) -> str:
        """All fields with their titles; those without words are left out."""
        return "\n\n".join(f"{felt.titel}\n{felt.tekst}" for felt in self.felter if felt.tekst)


def readers_of(maal: Maal) -> frozenset[str]:
    """The audiences that the target's readers may see."""
    return _WIDER[maal.laesere]


def make_overfoersel(seen: Snapshot, rettelser: Iterable[Rettet], maal: Maal) -> Overfoersel:
    """``seen``: the snapshot with nothing in it but what ``readers_of(maal)`` may see. ``rettelser``: the gældende,
    of which those for others are left out.

    Each field has its own room, and the last ones what the room in all leaves them.
    """
    mended = indhold.rettelser(r for r in rettelser if r.audience in readers_of(maal))
    left = maal.graense
    felter: list[Felt] = []
    for wanted in maal.felter:
        whole = _felt(wanted, seen, mended)
        room = laengde(whole) if wanted.graense is None else wanted.graense
        around = laengde(f"{wanted.titel}\n") + (2 if any(felt.tekst for felt in felter) else 0)
        if left is not None:
            room = min(room, max(0, left - around))
        text = afkort(whole, room)
        if left is not None and text:
            left -= around + laengde(text)
        felter.append(Felt(titel=wanted.titel, tekst=text, fuld=laengde(whole), graense=wanted.graense))
    return Overfoersel(maal=maal, felter=tuple(felter))


def _felt(wanted: MaalFelt, seen: Snapshot, mended: str) -> str:
    """One part stands by itself, several under a line each that says what they are, if the field's title does not."""
    said = [
        (stykke, _plain(mended if stykke is Stykke.RETTELSER else _AF_SNAPSHOT[stykke](seen)))
        for stykke in wanted.stykker
    ]
    if len(wanted.stykker) == 1:
        return said[0][1]
    heads = {one: "" if _TITLER[one] == wanted.titel else f"{_TITLER[one]}\n" for one, _ in said}
    return "\n\n".join(f"{heads[one]}{text}" for one, text in said if text)


def _plain(text: str) -> str:
    """What every system can hold: no hard spaces, no tabulators, no signs that cannot be seen."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").replace("\t", " ").split("\n")
    return "\n".join("".join(c for c in line if c >= " " and c != "\x7f").rstrip() for line in lines).strip()
