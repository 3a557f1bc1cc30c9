"""Who may write next within this process: a keystroke before any bulk slice, else first come, first served."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition
from time import monotonic

from konsulent_app.store.errors import StoreBusy

_CALM = 2.0  # seconds: whoever writes saves at least once in them (ui.form.autosave)


class Turns:
    """SQLite itself lets waiting writers sleep and try again: one that writes slice upon slice can keep another out
    until it gives up. Here the next in line is told."""

    def __init__(self, patience: float) -> None:
        """``patience`` in seconds: who has not had a turn by then gets ``StoreBusy``."""
        self._patience = patience
        self._changed = Condition()
        self._taken = False
        self._calm_at = 0.0
        self._keystrokes: deque[object] = deque()
        self._slices: deque[object] = deque()

    @contextmanager
    def turn(self, *, bulk: bool) -> Iterator[None]:
        """Holds the turn for the block. Not to be nested. Raises ``StoreBusy``."""
        self._wait(bulk=bulk)
        try:
            yield
        finally:
            with self._changed:
                self._taken = False
                if not bulk:
                    self._calm_at = monotonic() + _CALM
                self._changed.notify_all()

    def is_wanted(self) -> bool:
        """Whether a keystroke waits, or came just now so that the next is near: then a bulk slice ends soon."""
        return bool(self._keystrokes) or monotonic() < self._calm_at

    def _wait(self, *, bulk: bool) -> None:
        me = object()
        line = self._slices if bulk else self._keystrokes
        with self._changed:
            line.append(me)
            try:
                if not self._changed.wait_for(lambda: self._is_next(me), self._patience):
                    raise StoreBusy
                self._taken = True
            finally:
                line.remove(me)
                self._changed.notify_all()

    def _is_next(self, me: object) -> bool:
        first = self._keystrokes or self._slices
        return not self._taken and first[0] is me
