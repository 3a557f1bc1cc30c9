"""The merge: what becomes of an edit when the row may have changed since the editor last saw it. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from konsulent_core.entities import Record, group_of

Value = str | int | float | None  # truth values travel as 0 and 1


@dataclass(frozen=True, slots=True)
class Edit:
    """Changed fields of one row. Every field of a touched group is present in ``new``.

    ``base`` is what the editor's machine had before; a field that is not in it had a value nobody remembers any more
    (a row sent again after the server was restored). A birth's bases are all None.
    """

    base: Mapping[str, Value]
    new: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class RowState:
    """The row as the server has it, and the feed number at which each field was last set (``born`` unless told)."""

    values: Mapping[str, Value]
    born: int
    revs: Mapping[str, int]

    def rev(self, field: str) -> int:
        return self.revs.get(field, self.born)


@dataclass(frozen=True, slots=True)
class Clash:
    """A group that both sides changed, differently; ``base`` lacks what the editor's machine did not know."""

    base: Mapping[str, Value]
    mine: Mapping[str, Value]
    theirs: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Merged:
    """``taken`` are the values to write now; a clash leaves the server's value and waits for a person."""

    taken: Mapping[str, Value]
    clashes: tuple[Clash, ...]


def merge(entity: type[Record], current: RowState, edit: Edit, seen: Callable[[int], bool]) -> Merged:
    """Field group by field group against the base (ARCHITECTURE »Sync«).

    ``seen(rev)`` says whether the editor's machine knew the value set at that feed number: it had pulled it, or it
    wrote it itself. A group untouched by others is taken; the same value is taken; else it is a clash. Deleting
    against editing is a clash too, either way round. What is reckoned is no clash: the last holds.
    """

    if entity.udregnet:
        return Merged({f: v for f, v in edit.new.items() if current.values.get(f) != v}, ())

    def known(field: str) -> bool:
        return seen(current.rev(field)) or (field in edit.base and edit.base[field] == current.values.get(field))

    taken: dict[str, Value] = {}
    clashes: list[Clash] = []
    new = edit.new
    if new.get("slettet") and not current.values.get("slettet"):
        unseen = _unseen(entity, current, edit, known)
        if unseen:
            clashes.append(
                Clash(
                    base={"slettet": 0, **{f: edit.base[f] for f in unseen if f in edit.base}},
                    mine={"slettet": 1, **{f: new[f] for f in unseen if f in new}},
                    theirs={"slettet": 0, **{f: current.values.get(f) for f in unseen}},
                )
            )
            new = {f: value for f, value in new.items() if f != "slettet" and f not in unseen}
    gone = bool(current.values.get("slettet")) and not new.get("slettet") and not known("slettet")

    done: set[str] = set()
    for name in new:
        if name in done:
            continue
        group = sorted(f for f in group_of(entity, name) if f in new)
        done.update(group)
        base = {f: edit.base[f] for f in group if f in edit.base}
        mine = {f: new[f] for f in group}
        theirs = {f: current.values.get(f) for f in group}
        if mine == theirs:
            continue
        if gone and "slettet" not in group:
            clashes.append(Clash({**base, "slettet": 0}, {**mine, "slettet": 0}, {**theirs, "slettet": 1}))
        elif all(known(f) for f in group):
            taken.update(mine)
        else:
            clashes.append(Clash(base, mine, theirs))
    return Merged(taken, tuple(clashes))


def _unseen(entity: type[Record], current: RowState, edit: Edit, known: Callable[[str], bool]) -> list[str]:
    """What the row holds that a deletion did not know of: whole groups, so that none is cut in two."""
    found = {
        f
        for f, value in current.values.items()
        if f != "slettet" and not known(f) and not (f in edit.new and edit.new[f] == value)
    }
    groups = {member for f in found for member in group_of(entity, f)}
    return sorted(f for f in groups if f in current.values or f in edit.new)
