"""The counts of Overblik as figures to press, and the løntimer curve with its sentence."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from konsulent_app.ui.pages import overblik_ord
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Card, SectionTitle
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.trinkurve import KurveTrin, Trinkurve
from konsulent_app.ui.widgets.trykkort import Tegn, TrykKort
from konsulent_core.dansk import format_timer_ord
from konsulent_core.overblik import HOVEDTAL, Overblik, Tal
from konsulent_core.overblik_ord import TAL_ORD
from konsulent_core.overblik_periode import PeriodeTal

_TILE = 150  # px of the narrowest tile at 100 %


class TalFlise(TrykKort):
    """»18 i praktik«: a press shows who."""

    def __init__(self, theme: Theme, tal: Tal) -> None:
        column = QVBoxLayout()
        super().__init__(theme, "", column, name=f"overview_count_{tal}")
        self._word = TAL_ORD[tal]
        column.setContentsMargins(14, 8, 10, 10)
        column.setSpacing(0)
        line = QHBoxLayout()
        self._antal = make_label("", "title")
        line.addWidget(self._antal, 1)
        line.addWidget(Tegn(theme, "chevron-right", "ink2", 16), 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(line)
        column.addWidget(make_label(self._word, "small", wrap=True))

    def set_antal(self, antal: int) -> None:
        """Another figure."""
        self._antal.setText(str(antal))
        self.setAccessibleName(f"{antal} {self._word}. Vis listen")


class TalRaekke(QWidget):
    """The six counts, as many beside each other as there is room for."""

    wanted = Signal(object)
    """Tal"""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._fliser = {tal: TalFlise(theme, tal) for tal in HOVEDTAL}
        for tal, flise in self._fliser.items():
            flise.clicked.connect(partial(self.wanted.emit, tal))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(10)
        self._across = 0
        self._arrange(len(HOVEDTAL))

    def show_overblik(self, overblik: Overblik) -> None:
        """The figures as they are now."""
        for tal, flise in self._fliser.items():
            flise.set_antal(len(overblik.tal[tal]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() // self._theme.px(_TILE)
        self._arrange(next((across for across in (6, 3, 2) if across <= room), 1))

    def _arrange(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for number, flise in enumerate(self._fliser.values()):
            self._grid.addWidget(flise, number // across, number % across)
        for column in range(len(HOVEDTAL)):
            self._grid.setColumnStretch(column, int(column < across))


class FlereTalKort(Card):
    """The counts that are asked for less often, each a small button."""

    wanted = Signal(object)
    """Tal"""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, pad=18, name="overview_more")
        self.body.setContentsMargins(18, 10, 18, 14)
        self.body.addWidget(SectionTitle("Flere tal"))
        holder = QWidget()
        flow = FlowLayout(holder, gap=8, line_gap=8)
        self._knapper: dict[Tal, Button] = {}
        for tal in (one for one in Tal if one not in HOVEDTAL):
            word = TAL_ORD[tal]
            button = Button(theme, f"{word[:1].upper()}{word[1:]}", kind=Kind.FILTER, height=32,
                            name=f"overview_count_{tal}")  # fmt: skip
            button.clicked.connect(partial(self.wanted.emit, tal))
            self._knapper[tal] = button
            flow.addWidget(button)
        self.body.addWidget(holder)

    def show_overblik(self, overblik: Overblik) -> None:
        """The figures as they are now."""
        for tal, button in self._knapper.items():
            button.set_count(str(len(overblik.tal[tal])))


class KurveKort(Card):
    """Løntimer a week of all together, what the period changed, and all hours in a line."""

    wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, pad=18, name="overview_curve")
        self.body.setContentsMargins(18, 10, 12, 12)
        self.body.setSpacing(4)
        self._liste = Button(theme, "Vis liste", kind=Kind.SWITCH, height=32, name="overview_curve_list",
                             spoken="Løntimer: vis liste")  # fmt: skip
        self._liste.clicked.connect(self.wanted)
        titel = SectionTitle("Løntimer om ugen, i alt")
        titel.add_right(self._liste)
        self._linje = make_label("", "small", wrap=True, name="overview_curve_words")
        self._timer = make_label("", "meta", wrap=True, name="overview_curve_hours")
        self._kurve = Trinkurve(theme)
        for part in (titel, self._linje, self._kurve, self._timer):
            self.body.addWidget(part, int(part is self._kurve))

    def show_periode(self, periode: PeriodeTal) -> None:
        """Another period, or other figures of it."""
        words = overblik_ord.kurve_linje(periode)
        self._linje.setText(words)
        self._timer.setText(overblik_ord.timer_linje(periode))
        trin: Sequence[KurveTrin] = [KurveTrin(p.dag, p.loentimer) for p in periode.kurve]
        nu = periode.kurve[-1]
        spoken = f"Kurve over løntimer: nu {format_timer_ord(nu.loentimer)}. {words}"
        self._kurve.set_trin(trin, overblik_ord.fra_ord(periode), overblik_ord.til_ord(periode), spoken)
