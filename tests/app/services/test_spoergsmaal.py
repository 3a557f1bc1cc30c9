"""Own questions: asked, taken back, gone after the besøg at which they were asked, and never on any paper."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from konsulent_app.app.papers import Papers
from konsulent_app.pdf.opfoelgning_sag import build
from konsulent_app.services import afslut
from konsulent_app.services import besoeg as besoeg_verbs
from konsulent_app.services import spoergsmaal as verbs
from konsulent_app.services.snapshot import make_snapshot
from konsulent_app.store import outbox, rows
from konsulent_app.store.besoeg import BesoegBlad, read_besoeg, read_kommende
from konsulent_app.store.database import Tx
from konsulent_core.entities import Besoeg, Spoergsmaal
from tests.sample import RESOURCES, SAG, Sample, copy_sample

HEMMELIG = "HEMSPOERGSMAAL77"


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = copy_sample(tmp_path)
    yield made
    made.database.close()


def coming(sample: Sample) -> BesoegBlad:
    with sample.database.reading() as tx:
        found = read_kommende(tx, SAG, sample.clock())
    assert found is not None
    return found


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    found = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return found


def add(tx: Tx, sample: Sample, punkt: str, tekst: str) -> int:
    number = sample.context.new_id()
    verbs.save_spoergsmaal(tx, sample.context, SAG, number, punkt, tekst)
    return number


def test_a_question_waits_at_its_punkt_until_it_was_asked(sample: Sample) -> None:
    with sample.database.writing() as tx:
        number = add(tx, sample, "fremmoede", " Hvad skete der? ")
        assert outbox.entry(tx, "spoergsmaal", number) is not None
    (own,) = coming(sample).spoergsmaal
    assert (own.punkt, own.tekst, own.stillet) == ("fremmoede", "Hvad skete der?", None)
    with sample.database.writing() as tx:
        verbs.set_stillet(tx, sample.context, number, True)
    assert coming(sample).spoergsmaal[0].stillet == "2026-03-12"
    with sample.database.writing() as tx:
        besoeg_verbs.save_naeste(tx, sample.context, sample.aabent, date(2026, 3, 26), None, None)
        afslut.lock_besoeg(tx, sample.context, sample.aabent)
    sample.clock.pass_by(days=14)
    assert coming(sample).spoergsmaal == ()


def test_one_that_was_not_asked_comes_again_and_one_deleted_can_be_brought_back(sample: Sample) -> None:
    with sample.database.writing() as tx:
        number = add(tx, sample, "fremmoede", "Hvad skete der?")
        verbs.set_stillet(tx, sample.context, number, True)
        verbs.set_stillet(tx, sample.context, number, False)
        verbs.delete_spoergsmaal(tx, sample.context, number)
        assert rows.find(tx, Spoergsmaal) == []
        verbs.delete_spoergsmaal(tx, sample.context, number, deleted=False)
    sample.clock.pass_by(days=30)
    assert [one.tekst for one in coming(sample).spoergsmaal] == ["Hvad skete der?"]


def test_a_question_is_born_with_its_first_word_and_gone_with_its_last(sample: Sample) -> None:
    with sample.database.writing() as tx:
        number = add(tx, sample, "fremmoede", "  ")
        assert rows.get(tx, Spoergsmaal, number) is None
        verbs.save_spoergsmaal(tx, sample.context, SAG, number, "fremmoede", "H")
        verbs.save_spoergsmaal(tx, sample.context, SAG, number, "fremmoede", "Hvad?")
        assert [one.tekst for one in rows.find(tx, Spoergsmaal)] == ["Hvad?"]
        verbs.save_spoergsmaal(tx, sample.context, SAG, number, "fremmoede", " ")
        assert rows.find(tx, Spoergsmaal) == []


def test_neither_snapshot_nor_paper_nor_the_locked_besoeg_holds_a_question(sample: Sample) -> None:
    with sample.database.writing() as tx:
        for punkt in sample.context.skemaer["opfoelgning.v1"].punkter:
            add(tx, sample, punkt.noegle, f"{HEMMELIG} {punkt.titel}")
    with sample.database.reading() as tx:
        blad = read_besoeg(tx, sample.aabent)
    assert blad is not None
    assert len(blad.spoergsmaal) == 10  # so that the test can fail
    snapshot = make_snapshot(sample.context, blad)
    assert HEMMELIG not in str(asdict(snapshot))
    assert HEMMELIG not in text_of(build(snapshot, (), RESOURCES / "fonts"))
    with sample.database.writing() as tx:
        besoeg_verbs.save_naeste(tx, sample.context, sample.aabent, date(2026, 3, 26), None, None)
        afslut.lock_besoeg(tx, sample.context, sample.aabent)
        kept = rows.get(tx, Besoeg, sample.aabent)
    assert kept is not None
    assert kept.snapshot
    assert HEMMELIG not in kept.snapshot


def test_the_sheet_to_take_along_has_them_only_when_they_are_asked_for(sample: Sample) -> None:
    with sample.database.writing() as tx:
        add(tx, sample, "fremmoede", HEMMELIG)
        add(tx, sample, "ukendt", f"{HEMMELIG} andet")
    papers = Papers(sample.database, sample.context, RESOURCES / "fonts")
    without, along = (text_of(papers.forberedelse(SAG, own)) for own in (False, True))
    assert HEMMELIG not in without
    assert along.count(HEMMELIG) == 2
    assert "Interne noter og egne spørgsmål er ikke med." in without
    for told in (without, along):
        assert "Katrine Holm" in told
        assert "Plukker faste ordrer alene." in told
        assert "0101801235" not in told
        assert "010180-1235" not in told
