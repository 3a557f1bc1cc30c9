"""The register and one virksomhed whole: places in use today, what was learned there, and what it costs to know."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from konsulent_app.store import rows
from konsulent_app.store.database import Database
from konsulent_app.store.virksomheder import (
    LOOKED_THROUGH,
    VirksomhedBlad,
    VirksomhedLinje,
    find_cvr,
    passer,
    read_virksomhed,
    read_virksomheder,
)
from konsulent_core.clock import to_text
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
    Timer,
    Virksomhed,
)
from konsulent_core.ids import derived_id
from konsulent_core.merge import Value
from tests.app.store.world import NOW, Place

I_DAG = date(2026, 3, 12)
KOMMUNE, FIRMA = 9, 400


@pytest.fixture
def database(place: Place) -> Iterator[Database]:
    found = place.open()
    save(found, Virksomhed, FIRMA, KOMMUNE, navn="Nordlager A/S", by="Horsens", cvr="28753411", branche="Lager",
         pladser=3, opgavetyper="Plukke ordrer\n\nFylde op")  # fmt: skip
    yield found
    found.close()


def save(database: Database, entity: type[Record], row: int, scope: int, **values: Value) -> None:
    with database.writing() as tx:
        rows.save(tx, entity, row, scope, values, NOW)


def sag(database: Database, number: int, **praktik: Value) -> None:
    """A borger with a sag and a praktik at ``FIRMA``: sag 10·n, praktik 10·n+2."""
    base = number * 10
    save(database, Borger, base + 1, base + 1, fornavn="Borger", efternavn=str(number))
    save(database, Sag, base, base, borger=base + 1)
    save(database, Praktik, base + 2, base, virksomhed=FIRMA, **praktik)


def besoeg(database: Database, row: int, number: int, day: date, art: str = "opfoelgning") -> None:
    at = to_text(datetime(day.year, day.month, day.day, 9, tzinfo=UTC))
    save(database, Besoeg, row, number * 10, praktik=number * 10 + 2, type=art, tidspunkt=at, tilstand="afsluttet")


def blad(database: Database) -> VirksomhedBlad:
    with database.reading() as tx:
        found = read_virksomhed(tx, FIRMA, I_DAG)
    assert found is not None
    return found


def linje(database: Database) -> VirksomhedLinje:
    with database.reading() as tx:
        return next(one for one in read_virksomheder(tx, I_DAG) if one.virksomhed == FIRMA)


@pytest.mark.parametrize(
    ("praktik", "running"),
    [
        ({"start": "2026-03-12"}, True),
        ({"start": "2026-03-13"}, False),
        ({"start": "2025-03-12", "slut": "2026-03-12"}, True),
        ({"start": "2025-03-12", "slut": "2026-03-11"}, False),
        ({"start": "2025-03-12", "afbrudt": True}, False),
        ({"start": None}, False),
    ],
)
def test_a_praktik_takes_its_place_from_its_first_day_to_its_last(
    database: Database, praktik: dict[str, Value], running: bool
) -> None:
    sag(database, 1, **praktik)
    assert linje(database).i_brug == len(blad(database).i_brug) == int(running)


def test_an_own_sag_is_named_and_one_that_is_not_here_is_hos_en_kollega(database: Database) -> None:
    sag(database, 1, start="2025-03-04", slut="2026-06-30", afdeling="Pluk")
    save(database, Timer, 13, 10, praktik=12, fra="2025-03-04", timer=12.0)
    save(database, Timer, 14, 10, praktik=12, fra="2026-01-04", timer=16.0)
    save(database, Timer, 15, 10, praktik=12, fra="2026-04-04", timer=18.0)
    save(database, Praktik, 22, 20, virksomhed=FIRMA, start="2025-03-05", afdeling="Pakkeri")
    own, other = blad(database).i_brug
    assert (own.sag, own.navn, own.afdeling, own.slut) == (10, "Borger 1", "Pluk", date(2026, 6, 30))
    assert own.timer is not None
    assert own.timer.timer == 16.0
    assert (other.sag, other.navn, other.afdeling, other.timer) == (None, "", "", None)


def test_the_first_free_place_is_told_only_when_all_are_taken(database: Database) -> None:
    sag(database, 1, start="2025-03-04", slut="2026-06-30")
    sag(database, 2, start="2025-03-04", slut="2026-04-24")
    assert (blad(database).foerste_ledige, blad(database).ledige) == (None, 1)
    sag(database, 3, start="2025-03-04")
    assert (blad(database).foerste_ledige, blad(database).ledige) == (date(2026, 4, 24), 0)


def test_a_place_that_somebody_is_on_the_way_to_is_not_the_first_free(database: Database) -> None:
    save(database, Virksomhed, FIRMA, KOMMUNE, pladser=1)
    sag(database, 1, start="2025-03-04", slut="2026-04-24")
    sag(database, 2, start="2026-04-20", slut="2026-07-01")
    found = blad(database)
    assert [one.navn for one in found.paa_vej] == ["Borger 2"]
    assert found.foerste_ledige == date(2026, 7, 1)


def test_without_an_end_nobody_knows_when_a_place_is_free(database: Database) -> None:
    save(database, Virksomhed, FIRMA, KOMMUNE, pladser=1)
    sag(database, 1, start="2025-03-04")
    assert blad(database).foerste_ledige is None


def test_the_last_contact_is_the_newest_besoeg_of_a_forloeb_there_and_no_note(database: Database) -> None:
    sag(database, 1, start="2025-03-04")
    besoeg(database, 101, 1, date(2026, 2, 12))
    besoeg(database, 102, 1, date(2026, 3, 2), "telefon")
    besoeg(database, 103, 1, date(2026, 3, 9), "note")
    besoeg(database, 104, 1, date(2026, 3, 19))
    assert linje(database).sidst == blad(database).sidst == date(2026, 3, 2)


def test_when_the_sag_is_closed_only_the_virksomheds_own_page_remembers_the_contact(database: Database) -> None:
    sag(database, 1, start="2025-03-04")
    besoeg(database, 101, 1, date(2026, 2, 12))
    save(database, Sag, 10, 10, slut="2026-03-01")
    assert (linje(database).sidst, blad(database).sidst) == (None, date(2026, 2, 12))


def test_a_besoeg_of_another_praktik_is_no_contact_here(database: Database) -> None:
    sag(database, 1, start="2025-03-04", slut="2025-06-04")
    save(database, Besoeg, 101, 10, praktik=99, type="opfoelgning", tidspunkt="2025-05-04T09:00:00.000Z")
    assert linje(database).sidst is None


def test_an_opgavetype_counts_each_forloeb_that_learned_it_once(database: Database) -> None:
    for number, trin in ((1, "selvstaendig"), (2, "selvstaendig"), (3, "med_stoette")):
        sag(database, number, start="2025-03-04")
        save(database, Opgave, number * 10 + 5, number * 10, praktik=number * 10 + 2, navn="plukke ordrer ")
        for turn in range(2):
            row = number * 100 + turn
            besoeg(database, row, number, date(2026, 1, 8) + timedelta(days=14 * turn))
            save(database, OpgaveTrinSvar, row + 5_000, number * 10, besoeg=row, opgave=number * 10 + 5, trin=trin)
    found = blad(database).opgavetyper
    assert [(one.navn, one.laert) for one in found] == [("Plukke ordrer", 2), ("Fylde op", 0)]


def test_what_ended_forloeb_taught_is_told_without_a_name_the_newest_first(database: Database) -> None:
    sag(database, 1, start="2024-08-01", slut="2025-02-01", laering="Tidlig vagt passede.", resultat="fleksjob")
    sag(database, 2, start="2026-01-01", slut="2026-06-01", laering="Er i gang endnu.")
    save(database, Laering, 50, KOMMUNE, virksomhed=FIRMA, aar=2023, uger=13, timer=12.0, tekst="Start i retur.")
    save(database, Laering, 51, KOMMUNE, virksomhed=FIRMA, aar=2025, uger=26, tekst=" Tidlig vagt passede. ")
    save(database, Laering, 52, KOMMUNE, virksomhed=FIRMA + 1, aar=2025, tekst="Et andet sted.")
    found = blad(database).forloeb
    assert [(one.slut, one.aar, one.tekst) for one in found] == [
        (date(2025, 2, 1), None, "Tidlig vagt passede."),
        (None, 2023, "Start i retur."),
    ]
    assert "Borger" not in str(found)


def test_a_forloeb_of_ones_own_stands_once_though_its_nameless_row_has_no_words(database: Database) -> None:
    sag(database, 1, start="2025-08-01", slut="2025-10-01", laering="Frank var bedst om formiddagen.")
    sag(database, 2, start="2025-08-01", slut="2025-09-01")
    for number in (1, 2):
        row = derived_id("laering", number * 10 + 2)
        save(database, Laering, row, KOMMUNE, virksomhed=FIRMA, aar=2025, uger=8)
    assert [(one.slut, one.aar) for one in blad(database).forloeb] == [
        (date(2025, 10, 1), None),
        (date(2025, 9, 1), None),
    ]


def test_the_kontaktperson_stands_before_the_mentor_and_the_deleted_one_nowhere(database: Database) -> None:
    save(database, Kontaktperson, 41, KOMMUNE, virksomhed=FIRMA, navn="Anna", mentor=True)
    save(database, Kontaktperson, 42, KOMMUNE, virksomhed=FIRMA, navn="Lone")
    save(database, Kontaktperson, 43, KOMMUNE, virksomhed=FIRMA, navn="Adam", slettet=True)
    assert [person.navn for person in blad(database).folk] == ["Lone", "Anna"]
    assert linje(database).kontakt == "Lone"


def test_the_register_follows_the_danish_alphabet(database: Database) -> None:
    for row, navn in ((1, "Åby Bibliotek"), (2, "Zoneterapi"), (3, "Ærø Færge"), (4, "autogården"), (5, "Østergaard")):
        save(database, Virksomhed, row, KOMMUNE, navn=navn)
    with database.reading() as tx:
        found = [one.navn for one in read_virksomheder(tx, I_DAG)]
    assert found == ["autogården", "Nordlager A/S", "Zoneterapi", "Ærø Færge", "Østergaard", "Åby Bibliotek"]


@pytest.mark.parametrize("soeg", ["", "nordl", "HORSENS lager", "2875 34 11", "28753", "plukke", "fylde"])
def test_a_virksomhed_is_found_by_name_cvr_by_and_opgavetype(database: Database, soeg: str) -> None:
    assert passer(linje(database), soeg)


@pytest.mark.parametrize("soeg", ["sydlager", "99999", "nordlager vejle"])
def test_what_does_not_stand_there_is_not_found(database: Database, soeg: str) -> None:
    assert not passer(linje(database), soeg)


def test_a_cvr_number_leads_to_the_virksomhed_that_has_it(database: Database) -> None:
    with database.reading() as tx:
        assert (find_cvr(tx, "28753411"), find_cvr(tx, "13585628")) == (FIRMA, None)


def test_a_deleted_virksomhed_is_nowhere(database: Database) -> None:
    save(database, Virksomhed, FIRMA, KOMMUNE, slettet=True)
    with database.reading() as tx:
        assert read_virksomhed(tx, FIRMA, I_DAG) is None
        assert read_virksomheder(tx, I_DAG) == []
        assert find_cvr(tx, "28753411") is None


def test_what_is_read_goes_by_indexes_however_many_besoeg_there_are(database: Database) -> None:
    sag(database, 1, start="2025-03-04")
    statements: list[tuple[str, tuple[Value, ...]]] = []
    with database.reading() as tx:
        real = tx.conn.exec_driver_sql

        def note(sql: str, parameters: tuple[Value, ...] = ()) -> object:
            statements.append((sql, parameters))
            return real(sql, parameters)

        tx.conn.exec_driver_sql = note  # type: ignore[method-assign,assignment]
        read_virksomheder(tx, I_DAG)
        read_virksomhed(tx, FIRMA, I_DAG)
        plans = [str(row[3]) for sql, given in statements for row in real(f"EXPLAIN QUERY PLAN {sql}", given)]
    scans = [plan for plan in plans if plan.startswith("SCAN")]
    assert not any(f"SCAN {table}" in plan for plan in scans for table in ("b", "t", "besoeg", "opgave_trin", "o"))


def test_only_the_newest_besoeg_of_a_forloeb_are_asked_what_was_learned(database: Database) -> None:
    sag(database, 1, start="2024-03-04")
    save(database, Opgave, 15, 10, praktik=12, navn="Plukke ordrer")
    for turn in range(LOOKED_THROUGH + 1):
        besoeg(database, 100 + turn, 1, date(2024, 4, 1) + timedelta(days=14 * turn))
    save(database, OpgaveTrinSvar, 900, 10, besoeg=100, opgave=15, trin="selvstaendig")
    assert blad(database).opgavetyper[0].laert == 0
    save(database, OpgaveTrinSvar, 901, 10, besoeg=101, opgave=15, trin="selvstaendig")
    assert blad(database).opgavetyper[0].laert == 1
