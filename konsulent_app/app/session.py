"""A logged-in session: store, sync and papers from log-in to lock, and the window's pages over them."""

from collections.abc import Callable
from pathlib import Path

from konsulent_app.app.logind import Answered
from konsulent_app.app.opened import Opened, remember_login, remember_renewal
from konsulent_app.app.papers import Papers
from konsulent_app.app.sider import make_sider
from konsulent_app.app.teamveje import TeamVeje
from konsulent_app.app.udlever_vej import UdleverVej
from konsulent_app.app.veje import Veje
from konsulent_app.services import udgivne
from konsulent_app.services.bog import Filfejl
from konsulent_app.services.context import Context
from konsulent_app.services.haendelser import Haendelse, log_haendelse
from konsulent_app.services.sagtal import refresh_sagtal
from konsulent_app.store import meta, tilmelding, tjek
from konsulent_app.store.database import Touched, Tx
from konsulent_app.store.vagt import Vagt
from konsulent_app.sync import logins
from konsulent_app.sync.attempt import attempt
from konsulent_app.sync.compare import Comparison
from konsulent_app.sync.engine import Engine
from konsulent_app.sync.historik_hent import HistorikHent
from konsulent_app.sync.keeper import Keeper
from konsulent_app.sync.schedule import Ended, State, SyncView, ur_ord
from konsulent_app.sync.team import TeamLinje
from konsulent_app.sync.transport import Denied, Transport
from konsulent_app.ui.desktop import Desktop
from konsulent_app.ui.feedback import Art, Notice
from konsulent_app.ui.historik_vej import HistorikVej
from konsulent_app.ui.models.antal import Antal
from konsulent_app.ui.models.soegeindeks import Soegeindeks
from konsulent_app.ui.models.sync_driver import SyncDriver
from konsulent_app.ui.pages.adgangskode_kort import AdgangskodeKort
from konsulent_app.ui.pages.indstillinger import IndstillingerPage
from konsulent_app.ui.pages.palette import Palette
from konsulent_app.ui.side import SYNKRONISERING
from konsulent_app.ui.work import Work
from konsulent_core.maskine import Identity
from konsulent_core.wire import LoginResponse


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
        self._history_line = Transport(opened.server)
        for line in (self._transport, self._history_line):
            line.use(opened.token)
        self._keep(opened.enrolled.identity)
        self._by_provider = opened.enrolled.by_provider
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
        self._asking = HistorikHent(self._history_line)
        self.veje = Veje(desktop, opened, context, self.work, self._papers, self.sync.wish, self.sync.left.emit)
        self.udlever = UdleverVej(desktop, context, self.work, self._papers.indsigt, self._asking)
        self._historik = HistorikVej(desktop.theme, self.work, context, desktop.feedback, self._asking, desktop.window)
        self._team = None
        if context.bruger.leder:
            self._team = TeamVeje(desktop, context, self.work, TeamLinje(self._another_line), self.sync)
        self._pages = make_sider(
            desktop.theme,
            self.work,
            context,
            desktop.feedback,
            self.sync,
            self._papers.forberedelse,
            self._settings(settings),
            self._papers.opgoerelse,
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
        self.abandon()
        return True

    def abandon(self) -> None:
        """Lets go of the store and of everything on the screen, saved or not."""
        self.veje.let_go()
        self.udlever.let_go()
        self._historik.stop()
        if self._team is not None:
            self._team.let_go()
        self._window.sync_now.disconnect(self.sync.wish)
        self.sync.stop()
        self._indeks.stop()
        self._transport.stop()
        self._asking.close()
        self.work.close()
        self._window.detach()
        self.database.close()

    def _connect(self) -> None:
        self.work.changed.connect(self._published)
        self._window.sync_now.connect(self.sync.wish)  # the window outlives a session: ``end`` lets go of it
        self.sync.moved.connect(self._sync_moved)
        self.sync.ended.connect(self._sync_ended)
        self.sync.crashed.connect(self._desktop.feedback.hear)
        self.sync.clock_off.connect(self._clock_off)
        self._antal.moved.connect(self._window.set_antal)

    def _published(self, touched: Touched) -> None:
        """A sync brought skemaer or lists: they hold from now on, without a restart."""
        if udgivne.moved(touched):
            self.work.read(lambda tx: udgivne.take_in(tx, self.context), self._tell_faults)

    def _tell_faults(self, fejl: tuple[Filfejl, ...]) -> None:
        for one in fejl:
            self._desktop.feedback.said.emit(Notice(one.tekst, Art.PAS_PAA))

    @property
    def server(self) -> str:
        """The address this machine is enrolled at."""
        return self._opened.server

    @property
    def identity(self) -> Identity | None:
        with self.database.reading() as tx:
            return tilmelding.read(tx).identity

    def logged_in_again(self, answered: Answered) -> bool:
        """After the session had ended at the server. Gives whether her role, team or name is another now, so that the
        session must be begun anew. Raises ``SomebodyElse`` or ``StoreError``; not on the UI thread."""
        found = remember_login(
            self.database, self.server, answered.answer, answered.identity, by_provider=answered.by_provider
        )
        self._opened.refresh.settle()
        self._transport.use(answered.answer.token)
        self._asking.use(answered.answer.token)
        self._keep(answered.identity)
        return found != self.context.bruger

    def change_password(self, old: str, new: str) -> None:
        """Raises ``UserError`` at old_password or new_password, or what the line raises; not on the UI thread."""
        line = self._another_line()
        try:
            logins.change_password(line, old, new)
        except Denied as denied:
            raise logins.for_the_person(denied) from None
        finally:
            line.close()

    def _keep(self, identity: Identity | None) -> None:
        for line in (self._transport, self._history_line):
            line.renew_with(self._keeper(line, identity).renew)

    def _keeper(self, line: Transport, identity: Identity | None) -> Keeper:
        def renewed(answer: LoginResponse) -> None:
            remember_renewal(self.database, answer, self.context.clock)

        return Keeper(line, self._opened.refresh, identity, self.context.entropy, renewed)

    def _another_line(self) -> Transport:
        """The sync's own is for one at a time."""
        with self.database.reading() as tx:
            token, identity = meta.get(tx, "token") or "", tilmelding.read(tx).identity
        line = Transport(self.server)
        line.use(token)
        line.renew_with(self._keeper(line, identity).renew)
        return line

    def _settings(self, make: Callable[[], IndstillingerPage]) -> Callable[[], IndstillingerPage]:
        def page() -> IndstillingerPage:
            found = make()
            if not self._by_provider:
                kort = AdgangskodeKort(self._desktop.theme, self.work, self._desktop.feedback, self.change_password)
                found.add_card(kort)
            return found

        return page

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
        self._desktop.feedback.said.emit(Notice(ur_ord(seconds), Art.PAS_PAA))
