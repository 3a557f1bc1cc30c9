"""How a machine and its server prove to each other, with a secret only they know, that it is to wipe itself.

The machine makes ``key`` at its first log-in and tells it then, and at every later log-in, to the server over TLS. An
order to wipe counts only as the answer to a question with a nonce of the machine's own: an answer that was overheard,
or comes from somebody who took over the server's address without its database, proves nothing.
"""

import hashlib
import hmac
from dataclasses import dataclass, field

from konsulent_core.ids import Entropy

_ASKS, _WIPES = "konsulent-ask-1", "konsulent-wipe-1"


@dataclass(frozen=True, slots=True)
class Identity:
    """``machine`` names it, 24 hex digits; ``key`` is its secret, 64 hex digits."""

    machine: str
    key: str = field(repr=False)


def new_identity(entropy: Entropy) -> Identity:
    return Identity(entropy(12).hex(), entropy(32).hex())


def ask_proof(identity: Identity, nonce: str) -> str:
    """Who asks with this nonce knows the secret."""
    return _proof(_ASKS, identity, nonce)


def wipe_proof(identity: Identity, nonce: str) -> str:
    """Who says so knows the secret and has read this very question."""
    return _proof(_WIPES, identity, nonce)


def same(one: str, other: str) -> bool:
    """Takes as long whether they agree or not."""
    return hmac.compare_digest(one.encode(), other.encode())


def _proof(purpose: str, identity: Identity, nonce: str) -> str:
    message = "\x1f".join((purpose, identity.machine, nonce)).encode()
    return hmac.new(bytes.fromhex(identity.key), message, hashlib.sha256).hexdigest()
