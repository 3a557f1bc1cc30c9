"""Kommuner, users and log-in: a password is argon2id, whose session a token is (log-in itself: ``logins``)."""

from dataclasses import dataclass, field

from argon2 import PasswordHasher
from sqlalchemy import Engine, text

from konsulent_core.clock import Clock
from konsulent_core.ids import Entropy, new_id
from konsulent_core.words import Rolle
from konsulent_server.access import User
from konsulent_server.database import writing
from konsulent_server.glance import user_of


@dataclass(frozen=True, slots=True)
class People:
    engine: Engine
    clock: Clock
    entropy: Entropy
    hasher: PasswordHasher = field(default_factory=PasswordHasher)

    def add_kommune(self, name: str) -> int:
        """The new kommune's id."""
        number = new_id(self.entropy)
        with writing(self.engine) as conn:
            conn.execute(text("INSERT INTO kommune (id,navn,seq) VALUES (:i, :n, 0)"), {"i": number, "n": name})
        return number

    def add_team(self, kommune: int, name: str) -> int:
        """The new team's id."""
        number = new_id(self.entropy)
        with writing(self.engine) as conn:
            conn.execute(
                text("INSERT INTO team (id,kommune,navn) VALUES (:i, :k, :n)"), {"i": number, "k": kommune, "n": name}
            )
        return number

    def add_user(
        self,
        kommune: int,
        login: str,
        name: str,
        password: str,
        rolle: Rolle = Rolle.KONSULENT,
        team: int | None = None,
    ) -> int:
        """The new user's id. Raises ``IntegrityError`` when the login is taken."""
        number = new_id(self.entropy)
        # The team's scope holds its count rows, which its teamleder alone may read.
        scopes = [kommune, number, *([team] if team and rolle is Rolle.TEAMLEDER else [])]
        with writing(self.engine) as conn:
            conn.execute(
                text("INSERT INTO bruger (id,kommune,login,navn,kode,rolle,team) VALUES (:i,:k,:l,:n,:p,:r,:t)"),
                {
                    "i": number,
                    "k": kommune,
                    "l": login,
                    "n": name,
                    "p": self.hasher.hash(password),
                    "r": rolle.value,
                    "t": team,
                },
            )
            for scope in scopes:
                conn.execute(text("INSERT INTO adgang (bruger, scope) VALUES (:b, :s)"), {"b": number, "s": scope})
        return number

    def user_of(self, token: str) -> User | None:
        """Whose session the token is, or None when there is none (any more)."""
        return user_of(self.engine, token, self.clock())
