"""The verbs of the ten-second note: keep it while it is written, and put it where the next besøg begins."""

from konsulent_app.services.context import Context
from konsulent_app.store import rows, udkast
from konsulent_app.store.database import Tx
from konsulent_core.clock import to_text
from konsulent_core.entities import Aftale, Besoeg, Sag, Udsagn
from konsulent_core.errors import UserError
from konsulent_core.merge import Value
from konsulent_core.notat import Notat, reminder
from konsulent_core.words import BesoegType, Part, Stemme, Tilstand

_ART = "notat"
FELT = "note"  # no punkt of a skema: it was said between visits


def read_notat(tx: Tx, context: Context) -> Notat:
    """What was being written when the app was left."""
    return Notat.from_text(udkast.get(tx, context.bruger.nummer, _ART))


def keep_notat(tx: Tx, context: Context, notat: Notat) -> None:
    """Keeps what is written so far on this machine."""
    udkast.put(tx, context.bruger.nummer, _ART, notat.to_text() if notat != Notat() else None)


def save_notat(tx: Tx, context: Context, notat: Notat) -> int:
    """A note in the sag, finished at once: it waits at the top of the next besøg (DOMAIN §1). A date becomes an aftale
    of the konsulent's own. Gives the besøg's id. Raises ``UserError`` when there is nobody or nothing to note."""
    sag = rows.get(tx, Sag, notat.sag) if notat.sag is not None else None
    if sag is None or sag.slettet:
        raise UserError("Vælg, hvem det handler om.", "sag")
    if not notat.tekst.strip():
        raise UserError("Skriv et par stikord.", "tekst")
    now, number = context.clock(), context.new_id()
    besoeg: dict[str, Value] = {
        "type": BesoegType.NOTE.value,
        "tidspunkt": to_text(now),
        "tilstand": Tilstand.AFSLUTTET.value,
        "afsluttet": to_text(now),
    }
    rows.save(tx, Besoeg, number, sag.id, besoeg, now)
    said: dict[str, Value] = {
        "besoeg": number,
        "felt": FELT,
        "stemme": Stemme.KONSULENT.value,
        "person": context.bruger.navn,
    }
    rows.save(tx, Udsagn, context.new_id(), sag.id, {**said, "tekst": notat.tekst.strip(), "orden": "a0"}, now)
    if notat.dato is not None:
        promise: dict[str, Value] = {"besoeg": number, "hvad": reminder(notat.tekst), "part": Part.KONSULENT.value}
        promise |= {"person": context.bruger.navn, "senest": notat.dato, "orden": "a0"}
        rows.save(tx, Aftale, context.new_id(), sag.id, promise, now)
    udkast.put(tx, context.bruger.nummer, _ART, None)
    return number
