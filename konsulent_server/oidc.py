"""Log-in by the kommune's own provider: the code from the browser becomes the login of somebody we may know."""

import re
from dataclasses import dataclass, field
from typing import Any, TypeVar

import msgspec
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey, RSAKey
from joserfc.jwk import import_key as read_key
from joserfc.jws import extract_compact

from konsulent_core.clock import Clock
from konsulent_server.provider import Provider, ProviderAway, ProviderRefused

T = TypeVar("T")
# Asymmetric ones alone: with HS256 the public key would be the secret, and "none" is no signature.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
LEEWAY = 60  # seconds between the provider's clock and ours
_REMEMBERED = 3600.0  # seconds
_PAUSE = 15.0  # seconds: one who does not answer holds up few
_REDIRECT = re.compile(r"http://127\.0\.0\.1:[0-9]{1,5}/log-ind")


class OidcDenied(Exception):
    """The answer does not prove who it is. ``why`` is one of our own words, for tests and the log."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Client:
    """What a kommune has agreed with its provider. ``claim`` is the one that holds the login."""

    issuer: str
    client: str
    secret: str = field(repr=False)
    scopes: str
    claim: str


@dataclass(frozen=True, slots=True)
class Returned:
    """What the browser brought to the app, with what the app had kept to itself."""

    code: str
    verifier: str
    nonce: str
    redirect: str


class _Discovery(msgspec.Struct, frozen=True):
    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str


class _Tokens(msgspec.Struct, frozen=True):
    id_token: str


class _Keys(msgspec.Struct, frozen=True):
    keys: list[dict[str, Any]]


class Oidc:
    """Remembers each provider's addresses and keys for a while; a key it does not know is looked for anew."""

    def __init__(self, provider: Provider, clock: Clock) -> None:
        self._provider, self._clock = provider, clock
        self._found: dict[str, tuple[float, _Discovery]] = {}
        self._failed: dict[str, float] = {}
        self._keys: dict[str, list[dict[str, Any]]] = {}

    def authorize(self, issuer: str) -> str:
        """Where the browser is sent. Raises ``ProviderAway``."""
        return self._discover(issuer).authorization_endpoint

    def login_of(self, client: Client, returned: Returned) -> str:
        """Exchanges the code and reads the login from the ID token. Raises ``OidcDenied`` or ``ProviderAway``."""
        if not _REDIRECT.fullmatch(returned.redirect):
            raise OidcDenied("redirect")
        found = self._discover(client.issuer)
        form = {
            "grant_type": "authorization_code",
            "code": returned.code,
            "redirect_uri": returned.redirect,
            "code_verifier": returned.verifier,
        }
        basic = (client.client, client.secret) if client.secret else None
        if basic is None:
            form["client_id"] = client.client
        try:
            answer = _decode(self._provider.post(found.token_endpoint, form, basic), _Tokens)
        except ProviderRefused:
            raise OidcDenied("code") from None
        claims = self._claims(client, found, answer.id_token, returned.nonce)
        login = claims.get(client.claim)
        if not isinstance(login, str) or not login:
            raise OidcDenied("claim")
        if client.claim == "email" and claims.get("email_verified") is False:
            raise OidcDenied("email")
        return login

    def _claims(self, client: Client, found: _Discovery, token: str, nonce: str) -> dict[str, Any]:
        """The ID token's claims, all of them checked as OpenID Connect Core 3.1.3.7 asks."""
        if not nonce:
            raise OidcDenied("nonce")
        try:
            claims = self._verified(found, token)
            rules = jwt.JWTClaimsRegistry(
                now=int(self._clock().timestamp()),
                leeway=LEEWAY,
                iss={"essential": True, "value": client.issuer},
                aud={"essential": True, "value": client.client},
                exp={"essential": True},
                iat={"essential": True},
                sub={"essential": True},
                nonce={"essential": True, "value": nonce},
            )
            rules.validate(claims)
        except (JoseError, ValueError, TypeError) as error:
            raise OidcDenied(type(error).__name__) from None
        audience = claims["aud"]
        if isinstance(audience, list) and len(audience) > 1 and claims.get("azp") != client.client:
            raise OidcDenied("azp")
        if claims.get("azp", client.client) != client.client:
            raise OidcDenied("azp")
        return claims

    def _verified(self, found: _Discovery, token: str) -> dict[str, Any]:
        """Raises ``JoseError``, ``ValueError`` or ``OidcDenied``."""
        header = extract_compact(token.encode()).headers()
        for fresh in (False, True):
            for key in self._fitting(found, header, fresh=fresh):
                try:
                    return jwt.decode(token, key, algorithms=list(ALGORITHMS)).claims
                except JoseError:
                    continue  # another of its keys may have signed it; an unknown algorithm fits none
        raise OidcDenied("signature")

    def _fitting(self, found: _Discovery, header: dict[str, Any], *, fresh: bool) -> list[RSAKey | ECKey | OKPKey]:
        """The provider's public signing keys that the token may be signed with."""
        if fresh or found.issuer not in self._keys:
            self._keys[found.issuer] = _decode(self._ask(found.jwks_uri), _Keys).keys
        fitting = []
        for raw in self._keys[found.issuer]:
            if raw.get("use", "sig") != "sig" or ("kid" in header and raw.get("kid") not in (None, header["kid"])):
                continue
            try:
                key = read_key(raw)
            except (JoseError, ValueError, TypeError):
                continue  # of a kind that we do not know
            if isinstance(key, RSAKey | ECKey | OKPKey):
                fitting.append(key)
        return fitting

    def _discover(self, issuer: str) -> _Discovery:
        now = self._clock().timestamp()
        known = self._found.get(issuer)
        if known is not None and 0 <= now - known[0] < _REMEMBERED:
            return known[1]
        if 0 <= now - self._failed.get(issuer, -_PAUSE) < _PAUSE:
            raise ProviderAway
        try:
            found = _decode(self._ask(issuer.rstrip("/") + "/.well-known/openid-configuration"), _Discovery)
            if found.issuer != issuer:
                raise ProviderAway
        except ProviderAway:
            self._failed[issuer] = now
            raise
        self._found[issuer] = (now, found)
        return found

    def _ask(self, url: str) -> bytes:
        try:
            return self._provider.get(url)
        except ProviderRefused:
            raise ProviderAway from None


def _decode(content: bytes, shape: type[T]) -> T:
    try:
        return msgspec.json.decode(content, type=shape)
    except msgspec.DecodeError:
        raise ProviderAway from None
