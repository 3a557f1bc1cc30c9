"""HTTP/1.1 as uvicorn speaks it, for callers that may be slow on purpose: headers and bodies have an end and a time."""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

# Seconds: to say what one wants; between two pieces of a body; for all of a body (a whole caseload on a slow line).
HEADER_TIME = 15.0
PAUSE = 30.0
BODY_TIME = 600.0
MAX_HEADERS = 32 * 1024  # bytes

_CLOSING = b"content-length: 0\r\nconnection: close\r\n\r\n"
_TOO_SLOW = b"HTTP/1.1 408 Request Timeout\r\n" + _CLOSING
_TOO_LONG = b"HTTP/1.1 431 Request Header Fields Too Large\r\n" + _CLOSING


class PatientProtocol(HttpToolsProtocol):
    """A request that arrives in one piece, as nearly all do, meets no timer."""

    _timer: asyncio.TimerHandle | None = None
    _in_headers = True
    _unfinished = False  # a request has begun and is not all there
    _began = 0.0
    _header_bytes = 0
    _shut = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvicorn narrows the type of what asyncio hands over.
        super().connection_made(transport)  # type: ignore[arg-type]
        self._wait(HEADER_TIME)

    def connection_lost(self, exc: Exception | None) -> None:
        self._calm()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._shut:
            return
        if self._in_headers:
            self._header_bytes += len(data)
        super().data_received(data)
        if self._unfinished:
            self._go_on()
        elif self._timer is not None:
            self._calm()

    def on_message_begin(self) -> None:
        self._unfinished = self._in_headers = True
        self._began = 0.0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._in_headers = False
        self._header_bytes = 0
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._unfinished = False
        self._in_headers = True
        self._header_bytes = 0
        super().on_message_complete()

    def _go_on(self) -> None:
        now = self.loop.time()
        self._began = self._began or now
        if not self._in_headers:
            self._wait(min(PAUSE, self._began + BODY_TIME - now))
        elif self._header_bytes > MAX_HEADERS:
            self._end(_TOO_LONG)
        else:
            self._wait(self._began + HEADER_TIME - now)

    def _wait(self, seconds: float) -> None:
        self._calm()
        self._timer = self.loop.call_later(max(0.0, seconds), self._end, _TOO_SLOW)

    def _calm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _end(self, answer: bytes) -> None:
        """Where an answer is under way already, the line is closed without a word."""
        self._shut = True
        if self.transport.is_closing():
            return
        if self._in_headers or not self.cycle.response_started:
            self.transport.write(answer)
        self.transport.close()
