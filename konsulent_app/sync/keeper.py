"""Keeps a session going without asking the person: the refresh token is exchanged when the session has ended."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from konsulent_app.sync import logins
from konsulent_app.sync.transport import Denied, ServerTrouble, Transport
from konsulent_core.errors import WorldError
from konsulent_core.ids import Entropy
from konsulent_core.maskine import Identity
from konsulent_core.wire import LoginResponse, Problem

_SESSION, _WIPED = "session", "wiped"


class Wiped(WorldError):
    """The server has proved that this machine is reported lost: everything on it is to go."""

    def __init__(self) -> None:
        super().__init__("Kommunen har spærret denne pc, og alt, hvad programmet havde gemt her, slettes.")


class Place(Protocol):
    """Where the refresh token lies; "" when there is none."""

    def read(self) -> str: ...
    def write(self, token: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Keeper:
    """``renewed`` notes what the server said; it is called before the new session is used."""

    line: Transport
    place: Place
    identity: Identity | None
    entropy: Entropy
    renewed: Callable[[LoginResponse], None]

    def renew(self) -> str:
        """The next session's token. Raises ``Wiped``, ``Denied`` (``session``: a person must log in) or what the line
        raises."""
        refresh = self.place.read()
        identity = self.identity
        if identity is None:
            raise _ended()
        try:
            if not refresh:
                raise _ended()
            answer = logins.renew(self.line, refresh, identity.machine)
        except Denied as denied:
            if denied.problem.code not in (_SESSION, _WIPED):
                raise
            # Whatever was said in refusing: only the proof wipes a machine.
            if logins.is_to_wipe(self.line, identity, self.entropy):
                raise Wiped from None
            if denied.problem.code == _WIPED:
                raise ServerTrouble from None
            raise
        # Killed before this is written, the old token still serves: the server has not seen the new one used.
        self.place.write(answer.refresh)
        self.renewed(answer)
        return answer.token


def _ended() -> Denied:
    return Denied(Problem(_SESSION, "Log ind igen for at sende og hente."))
