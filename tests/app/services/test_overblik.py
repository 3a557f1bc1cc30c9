"""The verbs of Overblik: judging where a borger stands, setting a måltal, and the figures that leave the team."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from konsulent_app.services.context import Context
from konsulent_app.services.maaltal import read_procent, set_maaltal
from konsulent_app.services.opgoerelse import filnavn, kendte_aarsager, log_opgoerelse, make_opgoerelse
from konsulent_app.services.sag import set_gruppe
from konsulent_app.store import outbox, rows
from konsulent_app.ui.pages.overblik_ord import resultat_ord
from konsulent_core.entities import Maaltal, Sag
from konsulent_core.errors import UserError
from konsulent_core.loefter import LoeftePart, LoefteTal
from konsulent_core.overblik import count
from konsulent_core.overblik_periode import Periode, count_period
from konsulent_core.rhythm import Gruppe
from konsulent_core.sagtal import SagTal, TimerTal
from konsulent_core.words import MaaltalArt, Rolle, Sagsgruppe
from tests.core.test_overblik import I_DAG, LATER, back, praktik, sag
from tests.sample import SAG, Sample, copy_sample


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = copy_sample(tmp_path)
    yield made
    made.database.close()


def kept(sample: Sample) -> Sag:
    with sample.database.reading() as tx:
        found = rows.get(tx, Sag, SAG)
    assert found is not None
    return found


def test_where_a_borger_stands_is_written_down_with_why_and_when_to_look_again(sample: Sample) -> None:
    igen = date(2026, 4, 7)
    with sample.database.writing() as tx:
        set_gruppe(tx, sample.context, SAG, Sagsgruppe.AFVENTER, grund=" operation ", igen=igen)
        assert outbox.entry(tx, "sag", SAG) is not None
    one = kept(sample)
    assert (one.gruppe, one.gruppe_grund, one.gruppe_igen) == ("afventer", "operation", "2026-04-07")


@pytest.mark.parametrize(
    ("grund", "igen", "field"),
    [("", date(2026, 4, 7), "grund"), ("operation", None, "igen"), ("operation", date(2026, 2, 1), "igen")],
)
def test_nobody_waits_without_a_reason_and_a_day_to_look_again(
    sample: Sample, grund: str, igen: date | None, field: str
) -> None:
    with pytest.raises(UserError) as told, sample.database.writing() as tx:
        set_gruppe(tx, sample.context, SAG, Sagsgruppe.AFVENTER, grund=grund, igen=igen)
    assert told.value.field == field
    assert kept(sample).gruppe is None


def test_ready_asks_for_nothing_more_and_a_judgement_can_be_taken_back(sample: Sample) -> None:
    with sample.database.writing() as tx:
        set_gruppe(tx, sample.context, SAG, Sagsgruppe.KLAR_NU)
    assert (kept(sample).gruppe, kept(sample).gruppe_grund) == ("klar_nu", None)
    with sample.database.writing() as tx:
        set_gruppe(tx, sample.context, SAG, None, grund="glemt", igen=date(2026, 9, 1))
    assert (kept(sample).gruppe, kept(sample).gruppe_grund, kept(sample).gruppe_igen) == (None, None, None)


def test_a_share_is_read_as_people_write_it() -> None:
    assert [read_procent(text) for text in ("50", "50 %", " 12,5% ", "100", "")] == [50, 50, 12.5, 100, None]
    for text in ("0", "101", "halvdelen", "-5", "nan", "inf"):
        with pytest.raises(UserError):
            read_procent(text)


def leder(sample: Sample) -> Context:
    bruger = replace(sample.context.bruger, rolle=Rolle.TEAMLEDER)
    return replace(sample.context, bruger=bruger)


def test_the_maaltal_is_set_by_the_teamleder_alone(sample: Sample) -> None:
    with sample.database.writing() as tx, pytest.raises(UserError, match="teamlederen"):
        set_maaltal(tx, sample.context, MaaltalArt.LOENTIMER, 50)


def test_a_maaltal_is_kept_once_and_the_same_again_is_no_change(sample: Sample) -> None:
    with sample.database.writing() as tx:
        set_maaltal(tx, leder(sample), MaaltalArt.LOENTIMER, None)
        assert rows.find(tx, Maaltal) == []
        set_maaltal(tx, leder(sample), MaaltalArt.LOENTIMER, 50)
    (first,) = found(sample)
    today = sample.context.i_dag().isoformat()
    sample.clock.pass_by(days=9)
    with sample.database.writing() as tx:
        set_maaltal(tx, leder(sample), MaaltalArt.LOENTIMER, 50)
    assert found(sample) == [first]
    assert (first.art, first.andel, first.fra, first.scope) == ("loentimer", 0.5, today, 2)


def found(sample: Sample) -> list[Maaltal]:
    with sample.database.reading() as tx:
        return rows.find(tx, Maaltal)


def told(sager: list[SagTal]) -> dict[str, list[str]]:
    made = make_opgoerelse(
        count(sager, {MaaltalArt.VIRKSOMHEDSFORLOEB: 0.5}, I_DAG),
        count_period(sager, Periode.UGER_13, I_DAG),
        sager,
        I_DAG,
        ("Sygdom", "Transport"),
    )
    lines = made.decode("utf-8-sig").split("\r\n")
    return {name: rest for name, *rest in (line.split(";") for line in lines)}


def test_the_file_counts_and_names_nobody_and_hides_the_few() -> None:
    inside = [sag(n, praktikker=(praktik(),)) for n in range(1, 9)]
    kept_two = ((LoeftePart.BORGER, LoefteTal(holdt=2)),)
    klar = [sag(n, gruppe=Sagsgruppe.KLAR_NU, bekymring=n < 12, loefter=kept_two) for n in range(9, 19)]
    waiting = [sag(n, gruppe=Sagsgruppe.AFVENTER) for n in (19, 20)]
    lines = told([*inside, *klar, *waiting])
    assert lines["Borgere"] == ["20"]
    assert lines["Bekymring"] == ["skjult"]
    assert lines["Klar nu"] == ["10"]
    assert lines["Afventer"] == ["skjult"]
    assert lines["Borgerne"] == ["20", "0", "0", "0"]
    # the next smallest group hides the two that wait, and nothing else may tell how many it is
    assert lines["I virksomhed nu"] == lines["I praktik"] == lines["Måltal: i virksomhedsforløb, mangler"] == ["skjult"]
    assert lines["Uden kontakt i 4 uger"] == ["0"]


def test_the_file_tells_how_the_period_went() -> None:
    ended = [sag(n, praktikker=(praktik(60, slut=5, resultat="fleksjob"),)) for n in range(1, 7)]
    broken = praktik(30, slut=17, afbrudt=True, aarsag="Sygdom", af="borger")
    few = replace(broken, aarsag="Transport", af="")
    stopped = [sag(n, praktikker=(broken if n < 27 else few,)) for n in range(20, 29)]
    lines = told([*ended, *stopped])
    assert lines["Afsluttet: fleksjob"] == lines["Afsluttet i alt"] == ["6"]
    assert lines["Afbrud i alt"] == ["9"]
    assert lines["Afbrud i uge 1–2"] == ["9"]
    assert lines["Afbrud: Sygdom"] == lines["Afbrud: Transport"] == ["skjult"]


def test_a_cause_that_was_written_by_hand_does_not_leave_the_team(sample: Sample) -> None:
    own = praktik(30, slut=17, afbrudt=True, aarsag="=Katrine fik migræne", af="ukendt")
    lines = told([sag(n, praktikker=(own,)) for n in range(1, 8)])
    assert lines["Afbrud: Anden eller ingen årsag"] == lines["Stoppet af ingen"] == ["7"]
    assert not any("Katrine" in name for name in lines)
    assert {"Sygdom", "Transport", "Virksomheden lukkede"} <= kendte_aarsager(sample.context)


def test_too_few_borgere_are_no_figures_at_all() -> None:
    lines = told([sag(1, praktikker=(praktik(),), trin=(TimerTal(fra=back(9), timer=5, loentimer=5),))])
    assert lines["Borgere"] == lines["I praktik"] == lines["Med løntimer"] == ["skjult"]


def test_a_count_tells_nothing_of_the_few_that_it_leaves_out() -> None:
    late, undated = (
        replace(LATER, gruppe=gruppe, dato=None, aftalt=False) for gruppe in (Gruppe.FORFALDEN, Gruppe.UDEN_DATO)
    )
    silent = [sag(n, praktikker=(praktik(),), kontakt=None, forfald=late) for n in range(10)]
    heard = [sag(n, praktikker=(praktik(),), forfald=undated) for n in range(10, 12)]
    idle = [sag(n, gruppe=Sagsgruppe.KLAR_NU, igen=back(1), forfald=undated) for n in range(12, 18)]
    new = [sag(n) for n in range(18, 20)]
    lines = told([*silent, *heard, *idle, *new])
    assert lines["Forfaldne"] == ["10"]
    assert lines["Uden dato"] == ["skjult"]  # 8 of 20: it would tell of the two who have one
    assert lines["Uden kontakt i 4 uger"] == ["skjult"]
    assert lines["Skal ses på igen nu"] == ["skjult"]


def test_five_borgere_in_five_places_are_not_told_by_their_number() -> None:
    judged = (Sagsgruppe.KLAR_NU, Sagsgruppe.KLAR_MED_STOETTE, Sagsgruppe.AFVENTER, None)
    lines = told([sag(9, praktikker=(praktik(),)), *(sag(n, gruppe=gruppe) for n, gruppe in enumerate(judged))])
    assert (
        lines["Borgere"] == lines["Klar nu"] == lines["Ikke vurderet"] == lines["Uden handling i 4 uger"] == ["skjult"]
    )


def test_much_from_few_borgere_is_a_small_group() -> None:
    broken = praktik(30, slut=17, afbrudt=True, aarsag="Sygdom", af="borger")
    ended = praktik(60, slut=5, resultat="fleksjob")
    busy = [
        sag(n, borger=7, praktikker=(broken,) * 3 + (ended,) * 3, loefter=((LoeftePart.BORGER, LoefteTal(over=9)),))
        for n in range(3)
    ]
    lines = told([*busy, *(sag(n) for n in range(10, 20))])
    assert lines["Afbrud i alt"] == lines["Afbrud: Sygdom"] == lines["Stoppet af borger"] == ["skjult"]
    assert lines["Afsluttet i alt"] == lines["Afsluttet: fleksjob"] == ["skjult"]
    assert lines["Borgerne"] == ["skjult"] * 4


def test_promises_of_too_few_borgere_do_not_leave_either() -> None:
    lines = told([sag(n, loefter=((LoeftePart.BORGER, LoefteTal(holdt=9)),)) for n in range(3)])
    assert lines["Borgerne"] == ["skjult"] * 4


def test_a_result_that_is_not_ours_is_another_and_says_nothing_in_its_words() -> None:
    own = [sag(n, praktikker=(praktik(60, slut=5, resultat=f"Anna {n}"),)) for n in range(6)]
    lines = told(own)
    assert lines["Afsluttet: et andet resultat"] == ["6"]
    assert not any("Anna" in name for name in lines)
    assert resultat_ord("Jobrotation") == "Jobrotation"


def test_the_file_has_a_neutral_name_and_its_saving_is_logged_without_any_figure(sample: Sample) -> None:
    assert filnavn(I_DAG) == "opgoerelse-2026-03-12.csv"
    with sample.database.writing() as tx:
        log_opgoerelse(tx, sample.context, b"indhold")
        ((art, scope, detalje),) = tx.conn.exec_driver_sql(
            "SELECT art, scope, detalje FROM haendelse WHERE art='gem_opgoerelse'"
        ).all()
    assert (art, scope, len(detalje)) == ("gem_opgoerelse", sample.context.bruger.nummer, 64)
