"""The line of our own: that it strikes at the byte it was told to, and at no other."""

import socket
import threading
from collections.abc import Iterator

import pytest

from tools.long.net_proxy import Proxy, Strike, Then, Way


class Echo:
    """Answers with what it is told, and remembers it."""

    def __init__(self) -> None:
        self.heard = b""
        self.ended = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        try:
            end, _ = self._listener.accept()
            with end:
                while piece := end.recv(4096):
                    self.heard += piece
                    end.sendall(piece)
        except OSError:
            """Reset, as it may be."""
        finally:
            self.ended.set()

    def close(self) -> None:
        self._listener.close()


@pytest.fixture
def echo() -> Iterator[Echo]:
    made = Echo()
    yield made
    made.close()


@pytest.fixture
def proxy(echo: Echo) -> Iterator[Proxy]:
    made = Proxy(echo.port)
    made.open()
    yield made
    made.close()


def heard_by(client: socket.socket) -> bytes:
    """Until there is no more, however it ends."""
    found = b""
    try:
        while piece := client.recv(4096):
            found += piece
    except (ConnectionResetError, TimeoutError):
        return found
    return found


@pytest.mark.parametrize("after", [0, 1, 5])
def test_what_is_sent_is_cut_at_the_byte(proxy: Proxy, echo: Echo, after: int) -> None:
    proxy.arm(Strike(Way.UP, after, Then.RESET))
    with socket.create_connection(("127.0.0.1", proxy.port), 5) as client:
        client.sendall(b"hello again")
        heard_by(client)
    assert echo.ended.wait(5)
    assert b"hello again"[:after].startswith(echo.heard)  # a reset may overtake what was sent before it
    assert proxy.struck == 1


@pytest.mark.parametrize("after", [0, 4])
def test_what_is_answered_is_cut_at_the_byte_and_was_heard_whole(proxy: Proxy, echo: Echo, after: int) -> None:
    done = threading.Event()
    proxy.arm(Strike(Way.DOWN, after, Then.RESET, done.set))
    with socket.create_connection(("127.0.0.1", proxy.port), 5) as client:
        client.sendall(b"hello again")
        assert b"hello again"[:after].startswith(heard_by(client))
    assert done.is_set()
    assert echo.heard == b"hello again"


def test_a_line_that_hangs_stands_open_and_says_nothing(proxy: Proxy, echo: Echo) -> None:
    proxy.arm(Strike(Way.DOWN, 4, Then.HANG))
    with socket.create_connection(("127.0.0.1", proxy.port), 5) as client:
        client.settimeout(0.3)
        client.sendall(b"hello again")
        assert heard_by(client) == b"hell"
        client.sendall(b"are you there")
        assert heard_by(client) == b""
    assert echo.heard == b"hello again"


def test_without_a_strike_all_of_it_passes_and_is_counted(proxy: Proxy, echo: Echo) -> None:
    proxy.arm(None)
    with socket.create_connection(("127.0.0.1", proxy.port), 5) as client:
        client.sendall(b"hello again")
        client.shutdown(socket.SHUT_WR)
        assert heard_by(client) == b"hello again"
    assert (proxy.up, proxy.down, proxy.struck) == (11, 11, 0)
    assert echo.heard == b"hello again"
