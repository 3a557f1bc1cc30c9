"""Synkronisering: what waits for the server, a sag at a time, when it was last even, and what was refused."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from konsulent_app.services.context import Context
from konsulent_app.services.karantaene import dismiss
from konsulent_app.store.database import Touched
from konsulent_app.store.koe import Afvist, Koe, Venter, read_koe
from konsulent_app.sync.schedule import State, SyncView
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.models.sync_driver import SyncDriver
from konsulent_app.ui.pages.konflikt_ord import vaerdi_ord
from konsulent_app.ui.pages.page import Page
from konsulent_app.ui.pages.sektion import clear
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.announce import announce
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Banner, Card, SectionTitle
from konsulent_app.ui.widgets.labels import Badge, Tone, make_label, rule
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.rul import make_scroll
from konsulent_app.ui.widgets.taborder import stops_in, tab_after
from konsulent_app.ui.work import Work
from konsulent_core.clock import COPENHAGEN
from konsulent_core.dansk import format_dato, format_kl

WIDEST = 900
_TABELLER = {
    "aftale": "Aftale",
    "besoeg": "Besøg",
    "borger": "Borger",
    "delmaal": "Delmål",
    "fremmoede": "Fremmøde",
    "kontaktperson": "Kontaktperson",
    "opgave": "Opgave",
    "opgave_trin": "Opgavens trin",
    "praktik": "Praktik",
    "rettelse": "Rettelse",
    "sag": "Sag",
    "skaanehensyn": "Skånehensyn",
    "skaanehensyn_svar": "Skånehensyn",
    "svar": "Svar",
    "timer": "Timer",
    "udsagn": "Note",
    "virksomhed": "Virksomhed",
    "vurdering": "Vurdering",
}


class SynkroniseringPage(Page):
    """Follows the driver; »Synkronisér nu« is its ``wish``."""

    def __init__(self, theme: Theme, work: Work, context: Context, feedback: Feedback, driver: SyncDriver) -> None:
        super().__init__("sync")
        self._context = context
        self._theme, self._work, self._feedback = theme, work, feedback
        self._view = driver.view
        self._koe: Koe | None = None
        self._now = Button(theme, "Synkronisér nu", kind=Kind.PRIMARY, icon="refresh-cw", name="sync_now", tip="F5")
        self._line = make_label("", "body2", wrap=True, name="sync_line")
        self._trouble = Banner(theme, "", "danger", icon="triangle-alert", name="sync_trouble")
        self._offline = Banner(theme, "", "info", icon="cloud-off", name="sync_offline")
        self._filer = Banner(theme, "", "warn", icon="triangle-alert", name="sync_filer")
        self._venter_titel = SectionTitle("Venter på at blive sendt")
        self._venter = QVBoxLayout()
        self._afvist_titel = SectionTitle("Ikke modtaget af serveren")
        self._afvist = QVBoxLayout()
        self._afvist_kort = Card(theme, pad=18, name="sync_refused")
        self._build()
        self._now.clicked.connect(driver.wish)
        driver.moved.connect(self.set_view)
        work.changed.connect(self._moved)
        self.set_view(self._view)
        self._show_filer()

    def _build(self) -> None:
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(make_label("Synkronisering", "page"))
        words.addWidget(self._line)
        head.addLayout(words, 1)
        head.addWidget(self._now, 0, Qt.AlignmentFlag.AlignTop)
        kort = self._venter_kort = Card(self._theme, pad=18, name="sync_queue")
        for card, titel, rows in (
            (kort, self._venter_titel, self._venter),
            (self._afvist_kort, self._afvist_titel, self._afvist),
        ):
            rows.setSpacing(8)
            card.body.addWidget(titel)
            card.body.addLayout(rows)
        content = QWidget()
        content.setProperty("kind", "scroll")
        column = QVBoxLayout(content)
        column.setContentsMargins(28, 20, 28, 24)
        column.setSpacing(14)
        column.addLayout(head)
        for part in (self._trouble, self._offline, self._filer, self._afvist_kort, kort):
            column.addWidget(part)
        column.addStretch(1)
        self._content = content
        scroll = make_scroll(content)
        content.setMaximumWidth(self._theme.px(WIDEST))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _show_filer(self) -> None:
        """What the kommune published and this app cannot use."""
        fejl = self._context.bog.fejl if self._context.bog is not None else ()
        self._filer.set_text("\n".join(one.tekst for one in fejl))
        self._filer.setVisible(bool(fejl))

    def arrive(self) -> None:
        self._show_filer()
        self._work.read(read_koe, self._show, self._feedback.hear)

    def _moved(self, touched: Touched) -> None:
        if touched and self.isVisible():
            self.arrive()

    def set_view(self, view: SyncView) -> None:
        """How the machine stands with the server; the result of a sync is spoken."""
        was, self._view = self._view, view
        self._now.setEnabled(not view.i_gang)
        self._now.set_words("Synkroniserer …" if view.i_gang else "Synkronisér nu")
        self._trouble.setVisible(view.state is State.ERROR)
        self._trouble.set_text(view.besked or "Kunne ikke synkronisere. Prøv igen.")
        self._offline.setVisible(view.state is State.OFFLINE)
        self._offline.set_text(uden_net(view.venter))
        self._line.setText(sidst_ord(view.sidst))
        if was.i_gang and not view.i_gang and self.isVisible():
            announce(self, view.besked or sidst_ord(view.sidst))
            self.arrive()

    def _show(self, koe: Koe) -> None:
        if koe == self._koe:
            return
        self._koe = koe
        self._line.setText(sidst_ord(koe.synced))
        clear(self._venter)
        antal = sum(v.antal for v in koe.venter)
        self._venter_titel.set_aside(f"{antal} {'ændring' if antal == 1 else 'ændringer'}" if antal else "")
        if not koe.venter:
            self._venter.addWidget(make_label("Alt er sendt.", "body2"))
        for number, one in enumerate(koe.venter, start=1):
            if number > 1:
                self._venter.addWidget(rule())
            self._venter.addWidget(self._venter_row(number, one))
        clear(self._afvist)
        self._afvist_kort.setVisible(bool(koe.afviste))
        for number, afvist in enumerate(koe.afviste, start=1):
            if number > 1:
                self._afvist.addWidget(rule())
            self._afvist.addWidget(self._afvist_row(number, afvist))
        tab_after(self._now, [*stops_in(self._afvist_kort), *stops_in(self._venter_kort)])

    def _venter_row(self, number: int, venter: Venter) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(make_label(venter.navn, "strong", wrap=True), 1)
        words = f"{venter.antal} {'ændring' if venter.antal == 1 else 'ændringer'}"
        line.addWidget(make_label(words, "small"))
        sag = venter.sag
        if sag is not None:
            act = Button(self._theme, "Åbn", kind=Kind.QUIET, height=36, name=f"sync_open_{number}",
                         spoken=f"Åbn {venter.navn}")  # fmt: skip
            act.clicked.connect(lambda: self.wants_sag.emit(sag))
            line.addWidget(act)
        return holder

    def _afvist_row(self, number: int, afvist: Afvist) -> QWidget:
        """What, why, and what to do: copy it, write it where it belongs now, take it away here."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        what = _TABELLER.get(afvist.tabel, "Ændring")
        head.addWidget(make_label(f"{afvist.navn}: {what.lower()}", "strong", wrap=True), 1)
        head.addWidget(Badge(self._theme, _tid(afvist.hvornaar), Tone.NEUTRAL))
        column.addLayout(head)
        text = vaerdi_ord(afvist.felter)
        column.addWidget(make_label(f"»{text}«", wrap=True))
        column.addWidget(make_label(f"{afvist.grund} Kopiér teksten, hvis den skal bruges, og fjern den så her.",
                                    "body2", wrap=True))  # fmt: skip
        acts = QHBoxLayout()
        copy = Button(self._theme, "Kopiér teksten", icon="copy", height=36, name=f"sync_copy_{number}")
        away = Button(self._theme, "Fjern herfra", kind=Kind.QUIET, height=36, name=f"sync_remove_{number}")
        copy.clicked.connect(lambda: self._copy(text))
        away.clicked.connect(lambda: self._remove(afvist.nr))
        acts.addWidget(copy)
        acts.addWidget(away)
        acts.addStretch()
        column.addLayout(acts)
        return holder

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._feedback.tell("Teksten er kopieret.")

    def _remove(self, nr: int) -> None:
        self._work.write(lambda tx: dismiss(tx, nr), lambda _: self.arrive(), self._feedback.hear)


def uden_net(venter: int) -> str:
    """»Uden net. Du kan arbejde videre; 3 besøg sendes, når der er net.«"""
    rest = f"; {venter} besøg sendes, når der er net." if venter else "."
    return f"Uden net. Du kan arbejde videre{rest}"


def sidst_ord(sidst: datetime | None) -> str:
    """»Sidst synkroniseret 12.03.2026 kl. 08.14«."""
    return f"Sidst synkroniseret {_tid(sidst)}" if sidst is not None else "Ikke synkroniseret endnu"


def _tid(instant: datetime) -> str:
    return f"{format_dato(instant.astimezone(COPENHAGEN).date())} {format_kl(instant)}"
