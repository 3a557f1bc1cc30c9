"""The report's work itself: the praktikker and how they ended, opgaver learned, skånehensyn and how they worked."""

from konsulent_core.dansk import format_dato
from konsulent_core.dansk_ord import FORMAAL, OPGAVE_TRIN, PART, RESULTAT, VIRKNING
from konsulent_core.entities import Opgave, Praktik, Skaanehensyn
from konsulent_core.rapport.blad import Belaeg, Indhold, Linje, Tabel, henvisning
from konsulent_core.rapport.grundlag import Moede, Udsnit, register
from konsulent_core.rapport.ord import antal, dato
from konsulent_core.skema.grammar import FeltType
from konsulent_core.words import BesoegType, OpgaveTrin, Virkning

_TRIN = (OpgaveTrin.PROEVET, OpgaveTrin.MED_STOETTE, OpgaveTrin.SELVSTAENDIG)


def praktikker(udsnit: Udsnit) -> tuple[Indhold, ...]:
    """The places in order of time: the purpose, how it ended and why, what was learned."""
    places = [p for p in udsnit.grundlag.praktikker if udsnit.within(p.start, p.slut)]
    heads = ("Sted", "Periode", "Formål", "Sådan gik det", "Kilde")
    return (
        Tabel(
            noegle="forloeb",
            hoveder=heads,
            linjer=tuple(_praktik(udsnit, n, p) for n, p in enumerate(places, start=1)),
            tom="Ingen praktik i perioden.",
        ),
    )


def _praktik(udsnit: Udsnit, number: int, p: Praktik) -> Linje:
    place = "\n".join(filter(None, (udsnit.sted(p.id) or "Uden virksomhed", p.afdeling)))
    goal = "\n".join(filter(None, (FORMAAL.get(p.formaal or "", ""), p.formaal_tekst))) or "Ikke skrevet ned"
    ended = _ende(p, runs=udsnit.runs(p))
    held = [m for m in udsnit.moeder if m.besoeg.praktik == p.id and m.besoeg.type == BesoegType.AFSLUTNING]
    what = "Afslutning af praktikken" if held else "Praktik"
    source = udsnit.belaeg(held[-1], what, ended) if held else register(ended, what)
    cells = (place, f"{dato(p.start)} –\n{dato(p.slut, 'løber endnu')}", goal, ended)
    return Linje(noegle=f"forloeb.{number}", celler=(*cells, henvisning((source,))), belaeg=(source,))


def _ende(p: Praktik, *, runs: bool) -> str:
    """Why it ended, by whom, with what result, and what it taught."""
    said = []
    if p.afbrudt:
        by = f" af {PART[p.afbrudt_af]}" if p.afbrudt_af in PART else ""
        said.append(f"Afbrudt{by}: {p.afbrudt_aarsag or 'årsagen er ikke skrevet ned'}.".replace("..", "."))
    if p.resultat:
        said.append(f"Resultat: {RESULTAT.get(p.resultat, p.resultat)}.")
    if p.laering:
        said.append(p.laering)
    return " ".join(said) or ("Løber endnu." if runs else "Udfaldet er ikke skrevet ned.")


def opgaver(udsnit: Udsnit) -> tuple[Indhold, ...]:
    """Each task with the day on which a step was first seen."""
    asked = {m.besoeg.id: m for m in udsnit.moeder if m.shows(FeltType.OPGAVER)}
    places = [p.id for p in udsnit.grundlag.praktikker if udsnit.within(p.start, p.slut)]
    several = len(places) > 1
    told = [o for place in places for o in udsnit.grundlag.opgaver if o.praktik == place]
    lines = [_opgave(udsnit, n, opgave, asked, several=several) for n, opgave in enumerate(told, start=1)]
    heads = ("Opgave", "Prøvet", "Med støtte", "Selvstændigt", "Kilde")
    return (Tabel(noegle="opgaver", hoveder=heads, linjer=tuple(lines), tom="Ingen opgaver er skrevet ned."),)


def _opgave(udsnit: Udsnit, number: int, opgave: Opgave, asked: dict[int, Moede], *, several: bool) -> Linje:
    first: dict[str, str] = {}
    dropped = ""
    sources: list[Belaeg] = []
    rows = [t for t in udsnit.grundlag.opgave_trin if t.opgave == opgave.id and t.besoeg in asked and t.trin]
    steps = [(asked[t.besoeg or 0], t) for t in rows]
    for moede, step in sorted(steps, key=lambda pair: pair[0].kilde.nr):
        trin, day = step.trin or "", format_dato(moede.dato)
        why = f": {step.grund}" if step.grund and moede.shows_cause(FeltType.OPGAVER) else ""
        dropped = f"Droppet {day}{why}" if trin == OpgaveTrin.DROPPET else ""
        if trin in first:
            continue
        first[trin] = day
        words = f"{OPGAVE_TRIN.get(trin, trin).capitalize()}{why}"
        sources.append(udsnit.belaeg(moede, opgave.navn or "Opgave", words))
    place = udsnit.sted(opgave.praktik) if several else ""
    name = "\n".join(filter(None, (opgave.navn or "Uden navn", place, dropped)))
    days = tuple(first.get(trin, "–") for trin in _TRIN)
    return Linje(
        noegle=f"opgaver.{number}",
        celler=(name, *days, henvisning(tuple(sources)) or "Ikke prøvet"),
        belaeg=tuple(sources),
    )


def skaanehensyn(udsnit: Udsnit) -> tuple[Indhold, ...]:
    """Each one as the workplace knows it, whether it works now, and at how many besøg it did."""
    lines = [_hensyn(udsnit, n, h) for n, h in enumerate(udsnit.grundlag.hensyn, start=1)]
    heads = ("Skånehensyn", "Sådan ser det ud i arbejdet", "Virker det?", "Kilde")
    return (Tabel(noegle="skaanehensyn", hoveder=heads, linjer=tuple(lines), tom="Ingen skånehensyn er skrevet ned."),)


def virkninger(udsnit: Udsnit, hensyn: Skaanehensyn) -> tuple[tuple[Moede, str], ...]:
    """How one worked, besøg by besøg, oldest first."""
    said = {s.besoeg: s.virkning for s in udsnit.grundlag.hensyn_svar if s.skaanehensyn == hensyn.id and s.virkning}
    return tuple(
        (m, said[m.besoeg.id] or "") for m in udsnit.moeder if m.besoeg.id in said and m.shows(FeltType.SKAANEHENSYN)
    )


def _hensyn(udsnit: Udsnit, number: int, hensyn: Skaanehensyn) -> Linje:
    said = virkninger(udsnit, hensyn)
    used = [(m, v) for m, v in said if v != Virkning.IKKE_BRUGT]
    works = sum(v == Virkning.VIRKER for _, v in used)
    if not said:
        told = "Ikke vurderet"
    elif not used:
        told = "Ikke brugt"
    else:
        told = f"{VIRKNING[used[-1][1]].capitalize()}\nvirkede ved {works} af {antal(len(used), 'besøg', 'besøg')}"
    sources = tuple(udsnit.belaeg(m, hensyn.titel or "Skånehensyn", VIRKNING[v].capitalize()) for m, v in said)
    return Linje(
        noegle=f"skaanehensyn.{number}",
        celler=(hensyn.titel or "Uden navn", hensyn.ordlyd or "Ikke skrevet ned", told, henvisning(sources) or "–"),
        belaeg=sources,
    )
