"""The verbs of the hours outside a besøg: a dated step is written field by field, taken back, and brought back."""

from collections.abc import Mapping

from konsulent_app.services.besoeg import BesoegLaast
from konsulent_app.services.context import Context
from konsulent_app.services.felter import told
from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_core.entities import Besoeg, Timer
from konsulent_core.merge import Value
from konsulent_core.words import Tilstand, TimerArt


def save_trin(
    tx: Tx,
    context: Context,
    sag: int,
    trin: int,
    values: Mapping[str, Value],
    seen: Mapping[str, Value] | None = None,
    born: Mapping[str, Value] | None = None,
) -> None:
    """Fields of a step (DOMAIN §3 Timer); a new id makes one in ``sag``, which begins with ``born``. ``seen`` as for
    ``rows.save``.

    What cannot be (more løntimer than hours) is kept as written. Raises ``BesoegLaast`` for a step that was agreed at
    a besøg which is locked.
    """
    kept = rows.get(tx, Timer, trin)
    given = told(values)
    if kept is None:
        first: dict[str, Value] = {"fra": context.i_dag().isoformat(), "art": TimerArt.PRAKTIK.value}
        rows.save(tx, Timer, trin, sag, {**first, **(born or {}), **given}, context.clock())
        return
    _refuse_locked(tx, kept, given)
    rows.save(tx, Timer, trin, kept.scope, given, context.clock(), seen)


def delete_trin(tx: Tx, context: Context, trin: int, *, deleted: bool = True) -> None:
    """Takes a step back, or brings it back. Raises ``BesoegLaast`` as ``save_trin``."""
    kept = rows.get(tx, Timer, trin)
    if kept is not None:
        _refuse_locked(tx, kept, {"slettet": deleted})
        rows.save(tx, Timer, trin, kept.scope, {"slettet": deleted}, context.clock())


def _refuse_locked(tx: Tx, step: Timer, values: Mapping[str, Value]) -> None:
    """What the lock wrote down stays as it is: only a rettelse changes it (DOMAIN §4 Life of a besøg)."""
    besoeg = rows.get(tx, Besoeg, step.besoeg) if step.besoeg is not None else None
    if besoeg is not None and besoeg.tilstand == Tilstand.AFSLUTTET:
        raise BesoegLaast(besoeg.id, Timer.tabel, step.id, values)
