"""What each paper and export must hold and must never hold: DOMAIN §7 as data, whoever makes the paper."""

from dataclasses import dataclass, field

from konsulent_core.entities import BY_TABEL, Scope
from konsulent_core.skema.grammar import FeltType
from tests.audience.kredse import Kreds
from tests.audience.lager import felt_noegle
from tests.audience.ordbog import Ordbog
from tools.caseload.cases import read_skemaer

VIRKSOMHEDENS = frozenset({Kreds.ALLE})
BORGERENS = VIRKSOMHEDENS | {Kreds.BORGER_OG_KOMMUNE}
KOMMUNENS = BORGERENS | {Kreds.KOMMUNE}
EGNE = KOMMUNENS | {Kreds.INTERN}
ALT = frozenset(Kreds)

AFBUD, TRIN = "afbud", "trin"
"""What no word can be planted in: the kinds of an absence, and the levels. Another store answers them otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Krav:
    """``kredse``: whose words it may hold. ``skal``: keys that it must hold; ``aldrig``: that it must not, though its
    readers might; ``ogsaa``: that it may, though they might not; ``kun``: nothing but these. ``alle_felter``: every
    answer that its readers may see. ``kladder``: open besøg count too. ``blind`` reads the same when these are answered
    otherwise, ``ser`` does not.
    """

    kredse: frozenset[Kreds]
    skal: frozenset[str] = frozenset()
    aldrig: frozenset[str] = frozenset()
    ogsaa: frozenset[str] = frozenset()
    kun: frozenset[str] | None = None
    alle_felter: bool = False
    alt_om_borger: bool = False
    kladder: bool = False
    blind: frozenset[str] = frozenset()
    ser: frozenset[str] = frozenset()


def _keys(words: str) -> frozenset[str]:
    return frozenset(words.split())


_AFTALT = "opfoelgning.v1/aftaler.liste"
_HVEM = "borger.fornavn sag.konsulent virksomhed.navn"

KRAV: dict[str, Krav] = {
    "opfoelgning_sag": Krav(
        kredse=KOMMUNENS,
        skal=_keys(
            f"{_HVEM} borger.efternavn borger.jobmaal sag.nummer sag.sagstype sag.sagsbehandler sag.bekymring_grund"
            " kontaktperson.navn praktik.afdeling praktik.formaal_tekst delmaal.tekst opgave.navn skaanehensyn.titel"
            " skaanehensyn.ordlyd skaanehensyn.aarsag timer.aarsag besoeg.sted besoeg.deltagere"
            " rettelse.efter/borger_og_kommune rettelse.begrundelse"
        ),
        aldrig=_keys("borger.cpr"),
        alle_felter=True,
        ser=frozenset({AFBUD, TRIN}),
    ),
    "rapport": Krav(
        kredse=KOMMUNENS,
        skal=_keys(
            "borger.fornavn borger.efternavn borger.jobmaal sag.konsulent sag.nummer virksomhed.navn"
            " praktik.formaal_tekst praktik.afbrudt_aarsag praktik.laering delmaal.tekst opgave.navn"
            " skaanehensyn.titel timer.aarsag indsats.navn rapport_tekst.tekst"
            " opfoelgning.v1/selvstaendighed.trin#fag4 opfoelgning.v1/selvstaendighed.trin#fag3"
            " opfoelgning.v1/selvstaendighed.trin#fag2 afslutning.v1/lykkedes.opgaver#aarsag"
        ),
        aldrig=_keys("borger.cpr note"),
        ser=frozenset({AFBUD, TRIN}),
    ),
    "praktikdokumentation": Krav(
        kredse=KOMMUNENS,
        skal=_keys(
            "borger.fornavn borger.jobmaal virksomhed.navn praktik.formaal_tekst praktik.laering opgave.navn"
            " skaanehensyn.titel opfoelgning.v1/selvstaendighed.trin#fag4"
        ),
        aldrig=_keys("borger.cpr note"),
        ser=frozenset({AFBUD, TRIN}),
    ),
    "forberedelse": Krav(
        kredse=EGNE,
        skal=_keys("borger.fornavn delmaal.tekst spoergsmaal.tekst"),
        aldrig=_keys("borger.cpr"),
        kladder=True,
    ),
    "forberedelse_uden_egne": Krav(
        kredse=KOMMUNENS, skal=_keys("borger.fornavn delmaal.tekst"), aldrig=_keys("borger.cpr"), kladder=True
    ),
    "aftaleark": Krav(
        kredse=BORGERENS,
        skal=_keys(f"borger.fornavn sag.konsulent visitkort.telefon {_AFTALT}#borger {_AFTALT}#virksomhed"),
    ),
    "aftaleark_ordblind": Krav(
        kredse=BORGERENS, skal=_keys(f"borger.fornavn sag.konsulent visitkort.telefon {_AFTALT}#borger")
    ),
    "aftaleark_billede": Krav(
        kredse=BORGERENS,
        skal=_keys(f"borger.fornavn {_AFTALT}#borger"),
        aldrig=_keys(
            "borger.efternavn borger.telefon sag.nummer sag.sagstype kontaktperson.telefon kontaktperson.email"
            " timer.aarsag praktik.afbrudt_aarsag opfoelgning.v1/timetal.timer#aarsag"
            " opfoelgning.v1/arbejdsopgaver.opgaver#aarsag opfoelgning.v1/aftaler.naeste_besoeg#aarsag"
        ),
        blind=frozenset({AFBUD}),
    ),
    "virksomhed": Krav(
        kredse=VIRKSOMHEDENS,
        skal=_keys(
            f"{_HVEM} visitkort.telefon delmaal.tekst opgave.navn skaanehensyn.ordlyd {_AFTALT}#virksomhed"
            f" {_AFTALT}#borger"
        ),
        blind=frozenset({AFBUD, TRIN}),
    ),
    "opgoerelse": Krav(kredse=frozenset(), kun=frozenset()),
    "kalender": Krav(
        kredse=VIRKSOMHEDENS,
        skal=_keys("virksomhed.navn"),
        kun=_keys("virksomhed.navn virksomhed.adresse virksomhed.by"),
        blind=frozenset({AFBUD, TRIN}),
    ),
    "haendelser": Krav(kredse=frozenset(), kun=frozenset()),
    "journal": Krav(
        kredse=KOMMUNENS,
        skal=_keys(
            f"{_AFTALT}#borger opfoelgning.v1/hvordan.note#borger skaanehensyn.aarsag timer.aarsag opgave.navn"
            " delmaal.tekst"
        ),
        aldrig=_keys("note"),
        ser=frozenset({AFBUD, TRIN}),
    ),
    "vitas": Krav(kredse=VIRKSOMHEDENS, aldrig=_keys("borger.cpr"), blind=frozenset({AFBUD, TRIN})),
    "indsigt": Krav(kredse=ALT, alt_om_borger=True, kladder=True, ser=frozenset({AFBUD, TRIN})),
    "overdragelse": Krav(
        kredse=KOMMUNENS,
        skal=_keys("borger.fornavn borger.cpr sag.nummer skaanehensyn.aarsag praktik.laering"),
        ogsaa=_keys("journalisering.maal journalisering.hvem"),  # rows of the sag, of no use to others and no harm
        alle_felter=True,
        kladder=True,  # work that is under way is the sag's too
        ser=frozenset({AFBUD, TRIN}),
    ),
}
"""By the name of the paper. ``papirer.UDGAVER`` says how each is made."""


@dataclass(frozen=True, slots=True)
class Fejl:
    """What is wrong with a text; empty where nothing is."""

    maa_ikke: list[str] = field(default_factory=list)
    mangler: list[str] = field(default_factory=list)

    @property
    def noget(self) -> bool:
        return bool(self.maa_ikke or self.mangler)


def judge(krav: Krav, ordbog: Ordbog, tekst: str) -> Fejl:
    """The keys that ``tekst`` holds and must not, and those that it must hold and does not."""
    found = ordbog.findes(tekst)
    wanted = set(krav.skal)
    wanted |= _felter(krav) if krav.alle_felter else set()
    wanted |= _om_borger(ordbog) if krav.alt_om_borger else set()
    wrong = {
        key
        for key in found
        if (ordbog.pladser[key].kreds not in krav.kredse and key not in krav.ogsaa)
        or key in krav.aldrig
        or (krav.kun is not None and key not in krav.kun)
        or (ordbog.pladser[key].kladde and not krav.kladder)
    }
    return Fejl(maa_ikke=sorted(wrong), mangler=sorted(wanted - found))


def _felter(krav: Krav) -> set[str]:
    """The answers in words that ``krav``'s readers may see, of every skema."""
    found = set()
    for skema in read_skemaer().values():
        for felt in skema.felter:
            key = felt_noegle(skema, felt)
            if Kreds(felt.audience) in krav.kredse:
                match felt.type:
                    case FeltType.UDSAGN:
                        found |= {f"{key}#{voice.value}" for voice in felt.stemmer}
                    case FeltType.TEKST | FeltType.VALG | FeltType.INTERN:
                        found.add(key)
                    case FeltType.AFTALER:
                        found |= {f"{key}#borger", f"{key}#virksomhed"}
                    case _:
                        pass
            if felt.type in (FeltType.OPGAVER, FeltType.TIMER) and Kreds(felt.aarsag_audience) in krav.kredse:
                found.add(f"{key}#aarsag")
    return found


def _om_borger(ordbog: Ordbog) -> set[str]:
    """Every word in a record that travels with the borger or her sag, internal and unsettled ones included."""
    own = {name for name, entity in BY_TABEL.items() if entity.scope_art in (Scope.BORGER, Scope.SAG)}
    records = {key for key in ordbog.pladser if key.split(".")[0].split("/")[0] in own}
    return records | _felter(Krav(kredse=ALT)) - _valg()


def _valg() -> set[str]:
    """A choice may stand under its key."""
    return {felt_noegle(skema, felt) for skema in read_skemaer().values() for felt in skema.felter_af(FeltType.VALG)}
