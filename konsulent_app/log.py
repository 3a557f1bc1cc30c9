"""The app's log file without personal data: an error is its type and our own lines of code, never its words."""

import logging
import re
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any

FILE_NAME = "konsulent.log"
MAX_BYTES = 512 * 1024
KEPT_FILES = 3
_OURS = ("konsulent_app", "konsulent_core")
_HIDDEN = "***"
# A text given for a message may be anything someone typed; a net below it, should a CPR number come as digits.
_CPR = re.compile(r"(?<!\d)\d{6}[- ]?\d{4}(?!\d)")
_DEEPEST_CHAIN = 8


@dataclass(frozen=True, slots=True)
class Safe:
    """A text that its caller vouches for: a state's name, a version, a table; never something typed or received."""

    text: str

    def __str__(self) -> str:
        return self.text


def open_log(folder: Path) -> logging.Logger:
    """A logger that writes to a rotating file in ``folder``; what cannot be written is dropped in silence.

    Messages are constants with ``%s`` for numbers, enums and ``Safe`` texts: ``log.info("sync %s", Safe("ok"))``.
    Any other argument appears as ``***``. Raises ``OSError`` when the folder cannot be made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    handler = _SilentFile(
        folder / FILE_NAME, maxBytes=MAX_BYTES, backupCount=KEPT_FILES - 1, encoding="utf-8", delay=True
    )
    handler.setFormatter(_Formatter("%(asctime)s %(levelname)s %(message)s"))
    # Not from logging.getLogger: that one is global, and would hand our records to whoever listens at the root.
    log = logging.Logger("konsulent_app", logging.INFO)  # noqa: LOG001
    log.addHandler(handler)
    return log


def close_log(log: logging.Logger) -> None:
    for handler in list(log.handlers):
        log.removeHandler(handler)
        handler.close()


def catch_unhandled(log: logging.Logger) -> None:
    """Sends what nobody caught, in any thread, to the log: Python's own hooks print its words to stderr, which a
    desktop keeps in its journal."""

    def in_main(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, traceback)
            return
        log.critical("uventet fejl", exc_info=error)

    def in_thread(given: threading.ExceptHookArgs) -> None:
        if given.exc_value is not None and not issubclass(given.exc_type, SystemExit):
            log.critical("uventet fejl i en tråd", exc_info=given.exc_value)

    def in_finalizer(given: Any) -> None:
        if given.exc_value is not None:
            log.error("uventet fejl under oprydning", exc_info=given.exc_value)

    sys.excepthook = in_main
    threading.excepthook = in_thread
    sys.unraisablehook = in_finalizer


def describe(error: BaseException) -> str:
    """The error and its causes, a line each: type, and ``file:line:function`` of our own frames, outermost first."""
    return "\n".join(_lines(error))


class _Formatter(logging.Formatter):
    """Builds the line anew from what may be told, and never from the record's own texts."""

    def format(self, record: logging.LogRecord) -> str:
        line = f"{self.formatTime(record)} {record.levelname} {_message(record)}"
        error = record.exc_info[1] if record.exc_info else None
        return line if error is None else f"{line}\n{describe(error)}"


class _SilentFile(RotatingFileHandler):
    """logging's answer to a full disk is to print the record, with its arguments, to stderr."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 -- logging's own name
        pass


def _message(record: logging.LogRecord) -> str:
    if not isinstance(record.msg, str):
        return f"<{_type_name(record.msg)}>"
    arguments = record.args
    try:
        if isinstance(arguments, dict):
            text = record.msg % {name: _told(value) for name, value in arguments.items()}
        else:
            text = record.msg % tuple(_told(value) for value in arguments or ()) if arguments else record.msg
    except (TypeError, ValueError, KeyError):
        text = record.msg  # a wrong placeholder is no reason to lose the line
    return _CPR.sub(_HIDDEN, text.replace("\n", " "))


def _told(value: object) -> object:
    match value:
        case Safe() | bool() | int() | float() | None:
            return value
        case Enum():
            return value.name
        case BaseException():
            return _type_name(value)
        case type():
            return value.__qualname__
        case _:
            return _HIDDEN


def _lines(error: BaseException, depth: int = 0, lead: str = "") -> Iterator[str]:
    places = " ".join(_places(error.__traceback__))
    yield f"  {lead}{_name(error)}" + (f" at {places}" if places else "")
    if depth >= _DEEPEST_CHAIN:
        return
    if isinstance(error, BaseExceptionGroup):
        for member in error.exceptions:
            yield from _lines(member, depth + 1, "holding ")
    if error.__cause__ is not None:
        yield from _lines(error.__cause__, depth + 1, "caused by ")
    elif error.__context__ is not None:
        # Told even where `from None` hid it from people: the hidden one is what we are looking for.
        yield from _lines(error.__context__, depth + 1, "during ")


def _name(error: BaseException) -> str:
    """The type, with the number that an operating system or SQLite gave: it says which, and nothing about whom."""
    number = getattr(error, "errno", None)
    if number is None:
        number = getattr(error, "sqlite_errorcode", None)
    return f"{_type_name(error)}[{number}]" if isinstance(number, int) else _type_name(error)


def _type_name(value: object) -> str:
    kind = type(value)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _places(traceback: TracebackType | None) -> Iterator[str]:
    while traceback is not None:
        code = traceback.tb_frame.f_code
        module = str(traceback.tb_frame.f_globals.get("__name__", ""))
        if module.partition(".")[0] in _OURS:
            parts = Path(code.co_filename).parts
            # From the package on: where the app is installed may hold the user's name.
            start = max((i for i, part in enumerate(parts) if part in _OURS), default=len(parts) - 1)
            yield f"{'/'.join(parts[start:])}:{traceback.tb_lineno}:{code.co_name}"
        traceback = traceback.tb_next
