"""A besøg is marked as copied by whom and when, can be taken back, and says when it was amended since."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from konsulent_app.services import afslut
from konsulent_app.services.journalisering import log_kopi, mark, read_stand, take_back
from konsulent_app.store import rows
from konsulent_app.store.journalisering import DAGE, Venter, read_gjort, read_venter
from konsulent_core.clock import to_text
from konsulent_core.entities import Besoeg, Journalisering, Rettelse
from konsulent_core.errors import UserError
from konsulent_core.merge import Value
from tests.sample import SAG, Sample, make_sample

SAGER = {SAG: "Katrine Holm"}


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    found = make_sample(tmp_path)
    yield found
    found.database.close()


def marked(sample: Sample, maal: str = "journal") -> None:
    with sample.database.writing() as tx:
        mark(tx, sample.context, sample.foerste, maal)


def venter(sample: Sample, *kraevede: str) -> list[Venter]:
    with sample.database.reading() as tx:
        return list(read_venter(tx, SAGER, kraevede or ("journal",), sample.context.i_dag()))


def amend(sample: Sample) -> None:
    sample.clock.pass_by(minutes=5)
    with sample.database.writing() as tx:
        afslut.make_rettelse(tx, sample.context, sample.foerste, "udsagn", 71, {"tekst": "Plukker alene."}, "Slåfejl")


def test_a_locked_besoeg_waits_until_it_is_copied_and_the_open_one_does_not(sample: Sample) -> None:
    (one,) = venter(sample)
    assert (one.besoeg, one.navn, one.dato.isoformat(), one.rettet) == (
        sample.foerste, "Katrine Holm", "2026-02-12", False,
    )  # fmt: skip
    marked(sample, "vitas")
    assert venter(sample) == [one], "VITAS is not the journal"
    marked(sample)
    assert venter(sample) == []
    assert venter(sample, "journal", "vitas") == []
    assert [v.besoeg for v in venter(sample, "journal", "esdh")] == [sample.foerste], "all that are required"


def test_it_is_written_down_who_copied_it_and_when_and_it_travels_with_the_sag(sample: Sample) -> None:
    marked(sample)
    with sample.database.reading() as tx:
        done = read_gjort(tx, sample.foerste)["journal"]
        (row,) = rows.find(tx, Journalisering)
    assert (done.hvem, done.hvornaar, done.rettet) == ("Mette Krogh", sample.clock(), False)
    assert row.scope == SAG


def test_taken_back_it_waits_again_whoever_had_copied_it(sample: Sample) -> None:
    marked(sample)
    sample.clock.pass_by(minutes=1)
    marked(sample)
    with sample.database.writing() as tx:
        take_back(tx, sample.context, sample.foerste, "journal")
    with sample.database.reading() as tx:
        assert read_gjort(tx, sample.foerste) == {}
    assert len(venter(sample)) == 1


def test_a_rettelse_after_it_is_told_until_it_is_copied_again(sample: Sample) -> None:
    amend(sample)
    sample.clock.pass_by(minutes=1)
    marked(sample)
    with sample.database.reading() as tx:
        assert not read_gjort(tx, sample.foerste)["journal"].rettet, "what was mended before is in the text"
    amend(sample)
    with sample.database.reading() as tx:
        assert read_gjort(tx, sample.foerste)["journal"].rettet
    assert [v.rettet for v in venter(sample)] == [True]
    sample.clock.pass_by(minutes=1)
    marked(sample)
    assert venter(sample) == []


def test_a_proposed_rettelse_counts_from_when_it_is_accepted_and_not_from_when_it_was_written(sample: Sample) -> None:
    number = sample.context.new_id()
    said = to_text(sample.clock())
    proposed: dict[str, Value] = {"besoeg": sample.foerste, "tilstand": "foreslaaet", "hvem": "Lone", "hvornaar": said}
    proposed |= {"tabelnavn": "udsagn", "raekke": 71, "foer": "{}", "efter": "{}"}
    with sample.database.writing() as tx:
        rows.save(tx, Rettelse, number, SAG, proposed, sample.clock())
    sample.clock.pass_by(minutes=1)
    marked(sample)
    assert venter(sample) == [], "nobody has decided on it yet"
    sample.clock.pass_by(minutes=1)
    with sample.database.writing() as tx:
        afslut.judge_forslag(tx, sample.context, number, accept=True)
    assert [v.rettet for v in venter(sample)] == [True]
    with sample.database.reading() as tx:
        assert read_gjort(tx, sample.foerste)["journal"].rettet


def test_a_kladde_is_not_copied(sample: Sample) -> None:
    with pytest.raises(UserError, match="ikke afsluttet"), sample.database.writing() as tx:
        mark(tx, sample.context, sample.aabent, "journal")


def test_what_is_long_ago_or_has_no_snapshot_is_not_asked_about(sample: Sample) -> None:
    day = sample.context.i_dag() + timedelta(days=DAGE)
    with sample.database.reading() as tx:
        assert read_venter(tx, SAGER, ("journal",), day) == ()
    with sample.database.writing() as tx:
        rows.save(tx, Besoeg, sample.foerste, SAG, {"snapshot_hash": None}, sample.clock())
    assert venter(sample) == []


def test_each_target_says_how_it_stands_the_required_first(sample: Sample) -> None:
    marked(sample, "vitas")
    with sample.database.reading() as tx:
        stand = read_stand(tx, sample.context, sample.foerste, "opfoelgning", virksomhed=True)
        alone = read_stand(tx, sample.context, sample.foerste, "opfoelgning", virksomhed=False)
    assert [(s.maal.noegle, s.gjort is not None) for s in stand] == [("journal", False), ("vitas", True)]
    assert [s.maal.noegle for s in alone] == ["journal"]


def test_a_copy_is_in_the_log_by_its_hash_alone(sample: Sample) -> None:
    with sample.database.writing() as tx:
        log_kopi(tx, sample.context, SAG, "Katrine sagde noget")
        row = tx.conn.exec_driver_sql("SELECT art, scope, detalje FROM haendelse ORDER BY nr DESC").first()
    assert row is not None
    assert (row.art, row.scope, len(row.detalje)) == ("kopier_tekst", SAG, 64)


def test_the_list_costs_one_query_that_looks_through_no_table(sample: Sample) -> None:
    asked: list[tuple[str, tuple[object, ...]]] = []
    with sample.database.reading() as tx:
        run = tx.conn.exec_driver_sql

        def note(sql: str, parameters: tuple[object, ...] = ()) -> object:
            asked.append((sql, parameters))
            return run(sql, parameters)

        tx.conn.exec_driver_sql = note  # type: ignore[method-assign, assignment]  # only looks on
        read_venter(tx, SAGER, ("journal",), sample.context.i_dag())
        ((sql, given),) = asked
        plan = [row[3] for row in run(f"EXPLAIN QUERY PLAN {sql}", given)]
    assert any("besoeg_tidspunkt (scope=? AND tidspunkt>?)" in line for line in plan), plan
    assert not [line for line in plan if line.startswith("SCAN")], plan
