"""The next page is fetched while the last one is written: quicker, and nothing else about it is different."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from konsulent_app.store import meta, rows
from konsulent_app.store.errors import DiskFull
from konsulent_app.sync.ahead import on_a_thread
from konsulent_app.sync.engine import Engine
from konsulent_app.sync.transport import Offline
from konsulent_core.entities import Udsagn
from konsulent_core.wire import SyncResponse
from konsulent_server.access import User
from tests.conftest import MakeClient
from tests.server.house import BESOEG, SAG, Client, Hand, House, born
from tools.long.sync_machines import Fault

SAGER = 6
FIRST = 1_000


@pytest.fixture
def mette(house: House) -> User:
    """Six sager with one note each, and pages of one sag."""
    user = house.person("Mette")
    hand: Hand = house.hand(user)
    for number in range(SAGER):
        hand.push(
            born("sag", SAG + number, SAG + number, nummer=str(number)),
            born("udsagn", FIRST + number, SAG + number, besoeg=BESOEG, tekst=f"ord {number}"),
        )
    house.pages_of(1)
    return user


def words(client: Client) -> list[str | None]:
    with client.database.reading() as tx:
        return [row.tekst for row in rows.find(tx, Udsagn, order="id")]


ALL = [f"ord {number}" for number in range(SAGER)]


def test_each_page_is_asked_for_once(mette: User, client: MakeClient) -> None:
    newcomer = client(mette)
    newcomer.sync()
    assert words(newcomer) == ALL
    assert newcomer.line.requests == SAGER


def test_the_next_page_is_asked_for_before_the_last_one_is_written(mette: User, client: MakeClient) -> None:
    newcomer = client(mette)
    seen: list[tuple[int, int]] = []

    def watch(job: Callable[[], None]) -> None:
        job()
        seen.append((newcomer.line.requests, len(words(newcomer))))

    Engine(newcomer.database, newcomer.line, newcomer.engine().clock, newcomer.engine().entropy, beside=watch).sync()
    assert words(newcomer) == ALL
    assert seen == [(place + 2, place) for place in range(SAGER - 1)]


def test_a_real_thread_fetches_the_same(mette: User, client: MakeClient) -> None:
    newcomer = client(mette)
    names: set[str] = set()
    ask = newcomer.line.sync

    def noted(body: bytes) -> SyncResponse:
        names.add(threading.current_thread().name)
        return ask(body)

    newcomer.line.sync = noted  # type: ignore[method-assign]
    engine = newcomer.engine()
    Engine(newcomer.database, newcomer.line, engine.clock, engine.entropy, beside=on_a_thread).sync()
    assert words(newcomer) == ALL
    assert "next page" in names


def test_what_is_written_meanwhile_goes_out_and_comes_to_no_harm(mette: User, client: MakeClient, house: House) -> None:
    newcomer = client(mette)
    with newcomer.database.writing() as tx:
        rows.save(tx, Udsagn, 5_000, SAG, {"besoeg": BESOEG, "tekst": "før"}, house.clock())

    def write() -> None:
        with newcomer.database.writing() as tx:
            rows.save(tx, Udsagn, 5_001, SAG, {"besoeg": BESOEG, "tekst": "imens"}, house.clock())

    newcomer.line.meanwhile = write
    newcomer.line.fault = Fault("typing", 3)
    newcomer.sync()
    assert words(newcomer) == [*ALL, "før", "imens"]
    other = client(mette)
    other.sync()
    assert words(other) == [*ALL, "før", "imens"]


@pytest.mark.parametrize("turn", range(SAGER))
@pytest.mark.parametrize("kind", ["lost", "unanswered"])
def test_a_page_that_does_not_come_leaves_those_before_it(
    mette: User, client: MakeClient, turn: int, kind: str
) -> None:
    newcomer = client(mette)
    newcomer.line.fault = Fault(kind, turn)
    with pytest.raises(Offline):
        newcomer.sync()
    assert words(newcomer) == ALL[:turn]
    newcomer.line.fault = Fault()
    newcomer.sync()
    assert words(newcomer) == ALL
    with newcomer.database.reading() as tx:
        assert meta.get(tx, "page") is None


def test_a_full_disk_waits_for_the_line_before_it_is_told(
    mette: User, client: MakeClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    newcomer = client(mette)
    under_way = threading.Event()

    def slow(job: Callable[[], None]) -> None:
        def run() -> None:
            under_way.wait(5)
            job()

        threading.Thread(target=run, daemon=True).start()

    def full(*_: object) -> None:
        under_way.set()
        raise DiskFull

    monkeypatch.setattr("konsulent_app.store.feed.apply_block", full)
    engine = newcomer.engine()
    with pytest.raises(DiskFull):
        Engine(newcomer.database, newcomer.line, engine.clock, engine.entropy, beside=slow).sync()
    assert newcomer.line.requests == 2
    monkeypatch.undo()
    assert words(newcomer) == []
    newcomer.sync()
    assert words(newcomer) == ALL


def test_a_push_whose_answer_had_more_pages_is_sent_again_to_a_server_restored_in_between(
    mette: User, client: MakeClient, house: House
) -> None:
    """The receipt came with the first page; the cursor that would have told of the push only comes with the last."""
    house.back_up()
    newcomer = client(mette)
    with newcomer.database.writing() as tx:
        rows.save(tx, Udsagn, 5_000, SAG, {"besoeg": BESOEG, "tekst": "på vej"}, house.clock())
    newcomer.line.fault = Fault("unanswered", 2)
    with pytest.raises(Offline):
        newcomer.sync()
    assert house.row(5_000)["tekst"] == "på vej"
    house.restore()
    house.pages_of(1)
    assert house.query("SELECT id FROM raekke WHERE id=5000") == []
    newcomer.line.fault = Fault()
    newcomer.sync()
    assert house.row(5_000)["tekst"] == "på vej"
    other = client(mette)
    other.sync()
    assert words(other) == [*ALL, "på vej"]
