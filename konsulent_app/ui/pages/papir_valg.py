"""Which of a besøg's papers is shown, by its reader, and the borger's sheet as a picture."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.chips import ChoiceChips, Valg
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.looks import Kind
from konsulent_core.papirer import AFTALEARK, PapirArt

_ICONS = {PapirArt.VIRKSOMHED: "building-2", PapirArt.OPFOELGNING_SAG: "file-text"}


class PapirValg(QWidget):
    """A chip a paper; arrows go between them, Space or Enter chooses."""

    valgt = Signal(object)
    """the PapirArt"""
    billede = Signal()

    def __init__(self, theme: Theme, *, kan_billede: bool) -> None:
        """``kan_billede``: the borger's sheet can be made as a picture."""
        super().__init__()
        self._theme, self._kan_billede = theme, kan_billede
        self._chips: ChoiceChips | None = None
        self._shown: tuple[tuple[PapirArt, str], ...] = ()
        self._picture = Button(theme, "Gem som billede", kind=Kind.QUIET, icon="download", name="paper_picture",
                               tip="Gem arket som billede, uden efternavn og helbred")  # fmt: skip
        self._picture.setParent(self)
        self._picture.clicked.connect(self.billede)
        self._line = FlowLayout(self, gap=8, line_gap=10)
        self.set_ready(ready=False)

    def show_arter(self, arter: Sequence[tuple[PapirArt, str]], valgt: PapirArt) -> None:
        """The papers with their readers in words, and which one is shown; with one there is nothing to choose."""
        if tuple(arter) != self._shown:
            self._shown = tuple(arter)
            self._build()
        if self._chips is not None:
            self._chips.set_value(valgt.value)
        self.setVisible(self._chips is not None)
        self._picture.setVisible(self._kan_billede and valgt in AFTALEARK)

    def forget(self) -> None:
        """Nobody's name stays while another besøg is read."""
        self._shown = ()
        self._build()
        self._picture.hide()
        self.set_ready(ready=False)

    def set_ready(self, *, ready: bool) -> None:
        """Whether there is a finished paper to do something with."""
        self._picture.setEnabled(ready)

    def _build(self) -> None:
        focused = QApplication.focusWidget()
        held = self._chips is not None and focused is not None and self._chips.isAncestorOf(focused)
        if self._chips is not None:
            self._line.removeWidget(self._chips)
            self._chips.hide()
            self._chips.setParent(None)  # its name is the next one's
            self._chips.deleteLater()
            self._chips = None
        self._line.removeWidget(self._picture)
        if len(self._shown) < 2:
            return
        choices = [Valg(art.value, words, _ICONS.get(art, "user")) for art, words in self._shown]
        self._chips = ChoiceChips(self._theme, "Papir", choices, name="paper_art")
        self._chips.valgt.connect(lambda key: self.valgt.emit(PapirArt(key)))
        self._line.addWidget(self._chips)
        self._line.addWidget(self._picture)
        if held:
            self._chips.focus_first()
