"""What a lock carries over goes to the server with it: to those who have the sag, and nameless to the whole kommune."""

import shutil
from datetime import date
from pathlib import Path

from konsulent_app.app.opened import load_skemaer
from konsulent_app.services import afslut
from konsulent_app.services import besoeg as verbs
from konsulent_app.services.context import Bruger, Context
from konsulent_app.store import rows
from konsulent_core.entities import Borger, Laering, Praktik, Rettelse, Sag, Timer, Virksomhed
from konsulent_core.skema import faste
from konsulent_core.words import BesoegType
from konsulent_server.access import User
from tests.sample import RESOURCES
from tests.server.house import BORGER, SAG, Client, House
from tools.long.sync_machines import Templates

PRAKTIK, VIRKSOMHED = 13, 20


def client(house: House, templates: Templates, user: User, path: Path) -> Client:
    shutil.copy(templates.folder / "store", path)
    return Client(house, user, path)


def held(mette: Client, context: Context, besoeg_type: BesoegType, svar: dict[str, str]) -> None:
    """Opened, answered, locked and sent without a net in between."""
    with mette.database.writing() as tx:
        besoeg = verbs.start_besoeg(tx, context, SAG, besoeg_type)
        for felt, value in svar.items():
            verbs.save_svar(tx, context, besoeg, felt, value)
        if besoeg_type is BesoegType.STARTMOEDE:
            verbs.save_timer(tx, context, besoeg, 6.0, None, 0.0, date(2026, 3, 12))
            verbs.save_naeste(tx, context, besoeg, date(2026, 4, 1), None, None)
    with mette.database.writing() as tx:
        afslut.lock_besoeg(tx, context, besoeg)
    mette.sync()


def test_a_startmoede_and_an_afslutning_reach_the_colleagues_and_nothing_is_refused(
    sqlite_house: House, templates: Templates, tmp_path: Path
) -> None:
    house = sqlite_house
    mette = client(house, templates, house.person("Mette"), tmp_path / "mette")
    bruger = Bruger(nummer=mette.user.number, navn="Mette", kommune=house.kommune, kommune_navn="Åby")
    context = Context(clock=house.clock, entropy=house.entropy, bruger=bruger, skemaer=load_skemaer(RESOURCES))
    with mette.database.writing() as tx:
        now = house.clock()
        rows.save(tx, Sag, SAG, SAG, {"borger": BORGER}, now)
        rows.save(tx, Borger, BORGER, BORGER, {"fornavn": "Janet"}, now)
        rows.save(tx, Virksomhed, VIRKSOMHED, house.kommune, {"navn": "Nordlager"}, now)
        rows.save(tx, Praktik, PRAKTIK, SAG, {"virksomhed": VIRKSOMHED}, now)
    mette.sync()
    deputy = client(house, templates, house.person("Søren", SAG, BORGER), tmp_path / "soeren")
    stranger = client(house, templates, house.person("Anne"), tmp_path / "anne")
    deputy.sync()

    held(mette, context, BesoegType.STARTMOEDE, {faste.OPSTART: "2026-03-16", faste.VITAS: "1234"})
    deputy.sync()
    with deputy.database.reading() as tx:
        praktik, (step,) = rows.get(tx, Praktik, PRAKTIK), rows.find(tx, Timer)
    assert praktik is not None
    assert (praktik.start, praktik.vitas, step.fra) == ("2026-03-16", "1234", "2026-03-16")

    afbrud = {faste.AFBRUDT: "ja", faste.AFBRUDT_AF: "virksomhed", faste.AFBRUDT_AARSAG: "lukkede"}
    held(mette, context, BesoegType.AFSLUTNING, {**afbrud, faste.LAERING: "Ro om formiddagen."})
    for other in (deputy, stranger):
        other.sync()
        with other.database.reading() as tx:
            assert [(row.virksomhed, row.tekst) for row in rows.find(tx, Laering)] == [
                (VIRKSOMHED, "Ro om formiddagen.")
            ]
    with deputy.database.reading() as tx:
        praktik = rows.get(tx, Praktik, PRAKTIK)
        assert rows.find(tx, Rettelse) == []
    with stranger.database.reading() as tx:
        assert rows.find(tx, Praktik) == []
    with mette.database.reading() as tx:
        assert tx.conn.exec_driver_sql("SELECT count(*) FROM karantaene").scalar_one() == 0
        assert tx.conn.exec_driver_sql("SELECT count(*) FROM outbox").scalar_one() == 0
    assert praktik is not None
    assert (praktik.afbrudt, praktik.afbrudt_aarsag, praktik.afbrudt_af) == (True, "Virksomheden lukkede", "virksomhed")
    for one in (mette, deputy, stranger):
        one.database.close()
