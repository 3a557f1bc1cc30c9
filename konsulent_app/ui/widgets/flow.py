"""A layout that puts widgets in lines like words, some of them at the line's right end."""

from dataclasses import dataclass

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget
from shiboken6 import isValid


@dataclass(frozen=True)
class _Placed:
    item: QLayoutItem
    right: bool
    size: QSize


class FlowLayout(QLayout):
    """Lines of widgets, wrapped to the width; those added by `add_right` stand at the right of their line."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8, line_gap: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._right: set[QWidget] = set()
        self._gap = gap
        self._line_gap = line_gap
        self._heights: dict[int, int] = {}
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    def add_right(self, widget: QWidget) -> None:
        """Adds a widget that is pushed to the right end of its line."""
        self._right.add(widget)
        self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        # Qt asks past the end to learn where the list stops; None is its answer, the stub forgets it
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        # as above
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        found = self._heights.get(width)
        if found is None:
            found = self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return found

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in sizes) + self._gap * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._shown()]
        return QSize(max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def _shown(self) -> list[QLayoutItem]:
        # While the parent is being destroyed Qt may ask for sizes after it has deleted the items.
        return [item for item in self._items if isValid(item) and not item.isEmpty()]

    def _lines(self, width: int) -> list[list[_Placed]]:
        lines: list[list[_Placed]] = []
        used = 0
        for item in self._shown():
            size = item.sizeHint()
            size.setWidth(min(size.width(), max(width, item.minimumSize().width())))
            placed = _Placed(item, item.widget() in self._right, size)
            if not lines or used + self._gap + size.width() > width:
                lines.append([])
                used = -self._gap
            lines[-1].append(placed)
            used += self._gap + size.width()
        return lines

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Places every widget, or only sums the height the lines would take."""
        top = rect.top()
        lines = self._lines(rect.width())
        for line in lines:
            height = max(self._height(placed) for placed in line)
            if move:
                self._place(line, rect, top, height)
            top += height + self._line_gap
        return top - rect.top() - (self._line_gap if lines else 0)

    def _height(self, placed: _Placed) -> int:
        if placed.item.hasHeightForWidth():
            return placed.item.heightForWidth(placed.size.width())
        return placed.size.height()

    def _place(self, line: list[_Placed], rect: QRect, top: int, height: int) -> None:
        left = rect.left()
        right_edge = rect.right() + 1
        ends = [placed for placed in line if placed.right]
        right_left = right_edge - sum(p.size.width() for p in ends) - self._gap * max(0, len(ends) - 1)
        for placed in line:
            own = self._height(placed)
            where = QPoint(right_left if placed.right else left, top + (height - own) // 2)
            placed.item.setGeometry(QRect(where, QSize(placed.size.width(), own)))
            if placed.right:
                right_left += placed.size.width() + self._gap
            else:
                left += placed.size.width() + self._gap
