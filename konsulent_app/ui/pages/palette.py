"""The palette of Ctrl+K, over the shell: borgere, virksomheder, commands, and every word in a note."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QStackedWidget, QWidget

from konsulent_app.store.database import Tx
from konsulent_app.store.soegeindeks import waits
from konsulent_app.store.soegning import Fund, Slags, recent, search
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.models.palette import PaletteModel, ordnet
from konsulent_app.ui.models.soegeindeks import Soegeindeks
from konsulent_app.ui.pages.palette_raekke import PaletteRaekke
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.announce import announce
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Card
from konsulent_app.ui.widgets.empty import EmptyState
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.loading import Loading
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.palette_lag import Kommando, PaletteLag
from konsulent_app.ui.widgets.search import SearchField
from konsulent_app.ui.work import Work
from konsulent_core.errors import KonsulentError
from konsulent_core.soegning import wanted_words

HINT = "Søg navn, opgave eller et ord i en note"
INTET = "Intet fundet"
KAN_IKKE_SOEGE = "Der kunne ikke søges. Det, du har gemt, er der stadig."
ER_VED = "Nye noter gøres klar til søgning. De kommer med om et øjeblik."
LIMIT = 8  # hits of each kind
SENEST = 5
_WIDTH, _HEIGHT, _EMPTY = 680, 700, 150
_MARGIN = 16
_STEPS = {int(Qt.Key.Key_Down): 1, int(Qt.Key.Key_Up): -1}
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class PaletteInput(SearchField):
    """Moves in the list without leaving the field."""

    stepped = Signal(int)
    taken = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            self.stepped.emit(_STEPS[event.key()])
        elif event.key() in _ENTER:
            self.taken.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class PaletteList(QListView):
    """As tall as its rows, until the window says stop. The focus stays in the field above it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("palette_list")
        self.setAccessibleName("Fundet")
        self.raekke = PaletteRaekke(theme)
        self.setItemDelegate(self.raekke)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def sizeHint(self) -> QSize:
        model = self.model()
        assert isinstance(model, PaletteModel)
        rows = (model.raekke(model.index(number)) for number in range(model.rowCount()))
        return QSize(200, sum(self.raekke.height(one) for one in rows) + 4)


class Palette(PaletteLag):
    """Objects: palette_input, palette_list, palette_luk. ``closed`` comes before what was chosen is done.

    Made once and hidden between times: closed, it holds no word of anybody.
    """

    def __init__(self, theme: Theme, work: Work, feedback: Feedback, indeks: Soegeindeks, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self.setAccessibleName("Søg")
        self._theme, self._work, self._feedback, self._indeks = theme, work, feedback, indeks
        self._kommandoer: Sequence[Kommando] = ()
        self._virksomheder = False
        self._reading = self._again = False
        self._shown_for: str | None = None
        self.input = PaletteInput(theme, HINT, "Ctrl K", name="palette_input")
        self._close = Button(theme, "Luk", kind=Kind.QUIET, icon="x", height=40, name="palette_luk")
        self.model = PaletteModel(self)
        self.view = PaletteList(theme)
        self.view.setModel(self.model)
        self._empty = EmptyState(theme, INTET, icon="search", name="palette_empty")
        self._error = EmptyState(theme, KAN_IKKE_SOEGE, icon="triangle-alert", button="Prøv igen", name="palette_error")
        self._loading = Loading(theme, 4, name="palette_loading")
        self._stack = QStackedWidget()
        self._late = make_label(ER_VED, "small", wrap=True, name="palette_late")
        self._card = Card(theme, pad=12)
        self._build()
        self._connect()
        self.hide()

    def _build(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.input, 1)
        line.addWidget(self._close)
        self._card.body.addLayout(line)
        for part in (self._loading, self.view, self._empty, self._error):
            self._stack.addWidget(part)
        self._card.body.addWidget(self._stack, 1)
        self._card.body.addWidget(self._late)
        self._card.setParent(self)
        self._late.hide()

    def _connect(self) -> None:
        self.input.textChanged.connect(self._ask)
        self.input.stepped.connect(self._step)
        self.input.taken.connect(lambda: self._take(self.view.currentIndex()))
        self.input.left.connect(self.closed)
        self._close.clicked.connect(self.closed)
        self.view.clicked.connect(self._take)
        self._error.action.connect(self._ask)
        self._indeks.moved.connect(self._ask)
        self._theme.changed.connect(self.place)

    def open_palette(self, kommandoer: Sequence[Kommando], *, virksomheder: bool) -> None:
        """Over the whole window, with the cursor in the field. ``virksomheder``: there is a page to show one on."""
        self._kommandoer, self._virksomheder = kommandoer, virksomheder
        self._indeks.hurry()
        self._loading.begin()
        self._stack.setCurrentWidget(self._loading)
        self.show()
        self.raise_()
        self.place()
        self.input.setFocus(Qt.FocusReason.PopupFocusReason)
        self._ask()

    def close_palette(self) -> None:
        """Hidden, and empty."""
        self.hide()
        self._loading.end()
        self.input.clear()
        self.model.set_raekker(())
        self._kommandoer, self._shown_for = (), None

    # --- what is found ----------------------------------------------------------------------------

    def _ask(self) -> None:
        """One question at a time; what is typed meanwhile is asked next, and only the newest answer is shown."""
        if self._reading or self.isHidden():
            self._again = self._reading
            return
        self._reading, self._again = True, False
        text = self.input.text()
        self._work.read(_question(text), lambda found: self._answered(text, *found), self._failed)

    def _answered(self, text: str, found: tuple[Fund, ...], late: bool) -> None:
        self._reading = False
        if self.isHidden():
            return
        if self._again or text != self.input.text():
            self._ask()
            return
        self._loading.end()
        self.view.raekke.wanted = wanted_words(text)
        fund = [one for one in found if self._virksomheder or one.slags is not Slags.VIRKSOMHED]
        raekker = list(ordnet(fund, self._kommandoer, text))
        before = self.model.raekke(self.view.currentIndex())
        # the same question asked again, since the index has moved: the choice stays
        kept = text == self._shown_for and before in raekker
        self._shown_for = text
        self.model.set_raekker(raekker)
        self._late.setVisible(late)
        self._stack.setCurrentWidget(self.view if raekker else self._empty)
        self.place()
        if not raekker:
            announce(self.input, INTET)
        elif kept and before is not None:
            self._choose(raekker.index(before))
        else:
            self._choose(self.model.next_choice(-1, 1))

    def _failed(self, error: KonsulentError) -> None:
        self._reading = False
        if not self.isHidden():
            self.show_error()
        self._feedback.hear(error)

    def show_error(self) -> None:
        """The store could not be read."""
        self._loading.end()
        self._shown_for = None
        self.model.set_raekker(())
        self._stack.setCurrentWidget(self._error)
        self.place()

    def skip_to(self, stage: str) -> None:
        """A later stage of the wait, for screenshots."""
        self._stack.setCurrentWidget(self._loading)
        self._loading.skip_to(stage)
        self.place()

    # --- the person's hand ------------------------------------------------------------------------

    def _step(self, step: int) -> None:
        self._choose(self.model.next_choice(self.view.currentIndex().row(), step))

    def _choose(self, row: int) -> None:
        """The focus stays in the field, so what is chosen has to be said."""
        index = self.model.index(row)
        if not index.isValid() or index == self.view.currentIndex():
            return
        self.view.setCurrentIndex(index)
        if self.model.next_choice(row, -1) == row:
            self.view.scrollToTop()  # with the head above the first
        announce(self.input, str(index.data()))

    def _take(self, index: QModelIndex) -> None:
        raekke = self.model.raekke(index)
        if isinstance(raekke, Kommando):
            self.closed.emit()
            raekke.goer()
        elif isinstance(raekke, Fund):
            self.closed.emit()
            if raekke.besoeg is not None:
                self.chosen_besoeg.emit(raekke.sag, raekke.besoeg)
            elif raekke.sag is not None:
                self.chosen_sag.emit(raekke.sag)
            elif raekke.virksomhed is not None:
                self.chosen_virksomhed.emit(raekke.virksomhed)

    def focusNextPrevChild(self, onward: bool) -> bool:
        """Tab stays between the field and the buttons: what lies beneath is covered."""
        if self.isHidden():  # on its way out: the focus may go where it likes
            return super().focusNextPrevChild(onward)
        stops = [self.input, self._close, *self._error.findChildren(Button)]
        shown = [one for one in stops if one.isVisible()]
        at = next((number for number, one in enumerate(shown) if one.hasFocus()), 0)
        shown[(at + (1 if onward else -1)) % len(shown)].setFocus(
            Qt.FocusReason.TabFocusReason if onward else Qt.FocusReason.BacktabFocusReason
        )
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._card.geometry().contains(event.position().toPoint()):
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    # --- size -------------------------------------------------------------------------------------

    def place(self) -> None:
        """Over the whole window; the card is as tall as what it shows, and never taller than there is room."""
        parent = self.parentWidget()
        if parent is None or self.isHidden():
            return
        self.setGeometry(parent.rect())
        width = min(self._theme.px(_WIDTH), self.width() - 2 * _MARGIN)
        top = max(_MARGIN, min(self._theme.px(72), self.height() // 10))
        shown = self._stack.currentWidget() or self.view
        content = max(shown.sizeHint().height(), 0 if shown is self.view else self._theme.px(_EMPTY))
        around = self.input.sizeHint().height() + 2 * 12 + 10
        if not self._late.isHidden():
            around += self._late.heightForWidth(width - 24) + 10
        height = min(around + content, self._theme.px(_HEIGHT), self.height() - top - _MARGIN)
        self._card.setGeometry((self.width() - width) // 2, top, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        veil = self._theme.color("canvas")
        veil.setAlpha(225)
        paint.box(painter, QRectF(self.rect()), fill=veil, radius=0)
        painter.end()


def _question(text: str) -> Callable[[Tx], tuple[tuple[Fund, ...], bool]]:
    """What is found, and whether more may be once the index is brought up to date."""

    def read(tx: Tx) -> tuple[tuple[Fund, ...], bool]:
        asked = bool(text.strip())
        return (search(tx, text, LIMIT) if asked else recent(tx, SENEST)), asked and waits(tx)

    return read
