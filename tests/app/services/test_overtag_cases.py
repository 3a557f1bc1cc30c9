"""The six test people, each handed to another kommune: all kinds of sager come through whole."""

import random
from datetime import UTC, date, datetime
from pathlib import Path

from konsulent_app.services.context import Bruger, Context
from konsulent_app.services.overtag import Pakke, take_in
from konsulent_app.services.udlevering import make_overdragelse
from konsulent_app.store import rows
from konsulent_app.store.besoeg import read_besoeg
from konsulent_app.store.database import Database
from konsulent_app.store.opening import open_store
from konsulent_app.store.sager import read_sag
from konsulent_core.entities import Besoeg, field_names
from konsulent_core.udlevering.sagsfil import Sagsfil, from_json, is_id, to_json
from tools.caseload.cases import load_cases, read_skemaer

I_DAG = date(2026, 3, 12)
NOW = datetime(2026, 3, 12, 9, 42, tzinfo=UTC)
KEY = bytes(range(32))


def store(folder: Path) -> Database:
    folder.mkdir()
    return open_store(folder / "lager.db", KEY, None, folder / "kopi", NOW)


def said(fil: Sagsfil, *, but: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    return sorted(
        (
            one.tabel,
            *(repr(getattr(one, f)) for f in field_names(type(one)) if not is_id(one.tabel, f) and f not in but),
        )
        for one in fil.poster
    )


def test_each_of_the_six_is_the_same_there(tmp_path: Path) -> None:
    here, there = store(tmp_path / "a"), store(tmp_path / "b")
    mette = Bruger(nummer=1, navn="Mette Lund", kommune=2, kommune_navn="Jobcenter Åby")
    bo = Bruger(nummer=9, navn="Bo Friis", kommune=77, kommune_navn="Jobcenter Vig")
    skemaer = read_skemaer()
    people = load_cases(here, mette, skemaer, I_DAG, random.Random(1).randbytes).people
    sender, taker = (
        Context(clock=lambda: NOW, entropy=random.Random(2).randbytes, bruger=who, skemaer=skemaer)
        for who in (mette, bo)
    )
    for person in people.values():
        with here.reading() as tx:
            fil, left_out = make_overdragelse(tx, sender, person.sag)
        read = from_json(to_json(fil))
        assert (read.poster, left_out) == (fil.poster, 0)
        with there.writing() as tx:
            plan = take_in(tx, taker, Pakke(fil=read, indhold=b""), samme=True)
        with there.reading() as tx:
            again, _ = make_overdragelse(tx, taker, plan.sag)
            assert said(again, but=("konsulent", "sagsbehandler")) == said(fil, but=("konsulent", "sagsbehandler"))
            assert read_sag(tx, plan.sag, I_DAG) is not None
            besoeg = rows.find(tx, Besoeg, "scope=?", (plan.sag,))
            assert len(besoeg) >= len(person.besoeg)
            assert all(read_besoeg(tx, one.id) is not None for one in besoeg)
    here.close()
    there.close()
