"""The sentences of Overblik."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from konsulent_app.store.overblik import OverblikBlad, OverblikLinje
from konsulent_app.ui.pages import overblik_ord as ord_
from konsulent_core.loefter import LoefteTal
from konsulent_core.overblik import Maal, Tal
from konsulent_core.overblik_periode import Afbrud, KurvePunkt, Periode, PeriodeTal, UgeSpand
from konsulent_core.sagtal import SagTal, TimerTal
from konsulent_core.words import MaaltalArt, Sagsgruppe
from tests.core.test_overblik import I_DAG, back, praktik, sag

FRA = date(2025, 12, 15)


def periode(loen: tuple[float, float] = (31, 44), **more: object) -> PeriodeTal:
    plain = PeriodeTal(
        periode=Periode.UGER_13,
        fra=FRA,
        kurve=(
            KurvePunkt(dag=FRA, timer=100, loentimer=loen[0]),
            KurvePunkt(dag=I_DAG, timer=100, loentimer=loen[1]),
        ),
        flere=(1, 2, 3, 4, 5),
        faerre=(6,),
        afbrud=(),
        afsluttet={},
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def maal(har: int, procent: float = 50) -> Maal:
    return Maal(
        art=MaaltalArt.VIRKSOMHEDSFORLOEB, procent=procent, borgere=47, har=tuple(range(har)), oenskes=24, kunne=()
    )


def linje(number: int, **more: Any) -> OverblikLinje:
    return replace(OverblikLinje(sag=number, navn=f"Borger {number}", virksomhed="", grund="", oenske=""), **more)


def blad(*tal: SagTal, **navne: str) -> OverblikBlad:
    lines = {one.sag: linje(one.sag, navn=navne.get(f"n{one.sag}", f"Borger {one.sag}")) for one in tal}
    return OverblikBlad(dato=I_DAG, tal=tal, linjer=lines, andele={})


def test_the_maaltal_is_said_in_borgere() -> None:
    assert ord_.maal_titel(maal(21)) == "Måltal: halvdelen i virksomhedsforløb"
    assert ord_.maal_titel(maal(21, 62.5)) == "Måltal: 62,5 % i virksomhedsforløb"
    assert ord_.maal_tal(maal(21)) == ("3", "borgere mangler")
    assert ord_.maal_tal(maal(23)) == ("1", "borger mangler")
    assert ord_.maal_linje(maal(21)) == "21 af 47 er i virksomhed nu. Halvdelen er 24."


def test_a_maaltal_that_is_reached_says_so() -> None:
    assert ord_.maal_tal(maal(25)) == ("", "Måltallet er nået")
    assert ord_.maal_linje(maal(25)) == "25 af 47"


def test_the_curve_says_what_changed_and_for_whom() -> None:
    assert ord_.kurve_linje(periode()) == "13 timer mere end i uge 51. 5 borgere har flere, 1 færre."
    assert ord_.kurve_linje(periode((5, 4), flere=())) == "1 time mindre end i uge 51. 1 borger har færre."
    assert ord_.kurve_linje(periode((4, 4), flere=(), faerre=())) == "Lige så mange som i uge 51."
    since = periode(periode=Periode.SAG)
    assert ord_.kurve_linje(since).startswith("13 timer mere end 15.12.2025.")


def test_afbrud_says_how_many_came_early_and_who_stopped() -> None:
    def one(number: int, af: str, spand: UgeSpand | None) -> Afbrud:
        return Afbrud(sag=number, aarsag="Sygdom", af=af, spand=spand)

    found = periode(
        afbrud=(
            one(1, "borger", UgeSpand.UGE_1_2),
            one(2, "", UgeSpand.UGE_3_4),
            one(3, "borger", UgeSpand.UGE_14),
            one(4, "sagsbehandler", None),
        )
    )
    assert ord_.afbrud_linje(found) == "Sidste 13 uger. 2 af 4 skete i de første fire uger."
    assert ord_.stoppet_linje(found) == "Hvem stoppede: borger 2, jobcenter 1, ingen 1"
    assert (ord_.afbrud_linje(periode()), ord_.stoppet_linje(periode())) == ("Sidste 13 uger.", "")


def test_causes_come_by_how_common_they_are_and_have_ascii_keys() -> None:
    found = periode(
        afbrud=tuple(
            Afbrud(sag=n, aarsag=aarsag, af="", spand=None)
            for n, aarsag in enumerate(("Transport", "", "Sygdom", "Sygdom", "Hensyn kunne ikke holdes"))
        )
    )
    assert ord_.aarsager(found) == ["Sygdom", "Hensyn kunne ikke holdes", "Transport", ""]
    assert [ord_.noegle(one) for one in ("", "Mødte ikke på pladsen")] == ["uden_aarsag", "moedte_ikke_paa_pladsen"]


def test_what_ended_is_said_by_its_result() -> None:
    found = periode(afsluttet={"fleksjob": (1,), "ny_praktik": (2, 3), "": (4,)})
    assert ord_.afsluttet_linje(found) == "2 ny praktik, 1 fleksjob, 1 uden resultat"


def test_a_list_is_alphabetical_as_danes_have_it_and_names_each_once() -> None:
    found = blad(*(sag(n) for n in range(1, 5)), n1="Åse Gram", n2="Zaid Amin", n3="Øjvind Bo", n4="Anna Berg")
    rows = ord_.raekker(found, (1, 2, 3, 4, 1), {2: "sent"})
    assert [one.navn for one in rows] == ["Anna Berg", "Zaid Amin", "Øjvind Bo", "Åse Gram"]
    assert rows[1].under == "sent"


def test_under_each_name_stands_why_the_borger_is_there() -> None:
    inside = sag(1, praktikker=(praktik(),), trin=(TimerTal(fra=back(9), timer=5, loentimer=2.5),))
    assert ord_.gruppe_under(inside, linje(1, virksomhed="Spiren"), I_DAG) == "Spiren · 2,5 løntimer"
    plain = sag(1, praktikker=(praktik(),))
    assert ord_.gruppe_under(plain, linje(1, virksomhed="Spiren"), I_DAG) == "Spiren · praktik"
    waits = sag(1, gruppe=Sagsgruppe.AFVENTER, igen=date(2026, 4, 7))
    assert ord_.gruppe_under(waits, linje(1, grund="operation"), I_DAG) == "operation, se igen 07.04."
    ready = sag(1, gruppe=Sagsgruppe.KLAR_NU)
    assert ord_.gruppe_under(ready, linje(1, oenske="Butik"), I_DAG) == "ønsker butik"
    assert ord_.naeste_under(ready, linje(1, oenske="Butik"), I_DAG) == "klar nu · ønsker butik"
    assert ord_.gruppe_under(sag(1), linje(1), I_DAG) == "ikke vurderet endnu"


def test_the_list_behind_a_count_says_what_was_asked() -> None:
    late = sag(1, forfald=replace(sag(1).forfald, dage_over=1), kontakt=back(30), handling=None, moede=I_DAG)
    found = blad(late)
    assert ord_.tal_under(found, Tal.FORFALDNE, (1,)) == {1: "1 dag over  ·  ingen praktik lige nu"}
    assert ord_.tal_under(found, Tal.UDEN_KONTAKT, (1,)) == {1: "talt sidst 10.02.2026  ·  ingen praktik lige nu"}
    assert ord_.tal_under(found, Tal.UDEN_HANDLING, (1,)) == {1: "intet endnu"}
    assert ord_.tal_under(found, Tal.MOEDE, (1,)) == {1: "møde 12.03.2026"}
    assert ord_.tal_under(found, Tal.BEKYMRING, (1,)) == {1: "ikke vurderet endnu"}


def test_promises_are_those_whose_time_has_come_and_then_the_open_ones() -> None:
    assert (
        ord_.loefte_linje(LoefteTal(holdt=11, for_sent=1, over=2)) == "12 af 14 gjort, 1 efter tiden  ·  2 over tiden"
    )
    assert ord_.loefte_linje(LoefteTal(holdt=1, aaben=2)) == "1 af 1 gjort  ·  2 åbne"
    assert ord_.loefte_linje(LoefteTal(aaben=1)) == "1 åben"


def test_days_without_action_are_said_with_their_date() -> None:
    assert ord_.handling_linje(back(14), I_DAG) == "Der er sidst gjort noget for 14 dage siden (26.02.2026)."
    assert ord_.handling_linje(I_DAG, I_DAG) == "Der er sidst gjort noget i dag (12.03.2026)."
    assert ord_.handling_linje(None, I_DAG) == "Der er ikke gjort noget i sagen endnu."


def test_the_line_under_the_title_says_how_many_and_when() -> None:
    now = datetime(2026, 3, 12, 7, 14, tzinfo=UTC)
    assert ord_.under_titel(47, now, I_DAG) == "Dine 47 borgere  ·  12. marts 2026 kl. 08.14  ·  virker uden net"
    assert ord_.under_titel(1, now, I_DAG).startswith("Din ene borger  ·")
