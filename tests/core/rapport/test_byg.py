"""The report says only what the locked besøg say, names its sources and its gaps, and holds nothing internal."""

from dataclasses import fields, replace
from datetime import date

import pytest

from konsulent_core.entities import Sag, Timer, Udsagn
from konsulent_core.rapport.art import ALTID, Del
from konsulent_core.rapport.blad import Afsnit, RapportBlad, Tabel, Udviklingsbillede, henvisning
from konsulent_core.rapport.fremmoede import INGEN
from konsulent_core.rapport.kort import KONKLUSION, POINTE, SPOERGSMAAL
from konsulent_core.skema.grammar import Felt, FeltType, Skema
from konsulent_core.words import Audience, Part
from tests.core.rapport.planted import everywhere, records, words_of
from tests.core.rapport.world import (
    ANDEN,
    FOERSTE,
    NY,
    SAG,
    TREDJE,
    cells,
    grundlag,
    part,
    rapport,
    skemaer,
)


def paragraph(blad: RapportBlad, noegle: str) -> Afsnit:
    return next(a for a in blad.afsnit() if a.noegle == noegle)


# --- claims and sources -------------------------------------------------------------------------------


def test_every_claim_but_the_konsulents_own_has_a_source() -> None:
    blad = rapport()
    assert [a for a in blad.afsnit() if a.uden_kilde] == []
    silent = [key for key, sources in blad.belaeg().items() if not sources and not key.startswith(("trin.", "huller."))]
    assert silent == [KONKLUSION, "kort.hul.2", "kort.hul.3", SPOERGSMAAL, "opgaver.2"]  # gaps, and what is not written


def test_a_source_is_one_of_the_reports_own_besoeg_with_its_number() -> None:
    blad = rapport()
    assert [(k.nr, k.besoeg, k.type) for k in blad.kilder] == [
        (1, FOERSTE, "opfoelgning"), (2, ANDEN, "opfoelgning"), (3, 103, "telefon"), (4, TREDJE, "opfoelgning")
    ]  # fmt: skip
    told = {b.kilde for sources in blad.belaeg().values() for b in sources if b.kilde is not None}
    assert told <= set(blad.kilder)


def test_the_point_tells_hours_and_what_moved_with_the_besoeg_it_was_judged_at() -> None:
    point = paragraph(rapport(), POINTE)
    assert point.tekst == (
        "Katrine arbejder 12 timer om ugen (6 ved start), 4 af dem med løn. "
        "Siden 05.02.2025 er arbejdsopgaver og selvstændighed gået frem."
    )
    assert henvisning(point.belaeg) == "Mette Krogh [1] [2] [4]"
    assert "Trin 4: Løser flere slags opgaver" in words_of(point.belaeg)


def test_a_step_of_hours_names_the_besoeg_where_it_was_agreed_and_else_the_sag() -> None:
    rows = cells(rapport(), Del.TIMER)
    assert rows[2] == ("01.09.2025", "–", "12", "4", "Tekst & Tone ApS", "Katrine foreslog det selv",
                       "Mette Krogh 20.08.2025 [4]")  # fmt: skip
    assert rows[0][-1] == "Sagens stamdata"


def test_voices_stand_side_by_side_each_with_its_own_words() -> None:
    row = cells(rapport(), Del.UDVIKLING)[0]
    assert row[0] == "Selvstændighed"
    assert row[2] == "4. »Hun finder selv det næste.«"
    assert row[1].startswith("3. Udfører kendte opgaver alene")
    assert row[-1] == "Mette Krogh 20.08.2025 [4]"


def test_a_praktik_that_was_broken_off_says_why_and_by_whom() -> None:
    row = cells(rapport(), Del.FORLOEB)[0]
    assert row[0] == "Nordlager A/S"
    assert row[3] == "Afbrudt af borgeren: skulderoperation. Det kolde lager gik ikke."


def test_a_task_is_dated_by_the_first_besoeg_that_saw_each_step() -> None:
    rows = cells(rapport(), Del.OPGAVER)
    assert rows[0] == ("Pakke ordrer\nTekst & Tone ApS", "23.04.2025", "–", "20.08.2025", "Mette Krogh [2] [4]")
    assert rows[1][1:] == ("–", "–", "–", "Ikke prøvet")


def test_a_skaanehensyn_stands_in_the_agreed_wording_without_its_reason() -> None:
    blad = rapport()
    row = cells(blad, Del.SKAANEHENSYN)[0]
    assert row[1:3] == ("Katrine går fra fem minutter.", "Virker\nvirkede ved 1 af 2 besøg")
    assert "Smerter i ryggen" not in words_of(blad)


def test_illness_and_treatment_are_told_apart_from_udeblivelse() -> None:
    blad = rapport()
    told = paragraph(blad, "fremmoede.tekst").tekst
    assert told == (
        "Katrine var planlagt til 5 dage og mødte på 2. Der er meldt afbud 1 gang på grund af sygdom og 1 gang på "
        "grund af behandling. Katrine er udeblevet 1 gang."
    )
    assert cells(blad, Del.FREMMOEDE) == [("11.08.2025 – 15.08.2025", "3 × 3", "5", "2", "1", "1", "0", "1")]


def test_promises_are_counted_alike_for_all_parties() -> None:
    rows = cells(rapport(), Del.AFTALER)
    assert rows == [
        ("Borgeren", "1", "1", "0", "0", "0", "0"),
        ("Virksomheden", "1", "0", "0", "0", "0", "1"),
        ("Jobcentret", "1", "0", "0", "1", "0", "0"),
    ]
    assert cells(rapport(), Del.AFTALER, 1)[0][:4] == ("Mette", "Finder en stol", "02.05.2025", "Ikke gjort")


def test_a_promise_done_after_its_day_is_not_told_as_kept() -> None:
    base = grundlag()
    late = tuple(
        replace(a, senest="2025-05-02", gjort=True, gjort_dato="2025-05-20") if a.part == Part.BORGER else a
        for a in base.aftaler
    )
    blad = rapport(replace(base, aftaler=late))
    assert cells(blad, Del.AFTALER)[0] == ("Borgeren", "1", "0", "1", "0", "0", "0")
    assert "(gjort efter tiden)" in words_of(blad)


# --- gaps ---------------------------------------------------------------------------------------------


def test_gaps_are_named_with_why_and_who_can_close_them() -> None:
    rows = cells(rapport(), Del.HULLER)
    assert ("Ingen besøg 05.02.2025 – 23.04.2025", "Ikke skrevet ned.",
            "Katrine og arbejdspladsen kan fortælle om det.") in rows  # fmt: skip
    assert ("Selvstændighed: ingen måling før 23.04.2025", "Ikke drøftet før den dag.", "Kan ikke lukkes.") in rows
    assert ("Køre truck", "Planlagt og ikke prøvet.", "Arbejdspladsen.") in rows


def test_a_telephone_call_is_no_besoeg_and_is_said_to_be_all_there_was() -> None:
    rows = cells(rapport(), Del.HULLER)
    why = next(row[1] for row in rows if row[0] == "Ingen besøg 23.04.2025 – 20.08.2025")
    assert why == "Sommerferie på stedet. Kun telefon 04.06.2025."


def test_a_voice_that_never_spoke_is_a_gap() -> None:
    base = grundlag()
    own = tuple(v for v in base.vurderinger if v.stemme == "konsulent")
    blad = rapport(replace(base, vurderinger=own, udsagn=()))
    assert {"Arbejdsgiveren er ikke hørt", "Katrine er ikke hørt"} <= set(blad.huller)


def test_where_nobody_was_at_a_workplace_no_workplace_is_missed() -> None:
    base = replace(grundlag(), praktikker=(), vurderinger=(), udsagn=(), uger=())
    blad = rapport(base)
    assert not {"Arbejdsgiveren er ikke hørt", "Fremmødet er ikke registreret"} & set(blad.huller)
    assert "Katrine er ikke hørt" in blad.huller
    assert {row[2] for row in cells(blad, Del.HULLER) if row[0].startswith("Ingen besøg")} == {
        "Katrine kan fortælle om det."
    }


def test_an_earlier_sag_and_a_conflict_are_gaps_too() -> None:
    other = Sag(id=9, scope=9, nummer="15/0043", sagstype="Kontanthjælp", start="2015-02-01", slut="2017-01-01")
    after = replace(other, id=10, nummer="29/0001", start="2029-01-01", slut=None)
    blad = rapport(replace(grundlag(), tidligere=(other, after), aabne_konflikter=2))
    assert "Den senere sag 29/0001 er ikke med" in blad.huller
    assert {"Den tidligere sag 15/0043 er ikke med", "2 felter er rettet to steder"} <= set(blad.huller)


def test_where_the_anchors_changed_the_curve_breaks_and_nothing_is_compared_across() -> None:
    known = skemaer()
    first = known["opfoelgning.v1"]
    newer = tuple(
        replace(d, fag=("Nyt 1", "Nyt 2", "Nyt 3", "Nyt 4", "Nyt 5")) if d.noegle == "arbejdsopgaver" else d
        for d in first.dimensioner
    )
    known["opfoelgning.v2"] = replace(first, version=2, dimensioner=newer)
    base = grundlag()
    held = tuple(replace(b, skema="opfoelgning.v2") if b.id == TREDJE else b for b in base.besoeg)
    blad = rapport(replace(base, besoeg=held), known)
    assert "Arbejdsopgaver: trinene fik nye ord 20.08.2025" in blad.huller
    picture = next(i for i in part(blad, Del.UDVIKLING) if isinstance(i, Udviklingsbillede))
    line = picture.linjer[0]
    assert [p.brud for p in line.kurve if p.stemme == "konsulent"] == [False, False, True]
    assert line.start == "Trinene har fået nye ord, så det kan ikke sammenlignes med før, 20.08.2025."
    assert "arbejdsopgaver" not in paragraph(blad, POINTE).tekst


def test_nothing_registered_is_said() -> None:
    blad = rapport(replace(grundlag(), uger=()))
    assert [i.tom for i in part(blad, Del.FREMMOEDE) if isinstance(i, Tabel)] == [INGEN]
    assert "Fremmødet er ikke registreret" in blad.huller


# --- period, parts and own words ----------------------------------------------------------------------


def test_what_lies_outside_the_period_is_no_source() -> None:
    blad = rapport(fra=date(2025, 4, 1))
    assert [k.besoeg for k in blad.kilder] == [ANDEN, 103, TREDJE]
    assert cells(blad, Del.TIMER)[0][0] == "13.01.2025"  # the step that held when the period began
    assert [row[0].split("\n")[0] for row in cells(blad, Del.FORLOEB)] == ["Tekst & Tone ApS"]


def test_without_a_besoeg_in_the_period_nothing_is_made_up() -> None:
    blad = rapport(fra=date(2025, 9, 10), til=date(2025, 9, 30))
    assert blad.kilder == ()
    assert all(b.kilde is None for sources in blad.belaeg().values() for b in sources)


def test_the_parts_come_in_the_chosen_order() -> None:
    blad = rapport(dele=(Del.KORT, Del.TIMER, Del.UDVIKLING, Del.HULLER, Del.KILDER))
    assert [d.del_ for d in blad.dele] == [Del.KORT, Del.TIMER, Del.UDVIKLING, Del.HULLER, Del.KILDER]
    assert {d.del_ for d in blad.dele} >= ALTID


def test_the_konsulents_own_words_stand_instead_and_are_without_a_source() -> None:
    blad = rapport(tekster={POINTE: "Katrine er klar til fleksjob.", "timer.1": "ikke et afsnit"})
    point = paragraph(blad, POINTE)
    assert (point.tekst, point.eget, point.belaeg) == ("Katrine er klar til fleksjob.", True, ())
    assert point.appens.startswith("Katrine arbejder 12 timer")
    assert [a for a in blad.afsnit() if a.uden_kilde] == [point]


def test_a_conclusion_that_is_not_written_says_so() -> None:
    assert paragraph(rapport(), KONKLUSION).mangler
    written = paragraph(rapport(tekster={KONKLUSION: "Fleksjob 12 timer."}), KONKLUSION)
    assert (written.tekst, written.mangler) == ("Fleksjob 12 timer.", False)


def test_the_same_sag_gives_the_same_report() -> None:
    assert rapport() == rapport()


def test_the_cpr_number_is_nowhere_not_even_as_the_number_of_the_sag() -> None:
    base = grundlag()
    blad = rapport(replace(base, sag=replace(base.sag, nummer="010180-1235")))
    assert "1235" not in words_of(blad)
    assert blad.fod == "Katrine Holm"


# --- audience -----------------------------------------------------------------------------------------

# The text fields that the report prints; every other field of every record stays out.
PRINTED = {
    ("borger", "fornavn"), ("borger", "efternavn"), ("borger", "jobmaal"),
    ("sag", "nummer"), ("sag", "sagstype"), ("sag", "konsulent"), ("sag", "sagsbehandler"),
    ("praktik", "afdeling"), ("praktik", "formaal_tekst"), ("praktik", "afbrudt_aarsag"), ("praktik", "laering"),
    ("praktik", "resultat"),
    ("besoeg", "sted"), ("besoeg", "deltagere"), ("besoeg", "naeste_grund"),
    ("udsagn", "tekst"), ("udsagn", "person"),
    ("opgave", "navn"), ("opgave_trin", "grund"),
    ("skaanehensyn", "titel"), ("skaanehensyn", "ordlyd"),
    ("timer", "moenster"), ("timer", "aarsag"),
    ("aftale", "hvad"), ("aftale", "person"),
    ("delmaal", "tekst"),
    ("indsats", "navn"), ("indsats", "ugeplan"),
}  # fmt: skip


def test_of_all_fields_of_all_records_only_those_of_the_paper_are_printed() -> None:
    told = words_of(rapport(everywhere()))
    seen = {
        (record.tabel, f.name)
        for record in records(everywhere())
        for f in fields(record)
        if f"<{record.tabel}.{f.name}>" in told
    }
    assert seen == PRINTED


@pytest.mark.parametrize("felt", ["hvordan.intern", "fremmoede.intern", "findes.ikke", "note"])
def test_words_at_an_internal_or_unknown_felt_are_never_told(felt: str) -> None:
    secret = Udsagn(id=5, scope=SAG, besoeg=TREDJE, felt=felt, stemme="borger", person="HEMMELIGT", tekst="HEMMELIGT")
    base = grundlag()
    assert "HEMMELIGT" not in words_of(rapport(replace(base, udsagn=(secret, *base.udsagn))))


def _narrowed(kind: FeltType) -> dict[str, Skema]:
    """Skemaer in which a type of felt is for nobody but its author."""
    known = skemaer()
    for key, skema in known.items():
        punkter = tuple(
            replace(p, felter=tuple(_hidden(f) if f.type is kind else f for f in p.felter)) for p in skema.punkter
        )
        known[key] = replace(skema, punkter=punkter)
    return known


def _hidden(felt: Felt) -> Felt:
    cause = Audience.INTERN if felt.aarsag_audience is not None else None
    return replace(felt, audience=Audience.INTERN, aarsag_audience=cause)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (FeltType.TIMER, "Katrine foreslog det selv"),
        (FeltType.SKAANEHENSYN, "virkede ved"),
        (FeltType.FREMMOEDE, "udeblevet 1 gang"),
        (FeltType.OPGAVER, "Pakke ordrer\nTekst & Tone ApS\n23.04.2025"),
        (FeltType.AFTALER, "Finder en stol"),
        (FeltType.UDSAGN, "Hun finder selv det næste"),
        (FeltType.VURDERING, "gået frem"),
        (FeltType.NAESTE_BESOEG, "Sommerferie på stedet"),
    ],
)
def test_what_a_skema_keeps_to_its_author_is_not_in_the_report(kind: FeltType, words: str) -> None:
    assert words in words_of(rapport())
    assert words not in words_of(rapport(known=_narrowed(kind)))


def test_a_besoeg_whose_skema_is_not_here_tells_its_day_and_no_more() -> None:
    blad = rapport(known={"telefon.v1": skemaer()["telefon.v1"]})
    assert len(blad.kilder) == 4
    told = words_of(blad)
    assert "Jeg vil gerne blive her" not in told
    assert "Finder en stol" not in told


def test_a_step_written_in_an_open_kladde_is_no_evidence() -> None:
    base = grundlag()
    open_one = Timer(id=84, scope=SAG, praktik=NY, besoeg=999, fra="2025-09-15", timer=30.0, loentimer=30.0)
    blad = rapport(replace(base, timer=(*base.timer, open_one)))
    assert "30" not in [row[2] for row in cells(blad, Del.TIMER)]


def test_a_sag_with_nothing_in_it_still_is_a_report() -> None:
    base = grundlag()
    empty = {f.name: () for f in fields(base) if isinstance(getattr(base, f.name), tuple)}
    blad = rapport(replace(base, **empty, steder={}))  # type: ignore[arg-type]
    assert paragraph(blad, POINTE).tekst == "Katrine har ikke været i praktik i perioden."
