"""The indsatser beside the praktik: what, and when in the week, so that both stand in one plan."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from konsulent_app.ui.form.sted import FeltSted, inside
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Card
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.linje import line_field
from konsulent_app.ui.widgets.looks import Kind
from konsulent_core.dansk_ord import INDSATS
from konsulent_core.entities import Indsats
from konsulent_core.uge_ord import parse_sagt
from konsulent_core.ugeplan import UgeplanFejl, format_ugeplan
from konsulent_core.words import IndsatsArt

NAVNE = tuple(words for art, words in INDSATS.items() if art != IndsatsArt.ANDET)


class IndsatserKort(Card):
    """One row each; a press on a usual name adds one."""

    written = Signal(object, object)
    """id of the indsats, the changed fields"""
    removed = Signal(object)
    """id"""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, pad=20, name="facts_card_indsatser")
        self._rows: dict[int, _Raekke] = {}
        self._new_id: Callable[[], int] = int
        self.body.setSpacing(12)
        self.body.addWidget(make_label("Indsatser ved siden af praktikken", "label", wrap=True))
        self._stack = QVBoxLayout()
        self._stack.setSpacing(10)
        self.body.addLayout(self._stack)
        choices = QWidget()
        flow = FlowLayout(choices, gap=6, line_gap=6)
        for number, name in enumerate((*NAVNE, "Andet"), 1):
            add = Button(theme, name, kind=Kind.QUIET, icon="plus", height=36, name=f"facts_indsats_ny_{number}",
                         spoken=f"Tilføj indsats: {name}")  # fmt: skip
            add.clicked.connect(lambda _=False, n=name: self._add("" if n == "Andet" else n))
            flow.addWidget(add)
        self.body.addWidget(choices)

    def show_indsatser(self, indsatser: Sequence[Indsats], new_id: Callable[[], int]) -> None:
        """As stored; a row under the cursor keeps its text, and one just added stays."""
        self._new_id = new_id
        for indsats in indsatser:
            row = self._rows.get(indsats.id) or self._row(indsats.id)
            row.show_indsats(indsats)

    def felt_sted(self, inner: QWidget) -> FeltSted | None:
        """Of the field of an indsats."""
        for number, row in self._rows.items():
            if inside(row, inner):
                return row.felt_sted(inner, number)
        return None

    def _add(self, navn: str) -> None:
        row = self._row(self._new_id())
        row.begin(navn)
        if navn:
            self.written.emit(row.number, {"navn": navn, "art": _art(navn)})

    def _row(self, number: int) -> "_Raekke":
        row = _Raekke(self.theme, number, len(self._rows) + 1)
        row.written.connect(lambda values: self.written.emit(number, values))
        row.removed.connect(lambda: self._remove(number))
        self._rows[number] = row
        self._stack.addWidget(row)
        row.setVisible(True)
        return row

    def _remove(self, number: int) -> None:
        row = self._rows.pop(number)
        self._stack.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.removed.emit(number)


class _Raekke(QWidget):
    written = Signal(object)
    removed = Signal()

    def __init__(self, theme: Theme, number: int, place: int) -> None:
        super().__init__()
        self.number = number
        name = f"facts_indsats_{place}"
        self._name = line_field(theme, name, f"Indsats {place}", "Hvad?", 190)
        self._when = line_field(theme, f"{name}_uge", f"Indsats {place}, hvornår", "ma 9-10", 170)
        self._error = make_label("", "error", wrap=True, name=f"{name}_fejl")
        self._error.hide()
        away = Button(theme, "", kind=Kind.QUIET, icon="x", name=f"{name}_fjern", spoken=f"Fjern indsats {place}",
                      tip="Fjern")  # fmt: skip
        away.clicked.connect(self.removed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        parts = QWidget()
        flow = FlowLayout(parts, gap=8, line_gap=6)
        for part in (self._name, self._when, away):
            flow.addWidget(part)
        column.addWidget(parts)
        column.addWidget(self._error)
        self._name.textEdited.connect(lambda text: self.written.emit({"navn": text, "art": _art(text)}))
        self._when.editingFinished.connect(self._read)

    def felt_sted(self, inner: QWidget, number: int) -> FeltSted:
        if inner is self._when:
            return FeltSted("indsats", number, ("ugeplan",), self._when.accessibleName())
        return FeltSted("indsats", number, ("navn",), self._name.accessibleName())

    def begin(self, navn: str) -> None:
        self._name.setText(navn)
        (self._when if navn else self._name).setFocus()

    def show_indsats(self, indsats: Indsats) -> None:
        if not self._name.hasFocus():
            self._name.setText(indsats.navn or "")
        if not self._when.hasFocus() and self._error.isHidden():
            self._when.setText(indsats.ugeplan or "")

    def _read(self) -> None:
        text = self._when.text().strip()
        try:
            plan = format_ugeplan(parse_sagt(text)) if text else ""
        except UgeplanFejl as error:
            self._error.setText(error.message)
            self._error.show()
            return
        self._error.hide()
        self._when.setText(plan)
        self.written.emit({"ugeplan": plan})


def _art(navn: str) -> str:
    """The kind that the usual names stand for."""
    kinds = dict(zip(NAVNE, IndsatsArt, strict=False))
    return kinds.get(navn, IndsatsArt.ANDET).value
