"""The log-in side of a house: people with passwords that are quick to check, and machines at the door."""

from dataclasses import dataclass, field, replace

from argon2 import PasswordHasher

from konsulent_core.maskine import Identity, new_identity
from konsulent_core.wire import LoginRequest, LoginResponse, MachineQuestion, OidcRequest, PasswordRequest, RenewRequest
from konsulent_server.accounts import Accounts
from konsulent_server.exchange import Refused
from konsulent_server.login_api import make_accounts, make_logins
from konsulent_server.logins import Logins
from konsulent_server.machines import Machines
from konsulent_server.people import People
from konsulent_server.provider import Provider
from tests.server.house import House

PASSWORD = "fire vilde svaner sang"
NEW = "otte stille graa heste"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@dataclass
class Desk:
    """One user, ``mette``; ``address`` is where her machines call from."""

    house: House
    people: People
    logins: Logins
    machines: Machines
    accounts: Accounts
    user: int
    address: str = "10.0.0.1"
    identities: list[Identity] = field(default_factory=list)

    def machine(self) -> Identity:
        made = new_identity(self.house.entropy)
        self.identities.append(made)
        return made

    def log_in(
        self, identity: Identity | None = None, password: str = PASSWORD, user: str = "mette", new: str = ""
    ) -> LoginResponse:
        machine, key = (identity.machine, identity.key) if identity else ("", "")
        asked = LoginRequest(user, password, machine=machine, machine_key=key, machine_name="PC-1", new_password=new)
        return self.logins.by_password(asked, self.address)

    def renew(self, refresh: str, identity: Identity) -> LoginResponse:
        return self.logins.renew(RenewRequest(refresh, identity.machine))

    def change(self, token: str, old: str, new: str) -> None:
        self.logins.change_password(PasswordRequest(old, new), token, self.address)

    def close(self, login: str) -> None:
        """The administrator ends the person's log-in."""
        ((user,),) = self.house.query("SELECT id FROM bruger WHERE login=:l", l=login)
        self.house.services.adgange.close_user(self.house.kommune, 0, int(str(user)))

    def works(self, token: str) -> bool:
        """Whether the token is somebody's session."""
        return self.people.user_of(token) is not None

    def ask(self, identity: Identity, nonce: str, proof: str) -> str:
        return self.machines.answer(MachineQuestion(identity.machine, nonce, proof)).wipe

    def by_provider(self, asked: OidcRequest) -> LoginResponse:
        return self.logins.by_provider(asked, self.address)


def make_desk(house: House, provider: Provider | None = None) -> Desk:
    people = replace(house.services.people, hasher=QUICK)
    user = people.add_user(house.kommune, "mette", "Mette Krogh", PASSWORD)
    machines = Machines(people.engine, people.clock)
    return Desk(house, people, make_logins(people, provider), machines, make_accounts(people), user)


def refusal(error: BaseException) -> tuple[int, str]:
    assert isinstance(error, Refused)
    return error.status, error.problem.code
