"""A card of a page that is filled anew only when its own part of what is shown has moved."""

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


class Afsnit(Card):
    """A heading with rows beneath; `differs` tells whether what it shows is another than last."""

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

    def differs(self, parts: object) -> bool:
        """Equal parts are not drawn again, so focus and scrolling stand."""
        before, self._parts = self._parts, parts
        return parts != before


class Sektion(Afsnit):
    """``parts`` says what of a sag the card depends on."""

    def show_blad(self, blad: SagBlad, i_dag: date) -> None:
        """Shows a sag."""
        if self.differs((blad.sag.id, i_dag, self.parts(blad))):
            self.fill(blad, i_dag)

    def parts(self, blad: SagBlad) -> object:
        """What of the sag the card shows."""
        raise NotImplementedError

    def fill(self, blad: SagBlad, i_dag: date) -> None:
        """Draws it."""
        raise NotImplementedError
