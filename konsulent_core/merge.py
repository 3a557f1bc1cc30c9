"""The merge: what becomes of an edit when the row may have changed since the editor last saw it. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from konsulent_core.entities import Record, group_of

Value = str | int | float | None  # truth values travel as 0 and 1


@dataclass(frozen=True, slots=True)
class Edit:
    """Changed fields of one row, each as (base, new). Every field of a touched group is present.

    A birth is an edit whose bases are all None.
    """

    fields: Mapping[str, tuple[Value, Value]]


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
    against editing is a clash too, either way round.
    """
    taken: dict[str, Value] = {}
    clashes: list[Clash] = []
    fields = edit.fields
    if fields.get("slettet", (None, None))[1] and not current.values.get("slettet"):
        unseen = sorted(
            f
            for f, value in current.values.items()
            if f != "slettet" and not seen(current.rev(f)) and not (f in fields and value == fields[f][0])
        )
        if unseen:
            clashes.append(
                Clash(
                    base={"slettet": 0, **{f: fields[f][0] for f in unseen if f in fields}},
                    mine={"slettet": 1, **{f: fields[f][1] for f in unseen if f in fields}},
                    theirs={"slettet": 0, **{f: current.values[f] for f in unseen}},
                )
            )
            fields = {f: v for f, v in fields.items() if f != "slettet" and f not in unseen}
    gone = bool(current.values.get("slettet")) and not seen(current.rev("slettet"))

    done: set[str] = set()
    for name in fields:
        if name in done:
            continue
        group = sorted(f for f in group_of(entity, name) if f in fields)
        done.update(group)
        base = {f: fields[f][0] for f in group}
        mine = {f: fields[f][1] for f in group}
        theirs = {f: current.values.get(f) for f in group}
        if mine == theirs:
            continue
        if gone and "slettet" not in group:
            clashes.append(
                Clash({**base, "slettet": 0}, {**mine, "slettet": 0}, {**theirs, "slettet": 1})
            )
        elif all(seen(current.rev(f)) or theirs[f] == base[f] for f in group):
            taken.update(mine)
        else:
            clashes.append(Clash(base, mine, theirs))
    return Merged(taken, tuple(clashes))

