"""What is said to the server about who is at this machine: log-in, renewal, a changed password, a lost machine."""

from dataclasses import dataclass

from konsulent_app.sync.transport import Denied, Transport
from konsulent_core.errors import KonsulentError, UserError
from konsulent_core.ids import Entropy
from konsulent_core.maskine import Identity, ask_proof, same, wipe_proof
from konsulent_core.wire import (
    LoginRequest,
    LoginResponse,
    LoginWays,
    MachineAnswer,
    MachineQuestion,
    OidcRequest,
    PasswordRequest,
    Problem,
    RenewRequest,
)

UNKNOWN_MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Here:
    """This machine; ``name`` is what the kommune knows it by."""

    identity: Identity
    name: str


@dataclass(frozen=True, slots=True)
class Brought:
    """What the browser came back with, and what was kept here meanwhile."""

    kommune: int
    code: str
    verifier: str
    nonce: str
    redirect: str


def for_the_person(denied: Denied) -> KonsulentError:
    """A refusal that belongs to a field, as what stands at that field."""
    problem = denied.problem
    return UserError(problem.message, problem.field) if problem.field else denied


def ask_ways(line: Transport) -> LoginWays:
    """How one may log in at this address. Raises what ``Transport.ask`` raises, as all of these do."""
    return line.ask("/v1/login-ways", None, LoginWays)


def by_password(line: Transport, here: Here, user: str, password: str, new_password: str = "") -> LoginResponse:
    """``new_password`` takes the old one's place, where the server says ``must_change``."""
    identity = here.identity
    asked = LoginRequest(
        user,
        password,
        machine=identity.machine,
        machine_key=identity.key,
        machine_name=here.name,
        new_password=new_password,
    )
    return line.ask("/v1/login", asked, LoginResponse)


def by_browser(line: Transport, here: Here, found: Brought) -> LoginResponse:
    identity = here.identity
    asked = OidcRequest(
        found.kommune,
        found.code,
        found.verifier,
        found.nonce,
        found.redirect,
        identity.machine,
        identity.key,
        here.name,
    )
    return line.ask("/v1/login-oidc", asked, LoginResponse)


def renew(line: Transport, refresh: str, machine: str) -> LoginResponse:
    return line.ask("/v1/renew", RenewRequest(refresh, machine), LoginResponse)


def change_password(line: Transport, old: str, new: str) -> None:
    line.tell("/v1/password", PasswordRequest(old, new), Problem)


def is_to_wipe(line: Transport, identity: Identity, entropy: Entropy) -> bool:
    """Asks with a nonce of its own; only an answer made for it, with the secret of this machine, says yes. A server
    that does not know the machine, or cannot answer, says nothing."""
    nonce = entropy(16).hex()
    asked = MachineQuestion(identity.machine, nonce, ask_proof(identity, nonce))
    try:
        answer = line.ask("/v1/machine", asked, MachineAnswer)
    except Denied as denied:
        if denied.problem.code == UNKNOWN_MACHINE:
            return False
        raise
    return bool(answer.wipe) and same(answer.wipe, wipe_proof(identity, nonce))
