"""Konflikter: one field at a time, both versions side by side, and a choice that loses neither."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QStackedWidget, QVBoxLayout, QWidget

from konsulent_app.services.context import Context
from konsulent_app.services.konflikter import KonfliktBlad, read_konflikter, resolve_konflikt
from konsulent_app.store.database import Touched
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.pages.konflikt_dele import FeltTilstand
from konsulent_app.ui.pages.konflikt_felt import FeltListe, FeltVisning, Valgt
from konsulent_app.ui.pages.konflikt_ord import besoeg_ord
from konsulent_app.ui.pages.page import Page
from konsulent_app.ui.pages.sag_ord import BESOEG_ORD
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.empty import EmptyState
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.loading import Loading
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.rul import make_scroll
from konsulent_app.ui.widgets.rum import Rum
from konsulent_app.ui.widgets.taborder import stops_in, tab_after
from konsulent_app.ui.work import Work
from konsulent_core.errors import KonsulentError

INGEN = "Ingen konflikter"
KAN_IKKE_LAESE = "Konflikterne kunne ikke læses. Begge versioner er der stadig."
INTET_TABT = "Intet er tabt: begge versioner bliver i historikken, også når du har valgt."
_TYPES = {type_.value: words for type_, words in BESOEG_ORD.items()}


@dataclass(frozen=True, slots=True)
class _Gemt:
    """What was chosen and saved here since the page was opened."""

    blad: KonfliktBlad
    linje: str


class KonflikterPage(Page):
    """Nothing is preselected. A choice that is not saved is kept while one looks at another field."""

    def __init__(self, theme: Theme, work: Work, context: Context, feedback: Feedback) -> None:
        super().__init__("conflict")
        self._theme, self._work, self._context, self._feedback = theme, work, context, feedback
        self._blade: list[KonfliktBlad] = []
        self._gemte: dict[int, _Gemt] = {}
        self._valgte: dict[int, Valgt] = {}
        self._nu: int | None = None
        self._saving = self._focus_next = False
        self._titel = make_label("Samme felt er rettet to steder", "page", wrap=True)
        self._under = make_label("", "body2", wrap=True, name="conflict_where")
        self._liste = FeltListe(theme)
        # The list scrolls by itself: of twenty, the last one chosen stands beside its field and not a page above it.
        self._list_scroll = make_scroll(self._liste)
        self._beneath = False
        self._felt = FeltVisning(theme, context.bruger.navn)
        self._later = Button(theme, "Gør det senere", kind=Kind.QUIET, name="conflict_later")
        self._before = Button(theme, "Forrige felt", icon="arrow-left", name="conflict_before")
        self._save = Button(theme, "Gem og næste felt", kind=Kind.PRIMARY, icon="check", name="conflict_next")
        self._none = EmptyState(theme, INGEN, icon="circle-check", name="conflict_none")
        self._error = EmptyState(
            theme, KAN_IKKE_LAESE, icon="triangle-alert", button="Prøv igen", name="conflict_error"
        )
        self._loading = Loading(theme, 4, name="conflict_loading")
        self._stack = QStackedWidget()
        self._whole = self._build()
        for part in (self._loading, self._none, self._error, self._whole):
            self._stack.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self._liste.valgt.connect(self._go_to)
        self._felt.changed.connect(self._remember)
        self._felt.wants_historik.connect(self.wants_historik)
        self._later.clicked.connect(self._put_off)
        self._before.clicked.connect(self._go_back)
        self._save.clicked.connect(self._save_choice)
        self._error.action.connect(self.reload)
        work.changed.connect(self._moved)
        self._loading.begin()

    def _build(self) -> QWidget:
        content = QWidget()
        content.setProperty("kind", "scroll")
        column = QVBoxLayout(content)
        column.setContentsMargins(28, 16, 26, 20)
        column.setSpacing(2)
        column.addWidget(self._titel)
        column.addWidget(self._under)
        column.addSpacing(6)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(26)
        self._halves.addWidget(self._list_scroll, 0, Qt.AlignmentFlag.AlignTop)
        self._halves.addWidget(self._felt, 1)
        column.addLayout(self._halves)
        column.addStretch(1)
        scroll = self._scroll = make_scroll(content)
        foot = self._foot = QWidget()
        foot.setProperty("kind", "surface")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        room = QVBoxLayout(foot)
        room.setContentsMargins(28, 10, 26, 10)
        line = FlowLayout(gap=10, line_gap=6)
        line.addWidget(self._later)
        line.add_right(self._before)
        line.add_right(self._save)
        room.addLayout(line)
        edge = QFrame()
        edge.setProperty("kind", "rule")
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(scroll, 1)
        rows.addWidget(edge)
        rows.addWidget(foot)
        return whole

    # --- data -------------------------------------------------------------------------------------

    def arrive(self) -> None:
        """A fresh look: what was saved before is history now."""
        self._gemte.clear()
        self.reload()

    def reload(self) -> None:
        """Reads the open konflikter again."""
        self._work.read(lambda tx: read_konflikter(tx, self._context), self._show, self._failed)

    def skip_to(self, state: str) -> None:
        """none, error or loading, for screenshots and tests."""
        self._loading.skip_to("skeleton")
        self._stack.setCurrentWidget({"none": self._none, "error": self._error}.get(state, self._loading))

    def _moved(self, touched: Touched) -> None:
        if "konflikt" in touched and not self._saving and self.isVisible():
            self.reload()

    def _failed(self, error: KonsulentError) -> None:
        self._stack.setCurrentWidget(self._error)
        self._feedback.hear(error)

    def _show(self, blade: list[KonfliktBlad]) -> None:
        self._loading.end()
        self._blade = blade
        numbers = [blad.konflikt for blad in blade]
        self._valgte = {number: valg for number, valg in self._valgte.items() if number in numbers}
        if not blade:
            self._nu = None
            self._stack.setCurrentWidget(self._none)
            return
        before = self._nu
        if self._nu not in numbers:
            self._nu = numbers[0]
        if self._nu != before or not self._felt.shows(self._nu):
            self._show_felt()
        self._show_list()
        self._stack.setCurrentWidget(self._whole)
        self._measure()
        self._order_tabs()
        if self._focus_next:
            self._focus_next = False
            self._felt.focus_choice()
            self._bring()

    def _order_tabs(self) -> None:
        """Fields and choices are made anew; the keyboard goes on from top to bottom."""
        stops = [*stops_in(self._liste), *stops_in(self._felt), *stops_in(self._foot)]
        tab_after(self._liste, stops)

    def _blad(self, konflikt: int | None) -> KonfliktBlad | None:
        return next((blad for blad in self._blade if blad.konflikt == konflikt), None)

    def _show_felt(self) -> None:
        blad = self._blad(self._nu)
        if blad is None:
            return
        self._felt.show_blad(blad, self._valgte.get(blad.konflikt))
        hvor = "  ·  ".join(part for part in (blad.borger, besoeg_ord(blad.besoeg, _TYPES)) if part)
        self._under.setText(f"{hvor}. {INTET_TABT}" if hvor else INTET_TABT)
        self._show_buttons()

    def _show_list(self) -> None:
        lines = [(g.blad.konflikt, g.blad.titel, FeltTilstand.VALGT, g.linje) for g in self._gemte.values()]
        for blad in self._blade:
            nu = blad.konflikt == self._nu
            chosen = blad.konflikt in self._valgte
            linje = "Valgt, ikke gemt" if chosen else "Vælg nu" if nu else self._apart(blad)
            state = FeltTilstand.NU if nu else FeltTilstand.MANGLER
            lines.append((blad.konflikt, blad.titel, state, linje))
        self._liste.set_felter(lines, f"{len(self._gemte)} af {len(lines)} valgt")
        self._show_buttons()

    def _apart(self, blad: KonfliktBlad) -> str:
        """What tells a field that waits from the others: whose it is where they are several borgere's, and its own
        words where two fields are called the same."""
        whose = blad.borger if len({one.borger for one in self._blade}) > 1 else ""
        alike = sum((one.borger, one.titel) == (blad.borger, blad.titel) for one in self._blade) > 1
        words = f"»{' '.join(self._felt.words_of(blad).split())}«" if alike else "to versioner"
        return f"{whose}: {words}" if whose else words[:1].upper() + words[1:]

    def _show_buttons(self) -> None:
        self._save.setEnabled(self._nu in self._valgte)
        self._save.set_words("Gem og næste felt" if len(self._blade) > 1 else "Gem")
        self._before.setVisible(len(self._blade) > 1)

    # --- the person's hand ------------------------------------------------------------------------

    def _go_to(self, konflikt: int) -> None:
        if self._blad(konflikt) is not None:
            self._nu = konflikt
            self._show_felt()
            self._show_list()
            self._order_tabs()
            self._bring()

    def _go_back(self) -> None:
        numbers = [blad.konflikt for blad in self._blade]
        if self._nu in numbers:
            self._go_to(numbers[numbers.index(self._nu) - 1])

    def _put_off(self) -> None:
        """On to the next; after the last one there is nothing to do but come back."""
        numbers = [blad.konflikt for blad in self._blade]
        if self._nu in numbers and len(numbers) > 1:
            self._valgte.pop(self._nu, None)
            self._go_to(numbers[(numbers.index(self._nu) + 1) % len(numbers)])
        self._feedback.tell("Feltet venter her, til du har tid. Begge versioner er gemt.")

    def _remember(self, valgt: Valgt | None) -> None:
        if self._nu is None:
            return
        if valgt is None:
            self._valgte.pop(self._nu, None)
        else:
            self._valgte[self._nu] = valgt
        self._show_list()

    def _save_choice(self) -> None:
        blad = self._blad(self._nu)
        valgt = self._valgte.get(self._nu) if self._nu is not None else None
        if blad is None or valgt is None or self._saving:
            return
        self._saving = True
        self._save.setEnabled(False)
        self._work.write(
            lambda tx: resolve_konflikt(tx, self._context, blad.konflikt, dict(valgt.values), valgt.noegle),
            lambda _: self._saved(blad, valgt),
            self._refused,
        )

    def _saved(self, blad: KonfliktBlad, valgt: Valgt) -> None:
        self._saving = False
        self._valgte.pop(blad.konflikt, None)
        self._gemte[blad.konflikt] = _Gemt(blad, valgt.linje)
        rest = [one.konflikt for one in self._blade if one.konflikt != blad.konflikt]
        if rest:
            numbers = [one.konflikt for one in self._blade]
            later = [n for n in numbers[numbers.index(blad.konflikt) + 1 :] if n in rest]
            self._nu = (later or rest)[0]
        else:
            self._feedback.tell("Alle felter er valgt. Begge versioner ligger i historikken.")
        self._focus_next = bool(rest)
        self.reload()

    def _refused(self, error: KonsulentError) -> None:
        self._saving = False
        self._show_buttons()
        self._feedback.hear(error)

    def _bring(self) -> None:
        """The field that is chosen into sight, also in the list; under each other the list makes room for it."""
        QTimer.singleShot(0, self, self._scroll_there)

    def _scroll_there(self) -> None:
        self._scroll.verticalScrollBar().setValue(self._felt.y() - self._theme.px(8) if self._beneath else 0)
        if self._nu is not None and (knap := self._liste.knap(self._nu)) is not None:
            self._list_scroll.ensureWidgetVisible(knap, 0, self._theme.px(60))

    # --- size -------------------------------------------------------------------------------------

    def set_rum(self, rum: Rum) -> None:
        beneath = self._beneath = rum in (Rum.LILLE, Rum.SMAL)
        self._halves.setDirection(QBoxLayout.Direction.TopToBottom if beneath else QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(12 if beneath else 26)
        self._list_scroll.setMinimumWidth(0 if beneath else self._theme.px(248))
        self._list_scroll.setMaximumWidth(16_777_215 if beneath else self._theme.px(248))
        self._halves.setAlignment(self._list_scroll, Qt.AlignmentFlag(0) if beneath else Qt.AlignmentFlag.AlignTop)
        self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        """As high as the fields, and no higher than there is room for: above the field, four of them at most."""
        most = self._theme.px(4 * 58) if self._beneath else self.height() - self._theme.px(190)
        self._list_scroll.setFixedHeight(max(self._theme.px(120), min(self._liste.sizeHint().height(), most)))
