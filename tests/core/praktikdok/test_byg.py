"""The praktikdokumentation says what one praktik showed, with its source, and of the others only what they taught."""

from dataclasses import replace
from datetime import date

import pytest

from konsulent_core import praktikdok
from konsulent_core.entities import Praktik, Sag, Timer
from konsulent_core.praktikdok.blad import kort_henvisning
from konsulent_core.rapport.blad import Afsnit, henvisning
from tests.core.praktikdok.world import TIL, changed, dok, ended, facts, hul, table
from tests.core.rapport.planted import words_of
from tests.core.rapport.world import ANDEN, FOERSTE, GAMMEL, NY, RING, SAG, TREDJE, grundlag, skemaer, trin

# --- a praktik that goes on -----------------------------------------------------------------------------


def test_the_point_is_the_hours_and_what_moved() -> None:
    point = dok().pointe
    assert point.tekst == (
        "Katrine arbejder 12 timer om ugen, 4 af dem med løn; det timetal har holdt i fire uger. "
        "Siden 23.04.2025 er arbejdsopgaver og selvstændighed gået frem."
    )
    assert henvisning(point.belaeg) == "Mette Krogh [1] [3]"


def test_pay_that_is_new_is_not_said_to_have_held() -> None:
    base = grundlag()
    step = Timer(id=84, scope=SAG, praktik=NY, besoeg=TREDJE, fra="2025-09-25", timer=12.0, loentimer=8.0)
    assert (
        "8 af dem med løn; det timetal har holdt i fire uger"
        in dok(replace(base, timer=(*base.timer, step))).pointe.tekst
    )


def test_hours_of_a_few_days_are_not_said_to_have_held() -> None:
    assert "holdt" not in dok(til=date(2025, 9, 10)).pointe.tekst


def test_only_the_praktiks_own_besoeg_are_sources() -> None:
    assert [k.besoeg for k in dok().kilder] == [ANDEN, RING, TREDJE]
    assert [k.besoeg for k in dok(praktik=GAMMEL).kilder] == [FOERSTE]


def test_facts_say_that_it_goes_on() -> None:
    found = facts(dok())
    assert found["Resultat"] == "Løber endnu,\nplanlagt til 19. december 2025"
    assert found["Jobmål"] == "Fast job på lager"
    assert found["Kontakt"] == "Lone Bach, arbejdspladsen\nMette Krogh, konsulent"


def test_a_conclusion_that_is_not_due_is_no_gap_in_the_konsulents_work() -> None:
    first = next(i for d in dok().dele if d.titel == "Konklusion" for i in d.indhold)
    assert isinstance(first, Afsnit)
    assert first.tekst == "Praktikken løber endnu. Konklusionen bliver skrevet ved afslutningen."
    assert first.mangler


def test_one_that_has_not_begun_says_when_it_will() -> None:
    blad = dok(til=date(2025, 4, 1))
    assert blad.pointe.tekst == "Praktikken begynder den 7. april 2025."
    assert facts(blad)["Resultat"] == "Begynder\n7. april 2025"
    assert blad.linje == "Tekst & Tone ApS · fra 7. april 2025"
    agreed = Timer(id=82, scope=SAG, praktik=NY, besoeg=FOERSTE, fra="2025-04-07", timer=9.0, loentimer=0.0)
    told = dok(replace(grundlag(), timer=(agreed,)), til=date(2025, 4, 1)).pointe.tekst
    assert told == "Praktikken begynder den 7. april 2025 med 9 timer om ugen, ingen af dem med løn."


# --- what came before -----------------------------------------------------------------------------------


def test_an_earlier_praktik_tells_why_it_stopped_and_what_it_taught() -> None:
    blad = dok(changed(NY, bygger_paa=GAMMEL))
    assert blad.forrige is not None
    assert [line.celler for line in blad.forrige.linjer] == [
        (
            "1  Nordlager A/S\njanuar – marts 2025",
            "skulderoperation, efter to måneder",
            "Det kolde lager gik ikke. Til sidst 2 × 3 timer om ugen. Taget med hertil.",
            "Sagens stamdata",
        )
    ]


def test_what_is_not_known_of_an_earlier_praktik_is_named() -> None:
    assert hul(dok()) == ["Fremmøde og afslutningssamtale fra praktik 1 findes ikke i sagen."]
    unknown = replace(grundlag(), timer=grundlag().timer[1:])
    assert hul(dok(unknown)) == ["Fremmøde, timer og afslutningssamtale fra praktik 1 findes ikke i sagen."]


def test_the_first_praktik_says_so() -> None:
    blad = dok(praktik=GAMMEL)
    assert blad.forrige is None
    assert hul(blad) == ["Det er Katrines første praktik i sagen."]


def test_an_earlier_sag_is_named_and_a_later_one_is_not() -> None:
    earlier = Sag(id=9, scope=9, nummer="15/0043", start="2020-01-01")
    later = Sag(id=8, scope=8, nummer="26/0001", start="2026-01-01")
    told = hul(dok(replace(grundlag(), tidligere=(earlier, later))))
    assert "Den tidligere sag 15/0043 er ikke med; papiret dækker én sag." in told
    assert not any("26/0001" in words for words in told)


def test_a_later_praktik_is_not_on_an_earlier_ones_paper() -> None:
    assert "Tekst & Tone" not in words_of(dok(praktik=GAMMEL))


# --- hours ----------------------------------------------------------------------------------------------


def test_the_hours_run_across_the_praktikker_with_the_cause_between_them() -> None:
    line = dok().timer
    assert line is not None
    assert [(p.fra.isoformat(), p.til.isoformat(), p.blad.timer) for p in line.stykker] == [
        ("2025-01-13", "2025-03-29", 6.0),
        ("2025-04-07", "2025-09-01", 9.0),
        ("2025-09-01", "2025-10-01", 12.0),
    ]
    assert [(o.fra.isoformat(), o.til.isoformat(), o.ord) for o in line.ophold] == [
        ("2025-03-28", "2025-04-07", "stoppet: skulderoperation")
    ]
    assert "stoppet: skulderoperation 28.03.2025; 9 timer om ugen" in line.ord


def test_hours_nobody_wrote_down_are_a_piece_without_hours() -> None:
    line = dok(replace(grundlag(), timer=grundlag().timer[2:])).timer
    assert line is not None
    assert [p.blad.timer for p in line.stykker] == [None, None, 12.0]
    assert line.ord.startswith("Timer om ugen i de to praktikker: Ukendte timer fra 13.01.2025")


def test_a_step_agreed_for_later_is_there() -> None:
    line = dok(til=date(2025, 8, 25)).timer
    assert line is not None
    assert line.stykker[-1].fra == date(2025, 9, 1)


# --- levels ---------------------------------------------------------------------------------------------


def test_the_first_and_the_last_level_stand_with_the_other_voices_last() -> None:
    found = dok().vurderinger
    assert found is not None
    assert [(v.titel, v.foerst, v.sidst, v.arbejdsgiver, v.borger) for v in found.linjer] == [
        ("Arbejdsopgaver", 3, 4, 4, 4),
        ("Selvstændighed", 2, 3, 4, 3),
    ]
    assert found.linjer[0].ord == "Løser flere slags opgaver i aftalt kvalitet og retter selv de fleste fejl."
    assert found.signatur == (
        "konsulent 23.04.2025 [1]",
        "konsulent 20.08.2025 [3]",
        "arbejdsgiver 20.08.2025 [3]",
        "Katrine 20.08.2025 [3]",
    )
    assert found.note == "Ikke vurderet i praktikken: Stabilitet, Samarbejde og Fremtræden."


def test_a_row_that_differs_from_the_legend_says_its_own_day() -> None:
    base = grundlag()
    more = replace(base, vurderinger=(*base.vurderinger, *trin(ANDEN, "samarbejde", 3, None, None)))
    found = dok(more).vurderinger
    assert found is not None
    assert next(v.kilde for v in found.linjer if v.titel == "Samarbejde") == "eneste måling · sidste 23.04.2025 [1]"


def test_where_the_anchors_changed_only_levels_under_the_newest_words_are_compared() -> None:
    known = skemaer()
    first = known["opfoelgning.v1"]
    newer = tuple(
        replace(d, fag=("Nyt 1", "Nyt 2", "Nyt 3", "Nyt 4", "Nyt 5")) if d.noegle == "arbejdsopgaver" else d
        for d in first.dimensioner
    )
    known["opfoelgning.v2"] = replace(first, version=2, dimensioner=newer)
    base = grundlag()
    held = tuple(replace(b, skema="opfoelgning.v2") if b.id == TREDJE else b for b in base.besoeg)
    found = dok(replace(base, besoeg=held), known=known).vurderinger
    assert found is not None
    tasks = found.linjer[0]
    assert (tasks.foerst, tasks.sidst, tasks.ord) == (None, 4, "Nyt 4")
    assert tasks.kilde == "eneste måling siden trinenes nye ord"
    assert found.note.endswith("Trinene fik nye ord undervejs (Arbejdsopgaver); kun trin under de nyeste ord er med.")


def test_one_level_of_each_is_said_once_and_not_in_every_row() -> None:
    found = dok(praktik=GAMMEL).vurderinger
    assert found is not None
    assert found.note.startswith("Der er kun én måling af hvert område i praktikken.")
    assert [v.kilde for v in found.linjer] == [""]
    assert found.signatur[0] == ""


def test_a_praktik_that_nobody_judged_has_no_levels() -> None:
    assert dok(replace(grundlag(), vurderinger=())).vurderinger is None


# --- what to build on -----------------------------------------------------------------------------------


def test_the_next_place_gets_what_held() -> None:
    stones = [(b.tekst, kort_henvisning(b.belaeg)) for b in dok(ended(), til=TIL).byggesten]
    assert ("Klarer selv: pakke ordrer.", "Mette Krogh [3]") in stones
    assert ("Katrine går fra fem minutter.", "Mette Krogh [3]") in stones
    assert ("Faste dage holder.", "Mette Krogh [4]") in stones


def test_a_ceiling_is_told_with_what_was_tried_above_it() -> None:
    base = grundlag()
    steps = (
        Timer(id=81, scope=SAG, praktik=NY, fra="2025-04-07", timer=4.0, loentimer=0.0, moenster="2×2"),
        Timer(id=82, scope=SAG, praktik=NY, fra="2025-05-05", timer=6.0, loentimer=0.0, moenster="2×3"),
        Timer(
            id=83, scope=SAG, praktik=NY, fra="2025-05-14", timer=4.0, loentimer=0.0, moenster="2×2", aarsag="smerter"
        ),
    )
    first = dok(replace(base, timer=steps)).byggesten[0]
    assert first.tekst == (
        "2 × 2 timer om ugen. Det har holdt i fire måneder. "
        "Mere er prøvet 05.05.2025: 2 × 2 → 2 × 3, tilbage efter 9 dage, smerter."
    )


def test_the_last_step_of_a_praktik_that_closed_is_no_failed_attempt() -> None:
    base = changed(NY, slut="2025-08-29", afbrudt=True, afbrudt_aarsag="Virksomheden lukkede")
    steps = (
        Timer(id=81, scope=SAG, praktik=NY, fra="2025-04-07", timer=4.0, loentimer=0.0, moenster="2×2"),
        Timer(id=82, scope=SAG, praktik=NY, fra="2025-05-05", timer=5.0, loentimer=0.0, moenster="2×2,5"),
    )
    assert "prøvet" not in dok(replace(base, timer=steps)).byggesten[0].tekst


def test_nothing_is_proposed_that_was_not_seen() -> None:
    base = grundlag()
    bare = replace(base, timer=(), opgave_trin=(), hensyn_svar=())
    assert dok(bare).byggesten == ()


# --- how it ended ---------------------------------------------------------------------------------------


def test_one_that_was_broken_off_says_by_whom_when_and_why() -> None:
    assert dok(praktik=GAMMEL).pointe.tekst == (
        "Praktikken hos Nordlager A/S blev afbrudt af borgeren efter to måneder: skulderoperation. "
        "Katrine nåede 2 × 3 timer om ugen, ingen af dem med løn; det timetal holdt i to måneder."
    )
    assert facts(dok(praktik=GAMMEL))["Resultat"] == "Afbrudt"


def test_a_cause_nobody_wrote_is_said_to_be_missing() -> None:
    told = dok(changed(GAMMEL, afbrudt_aarsag=None), praktik=GAMMEL).pointe.tekst
    assert "Årsagen er ikke skrevet ned." in told


def test_one_that_ended_tells_its_result_and_the_konsulents_words() -> None:
    blad = dok(ended())
    assert blad.pointe.tekst.endswith("Praktikken sluttede 12.09.2025 med løntimer.")
    words = [i.tekst for d in blad.dele if d.titel == "Konklusion" for i in d.indhold if isinstance(i, Afsnit)]
    assert words == [
        "Faste dage holder.",
        "Begynd med tre dage.",
        "»Hun finder selv det næste.«",
        "»Jeg vil gerne blive her.«",
    ]


def test_one_that_became_a_job_says_which() -> None:
    base = changed(NY, slut=None, resultat="fleksjob")
    step = Timer(id=84, scope=SAG, praktik=NY, fra="2025-09-15", timer=12.0, loentimer=12.0, art="fleksjob")
    blad = dok(replace(base, timer=(*base.timer, step)))
    assert blad.pointe.tekst.startswith("Katrine er i fleksjob 12 timer om ugen, alle med løn.")
    assert facts(blad)["Resultat"] == "Fleksjob samme sted,\n12 timer om ugen\nfra 15. september 2025"


def test_one_of_which_little_is_known_is_still_a_paper() -> None:
    base = grundlag()
    bare = Praktik(id=NY, scope=SAG)
    empty = replace(
        base, praktikker=(bare,), steder={}, besoeg=(), udsagn=(), vurderinger=(), timer=(), opgaver=(), hensyn=()
    )
    blad = dok(empty)
    assert blad.linje == "Stedet er ikke skrevet ned · startdatoen er ikke skrevet ned"
    assert blad.timer is None
    assert blad.pointe.tekst == "Hvor mange timer om ugen Katrine er der, er ikke skrevet ned."
    assert facts(blad)["Formål"] == "Ikke skrevet ned"


def test_long_stretches_without_a_besoeg_are_one_gap() -> None:
    rows = table(dok(), "Det ved vi ikke").linjer
    assert rows[0].celler[0] == "Ingen besøg 23.04.2025 – 20.08.2025"
    late = table(dok(til=date(2025, 11, 30)), "Det ved vi ikke").linjer
    assert late[0].celler[0] == "Ingen besøg 23.04.2025 – 20.08.2025; efter 20.08.2025"


def test_an_unknown_praktik_is_refused() -> None:
    with pytest.raises(praktikdok.UkendtPraktik):
        dok(praktik=999)
