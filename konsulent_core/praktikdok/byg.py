"""Builds the praktikdokumentation of one praktik from the whole sag. No clock is asked."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from konsulent_core.clock import written_day
from konsulent_core.dansk import format_dag
from konsulent_core.dansk_ord import FORMAAL, RESULTAT, TIMER_ART
from konsulent_core.praktikdok import forrige as foer
from konsulent_core.praktikdok.blad import PraktikBlad, Stykke
from konsulent_core.praktikdok.byggesten import byggesten
from konsulent_core.praktikdok.ord import sted, timer_om_ugen
from konsulent_core.praktikdok.pointe import pointe, seneste
from konsulent_core.praktikdok.timerlinje import timerlinje
from konsulent_core.praktikdok.udvalg import Udvalg, choose
from konsulent_core.praktikdok.vurderinger import vurderinger
from konsulent_core.rapport.arbejde import opgaver, skaanehensyn
from konsulent_core.rapport.blad import Afsnit
from konsulent_core.rapport.byg import kilder, nummer_ord
from konsulent_core.rapport.fremmoede import fremmoede
from konsulent_core.rapport.grundlag import Grundlag
from konsulent_core.rapport.huller import Hul, find_huller, huller
from konsulent_core.rapport.ord import IKKE_SKREVET, antal
from konsulent_core.rapport.udvikling import citat
from konsulent_core.skema.grammar import Skema
from konsulent_core.words import BesoegType, Stemme

TITEL = "Praktikdokumentation"
UDEN_START = "Praktikken har ingen startdato, så timerne kan ikke vises."
IKKE_BEGYNDT = "Praktikken er ikke begyndt endnu."
IKKE_HER = "Praktikken findes ikke i sagen."


class UkendtPraktik(ValueError):
    """The sag has no such praktik."""

    def __init__(self) -> None:
        super().__init__(IKKE_HER)


def build(grundlag: Grundlag, skemaer: Mapping[str, Skema], praktik_id: int, til: date) -> PraktikBlad:
    """The paper as of ``til``. The same values give the same paper; ``skemaer`` by ``Skema.key``.

    Raises ``UkendtPraktik``.
    """
    valg = choose(grundlag, skemaer, praktik_id, til)
    if valg is None:
        raise UkendtPraktik
    borger = grundlag.borger
    name = f"{borger.fornavn or ''} {borger.efternavn or ''}".strip() or "Uden navn"
    return PraktikBlad(
        titel=TITEL,
        navn=name,
        linje=f"{sted(valg.egen, valg.praktik)} · {_periode(valg)}",
        fod=f"{name}{nummer_ord(grundlag.sag, borger.cpr)}",
        fakta=_fakta(valg),
        pointe=pointe(valg),
        timer=timerlinje(valg),
        uden_timer=IKKE_BEGYNDT if valg.begynder else UDEN_START,
        forrige=foer.forrige(valg),
        forrige_ord=foer.ukendt(valg, grundlag, skemaer),
        vurderinger=vurderinger(valg),
        byggesten=byggesten(valg),
        dele=_dele(valg),
        kilder=tuple(m.kilde for m in valg.hele.moeder),
        slut=_slut(valg),
    )


def _periode(valg: Udvalg) -> str:
    """»12. februar – 30. november 2018«, »siden 12. februar 2018« where it goes on."""
    start, slut = written_day(valg.praktik.start), written_day(valg.praktik.slut)
    if start is None:
        return f"startdatoen er {IKKE_SKREVET}"
    if start > valg.til:
        return f"fra {format_dag(start)}"
    if slut is None or slut > valg.til:
        return f"siden {format_dag(start)}"
    begin = format_dag(start).removesuffix(f" {start.year}") if start.year == slut.year else format_dag(start)
    return f"{begin} – {format_dag(slut)}"


def _fakta(valg: Udvalg) -> tuple[tuple[str, str], ...]:
    p, g = valg.praktik, valg.egen.grundlag
    goal = "\n".join(filter(None, (FORMAAL.get(p.formaal or "", ""), p.formaal_tekst))) or IKKE_SKREVET.capitalize()
    return (
        ("Formål", goal),
        ("Jobmål", g.borger.jobmaal or IKKE_SKREVET.capitalize()),
        ("Resultat", _resultat(valg)),
        ("Kontakt", _kontakt(valg)),
    )


def _resultat(valg: Udvalg) -> str:
    p = valg.praktik
    if valg.begynder is not None:
        return f"Begynder\n{format_dag(valg.begynder)}"
    job, now = valg.blev_job, seneste(valg)
    if job is not None and now is not None:
        begun = written_day(now[0].fra)
        since = f"\nfra {format_dag(begun)}" if begun else ""
        return f"{TIMER_ART[job].capitalize()} samme sted,\n{timer_om_ugen(now[0])}{since}"
    if p.afbrudt:
        result = RESULTAT.get(p.resultat or "", "")
        return "Afbrudt" + (f",\n{result}" if result and p.resultat != "andet" else "")
    if p.resultat:
        return RESULTAT.get(p.resultat, p.resultat).capitalize()
    if valg.loeber:
        ends = written_day(p.slut)
        return f"Løber endnu,\nplanlagt til {format_dag(ends)}" if ends else "Løber endnu"
    return IKKE_SKREVET.capitalize()


def _kontakt(valg: Udvalg) -> str:
    """Who last spoke for the workplace, and the konsulent."""
    said = [u for m in reversed(valg.egen.moeder) for u in valg.egen.udsagn(m)]
    employer = next((u.person for u in said if u.stemme == Stemme.ARBEJDSGIVER and u.person), None)
    lines = (f"{employer}, arbejdspladsen" if employer else "", _konsulent(valg))
    return "\n".join(filter(None, lines)) or IKKE_SKREVET.capitalize()


def _konsulent(valg: Udvalg) -> str:
    who = valg.egen.grundlag.sag.konsulent
    return f"{who}, konsulent" if who else ""


def _dele(valg: Udvalg) -> tuple[Stykke, ...]:
    """Page 2: the evidence, what is not known, the conclusion and the sources."""
    egen = valg.egen
    return (
        Stykke(titel="Opgaver", note="den dag, et trin først blev set", indhold=opgaver(egen)),
        Stykke(titel="Skånehensyn", note="og om de virkede", indhold=skaanehensyn(egen)),
        Stykke(titel="Fremmøde", note="kun registrerede dage er talt med", indhold=fremmoede(egen)),
        Stykke(titel="Konklusion", note="", indhold=_konklusion(valg)),
        Stykke(titel="Det ved vi ikke", note="", indhold=huller(_huller(valg))),
        Stykke(titel="Kilder", note="", indhold=(replace(kilder(valg.hele), tom="Ingen låste besøg i praktikken."),)),
    )


def _konklusion(valg: Udvalg) -> tuple[Afsnit, ...]:
    """What the konsulent wrote at the afslutning, and the last words of borger and workplace, as noted."""
    found: list[Afsnit] = []
    learned = valg.praktik.laering
    if learned:
        source = valg.belaeg(valg.praktik, "Læring", learned)
        found.append(Afsnit(noegle="konklusion.laering", titel="Læring", tekst=learned, belaeg=(source,)))
    closing = [m for m in valg.egen.moeder if m.besoeg.type == BesoegType.AFSLUTNING]
    for n, u in enumerate((u for m in closing for u in valg.egen.udsagn(m) if u.stemme == Stemme.KONSULENT), start=1):
        moede = next(m for m in closing if m.besoeg.id == u.besoeg)
        title = moede.titel(u.felt or "") or ""
        source = valg.egen.belaeg(moede, title, u.tekst or "", Stemme.KONSULENT, u.person)
        found.append(Afsnit(noegle=f"konklusion.ord.{n}", tekst=(u.tekst or "").strip(), belaeg=(source,)))
    if not found:
        words = "Konsulenten har ikke skrevet en konklusion."
        if valg.begynder is not None:
            words = f"{IKKE_BEGYNDT} Konklusionen bliver skrevet ved afslutningen."
        elif valg.loeber:
            words = "Praktikken løber endnu. Konklusionen bliver skrevet ved afslutningen."
        found.append(Afsnit(noegle="konklusion", tekst=words, mangler=True))
    for voice, title in ((Stemme.ARBEJDSGIVER, "Arbejdspladsens ord"), (Stemme.BORGER, f"{valg.navn}, egne ord")):
        said = _sidste_ord(valg, voice, title)
        if said is not None:
            found.append(said)
    return tuple(found)


def _sidste_ord(valg: Udvalg, voice: Stemme, title: str) -> Afsnit | None:
    """The newest words of a voice; at the table rather than by telephone, which is noted in the konsulent's words."""
    calls = [m for m in valg.egen.moeder if m.besoeg.type == BesoegType.TELEFON]
    held = [m for m in valg.egen.moeder if m not in calls]
    for moede in (*reversed(held), *reversed(calls)):
        for u in valg.egen.udsagn(moede):
            if u.stemme == voice:
                words = citat(u.stemme, u.tekst)
                felt = moede.titel(u.felt or "") or ""
                source = valg.egen.belaeg(moede, felt, words, voice, u.person)
                return Afsnit(noegle=f"konklusion.{voice.value}", titel=title, tekst=words, belaeg=(source,))
    return None


def _huller(valg: Udvalg) -> tuple[Hul, ...]:
    """The gaps of the praktik itself, said to whoever reads this paper rather than to a møde."""
    egen = replace(valg.egen, grundlag=replace(valg.egen.grundlag, tidligere=()))
    adapted = {"Et besøg før mødet.": "Et nyt besøg."}
    found = [replace(h, hvem=adapted.get(h.hvem, h.hvem.replace(", på mødet.", "."))) for h in find_huller(egen)]
    return (*_samlet([h for h in found if h.art == "uden_besoeg"]), *(h for h in found if h.art != "uden_besoeg"))


def _samlet(found: list[Hul]) -> tuple[Hul, ...]:
    """Several long stretches without a besøg are one gap: their days, and each reason once."""
    if len(found) < 2:
        return tuple(found)
    first, *more = found
    words = "; ".join(h.hvad.removeprefix("Ingen besøg ") for h in more)
    why = " ".join(dict.fromkeys(h.hvorfor for h in found))
    sources = tuple(dict.fromkeys(one for h in found for one in h.belaeg))
    return (replace(first, hvad=f"{first.hvad}; {words}", hvorfor=why, belaeg=sources),)


def _slut(valg: Udvalg) -> str:
    who = valg.egen.grundlag.sag.konsulent or "konsulenten"
    count = antal(len(valg.egen.moeder), "låst besøg", "låste besøg")
    return (
        f"Skrevet af {who} ud fra {count} i praktikken til og med {format_dag(valg.til)}. Interne noter er ikke med. "
        f"Om {valg.navn} har læst papiret, er ikke skrevet ned."
    )
