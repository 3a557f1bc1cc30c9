"""The week on a workplace's paper says what is known of it, and no more."""

from dataclasses import replace

import pytest

from konsulent_core.snapshot import Snapshot, TimerBlad
from konsulent_core.virksomhedsark.tid import Arbejdstid, arbejdstid
from tests.app.pdf import samples

PLAN = "ti 09.00-12.00; to 09.00-11.30"


def step(
    fra: str, timer: float | None, loen: float | None, til: float | None = None, art: str = "praktik"
) -> TimerBlad:
    return TimerBlad(
        fra=fra, timer=timer, timer_til=til, loentimer=loen, moenster=None, art=art, aarsag=None, sted="Nordlager A/S"
    )


def week(*steps: TimerBlad, plan: str | None = PLAN) -> Arbejdstid:
    snapshot: Snapshot = replace(samples.katrine(), timer=steps, ugeplan=plan)
    found = arbejdstid(snapshot)
    assert found is not None
    return found


def rows(tid: Arbejdstid) -> dict[str, tuple[str, ...]]:
    return {line.navn: (*line.dage, line.uge) for line in tid.linjer}


def test_all_hours_paid_fall_on_their_days() -> None:
    found = rows(week(step("2019-01-01", 5.5, 5.5)))
    assert found == {
        "Mødetid": ("–", "9–12", "–", "9–11.30", "–", "5,5 timer"),
        "Timer med løn": ("–", "3", "–", "2,5", "–", "5,5 timer"),
    }


def test_how_some_paid_hours_fall_on_the_days_is_not_made_up() -> None:
    found = rows(week(step("2019-01-01", 5.5, 2.0)))
    assert found["Timer med løn"] == ("", "", "", "", "", "2 timer")
    assert found["Praktiktimer"] == ("", "", "", "", "", "3,5 timer")


def test_hours_from_to_leave_a_span_of_praktik() -> None:
    found = rows(week(step("2019-01-01", 5.0, 2.0, til=8.0)))
    assert found["Praktiktimer"][-1] == "3–6 timer"


def test_a_job_has_no_praktiktimer() -> None:
    assert "Timer uden løn" in rows(week(step("2019-01-01", 5.5, 2.0, art="fleksjob")))


def test_a_plan_that_is_not_the_agreed_hours_says_so() -> None:
    found = week(step("2019-01-01", 8.0, 0.0))
    assert found.ord == (
        "Tiderne her giver 5,5 timer. Aftalen er 8 timer; hvilke tider det bliver, er ikke skrevet ned.",
    )


def test_a_step_agreed_for_later_is_the_one_shown() -> None:
    found = week(step("2019-01-01", 5.5, 0.0), step("2019-03-01", 5.5, 5.5), step("2019-06-01", 8.0, 8.0))
    assert found.titel == "Arbejdstid fra 1. marts 2019"
    assert found.ord == (
        "Indtil da: 5,5 timer om ugen, ingen af dem med løn.",
        "Fra 1. juni 2019: 8 timer om ugen, alle med løn.",
    )


def test_a_weekend_day_has_its_column() -> None:
    assert week(step("2019-01-01", 3.0, 0.0), plan="lø 10.00-13.00").dage[-1] == "Lørdag"


def test_two_stretches_of_one_day_stand_under_each_other() -> None:
    found = week(step("2019-01-01", 4.0, 0.0), plan="ma 08.00-10.00; ma 11.00-13.00")
    assert found.linjer[0].dage[0] == "8–10\n11–13"


@pytest.mark.parametrize(
    ("steps", "plan", "words", "has_rows"),
    [
        ((), PLAN, "Hvor mange timer om ugen det er, er ikke skrevet ned.", True),
        ((step("2019-01-01", None, None),), PLAN, "Hvor mange timer om ugen det er, er ikke skrevet ned.", True),
        ((step("2019-02-11", 0.0, 0.0, art="pause"),), PLAN, "Pause fra 11. februar 2019.", False),
        ((step("2019-01-01", 6.0, 2.0),), None, "6 timer om ugen, heraf 2 med løn.", False),
        ((step("2019-01-01", 6.0, 2.0),), "efter aftale", "Mødetid: efter aftale.", False),
    ],
)
def test_what_is_not_known_is_said(steps: tuple[TimerBlad, ...], plan: str | None, words: str, has_rows: bool) -> None:
    found = week(*steps, plan=plan)
    assert words in " ".join(found.ord)
    assert bool(found.linjer) is has_rows


def test_unknown_pay_is_no_row() -> None:
    assert [line.navn for line in week(step("2019-01-01", 5.5, None)).linjer] == ["Mødetid"]


def test_without_a_workplace_there_is_no_week() -> None:
    assert arbejdstid(replace(samples.katrine(), virksomhed=None)) is None


def test_a_row_has_a_cell_for_each_day() -> None:
    found = week(step("2019-01-01", 5.5, 2.0))
    assert all(len(line.dage) == len(found.dage) for line in found.linjer)
