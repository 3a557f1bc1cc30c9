"""What a period brought: hours, what was broken off, what forløb ended in."""

from dataclasses import replace
from datetime import date, timedelta

from konsulent_core.overblik_periode import Periode, UgeSpand, count_period, period_start
from konsulent_core.sagtal import TimerTal
from tests.core.test_overblik import I_DAG, back, praktik, sag


def test_thirteen_weeks_are_whole_weeks_with_this_one() -> None:
    fra = period_start(Periode.UGER_13, [], I_DAG)
    assert fra == date(2025, 12, 15)
    assert (fra.isocalendar().week, I_DAG.isocalendar().week) == (51, 11)
    assert period_start(Periode.AAR, [], I_DAG) == date(2026, 1, 1)


def test_since_the_start_is_since_the_oldest_open_sag() -> None:
    sager = [sag(1, start=back(90)), sag(2, start=back(300), aaben=False), sag(3, start=back(120))]
    assert period_start(Periode.SAG, sager, I_DAG) == back(120)
    assert period_start(Periode.SAG, [], I_DAG) == I_DAG


def test_the_curve_is_the_sum_after_each_step_and_says_who_has_more_and_less() -> None:
    def steps(*pairs: tuple[int, float]) -> tuple[TimerTal, ...]:
        return tuple(TimerTal(fra=back(ago), timer=2 * loen, loentimer=loen) for ago, loen in pairs)

    sager = [
        sag(1, trin=steps((200, 2), (20, 6))),
        sag(2, trin=steps((200, 5), (20, 3))),
        sag(3, trin=steps((200, 1))),
        sag(4, trin=steps((10, 4), (-10, 9))),
        sag(5, trin=steps((10, 8)), aaben=False),
    ]
    found = count_period(sager, Periode.UGER_13, I_DAG)
    assert [(p.dag, p.loentimer) for p in found.kurve] == [
        (date(2025, 12, 15), 8), (back(20), 10), (back(10), 14), (I_DAG, 14),
    ]  # fmt: skip
    assert (found.flere, found.faerre, found.loen_forskel, found.timer_forskel) == ((1, 4), (2,), 6, 12)


def test_a_break_is_counted_by_its_cause_and_the_week_it_came_in() -> None:
    broken = praktik(30, slut=17, afbrudt=True, aarsag="Sygdom", af="borger")  # the fourteenth day: week 2
    late = praktik(130, slut=2, afbrudt=True, aarsag="Transport")
    dateless = replace(broken, start=None)
    sager = [
        sag(1, praktikker=(broken, late)),
        sag(2, aaben=False, praktikker=(replace(broken, slut=back(16)),)),
        sag(3, praktikker=(dateless,)),
        sag(4, praktikker=(replace(broken, start=back(500), slut=back(400)),)),
    ]
    found = count_period(sager, Periode.UGER_13, I_DAG).afbrud
    assert [(one.sag, one.aarsag, one.af, one.spand) for one in found] == [
        (1, "Sygdom", "borger", UgeSpand.UGE_1_2),
        (1, "Transport", "", UgeSpand.UGE_14),
        (2, "Sygdom", "borger", UgeSpand.UGE_3_4),
        (3, "Sygdom", "borger", None),
    ]


def test_since_the_start_asks_of_the_open_sager_alone() -> None:
    broken = praktik(30, slut=17, afbrudt=True)
    sager = [sag(1, praktikker=(broken,)), sag(2, aaben=False, praktikker=(broken,))]
    assert [one.sag for one in count_period(sager, Periode.SAG, I_DAG).afbrud] == [1]


def test_forloeb_that_ended_are_told_by_their_result_and_those_broken_off_are_not_among_them() -> None:
    sager = [
        sag(1, praktikker=(praktik(60, slut=5, resultat="fleksjob"),)),
        sag(2, aaben=False, praktikker=(praktik(60, slut=5, resultat="fleksjob"),)),
        sag(3, praktikker=(praktik(60, slut=5),)),
        sag(4, praktikker=(praktik(60, slut=0, resultat="andet"),)),
        sag(5, praktikker=(praktik(60, slut=5, resultat="andet", afbrudt=True),)),
        sag(6, praktikker=(praktik(400, slut=300, resultat="andet"),)),
    ]
    assert count_period(sager, Periode.UGER_13, I_DAG).afsluttet == {"fleksjob": (1, 2), "": (3,)}


def test_with_nobody_the_curve_is_flat_and_whole() -> None:
    found = count_period([], Periode.AAR, I_DAG)
    assert [p.loentimer for p in found.kurve] == [0, 0]
    assert found.kurve[-1].dag - found.kurve[0].dag == timedelta(days=70)
