"""Paints the rows and heads of Sager: 68 px a row, the whole width its target."""

from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from konsulent_app.store.sager import SagLinje
from konsulent_app.ui.models.sager import Overskrift
from konsulent_app.ui.models.sager_ord import frist, timer_kort, under_navn
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.personer import initialer
from konsulent_app.ui.widgets.raekkeliste import RAEKKE, Raekketegner
from konsulent_core.dansk import MAANEDER, UGEDAGE
from konsulent_core.rhythm import Gruppe

ROW, HEAD = 68, 38
_ELIDE = Qt.TextElideMode.ElideRight


def overskrift_ord(head: Overskrift, i_dag: date) -> str:
    """The head's words: today is named, so that »I dag« cannot be yesterday's."""
    match head.gruppe:
        case Gruppe.FORFALDEN:
            return "Forfalden opfølgning"
        case Gruppe.I_DAG:
            return f"I dag · {UGEDAGE[i_dag.weekday()]} {i_dag.day}. {MAANEDER[i_dag.month - 1]}"
        case _:
            return head.gruppe.titel


class SagRaekke(Raekketegner):
    """Draws heads and sager."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.i_dag = date(2000, 1, 1)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        head = isinstance(index.data(RAEKKE), Overskrift)
        return QSize(self._theme.px(200), self._theme.px(HEAD if head else ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        raekke = index.data(RAEKKE)
        painter.save()
        paint.start(painter)
        rect = QRectF(option.rect)
        if isinstance(raekke, Overskrift):
            self._head(painter, rect, raekke)
        elif isinstance(raekke, SagLinje):
            self._row(painter, rect, raekke, option.state)
        painter.restore()

    def _head(self, painter: QPainter, rect: QRectF, head: Overskrift) -> None:
        theme = self._theme
        words = overskrift_ord(head, self.i_dag)
        ink = theme.color("danger" if head.gruppe is Gruppe.FORFALDEN else "ink2")
        area = rect.adjusted(theme.px(14), theme.px(8), 0, 0)
        paint.text(painter, area, words, theme.font(12, 600), ink)
        left = theme.metrics(12, 600).horizontalAdvance(words) + theme.px(8)
        paint.text(painter, area.adjusted(left, 0, 0, 0), str(head.antal), theme.font(12, 600), theme.color("ink3"))

    def _row(self, painter: QPainter, rect: QRectF, linje: SagLinje, state: QStyle.StateFlag) -> None:
        theme = self._theme
        box = rect.adjusted(1, 1, -1, -1)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            paint.box(painter, box, fill=theme.color("surface"), edge=theme.color("accent"), width=1.5, radius=10)
        elif state & QStyle.StateFlag.State_MouseOver:
            paint.box(painter, box, fill=theme.color("sunken"), radius=10)
        if self.keyboard and state & QStyle.StateFlag.State_HasFocus:
            paint.focus_ring(painter, theme, box, 10)
        self._avatar(painter, rect, linje, selected)
        right = self._right(painter, rect, linje)
        self._words(painter, rect, linje, right)

    def _avatar(self, painter: QPainter, rect: QRectF, linje: SagLinje, selected: bool) -> None:
        theme = self._theme
        side = theme.px(38)
        circle = QRectF(rect.left() + theme.px(14), rect.center().y() - side / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent_soft" if selected else "sunken"))
        painter.drawEllipse(circle)
        ink = theme.color("accent_ink" if selected else "ink2")
        paint.text(painter, circle, initialer(linje.navn), theme.font(13, 600), ink, paint.CENTER)

    def _right(self, painter: QPainter, rect: QRectF, linje: SagLinje) -> float:
        """Due and hours; gives the left edge of what it drew in each line, the nearest of them."""
        theme = self._theme
        right = rect.right() - theme.px(14)
        due, hours = frist(linje), timer_kort(linje)
        width = theme.metrics(12, 600).horizontalAdvance(due.tekst) if due.tekst else 0
        upper = QRectF(right - width - 2, rect.top() + theme.px(12), width + 2, theme.px(22))
        left = upper.left()
        if due.token:
            pill = upper.adjusted(-theme.px(18), 0, 0, 0)
            paint.box(painter, pill, fill=theme.color(f"{due.token}_soft"), radius=pill.height() / 2)
            paint.text(painter, pill, due.tekst, theme.font(12, 600), theme.color(due.token), paint.CENTER)
            left = pill.left()
        elif due.tekst:
            paint.text(painter, upper, due.tekst, theme.font(12, 500), theme.color("ink"), paint.RIGHT)
        lower = QRectF(right - theme.px(160), rect.top() + theme.px(38), theme.px(160), theme.px(18))
        paint.text(painter, lower, hours, theme.font(12), theme.color("ink2"), paint.RIGHT)
        return min(left, right - theme.metrics(12).horizontalAdvance(hours)) - theme.px(10)

    def _words(self, painter: QPainter, rect: QRectF, linje: SagLinje, right: float) -> None:
        theme = self._theme
        left = rect.left() + theme.px(64)
        flag = theme.px(26) if linje.bekymring else 0
        metrics = theme.metrics(15, 600)
        navn = metrics.elidedText(linje.navn, _ELIDE, int(right - left - flag))
        upper = QRectF(left, rect.top() + theme.px(12), right - left, theme.px(24))
        paint.text(painter, upper, navn, theme.font(15, 600), theme.color("ink"))
        if linje.bekymring:
            beside = left + metrics.horizontalAdvance(navn) + theme.px(9)
            paint.icon(painter, theme, "flag", "warn", 16, beside, upper.center().y())
        lower = QRectF(left, rect.top() + theme.px(37), right - left, theme.px(20))
        words = theme.metrics(13).elidedText(under_navn(linje), _ELIDE, int(lower.width()))
        paint.text(painter, lower, words, theme.font(13), theme.color("ink2"))
