"""Left of the report: its period, its kind, its parts in their order, and what is missing and stands in it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from konsulent_app.ui.pages.rapport_ord import DEL
from konsulent_app.ui.pages.rapport_papir import RapportPapir
from konsulent_app.ui.pages.sektion import clear
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.afkryds import Afkryds
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Card, SectionTitle
from konsulent_app.ui.widgets.chips import ChoiceChips, Valg
from konsulent_app.ui.widgets.datefield import DateField
from konsulent_app.ui.widgets.dato import DatoHjaelp
from konsulent_app.ui.widgets.indhold import Indhold
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_core.rapport.art import ALTID, Del, RapportArt
from konsulent_core.rapport.valg import Periode

MANGLER = "Mangler, står i rapporten"
INTET_MANGLER = "Rapporten har ingen huller at nævne."


class DelRaekke(QWidget):
    """A part: in or not, and up or down by its arrows or by Alt and the arrow keys."""

    toggled = Signal(object)
    """the Del"""
    moved = Signal(object, int)
    """the Del, and -1 or 1"""
    entered = Signal(object)
    """the Del whose row the keyboard or the hand has come to"""

    def __init__(self, theme: Theme, del_: Del) -> None:
        super().__init__()
        self.del_ = del_
        name = DEL[del_]
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box = Afkryds(theme, f"Tag {name} med", text=name, name=f"report_part_{del_.value}", side=32)
        self.box.clicked.connect(self._press)
        self._arrows = []
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.box, 1, Qt.AlignmentFlag.AlignLeft)
        for step, icon, words in ((-1, "arrow-up", "op"), (1, "arrow-down", "ned")):
            arrow = Button(
                theme, "", kind=Kind.QUIET, icon=icon, height=32, name=f"report_part_{del_.value}_{words}",
                spoken=f"Flyt {name} {words}", tip=f"Flyt {words} (Alt+pil {words})",
            )  # fmt: skip
            arrow.clicked.connect(lambda _=False, step=step: self.moved.emit(self.del_, step))
            arrow.installEventFilter(self)
            self._arrows.append(arrow)
            line.addWidget(arrow)
        self.box.installEventFilter(self)

    def show_state(self, *, chosen: bool, first: bool, last: bool) -> None:
        """Whether it is in, and which ways it can go."""
        self.box.setChecked(chosen)
        for arrow, on in zip(self._arrows, (chosen and not first, chosen and not last), strict=True):
            arrow.setEnabled(on and self.del_ is not Del.KORT)

    def _press(self) -> None:
        if self.del_ in ALTID:
            self.box.setChecked(True)
            self.entered.emit(self.del_)
        else:
            self.toggled.emit(self.del_)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit(self.del_)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(self.del_, step)
        else:
            super().keyPressEvent(event)


class RapportValg(QScrollArea):
    """Setters show and tell nobody; the signals are what a person chose."""

    periode_chosen = Signal(object, object)
    """fra and til, date or None"""
    art_chosen = Signal(str)
    dele_chosen = Signal(object)
    """the chosen parts in their order"""
    entered = Signal(object)
    """the Del whose row was come to"""

    def __init__(self, theme: Theme, arter: Sequence[RapportArt], hjaelp: DatoHjaelp) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("report_choices")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._dele: list[Del] = []
        self._moede: date | None = None
        periods = (
            Valg(Periode.SAG.value, "Hele sagen"),
            Valg(Periode.MOEDE.value, "Siden sidste møde"),
            Valg(Periode.DATOER.value, "Valgte datoer"),
        )
        self._periode = ChoiceChips(theme, "Periode", periods, name="report_period", height=36)
        self.fra = DateField(theme, "report_from", "Fra", hjaelp, height=36)
        self.til = DateField(theme, "report_to", "Til", hjaelp, height=36)
        self._fejl = make_label("", "error", wrap=True, name="report_period_fejl")
        self._fejl.hide()
        kinds = [Valg(art.noegle, art.kort) for art in arter]
        self._art = ChoiceChips(theme, "Rapport", kinds, name="report_kind", height=36)
        self._title = SectionTitle("Dele")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self._raekker: dict[Del, DelRaekke] = {}
        self._gaps = QVBoxLayout()
        self._gaps.setSpacing(6)
        self._build()
        self._periode.valgt.connect(self._choose_periode)
        self._art.valgt.connect(self.art_chosen)
        for field in (self.fra, self.til):
            field.changed.connect(lambda _date: self._dates())

    def _build(self) -> None:
        page = Indhold()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 14, 12, 16)
        column.setSpacing(8)
        column.addWidget(make_label("Periode", "label"))
        column.addWidget(self._periode)
        for words, field in (("Fra", self.fra), ("Til", self.til)):
            column.addWidget(make_label(words, "small"))
            column.addWidget(field)
        column.addWidget(self._fejl)
        column.addSpacing(6)
        column.addWidget(make_label("Rapport", "label"))
        column.addWidget(self._art)
        column.addSpacing(6)
        column.addWidget(self._title)
        column.addLayout(self._rows)
        column.addSpacing(6)
        card = Card(self._theme, pad=12, name="report_missing", sunken=True)
        card.body.addWidget(make_label(MANGLER, "strong", wrap=True))
        card.body.addLayout(self._gaps)
        column.addWidget(card)
        column.addStretch()
        self.setWidget(page)

    # --- what it shows ----------------------------------------------------------------------------

    def show_papir(self, papir: RapportPapir) -> None:
        """Shows what is chosen, and what the report says is missing."""
        valg = papir.valg
        self._moede = date.fromisoformat(papir.moede_sidst) if papir.moede_sidst else None
        for chip in self._periode.findChildren(Button, "report_period_moede"):
            chip.setVisible(self._moede is not None)
        self._periode.set_value(valg.periode.value)
        self.fra.set_dato(valg.fra)
        self.til.set_dato(valg.til)
        self._art.set_value(papir.art.noegle)
        order = [*valg.dele, *(d.noegle for d in papir.art.dele if d.noegle not in valg.dele)]
        self._show_dele(order, list(valg.dele))
        clear(self._gaps)
        for words in papir.blad.huller or (INTET_MANGLER,):
            self._gaps.addWidget(make_label(words, "small", wrap=True))

    def show_fejl(self, words: str) -> None:
        """Why the period could not be taken; "" takes it away."""
        self._fejl.setText(words)
        self._fejl.setVisible(bool(words))

    def _show_dele(self, order: list[Del], chosen: list[Del]) -> None:
        self._dele = chosen
        self._title.set_aside(f"{len(chosen)} af {len(order)}")
        if list(self._raekker) != order:
            focus = QApplication.focusWidget()
            here = [d for d, row in self._raekker.items() if focus is not None and row.isAncestorOf(focus)]
            name = focus.objectName() if focus is not None else ""
            clear(self._rows)
            self._raekker = {}
            for del_ in order:
                row = DelRaekke(self._theme, del_)
                row.toggled.connect(self._toggle)
                row.moved.connect(self._move)
                row.entered.connect(self.entered)
                self._rows.addWidget(row)
                self._raekker[del_] = row
            for del_ in here:
                again = self._raekker[del_].findChild(QWidget, name)
                (again if isinstance(again, QWidget) else self._raekker[del_].box).setFocus(
                    Qt.FocusReason.OtherFocusReason
                )
        # »Kort fortalt« stays first, so the one below it cannot go up
        for place, del_ in enumerate(order):
            inside = del_ in chosen
            self._raekker[del_].show_state(
                chosen=inside, first=place <= 1, last=not inside or chosen.index(del_) == len(chosen) - 1
            )

    # --- the person's hand ------------------------------------------------------------------------

    def _choose_periode(self, periode: str) -> None:
        self.show_fejl("")
        match Periode(periode):
            case Periode.SAG:
                self.periode_chosen.emit(None, None)
            case Periode.MOEDE:
                self.periode_chosen.emit(self._moede, None)
            case Periode.DATOER:
                self.periode_chosen.emit(self.fra.dato(), self.til.dato())

    def _dates(self) -> None:
        self.show_fejl("")
        self.periode_chosen.emit(self.fra.dato(), self.til.dato())

    def _toggle(self, del_: Del) -> None:
        order = list(self._raekker)
        now = [d for d in order if (d in self._dele) != (d is del_)]
        self._show_dele(order, now)
        self.dele_chosen.emit(tuple(now))

    def _move(self, del_: Del, step: int) -> None:
        """Past the next part that is in; the first place is kept for the point."""
        now = list(self._dele)
        if del_ not in now or del_ is Del.KORT:
            return
        place = now.index(del_) + step
        if not 1 <= place < len(now):
            return
        now.remove(del_)
        now.insert(place, del_)
        rest = [d for d in self._raekker if d not in now]
        self._show_dele([*now, *rest], now)
        self.dele_chosen.emit(tuple(now))
