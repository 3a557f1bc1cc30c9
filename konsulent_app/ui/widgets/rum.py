"""How much room the window gives: the breakpoints of UX §2, counted in letters' size and not in bare pixels."""

from enum import IntEnum


class Rum(IntEnum):
    """From the narrowest to the widest."""

    LILLE = 0  # below 800: list or detail
    SMAL = 1  # 800–1149: icons in the navigation
    NORMAL = 2  # 1150–1599
    BRED = 3  # 1600 and more: the detail in two columns


NAV = {Rum.LILLE: 0, Rum.SMAL: 64, Rum.NORMAL: 196, Rum.BRED: 228}
LISTE = {Rum.LILLE: 0, Rum.SMAL: 360, Rum.NORMAL: 400, Rum.BRED: 448}
"""Widths at 100 %; 0 means that it has no column of its own."""


def rum_af(width: int, scale: float) -> Rum:
    """Larger letters need the layout of a narrower window."""
    effective = width / scale
    if effective < 800:
        return Rum.LILLE
    if effective < 1150:
        return Rum.SMAL
    return Rum.NORMAL if effective < 1600 else Rum.BRED
