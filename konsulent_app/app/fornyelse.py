"""Where the refresh token lies: in the system's keyring, or in the encrypted store where there is none."""

from collections.abc import Callable
from dataclasses import dataclass

from konsulent_app.keys import Vault
from konsulent_app.keys.errors import KeyringUnavailable
from konsulent_app.store import tilmelding
from konsulent_app.store.database import Database


@dataclass(frozen=True, slots=True)
class RefreshPlace:
    """``vault`` gives the keyring or raises ``KeyringUnavailable``; ``name`` is the token's there. What lies in the
    store is newer than what lies in the keyring: a keyring that was locked a while has an old one."""

    database: Database
    vault: Callable[[], Vault]
    name: str

    def read(self) -> str:
        """ "" when there is none. Raises ``StoreError``."""
        with self.database.reading() as tx:
            kept = tilmelding.refresh_token(tx)
        if kept:
            return kept
        try:
            return self.vault().read(self.name) or ""
        except KeyringUnavailable:
            return ""

    def write(self, token: str) -> None:
        """Raises ``StoreError``."""
        in_store = token
        try:
            if token:
                self.vault().write(self.name, token)
                in_store = ""
        except KeyringUnavailable:
            pass  # a locked or missing keyring: the store is encrypted as well
        with self.database.writing() as tx:
            if tilmelding.refresh_token(tx) != in_store:
                tilmelding.put_refresh_token(tx, in_store)

    def settle(self) -> None:
        """A log-in leaves the token in the store, with the rest it brought; from there it goes to the keyring."""
        with self.database.reading() as tx:
            kept = tilmelding.refresh_token(tx)
        if kept:
            self.write(kept)
