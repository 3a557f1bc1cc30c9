"""Moves a besøg: stored, told, and taken back with »Fortryd«; by a day or a week without a sheet too."""

from collections.abc import Callable
from datetime import date

from konsulent_app.services.context import Context
from konsulent_app.services.sag import NaesteFoer, restore_naeste, set_naeste
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.pages import flyt_ord
from konsulent_app.ui.work import Failed, Work
from konsulent_core.rhythm import move_besoeg

# Keys → days, on I dag and in the sheet: as the days lie in a calendar.
GENVEJE = {"Alt+Right": 1, "Alt+Left": -1, "Alt+Down": 7, "Alt+Up": -7}


def agree(
    work: Work,
    context: Context,
    feedback: Feedback,
    sag: int,
    dato: date | None,
    tid: str,
    grund: str = "",
    *,
    done: Callable[[], None] | None = None,
    failed: Failed | None = None,
) -> None:
    """Stores the next besøg of the sag; ``done`` is called when it is on disk."""

    def undo(foer: NaesteFoer) -> None:
        work.write(lambda tx: restore_naeste(tx, context, sag, foer), failed=feedback.hear)

    def told(foer: NaesteFoer) -> None:
        feedback.tell(flyt_ord.sagt(dato, tid), "Fortryd", lambda: undo(foer))
        if done is not None:
            done()

    work.write(lambda tx: set_naeste(tx, context, sag, dato=dato, tid=tid, grund=grund), told, failed or feedback.hear)


def move(work: Work, context: Context, feedback: Feedback, sag: int, dato: date, tid: str, dage: int) -> None:
    """So many days on from ``dato``, over weekends and holidays."""
    moved = move_besoeg(dato, dage, context.i_dag())
    if moved is None:
        feedback.tell(flyt_ord.DAG_GAAET)
        return
    agree(work, context, feedback, sag, moved, tid)
