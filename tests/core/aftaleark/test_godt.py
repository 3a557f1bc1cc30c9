"""»Det går godt« says what the data show, in words, and nothing that they do not."""

from dataclasses import replace
from datetime import date

import pytest

from konsulent_core.aftaleark.blad import GodtArt
from konsulent_core.aftaleark.godt import HOEJST, find_godt
from konsulent_core.snapshot import (
    DagBlad,
    DelmaalBlad,
    DimensionBlad,
    OpgaveBlad,
    SkaanehensynBlad,
    Snapshot,
    TrinPunkt,
    TrinSvar,
)
from tests.app.pdf import blade, samples
from tools.caseload.cases import read_skemaer

DAG = date(2019, 2, 20)
INTET = replace(
    samples.katrine(), punkter=(), opgaver=(), dage=(), skaanehensyn=(), timer=(), aftaler_sidst=(), aftaler=(),
    delmaal=(),
)  # fmt: skip
FAG = ("Holder sig for sig selv.", "Hilser.", "Taler med sine kolleger.", "Samarbejder.", "Er en del af holdet.")
JEG = ("Jeg holder mig for mig selv.", "Jeg hilser.", "Jeg taler.", "Jeg hjælper.", "Jeg er en del af holdet.")


def said(snapshot: Snapshot) -> list[str]:
    return [g.tekst for g in find_godt(snapshot, DAG)]


def opgave(navn: str, trin: str | None, sidst: str | None, *, ny: bool = False) -> OpgaveBlad:
    return OpgaveBlad(navn=navn, trin=trin, sidst_trin=sidst, ny=ny, grund=None)


def dimension(
    trin: int | None, sidst: int | None, retning: str | None = None, *, brud: bool = False, jeg: tuple[str, ...] = JEG
) -> Snapshot:
    svar = TrinSvar(stemme="konsulent", trin=trin, retning=retning, ikke_droeftet=trin is None)
    andre = tuple(TrinSvar(stemme=s, trin=5, retning=None, ikke_droeftet=False) for s in ("arbejdsgiver", "borger"))
    punkt = TrinPunkt(
        dato="2019-02-20", besoeg_nummer=2, skema="a.v1", stemme="konsulent", trin=trin, retning=retning, brud=brud
    )
    d = DimensionBlad(
        noegle="samarbejde", titel="Samarbejde", trin_tekster=FAG, svar=(svar, *andre), sidst_trin=sidst,
        sidst_dato="2019-01-09" if sidst else None, kurve=(punkt,), jeg_tekster=jeg,
    )  # fmt: skip
    return replace(INTET, punkter=(blade.punkt(5, "Socialt", dimensioner=(d,)),))


def dage(*status: str | None) -> Snapshot:
    return replace(
        INTET,
        dage=tuple(DagBlad(dato=f"2019-02-{n:02d}", status=s, timer=None) for n, s in enumerate(status, 1)),
    )


def timer(*trin: tuple[str, float | None, float | None], art: str = "praktik") -> Snapshot:
    steps = tuple(replace(blade.trin(fra, antal, loen, None), art=art) for fra, antal, loen in trin)
    return replace(INTET, timer=steps)


def test_where_nothing_is_known_to_go_well_nothing_is_said() -> None:
    assert said(INTET) == []
    assert said(samples.tom()) == []


def test_opgaver_that_moved_up_are_told_as_done_and_those_that_did_not_are_not() -> None:
    tasks = (
        opgave("Plukke varer", "selvstaendig", "med_stoette"),
        opgave("Pakke varer", "med_stoette", "proevet"),
        opgave("Tælle lager", "med_stoette", "selvstaendig"),
        opgave("Køre truck", "droppet", "med_stoette"),
        opgave("Feje", None, "selvstaendig"),
        opgave("Vaske vogne", "proevet", None, ny=True),
    )
    assert said(replace(INTET, opgaver=tasks)) == [
        "Du plukker nu selv varer.",
        "Du er kommet videre med at pakke varer.",
        "Du er begyndt på noget nyt: at vaske vogne.",
    ]


@pytest.mark.parametrize(
    ("trin", "sidst", "retning", "words"),
    [
        (4, 4, None, ["Du hjælper."]),
        (4, 3, None, ["Du hjælper."]),
        (3, 2, None, ["Du taler."]),
        (3, 3, "lidt_frem", []),  # neither high nor risen by a level
        (2, 1, None, []),  # it rose, and its words still tell of what is hard
        (4, 5, None, []),  # on its way down
        (4, 4, "lidt_tilbage", []),
        (None, 4, None, []),
        (5, None, None, ["Du er en del af holdet."]),
    ],
)
def test_a_level_is_told_in_its_own_words_where_it_rose_or_is_high(
    trin: int | None, sidst: int | None, retning: str | None, words: list[str]
) -> None:
    """The others gave 5 in every case: the konsulent's level is the line (DOMAIN §4)."""
    assert said(dimension(trin, sidst, retning)) == words


def test_a_level_under_new_words_has_not_risen() -> None:
    assert said(dimension(3, 2, brud=True)) == []
    assert said(dimension(4, 2, brud=True)) == ["Du hjælper."]


def test_an_old_snapshot_without_the_borgers_words_says_the_konsulents_to_du() -> None:
    assert said(dimension(3, 2, jeg=())) == ["Du taler med dine kolleger."]
    assert said(samples.katrine())[1] == "Du lægger selv rækkefølgen og finder næste opgave uden at blive bedt om det."


def test_every_level_that_the_bundled_skemaer_can_praise_reads_as_a_sentence_to_du() -> None:
    skema = read_skemaer()["opfoelgning.v1"]
    found = []
    for d in skema.dimensioner:
        for trin in (3, 4, 5):
            base = dimension(trin, trin - 1, jeg=d.jeg)
            blad = replace(base.punkter[0].dimensioner[0], trin_tekster=d.fag)
            found += said(replace(base, punkter=(replace(base.punkter[0], dimensioner=(blad,)),)))
    assert found == [
        "Du bliver færdig med dine opgaver i din tid.",
        "Du kan flere slags opgaver og ser selv de fleste fejl.",
        "Du kan det samme som en kollega i samme job og lære nyt.",
        "Du kommer for det meste og siger til, når du ikke kan.",
        "Du kommer næsten altid til tiden.",
        "Du har mødt stabilt i mindst fire uger og kan ændre dage eller timer efter aftale.",
        "Du kan det kendte alene og spørger, når du er i tvivl.",
        "Du finder selv den næste opgave.",
        "Du klarer uforudsete problemer inden for aftalte rammer og kan vise andre opgaven.",
        "Du taler med dem, du kender, og er med i pauserne, som vi har aftalt.",
        "Du hjælper andre og beder selv om hjælp.",
        "Du er en del af holdet.",
        "Du følger stedets regler for tøj, hygiejne og tone de fleste dage.",
        "Du fremtræder passende hver dag og håndterer pres, uden at det går ud over andre.",
        "Du kan godt møde kunder og gæster for stedet.",
    ]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (["moedt"] * 4, ["Du kom alle 4 dage, siden vi sås sidst."]),
        (["moedt", "foer_tid", "moedt"], ["Du kom alle 3 dage, siden vi sås sidst."]),
        (["moedt"] * 4 + ["aflyst"], ["Du kom alle 4 dage, siden vi sås sidst."]),
        (["moedt"] * 4 + [None], ["Du kom 4 dage, siden vi sås sidst."]),
        (["moedt"] * 6 + ["sygdom", "behandling"], ["Du kom 6 dage og gav besked de 2 dage, du ikke kunne komme."]),
        (["moedt"] * 6 + ["afbud"], ["Du kom 6 dage og gav besked den dag, du ikke kunne komme."]),
        (["moedt"] * 9 + ["udeblevet"], []),
        (["moedt"] * 4 + ["sygdom"] * 2, []),
        (["moedt"] * 2, []),
        ([], []),
    ],
)
def test_attendance_is_told_without_its_causes_and_only_where_nobody_stayed_away(
    status: list[str | None], words: list[str]
) -> None:
    assert said(dage(*status)) == words


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        ((12.0, 0.0), (14.0, 0.0), ["Du er gået op fra 12 til 14\xa0timer om ugen."]),
        ((16.0, 0.0), (16.0, 8.0), ["Du får nu løn for 8\xa0timer om ugen."]),
        ((16.0, 8.0), (18.0, 6.0), []),
        ((16.0, 0.0), (14.0, 8.0), []),
        ((16.0, 8.0), (16.0, 8.0), []),
        ((None, None), (4.0, 0.0), []),
    ],
)
def test_hours_that_were_raised_since_last_are_told_and_no_step_back_is(
    before: tuple[float | None, float | None], now: tuple[float | None, float | None], words: list[str]
) -> None:
    assert said(timer(("2018-12-01", *before), ("2019-02-01", *now))) == words
    # raised before the last besøg, agreed for later, or at another place: no news
    assert said(timer(("2018-11-01", *before), ("2018-12-20", *now))) == []
    assert said(timer(("2018-12-20", *before), ("2019-03-01", *now))) == []
    steps = timer(("2018-12-01", *before), ("2019-02-01", *now)).timer
    assert said(replace(INTET, timer=(replace(steps[0], sted="Andetsteds"), steps[1]))) == []


def test_hours_that_have_stood_for_months_have_held() -> None:
    held = replace(dage(*["moedt"] * 2), timer=timer(("2018-05-20", 5.0, 0.0)).timer)
    assert said(held) == ["Dine 5\xa0timer om ugen har holdt i 9 måneder."]
    assert said(replace(held, timer=timer(("2018-12-20", 5.0, 0.0)).timer)) == []
    assert said(replace(held, timer=timer(("2018-05-20", None, None), art="pause").timer)) == []
    assert said(replace(held, dage=dage("moedt", "udeblevet").dage)) == []


def test_promises_kept_are_told_only_where_all_of_the_borgers_were() -> None:
    kept = blade.aftale("Ringer", "borger", "Katrine", None, True, "2019-02-01")
    others = blade.aftale("Skriver", "konsulent", "Mette", None, False)
    assert said(replace(INTET, aftaler_sidst=(kept, others))) == ["Du har gjort det, vi aftalte sidst."]
    assert said(replace(INTET, aftaler_sidst=(kept, replace(kept, gjort=None)))) == []
    assert said(replace(INTET, aftaler_sidst=(others,))) == []


def test_a_hensyn_that_works_is_told_in_the_wording_that_was_agreed_and_never_by_its_cause() -> None:
    works = SkaanehensynBlad(titel="Ro", aarsag="Angst", ordlyd="Én seddel ad gangen.", virkning="virker")
    assert said(replace(INTET, skaanehensyn=(works,))) == ["Det virker: »Én seddel ad gangen.«"]
    for other in ("delvist", "virker_ikke", "ikke_brugt", None):
        assert said(replace(INTET, skaanehensyn=(replace(works, virkning=other),))) == []
    assert said(replace(INTET, skaanehensyn=(replace(works, ordlyd=None),))) == []


def test_a_delmaal_is_told_when_it_is_reached() -> None:
    goal = DelmaalBlad(tekst="Plukker to timer i træk", dato=None, tilstand="naaet")
    assert said(replace(INTET, delmaal=(goal,))) == ["Du har nået dit mål: »Plukker to timer i træk«."]
    assert said(replace(INTET, delmaal=(replace(goal, tilstand="justeret"),))) == []


def test_three_at_most_and_one_of_each_kind_before_a_second_of_any() -> None:
    found = find_godt(samples.katrine(), DAG)
    assert len(found) == HOEJST
    assert len({g.art for g in found}) == HOEJST
    tasks = tuple(opgave(f"Plukke {n}", "selvstaendig", "selvstaendig") for n in range(5))
    assert {g.art for g in find_godt(replace(INTET, opgaver=tasks), DAG)} == {GodtArt.OPGAVE}


def test_what_is_too_long_to_take_in_is_left_out() -> None:
    assert said(replace(INTET, opgaver=(opgave("Plukke " + "varer " * 40, "selvstaendig", None),))) == []
