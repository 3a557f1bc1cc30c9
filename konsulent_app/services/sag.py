"""The verbs of a sag's facts: borger, sag and indsatser, each field saved as it is written; born with the first one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from konsulent_app.services.begyndt import Begyndt, keep_begyndt
from konsulent_app.services.context import Context
from konsulent_app.services.felter import told
from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_app.store.sager import newest_locked
from konsulent_app.store.stam import sag_with_cpr
from konsulent_app.store.vagt import SagenErVaek
from konsulent_core.cpr import parse_cpr
from konsulent_core.entities import Borger, Indsats, Record, Sag, field_names
from konsulent_core.errors import UserError
from konsulent_core.merge import Value
from konsulent_core.words import Sagsgruppe

# Filled in by the app when a sag is born; all else was written by somebody.
_GIVEN = frozenset({"id", "scope", "slettet", "borger", "konsulent", "start"})


@dataclass(frozen=True, slots=True)
class SagIds:
    """Where a sag and its borger are kept, before they are born too."""

    sag: int
    borger: int


class CprFindes(UserError):
    """The number is another borger's on this machine: ``sag`` is where to go on."""

    def __init__(self, sag: int) -> None:
        super().__init__("CPR-nummeret findes allerede. Åbn sagen i stedet for at oprette den igen.", "cpr")
        self.sag = sag


def new_sag_ids(context: Context) -> SagIds:
    """Ids of a sag and borger to be; nothing is written yet."""
    return SagIds(context.new_id(), context.new_id())


def save_borger(
    tx: Tx, context: Context, ids: SagIds, values: Mapping[str, Value], seen: Mapping[str, Value] | None = None
) -> None:
    """Fields of the borger. A CPR number is kept as ten characters.

    Raises ``CprFejl`` for what is no number and ``CprFindes`` for one that another borger has; then nothing is saved.
    """
    kept = dict(values)
    if (cpr := kept.get("cpr")) is not None:
        kept["cpr"] = parse_cpr(str(cpr)).vaerdi
        other = sag_with_cpr(tx, str(kept["cpr"]), ids.borger)
        if other is not None:
            raise CprFindes(other)
    _be_born(tx, context, ids)
    rows.save(tx, Borger, ids.borger, ids.borger, told(kept), context.clock(), seen)


def save_sag(
    tx: Tx, context: Context, ids: SagIds, values: Mapping[str, Value], seen: Mapping[str, Value] | None = None
) -> None:
    """Fields of the sag itself."""
    _be_born(tx, context, ids)
    rows.save(tx, Sag, ids.sag, ids.sag, told(values), context.clock(), seen)


def save_indsats(tx: Tx, context: Context, ids: SagIds, indsats: int, values: Mapping[str, Value]) -> None:
    """Fields of one indsats, which is born with the first."""
    _be_born(tx, context, ids)
    rows.save(tx, Indsats, indsats, ids.sag, told(values), context.clock())


def delete_indsats(tx: Tx, context: Context, indsats: int, *, deleted: bool = True) -> None:
    """Takes an indsats away, or brings it back."""
    kept = rows.get(tx, Indsats, indsats)
    if kept is not None:
        rows.save(tx, Indsats, indsats, kept.scope, {"slettet": deleted}, context.clock())


@dataclass(frozen=True, slots=True, kw_only=True)
class NaesteFoer:
    """What a sag itself said of its next besøg before it was moved: for »Fortryd«."""

    dato: str | None
    tid: str | None
    grund: str | None
    efter: int | None


def set_naeste(
    tx: Tx, context: Context, sag: int, *, dato: date | None, tid: str | None = None, grund: str | None = None
) -> NaesteFoer:
    """Agrees on the next besøg, or moves it: ``dato`` with a time, or the reason why there is none (DOMAIN §3).

    It counts until the next besøg is locked. Gives what stood there before. Raises ``UserError`` without either, for
    a day that has passed, and when the sag is not here.
    """
    if dato is None and not (grund or "").strip():
        raise UserError("Skriv en dato, eller skriv hvorfor der ikke er en.", "dato")
    if dato is not None and dato < context.i_dag():
        raise UserError("Dagen er gået. Vælg i dag eller senere.", "dato")
    kept = rows.get(tx, Sag, sag)
    if kept is None or kept.slettet:
        raise UserError("Sagen er ikke på denne pc længere.")
    after = NaesteFoer(
        dato=dato.isoformat() if dato else None,
        tid=(tid or None) if dato else None,
        grund=None if dato else (grund or "").strip(),
        efter=newest_locked(tx, sag),
    )
    restore_naeste(tx, context, sag, after)
    keep_begyndt(tx, sag, Begyndt.UDEN_DATO, "")
    return NaesteFoer(dato=kept.naeste_dato, tid=kept.naeste_tid, grund=kept.naeste_grund, efter=kept.naeste_efter)


def restore_naeste(tx: Tx, context: Context, sag: int, foer: NaesteFoer) -> None:
    """Writes again what the sag said of its next besøg, without asking whether the day has passed. Raises
    ``UserError`` where the sag has left meanwhile."""
    if rows.get(tx, Sag, sag) is None:
        raise SagenErVaek
    values: dict[str, Value] = {
        "naeste_dato": foer.dato,
        "naeste_tid": foer.tid,
        "naeste_grund": foer.grund,
        "naeste_efter": foer.efter,
    }
    rows.save(tx, Sag, sag, sag, values, context.clock())


def set_gruppe(
    tx: Tx,
    context: Context,
    sag: int,
    gruppe: Sagsgruppe | None,
    *,
    grund: str = "",
    igen: date | None = None,
) -> None:
    """Where the konsulent judges the borger to stand, why, and when to look again (DOMAIN §6); None: not judged.

    It counts while no praktik runs. Raises ``UserError`` for afventer without a reason or a date, and for a date to
    look again that has passed.
    """
    why = grund.strip()
    if gruppe is Sagsgruppe.AFVENTER and not why:
        raise UserError("Skriv, hvad der ventes på.", "grund")
    if gruppe is Sagsgruppe.AFVENTER and igen is None:
        raise UserError("Skriv, hvornår du ser på det igen.", "igen")
    if igen is not None and igen < context.i_dag():
        raise UserError("Dagen er gået. Vælg i dag eller senere.", "igen")
    values: dict[str, Value] = {
        "gruppe": gruppe.value if gruppe else None,
        "gruppe_grund": (why or None) if gruppe else None,
        "gruppe_igen": igen.isoformat() if gruppe and igen else None,
    }
    rows.save(tx, Sag, sag, sag, values, context.clock())
    keep_begyndt(tx, sag, Begyndt.GRUPPE, "")


def delete_sag_if_empty(tx: Tx, context: Context, ids: SagIds) -> bool:
    """Takes away a sag in which nothing stands that somebody wrote: it was begun by mistake. Whether it was one."""
    sag, borger = rows.get(tx, Sag, ids.sag), rows.get(tx, Borger, ids.borger)
    if sag is None or borger is None or _is_written(sag) or _is_written(borger):
        return False
    if any(tx.conn.exec_driver_sql(f"SELECT 1 FROM {table} WHERE scope=? LIMIT 1", (ids.sag,)).first()
           for table in ("praktik", "besoeg", "indsats")):  # fmt: skip
        return False
    rows.save(tx, Sag, ids.sag, ids.sag, {"slettet": True}, context.clock())
    rows.save(tx, Borger, ids.borger, ids.borger, {"slettet": True}, context.clock())
    return True


def _be_born(tx: Tx, context: Context, ids: SagIds) -> None:
    """Borger and sag come together: one without the other is no case."""
    if rows.get(tx, Sag, ids.sag) is not None:
        return
    now = context.clock()
    rows.save(tx, Borger, ids.borger, ids.borger, {}, now)
    given: dict[str, Value] = {"borger": ids.borger, "konsulent": context.bruger.navn}
    rows.save(tx, Sag, ids.sag, ids.sag, {**given, "start": context.i_dag().isoformat()}, now)


def _is_written(record: Record) -> bool:
    return any(getattr(record, name) for name in field_names(type(record)) if name not in _GIVEN)
