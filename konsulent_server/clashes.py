"""Konflikter: each keeps both values until a person chooses, and the choice holds only for what the person saw."""

from konsulent_core.ids import derived_id
from konsulent_core.merge import Clash, Value
from konsulent_core.words import KonfliktTilstand
from konsulent_server.changes import Change, Sender
from konsulent_server.ledger import Kept, Ledger
from konsulent_server.locks import Seen, as_json

_SIDES = ("min", "server")


def keep(ledger: Ledger, sender: Sender, change: Change, clash: Clash, before: Kept) -> None:
    """A konflikt row of its own; a further change of the same machine to the same fields replaces its ``min``."""
    number = derived_id("konflikt", change.row, sender.device, *sorted(clash.mine))
    when = sender.claimed(change.age)
    theirs_rev = max((before.state.rev(f) for f in clash.theirs if f in before.state.values), default=before.seq)
    who, at = ledger.author_of(theirs_rev)
    fields: dict[str, Value] = {
        "slettet": 0,
        "tabelnavn": change.table,
        "raekke": change.row,
        "foer": as_json(clash.base),
        "min": as_json(clash.mine),
        "min_hvem": sender.user.name,
        "min_hvornaar": when,
        "server": as_json(clash.theirs),
        "server_hvem": who,
        "server_hvornaar": at,
        "tilstand": KonfliktTilstand.AABEN.value,
        "valgt": None,
    }
    kept = ledger.get(number)
    if kept is None:
        ledger.create("konflikt", number, change.scope, fields)
        return
    if kept.state.values.get("tilstand") == KonfliktTilstand.AABEN:
        fields["foer"] = kept.state.values.get("foer")
    ledger.change(kept, {f: v for f, v in fields.items() if kept.state.values.get(f) != v}, when)
    ledger.sent_whole.add(number)


def decide(ledger: Ledger, sender: Sender, change: Change, kept: Kept, seen: Seen) -> bool:
    """A person's choice. False when the konflikt is no longer the one that was chosen in: a further value has come,
    or somebody else has chosen. A konflikt itself is never in konflikt."""
    values, new = kept.state.values, change.edit.new
    if change.sent_again and any(new.get(f) != values.get(f) for f in _SIDES):
        _keep_again(ledger, sender, change, kept)
        return True
    choice = {f: new[f] for f in ("tilstand", "valgt") if f in new}
    if all(values.get(f) == v for f, v in choice.items()):
        return True
    if change.sent_again and choice.get("tilstand") == KonfliktTilstand.AABEN:
        return True  # an open copy has nothing to say against a choice
    same = all(kept.state.rev(f) <= change.base_rev or new.get(f) == values.get(f) for f in _SIDES)
    is_open = values.get("tilstand") == KonfliktTilstand.AABEN
    if not same or not (is_open or seen(kept.state.rev("tilstand"))):
        return False
    ledger.change(kept, choice, sender.claimed(change.age))
    return True


def _keep_again(ledger: Ledger, sender: Sender, change: Change, kept: Kept) -> None:
    """Sent again after the server was restored, with other values than it has: they take the place of what was known
    when both last agreed, else they are a konflikt beside it."""
    new = change.edit.new
    if all(kept.state.rev(f) <= change.base_rev for f in kept.state.values):
        ledger.change(kept, {f: v for f, v in new.items() if kept.state.values.get(f) != v}, sender.claimed(change.age))
        return
    number = derived_id("konflikt", kept.row, *(str(new.get(f)) for f in _SIDES))
    if ledger.get(number) is None:
        ledger.create("konflikt", number, change.scope, new)
    ledger.sent_whole.add(number)
