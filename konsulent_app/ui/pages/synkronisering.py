"""Synkronisering: what waits for the server, a sag at a time, what it last answered, and what was refused."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from konsulent_app.services import karantaene as verbs
from konsulent_app.services.context import Context
from konsulent_app.services.karantaene import AfvistBlad, Udvej, read_karantaene
from konsulent_app.store.database import Touched, Tx
from konsulent_app.store.koe import Koe, Venter, read_koe
from konsulent_app.sync.schedule import Kind as Slut
from konsulent_app.sync.schedule import State, SyncView
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.form.autosave import Autosave
from konsulent_app.ui.models.sync_driver import CLOCK_OFF, SyncDriver
from konsulent_app.ui.pages.karantaene_kort import KarantaeneKort
from konsulent_app.ui.pages.karantaene_ord import antal, kvittering, sidst_ord, tid, uden_net, ur_ord
from konsulent_app.ui.pages.page import Page
from konsulent_app.ui.pages.sektion import clear
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.announce import announce
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Banner, Card, SectionTitle
from konsulent_app.ui.widgets.labels import make_label, rule
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.rul import make_scroll
from konsulent_app.ui.widgets.taborder import stops_in, tab_after
from konsulent_app.ui.work import Work
from konsulent_core.merge import Value

WIDEST = 900
_Laest = tuple[Koe, tuple[AfvistBlad, ...]]


class SynkroniseringPage(Page):
    """Follows the driver; »Synkronisér nu« is its ``wish``."""

    def __init__(self, theme: Theme, work: Work, context: Context, feedback: Feedback, driver: SyncDriver) -> None:
        super().__init__("sync")
        self._context = context
        self._theme, self._work, self._feedback, self._driver = theme, work, feedback, driver
        self.autosave = Autosave(work, context.clock)
        self._view = driver.view
        self._koe: Koe | None = None
        self._now = Button(theme, "Synkronisér nu", kind=Kind.PRIMARY, icon="refresh-cw", name="sync_now", tip="F5")
        self._line = make_label("", "body2", wrap=True, name="sync_line")
        self._trouble = Banner(theme, "", "danger", icon="triangle-alert", button="Prøv nu", name="sync_trouble")
        self._session = Banner(
            theme,
            "Log ind igen for at sende og hente. Du kan arbejde videre; det, du skriver, er gemt her på pc’en.",
            "warn",
            icon="lock",
            button="Log ind",
            name="sync_session",
        )
        self._ur = Banner(theme, "", "warn", icon="clock", button="Prøv nu", name="sync_clock")
        self._offline = Banner(theme, "", "info", icon="cloud-off", name="sync_offline")
        self._konflikter = Banner(theme, "", "warn", icon="git-merge", button="Se konflikterne", name="sync_konflikter")
        self._afvist = KarantaeneKort(theme)
        self._filer = Banner(theme, "", "warn", icon="triangle-alert", name="sync_filer")
        self._venter_titel = SectionTitle("Venter på at blive sendt")
        self._venter = QVBoxLayout()
        self._venter_kort = Card(theme, pad=18, name="sync_queue")
        self._svar_titel = SectionTitle("Sidste kvittering fra serveren")
        self._svar = make_label("", wrap=True, name="sync_receipt")
        self._svar_kort = Card(theme, pad=18, name="sync_receipt_card")
        self._build()
        self._connect()
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
        self._venter.setSpacing(8)
        self._venter_kort.body.addWidget(self._venter_titel)
        self._venter_kort.body.addLayout(self._venter)
        self._svar_kort.body.addWidget(self._svar_titel)
        self._svar_kort.body.addWidget(self._svar)
        content = QWidget()
        content.setProperty("kind", "scroll")
        column = QVBoxLayout(content)
        column.setContentsMargins(28, 20, 28, 24)
        column.setSpacing(14)
        column.addLayout(head)
        banners = (self._trouble, self._session, self._offline, self._ur, self._konflikter, self._filer)
        for part in (*banners, self._afvist, self._venter_kort, self._svar_kort):
            column.addWidget(part)
        column.addStretch(1)
        scroll = make_scroll(content)
        content.setMaximumWidth(self._theme.px(WIDEST))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _connect(self) -> None:
        driver, card = self._driver, self._afvist
        self._now.clicked.connect(driver.wish)
        self._trouble.action.connect(driver.wish)
        self._ur.action.connect(driver.wish)
        self._session.action.connect(driver.wants_log_in)
        self._konflikter.action.connect(self.open_konflikter)
        driver.moved.connect(self.set_view)
        self._work.changed.connect(self._moved)
        self.autosave.failed.connect(self._feedback.hear)
        card.send.connect(self._send)
        card.written.connect(self._keep)
        card.dismissed.connect(self._dismiss)
        card.copied.connect(lambda: self._feedback.tell("Teksten er kopieret."))
        card.wants_konflikter.connect(self.open_konflikter)

    # --- what it shows ----------------------------------------------------------------------------

    def _show_filer(self) -> None:
        """What the kommune published and this app cannot use."""
        fejl = self._context.bog.fejl if self._context.bog is not None else ()
        self._filer.set_text("\n".join(one.tekst for one in fejl))
        self._filer.setVisible(bool(fejl))

    def arrive(self) -> None:
        self._show_filer()
        context = self._context
        self._work.read(lambda tx: (read_koe(tx), read_karantaene(tx, context)), self._show, self._feedback.hear)

    def flush(self) -> None:
        self.autosave.flush()

    @property
    def quiet(self) -> bool:
        return self.autosave.quiet

    def _moved(self, touched: Touched) -> None:
        if touched and self.isVisible():
            self.arrive()

    def set_view(self, view: SyncView) -> None:
        """How the machine stands with the server; the result of a sync is spoken."""
        was, self._view = self._view, view
        self._now.setEnabled(not view.i_gang)
        self._now.set_words("Synkroniserer …" if view.i_gang else "Synkronisér nu")
        ended = view.slut is Slut.SESSION
        self._session.setVisible(ended)
        self._trouble.setVisible(view.state is State.ERROR and not ended)
        self._trouble.set_text(view.besked or "Kunne ikke synkronisere. Prøv igen.")
        self._offline.setVisible(view.state is State.OFFLINE)
        self._offline.set_text(uden_net(view.venter))
        self._ur.setVisible(abs(view.ur) > CLOCK_OFF)
        self._ur.set_text(ur_ord(view.ur))
        self._line.setText(sidst_ord(view.sidst))
        if was.i_gang and not view.i_gang and self.isVisible():
            announce(self, view.besked or sidst_ord(view.sidst))
            self.arrive()

    def _show(self, found: _Laest) -> None:
        koe, afviste = found
        moved = self._afvist.show_afviste(afviste)
        if koe != self._koe:
            self._koe = koe
            self._show_koe(koe)
            moved = True
        if moved:
            tab_after(self._now, [*stops_in(self._afvist), *stops_in(self._venter_kort)])

    def _show_koe(self, koe: Koe) -> None:
        self._line.setText(sidst_ord(koe.synced))
        many = koe.aabne_konflikter
        self._konflikter.setVisible(bool(many))
        fields = "felt" if many == 1 else "felter"
        self._konflikter.set_text(f"{many} {fields} er rettet to steder og venter på et valg.")
        clear(self._venter)
        self._venter_titel.set_aside(antal(sum(v.antal for v in koe.venter)))
        if not koe.venter:
            self._venter.addWidget(make_label("Alt er sendt.", "body2"))
        for number, one in enumerate(koe.venter, start=1):
            if number > 1:
                self._venter.addWidget(rule())
            self._venter.addWidget(self._venter_row(number, one))
        svar = koe.kvittering
        self._svar_kort.setVisible(svar is not None)
        if svar is not None:
            self._svar_titel.set_aside(tid(svar.at))
            self._svar.setText(kvittering(svar))

    def _venter_row(self, number: int, venter: Venter) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(make_label(venter.navn, "strong", wrap=True), 1)
        line.addWidget(make_label(antal(venter.antal), "small"))
        sag = venter.sag
        if sag is not None:
            act = Button(self._theme, "Åbn", kind=Kind.QUIET, height=36, name=f"sync_open_{number}",
                         spoken=f"Åbn {venter.navn}")  # fmt: skip
            act.clicked.connect(lambda: self.wants_sag.emit(sag))
            line.addWidget(act)
        return holder

    # --- the quarantine ---------------------------------------------------------------------------

    def _send(self, blad: AfvistBlad, values: dict[str, Value] | None) -> None:
        context, nr = self._context, blad.nr
        verb = verbs.make_rettelse if blad.udvej is Udvej.RETTELSE else verbs.send_again
        self.autosave.flush()  # a mended text that is still on its way belongs before
        self._work.write(lambda tx: verb(tx, context, nr, values), self._done, self._feedback.hear)

    def _keep(self, blad: AfvistBlad, text: str | None) -> None:
        nr = blad.nr
        self.autosave.soon(nr, partial(_keep_text, nr=nr, text=text))
        if text is None:
            self.autosave.flush()

    def _dismiss(self, blad: AfvistBlad) -> None:
        nr = blad.nr
        self.autosave.flush()
        self._work.write(lambda tx: verbs.dismiss(tx, nr), lambda _none: self._after(), self._feedback.hear)

    def _done(self, words: str) -> None:
        self._feedback.tell(words)
        self._after()

    def _after(self) -> None:
        """The line is gone, and with it what the keyboard stood on."""
        self._now.setFocus(Qt.FocusReason.OtherFocusReason)
        self.arrive()


def _keep_text(tx: Tx, nr: int, text: str | None) -> None:
    verbs.keep_rettet(tx, nr, text)
