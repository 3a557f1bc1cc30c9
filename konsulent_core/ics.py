"""Writes visits as an iCalendar file (RFC 5545): place and time, and nothing about whom they are with (DOMAIN §7)."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from konsulent_core.clock import COPENHAGEN

VARIGHED = timedelta(minutes=45)
_OCTETS = 75
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Begivenhed:
    """One visit. ``noegle`` is what stays the same when it is moved; without ``tid`` it is a whole day."""

    noegle: str
    dato: date
    tid: time | None
    titel: str
    sted: str


def kalender(begivenheder: Iterable[Begivenhed], nu: datetime) -> bytes:
    """The file. A visit saved again after it was moved replaces the one before: same UID, higher SEQUENCE.

    Times are written in UTC, so that no calendar must know Denmark's rule of summer time.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Konsulent//Opfoelgning//DA", "CALSCALE:GREGORIAN",
             "METHOD:PUBLISH"]  # fmt: skip
    for one in begivenheder:
        lines += _event(one, nu)
    lines.append("END:VCALENDAR")
    return b"".join(_fold(line) for line in lines)


def _event(one: Begivenhed, nu: datetime) -> list[str]:
    uid = hashlib.sha256(one.noegle.encode()).hexdigest()[:32]
    lines = [
        "BEGIN:VEVENT",
        f"UID:{uid}@opfoelgning.invalid",
        f"DTSTAMP:{_instant(nu)}",
        f"SEQUENCE:{max(0, (nu - _EPOCH) // timedelta(minutes=1))}",
        *_span(one),
        f"SUMMARY:{_text(one.titel)}",
    ]
    if one.sted:
        lines.append(f"LOCATION:{_text(one.sted)}")
    return [*lines, "END:VEVENT"]


def _span(one: Begivenhed) -> list[str]:
    if one.tid is None:
        after = one.dato + timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{one.dato:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}", "TRANSP:TRANSPARENT"]
    start = datetime.combine(one.dato, one.tid, COPENHAGEN).astimezone(UTC)
    return [f"DTSTART:{_instant(start)}", f"DTEND:{_instant(start + VARIGHED)}"]


def _instant(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    """A TEXT value: backslash, semicolon, comma and line break escaped, no other control signs."""
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lines = "\\n".join(line.strip() for line in escaped.splitlines())
    return "".join(sign for sign in lines if sign.isprintable())


def _fold(line: str) -> bytes:
    """Content lines of at most 75 octets, cut between characters, each further one behind a space."""
    parts: list[bytes] = []
    now = b""
    for sign in line:
        octets = sign.encode()
        if len(now) + len(octets) > _OCTETS:
            parts.append(now)
            now = b" "
        now += octets
    return b"\r\n".join([*parts, now]) + b"\r\n"
