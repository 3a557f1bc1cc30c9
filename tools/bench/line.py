"""A line between client and server that counts the bytes, and is as slow as one asks: a delay and a rate each way."""

import queue
import socket
import threading
import time
from dataclasses import dataclass, field

_PIECE = 16_384
_REQUEST = b" HTTP/1.1\r\n"
_Queue = queue.Queue[tuple[float, bytes]]


@dataclass(slots=True)
class Passed:
    """Bytes with all headers, and requests."""

    up: int = 0
    down: int = 0
    requests: int = 0


@dataclass(slots=True)
class Line:
    """Listens on ``port`` and passes on to ``target``. ``rtt`` in seconds, ``rate`` in bytes a second (0: no limit)."""

    target: int
    rtt: float = 0.0
    rate: float = 0.0
    passed: Passed = field(default_factory=Passed)
    port: int = 0
    _listener: socket.socket = field(default_factory=socket.socket)

    def open(self) -> None:
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen()
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def take(self) -> Passed:
        """What has passed since the last ``take``."""
        time.sleep(0.05)  # the last piece is counted before it is passed on, by another thread
        taken, self.passed = self.passed, Passed()
        return taken

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._join, args=(client,), daemon=True).start()

    def _join(self, client: socket.socket) -> None:
        """Passes on both ways until either side has said all it had to say."""
        with client, socket.create_connection(("127.0.0.1", self.target)) as server:
            for end in (client, server):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            ways = []
            for source, sink, up in ((client, server, True), (server, client, False)):
                pieces: _Queue = queue.Queue(256)
                ways += [
                    threading.Thread(target=self._take_in, args=(source, pieces, up), daemon=True),
                    threading.Thread(target=self._pass_on, args=(pieces, sink), daemon=True),
                ]
            for way in ways:
                way.start()
            for way in ways:
                way.join()

    def _take_in(self, source: socket.socket, pieces: _Queue, up: bool) -> None:
        while True:
            try:
                piece = source.recv(_PIECE)
            except OSError:
                piece = b""
            if up:
                self.passed.up += len(piece)
                self.passed.requests += piece.count(_REQUEST)
            else:
                self.passed.down += len(piece)
            pieces.put((time.perf_counter() + self.rtt / 2, piece))
            if not piece:
                return

    def _pass_on(self, pieces: _Queue, sink: socket.socket) -> None:
        """Each piece leaves half a round trip after it came, and no faster than the line."""
        free = 0.0
        while True:
            due, piece = pieces.get()
            if self.rate:
                due = free = max(due, free + len(piece) / self.rate)
            wait = due - time.perf_counter()
            if wait > 0:
                time.sleep(wait)
            try:
                if not piece:
                    sink.shutdown(socket.SHUT_WR)
                    return
                sink.sendall(piece)
            except OSError:
                return
