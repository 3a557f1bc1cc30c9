"""Paints the rows of Virksomheder: 68 px a row, the whole width its target."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle

from konsulent_app.store.virksomheder import VirksomhedLinje
from konsulent_app.ui.models.virksomheder_ord import navn, pladser_ord, sidst_ord, under_navn
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.raekkeliste import Tekstlinje, ToLinjer


class VirksomhedRaekke(ToLinjer):
    """Name and place at the left, places in use and last contact at the right."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, 68, (12, 400))

    def _row(self, painter: QPainter, rect: QRectF, raekke: VirksomhedLinje, state: QStyle.StateFlag) -> None:
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
        self._words(
            painter,
            rect.adjusted(theme.px(64), 0, -theme.px(14), 0),
            (
                Tekstlinje(12, 15, 600, navn(raekke), "ink", pladser_ord(raekke.i_brug, raekke.pladser)),
                Tekstlinje(37, 13, 400, under_navn(raekke), "ink2", sidst_ord(raekke)),
            ),
        )
