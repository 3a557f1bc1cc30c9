"""Paints the rows of Virksomheder: 68 px a row, the whole width its target."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from konsulent_app.store.virksomheder import VirksomhedLinje
from konsulent_app.ui.models.virksomheder import RAEKKE
from konsulent_app.ui.models.virksomheder_ord import navn, pladser_ord, sidst_ord, under_navn
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.raekkeliste import Raekketegner

ROW = 68
_ELIDE = Qt.TextElideMode.ElideRight


class VirksomhedRaekke(Raekketegner):
    """Name and place at the left, places in use and last contact at the right."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        linje = index.data(RAEKKE)
        painter.save()
        paint.start(painter)
        self._row(painter, QRectF(option.rect), linje, option.state)
        painter.restore()

    def _row(self, painter: QPainter, rect: QRectF, linje: VirksomhedLinje, state: QStyle.StateFlag) -> None:
        theme = self._theme
        box = rect.adjusted(1, 1, -1, -1)
        if state & QStyle.StateFlag.State_Selected:
            paint.box(painter, box, fill=theme.color("surface"), edge=theme.color("accent"), width=1.5, radius=10)
        elif state & QStyle.StateFlag.State_MouseOver:
            paint.box(painter, box, fill=theme.color("sunken"), radius=10)
        if self.keyboard and state & QStyle.StateFlag.State_HasFocus:
            paint.focus_ring(painter, theme, box, 10)
        side = theme.px(38)
        square = QRectF(rect.left() + theme.px(14), rect.center().y() - side / 2, side, side)
        paint.box(painter, square, fill=theme.color("plum_soft"), radius=8)
        inset = (side - theme.px(20)) / 2
        paint.icon(painter, theme, "building-2", "plum", 20, square.left() + inset, square.center().y())
        self._words(painter, rect, linje)

    def _words(self, painter: QPainter, rect: QRectF, linje: VirksomhedLinje) -> None:
        theme = self._theme
        left, right = rect.left() + theme.px(64), rect.right() - theme.px(14)
        for top, size, weight, words, token, aside in (
            (12, 15, 600, navn(linje), "ink", pladser_ord(linje.i_brug, linje.pladser)),
            (37, 13, 400, under_navn(linje), "ink2", sidst_ord(linje)),
        ):
            area = QRectF(left, rect.top() + theme.px(top), right - left, theme.px(22))
            taken = theme.metrics(12).horizontalAdvance(aside)
            room = area.width() - (taken + theme.px(10) if aside else 0)
            shown = theme.metrics(size, weight).elidedText(words, _ELIDE, int(room))
            paint.text(painter, area, shown, theme.font(size, weight), theme.color(token))
            paint.text(painter, area, aside, theme.font(12), theme.color("ink2"), paint.RIGHT)
