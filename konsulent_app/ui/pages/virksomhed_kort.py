"""The cards of a virksomhed that are read: places, opgavetyper and småjob, the forløb here, and how it is there."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from konsulent_app.store.virksomheder import Plads, VirksomhedBlad
from konsulent_app.ui.pages import virksomhed_ord
from konsulent_app.ui.pages.sektion import Afsnit, clear
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Card, SectionTitle
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import Badge, Tone, make_label, rule
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.plads import OpgavePille, PladsFelt, PladsKnap, PladsOrd

SHOWN = 5  # forløb; older ones are asked for
FREE_SHOWN = 6  # free places; more are counted in words


class PladserKort(Afsnit):
    """The places as slots: who has them now, and the free ones outlined."""

    open_sag = Signal(object)
    """id of the sag"""
    edit_praktik = Signal(object)
    """id of the praktik"""

    def __init__(self, theme: Theme, *, skriver: bool = True) -> None:
        super().__init__(theme, "Pladser", "company_places")
        self._skriver = skriver

    def show_blad(self, blad: VirksomhedBlad) -> None:
        """Shows a virksomhed."""
        parts = (blad.virksomhed.id, blad.virksomhed.pladser, blad.i_brug, blad.paa_vej, blad.foerste_ledige)
        if not self.differs(parts):
            return
        clear(self.rows)
        self.titel.set_aside(virksomhed_ord.pladser_aside(blad))
        row = QWidget()
        slots = FlowLayout(row, gap=12, line_gap=12)
        own = any(one.sag is not None for one in blad.i_brug)
        for number, one in enumerate(blad.i_brug, start=1):
            plads, name = virksomhed_ord.plads(one), f"company_slot_{number}"
            if one.sag is None:
                slots.addWidget(self._slot(PladsFelt(self.theme, plads, name=name), None, own=own))
            else:
                knap = PladsKnap(self.theme, plads, name=name)
                knap.clicked.connect(partial(self.open_sag.emit, one.sag))
                slots.addWidget(self._slot(knap, self._edit(one, name) if self._skriver else None, own=own))
        free = blad.ledige or 0
        for number in range(len(blad.i_brug) + 1, len(blad.i_brug) + 1 + min(free, FREE_SHOWN)):
            felt = PladsFelt(self.theme, PladsOrd("", "", ""), name=f"company_slot_{number}")
            slots.addWidget(self._slot(felt, None, own=own))
        self.rows.addWidget(row)
        row.setVisible(slots.count() > 0)
        more = f"Og {free - FREE_SHOWN} ledige pladser til." if free > FREE_SHOWN else ""
        for words, kind, name in (
            (more, "body2", "company_places_more"),
            (virksomhed_ord.pladser_linje(blad), "body2", "company_places_line"),
            (virksomhed_ord.paa_vej(blad), "body2", "company_places_coming"),
            (virksomhed_ord.KOLLEGERS, "small", "company_places_note"),
        ):
            if words:
                self.rows.addWidget(make_label(words, kind, wrap=True, name=name))

    def _edit(self, plads: Plads, name: str) -> Button:
        """The way to what is agreed about the praktik that has the place."""
        edit = Button(
            self.theme, "Rediger praktik", kind=Kind.QUIET, icon="pencil", height=36, name=f"{name}_praktik",
            spoken=f"Rediger praktik: {plads.navn}",
        )  # fmt: skip
        edit.clicked.connect(partial(self.edit_praktik.emit, plads.praktik))
        return edit

    def _slot(self, plads: QWidget, edit: Button | None, *, own: bool) -> QWidget:
        """A place with what stands beneath it; where one has a button all are as high."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(plads)
        if edit is not None:
            column.addWidget(edit, 0, Qt.AlignmentFlag.AlignLeft)
        elif own:
            column.addSpacing(self.theme.px(36) + column.spacing())
        return box


class OpgavetyperKort(Afsnit):
    """Kinds of task with how many have learned them, and the småjob that are offered."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Opgavetyper", "company_tasks")

    def show_blad(self, blad: VirksomhedBlad) -> None:
        """Shows a virksomhed."""
        if not self.differs((blad.virksomhed.id, blad.opgavetyper, blad.smaajob)):
            return
        clear(self.rows)
        if not blad.opgavetyper:
            self.rows.addWidget(make_label("Ingen opgavetyper er skrevet ned.", "body2", wrap=True))
        else:
            words = "og hvor mange af dine borgere der har lært dem"
            self.rows.addWidget(make_label(words, "small", wrap=True))
            row = QWidget()
            pills = FlowLayout(row, gap=6, line_gap=6)
            first = next((tal for tal in blad.opgavetyper if tal.laert), None)
            taken: set[str] = set()
            for tal in blad.opgavetyper:
                name = f"company_task_{virksomhed_ord.opgave_noegle(tal.navn)}"
                while name in taken:
                    name += "_"
                taken.add(name)
                words = virksomhed_ord.laert(tal, first=tal is first)
                pills.addWidget(OpgavePille(self.theme, tal.navn, words, name=name))
            self.rows.addWidget(row)
        if blad.smaajob:
            self.rows.addWidget(rule())
        for number, one in enumerate(blad.smaajob, start=1):
            self.rows.addWidget(make_label(f"Småjob: {one}", "strong", wrap=True, name=f"company_job_{number}"))


class ForloebHerKort(Afsnit):
    """What each ended forløb here taught, nameless, the newest first."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Forløb her, og hvad vi lærte", "company_history")
        self._blad: VirksomhedBlad | None = None
        self._all = False
        self._more = Button(theme, "", kind=Kind.QUIET, height=32, name="company_history_all")
        self._more.clicked.connect(self._show_all)
        self.titel.add_right(self._more)
        self._narrow = False

    def set_narrow(self, narrow: bool) -> None:
        """Where there is little room the period stands above its sentence."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._fill()

    def show_blad(self, blad: VirksomhedBlad) -> None:
        """Shows a virksomhed."""
        if self._blad is None or self._blad.virksomhed.id != blad.virksomhed.id:
            self._all = False
        self._blad = blad
        if self.differs((blad.virksomhed.id, blad.forloeb, bool(blad.i_brug))):
            self._fill()

    def _fill(self) -> None:
        blad = self._blad
        if blad is None:
            return
        clear(self.rows)
        shown = blad.forloeb if self._all else blad.forloeb[:SHOWN]
        self._more.set_words(f"Vis alle {len(blad.forloeb)}")
        self._more.setVisible(len(shown) < len(blad.forloeb))
        if not shown:
            words = virksomhed_ord.KUN_I_GANG if blad.i_brug else virksomhed_ord.INTET_FORLOEB
            self.rows.addWidget(make_label(words, "body2", wrap=True, name="company_history_none"))
        for number, one in enumerate(shown, start=1):
            if number > 1:
                self.rows.addWidget(rule())
            self.rows.addWidget(self._row(number, virksomhed_ord.forloeb(one)))

    def _row(self, number: int, words: virksomhed_ord.ForloebOrd) -> QWidget:
        row = QWidget()
        row.setObjectName(f"company_history_{number}")
        row.setAccessibleName(". ".join(part for part in (words.periode, words.tekst, words.badge) if part))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        periode = make_label(words.periode, "small", wrap=True)
        tekst = make_label(words.tekst, "" if words.skrevet else "body2", wrap=True)
        if self._narrow:
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(periode)
            column.addWidget(tekst)
            line.addLayout(column, 1)
        else:
            periode.setFixedWidth(self.theme.px(146))
            line.addWidget(periode, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(tekst, 1)
        if words.badge:
            badge = Badge(self.theme, words.badge, Tone.NEUTRAL, icon=words.icon)
            line.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _show_all(self) -> None:
        self._all = True
        self._fill()


class KulturKort(Card):
    """»Sådan er her«."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, pad=18, name="company_culture", sunken=True)
        self._words = make_label("", "body2", wrap=True, name="company_culture_text")
        self.body.addWidget(SectionTitle("Sådan er her"))
        self.body.addWidget(self._words)

    def show_blad(self, blad: VirksomhedBlad) -> None:
        """Shows a virksomhed; nothing where nobody has written how it is."""
        words = (blad.virksomhed.kultur or "").strip()
        self._words.setText(words)
        self.setVisible(bool(words))
