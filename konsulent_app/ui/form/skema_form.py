"""One scrolling page that draws any skema, knows how far it is answered and saves every change."""

from typing import TypeVar

from PySide6.QtCore import QPropertyAnimation, Qt, QTimer, Signal
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from konsulent_app.services.context import Context
from konsulent_app.services.rest import of_besoeg
from konsulent_app.store.besoeg import BesoegBlad
from konsulent_app.ui.form.aftaler import AftalerSidstView, AftalerView
from konsulent_app.ui.form.autosave import Autosave
from konsulent_app.ui.form.felt import FeltView, FormParts, people_of
from konsulent_app.ui.form.naeste import NaesteView
from konsulent_app.ui.form.noter import InternView, NoteView
from konsulent_app.ui.form.punkt import PunktKort
from konsulent_app.ui.form.rest import RestKort
from konsulent_app.ui.form.timer import TimerModel
from konsulent_app.ui.form.vurdering import VurderingView
from konsulent_app.ui.theme import Theme
from konsulent_core.skema.grammar import Skema
from konsulent_core.skema.rules import Bemaerkning, PunktStatus, Svaret, bemaerkninger
from konsulent_core.words import Stemme

MAX_WIDTH = 1000
_AIR = 20  # px between the top of the view and the point in focus
_MOVE_MS = 140

V = TypeVar("V", bound=FeltView)


class SkemaForm(QScrollArea):
    """The form of one open besøg."""

    status_changed = Signal(int, str)  # punkt, PunktStatus
    current_changed = Signal(int)  # the punkt in focus

    def __init__(self, theme: Theme, context: Context, autosave: Autosave, blad: BesoegBlad) -> None:
        super().__init__()
        self.setObjectName("visit_form")
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.skema: Skema = context.skema(blad.besoeg.skema)
        self.undo = QUndoStack(self)
        self.parts = FormParts(
            theme=theme,
            context=context,
            skema=self.skema,
            besoeg=blad.besoeg.id,
            autosave=autosave,
            undo=self.undo,
            personer=people_of(blad, context.bruger.navn),
        )
        self._theme = theme
        self._timer = TimerModel(self.parts)
        self._current = 1
        self._framed = 0
        self._status: dict[int, PunktStatus] = {}
        self._moving = QPropertyAnimation(self.verticalScrollBar(), b"value", self)
        self._moving.setDuration(0 if theme.reduced_motion else _MOVE_MS)
        self.cards: dict[int, PunktKort] = {}
        self._timer.show_blad(blad)
        self._rest = RestKort(theme)
        self._build(blad)
        self._show_rest(blad)
        self._tell_all()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._set_current(1)

    def _build(self, blad: BesoegBlad) -> None:
        page = QWidget()
        page.setProperty("kind", "canvas")
        column = QWidget()
        column.setMaximumWidth(MAX_WIDTH)
        stack = QVBoxLayout(column)
        stack.setContentsMargins(0, _AIR, 0, _AIR)
        stack.setSpacing(14)
        punkter = self.skema.punkter
        for place, punkt in enumerate(punkter):
            after = punkter[place + 1].titel if place + 1 < len(punkter) else ""
            card = PunktKort(self.parts, punkt, after, blad, self._timer)
            card.answered.connect(self._answered)
            card.tapped.connect(self._follow)
            card.next_clicked.connect(lambda number: self.go_to(number + 1, focus=True))
            for view in card.views:
                if isinstance(view, VurderingView):
                    view.rating.stemme_skiftet.connect(self._voice_heard)
            self.cards[punkt.nummer] = card
            stack.addWidget(card)
        stack.addWidget(self._rest)
        stack.addStretch()
        side = QHBoxLayout(page)
        side.setContentsMargins(24, 0, 24, 0)
        side.addStretch()
        side.addWidget(column, 100)
        side.addStretch()
        self.setWidget(page)

    def show_blad(self, blad: BesoegBlad) -> None:
        """Shows what is stored; a field under the cursor keeps its text."""
        self._timer.show_blad(blad)
        for card in self.cards.values():
            card.show_blad(blad)
        self._show_rest(blad)
        self._tell_all()

    def _show_rest(self, blad: BesoegBlad) -> None:
        self._rest.show_rest(of_besoeg(self.parts.context, blad))

    def status(self, punkt: int) -> PunktStatus:
        return self.cards[punkt].status()

    def current(self) -> int:
        """The number of the punkt in focus."""
        return self._current

    def find_view(self, shape: type[V]) -> V | None:
        """The first felt drawn by this kind of view."""
        for card in self.cards.values():
            for view in card.views:
                if isinstance(view, shape):
                    return view
        return None

    def svar(self) -> dict[str, Svaret]:
        """How much is answered, by felt key."""
        return {key: value for card in self.cards.values() for key, value in card.svar().items()}

    def remarks(self) -> tuple[Bemaerkning, ...]:
        """What »Afslut besøg« lists without stopping."""
        changed = [
            view.felt.dimension or ""
            for card in self.cards.values()
            for view in card.views
            if isinstance(view, VurderingView) and view.changed()
        ]
        return bemaerkninger(self.skema, self.svar(), changed)

    def errors(self) -> list[tuple[int, str]]:
        """(punkt, sentence) for what is written and cannot be read; shown at the fields as well."""
        found = []
        for number, card in self.cards.items():
            for view in card.views:
                if isinstance(view, AftalerView):
                    view.show_errors()
                if isinstance(view, NaesteView):
                    view.show_error(view.fejl())
                if text := view.fejl():
                    found.append((number, text))
        return found

    def commit(self) -> None:
        """Takes over what is written and not yet part of the besøg."""
        for card in self.cards.values():
            for view in card.views:
                view.commit()

    def as_text(self) -> str:
        """All that is written, as plain text."""
        parts = []
        for card in self.cards.values():
            lines = [line for view in card.views for line in view.lines()]
            if lines:
                parts.append("\n".join([f"{card.punkt.nummer} {card.punkt.titel}", *lines]))
        return "\n\n".join((*parts, *self._rest.texts()))

    def last_time(self) -> tuple[int, int, str]:
        """(kept, all, the open one) of last time's aftaler."""
        view = self.find_view(AftalerSidstView)
        return (*view.counts(), view.open_text()) if view is not None else (0, 0, "")

    def new_aftale(self) -> None:
        """Ctrl+N: the cursor in an empty aftale."""
        view = self.find_view(AftalerView)
        if view is not None:
            self.go_to(self.skema.punkt_med(view.felt.noegle).nummer, focus=False)
            view.start_new()

    def go_to(self, punkt: int, *, focus: bool) -> None:
        """Scrolls the punkt to the top, and puts the keyboard on its first control."""
        card = self.cards.get(punkt)
        if card is None:
            return
        self._move(card.y() - _AIR)
        self._set_current(punkt)
        if focus:
            card.focus_first()
            QTimer.singleShot(0, lambda: self._move(card.y() - _AIR))

    def _move(self, target: int) -> None:
        bar = self.verticalScrollBar()
        target = max(bar.minimum(), min(bar.maximum(), target))
        self._moving.stop()
        if self._moving.duration() == 0 or not self.isVisible():
            bar.setValue(target)
            return
        self._moving.setEndValue(target)
        self._moving.start()

    def _voice_heard(self, stemme: str) -> None:
        """Another voice speaks: its level can now be given in one press at every dimension."""
        if Stemme(stemme) is Stemme.KONSULENT:
            return
        for card in self.cards.values():
            for view in card.views:
                if isinstance(view, VurderingView):
                    view.rating.set_hurtig([s for s in view.felt.stemmer if s is not Stemme.KONSULENT])

    def _answered(self, punkt: int) -> None:
        self._tell(punkt)
        self._set_current(punkt)

    def _follow(self, answered: FeltView) -> None:
        """After a tap that answers a felt the next one comes into sight by itself, moved as little as can be.

        What is under a hand that writes is never moved.
        """
        if not answered.done() or isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit):
            return
        views = [v for card in self.cards.values() for v in card.views if not isinstance(v, NoteView | InternView)]
        if answered not in views:
            return
        coming = next((v for v in views[views.index(answered) + 1 :] if not (v.done() or v.isHidden())), None)
        if coming is not None:
            QTimer.singleShot(0, lambda: self._reveal(coming))

    def bring(self, part: QWidget) -> None:
        """What was looked for stands in the upper half of the view, with its punkt in focus."""
        page = self.widget()
        if page is None:
            return
        self._move(part.mapTo(page, part.rect().topLeft()).y() - self.viewport().height() // 4)
        for number, card in self.cards.items():
            if card.isAncestorOf(part):
                self._set_current(number)

    def _reveal(self, view: FeltView) -> None:
        page = self.widget()
        if page is None or not isValid(view):
            return
        top = view.mapTo(page, view.rect().topLeft()).y() - _AIR
        bottom = top + view.height() + 2 * _AIR
        shown = self.verticalScrollBar().value()
        height = self.viewport().height()
        if bottom > shown + height:
            self._move(min(top, bottom - height))
        elif top < shown:
            self._move(top)

    def _tell_all(self) -> None:
        for number in self.cards:
            self._tell(number)

    def _tell(self, punkt: int) -> None:
        status = self.cards[punkt].status()
        if self._status.get(punkt) is not status:
            self._status[punkt] = status
            self.status_changed.emit(punkt, status.value)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self.isAncestorOf(new):
            return
        for number, card in self.cards.items():
            if card.isAncestorOf(new):
                self._set_current(number)
                # Never hidden under the edge, and with its point around it where there is room.
                self.ensureWidgetVisible(new, 0, 60)
                return

    def _scrolled(self, value: int) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus) and not focus.visibleRegion().isEmpty():
            return
        mark = value + self.viewport().height() // 3
        for number, card in self.cards.items():
            if card.y() <= mark < card.y() + card.height() + 14:
                self._set_current(number)
                return

    def _set_current(self, punkt: int) -> None:
        if punkt != self._framed:
            self._current = self._framed = punkt
            for number, card in self.cards.items():
                card.set_aktuel(number == punkt)
            self.current_changed.emit(punkt)
