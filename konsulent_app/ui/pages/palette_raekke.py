"""Paints the rows of the palette: heads, hits with their found words in bold, commands with their keys."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from konsulent_app.store.soegning import Fund, Slags
from konsulent_app.ui.models.palette import PALETTE_RAEKKE, Gruppe, naar
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.palette_lag import Kommando
from konsulent_core.soegning import marks

HEAD, COMMAND, HIT = 34, 42, 58
_ICONS = {
    Slags.SAG: "user",
    Slags.VIRKSOMHED: "building-2",
    Slags.OPGAVE: "briefcase",
    Slags.AFTALE: "list-checks",
    Slags.UDSAGN: "quote",
}
_ELIDE = Qt.TextElideMode.ElideRight


class PaletteRaekke(QStyledItemDelegate):
    """``wanted`` are the folded words that were asked for."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.wanted: tuple[str, ...] = ()

    def height(self, raekke: object) -> int:
        """Of a row, in pixels of the theme's scale."""
        return self._theme.px(HEAD if isinstance(raekke, Gruppe) else COMMAND if isinstance(raekke, Kommando) else HIT)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(self._theme.px(200), self.height(index.data(PALETTE_RAEKKE)))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        raekke = index.data(PALETTE_RAEKKE)
        painter.save()
        paint.start(painter)
        rect = QRectF(option.rect)
        if isinstance(raekke, Gruppe):
            area = rect.adjusted(self._theme.px(12), self._theme.px(8), 0, 0)
            paint.text(painter, area, raekke.titel, self._theme.font(12, 600), self._theme.color("ink2"))
        else:
            self._ground(painter, rect, option.state)
            if isinstance(raekke, Kommando):
                self._command(painter, rect, raekke)
            elif isinstance(raekke, Fund):
                self._hit(painter, rect, raekke)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag) -> None:
        box = rect.adjusted(1, 1, -1, -1)
        if state & QStyle.StateFlag.State_Selected:
            fill, edge = self._theme.color("accent_soft"), self._theme.color("accent")
            paint.box(painter, box, fill=fill, edge=edge, width=1.5, radius=8)
        elif state & QStyle.StateFlag.State_MouseOver:
            paint.box(painter, box, fill=self._theme.color("sunken"), radius=8)

    def _command(self, painter: QPainter, rect: QRectF, kommando: Kommando) -> None:
        theme = self._theme
        paint.icon(painter, theme, kommando.icon, "ink2", 18, rect.left() + theme.px(14), rect.center().y())
        right = self._at_right(painter, rect, kommando.genvej)
        area = QRectF(rect.left() + theme.px(44), rect.top(), right - rect.left() - theme.px(44), rect.height())
        words = theme.metrics(14, 500).elidedText(kommando.titel, _ELIDE, int(area.width()))
        paint.text(painter, area, words, theme.font(14, 500), theme.color("ink"))

    def _hit(self, painter: QPainter, rect: QRectF, fund: Fund) -> None:
        theme = self._theme
        paint.icon(painter, theme, _ICONS[fund.slags], "ink2", 18, rect.left() + theme.px(14), rect.center().y())
        left, top = rect.left() + theme.px(44), rect.top() + theme.px(8)
        upper = QRectF(left, top, rect.right() - left - theme.px(14), theme.px(22))
        right = self._at_right(painter, upper.adjusted(0, 0, theme.px(14), 0), naar(fund))
        upper.setRight(right)
        title = theme.metrics(14, 600).elidedText(fund.titel, _ELIDE, int(upper.width()))
        paint.text(painter, upper, title, theme.font(14, 600), theme.color("ink"))
        lower = QRectF(left, upper.bottom(), rect.right() - left - theme.px(14), theme.px(20))
        self._marked(painter, lower, fund.uddrag)

    def _marked(self, painter: QPainter, area: QRectF, text: str) -> None:
        """One line with the found words in bold ink; measured as if all were bold, so that nothing runs over."""
        theme = self._theme
        line = theme.metrics(13, 700).elidedText(text, _ELIDE, int(area.width()))
        at = 0
        for start, end in (*marks(line, self.wanted), (len(line), len(line))):
            for piece, weight, token in ((line[at:start], 400, "ink2"), (line[start:end], 700, "ink")):
                if piece:
                    paint.text(painter, area, piece, theme.font(13, weight), theme.color(token))
                    area = area.adjusted(theme.metrics(13, weight).horizontalAdvance(piece), 0, 0, 0)
            at = end

    def _at_right(self, painter: QPainter, rect: QRectF, words: str) -> float:
        """Small words at the right end; gives what room they leave, its right edge."""
        theme = self._theme
        right = rect.right() - theme.px(14)
        if not words:
            return right
        width = theme.metrics(12, 500).horizontalAdvance(words) + 2
        where = QRectF(right - width, rect.top(), width, rect.height())
        paint.text(painter, where, words, theme.font(12, 500), theme.color("ink2"), paint.RIGHT)
        return where.left() - theme.px(10)
