"""Nothing that a person wrote or is known by reaches the server's log or its metrics, whatever goes wrong."""

import json
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from itertools import count
from pathlib import Path

import httpx2
import pytest

from konsulent_app.sync.transport import Denied, ServerTrouble
from konsulent_core.entities import BY_TABEL, field_types
from konsulent_core.merge import Value
from konsulent_core.wire import Batch, BirthBlock, EditRow
from tests.server.house import born
from tests.server.process import PASSWORD, Machine, Running, furnish, running


class Words:
    """Each word, number and name is planted once."""

    def __init__(self) -> None:
        self._count = count(1)
        self.planted: list[str] = []

    def word(self) -> str:
        return self._plant(f"Hemmelig{next(self._count)}Ord")

    def number(self) -> int:
        return int(self._plant(f"7{next(self._count):09d}3"))

    def value(self, kind: type) -> Value:
        if kind is str:
            return self.word()
        return self.number() if kind is int else None if kind is not float else self.number() + 0.5

    def _plant(self, text: str) -> str:
        self.planted.append(text)
        return text


@pytest.fixture
def words() -> Words:
    return Words()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Running]:
    furnish(f"sqlite:///{tmp_path / 'server.db'}")
    with running(f"sqlite:///{tmp_path / 'server.db'}", tmp_path) as found:
        yield found


def births(words: Words, scopes: dict[str, int]) -> list[BirthBlock]:
    """A row of every table, with something planted in every field."""
    found = []
    for number, (table, entity) in enumerate(sorted(BY_TABEL.items())):
        values = {name: words.value(kind) for name, kind in field_types(entity).items() if name != "slettet"}
        found.append(born(table, 7000 + number, scopes.get(entity.scope_art.name, 10), **values))
    return found


def test_words_in_every_field_and_every_kind_of_error_leave_no_trace(
    server: Running, words: Words, tmp_path: Path
) -> None:
    machine = Machine(server, device=words.word())
    words.planted += [machine.user.token, PASSWORD, PASSWORD.replace(" ", "%20")]
    everything = births(words, {"KOMMUNE": machine.user.kommune, "USER": machine.user.user})
    nummer = words.word()
    first = [born("sag", 10, 10, nummer=nummer), born("borger", 11, 11, cpr="010203-1234", fornavn=words.word())]
    words.planted += ["010203-1234", "0102031234"]
    assert machine.push(*first, *everything).receipt is not None
    edits = [EditRow("udsagn", 7000 + n, 10, 0, 0, {words.word(): (words.word(), words.word())}) for n in range(40)] + [
        EditRow(words.word(), 1, 2, 0, 0, {"tekst": (None, words.word())})
    ]
    assert machine.push(*edits).receipt is not None

    with server.http() as http:
        session = {"authorization": f"Bearer {machine.user.token}"}
        body = json.dumps({"v": 1, "device": words.word(), "cursor": "x", "mark": words.word()})
        assert http.post("/v1/sync", content=body, headers=session).status_code == 400
        assert http.post("/v1/sync", content=words.word(), headers=session).status_code == 400
        assert http.post("/v1/sync", content=body, headers={"content-type": words.word()}).status_code == 415
        assert http.post("/v1/sync", content=body.replace('"x"', "1"), headers=session).status_code == 409
        assert http.post("/v1/sync", content=body.replace('"x"', "1")).status_code == 401
        assert http.post("/v1/sync?q=" + words.word(), content=body, headers=session).status_code == 400
        headers = {"user-agent": words.word(), "x-request-id": words.word(), "x-forwarded-for": words.word()}
        assert http.get("/" + words.word(), headers=headers).status_code == 404
        assert http.put("/v1/sync?" + words.word(), content=words.word()).status_code == 405
        assert http.request(words.word().upper(), "/v1/sync").status_code == 400
        for _ in range(12):
            status = http.post(
                "/v1/login", json={"user": (login := words.word()), "password": words.word()}
            ).status_code
            assert status in (401, 429), login
    with pytest.raises(Denied):
        machine.line.sync(machine.request(Batch(99, words.word(), [], [])))
    raw(server, words.word().encode() + b" \x00\xff\r\n\r\n")
    raw(server, f"GET /{words.word()} HTTP/9.9\r\n\r\n".encode())
    raw(server, b"POST /v1/sync HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n" + words.word().encode())

    # What no right server meets: statements fail with all that they were to write.
    with closing(sqlite3.connect(tmp_path / "server.db", timeout=10)) as conn:
        conn.execute("ALTER TABLE historik RENAME TO gammelt")
    edit = EditRow("sag", 10, 10, 0, machine.cursor, {"nummer": (nummer, words.word())})
    with pytest.raises(ServerTrouble):
        machine.line.sync(machine.request(Batch(3, words.word(), [], [edit])))
    with closing(sqlite3.connect(tmp_path / "server.db", timeout=10)) as conn:
        conn.execute("ALTER TABLE raekke RENAME TO andet")
    with pytest.raises(ServerTrouble) as trouble:
        machine.line.sync(machine.request(Batch(3, "", births(words, {}), [])))
    assert "fejl på serveren" in trouble.value.message
    metrics = httpx2.get(f"{server.metrics_address}/metrics", trust_env=False).text
    machine.close()
    assert server.stop() == 0

    log = server.log.read_text("utf-8")
    assert len(words.planted) > 200
    assert [word for word in words.planted if word.lower() in log.lower()] == []
    assert [word for word in words.planted if word.lower() in metrics.lower()] == []
    lines = server.lines()
    assert {line["status"] for line in lines if line["event"] == "request"} >= {200, 400, 401, 404, 405, 409, 415, 500}
    history, fault = [line for line in lines if line.get("status") == 500]
    assert "konsulent_server/exchange.py:" in str(history["error"])
    told = "\n".join(map(str, fault["error"] if isinstance(fault["error"], list) else []))
    assert "sqlalchemy.exc.OperationalError" in told
    assert "konsulent_server/exchange.py:" in told, "where it happened is told"
    assert fault["user"] == machine.user.user
    assert 'konsulent_errors_total{kind="fault"} 2.0' in metrics


def raw(server: Running, sent: bytes) -> None:
    """Bytes that are no request."""
    host, port = server.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), 5) as line:
        line.sendall(sent)
        line.shutdown(socket.SHUT_WR)
        with suppress(ConnectionError):
            line.recv(65536)


def test_each_request_is_one_line_that_is_json(server: Running) -> None:
    with server.http() as http:
        http.get("/healthz", headers={"x-request-id": "0a1b2c3d-4e5f"})
        http.get("/readyz")
    server.stop()
    lines = [line for line in server.lines() if line["event"] == "request"]
    assert [(line["route"], line["status"]) for line in lines[-2:]] == [("/healthz", 200), ("/readyz", 200)]
    assert lines[-2]["request"] == "0a1b2c3d-4e5f"
    assert set(lines[-1]) == {
        "event", "time", "request", "method", "route", "status", "ms", "bytes_in", "bytes_out", "worker",
    }  # fmt: skip
