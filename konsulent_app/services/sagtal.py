"""Keeps the team's count row of each sag: reckoned here, where the sag is, so that no more than counts leave it."""

from datetime import timedelta

import msgspec

from konsulent_app.services.context import Context
from konsulent_app.store import meta, rows
from konsulent_app.store.database import Tx
from konsulent_app.store.overblik import read_overblik
from konsulent_core.clock import from_text, to_text
from konsulent_core.entities import Sag, Sagtal
from konsulent_core.merge import Value
from konsulent_core.rettigheder import sagtal_id
from konsulent_core.words import Rolle

# A teamleder's counts need not be of this second, and reckoning them reads the whole caseload.
EVERY = timedelta(minutes=10)
CPR_DIGITS = 10
_REFRESHED = "sagtal"


def refresh_sagtal(tx: Tx, context: Context) -> int:
    """Writes the count rows that have changed since the last time, if that is a while ago; gives how many. Nothing for
    who is in no team or no konsulent. A number that may hold a CPR number stays here."""
    bruger, now = context.bruger, context.clock()
    if not bruger.team or bruger.rolle is not Rolle.KONSULENT:
        return 0
    last = meta.get(tx, _REFRESHED)
    if last is not None and timedelta() <= now - from_text(last) < EVERY:
        return 0
    meta.put(tx, _REFRESHED, to_text(now))
    day = context.i_dag()
    names = {sag.id: sag for sag in rows.find(tx, Sag)}
    changed = 0
    for tal in read_overblik(tx, day).tal:
        number = sagtal_id(tal.sag, bruger.team)
        told = msgspec.json.encode(tal).decode()
        kept = rows.get(tx, Sagtal, number)
        if kept is not None and kept.tal == told and not kept.slettet:
            continue
        sag = names[tal.sag]
        digits = sum(sign.isdigit() for sign in sag.nummer or "")
        shown = None if digits >= CPR_DIGITS else sag.nummer
        values: dict[str, Value] = {"sag": tal.sag, "nummer": shown, "konsulent": bruger.navn, "tal": told}
        values |= {"dag": day.isoformat(), "slettet": 0}
        rows.save(tx, Sagtal, number, bruger.team, values, now)
        changed += 1
    return changed
