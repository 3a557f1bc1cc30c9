"""»Papirer« in the settings: the konsulent's own phone, as her papers print it."""

from datetime import datetime

from konsulent_app.services.context import Context
from konsulent_app.services.visitkort import save_telefon
from konsulent_app.store.database import Tx
from konsulent_app.store.visitkort import read_telefon
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.form.autosave import Autosave
from konsulent_app.ui.form.gemt_tekst import GemtTekst
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.cards import Card
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.savestate import SaveState
from konsulent_app.ui.widgets.tekstfelt import Tekstfelt
from konsulent_app.ui.work import Work
from konsulent_core.clock import COPENHAGEN
from konsulent_core.dansk import format_tid
from konsulent_core.errors import KonsulentError
from konsulent_core.kontakt import telefon_hint

_WIDEST = 320
TITEL = "Dit telefonnummer (står på papirer)"


class VisitkortKort(Card):
    """Saved as it is written. Papers of besøg that are locked already keep the number they had."""

    def __init__(self, theme: Theme, work: Work, context: Context, feedback: Feedback) -> None:
        super().__init__(theme, pad=22, name="settings_card_phone")
        self._work, self._context, self._feedback = work, context, feedback
        self.autosave = Autosave(work, context.clock)
        self.felt = Tekstfelt(theme, TITEL, name="settings_phone", hint="8 cifre")

        def gem(tx: Tx, tekst: str, foer: str | None) -> None:
            save_telefon(tx, context, tekst, foer)

        self._gemt = GemtTekst(self.felt, self.autosave, "telefon", gem, hint=telefon_hint)
        why = "Borgeren og virksomheden kan ringe til dig. Nummeret følger med til dine andre pc'er."
        self.body.setSpacing(8)
        self.body.addWidget(make_label("Papirer", "label"))
        self.body.addWidget(make_label(why, "body2", wrap=True))
        self.felt.setMaximumWidth(theme.px(_WIDEST))
        self.body.addWidget(self.felt)
        self._save = SaveState(theme, name="settings_phone_save")
        self.body.addWidget(self._save)
        self.autosave.saving.connect(self._save.set_saving)
        self.autosave.saved.connect(self._saved)
        self.autosave.failed.connect(self._not_saved)
        self.autosave.refused.connect(self._not_saved)
        self._save.copy_clicked.connect(self.autosave.retry)
        work.changed.connect(self._moved)
        self._read()

    def _read(self) -> None:
        bruger = self._context.bruger.nummer
        self._work.read(lambda tx: read_telefon(tx, bruger), self._gemt.show, self._feedback.hear)

    def _saved(self, at: datetime) -> None:
        self._save.set_saved(format_tid(at.astimezone(COPENHAGEN).time()))

    def _not_saved(self, error: KonsulentError) -> None:
        self._save.set_error()
        self._feedback.hear(error)

    def _moved(self, touched: dict[str, set[int]]) -> None:
        if "visitkort" in touched:
            self._read()
