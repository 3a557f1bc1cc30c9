"""Small groups in figures that leave the team are hidden, and so that no sum gives them away (DOMAIN §6, §7)."""

from collections.abc import Sequence

MINDST = 5
"""A group of fewer borgere than this is not told; nobody at all is no group."""

Vist = tuple[int | None, ...]
"""Counts as they are told; None for one that is hidden."""


def hide_small(celler: Sequence[int]) -> tuple[Vist, int | None]:
    """Counts, and their sum as it may be told beside them.

    One hidden cell could be reckoned from the sum and the others, and so could several that hold one borger each: the
    next smallest are hidden with it until they are at least two that make a group. Where that cannot be, nothing is
    told at all.
    """
    hidden = {place for place, antal in enumerate(celler) if 0 < antal < MINDST}
    rest = sorted((place for place, antal in enumerate(celler) if antal >= MINDST), key=lambda place: celler[place])
    while hidden and rest and not _covers(celler, hidden):
        hidden.add(rest.pop(0))
    if hidden and not _covers(celler, hidden):
        return tuple(None for _ in celler), None
    return tuple(None if place in hidden else antal for place, antal in enumerate(celler)), sum(celler)


def hide_tables(tabeller: Sequence[Sequence[int]]) -> tuple[tuple[Vist, ...], int | None]:
    """The same for several divisions of one and the same sum: where one must hide it, none may tell it."""
    shown = [hide_small(celler) for celler in tabeller]
    if any(i_alt is None for _, i_alt in shown):
        return tuple(tuple(None for _ in celler) for celler in tabeller), None
    return tuple(celler for celler, _ in shown), shown[0][1] if shown else None


def hide_part(antal: int, af: int) -> int | None:
    """``antal`` borgere of ``af``: hidden where they are few, or where those who are not are."""
    return hide_small((antal, af - antal))[0][0]


def _covers(celler: Sequence[int], hidden: set[int]) -> bool:
    """Whether the hidden cells keep each other's secret: their sum leaves each of them more than one value."""
    rest = sum(celler[place] for place in hidden)
    return len(hidden) > 1 and rest >= MINDST and rest > len(hidden)
