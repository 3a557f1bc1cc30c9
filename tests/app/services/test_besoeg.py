"""A visit's verbs: what they store, what they refuse, and what the lock keeps."""

import json
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from konsulent_app.services import afslut
from konsulent_app.services import aftale as aftale_verbs
from konsulent_app.services import besoeg as verbs
from konsulent_app.store import rows
from konsulent_app.store.besoeg import BesoegBlad, read_besoeg
from konsulent_core import snapshot
from konsulent_core.entities import Aftale, Besoeg, Praktik, Rettelse, Sag, Timer, Udsagn, Vurdering
from konsulent_core.errors import UserError
from konsulent_core.ids import derived_id
from konsulent_core.merge import Value
from konsulent_core.rettigheder import intern_scope
from konsulent_core.words import BesoegType, Retning, RettelseTilstand, Stemme, Tilstand
from tests.sample import AFTALER, BORGER, PRAKTIK, SAG, VIRKSOMHED, Sample, copy_sample


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = copy_sample(tmp_path)
    yield made
    made.database.close()


def blad(sample: Sample, besoeg: int) -> BesoegBlad:
    with sample.database.reading() as tx:
        found = read_besoeg(tx, besoeg)
    assert found is not None
    return found


def test_starting_a_besoeg_twice_goes_on_with_the_open_one(sample: Sample) -> None:
    with sample.database.writing() as tx:
        assert verbs.open_besoeg(tx, sample.context, SAG, PRAKTIK) == sample.aabent


def test_an_afslutning_left_open_in_one_praktik_is_not_gone_on_with_in_the_next(sample: Sample) -> None:
    ended, begun, context = BesoegType.AFSLUTNING, 13, sample.context
    with sample.database.writing() as tx:
        first = verbs.open_besoeg(tx, context, SAG, PRAKTIK, ended)
        rows.save(tx, Praktik, begun, SAG, {"virksomhed": VIRKSOMHED, "start": "2026-04-01"}, context.clock())
        second = verbs.start_besoeg(tx, context, SAG, ended)
        assert second != first
        assert verbs.open_besoeg(tx, context, SAG, PRAKTIK, ended) == first
        assert verbs.start_besoeg(tx, context, SAG, ended) == second
        kept = [rows.get(tx, Besoeg, number) for number in (first, second)]
    assert [one.praktik for one in kept if one is not None] == [PRAKTIK, begun]


def test_a_new_besoeg_keeps_the_skema_it_was_opened_with_and_counts_on(sample: Sample) -> None:
    besoeg = blad(sample, sample.aabent).besoeg
    assert (besoeg.skema, besoeg.nummer, besoeg.tilstand) == ("opfoelgning.v1", 2, Tilstand.KLADDE)


def test_a_type_without_a_skema_says_so(sample: Sample) -> None:
    with pytest.raises(UserError, match="skema"), sample.database.writing() as tx:
        verbs.open_besoeg(tx, sample.context, SAG, PRAKTIK, BesoegType.NOTE)


def test_last_time_stands_beside_the_new_besoeg(sample: Sample) -> None:
    found = blad(sample, sample.aabent)
    assert found.sidst is not None
    assert found.sidst.dato == date(2026, 2, 12)
    assert [u.tekst for u in found.sidst.udsagn][1] == "To sene afbud."
    assert {a.id for a in found.aftaler_sidst} == set(AFTALER)
    assert {m.dimension: m.maaling.trin for m in found.maalinger}["stabilitet"] == 2


def test_last_times_level_is_shown_and_never_copied(sample: Sample) -> None:
    assert blad(sample, sample.aabent).vurderinger == ()


def test_the_planned_days_run_from_the_last_besoeg_to_yesterday(sample: Sample) -> None:
    days = [d.dato for d in blad(sample, sample.aabent).planlagt]
    assert (days[0], days[-1]) == (date(2026, 2, 12), date(2026, 3, 11))
    assert {d.isoweekday() for d in days} == {1, 3, 4}


def test_an_answer_is_there_when_the_store_is_read_again(sample: Sample) -> None:
    with sample.database.writing() as tx:
        verbs.save_vurdering(
            tx, sample.context, sample.aabent, "stabilitet", Stemme.BORGER, 2, Retning.LIDT_FREM, ikke_droeftet=False
        )
    (row,) = blad(sample, sample.aabent).vurderinger
    assert (row.stemme, row.trin, row.retning) == ("borger", 2, "lidt_frem")


def test_two_machines_same_answer_is_one_row(sample: Sample) -> None:
    with sample.database.writing() as tx:
        verbs.save_vurdering(
            tx, sample.context, sample.aabent, "stabilitet", Stemme.BORGER, 2, None, ikke_droeftet=False
        )
        assert rows.get(tx, Vurdering, derived_id("vurdering", sample.aabent, "stabilitet", "borger")) is not None


@pytest.mark.parametrize("trin", [0, 6, -1])
def test_a_level_outside_the_scale_is_refused(sample: Sample, trin: int) -> None:
    with pytest.raises(UserError), sample.database.writing() as tx:
        verbs.save_vurdering(
            tx, sample.context, sample.aabent, "stabilitet", Stemme.KONSULENT, trin, None, ikke_droeftet=False
        )


def test_more_loentimer_than_hours_is_kept_as_written_and_stops_the_lock(sample: Sample) -> None:
    with sample.database.writing() as tx:
        verbs.save_timer(tx, sample.context, sample.aabent, 5.0, None, 6.0, date(2026, 3, 12))
        verbs.save_naeste(tx, sample.context, sample.aabent, date(2026, 3, 26), None, None)
    with pytest.raises(afslut.Mangler, match="Løntimer"), sample.database.writing() as tx:
        afslut.lock_besoeg(tx, sample.context, sample.aabent)


def test_the_same_hours_as_before_are_a_step_of_their_own(sample: Sample) -> None:
    with sample.database.writing() as tx:
        verbs.save_timer(tx, sample.context, sample.aabent, 16.0, None, 8.0, date(2026, 3, 12))
        verbs.save_timer(tx, sample.context, sample.aabent, 16.0, None, 8.0, date(2026, 3, 12))
        steps = rows.find(tx, Timer, "besoeg=?", (sample.aabent,))
    assert [(s.fra, s.timer, s.loentimer, s.art) for s in steps] == [("2026-03-12", 16.0, 8.0, "praktik")]


def test_what_was_tried_in_an_earlier_sag_and_broken_off_there_stands_at_this_besoeg(sample: Sample) -> None:
    now = sample.clock()
    with sample.database.writing() as tx:
        rows.save(tx, Sag, 910, 910, {"borger": BORGER, "start": "2023-01-02", "slut": "2024-01-31"}, now)
        ended: dict[str, Value] = {"start": "2023-02-01", "slut": "2023-03-10", "afbrudt": True}
        rows.save(tx, Praktik, 912, 910, {**ended, "afbrudt_aarsag": "Sygdom"}, now)
        for number, fra, timer in ((960, "2023-02-01", 4.0), (961, "2023-03-01", 6.0)):
            rows.save(tx, Timer, number, 910, {"praktik": 912, "fra": fra, "timer": timer, "art": "praktik"}, now)
    assert [f.tekst for f in blad(sample, sample.aabent).proevet] == [
        "4 → 6, afbrudt efter 9 dage, Sygdom",
        "12 → 16, holder",
        "løntimer 0 → 8, holder",
    ]


def test_without_a_next_date_or_a_reason_the_besoeg_cannot_be_locked(sample: Sample) -> None:
    with pytest.raises(afslut.Mangler) as caught, sample.database.writing() as tx:
        afslut.lock_besoeg(tx, sample.context, sample.aabent)
    assert caught.value.mangler[0].punkt == 10
    assert blad(sample, sample.aabent).besoeg.tilstand == Tilstand.KLADDE


def test_a_reason_instead_of_a_date_is_enough(sample: Sample) -> None:
    with sample.database.writing() as tx:
        verbs.save_naeste(tx, sample.context, sample.aabent, None, None, "Praktikken slutter i morgen")
        locked = afslut.lock_besoeg(tx, sample.context, sample.aabent)
    kept = blad(sample, sample.aabent).besoeg
    assert kept.snapshot is not None
    assert locked.hash == kept.snapshot_hash == snapshot.content_hash(kept.snapshot)
    assert snapshot.decode(kept.snapshot) == locked.snapshot


def test_a_locked_besoeg_takes_no_further_answers(sample: Sample) -> None:
    with pytest.raises(verbs.BesoegLaast), sample.database.writing() as tx:
        verbs.save_svar(tx, sample.context, sample.foerste, "hvordan.intern", "for sent")


def test_what_was_for_oneself_alone_stays_so_when_the_lock_came_first(sample: Sample) -> None:
    """The proposed rettelse lies where the note was to lie, and does not travel with the sag."""
    with pytest.raises(verbs.BesoegLaast) as late, sample.database.writing() as tx:
        verbs.save_svar(tx, sample.context, sample.foerste, "hvordan.intern", "kun for mig")
    with sample.database.writing() as tx:
        afslut.propose(tx, sample.context, late.value)
        (proposed,) = rows.find(tx, Rettelse, "efter LIKE '%kun for mig%'")
    besoeg = blad(sample, sample.foerste).besoeg
    assert proposed.scope == intern_scope(besoeg.scope, sample.context.bruger.nummer)


def test_the_locked_text_stands_when_names_and_goals_change_afterwards(sample: Sample) -> None:
    before = blad(sample, sample.foerste)
    printed = afslut.printed_snapshot(sample.context, before)
    with sample.database.writing() as tx:
        rows.save(
            tx, type(before.borger), before.borger.id, before.borger.scope, {"jobmaal": "Noget andet"}, sample.clock()
        )
    assert afslut.printed_snapshot(sample.context, blad(sample, sample.foerste)) == printed


def test_a_promise_can_be_kept_after_the_lock(sample: Sample) -> None:
    with sample.database.writing() as tx:
        aftale_verbs.save_gjort(tx, sample.context, AFTALER[0], gjort=True)
        kept = rows.get(tx, Aftale, AFTALER[0])
    assert kept is not None
    assert (kept.gjort, kept.gjort_dato) == (True, "2026-03-12")


def test_a_rettelse_is_numbered_and_leaves_the_first_text(sample: Sample) -> None:
    with sample.database.writing() as tx:
        first = afslut.make_rettelse(
            tx, sample.context, sample.foerste, "udsagn", 72, {"tekst": "Ét sent afbud."}, "Talt forkert"
        )
        second = afslut.make_rettelse(tx, sample.context, sample.foerste, "udsagn", 72, {"tekst": "Intet."}, "Igen")
        untouched = rows.get(tx, Udsagn, 72)
        kept = rows.find(tx, Rettelse, "besoeg=?", (sample.foerste,), order="nummer")
    assert (first, second) == (1, 2)
    assert untouched is not None
    assert untouched.tekst == "To sene afbud."
    assert json.loads(kept[0].foer or "") == {"tekst": "To sene afbud."}
    assert json.loads(kept[0].efter or "") == {"tekst": "Ét sent afbud."}


def test_a_rettelse_without_a_reason_is_refused(sample: Sample) -> None:
    with pytest.raises(UserError, match="hvorfor"), sample.database.writing() as tx:
        afslut.make_rettelse(tx, sample.context, sample.foerste, "udsagn", 72, {"tekst": "x"}, "  ")


def test_an_open_besoeg_needs_no_rettelse(sample: Sample) -> None:
    with pytest.raises(UserError, match="direkte"), sample.database.writing() as tx:
        afslut.make_rettelse(tx, sample.context, sample.aabent, "udsagn", 72, {"tekst": "x"}, "fordi")


@pytest.mark.parametrize(("accept", "state", "number"), [(True, "gaeldende", 1), (False, "afvist", None)])
def test_a_proposed_rettelse_is_judged_once(sample: Sample, accept: bool, state: str, number: int | None) -> None:
    values: dict[str, Value] = {
        "besoeg": sample.foerste,
        "tilstand": RettelseTilstand.FORESLAAET.value,
        "efter": "{}",
        "foer": "{}",
    }
    with sample.database.writing() as tx:
        rows.save(tx, Rettelse, 900, SAG, values, sample.clock())
        afslut.judge_forslag(tx, sample.context, 900, accept)
        afslut.judge_forslag(tx, sample.context, 900, not accept)
        kept = rows.get(tx, Rettelse, 900)
    assert kept is not None
    assert (kept.tilstand, kept.nummer) == (state, number)


def test_every_answer_has_its_outbox_entry(sample: Sample) -> None:
    with sample.database.writing() as tx:
        tx.conn.exec_driver_sql("DELETE FROM outbox")
        verbs.save_udsagn(
            tx, sample.context, sample.aabent, 500, "hvordan.note", Stemme.KONSULENT, "Mette Krogh", "Glad", "1"
        )
        verbs.save_naeste(tx, sample.context, sample.aabent, date(2026, 3, 26), "10.00", None)
        waiting = {tuple(row) for row in tx.conn.exec_driver_sql("SELECT tabel, raekke, foedt FROM outbox")}
    assert waiting == {("udsagn", 500, 1), ("besoeg", sample.aabent, 0)}


def test_the_snapshot_holds_what_the_papers_print(sample: Sample) -> None:
    made = afslut.printed_snapshot(sample.context, blad(sample, sample.foerste))
    assert made.virksomhed == "Nordlager A/S"
    assert [p.nummer for p in made.punkter] == list(range(1, 11))
    assert [t.navn for t in made.opgaver] == ["Plukke ordrer", "Fylde op", "Registrere varer"]
    assert {a.hvad for a in made.aftaler} >= {"Ringe til vagten inden kl. 7"}
    assert {f.felt: f.aarsag_audience for f in made.felter}["skaanehensyn.virkning"] == "kommune"


@pytest.mark.parametrize(("valg", "slut"), [("aftalt", "2026-06-30"), ("oenskes", None)])
def test_an_agreed_extension_moves_the_praktiks_end_at_the_lock(sample: Sample, valg: str, slut: str | None) -> None:
    with sample.database.writing() as tx:
        verbs.save_svar(tx, sample.context, sample.aabent, "forlaengelse.valg", valg)
        verbs.save_svar(tx, sample.context, sample.aabent, "forlaengelse.dato", "2026-06-30")
        verbs.save_naeste(tx, sample.context, sample.aabent, date(2026, 3, 26), None, None)
        afslut.lock_besoeg(tx, sample.context, sample.aabent)
        praktik = rows.get(tx, Praktik, PRAKTIK)
    assert praktik is not None
    assert praktik.slut == slut


def test_a_besoeg_that_is_not_here_reads_as_nothing(sample: Sample) -> None:
    with sample.database.reading() as tx:
        assert read_besoeg(tx, 4711) is None


def test_a_kladde_in_which_nothing_was_answered_goes_and_another_stays(sample: Sample) -> None:
    with sample.database.writing() as tx:
        assert verbs.delete_if_empty(tx, sample.context, sample.aabent)
        assert read_besoeg(tx, sample.aabent) is None
        again = verbs.open_besoeg(tx, sample.context, SAG, PRAKTIK)
        verbs.save_svar(tx, sample.context, again, "hvordan.intern", "noget")
        assert not verbs.delete_if_empty(tx, sample.context, again)
        assert not verbs.delete_if_empty(tx, sample.context, sample.foerste)


def test_words_written_over_what_a_sync_brought_unseen_become_a_konflikt_at_the_server(sample: Sample) -> None:
    write = partial(verbs.save_udsagn, context=sample.context, besoeg=sample.aabent, udsagn=600, felt="hvordan.note",
                    stemme=Stemme.KONSULENT, person="Mette Krogh", orden="1")  # fmt: skip
    with sample.database.writing() as tx:
        write(tx, tekst="Glad for pladsen")
        tx.conn.exec_driver_sql("DELETE FROM outbox")
        tx.conn.exec_driver_sql("INSERT OR REPLACE INTO meta VALUES ('cursor', '7')")
        tx.conn.exec_driver_sql("UPDATE udsagn SET tekst='Fra den anden pc' WHERE id=600")
        write(tx, tekst="Glad for pladsen!", foer="Glad for pladsen")
        base, rev = tx.conn.exec_driver_sql("SELECT base, base_rev FROM outbox WHERE raekke=600").one()
    assert json.loads(base) == {"tekst": "Glad for pladsen"}
    assert rev == 0


def test_words_written_into_an_udsagn_deleted_elsewhere_bring_it_back(sample: Sample) -> None:
    with sample.database.writing() as tx:
        tx.conn.exec_driver_sql("UPDATE udsagn SET slettet=1 WHERE id=71")
        tx.conn.exec_driver_sql("UPDATE besoeg SET tilstand='kladde' WHERE id=?", (sample.foerste,))
        verbs.save_udsagn(
            tx, sample.context, sample.foerste, 71, "hvordan.note", Stemme.KONSULENT, "Mette Krogh", "Ny", "1"
        )
        kept = rows.get(tx, Udsagn, 71)
    assert kept is not None
    assert (kept.slettet, kept.tekst) == (False, "Ny")


def test_what_is_being_written_when_another_pc_locks_becomes_a_proposed_rettelse(sample: Sample) -> None:
    with pytest.raises(verbs.BesoegLaast) as late, sample.database.writing() as tx:
        verbs.save_udsagn(
            tx, sample.context, sample.foerste, 900, "hvordan.note", Stemme.BORGER, "Katrine", "Sidste ord", "1"
        )
    with sample.database.writing() as tx:
        afslut.propose(tx, sample.context, late.value)
        (made,) = rows.find(tx, Rettelse, "besoeg=?", (sample.foerste,))
    assert made.tilstand == RettelseTilstand.FORESLAAET
    assert json.loads(made.efter or "")["tekst"] == "Sidste ord"


def test_the_snapshot_never_holds_an_internal_note(sample: Sample) -> None:
    with sample.database.writing() as tx:
        verbs.save_svar(tx, sample.context, sample.aabent, "forlaengelse.intern", "KUN FOR MIG")
    made = afslut.printed_snapshot(sample.context, blad(sample, sample.aabent))
    assert "KUN FOR MIG" not in snapshot.encode(made)
    assert not made.punkter[8].droeftet


def test_the_borger_answered_first_only_as_long_as_it_is_so(sample: Sample) -> None:
    save = partial(verbs.save_vurdering, context=sample.context, besoeg=sample.aabent, dimension="stabilitet",
                   stemme=Stemme.BORGER, retning=None, ikke_droeftet=False)  # fmt: skip
    with sample.database.writing() as tx:
        save(tx, trin=3, foerst=True)
        save(tx, trin=None, foerst=False)
        save(tx, trin=2, foerst=False)
    (row,) = blad(sample, sample.aabent).vurderinger
    assert (row.trin, row.foerst) == (2, False)
