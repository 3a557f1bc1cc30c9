"""A card of the sag that is filled anew only when its own part of the sag has moved."""

from datetime import date

from PySide6.QtWidgets import QLayout, QVBoxLayout

from konsulent_app.store.sager import SagBlad
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.cards import Card, SectionTitle


def clear(layout: QLayout) -> None:
    """Takes everything out of a layout, and deletes it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


class Sektion(Card):
    """``parts`` says what the card depends on; equal parts are not drawn again, so focus and scrolling stand."""

    def __init__(self, theme: Theme, titel: str, name: str) -> None:
        super().__init__(theme, pad=18, name=name)
        self.titel = SectionTitle(titel)
        # a heading with a button and one without stand on one line beside each other
        self.titel.setMinimumHeight(theme.px(32))
        self.body.setContentsMargins(18, 12, 18, 18)
        self.body.addWidget(self.titel)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(8)
        self.body.addLayout(self.rows)
        self.body.addStretch()
        self._parts: object = None

    def show_blad(self, blad: SagBlad, i_dag: date) -> None:
        """Shows a sag."""
        parts = (blad.sag.id, i_dag, self.parts(blad))
        if parts != self._parts:
            self._parts = parts
            self.fill(blad, i_dag)

    def parts(self, blad: SagBlad) -> object:
        """What of the sag the card shows."""
        raise NotImplementedError

    def fill(self, blad: SagBlad, i_dag: date) -> None:
        """Draws it."""
        raise NotImplementedError
