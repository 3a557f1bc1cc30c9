"""The only mouth: turns errors and news into a sentence for the person, and logs what is ours to mend."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from konsulent_core.errors import BugError, KonsulentError, UserError, WorldError

OURS = "Det gik ikke, og fejlen er vores. Det, du har gemt, er der stadig. Prøv igen."


class Art(StrEnum):
    """What a notice is; the value is the token family it is drawn with."""

    NYT = "info"
    PAS_PAA = "warn"
    FEJL = "danger"


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence, maybe with a way on. ``bliver``: it stands until it is closed, because something must be known.

    ``handling`` is the words of a button that calls ``goer``.
    """

    tekst: str
    art: Art = Art.NYT
    handling: str = ""
    goer: Callable[[], None] | None = None
    bliver: bool = False


class Feedback(QObject):
    """Handed to window and pages. The window draws what is ``said`` and speaks it to screen readers."""

    said = Signal(object)
    """a Notice"""

    def __init__(self, log: logging.Logger) -> None:
        super().__init__()
        self._log = log

    def tell(self, tekst: str, handling: str = "", goer: Callable[[], None] | None = None) -> None:
        """News that goes by itself: »Aftalen er gjort.« with »Fortryd«."""
        self.said.emit(Notice(tekst, Art.NYT, handling, goer))

    def hear(self, error: BaseException) -> None:
        """Any error. A ``UserError`` belongs at its field; here it is said for want of one."""
        match error:
            case UserError():
                self.said.emit(Notice(error.message, Art.PAS_PAA))
            case WorldError():
                self._log.warning("verden: %s", error)
                self.said.emit(Notice(error.message, Art.PAS_PAA, bliver=True))
            case BugError():
                self._log.error("vores fejl", exc_info=error)
                self.said.emit(Notice(OURS, Art.FEJL, bliver=True))
            case KonsulentError():
                self.said.emit(Notice(error.message, Art.PAS_PAA, bliver=True))
            case _:
                self._log.error("uventet fejl", exc_info=error)
                self.said.emit(Notice(OURS, Art.FEJL, bliver=True))
