"""What a teamleder asks the server for, each on a line of its own: the sync's is for one at a time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from konsulent_app.sync.transport import Offline, Transport
from konsulent_core.errors import WorldError
from konsulent_core.wire import Colleague, HandOver
from konsulent_core.words import Rolle

Connect = Callable[[], Transport]
# Whoever has the sag: the server knows, a count row may be some days old.
_WHO_HAS_IT = 0


class NoLine(WorldError):
    """None of this waits until there is a line again: it has to be asked for once more."""

    def __init__(self) -> None:
        super().__init__("Du har ikke forbindelse til serveren lige nu. Prøv igen, når der er net.")


@dataclass(frozen=True, slots=True)
class TeamLinje:
    """Not for the UI thread. Each verb raises ``NoLine``, ``ServerTrouble`` or ``Denied``."""

    connect: Connect

    def konsulenter(self) -> list[Colleague]:
        """Who a sag may be given to, by name."""
        with self._line() as line:
            return [one for one in line.team() if one.role == Rolle.KONSULENT]

    def open_sag(self, sag: int) -> None:
        """Asks to read a sag until the evening; it stands in the server's log."""
        with self._line() as line:
            line.open_sag(sag)

    def give_on(self, sager: tuple[int, ...], til: int, until: date | None) -> None:
        """For good, or lent until the evening of ``until`` beside whoever has them."""
        with self._line() as line:
            line.hand_over(HandOver(list(sager), _WHO_HAS_IT, til, until))

    @contextmanager
    def _line(self) -> Iterator[Transport]:
        line = self.connect()
        try:
            yield line
        except Offline:
            raise NoLine from None
        finally:
            line.close()
