"""A rettelse is told in Danish, names whose words it amends, and is for no more readers than what it amends."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from konsulent_app.services import afslut
from konsulent_app.services.rettelser import RettelseTekst, can_amend, read_rettelser
from konsulent_app.store import rows
from konsulent_app.store.besoeg import read_besoeg
from konsulent_core.entities import Rettelse, Vurdering
from konsulent_core.ids import derived_id
from konsulent_core.merge import Value
from konsulent_core.words import Audience, RettelseTilstand
from tests.sample import AFTALER, HENSYN, OPGAVER, SAG, Sample, copy_sample


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = copy_sample(tmp_path)
    yield made
    made.database.close()


def read(sample: Sample) -> tuple[RettelseTekst, ...]:
    with sample.database.reading() as tx:
        blad = read_besoeg(tx, sample.foerste)
        assert blad is not None
        return read_rettelser(tx, sample.context, blad)


def proposed(
    sample: Sample, table: str, row: int, after: Mapping[str, Value], before: Mapping[str, Value] | None = None
) -> RettelseTekst:
    with sample.database.writing() as tx:
        values: dict[str, Value] = {
            "besoeg": sample.foerste,
            "tilstand": RettelseTilstand.FORESLAAET.value,
            "tabelnavn": table,
            "raekke": row,
            "foer": json.dumps(before or {}),
            "efter": json.dumps(after),
        }
        rows.save(tx, Rettelse, 900, SAG, values, sample.clock())
    return next(r for r in read(sample) if r.rettelse == 900)


def amend(sample: Sample, table: str, row: int, values: Mapping[str, Value]) -> None:
    with sample.database.writing() as tx:
        afslut.make_rettelse(tx, sample.context, sample.foerste, table, row, values, "Skrevet forkert")


@pytest.mark.parametrize(
    ("table", "after", "felt", "efter"),
    [
        ("vurdering", {"dimension": "samarbejde", "stemme": "borger", "trin": 3, "retning": "lidt_frem",
                       "ikke_droeftet": False}, "Samarbejde, borgerens trin", "trin 3, lidt frem"),
        ("vurdering", {"dimension": "samarbejde", "stemme": "arbejdsgiver", "ikke_droeftet": 1},
         "Samarbejde, arbejdsgiverens trin", "ikke drøftet"),
        ("udsagn", {"felt": "selvstaendighed.note", "stemme": "arbejdsgiver", "person": "Lone Bach", "tekst": "God."},
         "Selvstændighed, Lone Bach", "God."),
        ("opgave_trin", {"opgave": OPGAVER[0], "trin": "med_stoette"}, "Opgaver", "med støtte"),
        ("fremmoede", {"uge": "2026-W11", "ma": "foer_tid:2.5", "on": "udeblevet"},
         "Mødedage siden sidst, uge 11", "mandag: gik før tid (2,5 timer), onsdag: udeblevet"),
        ("skaanehensyn_svar", {"skaanehensyn": HENSYN[0], "virkning": "virker_ikke"}, "Aftalte hensyn", "virker ikke"),
        ("timer", {"fra": "2026-03-01", "timer": 12, "timer_til": 15, "loentimer": 2.0},
         "Timer om ugen i alt", "12–15 timer, heraf 2 med løn, fra 01.03.2026"),
        ("svar", {"felt": "loentimer.villig", "vaerdi": "ikke_nu"}, "Hvad siger virksomheden til løntimer?", "Ikke nu"),
        ("svar", {"felt": "forlaengelse.dato", "vaerdi": "2026-06-30"}, "Ny slutdato", "30.06.2026"),
        ("besoeg", {"naeste_dato": "2026-03-19", "naeste_tid": "10:00"}, "Næste besøg", "19.03.2026, kl. 10.00"),
        ("besoeg", {"sted": "Lageret"}, "Besøget", "Lageret"),
        ("delmaal", {"tilstand": "naaet", "dato": "2026-03-19"}, "Delmål", "nået, 19.03.2026"),
    ],
)  # fmt: skip
def test_an_amendment_is_told_in_danish(
    sample: Sample, table: str, after: dict[str, Value], felt: str, efter: str
) -> None:
    told = proposed(sample, table, 7777, {**after, "slettet": False})
    assert told.felt.startswith(felt)
    assert told.efter == efter


def test_a_task_and_a_consideration_are_named(sample: Sample) -> None:
    with sample.database.reading() as tx:
        blad = read_besoeg(tx, sample.foerste)
    assert blad is not None
    told = proposed(sample, "opgave_trin", 7777, {"opgave": OPGAVER[0], "trin": "proevet"})
    assert told.felt == f"Opgaver, {next(o.navn for o in blad.opgaver if o.id == OPGAVER[0])}"
    told = proposed(sample, "skaanehensyn_svar", 7777, {"skaanehensyn": HENSYN[0], "virkning": "virker"})
    assert told.felt == f"Aftalte hensyn, {next(h.titel for h in blad.skaanehensyn if h.id == HENSYN[0])}"


def test_a_deletion_says_so_and_shows_what_goes(sample: Sample) -> None:
    told = proposed(sample, "udsagn", 72, {"slettet": 1}, {"slettet": 0})
    assert (told.felt, told.foer, told.efter) == ("Fremmøde, Katrine", "To sene afbud.", "slettet")


def test_an_emptied_text_says_so(sample: Sample) -> None:
    amend(sample, "udsagn", 72, {"tekst": ""})
    assert read(sample)[0].efter == "(tomt)"


def test_the_second_amendment_of_a_field_starts_from_the_first(sample: Sample) -> None:
    amend(sample, "udsagn", 72, {"tekst": "Ét sent afbud."})
    amend(sample, "aftale", AFTALER[0], {"hvad": "Ringe"})
    amend(sample, "udsagn", 72, {"tekst": "Intet."})
    assert [r.foer for r in read(sample)][::2] == ["To sene afbud.", "Ét sent afbud."]
    late = proposed(sample, "udsagn", 72, {"tekst": "Tre."}, {"tekst": "To sene afbud."})
    assert late.foer == "Intet."


@pytest.mark.parametrize(
    ("table", "after", "audience"),
    [
        ("opgave_trin", {"opgave": OPGAVER[0], "trin": "proevet", "grund": None}, Audience.ALLE),
        ("opgave_trin", {"opgave": OPGAVER[0], "trin": "droppet", "grund": "Ryg"}, Audience.BORGER_OG_KOMMUNE),
        ("fremmoede", {"uge": "2026-W11", "ma": "udeblevet"}, Audience.ALLE),
        ("fremmoede", {"uge": "2026-W11", "ma": "sygdom"}, Audience.BORGER_OG_KOMMUNE),
        ("timer", {"loentimer": 2}, Audience.ALLE),
        ("timer", {"loentimer": 2, "aarsag": "Smerter"}, Audience.BORGER_OG_KOMMUNE),
        ("besoeg", {"naeste_grund": "Indlagt"}, Audience.BORGER_OG_KOMMUNE),
        ("skaanehensyn", {"aarsag": "Angst"}, Audience.KOMMUNE),
        ("svar", {"felt": "hvordan.intern", "vaerdi": "Hemmeligt"}, Audience.INTERN),
        ("svar", {"felt": "findes.ikke", "vaerdi": "Hemmeligt"}, Audience.INTERN),
        ("udsagn", {"tekst": "Uden felt"}, Audience.INTERN),
        ("praktik", {"afbrudt_aarsag": "Sygdom"}, Audience.INTERN),
        ("praktik", {"afdeling": "Lageret"}, Audience.KOMMUNE),
    ],
)
def test_an_amendment_has_the_readers_of_what_it_amends(
    sample: Sample, table: str, after: dict[str, Value], audience: Audience
) -> None:
    assert proposed(sample, table, 7777, after).audience is audience


def test_a_cause_that_is_taken_out_is_still_told_as_it_was_before(sample: Sample) -> None:
    before = {"uge": "2026-W11", "ma": "behandling"}
    told = proposed(sample, "fremmoede", 7777, {"uge": "2026-W11", "ma": "moedt"}, before)
    assert told.audience is Audience.BORGER_OG_KOMMUNE
    assert told.foer == "mandag: afbud, behandling"


def test_what_can_be_amended_stands_in_agenda_order_and_as_last_amended(sample: Sample) -> None:
    level = derived_id("vurdering", sample.foerste, "stabilitet", "konsulent")
    amend(sample, "udsagn", 72, {"tekst": "Ét sent afbud."})
    with sample.database.reading() as tx:
        blad = read_besoeg(tx, sample.foerste)
        assert rows.get(tx, Vurdering, level) is not None
    assert blad is not None
    found = can_amend(sample.context, blad)
    points = [int(item.titel.split()[0]) for item in found if item.tabel != "aftale"]
    assert points == sorted(points)
    assert all(item.tabel == "aftale" for item in found[len(points) :])
    by_row = {item.raekke: item for item in found}
    assert by_row[level].titel == "4 Stabilitet, konsulentens trin"
    assert (by_row[72].titel, by_row[72].vaerdi) == ("4 Fremmøde, Katrine", "Ét sent afbud.")


def test_without_its_skema_nothing_can_be_amended_and_nobody_but_the_author_reads(sample: Sample) -> None:
    amend(sample, "udsagn", 72, {"tekst": "Intet."})
    bare = replace(sample.context, skemaer={})
    with sample.database.reading() as tx:
        blad = read_besoeg(tx, sample.foerste)
        assert blad is not None
        assert can_amend(bare, blad) == ()
        (told,) = read_rettelser(tx, bare, blad)
    assert (told.felt, told.audience) == ("Notat", Audience.INTERN)
