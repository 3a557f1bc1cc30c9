"""Overblik counts borgere, and says who stands behind each count."""

from dataclasses import replace
from datetime import date, timedelta

from konsulent_core.loefter import LoefteArt, LoeftePart, LoefteTal, loefte_art, loefte_part
from konsulent_core.overblik import Tal, count, days_without_action, share_of
from konsulent_core.rhythm import Forfald, Gruppe
from konsulent_core.sagtal import PraktikTal, RaaTrin, SagTal, TimerTal, handling, steps_in_force
from konsulent_core.words import MaaltalArt, Part, Sagsgruppe, TimerArt

I_DAG = date(2026, 3, 12)
LATER = Forfald(dato=date(2026, 3, 20), aftalt=True, gruppe=Gruppe.NAESTE_UGE, dage_over=0)


def back(days: int) -> date:
    return I_DAG - timedelta(days=days)


def praktik(start: int = 60, slut: int | None = None, **more: object) -> PraktikTal:
    """A praktik that began ``start`` days ago and ended ``slut`` days ago."""
    end = None if slut is None else back(slut)
    return replace(PraktikTal(praktik=1, start=back(start), slut=end), **more)  # type: ignore[arg-type]


def sag(number: int, **more: object) -> SagTal:
    plain = SagTal(
        sag=number,
        borger=1_000 + number,
        aaben=True,
        start=back(200),
        har_konsulent=True,
        bekymring=False,
        mentorstoette=False,
        moede=None,
        gruppe=None,
        igen=None,
        forfald=LATER,
        kontakt=back(3),
        handling=back(3),
        praktikker=(),
        trin=(),
        loefter=(),
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def hours(loen: float, timer: float = 10.0, since: int = 100) -> tuple[TimerTal, ...]:
    return (TimerTal(fra=back(since), timer=timer, loentimer=loen),)


def test_half_of_47_is_24_and_no_share_is_rounded_up_by_a_slip_of_the_machine() -> None:
    assert share_of(0.5, 47) == 24
    assert share_of(0.55, 20) == 11
    assert share_of(0.07, 100) == 7
    assert share_of(1 / 3, 3) == 1


def test_whoever_runs_a_praktik_stands_in_a_virksomhed_whatever_was_judged_before() -> None:
    found = count([sag(1, gruppe=Sagsgruppe.KLAR_NU, praktikker=(praktik(),))], {}, I_DAG)
    assert found.grupper[Sagsgruppe.I_VIRKSOMHED] == (1,)
    assert found.grupper[Sagsgruppe.KLAR_NU] == ()


def test_a_praktik_that_ended_or_was_broken_off_or_has_not_begun_is_no_place_to_stand() -> None:
    sager = [
        sag(1, praktikker=(praktik(slut=1),)),
        sag(2, praktikker=(praktik(afbrudt=True),)),
        sag(3, praktikker=(praktik(start=-7),)),
        sag(4, praktikker=(praktik(slut=0),)),
    ]
    found = count(sager, {}, I_DAG)
    assert found.uvurderet == (1, 2, 3)
    assert found.grupper[Sagsgruppe.I_VIRKSOMHED] == (4,)


def test_a_borger_with_two_sager_is_one_borger_and_stands_where_she_is_furthest() -> None:
    sager = [sag(1, gruppe=Sagsgruppe.AFVENTER, bekymring=True), sag(2, borger=1_001, praktikker=(praktik(),))]
    found = count([*sager, sag(3, borger=1_001, bekymring=True)], {}, I_DAG)
    assert found.borgere == 1
    assert found.grupper[Sagsgruppe.I_VIRKSOMHED] == (2,)
    assert found.tal[Tal.BEKYMRING] == (1,)


def test_a_closed_sag_is_not_counted() -> None:
    assert count([sag(1, aaben=False, bekymring=True)], {}, I_DAG).borgere == 0


def test_a_maaltal_is_the_borgere_still_missing_and_who_could_be_next() -> None:
    klar = [sag(n, gruppe=Sagsgruppe.KLAR_NU) for n in (1, 2)]
    inside = [sag(n, praktikker=(praktik(),), trin=hours(2 if n == 3 else 0)) for n in (3, 4)]
    waiting = [sag(5, gruppe=Sagsgruppe.AFVENTER)]
    andele = {MaaltalArt.VIRKSOMHEDSFORLOEB: 0.8, MaaltalArt.LOENTIMER: 0.2}
    virksomhed, loen = count([*klar, *inside, *waiting], andele, I_DAG).maal
    assert (virksomhed.har, virksomhed.oenskes, virksomhed.mangler, virksomhed.kunne) == ((3, 4), 4, 2, (1, 2))
    assert (loen.har, loen.mangler, loen.kunne) == ((3,), 0, (4,))


def test_silence_is_counted_from_the_start_of_the_praktik_or_the_last_word() -> None:
    sager = [
        sag(1, praktikker=(praktik(60),), kontakt=back(28)),
        sag(2, praktikker=(praktik(60),), kontakt=back(27)),
        sag(3, praktikker=(praktik(20),), kontakt=back(90)),
        sag(4, praktikker=(praktik(60),), kontakt=None),
        sag(5, kontakt=None),
    ]
    assert count(sager, {}, I_DAG).tal[Tal.UDEN_KONTAKT] == (1, 4)


def test_a_sag_in_which_nothing_was_ever_done_is_slow_as_well() -> None:
    sager = [sag(1, handling=back(28)), sag(2, handling=back(27)), sag(3, handling=None)]
    assert count(sager, {}, I_DAG).tal[Tal.UDEN_HANDLING] == (1, 3)
    assert [days_without_action(one, I_DAG) for one in sager] == [28, 27, None]


def test_each_count_asks_its_own_question() -> None:
    uden = replace(LATER, gruppe=Gruppe.UDEN_DATO)
    over = replace(LATER, gruppe=Gruppe.FORFALDEN)
    sager = [
        sag(1, forfald=uden, mentorstoette=True),
        sag(2, forfald=over, har_konsulent=False),
        sag(3, moede=I_DAG, igen=I_DAG, gruppe=Sagsgruppe.AFVENTER),
        sag(4, moede=back(1), igen=I_DAG, praktikker=(praktik(),), trin=hours(5)),
    ]
    tal = count(sager, {}, I_DAG).tal
    assert (tal[Tal.UDEN_DATO], tal[Tal.FORFALDNE], tal[Tal.MENTORSTOETTE]) == ((1,), (2,), (1,))
    assert (tal[Tal.UDEN_KONSULENT], tal[Tal.MOEDE], tal[Tal.SE_IGEN]) == ((2,), (3,), (3,))
    assert (tal[Tal.I_PRAKTIK], tal[Tal.LOENTIMER]) == ((4,), (4,))


def test_hours_of_a_praktik_end_with_it_and_those_of_a_job_go_on() -> None:
    ended = praktik(60, slut=10)
    steps = [
        RaaTrin(fra=back(60), timer=6, loentimer=2, praktik=1),
        RaaTrin(fra=back(40), timer=8, loentimer=None, praktik=1),
    ]
    found = steps_in_force(steps, [ended])
    assert [(t.fra, t.timer, t.loentimer) for t in found] == [
        (back(60), 6, 2), (back(40), 8, 0), (back(9), 0, 0),
    ]  # fmt: skip
    job = RaaTrin(fra=back(9), timer=5, loentimer=5, art=TimerArt.SMAAJOB, praktik=1)
    assert steps_in_force([*steps, job], [ended])[-1].loentimer == 5


def test_a_job_begun_before_a_praktik_goes_on_when_that_ends() -> None:
    job = RaaTrin(fra=back(90), timer=5, loentimer=5, art=TimerArt.SMAAJOB)
    beside = RaaTrin(fra=back(60), timer=11, loentimer=5, praktik=1)
    found = steps_in_force([job, beside], [praktik(60, slut=10)])
    assert [(t.timer, t.loentimer) for t in found] == [(5, 5), (11, 5), (5, 5)]
    stopped = RaaTrin(fra=back(30), timer=0, loentimer=0, art=TimerArt.SMAAJOB)
    assert steps_in_force([job, beside, stopped], [praktik(60, slut=10)])[-1].timer == 0


def test_a_pause_is_no_hours_and_neither_is_a_step_written_after_the_end() -> None:
    steps = [RaaTrin(fra=back(30), timer=6, loentimer=6, art=TimerArt.PAUSE, praktik=1)]
    assert steps_in_force(steps, [])[0].loentimer == 0
    late = [RaaTrin(fra=back(5), timer=6, loentimer=6, praktik=1)]
    assert [t.loentimer for t in steps_in_force(late, [praktik(60, slut=10)])] == [0]


def test_a_promise_is_kept_in_time_or_late_or_still_open() -> None:
    def one(gjort: bool, senest: int | None, done: int | None = None) -> LoefteArt:
        return loefte_art(
            gjort=gjort,
            senest=None if senest is None else back(senest).isoformat(),
            gjort_dato=None if done is None else back(done).isoformat(),
            i_dag=I_DAG.isoformat(),
        )

    assert one(True, 5, 5) is one(True, None) is one(True, 5) is LoefteArt.HOLDT
    assert one(True, 5, 4) is LoefteArt.FOR_SENT
    assert one(False, 1) is LoefteArt.OVER
    assert one(False, 0) is one(False, None) is LoefteArt.AABEN


def test_promises_are_counted_for_the_jobcenter_as_openly_as_for_the_borger() -> None:
    assert loefte_part(Part.SAGSBEHANDLER) is loefte_part(Part.KONSULENT) is LoeftePart.JOBCENTER
    assert loefte_part(None) is None
    sager = [
        sag(1, loefter=((LoeftePart.JOBCENTER, LoefteTal(holdt=2)), (LoeftePart.BORGER, LoefteTal(over=1)))),
        sag(2, loefter=((LoeftePart.JOBCENTER, LoefteTal(for_sent=1, aaben=3)),)),
    ]
    found = count(sager, {}, I_DAG).loefter
    assert list(found) == [LoeftePart.JOBCENTER, LoeftePart.BORGER]
    assert found[LoeftePart.JOBCENTER] == LoefteTal(holdt=2, for_sent=1, aaben=3)
    assert (found[LoeftePart.JOBCENTER].gjort, found[LoeftePart.JOBCENTER].i_alt) == (3, 6)


def test_what_is_planned_is_no_action_yet() -> None:
    assert handling(back(9), None, I_DAG + timedelta(days=3), i_dag=I_DAG) == back(9)
    assert handling(None, i_dag=I_DAG) is None


def test_a_maaltal_and_its_count_agree_on_a_borger_with_two_sager() -> None:
    # the praktik stands in one sag, the paid hours of her småjob in the other
    sager = [sag(1, praktikker=(praktik(),)), sag(2, borger=1_001, trin=hours(5), mentorstoette=True)]
    found = count(sager, dict.fromkeys(MaaltalArt, 1.0), I_DAG)
    assert [(maal.har, maal.mangler) for maal in found.maal] == [((1,), 0)] * 3
    assert len(found.tal[Tal.LOENTIMER]) == len(found.tal[Tal.MENTORSTOETTE]) == 1
