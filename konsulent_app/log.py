"""The app's log file without personal data: an error is its type and our own lines of code, never its words."""

import logging
import re
import sys
import threading
from dataclasses import dataclass
from enum import Enum
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any

from konsulent_core import faults

FILE_NAME = "konsulent.log"
MAX_BYTES = 512 * 1024
KEPT_FILES = 3
_HIDDEN = "***"
# A text given for a message may be anything someone typed; a net below it, should a CPR number come as digits.
_CPR = re.compile(r"(?<!\d)\d{6}[- ]?\d{4}(?!\d)")


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
    return "\n".join(faults.describe(error))


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
        return f"<{faults.type_name(record.msg)}>"
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
            return faults.type_name(value)
        case type():
            return value.__qualname__
        case _:
            return _HIDDEN
