"""Fremmøde since last: a row a week, »Alle mødt«, and then the exceptions in two presses each."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Property, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.dag import DagKnap
from konsulent_app.ui.widgets.dagvalg import DagValg
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.fremmoede import IKKE_REGISTRERET, Uge, opsummer
from konsulent_app.ui.widgets.group import ChoiceGroup
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.taborder import stops_in, tab_after
from konsulent_app.ui.widgets.timer import Timer
from konsulent_core.words import Fremmoede


class WeekRows(QWidget):
    """Days are "" (not registered) or a value of core's Fremmoede; »Alle mødt« sets only days not registered.

    A press on a day opens a row of states beneath its week; the next press sets and closes it. »Gik før tid«
    keeps it open for the hours. Esc closes.
    """

    changed = Signal(object)
    """dict[date, str]: the days that changed in one act"""
    timer_changed = Signal(object, object)
    """date, Timer or None: hours there on a day that ended early"""

    def __init__(self, theme: Theme, uger: Sequence[Uge], *, prefix: str = "visit") -> None:
        super().__init__()
        self._theme, self._prefix = theme, prefix
        self._dage: dict[date, DagKnap] = {}
        self._timer: dict[date, Timer] = {}
        self._raekke: dict[date, int] = {}
        self._valg: DagValg | None = None
        self._aaben: date | None = None
        self.setObjectName(f"{prefix}_fremmoede")
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(8)
        self._sum = make_label("", "small", name=f"{prefix}_fremmoede_sum")
        self._outer.addLayout(self._head())
        self._weeks: list[QVBoxLayout] = []
        self._week_ends: list[QWidget] = []
        for uge in uger:
            self._add_week(uge)
        self._tell()

    def _head(self) -> FlowLayout:
        head = FlowLayout(gap=12)
        head.addWidget(make_label("Mødedage siden sidst", "label"))
        head.addWidget(self._sum)
        name = f"{self._prefix}_fremmoede_alle"
        alle = Button(self._theme, "Alle mødt", kind=Kind.AGENDA, icon="check", name=name,
                      spoken="Alle mødt i alle uger")  # fmt: skip
        alle.clicked.connect(lambda: self._all_present(tuple(self._dage)))
        head.add_right(alle)
        return head

    def _add_week(self, uge: Uge) -> None:
        column = QVBoxLayout()
        column.setSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(8)
        label = make_label(f"Uge {uge.nummer}", "strong")
        label.setFixedWidth(self._theme.px(58))
        line.addWidget(label)
        group = ChoiceGroup(f"Fremmøde, uge {uge.nummer}")
        days = FlowLayout(group)
        for dag in uge.dage:
            knap = DagKnap(self._theme, dag, f"{self._prefix}_day_{dag:%Y%m%d}")
            knap.clicked.connect(lambda _=False, d=dag: self._toggle(d))
            self._dage[dag] = knap
            self._raekke[dag] = len(self._weeks)
            group.add_member(knap)
            days.addWidget(knap)
        line.addWidget(group, 1)
        name = f"{self._prefix}_week_{uge.nummer}_alle"
        alle = Button(self._theme, "Alle mødt", kind=Kind.QUIET, name=name,
                      spoken=f"Alle mødt i uge {uge.nummer}")  # fmt: skip
        alle.clicked.connect(lambda _=False, dage=uge.dage: self._all_present(dage))
        line.addWidget(alle)
        column.addLayout(line)
        self._weeks.append(column)
        self._week_ends.append(alle)
        self._outer.addLayout(column)

    def _get_value(self) -> str:
        return self._sum.text()

    value = Property(str, _get_value)

    def status(self) -> dict[date, str]:
        """The state of every day."""
        return {dag: knap.status() for dag, knap in self._dage.items()}

    def set_status(self, status: Mapping[date, str]) -> None:
        """Shows states without telling anybody; days left out are not registered."""
        for dag, knap in self._dage.items():
            knap.set_status(status.get(dag, IKKE_REGISTRERET))
        self._tell()

    def dag_at(self, inner: QWidget) -> date | None:
        """The day whose button ``inner`` is, or whose states it is one of."""
        if self._valg is not None and (inner is self._valg or self._valg.isAncestorOf(inner)):
            return self._aaben
        return next((dag for dag, knap in self._dage.items() if knap is inner), None)

    def set_timer(self, timer: Mapping[date, Timer]) -> None:
        """Shows the hours of days that ended early."""
        self._timer = dict(timer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._aaben is not None:
            self._close(back=True)
        else:
            super().keyPressEvent(event)

    def _all_present(self, dage: Sequence[date]) -> None:
        self._close(back=False)
        self._set({d: Fremmoede.MOEDT.value for d in dage if not self._dage[d].status()})

    def _set(self, status: dict[date, str]) -> None:
        if not status:
            return
        for dag, value in status.items():
            self._dage[dag].set_status(value)
        self._tell()
        self.changed.emit(status)

    def _toggle(self, dag: date) -> None:
        if self._aaben == dag:
            self._close(back=False)
            return
        self._close(back=False)
        valg = self._open_valg()
        valg.show_for(dag, self._dage[dag].status(), self._timer.get(dag))
        self._weeks[self._raekke[dag]].addWidget(valg)
        tab_after(self._week_ends[self._raekke[dag]], stops_in(valg))
        valg.show()
        self._aaben = dag
        self._dage[dag].set_aaben(True)
        if self._dage[dag].ring:
            valg.focus_first()

    def _open_valg(self) -> DagValg:
        if self._valg is None:
            self._valg = DagValg(self._theme, f"{self._prefix}_dayvalg")
            self._valg.valgt.connect(self._chosen)
            self._valg.timer_changed.connect(self._hours)
        return self._valg

    def _chosen(self, status: str) -> None:
        dag = self._aaben
        if dag is None:
            return
        self._set({dag: status})
        if status != Fremmoede.FOER_TID:
            self._close(back=True)

    def _hours(self, timer: Timer | None) -> None:
        if self._aaben is not None:
            if timer is None:
                self._timer.pop(self._aaben, None)
            else:
                self._timer[self._aaben] = timer
            self.timer_changed.emit(self._aaben, timer)

    def _close(self, *, back: bool) -> None:
        if self._aaben is None or self._valg is None:
            return
        knap = self._dage[self._aaben]
        self._aaben = None
        knap.set_aaben(False)
        if back and self._valg.holds_focus():
            knap.setFocus(Qt.FocusReason.OtherFocusReason)
        self._valg.hide()

    def _tell(self) -> None:
        self._sum.setText(opsummer(knap.status() for knap in self._dage.values()))
