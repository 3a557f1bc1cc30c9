"""Ctrl+F in the visit: finds words in the open form, whoever wrote them, and goes from place to place."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from konsulent_app.ui.form.skema_form import SkemaForm
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.announce import announce
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.labels import make_label, rule
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.search import SearchField
from konsulent_core.soegning import holds

_AIR = 4  # px between what was found and the ring around it
INTET = "Findes ikke i skemaet"


class FindBar(QWidget):
    """Over the form while somebody looks for something. Enter goes on, Shift+Enter back, Esc leaves the keyboard at
    what was found."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._form: SkemaForm | None = None
        self._places: list[QWidget] = []
        self._at = 0
        self._before: QWidget | None = None
        self._theme = theme
        self._ring: _Ring | None = None
        self._field = _Field(theme)
        self._field.textChanged.connect(self._look)
        self._field.stepped.connect(self.step)
        self._count = make_label("", "small", name="visit_find_antal")
        self._build(theme)
        self.hide()

    def _build(self, theme: Theme) -> None:
        back = Button(theme, "", kind=Kind.QUIET, icon="chevron-up", name="visit_find_forrige",
                      tip="Forrige sted (Shift+Enter)")  # fmt: skip
        back.clicked.connect(lambda: self.step(-1))
        onward = Button(theme, "", kind=Kind.QUIET, icon="chevron-down", name="visit_find_naeste",
                        tip="Næste sted (Enter)")  # fmt: skip
        onward.clicked.connect(lambda: self.step(1))
        away = Button(theme, "", kind=Kind.QUIET, icon="x", name="visit_find_luk", tip="Luk (Esc)")
        away.clicked.connect(self.leave)
        line = QHBoxLayout()
        line.setContentsMargins(24, 6, 16, 6)
        line.setSpacing(10)
        line.addWidget(self._field, 1)
        line.addWidget(self._count)
        for button in (back, onward, away):
            line.addWidget(button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(line)
        outer.addWidget(rule())

    def open_for(self, form: SkemaForm) -> None:
        """The cursor in the field; what was looked for last stands there to be written over."""
        if self.isHidden():
            self._before = QApplication.focusWidget()
        self._form = form
        self.show()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()
        self._look()

    def leave(self) -> None:
        """The keyboard goes to what was found, or back to where it was."""
        if self.isHidden():
            return
        found = self._found()
        place = found if found is not None and found.focusPolicy() != Qt.FocusPolicy.NoFocus else self._before
        self.forget()
        if place is not None and isValid(place) and place.isVisible():
            place.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """The form goes, or is done with."""
        self.hide()
        self._encircle(None)
        self._form, self._before = None, None
        self._places = []

    def step(self, by: int) -> None:
        """The next place, or the one before; the last is followed by the first."""
        self._collect()  # something may have been written, folded or opened since
        if self._places:
            self._at = (self._at + by) % len(self._places)
        self._show()

    def _look(self) -> None:
        self._at = 0
        self._collect()
        self._show()

    def _collect(self) -> None:
        page = self._form.widget() if self._form is not None else None
        wanted = self._field.text()
        if page is None or not wanted.strip():
            self._places = []
            return
        shown = [part for part in page.findChildren(QWidget) if part.isVisibleTo(page) and holds(_words(part), wanted)]
        self._places = sorted(shown, key=lambda part: _place(part, page))

    def _found(self) -> QWidget | None:
        if self._at >= len(self._places):
            return None
        found = self._places[self._at]
        return found if isValid(found) else None

    def _show(self) -> None:
        found = self._found()
        self._encircle(found)
        if found is None:
            self._count.setText(INTET if self._field.text().strip() else "")
        else:
            self._count.setText(f"{self._at + 1} af {len(self._places)}")
            if self._form is not None:
                self._form.bring(found)
        announce(self, self._count.text())

    def _encircle(self, found: QWidget | None) -> None:
        # Made anew for each place: what it lay beside may be gone, and the old ring with it.
        if self._ring is not None and isValid(self._ring):
            self._ring.hide()
            self._ring.deleteLater()
        home = found.parentWidget() if found is not None else None
        self._ring = None if found is None or home is None else _Ring(self._theme, found, home)


class _Field(SearchField):
    stepped = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Find i skemaet", "Ctrl F", name="visit_find")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.stepped.emit(-1 if back else 1)
            case Qt.Key.Key_Down:
                self.stepped.emit(1)
            case Qt.Key.Key_Up:
                self.stepped.emit(-1)
            case _:
                super().keyPressEvent(event)


class _Ring(QWidget):
    """Lies over what was found, beside it in the same parent so that it scrolls along, and lets every press through."""

    def __init__(self, theme: Theme, found: QWidget, home: QWidget) -> None:
        super().__init__(home)
        self._theme = theme
        self.setObjectName("visit_find_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(found.geometry().adjusted(-_AIR, -_AIR, _AIR, _AIR).intersected(home.rect()))
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.start(painter)
        paint.focus_ring(painter, self._theme, self.rect().toRectF())
        painter.end()


def _words(part: QWidget) -> str:
    """What a person reads there. A button is found by all that it says of itself: a level's text is painted."""
    match part:
        case QPlainTextEdit():
            return part.toPlainText()
        case QLineEdit():
            return part.text()
        case QAbstractButton():
            return f"{part.text()} {part.accessibleName()}"
        case QLabel():
            return part.text()
        case _:
            return ""


def _place(part: QWidget, page: QWidget) -> tuple[int, int]:
    corner = part.mapTo(page, part.rect().topLeft())
    return corner.y(), corner.x()
