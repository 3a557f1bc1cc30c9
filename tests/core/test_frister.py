"""What a sag is reminded of follows from dated rules: what was done leaves none, and an old sag keeps its own."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konsulent_app.app.opened import load_frister
from konsulent_core.frister import FristArt, Regler, SagFakta, paamindelser, parse_frister
from konsulent_core.lister import ListeFejl
from tests.sample import RESOURCES

I_DAG = date(2026, 3, 12)
NY = SagFakta(sagstype="Ressourceforløb", start=date(2026, 3, 2))
I_GANG = SagFakta(
    sagstype="Ressourceforløb", start=date(2025, 9, 1), samtale=date(2025, 9, 8), netvaerksmoede=date(2025, 10, 20),
    sidst=date(2026, 3, 5), praktik_start=date(2026, 1, 5), formaal="afklare",
)  # fmt: skip


def found(fakta: SagFakta, regler: Regler | None = None, i_dag: date = I_DAG) -> list[tuple[FristArt, date]]:
    return [(one.art, one.dato) for one in paamindelser(fakta, regler or load_frister(RESOURCES), i_dag)]


def test_a_new_sag_asks_for_its_first_talk_its_network_meeting_and_that_something_happens() -> None:
    talk, meeting = (FristArt.FOERSTE_SAMTALE, date(2026, 3, 16)), (FristArt.NETVAERKSMOEDE, date(2026, 5, 2))
    assert found(NY) == [talk, meeting]
    assert found(NY, i_dag=date(2026, 3, 30)) == [talk, (FristArt.UDEN_HANDLING, date(2026, 3, 30)), meeting]


def test_what_was_done_is_asked_for_no_more() -> None:
    held = replace(NY, samtale=date(2026, 3, 4), sidst=date(2026, 3, 4), netvaerksmoede=date(2026, 3, 10))
    assert found(held) == []


def test_a_sag_that_lies_still_is_told_of_unless_a_besoeg_is_near() -> None:
    still = replace(I_GANG, sidst=date(2026, 2, 5), praktik_slut=date(2026, 6, 30))
    assert (FristArt.UDEN_HANDLING, date(2026, 3, 5)) in found(still)
    assert FristArt.UDEN_HANDLING not in dict(found(replace(still, naeste=date(2026, 3, 26))))
    assert FristArt.UDEN_HANDLING in dict(found(replace(still, naeste=date(2026, 5, 26))))
    assert FristArt.UDEN_HANDLING in dict(found(replace(still, naeste=date(2026, 3, 1))))


def test_two_months_after_the_last_of_the_year_is_the_last_of_february() -> None:
    assert (FristArt.NETVAERKSMOEDE, date(2026, 2, 28)) in found(replace(NY, start=date(2025, 12, 31)))


def test_a_network_meeting_belongs_to_some_sagstyper_however_they_are_spelt() -> None:
    assert FristArt.NETVAERKSMOEDE not in dict(found(replace(NY, sagstype="Kontanthjælp")))
    assert FristArt.NETVAERKSMOEDE in dict(found(replace(NY, sagstype="ressourceforloeb")))


def test_a_praktik_is_judged_at_thirteen_weeks_unless_its_agreed_end_is_earlier() -> None:
    assert (FristArt.PRAKTIK_VURDERING, date(2026, 4, 5)) in found(replace(I_GANG, praktik_slut=date(2026, 6, 30)))
    assert (FristArt.PRAKTIK_SLUT, date(2026, 3, 27)) in found(replace(I_GANG, praktik_slut=date(2026, 3, 27)))


def test_a_praktik_that_was_extended_is_judged_again_and_one_without_an_end_stands_until_it_is() -> None:
    long = replace(I_GANG, praktik_start=date(2025, 3, 4))
    assert (FristArt.PRAKTIK_VURDERING, date(2026, 6, 1)) in found(replace(long, praktik_slut=date(2026, 6, 30)))
    assert (FristArt.PRAKTIK_VURDERING, date(2025, 6, 2)) in found(long)


def test_for_the_ready_four_weeks_are_the_end() -> None:
    (limit,) = [one for one in paamindelser(replace(I_GANG, sagstype="Dagpenge", praktik_slut=date(2026, 5, 1)),
                                            load_frister(RESOURCES), I_DAG)
                if one.art is FristArt.PRAKTIK_VURDERING]  # fmt: skip
    assert limit.dato == date(2026, 2, 1)
    assert "Længere kan den som hovedregel ikke vare." in limit.tekst


def test_the_cv_is_asked_for_after_a_praktik_and_not_once_it_is_newer() -> None:
    over = replace(I_GANG, praktik_slut=date(2026, 3, 6))
    assert (FristArt.CV, date(2026, 3, 20)) in found(over)
    assert (FristArt.CV, date(2026, 3, 20)) in found(replace(over, cv=date(2025, 1, 1)))
    assert FristArt.CV not in dict(found(replace(over, cv=date(2026, 3, 9))))
    assert FristArt.CV not in dict(found(I_GANG))


def test_an_old_praktik_keeps_what_held_when_it_began_and_a_formaal_may_have_its_own() -> None:
    text = """
    [[praktik]]
    formaal = ["rekruttering"]
    uger = 2
    fra = 2020-01-01
    kilde = "for rekruttering"
    [[praktik]]
    uger = 8
    fra = 2026-02-01
    kilde = "ny lov"
    [[praktik]]
    uger = 13
    fra = 2020-01-01
    til = 2026-01-31
    kilde = "gammel lov"
    """
    rules = parse_frister("x.toml", text)

    def source(fakta: SagFakta) -> str:
        return paamindelser(fakta, rules, I_DAG)[0].kilde

    assert source(I_GANG) == "gammel lov"
    assert source(replace(I_GANG, praktik_start=date(2026, 2, 1))) == "ny lov"
    assert source(replace(I_GANG, formaal="rekruttering")) == "for rekruttering"
    assert paamindelser(replace(I_GANG, praktik_start=date(2019, 1, 1)), rules, I_DAG) == ()


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("[[praktik", "x.toml: "),
        ("[andet]", "x.toml: andet is not known"),
        ("praktik=1", "x.toml: [[praktik]]"),
        ('[[praktik]]\nfra=2020-01-01\nkilde="k"', "x.toml: praktik[0].uger"),
        ('[[praktik]]\nuger=0\nfra=2020-01-01\nkilde="k"', "x.toml: praktik[0].uger"),
        ("[[praktik]]\nuger=4\nfra=2020-01-01", "x.toml: praktik[0].kilde"),
        ('[[praktik]]\nuger=4\nkilde="k"', "x.toml: praktik[0].fra"),
        ('[[praktik]]\nuger=4\nfra=2020-01-01\nkilde="k"\ndage=3', "x.toml: praktik[0].dage is not known"),
        ('[[praktik]]\nuger=4\nfra=2020-01-01\nkilde="k"\nsagstyper="a"', "x.toml: praktik[0].sagstyper"),
        ('[[frist]]\nart="aftale"\ndage=1\nfra=2020-01-01\nkilde="k"', "x.toml: frist[0].art"),
        ('[[frist]]\nart="cv"\nfra=2020-01-01\nkilde="k"', "x.toml: frist[0].dage"),
        ('[[frist]]\nart="cv"\ndage=1\nmaaneder=1\nfra=2020-01-01\nkilde="k"', "x.toml: frist[0].dage"),
        ('[[frist]]\nart="cv"\ndage=1\nfra="i går"\nkilde="k"', "x.toml: frist[0].fra"),
    ],
)
def test_a_fault_in_the_file_is_told_with_file_and_key_path(text: str, where: str) -> None:
    with pytest.raises(ListeFejl) as told:
        parse_frister("x.toml", text)
    assert str(told.value).startswith(where)


@given(
    st.builds(
        SagFakta,
        sagstype=st.sampled_from(["Ressourceforløb", "Dagpenge", "Kontanthjælp", ""]),
        **{name: st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))
           for name in ("start", "samtale", "netvaerksmoede", "sidst", "praktik_start", "praktik_slut", "cv")},
        praktik_afbrudt=st.booleans(),
    ),
    st.integers(0, 4_000),
)  # fmt: skip
def test_whatever_is_known_each_reminder_stands_once_by_date_and_with_its_source(fakta: SagFakta, day: int) -> None:
    told = paamindelser(fakta, load_frister(RESOURCES), date(2020, 1, 1) + timedelta(days=day))
    assert [one.dato for one in told] == sorted(one.dato for one in told)
    assert len({one.art for one in told}) == len(told)
    assert all(one.kilde and one.tekst for one in told)
