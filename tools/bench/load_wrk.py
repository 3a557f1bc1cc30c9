"""wrk as the generator of the shares: as fast as the server answers, from prepared requests, for a few seconds."""

import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

# Each request in the file stands behind its length in eight digits.
_SCRIPT = """
local file = io.open("{requests}", "rb")
local all, at, R = file:read("*a"), 1, {{}}
file:close()
while at <= #all do
  local length = tonumber(all:sub(at, at + 7))
  R[#R + 1] = all:sub(at + 8, at + 7 + length)
  at = at + 8 + length
end
all = nil
local i = 0
request = function() i = i % #R + 1; return R[i] end
"""
_UNITS = {"us": 1e-3, "ms": 1.0, "s": 1e3, "m": 6e4}


class LoadFailed(Exception):
    """The load did not run as it should have, so that its figure would say nothing."""


@dataclass(frozen=True, slots=True)
class Rate:
    """``per_second`` answers, ``answered`` in all; latencies in ms."""

    per_second: float
    answered: int
    p50: float
    p99: float


def run_wrk(folder: Path, port: int, requests: Iterable[bytes], *, secs: int, lines: int) -> Rate:
    """Sends the requests in turn, again from the first after the last. Raises ``LoadFailed`` for any answer but 2xx."""
    prepared = folder / "requests.bin"
    sent = list(requests)
    # wrk makes the first one once to look at it, and does not send that.
    prepared.write_bytes(b"".join(b"%08d%b" % (len(each), each) for each in (sent[0], *sent)))
    script = folder / "requests.lua"
    script.write_text(_SCRIPT.format(requests=prepared))
    command = ["wrk", "-t1", f"-c{lines}", f"-d{secs}s", "--latency", "--timeout", "30s", "-s", str(script)]
    told = subprocess.run(
        [*command, f"http://127.0.0.1:{port}"], capture_output=True, text=True, check=True, timeout=secs + 120
    ).stdout
    if "Non-2xx" in told or "Socket errors" in told:
        raise LoadFailed(" ".join(line.strip() for line in told.splitlines() if "Non-2xx" in line or "errors" in line))
    return Rate(
        float(_found(r"Requests/sec:\s+([\d.]+)", told)),
        int(_found(r"(\d+) requests in", told)),
        _ms(_found(r"^ +50%\s+(\S+)", told)),
        _ms(_found(r"^ +99%\s+(\S+)", told)),
    )


def _found(pattern: str, told: str) -> str:
    found = re.search(pattern, told, re.MULTILINE)
    if found is None:
        raise LoadFailed(f"wrk did not say {pattern}")
    return found[1]


def _ms(told: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s|m)", told).groups()  # type: ignore[union-attr]
    return float(number) * _UNITS[unit]
