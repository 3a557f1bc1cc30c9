"""The line to the server: one message out, one answer back, and what can go wrong in words."""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import httpx2
import msgspec
import zstandard

from konsulent_core.errors import WorldError
from konsulent_core.wire import (
    AskTeam,
    AskWhole,
    Colleague,
    Compare,
    Compared,
    HandOver,
    HistorikPage,
    HistorikRequest,
    LoginRequest,
    LoginResponse,
    OpenSag,
    Problem,
    SyncResponse,
    Team,
    Whole,
)

T = TypeVar("T")
_LOCKED = "locked"  # too many wrong passwords: no trouble of the server's, and it passes at a time that is told
_ENCODER = msgspec.json.Encoder()
_SESSION = "session"  # the problem's code
_SMALL = 400  # below this a compressed body is no shorter
# zstd: what a person wrote today is sent as small as can be, a whole caseload fast.
_TIGHT, _FAST, _LARGE = 15, 3, 256 * 1024
_FAILED = 500  # from here on a status speaks of the server, not of what was asked
_DIGITS = 6
_KEEP_ALIVE = 70  # seconds a quiet connection is kept: longer than from one sync to the next, less than at the server


class Offline(WorldError):
    """No answer: no net, no server, or cut off in between. What was sent may or may not have arrived."""

    def __init__(self) -> None:
        super().__init__("Uden forbindelse. Du kan arbejde videre; vi sender, når der er net.")


class ServerTrouble(WorldError):
    """The server, or a proxy before it, answered that it cannot now; ``retry_after`` is how many seconds it asks to be
    left alone, 0 where it does not say."""

    def __init__(self, message: str = "", retry_after: float = 0.0) -> None:
        super().__init__(message or "Serveren kan ikke svare lige nu. Vi prøver igen af os selv.")
        self.retry_after = retry_after


class Untrusted(ServerTrouble):
    """Nothing was sent, since the server did not prove who it is: to a clock that is wrong by years no certificate
    holds, and a net that wants a log-in first answers in the server's place."""

    def __init__(self) -> None:
        WorldError.__init__(
            self,
            "Serveren kan ikke bevise, hvem den er, så intet er sendt. Se, om dato og klokkeslæt på denne pc er "
            "rigtige, og om nettet her kræver, at du logger på.",
        )


class Denied(WorldError):
    """The server refuses; ``code`` is one of ``wire.Problem``'s."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Transport:
    """One connection, kept open. Not for more than one thread at a time."""

    def __init__(self, address: str, timeout: float = 30.0) -> None:
        """``address`` is the server's, such as ``https://opfoelgning.example.dk``."""
        # The transport without a Client around it: no cookies, redirects or proxies, which cost more than a no-op.
        self._line = httpx2.HTTPTransport(trust_env=False, limits=httpx2.Limits(keepalive_expiry=_KEEP_ALIVE))
        self._address = httpx2.URL(address)
        self._timeout = {"timeout": httpx2.Timeout(timeout).as_dict()}
        self._token = ""
        self._renew: Callable[[], str] | None = None
        self._turn = threading.Lock()
        self._busy = self._stopped = False
        self.bytes_up = 0
        self.bytes_down = 0

    @property
    def token(self) -> str:
        """Of the session."""
        return self._token

    def use(self, token: str) -> None:
        """The session that later messages belong to."""
        self._token = token

    def renew_with(self, renew: Callable[[], str]) -> None:
        """``renew`` gives the next session's token when the server says that this one has ended, or raises."""
        self._renew = renew

    def log_in(self, user: str, password: str) -> LoginResponse:
        """A session that cannot be renewed, for tools; the app logs in by ``sync.logins``. Raises ``Offline``,
        ``ServerTrouble`` or ``Denied``."""
        found = self.ask("/v1/login", LoginRequest(user, password), LoginResponse)
        self._token = found.token
        return found

    def ask(self, path: str, message: msgspec.Struct | None, shape: type[T]) -> T:
        """For what belongs to no session (or makes one): POST, or GET without a message. Raises ``Offline``,
        ``ServerTrouble`` or ``Denied``."""
        return self._send(path, b"" if message is None else _ENCODER.encode(message), shape, "")

    def tell(self, path: str, message: msgspec.Struct, shape: type[T]) -> T:
        """For what belongs to the session; renewed when it has ended. Raises ``Offline``, ``ServerTrouble``,
        ``Denied``, or what the renewal raises."""
        return self._post(path, _ENCODER.encode(message), shape)

    def sync(self, body: bytes) -> SyncResponse:
        """``body`` is the JSON of ``wire.SyncRequest``. Raises ``Offline``, ``ServerTrouble`` or ``Denied``."""
        return self._post("/v1/sync", body, SyncResponse)

    def common(self, marks: list[tuple[int, str]]) -> tuple[int, str]:
        """The newest of these (cursor, mark) that the server knows; (0, "") if none."""
        found = self._post("/v1/common", _ENCODER.encode({"marks": marks}), Problem)
        return found.common, found.common_mark

    def compare(self, asked: Compare) -> Compared:
        """In which of the named scopes the server holds something else. Raises as ``sync`` does."""
        return self._post("/v1/compare", _ENCODER.encode(asked), Compared)

    def whole(self, asked: AskWhole) -> Whole:
        """Every row of these scopes. Raises as ``sync`` does."""
        return self._post("/v1/whole", _ENCODER.encode(asked), Whole)

    def historik(self, asked: HistorikRequest) -> HistorikPage:
        """A page of a row's history. Raises ``Offline``, ``ServerTrouble`` or ``Denied``."""
        return self._post("/v1/historik", _ENCODER.encode(asked), HistorikPage)

    def team(self) -> list[Colleague]:
        """A teamleder's colleagues, by name. Raises as ``sync`` does."""
        return self._post("/v1/team", _ENCODER.encode(AskTeam()), Team).people

    def open_sag(self, sag: int) -> None:
        """A sag of the team comes with the next sync, until the evening. Raises as ``sync`` does."""
        self._post("/v1/team/open", _ENCODER.encode(OpenSag(sag)), Problem)

    def hand_over(self, asked: HandOver) -> None:
        """All of the sager or, where one is not the team's, none. Raises as ``sync`` does."""
        self._post("/v1/team/hand-over", _ENCODER.encode(asked), Problem)

    def close(self) -> None:
        self._line.close()

    def stop(self) -> None:
        """From any thread: an answer that still comes counts as none, so that its reader touches nothing more. The line
        is let go of, now or by whoever still waits at it."""
        with self._turn:
            self._stopped = True
            is_idle = not self._busy
        if is_idle:
            self.close()

    def _post(self, path: str, body: bytes, shape: type[T]) -> T:
        try:
            return self._send(path, body, shape, self._token)
        except Denied as denied:
            if denied.problem.code != _SESSION or self._renew is None:
                raise
        self._token = self._renew()
        return self._send(path, body, shape, self._token)

    @contextmanager
    def _on_the_line(self) -> Iterator[None]:
        """Raises ``Offline`` where the line was stopped, before or meanwhile."""
        if self._take_turn():
            raise Offline
        try:
            yield
        finally:
            was_stopped = self._end_turn()
        if was_stopped:
            raise Offline

    def _take_turn(self) -> bool:
        """Whether the line was stopped: then it is nobody's."""
        with self._turn:
            self._busy = not self._stopped
            return self._stopped

    def _end_turn(self) -> bool:
        """As above; a line that was stopped meanwhile is let go of."""
        with self._turn:
            self._busy = False
            was_stopped = self._stopped
        if was_stopped:
            self.close()
        return was_stopped

    def _send(self, path: str, body: bytes, shape: type[T], token: str) -> T:
        headers = {"accept-encoding": "zstd"}
        if token:
            headers["authorization"] = f"Bearer {token}"
        if len(body) >= _SMALL:
            body = zstandard.compress(body, _FAST if len(body) > _LARGE else _TIGHT)
            headers["content-encoding"] = "zstd"
        self.bytes_up += len(body)
        url = self._address.copy_with(path=path)
        request = httpx2.Request(
            "POST" if body else "GET", url, headers=headers, content=body, extensions=self._timeout
        )
        with self._on_the_line():
            try:
                response = self._line.handle_request(request)
                try:
                    raw = b"".join(response.iter_raw())
                finally:
                    response.close()
            except (httpx2.TransportError, httpx2.StreamError) as error:
                raise _meaning(error) from error
        self.bytes_down += len(raw)
        try:
            if response.headers.get("content-encoding") == "zstd":
                raw = zstandard.decompress(raw)
            if response.status_code == httpx2.codes.OK:
                return msgspec.json.decode(raw, type=shape)
            problem = msgspec.json.decode(raw, type=Problem)
        except (msgspec.DecodeError, zstandard.ZstdError) as error:
            raise ServerTrouble("", _retry_after(response)) from error
        is_asked_too_often = response.status_code == httpx2.codes.TOO_MANY_REQUESTS and problem.code != _LOCKED
        if response.status_code >= _FAILED or is_asked_too_often:
            raise ServerTrouble(problem.message, _retry_after(response))
        raise Denied(problem)


def _retry_after(response: httpx2.Response) -> float:
    """Seconds; the header's other form, a date by the server's clock, is not our server's."""
    told = response.headers.get("retry-after", "")
    return float(told) if told.isascii() and told.isdigit() and len(told) < _DIGITS else 0.0


def _meaning(error: BaseException) -> WorldError:
    """What went wrong on the line, by what it came of."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Untrusted()
        cause = cause.__cause__ or cause.__context__
    return Offline()
