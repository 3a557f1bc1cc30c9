"""The six test people as the papers' builders take them, read once a process from a store made for it."""

import random
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from konsulent_app.app.opened import load_rapporter
from konsulent_app.app.papers import forberedelse_blad
from konsulent_app.pdf.forberedelse import Forberedelse
from konsulent_app.services.afslut import printed_snapshot
from konsulent_app.services.context import Bruger, Context
from konsulent_app.store.besoeg import read_besoeg, read_kommende
from konsulent_app.store.database import Tx
from konsulent_app.store.opening import open_store
from konsulent_app.store.rapport import RapportValgt, read_rapport
from konsulent_core import praktikdok
from konsulent_core.praktikdok.blad import PraktikBlad
from konsulent_core.rapport import byg
from konsulent_core.rapport.blad import RapportBlad
from konsulent_core.rapport.valg import choose_art, read_valg
from konsulent_core.snapshot import Snapshot
from tools.caseload.cases import PersonIds, load_cases, read_skemaer

ROOT = Path(__file__).resolve().parents[2]
I_DAG = date(2026, 3, 12)
ALLE = ("katrine", "charlotte", "frank", "peter", "janet", "danni")
ART = "rehabiliteringsteam"
BRUGER = Bruger(nummer=1, navn="Mette Lund", kommune=2, kommune_navn="Jobcenter Åby")
_NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One of the six on 12.03.2026: the snapshot of the newest opfølgning (else besøg), the sag, the next visit."""

    navn: str
    snapshot: Snapshot
    grundlag: RapportValgt
    praktikker: Mapping[str, int]
    """Those of the sag, by their key in the file, the first one first."""
    forberedelse: Forberedelse
    blad: RapportBlad
    """Her »Rapport til møde« as it is chosen at first."""
    praktikdok: PraktikBlad | None
    """Of the newest praktik, where there has been one."""

    def rapport(self, art: str = ART, tekster: Mapping[str, str] | None = None) -> RapportBlad:
        """Her report of a kind, with the konsulent's own words by their keys."""
        return make_rapport(self.grundlag, art, tekster or {})


def make_rapport(read: RapportValgt, art: str = ART, tekster: Mapping[str, str] | None = None) -> RapportBlad:
    """The report from what the store gave."""
    kind = choose_art(replace(read.rapport, art=art), load_rapporter(ROOT / "resources"))
    valg = read_valg(read.rapport, read.grundlag, kind, tekster or {}, I_DAG)
    return byg.build(read.grundlag, read_skemaer(), kind, valg)


@cache
def people() -> Mapping[str, Person]:
    """The six by first name in lower case. The same store every time: ids come from a fixed seed."""
    skemaer = read_skemaer()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = open_store(folder / "l.db", bytes(range(32)), None, folder / "k", _NOW)
        ids = load_cases(database, BRUGER, skemaer, I_DAG, random.Random(1).randbytes)
        context = Context(clock=lambda: _NOW, entropy=random.Random(2).randbytes, bruger=BRUGER, skemaer=skemaer)
        with database.reading() as tx:
            found = {who: _read(tx, context, ids[who]) for who in ALLE}
        database.close()
    return found


def _read(tx: Tx, context: Context, ids: PersonIds) -> Person:
    grundlag = read_rapport(tx, ids.sag)
    kommende = read_kommende(tx, ids.sag, context.clock())
    newest = ids.besoeg[-1] if ids.besoeg else grundlag.grundlag.besoeg[-1].id if grundlag else 0
    besoeg = read_besoeg(tx, newest)
    assert grundlag is not None
    assert kommende is not None
    assert besoeg is not None
    here = {praktik.id for praktik in grundlag.grundlag.praktikker}
    praktikker = {key: number for key, number in ids.praktikker.items() if number in here}
    newest_praktik = next(reversed(praktikker.values()), None)
    return Person(
        navn=ids.noegle,
        praktikker=praktikker,
        praktikdok=None
        if newest_praktik is None
        else praktikdok.build(grundlag.grundlag, context.skemaer, newest_praktik, I_DAG),
        snapshot=printed_snapshot(context, besoeg),
        grundlag=grundlag,
        forberedelse=forberedelse_blad(kommende, context),
        blad=make_rapport(grundlag),
    )
