"""When to sync, and what the card says meanwhile: pure arithmetic over seconds, driven by ui.models.sync_driver."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, StrEnum
from math import inf

AFTER_CHANGE = 2.0
EVERY = 60.0
FIRST_BACK_OFF = 5.0
LONGEST_BACK_OFF = 300.0
LONGEST_ASKED_FOR = 3600.0  # a server's or proxy's wish beyond that is a mistake


class Kind(Enum):
    """How one sync ended."""

    DONE = "done"
    OFFLINE = "offline"  # no answer
    TROUBLE = "trouble"  # server or disk cannot now; it is tried again
    SESSION = "session"  # the person must log in
    WIPED = "wiped"  # this machine is reported lost, and that is proved
    REFUSED = "refused"  # another refusal: trying again does not help before something is done
    BUG = "bug"


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of one sync. ``message`` is Danish and for the person; ``error`` only for the log. ``removed`` scopes
    have left this machine; ``mended`` rows were not what the server had, and are now."""

    kind: Kind
    message: str = ""
    konflikter: int = 0
    afvist: int = 0
    clock_off: float = 0.0
    error: Exception | None = None
    removed: int = 0
    mended: int = 0
    retry_after: float = 0.0  # seconds for which the server asks to be left alone


class State(StrEnum):
    """What the sync card shows (UX §9)."""

    OK = "ok"
    OFFLINE = "offline"
    QUEUED = "queued"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncView:
    """The sync card's content. ``venter``: besøg with something unsent. ``sidst``: when both sides were even. ``slut``:
    how the last sync ended; ``ur``: seconds by which this machine's clock was ahead then."""

    state: State
    venter: int = 0
    sidst: datetime | None = None
    besked: str = ""
    i_gang: bool = False
    slut: Kind = Kind.DONE
    ur: float = 0.0


@dataclass(frozen=True, slots=True)
class Schedule:
    """Seconds of a clock that only goes forward. ``due`` is when the next sync starts, None while one runs."""

    due: float | None
    back_off: float = 0.0
    again: bool = False  # something changed, or was asked for, while the sync ran

    def change(self, now: float) -> "Schedule":
        """Something was written here: soon, but not at each keystroke, and never before a back-off is over."""
        if self.due is None:
            return replace(self, again=True)
        return self if self.back_off else replace(self, due=min(self.due, now + AFTER_CHANGE))

    def wish(self, now: float) -> "Schedule":
        """F5: at once, back-off or not."""
        return replace(self, again=True) if self.due is None else replace(self, due=now)

    def begin(self) -> "Schedule":
        """A sync starts."""
        return replace(self, due=None, again=False)

    def end(self, kind: Kind, now: float, retry_after: float = 0.0) -> "Schedule":
        """A sync has ended. What fails waits 5, 10, 20 … seconds, at most five minutes, or as long as the server asks
        for where that is more."""
        if kind is Kind.DONE:
            return Schedule(now + (AFTER_CHANGE if self.again else EVERY))
        wait = min(max(FIRST_BACK_OFF, self.back_off * 2), LONGEST_BACK_OFF)
        if kind in (Kind.SESSION, Kind.WIPED, Kind.REFUSED, Kind.BUG):
            wait = LONGEST_BACK_OFF
        asked_for = min(retry_after, LONGEST_ASKED_FOR)
        return Schedule(now + max(wait, asked_for), wait)


def start(now: float) -> Schedule:
    """The app opens: the first sync is at once."""
    return Schedule(now)


def card(ended: Ended | None, *, venter: int, sidst: datetime | None, i_gang: bool) -> SyncView:
    """What the card says after the last sync ended so (None: none has yet) with so much waiting."""
    kind = ended.kind if ended is not None else Kind.DONE
    message = ended.message if ended is not None else ""
    state = _state(kind, waits=bool(venter) or sidst is None)
    ur = ended.clock_off if ended is not None else 0.0
    return SyncView(state=state, venter=venter, sidst=sidst, besked=message, i_gang=i_gang, slut=kind, ur=ur)


def _state(kind: Kind, *, waits: bool) -> State:
    match kind:
        case Kind.OFFLINE:
            return State.OFFLINE
        case Kind.TROUBLE | Kind.SESSION | Kind.WIPED | Kind.REFUSED | Kind.BUG:
            return State.ERROR
        case Kind.DONE:
            return State.QUEUED if waits else State.OK


def ur_ord(seconds: float) -> str:
    """What to say of a clock that is so many seconds ahead of the server's (behind: negative). Either may be the one
    that is wrong."""
    way = "foran" if seconds > 0 else "bagud for"
    off = abs(seconds)
    number, unit = next(
        (round(off / length), unit)
        for most, length, unit in ((2 * 3600, 60, "minutter"), (48 * 3600, 3600, "timer"), (inf, 86_400, "dage"))
        if off < most
    )
    return f"Uret på denne pc går {number} {unit} {way} serverens. Se, om dato og klokkeslæt er rigtige."
