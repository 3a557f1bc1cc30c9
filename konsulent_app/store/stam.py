"""What a sag's own page of facts reads: borger, sag and the indsatser beside the praktik; and who has a CPR number."""

from dataclasses import dataclass

from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_core.entities import Borger, Indsats, Sag


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamdata:
    """The facts of one sag."""

    sag: Sag
    borger: Borger
    indsatser: tuple[Indsats, ...]


def read_stamdata(tx: Tx, sag_id: int) -> Stamdata | None:
    """None when the sag is not on this machine (yet)."""
    sag = rows.get(tx, Sag, sag_id)
    borger = rows.get(tx, Borger, sag.borger) if sag is not None and sag.borger else None
    if sag is None or sag.slettet or borger is None:
        return None
    return Stamdata(
        sag=sag, borger=borger, indsatser=tuple(rows.find(tx, Indsats, "scope=?", (sag_id,), order="start, id"))
    )


def sag_with_cpr(tx: Tx, cpr: str, but_borger: int) -> int | None:
    """The newest sag on this machine of another borger row with that CPR number (ten characters), open ones first."""
    found = tx.conn.exec_driver_sql(
        "SELECT s.id FROM borger b JOIN sag s ON s.borger=b.id "
        "WHERE b.cpr=? AND b.id<>? AND b.slettet=0 AND s.slettet=0 ORDER BY s.slut IS NOT NULL, s.start DESC LIMIT 1",
        (cpr, but_borger),
    ).scalar()
    return None if found is None else int(found)
