"""The HTTP face: log-in, and bodies that are too large, broken or of another version."""

import json
import logging
import socket
import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import httpx2
import msgspec
import pytest
import uvicorn
import zstandard

from konsulent_app.sync.historik import Udfald
from konsulent_app.sync.historik_hent import HistorikHent
from konsulent_app.sync.transport import Denied, Transport
from konsulent_core.wire import MAX_BODY, LoginResponse, Problem, SyncResponse
from konsulent_server.app import make_app
from tests.server.house import BESOEG, House, begin

PASSWORD = "et langt kodeord"


@pytest.fixture
def address(sqlite_house: House) -> Iterator[str]:
    """A server that listens, with one user: mette."""
    sqlite_house.services.people.add_user(sqlite_house.kommune, "mette", "Mette", PASSWORD)
    config = uvicorn.Config(make_app(sqlite_house.services), port=0, log_level="error", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()
    sqlite_house.close()


@pytest.fixture
def http(address: str) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=address, trust_env=False, timeout=30) as client:
        yield client


@pytest.fixture
def token(address: str) -> str:
    line = Transport(address)
    found = line.log_in("mette", PASSWORD)
    line.close()
    return found.token


def post(http: httpx2.Client, body: bytes, token: str = "", *, zstd: bool = False) -> tuple[int, Problem]:
    headers = ({"authorization": f"Bearer {token}"} if token else {}) | ({"content-encoding": "zstd"} if zstd else {})
    answer = http.post("/v1/sync", content=body, headers=headers)
    return answer.status_code, msgspec.json.decode(answer.content, type=Problem)


def request_of(**more: object) -> bytes:
    return json.dumps({"v": 1, "device": "d", "cursor": 0, "mark": "", **more}).encode()


def test_a_person_logs_in_and_syncs(address: str) -> None:
    line = Transport(address)
    found = line.log_in("mette", PASSWORD)
    assert isinstance(found, LoginResponse)
    assert (found.name, found.kommune_name) == ("Mette", "Åby")
    answer = line.sync(request_of())
    assert isinstance(answer, SyncResponse)
    assert answer.cursor == 0
    line.close()


def test_a_persons_machine_asks_for_the_history_of_a_row(sqlite_house: House, address: str) -> None:
    line = Transport(address)
    found = line.log_in("mette", PASSWORD)
    user = sqlite_house.services.people.user_of(found.token)
    assert user is not None
    begin(sqlite_house.hand(user))
    hent = HistorikHent(line)
    svar = hent(BESOEG, ("type", "slettet"), None)
    assert (svar.udfald, svar.nu["type"]) == (Udfald.HENTET, "opfoelgning")
    assert [(one.field, one.after, one.who, one.born) for one in svar.linjer] == [
        ("type", "opfoelgning", "Mette", True)
    ]
    assert hent(4_711, (), None).udfald is Udfald.UKENDT
    line.use("forkert")
    assert hent(BESOEG, (), None).udfald is Udfald.SESSION
    line.close()
    nowhere = Transport("http://127.0.0.1:9")
    assert HistorikHent(nowhere)(BESOEG, (), None).udfald is Udfald.UDEN_NET
    nowhere.close()


def test_a_server_that_knows_of_no_history_is_one_in_trouble_and_no_crash(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = Transport(address)
    line.log_in("mette", PASSWORD)
    post = line._post
    monkeypatch.setattr(line, "_post", lambda path, body, shape: post(f"{path}x", body, shape))
    assert HistorikHent(line)(BESOEG, (), None).udfald is Udfald.FEJL
    line.close()


@pytest.mark.parametrize(("login", "password"), [("mette", "forkert"), ("nogen", PASSWORD), ("", "")])
def test_a_wrong_password_and_an_unknown_login_get_the_same_answer(address: str, login: str, password: str) -> None:
    line = Transport(address)
    with pytest.raises(Denied) as denied:
        line.log_in(login, password)
    assert denied.value.problem.code == "login"
    assert "kodeord" not in denied.value.message
    line.close()


@pytest.mark.parametrize("token", ["", "forkert"])
def test_nobody_syncs_without_a_session(http: httpx2.Client, token: str) -> None:
    status, problem = post(http, request_of(), token)
    assert (status, problem.code) == (401, "session")


def test_a_session_ends(sqlite_house: House, http: httpx2.Client, token: str) -> None:
    sqlite_house.now += timedelta(days=31)
    assert post(http, request_of(), token)[1].code == "session"


def test_a_password_and_a_token_are_not_kept_as_they_are(sqlite_house: House, token: str) -> None:
    kept = str(sqlite_house.query("SELECT kode FROM bruger")) + str(sqlite_house.query("SELECT hash FROM session"))
    assert PASSWORD not in kept
    assert token not in kept


def test_a_client_too_old_or_too_new_is_told_kindly(http: httpx2.Client, token: str) -> None:
    for version in (0, 4, 99):
        status, problem = post(http, request_of(v=version), token)
        assert (status, problem.code) == (426, "version")
        assert "Opdatér" in problem.message
    for version in (1, 2, 3):
        answer = http.post("/v1/sync", content=request_of(v=version), headers={"authorization": f"Bearer {token}"})
        assert answer.status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"v":1}',
        b'{"v":"1","device":"d","cursor":0,"mark":""}',
        b"\xff\xfe",
        b'{"v":1,"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        request_of(batch=5),
        request_of(batch={"number": 1}),
    ],
)
def test_what_cannot_be_read_is_refused_with_words(http: httpx2.Client, token: str, body: bytes) -> None:
    status, problem = post(http, body, token)
    assert (status, problem.code) == (400, "unreadable")


@pytest.mark.parametrize("body", [b"", b"hej", zstandard.compress(b"{}")[:-2], zstandard.compress(b"{")])
def test_what_is_called_compressed_and_is_not_is_refused_with_words(
    http: httpx2.Client, token: str, body: bytes
) -> None:
    status, problem = post(http, body, token, zstd=True)
    assert (status, problem.code) == (400, "unreadable")


@pytest.mark.parametrize("honest", [True, False])
def test_a_few_bytes_that_hold_a_gigabyte_are_not_unpacked(http: httpx2.Client, token: str, honest: bool) -> None:
    """The frame tells its size in one case and keeps silent in the other."""
    pack = zstandard.ZstdCompressor(level=3, write_content_size=honest).compressobj(size=4 * MAX_BODY if honest else -1)
    piece = b" " * (MAX_BODY // 4)
    bomb = b"".join(pack.compress(piece) for _ in range(16)) + pack.flush()
    assert len(bomb) < 100_000
    status, problem = post(http, bomb, token, zstd=True)
    assert (status, problem.code) == (413, "too_large")


def test_a_body_that_is_too_large_is_refused_while_it_comes(http: httpx2.Client, token: str) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(1 + MAX_BODY // (1 << 20)):
            yield b" " * (1 << 20)

    try:
        answer = http.post("/v1/sync", content=pieces(), headers={"authorization": f"Bearer {token}"})
    except httpx2.TransportError:
        return  # the server had enough before the client was done
    assert answer.status_code == 413


def test_a_compressed_request_is_read_with_and_without_its_size(http: httpx2.Client, token: str) -> None:
    for honest in (True, False):
        body = zstandard.ZstdCompressor(write_content_size=honest).compress(request_of())
        headers = {"authorization": f"Bearer {token}", "content-encoding": "zstd"}
        assert http.post("/v1/sync", content=body, headers=headers).status_code == 200


def test_a_laptop_that_is_closed_while_it_sends_leaves_no_fault_in_the_log(
    address: str, http: httpx2.Client, token: str, caplog: pytest.LogCaptureFixture
) -> None:
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as line:
        line.sendall(b"POST /v1/sync HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n{")
        time.sleep(0.2)  # the server is reading the body by now
    time.sleep(0.2)
    assert post(http, b"{", token)[0] == 400  # and it goes on
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []
