"""A logged-in session: gives the window its pages over an open store, and leads from one to the other."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from konsulent_app.app.opened import Opened, remember_login
from konsulent_app.app.papers import Papers, Rapporter
from konsulent_app.services import besoeg as verbs
from konsulent_app.services.context import Context
from konsulent_app.store import backup, meta, rows
from konsulent_app.store.database import Tx
from konsulent_app.sync.attempt import attempt
from konsulent_app.sync.engine import Engine
from konsulent_app.sync.schedule import State, SyncView
from konsulent_app.sync.transport import Transport
from konsulent_app.ui.desktop import Desktop
from konsulent_app.ui.feedback import Art, Notice
from konsulent_app.ui.models.antal import Antal
from konsulent_app.ui.models.soegeindeks import Soegeindeks
from konsulent_app.ui.models.sync_driver import SyncDriver
from konsulent_app.ui.pages.besoeg import BesoegPage
from konsulent_app.ui.pages.flyt_ark import FlytArk
from konsulent_app.ui.pages.forbered import ForberedPage
from konsulent_app.ui.pages.gemt_side import GemtSide
from konsulent_app.ui.pages.idag import IdagPage
from konsulent_app.ui.pages.indlaes import IndlaesPage
from konsulent_app.ui.pages.indstillinger import IndstillingerPage
from konsulent_app.ui.pages.konflikter import KonflikterPage
from konsulent_app.ui.pages.notat import NotatArk
from konsulent_app.ui.pages.ny_praktik import NyPraktikPage
from konsulent_app.ui.pages.overblik import OverblikPage
from konsulent_app.ui.pages.page import Page
from konsulent_app.ui.pages.palette import Palette
from konsulent_app.ui.pages.papir import PapirPage
from konsulent_app.ui.pages.praktik import PraktikPage
from konsulent_app.ui.pages.rapport import RapportPage
from konsulent_app.ui.pages.rapporter import RapporterPage
from konsulent_app.ui.pages.rytme_kort import RytmeKort
from konsulent_app.ui.pages.sager import SagerPage
from konsulent_app.ui.pages.stamdata import StamdataPage
from konsulent_app.ui.pages.synkronisering import SynkroniseringPage
from konsulent_app.ui.pages.timer import TimerPage
from konsulent_app.ui.pages.virksomheder import VirksomhederPage
from konsulent_app.ui.window import (
    FORBERED,
    IDAG,
    INDSTILLINGER,
    KONFLIKTER,
    OVERBLIK,
    RAPPORTER,
    SAGER,
    SYNKRONISERING,
    VIRKSOMHEDER,
    Side,
)
from konsulent_app.ui.work import Work
from konsulent_core.clock import COPENHAGEN, from_text
from konsulent_core.dansk import format_dato, format_kl
from konsulent_core.entities import Besoeg
from konsulent_core.words import BesoegType, Tilstand

_OPEN_KEY = "aabent_besoeg"  # the besøg on the screen: after a crash the app offers to go on with it


class Session:
    """Lives from log-in to lock or close."""

    def __init__(
        self, desktop: Desktop, opened: Opened, context: Context, resources: Path, settings_side: Side
    ) -> None:
        self._desktop = desktop
        self.database = opened.database
        self.context = context
        self._opened = opened
        self._window = desktop.window
        self.work = Work(opened.database)
        self.work.crashed.connect(desktop.feedback.hear)
        self._transport = Transport(opened.server)
        self._transport.use(opened.token)
        engine = Engine(self.database, self._transport, context.clock, context.entropy)
        self.sync = SyncDriver(self.work, lambda: attempt(engine))
        self._papers = Papers(self.database, context, resources / "fonts")
        self._rapporter = Rapporter(self._papers, opened.rapporter)
        self._antal = Antal(self.work, context.i_dag)
        self._indeks = Soegeindeks(self.work, self.database)
        self._visit: BesoegPage | None = None
        self._writing: NyPraktikPage | GemtSide | RapportPage | None = None
        self._indlaes: IndlaesPage | None = None
        self._notat: NotatArk | None = None
        self._flyt: FlytArk | None = None
        self._offline = False
        self._pages = self._make_pages(settings_side)
        self._connect()

    def begin(self) -> None:
        """Shows the pages and starts to sync."""
        bruger = self.context.bruger
        desktop, work, indeks = self._desktop, self.work, self._indeks
        self._window.attach(
            self._pages,
            bruger.navn,
            bruger.kommune_navn,
            lambda window: Palette(desktop.theme, work, desktop.feedback, indeks, window),
        )
        self._antal.start()
        indeks.start()
        self.sync.start()
        self.work.read(_left_open, self._offer)

    def end(self) -> bool:
        """Saves what waits and lets go of the store; False when something could not be saved."""
        self._window.flush()
        layers = [page for page in (self._visit, self._writing, self._notat, self._flyt) if page is not None]
        for page in layers:
            page.flush()
        self.work.settle()
        if not self._window.quiet or not all(page.autosave.quiet for page in layers):
            return False
        for signal, slot in self._links:
            signal.disconnect(slot)  # type: ignore[attr-defined]  # as above
        self.sync.stop()
        self._indeks.stop()
        self._transport.stop()
        self.work.close()
        self._window.detach()
        for sheet in (self._notat, self._flyt):
            if sheet is not None:
                sheet.close_sheet()  # which gives the pages the keyboard back
                sheet.deleteLater()
        self.database.close()
        return True

    def _make_pages(self, settings_side: Side) -> list[Side]:
        theme, work, context, feedback = self._desktop.theme, self.work, self.context, self._desktop.feedback
        return [
            Side(IDAG, "I dag", "sun", lambda: IdagPage(theme, work, context, feedback)),
            Side(SAGER, "Sager", "users", lambda: SagerPage(theme, work, context, feedback)),
            Side(
                VIRKSOMHEDER,
                "Virksomheder",
                "building-2",
                lambda: VirksomhederPage(theme, work, context, feedback),
            ),
            Side(OVERBLIK, "Overblik", "line-chart", lambda: OverblikPage(theme, work, context, feedback)),
            Side(RAPPORTER, "Rapporter", "file-text", lambda: RapporterPage(theme, work, context, feedback)),
            Side(KONFLIKTER, "Konflikter", "konflikter", lambda: KonflikterPage(theme, work, context, feedback)),
            Side(
                FORBERED,
                "Forbered",
                "list-checks",
                lambda: ForberedPage(theme, work, context, feedback, self._papers.forberedelse),
                i_nav=False,
            ),
            Side(
                SYNKRONISERING,
                "Synkronisering",
                "cloud",
                lambda: SynkroniseringPage(theme, work, context, feedback, self.sync),
                i_nav=False,
            ),
            replace(settings_side, noegle=INDSTILLINGER, i_nav=False, make=lambda: self._with_rytme(settings_side)),
        ]

    def _with_rytme(self, settings_side: Side) -> Page:
        page = settings_side.make()
        if isinstance(page, IndstillingerPage):
            page.add_card(RytmeKort(self._desktop.theme, self.work, self._desktop.feedback))
        return page

    def _connect(self) -> None:
        window = self._window
        # The window outlives a session: ``end`` lets go of these again.
        self._links: list[tuple[object, Callable[..., None]]] = [
            (window.start_besoeg, self.start_besoeg),
            (window.start_moede, self.start_besoeg),
            (window.open_besoeg, self.open_besoeg),
            (window.show_paper, self.show_paper),
            (window.new_praktik, self.show_new_praktik),
            (window.edit_praktik, self.show_praktik),
            (window.new_praktik_at, self.show_new_praktik),
            (window.show_timer, self.show_timer),
            (window.edit_sag, self.show_stamdata),
            (window.move_besoeg, self.show_flyt),
            (window.wants_rapport, self.show_rapport),
            (window.indlaes, self.show_indlaes),
            (window.write_note, self.show_notat),
            (window.sync_now, self.sync.wish),
        ]
        for signal, slot in self._links:
            signal.connect(slot)  # type: ignore[attr-defined]  # a bound Qt signal
        self.sync.moved.connect(self._sync_moved)
        self.sync.crashed.connect(self._desktop.feedback.hear)
        self.sync.clock_off.connect(self._clock_off)
        self._antal.moved.connect(window.set_antal)

    # Where the pages lead

    def start_besoeg(self, sag: int, besoeg_type: BesoegType = BesoegType.OPFOELGNING) -> None:
        """»Start besøg« or a meeting of another type, or on with the one of that type that is open."""
        self.work.write(
            lambda tx: verbs.start_besoeg(tx, self.context, sag, besoeg_type),
            self.open_besoeg,
            self._desktop.feedback.hear,
        )

    def open_besoeg(self, besoeg: int) -> None:
        """The form for a kladde, the paper for a locked one."""
        self.work.write(lambda tx: _note_open(tx, besoeg), lambda locked: self._show(besoeg, locked))

    def show_paper(self, besoeg: int, *, covered: bool = False, back: Callable[[], None] | None = None) -> None:
        """A locked besøg; ``covered`` behind its receipt. ``back`` is where it leads, else to the page before."""
        page = PapirPage(self._desktop.theme, self.work, self.context, self._desktop.feedback, self._papers.papir)
        page.closed.connect(back or self._window.leave_full)
        self._window.show_full(page)
        page.open(besoeg, covered=covered)

    def show_new_praktik(self, sag: int, virksomhed: int | None = None) -> None:
        """The draft of the sag's next praktik, with the virksomhed filled in if one is given."""
        page = NyPraktikPage(self._desktop.theme, self.work, self.context, self._desktop.feedback)
        page.closed.connect(self._written)
        page.created.connect(self._praktik_made)
        self._writing = page
        self._window.show_full(page)
        page.open(sag, virksomhed)

    def show_stamdata(self, sag: int) -> None:
        """The facts of a sag; 0 for one that is to be."""
        page = StamdataPage(
            self._desktop.theme, self.work, self.context, self._desktop.feedback, self._opened.sagstyper
        )
        page.closed.connect(self._facts_left)
        page.open_sag.connect(self._facts_left)
        self._writing = page
        self._window.show_full(page)
        if sag:
            page.open(sag)
        else:
            page.open_new()

    def show_timer(self, sag: int) -> None:
        """The borger's hours as dated steps."""
        page = TimerPage(self._desktop.theme, self.work, self.context, self._desktop.feedback)
        page.closed.connect(self._written)
        page.wants_besoeg.connect(self._leave_for_besoeg)
        self._writing = page
        self._window.show_full(page)
        page.open(sag)

    def show_praktik(self, praktik: int) -> None:
        """What is agreed about a praktik."""
        page = PraktikPage(self._desktop.theme, self.work, self.context, self._desktop.feedback)
        page.closed.connect(self._written)
        page.wants_timer.connect(self.show_timer)
        page.wants_afslutning.connect(self._start_afslutning)
        self._writing = page
        self._window.show_full(page)
        page.open(praktik)

    def _start_afslutning(self, sag: int, praktik: int) -> None:
        """Of this praktik, though another one may be newer."""
        self._written()
        self.work.write(
            lambda tx: verbs.open_besoeg(tx, self.context, sag, praktik, BesoegType.AFSLUTNING),
            self.open_besoeg,
            self._desktop.feedback.hear,
        )

    def _leave_for_besoeg(self, besoeg: int) -> None:
        self._written()
        self.open_besoeg(besoeg)

    def show_flyt(self, sag: int) -> None:
        """»Aftal besøg« or »Flyt besøget« over the shell."""
        if self._flyt is None:
            self._flyt = FlytArk(
                self._desktop.theme,
                self.work,
                self.context,
                self._desktop.feedback,
                self._window.shell,
                self._window.under,
            )
        self._flyt.open_sheet(sag)

    def show_rapport(self, sag: int, valgt: str = "") -> None:
        """The report of a sag; ``valgt`` is the claim it points at."""
        rapporter = self._rapporter
        page = RapportPage(
            self._desktop.theme, self.work, self.context, self._desktop.feedback, rapporter.arter, rapporter.papir
        )
        page.closed.connect(self._written)
        page.open_besoeg.connect(lambda besoeg, key: self._show_source(besoeg, sag, key))
        page.set_offline(offline=self._offline)
        self._writing = page
        self._window.show_full(page)
        page.open(sag, valgt)

    def _show_source(self, besoeg: int, sag: int, valgt: str) -> None:
        """A locked besøg that the report refers to; its way back leads to the report."""
        self._writing = None
        self.show_paper(besoeg, back=lambda: self.show_rapport(sag, valgt))

    def show_indlaes(self) -> None:
        """A caseload from a file."""
        page = IndlaesPage(
            self._desktop.theme,
            self.work,
            self.context,
            self._desktop.feedback,
            self._opened.sagstyper,
            lambda: backup.make(self.database, self._opened.backups, self.context.clock()),
        )
        page.closed.connect(self._indlaes_left)
        page.to_sager.connect(self._taken_in)
        self._indlaes = page
        self._window.show_full(page)

    def show_notat(self) -> None:
        """The ten-second note over the shell, about the sag that is open."""
        if self._notat is None:
            self._notat = NotatArk(
                self._desktop.theme,
                self.work,
                self.context,
                self._desktop.feedback,
                self._window.shell,
                self._window.under,
            )
        page = self._window.current()
        self._notat.open_sheet(page.shown_sag() if page is not None else None)

    def _indlaes_left(self) -> None:
        self._indlaes = None
        self._window.leave_full()

    def _taken_in(self) -> None:
        self._indlaes_left()
        self._window.show_page(SAGER)

    def _facts_left(self, sag: int | None) -> None:
        self._written()
        if sag is not None:
            self._window.show_sag(sag)

    def _written(self) -> None:
        self._writing = None
        self._window.leave_full()

    def _praktik_made(self, sag: int) -> None:
        self._written()
        self._window.show_sag(sag)
        self._desktop.feedback.tell("Praktikken er oprettet.")

    def _show(self, besoeg: int, locked: bool) -> None:
        if locked:
            self.show_paper(besoeg)
            return
        page = BesoegPage(self._desktop.theme, self.work, self.context, self._desktop.feedback, self._papers.papir)
        page.closed.connect(self._left)
        page.locked.connect(self._locked)
        page.idle.connect(self._desktop.idle)
        page.set_offline(offline=self._offline)
        self._visit = page
        self._window.show_full(page)
        page.open(besoeg)

    def _left(self) -> None:
        self._visit = None
        self.work.write(
            lambda tx: _close(tx, self.context),
            lambda empty: self._desktop.feedback.tell("Besøget var tomt og er fjernet igen.") if empty else None,
        )
        self._window.leave_full()

    def _locked(self, besoeg: int) -> None:
        self._visit = None
        self.work.write(_note_closed)
        self.show_paper(besoeg, covered=True)
        self.sync.wish()

    def _offer(self, found: Besoeg | None) -> None:
        """After a crash or a kill: nothing is lost, and the visit can go on."""
        if found is None or found.tidspunkt is None:
            return
        when = from_text(found.tidspunkt).astimezone(COPENHAGEN)
        at = f"{format_dato(when.date())} {format_kl(when)}"
        self._desktop.feedback.said.emit(
            Notice(
                f"Vi fandt et åbent besøg fra {at}. Fortsæt, eller lad det ligge som kladde.",
                Art.NYT,
                "Fortsæt",
                lambda: self._resume(found.id),
                bliver=True,
            )
        )

    def _resume(self, besoeg: int) -> None:
        """»Fortsæt«: the notice stays, so that another page may be written in by now."""
        if self._visit is not None:
            self._visit.flush()
            self.open_besoeg(besoeg)
        else:
            self.leave_visit(lambda: self.open_besoeg(besoeg))

    # Sync

    def leave_visit(self, then: Callable[[], None]) -> None:
        """Goes on once the open visit, if there is one, is on disk and off the screen."""
        page = self._visit or self._writing or self._indlaes
        if page is None:
            then()
            return
        page.closed.connect(then)
        page.leave()

    def log_in_again(self, user: str, password: str) -> None:
        """After the session has ended at the server. Raises what ``Transport.log_in`` raises; not on the UI thread."""
        answer = self._transport.log_in(user, password)
        remember_login(self.database, self._opened.server, answer)

    def _sync_moved(self, view: SyncView) -> None:
        self._window.set_sync(view)
        self._offline = view.state is State.OFFLINE
        if self._visit is not None:
            self._visit.set_offline(offline=self._offline)
        if isinstance(self._writing, RapportPage):
            self._writing.set_offline(offline=self._offline)

    def _clock_off(self, seconds: float) -> None:
        minutes = round(abs(seconds) / 60)
        way = "foran" if seconds > 0 else "bagud"
        self._desktop.feedback.said.emit(
            Notice(f"Uret på denne pc går {minutes} minutter {way}. Stil det, så datoerne passer.", Art.PAS_PAA)
        )


def _note_open(tx: Tx, besoeg: int) -> bool:
    """Whether the besøg is locked; an open one is noted as being on the screen."""
    kept = rows.get(tx, Besoeg, besoeg)
    locked = kept is not None and kept.tilstand == Tilstand.AFSLUTTET
    if not locked:
        meta.put(tx, _OPEN_KEY, str(besoeg))
    return locked


def _close(tx: Tx, context: Context) -> bool:
    """The visit is left; one in which nothing was answered was opened by mistake, and goes. Whether it did."""
    number = meta.get(tx, _OPEN_KEY)
    _note_closed(tx)
    return bool(number) and verbs.delete_if_empty(tx, context, int(number or 0))


def _note_closed(tx: Tx) -> None:
    meta.put(tx, _OPEN_KEY, "")


def _left_open(tx: Tx) -> Besoeg | None:
    number = meta.get(tx, _OPEN_KEY)
    kept = rows.get(tx, Besoeg, int(number)) if number else None
    return kept if kept is not None and kept.tilstand == Tilstand.KLADDE and not kept.slettet else None
