"""Wraps the store key so that one secret alone gives it back: a keyring entry, a passphrase, or a private key.

The libraries are imported where they are used: together they cost a tenth of a second that the first paint needs.
"""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from konsulent_app.keys.errors import KeyFileDamaged, WrongPassphrase, WrongRecoveryKey
from konsulent_core.ids import Entropy

FORMAT = 1
KEY_BYTES = 32
_NONCE_BYTES = 12
_PURPOSE = "konsulent_app store key"

Parameter = str | int


class Kind(Enum):
    KEYRING = "keyring"
    PASSPHRASE = "passphrase"
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class Wrapping:
    """The store key, encrypted. ``sealed`` is nonce, ciphertext and tag; ``kind`` may be one we do not know yet."""

    kind: str
    parameters: Mapping[str, Parameter]
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Argon2Cost:
    """What one guess at the passphrase costs: about half a second of a laptop, and memory that a GPU lacks."""

    passes: int = 3
    memory_kib: int = 256 * 1024
    lanes: int = 4


# A damaged or planted file must not ask for more than a laptop has.
DEAREST = Argon2Cost(passes=64, memory_kib=2 * 1024 * 1024, lanes=64)


def with_entry(store: str, key: bytes, kek: bytes, entry: str, entropy: Entropy) -> Wrapping:
    """``kek`` is what the keyring holds under ``entry``: 32 random bytes."""
    return _seal(store, Kind.KEYRING, {"entry": entry}, kek, key, entropy)


def open_with_entry(store: str, wrapping: Wrapping, kek: bytes) -> bytes | None:
    """The store key, or None when ``kek`` is not the one."""
    return _open(store, wrapping, kek)


def with_passphrase(store: str, key: bytes, passphrase: str, cost: Argon2Cost, entropy: Entropy) -> Wrapping:
    parameters: dict[str, Parameter] = {
        "argon2id_lanes": cost.lanes,
        "argon2id_memory_kib": cost.memory_kib,
        "argon2id_passes": cost.passes,
        "argon2id_salt": entropy(16).hex(),
    }
    return _seal(store, Kind.PASSPHRASE, parameters, _stretched(passphrase, parameters), key, entropy)


def open_with_passphrase(store: str, wrapping: Wrapping, passphrase: str) -> bytes:
    """Raises ``WrongPassphrase``, or ``KeyFileDamaged`` for parameters nobody wrote."""
    key = _open(store, wrapping, _stretched(passphrase, wrapping.parameters))
    if key is None:
        raise WrongPassphrase
    return key


def with_recovery(store: str, key: bytes, public: bytes, entropy: Entropy) -> Wrapping:
    """A sealed box for the holder of the private key. ``public`` is a raw X25519 key. Raises ``WrongRecoveryKey``."""
    ephemeral = entropy(KEY_BYTES)
    ephemeral_public = public_of(ephemeral)
    parameters: dict[str, Parameter] = {"ephemeral": ephemeral_public.hex(), "recipient": public.hex()}
    kek = _agreed(ephemeral, public, ephemeral_public, public)
    return _seal(store, Kind.RECOVERY, parameters, kek, key, entropy)


def open_with_recovery(store: str, wrapping: Wrapping, private: bytes) -> bytes:
    """Raises ``WrongRecoveryKey``, or ``KeyFileDamaged`` for parameters nobody wrote."""
    try:
        ephemeral_public = bytes.fromhex(str(wrapping.parameters.get("ephemeral")))
    except ValueError:
        raise KeyFileDamaged from None
    kek = _agreed(private, ephemeral_public, ephemeral_public, public_of(private))
    key = _open(store, wrapping, kek)
    if key is None:
        raise WrongRecoveryKey
    return key


def public_of(private: bytes) -> bytes:
    """The raw public key of a raw X25519 private key. Raises ``WrongRecoveryKey`` when it is none."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey  # noqa: PLC0415

    if len(private) != KEY_BYTES:
        raise WrongRecoveryKey
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def _agreed(private: bytes, public: bytes, ephemeral_public: bytes, recipient: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.x25519 import (  # noqa: PLC0415
        X25519PrivateKey,
        X25519PublicKey,
    )
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

    try:
        # A point of low order gives nothing but zeros, which the library refuses with ValueError.
        shared = X25519PrivateKey.from_private_bytes(private).exchange(X25519PublicKey.from_public_bytes(public))
    except ValueError:
        raise WrongRecoveryKey from None
    kdf = HKDF(SHA256(), KEY_BYTES, salt=ephemeral_public + recipient, info=f"{_PURPOSE} recovery {FORMAT}".encode())
    return kdf.derive(shared)


def stretch(passphrase: str, salt: bytes, cost: Argon2Cost) -> bytes:
    """32 bytes by argon2id; ø typed as one sign or as two is the same ø. Raises ``ValueError`` for a cost or salt that
    argon2 has no use for, or where the memory is not there."""
    from argon2.exceptions import HashingError  # noqa: PLC0415
    from argon2.low_level import Type, hash_secret_raw  # noqa: PLC0415

    try:
        return hash_secret_raw(
            unicodedata.normalize("NFC", passphrase).encode(),
            salt,
            time_cost=cost.passes,
            memory_cost=cost.memory_kib,
            parallelism=cost.lanes,
            hash_len=KEY_BYTES,
            type=Type.ID,
        )
    except HashingError as error:
        raise ValueError(str(error)) from None


def _stretched(passphrase: str, parameters: Mapping[str, Parameter]) -> bytes:
    cost = Argon2Cost(
        _count(parameters, "argon2id_passes", DEAREST.passes),
        _count(parameters, "argon2id_memory_kib", DEAREST.memory_kib),
        _count(parameters, "argon2id_lanes", DEAREST.lanes),
    )
    try:
        return stretch(passphrase, bytes.fromhex(str(parameters.get("argon2id_salt"))), cost)
    except ValueError:
        raise KeyFileDamaged from None


def _count(parameters: Mapping[str, Parameter], name: str, most: int) -> int:
    value = parameters.get(name)
    if not isinstance(value, int) or not 1 <= value <= most:
        raise KeyFileDamaged
    return value


def _seal(
    store: str, kind: Kind, parameters: Mapping[str, Parameter], kek: bytes, key: bytes, entropy: Entropy
) -> Wrapping:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    nonce = entropy(_NONCE_BYTES)
    sealed = AESGCM(kek).encrypt(nonce, key, _bound(store, kind.value, parameters))
    return Wrapping(kind.value, parameters, nonce + sealed)


def _open(store: str, wrapping: Wrapping, kek: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    nonce, sealed = wrapping.sealed[:_NONCE_BYTES], wrapping.sealed[_NONCE_BYTES:]
    try:
        return AESGCM(kek).decrypt(nonce, sealed, _bound(store, wrapping.kind, wrapping.parameters))
    except (InvalidTag, ValueError):
        return None


def _bound(store: str, kind: str, parameters: Mapping[str, Parameter]) -> bytes:
    """What a wrapping is sealed together with: moved to another store, kind or cost, it opens no more."""
    return json.dumps([_PURPOSE, FORMAT, store, kind, dict(parameters)], sort_keys=True).encode()
