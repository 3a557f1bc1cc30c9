"""»Udlever oplysninger«: a sheet that asks who is to have them and how, and says what to think of first."""

import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QProgressBar, QWidget

from konsulent_app.services.context import Context
from konsulent_app.services.udlevering import INDSIGT_NAVN, PAKKE_NAVN, check_kode, make_kode
from konsulent_app.store.database import Tx
from konsulent_app.store.sager import read_sag
from konsulent_app.store.udlevering import count_sager
from konsulent_app.sync.historik import HentHistorik
from konsulent_app.sync.historik_alt import Wait
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.pages import udlever_ord as ord_
from konsulent_app.ui.pages.gem_fil import ask_where
from konsulent_app.ui.pages.udlever import MakeIndsigt, Udlever
from konsulent_app.ui.pages.udlever_ord import Form, Modtager, Udleveres
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.announce import announce
from konsulent_app.ui.widgets.ark import Ark
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Banner
from konsulent_app.ui.widgets.chips import ChoiceChips, Valg
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.tekstfelt import Tekstfelt
from konsulent_app.ui.work import Work
from konsulent_core.errors import KonsulentError, UserError

_LOOK_MS = 150


class UdleverArk(Ark):
    """`state` open or busy. Nothing is made before »Gem filen«; the password stands nowhere but in its field."""

    def __init__(
        self,
        theme: Theme,
        work: Work,
        context: Context,
        feedback: Feedback,
        make_pdf: MakeIndsigt,
        hent: HentHistorik,
        parent: QWidget,
        under: QWidget,
        wait: Wait = time.sleep,
    ) -> None:
        super().__init__(theme, "hand_out", ord_.TITEL, parent, under)
        self._work, self._context, self._feedback = work, context, feedback
        self.udlever = Udlever(self, work, context, feedback, make_pdf, hent, wait)
        self._sag, self._om = 0, Udleveres(navn="", nummer="", sager=0, besoeg=0, konflikter=0)
        self._who = make_label("", "strong", wrap=True, name="hand_out_who")
        self._modtager = ChoiceChips(theme, "Hvem skal have dem?", tuple(
            Valg(one, words) for one, words in ord_.MODTAGER_ORD.items()), name="hand_out_to")  # fmt: skip
        self._form_title = make_label("Som", "small")
        self._form = ChoiceChips(theme, "Som", tuple(Valg(one, words) for one, words in ord_.FORM_ORD.items()),
                                 name="hand_out_form", height=36)  # fmt: skip
        self._with = make_label("", "body2", wrap=True, name="hand_out_with")
        self._kode = Tekstfelt(theme, ord_.KODE, name="hand_out_code", hint=ord_.KODE_HINT)
        self._kode_row = QWidget()
        self._husk = Banner(theme, "", "warn", icon="triangle-alert", name="hand_out_think")
        self._open = Banner(theme, "", "info", icon="konflikter", name="hand_out_konflikt")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._count = make_label("", "body2", wrap=True, name="hand_out_count")
        self._error = make_label("", "error", wrap=True, name="hand_out_error")
        self._enough = Button(theme, ord_.UDEN, kind=Kind.QUIET, height=36, name="hand_out_enough")
        self._save = Button(theme, ord_.GEM, kind=Kind.PRIMARY, icon="download", name="hand_out_save")
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._fill()
        self._connect()
        self._set_busy("")

    def _fill(self) -> None:
        codes = FlowLayout(self._kode_row, gap=8, line_gap=8)
        make = Button(self._theme, ord_.LAV_KODE, height=36, name="hand_out_code_make")
        copy = Button(self._theme, "Kopiér", kind=Kind.QUIET, icon="copy", height=36, name="hand_out_code_copy",
                      spoken="Kopiér adgangskoden")  # fmt: skip
        make.clicked.connect(self._make_kode)
        copy.clicked.connect(self._copy_kode)
        codes.addWidget(make)
        codes.addWidget(copy)
        foot = FlowLayout(gap=8, line_gap=8)
        foot.addWidget(self._enough)
        foot.add_right(self._save)
        parts = (
            *(self._who, make_label("Hvem skal have dem?", "small"), self._modtager, self._with, self._form_title),
            *(self._form, self._kode, self._kode_row, self._husk, self._open, self._bar, self._count, self._error),
        )
        self.body.setSpacing(10)
        for part in parts:
            self.body.addWidget(part)
        self.body.addLayout(foot)

    def _connect(self) -> None:
        self._modtager.valgt.connect(lambda _value: self._dress())
        self._kode.edited.connect(lambda _text: self._kode.show_line(""))
        self._kode.entered.connect(self.save)
        self._save.clicked.connect(self.save)
        self._enough.clicked.connect(self._had_enough)
        self._look.timeout.connect(self.show_count)
        self.udlever.began.connect(self._set_busy)
        self.udlever.done.connect(self._done)
        self.udlever.failed.connect(self._failed)

    # --- opening ----------------------------------------------------------------------------------

    def open_sheet(self, sag: int) -> None:
        """About the borger of the sag."""
        i_dag = self._context.i_dag()

        def read(tx: Tx) -> Udleveres | None:
            blad = read_sag(tx, sag, i_dag)
            if blad is None:
                return None
            return Udleveres(
                navn=" ".join(filter(None, (blad.borger.fornavn, blad.borger.efternavn))),
                nummer=blad.sag.nummer or "",
                sager=count_sager(tx, blad.borger.id),
                besoeg=len(blad.besoeg),
                konflikter=blad.konflikter,
            )

        self._work.read(read, lambda om: self._opened(sag, om), self._feedback.hear)

    def _opened(self, sag: int, om: Udleveres | None) -> None:
        if om is None:
            self._feedback.tell(ord_.IKKE_HER)
            return
        self._sag, self._om = sag, om
        self._who.setText(ord_.hvem(om))
        self._modtager.set_value(Modtager.BORGER)
        self._form.set_value(Form.PDF)
        self._kode.set_text("")
        self._kode.show_line("")
        self._set_busy("")
        self._dress()
        self.show_sheet()
        self._modtager.focus_first()

    def close_sheet(self) -> None:
        """What is being gathered is let go of; the password is forgotten."""
        self.udlever.cancel()
        self._kode.set_text("")
        super().close_sheet()

    def _dress(self) -> None:
        """What belongs to who is to have them."""
        modtager = Modtager(self._modtager.valgt_nu() or Modtager.BORGER)
        to_kommune = modtager is Modtager.KOMMUNE
        self._with.setText(f"{ord_.omfang(self._om, modtager)}. {ord_.MED[modtager]}")
        self._husk.set_text(ord_.HUSK[modtager])
        words = ord_.konflikt_ord(self._om.konflikter) if to_kommune else ""
        self._open.set_text(words)
        self._open.setVisible(bool(words))
        shown: dict[QWidget, bool] = {self._form_title: not to_kommune, self._form: not to_kommune}
        for part, visible in {**shown, self._kode: to_kommune, self._kode_row: to_kommune}.items():
            part.setVisible(visible)
        self._tell("")

    # --- the person's hand ------------------------------------------------------------------------

    def save(self) -> None:
        """Asks where, unless something is missing."""
        modtager = Modtager(self._modtager.valgt_nu())
        day = self._context.i_dag().isoformat()
        if modtager is Modtager.KOMMUNE:
            try:
                check_kode(self._context, self._kode.text())
            except UserError as error:
                self._failed(error)
                return
            path = ask_where(self, ord_.TITEL, f"{PAKKE_NAVN}-{day}{ord_.ENDELSE}", ord_.PAKKE_ART)
        else:
            form = Form(self._form.valgt_nu())
            path = ask_where(self, ord_.TITEL, f"{INDSIGT_NAVN}-{day}.{form}", ord_.ART[form])
        if path is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """As chosen on the sheet."""
        if Modtager(self._modtager.valgt_nu()) is Modtager.KOMMUNE:
            self.udlever.save_pakke(path, self._sag, self._kode.text())
        else:
            self.udlever.save_indsigt(path, self._sag, Form(self._form.valgt_nu()))

    def _make_kode(self) -> None:
        self._kode.set_text(make_kode(self._context.entropy))
        self._kode.show_line("")
        announce(self, "Adgangskoden er lavet")

    def _copy_kode(self) -> None:
        if self._kode.text():
            QGuiApplication.clipboard().setText(self._kode.text())
            self._feedback.tell("Adgangskoden er kopieret.")

    def _had_enough(self) -> None:
        self.udlever.hentning.stop = True
        self._enough.setEnabled(False)

    # --- how it goes ------------------------------------------------------------------------------

    def _set_busy(self, words: str) -> None:
        """``words`` say what is being done, "" that nothing is."""
        self.setProperty("state", "busy" if words else "open")
        fetching = words == ord_.HENTER
        for part in (self._modtager, self._form, self._kode, self._kode_row, self._save):
            part.setEnabled(not words)
        self._bar.setVisible(bool(words))
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(words)
        self._count.setVisible(bool(words))
        self._count.setText(words)
        self._enough.setVisible(fetching)
        self._enough.setEnabled(True)
        if fetching:
            self._look.start()
        else:
            self._look.stop()

    def show_count(self) -> None:
        """How far the history has come."""
        hentning = self.udlever.hentning
        if hentning.i_alt:
            self._bar.setRange(0, hentning.i_alt)
            self._bar.setValue(hentning.hentet)
            self._count.setText(f"{ord_.HENTER} {ord_.fremdrift(hentning.hentet, hentning.i_alt)}")

    def _done(self, told: str) -> None:
        self._set_busy("")
        self._feedback.tell(told)
        self.close_sheet()

    def _failed(self, error: KonsulentError) -> None:
        self._set_busy("")
        if isinstance(error, UserError) and error.field == "adgangskode":
            self._kode.show_line(error.message, error=True)
            self._kode.focus()
        else:
            self._tell(error.message)

    def _tell(self, words: str) -> None:
        self._error.setText(words)
        self._error.setVisible(bool(words))
        if words:
            announce(self, words, urgent=True)
