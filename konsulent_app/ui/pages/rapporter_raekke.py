"""Paints the rows of Rapporter: name and place at the left, the møde and what there is to report from at the right."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from konsulent_app.store.rapport import RapportSag
from konsulent_app.ui.models.rapporter import RAEKKE, besoeg_ord, moede_ord
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.raekkeliste import Raekketegner

ROW = 60
_ELIDE = Qt.TextElideMode.ElideRight


class RapporterRaekke(Raekketegner):
    """The whole width is the target."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        sag = index.data(RAEKKE)
        painter.save()
        paint.start(painter)
        self._row(painter, QRectF(option.rect), sag, option.state)
        painter.restore()

    def _row(self, painter: QPainter, rect: QRectF, sag: RapportSag, state: QStyle.StateFlag) -> None:
        theme = self._theme
        box = rect.adjusted(1, 2, -1, -2)
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        paint.box(painter, box, fill=theme.color("sunken" if hover else "surface"), edge=theme.color("line"), radius=10)
        if self.keyboard and state & QStyle.StateFlag.State_HasFocus:
            paint.focus_ring(painter, theme, box, 10)
        icon = "calendar-check" if sag.moede is not None else "file-text"
        paint.icon(painter, theme, icon, "accent" if sag.moede is not None else "ink3", 20,
                   rect.left() + theme.px(16), rect.center().y())  # fmt: skip
        left, right = rect.left() + theme.px(50), rect.right() - theme.px(16)
        for top, size, weight, words, token, aside in (
            (8, 15, 600, sag.navn, "ink", moede_ord(sag)),
            (31, 13, 400, sag.sted or "Ingen praktik", "ink2", besoeg_ord(sag)),
        ):
            area = QRectF(left, rect.top() + theme.px(top), right - left, theme.px(22))
            taken = theme.metrics(13, 500).horizontalAdvance(aside)
            room = area.width() - (taken + theme.px(12) if aside else 0)
            shown = theme.metrics(size, weight).elidedText(words, _ELIDE, int(room))
            paint.text(painter, area, shown, theme.font(size, weight), theme.color(token))
            paint.text(painter, area, aside, theme.font(13, 500), theme.color("ink2"), paint.RIGHT)
