"""Ny sag and »Rediger«: the facts of borger and sag on one page, each saved as it is written."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from konsulent_app.services import sag as verbs
from konsulent_app.services.context import Context
from konsulent_app.services.haendelser import Haendelse, log_haendelse
from konsulent_app.services.sag import CprFindes, SagIds
from konsulent_app.store.database import Tx
from konsulent_app.store.stam import Stamdata, read_stamdata
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.form.sted import FeltSted, inside
from konsulent_app.ui.pages.gemt_side import GemtSide
from konsulent_app.ui.pages.stam_felter import BORGER, SAG, VEJEN, Spec, StamFelt
from konsulent_app.ui.pages.stam_indsatser import IndsatserKort
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.cards import Banner, Card
from konsulent_app.ui.widgets.dato import dansk_hjaelp
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.work import Work
from konsulent_core.errors import KonsulentError, UserError
from konsulent_core.lister import offered
from konsulent_core.merge import Value

IKKE_HER = "Sagen er ikke på denne pc længere."
_MAX = 1_100


class StamdataPage(GemtSide):
    """A new sag is born with the first thing written; leaving an empty one takes it away."""

    open_sag = Signal(object)  # another sag, that has the CPR number already

    def __init__(
        self, theme: Theme, work: Work, context: Context, feedback: Feedback, sagstyper: Sequence[str]
    ) -> None:
        super().__init__(theme, work, context, feedback, "facts", _MAX)
        self._ids = SagIds(0, 0)
        self._exists = False
        self._other = 0
        self._known = Banner(theme, "", "info", icon="user", button="Åbn sagen", name="facts_known")
        self._known.hide()
        self._dato = dansk_hjaelp(context.i_dag)
        self._ydelser = [post.titel for post in offered(context.valglister().ydelser, context.i_dag())]
        self._fields: dict[tuple[str, str], StamFelt] = {}
        borger = self._card("borger", "Borger", BORGER, ())
        vejen = self._card("borger", "Vejen til et job", VEJEN, ())
        sag = self._card("sag", "Sag", SAG, sagstyper)
        self.indsatser = IndsatserKort(theme)
        self.head.addWidget(self._known)
        for half, cards in ((self.left, (borger, vejen)), (self.right, (sag, self.indsatser))):
            for card in cards:
                half.addWidget(card)
            half.addStretch()
        self.show_state("shown")
        self._known.action.connect(self._go_there)
        self.indsatser.written.connect(self._write_indsats)
        self.indsatser.removed.connect(self._remove_indsats)
        work.arrived.connect(self._arrived)

    def _card(self, record: str, titel: str, specs: Sequence[Spec], valg: Sequence[str]) -> Card:
        card = Card(self._theme, pad=20, name=f"facts_card_{specs[0].noegle}")
        card.body.setSpacing(14)
        card.body.addWidget(make_label(titel, "label"))
        for spec in specs:
            choices = self._ydelser if spec.noegle == "ydelse" else valg
            field = StamFelt(self._theme, spec, f"facts_{spec.noegle}", self._dato, choices)
            field.edited.connect(partial(self._write, record, spec.noegle, soon=True))
            field.changed.connect(partial(self._write, record, spec.noegle, soon=False))
            self._fields[record, spec.noegle] = field
            card.body.addWidget(field)
        card.body.addStretch()
        return card

    # --- opening and leaving ----------------------------------------------------------------------

    def open_new(self) -> None:
        """An empty page: the sag is born when something is written."""
        self._ids = verbs.new_sag_ids(self._context)
        self._title.setText("Ny sag")
        self.indsatser.show_indsatser((), self._context.new_id)
        self._fields["borger", "cpr"].focus_first()

    def open(self, sag: int) -> None:
        """The facts of a sag that is there."""
        self._ids = SagIds(sag, 0)
        self._title.setText("Rediger sag")
        self.reload()

    def leave(self) -> None:
        """Back, once everything is on disk; a sag in which nothing was written goes away again."""
        self.setFocus()  # a field that is left gives what stands in it
        ids, context = self._ids, self._context
        self.autosave.when_saved(
            lambda: self._work.write(
                lambda tx: verbs.delete_sag_if_empty(tx, context, ids), self._left, self._feedback.hear
            )
        )

    def _left(self, was_empty: bool) -> None:
        self.closed.emit(self._ids.sag if self._exists and not was_empty else None)

    def _arrived(self, _touched: object) -> None:
        if self._ids.borger:  # else the first read is still on its way
            self.reload()

    def reload(self) -> None:
        sag = self._ids.sag
        self._work.read(lambda tx: read_stamdata(tx, sag), self._show, self._feedback.hear)

    def _show(self, found: Stamdata | None) -> None:
        if not isValid(self):
            return  # left while it was read
        if found is None:
            if self._ids.borger == 0:
                self._feedback.tell(IKKE_HER)
                self.closed.emit(None)
            return
        self._exists = True
        if found.borger.cpr and not self._ids.borger:  # once for each time the page opens
            sag = found.sag.id
            self._work.write(
                lambda tx: log_haendelse(tx, self._context, Haendelse.VIS_CPR, sag), failed=self._feedback.hear
            )
        self._ids = SagIds(found.sag.id, found.borger.id)
        for (record, name), field in self._fields.items():
            field.show_value(getattr(found.borger if record == "borger" else found.sag, name))
        self.indsatser.show_indsatser(found.indsatser, self._context.new_id)

    def felt_sted(self, inner: QWidget) -> FeltSted | None:
        """Of borger and sag; an indsats tells its own."""
        for (record, name), field in self._fields.items():
            if self._exists and inside(field, inner):
                row = self._ids.borger if record == "borger" else self._ids.sag
                return FeltSted(record, row, (name,), field.spec.titel)
        return None

    # --- writing ----------------------------------------------------------------------------------

    def _write(self, record: str, name: str, value: Value, *, soon: bool) -> None:
        field = self._fields[record, name]
        save = verbs.save_borger if record == "borger" else verbs.save_sag
        ids, context = self._ids, self._context
        self._exists = True
        if name == "cpr":
            self._known.hide()

        def write(tx: Tx) -> None:
            # What stood there before moves only with what is stored: of keys in between, nobody else has heard.
            before = field.shown()
            save(tx, context, ids, {name: value}, None if before == value else {name: before})
            field.took(value)

        self.autosave.soon((record, name), write)
        if not soon:
            self.autosave.flush()

    def _write_indsats(self, number: int, values: dict[str, Value]) -> None:
        ids, context = self._ids, self._context
        self._exists = True
        self.autosave.soon((number, *values), lambda tx: verbs.save_indsats(tx, context, ids, number, values))

    def _remove_indsats(self, number: int) -> None:
        context = self._context
        self.autosave.flush()
        self.autosave.now(lambda tx: verbs.delete_indsats(tx, context, number))

    def refuse(self, error: KonsulentError) -> None:
        if isinstance(error, CprFindes):
            self._other = error.sag
            self._known.set_text(error.message)
            self._known.show()
        elif isinstance(error, UserError):
            self._fields["borger", "cpr"].show_error(error.message)

    def _go_there(self) -> None:
        other = self._other
        ids, context = self._ids, self._context
        self.autosave.when_saved(
            lambda: self._work.write(
                lambda tx: verbs.delete_sag_if_empty(tx, context, ids),
                lambda _empty: self.open_sag.emit(other),
                self._feedback.hear,
            )
        )
