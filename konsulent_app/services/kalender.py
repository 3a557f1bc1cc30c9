"""The calendar file of the coming visits, and that it was saved: it leaves the machine, so it is written down."""

import hashlib
from dataclasses import dataclass
from datetime import time

from konsulent_app.services.context import Context
from konsulent_app.services.haendelser import Haendelse, log_haendelse
from konsulent_app.store.database import Tx
from konsulent_app.store.kalender import Aftalt, read_aftalte
from konsulent_core.dansk import KlFejl, parse_kl
from konsulent_core.errors import UserError
from konsulent_core.ics import Begivenhed, kalender

INGEN = "Der er ingen aftalte besøg at gemme. Aftal en dato først."


@dataclass(frozen=True, slots=True, kw_only=True)
class KalenderFil:
    """The bytes and whose visits they hold. ``antal`` visits."""

    indhold: bytes
    sager: tuple[int, ...]

    @property
    def antal(self) -> int:
        return len(self.sager)


def make_kalender(tx: Tx, context: Context, sag: int | None = None) -> KalenderFil:
    """Of the whole caseload, or of one ``sag``. Raises ``UserError`` when no visit is agreed."""
    found = read_aftalte(tx, context.i_dag(), sag)
    if not found:
        raise UserError(INGEN)
    return KalenderFil(
        indhold=kalender((_begivenhed(one) for one in found), context.clock()),
        sager=tuple(one.sag for one in found),
    )


def log_kalender(tx: Tx, context: Context, fil: KalenderFil) -> None:
    """A line a sag, with the SHA-256 of the file."""
    digest = hashlib.sha256(fil.indhold).hexdigest()
    for sag in fil.sager:
        log_haendelse(tx, context, Haendelse.GEM_KALENDER, sag, digest)


def _begivenhed(one: Aftalt) -> Begivenhed:
    return Begivenhed(
        noegle=f"besoeg/{one.sag}/{one.efter}",
        dato=one.dato,
        tid=_tid(one.tid),
        titel=f"Besøg hos {one.virksomhed}" if one.virksomhed else "Besøg",
        sted=", ".join(part for part in (one.virksomhed, one.adresse) if part),
    )


def _tid(text: str) -> time | None:
    """A time that cannot be read makes it a whole day."""
    try:
        return parse_kl(text) if text else None
    except KlFejl:
        return None
