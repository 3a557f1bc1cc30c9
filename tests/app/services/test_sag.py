"""A sag and its borger as they are written down: born with the first word, and one CPR number once."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from konsulent_app.app.opened import load_sagstyper
from konsulent_app.services import sag as verbs
from konsulent_app.services.sag import CprFindes, SagIds
from konsulent_app.store import outbox, rows
from konsulent_app.store.sager import read_sag, read_sager
from konsulent_app.store.stam import read_stamdata
from konsulent_core.cpr import CprFejl
from konsulent_core.entities import Borger, Indsats, Sag
from konsulent_core.errors import UserError
from konsulent_core.lister import ListeFejl, parse_liste
from tests.sample import BORGER, RESOURCES, SAG, Sample, copy_sample

FREE = "010203-4567"  # a date and four digits that nobody in the sample has


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = copy_sample(tmp_path)
    yield made
    made.database.close()


@pytest.fixture
def ids(sample: Sample) -> SagIds:
    return verbs.new_sag_ids(sample.context)


def test_a_sag_is_born_with_the_first_word_and_stands_in_the_list(sample: Sample, ids: SagIds) -> None:
    with sample.database.writing() as tx:
        verbs.save_borger(tx, sample.context, ids, {"fornavn": " Amina "})
        assert outbox.entry(tx, "sag", ids.sag) is not None
        assert outbox.entry(tx, "borger", ids.borger) is not None
        found = read_stamdata(tx, ids.sag)
        line = next(line for line in read_sager(tx, sample.context.i_dag()) if line.sag == ids.sag)
    assert found is not None
    assert (found.borger.fornavn, found.borger.scope) == ("Amina", ids.borger)
    assert (found.sag.borger, found.sag.scope) == (ids.borger, ids.sag)
    assert (found.sag.konsulent, found.sag.start) == (
        sample.context.bruger.navn, sample.context.i_dag().isoformat(),
    )  # fmt: skip
    assert line.navn == "Amina"


def test_a_cpr_number_is_kept_without_its_dash_and_a_wrong_one_not_at_all(sample: Sample, ids: SagIds) -> None:
    with sample.database.writing() as tx:
        verbs.save_borger(tx, sample.context, ids, {"cpr": FREE})
        kept = rows.get(tx, Borger, ids.borger)
    assert kept is not None
    assert kept.cpr == "0102034567"
    with pytest.raises(CprFejl), sample.database.writing() as tx:
        verbs.save_borger(tx, sample.context, ids, {"cpr": "320203-4567"})
    with sample.database.reading() as tx:
        again = rows.get(tx, Borger, ids.borger)
    assert again == kept


def test_a_number_that_is_here_already_leads_to_its_sag_and_makes_no_second_borger(sample: Sample, ids: SagIds) -> None:
    with sample.database.writing() as tx:
        rows.save(tx, Borger, BORGER, BORGER, {"cpr": "0102034567"}, sample.context.clock())
    with pytest.raises(CprFindes) as told, sample.database.writing() as tx:
        verbs.save_borger(tx, sample.context, ids, {"cpr": FREE})
    assert told.value.sag == SAG
    assert "0102" not in told.value.message
    with sample.database.reading() as tx:
        assert rows.get(tx, Borger, ids.borger) is None
    with sample.database.writing() as tx:  # her own number is no duplicate
        verbs.save_borger(tx, sample.context, SagIds(SAG, BORGER), {"cpr": FREE})


def test_a_sag_in_which_nothing_was_written_goes_away_again(sample: Sample, ids: SagIds) -> None:
    with sample.database.writing() as tx:
        assert not verbs.delete_sag_if_empty(tx, sample.context, ids)  # never born
        verbs.save_borger(tx, sample.context, ids, {"fornavn": "A"})
        assert not verbs.delete_sag_if_empty(tx, sample.context, ids)
        verbs.save_borger(tx, sample.context, ids, {"fornavn": "  "})
        assert verbs.delete_sag_if_empty(tx, sample.context, ids)
        assert read_stamdata(tx, ids.sag) is None
    with sample.database.writing() as tx:
        assert not verbs.delete_sag_if_empty(tx, sample.context, SagIds(SAG, BORGER))


def test_a_closed_sag_leaves_the_list_and_comes_back_when_the_date_does(sample: Sample) -> None:
    ids = SagIds(SAG, BORGER)
    today = sample.context.i_dag()
    with sample.database.writing() as tx:
        verbs.save_sag(tx, sample.context, ids, {"slut": "2026-03-10"})
        assert SAG not in {line.sag for line in read_sager(tx, today)}
        verbs.save_sag(tx, sample.context, ids, {"slut": None})
        assert SAG in {line.sag for line in read_sager(tx, today)}


def test_an_indsats_comes_goes_and_comes_back(sample: Sample) -> None:
    ids = SagIds(SAG, BORGER)
    with sample.database.writing() as tx:
        verbs.save_indsats(tx, sample.context, ids, 700, {"navn": "Træning", "ugeplan": "ma 09.00-10.00"})
        verbs.delete_indsats(tx, sample.context, 700)
        assert rows.find(tx, Indsats, "scope=?", (SAG,)) == []
        verbs.delete_indsats(tx, sample.context, 700, deleted=False)
        (kept,) = rows.find(tx, Indsats, "scope=?", (SAG,))
    assert kept.navn == "Træning"


def test_what_another_machine_wrote_meanwhile_is_told_to_the_server(sample: Sample) -> None:
    ids = SagIds(SAG, BORGER)
    with sample.database.writing() as tx:
        tx.conn.exec_driver_sql("DELETE FROM outbox")
        tx.conn.exec_driver_sql("UPDATE sag SET sagsbehandler='Anders' WHERE id=?", (SAG,))
        verbs.save_sag(tx, sample.context, ids, {"sagsbehandler": "Lise"}, {"sagsbehandler": "Bente"})
        waits = outbox.entry(tx, "sag", SAG)
        kept = rows.get(tx, Sag, SAG)
    assert kept is not None
    assert kept.sagsbehandler == "Lise"
    assert waits is not None
    assert waits.base == {"sagsbehandler": "Bente"}


def test_the_sagstyper_are_read_from_their_file_and_a_fault_says_where() -> None:
    day = date(2026, 3, 12)
    assert "Ressourceforløb" in load_sagstyper(RESOURCES, day)
    text = '[[t]]\ntitel="Ny"\nfra=2027-01-01\n[[t]]\ntitel="Gammel"\ntil=2025-12-31\n[[t]]\ntitel="Altid"'
    assert [post.titel for post in parse_liste("x.toml", text, "t") if post.is_offered(day)] == ["Altid"]
    for fault, where in (
        ("[[t]]\nnavn=1", "x.toml: t[0].navn"),
        ("[[t]]\ntitel=7", "x.toml: t[0].titel"),
        ('[[t]]\ntitel="a"\nfra="i går"', "x.toml: t[0].fra"),
        ("t=1", "x.toml: [[t]]"),
        ("[[t", "x.toml: "),
    ):
        with pytest.raises(ListeFejl) as told:
            parse_liste("x.toml", fault, "t")
        assert str(told.value).startswith(where)


def test_the_next_besoeg_is_agreed_before_there_is_one_and_moved_after_a_lock(sample: Sample, ids: SagIds) -> None:
    today = sample.context.i_dag()
    with sample.database.writing() as tx:
        verbs.save_borger(tx, sample.context, ids, {"fornavn": "Amina"})
        verbs.set_naeste(tx, sample.context, ids.sag, dato=today + timedelta(days=3), tid="9.30")
        verbs.set_naeste(tx, sample.context, SAG, dato=None, grund=" Venter på lægen ")
        first, moved = read_sag(tx, ids.sag, today), read_sag(tx, SAG, today)
    assert first is not None
    assert moved is not None
    assert (first.naeste_dato, first.naeste_tid) == (today + timedelta(days=3), "9.30")
    assert (moved.naeste_dato, moved.naeste_grund) == (None, "Venter på lægen")
    for wrong in ({"dato": today - timedelta(days=1)}, {"dato": None, "grund": " "}):
        with pytest.raises(UserError), sample.database.writing() as tx:
            verbs.set_naeste(tx, sample.context, SAG, **wrong)
