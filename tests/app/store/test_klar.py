"""Who is ready for a place: judged klar, without a praktik now, with what a match is made of."""

from collections.abc import Iterator
from datetime import date

import pytest

from konsulent_app.store import rows
from konsulent_app.store.database import Database
from konsulent_app.store.klar import read_kandidater, read_steder
from konsulent_core.entities import (
    Besoeg,
    Borger,
    Kontaktperson,
    Laering,
    Opgave,
    OpgaveTrinSvar,
    Praktik,
    Record,
    Sag,
    Skaanehensyn,
    Timer,
    Virksomhed,
)
from konsulent_core.match import Kandidat, Sted
from konsulent_core.merge import Value
from konsulent_core.words import Sagsgruppe
from tests.app.store.world import NOW, Place

I_DAG = date(2026, 3, 12)
KOMMUNE = 5


@pytest.fixture
def database(place: Place) -> Iterator[Database]:
    found = place.open()
    save(found, Borger, 11, 11, fornavn="Ellen", efternavn="Skov", oensker="Lager\nKontor", geografi="Horsens")
    save(found, Sag, 10, 10, borger=11, gruppe="klar_nu")
    yield found
    found.close()


def save(database: Database, entity: type[Record], row: int, scope: int, **values: Value) -> None:
    with database.writing() as tx:
        rows.save(tx, entity, row, scope, values, NOW)


def ready(database: Database) -> list[Kandidat]:
    with database.reading() as tx:
        return read_kandidater(tx, I_DAG)


def test_somebody_ready_stands_with_all_a_match_is_made_of(database: Database) -> None:
    save(database, Timer, 12, 10, fra="2025-10-01", timer=6.0, moenster="2×3")
    save(database, Timer, 13, 10, fra="2026-10-01", timer=9.0)
    save(database, Skaanehensyn, 14, 10, titel="Skal have ro", aarsag="Står ikke her.")
    save(database, Besoeg, 15, 10, tidspunkt="2025-12-01T09:00:00.000Z")
    for row, (navn, trin) in enumerate((("Pakke", "selvstaendig"), ("Feje", "med_stoette")), start=20):
        save(database, Opgave, row, 10, navn=navn)
        save(database, OpgaveTrinSvar, row + 10, 10, besoeg=15, opgave=row, trin=trin)
    assert ready(database) == [
        Kandidat(
            sag=10,
            navn="Ellen Skov",
            gruppe=Sagsgruppe.KLAR_NU,
            timer="2×3",
            timer_om_ugen=6.0,
            oensker=("Lager", "Kontor"),
            geografi="Horsens",
            skaanehensyn=("Skal have ro",),
            laert=("Pakke",),
        )
    ]


@pytest.mark.parametrize(
    "values", [{"gruppe": "afventer"}, {"gruppe": None}, {"slut": "2026-02-01"}, {"slettet": True}]
)
def test_who_is_not_judged_ready_or_whose_sag_is_closed_is_left_out(
    database: Database, values: dict[str, Value]
) -> None:
    save(database, Sag, 10, 10, **values)
    assert ready(database) == []


@pytest.mark.parametrize(
    ("praktik", "left_out"),
    [
        ({"start": "2026-03-12"}, True),
        ({"start": "2026-03-13"}, False),
        ({"start": "2025-03-12", "slut": "2026-03-11"}, False),
        ({"start": "2025-03-12", "afbrudt": True}, False),
    ],
)
def test_who_has_a_praktik_today_is_left_out(database: Database, praktik: dict[str, Value], left_out: bool) -> None:
    save(database, Praktik, 16, 10, **praktik)
    assert (ready(database) == []) is left_out


def test_it_is_read_by_indexes_however_many_besoeg_there_are(database: Database) -> None:
    statements: list[tuple[str, tuple[Value, ...]]] = []
    with database.reading() as tx:
        real = tx.conn.exec_driver_sql

        def note(sql: str, parameters: tuple[Value, ...] = ()) -> object:
            statements.append((sql, parameters))
            return real(sql, parameters)

        tx.conn.exec_driver_sql = note  # type: ignore[method-assign,assignment]
        assert len(read_kandidater(tx, I_DAG)) == 1
        plans = [str(row[3]) for sql, given in statements for row in real(f"EXPLAIN QUERY PLAN {sql}", given)]
    assert not any(plan.startswith(f"SCAN {table}") for plan in plans for table in ("besoeg", "t", "o", "p"))


def test_the_places_are_read_with_what_a_match_is_made_of(database: Database) -> None:
    save(database, Virksomhed, 90, KOMMUNE, navn="Lageret", by="Horsens", pladser=2, opgavetyper="Pakke\n", kultur="Ro")
    save(database, Kontaktperson, 91, KOMMUNE, virksomhed=90, navn="Jens Toft", mentor=True)
    save(database, Laering, 92, KOMMUNE, virksomhed=90, timer=5.0)
    save(database, Praktik, 93, 10, virksomhed=90, start="2026-03-01")
    with database.reading() as tx:
        found = {sted.virksomhed: sted for sted in read_steder(tx, "2026-03-12")}
        before = {sted.virksomhed: sted.ledige for sted in read_steder(tx, "2026-02-28")}
    assert found[90] == Sted(
        virksomhed=90,
        navn="Lageret",
        by="Horsens",
        branche="",
        opgavetyper=("Pakke",),
        mentorer=("Jens Toft",),
        ledige=1,
        timer=(5.0,),
        kultur="Ro",
    )
    assert before[90] == 2
