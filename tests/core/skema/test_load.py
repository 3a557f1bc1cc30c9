"""A skema file is taken whole or refused with the file and the key path that is wrong."""

import json
from pathlib import Path

import pytest

from konsulent_core.skema.grammar import GENTAGELIGE, MED_AARSAG, STEMMER, TABEL, FeltType, Skema
from konsulent_core.skema.load import SkemaFejl, ankre, parse_skema, parse_skemaer
from konsulent_core.words import Audience, BesoegType, Stemme

SKEMAER = Path(__file__).parents[3] / "resources" / "skemaer"
DATA = Path(__file__).parents[1] / "data"

LILLE = """
id = "plus"
version = 2
titel = "Outline Plus"
besoeg_type = "afslutning"

[[punkt]]
noegle = "engagement"
titel = "Engagement"
spoergsmaal = "Hvad er {borger} optaget af?"

[[punkt.felt]]
noegle = "engagement.trin"
type = "vurdering"
titel = "Engagement"
audience = "kommune"
dimension = "engagement"

[[punkt.felt]]
noegle = "engagement.valg"
type = "valg"
titel = "Lyst"
audience = "alle"
valg = [{ noegle = "ja", titel = "Ja" }, { noegle = "nej", titel = "Nej" }]

[[punkt.felt]]
noegle = "engagement.dage"
type = "fremmoede"
titel = "Dage"
audience = "borger_og_kommune"
aarsag_audience = "kommune"

[[punkt.felt]]
noegle = "engagement.intern"
type = "intern"
titel = "Internt notat"
audience = "intern"

[[dimension]]
noegle = "engagement"
titel = "Engagement"
fag = ["a", "b", "c", "d", "e"]
jeg = ["A", "B", "C", "D", "E"]
"""


def opfoelgning() -> Skema:
    path = SKEMAER / "opfoelgning.v1.toml"
    return parse_skema(path.read_text("utf-8"), path.name)


def test_every_skema_of_the_product_can_be_read_and_is_named_by_its_key() -> None:
    texts = {path.name: path.read_text("utf-8") for path in SKEMAER.iterdir()}
    skemaer = parse_skemaer(texts)
    assert {f"{key}.toml" for key in skemaer} == set(texts)


def test_opfoelgning_has_the_ten_points_in_order() -> None:
    skema = opfoelgning()
    assert skema.key == "opfoelgning.v1"
    assert skema.besoeg_type is BesoegType.OPFOELGNING
    assert [(p.nummer, p.titel) for p in skema.punkter] == list(
        enumerate(
            [
                *("Hvordan går det?", "Arbejdsopgaver", "Selvstændighed", "Fremmøde", "Socialt på pladsen"),
                *("Skånehensyn", "Løntimer", "Timetal", "Forlængelse", "Aftaler til næste gang"),
            ],
            start=1,
        )
    )


def test_the_level_texts_are_exactly_those_of_the_skala() -> None:
    skala = json.loads((DATA / "skala.json").read_text("utf-8"))["dimensioner"]
    ours = {d.noegle: {"titel": d.titel, "fag": list(d.fag), "jeg": list(d.jeg)} for d in opfoelgning().dimensioner}
    assert ours == skala


def test_the_dimensions_stand_at_their_points() -> None:
    placed = {f.dimension: p.noegle for p in opfoelgning().punkter for f in p.felter if f.dimension}
    assert placed == {
        "arbejdsopgaver": "arbejdsopgaver",
        "selvstaendighed": "selvstaendighed",
        "stabilitet": "fremmoede",
        "samarbejde": "socialt",
        "fremtraeden": "socialt",
    }


def test_every_point_has_one_note_and_one_internal_note() -> None:
    for punkt in opfoelgning().punkter:
        types = [f.type for f in punkt.felter]
        assert types.count(FeltType.UDSAGN) == 1
        assert types.count(FeltType.INTERN) == 1
        assert punkt.felter[-1].type is FeltType.INTERN


def test_the_first_point_opens_with_last_times_aftaler_and_the_last_holds_the_next_visit() -> None:
    skema = opfoelgning()
    assert skema.punkter[0].felter[0].type is FeltType.AFTALER_SIDST
    assert [f.type for f in skema.punkter[9].felter[:2]] == [FeltType.AFTALER, FeltType.NAESTE_BESOEG]


def test_the_employer_reads_neither_levels_nor_words_nor_causes() -> None:
    for felt in opfoelgning().felter:
        if felt.type in (FeltType.VURDERING, FeltType.UDSAGN):
            assert felt.audience is Audience.BORGER_OG_KOMMUNE
        assert felt.aarsag_audience is not Audience.ALLE


def test_the_employer_reads_what_the_workplace_needs() -> None:
    shared = {f.type for f in opfoelgning().felter if f.audience is Audience.ALLE}
    assert {FeltType.OPGAVER, FeltType.FREMMOEDE, FeltType.SKAANEHENSYN, FeltType.TIMER} <= shared
    assert {FeltType.AFTALER, FeltType.NAESTE_BESOEG} <= shared


def test_the_question_names_the_borger_and_turns_to_du_when_the_borger_reads_it() -> None:
    punkt = opfoelgning().punkter[2]
    assert punkt.spoerg("Katrine") == "Er der opgaver, Katrine udfører selvstændigt?"
    assert punkt.spoerg("Katrine", til_borger=True) == "Er der opgaver, du klarer selv?"


def test_a_kommune_may_bring_its_own_dimensions() -> None:
    skema = parse_skema(LILLE, "plus.v2.toml")
    assert skema.key == "plus.v2"
    assert skema.dimension("engagement").jeg[4] == "E"
    assert skema.felt("engagement.valg").valg_titel("nej") == "Nej"
    assert skema.felt("engagement.valg").valg_titel("udgået") == "udgået"
    assert skema.felt("engagement.trin").stemmer == STEMMER[FeltType.VURDERING]
    assert skema.felt("engagement.valg").stemmer == (Stemme.KONSULENT,)
    assert skema.punkter[0].spoerg("Bo", til_borger=True) == "Hvad er Bo optaget af?"
    assert skema.punkt_med("engagement.dage").nummer == 1
    assert ankre([skema, opfoelgning()], "engagement") == {"plus.v2": ("a", "b", "c", "d", "e")}
    for ask in (skema.felt, skema.dimension, skema.punkt_med):
        with pytest.raises(KeyError):
            ask("findes_ikke")


def test_every_type_knows_its_table_and_those_used_twice_carry_their_felt() -> None:
    assert set(TABEL) == set(FeltType)
    assert {TABEL[t] for t in GENTAGELIGE} == {"udsagn", "svar", "vurdering"}
    assert not MED_AARSAG & GENTAGELIGE


def test_a_syntax_error_names_the_line() -> None:
    with pytest.raises(SkemaFejl) as caught:
        parse_skema('id = "x"\nversion = \n', "x.toml")
    assert caught.value.linje == 2
    assert str(caught.value).startswith("x.toml, linje 2: ")


def test_a_text_that_just_ends_names_its_last_line() -> None:
    with pytest.raises(SkemaFejl) as caught:
        parse_skema('id = "x"\ntitel = """abc', "x.toml")
    assert caught.value.linje == 2


def test_a_key_written_twice_is_a_syntax_error_with_its_line() -> None:
    with pytest.raises(SkemaFejl) as caught:
        parse_skema('id = "x"\nid = "y"\n', "x.toml")
    assert caught.value.linje == 2


ENGAGEMENT_TRIN = """
[[punkt.felt]]
noegle = "engagement.trin2"
type = "vurdering"
titel = "Igen"
audience = "kommune"
dimension = "engagement"

[[dimension]]
"""


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ('id = "plus"', "", "id"),
        ('id = "plus"', 'id = "Plus"', "id"),
        ('id = "plus"', 'id = "plüs"', "id"),
        ("version = 2", "version = 0", "version"),
        ("version = 2", "version = true", "version"),
        ("version = 2", 'version = "2"', "version"),
        ('titel = "Outline Plus"', 'titel = " "', "titel"),
        ('besoeg_type = "afslutning"', 'besoeg_type = "kaffe"', "besoeg_type"),
        ('besoeg_type = "afslutning"', 'besoeg_type = "afslutning"\nfarve = "rød"', "farve"),
        ("Hvad er {borger} optaget af?", "Hvad er {navn} optaget af?", "punkt[1].spoergsmaal"),
        ('noegle = "engagement"\ntitel', 'noegle = "engagement "\ntitel', "punkt[1].noegle"),
        ('audience = "kommune"\ndimension', "dimension", "punkt[1].felt[1].audience"),
        ('audience = "kommune"\ndimension', 'audience = "chefen"\ndimension', "punkt[1].felt[1].audience"),
        ('audience = "kommune"\ndimension', 'audience = "intern"\ndimension', "punkt[1].felt[1].audience"),
        ('audience = "intern"', 'audience = "kommune"', "punkt[1].felt[4].audience"),
        ('aarsag_audience = "kommune"', "", "punkt[1].felt[3].aarsag_audience"),
        ('aarsag_audience = "kommune"', 'aarsag_audience = "alle"', "punkt[1].felt[3].aarsag_audience"),
        ('aarsag_audience = "kommune"', 'aarsag_audience = "intern"', "punkt[1].felt[3].aarsag_audience"),
        ('type = "fremmoede"', 'type = "smiley"', "punkt[1].felt[3].type"),
        ('type = "fremmoede"', 'type = "tekst"', "punkt[1].felt[3].aarsag_audience"),
        ('noegle = "engagement.valg"', 'noegle = "engagement.trin"', "punkt[1].felt[2].noegle"),
        ('noegle = "engagement.valg"', 'noegle = "engagement.værd"', "punkt[1].felt[2].noegle"),
        ('dimension = "engagement"', 'dimension = "styrke"', "punkt[1].felt[1].dimension"),
        ('dimension = "engagement"', "", "punkt[1].felt[1].dimension"),
        ("[[dimension]]", ENGAGEMENT_TRIN, "punkt[1].felt[5].dimension"),
        ('"a", "b", "c", "d", "e"', '"a", "b", "c", "d"', "dimension[1].fag"),
        ('"A", "B", "C", "D", "E"', '"A", "B", "C", "D", "E", "F"', "dimension[1].jeg"),
        ('"A", "B", "C", "D", "E"', '"A", "B", 3, "D", "E"', "dimension[1].jeg[3]"),
        ('jeg = ["A", "B", "C", "D", "E"]', "", "dimension[1].jeg"),
        ('jeg = ["A", "B", "C", "D", "E"]', 'jeg = "A"', "dimension[1].jeg"),
        (
            '{ noegle = "nej", titel = "Nej" }',
            '{ noegle = "ja", titel = "Nej" }',
            "punkt[1].felt[2].valg[2].noegle",
        ),
        ('{ noegle = "nej", titel = "Nej" }', '{ noegle = "nej" }', "punkt[1].felt[2].valg[2].titel"),
        (', { noegle = "nej", titel = "Nej" }', "", "punkt[1].felt[2].valg"),
        ('{ noegle = "nej", titel = "Nej" }', '"nej"', "punkt[1].felt[2].valg[2]"),
        ('type = "valg"', 'type = "valg"\nstemmer = ["naboen"]', "punkt[1].felt[2].stemmer[1]"),
        ('type = "valg"', 'type = "valg"\nstemmer = []', "punkt[1].felt[2].stemmer"),
        ('type = "valg"', 'type = "valg"\nstemmer = ["borger", "borger"]', "punkt[1].felt[2].stemmer"),
    ],
)
def test_what_is_wrong_is_refused_with_its_key_path(old: str, new: str, path: str) -> None:
    assert LILLE.count(old) >= 1
    with pytest.raises(SkemaFejl) as caught:
        parse_skema(LILLE.replace(old, new, 1), "plus.v2.toml")
    assert caught.value.sti == path
    assert caught.value.linje is None
    assert str(caught.value).startswith(f"plus.v2.toml: {path}: ")


def test_a_dimension_that_nobody_asks_about_is_refused() -> None:
    trin = '["a", "b", "c", "d", "e"]'
    extra = f'\n[[dimension]]\nnoegle = "ro"\ntitel = "Ro"\nfag = {trin}\njeg = {trin}\n'
    with pytest.raises(SkemaFejl) as caught:
        parse_skema(LILLE + extra, "plus.v2.toml")
    assert caught.value.sti == "dimension[2].noegle"


def test_a_type_whose_rows_carry_only_the_visit_stands_once() -> None:
    twice = LILLE.replace('type = "valg"', 'type = "fremmoede"\naarsag_audience = "kommune"', 1)
    twice = twice.replace('valg = [{ noegle = "ja", titel = "Ja" }, { noegle = "nej", titel = "Nej" }]', "", 1)
    twice = twice.replace('audience = "alle"', 'audience = "kommune"', 1)
    with pytest.raises(SkemaFejl) as caught:
        parse_skema(twice, "plus.v2.toml")
    assert caught.value.sti == "punkt[1].felt[3].type"


def test_a_follow_up_that_cannot_hold_the_next_visit_is_refused() -> None:
    with pytest.raises(SkemaFejl, match="naeste_besoeg") as caught:
        parse_skema(LILLE.replace('"afslutning"', '"opfoelgning"', 1), "plus.v2.toml")
    assert caught.value.sti == "punkt"


def test_two_points_with_one_key_are_refused() -> None:
    with pytest.raises(SkemaFejl) as caught:
        parse_skema(
            LILLE.replace(
                "[[dimension]]",
                '[[punkt]]\nnoegle = "engagement"\ntitel = "To"\nspoergsmaal = "To?"\n'
                '[[punkt.felt]]\nnoegle = "to.note"\ntype = "udsagn"\ntitel = "N"\naudience = "alle"\n'
                "[[dimension]]",
                1,
            ),
            "plus.v2.toml",
        )
    assert caught.value.sti == "punkt[2].noegle"


def test_two_files_cannot_claim_one_version() -> None:
    with pytest.raises(SkemaFejl, match=r"plus\.v2"):
        parse_skemaer({"a.toml": LILLE, "b.toml": LILLE})
