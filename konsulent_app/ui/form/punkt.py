"""A point of the agenda as a card: its question, last time's words, its felter and the way on."""

from collections.abc import Collection, Iterable

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from konsulent_app.store.besoeg import BesoegBlad
from konsulent_app.ui.form.aftaler import AftalerSidstView, AftalerView
from konsulent_app.ui.form.enkle import DatoView, TekstView, ValgView
from konsulent_app.ui.form.felt import FeltView, FormParts
from konsulent_app.ui.form.fremmoede import FremmoedeView
from konsulent_app.ui.form.naeste import NaesteView
from konsulent_app.ui.form.noter import InternView, NoteView
from konsulent_app.ui.form.opgaver import OpgaverView
from konsulent_app.ui.form.skaanehensyn import SkaanehensynView
from konsulent_app.ui.form.timer import TimerModel, TimerView
from konsulent_app.ui.form.vurdering import VurderingView
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.cards import Card
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.personer import farve
from konsulent_core.dansk import format_dato
from konsulent_core.entities import Udsagn
from konsulent_core.skema.faste import KUN_VED_JA
from konsulent_core.skema.grammar import Felt, FeltType, Punkt
from konsulent_core.skema.rules import PunktStatus, Svaret, punkt_status
from konsulent_core.words import Stemme


class SidstCitat(QWidget):
    """»Sidst, 12.02.2026« and what was noted then, behind the ghost's bar."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._head = make_label("", "ghost")
        self._words = make_label("", "body2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(15, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self._head)
        column.addWidget(self._words)

    def set_citat(self, dato: str, words: str) -> None:
        """Nothing noted hides it."""
        self._head.setText(f"Sidst, {dato}")
        self._words.setText(words)
        self.setVisible(bool(words))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRectF(0, 0, 3, self.height()), self._theme.color("ghost"))
        painter.end()


def quotes(udsagn: Iterable[Udsagn], felter: Collection[str]) -> list[str]:
    """»Katrine: …«: one line for each thing said at these felter, and whose words they were."""
    said = []
    for one in udsagn:
        words = " · ".join(line.strip() for line in (one.tekst or "").splitlines() if line.strip())
        if one.felt in felter and words:
            who = one.person or farve(Stemme(one.stemme or Stemme.KONSULENT)).ord
            said.append(f"{who}: {words}")
    return said


class PunktKort(Card):
    """Everything of one punkt; ``status`` is what the agenda shows."""

    answered = Signal(int)  # the punkt's number
    next_clicked = Signal(int)
    tapped = Signal(object)  # the FeltView that was answered by a tap

    def __init__(self, parts: FormParts, punkt: Punkt, naeste: str, blad: BesoegBlad, timer: TimerModel) -> None:
        super().__init__(parts.theme, pad=20, name=f"visit_punkt_{punkt.nummer}")
        self.body.setSpacing(16)
        self.punkt = punkt
        self.views: list[FeltView] = []
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(make_label(str(punkt.nummer), "number"))
        question = make_label(punkt.spoerg(blad.borger.fornavn or "borgeren"), "question", wrap=True)
        head.addWidget(question, 1)
        self.body.addLayout(head)
        self._sidst = SidstCitat(parts.theme)
        self.body.addWidget(self._sidst)
        intern = next((f for f in punkt.felter if f.type is FeltType.INTERN), None)
        noted = False
        for felt in punkt.felter:
            if felt.type is FeltType.INTERN and any(f.type is FeltType.UDSAGN for f in punkt.felter):
                continue
            view = _view(parts, felt, blad, timer, punkt, None if noted else intern, naeste)
            noted = noted or isinstance(view, NoteView)
            view.answered.connect(self._answered)
            view.tapped.connect(lambda v=view: self.tapped.emit(v))
            if isinstance(view, NoteView):
                view.next_clicked.connect(lambda: self.next_clicked.emit(punkt.nummer))
            self.views.append(view)
            self.body.addWidget(view)
            view.show_blad(blad)  # its rows are made now, so that Tab finds them in their place
        self._ask()
        self._show_sidst(blad)

    def show_blad(self, blad: BesoegBlad) -> None:
        """Shows what is stored."""
        for view in self.views:
            view.show_blad(blad)
        self._ask()
        self._show_sidst(blad)

    def _answered(self) -> None:
        self._ask()
        self.answered.emit(self.punkt.nummer)

    def _ask(self) -> None:
        """A question that only follows from a yes stands there once the yes does."""
        said = {view.felt.noegle: view.value() for view in self.views if isinstance(view, ValgView)}
        for view in self.views:
            if (before := KUN_VED_JA.get(view.felt.noegle)) is not None:
                view.setVisible(said.get(before) == "ja")

    def _show_sidst(self, blad: BesoegBlad) -> None:
        said = quotes(blad.sidst.udsagn if blad.sidst else (), {f.noegle for f in self.punkt.felter})
        day = blad.sidst.samme if blad.sidst else None
        self._sidst.set_citat(format_dato(day) if day else "", "\n".join(said))

    def svar(self) -> dict[str, Svaret]:
        """How much is answered, by felt key."""
        return {view.felt.noegle: view.svaret() for view in self.views}

    def status(self) -> PunktStatus:
        return punkt_status(self.punkt, self.svar())

    def focus_first(self) -> None:
        """The keyboard on the first control; a felt with nothing to answer is passed over."""
        for view in self.views:
            if not view.isHidden() and view.svaret() is not Svaret.INTET_AT_SVARE:
                view.focus_first()
                return


# The felter that need nothing but themselves; a new type stands here or in ``_view``.
_PLAIN: dict[FeltType, type[InternView | VurderingView | OpgaverView | SkaanehensynView | ValgView | TekstView |
                            DatoView | AftalerSidstView | AftalerView | NaesteView]] = {
    FeltType.INTERN: InternView,
    FeltType.VURDERING: VurderingView,
    FeltType.OPGAVER: OpgaverView,
    FeltType.SKAANEHENSYN: SkaanehensynView,
    FeltType.VALG: ValgView,
    FeltType.JA_NEJ: ValgView,
    FeltType.TEKST: TekstView,
    FeltType.DATO: DatoView,
    FeltType.AFTALER_SIDST: AftalerSidstView,
    FeltType.AFTALER: AftalerView,
    FeltType.NAESTE_BESOEG: NaesteView,
}  # fmt: skip


def _view(
    parts: FormParts,
    felt: Felt,
    blad: BesoegBlad,
    timer: TimerModel,
    punkt: Punkt,
    intern: Felt | None,
    naeste: str,
) -> FeltView:
    match felt.type:
        case FeltType.UDSAGN:
            return NoteView(parts, felt, punkt.noegle, intern, naeste)
        case FeltType.FREMMOEDE:
            return FremmoedeView(parts, felt, blad)
        case FeltType.TIMER | FeltType.LOENTIMER:
            return TimerView(parts, felt, timer)
        case _:
            return _PLAIN[felt.type](parts, felt)
