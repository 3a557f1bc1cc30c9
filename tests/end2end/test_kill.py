"""kill -9 at random moments: a short run of ``python -m tools.long kill``, and that it would see a loss."""

import secrets
import shutil
from pathlib import Path
from random import Random

import pytest

from konsulent_app.store import rows
from konsulent_app.store.database import Database
from konsulent_app.store.opening import open_store
from konsulent_core.clock import system_clock
from konsulent_core.entities import BY_TABEL
from tools.long.kill import Rows, Tally, disagreements, play, read_rows
from tools.long.kill_children import KEY, SAG
from tools.long.typist import Journal, Typist, context_of, missing, read_journal

ROUNDS = 10
SEED = 20260312


@pytest.mark.slow
def test_whatever_was_acknowledged_survives_a_kill_at_any_moment() -> None:
    tally = Tally()
    play(SEED, range(ROUNDS), 120, tally)
    assert tally.rounds > 0
    assert tally.kills >= tally.rounds
    assert tally.saves > 0


@pytest.fixture
def typed(tmp_path: Path) -> tuple[Database, Path, Rows]:
    database = open_store(tmp_path / "lager.db", KEY, None, tmp_path, system_clock())
    start = read_rows(database)
    journal = tmp_path / "journal"
    typist = Typist(database, context_of(secrets.token_bytes), SAG, Journal(journal), Random(1))
    for _ in range(40):
        typist.type_one()
    return database, journal, start


def test_an_undisturbed_store_has_everything_and_agrees_with_itself(typed: tuple[Database, Path, Rows]) -> None:
    database, journal, start = typed
    assert missing(database, read_journal(journal)) == []
    assert disagreements(start, database) == []
    database.close()


def test_a_lost_value_would_be_seen(typed: tuple[Database, Path, Rows]) -> None:
    database, journal, _ = typed
    (table, row, name), _values = next(iter(read_journal(journal).saved.items()))
    with database.writing() as tx:
        rows.save(tx, BY_TABEL[table], row, SAG, {name: None}, system_clock())
    assert missing(database, read_journal(journal)) != []
    database.close()


def test_a_row_without_its_outbox_entry_and_an_entry_without_its_row_would_be_seen(
    typed: tuple[Database, Path, Rows],
) -> None:
    database, _, start = typed
    for sql in ("DELETE FROM outbox WHERE nr=(SELECT max(nr) FROM outbox)", "DELETE FROM svar"):
        with database.writing() as tx:
            tx.conn.exec_driver_sql(sql)
        assert len(disagreements(start, database)) > 0
    sent = read_rows(database)
    with database.writing() as tx:
        tx.conn.exec_driver_sql("DELETE FROM outbox")
    assert disagreements(sent, database) == []
    with database.writing() as tx:
        tx.conn.exec_driver_sql("UPDATE udsagn SET tekst='rettet uden om'")
    assert len(disagreements(sent, database)) > 0
    database.close()


def test_a_hanging_save_may_have_arrived_or_not_but_never_by_half(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal")
    journal.begin({("aftale", 1, "hvad"): "a", ("aftale", 1, "person"): "Bo"})
    journal.saved()
    journal.begin({("aftale", 1, "hvad"): "b", ("aftale", 1, "person"): "Ib"})
    database = open_store(tmp_path / "lager.db", KEY, None, tmp_path, system_clock())
    told = read_journal(tmp_path / "journal")
    for hvad, person, right in (("a", "Bo", True), ("b", "Ib", True), ("b", "Bo", False), ("a", "Ib", False)):
        with database.writing() as tx:
            rows.save(tx, BY_TABEL["aftale"], 1, SAG, {"hvad": hvad, "person": person}, system_clock())
        assert (missing(database, told) == []) is right
    database.close()
    shutil.rmtree(tmp_path)
