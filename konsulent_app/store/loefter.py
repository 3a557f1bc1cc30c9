"""Reads what has been promised in the sager and how it was kept, and when anything was last done in one."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from konsulent_app.store.database import Tx
from konsulent_core.clock import from_text, local_day
from konsulent_core.loefter import LoeftePart, LoefteTal, loefte_part, sum_loefter
from konsulent_core.sagtal import handling

# SQL, for a sag ``s``: the time of its newest besøg before ?; {} is one more condition on ``b``.
NEWEST_BESOEG = (
    "(SELECT b.tidspunkt FROM besoeg b WHERE b.scope=s.id AND b.slettet=0 AND b.tidspunkt<? {} "
    "ORDER BY b.tidspunkt DESC LIMIT 1)"
)
# As ``core.loefter.loefte_tal``, of rows that are too many to be carried over one by one.
_PROMISES = (
    "SELECT scope, part, total(coalesce(gjort,0)=1 AND NOT coalesce(gjort_dato>senest,0)), "
    "total(coalesce(gjort,0)=1 AND coalesce(gjort_dato>senest,0)), "
    "total(coalesce(gjort,0)=0 AND coalesce(senest<?,0)), "
    "total(coalesce(gjort,0)=0 AND NOT coalesce(senest<?,0)), max(gjort_dato) "
    "FROM aftale WHERE slettet=0 AND hvad<>'' AND {} GROUP BY scope, part"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SagLoefter:
    """One sag's promises by party, and the newest day on which something was done."""

    loefter: Mapping[LoeftePart, LoefteTal]
    handling: date | None


@dataclass(frozen=True, slots=True)
class Loeftelinje:
    """A sag's promises as they are counted; ``gjort`` the newest day one was done."""

    loefter: tuple[tuple[LoeftePart, LoefteTal], ...] = ()
    gjort: date | None = None


def read_loefter(tx: Tx, sag: int, i_dag: date) -> SagLoefter:
    """What has been promised in one sag, and the newest day on which something was done."""
    promises = _promises(tx, i_dag, "scope=?", sag).get(sag, Loeftelinje())
    row = tx.conn.exec_driver_sql(
        f"SELECT s.moede_sidst, s.start, {NEWEST_BESOEG.format('')} AS gjort, "
        "(SELECT max(start) FROM praktik WHERE scope=s.id AND slettet=0 AND start<=?) AS praktik, "
        "(SELECT max(fra) FROM timer WHERE scope=s.id AND slettet=0 AND fra<=?) AS timer FROM sag s WHERE s.id=?",
        (tomorrow(i_dag), i_dag.isoformat(), i_dag.isoformat(), sag),
    ).first()
    if row is None:
        return SagLoefter(loefter={}, handling=None)
    days = (instant_day(row.gjort), *map(as_day, (row.moede_sidst, row.start, row.praktik, row.timer)))
    return SagLoefter(loefter=sum_loefter(promises.loefter), handling=handling(*days, promises.gjort, i_dag=i_dag))


def read_alle_loefter(tx: Tx, i_dag: date) -> dict[int, Loeftelinje]:
    """By open sag; a sag without promises is not there."""
    return _promises(tx, i_dag, "scope IN (SELECT id FROM sag WHERE slettet=0 AND slut IS NULL)")


def tomorrow(i_dag: date) -> str:
    """The first moment that is not today any more, as times are compared."""
    return (i_dag + timedelta(days=1)).isoformat()


def as_day(text: str | None) -> date | None:
    """A stored date."""
    return date.fromisoformat(text) if text else None


def instant_day(text: str | None) -> date | None:
    """The day in Denmark of a stored instant."""
    return local_day(from_text(text)) if text else None


def _promises(tx: Tx, i_dag: date, where: str, *given: int) -> dict[int, Loeftelinje]:
    today = i_dag.isoformat()
    by_sag: dict[int, list[tuple[LoeftePart, LoefteTal]]] = defaultdict(list)
    done: dict[int, date] = {}
    found = tx.conn.exec_driver_sql(_PROMISES.format(where), (today, today, *given)).all()
    for scope, part, holdt, for_sent, over, aaben, newest in found:
        who, day = loefte_part(part), as_day(newest)
        if who is not None:
            tal = LoefteTal(holdt=int(holdt), for_sent=int(for_sent), over=int(over), aaben=int(aaben))
            by_sag[scope].append((who, tal))
        if day is not None:
            done[scope] = max(done.get(scope, day), day)
    return {sag: Loeftelinje(tuple(by_sag[sag]), done.get(sag)) for sag in by_sag.keys() | done.keys()}
