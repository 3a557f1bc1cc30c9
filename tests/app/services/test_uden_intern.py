"""What another kommune is sent, felt by felt: where the skema says intern nothing of it leaves, in row or snapshot."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from konsulent_app.services import afslut
from konsulent_app.services import besoeg as verbs
from konsulent_app.services.udlevering import make_overdragelse
from konsulent_app.store import rows
from konsulent_core import snapshot as snapshots
from konsulent_core.entities import Besoeg, Record, Udsagn
from konsulent_core.skema.grammar import TABEL, Felt, FeltType, Skema
from konsulent_core.udlevering.uden_intern import share, share_snapshot
from konsulent_core.words import Audience, Stemme
from tests.sample import SAG, Sample, copy_sample

SKEMA = "opfoelgning.v1"
ORD = "Ord, der står ved punktet"


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = copy_sample(tmp_path)
    yield made
    made.database.close()


def rekeyed(skemaer: Mapping[str, Skema], keep: object) -> dict[str, Skema]:
    """The same skemaer, in which the felter that ``keep`` says yes to are intern."""
    found = dict(skemaer)
    skema = found[SKEMA]
    found[SKEMA] = replace(
        skema,
        punkter=tuple(
            replace(
                punkt,
                felter=tuple(
                    replace(felt, audience=Audience.INTERN) if felt.type is keep or felt.noegle == keep else felt
                    for felt in punkt.felter
                ),
            )
            for punkt in skema.punkter
        ),
    )
    return found


def poster(sample: Sample) -> tuple[Record, ...]:
    with sample.database.reading() as tx:
        return make_overdragelse(tx, sample.context, SAG)[0].poster


def felt(sample: Sample, kind: FeltType) -> Felt:
    return next(one for one in sample.context.skemaer[SKEMA].felter if one.type is kind)


def answer_all(sample: Sample) -> None:
    with sample.database.writing() as tx:
        besoeg, context = sample.aabent, sample.context
        for number, one in enumerate(context.skemaer[SKEMA].felter_af(FeltType.UDSAGN)):
            verbs.save_udsagn(
                tx, context, besoeg, 700 + number, one.noegle, Stemme.KONSULENT, "", f"{ORD} {number}", "1"
            )
        for one in context.skemaer[SKEMA].felter_af(FeltType.TEKST):
            verbs.save_svar(tx, context, besoeg, one.noegle, "Et svar")


def test_a_felt_that_is_intern_stays_and_its_neighbours_go(sample: Sample) -> None:
    answer_all(sample)
    before = poster(sample)
    notes = [one for one in before if isinstance(one, Udsagn) and one.besoeg == sample.aabent]
    assert len(notes) > 5
    for note in notes:
        shared = share(before, rekeyed(sample.context.skemaer, note.felt)).poster
        left = [one for one in shared if isinstance(one, Udsagn) and one.besoeg == sample.aabent]
        assert left == [one for one in notes if one.felt != note.felt]


@pytest.mark.parametrize(
    "kind", [FeltType.OPGAVER, FeltType.SKAANEHENSYN, FeltType.AFTALER, FeltType.TIMER, FeltType.FREMMOEDE]
)
def test_a_type_that_is_intern_takes_its_rows_of_that_besoeg_with_it(sample: Sample, kind: FeltType) -> None:
    with sample.database.writing() as tx:
        kept = rows.get(tx, Besoeg, sample.foerste)
        assert kept is not None
        # as though it were still open: the skema alone decides
        tx.conn.exec_driver_sql("UPDATE besoeg SET tilstand='kladde', snapshot=NULL WHERE id=?", (sample.foerste,))
        verbs.save_fremmoede(tx, sample.context, sample.foerste, "2026-W06", {"ma": "moedt"})
    before = poster(sample)

    def of(found: tuple[Record, ...]) -> int:
        return sum(1 for one in found if one.tabel == TABEL[kind] and getattr(one, "besoeg", None) == sample.foerste)

    hidden = share(before, rekeyed(sample.context.skemaer, kind)).poster
    assert of(before) > 0 or kind is FeltType.TIMER
    assert of(hidden) == 0
    assert [one for one in hidden if one.tabel != TABEL[kind]] == [one for one in before if one.tabel != TABEL[kind]]


def test_a_locked_besoeg_is_judged_by_its_snapshot_and_hashed_anew(sample: Sample) -> None:
    """Its skema said so when it was locked, whatever the skemaer here say now."""
    with sample.database.reading() as tx:
        besoeg = rows.get(tx, Besoeg, sample.foerste)
    assert besoeg is not None
    assert besoeg.snapshot is not None
    assert share_snapshot(besoeg.snapshot) == besoeg.snapshot
    told = snapshots.decode(besoeg.snapshot)
    secret = replace(
        told,
        felter=tuple(
            replace(one, audience="intern")
            if one.felt == "selvstaendighed.note" or one.type == FeltType.AFTALER
            else one
            for one in told.felter
        ),
    )
    text = snapshots.encode(secret)
    with sample.database.writing() as tx:
        values = {"snapshot": text, "snapshot_hash": snapshots.content_hash(text)}
        tx.conn.exec_driver_sql("UPDATE besoeg SET snapshot=?, snapshot_hash=? WHERE id=?",
                                (values["snapshot"], values["snapshot_hash"], sample.foerste))  # fmt: skip
    found = poster(sample)
    shown = next(one for one in found if isinstance(one, Besoeg) and one.id == sample.foerste)
    assert shown.snapshot is not None
    assert "Plukker faste ordrer alene." not in shown.snapshot
    assert "Ringe til vagten" not in shown.snapshot
    assert "To sene afbud." in shown.snapshot
    assert shown.snapshot_hash == snapshots.content_hash(shown.snapshot)
    assert [one for one in found if isinstance(one, Udsagn) and one.felt == "selvstaendighed.note"] == []
    assert [one for one in found if one.tabel == "aftale" and getattr(one, "besoeg", 0) == sample.foerste] == []


def test_answers_in_a_skema_that_is_not_here_stay_and_are_counted_unless_the_besoeg_is_locked(sample: Sample) -> None:
    answer_all(sample)
    before = poster(sample)
    without = {key: skema for key, skema in sample.context.skemaer.items() if key != SKEMA}
    shared = share(before, without)
    gone = [one for one in before if one not in shared.poster]
    assert shared.udeladt == len(gone) > 5
    assert {getattr(one, "besoeg", 0) for one in gone} == {sample.aabent}
    assert [one for one in shared.poster if isinstance(one, Udsagn) and one.besoeg == sample.foerste] != []


def test_a_rettelse_of_what_stays_stays_too(sample: Sample) -> None:
    with sample.database.writing() as tx:
        afslut.make_rettelse(tx, sample.context, sample.foerste, "udsagn", 71, {"tekst": "Rettet"}, "Forkert hørt")
    assert "Forkert hørt" in str([getattr(one, "begrundelse", "") for one in poster(sample)])
    with sample.database.writing() as tx:
        tx.conn.exec_driver_sql("UPDATE udsagn SET slettet=1 WHERE id=71")
    assert "Forkert hørt" not in str([getattr(one, "begrundelse", "") for one in poster(sample)])
