"""Writes down that a besøg's text was copied over to another system, and takes it back."""

import hashlib
from dataclasses import dataclass

from konsulent_app.services.context import Context
from konsulent_app.services.haendelser import Haendelse, log_haendelse
from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_app.store.journalisering import Gjort, read_gjort, read_raekker
from konsulent_core.clock import to_text
from konsulent_core.entities import Besoeg, Journalisering
from konsulent_core.errors import UserError
from konsulent_core.overfoersel.maal import Maal
from konsulent_core.words import Tilstand

IKKE_LAAST = "Besøget er ikke afsluttet endnu. Det kan kopieres, når det er låst."


@dataclass(frozen=True, slots=True, kw_only=True)
class MaalStand:
    """A target that takes the besøg, and how it stands there."""

    maal: Maal
    gjort: Gjort | None


def kraevede(context: Context) -> tuple[str, ...]:
    """The keys of the targets that I dag waits for; who only reads copies nothing, and is not asked to."""
    return tuple(maal.noegle for maal in context.maal().values() if maal.kraeves) if context.bruger.skriver else ()


def read_stand(
    tx: Tx, context: Context, besoeg: int, besoeg_type: str | None, *, virksomhed: bool
) -> tuple[MaalStand, ...]:
    """The targets that take a besøg of that type, those that I dag waits for first."""
    done = read_gjort(tx, besoeg)
    found = [maal for maal in context.maal().values() if maal.takes(besoeg_type, virksomhed=virksomhed)]
    return tuple(
        MaalStand(maal=maal, gjort=done.get(maal.noegle)) for maal in sorted(found, key=lambda m: not m.kraeves)
    )


def log_kopi(tx: Tx, context: Context, sag: int, tekst: str) -> None:
    """That a text of the sag went to the clipboard, by its SHA-256."""
    log_haendelse(tx, context, Haendelse.KOPIER_TEKST, sag, hashlib.sha256(tekst.encode()).hexdigest())


def mark(tx: Tx, context: Context, besoeg: int, maal: str) -> None:
    """It is copied there now, by who is logged in. Raises ``UserError`` for a besøg that is not locked."""
    kept = rows.get(tx, Besoeg, besoeg)
    if kept is None or kept.tilstand != Tilstand.AFSLUTTET:
        raise UserError(IKKE_LAAST)
    now = context.clock()
    # A row each time: two who copy the same besøg are no konflikt, and the newest is the one that is shown.
    rows.save(
        tx,
        Journalisering,
        context.new_id(),
        kept.scope,
        {"besoeg": besoeg, "maal": maal, "hvem": context.bruger.navn, "hvornaar": to_text(now)},
        now,
    )


def take_back(tx: Tx, context: Context, besoeg: int, maal: str) -> None:
    """It was not copied there after all, whoever said so."""
    for one in read_raekker(tx, besoeg, maal):
        rows.save(tx, Journalisering, one.id, one.scope, {"slettet": True}, context.clock())
