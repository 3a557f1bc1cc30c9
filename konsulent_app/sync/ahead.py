"""The next page of the feed, asked for while the last one is being written: the line and the disk work at once."""

import threading
from collections.abc import Callable
from concurrent.futures import Future

from konsulent_core.wire import SyncResponse

Start = Callable[[Callable[[], None]], None]  # has a job done beside the caller's own work


def on_a_thread(job: Callable[[], None]) -> None:
    """A daemon: an app that closes does not wait for a line that hangs."""
    threading.Thread(target=job, name="next page", daemon=True).start()


def at_once(job: Callable[[], None]) -> None:
    """No thread: every step in an order that can be repeated."""
    job()


class Ahead:
    """One request on its way. What comes of it counts only if the same would be asked now."""

    def __init__(self, body: bytes, ask: Callable[[bytes], SyncResponse], start: Start) -> None:
        self.body = body
        self._ask = ask
        self._found: Future[SyncResponse] = Future()
        start(self._run)

    def _run(self) -> None:
        try:
            self._found.set_result(self._ask(self.body))
        except BaseException as error:  # it is whoever waits for the answer who must hear of it
            self._found.set_exception(error)

    def wait(self) -> None:
        """Until the line is free again, whatever came of it."""
        self._found.exception()

    def answer(self) -> SyncResponse:
        """Raises what the asking raised."""
        return self._found.result()
