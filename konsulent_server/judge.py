"""Gives every change of a batch its verdict: accepted, konflikt, proposed rettelse or refused with a reason."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from konsulent_core.clock import from_text, to_text
from konsulent_core.entities import BY_TABEL, Record, field_types, group_of
from konsulent_core.ids import derived_id
from konsulent_core.merge import Clash, Edit, Value, merge
from konsulent_core.wire import Batch, BirthBlock, BirthRow, EditRow, Receipt, Verdict
from konsulent_core.words import KonfliktTilstand, RettelseTilstand, Tilstand
from konsulent_server.access import Grants, User
from konsulent_server.ledger import Born, Kept, Ledger

NO_ACCESS = "Du har ikke adgang til sagen længere."
WRONG_SHAPE = "Serveren kunne ikke læse værdien."
LOCKED = "Besøget er afsluttet. Lav en rettelse i stedet."

_FREE = Record  # a table this server does not know yet: no groups, no besøg


class Judge:
    """One batch of one machine. Everything it decides goes into the ledger; ``receipt`` is what the machine is told."""

    def __init__(self, ledger: Ledger, grants: Grants, user: User, device: str, batch: Batch) -> None:
        self._ledger = ledger
        self._grants = grants
        self._user = user
        self._device = device
        self._batch = batch
        self._at = _instant(batch.at)
        self._others: list[Verdict] = []
        self._fresh_besoeg: set[int] = set()
        self._born: set[int] = set()
        self._place = 0

    def receipt(self) -> Receipt:
        """Judges all, births block by block and then edits, in op order."""
        self._ledger.load(edit.row for edit in self._batch.edits)
        for block in self._batch.births:
            self._births(block)
        for edit in self._batch.edits:
            self._edit(edit)
            self._place += 1
        self._grants.save()
        return Receipt(self._batch.number, self._place, self._others)

    # Births

    def _births(self, block: BirthBlock) -> None:
        entity = BY_TABEL.get(block.table)
        layout = self._ledger.layout(block.table, block.fields)
        first = self._place
        self._place += len(block.rows)
        bad = _misshapen(entity, block)
        there = self._ledger.existing([row.row for row in block.rows])
        self._grants.open(block.table, ((row.row, row.scope) for row in block.rows if row.row not in there))
        locked = self._locked_among(entity, block)
        if block.table == "besoeg":
            self._fresh_besoeg.update(row.row for row in block.rows if row.row not in there)
        born: list[Born] = []
        besoeg_at = block.fields.index("besoeg") if locked else 0
        for offset, row in enumerate(block.rows):
            place = first + offset
            if offset in bad or row.row in self._born:
                self._refuse(place, WRONG_SHAPE, ())
            elif not self._grants.allows(block.table, row.row, row.scope):
                self._refuse(place, NO_ACCESS, ())
            elif row.row in there:
                self._birth_of_known(place, block, row)
            elif locked and (besoeg := json.loads(bytes(row.values))[besoeg_at]) in locked:
                self._late_birth(place, block, row, locked[besoeg])
            else:
                born.append(Born(row.row, row.scope, layout, _compact(row.values)))
                self._born.add(row.row)
        self._ledger.add(born)

    def _birth_of_known(self, place: int, block: BirthBlock, row: BirthRow) -> None:
        """Two machines gave birth to one row (a natural key), or a machine restored from a backup sends it again."""
        values: Sequence[Value] = msgspec.json.decode(row.values)
        fields = {f: (None, v) for f, v in zip(block.fields, values, strict=True) if v is not None and f != "slettet"}
        self._merge(place, EditRow(block.table, row.row, row.scope, row.age, 0, fields))

    def _late_birth(self, place: int, block: BirthBlock, row: BirthRow, besoeg: Kept) -> None:
        values: Sequence[Value] = msgspec.json.decode(row.values)
        fields = {f: v for f, v in zip(block.fields, values, strict=True) if v is not None}
        self._propose(block.table, row.row, row.scope, besoeg.row, {}, fields, row.age)
        self._others.append(Verdict(place, "forslag", LOCKED, block.fields))

    def _locked_among(self, entity: type[Record] | None, block: BirthBlock) -> dict[int, Kept]:
        """The besøg that these rows belong to and that another machine has locked, by id."""
        if entity is None or not entity.under_besoeg or "besoeg" not in block.fields:
            return {}
        at = block.fields.index("besoeg")
        numbers = {json.loads(bytes(row.values))[at] for row in block.rows} - self._fresh_besoeg
        wanted = {n for n in numbers if isinstance(n, int)}
        self._ledger.load(wanted)
        return {n: kept for n in wanted if (kept := self._ledger.get(n)) is not None and self._is_locked(kept)}

    def _is_locked(self, besoeg: Kept) -> bool:
        """Locked by another machine: what the locking machine itself sends was written before its lock."""
        state = besoeg.state
        return state.values.get("tilstand") == Tilstand.AFSLUTTET and (
            self._ledger.device_of(state.rev("tilstand")) != self._device
        )

    # Edits

    def _edit(self, edit: EditRow) -> None:
        kept = self._ledger.get(edit.row)
        if not self._grants.allows(edit.table, edit.row, edit.scope) or (kept and kept.scope != edit.scope):
            self._refuse(self._place, NO_ACCESS, tuple(edit.fields))
        elif _misfit(BY_TABEL.get(edit.table), edit.fields):
            self._refuse(self._place, WRONG_SHAPE, tuple(edit.fields))
        elif kept is None:
            # A server restored from an old backup: the row was here once.
            values = {"slettet": 0, **{field: new for field, (_, new) in edit.fields.items()}}
            self._ledger.create(edit.table, edit.row, edit.scope, values)
        else:
            self._merge(self._place, edit)

    def _merge(self, place: int, edit: EditRow) -> None:
        kept = self._ledger.get(edit.row)
        if kept is None or kept.scope != edit.scope or kept.layout.table != edit.table:
            self._refuse(place, NO_ACCESS, tuple(edit.fields))
            return
        entity = BY_TABEL.get(edit.table, _FREE)
        changed = {f: (base, new) for f, (base, new) in edit.fields.items() if base != new or _group_moves(entity, f, edit)}
        if self._late_edit(place, entity, kept, edit, changed):
            return

        def seen(rev: int) -> bool:
            return rev <= edit.base_rev or self._ledger.device_of(rev) == self._device

        if edit.table == "besoeg" and changed.get("tilstand", (None, None))[1] == Tilstand.AFSLUTTET:
            self._propose_unseen(kept, edit, seen)
        merged = merge(entity, kept.state, Edit(changed), seen)
        when = self._claimed(edit.age)
        before = kept
        self._ledger.change(kept, merged.taken, when)
        for clash in merged.clashes:
            self._keep_clash(edit, clash, before, when)
        if merged.clashes:
            named = sorted({f for clash in merged.clashes for f in clash.mine})
            self._others.append(Verdict(place, "konflikt", "", tuple(named)))
        after = self._ledger.get(edit.row) or kept
        if before.seq > edit.base_rev or any(after.state.values.get(f) != new for f, (_, new) in edit.fields.items()):
            self._ledger.touch(after)

    def _keep_clash(self, edit: EditRow, clash: Clash, before: Kept, when: str) -> None:
        """A konflikt row of its own; a further change of the same machine to the same fields replaces its ``min``."""
        number = derived_id("konflikt", edit.row, self._device, *sorted(clash.mine))
        theirs_rev = max(before.state.rev(f) for f in clash.theirs if f in before.state.values)
        who, at = self._ledger.author_of(theirs_rev)
        fields: dict[str, Value] = {
            "slettet": 0,
            "tabelnavn": edit.table,
            "raekke": edit.row,
            "foer": _json(clash.base),
            "min": _json(clash.mine),
            "min_hvem": self._user.name,
            "min_hvornaar": when,
            "server": _json(clash.theirs),
            "server_hvem": who,
            "server_hvornaar": at,
            "tilstand": KonfliktTilstand.AABEN.value,
            "valgt": None,
        }
        kept = self._ledger.get(number)
        if kept is None:
            self._ledger.create("konflikt", number, edit.scope, fields)
            return
        if kept.state.values.get("tilstand") == KonfliktTilstand.AABEN:
            fields["foer"] = kept.state.values.get("foer")
        moved = {f: v for f, v in fields.items() if kept.state.values.get(f) != v}
        self._ledger.change(kept, moved, when)
        self._ledger.touch(self._ledger.get(number) or kept)

    # The lock

    def _late_edit(
        self, place: int, entity: type[Record], kept: Kept, edit: EditRow, changed: Mapping[str, tuple[Value, Value]]
    ) -> bool:
        """An edit of a locked besøg: from before its machine knew of the lock it is a proposal, after that refused."""
        if not entity.under_besoeg or not changed:
            return False
        besoeg = kept if edit.table == "besoeg" else self._besoeg_of(kept)
        if besoeg is None or not self._is_locked(besoeg):
            return False
        if all(kept.state.values.get(f) == new for f, (_, new) in changed.items()):
            return False
        if besoeg.state.rev("tilstand") <= edit.base_rev:
            self._refuse(place, LOCKED, tuple(changed))
            return True
        self._propose(
            edit.table,
            edit.row,
            edit.scope,
            besoeg.row,
            {f: kept.state.values.get(f) for f in changed},
            {f: new for f, (_, new) in changed.items()},
            edit.age,
        )
        self._others.append(Verdict(place, "forslag", LOCKED, tuple(changed)))
        self._ledger.touch(kept)
        return True

    def _besoeg_of(self, kept: Kept) -> Kept | None:
        number = kept.state.values.get("besoeg")
        return self._ledger.get(number) if isinstance(number, int) else None

    def _propose_unseen(self, besoeg: Kept, edit: EditRow, seen: Callable[[int], bool]) -> None:
        """Answers that others sent in before this lock, and that the locked text therefore lacks."""
        for row in self._ledger.since(edit.scope, edit.base_rev):
            entity = BY_TABEL.get(row.layout.table)
            if entity is None or not entity.under_besoeg or row.state.values.get("besoeg") != besoeg.row:
                continue
            fields = {f: v for f, v in row.state.values.items() if v is not None and not seen(row.state.rev(f))}
            if fields:
                self._propose(row.layout.table, row.row, edit.scope, besoeg.row, {}, fields, 0)

    def _propose(
        self,
        table: str,
        row: int,
        scope: int,
        besoeg: int,
        before: Mapping[str, Value],
        after: Mapping[str, Value],
        age: int,
    ) -> None:
        number = derived_id("rettelse", row, self._device, self._batch.number)
        if self._ledger.get(number) is not None:
            return
        self._ledger.create(
            "rettelse",
            number,
            scope,
            {
                "slettet": 0,
                "besoeg": besoeg,
                "nummer": None,
                "tilstand": RettelseTilstand.FORESLAAET.value,
                "begrundelse": "Skrevet før besøget blev afsluttet, modtaget efter.",
                "tabelnavn": table,
                "raekke": row,
                "foer": _json(before),
                "efter": _json(after),
                "hvem": self._user.name,
                "hvornaar": self._claimed(age),
            },
        )

    # Words

    def _refuse(self, place: int, reason: str, fields: tuple[str, ...]) -> None:
        self._others.append(Verdict(place, "afvist", reason, fields))

    def _claimed(self, age: int) -> str:
        return to_text(self._at - timedelta(seconds=age))


def _misshapen(entity: type[Record] | None, block: BirthBlock) -> set[int]:
    """The places of rows whose values do not fit the table's fields. One look at the whole block in the good case."""
    shape = _row_shape(entity, block.fields)
    try:
        msgspec.json.decode(b"[" + b",".join(bytes(row.values) for row in block.rows) + b"]", type=list[shape])  # type: ignore[valid-type]
    except msgspec.DecodeError:
        return {place for place, row in enumerate(block.rows) if not _fits(row.values, shape)}
    return set()


def _fits(values: msgspec.Raw, shape: type) -> bool:
    try:
        msgspec.json.decode(values, type=shape)
    except msgspec.DecodeError:
        return False
    return True


def _row_shape(entity: type[Record] | None, fields: tuple[str, ...]) -> type:
    types = {} if entity is None else field_types(entity)
    return tuple[*(_wire_type(types.get(name)) for name in fields)]  # type: ignore[misc, return-value]


def _wire_type(plain: type | None) -> object:
    if plain is None:
        return Value
    if plain is bool:
        return int | None
    return plain | None


def _misfit(entity: type[Record] | None, fields: Mapping[str, tuple[Value, Value]]) -> bool:
    types = {} if entity is None else field_types(entity)
    for name, (_, new) in fields.items():
        try:
            msgspec.convert(new, type=_wire_type(types.get(name)))
        except msgspec.ValidationError:
            return True
    return False


def _group_moves(entity: type[Record], field: str, edit: EditRow) -> bool:
    """Whether a field that itself stands still belongs to a group of which another field moved."""
    return any(edit.fields[f][0] != edit.fields[f][1] for f in group_of(entity, field) if f in edit.fields)


def _compact(values: msgspec.Raw) -> bytes:
    """White space between values would be line ends to a bulk load."""
    raw = bytes(values)
    if b"\n" in raw or b"\t" in raw or b"\r" in raw:
        return msgspec.json.encode(msgspec.json.decode(raw))
    return raw


def _json(values: Mapping[str, Value]) -> str:
    return json.dumps(dict(values), ensure_ascii=False, sort_keys=True)


def _instant(text: str) -> datetime:
    try:
        return from_text(text)
    except ValueError:
        return datetime.fromtimestamp(0, UTC)
