"""What a meeting's answers say of the praktik, the borger and the virksomhed is carried over to them at the lock."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from konsulent_app.services.context import Context
from konsulent_app.store import rows
from konsulent_app.store.besoeg import BesoegBlad
from konsulent_app.store.database import Tx
from konsulent_app.store.navne import read_navne
from konsulent_core.entities import Borger, Laering, Praktik, Timer
from konsulent_core.ids import derived_id
from konsulent_core.merge import Value
from konsulent_core.skema import faste
from konsulent_core.skema.grammar import Skema
from konsulent_core.skema.rules import Bemaerkning, BemaerkningArt
from konsulent_core.words import BesoegType, Part, TimerArt

NAVN_I_LAERING = "Læringen nævner en borger ved navn. Den bliver på sagen, men kommer ikke med ved virksomheden."

_DAGE = {"uge": 7, "to_uger": 14, "tre_uger": 21, "fire_uger": 28}
_PRAKTIK = {
    faste.VITAS: "vitas",
    faste.ARBEJDSTOEJ: "arbejdstoej",
    faste.OPSTART: "start",
    faste.RESULTAT: "resultat",
    faste.LAERING: "laering",
    faste.SIDSTE_DAG: "slut",
}
_BORGER = {faste.CV_DATO: "cv_dato", faste.OENSKER: "oensker", faste.GEOGRAFI: "geografi"}


@dataclass(frozen=True, slots=True)
class Overfoert:
    """Field → value of what is carried over; empty where nothing was answered."""

    praktik: dict[str, Value] = field(default_factory=dict)
    borger: dict[str, Value] = field(default_factory=dict)
    timer_fra: str | None = None  # the agreed hours hold from the praktik's first day, not from the meeting's


def answers_of(blad: BesoegBlad) -> dict[str, str]:
    """The plain answers by felt key, without the empty ones."""
    return {s.felt: s.vaerdi.strip() for s in blad.svar if s.felt and s.vaerdi and s.vaerdi.strip()}


def overfoert(skema: Skema, blad: BesoegBlad) -> Overfoert:
    """What the answers of this besøg say of other records. An unanswered felt leaves what stands there."""
    asked = {felt.noegle for felt in skema.felter}
    answers = {key: value for key, value in answers_of(blad).items() if key in asked}
    borger: dict[str, Value] = {name: answers[key] for key, name in _BORGER.items() if key in answers}
    praktik: dict[str, Value] = {}
    if blad.praktik is not None:
        praktik |= {name: answers[key] for key, name in _PRAKTIK.items() if key in answers}
        if days := _DAGE.get(answers.get(faste.HVOR_TIT, "")):
            praktik["interval_dage"] = days
        praktik |= _afbrudt(skema, answers)
        if blad.besoeg.type == BesoegType.AFSLUTNING and "slut" not in praktik:
            praktik |= _ended(blad.praktik, blad.dato, broken=bool(praktik.get("afbrudt")))
    return Overfoert(praktik, borger, answers.get(faste.OPSTART))


def standing(blad: BesoegBlad) -> dict[str, str]:
    """What stands today in the records, by the key of the felt whose answer would take its place. Dates are ISO."""
    records = ((blad.borger, _BORGER), (blad.praktik, _PRAKTIK))
    found = {
        key: getattr(record, name) for record, names in records if record is not None for key, name in names.items()
    }
    return {key: value.strip() for key, value in found.items() if value and value.strip()}


def _afbrudt(skema: Skema, answers: dict[str, str]) -> dict[str, Value]:
    """One value of three fields. The cause is kept in words, as it is counted; »ingen« stopped it is nobody."""
    said = answers.get(faste.AFBRUDT)
    if said is None:
        return {}
    if said != "ja":
        return {"afbrudt": False, "afbrudt_aarsag": None, "afbrudt_af": None}
    why, by = answers.get(faste.AFBRUDT_AARSAG), answers.get(faste.AFBRUDT_AF)
    return {
        "afbrudt": True,
        "afbrudt_aarsag": skema.felt(faste.AFBRUDT_AARSAG).valg_titel(why) if why else None,
        "afbrudt_af": by if by in set(Part) else None,
    }


def _ended(praktik: Praktik, besoeg: date, *, broken: bool) -> dict[str, Value]:
    """Where no last day was said: one without an end, or broken off before it, ends with its afslutning."""
    planned = praktik.slut
    return {"slut": besoeg.isoformat()} if planned is None or (broken and planned > besoeg.isoformat()) else {}


def as_carried(skema: Skema, blad: BesoegBlad) -> BesoegBlad:
    """The besøg as it stands once its answers are carried over: what its paper prints."""
    found = overfoert(skema, blad)
    praktik = blad.praktik
    if praktik is not None and found.praktik:
        praktik = replace(praktik, **found.praktik)  # type: ignore[arg-type]  # the fields of Praktik
    timer = blad.timer
    if found.timer_fra:
        moved = (replace(t, fra=found.timer_fra) if t.besoeg == blad.besoeg.id else t for t in timer)
        timer = tuple(sorted(moved, key=lambda t: (t.fra or "", t.id)))
    return replace(blad, praktik=praktik, timer=timer)


def carry_over(tx: Tx, context: Context, blad: BesoegBlad) -> None:
    """Writes what is carried over, in the transaction of the lock; an afslutning leaves its læring as well."""
    skema = context.skema(blad.besoeg.skema)
    found, now = overfoert(skema, blad), context.clock()
    if blad.praktik is not None and found.praktik:
        rows.save(tx, Praktik, blad.praktik.id, blad.praktik.scope, found.praktik, now)
    if found.borger:
        rows.save(tx, Borger, blad.borger.id, blad.borger.scope, found.borger, now)
    if found.timer_fra:
        for step in (t for t in blad.timer if t.besoeg == blad.besoeg.id):
            rows.save(tx, Timer, step.id, step.scope, {"fra": found.timer_fra}, now)
    if blad.besoeg.type == BesoegType.AFSLUTNING:
        _leave_laering(tx, context, as_carried(skema, blad))


def remarks(tx: Tx, context: Context, blad: BesoegBlad) -> tuple[Bemaerkning, ...]:
    """What »Afslut besøg« says of what is about to be carried over."""
    text = answers_of(blad).get(faste.LAERING, "")
    if not text or not _names_somebody(tx, blad, text):
        return ()
    skema = context.skema(blad.besoeg.skema)
    punkt = next((p.nummer for p in skema.punkter if any(f.noegle == faste.LAERING for f in p.felter)), 1)
    return (Bemaerkning(art=BemaerkningArt.NAVN_I_LAERING, punkt=punkt, felt=faste.LAERING, tekst=NAVN_I_LAERING),)


def _leave_laering(tx: Tx, context: Context, blad: BesoegBlad) -> None:
    """The nameless row at the virksomhed: one a forløb, the same on every machine that locks this besøg."""
    praktik = blad.praktik
    if praktik is None or praktik.virksomhed is None:
        return
    end = _end(praktik, blad.dato)
    text = praktik.laering or ""
    values: dict[str, Value] = {
        "virksomhed": praktik.virksomhed,
        "aar": end.year,
        "uger": _weeks(praktik.start, end),
        "timer": _hours(blad, praktik.id, end),
        "resultat": praktik.resultat,
        "tekst": text if text and not _names_somebody(tx, blad, text) else None,
    }
    rows.save(tx, Laering, derived_id("laering", praktik.id), context.bruger.kommune, values, context.clock())


def _end(praktik: Praktik, besoeg: date) -> date:
    """The day the praktik ended; one with no end, or a later one, ends with the afslutning."""
    slut = date.fromisoformat(praktik.slut) if praktik.slut else besoeg
    return min(slut, besoeg)


def _weeks(start: str | None, end: date) -> int | None:
    return max(1, round((end - date.fromisoformat(start)).days / 7)) if start else None


def _hours(blad: BesoegBlad, praktik: int, end: date) -> float | None:
    """Hours a week of the last step that was no pause, which often begins on the last day; the most of a from-to."""
    steps = [
        t for t in blad.timer if t.praktik == praktik and t.fra and t.fra <= end.isoformat() and t.art != TimerArt.PAUSE
    ]
    return (steps[-1].timer_til or steps[-1].timer) if steps else None


def _names_somebody(tx: Tx, blad: BesoegBlad, text: str) -> bool:
    """Whether a text names this borger, in capitals or not, or any other on this machine as names are written."""
    own = _parts((blad.borger.fornavn, blad.borger.efternavn))
    others = _parts(name for pair in read_navne(tx) for name in pair)
    return _has_word(text.casefold(), {part.casefold() for part in own}) or _has_word(text, others)


def _parts(names: Iterable[str | None]) -> set[str]:
    """»Elisabeth Thorsager-Mortensen« → its three words; an initial is no name."""
    return {part for name in names if name for part in re.split(r"[\s-]+", name) if len(part.strip(".")) > 1}


def _has_word(text: str, names: set[str]) -> bool:
    """A name as a word of its own, also in the genitive: »Katrines«, »Jens’«."""
    words = set(re.findall(r"\w+", text))
    return any(name in words or f"{name}s" in words for name in names)
