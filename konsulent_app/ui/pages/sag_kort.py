"""The main cards of a sag: aftaler from last time, how the levels move, and the forløb."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from konsulent_app.store.sager import SagBlad
from konsulent_app.ui.pages import sag_ord
from konsulent_app.ui.pages.sektion import Sektion, clear
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.aftale import AftaleRow, Form
from konsulent_app.ui.widgets.buttons import Button, toggle
from konsulent_app.ui.widgets.charts import Sparkline
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import make_label, rule
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.prik import Prik
from konsulent_app.ui.widgets.timeline import Forloeb, Timeline
from konsulent_core.dansk import format_dato
from konsulent_core.diagram.trin import NYE_TRIN
from konsulent_core.skema.grammar import Skema

SHOWN = 6  # aftaler; older open ones beyond these are asked for


class AftalerKort(Sektion):
    """Last time's aftaler, then older open ones, each to tick."""

    gjort = Signal(object, bool)
    """id of the aftale"""

    def __init__(self, theme: Theme, *, kan_saettes: bool = True) -> None:
        """``kan_saettes``: whether the ticks are this user's to set."""
        super().__init__(theme, "Aftaler fra sidst", "case_aftaler")
        self._kan_saettes = kan_saettes
        self._rows: list[tuple[int, AftaleRow]] = []
        self._sag, self._dag, self._last = 0, date.min, 0
        self._known: dict[int, tuple[str | None, ...]] = {}
        self._all = False

    def show_blad(self, blad: SagBlad, i_dag: date) -> None:
        # A tick must not rebuild the row that the focus stands on, nor take away an older aftale that was just done:
        # it could not be undone.
        words: dict[int, tuple[str | None, ...]] = {a.id: (a.hvad, a.part, a.person, a.senest) for a in blad.aftaler}
        newest = next((b.besoeg for b in reversed(blad.besoeg) if b.laast), 0)
        same = (self._sag, self._dag, self._last) == (blad.sag.id, i_dag, newest)
        if not (same and words.items() <= self._known.items()):
            self._all = self._all and self._sag == blad.sag.id
            self._sag, self._dag, self._last, self._known = blad.sag.id, i_dag, newest, words
            self.fill(blad, i_dag)
        done = {a.id: bool(a.gjort) for a in blad.aftaler}
        for number, row in self._rows:
            row.set_gjort(done.get(number, True))
        last = sag_ord.sidste_aftaler(blad)
        self.titel.set_aside(f"{sum(bool(a.gjort) for a in last)} af {len(last)} gjort" if last else "")

    def fill(self, blad: SagBlad, i_dag: date) -> None:
        clear(self.rows)
        self._rows = []
        if not blad.aftaler:
            self.rows.addWidget(make_label("Ingen aftaler fra sidst.", "body2", wrap=True))
            return
        last = sag_ord.sidste_aftaler(blad)
        ordered = [*last, *(a for a in blad.aftaler if a not in last)]
        shown = ordered if self._all else ordered[: max(SHOWN, len(last))]
        for number, aftale in enumerate(shown, start=1):
            if number > 1:
                self.rows.addWidget(rule())
            row = AftaleRow(self.theme, f"case_aftale_{number}", sag_ord.aftale_ord(aftale, i_dag), form=Form.AFKRYDS)
            row.gjort.connect(partial(self.gjort.emit, aftale.id))
            row.setEnabled(self._kan_saettes)
            self._rows.append((aftale.id, row))
            self.rows.addWidget(row)
        if len(ordered) > len(shown):
            more = Button(self.theme, f"Vis alle {len(ordered)}", kind=Kind.QUIET, height=36, name="case_aftaler_alle")
            more.clicked.connect(lambda: self._show_all(blad, i_dag))
            self.rows.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_all(self, blad: SagBlad, i_dag: date) -> None:
        self._all, self._known = True, {}
        self._dag = date.min
        self.show_blad(blad, i_dag)


class _Tegn(QLabel):
    """A small arrow and a word, both in neutral ink: a step is never praised or blamed."""

    def __init__(self, theme: Theme, tegn: str, ord_: str, spoken: str) -> None:
        super().__init__(ord_)
        self._theme, self._tegn = theme, tegn
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        words = self._theme.metrics(12, 500).horizontalAdvance(self.text())
        room = self._theme.px(18) if self._tegn else 0
        return QSize(max(self._theme.px(72), words + room + 2), self._theme.px(20))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        paint.start(painter)
        rect = QRectF(self.rect())
        if self._tegn:
            paint.icon(painter, theme, self._tegn, "ink2", 14, 0, rect.center().y())
            rect.setLeft(theme.px(18))
        paint.text(painter, rect, self.text(), theme.font(12, 500), theme.color("ink2"))
        painter.end()


class UdviklingKort(Sektion):
    """A row a dimension on one axis; the numbers behind them on demand."""

    def __init__(self, theme: Theme, skemaer: Mapping[str, Skema]) -> None:
        """``skemaer`` may change with a sync: it is looked into each time."""
        super().__init__(theme, "Udvikling", "case_udvikling")
        self._skemaer = skemaer
        self._tal: list[QLabel] = []
        self._vis = toggle(Button(theme, "Vis tal", kind=Kind.SWITCH, height=32, name="case_udvikling_tal"))
        self._vis.clicked.connect(self._show_numbers)
        self.titel.add_right(self._vis)
        self.rows.setSpacing(4)

    def parts(self, blad: SagBlad) -> object:
        return (blad.maalinger, sum(b.laast for b in blad.besoeg), tuple(self._skemaer))

    def fill(self, blad: SagBlad, i_dag: date) -> None:
        clear(self.rows)
        self._tal = []
        antal = len({m.besoeg for m in blad.maalinger})
        self.titel.set_titel(sag_ord.udvikling_titel(antal))
        if not antal:
            words = "Ingen måling endnu. Den første kommer ved næste besøg."
            self.rows.addWidget(make_label(words, "body2", wrap=True))
        self._vis.setVisible(bool(antal))
        rows = sag_ord.udvikling(blad, list(self._skemaer.values()))
        widest = max((self.theme.metrics(14).horizontalAdvance(r.titel) for r in rows), default=0) + 8
        for row in rows:
            if row.overskrift:
                self.rows.addWidget(make_label(row.overskrift, "small", wrap=True, name="case_udvikling_skema"))
            self.rows.addLayout(self._row(row, widest))
            tal = make_label(_tal(row), "small", wrap=True)
            tal.setVisible(self._vis.isChecked())
            self._tal.append(tal)
            self.rows.addWidget(tal)
        self.rows.addStretch()

    def _row(self, row: sag_ord.Udvikling, widest: int) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(10)
        titel = make_label(row.titel)
        titel.setMinimumWidth(widest)
        line.addWidget(titel)
        curve = Sparkline(self.theme, row.titel, row.punkter)
        curve.setToolTip(_tal(row))
        line.addWidget(curve, 1)
        trin = make_label(str(row.trin) if row.trin is not None else "–", "label")
        trin.setAccessibleName(f"Trin {row.trin}" if row.trin is not None else "Ingen måling")
        trin.setMinimumWidth(self.theme.px(16))
        line.addWidget(trin)
        line.addWidget(_Tegn(self.theme, row.tegn, row.ord_, row.bevaegelse))
        return line

    def _show_numbers(self) -> None:
        self._vis.set_words("Skjul tal" if self._vis.isChecked() else "Vis tal")
        for label in self._tal:
            label.setVisible(self._vis.isChecked())


def _tal(row: sag_ord.Udvikling) -> str:
    """»12.02.2026: 3  ·  26.02.2026: ikke drøftet«."""
    pairs = zip(row.datoer, row.punkter, strict=True)
    return "  ·  ".join(
        (f"{NYE_TRIN}  ·  " if p.brud else "") + f"{format_dato(d)}: {'ikke drøftet' if p.trin is None else p.trin}"
        for d, p in pairs
    )


class ForloebKort(Sektion):
    """The line, and the same as a list for who would rather read; each praktik leads to its page and its paper."""

    edit_praktik = Signal(object)
    """id of the praktik"""
    wants_praktikdok = Signal(object)
    """id of the praktik"""

    def __init__(self, theme: Theme, *, skriver: bool = True) -> None:
        super().__init__(theme, "Forløb", "case_forloeb")
        self._skriver = skriver
        self._uge = make_label("", "small")
        self._liste_knap = toggle(Button(theme, "Vis som liste", kind=Kind.SWITCH, height=32, name="case_forloeb_vis"))
        self._liste_knap.clicked.connect(self._switch)
        head = QWidget()
        line = FlowLayout(head, gap=14, line_gap=4)
        line.addWidget(make_label("Forløb", "label"))
        for part in (
            Prik(theme, "praktik", "praktik"),
            Prik(theme, "accent", "praktik og løn"),
            self._uge,
            self._liste_knap,
        ):
            line.add_right(part)
        self.titel.hide()
        self.body.replaceWidget(self.titel, head)
        self.titel.deleteLater()
        self._line: Timeline | None = None
        self._forloeb: Forloeb | None = None
        self._list = QWidget()
        self._list.setObjectName("case_forloeb_liste")
        self._list.setAccessibleName("Forløb som liste")
        self._lines = QVBoxLayout(self._list)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)
        self._list.hide()
        self.body.addWidget(self._list)
        self._places = QWidget()
        self._place_line = QVBoxLayout(self._places)
        self._place_line.setContentsMargins(0, 0, 0, 0)
        self._place_line.setSpacing(4)
        self.body.addWidget(self._places)

    def parts(self, blad: SagBlad) -> object:
        return (blad.praktikker, blad.virksomheder, blad.timer, blad.besoeg, blad.sag.moede_dato)

    def fill(self, blad: SagBlad, i_dag: date) -> None:
        found = sag_ord.forloeb(blad, i_dag)
        self._uge.setText(sag_ord.uge_af(blad, i_dag))
        if self._line is None:
            self._line = Timeline(self.theme, found)
            self.rows.addWidget(self._line)
        self._line.set_forloeb(found)
        self._forloeb = found
        self._fill_list()
        self._fill_places(blad)

    def _fill_places(self, blad: SagBlad) -> None:
        """A praktik a line, the newest first: to its page for who writes, and to its praktikdokumentation."""
        clear(self._place_line)
        for number, (praktik, words) in enumerate(sag_ord.praktik_knapper(blad), start=1):
            place = QWidget()
            line = FlowLayout(place, gap=8, line_gap=4)
            if self._skriver:
                edit = Button(
                    self.theme, words, kind=Kind.QUIET, icon="pencil", height=36, name=f"case_praktik_{number}",
                    spoken=f"Rediger praktikken: {words}",
                )  # fmt: skip
                edit.clicked.connect(partial(self.edit_praktik.emit, praktik))
                line.addWidget(edit)
            else:
                line.addWidget(make_label(words, "body2"))
            paper = Button(
                self.theme, "Praktikdokumentation", kind=Kind.QUIET, icon="file-text", height=36,
                name=f"case_praktikdok_{number}", spoken=f"Praktikdokumentation: {words}",
            )  # fmt: skip
            paper.clicked.connect(partial(self.wants_praktikdok.emit, praktik))
            line.addWidget(paper)
            self._place_line.addWidget(place)
            place.setVisible(True)
        self._places.setVisible(bool(blad.praktikker))

    def _fill_list(self) -> None:
        """Only for who asks for it: a long forløb is hundreds of labels."""
        clear(self._lines)
        if self._forloeb is None or not self._liste_knap.isChecked():
            return
        for dag, words in sag_ord.forloeb_linjer(self._forloeb):
            line = QHBoxLayout()
            date_ = make_label(format_dato(dag), "small")
            date_.setMinimumWidth(self.theme.px(84))
            line.addWidget(date_, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(make_label(words, wrap=True), 1)
            self._lines.addLayout(line)

    def _switch(self) -> None:
        as_list = self._liste_knap.isChecked()
        self._liste_knap.set_words("Vis som linje" if as_list else "Vis som liste")
        self._fill_list()
        self._list.setVisible(as_list)
        if self._line is not None:
            self._line.setVisible(not as_list)
