"""The count rows as they are read: of every sag here, with the same figures as its own page."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from konsulent_app.services.maaltal import set_maaltal
from konsulent_app.store import rows
from konsulent_app.store.loefter import read_loefter
from konsulent_app.store.overblik import read_overblik
from konsulent_core.clock import to_text
from konsulent_core.entities import Aftale, Besoeg, Borger, Indsats, Praktik, Record, Sag, Timer
from konsulent_core.loefter import LoeftePart, LoefteTal
from konsulent_core.merge import Value
from konsulent_core.overblik import Tal, count
from konsulent_core.sagtal import SagTal
from konsulent_core.words import MaaltalArt, Rolle, Sagsgruppe
from tests.sample import BORGER, PRAKTIK, SAG, Sample, copy_sample


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = copy_sample(tmp_path)
    yield made
    made.database.close()


def save(sample: Sample, entity: type[Record], row: int, scope: int = SAG, **values: Value) -> None:
    with sample.database.writing() as tx:
        rows.save(tx, entity, row, scope, values, sample.clock())


def the_sag(sample: Sample, sag: int = SAG) -> SagTal:
    with sample.database.reading() as tx:
        return next(one for one in read_overblik(tx, sample.context.i_dag()).tal if one.sag == sag)


def test_katrine_is_in_praktik_with_eight_paid_hours(sample: Sample) -> None:
    today = sample.context.i_dag()
    one = the_sag(sample)
    assert one.borger == BORGER
    running = one.running(today)
    assert running is not None
    assert running.praktik == PRAKTIK
    assert one.paid(today) == 8
    assert one.har_konsulent
    assert not one.mentorstoette


def test_the_name_and_the_words_of_a_list_are_read_with_the_counts_and_are_not_in_them(sample: Sample) -> None:
    save(sample, Sag, SAG, gruppe="afventer", gruppe_grund="venter på operation", gruppe_igen="2026-04-07")
    save(sample, Borger, BORGER, BORGER, oensker="\n Kontor \nLager")
    with sample.database.reading() as tx:
        found = read_overblik(tx, sample.context.i_dag())
    line = found.linjer[SAG]
    assert (line.navn, line.virksomhed, line.grund, line.oenske) == (
        "Katrine Holm", "Nordlager A/S", "venter på operation", "Kontor",
    )  # fmt: skip
    (one,) = found.tal
    assert one.gruppe is Sagsgruppe.AFVENTER
    assert "operation" not in repr(one)
    assert "Katrine" not in repr(one)


def test_a_note_and_a_formoede_are_no_word_with_the_workplace_and_a_call_is(sample: Sample) -> None:
    before = the_sag(sample).kontakt
    now = sample.clock()
    for number, kind in ((901, "note"), (902, "formoede")):
        save(sample, Besoeg, number, type=kind, tidspunkt=to_text(now), tilstand="afsluttet")
    assert the_sag(sample).kontakt == before
    assert the_sag(sample).handling == sample.context.i_dag()
    save(sample, Besoeg, 903, type="telefon", tidspunkt=to_text(now), tilstand="afsluttet")
    assert the_sag(sample).kontakt == sample.context.i_dag()


def test_mentorstoette_is_what_the_sag_says_or_an_indsats_that_runs(sample: Sample) -> None:
    save(sample, Indsats, 910, art="mentor", slut="2026-01-01")
    assert not the_sag(sample).mentorstoette
    save(sample, Indsats, 911, art="mentor", start="2026-02-01")
    assert the_sag(sample).mentorstoette
    save(sample, Indsats, 911, slettet=True)
    save(sample, Sag, SAG, mentorstoette="3 timer om ugen")
    assert the_sag(sample).mentorstoette


def test_promises_are_the_same_on_the_sag_and_in_the_overblik(sample: Sample) -> None:
    sample.clock.pass_by(days=30)
    save(sample, Aftale, 920, hvad="Ringe", part="sagsbehandler", senest="2026-02-01", gjort=True,
         gjort_dato="2026-02-20")  # fmt: skip
    save(sample, Aftale, 921, hvad="", part="borger")
    today = sample.context.i_dag()
    with sample.database.reading() as tx:
        own = read_loefter(tx, SAG, today)
        all_ = count(read_overblik(tx, today).tal, {}, today).loefter
    assert own.loefter == all_
    assert own.loefter[LoeftePart.JOBCENTER] == LoefteTal(for_sent=1, over=1)
    assert own.loefter[LoeftePart.VIRKSOMHED] == LoefteTal(over=1)
    assert own.loefter[LoeftePart.BORGER] == LoefteTal(aaben=1)


def test_the_last_action_is_the_same_on_the_sag_and_in_the_overblik(sample: Sample) -> None:
    sample.clock.pass_by(days=40)
    today = sample.context.i_dag()
    for number, entity, values in (
        (930, Timer, {"praktik": PRAKTIK, "fra": (today - timedelta(days=3)).isoformat(), "timer": 5.0}),
        (931, Praktik, {"start": (today - timedelta(days=2)).isoformat()}),
        (SAG, Sag, {"moede_sidst": (today - timedelta(days=1)).isoformat()}),
        (932, Praktik, {"start": (today + timedelta(days=9)).isoformat()}),
    ):
        save(sample, entity, number, **values)
        with sample.database.reading() as tx:
            assert read_loefter(tx, SAG, today).handling == the_sag(sample).handling
    assert the_sag(sample).handling == today - timedelta(days=1)


def test_a_closed_sag_keeps_what_it_ended_in_and_is_counted_nowhere(sample: Sample) -> None:
    save(sample, Sag, SAG, slut="2026-02-11")
    save(sample, Praktik, PRAKTIK, slut="2026-02-10", resultat="fleksjob")
    one = the_sag(sample)
    assert not one.aaben
    assert one.praktikker[0].resultat == "fleksjob"
    assert count([one], {}, sample.context.i_dag()).tal[Tal.LOENTIMER] == ()


def test_what_a_newer_machine_wrote_is_passed_over(sample: Sample) -> None:
    save(sample, Sag, SAG, gruppe="paa_vej")
    save(sample, Timer, 940, praktik=PRAKTIK, fra="2026-02-01", timer=6.0, loentimer=1.0, art="ukendt")
    save(sample, Aftale, 941, hvad="Noget", part="ukendt")
    assert the_sag(sample).gruppe is None
    assert the_sag(sample).paid(sample.context.i_dag()) == 1


def test_the_maaltal_is_one_for_the_whole_kommune(sample: Sample) -> None:
    leder = replace(sample.context, bruger=replace(sample.context.bruger, rolle=Rolle.TEAMLEDER))
    with sample.database.writing() as tx:
        set_maaltal(tx, leder, MaaltalArt.LOENTIMER, 33.3)
        set_maaltal(tx, leder, MaaltalArt.LOENTIMER, 50)
        set_maaltal(tx, leder, MaaltalArt.MENTORSTOETTE, 10)
        set_maaltal(tx, leder, MaaltalArt.MENTORSTOETTE, None)
        assert read_overblik(tx, sample.context.i_dag()).andele == {MaaltalArt.LOENTIMER: 0.5}
