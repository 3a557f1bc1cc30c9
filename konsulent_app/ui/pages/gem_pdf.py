"""»Gem PDF«: a deliberate, logged act. The file's hash is kept, and nothing else of it."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from konsulent_app.services.context import Context
from konsulent_app.services.haendelser import Haendelse, log_haendelse
from konsulent_app.store.database import Tx
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.work import Work
from konsulent_core.errors import WorldError


class CannotSave(WorldError):
    def __init__(self) -> None:
        super().__init__("Filen kunne ikke gemmes der. Vælg en anden mappe, eller gør plads på disken.")


class GemPdf(QObject):
    """Asks where, writes, logs and says so."""

    saved = Signal()

    def __init__(self, page: QWidget, work: Work, context: Context, feedback: Feedback) -> None:
        super().__init__(page)
        self._page, self._work, self._context, self._feedback = page, work, context, feedback

    def ask(self, pdf: bytes, filnavn: str, sag: int) -> None:
        """``filnavn`` is neutral: a file's name is seen by whoever sits beside."""
        name, _ = QFileDialog.getSaveFileName(self._page, "Gem PDF", filnavn, "PDF (*.pdf)")
        if name:
            self.save_to(Path(name), pdf, sag)

    def save_to(self, path: Path, pdf: bytes, sag: int) -> None:
        """Writes the file; what was saved of which sag is logged by its SHA-256."""
        digest = hashlib.sha256(pdf).hexdigest()

        def save() -> None:
            try:
                path.write_bytes(pdf)
            except OSError:
                raise CannotSave from None

        def log(tx: Tx) -> None:
            log_haendelse(tx, self._context, Haendelse.GEM_PDF, sag, digest)

        def done(_none: None) -> None:
            self._work.write(log)
            self._feedback.tell("PDF’en er gemt.")
            self.saved.emit()

        self._work.run(save, done, self._feedback.hear)
