"""A sag handed to another kommune: what goes along, what comes out there, and every way it may go wrong."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from konsulent_app.keys.wrapping import Argon2Cost
from konsulent_app.services import besoeg as verbs
from konsulent_app.services import konvolut, spoergsmaal
from konsulent_app.services.context import Bruger, Context
from konsulent_app.services.overtag import IKKE_TIL_OVERTAGELSE, Overtagelse, Pakke, make_plan, open_pakke, take_in
from konsulent_app.services.udlevering import make_indsigt, make_overdragelse, uden_historik
from konsulent_app.store import rows
from konsulent_app.store.database import Database
from konsulent_app.store.opening import open_store
from konsulent_app.ui.pages.overtag_ord import noter
from konsulent_core.entities import Besoeg, Borger, Kontaktperson, Record, Sag, Svar, Virksomhed, field_names
from konsulent_core.errors import UserError
from konsulent_core.merge import Value
from konsulent_core.udlevering.ombyt import renumber
from konsulent_core.udlevering.sagsfil import NYERE, SKADET, Sagsfil, from_json, is_id, to_json
from tests.app.store.world import everything
from tests.sample import BORGER, KEY, SAG, VIRKSOMHED, Sample, copy_sample, make_context

KODE = "lyse-katte-over-broen"
CHEAP = Argon2Cost(passes=1, memory_kib=8, lanes=1)
HEMMELIG = "Kun til mig selv: Katrine nævnte sin søster."
EGET = "Skal jeg spørge til søsteren?"


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    (tmp_path / "a").mkdir()
    made = copy_sample(tmp_path / "a")
    with made.database.writing() as tx:
        verbs.save_svar(tx, made.context, made.aabent, "hvordan.intern", HEMMELIG)
        spoergsmaal.save_spoergsmaal(tx, made.context, SAG, 900, "hvordan", EGET)
    yield made
    made.database.close()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("tom")
    database = open_store(folder / "lager.db", KEY, None, folder / "kopi", datetime(2026, 3, 12, tzinfo=UTC))
    database.close()
    return (folder / "lager.db").read_bytes()


@pytest.fixture
def there(sample: Sample, empty: bytes, tmp_path: Path) -> Iterator[tuple[Database, Context]]:
    """Another kommune's konsulent, whose store is empty."""
    (tmp_path / "b").mkdir()
    path = tmp_path / "b" / "lager.db"
    path.write_bytes(empty)
    database = Database(path, KEY)
    bruger = Bruger(nummer=9, navn="Bo Friis", kommune=77, kommune_navn="Jobcenter Vig")
    yield database, replace(make_context(sample.clock), bruger=bruger)
    database.close()


def made(sample: Sample) -> Sagsfil:
    with sample.database.reading() as tx:
        fil, left_out = make_overdragelse(tx, sample.context, SAG)
    assert left_out == 0
    return fil


def pakke(fil: Sagsfil) -> Pakke:
    return open_pakke(konvolut.seal(to_json(fil), KODE, bytes, CHEAP), KODE)


def said(fil: Sagsfil) -> list[tuple[object, ...]]:
    """What the records say, whatever their ids are; who has the sag is another now."""
    return sorted(
        (post.tabel, *(repr(getattr(post, name)) for name in field_names(type(post)) if not is_id(post.tabel, name)))
        for post in fil.poster
        if not isinstance(post, Sag)
    )


def take(there: tuple[Database, Context], given: Pakke, *, samme: bool = False) -> Overtagelse:
    with there[0].writing() as tx:
        return take_in(tx, there[1], given, samme=samme)


def test_a_sag_that_went_to_another_kommune_is_the_same_sag_there(
    sample: Sample, there: tuple[Database, Context]
) -> None:
    fil = made(sample)
    taken = take(there, pakke(fil))
    with there[0].reading() as tx:
        again, _ = make_overdragelse(tx, there[1], taken.sag)

    def without(post: Record) -> Record:
        return replace(post, konsulent=None, sagsbehandler=None) if isinstance(post, Sag) else post

    expected = {(p.tabel, p.id): without(p) for p in renumber(fil.poster, 77, {})}
    assert {(p.tabel, p.id): without(p) for p in again.poster} == expected
    assert said(again) == said(fil)
    assert len(again.poster) == len(fil.poster) > 25
    assert (again.skemaer, again.art) == (fil.skemaer, fil.art)


def test_what_is_intern_stays_and_so_do_own_questions(sample: Sample) -> None:
    told = to_json(made(sample)).decode()
    assert HEMMELIG not in told
    assert EGET not in told
    assert "Plukker faste ordrer alene." in told
    assert "Smerter i ryggen" in told


def test_an_internal_answer_in_the_sags_own_scope_stays_too(sample: Sample) -> None:
    """From before intern had a scope of its own (decisions/0030)."""
    with sample.database.writing() as tx:
        values: dict[str, Value] = {
            "besoeg": sample.foerste,
            "felt": "hvordan.intern",
            "stemme": "konsulent",
            "vaerdi": "GAMMEL INTERN",
        }
        rows.save(tx, Svar, 901, SAG, values, sample.clock())
    assert "GAMMEL INTERN" not in to_json(made(sample)).decode()


def test_taken_in_twice_there_is_one(sample: Sample, there: tuple[Database, Context]) -> None:
    given = pakke(made(sample))
    take(there, given)
    before = everything(there[0])
    again = take(there, given)
    assert (again.sagen_er_her, again.nye, again.samme) == (True, (), None)
    after = everything(there[0])
    assert {**after, "haendelse": []} == {**before, "haendelse": []}  # that it was tried is written down


def test_a_plan_writes_nothing_and_says_what_is_in_it(sample: Sample, there: tuple[Database, Context]) -> None:
    before = everything(there[0])
    with there[0].reading() as tx:
        plan = make_plan(tx, there[1], pakke(made(sample)))
    assert everything(there[0]) == before
    assert (plan.navn, plan.nummer, plan.kommune, plan.af) == (
        "Katrine Holm",
        "18/0412",
        "Jobcenter Åby",
        "Mette Krogh",
    )
    assert (plan.antal("besoeg"), plan.antal("praktik"), plan.antal("virksomhed")) == (2, 1, 1)
    assert (plan.samme, plan.sagen_er_her, plan.uden_skema) == (None, False, 0)


def test_a_borger_who_is_here_is_asked_about_and_only_what_is_empty_is_filled(
    sample: Sample, there: tuple[Database, Context]
) -> None:
    with there[0].writing() as tx:
        values: dict[str, Value] = {"cpr": "0101801235", "fornavn": "Katrine", "efternavn": "Holm Bruun"}
        rows.save(tx, Borger, 500, 500, values, sample.clock())
        rows.save(tx, Sag, 501, 501, {"borger": 500, "start": "2026-01-01"}, sample.clock())
    given = pakke(made(sample))
    with there[0].reading() as tx:
        plan = make_plan(tx, there[1], given)
    assert plan.samme is not None
    assert (plan.samme.borger, plan.samme.navn, plan.samme.aabne_sager) == (500, "Katrine Holm Bruun", 1)
    before = everything(there[0])
    with pytest.raises(UserError, match="den samme"):
        take(there, given)
    assert everything(there[0]) == before
    taken = take(there, given, samme=True)
    with there[0].reading() as tx:
        borger, sag = rows.get(tx, Borger, 500), rows.get(tx, Sag, taken.sag)
    assert borger is not None
    assert (borger.efternavn, borger.jobmaal) == ("Holm Bruun", "Fast job på lager, 16 timer om ugen med løn.")
    assert sag is not None
    assert (sag.borger, sag.konsulent) == (500, "Bo Friis")


def test_a_borger_of_the_same_name_without_a_number_is_pointed_out(
    sample: Sample, there: tuple[Database, Context]
) -> None:
    with there[0].writing() as tx:
        rows.save(tx, Borger, 500, 500, {"fornavn": "Katrine", "efternavn": "Holm"}, sample.clock())
    with there[0].reading() as tx:
        plan = make_plan(tx, there[1], pakke(made(sample)))
    assert (plan.navnebror, plan.samme) == (True, None)
    assert "Se efter først." in " ".join(noter(plan))


def test_a_virksomhed_is_known_by_its_cvr_number_and_keeps_what_it_is_called_here(
    sample: Sample, there: tuple[Database, Context]
) -> None:
    with sample.database.writing() as tx:
        rows.save(tx, Virksomhed, VIRKSOMHED, 2, {"cvr": "13612870", "kultur": "Her er en rå tone"}, sample.clock())
    with there[0].writing() as tx:
        rows.save(tx, Virksomhed, 600, 77, {"navn": "Nordlager Vig", "cvr": "13612870"}, sample.clock())
        rows.save(tx, Kontaktperson, 601, 77, {"navn": "Lone Bach", "virksomhed": 600}, sample.clock())
    fil = made(sample)
    assert "rå tone" not in to_json(fil).decode()
    taken = take(there, pakke(fil))
    assert (taken.kendte_virksomheder, taken.antal("virksomhed"), taken.antal("kontaktperson")) == (1, 0, 0)
    with there[0].reading() as tx:
        place = rows.get(tx, Virksomhed, 600)
        praktik = next(one for one in taken.nye if one.tabel == "praktik")
    assert place is not None
    assert (place.navn, place.adresse) == ("Nordlager Vig", "Egeskovvej 12, 8700 Horsens")
    assert (getattr(praktik, "virksomhed", 0), getattr(praktik, "kontaktperson", 0)) == (600, 601)


def test_what_comes_home_again_does_not_write_over_its_own_past(
    sample: Sample, there: tuple[Database, Context]
) -> None:
    taken = take(there, pakke(made(sample)))
    with there[0].reading() as tx:
        home, _ = make_overdragelse(tx, there[1], taken.sag)
    with sample.database.writing() as tx:
        own = rows.get(tx, Sag, SAG)
        again = take_in(tx, sample.context, pakke(home), samme=True)
        assert again.sag != SAG
        assert rows.get(tx, Sag, SAG) == own


def test_a_protected_address_does_not_leave(sample: Sample) -> None:
    with sample.database.writing() as tx:
        values: dict[str, Value] = {"adresse": "Skjulvej 3", "adressebeskyttelse": True}
        rows.save(tx, Borger, BORGER, BORGER, values, sample.clock())
    assert "Skjulvej" not in to_json(made(sample)).decode()


def test_an_error_on_the_way_leaves_nothing_behind(
    sample: Sample, there: tuple[Database, Context], monkeypatch: pytest.MonkeyPatch
) -> None:
    given, before = pakke(made(sample)), everything(there[0])

    def broken(*_given: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("konsulent_app.services.overtag.log_udlevering", broken)
    with pytest.raises(RuntimeError):
        take(there, given)
    assert everything(there[0]) == before


# --- what may be wrong with a file --------------------------------------------------------------------


def sealed(data: bytes) -> bytes:
    return konvolut.seal(data, KODE, bytes, CHEAP)


def told_of(data: bytes, kode: str = KODE) -> str:
    with pytest.raises(UserError) as found:
        open_pakke(data, kode)
    return found.value.message


def test_each_thing_that_is_wrong_with_a_package_is_told_for_what_it_is(sample: Sample) -> None:
    whole = sealed(to_json(made(sample)))
    assert told_of(whole, "en anden kode") == konvolut.FORKERT_KODE
    assert told_of(whole, KODE.upper()) == konvolut.FORKERT_KODE
    assert told_of(b"PK\x03\x04 en zip") == konvolut.IKKE_EN_PAKKE
    assert told_of(b"") == konvolut.IKKE_EN_PAKKE
    assert told_of(whole[:8] + b"\x02" + whole[9:]) == konvolut.NYERE
    assert {told_of(whole[:n]) for n in (3, 8, 40, 120, len(whole) - 1)} == {konvolut.AFKORTET}
    places = (9, 13, 17, 20, 35, 60, 90, 200, len(whole) - 1)  # cost, salt, nonce, length, sum, words
    changed = {told_of(whole[:n] + bytes([whole[n] ^ 1]) + whole[n + 1 :]) for n in places}
    assert changed <= {konvolut.SKADET, konvolut.AFKORTET}
    assert told_of(whole + b"x") == konvolut.SKADET


def test_a_sealed_file_that_is_no_sag_for_us_is_told_too(sample: Sample) -> None:
    fil = made(sample)
    good = to_json(fil)
    assert told_of(sealed(b"hej")) == told_of(sealed(b"[]"))
    assert told_of(sealed(good.replace(b'"version": 1', b'"version": 2'))) == NYERE
    assert told_of(sealed(good.replace(b'"nummer": "18/0412"', b'"nummer": "18/0412", "nyt_felt": 1'))) == NYERE
    with sample.database.reading() as tx:
        insight = make_indsigt(tx, sample.context, SAG, uden_historik())
    assert told_of(sealed(to_json(insight))) == IKKE_TIL_OVERTAGELSE
    for spoiled in (
        good.replace(b'"start": "2025-03-01"', b'"start": 5'),
        good.replace(b'"id": "10"', b'"id": 10'),
        good.replace(b'"id": "10"', b'"id": "99999999999999999999"'),
        good.replace(b'"Plukker faste ordrer', b'"Stjal af kassen'),
        good.replace(b'"selvstaendighed": ', b'"x": '),
        to_json(replace(fil, poster=tuple(p for p in fil.poster if not isinstance(p, Borger)))),
        to_json(replace(fil, poster=(*fil.poster, fil.poster[0]))),
        to_json(replace(fil, poster=tuple(replace(p, scope=4711) for p in fil.poster))),
        to_json(replace(fil, poster=tuple(p for p in fil.poster if not isinstance(p, Besoeg)))),
    ):
        if spoiled != good:
            assert told_of(sealed(spoiled)) == SKADET


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(konvolut, "UDPAKKET_MAKS", 1000)
    assert told_of(sealed(bytes(2000))) == konvolut.FOR_STOR


def test_nothing_can_be_read_in_a_package_without_the_password(sample: Sample) -> None:
    whole = konvolut.seal(to_json(made(sample)), KODE, sample.context.entropy, CHEAP)
    assert [word for word in (b"Katrine", b"0101801235", b"Nordlager") if word in whole] == []
    assert konvolut.open_sealed(whole, KODE) == to_json(made(sample))
    assert from_json(konvolut.open_sealed(whole, KODE)).sager == (SAG,)
