"""Says what the demo does, step by step, and whether it was so."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class NotSo(Exception):
    """A step did not turn out as it should; the text says what was seen instead."""


class Steps:
    """Prints each step with its result. A failed one ends the demo."""

    def __init__(self) -> None:
        self._number = 0
        self._began = time.monotonic()

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        self._number += 1
        started = time.monotonic()
        _say(f"{self._number:2}. {title} …")
        try:
            yield
        except BaseException:
            _say("    IKKE LYKKEDES")
            raise
        _say(f"    i orden ({_seconds(time.monotonic() - started)})")

    def note(self, text: str) -> None:
        """What was seen or written on the way."""
        _say(f"    {text}")

    def end(self) -> None:
        _say(f"Alt er i orden ({self._number} trin, {_seconds(time.monotonic() - self._began)}).")


def check(holds: bool, otherwise: str) -> None:
    """Raises ``NotSo`` with the words of ``otherwise``."""
    if not holds:
        raise NotSo(otherwise)


def _seconds(length: float) -> str:
    return f"{length:.1f} s".replace(".", ",")


def _say(text: str) -> None:
    print(text, flush=True)


def complain(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
