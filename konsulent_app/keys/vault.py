"""The operating system's keyring, as a place for a few small secrets."""

import sys
from typing import Protocol

from konsulent_app.keys.errors import KeyringUnavailable

SERVICE = "konsulent_app"


class Vault(Protocol):
    """Small secrets under names. Each method raises ``KeyringUnavailable`` when the keyring is missing or locked."""

    def read(self, name: str) -> str | None: ...
    def write(self, name: str, secret: str) -> None: ...
    def erase(self, name: str) -> None: ...


class Backend(Protocol):
    """What we use of a backend of ``keyring``."""

    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...
    def delete_password(self, service: str, username: str) -> None: ...


class KeyringVault:
    """Besides KeyringError the backends let through whatever D-Bus, a dead daemon or Windows raises. All of it means
    the same to us, and none of its words may reach a log; hence the broad nets."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def read(self, name: str) -> str | None:
        try:
            return self._backend.get_password(SERVICE, name)
        except Exception:
            raise KeyringUnavailable from None

    def write(self, name: str, secret: str) -> None:
        """Read back at once: a keyring that forgets is none."""
        try:
            self._backend.set_password(SERVICE, name, secret)
            kept = self._backend.get_password(SERVICE, name)
        except Exception:
            raise KeyringUnavailable from None
        if kept != secret:
            raise KeyringUnavailable

    def erase(self, name: str) -> None:
        try:
            self._backend.delete_password(SERVICE, name)
        except Exception:
            raise KeyringUnavailable from None


def system_keyring() -> Vault:
    """This machine's keyring. Raises ``KeyringUnavailable`` when it has none that can be reached.

    Named outright, and not by ``keyring.get_keyring``: a setting of the user's may point that to a plaintext file.
    """
    # keyring costs a tenth of a second to import: this is its one place.
    if sys.platform == "win32":
        from keyring.backends.Windows import WinVaultKeyring  # noqa: PLC0415

        windows = WinVaultKeyring()
        windows.persist = "local machine"  # the default travels with a roaming profile
        return KeyringVault(windows)
    if sys.platform == "darwin":
        from keyring.backends.macOS import Keyring as MacKeyring  # noqa: PLC0415

        return KeyringVault(MacKeyring())
    from keyring.backends import SecretService, kwallet  # noqa: PLC0415

    for kind in (SecretService.Keyring, kwallet.DBusKeyring):
        if kind.viable:
            return KeyringVault(kind())
    raise KeyringUnavailable
