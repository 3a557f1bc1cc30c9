"""What the lock of a meeting carries over: to the praktik, the borger, the hours, and nameless to the virksomhed."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from konsulent_app.services import afslut, overfoer
from konsulent_app.services import besoeg as verbs
from konsulent_app.services.konflikter import read_konflikter
from konsulent_app.store import rows
from konsulent_app.store.besoeg import BesoegBlad, read_besoeg
from konsulent_core.entities import Borger, Konflikt, Laering, Praktik, Timer
from konsulent_core.ids import derived_id
from konsulent_core.merge import Value
from konsulent_core.skema import faste
from konsulent_core.skema.rules import BemaerkningArt
from konsulent_core.words import BesoegType, OpgaveTrin, Part, Stemme, Tilstand
from tests.sample import BORGER, OPGAVER, PRAKTIK, SAG, VIRKSOMHED, Sample, copy_sample


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = copy_sample(tmp_path)
    yield made
    made.database.close()


def held(sample: Sample, besoeg_type: BesoegType, **svar: str) -> int:
    """A meeting of the type with these answers, by the names of ``faste``."""
    sample.clock.pass_by(days=1)
    with sample.database.writing() as tx:
        besoeg = verbs.start_besoeg(tx, sample.context, SAG, besoeg_type)
        for name, value in svar.items():
            verbs.save_svar(tx, sample.context, besoeg, getattr(faste, name), value)
    return besoeg


def lock(sample: Sample, besoeg: int) -> afslut.Laast:
    with sample.database.writing() as tx:
        return afslut.lock_besoeg(tx, sample.context, besoeg)


def blad(sample: Sample, besoeg: int) -> BesoegBlad:
    with sample.database.reading() as tx:
        found = read_besoeg(tx, besoeg)
    assert found is not None
    return found


def praktik(sample: Sample) -> Praktik:
    with sample.database.reading() as tx:
        found = rows.get(tx, Praktik, PRAKTIK)
    assert found is not None
    return found


def laering(sample: Sample) -> list[Laering]:
    with sample.database.reading() as tx:
        return rows.find(tx, Laering)


def waiting(sample: Sample, tabel: str) -> list[tuple[int, set[str] | None]]:
    """(row, fields) of the outbox; None for a birth, which carries the whole row."""
    with sample.database.reading() as tx:
        found = tx.conn.exec_driver_sql("SELECT raekke, base FROM outbox WHERE tabel=? ORDER BY nr", (tabel,))
        return [(row[0], set(json.loads(row[1])) if row[1] is not None else None) for row in found]


AFBRUDT = {"AFBRUDT": "ja", "AFBRUDT_AF": "virksomhed", "AFBRUDT_AARSAG": "lukkede"}


def test_a_broken_off_praktik_without_a_cause_stops_the_lock(sample: Sample) -> None:
    besoeg = held(sample, BesoegType.AFSLUTNING, AFBRUDT="ja", AFBRUDT_AF="borger")
    with pytest.raises(afslut.Mangler) as caught:
        lock(sample, besoeg)
    (mangel,) = caught.value.mangler
    assert (mangel.punkt, mangel.felt) == (3, faste.AFBRUDT_AARSAG)
    assert blad(sample, besoeg).besoeg.tilstand == Tilstand.KLADDE
    assert praktik(sample).afbrudt is None


def test_the_cause_in_words_and_who_stopped_it_come_to_the_praktik(sample: Sample) -> None:
    lock(sample, held(sample, BesoegType.AFSLUTNING, **AFBRUDT))
    found = praktik(sample)
    assert (found.afbrudt, found.afbrudt_aarsag, found.afbrudt_af) == (True, "Virksomheden lukkede", Part.VIRKSOMHED)


def test_when_nobody_stopped_it_nobody_is_named(sample: Sample) -> None:
    lock(sample, held(sample, BesoegType.AFSLUTNING, AFBRUDT="ja", AFBRUDT_AF="ingen", AFBRUDT_AARSAG="sygdom"))
    assert (praktik(sample).afbrudt, praktik(sample).afbrudt_af) == (True, None)


def test_a_praktik_that_held_is_not_broken_off_after_all(sample: Sample) -> None:
    lock(sample, held(sample, BesoegType.AFSLUTNING, **{**AFBRUDT, "AFBRUDT": "nej"}))
    found = praktik(sample)
    assert (found.afbrudt, found.afbrudt_aarsag, found.afbrudt_af) == (False, None, None)


def test_result_learning_and_last_day_come_to_the_praktik_and_to_the_server(sample: Sample) -> None:
    with sample.database.writing() as tx:
        tx.conn.exec_driver_sql("DELETE FROM outbox")
    text = "Fire timer ad gangen er nok, når der er ro."
    besoeg = held(sample, BesoegType.AFSLUTNING, RESULTAT="smaajob", LAERING=text, SIDSTE_DAG="2026-03-10", **AFBRUDT)
    lock(sample, besoeg)
    found = praktik(sample)
    assert (found.resultat, found.laering, found.slut) == ("smaajob", text, "2026-03-10")
    ((row, fields),) = waiting(sample, "praktik")
    assert row == PRAKTIK
    assert fields is not None
    assert fields >= {"afbrudt", "afbrudt_aarsag", "afbrudt_af", "resultat", "laering", "slut"}


def test_the_virksomhed_keeps_the_learning_without_a_name(sample: Sample) -> None:
    text = "Fire timer ad gangen er nok, når der er ro."
    lock(sample, held(sample, BesoegType.AFSLUTNING, RESULTAT="ny_praktik", LAERING=text, SIDSTE_DAG="2026-03-10"))
    (row,) = laering(sample)
    assert (row.scope, row.virksomhed) == (sample.context.bruger.kommune, VIRKSOMHED)
    assert (row.aar, row.uger, row.timer, row.resultat, row.tekst) == (2026, 53, 16.0, "ny_praktik", text)
    assert waiting(sample, "laering") == [(row.id, None)]


@pytest.mark.parametrize(
    "text", ["Katrine skal have ro.", "katrines tempo er fint.", "Spørg Holm.", "Som Peters plads."]
)
def test_a_learning_that_names_a_borger_stays_on_the_sag(sample: Sample, text: str) -> None:
    with sample.database.writing() as tx:
        rows.save(tx, Borger, 999, 999, {"fornavn": "Peter", "efternavn": "Vang"}, sample.clock())
    besoeg = held(sample, BesoegType.AFSLUTNING, LAERING=text)
    with sample.database.reading() as tx:
        (remark,) = overfoer.remarks(tx, sample.context, blad(sample, besoeg))
    assert (remark.art, remark.punkt) == (BemaerkningArt.NAVN_I_LAERING, 6)
    lock(sample, besoeg)
    assert praktik(sample).laering == text
    assert [row.tekst for row in laering(sample)] == [None]


def test_a_learning_without_a_name_is_not_remarked_on(sample: Sample) -> None:
    besoeg = held(sample, BesoegType.AFSLUTNING, LAERING="Vangen er våd, og holmen er langt væk.")
    with sample.database.reading() as tx:
        assert overfoer.remarks(tx, sample.context, blad(sample, besoeg)) == ()


def test_two_afslutninger_of_one_praktik_leave_one_row_at_the_virksomhed(sample: Sample) -> None:
    lock(sample, held(sample, BesoegType.AFSLUTNING, RESULTAT="andet"))
    lock(sample, held(sample, BesoegType.AFSLUTNING, RESULTAT="fleksjob"))
    assert [row.resultat for row in laering(sample)] == ["fleksjob"]


def test_a_praktik_without_an_end_ends_with_its_afslutning(sample: Sample) -> None:
    lock(sample, held(sample, BesoegType.AFSLUTNING))
    assert praktik(sample).slut == "2026-03-13"


def test_a_planned_end_ahead_stands_when_the_praktik_held(sample: Sample) -> None:
    with sample.database.writing() as tx:
        rows.save(tx, Praktik, PRAKTIK, SAG, {"slut": "2026-04-01"}, sample.clock())
    lock(sample, held(sample, BesoegType.AFSLUTNING, AFBRUDT="nej"))
    assert praktik(sample).slut == "2026-04-01"


def test_what_was_agreed_at_the_startmoede_comes_to_praktik_and_borger(sample: Sample) -> None:
    besoeg = held(sample, BesoegType.STARTMOEDE, VITAS="123456", ARBEJDSTOEJ="Sko str. 41", OPSTART="2026-03-23",
                  HVOR_TIT="uge", CV_DATO="2026-03-01")  # fmt: skip
    with sample.database.writing() as tx:
        verbs.save_timer(tx, sample.context, besoeg, 6.0, None, 0.0, date(2026, 3, 13))
        verbs.save_naeste(tx, sample.context, besoeg, date(2026, 3, 30), "10.00", None)
    printed = lock(sample, besoeg).snapshot
    found = praktik(sample)
    assert (found.vitas, found.arbejdstoej, found.start, found.interval_dage) == (
        "123456", "Sko str. 41", "2026-03-23", 7
    )  # fmt: skip
    with sample.database.reading() as tx:
        borger = rows.get(tx, Borger, BORGER)
        (step,) = rows.find(tx, Timer, "besoeg=?", (besoeg,))
    assert borger is not None
    assert borger.cv_dato == "2026-03-01"
    assert step.fra == "2026-03-23"
    assert (printed.praktik_start, printed.timer[-1].fra) == ("2026-03-23", "2026-03-23")


def test_what_was_not_answered_leaves_what_stands_there(sample: Sample) -> None:
    with sample.database.writing() as tx:
        rows.save(tx, Praktik, PRAKTIK, SAG, {"vitas": "42", "slut": "2026-04-01"}, sample.clock())
    besoeg = held(sample, BesoegType.STARTMOEDE, VITAS="  ")
    with sample.database.writing() as tx:
        verbs.save_naeste(tx, sample.context, besoeg, None, None, "Ferie")
    lock(sample, besoeg)
    assert (praktik(sample).vitas, praktik(sample).start) == ("42", "2025-03-04")


def test_the_wishes_of_the_formoede_come_to_the_borger_and_no_date_is_demanded(sample: Sample) -> None:
    besoeg = held(sample, BesoegType.FORMOEDE, OENSKER="Gartneri\nBibliotek", GEOGRAFI="Horsens, med bus")
    assert blad(sample, besoeg).praktik is None
    lock(sample, besoeg)
    with sample.database.reading() as tx:
        borger = rows.get(tx, Borger, BORGER)
    assert borger is not None
    assert (borger.oensker, borger.geografi) == ("Gartneri\nBibliotek", "Horsens, med bus")


def test_a_startmoede_needs_a_next_date_or_a_reason(sample: Sample) -> None:
    with pytest.raises(afslut.Mangler, match="Vælg en dato"):
        lock(sample, held(sample, BesoegType.STARTMOEDE))


def test_a_meeting_between_two_opfoelgninger_takes_nothing_from_the_next_one(sample: Sample) -> None:
    """The days, the tasks and the words of last time are still those of the opfølgning."""
    with sample.database.writing() as tx:
        verbs.save_opgave_trin(tx, sample.context, sample.aabent, OPGAVER[0], OpgaveTrin.SELVSTAENDIG)
        verbs.save_udsagn(
            tx, sample.context, sample.aabent, 700, "hvordan.note", Stemme.BORGER, "Katrine", "Glad.", "1"
        )
        verbs.save_naeste(tx, sample.context, sample.aabent, None, None, "Ferie")
    lock(sample, sample.aabent)
    held(sample, BesoegType.NETVAERKSMOEDE)
    found = blad(sample, held(sample, BesoegType.OPFOELGNING))
    assert found.sidst is not None
    assert found.sidst.besoeg.type == BesoegType.NETVAERKSMOEDE
    assert found.sidst.samme == found.sidst.fulgt == date(2026, 3, 12)
    assert [t.opgave for t in found.sidst.opgave_trin] == [OPGAVER[0]]
    assert [u.tekst for u in found.sidst.udsagn] == ["Glad."]
    assert found.planlagt[0].dato == date(2026, 3, 12)


def test_last_times_level_is_the_last_one_of_the_same_dimension(sample: Sample) -> None:
    held(sample, BesoegType.FORMOEDE)
    found = blad(sample, held(sample, BesoegType.OPFOELGNING))
    assert {m.besoeg for m in found.maalinger if m.dimension == "stabilitet"} == {sample.foerste}


def test_a_choice_made_in_two_places_is_told_by_its_titles_and_never_joined(sample: Sample) -> None:
    besoeg = held(sample, BesoegType.AFSLUTNING, **AFBRUDT)
    row = derived_id("svar", besoeg, faste.AFBRUDT_AARSAG, Stemme.KONSULENT.value)
    sides = {"min": json.dumps({"vaerdi": "sygdom"}), "server": json.dumps({"vaerdi": "lukkede"})}
    with sample.database.writing() as tx:
        values: dict[str, Value] = {"tabelnavn": "svar", "raekke": row, "tilstand": "aaben", **sides}
        rows.save(tx, Konflikt, 7_000, SAG, values, sample.clock())
    with sample.database.reading() as tx:
        (found,) = read_konflikter(tx, sample.context)
    assert found.titel == "Ved afbrud: hvad var årsagen?"
    assert not found.er_tekst
    assert found.ord.valg is not None
    assert (found.ord.valg["sygdom"], found.ord.valg["lukkede"]) == ("Sygdom", "Virksomheden lukkede")
