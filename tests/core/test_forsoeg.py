"""»Sidst vi prøvede« tells each earlier raise, how it went and why, and a new place is no fall."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from konsulent_core.entities import Praktik
from konsulent_core.forsoeg import TimerTrin, ophoert, tidligere_forsoeg
from konsulent_core.words import TimerArt


def trin(
    fra: str,
    timer: float | None,
    *,
    til: float | None = None,
    loen: float | None = None,
    aarsag: str | None = None,
    moenster: str | None = None,
    praktik: int = 1,
    art: TimerArt = TimerArt.PRAKTIK,
) -> TimerTrin:
    return TimerTrin(
        fra=date.fromisoformat(fra),
        timer=timer,
        timer_til=til,
        loentimer=loen,
        aarsag=aarsag,
        moenster=moenster,
        praktik=praktik,
        art=art,
    )


def told(*steps: TimerTrin) -> list[str]:
    return [f.tekst for f in tidligere_forsoeg(steps)]


def test_charlottes_setback_stands_there_with_its_cause() -> None:
    steps = (
        trin("2018-03-05", 4, moenster="2×2"),
        trin("2018-04-02", 6, moenster="2×3"),
        trin("2018-04-11", 4, moenster="2×2", aarsag="smerter"),
        trin("2018-05-07", 5, moenster="2×2,5"),
    )
    assert told(*steps) == ["2×2 → 2×3, tilbage efter 9 dage, smerter", "2×2 → 2×2,5, holder"]
    first, second = tidligere_forsoeg(steps)
    assert (first.dato, first.dage, first.loentimer) == (date(2018, 4, 2), 9, False)
    assert second.dage is None


def test_katrines_loentimer_are_attempts_of_their_own() -> None:
    assert told(trin("2018-03-01", 12, loen=0), trin("2018-09-03", 16, loen=8), trin("2019-03-01", 16, loen=10)) == [
        "12 → 16, holder",
        "løntimer 0 → 8, holder",
        "løntimer 8 → 10, holder",
    ]


def test_janets_span_is_no_raise_when_only_the_pay_moves() -> None:
    assert told(trin("2018-09-01", 12, til=15, loen=0), trin("2019-02-01", 12, til=15, loen=2)) == [
        "løntimer 0 → 2, holder"
    ]


def test_a_raise_fell_back_also_when_a_later_raise_fell_with_it() -> None:
    assert told(trin("2026-01-05", 4), trin("2026-01-12", 6), trin("2026-01-19", 8), trin("2026-01-20", 4)) == [
        "4 → 6, tilbage efter 8 dage",
        "6 → 8, tilbage efter 1 dag",
    ]


def test_a_place_that_closes_is_a_stop_and_not_a_step_back() -> None:
    assert told(
        trin("2018-03-01", 4), trin("2018-05-01", 5), trin("2019-02-01", 0, aarsag="virksomheden gik konkurs")
    ) == ["4 → 5, stoppet efter 276 dage, virksomheden gik konkurs"]


def test_fewer_hours_at_a_new_place_are_a_new_start() -> None:
    assert told(trin("2018-03-01", 4), trin("2018-05-01", 6), trin("2019-03-01", 5, praktik=2)) == ["4 → 6, holder"]


def test_a_raise_does_not_hold_any_more_when_its_praktik_was_broken_off() -> None:
    steps = (trin("2018-03-01", 4), trin("2018-04-02", 6, loen=2), trin("2018-06-04", 4, praktik=2))
    franks = Praktik(id=1, scope=9, start="2018-03-01", slut="2018-04-11", afbrudt=True, afbrudt_aarsag="Sygdom")
    ended = ophoert([franks, Praktik(id=2, scope=9, start="2018-06-04", slut="2018-08-31")], date(2018, 7, 1))
    assert set(ended) == {1}
    (first,) = tidligere_forsoeg(steps, ended)
    assert (first.tekst, first.dage) == ("4 → 6, afbrudt efter 9 dage, Sygdom", 9)
    assert ophoert([franks], date(2018, 4, 11)) == {}


def test_a_raise_that_stood_to_the_agreed_end_held_and_one_that_became_a_job_holds() -> None:
    ended = ophoert([Praktik(id=1, scope=9, slut="2018-05-31")], date(2019, 1, 1))
    steps = (trin("2018-03-01", 4), trin("2018-04-02", 5))
    (held,) = tidligere_forsoeg(steps, ended)
    assert (held.tekst, held.dage) == ("4 → 5, holdt, til praktikken sluttede", None)
    (goes_on,) = tidligere_forsoeg((*steps, trin("2018-06-01", 5, art=TimerArt.SMAAJOB)), ended)
    assert goes_on.tekst == "4 → 5, holder"


def test_a_broken_off_praktik_whose_last_day_nobody_wrote_is_told_without_days() -> None:
    ended = ophoert([Praktik(id=1, scope=9, afbrudt=True)], date(2019, 1, 1))
    assert [f.tekst for f in tidligere_forsoeg((trin("2018-03-01", 4), trin("2018-04-02", 5)), ended)] == [
        "4 → 5, afbrudt"
    ]


def test_what_is_begun_again_after_a_pause_is_compared_with_what_was_before_it() -> None:
    pause = trin("2026-02-02", 0, loen=0, aarsag="operation", art=TimerArt.PAUSE)
    assert told(trin("2026-01-05", 4, loen=2), pause, trin("2026-03-02", 4, loen=2)) == []
    assert told(trin("2026-01-05", 4), pause, trin("2026-03-02", 6)) == ["4 → 6, holder"]


def test_steps_with_unknown_hours_are_passed_over() -> None:
    assert told(trin("2018-03-01", 4), trin("2018-04-01", None), trin("2018-05-01", 5)) == ["4 → 5, holder"]


@given(
    st.lists(
        st.tuples(
            st.dates(date(2020, 1, 1), date(2026, 1, 1)),
            st.none() | st.integers(0, 37),
            st.none() | st.integers(0, 37),
            st.integers(1, 2),
        ),
        max_size=8,
    )
)
def test_there_are_never_more_attempts_than_raises(
    rows: list[tuple[date, int | None, int | None, int]],
) -> None:
    steps = [TimerTrin(fra=d, timer=t, loentimer=p, praktik=place) for d, t, p, place in rows]
    found = tidligere_forsoeg(steps)
    assert len(found) <= 2 * max(0, len(steps) - 1)
    assert [f.dato for f in found] == sorted(f.dato for f in found)
    assert all(f.dage is None or f.dage >= 0 for f in found)
