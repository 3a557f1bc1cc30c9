"""Log-in at the gate: by password or in the browser, until the server knows who is here."""

import platform
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from konsulent_app.settings import BadSetting, Settings
from konsulent_app.sync import logins
from konsulent_app.sync.browser import BrowserCancelled, BrowserLogin
from konsulent_app.sync.keeper import Wiped
from konsulent_app.sync.logins import Here
from konsulent_app.sync.transport import Denied, Offline, ServerTrouble, Transport
from konsulent_app.ui.desktop import Desktop
from konsulent_app.ui.pages.opstart import KOMMUNE, Login, OpstartPage
from konsulent_core.errors import BugError, KonsulentError, UserError, WorldError
from konsulent_core.maskine import Identity, new_identity
from konsulent_core.wire import LoginResponse, LoginWays

T = TypeVar("T")
_MUST_CHANGE = "must_change"
_BROWSER = "Browseren kunne ikke åbnes. Åbn den selv først, og prøv igen."


class NoServer(WorldError):
    """At the gate there is nothing to work on with."""

    def __init__(self) -> None:
        super().__init__("Uden forbindelse til serveren. Find et net, og prøv igen. Intet er slettet.")


@dataclass(frozen=True, slots=True)
class Answered:
    """Somebody is logged in; ``identity`` is what this machine called itself."""

    answer: LoginResponse
    server: str
    identity: Identity
    by_provider: bool


@dataclass(frozen=True, slots=True)
class _Given:
    """Kept only until it has been tried, or while another password is chosen."""

    server: str
    user: str
    password: str


class Logind:
    """Drives the gate's log-in. ``gate`` shows it; ``come`` is told who it is, ``wiped`` that the machine is lost, and
    ``crashed`` hears what nobody expected."""

    def __init__(
        self,
        desktop: Desktop,
        gate: Callable[[], OpstartPage],
        use_server: Callable[[str], None],
        come: Callable[[Answered], None],
        wiped: Callable[[], None],
    ) -> None:
        self._desktop, self._gate = desktop, gate
        self._use_server, self._come, self._wiped = use_server, come, wiped
        self._login = Login("")
        self._server = ""
        self._identity: Identity | None = None
        self._ways = LoginWays()
        self._asked_server = ""
        self._given: _Given | None = None
        self._browser: BrowserLogin | None = None
        self._asking = False

    def listen(self, gate: OpstartPage) -> None:
        """To a gate that was just made."""
        gate.log_in.connect(self._by_password)
        gate.log_in_by_kommune.connect(self._by_kommune)
        gate.choose_password.connect(self._with_own_password)
        gate.server_given.connect(self._ask_ways)

    def ask(self, login: Login, server: str, identity: Identity | None) -> None:
        """``server`` is the enrolled one, or the one to begin with. ``identity`` is None for a machine that is not
        enrolled."""
        self._login, self._server, self._identity = login, server, identity
        self._asked_server, self._ways, self._asking = "", LoginWays(), True
        self._gate().ask(login)
        if server:
            self._ask_ways(server)

    def leave(self) -> None:
        """The gate closes: an answer that still comes must not bring it back."""
        self._asking, self._given = False, None
        if self._browser is not None:
            self._browser.cancel()

    def open_again(self) -> None:
        """The browser was closed, or another one is wanted."""
        if self._browser is not None and not self._desktop.browse(self._browser.url):
            self._gate().show_error(WorldError(_BROWSER))

    def cancel(self) -> None:
        """Back to the log-in; a browser that comes back later finds nobody."""
        if self._browser is not None:
            self._browser.cancel()  # its waiter goes back
        else:
            self._given = None
            self._again()

    # How one may log in there

    def _ask_ways(self, server: str) -> None:
        if server == self._asked_server or not _is_address(server):
            return
        self._asked_server = server

        def job() -> LoginWays:
            return self._on_line(server, logins.ask_ways)

        # An address that does not answer is told when somebody tries to log in.
        self._desktop.off_thread(job, lambda ways: self._offer(server, ways), lambda _error: self._forget(server))

    def _offer(self, server: str, ways: LoginWays) -> None:
        if server == self._asked_server and self._asking:
            self._ways, self._server = ways, server
            self._gate().offer([way.name for way in ways.oidc], password=ways.password or not ways.oidc)

    def _forget(self, server: str) -> None:
        if server == self._asked_server:
            self._asked_server = ""

    # By password

    def _by_password(self, server: str, user: str, password: str) -> None:
        self._given = _Given(server or self._server, user, password)
        self._try("")

    def _with_own_password(self, new: str) -> None:
        self._try(new)

    def _try(self, new: str) -> None:
        given = self._given
        if given is None:
            raise BugError("a password is chosen after one was given")
        here = self._here()

        def job() -> Answered:
            self._use_server(given.server)

            def ask(line: Transport) -> LoginResponse:
                self._look_for_wipe(line)
                return logins.by_password(line, here, given.user, given.password, new)

            answer = self._on_line(given.server, ask)
            return Answered(answer, given.server, here.identity, by_provider=False)

        self._gate().set_busy(busy=True)
        self._desktop.off_thread(job, self._arrived, self._refused)

    # In the browser

    def _by_kommune(self, number: int) -> None:
        server = self._server

        def job() -> BrowserLogin:
            self._use_server(server)
            way = self._ways.oidc[number]
            if not way.authorize:  # the provider was away when it was last asked
                way = self._on_line(server, logins.ask_ways).oidc[number]
            return BrowserLogin(way, secrets.token_bytes)

        self._gate().set_busy(busy=True)
        self._desktop.off_thread(job, self._open_browser, self._way_failed)

    def _open_browser(self, browser: BrowserLogin) -> None:
        self._browser = browser
        server, here = self._server, self._here()

        def job() -> Answered:
            found = browser.wait()

            def ask(line: Transport) -> LoginResponse:
                self._look_for_wipe(line)
                return logins.by_browser(line, here, found)

            answer = self._on_line(server, ask)
            return Answered(answer, server, here.identity, by_provider=True)

        self._gate().ask_browser()
        self._desktop.off_thread(job, self._arrived, self._browser_failed)
        self.open_again()

    def _browser_failed(self, error: Exception) -> None:
        self._browser = None
        if self._asking:
            self._again()
            if not isinstance(error, BrowserCancelled):
                self._desktop.come_forward()
                self._way_failed(error)

    def _way_failed(self, error: Exception) -> None:
        """Told at the button that leads there, and not at the password."""
        match error:
            case Wiped():
                self._refused(error)
            case Offline():
                self._refused(UserError(NoServer().message, KOMMUNE))
            case KonsulentError():
                self._refused(UserError(error.message, KOMMUNE))
            case _:
                self._refused(error)

    # What came of it

    def _arrived(self, answered: Answered) -> None:
        if self._browser is not None:
            self._desktop.come_forward()
        self._given = self._browser = None  # the password has done its work
        self._come(answered)

    def _refused(self, error: Exception) -> None:
        gate = self._gate()
        match error:
            case Wiped():
                self._given = None
                self._wiped()
            case Denied() if error.problem.code == _MUST_CHANGE:
                gate.ask_own_password(error.message)
            case Denied():
                gate.show_error(logins.for_the_person(error))
            case Offline():
                gate.show_error(NoServer())
            case KonsulentError():
                gate.show_error(error)
            case _:
                self._desktop.feedback.hear(error)
                gate.show_error(ServerTrouble())

    def _again(self) -> None:
        self._gate().ask(self._login)
        if self._ways.oidc or not self._ways.password:
            self._offer(self._server, self._ways)

    # On another thread

    def _on_line(self, server: str, ask: Callable[[Transport], T]) -> T:
        line = Transport(server)
        try:
            return ask(line)
        finally:
            line.close()

    def _look_for_wipe(self, line: Transport) -> None:
        """Before anything else: a lost machine is told so by whoever tries to get in."""
        if self._identity is not None and logins.is_to_wipe(line, self._identity, secrets.token_bytes):
            raise Wiped

    def _here(self) -> Here:
        """A machine that is not enrolled calls itself something new at each try: the one before was perhaps another
        person's."""
        return Here(self._identity or new_identity(secrets.token_bytes), platform.node())


def _is_address(server: str) -> bool:
    """One that may be asked at all; what is wrong with it is said when somebody tries to log in."""
    try:
        Settings(server=server)
    except BadSetting:
        return False
    return True
