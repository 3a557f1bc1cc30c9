"""What stands beside the form on wide windows: last time's aftaler, the curve of the point, the borger's goals."""

from collections.abc import Collection
from datetime import date

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from konsulent_app.store.besoeg import BesoegBlad
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.cards import Card
from konsulent_app.ui.widgets.charts import LevelChart
from konsulent_app.ui.widgets.diagramtabel import MedTabel
from konsulent_app.ui.widgets.labels import make_label
from konsulent_core.dansk import format_dato
from konsulent_core.diagram.trin import Laesning, trinpunkter
from konsulent_core.skema.grammar import Skema
from konsulent_core.skema.load import ankre
from konsulent_core.words import Stemme

WIDTH = 372


class BesoegSide(QScrollArea):
    """»Med ind i samtalen«; follows the point in focus."""

    def __init__(self, theme: Theme, skema: Skema, skemaer: Collection[Skema]) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFixedWidth(theme.px(WIDTH))
        self._theme = theme
        self._skema = skema
        self._skemaer = skemaer  # all versions: where the anchors changed a curve breaks
        self._blad: BesoegBlad | None = None
        self._point = 1
        page = QWidget()
        page.setProperty("kind", "canvas")
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(16, 20, 16, 16)
        self._column.setSpacing(12)
        self._column.addWidget(make_label("Med ind i samtalen", "label"))
        self._cards: list[QWidget] = []
        self._shown: object = None
        self._column.addStretch()
        self.setWidget(page)

    def show_blad(self, blad: BesoegBlad) -> None:
        self._blad = blad
        self._fill()

    def show_point(self, punkt: int) -> None:
        """The curves of this point's dimensions."""
        if punkt != self._point:
            self._point = punkt
            self._fill()

    def _fill(self) -> None:
        blad = self._blad
        if blad is None:
            return
        # What is written in the besøg changes nothing here: a chart that is being walked is not made anew at each save.
        shown = (self._point, blad.aftaler_sidst, blad.maalinger, blad.borger.jobmaal, blad.delmaal)
        if shown == self._shown:
            return
        self._shown = shown
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self._cards = [card for card in (self._promises(), *self._curves(), self._goals()) if card is not None]
        for place, card in enumerate(self._cards):
            self._column.insertWidget(1 + place, card)

    def _promises(self) -> Card | None:
        if self._blad is None or not self._blad.aftaler_sidst:
            return None
        card = Card(self._theme)
        card.body.addWidget(make_label("Aftaler fra sidst", "label"))
        for aftale in self._blad.aftaler_sidst:
            done = "Gjort" if aftale.gjort else "Åben"
            when = f" · {format_dato(date.fromisoformat(aftale.senest))}" if aftale.senest else ""
            card.body.addWidget(make_label(aftale.hvad or "", "", wrap=True))
            card.body.addWidget(make_label(f"{done} · {aftale.person or ''}{when}", "small", wrap=True))
        return card

    def _curves(self) -> list[Card]:
        blad = self._blad
        found: list[Card] = []
        if blad is None:
            return found
        felter = self._skema.punkter[self._point - 1].felter if self._point <= len(self._skema.punkter) else ()
        for felt in felter:
            if felt.dimension is None:
                continue
            dimension = self._skema.dimension(felt.dimension)
            kendt = ankre(self._skemaer, dimension.noegle)
            own = [m for m in blad.maalinger if m.dimension == dimension.noegle]
            points = trinpunkter(((m.nummer, m.maaling) for m in own if m.maaling.stemme is Stemme.KONSULENT), kendt)
            card = Card(self._theme)
            card.body.addWidget(make_label(f"{dimension.titel} over tid", "label"))
            if points:
                chart = LevelChart(self._theme, dimension.titel, points, Laesning(ord_=kendt))
                name = f"visit_kurve_{dimension.noegle}"
                card.body.addWidget(MedTabel(self._theme, chart, dimension.titel, name, height=44))
            else:
                card.body.addWidget(make_label("Første måling", "body2"))
            found.append(card)
        return found

    def _goals(self) -> Card | None:
        if self._blad is None or not (self._blad.borger.jobmaal or self._blad.delmaal):
            return None
        card = Card(self._theme)
        card.body.addWidget(make_label("Borgerens mål", "label"))
        if self._blad.borger.jobmaal:
            card.body.addWidget(make_label(self._blad.borger.jobmaal, "", wrap=True))
        for delmaal in self._blad.delmaal:
            when = f" (inden {format_dato(date.fromisoformat(delmaal.dato))})" if delmaal.dato else ""
            card.body.addWidget(make_label(f"Delmål: {delmaal.tekst}{when}", "body2", wrap=True))
        return card
