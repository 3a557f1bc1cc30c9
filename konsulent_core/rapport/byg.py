"""Builds the report from the whole sag and what was chosen: period, parts and own words. No clock is asked."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from konsulent_core.dansk import format_dag, format_dato
from konsulent_core.dansk_ord import BESOEG, ejer
from konsulent_core.entities import Sag
from konsulent_core.rapport.aftaler import aftaler, delmaal, indsatser
from konsulent_core.rapport.arbejde import opgaver, praktikker, skaanehensyn
from konsulent_core.rapport.art import Del, RapportArt
from konsulent_core.rapport.blad import Afsnit, DelBlad, Indhold, Linje, RapportBlad, Spalter, Tabel
from konsulent_core.rapport.fremmoede import fremmoede
from konsulent_core.rapport.grundlag import Grundlag, Udsnit, cut
from konsulent_core.rapport.huller import Hul, find_huller, huller
from konsulent_core.rapport.kort import egne_ord, kort, with_words
from konsulent_core.rapport.ord import antal, dato
from konsulent_core.rapport.timer import timer
from konsulent_core.rapport.udvikling import trinenes_ord, udvikling
from konsulent_core.rapport.valg import Valg
from konsulent_core.skema.grammar import Skema


def build(grundlag: Grundlag, skemaer: Mapping[str, Skema], art: RapportArt, valg: Valg) -> RapportBlad:
    """The report. The same values give the same report; ``skemaer`` by ``Skema.key``."""
    udsnit = cut(grundlag, skemaer, valg.fra, valg.til)
    gaps = find_huller(udsnit)
    dele = tuple(_del(udsnit, art, valg, d, gaps) for d in valg.dele)
    borger, sag = grundlag.borger, grundlag.sag
    name = f"{borger.fornavn or ''} {borger.efternavn or ''}".strip() or "Uden navn"
    when = f"den {format_dag(valg.moede)}" if valg.moede else "uden dato"
    return RapportBlad(
        titel=art.titel,
        navn=name,
        linje=art.linje.replace("{dato}", when),
        fod=f"{name}{nummer_ord(sag, borger.cpr)}",
        periode=f"{format_dato(valg.fra)} – {format_dato(valg.til)}",
        fakta=_fakta(udsnit),
        dele=dele,
        kilder=tuple(m.kilde for m in udsnit.moeder),
        huller=tuple(h.hvad for h in gaps),
        slut=_slut(udsnit),
    )


def _del(udsnit: Udsnit, art: RapportArt, valg: Valg, del_: Del, gaps: tuple[Hul, ...]) -> DelBlad:
    made = _indhold(udsnit, del_, gaps, valg.moede)
    words = tuple(_own_words(i, valg.tekster) for i in made)
    return DelBlad(del_=del_, titel=art.titel_af(del_), note=_note(udsnit, del_), indhold=words)


def _indhold(udsnit: Udsnit, del_: Del, gaps: tuple[Hul, ...], moede: date | None) -> tuple[Indhold, ...]:
    made: dict[Del, Callable[[], tuple[Indhold, ...]]] = {
        Del.KORT: lambda: kort(udsnit, gaps),
        Del.UDVIKLING: lambda: udvikling(udsnit, moede),
        Del.TIMER: lambda: timer(udsnit),
        Del.FORLOEB: lambda: praktikker(udsnit),
        Del.OPGAVER: lambda: opgaver(udsnit),
        Del.SKAANEHENSYN: lambda: skaanehensyn(udsnit),
        Del.FREMMOEDE: lambda: fremmoede(udsnit),
        Del.DELMAAL: lambda: delmaal(udsnit),
        Del.AFTALER: lambda: aftaler(udsnit),
        Del.INDSATSER: lambda: indsatser(udsnit),
        Del.EGNE_ORD: lambda: egne_ord(udsnit) or (_tavs(udsnit),),
        Del.HULLER: lambda: huller(gaps),
        Del.TRIN: lambda: trinenes_ord(udsnit),
        Del.KILDER: lambda: (kilder(udsnit),),
    }
    return made[del_]()


def _tavs(udsnit: Udsnit) -> Tabel:
    return Tabel(noegle="egne_ord", hoveder=(), linjer=(), tom=f"{ejer(udsnit.navn)} ord er ikke skrevet ned.")


def _own_words(indhold: Indhold, tekster: Mapping[str, str]) -> Indhold:
    if isinstance(indhold, Afsnit):
        return with_words(indhold, tekster)
    if isinstance(indhold, Spalter):
        return Spalter(
            spalter=tuple(
                s if s.afsnit is None else replace(s, afsnit=with_words(s.afsnit, tekster)) for s in indhold.spalter
            )
        )
    return indhold


def _note(udsnit: Udsnit, del_: Del) -> str:
    period = f"{format_dato(udsnit.fra)} – {format_dato(udsnit.til)}"
    notes = {
        Del.UDVIKLING: f"{period}, målt mod de aftalte timer og skånehensyn",
        Del.FREMMOEDE: "kun registrerede dage er talt med",
        Del.EGNE_ORD: "som de blev noteret, de nyeste først",
        Del.TRIN: "kun de trin, der er brugt i rapporten",
    }
    return notes.get(del_, "")


def kilder(udsnit: Udsnit) -> Tabel:
    """Every locked besøg of the period. A telephone call is called one."""
    lines = []
    for m in udsnit.moeder:
        kind = BESOEG.get(m.kilde.type, m.kilde.type).capitalize() + (", rettet" if m.kilde.rettet else "")
        where, who = m.kilde.sted or "–", m.kilde.til_stede or "Ikke skrevet ned"
        cells = (f"[{m.kilde.nr}]", format_dato(m.dato), kind, where, who)
        sources = (udsnit.belaeg(m, "Besøg", kind),)
        lines.append(Linje(noegle=f"kilder.{m.kilde.nr}", celler=cells, belaeg=sources))
    heads = ("Nr.", "Dato", "Form", "Sted", "Til stede")
    return Tabel(noegle="kilder", hoveder=heads, linjer=tuple(lines), tom="Ingen besøg i perioden.")


def _fakta(udsnit: Udsnit) -> tuple[tuple[str, str], ...]:
    sag, borger = udsnit.grundlag.sag, udsnit.grundlag.borger
    places = [p for p in udsnit.grundlag.praktikker if udsnit.within(p.start, p.slut)]
    newest = max(places, key=lambda p: (p.start or "", p.id), default=None)
    where = "Ingen praktik"
    if newest is not None:
        where = ", ".join(filter(None, (udsnit.sted(newest.id) or "Uden virksomhed", newest.afdeling)))
        where += f",\nsiden {dato(newest.start)}" if newest.start else ""
        where += f"\nog {antal(len(places) - 1, 'praktik', 'praktikker')} før" if len(places) > 1 else ""
    kind = sag.sagstype or "Sagstype ikke skrevet ned"
    who = "\n".join(filter(None, (sag.konsulent, sag.sagsbehandler))) or "Ikke skrevet ned"
    return (
        ("Jobmål", borger.jobmaal or "Ikke skrevet ned"),
        ("Arbejdsplads", where),
        ("Sag", f"{kind}\nsiden {dato(sag.start)}" if sag.start else kind),
        ("Konsulent og sagsbehandler", who),
    )


def nummer_ord(sag: Sag, cpr: str | None) -> str:
    """» · sag 18/0412«; a number that is the CPR number is never printed."""
    number = sag.nummer or ""
    digits = "".join(c for c in cpr or "" if c.isdigit())
    return f" · sag {number}" if number and not (digits and digits in "".join(c for c in number if c.isdigit())) else ""


def _slut(udsnit: Udsnit) -> str:
    who = udsnit.grundlag.sag.konsulent or "konsulenten"
    count = antal(len(udsnit.moeder), "låst besøg", "låste besøg")
    return (
        f"Skrevet af {who} ud fra {count} i perioden {format_dato(udsnit.fra)} – {format_dato(udsnit.til)}. "
        f"Interne noter er ikke med. Om {udsnit.navn} har læst rapporten, er ikke skrevet ned."
    )
