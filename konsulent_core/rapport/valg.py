"""What the konsulent has chosen for a report: its kind, period and parts, from the record that keeps the choice."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from konsulent_core.clock import read_day
from konsulent_core.entities import Rapport
from konsulent_core.rapport.art import Del, RapportArt
from konsulent_core.rapport.grundlag import Grundlag, dag


class Periode(StrEnum):
    """How the period was chosen."""

    SAG = "sag"
    MOEDE = "moede"
    DATOER = "datoer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Valg:
    """``fra`` and ``til`` are both included; ``tekster`` are her own words by paragraph; ``moede`` is the next one."""

    fra: date
    til: date
    dele: tuple[Del, ...]
    periode: Periode = Periode.SAG
    moede: date | None = None
    tekster: Mapping[str, str] = field(default_factory=dict)


def choose_art(rapport: Rapport, arter: Mapping[str, RapportArt]) -> RapportArt:
    """The chosen kind, or the first there is."""
    return arter.get(rapport.art or "") or next(iter(arter.values()))


def read_valg(rapport: Rapport, grundlag: Grundlag, art: RapportArt, tekster: Mapping[str, str], i_dag: date) -> Valg:
    """The choice, filled up with what holds where nothing is chosen: the whole sag, up to today."""
    sag = grundlag.sag
    begun = [read_day(sag.start), *(read_day(p.start) for p in grundlag.praktikker), *(dag(b) for b in grundlag.besoeg)]
    first = min((d for d in begun if d is not None), default=i_dag)
    fra, til = read_day(rapport.fra), read_day(rapport.til)
    periode = Periode.SAG if fra is None and til is None else Periode.DATOER
    if fra is not None and til is None and rapport.fra == sag.moede_sidst:
        periode = Periode.MOEDE
    return Valg(
        fra=fra or min(first, til or i_dag),
        til=til or max(i_dag, fra or i_dag),
        dele=art.read_dele(rapport.dele),
        periode=periode,
        moede=read_day(rapport.moede_dato or sag.moede_dato),
        tekster=tekster,
    )
