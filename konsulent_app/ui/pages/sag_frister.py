"""»Frister« on a sag: what is still to be done by when, and where each rule comes from."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QLabel, QVBoxLayout

from konsulent_app.ui.pages import frist_ord
from konsulent_app.ui.pages.sektion import Afsnit, clear
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button, toggle
from konsulent_app.ui.widgets.labels import make_label, rule
from konsulent_app.ui.widgets.looks import Kind
from konsulent_core.dansk import format_dato
from konsulent_core.frister import Paamindelse


class FristerKort(Afsnit):
    """Not there when nothing is left to be done. The sources are told on demand."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Frister", "case_deadlines")
        self._sources: list[QLabel] = []
        self._toggle = toggle(Button(theme, "Vis kilder", kind=Kind.QUIET, height=32, name="case_deadlines_sources"))
        self._toggle.clicked.connect(self._show_sources)
        self.titel.add_right(self._toggle)

    def show_frister(self, frister: Sequence[Paamindelse], i_dag: date) -> None:
        """Shows them; the earliest stands first."""
        self.setVisible(bool(frister))
        if not self.differs((tuple(frister), i_dag)):
            return
        clear(self.rows)
        self._sources = []
        for number, frist in enumerate(frister):
            if number:
                self.rows.addWidget(rule())
            self.rows.addLayout(self._row(frist, i_dag))
        self._show_sources()

    def _row(self, frist: Paamindelse, i_dag: date) -> QVBoxLayout:
        naar = frist_ord.naar(frist.dato, i_dag)
        words = f"{format_dato(frist.dato)} – {naar.tekst}" if naar.over else naar.tekst
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(make_label(frist_ord.titel(frist), "strong", wrap=True))
        column.addWidget(make_label(words, "error" if naar.over else "small", wrap=True))
        sentence = make_label(frist.tekst, "body2", wrap=True)
        sentence.setToolTip(f"Kilde: {frist.kilde}")
        column.addWidget(sentence)
        source = make_label(f"Kilde: {frist.kilde}", "small", wrap=True)
        self._sources.append(source)
        column.addWidget(source)
        return column

    def _show_sources(self) -> None:
        for source in self._sources:
            source.setVisible(self._toggle.isChecked())
