"""The states of a planned day: their words, icons and how a week of them is summed up."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from konsulent_core.dansk import UGEDAGE, format_dato
from konsulent_core.words import Fremmoede

IKKE_REGISTRERET = ""


@dataclass(frozen=True)
class DagStatus:
    """Icon, the short word on the day, the whole words on the choice."""

    icon: str
    kort: str
    tekst: str


@dataclass(frozen=True)
class Uge:
    """The planned days of one week, in order."""

    nummer: int
    dage: tuple[date, ...]


STATUSSER: dict[str, DagStatus] = {
    Fremmoede.MOEDT.value: DagStatus("check", "Mødt", "Mødt"),
    Fremmoede.FOER_TID.value: DagStatus("clock", "Før tid", "Gik før tid"),
    Fremmoede.SYGDOM.value: DagStatus("thermometer", "Sygdom", "Afbud: sygdom"),
    Fremmoede.BEHANDLING.value: DagStatus("stethoscope", "Behandling", "Afbud: behandling"),
    Fremmoede.ANDET.value: DagStatus("phone-off", "Afbud", "Afbud: andet"),
    Fremmoede.UDEBLEVET.value: DagStatus("x", "Udeblevet", "Udeblevet"),
    Fremmoede.AFLYST.value: DagStatus("calendar-x", "Aflyst/fri", "Aflyst af virksomheden eller fri"),
    IKKE_REGISTRERET: DagStatus("minus", "Ikke sat", "Ikke registreret"),
}
_AFBUD = frozenset({Fremmoede.SYGDOM.value, Fremmoede.BEHANDLING.value, Fremmoede.ANDET.value})


def kort_dag(dag: date) -> str:
    """»ma 23.02.«"""
    return f"{UGEDAGE[dag.weekday()][:2]} {dag:%d.%m.}"


def lang_dag(dag: date) -> str:
    """»mandag 23.02.2026«, for screen readers."""
    return f"{UGEDAGE[dag.weekday()]} {format_dato(dag)}"


def opsummer(statusser: Iterable[str]) -> str:
    """»9 mødt · 1 afbud · 1 udeblivelse«: counts only, nothing that is not there."""
    count = Counter("afbud" if s in _AFBUD else s for s in statusser)
    udeblevet = count[Fremmoede.UDEBLEVET.value]
    parts = [
        (count[Fremmoede.MOEDT.value], "mødt"),
        (count[Fremmoede.FOER_TID.value], "gik før tid"),
        (count["afbud"], "afbud"),
        (udeblevet, "udeblivelse" if udeblevet == 1 else "udeblivelser"),
        (count[Fremmoede.AFLYST.value], "aflyst eller fri"),
        (count[IKKE_REGISTRERET], "ikke registreret"),
    ]
    return " · ".join(f"{number} {word}" for number, word in parts if number)
