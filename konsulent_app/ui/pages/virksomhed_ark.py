"""The sheet of a virksomhed: its head, fields and cards, and how they stand at each width."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from konsulent_app.services.context import Context
from konsulent_app.store.virksomheder import VirksomhedBlad
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.form.autosave import Autosave
from konsulent_app.ui.pages.virksomhed_felter import VirksomhedFelter
from konsulent_app.ui.pages.virksomhed_folk import FolkKort
from konsulent_app.ui.pages.virksomhed_hoved import VirksomhedHoved
from konsulent_app.ui.pages.virksomhed_kort import ForloebHerKort, KulturKort, OpgavetyperKort, PladserKort
from konsulent_app.ui.pages.virksomhed_match import MatchKort
from konsulent_app.ui.pages.virksomhed_ny import NyVirksomhed
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.rum import Rum
from konsulent_app.ui.widgets.taborder import stops_in, tab_after
from konsulent_core.match import Kandidat

PAIR_FROM = 600  # px of the main column at which opgavetyper and people stand beside each other
PERIOD_FROM = 520  # and at which a forløb's period stands before its sentence
SETTLE_MS = 300  # for how long a sheet that grows follows what the keyboard stands on


class VirksomhedArk(QScrollArea):
    """Shows what it is given; ``felter`` are the open fields, None when the virksomhed is only read."""

    def __init__(self, theme: Theme, context: Context, autosave: Autosave, feedback: Feedback) -> None:
        super().__init__()
        self._theme = theme
        self._wide = False
        self.felter: VirksomhedFelter | None = None
        self.hoved = VirksomhedHoved(theme)
        self.ny = NyVirksomhed(theme)
        self._skriver = context.bruger.skriver
        self.pladser = PladserKort(theme, skriver=self._skriver)
        self.opgaver = OpgavetyperKort(theme)
        self.folk = FolkKort(theme, context, autosave, feedback)
        self.forloeb = ForloebHerKort(theme)
        self.match = MatchKort(theme)
        self.match.hide()
        self.kultur = KulturKort(theme)
        self.back = Button(theme, "Virksomheder", kind=Kind.QUIET, icon="arrow-left", height=36, name="company_back")
        for button in (self.hoved.praktik, self.hoved.ret) if not self._skriver else ():
            button.hide()
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLE_MS)
        self._build()
        self.verticalScrollBar().rangeChanged.connect(self._grown)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def _build(self) -> None:
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        main, side = QVBoxLayout(), QVBoxLayout()
        for layout in (self._pair, self._halves, main, side):
            layout.setSpacing(14)
        self._pair.addWidget(self.opgaver, 1)
        self._pair.addWidget(self.folk, 1)
        main.addWidget(self.pladser)
        main.addLayout(self._pair)
        main.addWidget(self.forloeb)
        main.addStretch(1)
        side.addWidget(self.match)
        side.addWidget(self.kultur)
        side.addStretch(1)
        self._halves.addLayout(main, 5)
        self._halves.addLayout(side, 3)
        self._whole = QWidget()
        whole = QVBoxLayout(self._whole)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(14)
        whole.addWidget(self.hoved)
        self._fields = QVBoxLayout()
        whole.addLayout(self._fields)
        whole.addLayout(self._halves)
        content = QWidget()
        content.setProperty("kind", "scroll")
        column = QVBoxLayout(content)
        column.setContentsMargins(28, 20, 28, 24)
        column.setSpacing(14)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.ny)
        column.addWidget(self._whole)
        column.addStretch(1)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)

    # --- what it shows ----------------------------------------------------------------------------

    def show_blad(self, blad: VirksomhedBlad, kandidater: Sequence[Kandidat]) -> None:
        """Shows a virksomhed; what has not moved is not drawn anew."""
        self.hoved.show_blad(blad)
        for card in (self.pladser, self.opgaver, self.folk, self.forloeb, self.kultur):
            card.show_blad(blad)
        if self._skriver:
            self.match.show_blad(blad, kandidater)
        if self.felter is not None:
            self.felter.show_virksomhed(blad.virksomhed)
        self._order_tabs()
        self._arrange()

    def show_new(self, new: bool) -> None:
        """»Ny virksomhed« instead of one that is there."""
        self.ny.setVisible(new)
        self._whole.setVisible(not new)

    def open_fields(self, felter: VirksomhedFelter) -> None:
        """Puts the fields under the head."""
        self.felter = felter
        self._fields.addWidget(felter)
        self.hoved.set_editing(editing=True)
        self._arrange()
        self._order_tabs()

    def close_fields(self) -> None:
        """Takes them away."""
        felter, self.felter = self.felter, None
        if felter is not None:
            self._fields.removeWidget(felter)
            felter.hide()
            felter.deleteLater()
        self.hoved.set_editing(editing=False)

    def as_text(self) -> str:
        """All that can be written here, for »Gem kopi«."""
        fields = [self.felter.as_text()] if self.felter is not None else []
        return "\n".join([*fields, *self.folk.as_text()])

    def _order_tabs(self) -> None:
        """What was made later than its neighbours comes where it stands."""
        fields = (self.felter,) if self.felter is not None else ()
        cards = (self.pladser, self.opgaver, self.folk, self.forloeb, self.match, self.kultur)
        parts: tuple[QWidget, ...] = (self.back, self.ny, self.hoved, *fields, *cards)
        tab_after(self, [stop for part in parts for stop in stops_in(part)])

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """What the keyboard stands on is seen, also when it was made a moment ago and the sheet still grows."""
        if new is not None and self._whole.isAncestorOf(new):
            self._settling.start()
            self._see()

    def _grown(self) -> None:
        if self._settling.isActive():
            self._see()

    def _see(self) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and self._whole.isAncestorOf(focus):
            self.ensureWidgetVisible(focus, 0, 60)

    # --- size -------------------------------------------------------------------------------------

    def set_rum(self, rum: Rum) -> None:
        """Two columns from 1600 px; below 800 px there is a way back to the list."""
        self._wide = rum is Rum.BRED
        self.back.setVisible(rum is Rum.LILLE)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        side_by_side, beneath = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        room = (self.width() - 56) / self._theme.scale
        halves = self._wide and not (self.kultur.isHidden() and self.match.isHidden())
        main = room * 5 / 8 if halves else room
        self._halves.setDirection(side_by_side if halves else beneath)
        self._pair.setDirection(side_by_side if main >= PAIR_FROM else beneath)
        self.forloeb.set_narrow(main < PERIOD_FROM)
        if self.felter is not None:
            self.felter.arrange(room)
