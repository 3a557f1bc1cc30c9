"""The second step of »Indlæs sager«: what each column of the file is, guessed from its heading and chosen by hand."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from konsulent_app.ui.pages.indlaes_ord import INDLAESES_IKKE, fil_linje, kolonner_fejl
from konsulent_app.ui.pages.sektion import clear
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.cards import Banner, Card
from konsulent_app.ui.widgets.labels import make_label, rule
from konsulent_app.ui.widgets.linje import titled
from konsulent_app.ui.widgets.rulleliste import Rulleliste
from konsulent_core.indlaes.kolonner import KOLONNER, Del, Kolonne, Overskrift, Tabel

_SIDE_BY_SIDE = 620
_LISTE = 300


class KolonneRaekke(QWidget):
    """One column of the file: its heading and first values, and what it is."""

    changed = Signal()

    def __init__(self, theme: Theme, overskrift: Overskrift) -> None:
        super().__init__()
        self._theme = theme
        self.plads = overskrift.plads
        self._liste = Rulleliste(theme, f"import_column_{overskrift.plads}", f"Hvad er kolonnen {overskrift.tekst}?")
        self._liste.addItem(INDLAESES_IKKE, None)
        for part in Del:
            self._liste.insertSeparator(self._liste.count())
            for kolonne, spec in KOLONNER.items():
                if spec.del_ is part:
                    self._liste.addItem(spec.titel, kolonne.value)
        place = self._liste.findData(overskrift.gaet.value) if overskrift.gaet is not None else 0
        self._liste.setCurrentIndex(max(place, 0))
        self._liste.currentIndexChanged.connect(self.changed)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(make_label(overskrift.tekst, "strong", wrap=True))
        eksempler = " · ".join(overskrift.eksempler) or "Ingen værdier"
        words.addWidget(make_label(eksempler, "small", wrap=True))
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(6)
        self._line.addLayout(words, 1)
        self._line.addWidget(self._liste)

    def valgt(self) -> Kolonne | None:
        found = self._liste.currentData()
        return Kolonne(found) if found else None

    def focus_first(self) -> None:
        self._liste.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() / self._theme.scale >= _SIDE_BY_SIDE
        self._line.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._liste.setMaximumWidth(self._theme.px(_LISTE) if wide else 16_777_215)
        self._liste.setMinimumWidth(self._theme.px(_LISTE) if wide else 0)


class KolonnerTrin(QWidget):
    """Objects: import_sheet, import_column_<n>, import_column_trouble."""

    sheet_chosen = Signal(int)
    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._overskrifter: Sequence[Overskrift] = ()
        self._raekker: list[KolonneRaekke] = []
        self._ark = Rulleliste(theme, "import_sheet", "Ark i filen")
        self._ark_felt = titled("Ark i filen", self._ark)
        self._line = make_label("", "body2", wrap=True, name="import_file")
        self._trouble = Banner(theme, "", "warn", icon="triangle-alert", name="import_column_trouble")
        self._odd = QVBoxLayout()
        self._odd.setSpacing(8)
        self._card = Card(theme, pad=20, name="import_columns")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        self._card.body.addLayout(self._rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(make_label("Hvad er hver kolonne?", "title", wrap=True))
        column.addWidget(self._line)
        column.addWidget(self._ark_felt)
        column.addWidget(self._trouble)
        column.addLayout(self._odd)
        column.addWidget(self._card)
        column.addStretch(1)
        self._ark.currentIndexChanged.connect(self.sheet_chosen)

    def show_tabel(self, navn: str, tabel: Tabel, ark: Sequence[str], valgt_ark: int) -> None:
        """The columns of one sheet, each with its guess."""
        self._line.setText(
            f"{fil_linje(navn, len(tabel.raekker), len(tabel.overskrifter))} "
            "Det, vi har genkendt, er valgt. Ret det, der er forkert."
        )
        blocked = self._ark.blockSignals(True)
        self._ark.clear()
        self._ark.addItems(list(ark))
        self._ark.setCurrentIndex(valgt_ark)
        self._ark.blockSignals(blocked)
        self._ark_felt.setVisible(len(ark) > 1)
        clear(self._odd)
        for number, words in enumerate(tabel.ark.bemaerkninger, start=1):
            self._odd.addWidget(Banner(self._theme, words, "info", icon="info", name=f"import_odd_{number}"))
        clear(self._rows)
        self._overskrifter = tabel.overskrifter
        self._raekker = [KolonneRaekke(self._theme, one) for one in tabel.overskrifter]
        for number, raekke in enumerate(self._raekker):
            if number:
                self._rows.addWidget(rule())
            self._rows.addWidget(raekke)
            raekke.changed.connect(self._look)
        self._look()

    def valgt(self) -> Mapping[int, Kolonne]:
        """Place of a column in the file → what it is; those that stay out are left out."""
        return {raekke.plads: kolonne for raekke in self._raekker if (kolonne := raekke.valgt()) is not None}

    def titler(self) -> Mapping[Kolonne, str]:
        """What the file itself calls each column that is taken in."""
        valgt = self.valgt()
        return {valgt[one.plads]: one.tekst for one in self._overskrifter if one.plads in valgt}

    @property
    def fejl(self) -> str:
        return kolonner_fejl(self.valgt(), self._overskrifter)

    def focus_first(self) -> None:
        if self._raekker:
            self._raekker[0].focus_first()

    def _look(self) -> None:
        self._trouble.set_text(self.fejl)
        self._trouble.setVisible(bool(self.fejl))
        self.changed.emit()
