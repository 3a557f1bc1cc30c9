"""What »Udlever oplysninger« does: gathers, makes the file, puts it where the person says, and writes down that."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from konsulent_app.services import udlevering
from konsulent_app.services.context import Context
from konsulent_app.services.haendelser import Haendelse
from konsulent_app.store.database import Tx
from konsulent_app.sync.historik import HentHistorik
from konsulent_app.sync.historik_alt import Hentning, Wait, fetch_alt
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.pages import udlever_ord as ord_
from konsulent_app.ui.pages.gem_fil import write_file
from konsulent_app.ui.pages.udlever_ord import Form
from konsulent_app.ui.work import Work
from konsulent_core.errors import KonsulentError
from konsulent_core.udlevering.blad import Indsigtsblad
from konsulent_core.udlevering.laesbar import make_blad
from konsulent_core.udlevering.sagsfil import Historik, HistorikStand, Sagsfil, to_json
from konsulent_core.udlevering.tabeller import to_zip

MakeIndsigt = Callable[[Indsigtsblad], bytes]
"""The readable paper; not on the UI thread"""


class Udlever(QObject):
    """One act at a time. ``hent`` asks the server for a row's history, ``wait`` is given seconds."""

    began = Signal(str)
    """in words, what is being done"""
    done = Signal(str)
    """the file lies there: what the person is told"""
    failed = Signal(object)
    """a ``KonsulentError``: no file was made"""

    def __init__(
        self,
        parent: QObject,
        work: Work,
        context: Context,
        feedback: Feedback,
        make_pdf: MakeIndsigt,
        hent: HentHistorik,
        wait: Wait = time.sleep,
    ) -> None:
        super().__init__(parent)
        self._work, self._context, self._feedback = work, context, feedback
        self._make_pdf, self._hent, self._wait = make_pdf, hent, wait
        self.hentning = Hentning()
        self._turn = 0

    def cancel(self) -> None:
        """What is being gathered becomes no file; one that is being written is."""
        self.hentning.stop = True
        self._turn += 1

    def save_indsigt(self, path: Path, sag: int, form: Form) -> None:
        """Everything about the sag's borger, with the history as far as it can be had."""
        hentning = self.hentning = Hentning()
        turn = self._turn
        self.began.emit(ord_.HENTER)

        def fetch(raekker: tuple[tuple[str, int], ...]) -> None:
            self._work.run(
                lambda: fetch_alt(self._hent, raekker, hentning, self._wait),
                lambda historik: self._gather(path, sag, form, historik) if turn == self._turn else None,
                self._fail,
            )

        self._work.read(lambda tx: udlevering.read_raekker(tx, sag), fetch, self._fail)

    def _gather(self, path: Path, sag: int, form: Form, fetched: Historik) -> None:
        self.began.emit(ord_.LAVER)
        whole = fetched.stand is HistorikStand.HENTET
        rest = udlevering.uden_historik(fetched.stand).besked
        historik = fetched if whole else Historik(stand=fetched.stand, besked=rest, linjer=fetched.linjer)

        def make(fil: Sagsfil) -> None:
            def write() -> bytes:
                data = self._made(fil, form)
                write_file(path, data)
                return data

            def saved(data: bytes) -> None:
                told = ord_.GEMT if whole else ord_.GEMT_UDEN
                self._log(Haendelse.GEM_INDSIGT, fil.sager, data, told)

            self._work.run(write, saved, self._fail)

        self._work.read(lambda tx: udlevering.make_indsigt(tx, self._context, sag, historik), make, self._fail)

    def _made(self, fil: Sagsfil, form: Form) -> bytes:
        match form:
            case Form.PDF:
                return self._make_pdf(make_blad(fil))
            case Form.ZIP:
                return to_zip(fil)
            case Form.JSON:
                return to_json(fil)

    def save_pakke(self, path: Path, sag: int, adgangskode: str) -> None:
        """The sag for another kommune, sealed with the password."""
        self.began.emit(ord_.LAVER)

        def make(found: tuple[Sagsfil, int]) -> None:
            fil, _left_out = found

            def write() -> bytes:
                data = udlevering.make_pakke(self._context, fil, adgangskode)
                write_file(path, data)
                return data

            self._work.run(
                write, lambda data: self._log(Haendelse.GEM_PAKKE, fil.sager, data, ord_.PAKKE_GEMT), self._fail
            )

        self._work.read(lambda tx: udlevering.make_overdragelse(tx, self._context, sag), make, self._fail)

    def _log(self, art: Haendelse, sager: tuple[int, ...], data: bytes, told: str) -> None:
        def log(tx: Tx) -> None:
            udlevering.log_udlevering(tx, self._context, art, sager, data)

        self._work.write(log, lambda _none: self.done.emit(told), self._feedback.hear)

    def _fail(self, error: KonsulentError) -> None:
        self.failed.emit(error)
