"""A report's choices and own words are saved field by field, travel, and are read with the whole sag in few queries."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event

from konsulent_app.services import afslut
from konsulent_app.services import besoeg as visits
from konsulent_app.services import rapport as verbs
from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_app.store.rapport import RapportValgt, rapport_id, read_rapport, read_rapport_sager
from konsulent_core.entities import Rapport, RapportTekst, Sag, Vurdering
from konsulent_core.errors import UserError
from konsulent_core.ids import derived_id
from konsulent_core.rapport.art import Del
from tests.sample import PRAKTIK, SAG, Sample, copy_sample


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    found = copy_sample(tmp_path)
    yield found
    found.database.close()


@pytest.fixture
def tx(sample: Sample) -> Iterator[Tx]:
    with sample.database.writing() as found:
        yield found


def read(tx: Tx) -> RapportValgt:
    found = read_rapport(tx, SAG)
    assert found is not None
    return found


def waiting(tx: Tx, tabel: str) -> list[tuple[int, str | None]]:
    found = tx.conn.exec_driver_sql("SELECT raekke, base FROM outbox WHERE tabel=?", (tabel,))
    return [(row[0], row[1]) for row in found]


def test_nothing_is_written_before_something_is_chosen(sample: Sample, tx: Tx) -> None:
    assert read(tx).rapport == Rapport(id=rapport_id(SAG), scope=SAG)
    assert waiting(tx, "rapport") == []


def test_each_choice_is_kept_beside_the_others_and_waits_to_be_sent(sample: Sample, tx: Tx) -> None:
    context = sample.context
    verbs.save_dele(tx, context, SAG, (Del.KORT, Del.TIMER))
    verbs.save_periode(tx, context, SAG, date(2026, 1, 1), None)
    kept = read(tx).rapport
    assert (kept.dele, kept.fra, kept.til) == ("kort timer", "2026-01-01", None)
    assert [row for row, _ in waiting(tx, "rapport")] == [rapport_id(SAG)]


def test_another_kind_of_report_begins_with_its_own_parts(sample: Sample, tx: Tx) -> None:
    verbs.save_dele(tx, sample.context, SAG, (Del.KORT,))
    verbs.save_art(tx, sample.context, SAG, "samlet_beskrivelse")
    assert (read(tx).rapport.art, read(tx).rapport.dele) == ("samlet_beskrivelse", None)


def test_a_period_may_not_end_before_it_begins(sample: Sample, tx: Tx) -> None:
    with pytest.raises(UserError, match="slutter, før den begynder") as caught:
        verbs.save_periode(tx, sample.context, SAG, date(2026, 3, 1), date(2026, 2, 1))
    assert caught.value.field == "til"


def test_own_words_are_one_row_on_every_machine_and_can_be_taken_back(sample: Sample, tx: Tx) -> None:
    verbs.save_tekst(tx, sample.context, SAG, "kort.pointe", " Klar til fleksjob. ")
    row = rows.get(tx, RapportTekst, derived_id("rapport_tekst", rapport_id(SAG), "kort.pointe"))
    assert row is not None
    assert read(tx).tekster == {"kort.pointe": "Klar til fleksjob."}
    verbs.save_tekst(tx, sample.context, SAG, "kort.pointe", "")
    assert read(tx).tekster == {}


def test_words_written_over_a_colleagues_tell_what_stood_there(sample: Sample, tx: Tx) -> None:
    verbs.save_tekst(tx, sample.context, SAG, "kort.pointe", "Mine ord")
    tx.conn.exec_driver_sql("DELETE FROM outbox")
    tx.conn.exec_driver_sql("UPDATE rapport_tekst SET tekst='En kollegas ord'")
    verbs.save_tekst(tx, sample.context, SAG, "kort.pointe", "Mine nye ord", "Mine ord")
    assert json.loads(waiting(tx, "rapport_tekst")[0][1] or "")["tekst"] == "Mine ord"


def test_a_sag_that_has_left_the_machine_takes_no_words(sample: Sample, tx: Tx) -> None:
    with pytest.raises(UserError, match="ikke på denne pc"):
        verbs.save_tekst(tx, sample.context, 999, "kort.pointe", "x")


def test_an_open_kladde_is_not_read(sample: Sample, tx: Tx) -> None:
    assert [b.id for b in read(tx).grundlag.besoeg] == [sample.foerste]


def test_what_a_rettelse_says_counts_and_the_besoeg_is_marked(sample: Sample, tx: Tx) -> None:
    row = derived_id("vurdering", sample.foerste, "selvstaendighed", "konsulent")
    afslut.make_rettelse(tx, sample.context, sample.foerste, "vurdering", row, {"trin": 4}, "Talt med Lone")
    found = read(tx).grundlag
    assert next(v.trin for v in found.vurderinger if v.id == row) == 4
    assert found.rettede == {sample.foerste}
    kept = rows.get(tx, Vurdering, row)
    assert kept is not None
    assert kept.trin == 3  # the first text stays


def test_many_besoeg_cost_no_more_queries_than_one(sample: Sample) -> None:
    def count() -> int:
        with sample.database.reading() as tx:
            asked: list[str] = []

            def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
                asked.append(statement)

            event.listen(tx.conn, "before_cursor_execute", note)
            read(tx)
            event.remove(tx.conn, "before_cursor_execute", note)
            return len(asked)

    before = count()
    with sample.database.writing() as tx:
        for _ in range(10):
            number = visits.open_besoeg(tx, sample.context, SAG, PRAKTIK)
            visits.save_naeste(tx, sample.context, number, None, None, "Ferie")
            afslut.lock_besoeg(tx, sample.context, number)
    assert count() == before
    assert before < 30


def test_sager_with_a_moede_come_first_by_its_date_and_the_others_by_name(sample: Sample, tx: Tx) -> None:
    today = date(2026, 3, 12)
    for number, moede in ((301, None), (302, "2026-05-01"), (303, "2026-04-01"), (304, "2026-01-01")):
        rows.save(tx, Sag, number, number, {"borger": 11, "moede_dato": moede}, sample.clock())
    found = read_rapport_sager(tx, today)
    assert [s.sag for s in found][:2] == [303, 302]
    assert {s.sag for s in found if s.moede is None} == {SAG, 301, 304}
    assert next(s.besoeg for s in found if s.sag == SAG) == 1


def test_an_ended_sag_is_not_in_the_list(sample: Sample, tx: Tx) -> None:
    rows.save(tx, Sag, SAG, SAG, {"slut": "2026-01-01"}, sample.clock())
    assert read_rapport_sager(tx, date(2026, 3, 12)) == []
