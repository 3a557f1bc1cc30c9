"""The store key: random, 256 bits, on disk only wrapped, by keyring, passphrase and recovery key each on its own.

Any one of them gives the key back, so a reset Windows profile or a forgotten passphrase loses no unsent besøg.
Errors are those of ``keys.errors``; ``entropy`` is ``secrets.token_bytes`` outside tests.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path

from konsulent_app.keys import file, wrapping
from konsulent_app.keys.errors import (
    KeyFileDamaged,
    KeyringForgot,
    KeyringUnavailable,
    NoKeyringWrapping,
    NoPassphraseWrapping,
    NoRecoveryWrapping,
    PassphraseNeeded,
    WeakPassphrase,
    WrongRecoveryKey,
)
from konsulent_app.keys.file import KeyFile
from konsulent_app.keys.vault import KeyringVault, Vault, system_keyring
from konsulent_app.keys.wrapping import KEY_BYTES, Argon2Cost, Kind, Wrapping
from konsulent_core.ids import Entropy

__all__ = [
    "Argon2Cost",
    "KeyringVault",
    "Kind",
    "StoreKey",
    "Vault",
    "add_passphrase",
    "add_recovery",
    "create",
    "exists",
    "keyring_entries",
    "kinds",
    "refresh_entry",
    "remember_salt",
    "rewrap_keyring",
    "store_of",
    "system_keyring",
    "unlock_with_keyring",
    "unlock_with_passphrase",
    "unlock_with_recovery",
]

SHORTEST_PASSPHRASE = 12


@dataclass(frozen=True, slots=True)
class StoreKey:
    """The unwrapped key, for ``open_store(path, key.key, key.salt, …)``. Its repr does not show it."""

    key: bytes = field(repr=False)
    store: str
    salt: bytes | None


def exists(path: Path) -> bool:
    """Whether a key was ever made here; if so ``create`` refuses."""
    return path.exists() or file.twin_of(path).exists()


def kinds(path: Path) -> frozenset[Kind]:
    """The ways in which the store can be unlocked. Raises ``KeyTrouble``."""
    known = {kind.value: kind for kind in Kind}
    return frozenset(known[one.kind] for one in file.read(path).wrappings if one.kind in known)


def store_of(path: Path) -> str:
    """The random id of the store that the key is for. Raises ``KeyTrouble``."""
    return file.read(path).store


def refresh_entry(store: str) -> str:
    """The keyring's name for the refresh token of this store's log-in."""
    return f"{store}-fornyelse"


def keyring_entries(path: Path) -> tuple[str, ...]:
    """The names under which the keyring holds what opens this store. Raises ``KeyTrouble``."""
    content = file.read(path)
    return tuple(_entry_name(content.store, one) for one in content.wrappings if one.kind == Kind.KEYRING.value)


def create(
    path: Path,
    vault: Vault | None,
    passphrase: str | None,
    recovery_public: bytes | None,
    entropy: Entropy,
    cost: Argon2Cost = Argon2Cost(),  # noqa: B008 -- frozen
) -> StoreKey:
    """A new key, wrapped by what is given: a keyring or a passphrase at least.

    Raises ``PassphraseNeeded``, ``WeakPassphrase``, ``KeyringUnavailable``, ``KeyFileThere``, ``KeyFileUnreachable``
    or ``WrongRecoveryKey`` (32 raw bytes of X25519 are wanted); no key file is there then.
    """
    if vault is None and passphrase is None:
        raise PassphraseNeeded
    store, key = entropy(16).hex(), entropy(KEY_BYTES)
    wrappings: list[Wrapping] = []
    if passphrase is not None:
        wrappings.append(_by_passphrase(store, key, passphrase, cost, entropy))
    if recovery_public is not None:
        if len(recovery_public) != KEY_BYTES:
            raise WrongRecoveryKey
        wrappings.append(wrapping.with_recovery(store, key, recovery_public, entropy))
    if vault is not None:
        wrappings.insert(0, _by_keyring(store, key, vault, entropy))
    file.write_new(path, KeyFile(store, None, tuple(wrappings)))
    return StoreKey(key, store, None)


def unlock_with_keyring(path: Path, vault: Vault) -> StoreKey:
    """Raises ``KeyringUnavailable``, ``KeyringForgot``, ``NoKeyringWrapping`` or another ``KeyTrouble``."""
    content = file.read(path)
    found = content.first(Kind.KEYRING)
    if found is None:
        raise NoKeyringWrapping
    secret = vault.read(_entry_name(content.store, found))
    try:
        kek = bytes.fromhex(secret or "")
    except ValueError:
        kek = b""
    key = wrapping.open_with_entry(content.store, found, kek)
    if key is None:
        raise KeyringForgot
    return _store_key(content, key)


def unlock_with_passphrase(path: Path, passphrase: str) -> StoreKey:
    """Takes about half a second, by intent. Raises ``WrongPassphrase``, ``NoPassphraseWrapping`` or ``KeyTrouble``."""
    content = file.read(path)
    found = content.first(Kind.PASSPHRASE)
    if found is None:
        raise NoPassphraseWrapping
    return _store_key(content, wrapping.open_with_passphrase(content.store, found, passphrase))


def unlock_with_recovery(path: Path, private: bytes) -> StoreKey:
    """``private`` is the kommune's raw X25519 key. Raises ``WrongRecoveryKey``, ``NoRecoveryWrapping`` or
    ``KeyTrouble``. Call ``rewrap_keyring`` or ``add_passphrase`` next, so that the user gets in by herself again."""
    content = file.read(path)
    found = content.first(Kind.RECOVERY)
    if found is None:
        raise NoRecoveryWrapping
    return _store_key(content, wrapping.open_with_recovery(content.store, found, private))


def add_passphrase(
    path: Path,
    key: StoreKey,
    passphrase: str,
    entropy: Entropy,
    cost: Argon2Cost = Argon2Cost(),  # noqa: B008 -- frozen
) -> None:
    """From now on this passphrase unlocks, and an earlier one does not. Raises ``WeakPassphrase`` or ``KeyTrouble``."""
    content = _own(path, key)
    new = _by_passphrase(key.store, key.key, passphrase, cost, entropy)
    file.write(path, _with(content, new))


def add_recovery(path: Path, key: StoreKey, public: bytes, entropy: Entropy) -> None:
    """The kommune has a (new) recovery key. Raises ``WrongRecoveryKey`` or ``KeyTrouble``."""
    content = _own(path, key)
    if len(public) != KEY_BYTES:
        raise WrongRecoveryKey
    file.write(path, _with(content, wrapping.with_recovery(key.store, key.key, public, entropy)))


def rewrap_keyring(path: Path, key: StoreKey, vault: Vault, entropy: Entropy) -> None:
    """A new keyring entry, after a recovery or a new profile. Raises ``KeyringUnavailable`` or another ``KeyTrouble``.

    The new entry stands under a name of its own before the file tells of it, and the old one goes last: cut off at
    any point, the file's entry is in the keyring.
    """
    content = _own(path, key)
    old = content.first(Kind.KEYRING)
    file.write(path, _with(content, _by_keyring(key.store, key.key, vault, entropy)))
    if old is not None:
        try:
            vault.erase(_entry_name(key.store, old))
        except KeyringUnavailable:
            return  # it was not there, or stays behind and opens nothing any more


def remember_salt(path: Path, key: StoreKey, salt: bytes) -> StoreKey:
    """Notes the store's first 16 bytes (``store.opening.salt_of``), by which its damaged file is known from another's.

    Costs nothing when they are noted already.
    """
    content = _own(path, key)
    if content.salt != salt:
        file.write(path, replace(content, salt=salt))
    return replace(key, salt=salt)


def _own(path: Path, key: StoreKey) -> KeyFile:
    """The key file, which must be this key's: wrapping a key into another store's file would lock that one up."""
    content = file.read(path)
    if content.store != key.store:
        raise KeyFileDamaged
    return content


def _with(content: KeyFile, new: Wrapping) -> KeyFile:
    """The new wrapping in place of those of its kind; kinds of a newer version stay."""
    others = tuple(one for one in content.wrappings if one.kind != new.kind)
    return replace(content, wrappings=(*others, new))


def _by_passphrase(store: str, key: bytes, passphrase: str, cost: Argon2Cost, entropy: Entropy) -> Wrapping:
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise WeakPassphrase(SHORTEST_PASSPHRASE)
    return wrapping.with_passphrase(store, key, passphrase, cost, entropy)


def _by_keyring(store: str, key: bytes, vault: Vault, entropy: Entropy) -> Wrapping:
    kek, entry = entropy(KEY_BYTES), entropy(8).hex()
    made = wrapping.with_entry(store, key, kek, entry, entropy)
    vault.write(_entry_name(store, made), kek.hex())
    return made


def _entry_name(store: str, found: Wrapping) -> str:
    return f"{store}-{found.parameters.get('entry')}"


def _store_key(content: KeyFile, key: bytes) -> StoreKey:
    return StoreKey(key, content.store, content.salt)
