"""The register's verbs: what they store and where, one virksomhed to a CVR number, and people kept as written."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from konsulent_app.services.virksomhed import (
    CvrFindes,
    Felt,
    KontaktFelt,
    create_virksomhed,
    delete_kontaktperson,
    save_kontaktperson,
    save_mentor,
    save_virksomhed,
)
from konsulent_app.store import rows
from konsulent_app.store.virksomheder import read_virksomheder
from konsulent_core.entities import Kontaktperson, Virksomhed
from konsulent_core.errors import UserError
from tests.sample import VIRKSOMHED, Sample, copy_sample

CVR = "13585628"
LONE = 21


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = copy_sample(tmp_path)
    with made.database.writing() as tx:
        tx.conn.exec_driver_sql("DELETE FROM outbox")  # as though the server had it all
    yield made
    made.database.close()


def waiting(sample: Sample) -> list[tuple[object, ...]]:
    with sample.database.reading() as tx:
        found = tx.conn.exec_driver_sql("SELECT tabel, raekke, scope, foedt FROM outbox ORDER BY nr")
        return [tuple(row) for row in found]


def virksomhed(sample: Sample, number: int = VIRKSOMHED) -> Virksomhed:
    with sample.database.reading() as tx:
        found = rows.get(tx, Virksomhed, number)
    assert found is not None
    return found


def person(sample: Sample, number: int) -> Kontaktperson:
    with sample.database.reading() as tx:
        found = rows.get(tx, Kontaktperson, number)
    assert found is not None
    return found


def test_a_new_virksomhed_is_the_kommunes_and_waits_for_the_server(sample: Sample) -> None:
    with sample.database.writing() as tx:
        number = create_virksomhed(
            tx, sample.context, {Felt.NAVN: " Gartneriet ", Felt.CVR: "13 58 56 28", Felt.BY: "", Felt.PLADSER: "3"}
        )
    found = virksomhed(sample, number)
    assert (found.navn, found.cvr, found.by, found.pladser, found.scope) == ("Gartneriet", CVR, None, 3, 2)
    assert waiting(sample) == [("virksomhed", number, 2, 1)]


def test_when_the_outbox_can_not_take_it_the_virksomhed_is_not_there_either(sample: Sample) -> None:
    with sample.database.writing() as tx:
        tx.conn.exec_driver_sql("CREATE TRIGGER full BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'full'); END")
    with pytest.raises(Exception, match="full"), sample.database.writing() as tx:
        create_virksomhed(tx, sample.context, {Felt.NAVN: "Gartneriet"})
    with sample.database.reading() as tx:
        assert [one.navn for one in read_virksomheder(tx, sample.context.i_dag())] == ["Nordlager A/S"]
    assert waiting(sample) == []


def test_a_cvr_number_that_is_here_already_opens_the_one_that_has_it(sample: Sample) -> None:
    with sample.database.writing() as tx:
        save_virksomhed(tx, sample.context, VIRKSOMHED, Felt.CVR, CVR)
    with pytest.raises(CvrFindes, match="Findes allerede") as known, sample.database.writing() as tx:
        create_virksomhed(tx, sample.context, {Felt.NAVN: "Nordlager", Felt.CVR: "DK 13585628"})
    assert known.value.virksomhed == VIRKSOMHED
    with sample.database.reading() as tx:
        assert len(read_virksomheder(tx, sample.context.i_dag())) == 1


def test_another_virksomhed_can_not_take_a_cvr_number_that_is_taken(sample: Sample) -> None:
    with sample.database.writing() as tx:
        save_virksomhed(tx, sample.context, VIRKSOMHED, Felt.CVR, CVR)
        other = create_virksomhed(tx, sample.context, {Felt.NAVN: "Gartneriet"})
    with pytest.raises(CvrFindes), sample.database.writing() as tx:
        save_virksomhed(tx, sample.context, other, Felt.CVR, CVR)
    with sample.database.writing() as tx:
        save_virksomhed(tx, sample.context, VIRKSOMHED, Felt.CVR, "13 58 56 28")  # its own
    assert (virksomhed(sample).cvr, virksomhed(sample, other).cvr) == (CVR, None)


def test_a_virksomhed_without_a_name_is_not_created(sample: Sample) -> None:
    with pytest.raises(UserError, match="hedder"), sample.database.writing() as tx:
        create_virksomhed(tx, sample.context, {Felt.NAVN: "  ", Felt.CVR: CVR})
    assert waiting(sample) == []


@pytest.mark.parametrize(
    ("felt", "tekst", "words"),
    [
        (Felt.CVR, "1358562", "8 cifre"),
        (Felt.CVR, "13585629", "kontrolciffer"),
        (Felt.P_NUMMER, "123", "10 cifre"),
        (Felt.PLADSER, "tre", "helt tal"),
        (Felt.PLADSER, "1000", "helt tal"),
        (Felt.PLADSER, "-1", "helt tal"),
    ],
)
def test_a_number_that_can_not_be_is_not_stored(sample: Sample, felt: Felt, tekst: str, words: str) -> None:
    with pytest.raises(UserError, match=words), sample.database.writing() as tx:
        save_virksomhed(tx, sample.context, VIRKSOMHED, felt, tekst)
    assert waiting(sample) == []


def test_a_field_is_saved_by_itself_and_emptied_again(sample: Sample) -> None:
    with sample.database.writing() as tx:
        save_virksomhed(tx, sample.context, VIRKSOMHED, Felt.P_NUMMER, "10 1233 4871")
        save_virksomhed(tx, sample.context, VIRKSOMHED, Felt.KULTUR, "Rolig morgen.")
        save_virksomhed(tx, sample.context, VIRKSOMHED, Felt.ADRESSE, " ", "Egeskovvej 12, 8700 Horsens")
    found = virksomhed(sample)
    assert (found.p_nummer, found.kultur, found.adresse, found.navn) == (
        "1012334871", "Rolig morgen.", None, "Nordlager A/S",
    )  # fmt: skip
    assert waiting(sample) == [("virksomhed", VIRKSOMHED, 2, 0)]


def test_what_was_written_without_knowing_of_a_colleagues_words_says_so(sample: Sample) -> None:
    with sample.database.writing() as tx:
        tx.conn.exec_driver_sql("UPDATE virksomhed SET kultur='Kollegens' WHERE id=?", (VIRKSOMHED,))
        save_virksomhed(tx, sample.context, VIRKSOMHED, Felt.KULTUR, "Mine", "")
        base = tx.conn.exec_driver_sql("SELECT base, base_rev FROM outbox").one()
    assert tuple(base) == ('{"kultur": null}', 0)


def test_a_virksomhed_that_is_gone_is_not_written_to(sample: Sample) -> None:
    with pytest.raises(UserError, match="findes ikke"), sample.database.writing() as tx:
        save_virksomhed(tx, sample.context, 999, Felt.NAVN, "Nordlager")


def test_a_person_is_born_with_the_first_field_and_belongs_to_the_kommune(sample: Sample) -> None:
    with sample.database.writing() as tx:
        save_kontaktperson(tx, sample.context, VIRKSOMHED, 77, KontaktFelt.NAVN, "Jens Toft")
        save_mentor(tx, sample.context, VIRKSOMHED, 77, mentor=True, uddannet=True)
    found = person(sample, 77)
    assert (found.navn, found.mentor, found.virksomhed, found.scope) == ("Jens Toft", True, VIRKSOMHED, 2)
    assert found.uddannet
    assert waiting(sample) == [("kontaktperson", 77, 2, 1)]


def test_who_is_no_mentor_any_more_is_no_trained_one(sample: Sample) -> None:
    with sample.database.writing() as tx:
        save_mentor(tx, sample.context, VIRKSOMHED, 77, mentor=True, uddannet=True)
        save_mentor(tx, sample.context, VIRKSOMHED, 77, mentor=False, uddannet=True)
    assert not person(sample, 77).uddannet


@pytest.mark.parametrize("felt", [KontaktFelt.TELEFON, KontaktFelt.EMAIL])
def test_an_odd_number_or_address_is_kept_as_it_was_written(sample: Sample, felt: KontaktFelt) -> None:
    with sample.database.writing() as tx:
        save_kontaktperson(tx, sample.context, VIRKSOMHED, LONE, felt, "spørg i receptionen")
    assert getattr(person(sample, LONE), felt.value) == "spørg i receptionen"


def test_a_person_is_taken_away_and_brought_back(sample: Sample) -> None:
    with sample.database.writing() as tx:
        delete_kontaktperson(tx, sample.context, LONE)
    assert person(sample, LONE).slettet
    with sample.database.writing() as tx:
        delete_kontaktperson(tx, sample.context, LONE, deleted=False)
    assert not person(sample, LONE).slettet
    assert person(sample, LONE).navn == "Lone Bach"
