"""Log-in by password or by the kommune's provider, its renewal, and a changed password."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Row, text

from konsulent_core import adgangskode
from konsulent_core.clock import Clock, to_text
from konsulent_core.maskine import Identity
from konsulent_core.wire import (
    LoginRequest,
    LoginResponse,
    LoginWay,
    LoginWays,
    OidcRequest,
    PasswordRequest,
    Problem,
    RenewRequest,
)
from konsulent_server.database import glancing, writing
from konsulent_server.exchange import Refused
from konsulent_server.lockout import Lockout
from konsulent_server.machines import WIPED, enroll
from konsulent_server.oidc import Oidc, OidcDenied, Returned
from konsulent_server.passwords import Passwords
from konsulent_server.provider import ProviderAway
from konsulent_server.sessions import Pair, Sessions, close_families
from konsulent_server.tokens import token_hash
from konsulent_server.ways import Way, all_ways, way_of

WRONG = Problem("login", "Brugernavn og adgangskode passer ikke sammen. Prøv igen.")
ENDED = Problem("session", "Log ind igen for at sende og hente.")
_BY_PROVIDER = Problem("login", "Din kommune bruger sit eget login. Brug »Log ind med kommunens login«.")
_MUST_CHANGE = Problem(
    "must_change", "Adgangskoden er givet dig af en anden. Vælg en ny, som kun du kender, for at komme ind."
)
_AWAY = Problem("provider_away", "Kommunens login svarer ikke lige nu. Prøv igen om lidt.")
_DENIED = Problem("oidc", "Kommunens login kunne ikke bekræfte, hvem du er. Prøv igen.")
_NOBODY = Problem("oidc_user", "Du er ikke oprettet som bruger her. Bed kommunens administrator om at oprette dig.")


@dataclass(frozen=True, slots=True)
class Logins:
    engine: Engine
    clock: Clock
    passwords: Passwords
    lockout: Lockout
    sessions: Sessions
    oidc: Oidc

    def ways(self) -> LoginWays:
        """What is offered to somebody nobody knows yet. A provider that does not answer is offered without address."""
        with glancing(self.engine) as conn:
            found = all_ways(conn)
        offered = []
        for way in found:
            if way.client is None:
                continue
            try:
                authorize = self.oidc.authorize(way.client.issuer)
            except ProviderAway:
                authorize = ""
            client = way.client
            offered.append(LoginWay(way.kommune, way.kommune_name, authorize, client.client, client.scopes))
        return LoginWays(any(way.password for way in found) or not found, offered)

    def by_password(self, asked: LoginRequest, address: str) -> LoginResponse:
        """Raises ``Refused``: 401 for a login and password that do not belong together, 403 for a password that must
        be changed, 422 for a new one that cannot be, 429, or what ``enroll`` raises."""
        with self.lockout.attempt(asked.user, address):
            row = self._known(asked.user)
            if not self.passwords.fits(None if row is None else row.kode, asked.password) or row is None:
                raise Refused(401, WRONG)
        with glancing(self.engine) as conn:
            way = _sure(way_of(conn, row.kommune))
        if not way.password:
            raise Refused(401, _BY_PROVIDER)
        if asked.new_password:
            self._check(asked.new_password, asked.password, asked.user, row.navn)
        elif row.skal_skifte:
            raise Refused(403, _MUST_CHANGE)
        with writing(self.engine) as conn:
            if asked.new_password or self.passwords.is_outgrown(row.kode):
                self._keep(conn, row.id, asked.new_password or asked.password)
            if asked.new_password:
                close_families(conn, to_text(self.clock()), "ny adgangskode", bruger=row.id)
            pair = self._begin(conn, row.id, Identity(asked.machine, asked.machine_key), asked.machine_name)
        return self._response(row, way, pair)

    def by_provider(self, asked: OidcRequest, address: str) -> LoginResponse:
        """Raises ``Refused``: 401 for an answer that proves nothing, 403 for somebody who is no user here, 503 when
        the provider is away, 429, or what ``enroll`` raises. It never makes a user, nor any right."""
        with glancing(self.engine) as conn:
            way = way_of(conn, asked.kommune)
        if way is None or way.client is None or not asked.machine:
            raise Refused(401, _DENIED)
        login = ""
        with self.lockout.attempt("", address):
            try:
                returned = Returned(asked.code, asked.verifier, asked.nonce, asked.redirect)
                login = self.oidc.login_of(way.client, returned)
            except OidcDenied:
                raise Refused(401, _DENIED) from None
            except ProviderAway:
                pass  # nobody's guess: a morning without the provider must not lock out a whole kommune
        if not login:
            raise Refused(503, _AWAY)
        row = self._known(login)
        if row is None or row.kommune != way.kommune:
            raise Refused(403, _NOBODY)
        with writing(self.engine) as conn:
            pair = self._begin(conn, row.id, Identity(asked.machine, asked.machine_key), asked.machine_name)
        return self._response(row, way, pair)

    def renew(self, asked: RenewRequest) -> LoginResponse:
        """Raises ``Refused``: 401 for a refresh token that is worth nothing, 410 where its machine is revoked."""
        with writing(self.engine) as conn:
            renewed = self.sessions.renew(conn, asked.refresh, asked.machine)
        if renewed.revoked:
            raise Refused(410, WIPED)
        if renewed.pair is None:
            raise Refused(401, ENDED)
        with glancing(self.engine) as conn:
            row = conn.execute(text(f"{_SELECT} WHERE b.id=:i"), {"i": renewed.user}).one()
        with glancing(self.engine) as conn:
            way = _sure(way_of(conn, row.kommune))
        return self._response(row, way, renewed.pair)

    def change_password(self, asked: PasswordRequest, token: str, address: str) -> None:
        """By the person herself; her other sessions end. Raises ``Refused``: 401 without a session, 422 at the field
        that is wrong, or 429."""
        now, digest = to_text(self.clock()), token_hash(token)
        with glancing(self.engine) as conn:
            sql = f"{_SELECT} JOIN session s ON s.bruger=b.id WHERE s.hash=:h AND s.udloeber>:n AND {_OPEN}"
            row = conn.execute(text(sql), {"h": digest, "n": now}).first()
        if row is None:
            raise Refused(401, ENDED)
        with self.lockout.attempt(row.login, address):
            if not self.passwords.fits(row.kode, asked.old):
                raise Refused(422, Problem("password", "Den nuværende adgangskode passer ikke.", field="old_password"))
        self._check(asked.new, asked.old, row.login, row.navn)
        with writing(self.engine) as conn:
            self._keep(conn, row.id, asked.new)
            close_families(conn, now, "ny adgangskode", bruger=row.id, but=digest)

    def _known(self, login: str) -> Row[Any] | None:
        """A user who may log in."""
        with glancing(self.engine) as conn:
            given = {"l": login.strip(), "n": to_text(self.clock())}
            return conn.execute(text(f"{_SELECT} WHERE b.login=:l AND {_OPEN}"), given).first()

    def _begin(self, conn: Connection, user: int, identity: Identity, name: str) -> Pair:
        if identity.machine:
            enroll(conn, user, identity, name, to_text(self.clock()))
        return self.sessions.begin(conn, user, identity.machine)

    def _keep(self, conn: Connection, user: int, password: str) -> None:
        sql = "UPDATE bruger SET kode=:p, skal_skifte=:s WHERE id=:i"
        conn.execute(text(sql), {"p": self.passwords.make(password), "s": 0, "i": user})

    def _check(self, new: str, old: str, login: str, name: str) -> None:
        wrong = adgangskode.fault(new, old, login, name)
        if wrong:
            raise Refused(422, Problem("password", wrong, field="new_password"))

    def _response(self, row: Row[Any], way: Way, pair: Pair) -> LoginResponse:
        now = to_text(self.clock())
        return LoginResponse(
            pair.token,
            row.id,
            row.navn,
            row.kommune,
            way.kommune_name,
            role=row.rolle,
            team=row.team or 0,
            refresh=pair.refresh,
            offline_days=way.offline_days,
            at=now,
        )


def _sure(way: Way | None) -> Way:
    assert way is not None, "a user's kommune is there"
    return way


_SELECT = "SELECT b.id, b.login, b.kode, b.navn, b.kommune, b.rolle, b.team, b.skal_skifte FROM bruger b"
_OPEN = "(b.lukket IS NULL OR b.lukket>:n)"
