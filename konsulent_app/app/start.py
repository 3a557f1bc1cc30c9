"""Starts the app: the window first, then key and store on another thread, then the pages; and locks it again."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from konsulent_app import keys, settings
from konsulent_app.app import wipe
from konsulent_app.app.late import late, load
from konsulent_app.app.udveje import ways_out
from konsulent_app.keys.errors import KeyFileMissing, KeyringForgot, KeyringUnavailable, KeyTrouble, NoKeyringWrapping
from konsulent_app.paths import Paths
from konsulent_app.settings import Settings
from konsulent_app.ui.desktop import Desktop
from konsulent_app.ui.feedback import Art, Notice
from konsulent_app.ui.pages.indstillinger import IndstillingerPage
from konsulent_app.ui.pages.opstart import Login, OpstartPage, Udvej
from konsulent_core.clock import system_clock
from konsulent_core.errors import BugError, KonsulentError, UserError
from konsulent_core.kontakt_frist import Grund

OURS = "Det gik ikke, og fejlen er vores. Intet er ændret. Prøv igen, eller luk programmet og åbn det igen."


class App:
    """One run of the app. ``key`` is given by the demo and by tests; otherwise keyring or passphrase unlock it."""

    def __init__(self, desktop: Desktop, paths: Paths, resources: Path, chosen: Settings) -> None:
        self.desktop = desktop
        self.session: Any = None  # a Session, once somebody is in: its class is imported late
        self._paths = paths
        self._resources = resources
        self._settings = chosen
        self._gate: OpstartPage | None = None
        self._key: keys.StoreKey | None = None
        self._login: Any = None  # a Logind, once one is asked for
        self._online: Any = None  # a store that opens after a log-in with net
        self._answered: Any = None  # the server's answer to the first log-in, until there is a key
        desktop.window.lock.connect(self.lock)
        desktop.window.may_close = self._may_close
        desktop.idle.connect(self.lock)

    def begin(self, key: keys.StoreKey | None = None) -> None:
        """Shows the window, and opens the store behind it."""
        self._key = key
        self.desktop.window.show()
        self.desktop.later(self._open)

    # The store

    def _open(self) -> None:
        if wipe.is_begun(self._paths):
            self._wipe()  # told before, and perhaps killed in the middle of it
            return
        if self._key is None and not keys.exists(self._paths.key):
            if self._paths.store.exists():
                # A new key would open nothing of it.
                self._fail(KeyFileMissing())
                return
            self.desktop.off_thread(load, lambda _none: self._ask_login(), self._fail)
            return
        self.desktop.off_thread(self._unlock_and_open, self._opened, self._fail)

    def _unlock_and_open(self) -> Any:
        load()
        key = self._unlocked()
        return late("app.opened", "open_with")(self._paths, key, self._resources, vault=keys.system_keyring)

    def _unlocked(self) -> keys.StoreKey:
        if self._key is None:
            self._key = keys.unlock_with_keyring(self._paths.key, keys.system_keyring())
        return self._key

    def _opened(self, opened: Any) -> None:
        if opened.context is None:
            opened.database.close()
            self._ask_login()
            return
        if opened.online is not None:
            opened.database.close()
            self._online = opened
            login = late("app.uden_server", "login_after")(opened.online, opened.enrolled, system_clock())
            self._logind().ask(login, opened.server, opened.enrolled.identity)
            return
        self._close_gate()
        self.session = late("app.session", "Session")(
            self.desktop, opened, opened.context, self._resources, self._settings_page
        )
        self.session.sync.session_ended.connect(self._session_ended)
        self.session.sync.wiped.connect(self._wipe)
        self.session.sync.wants_log_in.connect(lambda: self.session.veje.leave_visit(self._ask_login_again))
        self.session.begin()
        self.session.sync.left.connect(self._back_up)
        self._back_up()
        self.desktop.watch_idle(self._settings.lock_minutes)

    def _back_up(self) -> None:
        """Once a day, and at once when something has left this machine that older copies still hold."""
        if self.session is not None:
            back_up, database = late("app.opened", "back_up_if_due"), self.session.database
            self.session.work.run(
                lambda: back_up(database, self._paths), lambda _none: None, self.desktop.feedback.hear
            )

    def _fail(self, error: Exception) -> None:
        """Each trouble its own message and ways out; nothing was overwritten."""
        gate = self._show_gate()
        match error:
            case KeyringUnavailable() | KeyringForgot() | NoKeyringWrapping() if self._has_passphrase():
                gate.ask_passphrase()
            case KonsulentError():
                gate.show_trouble(error, ways_out(error))
            case _:
                self.desktop.feedback.hear(error)
                gate.show_trouble(BugError(OURS), (Udvej.PROEV_IGEN, Udvej.LUK))

    def _has_passphrase(self) -> bool:
        try:
            return keys.Kind.PASSPHRASE in keys.kinds(self._paths.key)
        except KeyTrouble:
            return False

    # The gate: everything asked before the pages are there

    def _show_gate(self) -> OpstartPage:
        if self._gate is None:
            gate = OpstartPage(self.desktop.theme)
            gate.unlock.connect(self._unlock)
            gate.choose_passphrase.connect(self._choose_passphrase)
            gate.way_out.connect(self._way_out)
            gate.restore.connect(self._restore)
            self._gate = gate
            if self._login is not None:
                self._login.listen(gate)
            self.desktop.window.show_full(gate)
        return self._gate

    def _close_gate(self) -> None:
        if self._login is not None:
            self._login.leave()
        if self._gate is not None:
            self._gate = None
            self.desktop.window.leave_full()

    def _logind(self) -> Any:
        if self._login is None:
            self._login = late("app.logind", "Logind")(
                self.desktop, self._show_gate, self._use_server, self._logged_in, self._wipe
            )
            if self._gate is not None:
                self._login.listen(self._gate)
        return self._login

    def _ask_login(self) -> None:
        server = "" if self._settings.server == settings.DEFAULT_SERVER else self._settings.server
        self._logind().ask(Login(server), server, None)

    def _unlock(self, passphrase: str) -> None:
        def unlock() -> Any:
            self._key = keys.unlock_with_passphrase(self._paths.key, passphrase)
            return self._unlock_and_open()

        def failed(error: Exception) -> None:
            if isinstance(error, UserError):
                self._refused(error)  # another passphrase may be right
            else:
                self._fail(error)

        self._try(unlock, self._opened, failed)

    def _logged_in(self, answered: Any) -> None:
        session, online = self.session, self._online
        if session is not None:
            self._try(lambda: session.logged_in_again(answered), self._logged_in_again)
        elif online is not None:
            self._try(lambda: self._open_after(answered, online.server), self._opened)
        else:
            self._answered = answered
            self._try(lambda: self._make_store(None), self._opened, self._no_keyring)

    def _open_after(self, answered: Any, server: str) -> Any:
        """The store that waited for a log-in with net. Raises ``SomebodyElse``, or what opening or a sync raises."""
        opened = self._unlock_and_open()
        try:
            self._remember(opened.database, server, answered)
            if opened.online is Grund.GENDANNET:
                late("app.gendannet", "catch_up")(opened, server, answered.answer.token)
        finally:
            opened.database.close()
        self._online = None
        return self._unlock_and_open()

    def _remember(self, database: Any, server: str, answered: Any) -> None:
        remember = late("app.opened", "remember_login")
        remember(database, server, answered.answer, answered.identity, by_provider=answered.by_provider)

    def _no_keyring(self, error: Exception) -> None:
        if isinstance(error, KeyringUnavailable):
            self._show_gate().ask_new_passphrase()
        else:
            self._refused(error)

    def _choose_passphrase(self, passphrase: str) -> None:
        self._try(lambda: self._make_store(passphrase), self._opened)

    def _make_store(self, passphrase: str | None) -> Any:
        """The first log-in on this machine: a key of its own, and a store that remembers whose it is."""
        opened = self._make_key_and_open(passphrase)
        self._remember(opened.database, self._answered.server, self._answered)
        opened.database.close()
        self._answered = None
        return self._unlock_and_open()

    def _make_key_and_open(self, passphrase: str | None) -> Any:
        if self._key is None:
            vault = keys.system_keyring() if passphrase is None else None
            self._paths.make()
            self._key = keys.create(self._paths.key, vault, passphrase, None, secrets.token_bytes)
        return self._unlock_and_open()

    def _logged_in_again(self, changed: bool) -> None:
        """Another role has other pages and other rights: the session is begun anew."""
        if changed and self.session.end():
            self.session = None
            self._open()
            return
        self._close_gate()
        self.session.sync.wish()

    def _session_ended(self) -> None:
        """Never over a visit: the work goes on here, and the log-in waits until it is asked for."""
        self.desktop.feedback.said.emit(
            Notice(
                "Log ind igen for at sende og hente. Du kan arbejde videre; det, du skriver, er gemt her på pc’en.",
                Art.PAS_PAA,
                "Log ind",
                lambda: self.session.veje.leave_visit(self._ask_login_again),
                bliver=True,
            )
        )

    def _ask_login_again(self) -> None:
        reason = "Log ind igen for at sende og hente. Det, du har skrevet, er gemt her på pc’en."
        self._logind().ask(Login(None, reason, can_wait=True), self.session.server, self.session.identity)

    # A lost machine

    def _wipe(self) -> None:
        """It is proved that this machine is reported lost (``sync.keeper``), or a wipe was begun before."""
        session, self.session = self.session, None
        if session is not None:
            self._close_gate()  # over the pages, it would go with them
            session.abandon()
        self._key = self._online = self._answered = None
        self.desktop.rest_idle()
        self._show_gate().show_wait("Vent …")
        self.desktop.off_thread(
            lambda: wipe.wipe(self._paths, keys.system_keyring),
            lambda gone: self._show_gate().show_wiped(all_gone=gone),
            self._fail,
        )

    def _begin_anew(self) -> None:
        def begun(done: bool) -> None:
            if done:
                self._settings = Settings()
                self._open()
            else:
                self._show_gate().show_wiped(all_gone=False)

        self._try(lambda: wipe.begin_anew(self._paths, keys.system_keyring), begun, self._fail)

    def _way_out(self, way: str) -> None:
        match Udvej(way):
            case Udvej.PROEV_IGEN:
                self._show_gate().show_wait("Åbner dine besøg …")
                self._open()
            case Udvej.GENDAN:
                self._show_gate().ask_backup([b.made for b in late("store.backup", "backups")(self._paths.backups)])
            case Udvej.ADGANGSSAETNING:
                self._show_gate().ask_passphrase()
            case Udvej.SENERE:
                self._close_gate()
            case Udvej.AABN_IGEN:
                self._logind().open_again()
            case Udvej.ANNULLER:
                self._logind().cancel()
            case Udvej.FORFRA:
                self._begin_anew()
            case Udvej.LUK:
                self.desktop.window.close()

    def _restore(self, place: int) -> None:
        def restore() -> Any:
            late("app.gendannet", "restore")(self._paths, place, self._unlocked().key, system_clock())
            return self._unlock_and_open()

        self._try(restore, self._opened, self._fail)

    def _try(
        self, job: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Exception], None] | None = None
    ) -> None:
        self._show_gate().set_busy(busy=True)
        self.desktop.off_thread(job, done, failed or self._refused)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, KonsulentError):
            self._show_gate().show_error(error)
        else:
            self.desktop.feedback.hear(error)
            self._show_gate().show_error(BugError(OURS))

    # Lock, settings, close

    def lock(self) -> None:
        """Everything leaves the screen and the key leaves memory; what was being written is saved first."""
        if self.session is None:
            return
        self._close_gate()  # a log-in over the pages would go with them
        if not self.session.end():
            return
        self.session = None
        self._key = None
        self.desktop.rest_idle()
        gate = self._show_gate()
        if self._has_passphrase():
            gate.ask_passphrase("Skærmen er låst. Skriv din adgangssætning for at gå videre.")
        else:
            gate.show_trouble(
                UserError("Dine besøg er gemt og lukket. Lås op for at gå videre."), (Udvej.PROEV_IGEN,), "Låst"
            )

    def _settings_page(self) -> IndstillingerPage:
        page = IndstillingerPage(self.desktop.theme, self._settings)
        page.changed.connect(self._dress)
        return page

    def _dress(self, chosen: Settings) -> None:
        self._settings = chosen
        self.desktop.dress(chosen)
        self.desktop.watch_idle(chosen.lock_minutes)
        try:
            self._paths.make()
            settings.save(self._paths.settings, chosen)
        except OSError:
            self.desktop.feedback.tell("Indstillingen gælder nu, men kunne ikke gemmes. Er disken fuld?")

    def _use_server(self, server: str) -> None:
        """Raises ``BadSetting`` for an address that cannot be, or ``OSError``."""
        chosen = replace(self._settings, server=server)
        if chosen != self._settings:
            self._paths.make()
            settings.save(self._paths.settings, chosen)
            self._settings = chosen

    def _may_close(self) -> bool:
        """False while something written here is not on disk: the window stays, and says why."""
        if self.session is None:
            return True
        if not self.session.end():
            self.desktop.feedback.tell("Det sidste, du skrev, er ikke gemt endnu. Gør plads på disken; vi prøver igen.")
            return False
        self.session = None
        return True
