"""What gives way on a sheet that is one page always: first the air, then praise, last the aftaler."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from konsulent_app.pdf.ark_dele import height_of
from konsulent_app.pdf.flow import Item

_LUFT = (1.0, 0.75, 0.5)  # what the room that is left is used for, after more that goes well
TAET = 0.3  # of the air between parts: with less they are no parts any more


@dataclass(frozen=True, slots=True)
class Plads:
    """How much there is room for: air between parts (1 is all of it), sentences of »Det går godt«, aftaler."""

    luft: float
    godt: int
    aftaler: int


def fit(make: Callable[[Plads], Sequence[Item]], godt: int, aftaler: int, room: float) -> Sequence[Item]:
    """The fullest sheet that is not taller than ``room``; the emptiest where none is.

    Aftaler leave from the end, where the borger's own are not, and one good thing stands as long as any aftale does.
    """
    everything = make(Plads(1.0, godt, aftaler))
    if height_of(everything) <= room:  # as nearly always
        return everything
    first = min(godt, 1)

    def is_room(plads: Plads) -> bool:
        return height_of(make(plads)) <= room

    # the most that fit: with fewer the sheet is never taller
    too_many = bisect_left(range(aftaler + 1), x=True, key=lambda n: not is_room(Plads(TAET, first, n)))
    chosen = Plads(TAET, first, too_many - 1) if too_many else Plads(TAET, 0, 0)
    for n in range(godt, chosen.godt - 1, -1):
        airs = [Plads(luft, n, chosen.aftaler) for luft in _LUFT]
        if not is_room(airs[-1]):
            continue
        return make(next(plads for plads in airs if is_room(plads)))
    return make(chosen)
