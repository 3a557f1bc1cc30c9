"""Reads which besøg were copied over to another system, and which still wait for it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_core.clock import COPENHAGEN, from_text, local_day, to_text
from konsulent_core.entities import Journalisering
from konsulent_core.words import RettelseTilstand, Tilstand

DAGE = 60
"""A besøg longer ago than this is waited for no more: what was written before the app could tell is not asked about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Venter:
    """A locked besøg that is not copied where it must be. ``rettet``: it was, and has been amended since."""

    besoeg: int
    sag: int
    navn: str
    type: str
    nummer: int
    dato: date
    rettet: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Gjort:
    """The newest copying of a besøg to one target. ``rettet``: a rettelse became gældende after it."""

    maal: str
    hvem: str
    hvornaar: datetime
    rettet: bool


def read_gjort(tx: Tx, besoeg: int) -> dict[str, Gjort]:
    """By target: when it was last copied, and by whom."""
    mended = tx.conn.exec_driver_sql(
        "SELECT max(coalesce(gaeldende_fra,hvornaar)) FROM rettelse WHERE besoeg=? AND slettet=0 AND tilstand=?",
        (besoeg, RettelseTilstand.GAELDENDE.value),
    ).scalar()
    return {
        row.maal: Gjort(
            maal=row.maal,
            hvem=row.hvem or "",
            hvornaar=from_text(row.hvornaar),
            rettet=mended is not None and mended > row.hvornaar,
        )
        for row in rows.find(tx, Journalisering, "besoeg=?", (besoeg,), "hvornaar")
        if row.maal and row.hvornaar
    }


def read_raekker(tx: Tx, besoeg: int, maal: str) -> list[Journalisering]:
    """All that say that the besøg was copied there."""
    return rows.find(tx, Journalisering, "besoeg=? AND maal=?", (besoeg, maal))


def read_venter(tx: Tx, sager: dict[int, str], kraevede: Collection[str], i_dag: date) -> tuple[Venter, ...]:
    """Of these sager (id → name), the oldest first. One query; it looks at the besøg of the last ``DAGE`` days."""
    if not sager or not kraevede:
        return ()
    since = to_text(datetime.combine(i_dag - timedelta(days=DAGE), time(), COPENHAGEN))
    marks, wanted = ",".join("?" * len(sager)), ",".join("?" * len(kraevede))
    # Without a hash there is no snapshot: taken in from a file, or brought by the demo; there is no text to copy.
    found = tx.conn.exec_driver_sql(
        "SELECT * FROM (SELECT b.id, b.scope, b.type, b.nummer, b.tidspunkt, "
        f"(SELECT count(DISTINCT j.maal) FROM journalisering j WHERE j.besoeg=b.id AND j.slettet=0 "
        f"AND j.maal IN ({wanted})) AS gjort, "
        "(SELECT max(j.hvornaar) FROM journalisering j WHERE j.besoeg=b.id AND j.slettet=0 "
        f"AND j.maal IN ({wanted})) AS sidst, "
        "(SELECT max(coalesce(r.gaeldende_fra,r.hvornaar)) FROM rettelse r "
        "WHERE r.besoeg=b.id AND r.slettet=0 AND r.tilstand=?) AS rettet "
        f"FROM besoeg b INDEXED BY besoeg_tidspunkt WHERE b.scope IN ({marks}) AND b.tidspunkt>=? AND b.tilstand=? "
        "AND b.slettet=0 AND b.snapshot_hash IS NOT NULL) "
        "WHERE gjort<? OR rettet>sidst ORDER BY tidspunkt, id",
        (
            *kraevede,
            *kraevede,
            RettelseTilstand.GAELDENDE.value,
            *sager,
            since,
            Tilstand.AFSLUTTET.value,
            len(kraevede),
        ),
    )
    return tuple(
        Venter(
            besoeg=row.id,
            sag=row.scope,
            navn=sager[row.scope],
            type=row.type or "",
            nummer=row.nummer or 0,
            dato=local_day(from_text(row.tidspunkt)),
            rettet=row.gjort >= len(kraevede),
        )
        for row in found
    )
