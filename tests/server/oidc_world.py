"""A provider under the test's hand, for answers that no honest one gives; the honest one is in test_oidc_provider."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from joserfc import jwt
from joserfc.jwk import RSAKey

from konsulent_server.provider import ProviderAway, ProviderRefused

ISSUER, CLIENT = "https://login.example.dk", "konsulent"
REDIRECT = "http://127.0.0.1:51234/log-ind"


def rsa(kid: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig"})


@dataclass
class Hand:
    """``token`` is handed out for the code »kode«, once."""

    keys: list[RSAKey]
    token: str = ""
    away: bool = False
    issuer: str = ISSUER
    codes: set[str] = field(default_factory=lambda: {"kode"})
    asked: list[str] = field(default_factory=list)
    forms: list[dict[str, str]] = field(default_factory=list)

    def get(self, url: str) -> bytes:
        self.asked.append(url)
        if self.away:
            raise ProviderAway
        if url.endswith("/.well-known/openid-configuration"):
            found = {name: f"{ISSUER}/{name}" for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")}
            return json.dumps({"issuer": self.issuer, **found}).encode()
        return json.dumps({"keys": [key.as_dict(private=False) for key in self.keys]}).encode()

    def post(self, url: str, form: Mapping[str, str], basic: tuple[str, str] | None) -> bytes:
        if self.away:
            raise ProviderAway
        self.forms.append(dict(form) | ({"basic": ":".join(basic)} if basic else {}))
        if form["code"] not in self.codes:
            raise ProviderRefused
        self.codes.discard(form["code"])
        return json.dumps({"access_token": "x", "id_token": self.token}).encode()


def claims(now: datetime, **other: object) -> dict[str, object]:
    at = int(now.timestamp())
    whole = {"iss": ISSUER, "aud": CLIENT, "sub": "123", "iat": at, "exp": at + 300, "nonce": "n1", "upn": "mette"}
    return {name: value for name, value in {**whole, **other}.items() if value is not None}


def signed(key: RSAKey, content: dict[str, object], alg: str = "RS256") -> str:
    return jwt.encode({"alg": alg, "kid": key.kid}, content, key, algorithms=[alg])
