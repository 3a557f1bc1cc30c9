"""The day in words, as I dag shows it: pure, so that they are tested without a window."""

from dataclasses import dataclass
from datetime import date, timedelta

from konsulent_app.store.idag import BesoegIDag, EgenAftale, IDag, NaesteDag, SagIDag
from konsulent_app.store.journalisering import Venter
from konsulent_app.ui.models.sager_ord import kort_dag
from konsulent_app.ui.pages.sag_ord import Nummer, ring_til
from konsulent_core.dansk import dage_over, format_dato, format_dato_lang, format_uge
from konsulent_core.dansk_ord import BESOEG
from konsulent_core.dansk_ord import nummer_ord as besoeg_nummer_ord

INGEN_FLERE = "Ingen flere besøg i dag."
INGEN = "Ingen besøg i dag."
IKKE_JOURNALISERET = "Ikke journaliseret"
RETTET_SIDEN = "rettet siden"
_TAL = ("nul", "", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv")
_FORMER = frozenset({"A/S", "ApS", "I/S", "K/S", "P/S", "IVS"})


@dataclass(frozen=True, slots=True)
class Frist:
    """When an aftale is due; ``over``: it was."""

    tekst: str
    over: bool


def dato_linje(dag: date) -> str:
    """»torsdag den 12. marts 2026  ·  uge 11«."""
    return f"{format_dato_lang(dag)}  ·  {format_uge(dag)}"


def overskrift(blad: IDag) -> str:
    """»Fire besøg i dag. Det første er kl. 10.00 hos Nordlager.«; after a visit they are those left, the next first."""
    if not blad.besoeg:
        return INGEN_FLERE if blad.besoegt else INGEN
    antal = len(blad.besoeg)
    tail = "tilbage i dag" if blad.besoegt else "i dag"
    where = _tid_og_sted(blad.besoeg[0])
    if antal == 1:
        return f"Ét besøg {tail}, {where}." if where else f"Ét besøg {tail}."
    count = f"{_tal(antal, 'ét').capitalize()} besøg {tail}."
    return f"{count} Det {'næste' if blad.besoegt else 'første'} er {where}." if where else count


def underlinje(blad: IDag) -> str:
    """»6 sager er forfaldne. Af dine egne aftaler har to frist i dag, og én er 1 dag over.«"""
    forfaldne = forfaldne_ord(len(blad.forfaldne)) if blad.besoeg else ""  # without visits it stands in ``tom_ord``
    return " ".join(part for part in (forfaldne, _egne_ord(blad), _frister_ord(blad), _journal_ord(blad)) if part)


def forfaldne_ord(antal: int) -> str:
    """»6 sager er forfaldne.«, "" when none is."""
    if not antal:
        return ""
    return "1 sag er forfalden." if antal == 1 else f"{antal} sager er forfaldne."


def tom_ord(blad: IDag) -> str:
    """»Ingen besøg i dag. 6 sager er forfaldne.«"""
    return f"{overskrift(blad)} {forfaldne_ord(len(blad.forfaldne))}".strip()


def besoeg_ord(besoeg: BesoegIDag) -> str:
    """A visit as a screen reader says it."""
    linje = besoeg.sag.linje
    tid = f"kl. {linje.naeste_tid}" if linje.naeste_tid else ""
    sted = ", ".join(part for part in (linje.virksomhed, besoeg.adresse) if part)
    flag = "bekymringssag" if linje.bekymring else ""
    return ", ".join(part for part in (tid, linje.navn, flag, nummer_ord(besoeg), sted) if part)


def nummer_ord(besoeg: BesoegIDag) -> str:
    """»besøg 7«, and that it has begun."""
    return f"besøg {besoeg.nummer}" + (" er begyndt" if besoeg.sag.linje.kladde is not None else "")


def flere_ord(antal: int) -> str:
    """»2 aftaler mere i sagen«."""
    return f"{antal} {'aftale' if antal == 1 else 'aftaler'} mere i sagen"


def start_ord(besoeg: BesoegIDag) -> str:
    """The words of the button."""
    return "Fortsæt besøg" if besoeg.sag.linje.kladde is not None else "Start besøg"


def over_ord(sag: SagIDag) -> str:
    """»9 dage over«."""
    dage = sag.linje.forfald.dage_over
    return f"{dage} {'dag' if dage == 1 else 'dage'} over"


def sted_ord(sag: SagIDag) -> str:
    """The company, or that there is none."""
    return sag.linje.virksomhed or "ingen praktik lige nu"


def talt_ord(sag: SagIDag) -> str:
    """»Tømmerhuset Tørring  ·  talt sidst 05.03.«"""
    talt = f"talt sidst {sag.talt.day:02d}.{sag.talt.month:02d}." if sag.talt else "ikke talt endnu"
    return f"{sted_ord(sag)}  ·  {talt}"


def frist_ord(egen: EgenAftale, i_dag: date) -> Frist:
    """»1 dag over«, »i dag«, »senest 20.03.2026«, »gjort«; "" without a date."""
    if egen.aftale.gjort:
        return Frist("gjort", over=False)
    if not egen.aftale.senest:
        return Frist("", over=False)
    dag = date.fromisoformat(egen.aftale.senest)
    if dag == i_dag:
        return Frist("i dag", over=False)
    over = dage_over(dag, i_dag)
    return Frist(over or f"senest {format_dato(dag)}", over=bool(over))


def naeste_titel(naeste: NaesteDag, i_dag: date) -> str:
    """»I morgen: 3 besøg«, »Man. 16.03.: 1 besøg«."""
    when = "I morgen" if naeste.dato == i_dag + timedelta(days=1) else kort_dag(naeste.dato).capitalize()
    return f"{when}: {naeste.antal} besøg"


def naeste_linje(naeste: NaesteDag) -> str:
    """»Første kl. 8.30 hos Juelsbro Brugs«, "" when neither is known."""
    tid = f"kl. {naeste.tid}" if naeste.tid else ""
    hos = f"hos {naeste.virksomhed}" if naeste.virksomhed else ""
    return f"Første {' '.join(part for part in (tid, hos) if part)}" if tid or hos else ""


def numre(sag: SagIDag) -> list[Nummer]:
    """Who can be called, the company first."""
    return ring_til(sag.linje.navn, sag.telefon, sag.kontakt, sag.mentor)


def ring_ord(found: list[Nummer]) -> str:
    """»Ring til Lone«."""
    return f"Ring til {found[0].fornavn}" if found and found[0].fornavn else "Ring"


def _tid_og_sted(besoeg: BesoegIDag) -> str:
    linje = besoeg.sag.linje
    tid = f"kl. {linje.naeste_tid}" if linje.naeste_tid else ""
    hos = f"hos {_kort_firma(linje.virksomhed)}" if linje.virksomhed else ""
    return " ".join(part for part in (tid, hos) if part)


def _kort_firma(navn: str) -> str:
    """»Nordlager« of »Nordlager A/S«: as people say it."""
    first, _, form = navn.rpartition(" ")
    return first if first and form in _FORMER else navn


def _egne_ord(blad: IDag) -> str:
    senest = [date.fromisoformat(e.aftale.senest) for e in blad.egne if e.aftale.senest and not e.aftale.gjort]
    due = sum(dag == blad.dato for dag in senest)
    over = [dag for dag in senest if dag < blad.dato]
    late = dage_over(over[0], blad.dato) if len(over) == 1 else "over tiden"
    if due and over:
        return f"Af dine egne aftaler har {_tal(due, 'én')} frist i dag, og {_tal(len(over), 'én')} er {late}."
    if due:
        return f"{_tal(due, 'én').capitalize()} af dine egne aftaler har frist i dag."
    return f"{_tal(len(over), 'én').capitalize()} af dine egne aftaler er {late}." if over else ""


def _frister_ord(blad: IDag) -> str:
    """»To frister er gået.«: those of all parties; what is only near is read in its card."""
    over = sum(one.paamindelse.dato < blad.dato for one in blad.frister)
    return f"{_tal(over, 'én').capitalize()} {'frist' if over == 1 else 'frister'} er gået." if over else ""


def venter_ord(venter: Venter) -> str:
    """»opfølgning, besøg 7  ·  10.03.2026«."""
    kind = BESOEG.get(venter.type, "besøg")
    return f"{kind}, {besoeg_nummer_ord(venter.type, venter.nummer)}  ·  {format_dato(venter.dato)}"


def _journal_ord(blad: IDag) -> str:
    """»To besøg er ikke journaliseret.«"""
    antal = len(blad.journal)
    return f"{_tal(antal, 'ét').capitalize()} besøg er ikke journaliseret." if antal else ""


def _tal(antal: int, en: str) -> str:
    """Up to twelve in letters; ``en`` is the one's gender."""
    return en if antal == 1 else _TAL[antal] if antal < len(_TAL) else str(antal)
