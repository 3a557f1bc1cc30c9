"""Steps 4 and 5 of a new praktik: delmål with a gentle line for each letter, skånehensyn and opgaver."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from konsulent_app.store.praktik import NyPraktikBlad
from konsulent_app.ui.pages.delmaal_felt import DelmaalFelt
from konsulent_app.ui.pages.ny_praktik_trin import Put, TrinKort
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.dato import DatoHjaelp
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.linje import line_field
from konsulent_app.ui.widgets.looks import Kind
from konsulent_core.praktik_udkast import DelmaalUdkast, PraktikUdkast, UdkastTrin


class DelmaalTrin(TrinKort):
    """One row a delmål; a date sets »Tidsbestemt« by itself, every other letter is the person's to set."""

    def __init__(self, theme: Theme, put: Put, dato: DatoHjaelp) -> None:
        super().__init__(theme, UdkastTrin.DELMAAL, "Delmål", put)
        self._dato = dato
        self._fornavn = "borgeren"
        self._now: tuple[DelmaalUdkast, ...] = ()
        self._rows: list[DelmaalFelt] = []
        self._stack = QVBoxLayout()
        self._stack.setSpacing(16)
        more = Button(theme, "Tilføj delmål", kind=Kind.QUIET, icon="plus", name="placement_goal_more")
        more.clicked.connect(self._more)
        self.body.addLayout(self._stack)
        line = QHBoxLayout()
        line.addStretch()
        line.addWidget(more)
        self.body.addLayout(line)

    def show_blad(self, blad: NyPraktikBlad) -> None:
        self._fornavn = blad.borger.fornavn or "borgeren"

    def show_udkast(self, udkast: PraktikUdkast) -> None:
        self._now = udkast.delmaal
        while len(self._rows) > len(self._now):
            gone = self._rows.pop()
            self._stack.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self._rows) < len(self._now):
            number = len(self._rows)
            row = DelmaalFelt(self._theme, "placement", number + 1, self._dato, partial(self._change, number))
            self._rows.append(row)
            self._stack.addWidget(row)
            row.setVisible(True)
        for row, delmaal in zip(self._rows, self._now, strict=True):
            row.show_delmaal(delmaal, self._fornavn)

    def focus_first(self) -> None:
        self._rows[0].focus_first()

    def fejl(self) -> str:
        return next((fault for row in self._rows if (fault := row.fejl())), "")

    def _change(self, number: int, delmaal: DelmaalUdkast, soon: bool) -> None:
        changed = (*self._now[:number], delmaal, *self._now[number + 1 :])
        self._put(soon=soon, delmaal=changed)

    def _more(self) -> None:
        self._put(delmaal=(*self._now, DelmaalUdkast()))
        self._rows[-1].focus_first()


class HensynTrin(TrinKort):
    """What the sag has holds on; new ones, taken over or written, and the opgaver that are planned."""

    def __init__(self, theme: Theme, put: Put) -> None:
        super().__init__(theme, UdkastTrin.SKAANEHENSYN, "Skånehensyn og opgaver", put)
        self._there = make_label("", "body2", wrap=True, name="placement_hensyn_gaelder")
        self._hensyn = _Liste(theme, "placement_hensyn", "Nyt skånehensyn, som arbejdspladsen skal kende det")
        self._opgaver = _Liste(theme, "placement_opgave", "Opgave, der er planlagt")
        self._hensyn.changed.connect(lambda words: put(skaanehensyn=words))
        self._opgaver.changed.connect(lambda words: put(opgaver=words))
        self.body.addWidget(self._there)
        self.body.addWidget(self._hensyn)
        self.body.addWidget(make_label("Opgaver", "strong"))
        self.body.addWidget(self._opgaver)

    def show_blad(self, blad: NyPraktikBlad) -> None:
        known = [h.ordlyd or h.titel or "" for h in blad.skaanehensyn]
        self._there.setText("Gælder i sagen: " + " · ".join(word for word in known if word))
        self._there.setVisible(any(known))

    def show_udkast(self, udkast: PraktikUdkast) -> None:
        self._hensyn.show_words(udkast.skaanehensyn)
        self._opgaver.show_words(udkast.opgaver)

    def focus_first(self) -> None:
        self._hensyn.focus_first()


class _Liste(QWidget):
    """Words one can take away again, and a line to write more; Enter adds, and so does leaving it: nothing is lost."""

    changed = Signal(object)  # tuple of the words

    def __init__(self, theme: Theme, name: str, hint: str) -> None:
        super().__init__()
        self._theme, self._name = theme, name
        self._now: tuple[str, ...] = ()
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, gap=8, line_gap=8)
        self._field = line_field(theme, name, hint, hint)
        self._field.editingFinished.connect(self._add)  # Enter, and the cursor that leaves
        add = Button(theme, "Tilføj", kind=Kind.QUIET, icon="plus", name=f"{name}_tilfoej", spoken=f"Tilføj: {hint}")
        add.clicked.connect(self._add)
        line = QHBoxLayout()
        line.addWidget(self._field, 1)
        line.addWidget(add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._chips)
        column.addLayout(line)

    def show_words(self, words: tuple[str, ...]) -> None:
        if words == self._now and self._flow.count() == len(words):
            return
        self._now = words
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, word in enumerate(words, 1):
            chip = Button(self._theme, word, icon="x", name=f"{self._name}_{number}", spoken=f"Fjern: {word}")
            chip.clicked.connect(lambda _=False, w=word: self.changed.emit(tuple(x for x in self._now if x != w)))
            self._flow.addWidget(chip)
            chip.setVisible(True)
        self._chips.setVisible(bool(words))

    def focus_first(self) -> None:
        self._field.setFocus()

    def _add(self) -> None:
        word = self._field.text().strip()
        if word and word not in self._now:
            self._field.clear()
            self.changed.emit((*self._now, word))
