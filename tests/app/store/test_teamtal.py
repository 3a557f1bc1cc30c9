"""A teamleder's Overblik: the same figures as the konsulent's own, made from count rows alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from konsulent_app.services.sagtal import refresh_sagtal
from konsulent_app.store import rows
from konsulent_app.store.overblik import read_overblik
from konsulent_app.store.teamtal import read_team_overblik, sag_navne
from konsulent_app.ui.pages.overblik_lister import make_lister
from konsulent_core.entities import Sagtal
from konsulent_core.overblik import Tal, count
from konsulent_core.overblik_periode import Periode
from konsulent_core.rettigheder import sagtal_id
from konsulent_core.rhythm import Gruppe
from tests.sample import SAG, Sample, copy_sample

TEAM = 77


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = copy_sample(tmp_path)
    context = replace(made.context, bruger=replace(made.context.bruger, team=TEAM))
    with made.database.writing() as tx:
        assert refresh_sagtal(tx, context) == 1
    yield made
    made.database.close()


def tell(sample: Sample, sag: int, tal: str | None, **values: str | None) -> None:
    with sample.database.writing() as tx:
        rows.save(tx, Sagtal, sagtal_id(sag, TEAM), TEAM, {"sag": sag, "tal": tal, **values}, sample.clock())


def test_the_figures_are_those_of_the_konsulents_own_page(sample: Sample) -> None:
    i_dag = sample.context.i_dag()
    with sample.database.reading() as tx:
        own, team = read_overblik(tx, i_dag), read_team_overblik(tx, i_dag)
    ours, theirs = count(own.tal, own.andele, i_dag), count(team.tal, team.andele, i_dag)
    assert theirs == ours
    assert team.tal[0].praktikker[0].start == own.tal[0].praktikker[0].start
    for periode in Periode:
        assert make_lister(team, periode).periode == make_lister(own, periode).periode


def test_a_sag_is_called_by_its_number_and_its_konsulent_and_never_by_its_borger(sample: Sample) -> None:
    i_dag = sample.context.i_dag()
    with sample.database.reading() as tx:
        team = read_team_overblik(tx, i_dag)
        assert sag_navne(tx, [SAG, 12345]) == {SAG: "Sag 18/0412"}
    lister = make_lister(team, Periode.UGER_13)
    every = [lister.tal(tal) for tal in Tal] + [lister.gruppe(gruppe) for gruppe in lister.kolonner]
    told = [raekke for liste in every for raekke in liste.raekker]
    assert told
    assert {raekke.navn for raekke in told} == {"Sag 18/0412"}
    assert all(raekke.under.startswith("Mette Krogh") for raekke in told)
    assert "Katrine" not in repr(lister)
    assert "Nordlager" not in repr(lister)


def test_a_row_that_cannot_be_read_is_left_out_and_counted(sample: Sample) -> None:
    tell(sample, 2_001, "{}")
    tell(sample, 2_002, None)
    tell(sample, 2_003, '{"sag": "nej"}')
    with sample.database.reading() as tx:
        team = read_team_overblik(tx, sample.context.i_dag())
    assert [one.sag for one in team.tal] == [SAG]
    assert team.ulaeselige == 3


def test_a_sag_that_is_counted_no_more_is_not_there(sample: Sample) -> None:
    with sample.database.writing() as tx:
        rows.save(tx, Sagtal, sagtal_id(SAG, TEAM), TEAM, {"slettet": 1}, sample.clock())
        assert read_team_overblik(tx, sample.context.i_dag()).tal == ()


@pytest.mark.parametrize(("dage", "gruppe", "over"), [(0, Gruppe.I_DAG, 0), (3, Gruppe.FORFALDEN, 3)])
def test_what_is_overdue_is_reckoned_for_today_however_old_the_row_is(
    sample: Sample, dage: int, gruppe: Gruppe, over: int
) -> None:
    day = date(2026, 3, 12) + timedelta(days=dage)  # the next besøg was agreed for the 12th
    with sample.database.reading() as tx:
        (one,) = read_team_overblik(tx, day).tal
        (own,) = read_overblik(tx, day).tal
    assert (one.forfald.gruppe, one.forfald.dage_over) == (gruppe, over)
    assert one.forfald == own.forfald


def test_without_number_and_konsulent_it_says_so(sample: Sample) -> None:
    with sample.database.reading() as tx:
        kept = rows.get(tx, Sagtal, sagtal_id(SAG, TEAM))
    assert kept is not None
    tell(sample, SAG, kept.tal, nummer=None, konsulent=None)
    with sample.database.reading() as tx:
        (linje,) = read_team_overblik(tx, sample.context.i_dag()).linjer.values()
    assert (linje.navn, linje.hvem) == ("Sag uden nummer", "ingen konsulent")
