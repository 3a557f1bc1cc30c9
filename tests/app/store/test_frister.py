"""The reminders of a caseload as they stand in the store."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from konsulent_app.services import aftale as aftale_verbs
from konsulent_app.services import besoeg as verbs
from konsulent_app.services.sag import SagIds, save_sag, set_naeste
from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_app.store.frister import read_frister
from konsulent_app.store.idag import IDag, read_idag
from konsulent_app.store.rytme import keep_rytme, read_rytme
from konsulent_app.store.sager import read_sager
from konsulent_core.entities import Sag
from konsulent_core.frister import FristArt
from konsulent_core.rhythm import Rytme
from konsulent_core.words import BesoegType
from tests.sample import BORGER, PRAKTIK, SAG, Sample, copy_sample


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = copy_sample(tmp_path)
    yield made
    made.database.close()


def arts(sample: Sample) -> dict[FristArt, date]:
    with sample.database.reading() as tx:
        found = read_frister(tx, sample.context.frister, sample.context.i_dag(), SAG)
    return {one.art: one.dato for one in found.get(SAG, ())}


def day(sample: Sample) -> IDag:
    with sample.database.reading() as tx:
        return read_idag(tx, sample.context.i_dag(), sample.context.frister)


def test_a_network_meeting_that_is_held_is_asked_for_no_more(sample: Sample) -> None:
    assert FristArt.NETVAERKSMOEDE in arts(sample)
    with sample.database.writing() as tx:
        verbs.open_besoeg(tx, sample.context, SAG, PRAKTIK, BesoegType.NETVAERKSMOEDE)
    assert FristArt.NETVAERKSMOEDE not in arts(sample)


def test_any_besoeg_is_something_that_happened(sample: Sample) -> None:
    with sample.database.writing() as tx:
        set_naeste(tx, sample.context, SAG, dato=None, grund="Venter")
    assert FristArt.UDEN_HANDLING not in arts(sample)
    with sample.database.writing() as tx:
        verbs.delete_if_empty(tx, sample.context, sample.aabent)
    assert arts(sample)[FristArt.UDEN_HANDLING] == date(2026, 3, 12)
    with sample.database.writing() as tx:
        set_naeste(tx, sample.context, SAG, dato=date(2026, 3, 20))
    assert FristArt.UDEN_HANDLING not in arts(sample)


def test_a_closed_sag_reminds_of_nothing(sample: Sample) -> None:
    with sample.database.writing() as tx:
        save_sag(tx, sample.context, SagIds(SAG, BORGER), {"slut": "2026-03-01"})
    assert arts(sample) == {}
    assert day(sample).frister == ()


def test_the_day_shows_what_is_near_and_counts_what_is_long_past(sample: Sample) -> None:
    found = day(sample)
    assert FristArt.NETVAERKSMOEDE not in {one.paamindelse.art for one in found.frister}
    assert found.gamle_frister == 2  # the network meeting, and the praktik without an end
    with sample.database.writing() as tx:
        rows.save(tx, Sag, SAG, SAG, {"start": "2026-01-20"}, sample.clock())
    (near,) = [one for one in day(sample).frister if one.paamindelse.art is FristArt.NETVAERKSMOEDE]
    assert (near.navn, near.paamindelse.dato) == ("Katrine Holm", date(2026, 3, 20))


def test_promises_of_the_others_stand_with_the_deadlines_and_the_konsulents_own_do_not(sample: Sample) -> None:
    own = {one.paamindelse.tekst for one in day(sample).frister if one.paamindelse.art is FristArt.AFTALE}
    assert own == {"Prøve registrering i lagersystemet"}
    with sample.database.writing() as tx:
        aftale_verbs.save_gjort(tx, sample.context, 81, True)
    assert not [one for one in day(sample).frister if one.paamindelse.art is FristArt.AFTALE]


def test_the_rhythm_that_was_set_decides_what_is_overdue(sample: Sample) -> None:
    def over(tx: Tx) -> int:
        return read_sager(tx, sample.context.i_dag())[0].forfald.dage_over

    with sample.database.writing() as tx:
        tx.conn.exec_driver_sql("UPDATE besoeg SET naeste_dato=NULL, naeste_tid=NULL")
        assert over(tx) == 14
        keep_rytme(tx, Rytme(standard=21, taet=7))
        assert (over(tx), read_rytme(tx).standard) == (7, 21)
