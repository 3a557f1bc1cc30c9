"""Reads what has been promised in the sager and how it was kept, and when anything was last done in one."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from konsulent_app.store.database import Tx
from konsulent_core.clock import from_text, local_day
from konsulent_core.loefter import LoefteArt, LoeftePart, LoefteTal, loefte_art, loefte_part, sum_loefter
from konsulent_core.sagtal import handling

# SQL, for a sag ``s``: the time of its newest besøg before ?; {} is one more condition on ``b``.
NEWEST_BESOEG = (
    "(SELECT b.tidspunkt FROM besoeg b WHERE b.scope=s.id AND b.slettet=0 AND b.tidspunkt<? {} "
    "ORDER BY b.tidspunkt DESC LIMIT 1)"
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
    """By open sag; a sag without promises is not there. The + reads the table as it lies: most of it is wanted."""
    return _promises(tx, i_dag, "+scope IN (SELECT id FROM sag WHERE slettet=0 AND slut IS NULL)")


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
    counts: dict[tuple[int, str | None], list[int]] = defaultdict(lambda: [0] * len(LoefteArt))
    newest: dict[int, str] = {}
    found = tx.conn.exec_driver_sql(
        f"SELECT scope, part, senest, gjort, gjort_dato FROM aftale WHERE slettet=0 AND hvad<>'' AND {where}", given
    ).all()
    for scope, part, senest, gjort, gjort_dato in found:
        art = loefte_art(gjort=bool(gjort), senest=senest, gjort_dato=gjort_dato, i_dag=today)
        counts[scope, part][art] += 1
        if gjort and gjort_dato:
            newest[scope] = max(newest.get(scope, ""), gjort_dato)
    by_sag: dict[int, list[tuple[LoeftePart, LoefteTal]]] = defaultdict(list)
    for (scope, part), (holdt, for_sent, over, aaben) in counts.items():
        who = loefte_part(part)
        if who is not None:
            by_sag[scope].append((who, LoefteTal(holdt=holdt, for_sent=for_sent, over=over, aaben=aaben)))
    return {
        sag: Loeftelinje(tuple(by_sag.get(sag, ())), as_day(newest.get(sag))) for sag in by_sag.keys() | newest.keys()
    }
