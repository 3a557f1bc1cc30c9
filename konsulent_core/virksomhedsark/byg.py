"""What »Opfølgning – virksomhed« says to a workplace, computed from what its readers may see (DOMAIN §7)."""

import re
from collections.abc import Iterable
from dataclasses import replace

from konsulent_core import dansk_ord
from konsulent_core.clock import danish_time, written_day
from konsulent_core.dansk import format_dag, format_dato, format_dato_lang, format_kl, liste
from konsulent_core.skema.grammar import UDEN_NAESTE, FeltType
from konsulent_core.snapshot import AftaleBlad, DagBlad, OpgaveBlad, Snapshot
from konsulent_core.virksomhedsark.blad import (
    AftaleLinje,
    Besked,
    DelmaalLinje,
    HensynLinje,
    OpgaveLinje,
    Raad,
    VirksomhedBlad,
)
from konsulent_core.virksomhedsark.tid import arbejdstid
from konsulent_core.words import Audience, BesoegType, DelmaalTilstand, Fremmoede, OpgaveTrin, Part

UDEN_SKEL = (
    "Besøget er fra, før skemaerne sagde, hvem der må læse hvad. "
    "Aftaler, timer, opgaver, fremmøde og hensyn er derfor ikke med."
)
_TYPER: dict[str, str] = {
    BesoegType.FORMOEDE: "Formøde",
    BesoegType.STARTMOEDE: "Startmøde",
    BesoegType.NETVAERKSMOEDE: "Netværksmøde",
    BesoegType.AFSLUTNING: "Afslutning",
    BesoegType.TELEFON: "Telefonsamtale",
}
_FRAVAER = frozenset({Fremmoede.SYGDOM.value, Fremmoede.BEHANDLING.value, Fremmoede.ANDET.value, "afbud"})
_IKKE_I_DAG = "Ikke drøftet i dag"
_SELSKAB = re.compile(r"(?<=\S),? (?:ApS|A/S|I/S|K/S|P/S|IVS|A\.m\.b\.a\.|a\.m\.b\.a\.)$")
INGEN_LAESER = "Besøget hører ikke til en arbejdsplads. Der er ingen at give papiret til, så det er tomt."


def har_laeser(s: Snapshot) -> bool:
    """Whether there is a workplace to give the paper to."""
    return bool(s.virksomhed)


def make_blad(s: Snapshot, *, rettet: bool = False) -> VirksomhedBlad:
    """The paper's content. ``s`` is already without what the company may not see; ``rettet``: of what it may see,
    something was amended after the lock.

    Of the head of a snapshot only this is taken: the borger's first name, the workplace, who came from there, the
    kind of formål and the konsulent. Surname, CPR, sag, jobmål, the konsulent's own words for the formål, notes and
    levels are never looked at. What was promised before the praktik began is another workplace's, and no one's here.
    Without a workplace nothing is said at all.
    """
    if not har_laeser(s):
        s = replace(s, felter=(), punkter=(), delmaal=(), formaal=None, aabne_konflikter=0)
    earlier = _herfra(s)
    return VirksomhedBlad(
        titel=f"{_TYPER.get(s.besoeg_type, 'Opfølgning')} – virksomhed",
        til=_til(s),
        navn=" hos ".join(filter(None, (s.borger_fornavn, _SELSKAB.sub("", s.virksomhed or "")))) or "Praktik",
        linje=_linje(s),
        fod=" · ".join(filter(None, (s.virksomhed, "Årsager og borgerens egne svar er ikke med"))),
        forbehold=_forbehold(s, rettet=rettet),
        naeste=_naeste(s),
        ring=_ring(s),
        aftaler=_aftaler(s, earlier),
        holdt=_holdt(earlier),
        tid=arbejdstid(s) if _asked(s, FeltType.TIMER) else None,
        maal=dansk_ord.FORMAAL.get(s.formaal or "", ""),
        delmaal=tuple(
            DelmaalLinje(
                tekst=d.tekst,
                inden=_dato(d.dato, "Uden dato"),
                tilstand=dansk_ord.TILSTAND.get(d.tilstand, d.tilstand).capitalize(),
            )
            for d in s.delmaal
            if d.tekst and d.tilstand != DelmaalTilstand.OPGIVET
        ),
        opgaver=tuple(_opgave(o) for o in s.opgaver if o.navn) if _asked(s, FeltType.OPGAVER) else None,
        siden=f"Siden {format_dag(siden)}" if (siden := written_day(s.sidste_besoeg)) else "Siden start",
        fremmoede=_fremmoede(s.dage) if _asked(s, FeltType.FREMMOEDE) else None,
        hensyn=_hensyn(s) if _asked(s, FeltType.SKAANEHENSYN) else None,
        svar=tuple(
            (a.titel, a.vaerdi) for p in s.punkter for a in p.svar if a.audience == Audience.ALLE and a.vaerdi.strip()
        ),
        raad=_raad(s),
    )


def _asked(s: Snapshot, kind: FeltType) -> bool:
    """Whether the skema asks this of everybody at the table."""
    return any(f.type == kind and f.audience == Audience.ALLE for f in s.felter)


def _til(s: Snapshot) -> str:
    contact = (s.kontaktperson or "").partition(",")[0].strip()
    promised = [a.person for a in s.aftaler if a.part == Part.VIRKSOMHED and a.person]
    names = liste(list(dict.fromkeys(filter(None, (contact, *promised))))[:3])
    to = ", ".join(filter(None, (names, s.virksomhed)))
    return f"Til {to}" if to else "Til arbejdspladsen"


def _linje(s: Snapshot) -> str:
    """»Pluklageret · Besøg onsdag den 20. februar 2019 kl. 10.00«"""
    name = _TYPER.get(s.besoeg_type, "Besøg")
    when = danish_time(s.tidspunkt)
    if when is None:
        said = name
    else:
        clock = f" {format_kl(when)}" if len(s.tidspunkt) > len("2019-02-20") else ""
        said = f"{name} {format_dato_lang(when.date())}{clock}"
    return " · ".join(filter(None, (_stort(s.afdeling or ""), said)))


def _forbehold(s: Snapshot, *, rettet: bool) -> tuple[str, ...]:
    found = []
    if rettet:
        found.append(f"Noget er rettet, efter at besøget blev afsluttet. Ring til {s.konsulent or 'konsulenten'}.")
    if s.aabne_konflikter:
        words = "Ét svar er" if s.aabne_konflikter == 1 else f"{s.aabne_konflikter} svar er"
        found.append(f"{words} rettet to steder, og det er ikke afgjort, hvad der gælder.")
    if not har_laeser(s):
        found.append(INGEN_LAESER)
    elif not s.felter:
        found.append(UDEN_SKEL)
    return tuple(found)


def _herfra(s: Snapshot) -> tuple[AftaleBlad, ...]:
    """Of the promises from before this besøg, those that fall due in this praktik: only a day can tell."""
    start = s.praktik_start
    if not start or not _asked(s, FeltType.AFTALER_SIDST):
        return ()
    return tuple(a for a in s.aftaler_sidst if a.hvad and a.senest and a.senest >= start)


def _naeste(s: Snapshot) -> Besked | None:
    day = written_day(s.naeste_dato)
    if day is None:
        if not _asked(s, FeltType.NAESTE_BESOEG) or s.besoeg_type in UDEN_NAESTE:
            return None
        return Besked(hoved="Ikke aftalt endnu", under="I hører fra os.")
    clock = f" kl. {s.naeste_tid.replace(':', '.')}" if s.naeste_tid else ""
    return Besked(
        hoved=f"{_stort(format_dato_lang(day))}{clock}", under="" if clock else "Tidspunktet er ikke aftalt endnu."
    )


def _ring(s: Snapshot) -> Besked | None:
    if not s.konsulent and not s.konsulent_telefon:
        return None
    return Besked(hoved=", ".join(filter(None, (s.konsulent, s.konsulent_telefon))), under="Virksomhedskonsulent")


def _aftaler(s: Snapshot, earlier: tuple[AftaleBlad, ...]) -> tuple[AftaleLinje, ...] | None:
    """The company's first, then the borger's, then the jobcenter's; what is open from last time after the new ones."""
    if not _asked(s, FeltType.AFTALER):
        return None
    order = {Part.VIRKSOMHED.value: 0, Part.BORGER.value: 1}
    still = [a for a in earlier if not a.gjort]
    rows = [(order.get(a.part, 2), late, a) for late, group in ((0, s.aftaler), (1, still)) for a in group if a.hvad]
    return tuple(
        AftaleLinje(
            hvem=_hvem(a, s),
            hvad=a.hvad,
            senest=_dato(a.senest, "Uden dato"),
            jeres=a.part == Part.VIRKSOMHED,
            fra_sidst=bool(late),
        )
        for _, late, a in sorted(rows, key=lambda row: row[:2])
    )


def _hvem(a: AftaleBlad, s: Snapshot) -> str:
    match a.part:
        case Part.VIRKSOMHED:
            return a.person
        case Part.BORGER:
            return s.borger_fornavn or "Borgeren"
        case Part.SAGSBEHANDLER:
            return a.person or s.sagsbehandler or "Sagsbehandleren"
        case _:
            return a.person or s.konsulent or "Konsulenten"


def _holdt(aftaler: Iterable[AftaleBlad]) -> str:
    """Promises kept, counted as openly for the jobcenter as for the company (DOMAIN §3)."""
    said = []
    for name, parts in (
        ("jer", (Part.VIRKSOMHED,)),
        ("borgeren", (Part.BORGER,)),
        ("jobcentret", (Part.KONSULENT, Part.SAGSBEHANDLER)),
    ):
        own = [a for a in aftaler if a.part in parts]
        if own:
            said.append(f"{name} {sum(bool(a.gjort) for a in own)} af {len(own)}")
    return f"Gjort af det, vi aftalte sidst: {', '.join(said)}." if said else ""


def _opgave(o: OpgaveBlad) -> OpgaveLinje:
    step = o.trin or o.sidst_trin
    words = dansk_ord.OPGAVE_TRIN.get(step or "", step or "").capitalize() or "Ikke prøvet endnu"
    return OpgaveLinje(
        navn=o.navn, trin=words, sidst=o.trin is None and step is not None, ny=o.ny and step != OpgaveTrin.DROPPET
    )


def _fremmoede(dage: tuple[DagBlad, ...]) -> tuple[tuple[str, int], ...]:
    """Planned days counted; an absence has no kind here, whatever the row says."""
    counts = {
        "Mødt": sum(d.status in (Fremmoede.MOEDT, Fremmoede.FOER_TID) for d in dage),
        "Afbud": sum(d.status in _FRAVAER for d in dage),
        "Udeblevet": sum(d.status == Fremmoede.UDEBLEVET for d in dage),
    }
    early = sum(d.status == Fremmoede.FOER_TID for d in dage)
    closed = sum(d.status == Fremmoede.AFLYST for d in dage)
    unknown = len(dage) - sum(counts.values()) - closed
    if not dage or unknown == len(dage):
        return ()
    extra = (("Heraf gået før tid", early),) if early else ()
    rest = ((name, n) for name, n in (("Aflyst eller fri", closed), ("Ikke registreret", unknown)) if n)
    first, *others = counts.items()
    return (("Planlagt", len(dage)), first, *extra, *others, *rest)


def _hensyn(s: Snapshot) -> tuple[HensynLinje, ...]:
    return tuple(
        HensynLinje(
            titel=h.titel,
            ordlyd=h.ordlyd,
            virkning=dansk_ord.VIRKNING.get(h.virkning or "", h.virkning or "").capitalize() or _IKKE_I_DAG,
        )
        for h in s.skaanehensyn
        if h.ordlyd
    )


def _raad(s: Snapshot) -> tuple[Raad, ...]:
    """The same three to every workplace; nobody can be called who has no name here."""
    if s.besoeg_type in UDEN_NAESTE or not har_laeser(s):
        return ()
    name, who = s.borger_fornavn or "borgeren", s.konsulent or "konsulenten"
    return (
        Raad(
            spoergsmaal="Gik noget skævt?",
            svar=f"Tal med {name} om det samme dag, kort og i ro.",
        ),
        Raad(
            spoergsmaal=f"Er {name} ikke kommet?",
            svar=f"Ring til {name}. Er der intet svar, så ring til {who} samme formiddag.",
        ),
        Raad(
            spoergsmaal="Overvejer I at stoppe?",
            svar=f"Ring til {who} først. Så taler vi om, hvad der skal til.",
        ),
    )


def _dato(iso: str | None, missing: str) -> str:
    day = written_day(iso)
    return format_dato(day) if day else iso or missing


def _stort(words: str) -> str:
    return words[:1].upper() + words[1:]
