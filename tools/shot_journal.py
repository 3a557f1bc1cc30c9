"""Besøg held and locked in the mock-ups' caseload, for pictures and tests of what is copied to the journal."""

from dataclasses import replace
from datetime import date, datetime

from konsulent_app.services import afslut
from konsulent_app.services import besoeg as verbs
from konsulent_app.services.context import Context
from konsulent_app.store.database import Database
from konsulent_core.words import Stemme

SAGT = "Registrerede selv to paller om formiddagen, uden at nogen stod ved siden af."


def hold(database: Database, context: Context, sag: int, when: datetime, naeste: date, sagt: str = SAGT) -> int:
    """A besøg of the sag, held and locked at ``when``; gives its id."""
    then = replace(context, clock=lambda: when)
    with database.writing() as tx:
        besoeg = verbs.start_besoeg(tx, then, sag)
        row = then.new_id()
        verbs.save_udsagn(tx, then, besoeg, row, "selvstaendighed.note", Stemme.KONSULENT, "Mette Krogh", sagt, "1")
        verbs.save_vurdering(tx, then, besoeg, "selvstaendighed", Stemme.KONSULENT, 4, None, ikke_droeftet=False)
        verbs.save_naeste(tx, then, besoeg, naeste, "10.00", None)
    with database.writing() as tx:
        afslut.lock_besoeg(tx, then, besoeg)
    return besoeg
