"""A sag from another kommune, taken in on one machine, reaches the server and the next machine whole."""

import shutil
from dataclasses import replace
from pathlib import Path

from konsulent_app.keys.wrapping import Argon2Cost
from konsulent_app.services.context import Bruger
from konsulent_app.services.konvolut import seal
from konsulent_app.services.overtag import open_pakke, take_in
from konsulent_app.services.udlevering import make_overdragelse
from konsulent_app.store import rows
from konsulent_app.sync.historik import HistorikSvar, Place, Udfald
from konsulent_app.sync.historik_alt import Hentning, fetch_alt
from konsulent_core.entities import Rettelse
from konsulent_core.udlevering.sagsfil import HistorikStand, to_json
from konsulent_core.wire import WIRE_VERSION, HistorikRequest
from konsulent_server.access import User
from konsulent_server.historik import Historik
from tests.sample import SAG, copy_sample
from tests.server.house import Client, House
from tools.long.sync_machines import Templates

KODE = "lyse-katte-over-broen"


def client(house: House, templates: Templates, user: User, path: Path) -> Client:
    shutil.copy(templates.folder / "store", path)
    return Client(house, user, path)


def test_it_is_taken_by_the_server_with_its_locked_besoeg_and_read_on_the_next_machine(
    sqlite_house: House, templates: Templates, tmp_path: Path
) -> None:
    house = sqlite_house
    (tmp_path / "vig").mkdir()
    there = copy_sample(tmp_path / "vig")
    with there.database.reading() as tx:
        fil, _ = make_overdragelse(tx, there.context, SAG)
    there.database.close()
    mette = client(house, templates, house.person("Mette"), tmp_path / "mette")
    bruger = Bruger(nummer=mette.user.number, navn="Mette", kommune=house.kommune, kommune_navn="Åby")
    context = replace(there.context, bruger=bruger, clock=house.clock)
    pakke = open_pakke(seal(to_json(fil), KODE, bytes, Argon2Cost(passes=1, memory_kib=8, lanes=1)), KODE)
    with mette.database.writing() as tx:
        plan = take_in(tx, context, pakke, samme=False)
    mette.sync()
    with mette.database.reading() as tx:
        assert tx.conn.exec_driver_sql("SELECT count(*) FROM karantaene").scalar_one() == 0
        assert tx.conn.exec_driver_sql("SELECT count(*) FROM outbox").scalar_one() == 0
        here, _ = make_overdragelse(tx, context, plan.sag)

    second = client(house, templates, mette.user, tmp_path / "second")
    second.sync()
    with second.database.reading() as tx:
        read, _ = make_overdragelse(tx, context, plan.sag)
        assert rows.find(tx, Rettelse) == []
    assert read.poster == here.poster
    assert len(read.poster) == len(fil.poster)

    historik = Historik(house.services.exchange.engine, house.clock)

    def ask(raekke: int, felter: tuple[str, ...], foer: Place | None) -> HistorikSvar:
        page = historik.page(mette.user, HistorikRequest(WIRE_VERSION, raekke, felter, foer))
        return HistorikSvar(udfald=Udfald.HENTET, nu=page.now, linjer=tuple(page.lines), mere=page.more)

    told = fetch_alt(ask, [(one.tabel, one.id) for one in here.poster], Hentning(), print)
    assert told.stand is HistorikStand.HENTET
    assert {(one.tabel, one.raekke) for one in told.linjer} == {(one.tabel, one.id) for one in here.poster}
    assert {one.hvem for one in told.linjer} == {"Mette"}
    for one in (mette, second):
        one.database.close()
