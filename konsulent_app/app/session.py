"""A logged-in session: store, sync and papers from log-in to lock, and the window's pages over them."""

from collections.abc import Callable
from pathlib import Path

from konsulent_app.app.opened import Opened, remember_login
from konsulent_app.app.papers import Papers
from konsulent_app.app.sider import make_sider
from konsulent_app.app.veje import Veje
from konsulent_app.services import udgivne
from konsulent_app.services.bog import Filfejl
from konsulent_app.services.context import Context
from konsulent_app.store.database import Touched
from konsulent_app.sync.attempt import attempt
from konsulent_app.sync.engine import Engine
from konsulent_app.sync.schedule import State, SyncView
from konsulent_app.sync.transport import Transport
from konsulent_app.ui.desktop import Desktop
from konsulent_app.ui.feedback import Art, Notice
from konsulent_app.ui.models.antal import Antal
from konsulent_app.ui.models.soegeindeks import Soegeindeks
from konsulent_app.ui.models.sync_driver import SyncDriver
from konsulent_app.ui.pages.indstillinger import IndstillingerPage
from konsulent_app.ui.pages.palette import Palette
from konsulent_app.ui.work import Work


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
        self._antal = Antal(self.work, context.i_dag)
        self._indeks = Soegeindeks(self.work, self.database)
        self.veje = Veje(desktop, opened, context, self.work, self._papers, self.sync.wish)
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
        self._window.sync_now.disconnect(self.sync.wish)
        self.sync.stop()
        self._indeks.stop()
        self._transport.stop()
        self.work.close()
        self._window.detach()
        self.database.close()
        return True

    def _connect(self) -> None:
        self.work.changed.connect(self._published)
        self._window.sync_now.connect(self.sync.wish)  # the window outlives a session: ``end`` lets go of it
        self.sync.moved.connect(self._sync_moved)
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

    def log_in_again(self, user: str, password: str) -> None:
        """After the session has ended at the server. Raises what ``Transport.log_in`` raises; not on the UI thread."""
        answer = self._transport.log_in(user, password)
        remember_login(self.database, self._opened.server, answer)

    def _sync_moved(self, view: SyncView) -> None:
        self._window.set_sync(view)
        self.veje.set_offline(offline=view.state is State.OFFLINE)

    def _clock_off(self, seconds: float) -> None:
        minutes = round(abs(seconds) / 60)
        way = "foran" if seconds > 0 else "bagud"
        self._desktop.feedback.said.emit(
            Notice(f"Uret på denne pc går {minutes} minutter {way}. Stil det, så datoerne passer.", Art.PAS_PAA)
        )
