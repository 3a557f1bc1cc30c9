"""A row written field by field tells the server what the person saw, and only what she did not see change."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from konsulent_app.services import timer as verbs
from konsulent_app.store import outbox, rows
from konsulent_app.store.database import Tx
from konsulent_app.ui.form.autosave import Autosave
from konsulent_app.ui.form.raekke import RaekkeSkriver
from konsulent_app.ui.work import Work
from konsulent_core.entities import Timer
from konsulent_core.merge import Value
from tests.sample import SAG, Sample, make_sample

STEP = 61


@pytest.fixture
def sample(tmp_path: Path, qapp: QApplication) -> Iterator[Sample]:
    made = make_sample(tmp_path)
    with made.database.writing() as tx:
        tx.conn.exec_driver_sql("DELETE FROM outbox")
    yield made
    made.database.close()


def writer(sample: Sample, work: Work) -> tuple[RaekkeSkriver, list[Mapping[str, Value] | None]]:
    told: list[Mapping[str, Value] | None] = []

    def gem(tx: Tx, values: Mapping[str, Value], seen: Mapping[str, Value] | None) -> None:
        told.append(seen)
        verbs.save_trin(tx, sample.context, SAG, STEP, values, seen)

    return RaekkeSkriver(Autosave(work, sample.clock), STEP, gem), told


def test_ones_own_keys_are_no_news_and_anothers_words_are(sample: Sample) -> None:
    work = Work(sample.database)
    skriver, told = writer(sample, work)
    skriver.show({"aarsag": None})
    skriver.write({"aarsag": "smerter "})
    skriver.write({"aarsag": "smerter i ryggen"})
    work.settle()
    assert told == [{"aarsag": None}, {"aarsag": "smerter"}]
    with sample.database.writing() as tx:
        waits = outbox.entry(tx, "timer", STEP)
        assert waits is not None
        assert waits.base == {"aarsag": None}
        tx.conn.exec_driver_sql("DELETE FROM outbox")
        tx.conn.exec_driver_sql("UPDATE timer SET aarsag='ferie' WHERE id=?", (STEP,))
    skriver.write({"aarsag": "smerter i hoften"})
    work.settle()
    with sample.database.reading() as tx:
        waits, kept = outbox.entry(tx, "timer", STEP), rows.get(tx, Timer, STEP)
    assert waits is not None
    assert kept is not None
    assert (waits.base, kept.aarsag) == ({"aarsag": "smerter i ryggen"}, "smerter i hoften")
    work.close()
