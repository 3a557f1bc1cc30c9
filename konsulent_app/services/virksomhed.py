"""The verbs of the register: a virksomhed and its people, each field saved as it is written.

Rows have the kommune's scope: colleagues share them.
"""

from collections.abc import Mapping
from enum import StrEnum

from konsulent_app.services.context import Context
from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_app.store.virksomheder import find_cvr
from konsulent_core.cvr import parse_cvr, parse_pnummer
from konsulent_core.entities import Kontaktperson, Record, Virksomhed
from konsulent_core.errors import UserError
from konsulent_core.merge import Value

PLADSER_MAKS = 999


class Felt(StrEnum):
    """A field of a virksomhed; the value is the record's own name for it."""

    NAVN = "navn"
    CVR = "cvr"
    P_NUMMER = "p_nummer"
    ADRESSE = "adresse"
    BY = "by"
    BRANCHE = "branche"
    STOERRELSE = "stoerrelse"
    PLADSER = "pladser"
    OPGAVETYPER = "opgavetyper"
    KULTUR = "kultur"
    SMAAJOB = "smaajob"


class KontaktFelt(StrEnum):
    """A field of a kontaktperson that is written; ``mentor`` is a tap."""

    NAVN = "navn"
    ROLLE = "rolle"
    TELEFON = "telefon"
    EMAIL = "email"


class CvrFindes(UserError):
    """The CVR number belongs to a virksomhed that is here already: open that one."""

    def __init__(self, virksomhed: int) -> None:
        super().__init__("Findes allerede.", Felt.CVR.value)
        self.virksomhed = virksomhed


def read_vaerdi(felt: Felt, tekst: str) -> Value:
    """What is stored for what was written; None for nothing.

    Raises ``UserError`` for a CVR or P number that cannot be, or places that are no whole number of 0-999.
    """
    raw = tekst.strip()
    if not raw:
        return None
    match felt:
        case Felt.CVR:
            return parse_cvr(raw)
        case Felt.P_NUMMER:
            return parse_pnummer(raw)
        case Felt.PLADSER:
            if not (raw.isdecimal() and raw.isascii() and int(raw) <= PLADSER_MAKS):
                raise UserError(f"Skriv antal pladser som et helt tal mellem 0 og {PLADSER_MAKS}.", felt.value)
            return int(raw)
        case _:
            return raw


def create_virksomhed(tx: Tx, context: Context, felter: Mapping[Felt, str]) -> int:
    """A new virksomhed with what is known of it. Gives its id.

    Raises ``CvrFindes`` when the number is here already, ``UserError`` without a name or for a field that cannot be.
    """
    values: dict[str, Value] = {felt.value: read_vaerdi(felt, tekst) for felt, tekst in felter.items()}
    _refuse_known_cvr(tx, values.get(Felt.CVR.value), None)
    if not values.get(Felt.NAVN.value):
        raise UserError("Skriv, hvad virksomheden hedder.", Felt.NAVN.value)
    number = context.new_id()
    rows.save(tx, Virksomhed, number, context.bruger.kommune, values, context.clock())
    return number


def save_virksomhed(tx: Tx, context: Context, virksomhed: int, felt: Felt, tekst: str, foer: str | None = None) -> None:
    """One field; ``foer`` is the text that stood there when it was begun to be written in.

    Raises as ``create_virksomhed`` does, but a name may be empty while it is being written anew.
    """
    kept = rows.get(tx, Virksomhed, virksomhed)
    if kept is None or kept.slettet:
        raise UserError("Virksomheden findes ikke på denne pc længere.")
    vaerdi = read_vaerdi(felt, tekst)
    if felt is Felt.CVR:
        _refuse_known_cvr(tx, vaerdi, virksomhed)
    seen = _seen(kept, felt.value, None if foer is None else read_vaerdi(felt, foer), known=foer is None)
    rows.save(tx, Virksomhed, virksomhed, kept.scope, {felt.value: vaerdi}, context.clock(), seen)


def save_kontaktperson(
    tx: Tx,
    context: Context,
    virksomhed: int,
    person: int,
    felt: KontaktFelt,
    tekst: str,
    foer: str | None = None,
) -> None:
    """One field of somebody at the virksomhed; a new id makes a new person. ``foer`` as for a virksomhed.

    Phone and e-mail are kept as written: ``konsulent_core.kontakt`` has a gentle line for an odd one.
    """
    kept = rows.get(tx, Kontaktperson, person)
    values: dict[str, Value] = {"virksomhed": virksomhed, felt.value: tekst.strip() or None, "slettet": 0}
    seen = _seen(kept, felt.value, (foer or "").strip() or None, known=foer is None)
    scope = context.bruger.kommune if kept is None else kept.scope
    rows.save(tx, Kontaktperson, person, scope, values, context.clock(), seen)


def save_mentor(
    tx: Tx, context: Context, virksomhed: int, person: int, *, mentor: bool, uddannet: bool = False
) -> None:
    """Whether somebody is a mentor, and ``uddannet`` as one; a new id makes a new person."""
    kept = rows.get(tx, Kontaktperson, person)
    scope = context.bruger.kommune if kept is None else kept.scope
    values: dict[str, Value] = {"virksomhed": virksomhed, "mentor": mentor, "slettet": 0}
    values["uddannet"] = mentor and uddannet
    rows.save(tx, Kontaktperson, person, scope, values, context.clock())


def delete_kontaktperson(tx: Tx, context: Context, person: int, deleted: bool = True) -> None:
    """Takes somebody away, or brings them back. Forløb that name them keep their name."""
    kept = rows.get(tx, Kontaktperson, person)
    if kept is not None:
        rows.save(tx, Kontaktperson, person, kept.scope, {"slettet": deleted}, context.clock())


def _refuse_known_cvr(tx: Tx, cvr: Value, own: int | None) -> None:
    known = find_cvr(tx, cvr) if isinstance(cvr, str) else None
    if known is not None and known != own:
        raise CvrFindes(known)


def _seen(kept: Record | None, name: str, foer: Value, *, known: bool) -> Mapping[str, Value] | None:
    """What the writer had before her, where a sync has brought something else meanwhile; spaces are nothing else."""
    if kept is None or known:
        return None
    now = getattr(kept, name)
    same = (now.strip() or None if isinstance(now, str) else now) == foer
    return None if same else {name: foer}
