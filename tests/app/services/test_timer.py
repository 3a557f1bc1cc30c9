"""Steps of hours written outside a besøg: born, changed, taken back; what a lock wrote down stays."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from konsulent_app.services import afslut
from konsulent_app.services import besoeg as besoeg_verbs
from konsulent_app.services import timer as verbs
from konsulent_app.services.besoeg import BesoegLaast
from konsulent_app.store import outbox, rows
from konsulent_app.store.database import Tx
from konsulent_app.store.timer import TimerLinje, read_timer
from konsulent_core.entities import Timer
from konsulent_core.ids import derived_id
from konsulent_core.merge import Value
from tests.sample import PRAKTIK, SAG, Sample, copy_sample


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = copy_sample(tmp_path)
    yield made
    made.database.close()


def test_a_step_is_born_with_what_it_begins_with_and_keeps_it_while_more_is_written(sample: Sample) -> None:
    born: dict[str, Value] = {"fra": "2026-03-12", "praktik": PRAKTIK, "art": "praktik", "loentimer": 8.0}
    with sample.database.writing() as tx:
        verbs.save_trin(tx, sample.context, SAG, 700, {"timer": 20.0, "timer_til": None}, None, born)
        verbs.save_trin(tx, sample.context, SAG, 700, {"fra": "2026-03-16"}, None, born)
        verbs.save_trin(tx, sample.context, SAG, 700, {"aarsag": " gode uger "}, None, born)
        kept = rows.get(tx, Timer, 700)
        assert outbox.entry(tx, "timer", 700) is not None
    assert kept is not None
    assert (kept.fra, kept.timer, kept.loentimer, kept.praktik) == ("2026-03-16", 20.0, 8.0, PRAKTIK)
    assert (kept.aarsag, kept.scope) == ("gode uger", SAG)


def test_a_step_is_taken_back_and_brought_back(sample: Sample) -> None:
    with sample.database.writing() as tx:
        verbs.delete_trin(tx, sample.context, 61)
        assert [line.timer.id for line in read(tx)] == [60]
        verbs.delete_trin(tx, sample.context, 61, deleted=False)
        assert [line.timer.id for line in read(tx)] == [61, 60]


def test_a_step_of_a_locked_besoeg_is_not_changed_here_and_one_of_an_open_besoeg_is(sample: Sample) -> None:
    besoeg, context = sample.aabent, sample.context
    step = derived_id("timer", besoeg)
    with sample.database.writing() as tx:
        besoeg_verbs.save_timer(tx, context, besoeg, 18.0, None, 8.0, date(2026, 3, 12))
        verbs.save_trin(tx, context, SAG, step, {"timer": 17.0})
        besoeg_verbs.save_naeste(tx, context, besoeg, date(2026, 3, 26), None, None)
        afslut.lock_besoeg(tx, context, besoeg)
        (line,) = [one for one in read(tx) if one.timer.id == step]
    assert line.laas is not None
    assert (line.laas.besoeg, line.laas.dato, line.timer.timer) == (besoeg, date(2026, 3, 12), 17.0)
    with pytest.raises(BesoegLaast), sample.database.writing() as tx:
        verbs.save_trin(tx, context, SAG, step, {"timer": 12.0})
    with pytest.raises(BesoegLaast), sample.database.writing() as tx:
        verbs.delete_trin(tx, context, step)


def test_what_another_machine_wrote_meanwhile_is_told_to_the_server(sample: Sample) -> None:
    with sample.database.writing() as tx:
        tx.conn.exec_driver_sql("DELETE FROM outbox")
        tx.conn.exec_driver_sql("UPDATE timer SET aarsag='smerter' WHERE id=61")
        verbs.save_trin(tx, sample.context, SAG, 61, {"aarsag": "ferie"}, {"aarsag": None})
        waits = outbox.entry(tx, "timer", 61)
    assert waits is not None
    assert waits.base == {"aarsag": None}


def test_the_steps_know_their_place_and_come_newest_first(sample: Sample) -> None:
    with sample.database.reading() as tx:
        found = read_timer(tx, SAG)
        assert read_timer(tx, 999) is None
    assert found is not None
    assert [(line.timer.fra, line.sted, line.laas) for line in found.linjer] == [
        ("2025-09-02", "Nordlager A/S", None),
        ("2025-03-04", "Nordlager A/S", None),
    ]
    assert [(sted.praktik, sted.navn) for sted in found.steder] == [(PRAKTIK, "Nordlager A/S")]


def read(tx: Tx) -> tuple[TimerLinje, ...]:
    found = read_timer(tx, SAG)
    assert found is not None
    return found.linjer
