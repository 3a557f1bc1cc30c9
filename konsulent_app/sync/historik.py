"""A page of a field's history as a plain value: whatever happens, the caller needs no network code to read it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from konsulent_core.merge import Value
from konsulent_core.wire import HistorikLine

Place = tuple[int, str]


class Udfald(Enum):
    """How the asking ended."""

    HENTET = "hentet"
    UDEN_NET = "uden_net"
    SESSION = "session"  # the person must log in
    UKENDT = "ukendt"  # the server has no such row that this person may see
    FEJL = "fejl"


@dataclass(frozen=True, slots=True, kw_only=True)
class HistorikSvar:
    """``nu``: what stands in the fields at the server. ``mere`` asks for the page after this one."""

    udfald: Udfald
    besked: str = ""
    nu: dict[str, Value] = field(default_factory=dict)
    linjer: tuple[HistorikLine, ...] = ()
    mere: Place | None = None


HentHistorik = Callable[[int, tuple[str, ...], Place | None], HistorikSvar]
"""(row, fields, the place that the page before ended at); not on the UI thread"""
