"""Reads a team's Overblik from its count rows: numbers of sager and names of konsulenter, never a borger's."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

import msgspec

from konsulent_app.store.database import Tx
from konsulent_app.store.overblik import OverblikBlad, OverblikLinje, read_andele
from konsulent_core.rhythm import Forfald, next_due
from konsulent_core.sagtal import SagTal

UDEN_NUMMER = "Sag uden nummer"
UDEN_KONSULENT = "ingen konsulent"
_ORDER = "ORDER BY konsulent, length(nummer), nummer, sag"
_TAL = msgspec.json.Decoder(SagTal)


def read_team_overblik(tx: Tx, i_dag: date) -> OverblikBlad:
    """The page for a teamleder, by konsulent and number. A row that cannot be read is counted in ``ulaeselige``."""
    found = tx.conn.exec_driver_sql(
        f"SELECT sag, nummer, konsulent, tal FROM sagtal WHERE slettet=0 AND sag IS NOT NULL {_ORDER}"
    ).all()
    tal: list[SagTal] = []
    linjer: dict[int, OverblikLinje] = {}
    ulaeselige = 0
    for sag, nummer, konsulent, told in found:
        one = _decoded(told, sag, i_dag)
        if one is None:
            ulaeselige += 1
            continue
        tal.append(one)
        linjer[sag] = OverblikLinje(
            sag=sag,
            navn=_navn(nummer),
            virksomhed="",
            grund="",
            oenske="",
            hvem=konsulent or UDEN_KONSULENT,
        )
    return OverblikBlad(dato=i_dag, tal=tuple(tal), linjer=linjer, andele=read_andele(tx), ulaeselige=ulaeselige)


def sag_navne(tx: Tx, sager: Collection[int]) -> dict[int, str]:
    """What the sager are called, in the order of the page; one that is counted no more is left out."""
    found = tx.conn.exec_driver_sql(
        f"SELECT sag, nummer FROM sagtal WHERE slettet=0 AND sag IN ({','.join('?' * len(sager))}) {_ORDER}",
        tuple(sager),
    )
    return {sag: _navn(nummer) for sag, nummer in found}


def is_here(tx: Tx, sag: int) -> bool:
    """Whether the sag itself stands open on this machine, beside its count row."""
    return tx.conn.exec_driver_sql("SELECT 1 FROM sag WHERE id=? AND slettet=0", (sag,)).first() is not None


def _navn(nummer: str | None) -> str:
    return f"Sag {nummer}" if nummer else UDEN_NUMMER


def _decoded(told: str | None, sag: int, i_dag: date) -> SagTal | None:
    """The row as of today; None for what a newer or broken machine wrote."""
    try:
        one = _TAL.decode(told or "")
    except msgspec.DecodeError:
        return None
    return replace(one, sag=sag, forfald=_as_of(one.forfald, i_dag))


def _as_of(forfald: Forfald, i_dag: date) -> Forfald:
    """The row was reckoned the day its konsulent last synced; when it is due does not change, how long ago does."""
    if forfald.dato is None:
        return forfald
    if forfald.aftalt:
        return next_due(naeste=forfald.dato, sidst=None, interval=0, i_dag=i_dag)
    return next_due(naeste=None, sidst=forfald.dato, interval=0, i_dag=i_dag)
