"""Callers that are slow on purpose, or send headers without an end, are let go of; slow lines are not."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn

from konsulent_server import protocol
from konsulent_server.app import make_app
from konsulent_server.protocol import PatientProtocol
from tests.server.house import House

GET = b"GET /healthz HTTP/1.1\r\nHost: x\r\n"
POST = b"POST /v1/login HTTP/1.1\r\nHost: x\r\nContent-Length: 4000\r\n\r\n"


@pytest.fixture
def line(sqlite_house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """A connection to a server with little patience."""
    monkeypatch.setattr(protocol, "HEADER_TIME", 0.4)
    monkeypatch.setattr(protocol, "PAUSE", 0.4)
    monkeypatch.setattr(protocol, "BODY_TIME", 0.8)
    config = uvicorn.Config(make_app(sqlite_house.services), port=0, log_config=None, ws="none", http=PatientProtocol)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    with socket.create_connection(server.servers[0].sockets[0].getsockname()) as made:
        made.settimeout(5)
        yield made
    server.should_exit = True
    thread.join()
    sqlite_house.close()


def all_of(line: socket.socket) -> bytes:
    """Until the server closes."""
    found = b""
    try:
        while piece := line.recv(65536):
            found += piece
    except ConnectionError:
        pass
    return found


def drip(line: socket.socket, piece: bytes, every: float, seconds: float) -> None:
    until = time.monotonic() + seconds
    try:
        while time.monotonic() < until:
            line.sendall(piece)
            time.sleep(every)
    except ConnectionError:
        pass


def test_one_who_says_nothing_is_let_go_of(line: socket.socket) -> None:
    began = time.monotonic()
    assert all_of(line).startswith(b"HTTP/1.1 408 ")
    assert 0.3 < time.monotonic() - began < 2


def test_headers_a_letter_at_a_time_come_to_an_end(line: socket.socket) -> None:
    line.sendall(GET + b"X: ")
    drip(line, b"x", 0.1, 1.0)
    assert all_of(line).startswith(b"HTTP/1.1 408 ")


def test_a_body_that_stops_in_the_middle_comes_to_an_end(line: socket.socket) -> None:
    line.sendall(POST + b"{")
    assert all_of(line).startswith(b"HTTP/1.1 408 ")


def test_a_body_that_never_stops_dripping_comes_to_an_end(line: socket.socket) -> None:
    line.sendall(POST)
    drip(line, b" ", 0.1, 1.5)
    assert all_of(line).startswith(b"HTTP/1.1 408 ")


def test_headers_without_an_end_are_refused(line: socket.socket) -> None:
    line.sendall(GET)
    drip(line, b"X-Fyld: " + b"x" * 1000 + b"\r\n", 0.0, 0.3)
    assert b"HTTP/1.1 431 " in all_of(line)


def test_a_slow_line_is_waited_for(line: socket.socket) -> None:
    for piece in (GET[:10], GET[10:], b"\r\n"):
        line.sendall(piece)
        time.sleep(0.15)
    assert line.recv(65536).startswith(b"HTTP/1.1 200 ")


def test_between_requests_a_connection_may_rest(line: socket.socket) -> None:
    for _ in range(2):
        line.sendall(GET + b"\r\n")
        assert line.recv(65536).startswith(b"HTTP/1.1 200 ")
        time.sleep(1.0)


def test_several_requests_in_one_piece_are_all_answered(line: socket.socket) -> None:
    line.sendall((GET + b"\r\n") * 3)
    time.sleep(0.3)
    assert line.recv(65536).count(b"HTTP/1.1 200 ") == 3
