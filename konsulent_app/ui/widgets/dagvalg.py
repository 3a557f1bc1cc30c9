"""The row of states that opens beneath a week for one of its days."""

from datetime import date

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.chips import ChoiceChips, Valg
from konsulent_app.ui.widgets.fremmoede import STATUSSER, lang_dag
from konsulent_app.ui.widgets.hours import HoursField
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.timer import Timer
from konsulent_core.words import Fremmoede

_TOM = "ikke"


class DagValg(QWidget):
    """Eight states to choose among; »Gik før tid« also asks for the hours there."""

    valgt = Signal(str)
    timer_changed = Signal(object)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName(name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(8)
        self._dag: date | None = None
        self._title = make_label("", "strong")
        layout.addWidget(self._title)
        # a chip needs a key for its name: »ikke registreret« is the empty state
        choices = [Valg(key or _TOM, status.tekst, status.icon) for key, status in STATUSSER.items()]
        self._chips = ChoiceChips(theme, "Dagen", choices, name=name)
        self._chips.valgt.connect(self._choose)
        layout.addWidget(self._chips)
        self._hours = HoursField(theme, "foertid", "Timer til stede", prefix=name, enhed="timer til stede")
        self._hours.changed.connect(self.timer_changed)
        layout.addWidget(self._hours)

    def show_for(self, dag: date, status: str, timer: Timer | None) -> None:
        """Asks about one day."""
        self._title.setText(f"{lang_dag(dag).capitalize()}: hvad skete der?")
        self._chips.setAccessibleName(lang_dag(dag))
        self._chips.set_value(status)
        self._hours.set_timer(timer, over=dag != self._dag)  # another day's half-written hours are not this one's
        self._dag = dag
        self._hours.setVisible(status == Fremmoede.FOER_TID)

    def focus_first(self) -> None:
        """Puts the keyboard on the states."""
        self._chips.focus_first()

    def holds_focus(self) -> bool:
        """True when the keyboard is somewhere in here."""
        return any(part.hasFocus() for part in self.findChildren(QWidget))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.start(painter)
        paint.box(painter, QRectF(self.rect()), fill=self._theme.color("sunken"), radius=10)
        painter.end()

    def _choose(self, noegle: str) -> None:
        status = "" if noegle == _TOM else noegle
        self._hours.setVisible(status == Fremmoede.FOER_TID)
        self.valgt.emit(status)
        if status == Fremmoede.FOER_TID:
            self._hours.focus_first()
