"""The day as it is read: who is visited, overdue or to be called, what the konsulent owes, and what it costs."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from konsulent_app.services import aftale as aftale_verbs
from konsulent_app.services import besoeg as verbs
from konsulent_app.store import rows
from konsulent_app.store.database import Database
from konsulent_app.store.idag import IDag, count_idag, read_idag
from konsulent_app.store.opening import open_store
from konsulent_core.entities import Aftale, Besoeg, Praktik, Record, Sag, Virksomhed
from konsulent_core.merge import Value
from tools import shot_sager
from tools.shot_sager import I_DAG, KATRINE, NU, sag_id

ROOT = Path(__file__).resolve().parents[3]
PETER, BIRTHE, MOHAMMED, SOEREN = sag_id(3), sag_id(4), sag_id(6), sag_id(7)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    found = open_store(tmp_path / "lager.db", b"k" * 32, None, tmp_path / "kopier", NU)
    shot_sager.fill(found)
    yield found
    found.close()


def read(database: Database, i_dag: date = I_DAG) -> IDag:
    with database.reading() as tx:
        return read_idag(tx, i_dag)


def save(database: Database, entity: type[Record], row: int, scope: int, **values: Value) -> None:
    with database.writing() as tx:
        rows.save(tx, entity, row, scope, values, NU)


def test_todays_visits_come_in_the_order_of_the_clock_and_those_without_a_time_last(database: Database) -> None:
    save(database, Besoeg, 20_401, BIRTHE, naeste_tid=None)
    day = read(database)
    assert [(b.sag.linje.navn, b.sag.linje.naeste_tid) for b in day.besoeg] == [
        ("Katrine Holm", "10.00"),
        ("Peter Vang", "11.30"),
        ("Rikke Dam", "14.45"),
        ("Birthe Mikkelsen", None),
    ]
    assert (day.sager, day.besoegt) == (12, 0)


def test_a_visit_tells_where_which_number_it_is_and_whom_to_call(database: Database) -> None:
    first = read(database).besoeg[0]
    assert (first.adresse, first.nummer, first.sag.telefon) == ("Egeskovvej 12, Horsens", 7, "20 30 40 02")
    assert first.sag.mentor is not None
    assert first.sag.mentor.telefon == "75 61 00 42"


def test_a_town_that_stands_in_the_address_is_not_said_twice(database: Database) -> None:
    save(database, Virksomhed, 4_002, shot_sager.KOMMUNE, adresse="Egeskovvej 12, 8700 Horsens")
    assert read(database).besoeg[0].adresse == "Egeskovvej 12, 8700 Horsens"


def test_a_praktik_that_has_ended_gives_no_address(database: Database) -> None:
    save(database, Praktik, 3_002, KATRINE, slut=(I_DAG - timedelta(days=1)).isoformat())
    first = read(database).besoeg[0]
    assert (first.sag.linje.virksomhed, first.adresse) == ("", "")


def test_last_times_aftaler_come_first_and_then_older_open_ones(database: Database) -> None:
    save(database, Aftale, 4_900, KATRINE, besoeg=20_205, hvad="Finde sikkerhedssko", part="virksomhed", orden="0")
    save(database, Aftale, 4_901, KATRINE, besoeg=20_205, hvad="Gammel og gjort", part="borger", gjort=True, orden="1")
    words = [(a.hvad, bool(a.gjort)) for a in read(database).besoeg[0].aftaler]
    assert words == [
        ("Prøve registrering i lagersystemet onsdag og fredag", True),
        ("Ringe til vagten inden kl. 7 ved dårlig nat", True),
        ("Undersøge hæve-sænke-bord til pakkelinjen", False),
        ("Finde sikkerhedssko", False),
    ]


def test_a_visit_that_has_begun_keeps_its_place_and_its_number(database: Database) -> None:
    context = shot_sager.make_context(ROOT / "resources")
    with database.writing() as tx:
        kladde = verbs.start_besoeg(tx, context, KATRINE)
    first = read(database).besoeg[0]
    assert (first.sag.linje.kladde, first.nummer) == (kladde, 7)


def test_a_telephone_call_in_between_takes_no_number_from_the_visits(database: Database) -> None:
    call: dict[str, Value] = {"type": "telefon", "nummer": 1, "tilstand": "afsluttet"}
    save(database, Besoeg, 20_900, KATRINE, **call, tidspunkt="2026-03-11T12:00:00.000Z")
    first = read(database).besoeg[0]
    assert (first.nummer, first.sag.talt) == (7, date(2026, 3, 11))


def test_a_visit_that_was_held_is_no_longer_among_todays(database: Database) -> None:
    values: dict[str, Value] = {"type": "opfoelgning", "nummer": 7, "tilstand": "afsluttet"}
    save(database, Besoeg, 20_207, KATRINE, **values, tidspunkt="2026-03-12T09:05:00.000Z", naeste_dato="2026-03-26")
    day = read(database)
    assert [b.sag.linje.navn for b in day.besoeg] == ["Peter Vang", "Birthe Mikkelsen", "Rikke Dam"]
    assert day.besoegt == 1
    with database.reading() as tx:
        assert count_idag(tx, I_DAG) == 3


def test_the_longest_overdue_is_first(database: Database) -> None:
    assert [(s.linje.navn, s.linje.forfald.dage_over) for s in read(database).forfaldne] == [
        ("Jonas Friis", 9),
        ("Amina Yusuf", 4),
    ]


def test_a_bekymringssag_is_to_be_called_after_a_week_without_a_word(database: Database) -> None:
    assert [(s.linje.sag, s.talt) for s in read(database).bekymring if s.linje.sag == SOEREN] == [
        (SOEREN, date(2026, 3, 5))
    ]
    save(database, Besoeg, 20_703, SOEREN, type="telefon", nummer=3, tilstand="afsluttet",
         tidspunkt="2026-03-11T09:00:00.000Z")  # fmt: skip
    assert SOEREN not in [s.linje.sag for s in read(database).bekymring]


def test_who_is_visited_today_is_not_to_be_called_as_well(database: Database) -> None:
    assert KATRINE not in [s.linje.sag for s in read(database).bekymring]


def test_own_aftaler_come_by_date_across_the_caseload_and_others_promises_not_at_all(database: Database) -> None:
    save(database, Aftale, 4_900, PETER, besoeg=20_301, hvad="Sende plan", part="konsulent")
    assert [(e.aftale.hvad, e.navn) for e in read(database).egne] == [
        ("Undersøge hæve-sænke-bord til pakkelinjen", "Katrine Holm"),
        ("Sende plan for uge 13 til Plejecenter Lindely", "Rikke Dam"),
        ("Ringe til Juelsbro Brugs om lørdagsvagter", "Mohammed Karimi"),
        ("Booke netværksmøde inden 2 måneder", "Søren Bukh"),
        ("Sende plan", "Peter Vang"),
    ]


def test_an_own_aftale_done_today_stands_until_the_day_is_over(database: Database) -> None:
    context = shot_sager.make_context(ROOT / "resources")
    with database.writing() as tx:
        aftale_verbs.save_gjort(tx, context, 5_402, gjort=True)
    assert [e.aftale.id for e in read(database).egne if e.aftale.gjort] == [5_402]
    assert 5_402 not in [e.aftale.id for e in read(database, I_DAG + timedelta(days=1)).egne]


def test_nothing_of_a_closed_sag_stands_in_the_day(database: Database) -> None:
    for sag in (KATRINE, MOHAMMED, SOEREN, sag_id(0)):
        save(database, Sag, sag, sag, slut=I_DAG.isoformat())
    day = read(database)
    shown = {s.linje.sag for s in (*day.forfaldne, *day.bekymring, *(b.sag for b in day.besoeg))}
    assert not shown & {KATRINE, MOHAMMED, SOEREN, sag_id(0)}
    assert [e.navn for e in day.egne] == ["Rikke Dam"]


def test_the_next_day_is_the_next_one_with_a_visit(database: Database) -> None:
    naeste = read(database).naeste
    assert naeste is not None
    assert (naeste.dato, naeste.antal, naeste.virksomhed) == (date(2026, 3, 13), 2, "Juelsbro Brugs")
    later = read(database, date(2026, 3, 13)).naeste
    assert later is not None
    assert (later.dato, later.antal) == (date(2026, 3, 17), 1)


def test_an_empty_store_has_an_empty_day(tmp_path: Path) -> None:
    database = open_store(tmp_path / "lager.db", b"k" * 32, None, tmp_path / "kopier", NU)
    day = read(database)
    database.close()
    assert (day.sager, day.besoeg, day.forfaldne, day.bekymring, day.egne, day.naeste) == (0, (), (), (), (), None)


def test_no_table_that_grows_with_the_visits_is_looked_through(database: Database) -> None:
    """The cost follows the open sager: every query finds besøg and aftaler by an index."""
    asked: list[tuple[str, tuple[Value, ...]]] = []
    with database.reading() as tx:
        run = tx.conn.exec_driver_sql

        def note(sql: str, parameters: tuple[Value, ...] = ()) -> object:
            asked.append((sql, parameters))
            return run(sql, parameters)

        tx.conn.exec_driver_sql = note  # type: ignore[method-assign, assignment]  # only looks on
        read_idag(tx, I_DAG)
        plans = [row[3] for sql, given in asked for row in run(f"EXPLAIN QUERY PLAN {sql}", given)]
    scans = [plan for plan in plans if plan.startswith("SCAN")]
    assert len(asked) >= 5
    assert [plan for plan in scans if any(t in plan for t in (" besoeg", " aftale", " b", " l", " n", " k"))] == []


def test_a_visit_moved_after_the_lock_stands_on_its_new_day_until_the_next_one_is_locked(database: Database) -> None:
    def names(day: date) -> list[str]:
        return [visit.sag.linje.navn for visit in read(database, day).besoeg]

    in_a_week = I_DAG + timedelta(days=7)
    save(database, Sag, KATRINE, KATRINE, naeste_dato=in_a_week.isoformat(), naeste_tid="9.15", naeste_efter=20_206)
    assert "Katrine Holm" not in names(I_DAG)
    assert "Katrine Holm" in names(in_a_week)
    save(database, Sag, KATRINE, KATRINE, naeste_efter=20_205)
    assert "Katrine Holm" in names(I_DAG), "it was moved after an older besøg"
