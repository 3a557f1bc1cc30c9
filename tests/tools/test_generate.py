"""The made-up caseload: reproducible, of the size asked for, and each skema what the visit form saves."""

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

import pytest

from konsulent_app.store import outbox
from konsulent_app.store.besoeg import read_besoeg
from konsulent_app.store.opening import open_store
from konsulent_app.store.sager import read_sager
from konsulent_core.entities import BY_TABEL, field_names
from konsulent_core.ids import derived_id
from tools.caseload.bulk import write_local
from tools.caseload.casefile import read_cases
from tools.caseload.cases import read_skemaer
from tools.caseload.generate import ROWS_A_SKEMA, SKEMA, Row, generate

A_SKEMA = {
    "besoeg": 1,
    "udsagn": 10,
    "vurdering": 5,
    "opgave_trin": 3,
    "fremmoede": 2,
    "skaanehensyn_svar": 2,
    "aftale": 2,
}


def field(row: Row, name: str) -> object:
    return row[3][field_names(BY_TABEL[row[0]]).index(name)]


def test_the_same_seed_gives_the_same_rows_and_another_one_others() -> None:
    assert list(generate(3, 4, 20)) == list(generate(3, 4, 20))
    assert list(generate(3, 4, 20)) != list(generate(4, 4, 20))


@pytest.mark.parametrize(("sager", "skemaer"), [(1, 1), (7, 20), (5, 3), (3, 0)])
def test_each_skema_is_what_the_form_saves(sager: int, skemaer: int) -> None:
    counted = Counter(row[0] for row in generate(1, sager, skemaer))
    assert {table: counted[table] for table in A_SKEMA} == {t: n * skemaer for t, n in A_SKEMA.items()}
    assert sum(A_SKEMA.values()) == ROWS_A_SKEMA
    assert counted["sag"] == counted["borger"] == counted["praktik"] == sager


def test_every_row_has_a_value_for_each_field_and_its_own_id() -> None:
    found = list(generate(1, 5, 40))
    assert all(len(values) == len(field_names(BY_TABEL[table])) for table, _, _, values in found)
    assert len({number for _, number, _, _ in found}) == len(found)
    for row in found:
        key = BY_TABEL[row[0]].noegle
        if key:
            parts = [field(row, name) for name in key]
            assert row[1] == derived_id(row[0], *(p for p in parts if isinstance(p, int | str)))


def test_a_skema_holds_about_sixteen_hundred_bytes_of_text() -> None:
    found = list(generate(1, 20, 400))
    text = sum(len(str(field(r, "tekst")).encode()) for r in found if r[0] == "udsagn")
    text += sum(len(str(field(r, "hvad")).encode()) for r in found if r[0] == "aftale")
    assert 1500 < text / 400 < 1700


def test_the_rows_name_what_the_delivered_skema_asks() -> None:
    skema = read_skemaer()[SKEMA]
    found = list(generate(1, 1, 1))
    assert {field(r, "felt") for r in found if r[0] == "udsagn"} <= {f.noegle for f in skema.felter}
    assert {field(r, "dimension") for r in found if r[0] == "vurdering"} == {d.noegle for d in skema.dimensioner}


@pytest.mark.parametrize("via", ["outbox", "pulled"])
def test_a_written_caseload_reads_like_any_other(tmp_path: Path, via: Literal["outbox", "pulled"]) -> None:
    database = open_store(tmp_path / "lager.db", bytes(32), None, tmp_path / "kopi", datetime.now(UTC))
    found = list(generate(1, 4, 12))
    assert write_local(database, found, via) == len(found)
    with database.reading() as tx:
        assert outbox.waiting_count(tx) == (len(found) if via == "outbox" else 0)
        lines = read_sager(tx, date(2026, 3, 12))
        assert len(lines) == 4
        assert all(line.sidst == date(2026, 2, 12) for line in lines)
        assert all(line.kladde is not None for line in lines)
        besoeg = next(row[1] for row in found if row[0] == "besoeg")
        blad = read_besoeg(tx, besoeg)
    assert blad is not None
    assert len(blad.udsagn) == 10
    assert len(blad.vurderinger) == 5
    database.close()


def test_the_people_of_the_study_are_not_among_the_generated() -> None:
    known = {f"{person.fornavn} {person.efternavn}" for person in read_cases().person}
    found = {f"{field(r, 'fornavn')} {field(r, 'efternavn')}" for r in generate(1, 60, 0) if r[0] == "borger"}
    assert not known & found
