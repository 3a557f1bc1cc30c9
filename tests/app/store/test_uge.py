"""The week of a borger: what runs today or comes next, and what was written in words."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from konsulent_app.store import rows
from konsulent_app.store.uge import UgePlan, read_uge
from konsulent_app.ui.pages import uge_ord
from konsulent_core.entities import Indsats, Praktik
from konsulent_core.merge import Value
from tests.sample import PRAKTIK, SAG, VIRKSOMHED, Sample, make_sample

TODAY = date(2026, 3, 12)


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = make_sample(tmp_path)
    yield made
    made.database.close()


def week(sample: Sample, i_dag: date = TODAY) -> tuple[UgePlan, ...]:
    with sample.database.reading() as tx:
        return read_uge(tx, SAG, i_dag)


def test_praktik_and_indsatser_stand_in_one_week_and_a_clash_is_told(sample: Sample) -> None:
    with sample.database.writing() as tx:
        now = sample.clock()
        rows.save(tx, Indsats, 701, SAG, {"navn": "Træning", "ugeplan": "on 11.00-12.30"}, now)
        rows.save(tx, Indsats, 702, SAG, {"navn": "Coach", "ugeplan": "efter aftale"}, now)
        rows.save(tx, Indsats, 703, SAG, {"navn": "Mentor", "start": "2026-04-01", "ugeplan": "fr 09.00-10.00"}, now)
        rows.save(tx, Indsats, 704, SAG, {"navn": "Kursus", "slut": "2026-03-11", "ugeplan": "ma 09.00-10.00"}, now)
    found = week(sample)
    assert [(plan.navn, len(plan.blokke)) for plan in found] == [
        ("Praktik", 3), ("Træning", 1), ("Coach", 0), ("Mentor fra 01.04.2026", 1),
    ]  # fmt: skip
    assert uge_ord.clashes(found) == "Træning ligger samme tid som praktikken onsdag."
    assert uge_ord.written(found) == "Coach: efter aftale"
    assert uge_ord.sum_ord(found) == "12 timer i praktik  ·  2,5 timer ved siden af"
    assert [p.navn for p in uge_ord.punkter(found)][:3] == ["Praktik"] * 3


def test_an_ended_praktik_leaves_the_week_and_the_next_one_stands_there_with_its_first_day(sample: Sample) -> None:
    with sample.database.writing() as tx:
        rows.save(tx, Praktik, PRAKTIK, SAG, {"slut": "2026-03-11"}, sample.clock())
    assert week(sample) == ()
    with sample.database.writing() as tx:
        values: dict[str, Value] = {"start": "2026-03-23", "ugeplan": "ti 09.00-11.30", "virksomhed": VIRKSOMHED}
        rows.save(tx, Praktik, 710, SAG, values, sample.clock())
    assert [plan.navn for plan in week(sample)] == ["Praktik fra 23.03.2026"]


def test_two_praktikker_at_once_are_named_by_their_workplaces(sample: Sample) -> None:
    with sample.database.writing() as tx:
        values: dict[str, Value] = {"start": "2026-03-02", "ugeplan": "on 09.00-10.00"}
        rows.save(tx, Praktik, 710, SAG, values, sample.clock())
    found = week(sample)
    assert [plan.navn for plan in found] == ["Nordlager A/S", "Praktik"]
    assert uge_ord.clashes(found) == "Praktik ligger samme tid som Nordlager A/S onsdag."
