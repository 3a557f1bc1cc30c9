"""The konsulent's phone stands on her papers: as it was when a besøg was locked, and never another's as hers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from konsulent_app.services import afslut, konflikter
from konsulent_app.services import besoeg as besoeg_verbs
from konsulent_app.services.context import Context
from konsulent_app.services.visitkort import save_telefon
from konsulent_app.store import outbox, rows
from konsulent_app.store.besoeg import read_besoeg
from konsulent_app.store.visitkort import read_telefon, visitkort_id
from konsulent_core.entities import Konflikt, Visitkort
from konsulent_core.merge import Value
from konsulent_core.snapshot import Snapshot
from konsulent_core.words import Rolle
from tests.sample import Sample, make_sample

NUMMER = "12 34 56 78"


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = make_sample(tmp_path)
    yield made
    made.database.close()


def printed(sample: Sample, besoeg: int, context: Context | None = None) -> Snapshot:
    with sample.database.reading() as tx:
        blad = read_besoeg(tx, besoeg)
    assert blad is not None
    return afslut.printed_snapshot(context or sample.context, blad)


def save(sample: Sample, tekst: str) -> None:
    with sample.database.writing() as tx:
        save_telefon(tx, sample.context, tekst)


def test_the_number_is_one_row_of_hers_that_travels_to_her_other_machines(sample: Sample) -> None:
    me = sample.context.bruger.nummer
    save(sample, f" {NUMMER} ")
    save(sample, "12 34 56 79")
    with sample.database.reading() as tx:
        (card,) = rows.find(tx, Visitkort)
        assert (card.id, card.scope, card.telefon) == (visitkort_id(me), me, "12 34 56 79")
        assert outbox.entry(tx, "visitkort", card.id) is not None
        assert read_telefon(tx, me) == "12 34 56 79"
        assert read_telefon(tx, me + 1) == ""


def test_no_number_is_no_row_and_one_that_is_taken_away_is_gone(sample: Sample) -> None:
    save(sample, "  ")
    with sample.database.reading() as tx:
        assert not rows.find(tx, Visitkort)
    save(sample, NUMMER)
    save(sample, "")
    with sample.database.reading() as tx:
        assert read_telefon(tx, sample.context.bruger.nummer) == ""
    assert printed(sample, sample.aabent).konsulent_telefon is None


def test_a_locked_besoeg_keeps_the_number_it_was_locked_with(sample: Sample) -> None:
    assert printed(sample, sample.foerste).konsulent_telefon is None
    save(sample, NUMMER)
    assert printed(sample, sample.foerste).konsulent_telefon is None
    assert printed(sample, sample.aabent).konsulent_telefon == NUMMER
    with sample.database.writing() as tx:
        besoeg_verbs.save_naeste(tx, sample.context, sample.aabent, date(2026, 3, 26), None, None)
        locked = afslut.lock_besoeg(tx, sample.context, sample.aabent)
    save(sample, "12 00 00 00")
    assert printed(sample, sample.aabent) == locked.snapshot
    assert locked.snapshot.konsulent_telefon == NUMMER


def test_nobody_elses_number_is_printed_as_the_konsulents(sample: Sample) -> None:
    """A colleague who covers for her, and the sagsbehandler who reads along, each have a card of their own."""
    save(sample, NUMMER)
    for other in (
        replace(sample.context.bruger, nummer=7, navn="Ole Vikar"),
        replace(sample.context.bruger, nummer=8, navn="Anders Krogh", rolle=Rolle.SAGSBEHANDLER),
    ):
        context = replace(sample.context, bruger=other)
        with sample.database.writing() as tx:
            save_telefon(tx, context, "12 99 99 99")
        assert printed(sample, sample.aabent, context).konsulent_telefon is None
    assert printed(sample, sample.aabent).konsulent_telefon == NUMMER


def test_two_numbers_written_on_two_machines_are_hers_to_choose_between(sample: Sample) -> None:
    save(sample, NUMMER)
    me = sample.context.bruger.nummer
    clash: dict[str, Value] = {
        "tabelnavn": "visitkort", "raekke": visitkort_id(me), "tilstand": "aaben", "foer": "{}",
        "min": '{"telefon":"12 00 00 01"}', "server": f'{{"telefon":"{NUMMER}"}}',
    }  # fmt: skip
    with sample.database.writing() as tx:
        rows.save(tx, Konflikt, 900, me, clash, sample.clock())
        (shown,) = konflikter.read_konflikter(tx, sample.context)
        assert (shown.borger, shown.titel, shown.er_her, shown.laast) == (
            "Dig selv",
            "Dit visitkort, telefon",
            True,
            False,
        )
        konflikter.resolve_konflikt(tx, sample.context, 900, {"telefon": "12 00 00 01"}, "min")
        assert read_telefon(tx, me) == "12 00 00 01"
        assert konflikter.count_konflikter(tx) == 0
