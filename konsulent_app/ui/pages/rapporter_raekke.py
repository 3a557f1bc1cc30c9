"""Paints the rows of Rapporter: name and place at the left, the møde and what there is to report from at the right."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle

from konsulent_app.store.rapport import RapportSag
from konsulent_app.ui.models.rapporter import besoeg_ord, moede_ord
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.raekkeliste import Tekstlinje, ToLinjer


class RapporterRaekke(ToLinjer):
    """The whole width is the target."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, 60, (13, 500))

    def _row(self, painter: QPainter, rect: QRectF, raekke: RapportSag, state: QStyle.StateFlag) -> None:
        theme = self._theme
        box = rect.adjusted(1, 2, -1, -2)
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        paint.box(painter, box, fill=theme.color("sunken" if hover else "surface"), edge=theme.color("line"), radius=10)
        if self.keyboard and state & QStyle.StateFlag.State_HasFocus:
            paint.focus_ring(painter, theme, box, 10)
        icon = "calendar-check" if raekke.moede is not None else "file-text"
        paint.icon(painter, theme, icon, "accent" if raekke.moede is not None else "ink3", 20,
                   rect.left() + theme.px(16), rect.center().y())  # fmt: skip
        self._words(
            painter,
            rect.adjusted(theme.px(50), 0, -theme.px(16), 0),
            (
                Tekstlinje(8, 15, 600, raekke.navn, "ink", moede_ord(raekke)),
                Tekstlinje(31, 13, 400, raekke.sted or "Ingen praktik", "ink2", besoeg_ord(raekke)),
            ),
        )
