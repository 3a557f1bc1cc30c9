"""The sheet's other parts: the week, the hours, who promised what, and when they meet again."""

from dataclasses import replace
from datetime import date, time

import pytest

from konsulent_core.aftaleark.blad import Igen, UgeDag
from konsulent_core.aftaleark.byg import build
from konsulent_core.aftaleark.ord import fornavn, kort_sted, nummer
from konsulent_core.aftaleark.ordblind import simplify
from konsulent_core.aftaleark.timer import saetninger
from konsulent_core.snapshot import Snapshot, TimerBlad
from tests.app.pdf import blade, samples

KATRINE = samples.katrine()


def hours(*steps: TimerBlad, plan: str | None = KATRINE.ugeplan) -> Snapshot:
    return replace(KATRINE, timer=steps, ugeplan=plan)


def spoken(snapshot: Snapshot) -> list[str]:
    timer = build(snapshot).timer
    return ["".join(o.tekst for o in s).replace("\xa0", " ") for s in saetninger(timer)] if timer else []


def simple(snapshot: Snapshot) -> list[str]:
    ark = simplify(build(snapshot))
    return ["".join(o.tekst for o in line).replace("\xa0", " ") for line in (*ark.loen, *ark.dage)]


def test_the_week_and_the_hours_are_those_agreed_for_later_where_only_their_pay_differs() -> None:
    timer = build(KATRINE).timer
    assert timer is not None
    assert timer.uge[0] == UgeDag(1, ((time(8), time(12)),))
    assert [bool(dag.tider) for dag in timer.uge] == [True, True, False, True, True]
    assert timer.nu is not None
    assert (timer.nu.fra, timer.uenige) == (date(2019, 3, 1), False)
    assert spoken(KATRINE) == ["16 timer om ugen.", "10 timer med løn og 6 timer praktik."]
    assert simple(KATRINE) == ["Fra 1. marts får du løn", "for 10 timer.", "6 timer er praktik."]


@pytest.mark.parametrize(
    ("steps", "words", "lines"),
    [
        (
            [blade.trin("2019-01-01", 6, 6, None)],
            ["6 timer om ugen.", "Du får løn for alle 6 timer."],
            ["Du får løn for alle 6 timer."],
        ),
        (
            [blade.trin("2019-01-01", 12, 2, None, 15)],
            ["12 til 15 timer om ugen.", "2 timer med løn."],
            ["Du får løn for 2 timer.", "12 til 15 timer om ugen."],
        ),
        ([blade.trin("2019-01-01", 7.5, None, None)], ["7,5 timer om ugen."], ["7,5 timer om ugen."]),
        (
            [blade.trin("2019-01-01", 1, 1, None)],
            ["1 time om ugen.", "Du får løn for timen."],
            ["Du får løn for 1 time."],
        ),
        (
            [blade.trin("2019-01-01", 4, 0, None), blade.trin("2019-03-01", 6, 0, None)],
            ["4 timer om ugen.", "Alle timer er praktik.", "Fra 1. marts: 6 timer om ugen."],
            ["4 timer om ugen.", "Fra 1. marts er det 6 timer", "om ugen."],
        ),
        (
            [replace(blade.trin("2019-01-01", None, None, None), art="pause")],
            ["Din praktik holder pause."],
            ["Din praktik holder pause."],
        ),
        (
            [replace(blade.trin("2019-01-01", 5, 5, None), art="smaajob")],
            ["5 timer om ugen.", "Du får løn for alle 5 timer."],
            ["Du får løn for alle 5 timer."],
        ),
        ([replace(blade.trin("2019-01-01", 5, 0, None), art="job")], ["5 timer om ugen."], ["5 timer om ugen."]),
        ([], [], []),
    ],
)
def test_hours_are_told_in_words_and_what_is_not_known_is_not_told(
    steps: list[TimerBlad], words: list[str], lines: list[str]
) -> None:
    assert spoken(hours(*steps, plan=None)) == words
    assert simple(hours(*steps, plan=None)) == lines


def test_days_that_do_not_add_up_to_the_hours_are_said_to_be_of_before() -> None:
    raised = hours(blade.trin("2019-01-01", 20, 0, None))
    timer = build(raised).timer
    assert timer is not None
    assert timer.uenige
    assert simple(raised)[-2:] == ["Dagene er ikke rettet til endnu.", "Spørg Mette."]


@pytest.mark.parametrize("plan", ["mandag formiddag", "", None])
def test_a_plan_that_cannot_be_read_is_no_strip(plan: str | None) -> None:
    timer = build(hours(blade.trin("2019-01-01", 16, 0, None), plan=plan)).timer
    assert timer is not None
    assert timer.uge == ()


def test_a_saturday_stands_in_the_strip_only_where_something_is_planned_on_it() -> None:
    timer = build(hours(plan="ma 08.00-10.00; ma 12.00-14.00; lø 9.00-12.30")).timer
    assert timer is not None
    assert [dag.ugedag for dag in timer.uge] == [1, 2, 3, 4, 5, 6]
    assert len(timer.uge[0].tider) == 2


def test_where_the_praktik_is_over_there_is_no_week() -> None:
    assert build(replace(KATRINE, besoeg_type="afslutning", timer=KATRINE.timer[:4])).timer is None
    assert build(replace(KATRINE, praktik_slut="2019-02-19", timer=KATRINE.timer[:4])).timer is None
    assert build(replace(KATRINE, praktik_slut="2019-02-20")).timer is not None


def test_the_borgers_own_promises_come_first_and_those_of_before_that_still_stand_come_along() -> None:
    lines = [(a.hvem, a.hvad, a.naar.replace("\xa0", " ")) for a in build(KATRINE).aftaler]
    assert lines == [
        ("Du", "Siger til, hvis tempoet bliver for højt", ""),
        ("Jens", "Skriver under på 10 løntimer fra 1. marts", "27. februar"),
        ("Lone", "Siger det til Katrine dagen før, når noget bliver ændret", ""),
        ("Mette", "Ringer om forlængelse af praktikken", "8. marts"),
        ("Mette", "Sender papirer om løntimer til Jens", "fra sidst"),
        ("Anders", "Undersøger tilskud til truckbevis", "fra sidst"),
    ]


@pytest.mark.parametrize(
    ("part", "who"),
    [("virksomhed", "Nordlager"), ("sagsbehandler", "Anders"), ("konsulent", "Mette"), ("borger", "Du")],
)
def test_a_promise_without_a_name_is_its_partys(part: str, who: str) -> None:
    (line,) = build(
        replace(KATRINE, aftaler=(blade.aftale("Ringer", part, "", "2020-01-08"),), aftaler_sidst=())
    ).aftaler
    assert (line.hvem, line.naar) == (who, "8.\xa0januar\xa02020")
    nobody = replace(KATRINE, virksomhed=None, konsulent=None, sagsbehandler=None, aftaler_sidst=())
    (line,) = build(replace(nobody, aftaler=(blade.aftale("Ringer", part, "", None),))).aftaler
    assert line.hvem in ("Du", "Arbejdspladsen", "Konsulenten", "Sagsbehandleren")


def test_a_year_is_told_only_where_another_could_be_meant() -> None:
    for naeste, words in (("2019-12-17", "Tirsdag 17. december"), ("2020-02-19", "Onsdag 19. februar 2020")):
        ark = simplify(build(replace(KATRINE, naeste_dato=naeste, naeste_tid=None)))
        assert ["".join(o.tekst for o in line).replace("\xa0", " ") for line in ark.igen] == [words]


def test_the_same_promise_is_told_once() -> None:
    same = blade.aftale("Ringer", "konsulent", "Mette Lund", None)
    assert len(build(replace(KATRINE, aftaler=(same,), aftaler_sidst=(same,))).aftaler) == 1


def test_no_next_date_is_said_with_its_reason_and_not_asked_for_where_none_is_due() -> None:
    assert build(KATRINE).igen == Igen(dato=date(2019, 3, 20), kl="10", grund="")
    none = replace(KATRINE, naeste_dato=None, naeste_tid=None)
    assert build(replace(none, naeste_grund="Mette ringer")).igen == Igen(dato=None, kl="", grund="Mette ringer")
    assert build(none).igen == Igen(dato=None, kl="", grund="")
    for kind in ("telefon", "note", "formoede", "afslutning"):
        assert build(replace(none, besoeg_type=kind)).igen is None


def test_names_numbers_and_places_are_said_as_people_say_them() -> None:
    assert [fornavn(n) for n in ("Mette Lund", "Lone Bach, mentor", "", None)] == ["Mette", "Lone", "", ""]
    assert [kort_sted(n) for n in ("Nordlager A/S", "Tekst & Tone ApS", "Åby Bibliotek", None)] == [
        "Nordlager", "Tekst & Tone", "Åby Bibliotek", "",
    ]  # fmt: skip
    numbers = ("12345678", "+45 12 34 56 78", "12-34-56-78", "+46 70 123 45 67", "12345678 lok. 4", " ", None)
    assert [nummer(n).replace("\xa0", " ") for n in numbers] == [
        "12 34 56 78", "12 34 56 78", "12 34 56 78", "+46 70 123 45 67", "12345678 lok. 4", "", "",
    ]  # fmt: skip


def test_in_short_lines_each_promise_is_a_sentence_with_its_day() -> None:
    told = [" / ".join("".join(o.tekst for o in line) for line in a) for a in simplify(build(KATRINE)).aftaler]
    assert [t.replace("\xa0", " ") for t in told[:3]] == [
        "Du siger til, / hvis tempoet bliver for højt.",
        "Jens skriver under på 10 løntimer / fra 1. marts, senest 27. februar.",
        "Lone siger det til Katrine dagen / før, når noget bliver ændret.",
    ]
    noun = replace(KATRINE, aftaler=(blade.aftale("Papir til Lone", "borger", "", None),), aftaler_sidst=())
    assert "".join(o.tekst for o in simplify(build(noun)).aftaler[0][0]) == "Du: Papir til Lone."
