"""One change as the judge weighs it, and who sent it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from konsulent_core.clock import from_text, to_text
from konsulent_core.entities import BY_TABEL, Record, group_of
from konsulent_core.merge import Edit, Value
from konsulent_core.wire import EditRow
from konsulent_server.access import User

FREE = Record  # a table this server does not know yet: no groups, no besøg


@dataclass(frozen=True, slots=True)
class Sender:
    """The machine and the person a batch comes from; ``at`` is the batch's time by the machine's own clock."""

    user: User
    device: str
    at: datetime

    def claimed(self, age: int) -> str:
        """When the change was made, as the machine says."""
        try:
            return to_text(self.at - timedelta(seconds=age))
        except OverflowError:
            return to_text(self.at)


def instant(text: str) -> datetime:
    """The time a batch names, or the oldest there is."""
    try:
        return from_text(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True, slots=True)
class Change:
    """An edit, or the birth of a row that is there already. ``base_rev`` is the feed number up to which the machine
    knew the feed: −1 for a true birth."""

    place: int
    table: str
    row: int
    scope: int
    age: int
    base_rev: int
    edit: Edit

    @property
    def entity(self) -> type[Record]:
        return BY_TABEL.get(self.table, FREE)

    @property
    def sent_again(self) -> bool:
        """Whether the bases are unknown: a row sent again after the server was restored."""
        return self.base_rev >= 0 and not self.edit.base


def of_edit(place: int, row: EditRow) -> Change:
    """Only the groups in which something moved: what was set and set back again is no change."""
    entity = BY_TABEL.get(row.table, FREE)
    moved = {m for f, (base, new) in row.fields.items() if base != new for m in group_of(entity, f)}
    fields = {f: both for f, both in row.fields.items() if f in moved}
    edit = Edit({f: base for f, (base, _) in fields.items()}, {f: new for f, (_, new) in fields.items()})
    return Change(place, row.table, row.row, row.scope, row.age, row.base_rev, edit)


def of_birth(place: int, table: str, row: int, scope: int, age: int, values: Mapping[str, Value]) -> Change:
    """The birth of a row with a natural key that another machine gave birth to first, or of one sent before. Its
    maker filled in some groups, out of nothing, and says nothing of the others."""
    entity = BY_TABEL.get(table, FREE)
    said = {m for f, v in values.items() if v is not None and f != "slettet" for m in group_of(entity, f)}
    if values.get("slettet") or entity.udregnet:  # what is reckoned anew is there again
        said.add("slettet")
    new = {f: v for f, v in values.items() if f in said}
    return Change(place, table, row, scope, age, -1, Edit({f: 0 if f == "slettet" else None for f in new}, new))
