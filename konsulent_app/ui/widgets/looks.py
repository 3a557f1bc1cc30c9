"""What each kind of button looks like at rest, chosen, under the pointer and when it cannot be pressed."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of button; the value is the readable Qt property `kind`."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    QUIET = "quiet"
    AGENDA = "agenda"
    CHIP = "chip"
    FILTER = "filter"
    NAV = "nav"
    SWITCH = "switch"
    DANGER = "danger"


@dataclass(frozen=True)
class Look:
    """Tokens for one state of one kind; "" draws nothing; `inset` draws the box lower than its target."""

    fill: str
    edge: str
    ink: str
    icon: str
    width: float = 1.0
    size: int = 14
    weight: int = 500
    pad: int = 16
    inset: int = 0


_REST = {
    Kind.PRIMARY: Look("accent", "", "on_accent", "on_accent", size=15, weight=600, pad=20),
    Kind.SECONDARY: Look("surface", "line_strong", "ink", "ink", size=14, weight=600),
    Kind.QUIET: Look("", "", "ink2", "ink2", pad=10),
    Kind.AGENDA: Look("accent_soft", "", "accent_ink", "accent_ink", weight=600, pad=18),
    Kind.CHIP: Look("surface", "line_strong", "ink", "ink", weight=600, pad=12),
    Kind.FILTER: Look("surface", "line", "ink", "ink2", size=13, pad=10),
    Kind.NAV: Look("", "", "ink2", "ink2", weight=500, pad=12),
    Kind.SWITCH: Look("", "", "ink2", "ink2", size=13, pad=9, inset=6),
    Kind.DANGER: Look("surface", "danger", "danger", "danger", weight=600),
}
_CHOSEN = {
    Kind.QUIET: Look("sunken", "line_strong", "ink", "ink", pad=10),
    Kind.CHIP: Look("accent", "", "on_accent", "on_accent", weight=600, pad=12),
    Kind.FILTER: Look("accent_soft", "accent", "accent_ink", "accent_ink", width=1.5, size=13, pad=10),
    Kind.SWITCH: Look("sunken", "line_strong", "ink", "ink", size=13, weight=600, pad=9, inset=6),
    Kind.NAV: Look("accent_soft", "", "accent_ink", "accent_ink", weight=600, pad=12),
}
_UNDER_POINTER = {"surface": "sunken", "": "sunken"}


def look(kind: Kind, *, chosen: bool, hover: bool, enabled: bool) -> Look:
    """The look of a button of this kind now."""
    found = _CHOSEN.get(kind, _REST[kind]) if chosen else _REST[kind]
    if not enabled:
        return replace(found, fill="sunken" if found.fill else "", edge="", ink="ink3", icon="ink3")
    if hover:
        return replace(found, fill=_UNDER_POINTER.get(found.fill, found.fill))
    return found
