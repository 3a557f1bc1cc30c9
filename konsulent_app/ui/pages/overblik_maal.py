"""The måltal as borgere still missing, with who could be next; and the sheet on which they are set."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from konsulent_app.services.maaltal import read_procent
from konsulent_app.ui.pages import overblik_ord
from konsulent_app.ui.pages.overblik_ord import Raekke
from konsulent_app.ui.pages.sektion import clear
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Card
from konsulent_app.ui.widgets.empty import EmptyState
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.group import ChoiceGroup
from konsulent_app.ui.widgets.labels import Avatar, FlowLabel, make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.prikker import Prikker
from konsulent_app.ui.widgets.tekstfelt import Tekstfelt
from konsulent_app.ui.widgets.trykkort import TrykKort
from konsulent_app.ui.widgets.valgpille import ValgPille
from konsulent_core.dansk import format_timer
from konsulent_core.errors import UserError
from konsulent_core.overblik import Maal
from konsulent_core.overblik_ord import MAAL_ORD
from konsulent_core.words import MaaltalArt

NAESTE = 3  # rows; the rest are asked for


class MaalKort(Card):
    """Left how many are missing, right who could be next; with several måltal one at a time is shown."""

    set_wanted = Signal()
    har_wanted = Signal(object)
    """MaaltalArt: who has it"""
    kunne_wanted = Signal(object)
    """MaaltalArt: who could be next"""
    opened = Signal(object)
    """id of the sag"""
    plads_wanted = Signal(object)
    """id of the sag that a place is to be found for"""

    def __init__(self, theme: Theme, *, kan_saettes: bool = True, skriver: bool = True) -> None:
        """``kan_saettes``: the måltal are this user's to set; ``skriver``: she finds places for borgere."""
        super().__init__(theme, pad=18, name="overview_goal_card")
        self._skriver, self._team = skriver, kan_saettes
        self._shown: object = None
        self._maal: dict[MaaltalArt, tuple[Maal, tuple[Raekke, ...]]] = {}
        self._art: MaaltalArt | None = None
        self.body.setContentsMargins(18, 10, 18, 14)
        none = overblik_ord.INTET_MAALTAL if kan_saettes else overblik_ord.INTET_MAALTAL_ENDNU
        self._none = EmptyState(theme, none, icon="target", button="Sæt måltal" if kan_saettes else "",
                                name="overview_goal_none")  # fmt: skip
        self._none.action.connect(self.set_wanted)
        self._titel = FlowLabel(theme, "", "label")
        self._edit = Button(theme, "", kind=Kind.QUIET, icon="pencil", height=32, tip="Sæt måltal",
                            name="overview_goal_edit")  # fmt: skip
        self._edit.clicked.connect(self.set_wanted)
        if not kan_saettes:
            self._edit.hide()
        self._arter = ChoiceGroup("Hvilket måltal", "overview_goal_kind")
        self._arter_linje = FlowLayout(self._arter, gap=6, line_gap=6)
        self._tal = make_label("", "figure")
        self._ord = make_label("", "goal")
        self._linje = make_label("", "small", wrap=True)
        self._prikker = Prikker(theme)
        self._naeste = QVBoxLayout()
        self._alle = Button(theme, "", kind=Kind.SWITCH, height=32, name="overview_next_all")
        self._alle.clicked.connect(lambda: self.kunne_wanted.emit(self._art))
        self._whole = QWidget()
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._whole)
        self._build()

    def _build(self) -> None:
        theme = self.theme
        left = QVBoxLayout()
        left.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(self._titel, 1)
        head.addWidget(self._edit, 0, Qt.AlignmentFlag.AlignTop)
        left.addLayout(head)
        left.addWidget(self._arter)
        line = QHBoxLayout()
        line.setContentsMargins(4, 2, 4, 2)
        line.setSpacing(12)
        self._press = TrykKort(theme, "", line, name="overview_goal", flad=True)
        self._press.clicked.connect(lambda: self.har_wanted.emit(self._art))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._ord)
        words.addWidget(self._linje)
        line.addWidget(self._tal)
        line.addLayout(words, 1)
        left.addWidget(self._press)
        left.addWidget(self._prikker)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(2)
        top = FlowLayout(gap=8, line_gap=2)
        top.addWidget(make_label("Kunne være næste", "label"))
        top.addWidget(make_label("efter konsulent" if self._team else "i alfabetisk orden", "small"))
        top.add_right(self._alle)
        right.addLayout(top)
        self._naeste.setSpacing(2)
        right.addLayout(self._naeste)
        right.addStretch(1)
        self._edge = QFrame()
        self._edge.setProperty("kind", "edge")
        self._edge.setFixedWidth(1)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.setSpacing(18)
        self._halves.addLayout(left, 1)
        self._halves.addWidget(self._edge)
        self._halves.addLayout(right, 1)
        self.body.addWidget(self._none)
        self.body.addWidget(self._whole)
        self._whole.hide()

    def show_maal(self, found: Sequence[tuple[Maal, tuple[Raekke, ...]]]) -> None:
        """Each måltal with who could be next, by name."""
        if tuple(found) == self._shown:
            return
        self._shown = tuple(found)
        self._maal = {maal.art: (maal, naeste) for maal, naeste in found}
        if self._art not in self._maal:
            self._art = next(iter(self._maal), None)
        self._none.setVisible(not found)
        self._whole.setVisible(bool(found))
        clear(self._arter_linje)
        self._arter.clear_members()
        for maal, _ in found if len(found) > 1 else ():
            pille = ValgPille(self.theme, MAAL_ORD[maal.art], name=f"overview_goal_{maal.art}")
            pille.set_valgt(maal.art is self._art)
            pille.clicked.connect(partial(self._choose, maal.art))
            self._arter_linje.addWidget(pille)
            self._arter.add_member(pille)
        self._arter.setVisible(len(found) > 1)
        self._fill()

    def _choose(self, art: MaaltalArt) -> None:
        self._art = art
        for pille in self._arter.findChildren(ValgPille):
            pille.set_valgt(pille.objectName() == f"overview_goal_{art}")
        self._arter.rove()
        self._fill()

    def _fill(self) -> None:
        if self._art is None:
            return
        maal, naeste = self._maal[self._art]
        titel, linje = overblik_ord.maal_titel(maal), overblik_ord.maal_linje(maal)
        tal, ord_ = overblik_ord.maal_tal(maal)
        self._titel.setText(titel)
        self._tal.setText(tal)
        self._tal.setVisible(bool(tal))
        self._ord.setText(ord_)
        self._linje.setText(linje)
        self._press.setAccessibleName(f"{titel}. {f'{tal} {ord_}'.strip()}. {linje} Vis listen")
        self._prikker.set_tal(len(maal.har), maal.mangler, maal.borgere, f"{linje} {tal} {ord_}")
        clear(self._naeste)
        if not naeste:
            self._naeste.addWidget(make_label(overblik_ord.INGEN_NAESTE, "body2", wrap=True))
        for number, one in enumerate(naeste[:NAESTE], start=1):
            self._naeste.addWidget(self._row(number, one, maal.art))
        self._alle.set_words(f"Vis alle {len(naeste)}", f"Kunne være næste: vis alle {len(naeste)}")
        self._alle.setVisible(len(naeste) > NAESTE)

    def _row(self, number: int, one: Raekke, art: MaaltalArt) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 2, 0, 2)
        line.setSpacing(10)
        line.addWidget(Avatar(self.theme, one.hvem or one.navn, size=32, soft="accent_soft", ink="accent_ink"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(make_label(one.navn, "strong", wrap=True))
        words.addWidget(make_label(one.under, "under", wrap=True))
        line.addLayout(words, 1)
        find = art is MaaltalArt.VIRKSOMHEDSFORLOEB and self._skriver
        act = "Find plads" if find else "Åbn sag"
        button = Button(self.theme, act, kind=Kind.AGENDA, height=32, name=f"overview_next_{number}",
                        spoken=f"{act}: {one.navn}")  # fmt: skip
        button.clicked.connect(partial((self.plads_wanted if find else self.opened).emit, one.sag))
        line.addWidget(button)
        return row

    def set_beside(self, beside: bool) -> None:
        """The halves beside each other, or one under the other."""
        side_by_side, beneath = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._halves.setDirection(side_by_side if beside else beneath)
        self._edge.setVisible(beside)


class MaaltalFelter(QWidget):
    """A field a måltal in percent; nothing written takes it away."""

    saved = Signal(object)
    """dict MaaltalArt → percent or None"""

    def __init__(self, theme: Theme, andele: Mapping[MaaltalArt, float]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        words = "Måltal er en andel af borgerne i procent. De gælder for hele jobcentret, og kollegerne ser dem også."
        column.addWidget(make_label(words, "body2", wrap=True))
        self._felter: dict[MaaltalArt, Tekstfelt] = {}
        for art in MaaltalArt:
            felt = Tekstfelt(theme, f"Procent af borgerne {MAAL_ORD[art]}", name=f"overview_goal_{art}_procent",
                             hint="for eksempel 50")  # fmt: skip
            felt.set_text(format_timer(100 * andele[art]) if art in andele else "")
            felt.entered.connect(self._save)
            self._felter[art] = felt
            column.addWidget(felt)
        save = Button(theme, "Gem måltal", kind=Kind.PRIMARY, icon="check", name="overview_goal_save")
        save.clicked.connect(self._save)
        column.addWidget(save, 0, Qt.AlignmentFlag.AlignRight)

    def focus_first(self) -> None:
        """The cursor stands in the first field."""
        self._felter[MaaltalArt.VIRKSOMHEDSFORLOEB].focus()

    def _save(self) -> None:
        found: dict[MaaltalArt, float | None] = {}
        for art, felt in self._felter.items():
            try:
                found[art] = read_procent(felt.text())
                felt.show_line("")
            except UserError as error:
                felt.show_line(error.message, error=True)
                felt.focus()
        if len(found) == len(self._felter):
            self.saved.emit(found)
