"""A borger's week in words: what stands on which day, what clashes, and what cannot be read as days. No Qt."""

from collections.abc import Sequence

from konsulent_app.store.uge import UgePlan
from konsulent_app.ui.widgets.ugestrimmel import UgePunkt
from konsulent_core.dansk import format_timer_ord
from konsulent_core.uge_ord import sammenfald
from konsulent_core.ugeplan import timer_om_ugen

INGEN = "Ingen ugeplan endnu. Den kommer med praktikken."


def punkter(uge: Sequence[UgePlan]) -> tuple[UgePunkt, ...]:
    """Every stretch of the week."""
    return tuple(UgePunkt(plan.navn, blok, plan.praktik) for plan in uge for blok in plan.blokke)


def sum_ord(uge: Sequence[UgePlan]) -> str:
    """»5 timer i praktik · 2 timer ved siden af«."""
    own = sum(timer_om_ugen(plan.blokke) for plan in uge if plan.praktik)
    beside = sum(timer_om_ugen(plan.blokke) for plan in uge if not plan.praktik)
    parts = [f"{format_timer_ord(own)} i praktik"] if own else []
    parts += [f"{format_timer_ord(beside)} ved siden af"] if beside else []
    return "  ·  ".join(parts)


def clashes(uge: Sequence[UgePlan]) -> str:
    """»Træning ligger samme tid som praktikken tirsdag.«, "" when nothing does."""
    alone = sum(plan.praktik for plan in uge) == 1
    named = [("praktikken" if plan.praktik and alone else plan.navn, plan.blokke) for plan in uge]
    found = sammenfald(named)
    return ". ".join(found) + "." if found else ""


def written(uge: Sequence[UgePlan]) -> str:
    """What was written in words that are no days and times, "" when nothing was."""
    lines = [f"{plan.navn}: {plan.tekst}" for plan in uge if plan.tekst]
    lines += [f"{plan.navn}: tiden er ikke aftalt" for plan in uge if not plan.blokke and not plan.tekst]
    return "\n".join(lines)
