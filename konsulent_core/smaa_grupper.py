"""Small groups in figures that leave the team are hidden, and so that no sum gives them away (DOMAIN §6, §7)."""

from collections.abc import Collection, Sequence

MINDST = 5
"""A group of fewer borgere than this is not told; nobody at all is no group."""

Vist = tuple[int | None, ...]
"""Counts as they are told; None for one that is hidden."""


Folk = Sequence[Collection[int]]
"""Who stands behind each count, where one person may be counted more than once (her praktikker, her aftaler)."""


def hide_small(celler: Sequence[int], folk: Folk | None = None) -> tuple[Vist, int | None]:
    """Counts, and their sum as it may be told beside them. Without ``folk`` each count is of so many persons.

    One hidden cell could be reckoned from the sum and the others, and so could several that hold one borger each: the
    next smallest are hidden with it until they are at least two that make a group. Where that cannot be, or where all
    of it is of few, nothing is told at all.
    """
    size = list(celler) if folk is None else [len(set(one)) for one in folk]
    hidden = {place for place in range(len(celler)) if 0 < size[place] < MINDST}
    rest = [place for place, antal in enumerate(celler) if antal and place not in hidden]
    rest.sort(key=celler.__getitem__)
    while hidden and rest and not _covers(celler, folk, hidden):
        hidden.add(rest.pop(0))
    if hidden and not _covers(celler, folk, hidden):
        return tuple(None for _ in celler), None
    return tuple(None if place in hidden else antal for place, antal in enumerate(celler)), sum(celler)


def hide_tables(tabeller: Sequence[tuple[Sequence[int], Folk | None]]) -> tuple[tuple[Vist, ...], int | None]:
    """The same for several divisions of one and the same sum: where one must hide it, none may tell it."""
    shown = [hide_small(celler, folk) for celler, folk in tabeller]
    if any(i_alt is None for _, i_alt in shown):
        return tuple(tuple(None for _ in celler) for celler, _ in tabeller), None
    return tuple(celler for celler, _ in shown), shown[0][1] if shown else None


def hide_part(antal: int, af: int) -> int | None:
    """``antal`` borgere of ``af``: hidden where they are few, or where those who are not are."""
    return hide_small((antal, af - antal))[0][0]


def _covers(celler: Sequence[int], folk: Folk | None, hidden: set[int]) -> bool:
    """Whether the hidden cells keep each other's secret: together they are no small group, and their sum leaves each of
    them more than one value."""
    rest = sum(celler[place] for place in hidden)
    persons = rest if folk is None else len(set().union(*(folk[place] for place in hidden)))
    return len(hidden) > 1 and persons >= MINDST and rest > len(hidden)
