"""The line to the server: one message out, one answer back, and what can go wrong in words."""

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
    LoginRequest,
    LoginResponse,
    OpenSag,
    Problem,
    SyncResponse,
    Team,
    Whole,
)

T = TypeVar("T")
_ENCODER = msgspec.json.Encoder()
_SMALL = 400  # below this a compressed body is no shorter
# zstd: what a person wrote today is sent as small as can be, a whole caseload fast.
_TIGHT, _FAST, _LARGE = 15, 3, 256 * 1024
_KEEP_ALIVE = 70  # seconds a quiet connection is kept: longer than from one sync to the next, less than at the server


class Offline(WorldError):
    """No answer: no net, no server, or cut off in between. What was sent may or may not have arrived."""

    def __init__(self) -> None:
        super().__init__("Uden forbindelse. Du kan arbejde videre; vi sender, når der er net.")


class ServerTrouble(WorldError):
    """The server answered that it cannot now."""

    def __init__(self) -> None:
        super().__init__("Serveren kan ikke svare lige nu. Vi prøver igen af os selv.")


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
        self._stopped = False
        self.bytes_up = 0
        self.bytes_down = 0

    @property
    def token(self) -> str:
        """Of the session."""
        return self._token

    def use(self, token: str) -> None:
        """The session that later messages belong to."""
        self._token = token

    def log_in(self, user: str, password: str) -> LoginResponse:
        """Raises ``Offline``, ``ServerTrouble`` or ``Denied``."""
        found = self._post("/v1/login", _ENCODER.encode(LoginRequest(user, password)), LoginResponse)
        self._token = found.token
        return found

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

    def whole(self, scopes: list[int]) -> Whole:
        """Every row of these scopes. Raises as ``sync`` does."""
        return self._post("/v1/whole", _ENCODER.encode(AskWhole(scopes)), Whole)

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
        """From any thread: an answer that still comes counts as none, so that its reader touches nothing more."""
        self._stopped = True

    def _post(self, path: str, body: bytes, shape: type[T]) -> T:
        headers = {"accept-encoding": "zstd"}
        if self._token:
            headers["authorization"] = f"Bearer {self._token}"
        if len(body) >= _SMALL:
            body = zstandard.compress(body, _FAST if len(body) > _LARGE else _TIGHT)
            headers["content-encoding"] = "zstd"
        self.bytes_up += len(body)
        url = self._address.copy_with(path=path)
        request = httpx2.Request("POST", url, headers=headers, content=body, extensions=self._timeout)
        try:
            response = self._line.handle_request(request)
            try:
                raw = b"".join(response.iter_raw())
            finally:
                response.close()
        except (httpx2.TransportError, httpx2.StreamError) as error:
            raise Offline from error
        if self._stopped:
            raise Offline
        self.bytes_down += len(raw)
        try:
            if response.headers.get("content-encoding") == "zstd":
                raw = zstandard.decompress(raw)
            if response.status_code == httpx2.codes.OK:
                return msgspec.json.decode(raw, type=shape)
            problem = msgspec.json.decode(raw, type=Problem)
        except (msgspec.DecodeError, zstandard.ZstdError) as error:
            raise ServerTrouble from error
        raise Denied(problem)
