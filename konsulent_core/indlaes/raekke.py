"""One row of a foreign caseload at a time; what cannot be read is told by row and column, with what to do."""

from collections.abc import Mapping, Sequence
from datetime import date

from konsulent_core.clock import iso_day
from konsulent_core.dansk import TIMER_MAKS, format_tid
from konsulent_core.indlaes.celler import Laeser, ja_nej
from konsulent_core.indlaes.kolonner import KOLONNER, Celle, Del, Kolonne, Tabel, vis
from konsulent_core.indlaes.tal import (
    Alvor,
    Bemaerkning,
    BorgerTal,
    Indlaest,
    PraktikTal,
    Raekke,
    SagTal,
    VirksomhedTal,
)
from konsulent_core.kontakt import email_hint
from konsulent_core.soegning import fold
from konsulent_core.uge_ord import parse_sagt
from konsulent_core.ugeplan import UgeplanFejl, format_ugeplan, timer_om_ugen
from konsulent_core.words import Formaal

EKSEMPLET = "Rækken er skabelonens eksempel og bliver ikke indlæst."
_FORMAAL = (
    (Formaal.OEVEPRAKTIK, ("oevepraktik", "oeve")),
    (Formaal.REKRUTTERING, ("rekrut", "ansaettelse")),
    (Formaal.AFKLARE, ("afklar",)),
    (Formaal.TRAENE, ("traen", "opkvalificer", "kompetence")),
)
_KORT = 3  # so many words and no more: they name the kind of formål and say nothing of their own


def read_tabel(tabel: Tabel, kolonner: Mapping[int, Kolonne], i_dag: date, sagstyper: Sequence[str]) -> Indlaest:
    """Every filled row of the table; ``kolonner`` says what the column at a place holds.

    The second row with a CPR number, or with a name where there is no number, is a fault: one borger is one row.
    """
    raekker: list[Raekke] = []
    noted: list[Bemaerkning] = []
    seen: dict[str, int] = {}
    for nummer, celler in enumerate(tabel.raekker, start=tabel.hoved + 2):
        given = {k: celler[plads] for plads, k in kolonner.items() if plads < len(celler) and vis(celler[plads])}
        if not given:
            continue
        if vis(given.get(Kolonne.CPR)) == KOLONNER[Kolonne.CPR].eksempel:
            noted.append(Bemaerkning(raekke=nummer, alvor=Alvor.ADVARSEL, besked=EKSEMPLET))
            continue
        raekke, told = read_raekke(nummer, given, i_dag, sagstyper, tabel.ark.dag_nul)
        noted += told
        if raekke is None:
            continue
        first = seen.setdefault(raekke.borger.cpr or fold(raekke.borger.navn), nummer)
        if first != nummer:
            noted.append(_again(raekke, first))
        else:
            raekker.append(raekke)
    return Indlaest(raekker=tuple(raekker), bemaerkninger=tuple(noted))


def read_raekke(
    nummer: int, celler: Mapping[Kolonne, Celle], i_dag: date, sagstyper: Sequence[str], dag_nul: date
) -> tuple[Raekke | None, tuple[Bemaerkning, ...]]:
    """One row, ``celler`` without the empty ones; None when anything in it is a fault. Raises nothing."""
    laeser = Laeser(nummer, celler, i_dag, dag_nul)
    borger, sag = _borger(laeser), _sag(laeser, sagstyper)
    virksomhed = _virksomhed(laeser)
    praktik = _praktik(laeser, virksomhed)
    if any(note.alvor is Alvor.FEJL for note in laeser.noter):
        return None, tuple(laeser.noter)
    return Raekke(nummer=nummer, borger=borger, sag=sag, virksomhed=virksomhed, praktik=praktik), tuple(laeser.noter)


def _again(raekke: Raekke, first: int) -> Bemaerkning:
    besked = (
        f"CPR-nummeret står også i række {first}. Hver borger skal stå i én række."
        if raekke.borger.cpr
        else f"Navnet står også i række {first}. Skriv CPR-nummeret, hvis det er to borgere."
    )
    kolonne = Kolonne.CPR if raekke.borger.cpr else Kolonne.NAVN
    return Bemaerkning(raekke=raekke.nummer, alvor=Alvor.FEJL, besked=besked, kolonne=kolonne)


def _borger(laeser: Laeser) -> BorgerTal:
    fornavn, efternavn = _navn(laeser)
    email = laeser.tekst(Kolonne.EMAIL)
    if email and email_hint(email):
        laeser.warn(Kolonne.EMAIL, "Det ligner ikke en e-mail. Det bliver indlæst, som det står.")
    cpr = laeser.cpr()
    if not fornavn and not efternavn:
        laeser.note(Kolonne.NAVN, "Skriv borgerens navn.")
    elif not laeser.has(Kolonne.CPR):
        laeser.warn(Kolonne.CPR, "Der er intet CPR-nummer. Det kan skrives i sagen bagefter.")
    return BorgerTal(
        cpr=cpr,
        fornavn=fornavn,
        efternavn=efternavn,
        telefon=laeser.telefon(Kolonne.TELEFON),
        email=email,
        adresse=laeser.tekst(Kolonne.ADRESSE),
        adressebeskyttelse=laeser.ja_nej(Kolonne.ADRESSEBESKYTTELSE),
        ordblind=laeser.ja_nej(Kolonne.ORDBLIND),
        bisidder=laeser.tekst(Kolonne.BISIDDER),
        jobmaal=laeser.tekst(Kolonne.JOBMAAL),
    )


def _navn(laeser: Laeser) -> tuple[str | None, str | None]:
    """»Anna Holm« and »Holm, Anna« alike; columns of their own win over the whole name."""
    fornavn, efternavn = laeser.tekst(Kolonne.FORNAVN), laeser.tekst(Kolonne.EFTERNAVN)
    whole = laeser.tekst(Kolonne.NAVN)
    if fornavn or efternavn or not whole:
        return fornavn, efternavn
    last, comma, first = (part.strip() for part in whole.partition(","))
    if comma:
        return first or None, last or None
    first, _, last = whole.rpartition(" ")
    return (first, last) if first else (last, None)


def _sag(laeser: Laeser, sagstyper: Sequence[str]) -> SagTal:
    sagstype = laeser.tekst(Kolonne.SAGSTYPE)
    if sagstype is not None:
        known = next((one for one in sagstyper if fold(one) == fold(sagstype)), None)
        if known is None:
            laeser.warn(Kolonne.SAGSTYPE, "Sagstypen er ikke på listen. Den bliver indlæst, som den står.")
        sagstype = known or sagstype
    naeste, tid = laeser.dato(Kolonne.NAESTE_BESOEG)
    tid = laeser.kl(Kolonne.NAESTE_TID) or tid
    if naeste is not None and naeste < laeser.i_dag:
        laeser.warn(Kolonne.NAESTE_BESOEG, "Dagen er gået. Sagen står som forfalden, til du flytter besøget.")
    bekymring, grund = _bekymring(laeser)
    start, moede = laeser.dato(Kolonne.SAG_START)[0], laeser.dato(Kolonne.MOEDE)[0]
    return SagTal(
        nummer=laeser.tekst(Kolonne.SAGSNUMMER),
        sagstype=sagstype,
        start=iso_day(start),
        sagsbehandler=laeser.tekst(Kolonne.SAGSBEHANDLER),
        moede_dato=iso_day(moede),
        bekymring=bekymring,
        bekymring_grund=grund,
        naeste_dato=iso_day(naeste),
        naeste_tid=format_tid(tid) if naeste is not None and tid is not None else None,
    )


def _bekymring(laeser: Laeser) -> tuple[bool | None, str | None]:
    """Ja or nej; other words are the reason for a worry."""
    tekst = laeser.tekst(Kolonne.BEKYMRING)
    if tekst is None:
        return None, None
    said = ja_nej(tekst)
    return (True, tekst) if said is None else (said, None)


def _virksomhed(laeser: Laeser) -> VirksomhedTal | None:
    navn, cvr = laeser.tekst(Kolonne.VIRKSOMHED), laeser.cvr()
    adresse, by = laeser.tekst(Kolonne.VIRKSOMHED_ADRESSE), laeser.tekst(Kolonne.BY)
    if navn is None and cvr is None:
        return None
    return VirksomhedTal(navn=navn, cvr=cvr, adresse=adresse, by=by)


def _praktik(laeser: Laeser, virksomhed: VirksomhedTal | None) -> PraktikTal | None:
    start, slut = laeser.dato(Kolonne.PRAKTIK_START)[0], laeser.dato(Kolonne.PRAKTIK_SLUT)[0]
    formaal, formaal_tekst = _formaal(laeser)
    ugeplan, timer, timer_til, loentimer = _timer(laeser)
    if virksomhed is None:
        lost = [k for k, spec in KOLONNER.items() if spec.del_ is Del.PRAKTIK and laeser.has(k)]
        if lost:
            laeser.warn(lost[0], "Der er ingen virksomhed i rækken, så praktikken bliver ikke indlæst.")
        return None
    if start is None:
        if not laeser.has(Kolonne.PRAKTIK_START):
            laeser.note(Kolonne.PRAKTIK_START, "Skriv, hvornår praktikken startede.")
        return None
    if slut is not None and slut < start:
        laeser.note(Kolonne.PRAKTIK_SLUT, "Slutdatoen skal ligge efter starten.")
    return PraktikTal(
        afdeling=laeser.tekst(Kolonne.AFDELING),
        kontaktperson=laeser.tekst(Kolonne.KONTAKTPERSON),
        kontakt_telefon=laeser.telefon(Kolonne.KONTAKT_TELEFON),
        mentor=laeser.tekst(Kolonne.MENTOR),
        start=start.isoformat(),
        slut=iso_day(slut),
        formaal=formaal,
        formaal_tekst=formaal_tekst,
        ugeplan=ugeplan,
        timer=timer,
        timer_til=timer_til,
        loentimer=loentimer,
    )


def _formaal(laeser: Laeser) -> tuple[str | None, str | None]:
    """The kind by its words, and the purpose in words where it says more than the kind."""
    tekst = laeser.tekst(Kolonne.FORMAAL)
    if tekst is None:
        return None, None
    folded = fold(tekst)
    kind = next((one for one, marks in _FORMAAL if any(mark in folded for mark in marks)), None)
    if kind is None:
        laeser.warn(Kolonne.FORMAAL, "Formålet er ikke et af de fire. Ordene bliver indlæst; vælg formålet i sagen.")
        return None, tekst
    return kind.value, tekst if len(tekst.split()) > _KORT else None


def _timer(laeser: Laeser) -> tuple[str | None, float | None, float | None, float | None]:
    """The week plan as it is kept, hours in all, and løntimer of them; without a number of hours the plan's count."""
    sagt, ugeplan, planned = laeser.tekst(Kolonne.UGEPLAN), None, None
    if sagt is not None:
        try:
            blokke = parse_sagt(sagt)
            ugeplan, planned = format_ugeplan(blokke), timer_om_ugen(blokke)
        except UgeplanFejl as error:
            laeser.note(Kolonne.UGEPLAN, error.message)
    timer, til = laeser.timer(Kolonne.TIMER)
    if timer is None and planned is not None and planned <= TIMER_MAKS:
        timer = planned
    loen, loen_til = laeser.timer(Kolonne.LOENTIMER)
    if loen_til is not None:
        laeser.note(Kolonne.LOENTIMER, "Skriv løntimerne som ét tal.")
    elif loen is not None and loen > (til or timer or 0):
        laeser.note(Kolonne.LOENTIMER, "Løntimerne er flere end timerne i alt.")
    return ugeplan, timer, til, loen
