"""What a konsulent reads before a visit: each point of the agenda with last time's words and levels. No Qt."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from konsulent_app.store.besoeg import BesoegBlad, DimensionMaaling
from konsulent_app.store.sager import is_moved
from konsulent_app.ui.pages.sag_ord import DELMAAL_ORD
from konsulent_core.dansk import dage_over, format_dato, format_timer_ord, relative_dato
from konsulent_core.dansk_ord import OPGAVE_TRIN, VIRKNING
from konsulent_core.entities import Aftale, Delmaal, Timer, Udsagn
from konsulent_core.skema.gaeldende import gaeldende
from konsulent_core.skema.grammar import Felt, FeltType, Punkt, Skema
from konsulent_core.words import BesoegType, DelmaalTilstand, Stemme

IKKE_DROEFTET, INGEN_NOTER = "Ikke drøftet", "Ingen noter"
FOERSTE = "Første besøg. Brug startmødet"
GENNEMGAAS = "Gennemgås først i besøget."
ANDET = "Andet fra sidst"


@dataclass(frozen=True, slots=True)
class PunktLinje:
    """A point: its facts from last time (»sidst trin 4«) and what was said there, a line each; ``nummer`` 0: none.

    ``tom`` stands where nothing was said.
    """

    nummer: int
    titel: str
    fakta: tuple[str, ...]
    noter: tuple[str, ...]
    tom: str = ""
    noegle: str = ""
    spoergsmaal: int = 0  # of the konsulent's own that are not asked yet


@dataclass(frozen=True, slots=True)
class SpoergsmaalLinje:
    """An own question with its punkt; ``nummer`` 0 where this agenda has no such punkt."""

    id: int
    nummer: int
    punkt: str
    tekst: str
    stillet: bool


def dagsorden(skemaer: Mapping[str, Skema], i_dag: date) -> Skema:
    """The agenda of an opfølgning: what »Start besøg« opens today."""
    found = gaeldende(skemaer, BesoegType.OPFOELGNING, i_dag)
    assert found is not None  # the app is delivered with one, and that one always holds
    return found


def navn(blad: BesoegBlad) -> str:
    """First and last name."""
    return f"{blad.borger.fornavn or ''} {blad.borger.efternavn or ''}".strip()


def under_navn(blad: BesoegBlad, i_dag: date) -> str:
    """»besøg i dag kl. 10.00  ·  Nordlager A/S, Egeskovvej 12, Horsens  ·  Lone Bach«."""
    firma, person = blad.virksomhed, blad.mentor or blad.kontakt
    sted = ", ".join(part for part in (firma.navn, firma.adresse, firma.by) if part) if firma else ""
    return "  ·  ".join(part for part in (_naar(blad, i_dag), sted, (person.navn or "") if person else "") if part)


def _naar(blad: BesoegBlad, i_dag: date) -> str:
    if blad.besoeg.id:
        return "besøget er begyndt"
    sidst = blad.sidst.besoeg if blad.sidst else None
    naeste = blad.sag if is_moved(blad.sag, sidst) else sidst
    if naeste is None or not naeste.naeste_dato:
        return "besøg uden dato"
    dag = date.fromisoformat(naeste.naeste_dato)
    when = relative_dato(dag, i_dag) if abs((dag - i_dag).days) < 2 else format_dato(dag)
    return f"besøg {when}" + (f" kl. {naeste.naeste_tid}" if naeste.naeste_tid else "")


def punkter(blad: BesoegBlad, skema: Skema) -> list[PunktLinje]:
    """The agenda in order, and last what was said last time where this agenda has no point for it."""
    said = blad.sidst.udsagn if blad.sidst else ()
    rows = [_punkt(blad, punkt, said) for punkt in skema.punkter]
    known = {felt.noegle for felt in skema.felter}
    rest = _lines(u for u in said if u.felt not in known)
    return [*rows, PunktLinje(0, ANDET, (), rest)] if rest else rows


def spoergsmaal(blad: BesoegBlad, skema: Skema) -> list[SpoergsmaalLinje]:
    """The konsulent's own questions in the order of the agenda."""
    kendte = {punkt.noegle: punkt for punkt in skema.punkter}
    found = []
    for one in blad.spoergsmaal:
        punkt = kendte.get(one.punkt or "")
        nummer, titel = (punkt.nummer, punkt.titel) if punkt else (0, "Et andet møde")
        found.append(SpoergsmaalLinje(one.id, nummer, titel, one.tekst or "", stillet=one.stillet is not None))
    return sorted(found, key=lambda line: line.nummer or len(kendte) + 1)


def _punkt(blad: BesoegBlad, punkt: Punkt, said: Iterable[Udsagn]) -> PunktLinje:
    own = {felt.noegle for felt in punkt.felter}
    facts, lines = [], []
    for felt in punkt.felter:
        fact = _fakta(blad, felt, punkt)
        if fact:
            facts.append(fact)
        line = _svar(blad, felt)
        if line:
            lines.append(line)
    noter = (*lines, *_lines(u for u in said if u.felt in own))
    if not noter and any(f.type is FeltType.AFTALER for f in punkt.felter) and blad.aftaler_sidst:
        noter = (GENNEMGAAS,)
    if blad.sidst is None:
        tom = punkt.spoerg(blad.borger.fornavn or "")  # a first visit: what will be asked
    else:
        tom = INGEN_NOTER if facts else IKKE_DROEFTET
    own_questions = sum(one.punkt == punkt.noegle and one.stillet is None for one in blad.spoergsmaal)
    return PunktLinje(punkt.nummer, punkt.titel, tuple(facts), noter, tom, punkt.noegle, own_questions)


def _fakta(blad: BesoegBlad, felt: Felt, punkt: Punkt) -> str:
    match felt.type:
        case FeltType.VURDERING:
            return _trin(blad.maalinger, felt, punkt)
        case FeltType.TIMER:
            step = _timer_nu(blad)
            return f"sidst {format_timer_ord(step.timer, step.timer_til)}" if step and step.timer is not None else ""
        case FeltType.LOENTIMER:
            step = _timer_nu(blad)
            return f"sidst {format_timer_ord(step.loentimer or 0)}" if step and step.timer is not None else ""
        case FeltType.AFTALER:
            antal = len(blad.aftaler_sidst)
            return f"{antal} {'aftale' if antal == 1 else 'aftaler'}" if antal else ""
        case _:
            return ""


def _trin(maalinger: Iterable[DimensionMaaling], felt: Felt, punkt: Punkt) -> str:
    """The konsulent's newest level; where it stands among others, with its dimension's name."""
    own = [m.maaling for m in maalinger if m.dimension == felt.dimension and m.maaling.stemme is Stemme.KONSULENT]
    measured = [m for m in own if m.trin is not None]
    if not measured:
        return ""
    words = f"sidst trin {measured[-1].trin}"
    if measured[-1] is not own[-1]:
        words += f" ({format_dato(measured[-1].dato)})"
    return words if felt.titel == punkt.titel else f"{felt.titel.lower()} {words}"


def _timer_nu(blad: BesoegBlad) -> Timer | None:
    steps = [t for t in blad.timer if t.fra and t.fra <= blad.dato.isoformat() and t.besoeg != blad.besoeg.id]
    return steps[-1] if steps else None


def _svar(blad: BesoegBlad, felt: Felt) -> str:
    """What was answered without words of anybody's: steps of opgaver, how skånehensyn worked, a choice."""
    sidst = blad.sidst
    if sidst is None:
        return ""
    match felt.type:
        case FeltType.OPGAVER:
            trin = {s.opgave: OPGAVE_TRIN.get(s.trin or "", "") for s in sidst.opgave_trin}
            return _pairs((opgave.navn, trin.get(opgave.id)) for opgave in blad.opgaver)
        case FeltType.SKAANEHENSYN:
            virkning = {s.skaanehensyn: VIRKNING.get(s.virkning or "", "") for s in sidst.skaanehensyn_svar}
            return _pairs((hensyn.titel, virkning.get(hensyn.id)) for hensyn in blad.skaanehensyn)
        case FeltType.VALG | FeltType.TEKST:
            value = next((s.vaerdi for s in sidst.svar if s.felt == felt.noegle and s.vaerdi), "")
            head = felt.titel if felt.titel.endswith("?") else f"{felt.titel}:"
            return f"{head} {felt.valg_titel(value)}" if value else ""
        case _:
            return ""


def _pairs(pairs: Iterable[tuple[str | None, str | None]]) -> str:
    """»Plukke ordrer: selvstændigt. Fylde op: med støtte.«"""
    return " ".join(f"{what}: {how}." for what, how in pairs if what and how)


def _lines(said: Iterable[Udsagn]) -> tuple[str, ...]:
    return tuple(udsagn_ord(u) for u in said if u.tekst)


def udsagn_ord(udsagn: Udsagn) -> str:
    """The konsulent's words as they are, another's with the name before them."""
    if udsagn.stemme == Stemme.KONSULENT or not udsagn.person:
        return udsagn.tekst or ""
    return f"{udsagn.person}: {udsagn.tekst}"


def siden_titel(blad: BesoegBlad) -> str:
    """»Siden 12.02.2026«."""
    return f"Siden {format_dato(blad.sidst.dato)}" if blad.sidst else "Siden sidst"


def siden_linjer(blad: BesoegBlad) -> list[str]:
    """What was noted between the visits, and how many days were planned."""
    lines = [udsagn_ord(u) for u in blad.noter_siden if u.tekst]
    if not lines:
        lines = ["Intet er noteret siden sidst."] if blad.sidst else ["Intet er noteret endnu."]
    antal = len(blad.planlagt)
    if antal and blad.sidst:
        lines.append(f"{antal} {'planlagt mødedag' if antal == 1 else 'planlagte mødedage'} siden sidst.")
    return lines


def aabne(blad: BesoegBlad) -> list[Aftale]:
    """Promises that are not kept yet."""
    return [a for a in blad.aftaler_sidst if not a.gjort]


def gjorte_ord(blad: BesoegBlad) -> str:
    """»2 gjort: Prøve registrering, Ringe til vagten«, "" for none."""
    done = [a.hvad or "" for a in blad.aftaler_sidst if a.gjort]
    return f"{len(done)} gjort: {', '.join(done)}" if done else ""


def delmaal_ord(delmaal: Delmaal, i_dag: date) -> tuple[str, bool]:
    """»inden 27.03.2026  ·  åben«, and whether an open one is late."""
    tilstand = DelmaalTilstand(delmaal.tilstand) if delmaal.tilstand else DelmaalTilstand.AABEN
    ord_ = DELMAAL_ORD[tilstand]
    if not delmaal.dato:
        return ord_, False
    dag = date.fromisoformat(delmaal.dato)
    over = dage_over(dag, i_dag) if tilstand is DelmaalTilstand.AABEN else ""
    return f"inden {format_dato(dag)}  ·  {over or ord_}", bool(over)
