"""A new praktik: the draft stays on the machine, and the praktik comes with all that belongs to it or not at all."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from konsulent_app.services import praktik as verbs
from konsulent_app.store import outbox, rows
from konsulent_app.store.laert import LaertArt, read_laert
from konsulent_app.store.praktik import read_ny_praktik, read_udkast
from konsulent_core.entities import Delmaal, Indsats, Opgave, Praktik, Sag, Skaanehensyn, Timer
from konsulent_core.errors import UserError
from konsulent_core.praktik_udkast import DelmaalUdkast, PraktikUdkast, UdkastTrin, answered, missing, proposed_end
from konsulent_core.words import Formaal
from tests.sample import BORGER, SAG, VIRKSOMHED, Sample, copy_sample

WHOLE = PraktikUdkast(
    virksomhed=VIRKSOMHED,
    sagt="2x2,5",
    ugeplan="ti 09.00-11.30; to 09.00-11.30",
    start="2026-03-17",
    slut="2026-06-15",
    formaal=Formaal.AFKLARE.value,
    formaal_tekst="Kan hun holde 5 timer?",
    delmaal=(DelmaalUdkast(tekst=" Laver salater alene ", dato="2026-04-10", smart="SMT"), DelmaalUdkast()),
    skaanehensyn=("Alt aftalt står på skrift", "Alt aftalt står på skrift", " "),
    opgaver=("Salater", "Opdækning"),
    bekymring=False,
)


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = copy_sample(tmp_path)
    yield made
    made.database.close()


def test_a_draft_is_kept_word_by_word_and_nothing_of_it_waits_to_be_sent(sample: Sample) -> None:
    with sample.database.reading() as tx:
        before = outbox.waiting_count(tx)
    with sample.database.writing() as tx:
        verbs.save_udkast(tx, SAG, replace(WHOLE, formaal_tekst="Kan hun hol"))
    with sample.database.reading() as tx:
        assert read_udkast(tx, SAG).formaal_tekst == "Kan hun hol"
        assert outbox.waiting_count(tx) == before
    with sample.database.writing() as tx:
        verbs.save_udkast(tx, SAG, PraktikUdkast())
        assert tx.conn.exec_driver_sql("SELECT count(*) FROM udkast").scalar_one() == 0


def test_a_draft_of_another_version_is_an_empty_one_rather_than_an_error() -> None:
    assert PraktikUdkast.from_text('{"start": 7}') == PraktikUdkast()
    assert PraktikUdkast.from_text("{") == PraktikUdkast()
    assert PraktikUdkast.from_text('{"sagt":"2x2","nyt_felt":1}').sagt == "2x2"
    assert PraktikUdkast.from_text(WHOLE.to_text()) == WHOLE


def test_the_praktik_comes_with_delmaal_opgaver_skaanehensyn_and_its_first_hours(sample: Sample) -> None:
    with sample.database.reading() as tx:
        waited = outbox.waiting_count(tx)
        hensyn_before = rows.find(tx, Skaanehensyn, "scope=?", (SAG,))
    with sample.database.writing() as tx:
        verbs.save_udkast(tx, SAG, WHOLE)
        praktik = verbs.create_praktik(tx, sample.context, SAG, WHOLE)
    with sample.database.reading() as tx:
        made = rows.get(tx, Praktik, praktik)
        delmaal = rows.find(tx, Delmaal, "praktik=?", (praktik,))
        opgaver = rows.find(tx, Opgave, "praktik=?", (praktik,), order="orden")
        (timer,) = rows.find(tx, Timer, "praktik=?", (praktik,))
        hensyn = rows.find(tx, Skaanehensyn, "scope=?", (SAG,), order="orden")
        assert read_udkast(tx, SAG).is_empty
        new = 1 + len(delmaal) + len(opgaver) + 1 + len(hensyn) - len(hensyn_before)
        assert outbox.waiting_count(tx) == waited + new
    assert made is not None
    assert (made.virksomhed, made.ugeplan, made.start, made.slut) == (
        VIRKSOMHED, WHOLE.ugeplan, "2026-03-17", "2026-06-15",
    )  # fmt: skip
    assert (made.formaal, made.bekymring_foer) == ("afklare", False)
    assert [(d.tekst, d.dato, d.smart, d.tilstand) for d in delmaal] == [
        ("Laver salater alene", "2026-04-10", "SMT", "aaben")
    ]
    assert [o.navn for o in opgaver] == ["Salater", "Opdækning"]
    assert (timer.fra, timer.timer, timer.loentimer, timer.moenster) == ("2026-03-17", 5.0, 0.0, "2×2,5")
    assert hensyn[-1].ordlyd == "Alt aftalt står på skrift"
    assert len(hensyn) == len(hensyn_before) + 1


@pytest.mark.parametrize(
    ("lacking", "step"),
    [
        ({"virksomhed": None}, UdkastTrin.VIRKSOMHED),
        ({"ugeplan": ""}, UdkastTrin.UGEPLAN),
        ({"start": None}, UdkastTrin.UGEPLAN),
        ({"slut": "2026-03-01"}, UdkastTrin.UGEPLAN),
        ({"formaal": None}, UdkastTrin.FORMAAL),
        ({"formaal_tekst": "  "}, UdkastTrin.FORMAAL),
        ({"bekymring": None}, UdkastTrin.BEKYMRING),
    ],
)
def test_what_is_missing_is_told_and_nothing_is_made(
    sample: Sample, lacking: dict[str, str | None], step: UdkastTrin
) -> None:
    half = replace(WHOLE, **lacking)  # type: ignore[arg-type]
    assert missing(half)[0][0] is step
    assert not answered(half, step)
    with sample.database.reading() as tx:
        before = len(rows.find(tx, Praktik))
    with pytest.raises(UserError) as told, sample.database.writing() as tx:
        verbs.create_praktik(tx, sample.context, SAG, half)
    assert told.value.field == str(step.value)
    with sample.database.reading() as tx:
        assert len(rows.find(tx, Praktik)) == before


def test_a_worry_before_the_start_makes_it_a_bekymringssag(sample: Sample) -> None:
    with sample.database.writing() as tx:
        rows.save(tx, Sag, SAG, SAG, {"bekymring": False, "bekymring_grund": None}, sample.context.clock())
        worried = replace(WHOLE, bekymring=True, bekymring_grund="Busforbindelsen er usikker")
        verbs.create_praktik(tx, sample.context, SAG, worried)
        sag = rows.get(tx, Sag, SAG)
    assert sag is not None
    assert (sag.bekymring, sag.bekymring_grund) == (True, "Busforbindelsen er usikker")


def test_the_lessons_of_the_last_praktik_have_their_sources(sample: Sample) -> None:
    with sample.database.reading() as tx:
        same = read_laert(tx, BORGER, SAG)
        other = read_laert(tx, BORGER, SAG + 1)
    assert same is not None
    assert other is not None
    assert same.sted == "Nordlager A/S"
    assert all(lektie.kilde for lektie in same.lektier)
    held = [lektie for lektie in same.lektier if lektie.art is LaertArt.SKAANEHENSYN]
    assert all(lektie.her for lektie in held)
    assert not any(lektie.her for lektie in other.lektier)


def test_what_else_stands_in_the_week_is_read_and_ended_indsatser_are_not(sample: Sample) -> None:
    with sample.database.writing() as tx:
        now = sample.context.clock()
        for number, plan, slut in ((901, "ma 09.00-10.00", None), (902, "ti 9-10", "2026-01-01"), (903, "ofte", None)):
            values = {"art": "traening", "navn": "Træning", "ugeplan": plan, "slut": slut}
            rows.save(tx, Indsats, number, SAG, values, now)
        blad = read_ny_praktik(tx, SAG, "2026-03-12")
    assert blad is not None
    assert [(i.navn, [b.ugedag for b in i.blokke]) for i in blad.indsatser] == [("Træning", [1])]
    assert blad.nummer == 2
    assert VIRKSOMHED in {v.id for v in blad.virksomheder}


def test_the_end_is_proposed_thirteen_weeks_ahead() -> None:
    assert proposed_end(date(2026, 3, 17)) == date(2026, 6, 15)
