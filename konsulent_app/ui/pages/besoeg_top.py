"""The bar above a visit: where we are, who is there, whether it is saved, and the two ways on."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.labels import ElidedLabel, rule
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.personer import Person
from konsulent_app.ui.widgets.savestate import SaveState
from konsulent_app.ui.widgets.til_stede import TilStede
from konsulent_core.words import Stemme

_NARROW = 1150  # below it the chips of the people go, below the next the words of the buttons
_TIGHT = 800
_WIDE = 1600
_LITTLE = 640
_PLACE = 160  # px of a title beside the count: as much as the narrowest window that shows it has room for


class BesoegTop(QWidget):
    """Back, title, people, save state, »Vis for borger«, »Afslut besøg«; on narrow windows the agenda's button."""

    back = Signal()
    search = Signal()
    share = Signal()
    end = Signal()
    agenda = Signal()
    present = Signal(object)  # tuple of the Persons who are here

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._people: list[TilStede] = []
        self._back = Button(theme, "", kind=Kind.QUIET, icon="arrow-left", name="visit_back", tip="Tilbage til sagen")
        self._back.clicked.connect(self.back)
        self._title = ElidedLabel("", "strong", name="visit_title")
        self._sub = ElidedLabel("", "small", name="visit_subtitle")
        self._agenda = Button(theme, "", icon="list-checks", name="visit_agenda_knap")
        self._agenda.clicked.connect(self.agenda)
        self._agenda.hide()
        self.save_state = SaveState(theme)
        self._find = Button(
            theme, "", kind=Kind.QUIET, icon="search", name="visit_find_knap", tip="Find i skemaet (Ctrl+F)"
        )
        self._find.clicked.connect(self.search)
        self._share = Button(
            theme, "Vis for borger", icon="presentation", name="visit_share", tip="Vis for borger (F8)"
        )
        self._share.clicked.connect(self.share)
        self._end = Button(theme, "Afslut besøg", kind=Kind.PRIMARY, name="visit_end")
        self._end.clicked.connect(self.end)
        self._place = ("", "")
        self._little = False
        self._chips = QHBoxLayout()
        self._chips.setSpacing(8)
        self._build()

    def _build(self) -> None:
        titles = QVBoxLayout()
        titles.setSpacing(1)
        titles.addWidget(self._title)
        titles.addWidget(self._sub)
        line = QHBoxLayout()
        line.setContentsMargins(14, 8, 16, 8)
        line.setSpacing(10)
        line.addWidget(self._back)
        line.addLayout(titles, 3)
        line.addLayout(self._chips)
        line.addStretch(2)
        line.addWidget(self._agenda)
        line.addWidget(self.save_state)
        line.addWidget(self._find)
        line.addWidget(self._share)
        line.addWidget(self._end)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(line)
        outer.addWidget(rule())

    def set_visit(self, title: str, sub: str, people: Sequence[Person], here: Collection[str] = ()) -> None:
        """Whose workplace and when; never the borger's surname or CPR: all three can see the screen.

        ``here``: the names of those who are present.
        """
        self._title.setText(title)
        self._sub.setText(sub)
        self._sub.setMinimumWidth(min(self._theme.px(320), self._theme.metrics(13).horizontalAdvance(sub) + 4))
        for chip in self._people:
            chip.deleteLater()
        self._people = [TilStede(self._theme, p, name=f"visit_til_stede_{p.noegle}") for p in people]
        for chip in self._people:
            chip.setChecked(chip.person.navn in here)
            chip.clicked.connect(self._tell_present)
            self._chips.addWidget(chip)

    def _tell_present(self) -> None:
        self.present.emit(tuple(chip.person for chip in self._people if chip.isChecked()))

    def set_place(self, count: str, title: str) -> None:
        """»3 af 10  Selvstændighed« for the narrow window's button; the count alone where there is little room."""
        self._place = (count, title)
        short = self._theme.metrics(14, 600).elidedText(title, Qt.TextElideMode.ElideRight, self._theme.px(_PLACE))
        words = count if self._little else f"{count}  {short}"
        self._agenda.set_words(words, f"Dagsorden: {count}, {title}")

    def fit(self, width: int) -> None:
        """Shows what there is room for."""
        scaled = width / self._theme.scale
        for chip in self._people:
            # Who the konsulent is, all at the table know: her chip needs room to spare.
            chip.setVisible(scaled >= (_WIDE if chip.person.stemme is Stemme.KONSULENT else _NARROW))
        tight = scaled < _TIGHT
        self._little = scaled < _LITTLE
        self.save_state.set_little(little=tight)
        self.set_place(*self._place)
        self._agenda.setVisible(tight)
        self._find.setVisible(not self._little)
        self._title.setVisible(not tight)
        self._sub.setVisible(not tight)
        self._share.set_words("" if tight else "Vis for borger", "Vis for borger")
        self._end.set_words("Afslut" if tight else "Afslut besøg", "Afslut besøg")
