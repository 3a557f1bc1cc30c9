"""Page 1 of the report: the point in two sentences, the konsulent's conclusion, what works and what is asked."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from konsulent_core.dansk import format_dato, format_timer, format_timer_ord, liste
from konsulent_core.dansk_ord import ejer
from konsulent_core.rapport.arbejde import virkninger
from konsulent_core.rapport.blad import Afsnit, Belaeg, Indhold, Linje, Spalte, Spalter, henvisning
from konsulent_core.rapport.grundlag import Udsnit, register
from konsulent_core.rapport.huller import Hul
from konsulent_core.rapport.timer import Trin, trin
from konsulent_core.rapport.udvikling import Forloeb, citat, forloeb
from konsulent_core.snapshot import TimerBlad
from konsulent_core.words import BesoegType, Stemme, TimerArt, Virkning

POINTE, KONKLUSION, SPOERGSMAAL, EGNE_ORD = "kort.pointe", "kort.konklusion", "kort.spoergsmaal", "kort.egne_ord"
INGEN_KONKLUSION = "Konsulenten har ikke skrevet en konklusion."
INTET_SPOERGSMAAL = "Konsulenten har ikke skrevet, hvad mødet spørges om."
_VERBER = ("gået frem", "på samme trin", "gået tilbage")
_TAL = {4: "fire", 5: "fem", 6: "seks", 7: "syv", 8: "otte"}
_SPOERGER = "Vi spørger mødet"
_MEST = 3  # of each short list: the rest stands in its own part


def kort(udsnit: Udsnit, huller: tuple[Hul, ...]) -> tuple[Indhold, ...]:
    """The point in the app's words, room for her conclusion, the borger's newest words and three short lists."""
    said = _borgerens_ord(udsnit)
    own = Afsnit(noegle=KONKLUSION, titel="Konklusion", tekst=INGEN_KONKLUSION, kan_rettes=True, mangler=True)
    return (
        *_pointe(udsnit),
        own,
        *((said,) if said else ()),
        Spalter(spalter=(_virker(udsnit), _ved_ikke(huller), _spoerger())),
    )


def with_words(afsnit: Afsnit, tekster: Mapping[str, str]) -> Afsnit:
    """The konsulent's own words in place of the app's: then she is the source, and it says so."""
    words = tekster.get(afsnit.noegle, "").strip()
    app = "" if afsnit.mangler else afsnit.tekst
    if not words or not afsnit.kan_rettes or words == app:
        return replace(afsnit, appens=app)
    return replace(afsnit, tekst=words, belaeg=(), eget=True, mangler=False, appens=app)


def _pointe(udsnit: Udsnit) -> tuple[Afsnit, ...]:
    hours, sources = _timer(udsnit)
    moved, levels = flyttet(udsnit)
    words = " ".join(filter(None, (hours, moved)))
    return (Afsnit(noegle=POINTE, tekst=words, belaeg=(*sources, *levels), kan_rettes=True),)


def _timer(udsnit: Udsnit) -> tuple[str, tuple[Belaeg, ...]]:
    """How many hours a week at the end of the period and how many of them are paid; where it began."""
    name, steps = udsnit.navn, trin(udsnit)
    held = [s for s in steps if s[0].fra <= udsnit.til.isoformat()]
    ended = _alle_sluttet(udsnit)
    if ended is not None:
        where, source = ended
        return f"{name} er ikke i praktik nu. Den seneste praktik {where}.", (source,)
    if not held and not any(udsnit.within(p.start, p.slut) for p in udsnit.grundlag.praktikker):
        return f"{name} har ikke været i praktik i perioden.", (register("Ingen praktik.", "Praktik"),)
    if not held:
        return f"{ejer(name)} timer om ugen er ikke skrevet ned.", (register("Ingen trin i timerne.", "Timetal"),)
    now, source = held[-1]
    first, began = _foerste(held)
    if now.art == TimerArt.PAUSE:
        return f"{name} holder pause siden {_dag(now)}.", (source,)
    if now.timer is None:
        return f"{ejer(name)} timer om ugen er ikke skrevet ned siden {_dag(now)}.", (source,)
    began_with = ""
    if first.timer is not None and (first.timer, first.timer_til) != (now.timer, now.timer_til):
        began_with = f" ({format_timer(first.timer, first.timer_til)} ved start)"
    said = f"{name} arbejder {format_timer_ord(now.timer, now.timer_til)} om ugen{began_with}{_loen(now)}"
    sources = (source,) if began == source else (source, began)
    return f"{said}.", sources


def _foerste(held: list[Trin]) -> Trin:
    return next((s for s in held if s[0].timer is not None), held[0])


def _loen(now: TimerBlad) -> str:
    paid = now.loentimer
    if paid is None:
        return ", løntimer er ikke skrevet ned"
    if not paid:
        return ", ingen af dem med løn"
    if now.timer_til is None and now.timer is not None and paid >= now.timer:
        return ", alle med løn"
    return f", {format_timer(paid)} af dem med løn"


def _dag(blad: TimerBlad) -> str:
    return format_dato(date.fromisoformat(blad.fra))


def _alle_sluttet(udsnit: Udsnit) -> tuple[str, Belaeg] | None:
    """Where and when the last praktik ended, when none runs at the end of the period."""
    til = udsnit.til.isoformat()
    begun = [p for p in udsnit.grundlag.praktikker if p.start and p.start <= til]
    if any(p.slut is None or p.slut >= til for p in begun):
        return None
    if not begun:
        return None
    last = max(begun, key=lambda p: (p.slut or "", p.id))
    words = f"hos {udsnit.sted(last.id) or 'virksomheden'} sluttede {format_dato(date.fromisoformat(last.slut or ''))}"
    return words, register(words, "Praktik")


def flyttet(udsnit: Udsnit) -> tuple[str, tuple[Belaeg, ...]]:
    """Which dimensions moved since the first comparable measurement, each way said alike.

    Those that the newest skema asks no more are told by themselves, with the day they came to.
    """
    found = [f for f in forloeb(udsnit) if len(f.sammenlignelige) > 1]
    last = max((t.moede for f in forloeb(udsnit) for t in f.trin), key=lambda m: m.dato, default=None)
    asked = {d.noegle for d in last.skema.dimensioner} if last is not None else set()
    ended = [f for f in found if f.dimension.noegle not in asked]
    sources = tuple(
        udsnit.belaeg(t.moede, f.dimension.titel, f"Trin {t.trin}: {f.dimension.fag[(t.trin or 1) - 1]}")
        for f in found
        for t in (f.sammenlignelige[0], f.sammenlignelige[-1])
    )
    sentences = [
        _bevaegelser(ended, til=True),
        _bevaegelser([f for f in found if f not in ended], til=False),
    ]
    return " ".join(s for s in sentences if s), sources


def _bevaegelser(found: list[Forloeb], *, til: bool) -> str:
    """»Siden 12.02.2026 er samarbejde gået frem.«; ``til``: from the first of them to the last."""
    groups: dict[str, list[str]] = {}
    for f in found:
        first, now = f.sammenlignelige[0], f.sammenlignelige[-1]
        steps = (now.trin or 0) - (first.trin or 0)
        verb = "gået frem" if steps > 0 else "gået tilbage" if steps < 0 else "på samme trin"
        groups.setdefault(verb, []).append(f.dimension.titel.lower())
    if not found:
        return ""
    if len(groups) == 1 and sum(map(len, groups.values())) > _MEST:
        word = "tidligere områder" if til else "områder"
        groups = {verb: [f"alle {_TAL.get(len(names), len(names))} {word}"] for verb, names in groups.items()}
    clauses = [f"{liste(groups[verb])} {verb}" for verb in _VERBER if verb in groups]
    fra = format_dato(min(f.sammenlignelige[0].moede.dato for f in found))
    if not til:
        return f"Siden {fra} er {liste(clauses)}."
    return f"Fra {fra} til {format_dato(max(f.sammenlignelige[-1].moede.dato for f in found))} er {liste(clauses)}."


def _borgerens_ord(udsnit: Udsnit) -> Afsnit | None:
    """The newest words the borger said and the report's readers may read; at the table rather than by telephone, which
    is noted in the konsulent's words."""
    newest = reversed(udsnit.moeder)
    for moede in sorted(newest, key=lambda moede: moede.skema.besoeg_type is BesoegType.TELEFON):
        said = [u for u in udsnit.udsagn(moede) if u.stemme == Stemme.BORGER]
        if said:
            words = citat(said[0].stemme, said[0].tekst)
            source = udsnit.belaeg(moede, moede.titel(said[0].felt or "") or "", words, Stemme.BORGER, said[0].person)
            return Afsnit(noegle=EGNE_ORD, tekst=words, belaeg=(source,))
    return None


def _virker(udsnit: Udsnit) -> Spalte:
    lines: list[Linje] = []
    for hensyn in udsnit.grundlag.hensyn:
        said = [(m, v) for m, v in virkninger(udsnit, hensyn) if v != Virkning.IKKE_BRUGT]
        if not said or said[-1][1] != Virkning.VIRKER:
            continue
        title, good = hensyn.titel or "Skånehensyn", [m for m, v in said if v == Virkning.VIRKER]
        sources = tuple(udsnit.belaeg(m, title, "Virker") for m in good)
        cells = (hensyn.titel or "Uden navn", henvisning(sources[-1:]))
        lines.append(Linje(noegle=f"kort.virker.{len(lines) + 1}", celler=cells, belaeg=sources))
    return Spalte(titel="Det virker", linjer=tuple(lines[:_MEST]), tom="Intet skånehensyn er meldt at virke endnu.")


def _ved_ikke(huller: tuple[Hul, ...]) -> Spalte:
    newest = {h.art: h for h in huller}  # one of each kind: three stretches without besøg would hide the rest
    lines = tuple(
        Linje(noegle=f"kort.hul.{n}", celler=(h.hvad, h.hvorfor), belaeg=h.belaeg)
        for n, h in enumerate(list(newest.values())[:_MEST], start=1)
    )
    return Spalte(titel="Det ved vi ikke", linjer=lines, tom="Rapporten har ingen huller at nævne.")


def _spoerger() -> Spalte:
    """What the konsulent asks of the møde: a line each."""
    asked = Afsnit(noegle=SPOERGSMAAL, titel=_SPOERGER, tekst=INTET_SPOERGSMAAL, kan_rettes=True, mangler=True)
    return Spalte(titel=_SPOERGER, linjer=(), tom="", afsnit=asked)


def egne_ord(udsnit: Udsnit) -> tuple[Afsnit, ...]:
    """All that the borger said, newest first, as it was noted."""
    found: list[Afsnit] = []
    for moede in reversed(udsnit.moeder):
        for u in udsnit.udsagn(moede):
            if u.stemme == Stemme.BORGER:
                words = citat(u.stemme, u.tekst)
                title = moede.titel(u.felt or "") or ""
                source = udsnit.belaeg(moede, title, words, Stemme.BORGER, u.person)
                found.append(Afsnit(noegle=f"egne_ord.{len(found) + 1}", tekst=words, belaeg=(source,)))
    return tuple(found)
