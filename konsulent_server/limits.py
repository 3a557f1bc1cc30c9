"""How often one may ask: buckets that fill at a steady rate, one for each address, user or login."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address
from math import ceil
from threading import Lock

from konsulent_core.wire import Problem
from konsulent_server.exchange import Refused
from konsulent_server.settings import Settings

# So many callers are remembered; the one that was quiet longest is forgotten, whose bucket is full again anyway.
REMEMBERED = 20_000
# What may come at once: a first sync is many pages one after the other, and a kommune shares one address.
BURST_SECONDS = 20.0
LOGIN_BURST = 10.0


class Later(Refused):
    """Refused for now: the same request may be sent again after ``seconds``."""

    def __init__(self, status: int, problem: Problem, seconds: int) -> None:
        super().__init__(status, problem)
        self.seconds = seconds


class Buckets:
    """One bucket a key, each of ``burst`` and filled at ``rate`` a second. Safe for many threads."""

    def __init__(self, rate: float, burst: float, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._burst, self._now = rate, burst, monotonic
        # key → when its bucket is full again, in the clock's seconds.
        self._full_at: OrderedDict[str | int, float] = OrderedDict()
        self._room = burst / rate
        self._step = 1 / rate
        self._lock = Lock()

    def take(self, key: str | int) -> float:
        """0 when one was taken; else the seconds until there is one, and nothing was taken."""
        now = self._now()
        with self._lock:
            full_at = self._full_at.get(key, now)
            full_at = (full_at if full_at > now else now) + self._step
            wait = full_at - now - self._room
            if wait > 1e-9:
                return wait
            self._full_at[key] = full_at
            self._full_at.move_to_end(key)
            if len(self._full_at) > REMEMBERED:
                self._full_at.popitem(last=False)
        return 0.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Raise ``Later`` (429) where somebody asks too often."""

    addresses: Buckets
    users: Buckets
    logins: Buckets

    def address(self, host: str) -> None:
        _refuse(self.addresses.take(household(host)))

    def user(self, number: int) -> None:
        _refuse(self.users.take(number))

    def login(self, host: str, login: str) -> None:
        """A password is guessed at from one address, or at one login from many."""
        _refuse(self.logins.take(household(host)))
        _refuse(self.logins.take("login " + login))


def make_limits(settings: Settings) -> Limits:
    """Each worker has buckets of its own: a caller's connections are spread over them, so each gets its part."""
    part = 1 / settings.workers
    return Limits(
        Buckets(settings.rate_address * part, max(1.0, settings.rate_address * part * BURST_SECONDS)),
        Buckets(settings.rate_user * part, max(1.0, settings.rate_user * part * BURST_SECONDS)),
        Buckets(settings.rate_login * part / 60, LOGIN_BURST),
    )


def no_limits() -> Limits:
    """For a server that is asked by its own tests alone."""
    free = Buckets(1e9, 1e9)
    return Limits(free, free, free)


def household(host: str) -> str:
    """An IPv6 address belongs to a network of 64 bits that one household has for itself."""
    if ":" not in host:
        return host
    try:
        return str(IPv6Address(host.partition("%")[0]).packed[:8].hex())
    except ValueError:
        return host


def _refuse(wait: float) -> None:
    if wait:
        seconds = max(1, ceil(wait))
        raise Later(429, Problem("too_often", f"Der spørges for tit. Vi prøver igen om {seconds} sekunder."), seconds)
