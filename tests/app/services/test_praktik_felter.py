"""A praktik that is there, written field by field, with what belongs to it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from konsulent_app.services import praktik as verbs
from konsulent_app.store import outbox, rows
from konsulent_app.store.praktik import PraktikBlad, read_praktik
from konsulent_app.ui.pages import praktik_ord
from konsulent_core.entities import Delmaal, Kontaktperson, Opgave, Praktik, Skaanehensyn
from konsulent_core.errors import UserError
from konsulent_core.merge import Value
from tests.sample import OPGAVER, PRAKTIK, SAG, Sample, copy_sample

TODAY = date(2026, 3, 12)


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = copy_sample(tmp_path)
    yield made
    made.database.close()


def read(sample: Sample) -> PraktikBlad:
    with sample.database.reading() as tx:
        found = read_praktik(tx, PRAKTIK, TODAY)
    assert found is not None
    return found


def test_fields_are_kept_without_white_space_and_an_empty_one_is_absent(sample: Sample) -> None:
    with sample.database.writing() as tx:
        verbs.save_praktik(tx, sample.context, PRAKTIK, {"vitas": " 1234 ", "arbejdstoej": "  "})
    kept = read(sample).praktik
    assert (kept.vitas, kept.arbejdstoej) == ("1234", None)


@pytest.mark.parametrize(
    ("values", "field"), [({"slut": "2025-03-03"}, "slut"), ({"slut": "2026-06-30", "start": "2026-07-01"}, "slut")]
)
def test_a_praktik_does_not_end_before_it_begins(sample: Sample, values: dict[str, Value], field: str) -> None:
    before = read(sample).praktik
    with pytest.raises(UserError) as told, sample.database.writing() as tx:
        verbs.save_praktik(tx, sample.context, PRAKTIK, values)
    assert told.value.field == field
    assert read(sample).praktik == before


def test_a_start_after_the_end_is_told_at_the_start(sample: Sample) -> None:
    with sample.database.writing() as tx:
        verbs.save_praktik(tx, sample.context, PRAKTIK, {"slut": "2026-06-30"})
    with pytest.raises(UserError) as told, sample.database.writing() as tx:
        verbs.save_praktik(tx, sample.context, PRAKTIK, {"start": "2026-07-01"})
    assert told.value.field == "start"


def test_what_another_machine_wrote_meanwhile_is_told_to_the_server(sample: Sample) -> None:
    with sample.database.writing() as tx:
        tx.conn.exec_driver_sql("DELETE FROM outbox")
        tx.conn.exec_driver_sql("UPDATE praktik SET vitas='7' WHERE id=?", (PRAKTIK,))
        verbs.save_praktik(tx, sample.context, PRAKTIK, {"vitas": "8"}, {"vitas": None})
        waits = outbox.entry(tx, "praktik", PRAKTIK)
    assert waits is not None
    assert waits.base == {"vitas": None}


def test_a_new_delmaal_is_open_and_comes_after_the_others(sample: Sample) -> None:
    with sample.database.writing() as tx:
        verbs.save_delmaal(tx, sample.context, PRAKTIK, 801, {"tekst": "Køre truck"})
        verbs.save_delmaal(tx, sample.context, PRAKTIK, 801, {"tilstand": "justeret", "smart": "SM"})
    found = read(sample).delmaal
    assert [(d.tekst, d.tilstand, d.smart, d.scope) for d in found if d.id == 801] == [
        ("Køre truck", "justeret", "SM", SAG)
    ]
    assert {d.praktik for d in found} == {PRAKTIK}


def test_an_opgave_and_a_skaanehensyn_come_last_go_and_come_back(sample: Sample) -> None:
    with sample.database.writing() as tx:
        verbs.save_opgave(tx, sample.context, PRAKTIK, 802, {"navn": "Truck"})
        verbs.save_hensyn(tx, sample.context, SAG, 803, {"titel": "Ro", "aarsag": "Støj", "ordlyd": "Sid ved vinduet"})
    blad = read(sample)
    assert [o.navn for o in blad.opgaver][-1] == "Truck"
    assert [(h.titel, h.aarsag) for h in blad.hensyn if h.id == 803] == [("Ro", "Støj")]
    parts: tuple[tuple[type[Delmaal | Opgave | Skaanehensyn], int], ...] = ((Opgave, OPGAVER[0]), (Skaanehensyn, 803))
    for entity, row in parts:
        with sample.database.writing() as tx:
            verbs.delete_part(tx, sample.context, entity, row)
            assert row not in {one.id for one in rows.find(tx, entity)}
            verbs.delete_part(tx, sample.context, entity, row, deleted=False)
            assert row in {one.id for one in rows.find(tx, entity)}


def test_a_praktik_that_is_gone_is_said_and_not_made_anew(sample: Sample) -> None:
    with pytest.raises(UserError), sample.database.writing() as tx:
        verbs.save_praktik(tx, sample.context, 999, {"vitas": "1"})
    with pytest.raises(UserError), sample.database.writing() as tx:
        verbs.save_opgave(tx, sample.context, 999, 804, {"navn": "x"})
    with sample.database.reading() as tx:
        assert read_praktik(tx, 999, TODAY) is None


def test_people_and_rhythm_to_choose_from_keep_what_was_chosen() -> None:
    lone = Kontaktperson(id=1, scope=2, navn="Lone", mentor=True)
    assert praktik_ord.folk((lone,), 1) == [(None, "Ingen valgt"), (1, "Lone, mentor")]
    assert praktik_ord.folk((lone,), 9)[-1] == (9, "En, der ikke står på virksomheden længere")
    assert [days for days, _ in praktik_ord.intervaller(10)] == [None, 7, 10, 14, 21, 28]


def test_an_extension_is_counted_from_the_end_and_a_plan_of_other_hours_is_pointed_out(sample: Sample) -> None:
    assert praktik_ord.forlaengelser("2026-06-30") == [date(2026, 7, 28), date(2026, 9, 29)]
    assert praktik_ord.forlaengelser(None) == []
    assert praktik_ord.timer_hint(read(sample)) == "Ugeplanen er 12 timer, men timerne står til 16 timer."
    with sample.database.writing() as tx:
        verbs.save_praktik(tx, sample.context, PRAKTIK, {"ugeplan": "ma 08.00-16.00; on 08.00-16.00"})
    assert praktik_ord.timer_hint(read(sample)) == ""


def test_how_a_praktik_ended_is_said_with_who_broke_it_off() -> None:
    broken = Praktik(id=1, scope=2, afbrudt=True, afbrudt_af="virksomhed", afbrudt_aarsag="lukker", laering="Ro")
    assert praktik_ord.afslutning(broken, TODAY).tekst == "Afbrudt af virksomheden: lukker.\nLært: Ro"
    ended = Praktik(id=1, scope=2, slut="2026-03-01", resultat="fleksjob")
    assert praktik_ord.afslutning(ended, TODAY).tekst == "Sluttede 01.03.2026.\nResultat: fleksjob"
