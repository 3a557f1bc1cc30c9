"""The konsulent's own words in a report while they are written: the field over the paragraph, and how it is saved."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from konsulent_app.services import rapport as verbs
from konsulent_app.services.context import Context
from konsulent_app.store.database import Tx
from konsulent_app.ui.form.autosave import Autosave
from konsulent_app.ui.pages.rapport_ark import RapportArk
from konsulent_app.ui.pages.rapport_ord import sted_navn
from konsulent_app.ui.pages.rapport_ret import RetTekst
from konsulent_app.ui.theme import Theme
from konsulent_core.rapport.blad import Afsnit


@dataclass(slots=True)
class _Gemt:
    """What is stored as far as the open field knows; the writer moves it when it has saved."""

    tekst: str


class EgneOrd(QObject):
    """At most one paragraph is open."""

    done = Signal()

    def __init__(self, theme: Theme, context: Context, autosave: Autosave, ark: RapportArk) -> None:
        super().__init__(ark)
        self._theme, self._context, self._autosave, self._ark = theme, context, autosave, ark
        self._sag = 0
        self.felt: RetTekst | None = None

    def open(self, sag: int, afsnit: Afsnit) -> None:
        """Opens a paragraph; one that is open already stays."""
        if self.felt is not None or not afsnit.kan_rettes:
            return
        self._sag = sag
        stored = _Gemt(afsnit.tekst if afsnit.eget else "")
        self.felt = RetTekst(self._theme, self._ark.sheet, afsnit, sted_navn(afsnit.noegle))
        self.felt.edited.connect(lambda key, words: self._save(key, words, stored))
        self.felt.left.connect(self._autosave.flush)
        self.felt.done.connect(self._finish)
        self.felt.show()
        self.place()
        self._ark.ensureWidgetVisible(self.felt, 0, 12)
        self.felt.focus()

    def place(self) -> None:
        """Over the paragraph, wherever the report has it now; one that is no longer in it is closed."""
        if self.felt is None:
            return
        at = self._ark.place_of(self.felt.noegle)
        if at is None:
            self.close()
        else:
            self.felt.place(at, self._ark.sheet.width())

    def close(self) -> None:
        """Keeps what is written."""
        if self.felt is not None:
            gone, self.felt = self.felt, None
            self._autosave.flush()
            gone.hide()
            gone.deleteLater()

    def _finish(self) -> None:
        self.close()
        self.done.emit()

    def _save(self, noegle: str, words: str, stored: _Gemt) -> None:
        sag, context = self._sag, self._context

        def save(tx: Tx) -> None:
            # A batch that is tried again has moved ``stored`` already: then it says nothing of before.
            verbs.save_tekst(tx, context, sag, noegle, words, None if stored.tekst == words else stored.tekst)
            stored.tekst = words

        self._autosave.soon(noegle, save)
