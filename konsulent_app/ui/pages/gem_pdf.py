"""»Gem PDF« and »Gem som billede«: deliberate, logged acts. The file's hash is kept, and nothing else of it."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from konsulent_app.services.context import Context
from konsulent_app.services.haendelser import Haendelse, log_haendelse
from konsulent_app.store.database import Tx
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.pages.gem_fil import ask_where, write_file
from konsulent_app.ui.work import Work


class GemPdf(QObject):
    """Asks where, writes, logs and says so."""

    saved = Signal()

    def __init__(self, page: QWidget, work: Work, context: Context, feedback: Feedback) -> None:
        super().__init__(page)
        self._page, self._work, self._context, self._feedback = page, work, context, feedback

    def ask(self, pdf: bytes, filnavn: str, sag: int) -> None:
        """A paper about ``sag``."""
        path = ask_where(self._page, "Gem PDF", filnavn, "PDF (*.pdf)")
        if path is not None:
            self.save_to(path, pdf, sag)

    def ask_picture(self, png: bytes, filnavn: str, sag: int) -> None:
        """A paper about ``sag`` as a picture."""
        path = ask_where(self._page, "Gem som billede", filnavn, "Billede (*.png)")
        if path is not None:
            self._save(path, png, sag, Haendelse.GEM_BILLEDE, "Billedet er gemt.")

    def save_to(self, path: Path, pdf: bytes, sag: int) -> None:
        """Writes the file; what was saved of which sag is logged by its SHA-256."""
        self._save(path, pdf, sag, Haendelse.GEM_PDF, "PDF’en er gemt.")

    def _save(self, path: Path, data: bytes, sag: int, art: Haendelse, said: str) -> None:
        digest = hashlib.sha256(data).hexdigest()

        def log(tx: Tx) -> None:
            log_haendelse(tx, self._context, art, sag, digest)

        def done(_none: None) -> None:
            self._work.write(log)
            self._feedback.tell(said)
            self.saved.emit()

        self._work.run(lambda: write_file(path, data), done, self._feedback.hear)
