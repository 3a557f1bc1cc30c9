"""Tells an error without its words: its type, its number and our own lines of code, never what it was about."""

from collections.abc import Iterator
from pathlib import PurePath
from types import TracebackType

_OURS = ("konsulent_app", "konsulent_core", "konsulent_server")
_DEEPEST_CHAIN = 8


def describe(error: BaseException) -> list[str]:
    """The error and its causes, a line each: type, and ``file:line:function`` of our own frames, outermost first."""
    return list(_lines(error))


def type_name(value: object) -> str:
    kind = type(value)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


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
    """The type, with the number that an operating system or a database gave: it says which, and nothing about whom."""
    for attribute in ("errno", "sqlite_errorcode", "sqlstate"):
        number = getattr(error, attribute, None)
        if isinstance(number, int) or (isinstance(number, str) and number.isalnum()):
            return f"{type_name(error)}[{number}]"
    return type_name(error)


def _places(traceback: TracebackType | None) -> Iterator[str]:
    while traceback is not None:
        code = traceback.tb_frame.f_code
        module = str(traceback.tb_frame.f_globals.get("__name__", ""))
        if module.partition(".")[0] in _OURS:
            parts = PurePath(code.co_filename).parts
            # From the package on: where it is installed may hold the user's name.
            start = max((i for i, part in enumerate(parts) if part in _OURS), default=len(parts) - 1)
            yield f"{'/'.join(parts[start:])}:{traceback.tb_lineno}:{code.co_name}"
        traceback = traceback.tb_next
