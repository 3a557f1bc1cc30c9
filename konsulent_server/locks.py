"""What a besøg's lock means for changes that cross it on their way: each becomes a proposed rettelse, none is lost."""

import json
from collections.abc import Callable, Mapping

from konsulent_core.entities import BY_TABEL, Besoeg, group_of
from konsulent_core.ids import derived_id
from konsulent_core.merge import Value
from konsulent_core.words import RettelseTilstand, Tilstand
from konsulent_server.changes import Change, Sender
from konsulent_server.ledger import Kept, Ledger

_OF_THE_LOCK = group_of(Besoeg, "tilstand")
Seen = Callable[[int], bool]


def is_lock(change: Change) -> bool:
    return change.table == "besoeg" and change.edit.new.get("tilstand") == Tilstand.AFSLUTTET


class Locks:
    """The locks that one batch meets or brings."""

    def __init__(self, ledger: Ledger, sender: Sender) -> None:
        self._ledger = ledger
        self._sender = sender
        self._brought: list[tuple[Kept, Change, Seen]] = []
        self._told: dict[int, set[str]] = {}

    def lock_over(self, kept: Kept, change: Change) -> Kept | None:
        """The besøg that another machine has locked and that this row belongs to."""
        if not change.entity.under_besoeg:
            return None
        number = kept.row if change.table == "besoeg" else kept.state.values.get("besoeg")
        return self.locked(number)

    def locked(self, number: Value) -> Kept | None:
        """The besøg of that number, if another machine has locked it: what the locking machine itself sends was
        written before its lock."""
        besoeg = self._ledger.get(number) if isinstance(number, int) else None
        if besoeg is None or besoeg.layout.table != "besoeg":
            return None
        state = besoeg.state
        if state.values.get("tilstand") != Tilstand.AFSLUTTET:
            return None
        return None if self._ledger.device_of(state.rev("tilstand")) == self._sender.device else besoeg

    def propose(
        self,
        besoeg: Kept,
        scope: int,
        table: str,
        row: int,
        before: Mapping[str, Value],
        after: Mapping[str, Value],
        age: int = 0,
    ) -> None:
        """A proposed rettelse, in the ``scope`` of the row it speaks of. The same one sent twice, also by a restored
        machine, is one."""
        number = derived_id("rettelse", besoeg.row, row, self._sender.user.number, as_json(after))
        if self._ledger.get(number) is not None:
            self._ledger.sent_whole.add(number)
            return
        self._ledger.create(
            "rettelse",
            number,
            scope,
            {
                "slettet": 0,
                "besoeg": besoeg.row,
                "nummer": None,
                "tilstand": RettelseTilstand.FORESLAAET.value,
                "begrundelse": "Skrevet før besøget blev afsluttet, modtaget efter.",
                "tabelnavn": table,
                "raekke": row,
                "foer": as_json(before),
                "efter": as_json(after),
                "hvem": self._sender.user.name,
                "hvornaar": self._sender.claimed(age),
            },
        )

    def note(self, kept: Kept, change: Change, seen: Seen, clashed: set[str]) -> None:
        """Remembers a lock that this batch brings, and of what it says of rows all that stands, or is in a konflikt."""
        if not change.entity.under_besoeg:
            return
        now = self._ledger.get(kept.row) or kept
        standing = {f for f, value in change.edit.new.items() if now.state.values.get(f) == value}
        self._told.setdefault(change.row, set()).update(standing | clashed)
        if is_lock(change) and kept.state.values.get("tilstand") != Tilstand.AFSLUTTET:
            self._brought.append((kept, change, seen))

    def propose_unseen(self) -> None:
        """Answers that others sent in before the locks of this batch, and that the locked texts therefore lack."""
        for besoeg, change, seen in self._brought:
            for row in self._ledger.since(change.scope, change.base_rev):
                entity = BY_TABEL.get(row.layout.table)
                own = row.row == besoeg.row
                if entity is None or not entity.under_besoeg:
                    continue
                if not own and row.state.values.get("besoeg") != besoeg.row:
                    continue
                told = self._told.get(row.row, set()) | (_OF_THE_LOCK if own else set())
                fields = {
                    f: v
                    for f, v in row.state.values.items()
                    if v is not None and f not in told and not seen(row.state.rev(f)) and not (f == "slettet" and not v)
                }
                if fields:
                    self.propose(besoeg, row.scope, row.layout.table, row.row, {}, fields)


def as_json(values: Mapping[str, Value]) -> str:
    return json.dumps(dict(values), ensure_ascii=False, sort_keys=True)
