"""What one server is told: each setting is declared once, checked, and read from a name in the environment."""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated

import msgspec
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

PREFIX = "KONSULENT_"
_PLACE = re.compile(r"(?P<host>[^\s:]+|\[[0-9a-fA-F:]+\]):(?P<port>\d{1,5})")
_Port = Annotated[int, msgspec.Meta(ge=0, le=65535)]
_Rate = Annotated[float, msgspec.Meta(gt=0)]


class BadSetting(Exception):
    """A setting that the server cannot start with; the text names it and says what to write instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Each is also KONSULENT_ and its name in capitals: ``workers`` is KONSULENT_WORKERS."""

    # An SQLAlchemy address: sqlite:///file for one machine, postgresql+psycopg://… in production.
    database: str = "sqlite:///konsulent-server.db"
    host: str = "127.0.0.1"
    port: _Port = 8470
    workers: Annotated[int, msgspec.Meta(ge=1, le=64)] = 1
    # A certificate chain and its key, PEM files. Empty: http, for loopback or behind a proxy.
    tls_cert: str = ""
    tls_key: str = ""
    # Addresses or networks, comma between, of the proxies whose word on who asks is taken.
    behind_proxy: str = ""
    # host:port that answers /metrics; empty: nowhere.
    metrics: str = "127.0.0.1:9470"
    # Whether a line a request goes to stderr.
    log: bool = True
    # Requests a second from one address and from one user, log-in attempts a minute from one address and to one login;
    # each of all workers together.
    rate_address: _Rate = 100.0
    rate_user: _Rate = 20.0
    rate_login: _Rate = 20.0
    # Connections that one worker keeps at once.
    connections: Annotated[int, msgspec.Meta(ge=1)] = 4000
    # Seconds that requests under way have when the server is told to stop.
    grace: Annotated[int, msgspec.Meta(ge=1, le=600)] = 30
    # Days after which a closed sag leaves its konsulent's machines.
    closed_days: Annotated[int, msgspec.Meta(ge=1)] = 90
    # Megabytes free beside an SQLite file below which the server says that it is not ready.
    min_free: Annotated[int, msgspec.Meta(ge=0)] = 256

    @property
    def is_sqlite(self) -> bool:
        return make_url(self.database).get_backend_name() == "sqlite"

    @property
    def proxies(self) -> list[str]:
        return [part.strip() for part in self.behind_proxy.split(",") if part.strip()]

    @property
    def metrics_place(self) -> tuple[str, int] | None:
        """Host and port, or None where no metrics are wanted."""
        found = _PLACE.fullmatch(self.metrics)
        return None if found is None else (found["host"].strip("[]"), int(found["port"]))


def read_settings(environment: Mapping[str, str], given: Mapping[str, object]) -> Settings:
    """From the environment; what is ``given`` on the command line (and not None) goes before. Raises ``BadSetting``."""
    told: dict[str, object] = {}
    for each in fields(Settings):
        value = given.get(each.name)
        value = environment.get(PREFIX + each.name.upper()) if value is None else value
        if value is not None:
            told[each.name] = value
    try:
        settings = msgspec.convert(told, Settings, strict=False)
    except msgspec.ValidationError as error:
        # »Expected `int` <= 65535 - at `$.port`«: what was written is not repeated, it may hold a password.
        wanted, _, place = str(error).partition(" - at `$.")
        raise BadSetting(f"{_names(place.rstrip('`'))}: {wanted}") from None
    _check(settings)
    return settings


def _check(settings: Settings) -> None:
    try:
        backend = make_url(settings.database).get_backend_name()
    except ArgumentError:
        backend = ""
    if backend not in ("sqlite", "postgresql"):
        raise BadSetting(f"{_names('database')}: write sqlite:///file or postgresql+psycopg://user@host/name")
    if backend == "sqlite" and settings.workers > 1:
        raise BadSetting(f"{_names('workers')}: SQLite takes one worker; more of them need PostgreSQL")
    if bool(settings.tls_cert) != bool(settings.tls_key):
        raise BadSetting(f"{_names('tls_cert')} and {_names('tls_key')} go together: give both or neither")
    for name in ("tls_cert", "tls_key"):
        path = getattr(settings, name)
        if path and not Path(path).is_file():
            raise BadSetting(f"{_names(name)}: there is no such file")
    for address in settings.proxies:
        try:
            ipaddress.ip_network(address)
        except ValueError:
            raise BadSetting(f"{_names('behind_proxy')}: write addresses or networks, such as 10.0.0.5") from None
    if settings.metrics and settings.metrics_place is None:
        raise BadSetting(f"{_names('metrics')}: write host:port, such as 127.0.0.1:9470, or nothing for none")


def _names(name: str) -> str:
    return f"{PREFIX}{name.upper()} (--{name.replace('_', '-')})"
