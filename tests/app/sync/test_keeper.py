"""A session is renewed by itself, and only the server that knows this machine's secret can have it wiped."""

import secrets
from dataclasses import dataclass, field

import pytest

from konsulent_app.sync.attempt import attempt
from konsulent_app.sync.keeper import Keeper, Wiped
from konsulent_app.sync.schedule import Kind
from konsulent_app.sync.transport import Denied, ServerTrouble, Transport
from konsulent_core.errors import KonsulentError
from konsulent_core.maskine import Identity, new_identity, wipe_proof
from konsulent_core.wire import LoginResponse
from tests.app.sync.impostor import impostor

IDENTITY = new_identity(secrets.token_bytes)
GOOD: dict[str, object] = {"token": "t2", "user": 1, "name": "Mette", "kommune": 2, "kommune_name": "Åby"}


@dataclass
class Kept:
    token: str = "r1"
    seen: list[str] = field(default_factory=list)

    def read(self) -> str:
        return self.token

    def write(self, token: str) -> None:
        self.token = token

    def renewed(self, answer: LoginResponse) -> None:
        self.seen.append(f"{answer.token} after {self.token}")


def problem(code: str) -> dict[str, object]:
    return {"code": code, "message": "Nej."}


def renew(
    answers: dict[str, tuple[int, dict[str, object]]], kept: Kept | None = None, identity: Identity | None = IDENTITY
) -> str:
    kept = kept or Kept()
    with impostor(answers) as address:
        line = Transport(address)
        try:
            return Keeper(line, kept, identity, secrets.token_bytes, kept.renewed).renew()
        finally:
            line.close()


def test_the_new_refresh_token_is_kept_before_the_new_session_is_used() -> None:
    kept = Kept()
    assert renew({"/v1/renew": (200, {**GOOD, "refresh": "r2"})}, kept) == "t2"
    assert kept.seen == ["t2 after r2"]


def test_a_session_that_ended_is_renewed_once_and_the_question_asked_again() -> None:
    answers: dict[str, tuple[int, dict[str, object]]] = {
        "/v1/common": (401, problem("session")),
        "/v1/renew": (200, {**GOOD, "refresh": "r2"}),
    }
    kept = Kept()
    with impostor(answers) as address:
        line = Transport(address)
        line.use("t1")
        line.renew_with(Keeper(line, kept, IDENTITY, secrets.token_bytes, kept.renewed).renew)
        with pytest.raises(Denied) as denied:
            line.common([])  # it goes on saying so: no endless renewal
        line.close()
    assert denied.value.problem.code == "session"
    assert len(kept.seen) == 1


@pytest.mark.parametrize("status", [401, 410, 503])
@pytest.mark.parametrize("code", ["wiped", "session"])
@pytest.mark.parametrize(
    "answer",
    [
        (200, {"wipe": "0" * 64}),
        (200, {"wipe": wipe_proof(IDENTITY, "00" * 16)}),  # a true one, of another question
        (200, {"wipe": ""}),
        (200, {"slettet": True}),
        (410, problem("wiped")),
        (404, problem("machine")),
        (500, {}),
    ],
)
def test_nothing_that_a_server_without_the_secret_says_wipes_a_machine(
    status: int, code: str, answer: tuple[int, dict[str, object]]
) -> None:
    with pytest.raises(KonsulentError) as told:
        renew({"/v1/renew": (status, problem(code)), "/v1/machine": answer})
    assert not isinstance(told.value, Wiped)
    assert isinstance(told.value, Denied | ServerTrouble)


def test_a_machine_without_a_refresh_token_or_an_identity_asks_a_person() -> None:
    for kept, identity in ((Kept(""), IDENTITY), (Kept(), None)):
        with pytest.raises(Denied) as denied:
            renew({"/v1/machine": (200, {})}, kept, identity)
        assert denied.value.problem.code == "session"


def test_a_wipe_is_an_end_of_its_own_kind() -> None:
    class Lost:
        def sync(self) -> None:
            raise Wiped

    assert attempt(Lost()).kind is Kind.WIPED  # type: ignore[arg-type]
