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
from konsulent_core.skema.grammar import Skema
from tools.caseload.bulk import write_local
from tools.caseload.casefile import read_cases
from tools.caseload.cases import read_skemaer
from tools.caseload.generate import ROWS_A_SKEMA, SKEMA, generate
from tools.caseload.raekker import Row

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


def opfoelgninger(found: list[Row]) -> set[object]:
    return {row[1] for row in found if row[0] == "besoeg" and field(row, "type") == "opfoelgning"}


def of(found: list[Row], table: str, name: str) -> set[object]:
    return {field(row, name) for row in found if row[0] == table}


@pytest.mark.parametrize(("sager", "skemaer"), [(1, 1), (7, 20), (5, 3), (3, 0)])
def test_each_skema_is_what_the_form_saves(sager: int, skemaer: int) -> None:
    found = list(generate(1, sager, skemaer))
    visits = opfoelgninger(found)
    answers = [row for row in found if row[0] in A_SKEMA and row[0] != "besoeg" and field(row, "besoeg") in visits]
    counted = Counter(row[0] for row in answers)
    assert {"besoeg": len(visits), **counted} == {
        t: n * skemaer for t, n in A_SKEMA.items() if n * skemaer or t == "besoeg"
    }
    assert sum(A_SKEMA.values()) == ROWS_A_SKEMA
    assert sum(row[0] == "sag" for row in found) == sum(row[0] == "borger" for row in found) == sager


def test_a_caseload_holds_what_a_year_of_work_holds() -> None:
    found = list(generate(1, 60, 600))
    types = {"formoede", "startmoede", "opfoelgning", "netvaerksmoede", "afslutning", "telefon"}
    assert of(found, "besoeg", "type") == types
    assert len(of(found, "praktik", "afbrudt_aarsag") - {None}) == 6
    assert len(of(found, "praktik", "resultat") - {None}) >= 5
    assert of(found, "sag", "gruppe") == {None, "klar_nu", "klar_med_stoette", "afventer"}
    assert len(of(found, "indsats", "art")) == 6
    assert of(found, "delmaal", "tilstand") == {"aaben", "naaet", "justeret", "opgivet"}
    assert of(found, "maaltal", "art") == {"virksomhedsforloeb", "loentimer", "mentorstoette"}
    counted = Counter(row[0] for row in found)
    assert counted["virksomhed"] == 20
    assert counted["laering"] == 20
    assert counted["spoergsmaal"] == 15
    assert counted["skaanehensyn"] == 120


def test_hours_go_up_back_for_a_cause_and_up_again() -> None:
    found = list(generate(1, 12, 300))
    for sag in (row for row in found if row[0] == "sag"):
        running = max((r for r in found if r[0] == "praktik" and r[2] == sag[1]), key=lambda r: str(field(r, "start")))
        steps = [r for r in found if r[0] == "timer" and field(r, "praktik") == running[1]]
        steps.sort(key=lambda r: str(field(r, "fra")))
        assert [field(r, "timer") for r in steps] == [12.0, 14.0, 10.0, 12.0]
        assert [bool(field(r, "aarsag")) for r in steps] == [False, False, True, False]


def test_aftaler_are_kept_kept_late_and_not_kept() -> None:
    found = [r for r in generate(1, 10, 100) if r[0] == "aftale"]
    done = [r for r in found if field(r, "gjort")]
    late = [r for r in done if str(field(r, "gjort_dato")) > str(field(r, "senest"))]
    assert 10 < len(late) < len(done) - len(late)
    assert len(done) < len(found)
    assert max(str(field(r, "gjort_dato")) for r in done) < "2026-03-12"


def test_no_opfoelgning_lies_before_its_praktik_and_a_praktik_builds_on_an_earlier_one_of_the_sag() -> None:
    found = list(generate(1, 30, 750))
    praktik: dict[object, Row] = {row[1]: row for row in found if row[0] == "praktik"}
    for row in found:
        if row[0] == "besoeg" and field(row, "type") == "opfoelgning":
            assert str(field(row, "tidspunkt"))[:10] >= str(field(praktik[field(row, "praktik")], "start"))
    built = [(row, praktik[field(row, "bygger_paa")]) for row in praktik.values() if field(row, "bygger_paa")]
    assert len(built) == 10
    assert all(new[2] == old[2] and str(field(old, "slut")) < str(field(new, "start")) for new, old in built)


def test_the_opfoelgninger_are_by_far_the_most_of_a_caseload() -> None:
    assert sum(1 for _ in generate(1, 40, 1_000)) < 1.07 * 1_000 * ROWS_A_SKEMA


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
    visits = opfoelgninger(found)
    text = sum(len(str(field(r, "tekst")).encode()) for r in found if r[0] == "udsagn" and field(r, "besoeg") in visits)
    text += sum(len(str(field(r, "hvad")).encode()) for r in found if r[0] == "aftale")
    assert 1500 < text / 400 < 1700


def test_the_rows_name_what_the_delivered_skemaer_ask() -> None:
    skemaer = read_skemaer()
    found = list(generate(1, 60, 60))
    skema_of: dict[object, Skema] = {r[1]: skemaer[str(field(r, "skema"))] for r in found if r[0] == "besoeg"}
    for row in found:
        if row[0] in ("udsagn", "svar"):
            assert field(row, "felt") in {felt.noegle for felt in skema_of[field(row, "besoeg")].felter}
    assert of(found, "vurdering", "dimension") == {d.noegle for d in skemaer[SKEMA].dimensioner}


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
        besoeg = next(row[1] for row in found if row[0] == "besoeg" and field(row, "type") == "opfoelgning")
        blad = read_besoeg(tx, besoeg)
    assert blad is not None
    assert len(blad.udsagn) == 10
    assert len(blad.vurderinger) == 5
    database.close()


def test_the_people_of_the_study_are_not_among_the_generated() -> None:
    known = {f"{person.fornavn} {person.efternavn}" for person in read_cases().person}
    found = {f"{field(r, 'fornavn')} {field(r, 'efternavn')}" for r in generate(1, 60, 0) if r[0] == "borger"}
    assert not known & found
