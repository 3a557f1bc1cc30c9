"""One sync as a plain value: whatever happens, the caller gets an ``Ended`` that needs no network code to read."""

from konsulent_app.store.errors import StoreError
from konsulent_app.sync.compare import Comparison, Difference
from konsulent_app.sync.engine import Engine
from konsulent_app.sync.keeper import Wiped
from konsulent_app.sync.schedule import Ended, Kind
from konsulent_app.sync.transport import Denied, Offline, ServerTrouble

_SESSION = "session"


def attempt(engine: Engine, comparison: Comparison | None = None) -> Ended:
    """Runs ``engine.sync`` to its end, and then compares the two sides. Errors nobody expects are raised."""
    try:
        outcome = engine.sync()
        difference = Difference() if comparison is None else _compared(comparison)
    except Offline as error:
        return Ended(Kind.OFFLINE, error.message)
    except Wiped as error:
        return Ended(Kind.WIPED, error.message)
    except ServerTrouble as error:
        return Ended(Kind.TROUBLE, error.message, retry_after=error.retry_after)
    except StoreError as error:
        return Ended(Kind.TROUBLE, error.message)
    except Denied as error:
        kind = Kind.SESSION if error.problem.code == _SESSION else Kind.REFUSED
        return Ended(kind, error.message)
    return Ended(
        Kind.DONE,
        "",
        outcome.konflikter,
        outcome.afvist,
        outcome.clock_off,
        removed=outcome.removed + difference.removed,
        mended=difference.rows,
    )


def _compared(comparison: Comparison) -> Difference:
    """What was sent and fetched is so, whatever comes of this: a server that is older, or away by now, is asked after a
    later sync."""
    try:
        return comparison.run()
    except (Offline, ServerTrouble, Denied):
        return Difference()
