"""A sag in words: tiles, aftaler, movements and the forløb."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from konsulent_app.store.opening import open_store
from konsulent_app.store.sager import SagBlad, read_sag
from konsulent_app.ui.pages import sag_ord
from konsulent_app.ui.widgets.charts import segments
from konsulent_app.ui.widgets.timeline import SpanArt
from konsulent_core.entities import Aftale
from konsulent_core.rhythm import next_due
from konsulent_core.skema.grammar import Skema
from tools import shot_sager, shot_skema
from tools.shot_sager import I_DAG, KATRINE, make_context

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def katrine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SagBlad]:
    folder = tmp_path_factory.mktemp("lager")
    database = open_store(folder / "lager.db", b"k" * 32, None, folder, shot_sager.NU)
    shot_sager.fill(database)
    with database.reading() as tx:
        blad = read_sag(tx, KATRINE, I_DAG)
    assert blad is not None
    yield blad
    database.close()


def test_the_head_says_where_and_with_whom(katrine: SagBlad) -> None:
    assert sag_ord.under_navn(katrine) == "Nordlager A/S, Horsens  ·  Lager og plukning  ·  Lone Bach, lagerchef"


def test_the_company_is_the_first_to_call_and_the_borger_after_it(katrine: SagBlad) -> None:
    assert [(n.fornavn, n.telefon) for n in sag_ord.numre(katrine)] == [
        ("Lone", "75 61 00 42"),
        ("Katrine", "20 30 40 02"),
    ]


def test_the_tiles_are_those_of_the_mock_up(katrine: SagBlad) -> None:
    naeste = sag_ord.flise_naeste(katrine, I_DAG)
    timer, bar = sag_ord.flise_timer(katrine, I_DAG)
    fremmoede = sag_ord.flise_fremmoede(katrine)
    assert (naeste.titel, naeste.vaerdi, naeste.linje) == ("Besøg i dag", "kl. 10.00", "Nr. 7  ·  sidst 12.02.2026")
    assert (timer.vaerdi, timer.linje) == ("16", "8 løn  ·  8 praktik")
    assert bar == (Decimal(8), Decimal(8))
    assert (fremmoede.vaerdi, fremmoede.linje) == ("9 af 11 dage", "1 afbud  ·  1 udeblivelse")


def test_a_day_later_the_visit_is_one_day_over(katrine: SagBlad) -> None:
    dag = date(2026, 3, 13)
    over = replace(katrine, forfald=next_due(naeste=I_DAG, sidst=None, interval=14, i_dag=dag))
    assert sag_ord.flise_naeste(over, dag).linje == "1 dag over"


def test_a_step_is_told_without_praise_or_blame(katrine: SagBlad) -> None:
    rows = {r.titel: (r.trin, r.tegn, r.ord_) for r in sag_ord.udvikling(katrine, _skemaer())}
    assert rows["Samarbejde"] == (4, "arrow-up", "+1")
    assert rows["Stabilitet"] == (2, "arrow-down", "−1")
    assert rows["Selvstændighed"] == (3, "", "uændret")


def test_what_another_skema_asked_stands_by_itself_and_a_line_never_crosses(tmp_path: Path) -> None:
    database = open_store(tmp_path / "lager.db", b"k" * 32, None, tmp_path, shot_sager.NU)
    context = make_context(ROOT / "resources")
    shot_sager.fill(database)
    shot_skema.history(database, context)
    with database.reading() as tx:
        blad = read_sag(tx, KATRINE, I_DAG)
    database.close()
    skemaer = list(context.skemaer.values())
    assert blad is not None
    rows = sag_ord.udvikling(blad, skemaer)
    assert [r.titel for r in rows] == [
        "Kvalitetsforståelse",
        "Arbejdseffektivitet",
        "Selvstændighed og samarbejde",
        "Mødestabilitet",
        "Engagement",
        "Fleksibilitet",
        "Arbejdsopgaver",
        "Stabilitet",
        "Selvstændighed",
        "Samarbejde",
        "Fremtræden",
    ]
    assert [r.overskrift for r in rows if r.overskrift] == [
        "Opfølgning Plus, fra 08.01.2026",
        "Opfølgning, til 18.12.2025",
    ]
    by_title = {r.titel: r for r in rows}
    assert segments(by_title["Fleksibilitet"].punkter) == [[0, 1], [2]]
    assert by_title["Fleksibilitet"].ord_ == "nye trin"
    assert by_title["Fleksibilitet"].bevaegelse.endswith("Trin 3 er skrevet om.")
    assert segments(by_title["Engagement"].punkter) == [[0, 1, 2]]
    assert by_title["Samarbejde"].bevaegelse == "Spørges der ikke om efter 18.12.2025"


def _skemaer() -> list[Skema]:
    return list(make_context(ROOT / "resources").skemaer.values())


def test_only_an_aftale_that_is_not_done_can_be_over() -> None:
    aftale = Aftale(id=1, scope=1, hvad="Ringe", part="konsulent", person="Mette", senest="2026-03-11")
    assert sag_ord.aftale_ord(aftale, I_DAG).senest == "11.03.2026 – 1 dag over"
    done = Aftale(id=1, scope=1, hvad="Ringe", part="konsulent", senest="2026-03-11", gjort=True)
    assert not sag_ord.aftale_ord(done, I_DAG).over
    assert sag_ord.aftale_ord(Aftale(id=1, scope=1, hvad="Ringe"), I_DAG).senest == "løbende"


def test_the_line_is_cut_where_the_pay_begins(katrine: SagBlad) -> None:
    found = sag_ord.forloeb(katrine, I_DAG)
    assert [(s.art, s.fra) for s in found.spans] == [
        (SpanArt.PRAKTIK, date(2025, 3, 4)),
        (SpanArt.LOEN, date(2025, 9, 2)),
    ]
    assert [m.titel for m in found.milepaele] == ["Start", "8 løntimer", "Sidst", "Praktik slutter", "Rehab-møde"]
    assert sag_ord.uge_af(katrine, I_DAG) == "Uge 54 af 70"


def test_the_same_can_be_read_as_a_list_in_order_of_date(katrine: SagBlad) -> None:
    lines = sag_ord.forloeb_linjer(sag_ord.forloeb(katrine, I_DAG))
    assert [day for day, _ in lines] == sorted(day for day, _ in lines)
    assert (date(2025, 9, 2), "Praktik og løn til 30.06.2026") in lines
    assert (I_DAG, "I dag") in lines
