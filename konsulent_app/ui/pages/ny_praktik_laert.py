"""»Det lærte sidste praktik«: each lesson with its source, checked where it worked, to be taken over in one press."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from konsulent_app.store.laert import Laert, LaertArt, Lektie
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.afkryds import Afkryds
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.labels import make_label, rule
from konsulent_app.ui.widgets.looks import Kind

_BLIVER = {
    LaertArt.TIMER: "ugeplan",
    LaertArt.SKAANEHENSYN: "skånehensyn",
    LaertArt.OPGAVE: "opgave",
}


class LaertPanel(QScrollArea):
    """`taken` gives the chosen lessons; after it »Overtaget kl. …« and a way back."""

    taken = Signal(object)  # tuple of Lektie
    undone = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("placement_laert")
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self._theme = theme
        self._boxes: list[tuple[Afkryds, Lektie]] = []
        self._take = Button(theme, "", kind=Kind.AGENDA, icon="arrow-down", name="placement_inherit")
        self._take.clicked.connect(lambda: self.taken.emit(self._chosen()))
        self._done = make_label("", "strong", name="placement_inherited")
        self._undo = Button(theme, "Fortryd", kind=Kind.QUIET, icon="undo-2", name="placement_inherit_undo")
        self._undo.clicked.connect(self.undone)
        page = QWidget()
        page.setProperty("kind", "surface")
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(18, 16, 18, 16)
        self._column.setSpacing(10)
        self.setWidget(page)

    def show_laert(self, laert: Laert) -> None:
        """The lessons; those of the same sag hold already and are only told."""
        self._column.addWidget(make_label("Det lærte sidste praktik", "label", wrap=True))
        where = ", ".join(part for part in (laert.sted, laert.periode) if part)
        self._column.addWidget(make_label(where, "ghost", wrap=True))
        if laert.slut_ord:
            self._column.addWidget(make_label(laert.slut_ord, "body2", wrap=True))
        for number, lektie in enumerate(laert.lektier, 1):
            self._column.addWidget(self._row(number, lektie))
            self._column.addWidget(rule())
        if not laert.lektier:
            self._column.addWidget(make_label("Der er ikke skrevet noget ned, der kan bygges på.", "body2", wrap=True))
        self._column.addWidget(self._take)
        line = QHBoxLayout()
        line.addWidget(self._done)
        line.addStretch()
        line.addWidget(self._undo)
        self._column.addLayout(line)
        self._column.addWidget(
            make_label("Kommer med som ugeplan, skånehensyn og opgaver. Du kan rette alt bagefter.", "small", wrap=True)
        )
        self._column.addStretch()
        self.set_taken("")
        self._count()

    def set_taken(self, klokken: str) -> None:
        """»Overtaget kl. 10.41«; "" before it."""
        self._done.setText(f"Overtaget {klokken}" if klokken else "")
        self._done.setVisible(bool(klokken))
        self._undo.setVisible(bool(klokken))
        self._take.setVisible(not klokken and bool(self._boxes))

    def _row(self, number: int, lektie: Lektie) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(make_label(lektie.tekst, "", wrap=True))
        words.addWidget(make_label(lektie.kilde, "small", wrap=True))
        if lektie.her or not lektie.vaerdi:
            line.addLayout(words, 1)
            return row
        spoken = f"{lektie.tekst}, {lektie.kilde}, som {_BLIVER[lektie.art]}"
        box = Afkryds(self._theme, spoken, name=f"placement_lektie_{number}")
        box.setChecked(lektie.virkede)
        box.toggled.connect(self._count)
        self._boxes.append((box, lektie))
        line.addWidget(box)
        line.addLayout(words, 1)
        return row

    def _chosen(self) -> tuple[Lektie, ...]:
        return tuple(lektie for box, lektie in self._boxes if box.isChecked())

    def _count(self) -> None:
        number = len(self._chosen())
        self._take.set_words(f"Overtag {number} valgte" if number != 1 else "Overtag 1 valgt")
        self._take.setEnabled(number > 0)
