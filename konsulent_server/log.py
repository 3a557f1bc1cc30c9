"""The server's log: one JSON line a request or event, with numbers and known words only, never a text that was sent."""

import contextlib
import logging
import os
import re
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from types import TracebackType
from typing import Any, Final

import msgspec

from konsulent_core.faults import describe, type_name

Write = Callable[[bytes], object]
_ENCODE: Final = msgspec.json.Encoder().encode
# A message of any other logger may be built of anything: of it, only the place in the code is told.
_VOUCHED = ("uvicorn.error", "konsulent_server")
_LONG_NUMBER = re.compile(r"\d{6}[- ]?\d{4}")


class RequestLine(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="event", tag="request"):
    """One answered request. ``user`` is the number that the server gave the person when the user was made: whoever
    reads the log without the database cannot tell who it is. Addresses are not written."""

    time: str
    request: str
    method: str
    route: str
    status: int
    ms: float
    bytes_in: int
    bytes_out: int
    worker: int
    user: int = 0
    code: str = ""  # of the ``Problem`` that was the answer
    error: list[str] = []


class EventLine(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="event", tag="event"):
    """What a library or the server itself has to say."""

    time: str
    level: str
    source: str
    worker: int
    text: str = ""
    place: str = ""
    error: list[str] = []


class Log:
    """Lines of a worker. A line is one write, so that those of several workers do not mix."""

    def __init__(self, write: Write) -> None:
        self._write = write
        self.worker = os.getpid()

    def put(self, line: RequestLine | EventLine) -> None:
        with contextlib.suppress(OSError):  # a log that cannot be written is no reason not to answer
            self._write(_ENCODE(line) + b"\n")

    def event(self, text: str, error: BaseException | None = None, level: str = "INFO") -> None:
        """``text`` is a constant of the caller's."""
        told = [] if error is None else describe(error)
        self.put(EventLine(now(), level, "konsulent_server", self.worker, text, "", told))


def to_stderr(line: bytes) -> None:
    os.write(2, line)


def to_nowhere(_line: bytes) -> None:
    """For tests and the demo."""


def now() -> str:
    """``2026-03-12T09:42:00.123Z``."""
    seconds, part = divmod(time.time_ns() // 1_000_000, 1000)
    return f"{_second(seconds)}.{part:03d}Z"


@lru_cache(maxsize=2)
def _second(seconds: int) -> str:
    """To write a time costs more than the rest of a line, and most lines are of the same second."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S")


class _Handler(logging.Handler):
    def __init__(self, log: Log) -> None:
        super().__init__(logging.INFO)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        vouched = record.name in _VOUCHED and isinstance(record.msg, str)
        self._log.put(
            EventLine(
                now(),
                record.levelname,
                record.name,
                self._log.worker,
                _message(record) if vouched else "",
                "" if vouched else f"{record.module}:{record.lineno}:{record.funcName}",
                [] if error is None else describe(error),
            )
        )


def take_over(log: Log) -> None:
    """All that this process has to say goes through ``log``: libraries' loggers, warnings and what nobody caught."""
    root = logging.getLogger()
    for handler in list(root.handlers):
        root.removeHandler(handler)
    root.addHandler(_Handler(log))
    root.setLevel(logging.WARNING)
    logging.getLogger("uvicorn.error").setLevel(logging.INFO)
    logging.captureWarnings(capture=True)

    def in_main(_kind: type[BaseException], error: BaseException, _traceback: TracebackType | None) -> None:
        log.event("unexpected error", error, "CRITICAL")

    def in_thread(given: threading.ExceptHookArgs) -> None:
        if given.exc_value is not None and not issubclass(given.exc_type, SystemExit):
            log.event("unexpected error in a thread", given.exc_value, "CRITICAL")

    def in_finalizer(given: Any) -> None:
        if given.exc_value is not None:
            log.event("unexpected error while cleaning up", given.exc_value, "ERROR")

    sys.excepthook = in_main
    threading.excepthook = in_thread
    sys.unraisablehook = in_finalizer


def _message(record: logging.LogRecord) -> str:
    """The record's own words, with numbers put in and every other argument left out."""
    arguments = record.args if isinstance(record.args, tuple) else ()
    told = tuple(value if isinstance(value, int | float) else f"<{type_name(value)}>" for value in arguments)
    try:
        text = record.msg % told if told else record.msg
    except (TypeError, ValueError):
        text = record.msg
    return _LONG_NUMBER.sub("***", text.strip())
