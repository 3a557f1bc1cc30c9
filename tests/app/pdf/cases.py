"""The six test people as papers read them from a store: loaded once for all tests of papers."""

import random
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from konsulent_app.services.afslut import printed_snapshot
from konsulent_app.services.context import Bruger, Context
from konsulent_app.store.besoeg import read_besoeg
from konsulent_app.store.opening import open_store
from konsulent_app.store.rapport import RapportValgt, read_rapport
from konsulent_core.snapshot import Snapshot
from konsulent_core.words import BesoegType
from tools.caseload.cases import load_cases, read_skemaer

I_DAG = date(2026, 3, 12)
ALLE = ("katrine", "charlotte", "frank", "peter", "janet", "danni")


@dataclass(frozen=True, slots=True)
class Case:
    """One of the six: the sag that runs, its praktikker by their key in the file, and the newest opfølgning."""

    valgt: RapportValgt
    praktikker: Mapping[str, int]
    snapshot: Snapshot


@cache
def cases() -> dict[str, Case]:
    """By first name in lower case."""
    now = datetime(2026, 3, 12, tzinfo=UTC)
    bruger = Bruger(nummer=1, navn="Mette Lund", kommune=2, kommune_navn="Jobcenter Åby")
    skemaer = read_skemaer()
    entropy = random.Random(1).randbytes
    context = Context(clock=lambda: now, entropy=entropy, bruger=bruger, skemaer=skemaer)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = open_store(folder / "l.db", bytes(range(32)), None, folder / "k", now)
        ids = load_cases(database, bruger, skemaer, I_DAG, entropy)
        found = {}
        with database.reading() as tx:
            for who in ALLE:
                read = read_rapport(tx, ids[who].sag)
                assert read is not None
                visits = [b for b in read.grundlag.besoeg if b.type == BesoegType.OPFOELGNING]
                blad = read_besoeg(tx, visits[-1].id)
                assert blad is not None
                here = {p.id for p in read.grundlag.praktikker}
                own = {key: number for key, number in ids[who].praktikker.items() if number in here}
                found[who] = Case(read, own, printed_snapshot(context, blad))
        database.close()
        return found
