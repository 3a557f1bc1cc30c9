"""The week of a sag: praktik and indsatser side by side, and in words where two of them want the same time."""

from datetime import date

from konsulent_app.store.sager import SagBlad
from konsulent_app.ui.pages import uge_ord
from konsulent_app.ui.pages.sektion import Sektion
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.ugestrimmel import Ugevisning


class UgeKort(Sektion):
    """Only where something stands in the week."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Ugen", "case_uge")
        self._week = Ugevisning(theme, "case_uge_dag")
        self._clash = make_label("", "warn", wrap=True, name="case_uge_sammenfald")
        self._written = make_label("", "small", wrap=True, name="case_uge_ord")
        for part in (self._week, self._clash, self._written):
            self.rows.addWidget(part)

    def parts(self, blad: SagBlad) -> object:
        return blad.uge

    def fill(self, blad: SagBlad, i_dag: date) -> None:
        self.setVisible(bool(blad.uge))
        self.titel.set_aside(uge_ord.sum_ord(blad.uge))
        points = uge_ord.punkter(blad.uge)
        self._week.show_week(points)
        self._week.setVisible(bool(points))
        for label, words in ((self._clash, uge_ord.clashes(blad.uge)), (self._written, uge_ord.written(blad.uge))):
            label.setText(words)
            label.setVisible(bool(words))
