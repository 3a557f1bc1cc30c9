"""What the client makes of a server, or a proxy before it, that cannot now."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from konsulent_app.sync.transport import Denied, ServerTrouble, Transport

PROBLEM = '{"code":"disk_full","message":"Der er ikke mere plads på serveren."}'.encode()


class Answer:
    status = 503
    body = PROBLEM
    headers: dict[str, str] = {"retry-after": "120"}  # noqa: RUF012 -- a test sets what its server says


@pytest.fixture
def answer() -> Answer:
    return Answer()


@pytest.fixture
def line(answer: Answer) -> Iterator[Transport]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    transport = Transport(f"http://127.0.0.1:{server.server_port}")
    yield transport
    transport.close()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("status", [429, 500, 503])
def test_the_servers_own_words_reach_the_person_and_its_wish_the_schedule(
    answer: Answer, line: Transport, status: int
) -> None:
    answer.status = status
    with pytest.raises(ServerTrouble) as trouble:
        line.sync(b"{}")
    assert trouble.value.message == "Der er ikke mere plads på serveren."
    assert trouble.value.retry_after == 120.0


@pytest.mark.parametrize("status", [408, 413, 429, 502, 503, 504])
def test_a_proxys_page_is_trouble_and_no_bug(answer: Answer, line: Transport, status: int) -> None:
    answer.status, answer.body, answer.headers = status, b"<html>Bad Gateway</html>", {}
    with pytest.raises(ServerTrouble) as trouble:
        line.sync(b"{}")
    assert "Vi prøver igen" in trouble.value.message
    assert trouble.value.retry_after == 0.0


@pytest.mark.parametrize("wish", ["", "snart", "-5", "1e9", "99999999999", "Wed, 21 Oct 2026 07:28:00 GMT", "²"])
def test_a_wish_that_is_no_number_of_seconds_is_none(answer: Answer, line: Transport, wish: str) -> None:
    answer.headers = {"retry-after": wish.encode("utf-8").decode("latin-1")}
    with pytest.raises(ServerTrouble) as trouble:
        line.sync(b"{}")
    assert trouble.value.retry_after == 0.0


def test_a_refusal_is_none_of_it(answer: Answer, line: Transport) -> None:
    answer.status = 409
    with pytest.raises(Denied):
        line.sync(b"{}")
