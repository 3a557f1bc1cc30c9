"""The kommune's own skemaer and lists on top of the app's: by date, without a restart, and never at its cost."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from konsulent_app.app.opened import load_leveret
from konsulent_app.services import afslut
from konsulent_app.services import besoeg as verbs
from konsulent_app.services.bog import Bog
from konsulent_app.services.context import Context
from konsulent_app.store import rows
from konsulent_core.entities import Besoeg, Skemafil
from konsulent_core.frister import FristArt
from konsulent_core.lister import offered
from konsulent_core.skema.gaeldende import gaeldende, nyere
from konsulent_core.words import BesoegType
from tests.sample import PRAKTIK, RESOURCES, SAG, Wrist, copy_sample, make_context

OUTLINE = (RESOURCES / "eksempler" / "outline.v1.toml").read_text(encoding="utf-8")
OPFOELGNING = (RESOURCES / "skemaer" / "opfoelgning.v1.toml").read_text(encoding="utf-8")
LEVERET = load_leveret(RESOURCES)
DAG = date(2026, 3, 12)


def fil(
    navn: str, tekst: str, version: int = 1, fra: str = "2026-03-01", til: str | None = None, art: str = "skema",
    *, tilfoejer: bool = False, udgivet: str = "2026-03-01T08:00:00.000Z",
) -> Skemafil:  # fmt: skip
    return Skemafil(
        id=version,
        scope=2,
        art=art,
        navn=navn,
        version=version,
        tekst=tekst,
        udgivet=udgivet,
        fra=fra,
        til=til,
        tilfoejer=tilfoejer,
    )


@pytest.fixture
def bog() -> Bog:
    return Bog(LEVERET)


def newest(bog: Bog, day: date) -> str:
    found = gaeldende(bog, BesoegType.OPFOELGNING, day)
    assert found is not None
    return found.key


def test_the_kommunes_own_is_used_from_its_day_until_its_last_and_is_readable_for_ever(bog: Bog) -> None:
    bog.show([fil("outline", OUTLINE, fra="2026-03-01", til="2026-03-31")])
    assert [newest(bog, day) for day in (date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1))] == [
        "opfoelgning.v1",
        "outline.v1",
        "outline.v1",
        "opfoelgning.v1",
    ]
    assert bog["outline.v1"].titel == "Opfølgning Plus"
    bog.show([])
    assert set(bog) == set(LEVERET.skemaer)


def test_the_newest_of_the_kommunes_own_wins_and_a_kladde_is_offered_it_once(bog: Bog) -> None:
    v2 = OUTLINE.replace("version = 1", "version = 2")
    bog.show([fil("outline", OUTLINE), fil("outline", v2, 2, "2026-03-10")])
    assert newest(bog, DAG) == "outline.v2"
    for key, offered_ in (("opfoelgning.v1", "outline.v2"), ("outline.v1", "outline.v2"), ("outline.v2", None)):
        found = nyere(bog, bog[key], DAG)
        assert (found.key if found else None) == offered_
    bog.show([fil("outline", OUTLINE), fil("outline", v2, 2, "2026-03-10", "2026-03-11")])
    assert nyere(bog, bog["outline.v2"], DAG) is None, "withdrawn, the older one is no newer for that"


def test_one_from_a_newer_app_is_shown_as_far_as_it_can_be_read_and_used_for_nothing_new(bog: Bog) -> None:
    bog.show([fil("outline", OUTLINE.replace('type = "opgaver"', 'type = "lyd"'))])
    (fejl,) = bog.fejl
    assert (fejl.key, fejl.vises) == ("outline.v1", True)
    assert "»lyd« kendes ikke" in fejl.hvad
    assert newest(bog, DAG) == "opfoelgning.v1"
    assert len(bog["outline.v1"].felter) > 20


@pytest.mark.parametrize(
    "bad",
    [
        fil("outline", "id ="),
        fil("outline", ""),
        fil("andet", OUTLINE),
        fil("outline", OUTLINE, version=3),
        fil("outline", OUTLINE, fra=""),
        fil("ydelser", '[[ydelse]]\nnavn = "x"', art="liste"),
        fil("ferier", '[[ferie]]\ntitel = "x"', art="liste"),
        fil("frister", "[[frist]]\nart = 3", art="liste"),
        fil("outline", OUTLINE, art="film"),
        Skemafil(id=1, scope=2),
    ],
)
def test_a_bad_file_is_set_aside_with_a_word_and_the_others_hold(bog: Bog, bad: Skemafil) -> None:
    good = fil("kendt", OUTLINE.replace('id = "outline"', 'id = "kendt"'))
    bog.show([bad, good])
    assert len(bog.fejl) == 1
    assert not bog.fejl[0].vises
    assert set(bog) == {*LEVERET.skemaer, "kendt.v1"}
    assert bog.nu.lister == LEVERET.lister
    assert bog.nu.frister == LEVERET.frister


def test_a_list_takes_the_place_of_the_apps_on_its_days_or_stands_beside_it(bog: Bog) -> None:
    own = '[[ydelse]]\ntitel = "Kommunens egen"\n'
    bog.show([fil("ydelser", own, fra="2026-03-10", til="2026-03-20", art="liste")])

    def titles(day: date) -> list[str]:
        return [post.titel for post in offered(bog.nu.lister.ydelser, day)]

    before = titles(date(2026, 3, 9))
    assert titles(DAG) == ["Kommunens egen"]
    assert titles(date(2026, 3, 21)) == before == [p.titel for p in offered(LEVERET.lister.ydelser, DAG)]
    bog.show([fil("ydelser", own, fra="2026-03-10", art="liste", tilfoejer=True)])
    assert titles(DAG) == [*before, "Kommunens egen"]
    assert titles(date(2026, 3, 9)) == before


def test_sagstyper_and_deadlines_are_the_kommunes_too(bog: Bog) -> None:
    frist = '[[frist]]\nart = "foerste_samtale"\ndage = 7\nfra = 2020-01-01\nkilde = "Egen praksis"\n'
    bog.show(
        [
            fil("sagstyper", '[[sagstype]]\ntitel = "Flexforløb"\n', art="liste"),
            fil("frister", frist, art="liste", tilfoejer=True),
        ]
    )
    context = replace(make_context(Wrist()), bog=bog)
    assert context.sagstyper() == tuple(p.titel for p in LEVERET.sagstyper), "on 12.02.2026 not yet"
    assert [p.titel for p in offered(bog.nu.sagstyper, DAG)] == ["Flexforløb"]
    first = next(r for r in bog.nu.frister.sag if r.art is FristArt.FOERSTE_SAMTALE)
    assert (first.dage, first.gyldig.fra) == (7, date(2026, 3, 1)), "the kommune's own comes first"
    assert len(bog.nu.frister.sag) == len(LEVERET.frister.sag) + 1


def test_a_new_besoeg_uses_it_and_an_open_kladde_stays_where_it_is(tmp_path: Path, bog: Bog) -> None:
    sample = copy_sample(tmp_path)
    context: Context = replace(sample.context, skemaer=bog, bog=bog)
    bog.show([fil("outline", OUTLINE)])
    with sample.database.writing() as tx:
        assert verbs.open_besoeg(tx, context, SAG, PRAKTIK) == sample.aabent
        rows.save(tx, Besoeg, sample.aabent, SAG, {"slettet": True}, sample.clock())
        new = verbs.open_besoeg(tx, context, SAG, PRAKTIK)
        started, kept = rows.get(tx, Besoeg, new), rows.get(tx, Besoeg, sample.aabent)
    assert started is not None
    assert kept is not None
    assert (started.skema, kept.skema) == ("outline.v1", "opfoelgning.v1")
    sample.database.close()


def test_a_besoeg_whose_skema_this_app_cannot_read_in_full_is_not_locked(tmp_path: Path, bog: Bog) -> None:
    sample = copy_sample(tmp_path)
    context: Context = replace(sample.context, skemaer=bog, bog=bog)
    bog.show([fil("outline", OUTLINE.replace('type = "opgaver"', 'type = "lyd"'))])
    for key in ("outline.v1", "outline.v7"):
        with sample.database.writing() as tx:
            rows.save(tx, Besoeg, sample.aabent, SAG, {"skema": key}, sample.clock())
        with pytest.raises(afslut.Mangler, match="Opdatér appen"), sample.database.writing() as tx:
            afslut.lock_besoeg(tx, context, sample.aabent)
    sample.database.close()


def test_the_kommunes_own_target_takes_the_place_of_the_apps_from_its_day_until_its_last() -> None:
    clock = Wrist()
    context = make_context(clock)
    bog = context.bog
    assert bog is not None
    text = (RESOURCES / "maal" / "journal.toml").read_text(encoding="utf-8")
    own = text.replace("graense = 80", "graense = 60").replace(
        'knap = "Kopiér til journal"', 'knap = "Kopiér til Nova"'
    )
    esdh = text.replace('id = "journal"', 'id = "esdh"')
    bog.show([
        fil("maal_journal", own, fra="2026-03-01", til="2026-03-31", art="liste"),
        fil("maal_esdh", esdh, art="liste"),
    ])  # fmt: skip
    knapper = {}
    for day in (date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1)):
        clock.now = clock.now.replace(year=day.year, month=day.month, day=day.day)
        knapper[day.isoformat()] = (context.maal()["journal"].knap, "esdh" in context.maal())
    assert knapper == {
        "2026-02-28": ("Kopiér til journal", False),
        "2026-03-01": ("Kopiér til Nova", True),
        "2026-03-31": ("Kopiér til Nova", True),
        "2026-04-01": ("Kopiér til journal", True),
    }
    assert not bog.fejl


def test_a_target_that_cannot_be_read_is_set_aside_and_the_apps_stands() -> None:
    context = make_context(Wrist())
    assert context.bog is not None
    text = (RESOURCES / "maal" / "journal.toml").read_text(encoding="utf-8")
    later = text.replace('"overskrift"', '"noget_nyt"')
    day = "2026-01-01"
    context.bog.show([fil("maal_journal", later, 1, day, art="liste"), fil("maal_andet", text, 2, day, art="liste")])
    assert context.maal() == {maal.noegle: maal for maal in LEVERET.maal}
    assert sorted(fejl.key for fejl in context.bog.fejl) == ["maal_andet.v2", "maal_journal.v1"]
