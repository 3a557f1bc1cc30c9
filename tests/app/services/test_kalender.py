"""The calendar file of the store: the visits that are agreed, without anybody's name, and written down when saved."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from konsulent_app.services import afslut, kalender
from konsulent_app.services import besoeg as besoeg_verbs
from konsulent_app.services.sag import set_naeste
from konsulent_app.store import rows
from konsulent_core.entities import Borger, Sag
from konsulent_core.errors import UserError
from tests.sample import SAG, Sample, copy_sample


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = copy_sample(tmp_path)
    yield made
    made.database.close()


def test_the_file_says_where_and_when_and_not_with_whom(sample: Sample) -> None:
    with sample.database.reading() as tx:
        found = kalender.make_kalender(tx, sample.context)
    text = found.indhold.decode().replace("\r\n ", "")
    assert "DTSTART:20260312T090000Z" in text
    assert "SUMMARY:Besøg hos Nordlager A/S" in text
    assert "LOCATION:Nordlager A/S\\, Egeskovvej 12\\, 8700 Horsens" in text
    assert found.sager == (SAG,)
    assert [secret for secret in ("Katrine", "Holm", "010180", "18/0412", "Lone") if secret in text] == []


def test_every_visit_that_is_agreed_is_in_it_whoever_it_is_with(sample: Sample) -> None:
    with sample.database.writing() as tx:
        for number, navn in enumerate(("Danni Toft", "Frank Skov"), start=700):
            fornavn, efternavn = navn.split()
            rows.save(tx, Borger, number, number, {"fornavn": fornavn, "efternavn": efternavn}, sample.clock())
            rows.save(tx, Sag, number + 10, number + 10, {"borger": number, "start": "2026-01-01"}, sample.clock())
            set_naeste(tx, sample.context, number + 10, dato=date(2026, 4, number - 690), tid="9.30")
    with sample.database.reading() as tx:
        found = kalender.make_kalender(tx, sample.context)
    text = found.indhold.decode().replace("\r\n ", "")
    assert set(found.sager) == {SAG, 710, 711}
    assert text.count("BEGIN:VEVENT") == text.count("DTSTART:") == 3
    assert [name for name in ("Danni", "Toft", "Frank", "Skov", "Katrine") if name in text] == []


def test_a_moved_visit_keeps_its_uid_and_the_one_after_a_lock_has_another(sample: Sample) -> None:
    def uid() -> str:
        with sample.database.reading() as tx:
            text = kalender.make_kalender(tx, sample.context, SAG).indhold.decode()
        return next(line for line in text.split("\r\n") if line.startswith("UID"))

    first = uid()
    with sample.database.writing() as tx:
        set_naeste(tx, sample.context, SAG, dato=date(2026, 3, 20), tid="9.30")
    assert uid() == first
    with sample.database.writing() as tx:
        besoeg_verbs.save_naeste(tx, sample.context, sample.aabent, date(2026, 3, 26), None, None)
        afslut.lock_besoeg(tx, sample.context, sample.aabent)
    assert uid() != first


def test_where_nothing_is_agreed_there_is_no_file(sample: Sample) -> None:
    sample.clock.now += timedelta(days=30)
    with pytest.raises(UserError), sample.database.reading() as tx:
        kalender.make_kalender(tx, sample.context)


def test_that_it_was_saved_is_written_down_with_its_hash(sample: Sample) -> None:
    with sample.database.writing() as tx:
        fil = kalender.make_kalender(tx, sample.context)
        kalender.log_kalender(tx, sample.context, fil)
        row = tx.conn.exec_driver_sql("SELECT art, scope, length(detalje) FROM haendelse").all()[-1]
    assert tuple(row) == ("gem_kalender", SAG, 64)
