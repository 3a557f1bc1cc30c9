"""A line of our own between clients and server, which is slow, cut, hung or gone when told to, to the byte."""

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

_PIECE = 16_384
_TICK = 0.05  # seconds of the line that one piece is at most, where it is slow
_RST = struct.pack("ii", 1, 0)  # linger 0: what is closed so is reset


class Way(Enum):
    UP = "up"
    DOWN = "down"


class Then(Enum):
    """What becomes of a connection that was struck."""

    PASS = "passes on"
    RESET = "is reset"
    HANG = "hangs"  # stands open, and nothing passes any more


def nothing() -> None:
    """A strike at the line alone."""


@dataclass(frozen=True, slots=True)
class Strike:
    """Once ``after`` bytes have passed that ``way`` since it was armed, and at the very next one: ``deed``, then
    ``then``."""

    way: Way
    after: int
    then: Then
    deed: Callable[[], None] = nothing


@dataclass(slots=True, eq=False)
class _Pair:
    client: socket.socket
    server: socket.socket
    hung: bool = False

    def reset(self) -> None:
        for end in (self.client, self.server):
            with contextlib.suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RST)
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RD)  # wakes the thread that reads from it
            with contextlib.suppress(OSError):
                end.close()

    def end_of(self, way: Way) -> None:
        """One side has said all it had to say."""
        with contextlib.suppress(OSError):
            (self.server if way is Way.UP else self.client).shutdown(socket.SHUT_WR)


@dataclass(slots=True)
class Proxy:
    """Listens on ``port`` and passes on to ``target``; ``rate`` in bytes a second (0: no limit) and ``delay`` in
    seconds hold for every piece each way. While ``gone``, whoever connects is reset."""

    target: int = 0
    rate: int = 0
    delay: float = 0.0
    gone: bool = False
    port: int = 0
    struck: int = 0
    up: int = 0  # bytes since the last ``arm``
    down: int = 0
    _strike: Strike | None = None
    _pairs: set[_Pair] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _closed: bool = False
    _listener: socket.socket = field(default_factory=socket.socket)

    def open(self) -> None:
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen()
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, name="proxy", daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def arm(self, strike: Strike | None) -> None:
        """The next strike; None for a line that is whole. The count of bytes begins anew."""
        with self._lock:
            self._strike, self.up, self.down = strike, 0, 0

    def cut(self) -> None:
        """All that is open is reset."""
        with self._lock:
            pairs, self._pairs = self._pairs, set()
        for pair in pairs:
            pair.reset()

    def heal(self) -> None:
        """Whole and quick again; what hung is reset."""
        self.arm(None)
        self.rate, self.delay, self.gone = 0, 0.0, False
        self.cut()
        time.sleep(_TICK)  # a reset leaves with the last of the threads that read from it

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            self._closed = True
        self.cut()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            try:
                if self.gone:
                    raise ConnectionRefusedError
                server = socket.create_connection(("127.0.0.1", self.target), 5)
            except OSError:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RST)
                client.close()
                continue
            server.settimeout(None)
            for end in (client, server):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            pair = _Pair(client, server)
            with self._lock:
                closed = self._closed
                self._pairs.add(pair)
            if closed:
                pair.reset()
                return
            for way, source, sink in ((Way.UP, client, server), (Way.DOWN, server, client)):
                threading.Thread(target=self._pass_on, args=(pair, way, source, sink), daemon=True).start()

    def _pass_on(self, pair: _Pair, way: Way, source: socket.socket, sink: socket.socket) -> None:
        try:
            self._pump(pair, way, source, sink)
        except OSError:
            pair.reset()  # one side was reset, so the other is

    def _pump(self, pair: _Pair, way: Way, source: socket.socket, sink: socket.socket) -> None:
        while True:
            piece = source.recv(min(_PIECE, max(64, int(self.rate * _TICK))) if self.rate else _PIECE)
            if pair.hung:
                if not piece:
                    return
                continue
            if not piece:
                pair.end_of(way)
                return
            head, strike = self._weigh(way, piece)
            if self.delay or self.rate:
                time.sleep(self.delay + (len(head) / self.rate if self.rate else 0.0))
            if strike is None:
                sink.sendall(piece)
                continue
            if head:
                sink.sendall(head)
            strike.deed()
            match strike.then:
                case Then.PASS:
                    sink.sendall(piece[len(head) :])
                case Then.HANG:
                    pair.hung = True
                case Then.RESET:
                    pair.reset()
                    return

    def _weigh(self, way: Way, piece: bytes) -> tuple[bytes, Strike | None]:
        """What of the piece passes before the strike, and the strike when this is the moment."""
        with self._lock:
            passed = self.up if way is Way.UP else self.down
            if way is Way.UP:
                self.up += len(piece)
            else:
                self.down += len(piece)
            strike = self._strike
            if strike is None or strike.way is not way or passed + len(piece) <= strike.after:
                return piece, None
            self._strike = None
            self.struck += 1
            return piece[: strike.after - passed], strike
