"""»Indlæs sager«: a foreign caseload from the file to the receipt, in steps that can be gone back."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import Property, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget
from shiboken6 import isValid

from konsulent_app.services.context import Context
from konsulent_app.services.indlaes import Kvittering, Plan, Valg, make_plan, take_in
from konsulent_app.services.regneark import Afbrudt, Fremdrift, read_fil
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.pages.gem_fil import ask_where, write_file
from konsulent_app.ui.pages.indlaes_kolonner import KolonnerTrin
from konsulent_app.ui.pages.indlaes_kvittering import KvitteringTrin
from konsulent_app.ui.pages.indlaes_ord import indlaes_knap, kvittering_overskrift, plan_overskrift, raekker
from konsulent_app.ui.pages.indlaes_proeve import ProeveTrin
from konsulent_app.ui.pages.indlaes_ramme import Ramme
from konsulent_app.ui.pages.indlaes_vaelg import VaelgTrin, VentTrin
from konsulent_app.ui.pages.overtag_ark import OvertagArk
from konsulent_app.ui.pages.udlever_ord import ENDELSE, PAKKE_ART
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.announce import announce
from konsulent_app.ui.work import Work
from konsulent_core.dansk import format_kl
from konsulent_core.errors import KonsulentError, UserError
from konsulent_core.indlaes.kolonner import Ark, Tabel, find_tabel
from konsulent_core.indlaes.raekke import read_tabel
from konsulent_core.indlaes.skriv import fejlliste, skabelon
from konsulent_core.indlaes.tal import Bemaerkning, Indlaest

SKABELON, FEJLLISTE = "skabelon-sager.csv", "fejlliste.csv"  # neutral: a file's name is seen by whoever sits beside
LAESER = "Læser filen …"
_LOOK_MS = 150


class Trin(StrEnum):
    """Where the page is; the value is its readable ``state``."""

    VAELG = "vaelg"
    VENT = "vent"
    KOLONNER = "kolonner"
    PROEVE = "proeve"
    KVITTERING = "kvittering"


_HVOR = {Trin.VAELG: "1 af 3", Trin.KOLONNER: "2 af 3", Trin.PROEVE: "3 af 3"}


class IndlaesPage(QWidget):
    """A layer over the shell. ``back_up`` makes a backup of the store; it is called off the UI thread."""

    closed = Signal()
    to_sager = Signal()
    took_over = Signal(object)
    """id of a sag that came from another kommune"""

    def __init__(
        self,
        theme: Theme,
        work: Work,
        context: Context,
        feedback: Feedback,
        sagstyper: Sequence[str],
        back_up: Callable[[], object],
    ) -> None:
        super().__init__()
        self.setObjectName("import")
        self.setProperty("kind", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self._theme, self._work, self._context, self._feedback = theme, work, context, feedback
        self._sagstyper, self._back_up = tuple(sagstyper), back_up
        self._trin = Trin.VAELG
        self._before = Trin.VAELG  # where a wait goes back to
        self._leaving = False
        self._fremdrift = Fremdrift()
        self._navn = ""
        self._ark: tuple[Ark, ...] = ()
        self._tabel: Tabel | None = None
        self._indlaest: Indlaest | None = None
        self._plan: Plan | None = None
        self._noter: tuple[Bemaerkning, ...] = ()
        self.vaelg, self.vent = VaelgTrin(theme), VentTrin(theme)
        self.kolonner, self.proeve = KolonnerTrin(theme), ProeveTrin(theme)
        self.kvittering = KvitteringTrin(theme)
        self._parts: dict[Trin, VaelgTrin | VentTrin | KolonnerTrin | ProeveTrin | KvitteringTrin] = {
            Trin.VAELG: self.vaelg,
            Trin.VENT: self.vent,
            Trin.KOLONNER: self.kolonner,
            Trin.PROEVE: self.proeve,
            Trin.KVITTERING: self.kvittering,
        }
        self._ramme = Ramme(theme, tuple(self._parts.values()))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._ramme)
        self.overtag = OvertagArk(theme, work, context, feedback, back_up, self, self._ramme)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._connect()
        self._show(Trin.VAELG)

    def _get_state(self) -> str:
        return self._trin.value

    state = Property(str, _get_state)

    def _connect(self) -> None:
        self.vaelg.choose.connect(self._choose_file)
        self.vaelg.pakke.connect(self._choose_pakke)
        self.overtag.taken.connect(self.took_over)
        self.vaelg.template.connect(lambda: self._ask_where("Gem en skabelon", SKABELON, skabelon))
        self.vent.stop.connect(self._stop)
        self.kolonner.sheet_chosen.connect(self._show_ark)
        self.kolonner.changed.connect(self._dress)
        self.proeve.changed.connect(self._replan)
        for trin in (self.proeve, self.kvittering):
            trin.save_faults.connect(lambda: self._ask_where("Gem fejllisten", FEJLLISTE, self.fejlliste))
        self.kvittering.to_sager.connect(self.to_sager)
        self._ramme.back.connect(self.go_back)
        self._ramme.onward.connect(self.onward)
        self._look.timeout.connect(self._count)
        self._work.crashed.connect(self._crashed)
        self._esc = QShortcut(QKeySequence("Esc"), self)
        self._esc.activated.connect(self.go_back)
        self.overtag.closed.connect(lambda: self._esc.setEnabled(True))

    # --- from step to step ------------------------------------------------------------------------

    def go_back(self) -> None:
        """One step, out of the first and the last."""
        match self._trin:
            case Trin.VENT:
                self._stop()
            case Trin.KOLONNER:
                self._show(Trin.VAELG)
            case Trin.PROEVE:
                self._show(Trin.KOLONNER)
            case Trin.VAELG | Trin.KVITTERING:
                self.closed.emit()

    def leave(self) -> None:
        """Out at once; what is being taken in is rolled back first."""
        self.overtag.close_sheet()
        if self._trin is Trin.VENT:
            self._leaving = True
            self._stop()
        else:
            self.closed.emit()

    def onward(self) -> None:
        """The step's own button."""
        if self._trin is Trin.KOLONNER:
            self._try_out()
        elif self._trin is Trin.PROEVE:
            self._take_in()

    def _show(self, trin: Trin) -> None:
        self._trin = trin
        if trin is Trin.VENT:
            self._look.start()
        else:
            self._look.stop()
        self._ramme.show_part(self._parts[trin], _HVOR.get(trin, ""))
        self._dress()
        if trin is Trin.PROEVE and self.proeve.kan_indlaese:
            self._ramme.go.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._parts[trin].focus_first()

    def _dress(self) -> None:
        """The way on, as far as it is open."""
        if self._trin is Trin.KOLONNER:
            self._ramme.set_go("Se, hvad der sker", enabled=not self.kolonner.fejl)
        elif self._trin is Trin.PROEVE and self._plan is not None:
            self._ramme.set_go(indlaes_knap(self._plan), enabled=self.proeve.kan_indlaese)
        else:
            self._ramme.set_go("", enabled=False)

    def _wait(self, titel: str) -> Fremdrift:
        self._before = self._trin
        self._fremdrift = Fremdrift()
        self.vent.begin(titel)
        self._show(Trin.VENT)
        return self._fremdrift

    def _count(self) -> None:
        if self._fremdrift.raekker and not self._fremdrift.stop:
            self.vent.set_count(raekker(self._fremdrift.raekker))

    def skip_to_wait(self, antal: int) -> None:
        """A wait that has come so far, for screenshots."""
        self._wait(LAESER).raekker = antal
        self._count()

    def _stop(self) -> None:
        self._fremdrift.stop = True
        self.vent.set_stopping()

    # --- the file ---------------------------------------------------------------------------------

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Vælg fil", "", "Regneark (*.xlsx *.xlsm *.csv *.txt)")
        if name:
            self.open_file(Path(name))

    def _choose_pakke(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Vælg fil", "", f"{PAKKE_ART};;Alle filer (*)")
        if name:
            self.open_file(Path(name), pakke=True)

    def open_file(self, path: Path, *, pakke: bool = False) -> None:
        """Reads a file; what cannot be read is told at the first step. A ``pakke`` is another kommune's sag."""
        if pakke or path.suffix == ENDELSE:
            self._esc.setEnabled(False)  # the sheet has its own
            self.overtag.open_pakke(path)
            return
        self._show(Trin.VAELG)
        self.vaelg.show_trouble("")
        self._navn = path.name
        fremdrift = self._wait(LAESER)
        self._work.run(lambda: read_fil(path, fremdrift), self._opened, self._failed)

    def _opened(self, ark: tuple[Ark, ...]) -> None:
        if not self._here():
            return
        self._ark = ark
        self.proeve.begin()
        self._show_ark(0)
        self._show(Trin.KOLONNER)

    def _show_ark(self, number: int) -> None:
        self._tabel = find_tabel(self._ark[number])
        self.kolonner.show_tabel(self._navn, self._tabel, [ark.navn for ark in self._ark], number)

    # --- the dry run ------------------------------------------------------------------------------

    def _try_out(self) -> None:
        tabel, kolonner, context, sagstyper = self._tabel, self.kolonner.valgt(), self._context, self._sagstyper
        if tabel is None or self.kolonner.fejl:
            return
        self._wait("Ser på rækkerne …")
        self._work.run(lambda: read_tabel(tabel, kolonner, context.i_dag(), sagstyper), self._understood, self._failed)

    def _understood(self, indlaest: Indlaest) -> None:
        self._indlaest = indlaest
        self._replan()

    def _replan(self) -> None:
        indlaest, valg = self._indlaest, self.proeve.valg()
        if indlaest is not None:
            self._work.read(
                lambda tx: make_plan(tx, indlaest, valg), lambda plan: self._planned(plan, valg), self._failed
            )

    def _planned(self, plan: Plan, valg: Valg) -> None:
        if not self._here() or valg != self.proeve.valg():
            return  # left, or answered otherwise meanwhile: the plan for that is on its way
        self._plan, self._noter = plan, plan.bemaerkninger
        self.proeve.show_plan(plan, self.kolonner.titler(), valg)
        if self._trin is Trin.PROEVE:
            self._dress()
        else:
            self._show(Trin.PROEVE)
            announce(self, plan_overskrift(plan))

    # --- in earnest -------------------------------------------------------------------------------

    def _take_in(self) -> None:
        if not self.proeve.kan_indlaese:
            return
        self._wait("Tager en sikkerhedskopi …")
        self._work.run(self._back_up, lambda _none: self._write(), self._failed)

    def _write(self) -> None:
        indlaest, valg, context, fremdrift = self._indlaest, self.proeve.valg(), self._context, self._fremdrift
        if indlaest is None or not self._here():
            return
        kopi = format_kl(context.clock())
        self.vent.begin("Indlæser sagerne …")
        self._work.write(
            lambda tx: take_in(tx, context, indlaest, valg, fremdrift),
            lambda kvittering: self._taken(kvittering, kopi),
            self._failed,
        )

    def _taken(self, kvittering: Kvittering, kopi: str) -> None:
        if not self._here():
            return
        self._noter = kvittering.bemaerkninger
        self.kvittering.show_kvittering(kvittering, kopi)
        self._ark, self._tabel, self._indlaest = (), None, None  # nothing of the file is kept longer than needed
        self._show(Trin.KVITTERING)
        announce(self, kvittering_overskrift(kvittering))

    # --- when it does not go ----------------------------------------------------------------------

    def _failed(self, error: KonsulentError) -> None:
        if not self._here():
            return
        if self._trin is Trin.VENT:
            self._show(self._before)
        if self._trin is Trin.VAELG and isinstance(error, UserError) and not isinstance(error, Afbrudt):
            self.vaelg.show_trouble(error.message)
        else:
            self._feedback.hear(error)

    def _crashed(self, _error: object) -> None:
        """Ours, and told elsewhere: the wait is over all the same."""
        if isValid(self) and self._trin is Trin.VENT:
            self._show(self._before)

    def _here(self) -> bool:
        """Whether somebody still waits for it."""
        if not isValid(self):
            return False
        if self._leaving:
            self._leaving = False
            self.closed.emit()
            return False
        return True

    # --- files that go out ------------------------------------------------------------------------

    def fejlliste(self) -> bytes:
        """All that was wrong, by the file's own headings; no CPR number stands in it."""
        return fejlliste(self._noter, self.kolonner.titler())

    def _ask_where(self, titel: str, navn: str, make: Callable[[], bytes]) -> None:
        path = ask_where(self, titel, navn, "CSV (*.csv)")
        if path is not None:
            self.save_to(path, make())

    def save_to(self, path: Path, data: bytes) -> None:
        """Where the person chose."""
        self._work.run(
            lambda: write_file(path, data), lambda _none: self._feedback.tell("Filen er gemt."), self._feedback.hear
        )

    # --- dropping ---------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        urls = event.mimeData().urls()
        if self._trin in (Trin.VAELG, Trin.KOLONNER) and len(urls) == 1 and urls[0].isLocalFile():
            self.vaelg.slip.set_over(over=True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.vaelg.slip.set_over(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.vaelg.slip.set_over(over=False)
        event.acceptProposedAction()
        self.open_file(Path(event.mimeData().urls()[0].toLocalFile()))
