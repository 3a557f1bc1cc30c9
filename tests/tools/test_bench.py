"""Each figure of the bench, once and small: that it measures and says what it should, not how fast anything is."""

import json
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tools.bench import caseload, load, load_people, local, papers, peers, scale, search, servers, sync, window
from tools.bench.figure import Figure
from tools.bench.load_traffic import Report
from tools.bench.stores import Stores

SKEMAER = 60
FEWER = 30


@pytest.fixture(scope="module")
def folder(quick_folder: Path) -> Path:
    made = quick_folder / "bench"
    made.mkdir(exist_ok=True)
    return made


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with servers.postgresql(folder / "pg") as found:
        yield found


@pytest.fixture(scope="module")
def stores(folder: Path) -> Stores:
    return Stores(folder, SKEMAER)


def check_line(figure: Figure, name: str) -> dict[str, object]:
    told: dict[str, object] = json.loads(figure.line())
    assert list(told)[:6] == ["name", "ours", "reference", "ratio", "unit", "n"]
    assert told["name"] == name
    assert figure.ratio > 0
    return told


def test_the_reference_brings_the_same_rows_to_the_second_machine(stores: Stores, address: str) -> None:
    rows = stores.by_table()
    count = sum(map(len, rows.values()))
    assert count > SKEMAER * 25
    with servers.reference_server(address) as port, sync.theirs(stores, port, rows) as its:
        assert its.count() == count


def test_the_figures_of_sync_say_what_they_measured(stores: Stores, address: str) -> None:
    found = {f.name: f for f in sync.measure(stores, address, set(sync.NAMES), rounds=1, repeats=1)}
    assert list(found) == ["first_sync", "bytes_first_sync", "delta", "bytes_delta", "noop"]
    for name, figure in found.items():
        check_line(figure, name)
    # ten udsagn in each sag's one open besøg, and there are but so few sager
    assert check_line(found["delta"], "delta")["n"] == 10 * (SKEMAER // 25)
    noop = check_line(found["noop"], "noop")
    assert noop["requests"] == 1
    assert noop["bytes_hold"] is True


def test_the_figures_of_one_machine_say_what_they_measured(stores: Stores) -> None:
    found = {f.name: f for f in local.measure(stores, set(local.NAMES), commits=10, openings=2)}
    assert list(found) == ["autosave", "open_besoeg"]
    for name, figure in found.items():
        check_line(figure, name)


def test_the_figure_of_the_search_says_what_it_measured(stores: Stores) -> None:
    (figure,) = search.measure(stores, rounds=1)
    told = check_line(figure, "search")
    assert told["n"] == figure.n > SKEMAER * 10  # ten udsagn a skema, its aftaler, and whom they are of
    assert "holds" not in figure.extra  # no question took longer than it may
    assert {"ms", "slowest_ms", "tuned_ratio", "questions"} <= told.keys()


def test_the_figures_of_a_caseload_say_what_they_measured(stores: Stores) -> None:
    small = {"60": caseload.Size(6, 30), "6000": caseload.Size(12, 24)}
    found = list(caseload.measure(stores, set(caseload.NAMES), sizes=small, rounds=1))
    assert sorted(figure.name for figure in found) == sorted(caseload.NAMES)
    for figure in found:
        assert check_line(figure, figure.name)["n"] == (6 if figure.name.endswith("_60") else 12)


def test_the_figures_of_the_papers_say_what_they_measured(stores: Stores) -> None:
    found = {f.name: f for f in papers.measure(stores, set(papers.NAMES), rounds=1, runs=1)}
    assert tuple(found) == papers.NAMES
    told = {name: check_line(figure, name) for name, figure in found.items()}
    assert told.pop("paper_rss")["n"] == 65
    for line in told.values():
        # as many pages, and hardly a letter more: the reference has the heads of its tables besides
        assert abs(int(str(line["chars"])) - int(str(line["reference_chars"]))) < 0.05 * int(str(line["chars"]))


def test_what_is_searched_grows_letter_by_letter_and_is_both_common_and_rare() -> None:
    asked = search.questions(["knaeet goer ondt", "knaeet driller", "knaeet goer"])
    assert {"k", "kn", "kna", "knaeet", "goer", "driller"} <= set(asked)
    assert len(asked) == len(set(asked))
    assert any(" " in text for text in asked)


@pytest.mark.slow
def test_the_figures_of_the_window_say_what_they_measured(stores: Stores) -> None:
    found = {f.name: f for f in window.measure(stores, set(window.NAMES), runs=1)}
    assert list(found) == ["first_paint", "rss"]
    for name, figure in found.items():
        check_line(figure, name)


def test_the_scales_are_measured_against_each_other(stores: Stores, folder: Path, address: str) -> None:
    found = list(scale.measure(Stores(folder, FEWER), stores, address))
    assert [figure.name for figure in found] == [
        "scale_noop",
        "scale_delta",
        "scale_open_besoeg",
        "scale_autosave",
        "scale_sager",
    ]
    assert all(check_line(figure, figure.name)["reference_n"] == FEWER for figure in found)


def test_the_peers_format_has_the_floors_works(
    stores: Stores, address: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROXY_RTT_MS", "2")
    monkeypatch.setenv("PROXY_MBIT", "100")
    peers.run(stores, address)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    works = ["local_add", "rows_upload", "rows_download", "rows_total", "delta_up", "delta_down", "delta_total", "noop"]
    far = ["rows_download@wan", "delta_up@wan", "delta_down@wan", "noop@wan"]
    assert [line["work"] for line in lines] == works + far
    for line in lines:
        assert {"peer", "work", "n", "seconds", "bytes_up", "bytes_down", "peak_rss_mb"} <= line.keys()
        if line["work"] in far:
            assert line["requests"] == 1


def test_a_figure_that_breaks_its_limit_does_not_hold() -> None:
    within = Figure(name="x", unit="s", n=1, ours=[2.0], reference=[1.0], must=2.0)
    beyond = Figure(name="x", unit="s", n=1, ours=[2.1], reference=[1.0], must=2.0)
    assert within.holds
    assert not beyond.holds
    assert json.loads(beyond.line())["holds"] is False


@pytest.mark.slow
def test_pushes_that_a_killed_server_left_unanswered_are_all_there_when_it_is_back(folder: Path, address: str) -> None:
    small = load.Load(people=load_people.People(20, 2, 200, 10), outage=20, queued=3, down=0.1)
    (figure,) = load.measure(folder, address, {"load_outage"}, small)
    told = check_line(figure, "load_outage")
    assert (told["acknowledged"], told["missing"], told["differ"], told["holds"]) == (20 * 3 * 5, [], 0, True)


def test_the_load_tells_of_an_acknowledged_change_that_the_database_lacks(address: str) -> None:
    people = load_people.People(4, 2, 40, 10)
    there = servers.another(address, "lacking")
    load_people.fill(there, people)
    report = Report({}, {}, {}, 5, {1: 1}, 0, 0, 0, 0.0, 0.0)
    assert load.lost(there, people, report) == [
        "0 changes in the database, 5 acknowledged",
        "another last batch than was acknowledged",
        "5 rows without the last text",
    ]
    with psycopg.connect(there, autocommit=True) as conn:
        conn.execute("DELETE FROM push WHERE kommune=1 AND seq=3")
    assert "holes in the feed of 1 kommuner" in load.lost(there, people, Report({}, {}, {}, 0, {}, 0, 0, 0, 0.0, 0.0))
