"""»Gem kalender (.ics)«: asks where, writes the file, and writes down that it was done."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from konsulent_app.services.context import Context
from konsulent_app.services.kalender import KalenderFil, log_kalender, make_kalender
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.pages.gem_fil import ask_where, write_file
from konsulent_app.ui.work import Work

FILNAVN = "besoeg.ics"


def ask_and_save(parent: QWidget, work: Work, context: Context, feedback: Feedback, sag: int | None = None) -> None:
    """The coming visits, or that of one ``sag``."""
    path = ask_where(parent, "Gem kalender", FILNAVN, "Kalender (*.ics)")
    if path is not None:
        save_to(path, work, context, feedback, sag)


def save_to(path: Path, work: Work, context: Context, feedback: Feedback, sag: int | None = None) -> None:
    """A deliberate, logged act."""

    def saved(fil: KalenderFil) -> None:
        work.write(lambda tx: log_kalender(tx, context, fil), failed=feedback.hear)
        count = "Ét besøg" if fil.antal == 1 else f"{fil.antal} besøg"
        feedback.tell(f"{count} er gemt. Åbn filen med din kalender.")

    def made(fil: KalenderFil) -> None:
        work.run(lambda: write_file(path, fil.indhold), lambda _none: saved(fil), feedback.hear)

    work.read(lambda tx: make_kalender(tx, context, sag), made, feedback.hear)
