"""Starts the app: the window first, then key and store on another thread, then the pages; and locks it again."""

import argparse
import logging
import secrets
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from konsulent_app import keys, settings
from konsulent_app.app.late import late, load
from konsulent_app.keys.errors import KeyFileMissing, KeyringForgot, KeyringUnavailable, KeyTrouble, NoKeyringWrapping
from konsulent_app.log import catch_unhandled, close_log, open_log
from konsulent_app.paths import Paths, resources_folder
from konsulent_app.settings import Settings
from konsulent_app.ui.desktop import Desktop
from konsulent_app.ui.feedback import Art, Notice
from konsulent_app.ui.pages.indstillinger import IndstillingerPage
from konsulent_app.ui.pages.opstart import OpstartPage, Udvej
from konsulent_core.clock import system_clock
from konsulent_core.errors import BugError, KonsulentError, UserError

OURS = "Det gik ikke, og fejlen er vores. Intet er ændret. Prøv igen, eller luk programmet og åbn det igen."


@dataclass(frozen=True, slots=True)
class _Credentials:
    server: str
    user: str
    password: str


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
        self._given: _Credentials | None = None
        self._answer: Any = None  # the server's answer to the first log-in
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
        if self._key is None:
            self._key = keys.unlock_with_keyring(self._paths.key, keys.system_keyring())
        return late("app.opened", "open_with")(self._paths, self._key, self._resources)

    def _opened(self, opened: Any) -> None:
        if opened.context is None:
            opened.database.close()
            self._ask_login()
            return
        self._close_gate()
        self.session = late("app.session", "Session")(
            self.desktop, opened, opened.context, self._resources, self._settings_page
        )
        self.session.sync.session_ended.connect(self._session_ended)
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
                gate.show_trouble(error, _ways(error))
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
            gate.log_in.connect(self._log_in)
            gate.unlock.connect(self._unlock)
            gate.choose_passphrase.connect(self._choose_passphrase)
            gate.way_out.connect(self._way_out)
            gate.restore.connect(self._restore)
            self._gate = gate
            self.desktop.window.show_full(gate)
        return self._gate

    def _close_gate(self) -> None:
        if self._gate is not None:
            self._gate = None
            self.desktop.window.leave_full()

    def _ask_login(self, reason: str = "") -> None:
        server = self._settings.server
        self._show_gate().ask_login("" if server == settings.DEFAULT_SERVER else server, "", reason)

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

    def _log_in(self, server: str, user: str, password: str) -> None:
        self._given = _Credentials(server, user, password)
        if self.session is not None:
            self._try(lambda: self.session.log_in_again(user, password), self._logged_in_again)
            return
        self._try(self._ask_server, self._first_answer)

    def _ask_server(self) -> Any:
        given = self._given
        if given is None:
            raise BugError(OURS)
        self._change_settings(server=given.server)
        transport = late("sync.transport", "Transport")(given.server)
        try:
            return transport.log_in(given.user, given.password)
        finally:
            transport.close()

    def _first_answer(self, answer: Any) -> None:
        self._answer = answer
        self._try(lambda: self._make_store(None), self._opened, self._no_keyring)

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
        late("app.opened", "remember_login")(opened.database, self._settings.server, self._answer)
        opened.database.close()
        self._given = self._answer = None  # the password has done its work
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
        self._show_gate().ask_login(self._settings.server, "", reason, can_wait=True)

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
            case Udvej.LUK:
                self.desktop.window.close()

    def _restore(self, place: int) -> None:
        def restore() -> Any:
            found = late("store.backup", "backups")(self._paths.backups)
            late("store.backup", "restore")(self._paths.store, found[place], system_clock())
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
        if self.session is None or not self.session.end():
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

    def _change_settings(self, *, server: str) -> None:
        self._settings = replace(self._settings, server=server)
        self._paths.make()
        settings.save(self._paths.settings, self._settings)

    def _may_close(self) -> bool:
        """False while something written here is not on disk: the window stays, and says why."""
        if self.session is None:
            return True
        if not self.session.end():
            self.desktop.feedback.tell("Det sidste, du skrev, er ikke gemt endnu. Gør plads på disken; vi prøver igen.")
            return False
        self.session = None
        return True


def _ways(error: KonsulentError) -> tuple[Udvej, ...]:
    """What a person can do about an error of key or store."""
    by_name = {
        "CorruptStore": (Udvej.GENDAN, Udvej.PROEV_IGEN, Udvej.LUK),
        "WrongKey": (Udvej.GENDAN, Udvej.PROEV_IGEN, Udvej.LUK),
        "OtherStore": (Udvej.GENDAN, Udvej.PROEV_IGEN, Udvej.LUK),
        "MissingStore": (Udvej.GENDAN, Udvej.PROEV_IGEN, Udvej.LUK),
        "NewerStore": (Udvej.LUK,),
    }
    # By name: the store's classes are imported late.
    return by_name.get(type(error).__name__, (Udvej.PROEV_IGEN, Udvej.LUK))


def make_app(paths: Paths, chosen: Settings, resources: Path | None = None) -> tuple[App, Callable[[], None]]:
    """The app over a folder, and what to call when it has ended."""
    resources = resources or resources_folder()
    try:
        log = open_log(paths.logs)
    except OSError:  # a full or locked disk: the app starts all the same, and says what is wrong when it saves
        log = logging.Logger("konsulent_app")  # noqa: LOG001 -- not the global one, see konsulent_app.log
        log.addHandler(logging.NullHandler())
    catch_unhandled(log)
    desktop = Desktop(resources, chosen, log)

    def end() -> None:
        desktop.close()
        close_log(log)

    return App(desktop, paths, resources, chosen), end


def main(arguments: list[str] | None = None) -> int:
    """Until the window closes."""
    parser = argparse.ArgumentParser(prog="konsulent-app")
    parser.add_argument("--mappe", type=Path, help="brug denne mappe i stedet for brugerens egen")
    given = parser.parse_args(sys.argv[1:] if arguments is None else arguments)
    paths = Paths.under(given.mappe) if given.mappe else Paths.of_user()
    try:
        chosen = settings.load(paths.settings).settings
    except OSError:
        chosen = Settings()
    app, end = make_app(paths, chosen)
    try:
        app.begin()
        return app.desktop.run()
    finally:
        end()
