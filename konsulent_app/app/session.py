"""A logged-in session: store, sync and papers from log-in to lock, and the window's pages over them."""

from collections.abc import Callable
from pathlib import Path

from konsulent_app.app.opened import Opened, remember_login
from konsulent_app.app.papers import Papers
from konsulent_app.app.sider import make_sider
from konsulent_app.app.teamveje import TeamVeje
from konsulent_app.app.veje import Veje
from konsulent_app.services.context import Context
from konsulent_app.services.haendelser import Haendelse, log_haendelse
from konsulent_app.services.sagtal import refresh_sagtal
from konsulent_app.store import tjek
from konsulent_app.store.database import Tx
from konsulent_app.store.vagt import Vagt
from konsulent_app.sync.attempt import attempt
from konsulent_app.sync.compare import Comparison
from konsulent_app.sync.engine import Engine
from konsulent_app.sync.schedule import Ended, State, SyncView
from konsulent_app.sync.team import TeamLinje
from konsulent_app.sync.transport import Transport
from konsulent_app.ui.desktop import Desktop
from konsulent_app.ui.feedback import Art, Notice
from konsulent_app.ui.models.antal import Antal
from konsulent_app.ui.models.soegeindeks import Soegeindeks
from konsulent_app.ui.models.sync_driver import SyncDriver
from konsulent_app.ui.pages.indstillinger import IndstillingerPage
from konsulent_app.ui.pages.palette import Palette
from konsulent_app.ui.side import SYNKRONISERING
from konsulent_app.ui.work import Work
from konsulent_core.errors import UserError

EN_ANDEN = "Det, der er gemt på denne pc, er en andens. Log ind med det brugernavn, pc'en blev sat op med."


class Session:
    """Lives from log-in to lock or close."""

    def __init__(
        self,
        desktop: Desktop,
        opened: Opened,
        context: Context,
        resources: Path,
        settings: Callable[[], IndstillingerPage],
    ) -> None:
        self._desktop = desktop
        self.database = opened.database
        self.database.guard = Vagt(context.bruger.rolle).check
        self.context = context
        self._opened = opened
        self._window = desktop.window
        self.work = Work(opened.database)
        self.work.crashed.connect(desktop.feedback.hear)
        self._transport = Transport(opened.server)
        self._transport.use(opened.token)
        engine = Engine(
            self.database,
            self._transport,
            context.clock,
            context.entropy,
            before_sending=lambda tx: refresh_sagtal(tx, context),
            shown=self._held,
        )
        comparison = Comparison(self.database, self._transport, context.clock, self._held)
        self.sync = SyncDriver(self.work, lambda: attempt(engine, comparison))
        self._papers = Papers(self.database, context, resources / "fonts")
        self._antal = Antal(self.work, context.i_dag, dagen=not context.bruger.leder)
        self._indeks = Soegeindeks(self.work, self.database)
        self.veje = Veje(desktop, opened, context, self.work, self._papers, self.sync.wish, self.sync.left.emit)
        self._team = None
        if context.bruger.leder:
            self._team = TeamVeje(desktop, context, self.work, TeamLinje(self._another_line), self.sync)
        self._pages = make_sider(
            desktop.theme, self.work, context, desktop.feedback, self.sync, self._papers.forberedelse, settings
        )
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
            skriver=bruger.skriver,
        )
        self._antal.start()
        indeks.start()
        self.sync.start()
        self.veje.begin()

    def end(self) -> bool:
        """Saves what waits and lets go of the store; False when something could not be saved."""
        self._window.flush()
        layers = self.veje.layers()
        for page in layers:
            page.flush()
        self.work.settle()
        if not self._window.quiet or not all(page.autosave.quiet for page in layers):
            return False
        self.veje.let_go()
        if self._team is not None:
            self._team.let_go()
        self._window.sync_now.disconnect(self.sync.wish)
        self.sync.stop()
        self._indeks.stop()
        self._transport.stop()
        self.work.close()
        self._window.detach()
        self.database.close()
        return True

    def _connect(self) -> None:
        self._window.sync_now.connect(self.sync.wish)  # the window outlives a session: ``end`` lets go of it
        self.sync.moved.connect(self._sync_moved)
        self.sync.ended.connect(self._sync_ended)
        self.sync.crashed.connect(self._desktop.feedback.hear)
        self.sync.clock_off.connect(self._clock_off)
        self._antal.moved.connect(self._window.set_antal)

    def log_in_again(self, user: str, password: str) -> bool:
        """After the session has ended at the server. Gives whether her role, team or name is another now, so that the
        session must be begun anew. Raises what ``Transport.log_in`` raises; not on the UI thread."""
        before = self._transport.token
        answer = self._transport.log_in(user, password)
        if answer.user != self.context.bruger.nummer:
            self._transport.use(before)
            raise UserError(EN_ANDEN)
        return remember_login(self.database, self._opened.server, answer) != self.context.bruger

    def _another_line(self) -> Transport:
        line = Transport(self._opened.server)
        line.use(self._transport.token)
        return line

    def _sync_moved(self, view: SyncView) -> None:
        self._window.set_sync(view)
        self.veje.set_offline(offline=view.state is State.OFFLINE)

    def _held(self) -> tuple[int, ...]:
        """What must not leave under the hand."""
        return self.veje.held()

    def _sync_ended(self, ended: Ended) -> None:
        self.veje.close_taken()
        if ended.mended:
            self._mended(ended.mended)

    def _mended(self, rows: int) -> None:
        """Both sides hold the same again; words that stood only here are in the quarantine."""

        def note(tx: Tx) -> bool:
            log_haendelse(tx, self.context, Haendelse.HELET, self.context.bruger.nummer, str(rows))
            return tjek.keeps_words(tx)

        self.work.write(note, lambda kept: self._tell_mended(rows, kept=kept), self._desktop.feedback.hear)

    def _tell_mended(self, rows: int, *, kept: bool) -> None:
        if rows == 1:
            words = "1 linje var ikke ens her og på serveren. Den er rettet."
        else:
            words = f"{rows} linjer var ikke ens her og på serveren. De er rettet."
        if not kept:
            self._desktop.feedback.tell(words)
            return
        words += " Det, der kun stod her, er gemt."
        self._desktop.feedback.said.emit(Notice(words, Art.NYT, "Se det", self._show_kept, bliver=True))

    def _show_kept(self) -> None:
        """Never over a visit: it is left first."""
        self.veje.leave_visit(lambda: self._window.show_page(SYNKRONISERING))

    def _clock_off(self, seconds: float) -> None:
        minutes = round(abs(seconds) / 60)
        way = "foran" if seconds > 0 else "bagud"
        self._desktop.feedback.said.emit(
            Notice(f"Uret på denne pc går {minutes} minutter {way}. Stil det, så datoerne passer.", Art.PAS_PAA)
        )
