"""»Udskriv« in Forbered: asks whether the own questions come along, and saves the sheet where the person says."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from konsulent_app.services.context import Context
from konsulent_app.services.haendelser import Haendelse, log_haendelse
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.pages.gem_fil import ask_where, write_file
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.afkryds import Afkryds
from konsulent_app.ui.widgets.ark import Ark
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.work import Work

FILNAVN = "forberedelse.pdf"
MakeForberedelse = Callable[[int, bool], bytes]  # (sag, with own questions) → PDF; runs off the UI thread


class UdskrivArk(Ark):
    """Each time it is asked anew, and each time the answer is no until it is yes."""

    def __init__(
        self, theme: Theme, work: Work, context: Context, feedback: Feedback, make: MakeForberedelse, parent: QWidget
    ) -> None:
        super().__init__(theme, "print", "Udskriv", parent)
        self._work, self._context, self._feedback, self._make = work, context, feedback, make
        self._sag = 0
        words = "Med dine egne spørgsmål?"
        self._own = Afkryds(theme, words, text=words, name="print_own")
        save = Button(theme, "Gem PDF", kind=Kind.PRIMARY, icon="download", name="print_save", tip="Gem (Ctrl+Enter)")
        save.clicked.connect(self.choose_file)
        told = "Arket er fortroligt og kun til dig: dagsordenen med sidste noter, åbne aftaler og delmål."
        self.body.addWidget(make_label(told, "body2", wrap=True))
        self.body.addWidget(self._own)
        self.body.addWidget(save, 0, Qt.AlignmentFlag.AlignRight)
        self.on_keys(self.choose_file, "Ctrl+Return", "Ctrl+Enter")

    def open_sheet(self, sag: int) -> None:
        """About this sag."""
        self._sag = sag
        self._own.setChecked(False)
        self.show_sheet()
        self._own.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_file(self) -> None:
        """Asks where."""
        path = ask_where(self, "Gem PDF", FILNAVN, "PDF (*.pdf)")
        if path is not None:
            self._save_to(path)

    def _save_to(self, path: Path) -> None:
        sag, own, context = self._sag, self._own.isChecked(), self._context

        def save() -> str:
            pdf = self._make(sag, own)
            write_file(path, pdf)
            return hashlib.sha256(pdf).hexdigest()

        def saved(digest: str) -> None:
            self._work.write(
                lambda tx: log_haendelse(tx, context, Haendelse.GEM_PDF, sag, digest), failed=self._feedback.hear
            )
            self._feedback.tell("PDF’en er gemt.")
            self.close_sheet()

        self._work.run(save, saved, self._feedback.hear)
