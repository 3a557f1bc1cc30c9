"""A kommune publishes a skema: it reaches a second machine, a besøg is held in it, and its paper says so."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from konsulent_app.app.opened import load_leveret
from konsulent_app.app.papers import Papers
from konsulent_app.services import afslut, skift
from konsulent_app.services import besoeg as verbs
from konsulent_app.services.bog import Bog
from konsulent_app.services.context import Bruger, Context
from konsulent_app.services.udgivne import take_in
from konsulent_app.store import rows
from konsulent_app.store.besoeg import read_besoeg
from konsulent_core.entities import BY_TABEL, Besoeg, Borger, Sag
from konsulent_core.progression import kurve, linjer
from konsulent_core.skema.load import ankre
from konsulent_core.snapshot import content_hash, decode
from konsulent_core.words import BesoegType, Stemme
from konsulent_server.publish import Publisher
from tests.sample import RESOURCES
from tests.server.house import BORGER, SAG, Client, House, begin
from tools.long.sync_machines import Templates

OUTLINE = (RESOURCES / "eksempler" / "outline.v1.toml").read_text(encoding="utf-8")
V2 = (
    OUTLINE.replace("version = 1", "version = 2")
    .replace("Kan skifte opgave, når det er varslet", "Skifter opgave, når det er varslet")
    .replace('noegle = "fleksibilitet"\ntitel', 'noegle = "fleksibilitet"\naendret = "Trin 2 er skrevet om."\ntitel')
)
SEKS = (
    "moedestabilitet",
    "kvalitetsforstaaelse",
    "engagement",
    "selvstaendighed_samarbejde",
    "fleksibilitet",
    "arbejdseffektivitet",
)


def machine(house: House, templates: Templates, folder: Path, name: str, *scopes: int) -> tuple[Client, Context]:
    path = folder / name
    shutil.copy(templates.folder / "store", path)
    client = Client(house, house.person(name, *scopes), path)
    bruger = Bruger(nummer=client.user.number, navn=name, kommune=house.kommune, kommune_navn="Åby")
    bog = Bog(load_leveret(RESOURCES))
    return client, Context(clock=house.clock, entropy=house.entropy, bruger=bruger, skemaer=bog, bog=bog)


def sync(client: Client, context: Context) -> None:
    client.sync()
    with client.database.reading() as tx:
        assert take_in(tx, context) == ()


def hold(client: Client, context: Context, trin: int) -> int:
    """A besøg with all six in three voices, and locked."""
    with client.database.writing() as tx:
        besoeg = verbs.open_besoeg(tx, context, SAG, None, BesoegType.OPFOELGNING)
        for dimension in SEKS:
            for stemme in (Stemme.KONSULENT, Stemme.ARBEJDSGIVER, Stemme.BORGER):
                verbs.save_vurdering(tx, context, besoeg, dimension, stemme, trin, None, ikke_droeftet=False)
        said = ("engagement.note", Stemme.BORGER, "Janet", "Mere lager.", "1")
        verbs.save_udsagn(tx, context, besoeg, besoeg + 1, *said)
        verbs.save_naeste(tx, context, besoeg, date(2027, 1, 4), None, None)
    with client.database.writing() as tx:
        afslut.lock_besoeg(tx, context, besoeg)
    return besoeg


def test_from_the_server_to_a_besoeg_its_paper_and_back(
    sqlite_house: House, templates: Templates, tmp_path: Path
) -> None:
    house = sqlite_house
    at = house.services.exchange
    press = Publisher(at.engine, at.layouts, at.clock, at.entropy)
    mette, mettes = machine(house, templates, tmp_path, "Mette")
    with mette.database.writing() as tx:
        rows.save(tx, Borger, BORGER, BORGER, {"fornavn": "Janet", "efternavn": "Lund"}, house.clock())
        rows.save(tx, Sag, SAG, SAG, {"borger": BORGER, "nummer": "1"}, house.clock())
    sync(mette, mettes)
    press.publish_skema(house.kommune, OUTLINE, "outline.v1.toml")
    soeren, soerens = machine(house, templates, tmp_path, "Soeren", SAG, BORGER)
    sync(soeren, soerens)

    first = hold(soeren, soerens, 2)
    press.publish_skema(house.kommune, V2, "outline.v2.toml")
    with soeren.database.writing() as tx:
        kladde = verbs.open_besoeg(tx, soerens, SAG, None, BesoegType.OPFOELGNING)
        verbs.save_vurdering(tx, soerens, kladde, "fleksibilitet", Stemme.KONSULENT, 2, None, ikke_droeftet=False)
    sync(soeren, soerens)
    with soeren.database.writing() as tx:
        blad = read_besoeg(tx, kladde)
        assert blad is not None
        assert blad.besoeg.skema == "outline.v1", "an open kladde stays on its version"
        ny = skift.offer(soerens, blad)
        assert ny is not None
        assert ny.key == "outline.v2"
        assert skift.make_plan(soerens, blad, ny).nye_ord[0].startswith("Fleksibilitet, trin 2")
        skift.switch(tx, soerens, kladde, ny.key)
    assert hold(soeren, soerens, 4) == kladde
    sync(soeren, soerens)
    sync(mette, mettes)

    with mette.database.reading() as tx:
        one, two = rows.get(tx, Besoeg, first), rows.get(tx, Besoeg, kladde)
        later = read_besoeg(tx, kladde)
    assert one is not None
    assert two is not None
    assert later is not None
    assert (one.skema, two.skema) == ("outline.v1", "outline.v2")
    for besoeg in (one, two):
        assert content_hash(besoeg.snapshot or "") == besoeg.snapshot_hash
        on_server = house.row(besoeg.id)
        assert (on_server["skema"], on_server["snapshot"]) == (besoeg.skema, besoeg.snapshot)
    printed = decode(two.snapshot or "")
    by_key = {d.noegle: d for p in printed.punkter for d in p.dimensioner}
    assert set(by_key) == set(SEKS)
    assert by_key["fleksibilitet"].aendret == "Trin 2 er skrevet om."
    assert [p.brud for p in by_key["fleksibilitet"].kurve if p.stemme == "konsulent"] == [False, True]
    assert not any(p.brud for p in by_key["engagement"].kurve)

    measured = [m.maaling for m in later.maalinger if m.dimension == "fleksibilitet"]
    assert [len(run) for run in linjer(kurve(measured, ankre(mettes.skemaer.values(), "fleksibilitet")))] == [1]
    papers = Papers(mette.database, mettes, RESOURCES / "fonts")
    assert papers.pdf(kladde).startswith(b"%PDF-")
    for each in (mette, soeren):
        with each.database.reading() as tx:
            assert tx.conn.exec_driver_sql("SELECT count(*) FROM karantaene").scalar_one() == 0
            assert tx.conn.exec_driver_sql("SELECT count(*) FROM outbox").scalar_one() == 0
        each.database.close()


def test_an_older_machine_passes_over_published_files_and_has_them_once_it_is_updated(
    sqlite_house: House, templates: Templates, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = sqlite_house
    at = house.services.exchange
    mette, mettes = machine(house, templates, tmp_path, "Mette", SAG, BORGER)
    begin(house.hand(house.person("Anne", SAG, BORGER)))
    Publisher(at.engine, at.layouts, at.clock, at.entropy).publish_skema(house.kommune, OUTLINE, "outline.v1.toml")
    with monkeypatch.context() as older:
        older.delitem(BY_TABEL, "skemafil")
        mette.sync()
        with mette.database.reading() as tx:
            assert len(rows.find(tx, Besoeg)) == 1, "the rest of the page is taken"
            assert tx.conn.exec_driver_sql("SELECT count(*) FROM skemafil").scalar_one() == 0
    with mette.database.writing() as tx:  # what migration 0005 does
        tx.conn.exec_driver_sql("DELETE FROM meta WHERE noegle IN ('cursor','mark','page','page_mark')")
    sync(mette, mettes)
    assert mettes.skemaer["outline.v1"].titel == "Opfølgning Plus"
    mette.database.close()
