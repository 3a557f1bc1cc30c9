"""Passwords as argon2id: made, checked at the same cost whether the login is known or not, and grown with the costs."""

from dataclasses import dataclass, field

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


@dataclass(frozen=True, slots=True)
class Passwords:
    hasher: PasswordHasher

    # Made with the hasher's own costs: checked against, an unknown login takes as long as a wrong password.
    unknown: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "unknown", self.hasher.hash("nobody's"))

    def make(self, password: str) -> str:
        return self.hasher.hash(password)

    def fits(self, code: str | None, password: str) -> bool:
        """``code`` is None for an unknown login and empty for a user who has no password here."""
        try:
            self.hasher.verify(code or self.unknown, password)
        except (VerificationError, InvalidHashError):
            return False
        return bool(code)

    def is_outgrown(self, code: str) -> bool:
        """Whether it was made with other costs than those of today."""
        return self.hasher.check_needs_rehash(code)
