"""The card in the middle of the window before the store is open: its fields, buttons, waiting and errors."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Property, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.announce import announce
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Card
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.nav import AppMark
from konsulent_core.errors import KonsulentError, UserError

WIDTH = 460


class OpstartKort(QWidget):
    """What is asked is put together by ``OpstartPage``: ``_begin``, then ``_field`` and ``_act``, then ``_finish``."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("start")
        self.setProperty("kind", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._state = ""
        self._first: QWidget | None = None
        self._fields: dict[str, QLineEdit] = {}
        self._faults: dict[str, QLabel] = {}
        self._acts: list[Button] = []
        self._tail = 0  # how many of the acts stand below the fields
        self._error = make_label("", "error", wrap=True, name="start_error")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Vent …")
        self._card = Card(theme, pad=28, name="start_card")
        self._build()

    def _get_state(self) -> str:
        return self._state

    state = Property(str, _get_state)

    def _build(self) -> None:
        content = QWidget()
        content.setProperty("kind", "scroll")
        column = QVBoxLayout(content)
        column.setContentsMargins(20, 20, 20, 20)
        column.addStretch()
        mark = AppMark(self._theme)
        self._mark = mark
        for part in (mark, self._card):
            # in a row of its own: an aligned widget would not get the height its wrapped words need
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(part, 1_000)
            row.addStretch(1)
            column.addLayout(row)
        column.addStretch()
        self._theme.changed.connect(self._measure)
        self._measure()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _measure(self) -> None:
        for part in (self._mark, self._card):
            part.setMaximumWidth(self._theme.px(WIDTH))

    # --- what came of it --------------------------------------------------------------------------

    def set_busy(self, *, busy: bool) -> None:
        """While it is tried nothing can be pressed twice; what was written stays."""
        for act in self._acts:
            act.setEnabled(not busy)
        for field in self._fields.values():
            field.setEnabled(not busy)
        self._bar.setVisible(busy)

    def show_error(self, error: KonsulentError) -> None:
        """At its field when it has one; what was written is kept."""
        self.set_busy(busy=False)
        self._clear_errors()
        where = error.field if isinstance(error, UserError) else ""
        label = self._faults.get(where, self._error)
        label.setText(error.message)
        label.show()
        field = self._fields.get(where) or next(reversed(self._fields.values()), None)
        if where in self._fields:
            _mark(self._fields[where], wrong=True)
        if where in self._faults and where not in self._fields:
            self._acts[0].setFocus(Qt.FocusReason.OtherFocusReason)  # the button above it
        elif field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            field.selectAll()
        announce(self, error.message, urgent=True)

    # --- building ---------------------------------------------------------------------------------

    def _begin(self, state: str, title: str, words: str) -> None:
        body = self._card.body
        for part in (self._error, self._bar):
            part.setParent(self)
            part.hide()
        while (item := body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._fields, self._faults, self._acts = {}, {}, []
        self._tail = 0
        self._state = state
        body.addWidget(make_label(title, "title", wrap=True, name="start_title"))
        if words:
            body.addWidget(make_label(words, "body2", wrap=True, name="start_words"))
        body.addSpacing(4)

    def _field(self, noegle: str, titel: str, value: str = "", *, secret: bool = False) -> None:
        label = make_label(titel, "strong")
        field = QLineEdit(value)
        field.setObjectName(f"start_{noegle}")
        field.setProperty("kind", "visit")
        field.setAccessibleName(titel)
        field.setMinimumHeight(self._theme.px(44))
        if secret:
            field.setEchoMode(QLineEdit.EchoMode.Password)
        label.setBuddy(field)
        field.returnPressed.connect(lambda: self._enter(noegle))
        self._fields[noegle] = field
        for part in (label, field):
            self._card.body.addWidget(part)
        self._fault(noegle)

    def _fault(self, noegle: str) -> None:
        """Where an error of this field will stand."""
        fault = make_label("", "error", wrap=True, name=f"start_{noegle}_fejl")
        fault.hide()
        self._faults[noegle] = fault
        self._card.body.addWidget(fault)

    def _act(self, text: str, kind: Kind, call: Callable[[], None], name: str, *, above: bool = False) -> None:
        """``above``: fields follow; the error stands between them and the acts after them."""
        act = Button(self._theme, text, kind=kind, name=name)
        act.clicked.connect(lambda _=False: call())
        self._acts.append(act)
        self._tail += not above
        self._card.body.addWidget(act)

    def _finish(self, focus: str) -> None:
        body = self._card.body
        place = max(0, body.count() - self._tail) if self._fields else body.count()
        body.insertWidget(place, self._error)
        body.addWidget(self._bar)
        self._first = self._fields.get(focus) or (self._acts[0] if self._acts else None)
        self._lead_to(self._first)

    def _lead_to(self, first: QWidget | None) -> None:
        """Where the keyboard begins."""
        self._first = first
        if first is not None:
            self.setFocusProxy(first)
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            # Before it is on the screen it loses the keyboard again, when what stood there before goes.
            QTimer.singleShot(0, first, partial(self._focus_still, first))

    def _focus_still(self, first: QWidget) -> None:
        if self.isVisible() and first is self._first:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter(self, noegle: str) -> None:
        """Enter goes on to the next field, and from the last one sends."""
        names = list(self._fields)
        after = names[names.index(noegle) + 1 :]
        if after:
            self._fields[after[0]].setFocus(Qt.FocusReason.TabFocusReason)
        elif self._acts:
            self._acts[-self._tail].click()

    def _text(self, noegle: str) -> str:
        return self._fields[noegle].text()

    def _clear_errors(self) -> None:
        for label in (self._error, *self._faults.values()):
            label.hide()
        for field in self._fields.values():
            _mark(field, wrong=False)


def _mark(field: QLineEdit, *, wrong: bool) -> None:
    """The style sheet draws the edge by the property; it must be told to look again."""
    field.setProperty("state", "error" if wrong else "")
    field.style().unpolish(field)
    field.style().polish(field)
