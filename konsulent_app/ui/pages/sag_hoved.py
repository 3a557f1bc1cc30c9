"""The head of a sag: who it is, what can be done now, and the CPR number behind its mask."""

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from konsulent_app.store.sager import SagBlad
from konsulent_app.ui.pages.moede_ord import moeder, start_ord
from konsulent_app.ui.pages.ring import open_numbers
from konsulent_app.ui.pages.sag_ord import BESOEG_ORD, navn, numre, under_navn
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cpr import Later, MaskedCpr, qt_later
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import Avatar, Badge, Tone, make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.personer import initialer
from konsulent_core.cpr import parse_cpr
from konsulent_core.entities import Virksomhed
from konsulent_core.errors import UserError
from konsulent_core.words import BesoegType


class SagHoved(QWidget):
    """`started`: »Start besøg« or »Fortsæt besøg«."""

    started = Signal()
    praktik_wanted = Signal()
    edit_wanted = Signal()
    edit_praktik = Signal(object)
    """id of the praktik that runs, or the last"""
    prepared = Signal()
    report_wanted = Signal()
    udlever_wanted = Signal()
    moede = Signal(object)
    """the BesoegType chosen at »Andet møde«"""
    cpr_shown = Signal()
    copied = Signal()
    wants_virksomhed = Signal(object)
    """id of the virksomhed of the praktik"""

    def __init__(
        self, theme: Theme, typer: Collection[BesoegType], later: Later = qt_later, *, skriver: bool = True
    ) -> None:
        """``typer``: those that have a skema. Who does not write here (``skriver``) is offered nothing that writes."""
        super().__init__()
        self._skriver = skriver
        self._theme = theme
        self._typer = typer
        self._blad: SagBlad | None = None
        self._avatar = Avatar(theme, "", size=56, soft="accent_soft", ink="accent_ink")
        self._navn = make_label("", "page", wrap=True, name="case_name")
        self._flag = Badge(theme, "Bekymringssag", Tone.WARN, icon="flag", name="case_flag")
        self._under = make_label("", "body2", wrap=True, name="case_place")
        self.start = Button(
            theme, "Start besøg", kind=Kind.PRIMARY, icon="play", name="case_start", tip="Start besøg (Ctrl+B)"
        )
        self.praktik = Button(theme, "Ny praktik", icon="briefcase", name="case_ny_praktik")
        self.praktik.clicked.connect(self.praktik_wanted)
        self.edit = Button(
            theme, "", kind=Kind.QUIET, icon="pencil", name="case_rediger", height=36, tip="Rediger borger og sag"
        )
        self.edit.clicked.connect(self.edit_wanted)
        self.edit_place = Button(
            theme, "", kind=Kind.QUIET, icon="clipboard", name="case_rediger_praktik", height=36,
            tip="Rediger praktikken",
        )  # fmt: skip
        self.edit_place.clicked.connect(self._edit_praktik)
        self.prepare = Button(theme, "Forbered", icon="list-checks", name="case_prepare", tip="Forbered besøg (Ctrl+E)")
        self.prepare.clicked.connect(self.prepared)
        self.report = Button(
            theme, "", kind=Kind.QUIET, icon="file-text", name="case_report", height=36, tip="Rapport til møde (Ctrl+R)"
        )
        self.report.clicked.connect(self.report_wanted)
        self.udlever = Button(
            theme, "", kind=Kind.QUIET, icon="external-link", name="case_udlever", height=36, tip="Udlever oplysninger"
        )
        self.udlever.clicked.connect(self.udlever_wanted)
        self.andet = Button(theme, "Andet møde", icon="chevron-down", name="case_andet_moede")
        self.call = Button(theme, "Ring", icon="phone", name="case_call")
        self.company = Button(theme, "", kind=Kind.QUIET, icon="building-2", name="case_company", height=36)
        self.cpr = MaskedCpr(theme, self._number, later=later)
        self.start.clicked.connect(self.started)
        self.andet.clicked.connect(self._open_moeder)
        self.call.clicked.connect(self._open_numbers)
        self.company.clicked.connect(self._show_virksomhed)
        self.cpr.shown.connect(self.cpr_shown)
        self._build()

    def _build(self) -> None:
        line = FlowLayout(gap=14, line_gap=2)
        line.addWidget(self._navn)
        line.addWidget(self._flag)
        line.addWidget(self.edit)
        line.addWidget(self.edit_place)
        line.addWidget(self.company)
        line.addWidget(self.report)
        line.addWidget(self.udlever)
        line.add_right(self.cpr)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addLayout(line)
        words.addWidget(self._under)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        row = QWidget()
        buttons = FlowLayout(row, gap=8)
        buttons.addWidget(self.start)
        buttons.addWidget(self.prepare)
        buttons.addWidget(self.call)
        buttons.addWidget(self.andet)
        buttons.addWidget(self.praktik)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(row)
        if not self._skriver:
            for button in (self.start, self.prepare, self.praktik, self.edit, self.report, self.udlever):
                button.hide()

    def show_blad(self, blad: SagBlad) -> None:
        """Shows a sag; another sag's number is never left standing."""
        if self._blad is None or self._blad.sag.id != blad.sag.id:
            self.cpr.hide_number()
        self._blad = blad
        self._avatar.setText(initialer(navn(blad)))
        self._avatar.setAccessibleName(navn(blad))
        self._avatar.update()
        self._navn.setText(navn(blad))
        self._flag.setVisible(bool(blad.sag.bekymring))
        self._under.setText(under_navn(blad))
        self.start.set_words(start_ord(blad))
        self.andet.setVisible(self._skriver and bool(moeder(blad, self._typer)))
        found = numre(blad)
        self.call.setVisible(bool(found))
        if found:
            self.call.set_words(f"Ring til {found[0].fornavn}" if found[0].fornavn else "Ring")
        self.cpr.setVisible(bool(blad.borger.cpr))
        self.edit_place.setVisible(self._skriver and blad.praktik is not None)
        virksomhed = self._virksomhed()
        self.company.setVisible(virksomhed is not None)
        if virksomhed is not None:
            words = f"Vis {virksomhed.navn or 'virksomheden'}"
            self.company.set_words("", words)
            self.company.setToolTip(words)

    def _edit_praktik(self) -> None:
        if self._blad is not None and self._blad.praktik is not None:
            self.edit_praktik.emit(self._blad.praktik.id)

    def _virksomhed(self) -> Virksomhed | None:
        """Where the praktik is, or was."""
        praktik = self._blad.praktik if self._blad is not None else None
        return self._blad.virksomheder.get(praktik.virksomhed or 0) if self._blad is not None and praktik else None

    def _show_virksomhed(self) -> None:
        virksomhed = self._virksomhed()
        if virksomhed is not None:
            self.wants_virksomhed.emit(virksomhed.id)

    def _number(self) -> str:
        """Asked for only when the person asks."""
        kept = self._blad.borger.cpr if self._blad is not None else None
        if not kept:
            return ""
        try:
            return parse_cpr(kept).vist
        except UserError:
            return kept

    def _open_moeder(self) -> None:
        """The other types of meeting in a small menu, the likeliest first and under the cursor."""
        if self._blad is None:
            return
        menu = QMenu(self)
        menu.setObjectName("case_moeder")
        for besoeg_type in moeder(self._blad, self._typer):
            menu.addAction(BESOEG_ORD[besoeg_type], partial(self.moede.emit, besoeg_type))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.andet.mapToGlobal(QPoint(0, self.andet.height() + 4)))
        menu.setActiveAction(menu.actions()[0])

    def _open_numbers(self) -> None:
        """The numbers in a small menu; choosing one copies it."""
        if self._blad is None:
            return
        open_numbers(self.call, numre(self._blad), "case_numbers", self.copied.emit)
