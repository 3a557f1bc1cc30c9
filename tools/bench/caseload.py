"""The figures of a caseload: Overblik and the list of Sager over 60 open sager of one konsulent, and over 6,000.

The reference reads the same rows with plain SELECTs over bare SQLCipher and makes the same counts, or the same lines,
in Python, with nothing of ours around it.
"""

import gc
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from konsulent_app.store.database import Database, Tx
from konsulent_app.store.opening import open_store
from konsulent_app.store.overblik import read_overblik
from konsulent_app.store.sager import read_sager
from konsulent_core.overblik import Tal, count
from konsulent_core.overblik_periode import Periode, count_period
from tools.bench import reference
from tools.bench.figure import Figure, interleave, seconds
from tools.bench.stores import KEY, KOMMUNE, NOW, Stores
from tools.caseload.bulk import write_local
from tools.caseload.generate import generate

_SEED = 3
_WARM = 2


@dataclass(frozen=True, slots=True)
class Size:
    """A caseload: a year of visits for a konsulent's own, the newest few where there are many sager."""

    sager: int
    skemaer: int


SIZES = {"60": Size(60, 1_500), "6000": Size(6_000, 12_000)}
NAMES = tuple(f"{what}_{size}" for what in ("overblik", "sager") for size in SIZES)


def measure(
    stores: Stores, names: set[str], *, sizes: Mapping[str, Size] = SIZES, rounds: int = 15
) -> Iterator[Figure]:
    """The wanted ones of ``NAMES``, in milliseconds until the page has all it shows."""
    today = NOW.date()
    for name, size in sizes.items():
        if not names & {f"overblik_{name}", f"sager_{name}"}:
            continue
        path = stores.folder / f"caseload-{size.sager}-{size.skemaer}.db"
        database, bare = _filled(path, size), reference.bare(path, KEY)
        try:
            for what, ours, its in (("overblik", _overblik, _bare_overblik), ("sager", _sager, _bare_sager)):
                if f"{what}_{name}" not in names:
                    continue
                mine, theirs = _ours(database, ours, today), _its(bare, its, today)
                interleave(_WARM, mine, theirs)
                took, floor = interleave(rounds, mine, theirs)
                yield Figure(name=f"{what}_{name}", unit="ms", n=size.sager, ours=took, reference=floor)
        finally:
            bare.close()
            database.close()


def _filled(path: Path, size: Size) -> Database:
    """The seeded caseload."""
    made = path.exists()
    database = open_store(path, KEY, None, path.parent / "backups", NOW)
    if not made:
        write_local(database, generate(_SEED, size.sager, size.skemaer, kommune=KOMMUNE), "pulled", NOW)
    return database


def _timed(job: Callable[[], object]) -> float:
    """Milliseconds; as in the app, cycles are not collected on the thread that reads (``ui.collector``)."""
    by_itself = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        return 1e3 * seconds(job)
    finally:
        if by_itself:
            gc.enable()


# --- ours -----------------------------------------------------------------------------------------


def _ours(database: Database, job: Callable[[Tx, date], object], today: date) -> Callable[[], float]:
    def read() -> None:
        with database.reading() as tx:
            job(tx, today)

    return lambda: _timed(read)


def _overblik(tx: Tx, today: date) -> object:
    blad = read_overblik(tx, today)
    return count(blad.tal, blad.andele, today).tal[Tal.I_PRAKTIK], count_period(blad.tal, Periode.UGER_13, today)


def _sager(tx: Tx, today: date) -> object:
    return read_sager(tx, today)


# --- the reference --------------------------------------------------------------------------------


def _its(
    bare: sqlcipher.Connection, job: Callable[[sqlcipher.Connection, str], object], today: date
) -> Callable[[], float]:
    return lambda: _timed(lambda: job(bare, today.isoformat()))


_SAG = (
    "SELECT s.id, s.bekymring, s.konsulent, s.mentorstoette, s.moede_dato, s.gruppe, s.gruppe_grund, s.gruppe_igen, "
    "b.fornavn, b.efternavn, b.oensker FROM sag s JOIN borger b ON b.id=s.borger WHERE s.slettet=0 AND s.slut IS NULL "
    "ORDER BY b.fornavn, b.efternavn"
)
_PRAKTIK = (
    "SELECT p.scope, p.start, p.slut, p.afbrudt, p.afbrudt_aarsag, p.resultat, p.interval_dage, v.navn FROM praktik p "
    "LEFT JOIN virksomhed v ON v.id=p.virksomhed WHERE p.slettet=0"
)
_TIMER = "SELECT scope, fra, timer, timer_til, loentimer FROM timer WHERE slettet=0 ORDER BY fra"
_BESOEG = (
    "SELECT scope, max(tidspunkt), naeste_dato, naeste_tid FROM besoeg WHERE slettet=0 AND tilstand=? GROUP BY scope"
)
_AFTALE = "SELECT scope, part, senest, gjort, gjort_dato FROM aftale WHERE slettet=0"


def _bare_rows(bare: sqlcipher.Connection) -> tuple[list[Any], dict[int, Any], dict[int, Any], dict[int, Any]]:
    """What both pages need: the sager, and by sag its praktik, its step of hours and its newest besøg."""
    praktik = {row[0]: row for row in bare.execute(_PRAKTIK)}
    timer = {row[0]: row for row in bare.execute(_TIMER)}
    newest = {row[0]: row for row in bare.execute(_BESOEG, ("afsluttet",))}
    return bare.execute(_SAG).fetchall(), praktik, timer, newest


def _bare_sager(bare: sqlcipher.Connection, today: str) -> object:
    """A tuple a line: name, place, hours, next date, whether it has passed."""
    sager, praktik, timer, newest = _bare_rows(bare)
    kladder = {row[0] for row in bare.execute(_BESOEG, ("kladde",))}
    lines = []
    for row in sager:
        number, last, place, step = row[0], newest.get(row[0]), praktik.get(row[0]), timer.get(row[0])
        naeste = last[2] if last else None
        lines.append((number, f"{row[8]} {row[9]}", place and place[7], step and step[2:], naeste,
                      naeste is not None and naeste < today, number in kladder))  # fmt: skip
    return lines


def _bare_overblik(bare: sqlcipher.Connection, today: str) -> object:
    """The counts with their lists, afbrud and results, the groups, hours, and promises by party."""
    sager, praktik, timer, newest = _bare_rows(bare)
    found: dict[str, list[int]] = defaultdict(list)
    for row in sager:
        number, last, place, step = row[0], newest.get(row[0]), praktik.get(row[0]), timer.get(row[0])
        runs = place is not None and place[1] <= today and not place[3] and (place[2] is None or place[2] >= today)
        found["i_virksomhed" if runs else row[5] or "uvurderet"].append(number)
        naeste = last[2] if last else None
        for name, holds in (
            ("løntimer", runs and step is not None and (step[4] or 0) > 0),
            ("uden dato", naeste is None),
            ("forfalden", naeste is not None and naeste < today),
            ("bekymring", bool(row[1])),
            ("uden konsulent", not row[2]),
            ("mentor", bool(row[3])),
            ("møde", bool(row[4]) and row[4] >= today),
            ("afbrud", place is not None and bool(place[3])),
            ("resultat", place is not None and bool(place[5])),
        ):
            if holds:
                found[name].append(number)
    promises: dict[tuple[str, bool, bool], int] = defaultdict(int)
    for _, part, senest, gjort, _done in bare.execute(_AFTALE):
        promises[part, bool(gjort), bool(senest and senest < today)] += 1
    return found, promises
