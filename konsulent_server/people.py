"""Kommuner, users and log-in: a password is argon2id, a session's token is kept as its hash."""

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import Engine, text

from konsulent_core.clock import Clock, to_text
from konsulent_core.ids import Entropy, new_id
from konsulent_core.wire import LoginResponse
from konsulent_server.access import User
from konsulent_server.database import glancing, reading, writing

SESSION_LIFE = timedelta(days=30)


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

    def add_user(self, kommune: int, login: str, name: str, password: str) -> int:
        """The new user's id. Raises ``IntegrityError`` when the login is taken."""
        number = new_id(self.entropy)
        with writing(self.engine) as conn:
            conn.execute(
                text("INSERT INTO bruger (id,kommune,login,navn,kode) VALUES (:i,:k,:l,:n,:p)"),
                {"i": number, "k": kommune, "l": login, "n": name, "p": self.hasher.hash(password)},
            )
            for scope in (kommune, number):
                conn.execute(text("INSERT INTO adgang (bruger, scope) VALUES (:b, :s)"), {"b": number, "s": scope})
        return number

    def log_in(self, login: str, password: str) -> LoginResponse | None:
        """A new session, or None when login and password do not belong together."""
        with reading(self.engine) as conn:
            row = conn.execute(
                text(
                    "SELECT b.id, b.kode, b.navn, k.id AS kommune, k.navn AS kommune_navn "
                    "FROM bruger b JOIN kommune k ON k.id=b.kommune WHERE b.login=:l"
                ),
                {"l": login},
            ).first()
        try:
            # An unknown login costs as much time as a wrong password, so that neither can be told from the other.
            self.hasher.verify(_UNKNOWN if row is None else row.kode, password)
        except VerificationError:
            return None
        if row is None:
            return None
        token = self.entropy(32).hex()
        with writing(self.engine) as conn:
            conn.execute(
                text("INSERT INTO session (hash,bruger,udloeber) VALUES (:h, :b, :u)"),
                {"h": _hash(token), "b": row.id, "u": to_text(self.clock() + SESSION_LIFE)},
            )
        return LoginResponse(token, row.id, row.navn, row.kommune, row.kommune_navn)

    def user_of(self, token: str) -> User | None:
        """Whose session the token is, or None when there is none (any more)."""
        with glancing(self.engine) as conn:
            row = conn.execute(
                text(
                    "SELECT b.id, b.navn, b.kommune, k.navn AS kommune_navn FROM session s "
                    "JOIN bruger b ON b.id=s.bruger JOIN kommune k ON k.id=b.kommune WHERE s.hash=:h AND s.udloeber>:n"
                ),
                {"h": _hash(token), "n": to_text(self.clock())},
            ).first()
        return None if row is None else User(row.id, row.navn, row.kommune, row.kommune_navn)


_UNKNOWN = "$argon2id$v=19$m=65536,t=3,p=4$MTIzNDU2Nzg5MGFiY2RlZg$5CDsIhkTqBbzXJXkJlYWJhQ1fzpbQj5LbsUHV0Iv0Xo"


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
