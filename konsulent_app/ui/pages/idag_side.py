"""What stands beside today's visits: who is overdue, who is to be called, the konsulent's own aftaler, the next day."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from konsulent_app.store.idag import EgenAftale, IDag, NaesteDag, SagIDag
from konsulent_app.ui.pages import idag_ord
from konsulent_app.ui.pages.ring import open_numbers
from konsulent_app.ui.pages.sektion import clear
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.aftale import AftaleRow, AftaleVisning, Form
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Card, SectionTitle
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import Avatar, Badge, FlowLabel, Tone, make_label, rule
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.trykkort import Tegn, TrykKort

FORFALDNE = 4  # rows; the rest stand in Sager
EGNE = 6  # rows; the rest are asked for
INGEN_EGNE = "Du har ingen åbne aftaler."


def _title(theme: Theme, titel: str) -> SectionTitle:
    found = SectionTitle(titel)
    found.setMinimumHeight(theme.px(32))
    return found


class _Sager(Card):
    """Rows of sager, each pressed as a whole, each with a way to call and, where they are due, to move the besøg."""

    flyttes = False

    opened = Signal(object)
    """id of the sag"""
    flyt_wanted = Signal(object)
    """id of the sag"""
    copied = Signal()

    def __init__(self, theme: Theme, titel: str, name: str, prefix: str) -> None:
        super().__init__(theme, pad=18, name=name)
        self._prefix = prefix
        self._shown: object = None
        self.raekker: list[tuple[TrykKort, SagIDag]] = []
        self.titel = _title(theme, titel)
        self.body.setContentsMargins(18, 10, 10, 10)
        self.body.setSpacing(4)
        self.body.addWidget(self.titel)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(2)
        self.body.addLayout(self.rows)

    def show_sager(self, sager: Sequence[SagIDag]) -> None:
        """Draws them when they are others than before; the card is not there without any."""
        self.setVisible(bool(sager))
        if tuple(sager) == self._shown:
            return
        self._shown = tuple(sager)
        clear(self.rows)
        self.raekker = []
        for number, sag in enumerate(sager, start=1):
            if number > 1:
                self.rows.addWidget(rule())
            row = self._row(number, sag)
            self.raekker.append((row, sag))
            self.rows.addWidget(row)

    def _row(self, number: int, sag: SagIDag) -> TrykKort:
        line = QHBoxLayout()
        line.setContentsMargins(4, 6, 0, 6)
        line.setSpacing(10)
        under, badge = self.words(sag)
        spoken = ", ".join(part for part in (sag.linje.navn, under, badge) if part)
        row = TrykKort(self.theme, spoken, line, name=f"{self._prefix}_{number}", flad=True)
        avatar = Avatar(self.theme, sag.linje.navn, size=34)
        line.addWidget(avatar, 0, Qt.AlignmentFlag.AlignVCenter)
        head = FlowLayout(gap=8, line_gap=2)
        head.addWidget(FlowLabel(self.theme, sag.linje.navn, "strong"))
        if sag.linje.bekymring:
            head.addWidget(Tegn(self.theme, "flag", "warn", 16, "Bekymringssag"))
        if badge:
            head.add_right(Badge(self.theme, badge, Tone.DANGER))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addLayout(head)
        words.addWidget(make_label(under, "small", wrap=True))
        line.addLayout(words, 1)
        if self.flyttes:
            line.addWidget(self._make_move(number, sag))
        numre = idag_ord.numre(sag)
        if numre:
            spoken = f"{idag_ord.ring_ord(numre)} om {sag.linje.navn}"
            call = Button(self.theme, "", kind=Kind.QUIET, icon="phone", height=36, spoken=spoken, tip="Ring",
                          name=f"{self._prefix}_call_{number}")  # fmt: skip
            call.clicked.connect(lambda: open_numbers(call, numre, "today_numbers", self.copied.emit))
            line.addWidget(call)
        row.clicked.connect(partial(self.opened.emit, sag.linje.sag))
        return row

    def _make_move(self, number: int, sag: SagIDag) -> Button:
        move = Button(self.theme, "", kind=Kind.QUIET, icon="calendar-clock", height=36,
                      spoken=f"Aftal eller flyt besøget: {sag.linje.navn}", tip="Aftal eller flyt besøget (Ctrl+D)",
                      name=f"{self._prefix}_move_{number}")  # fmt: skip
        move.clicked.connect(partial(self.flyt_wanted.emit, sag.linje.sag))
        return move

    def words(self, sag: SagIDag) -> tuple[str, str]:
        """The line under the name, and the badge, "" for none."""
        raise NotImplementedError


class ForfaldneKort(_Sager):
    """The longest overdue first; ``all_wanted`` leads to the whole list."""

    all_wanted = Signal()

    def __init__(self, theme: Theme, *, skriver: bool = True) -> None:
        self.flyttes = skriver
        super().__init__(theme, "Forfaldne", "today_overdue_list", "today_overdue")
        self._all = Button(theme, "", kind=Kind.QUIET, height=32, name="today_overdue_all")
        self._all.clicked.connect(self.all_wanted)
        self.titel.add_right(self._all)

    def show_antal(self, antal: int) -> None:
        """How many there are in all."""
        self._all.set_words(f"Vis alle {antal}")
        self._all.setVisible(antal > FORFALDNE)

    def words(self, sag: SagIDag) -> tuple[str, str]:
        return idag_ord.sted_ord(sag), idag_ord.over_ord(sag)


class BekymringKort(_Sager):
    """Those nobody has talked with for as long as a bekymringssag may be left alone."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Bekymring: ring i dag", "today_concern_list", "today_concern")

    def words(self, sag: SagIDag) -> tuple[str, str]:
        return idag_ord.talt_ord(sag), ""


class EgneKort(Card):
    """What the konsulent owes, each to tick."""

    gjort = Signal(object, bool)
    """id of the aftale"""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, pad=18, name="today_own_list")
        self._rows: list[tuple[int, AftaleRow]] = []
        self._known: object = None
        self._blad: IDag | None = None
        self._all = False
        self.titel = _title(theme, "Dine egne aftaler")
        self.body.setContentsMargins(18, 10, 10, 10)
        self.body.setSpacing(4)
        self.body.addWidget(self.titel)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(2)
        self.body.addLayout(self.rows)

    def show_blad(self, blad: IDag) -> None:
        """A tick does not rebuild the row that the focus stands on."""
        self._blad = blad
        shown = blad.egne if self._all else blad.egne[:EGNE]
        words = (blad.dato, len(blad.egne), [(e.aftale.id, e.aftale.hvad, e.aftale.senest, e.navn) for e in shown])
        if words != self._known:
            self._known = words
            self._fill(shown, blad)
        done = {e.aftale.id: bool(e.aftale.gjort) for e in shown}
        for aftale, row in self._rows:
            row.set_gjort(done[aftale])

    def _fill(self, shown: Sequence[EgenAftale], blad: IDag) -> None:
        clear(self.rows)
        self._rows = []
        if not shown:
            self.rows.addWidget(make_label(INGEN_EGNE, "body2", wrap=True))
        for number, egen in enumerate(shown, start=1):
            if number > 1:
                self.rows.addWidget(rule())
            row = self._row(number, egen, blad.dato)
            self._rows.append((egen.aftale.id, row))
            self.rows.addWidget(row)
        if len(blad.egne) > len(shown):
            more = Button(self.theme, f"Vis alle {len(blad.egne)}", kind=Kind.QUIET, height=36, name="today_own_all")
            more.clicked.connect(self._show_all)
            self.rows.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _row(self, number: int, egen: EgenAftale, i_dag: date) -> AftaleRow:
        frist = idag_ord.frist_ord(egen, i_dag)
        vist = AftaleVisning(egen.aftale.hvad or "", None, frist.tekst, over=frist.over, om=egen.navn)
        row = AftaleRow(self.theme, f"today_own_{number}", vist, form=Form.AFKRYDS)
        row.gjort.connect(partial(self.gjort.emit, egen.aftale.id))
        return row

    def _show_all(self) -> None:
        self._all = True
        if self._blad is not None:
            self.show_blad(self._blad)


class NaesteDagKort(TrykKort):
    """»I morgen: 3 besøg«; a press leads to Sager."""

    def __init__(self, theme: Theme) -> None:
        line = QHBoxLayout()
        super().__init__(theme, "", line, name="today_next_day")
        line.setContentsMargins(18, 12, 14, 12)
        line.setSpacing(12)
        self._titel = make_label("", "strong", wrap=True)
        self._under = make_label("", "small", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._titel)
        words.addWidget(self._under)
        line.addWidget(Tegn(theme, "calendar-days", "ink2", 18))
        line.addLayout(words, 1)
        line.addWidget(Tegn(theme, "chevron-right", "ink2", 18))

    def show_dag(self, naeste: NaesteDag | None, i_dag: date) -> None:
        """Not there when no later day has a visit."""
        self.setVisible(naeste is not None)
        if naeste is None:
            return
        titel, under = idag_ord.naeste_titel(naeste, i_dag), idag_ord.naeste_linje(naeste)
        self._titel.setText(titel)
        self._under.setText(under)
        self._under.setVisible(bool(under))
        self.setAccessibleName(f"{titel}. {under}".strip())
