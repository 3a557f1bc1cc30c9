"""Overblik in words: pure, so that they are tested without a window. Lists of people are alphabetical, always."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from konsulent_app.store.overblik import OverblikBlad, OverblikLinje
from konsulent_core.dansk import format_dag, format_dato, format_kl, format_timer, format_timer_ord, format_uge
from konsulent_core.dansk_ord import RESULTAT
from konsulent_core.loefter import LoeftePart, LoefteTal, sum_loefter
from konsulent_core.overblik import Maal, Tal, days_without_action, group_of_sag
from konsulent_core.overblik_ord import AF_ORD, GRUPPE_ORD, LOEFTE_ORD, MAAL_ORD, aarsag_ord
from konsulent_core.overblik_periode import Periode, PeriodeTal, UgeSpand
from konsulent_core.sagtal import SagTal
from konsulent_core.soegning import alfabetisk, fold
from konsulent_core.words import MaaltalArt, Sagsgruppe

PERIODE_ORD = {Periode.UGER_13: "Sidste 13 uger", Periode.AAR: "I år", Periode.SAG: "Siden sagens start"}
INGEN_AFBRUD = "Ingen afbrud"
INGEN_AFSLUTTET = "Ingen forløb er afsluttet"
INTET_MAALTAL = "Intet måltal endnu. Sæt det, så ser du, hvor mange borgere der mangler."
INTET_MAALTAL_ENDNU = "Intet måltal endnu. Det sættes af teamlederen."
INGEN_NAESTE = "Ingen står klar lige nu."
_DELE = {50: "halvdelen", 25: "en fjerdedel", 75: "tre fjerdedele"}
_ER = {
    MaaltalArt.VIRKSOMHEDSFORLOEB: "er i virksomhed nu",
    MaaltalArt.LOENTIMER: "har løntimer nu",
    MaaltalArt.MENTORSTOETTE: "har mentorstøtte nu",
}
_TIDLIGT = (UgeSpand.UGE_1_2, UgeSpand.UGE_3_4)


@dataclass(frozen=True, slots=True)
class Raekke:
    """A borger in a list: the name and what is said beneath. In a team's ``navn`` is the sag's number, ``hvem`` the
    konsulent."""

    sag: int
    navn: str
    under: str
    hvem: str = ""


def dato_ord(dag: date) -> str:
    """»07.04.«"""
    return f"{dag.day:02d}.{dag.month:02d}."


def antal_ord(antal: int) -> str:
    """»1 borger«, »47 borgere«."""
    return f"{antal} {'borger' if antal == 1 else 'borgere'}"


def under_titel(borgere: int, nu: datetime, dag: date, *, leder: bool = False) -> str:
    """»Dine 47 borgere  ·  12. marts 2026 kl. 08.14  ·  virker uden net«; ``leder``: the team's."""
    if leder:
        hvem = f"Teamets {antal_ord(borgere)}" if borgere != 1 else "Teamets ene borger"
    else:
        hvem = f"Dine {antal_ord(borgere)}" if borgere != 1 else "Din ene borger"
    return f"{hvem}  ·  {format_dag(dag)} {format_kl(nu)}  ·  virker uden net"


# --- lists ----------------------------------------------------------------------------------------


def raekker(blad: OverblikBlad, sager: Iterable[int], under: Mapping[int, str]) -> tuple[Raekke, ...]:
    """By name, each sag once; a team's by konsulent, then by number."""
    place = {sag: number for number, sag in enumerate(blad.linjer)}
    found = {sag: _raekke(blad.linjer[sag], under.get(sag, "")) for sag in sager if sag in blad.linjer}
    order = {sag: (alfabetisk(blad.linjer[sag].hvem), place[sag]) if blad.linjer[sag].hvem else
             (alfabetisk(one.navn), sag) for sag, one in found.items()}  # fmt: skip
    return tuple(sorted(found.values(), key=lambda one: order[one.sag]))


def _raekke(linje: OverblikLinje, under: str) -> Raekke:
    return Raekke(linje.sag, linje.navn, "  ·  ".join(part for part in (linje.hvem, under) if part), linje.hvem)


def ulaeselige_ord(antal: int) -> str:
    """What is missing in the counts, "" for nothing."""
    if not antal:
        return ""
    sager = "1 sag" if antal == 1 else f"{antal} sager"
    return f"{sager} kunne ikke læses og er ikke talt med. Det hjælper som regel at opdatere programmet."


def tal_under(blad: OverblikBlad, tal: Tal, sager: Sequence[int]) -> dict[int, str]:
    """What stands under each name in the list behind a count."""
    rows = {one.sag: one for one in blad.tal}
    return {sag: _tal_ord(tal, rows[sag], blad.linjer[sag], blad.dato) for sag in sager}


def _tal_ord(tal: Tal, one: SagTal, linje: OverblikLinje, i_dag: date) -> str:
    sted = linje.virksomhed or ("i praktik" if one.running(i_dag) is not None else "ingen praktik lige nu")
    match tal:
        case Tal.FORFALDNE:
            dage = one.forfald.dage_over
            return f"{dage} {'dag' if dage == 1 else 'dage'} over  ·  {sted}"
        case Tal.UDEN_KONTAKT:
            talt = f"talt sidst {format_dato(one.kontakt)}" if one.kontakt else "ikke talt endnu"
            return f"{talt}  ·  {sted}"
        case Tal.MOEDE:
            return f"møde {format_dato(one.moede)}" if one.moede else ""
        case Tal.UDEN_HANDLING:
            dage_uden = days_without_action(one, i_dag)
            return "intet endnu" if dage_uden is None else f"intet i {dage_uden} dage  ·  {sted}"
        case _:
            return gruppe_under(one, linje, i_dag) or sted


def gruppe_under(one: SagTal, linje: OverblikLinje, i_dag: date) -> str:
    """What stands under a name in its column: the place and løntimer, or why the borger stands there."""
    gruppe = group_of_sag(one, i_dag)
    if one.running(i_dag) is not None:
        loen = one.paid(i_dag)
        timer = f"{format_timer(loen)} {'løntime' if loen == 1 else 'løntimer'}" if loen else "praktik"
        return " · ".join(part for part in (linje.virksomhed, timer) if part)
    words = linje.grund or (f"ønsker {linje.oenske[:1].lower()}{linje.oenske[1:]}" if linje.oenske else "")
    if gruppe is None:
        return "ikke vurderet endnu"
    igen = f"se igen {dato_ord(one.igen)}" if one.igen else ""
    return ", ".join(part for part in (words, igen) if part)


def naeste_under(one: SagTal, linje: OverblikLinje, i_dag: date) -> str:
    """»klar nu · vil helst køre bil«."""
    gruppe = group_of_sag(one, i_dag)
    head = GRUPPE_ORD[gruppe].lower() if gruppe and gruppe is not Sagsgruppe.I_VIRKSOMHED else ""
    return " · ".join(part for part in (head, gruppe_under(one, linje, i_dag)) if part)


# --- måltal ---------------------------------------------------------------------------------------


def procent_ord(procent: float) -> str:
    """»halvdelen«, »60 %«."""
    return _DELE.get(int(procent), "") if procent in _DELE else f"{format_timer(procent)} %"


def maal_titel(maal: Maal) -> str:
    """»Måltal: halvdelen i virksomhedsforløb«."""
    return f"Måltal: {procent_ord(maal.procent)} {MAAL_ORD[maal.art]}"


def maal_tal(maal: Maal) -> tuple[str, str]:
    """The figure and the words beside it: (»3«, »borgere mangler«); reached: (»«, »Måltallet er nået«)."""
    if not maal.mangler:
        return "", "Måltallet er nået"
    return str(maal.mangler), "borger mangler" if maal.mangler == 1 else "borgere mangler"


def maal_linje(maal: Maal) -> str:
    """»21 af 47 er i virksomhed nu. Halvdelen er 24.«; reached: »25 af 47«."""
    har = f"{len(maal.har)} af {maal.borgere}"
    if not maal.mangler:
        return har
    share = procent_ord(maal.procent)
    return f"{har} {_ER[maal.art]}. {share[:1].upper()}{share[1:]} er {maal.oenskes}."


# --- the period -----------------------------------------------------------------------------------


def fra_ord(periode: PeriodeTal) -> str:
    """What the period's beginning is called on the axis: »uge 51«, or the date where a week would mean two."""
    return format_uge(periode.fra) if periode.periode is Periode.UGER_13 else format_dato(periode.fra)


def til_ord(periode: PeriodeTal) -> str:
    """What its end is called: this week, or today."""
    return format_uge(periode.kurve[-1].dag) if periode.periode is Periode.UGER_13 else "i dag"


def kurve_linje(periode: PeriodeTal) -> str:
    """»13 timer mere end i uge 51. 5 borgere har flere, 1 færre.«"""
    siden = f"i {fra_ord(periode)}" if periode.periode is Periode.UGER_13 else fra_ord(periode)
    return " ".join(part for part in (f"{_forskel(periode.loen_forskel)} {siden}.", _bevaegede(periode)) if part)


def timer_linje(periode: PeriodeTal) -> str:
    """»Timer i alt 320: 12 timer mere.«"""
    forskel = periode.timer_forskel
    moved = "uændret" if not forskel else f"{format_timer_ord(abs(forskel))} {'mere' if forskel > 0 else 'mindre'}"
    return f"Med og uden løn {format_timer_ord(periode.kurve[-1].timer)}: {moved}."


def _forskel(forskel: float) -> str:
    if not forskel:
        return "Lige så mange som"
    return f"{format_timer_ord(abs(forskel)).capitalize()} {'mere' if forskel > 0 else 'mindre'} end"


def _bevaegede(periode: PeriodeTal) -> str:
    flere, faerre = len(periode.flere), len(periode.faerre)
    if flere and faerre:
        return f"{antal_ord(flere)} har flere, {faerre} færre."
    if flere or faerre:
        return f"{antal_ord(flere or faerre)} har {'flere' if flere else 'færre'}."
    return ""


def afbrud_linje(periode: PeriodeTal) -> str:
    """»Sidste 13 uger. 6 af 8 skete i de første fire uger.«"""
    head = f"{PERIODE_ORD[periode.periode]}."
    antal = len(periode.afbrud)
    if not antal:
        return head
    early = sum(one.spand in _TIDLIGT for one in periode.afbrud)
    return f"{head} {early} af {antal} skete i de første fire uger."


def stoppet_linje(periode: PeriodeTal) -> str:
    """»Hvem stoppede: borger 4, virksomhed 3, ingen 1«, "" where nothing was stopped."""
    if not periode.afbrud:
        return ""
    counted = Counter(AF_ORD.get(one.af, AF_ORD[""]) for one in periode.afbrud)
    order = list(dict.fromkeys(AF_ORD.values()))
    named = [f"{who} {counted[who]}" for who in order if counted[who]]
    return f"Hvem stoppede: {', '.join(named)}"


def aarsager(periode: PeriodeTal) -> list[str]:
    """The causes in the matrix, the commonest first; they are causes and no people."""
    counted = Counter(one.aarsag for one in periode.afbrud)
    return sorted(counted, key=lambda aarsag: (-counted[aarsag], alfabetisk(aarsag_ord(aarsag))))


def noegle(aarsag: str) -> str:
    """A cause as a part of an object's name: ASCII, no spaces."""
    return "_".join(fold(aarsag_ord(aarsag)).split())


def afsluttet_linje(periode: PeriodeTal) -> str:
    """»2 ny praktik, 1 ordinært job, 1 uden resultat«."""
    ended = sorted(periode.afsluttet.items(), key=lambda pair: (-len(pair[1]), resultat_ord(pair[0])))
    return ", ".join(f"{len(sager)} {resultat_ord(resultat)}" for resultat, sager in ended)


def resultat_ord(resultat: str) -> str:
    """»fleksjob«; a result of the kommune's own list in its words; "" is »uden resultat«."""
    return RESULTAT.get(resultat, resultat) or "uden resultat"


# --- promises -------------------------------------------------------------------------------------


def loefte_titel(part: LoeftePart, *, ental: bool) -> str:
    """»Virksomhederne« over the caseload, »Virksomheden« in one sag."""
    one = {LoeftePart.JOBCENTER: "Jobcentret", LoeftePart.VIRKSOMHED: "Virksomheden", LoeftePart.BORGER: "Borgeren"}
    return one[part] if ental else LOEFTE_ORD[part]


def loefte_linje(tal: LoefteTal) -> str:
    """»12 af 14 gjort, 1 efter tiden  ·  2 over tiden«: of those whose time has come."""
    due = tal.gjort + tal.over
    if not due:
        return f"{tal.aaben} {'åben' if tal.aaben == 1 else 'åbne'}"
    late = f", {tal.for_sent} efter tiden" if tal.for_sent else ""
    over = f"{tal.over} over tiden" if tal.over else ""
    still = f"{tal.aaben} {'åben' if tal.aaben == 1 else 'åbne'}" if tal.aaben else ""
    return "  ·  ".join(part for part in (f"{tal.gjort} af {due} gjort{late}", over, still) if part)


def loefte_sager(blad: OverblikBlad, part: LoeftePart) -> dict[int, str]:
    """The open sager in which a party has promised something, with how it went there."""
    owed = {one.sag: sum_loefter(one.loefter).get(part) for one in blad.tal if one.aaben}
    return {sag: loefte_linje(tal) for sag, tal in owed.items() if tal is not None}


def handling_linje(handling: date | None, i_dag: date) -> str:
    """»Sidst gjort noget 26.02.2026, for 14 dage siden«."""
    if handling is None:
        return "Der er ikke gjort noget i sagen endnu."
    dage = (i_dag - handling).days
    when = {0: "i dag", 1: "i går"}.get(dage, f"for {dage} dage siden")
    return f"Der er sidst gjort noget {when} ({format_dato(handling)})."
