"""Gives every change of a batch its verdict: accepted, konflikt, proposed rettelse, unknown row or refused."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from konsulent_core.clock import to_text
from konsulent_core.entities import BY_TABEL, Besoeg, Forsinket, Sagtal, group_of
from konsulent_core.ids import derived_id
from konsulent_core.merge import Edit, Value, merge
from konsulent_core.rettigheder import sagtal_id
from konsulent_core.wire import Batch, BirthBlock, BirthRow, EditRow, Receipt, Verdict
from konsulent_server import clashes
from konsulent_server.access import Grants, Leave, User
from konsulent_server.changes import Change, Sender, instant, of_birth, of_edit
from konsulent_server.ledger import Born, Kept, Ledger
from konsulent_server.locks import Locks, Seen
from konsulent_server.shapes import compact, has_white_space, misfit, read_rows

NO_ACCESS = "Du har ikke adgang til sagen længere."
WRONG_SHAPE = "Serveren kunne ikke læse værdien."
LOCKED = "Besøget er afsluttet. Lav en rettelse i stedet."
DECIDED = "Konflikten er ændret, siden du valgte. Se den igen."


class Judge:
    """One batch of one machine. Everything it decides goes into the ledger; ``receipt`` is what the machine is told."""

    def __init__(self, ledger: Ledger, grants: Grants, user: User, device: str, batch: Batch, now: datetime) -> None:
        self._ledger = ledger
        self._grants = grants
        self._batch = batch
        self._sender = Sender(user, device, instant(batch.at))
        self._locks = Locks(ledger, self._sender)
        self._others: list[Verdict] = []
        self._born: set[int] = set()
        self._place = 0
        self._now = now
        self._late = Counter[tuple[int, str, int]]()  # scope, and the table and row that late changes speak of

    def receipt(self) -> Receipt:
        """Judges all, births block by block and then edits, in op order."""
        for block in self._batch.births:
            self._births(block)
        self._load(self._batch.edits)
        for edit in self._batch.edits:
            self._edit(edit)
            self._place += 1
        self._locks.propose_unseen()
        self._tell_of_late_ones()
        self._grants.save()
        return Receipt(self._batch.number, self._place, self._others)

    def _load(self, edits: Sequence[EditRow]) -> None:
        """The edited rows, and the besøg whose locks may lie over them, each in one go."""
        self._ledger.load(edit.row for edit in edits)
        rows = [kept for edit in edits if (kept := self._ledger.get(edit.row)) is not None]
        besoeg = (kept.state.values.get("besoeg") for kept in rows)
        self._ledger.load(number for number in besoeg if isinstance(number, int))

    # Births

    def _births(self, block: BirthBlock) -> None:
        first = self._place
        self._place += len(block.rows)
        bad, values = read_rows(BY_TABEL.get(block.table), block)
        good = [row for offset, row in enumerate(block.rows) if offset not in bad]
        there = self._ledger.existing([row.row for row in good])
        self._ledger.load(there - self._born)
        self._grants.open(block.table, ((row.row, row.scope) for row in good if row.row not in there))
        locked = self._locked_among(block, dict(zip((row.row for row in good), values, strict=True)))
        born: list[Born] = []
        layout = self._ledger.layout(block.table, block.fields) if good else None
        open_to = {
            scope: self._grants.allows(block.table, scope, block.fields, birth=True, base_rev=block.base_rev)
            for scope in {row.scope for row in block.rows}
        }
        foreign = self._foreign_counts(block, dict(zip((row.row for row in good), values, strict=True)))
        is_tight = not has_white_space(block.rows)
        for offset, row in enumerate(block.rows):
            place = first + offset
            if offset in bad or layout is None or row.row in self._born:
                self._refuse(place, WRONG_SHAPE, row.row if row.row in self._born else None)
            elif open_to[row.scope] is Leave.NO or row.row in foreign:
                self._refuse(place, NO_ACCESS)
            elif row.row in there:
                self._birth_of_known(place, block, row)
            elif row.row in locked:
                self._late_birth(place, block, row, locked[row.row])
            else:
                kept = bytes(row.values) if is_tight else compact(row.values)
                born.append(Born(row.row, row.scope, layout, kept))
                self._born.add(row.row)
                if open_to[row.scope] is Leave.LATE:
                    self._note_late(block.table, row.row, row.scope, _values(block, row))
        self._ledger.add(born)

    def _foreign_counts(self, block: BirthBlock, rows: Mapping[int, Sequence[Value]]) -> set[int]:
        """Count rows of sager that the sender has no part in, or under another number than theirs."""
        if block.table != Sagtal.tabel or "sag" not in block.fields:
            return set(rows) if block.table == Sagtal.tabel else set()
        at = block.fields.index("sag")
        scopes = {row.row: row.scope for row in block.rows}
        return {row for row, values in rows.items() if not self._is_own_count(row, scopes[row], values[at])}

    def _is_own_count(self, row: int, team: int, sag: Value) -> bool:
        return isinstance(sag, int) and sag in self._grants.readable and row == sagtal_id(sag, team)

    def _birth_of_known(self, place: int, block: BirthBlock, row: BirthRow) -> None:
        """Two machines gave birth to one row (a natural key), or a row comes again after a restore on either side."""
        given = _values(block, row)
        if block.base_rev < 0:
            change = of_birth(place, block.table, row.row, row.scope, row.age, given)
        else:
            change = Change(place, block.table, row.row, row.scope, row.age, block.base_rev, Edit({}, given))
        self._weigh(change, given)

    def _late_birth(self, place: int, block: BirthBlock, row: BirthRow, besoeg: Kept) -> None:
        fields = {f: v for f, v in _values(block, row).items() if v is not None}
        self._locks.propose(besoeg, row.scope, block.table, row.row, {}, fields, row.age)
        self._others.append(Verdict(place, "forslag", LOCKED, block.fields))

    def _locked_among(self, block: BirthBlock, rows: Mapping[int, Sequence[Value]]) -> dict[int, Kept]:
        """Row → the besøg that it belongs to, where another machine has locked that. ``rows`` with their values."""
        entity = BY_TABEL.get(block.table)
        if entity is None or not entity.under_besoeg or "besoeg" not in block.fields:
            return {}
        at = block.fields.index("besoeg")
        numbers = {row: number for row, values in rows.items() if isinstance(number := values[at], int)}
        wanted = set(numbers.values()) - self._born
        self._ledger.load(wanted)
        locked = {number: besoeg for number in wanted if (besoeg := self._locks.locked(number)) is not None}
        return {row: locked[number] for row, number in numbers.items() if number in locked}

    # Edits

    def _edit(self, row: EditRow) -> None:
        kept = self._ledger.get(row.row)
        told = {f: new for f, (_, new) in row.fields.items()}
        leave = self._grants.allows(row.table, row.scope, row.fields, base_rev=row.base_rev)
        if leave is not Leave.NO and row.table == Sagtal.tabel and kept is not None:
            sag = kept.state.values.get("sag")
            leave = Leave.YES if "sag" not in told and self._is_own_count(row.row, row.scope, sag) else Leave.NO
        if leave is Leave.NO:
            self._refuse(self._place, NO_ACCESS, fields=tuple(told))
        elif misfit(BY_TABEL.get(row.table), row.table, row.fields):
            there = kept is not None and (kept.layout.table, kept.scope) == (row.table, row.scope)
            self._refuse(self._place, WRONG_SHAPE, row.row if there else None, tuple(told))
        elif kept is None:
            self._others.append(Verdict(self._place, "ukendt", "", tuple(told)))
        else:
            if leave is Leave.LATE:
                self._note_late(row.table, row.row, row.scope, kept.state.values)
            self._weigh(of_edit(self._place, row), told)

    def _weigh(self, change: Change, told: Mapping[str, Value]) -> None:
        """``told`` is all that the machine holds in the row after its change, as far as it says."""
        kept = self._ledger.get(change.row)
        if kept is None or (kept.layout.table, kept.scope) != (change.table, change.scope):
            self._refuse(change.place, NO_ACCESS, fields=tuple(told))
            return

        def seen(rev: int) -> bool:
            return rev <= change.base_rev or self._ledger.device_of(rev) == self._sender.device

        if change.table == "konflikt":
            if not clashes.decide(self._ledger, self._sender, change, kept, seen):
                self._refuse(change.place, DECIDED, change.row, tuple(told))
        elif (besoeg := self._locks.lock_over(kept, change)) is not None:
            self._cross_lock(kept, change, besoeg)
        else:
            self._merge(kept, change, seen)
        now = self._ledger.get(change.row) or kept
        if kept.seq > change.base_rev or any(now.state.values.get(f) != value for f, value in told.items()):
            self._ledger.sent_whole.add(change.row)

    def _merge(self, kept: Kept, change: Change, seen: Seen) -> None:
        merged = merge(change.entity, kept.state, change.edit, seen)
        self._ledger.change(kept, merged.taken, self._sender.claimed(change.age))
        real = [clash for clash in merged.clashes if not self._came_before(kept, change, clash.mine)]
        for clash in real:
            clashes.keep(self._ledger, self._sender, change, clash, kept)
        if real:
            named = sorted({f for clash in real for f in clash.mine})
            self._others.append(Verdict(change.place, "konflikt", "", tuple(named)))
        self._locks.note(kept, change, seen, {f for clash in real for f in clash.mine})

    def _cross_lock(self, kept: Kept, change: Change, besoeg: Kept) -> None:
        """From before its machine knew of the lock it is a proposed rettelse, after that refused."""
        new: dict[str, Value] = {}
        for group in {group_of(change.entity, f) for f in change.edit.new}:
            mine = {f: change.edit.new[f] for f in group if f in change.edit.new}
            same = all(kept.state.values.get(f) == value for f, value in mine.items())
            if not same and not self._came_before(kept, change, mine):
                new.update(mine)
        if not new:
            return
        if besoeg.state.rev("tilstand") <= change.base_rev and not change.sent_again:
            self._refuse(change.place, LOCKED, change.row, tuple(sorted(new)))
            return
        before = {f: kept.state.values.get(f) for f in new}
        self._locks.propose(besoeg, change.scope, change.table, change.row, before, new, change.age)
        self._others.append(Verdict(change.place, "forslag", LOCKED, tuple(sorted(new))))

    def _came_before(self, kept: Kept, change: Change, mine: Mapping[str, Value]) -> bool:
        """Whether the row has held all of this since the machine last knew it: then the change came before, from a
        machine that was restored since or from another, and what stands now was put in its place."""
        return self._ledger.stood(kept, mine, change.base_rev, or_then=change.sent_again)

    def _note_late(self, table: str, row: int, scope: int, values: Mapping[str, Value]) -> None:
        besoeg = values.get("besoeg")
        self._late[(scope, Besoeg.tabel, besoeg) if isinstance(besoeg, int) else (scope, table, row)] += 1

    def _tell_of_late_ones(self) -> None:
        """Whoever has the sag now is shown what came after it was handed over."""
        for (scope, table, row), count in self._late.items():
            number = derived_id(Forsinket.tabel, row, self._sender.device, self._batch.number)
            self._ledger.create(
                Forsinket.tabel,
                number,
                scope,
                {
                    "slettet": 0,
                    "tabelnavn": table,
                    "raekke": row,
                    "antal": count,
                    "hvem": self._sender.user.name,
                    "hvornaar": self._sender.claimed(0),
                    "modtaget": to_text(self._now),
                    "set_af": None,
                },
            )

    def _refuse(self, place: int, reason: str, row: int | None = None, fields: tuple[str, ...] = ()) -> None:
        """``row`` is sent as it stands, to take the place of what was refused."""
        self._others.append(Verdict(place, "afvist", reason, fields))
        if row is not None:
            self._ledger.sent_whole.add(row)


def _values(block: BirthBlock, row: BirthRow) -> dict[str, Value]:
    return dict(zip(block.fields, msgspec.json.decode(row.values), strict=True))
