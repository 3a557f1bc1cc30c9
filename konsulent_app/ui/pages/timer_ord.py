"""A borger's steps of hours in words: each with what it changed, why, and what was tried before (DOMAIN §3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from konsulent_app.store.timer import TimerBlad, TimerLinje
from konsulent_core import dansk_ord, snapshot
from konsulent_core.dansk import format_dato, format_timer, format_timer_ord
from konsulent_core.entities import Praktik, Timer
from konsulent_core.forsoeg import TimerTrin, ophoert, tidligere_forsoeg, trin_af
from konsulent_core.progression import FOR_MANGE_LOENTIMER, too_many_paid
from konsulent_core.timer_skift import Skift, asks_cause, skift, step_before
from konsulent_core.words import TimerArt

INGEN = "Ingen timer er skrevet ned endnu. Det første trin kommer med praktikken, eller du tilføjer det her."
INGEN_FORSOEG = "Der er ikke prøvet at sætte timerne op før."
UDEN_PRAKTIK = "Uden praktik"
ART_ORD = {
    TimerArt.PRAKTIK: "Praktik",
    TimerArt.SMAAJOB: "Småjob",
    TimerArt.JOB: "Job",
    TimerArt.FLEKSJOB: "Fleksjob",
    TimerArt.PAUSE: "Pause",
}
_SHOWN = 6  # attempts beside a raise: the newest


@dataclass(frozen=True, slots=True)
class TrinOrd:
    """One step as its row shows it; ``laas`` says why it cannot be changed here, "" where it can."""

    dato: str
    timer: str
    skift: str
    sted: str
    aarsag: str
    laas: str


NYT = TrinOrd(dato="Nyt trin", timer="", skift="", sted="", aarsag="", laas="")


def all_steps(blad: TimerBlad) -> tuple[TimerTrin, ...]:
    """All dated steps, oldest first."""
    return tuple(trin for linje in reversed(blad.linjer) if (trin := trin_af(linje.timer)) is not None)


def trin_ord(linje: TimerLinje, alle: Sequence[TimerTrin]) -> TrinOrd:
    """»12.02.2026 · 16 timer, heraf 8 med løn · op fra 12«."""
    step = linje.timer
    nu = trin_af(step)
    laas = ""
    if linje.laas is not None:
        kind = dansk_ord.BESOEG.get(linje.laas.type, "besøg")
        laas = f"Skrevet ved {kind} den {format_dato(linje.laas.dato)}, som er afsluttet."
    return TrinOrd(
        dato=format_dato(nu.fra) if nu is not None else "Uden dato",
        timer=timer_ord(step),
        skift=skift_ord(step_before(alle, nu), nu) if nu is not None else "",
        sted=linje.sted,
        aarsag=step.aarsag or "",
        laas=laas,
    )


def timer_ord(step: Timer) -> str:
    """»16 timer, heraf 8 med løn« · »2×2,5, i alt 5 timer« · »5 timer småjob« · »Pause«."""
    if step.art == TimerArt.PAUSE:
        return "Pause"
    if step.timer is None:
        return "Timer ikke oplyst"
    said = f"{step.moenster}, i alt " if step.moenster else ""
    kind = "" if step.art in (None, TimerArt.PRAKTIK) else f" {dansk_ord.TIMER_ART.get(step.art, '')}"
    paid = f", heraf {format_timer(step.loentimer)} med løn" if step.loentimer else ""
    return f"{said}{format_timer_ord(step.timer, step.timer_til)}{kind}{paid}"


def skift_ord(foer: TimerTrin | None, nu: TimerTrin) -> str:
    """What the step changed, in neutral words: a plateau and a step back are normal."""
    match skift(foer, nu):
        case Skift.PAUSE:
            return "holder pause"
        case Skift.IGEN:
            return "i gang igen efter pausen"
        case Skift.SAMME:
            return "uændret"
        case Skift.OP if foer is not None:
            return f"op fra {_height(foer, nu)}"
        case Skift.TILBAGE if foer is not None:
            return f"tilbage fra {_height(foer, nu)}"
        case _:
            return "første trin her"


def _height(foer: TimerTrin, nu: TimerTrin) -> str:
    """What it was before: the hours, and the løntimer where they moved too or alone."""
    hours = (foer.timer, foer.timer_til) != (nu.timer, nu.timer_til)
    paid = (foer.loentimer or 0) != (nu.loentimer or 0)
    parts = [format_timer(foer.timer, foer.timer_til)] if hours and foer.timer is not None else []
    parts += [f"{format_timer(foer.loentimer or 0)} løntimer"] if paid else []
    return " og ".join(parts) or "ikke oplyst"


def tried(alle: Sequence[TimerTrin], praktikker: Iterable[Praktik], nu: TimerTrin) -> tuple[str, ...]:
    """»Sidst vi prøvede«: the raises before this step, newest first, dated and with how each went."""
    attempts = [a for a in tidligere_forsoeg(alle, ophoert(praktikker, nu.fra)) if a.dato < nu.fra]
    return tuple(f"{format_dato(a.dato)}: {a.tekst}" for a in reversed(attempts[-_SHOWN:]))


def cause_hint(foer: TimerTrin | None, nu: TimerTrin) -> str:
    """What is asked where a cause is wanted; "" where none is."""
    if not asks_cause(foer, nu):
        return ""
    return "Hvad gør pausen godt for?" if nu.art is TimerArt.PAUSE else "Hvad skete der? Et skridt tilbage er i orden."


def trin_fejl(step: Timer) -> str:
    """What cannot be about hours and løntimer together; it is kept all the same."""
    return FOR_MANGE_LOENTIMER if too_many_paid(step.timer, step.timer_til, step.loentimer) else ""


def kurve(blad: TimerBlad) -> tuple[snapshot.TimerBlad, ...]:
    """The curve's steps, oldest first, as papers have them; without a cause, which is for the list beneath."""
    return tuple(
        snapshot.TimerBlad(
            fra=linje.timer.fra or "",
            timer=linje.timer.timer,
            timer_til=linje.timer.timer_til,
            loentimer=linje.timer.loentimer or 0.0,
            moenster=linje.timer.moenster,
            art=linje.timer.art or TimerArt.PRAKTIK.value,
            aarsag=None,
            sted=linje.sted or UDEN_PRAKTIK,
        )
        for linje in reversed(blad.linjer)
        if trin_af(linje.timer) is not None
    )


def nu_ord(blad: TimerBlad, i_dag: date) -> str:
    """The sentence above the curve: what holds today, and since when."""
    now = [linje.timer for linje in blad.linjer if linje.timer.fra and linje.timer.fra <= i_dag.isoformat()]
    if not now:
        return "Intet trin gælder i dag."
    return f"{timer_ord(now[0])} siden {format_dato(date.fromisoformat(now[0].fra or ''))}"
