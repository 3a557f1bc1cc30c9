"""The head of a virksomhed: who it is, whom to call, the way to its fields, and whether all is saved."""

from functools import partial

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QVBoxLayout, QWidget

from konsulent_app.store.virksomheder import VirksomhedBlad
from konsulent_app.ui.pages import virksomhed_ord
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.savestate import SaveState

SIDE = 56


class _Maerke(QLabel):
    """The house in its square; decoration."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(SIDE), self._theme.px(SIDE))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        paint.start(painter)
        rect = QRectF(self.rect())
        paint.box(painter, rect, fill=theme.color("plum_soft"), radius=12)
        left = (rect.width() - theme.px(28)) / 2
        paint.icon(painter, theme, "building-2", "plum", 28, left, rect.center().y())
        painter.end()


class VirksomhedHoved(QWidget):
    """``edit``: »Ret oplysninger«, or »Færdig«."""

    edit = Signal()
    new_praktik = Signal()
    copied = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._blad: VirksomhedBlad | None = None
        self._navn = make_label("", "page", wrap=True, name="company_name")
        self._under = make_label("", "body2", wrap=True, name="company_facts")
        self._sidst = make_label("", "small", name="company_last")
        self.praktik = Button(theme, "Ny praktik her", kind=Kind.PRIMARY, icon="plus", name="company_new_praktik")
        self.praktik.clicked.connect(self.new_praktik)
        self.call = Button(theme, "Ring", icon="phone", name="company_call")
        self.ret = Button(theme, "Ret oplysninger", icon="pencil", name="company_edit")
        self.save_state = SaveState(theme, name="company_save")
        self.call.clicked.connect(self._open_numbers)
        self.ret.clicked.connect(self.edit)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(self._navn)
        words.addWidget(self._under)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(_Maerke(theme), 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        row = QWidget()
        buttons = FlowLayout(row, gap=8)
        buttons.addWidget(self.praktik)
        buttons.addWidget(self.call)
        buttons.addWidget(self.ret)
        buttons.addWidget(self.save_state)
        buttons.add_right(self._sidst)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(row)

    def show_blad(self, blad: VirksomhedBlad) -> None:
        """Shows a virksomhed."""
        self._blad = blad
        self._navn.setText(virksomhed_ord.navn(blad.virksomhed))
        under = virksomhed_ord.under_navn(blad.virksomhed)
        self._under.setText(under)
        self._under.setVisible(bool(under))
        self._sidst.setText(virksomhed_ord.sidst(blad))
        self._sidst.setVisible(blad.sidst is not None)
        callable_ = [person for person in blad.folk if person.telefon]
        self.call.setVisible(bool(callable_))
        if callable_:
            first = (callable_[0].navn or "").partition(" ")[0]
            self.call.set_words(f"Ring til {first}" if first else "Ring")

    def set_editing(self, editing: bool) -> None:
        """The words of the way to the fields, and back."""
        self.ret.set_words("Færdig" if editing else "Ret oplysninger")
        self.ret.set_icon("check" if editing else "pencil")

    def _open_numbers(self) -> None:
        """The numbers in a small menu; choosing one copies it."""
        if self._blad is None:
            return
        menu = QMenu(self)
        menu.setObjectName("company_numbers")
        for person in self._blad.folk:
            if person.telefon:
                who = ", ".join(part for part in (person.navn, person.rolle) if part)
                menu.addAction(f"{who}:  {person.telefon}", partial(self._copy, person.telefon))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.call.mapToGlobal(QPoint(0, self.call.height() + 4)))

    def _copy(self, telefon: str) -> None:
        QGuiApplication.clipboard().setText(telefon)
        self.copied.emit()
