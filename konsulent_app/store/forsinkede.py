"""Reads what a former owner wrote before a sag was given on and sent after, until somebody has seen it."""

from dataclasses import dataclass
from datetime import date

from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_core.clock import from_text, local_day
from konsulent_core.entities import Besoeg, Forsinket


@dataclass(frozen=True, slots=True, kw_only=True)
class SentNyt:
    """Late words of one person in one besøg, or elsewhere in the sag (``besoeg`` None). ``raekker`` are the records
    that tell of them."""

    raekker: tuple[int, ...]
    hvem: str
    besoeg: int | None
    dato: date | None
    modtaget: date


def read_forsinkede(tx: Tx, sag: int) -> tuple[SentNyt, ...]:
    """Unseen ones of a sag, the oldest first."""
    found = rows.find(tx, Forsinket, "scope=? AND set_af IS NULL AND modtaget IS NOT NULL", (sag,), "modtaget, id")
    groups: dict[tuple[str, int | None], list[Forsinket]] = {}
    for one in found:
        besoeg = one.raekke if one.tabelnavn == Besoeg.tabel else None
        groups.setdefault((one.hvem or "", besoeg), []).append(one)
    told = []
    for (hvem, number), many in groups.items():
        visit = rows.get(tx, Besoeg, number) if number is not None else None
        when = visit.tidspunkt if visit is not None and not visit.slettet else None
        told.append(
            SentNyt(
                raekker=tuple(one.id for one in many),
                hvem=hvem,
                besoeg=visit.id if visit is not None and when else None,
                dato=local_day(from_text(when)) if when else None,
                modtaget=local_day(from_text(many[-1].modtaget or "")),
            )
        )
    return tuple(told)
