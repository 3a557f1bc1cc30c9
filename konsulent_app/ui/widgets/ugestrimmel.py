"""A week as seven days beside each other: what is planned, what stands there already, and a press to plan or clear."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.buttons import PaintedButton
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_core.dansk import UGEDAGE, format_tid
from konsulent_core.ugeplan import DAG_FELTER, DAG_KORT, Blok


class _Dag(PaintedButton):
    """One day. Filled: planned. Grey: something else only. A plus: free."""

    def __init__(self, theme: Theme, ugedag: int, name: str) -> None:
        super().__init__(theme, name)
        self._ugedag = ugedag
        self._plan: tuple[Blok, ...] = ()
        self._andet: tuple[tuple[str, Blok], ...] = ()
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def nextCheckState(self) -> None:
        """Nothing: a press is a wish, the plan answers it."""

    def show_day(self, titel: str, plan: tuple[Blok, ...], andet: tuple[tuple[str, Blok], ...]) -> None:
        self._plan, self._andet = plan, andet
        self.setChecked(bool(plan))
        self.setText(titel)
        told = [f"{titel} {_times(b)}" for b in plan] + [f"{navn} {_times(b)}" for navn, b in andet]
        self.setAccessibleName(f"{UGEDAGE[self._ugedag - 1]}: {', '.join(told) or 'fri'}")
        self.setToolTip(", ".join(told))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        lines = 2 + 2 * max(1, len(self._plan) + len(self._andet))
        return QSize(self.theme.px(44), self.theme.px(10) + (lines * self.theme.metrics(12).height()) // 2 * 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(36), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        paint.start(painter)
        rect = QRectF(self.rect())
        on = bool(self._plan)
        fill, edge = ("accent", "") if on else ("sunken", "line") if self._andet else ("surface", "line")
        area = paint.focus_ring(painter, theme, rect) if self.ring else rect
        paint.box(painter, area, fill=theme.color(fill), edge=theme.color(edge) if edge else None)
        ink, quiet = ("on_accent", "on_accent") if on else ("ink", "ink2")
        line = float(theme.metrics(12).height())
        left, wide = float(theme.px(8)), rect.width() - theme.px(10)
        at = float(theme.px(6))
        painter.setClipRect(rect)
        paint.text(painter, QRectF(left, at, wide, line), DAG_KORT[self._ugedag - 1], theme.font(12, 600),
                   theme.color(ink))  # fmt: skip
        at += line + theme.px(3)
        entries = [*((self.text(), b) for b in self._plan), *self._andet]
        for navn, blok in entries:
            paint.text(painter, QRectF(left, at, wide, line), navn, theme.font(12, 500), theme.color(ink))
            at += line
            words = _fitting(theme, blok, wide)
            paint.text(painter, QRectF(left, at, wide, line), words, theme.font(12), theme.color(quiet))
            at += line
        if not entries:
            paint.icon(painter, theme, "plus", "ink3", 16, left, at + line / 2)
        painter.end()


class Ugestrimmel(QWidget):
    """Monday to Sunday; `pressed` tells the ISO weekday."""

    pressed = Signal(int)

    def __init__(self, theme: Theme, name: str, titel: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName("Ugeplan")
        self._titel = titel
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        self._days = [_Dag(theme, n, f"{name}_{felt}") for n, felt in enumerate(DAG_FELTER, 1)]
        for number, day in enumerate(self._days, 1):
            day.clicked.connect(lambda _=False, n=number: self.pressed.emit(n))
            line.addWidget(day, 1)

    def show_week(self, plan: Sequence[Blok], andet: Sequence[tuple[str, Blok]]) -> None:
        """The plan, and what stands in the week beside it: (name, when)."""
        for number, day in enumerate(self._days, 1):
            mine = tuple(b for b in plan if b.ugedag == number)
            day.show_day(self._titel, mine, tuple((n, b) for n, b in andet if b.ugedag == number))


@dataclass(frozen=True, slots=True)
class UgePunkt:
    """One stretch of the week with its name; ``praktik`` fills it with the accent."""

    navn: str
    blok: Blok
    praktik: bool


class _LaestDag(QLabel):
    """A day that is read: what stands in it, by the clock."""

    def __init__(self, theme: Theme, ugedag: int, punkter: Sequence[UgePunkt], raekker: int, name: str) -> None:
        """``raekker``: as many as the fullest day has, so that all days are as high."""
        told = ", ".join(f"{p.navn} {_times(p.blok)}" for p in punkter)
        super().__init__(f"{UGEDAGE[ugedag - 1]}: {told}")
        self._theme, self._ugedag, self._punkter, self._raekker = theme, ugedag, tuple(punkter), raekker
        self.setObjectName(name)
        self.setToolTip(self.text())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        line = self._theme.metrics(12).height()
        height = line + self._theme.px(10) + self._raekker * (2 * line + self._theme.px(16))
        return QSize(self._theme.px(116), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        paint.start(painter)
        line, wide = float(theme.metrics(12).height()), float(self.width())
        head = QRectF(0, 0, wide, line)
        paint.text(painter, head, UGEDAGE[self._ugedag - 1], theme.font(12, 600), theme.color("ink2"))
        at = line + theme.px(6)
        for punkt in self._punkter:
            fill, ink = ("accent", "on_accent") if punkt.praktik else ("sunken", "ink")
            area = QRectF(0, at, wide, 2 * line + theme.px(10))
            paint.box(painter, area, fill=theme.color(fill), edge=None if punkt.praktik else theme.color("line"))
            upper = QRectF(theme.px(8), at + theme.px(5), wide - theme.px(16), line)
            navn = theme.metrics(12, 600).elidedText(punkt.navn, Qt.TextElideMode.ElideRight, int(upper.width()))
            paint.text(painter, upper, navn, theme.font(12, 600), theme.color(ink))
            quiet = theme.color(ink if punkt.praktik else "ink2")
            paint.text(painter, upper.translated(0, line), _times(punkt.blok), theme.font(12), quiet)
            at += area.height() + theme.px(6)
        painter.end()


class Ugevisning(QWidget):
    """A week that is read: only the days in use, in order, each heard as one sentence."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme, self._name = theme, name
        self.setObjectName(name)
        self._days = FlowLayout(self, gap=10, line_gap=10)

    def show_week(self, punkter: Sequence[UgePunkt]) -> None:
        """Another week."""
        while (item := self._days.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        used = sorted({p.blok.ugedag for p in punkter})
        self.setAccessibleName(f"Ugeplan, {len(used)} {'dag' if len(used) == 1 else 'dage'}")
        whole = {n: sorted((p for p in punkter if p.blok.ugedag == n), key=lambda p: p.blok) for n in used}
        most = max((len(mine) for mine in whole.values()), default=0)
        for ugedag, mine in whole.items():
            day = _LaestDag(self._theme, ugedag, mine, most, f"{self._name}_{DAG_FELTER[ugedag - 1]}")
            self._days.addWidget(day)
            day.setVisible(True)


def _fitting(theme: Theme, blok: Blok, wide: float) -> str:
    """»09.00–12.00«, or »9–12« where there is no room for it."""
    words = _times(blok)
    if theme.metrics(12).horizontalAdvance(words) <= wide:
        return words
    ends = [format_tid(end).removesuffix(".00") for end in (blok.fra, blok.til)]
    return "–".join(end[1:] if end.startswith("0") and len(end) > 1 else end for end in ends)


def _times(blok: Blok) -> str:
    return f"{format_tid(blok.fra)}–{format_tid(blok.til)}"
