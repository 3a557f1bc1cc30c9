"""Tokens: drawn at random, and kept only as their SHA-256."""

import hashlib

from konsulent_core.ids import Entropy


def new_token(entropy: Entropy) -> str:
    return entropy(32).hex()


def token_hash(token: str) -> str:
    """Enough for 32 random bytes: there is nothing to guess."""
    return hashlib.sha256(token.encode()).hexdigest()
