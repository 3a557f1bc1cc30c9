"""The six test people's besøg as they stand in the kommune's journal: all but a couple of the newest."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from konsulent_app.services.context import Context
from konsulent_app.services.journalisering import kraevede, mark
from konsulent_app.store import rows
from konsulent_app.store.database import Database
from konsulent_core.clock import from_text
from konsulent_core.entities import Besoeg
from konsulent_core.words import Tilstand
from tools.caseload.cases import CaseIds

VENTER = ("charlotte", "frank")
"""Whose newest besøg still waits to be copied."""


def load_journal(database: Database, context: Context, ids: CaseIds) -> int:
    """Marks every locked besøg but those that wait, an hour after it was locked; gives how many."""
    waiting = {ids[name].besoeg[-1] for name in VENTER}
    marked = 0
    with database.writing() as tx:
        for besoeg in rows.find(tx, Besoeg, "tilstand=?", (Tilstand.AFSLUTTET.value,)):
            if besoeg.id in waiting or besoeg.afsluttet is None:
                continue
            then = replace(context, clock=partial(_after, besoeg.afsluttet))
            for maal in kraevede(context):
                mark(tx, then, besoeg.id, maal)
                marked += 1
    return marked


def _after(afsluttet: str) -> datetime:
    return from_text(afsluttet) + timedelta(hours=1)
