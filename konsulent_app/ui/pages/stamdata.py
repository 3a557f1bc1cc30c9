"""Ny sag and »Rediger«: the facts of borger and sag on one page, each saved as it is written."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from konsulent_app.services import sag as verbs
from konsulent_app.services.context import Context
from konsulent_app.services.sag import CprFindes, SagIds
from konsulent_app.store.database import Tx
from konsulent_app.store.stam import Stamdata, read_stamdata
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.form.autosave import Autosave
from konsulent_app.ui.pages.stam_felter import BORGER, SAG, VEJEN, Spec, StamFelt
from konsulent_app.ui.pages.stam_indsatser import IndsatserKort
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Banner, Card
from konsulent_app.ui.widgets.dato import dansk_hjaelp
from konsulent_app.ui.widgets.labels import ElidedLabel, make_label, rule
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.savestate import SaveState
from konsulent_app.ui.work import Work
from konsulent_core.clock import COPENHAGEN
from konsulent_core.dansk import format_tid
from konsulent_core.errors import KonsulentError, UserError
from konsulent_core.lister import offered
from konsulent_core.merge import Value

IKKE_HER = "Sagen er ikke på denne pc længere."
_MAX = 1_100
_TWO_FROM = 900  # below it the cards stand under each other
_LITTLE = 640


class StamdataPage(QWidget):
    """A layer over the shell. A new sag is born with the first thing written; leaving an empty one takes it away."""

    closed = Signal(object)  # the sag (63 bits), or None when there is none to go to
    open_sag = Signal(object)  # another sag, that has the CPR number already

    def __init__(
        self, theme: Theme, work: Work, context: Context, feedback: Feedback, sagstyper: Sequence[str]
    ) -> None:
        super().__init__()
        self.setObjectName("facts")
        self.setProperty("kind", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme, self._work, self._context, self._feedback = theme, work, context, feedback
        self._ids = SagIds(0, 0)
        self._exists = False
        self._other = 0
        self.autosave = Autosave(work, context.clock)
        self._title = ElidedLabel("", "strong", name="facts_title")
        self._save = SaveState(theme, name="facts_save")
        self._known = Banner(theme, "", "info", icon="user", button="Åbn sagen", name="facts_known")
        self._known.hide()
        self._dato = dansk_hjaelp(context.i_dag)
        self._ydelser = [post.titel for post in offered(context.lister.ydelser, context.i_dag())]
        self._fields: dict[tuple[str, str], StamFelt] = {}
        self._cards = [
            self._card("borger", "Borger", BORGER, ()),
            self._card("borger", "Vejen til et job", VEJEN, ()),
            self._card("sag", "Sag", SAG, sagstyper),
        ]
        self.indsatser = IndsatserKort(theme)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()
        self._connect()

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

    def _build(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        borger, vejen, sag = self._cards
        for half, cards in ((left, (borger, vejen)), (right, (sag, self.indsatser))):
            half.setSpacing(14)
            for card in cards:
                half.addWidget(card)
            half.addStretch()
        self._halves.setSpacing(14)
        self._halves.addLayout(left, 1)
        self._halves.addLayout(right, 1)
        column = QWidget()
        column.setMaximumWidth(self._theme.px(_MAX))
        stack = QVBoxLayout(column)
        stack.setContentsMargins(0, 16, 0, 24)
        stack.setSpacing(12)
        stack.addWidget(self._known)
        stack.addLayout(self._halves)
        page = QWidget()
        page.setProperty("kind", "canvas")
        side = QHBoxLayout(page)
        side.setContentsMargins(20, 0, 20, 0)
        side.addStretch()
        side.addWidget(column, 100)
        side.addStretch()
        scroll = QScrollArea()
        scroll.setObjectName("facts_form")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._make_bar())
        outer.addWidget(rule())
        outer.addWidget(scroll, 1)

    def _make_bar(self) -> QWidget:
        back = Button(self._theme, "", kind=Kind.QUIET, icon="arrow-left", name="facts_back", tip="Tilbage (Esc)")
        done = Button(self._theme, "Færdig", kind=Kind.PRIMARY, name="facts_done")
        back.clicked.connect(self.leave)
        done.clicked.connect(self.leave)
        bar = QWidget()
        bar.setProperty("kind", "surface")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = QHBoxLayout(bar)
        line.setContentsMargins(14, 8, 16, 8)
        line.setSpacing(10)
        line.addWidget(back)
        line.addWidget(self._title, 1)
        line.addWidget(self._save)
        line.addWidget(done)
        return bar

    def _connect(self) -> None:
        self.autosave.saving.connect(self._save.set_saving)
        self.autosave.saved.connect(self._saved)
        self.autosave.failed.connect(self._not_saved)
        self.autosave.refused.connect(self._refused)
        self._save.copy_clicked.connect(self.autosave.retry)
        self._known.action.connect(self._go_there)
        self.indsatser.written.connect(self._write_indsats)
        self.indsatser.removed.connect(self._remove_indsats)
        self._work.arrived.connect(self._arrived)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.leave)

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
        self._read()

    def leave(self) -> None:
        """Back, once everything is on disk; a sag in which nothing was written goes away again."""
        self.setFocus()  # a field that is left gives what stands in it
        ids, context = self._ids, self._context
        self.autosave.when_saved(
            lambda: self._work.write(
                lambda tx: verbs.delete_sag_if_empty(tx, context, ids), self._left, self._feedback.hear
            )
        )

    def flush(self) -> None:
        """The window closes or locks: write what waits."""
        self.autosave.flush()

    def _left(self, was_empty: bool) -> None:
        self.closed.emit(self._ids.sag if self._exists and not was_empty else None)

    def _arrived(self, _touched: object) -> None:
        if self._ids.borger:  # else the first read is still on its way
            self._read()

    def _read(self) -> None:
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
        self._ids = SagIds(found.sag.id, found.borger.id)
        for (record, name), field in self._fields.items():
            field.show_value(getattr(found.borger if record == "borger" else found.sag, name))
        self.indsatser.show_indsatser(found.indsatser, self._context.new_id)

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

    def _saved(self, at: datetime) -> None:
        self._save.set_saved(format_tid(at.astimezone(COPENHAGEN).time()))

    def _not_saved(self, error: KonsulentError) -> None:
        self._save.set_error()
        self._feedback.hear(error)

    def _refused(self, error: KonsulentError) -> None:
        """The rules say no: at the field, and what was written stays there."""
        self._save.set_idle()
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.width() / self._theme.scale
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._halves.setDirection(across if width >= _TWO_FROM else down)
        self._save.set_little(little=width < _LITTLE)
