"""What gives way on a sheet that is one page always: first the air, then praise, last the aftaler."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from konsulent_app.pdf.ark_dele import height_of
from konsulent_app.pdf.flow import Item


@dataclass(frozen=True, slots=True)
class Plads:
    """How much there is room for: air between parts (1 is all of it), sentences of »Det går godt«, aftaler."""

    luft: float
    godt: int
    aftaler: int


def fit(make: Callable[[Plads], Sequence[Item]], godt: int, aftaler: int, room: float) -> Sequence[Item]:
    """The fullest sheet that is not taller than ``room``; the emptiest where none is."""
    items: Sequence[Item] = ()
    for plads in _ways(godt, aftaler):
        items = make(plads)
        if height_of(items) <= room:
            break
    return items


def _ways(godt: int, aftaler: int) -> Iterator[Plads]:
    """From the fullest on. One good thing stands as long as any aftale does; aftaler leave from the end, where the
    borger's own are not."""
    for luft in (1.0, 0.75, 0.5):
        yield Plads(luft, godt, aftaler)
    for n in range(godt - 1, 0, -1):
        yield Plads(0.5, n, aftaler)
    for n in range(aftaler - 1, -1, -1):
        yield Plads(0.5, min(godt, 1), n)
    yield Plads(0.5, 0, 0)
