"""CPR numbers: what they say, whether they add up, and how they are shown without being shown."""

import re
from dataclasses import dataclass, field
from datetime import date

from konsulent_core.errors import UserError

MASKE = "••••••-••••"

_FORM = re.compile(r"(\d{2})(\d{2})(\d{2})[- ]?(\d{4}|[0-9A-ZÆØÅ]{4})", re.ASCII)
_VAEGTE = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_TILLAEG = 60  # a replacement number adds 60 to the day


class CprFejl(UserError):
    """No CPR number; the message never holds what was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cpr:
    """A number as kept: ten characters without dash. It stays out of ``repr``, and so out of logs and traces.

    ``erstatning`` is an administrative replacement number: the day raised by 60, or letters in the last four;
    its date of birth may be a guess. ``advarsel`` is for the person to weigh, never a refusal.
    """

    vaerdi: str = field(repr=False)
    foedselsdato: date | None = field(repr=False)
    erstatning: bool
    advarsel: str | None

    @property
    def vist(self) -> str:
        """With dash, for the ten seconds it is shown."""
        return f"{self.vaerdi[:6]}-{self.vaerdi[6:]}"


def parse_cpr(text: str) -> Cpr:
    """The number a person wrote, with or without dash. Raises CprFejl when it is none or its date is none.

    A failed modulus 11 only warns: since 01.10.2007 numbers are given out that do not keep it (CPR-kontoret).
    """
    match = _FORM.fullmatch(text.strip().upper())
    if match is None:
        raise CprFejl("Skriv CPR-nummeret som seks cifre, bindestreg og fire tegn.")
    vaerdi = "".join(match.groups())
    letters = not match[4].isdigit()
    day = int(match[1])
    raised = 61 <= day <= 60 + 31
    erstatning = letters or raised
    foedt = _foedselsdato(day - _TILLAEG if raised else day, int(match[2]), int(match[3]), match[4][0])
    if foedt is None:
        raise CprFejl("De første seks cifre i CPR-nummeret er ikke en dato. Se efter, om de er byttet om.")
    advarsel = None
    if not erstatning and not keeps_modulus(vaerdi):
        advarsel = "CPR-nummeret følger ikke modulus 11. Det gør nogle nyere numre ikke. Er det rigtigt?"
    return Cpr(vaerdi=vaerdi, foedselsdato=foedt, erstatning=erstatning, advarsel=advarsel)


def keeps_modulus(vaerdi: str) -> bool:
    """Whether ten digits keep modulus 11 with the CPR weights. Raises ValueError for anything but digits."""
    return sum(weight * int(digit) for weight, digit in zip(_VAEGTE, vaerdi, strict=True)) % 11 == 0


def _foedselsdato(dag: int, maaned: int, aar: int, syvende: str) -> date | None:
    try:
        return date(_aarhundrede(aar, syvende) + aar, maaned, dag)
    except ValueError:
        return None


def _aarhundrede(aar: int, syvende: str) -> int:
    """The century that the seventh digit tells together with the year (CPR-kontoret, »Personnummeret i
    CPR«).
    """
    match syvende:
        case "0" | "1" | "2" | "3":
            return 1900
        case "4" | "9":
            return 2000 if aar <= 36 else 1900
        case "5" | "6" | "7" | "8":
            return 2000 if aar <= 57 else 1800
        case _:
            return 1900  # a letter tells nothing; the century of most grown people


def mask_cpr(vaerdi: str | None) -> str:
    """What stands where a CPR number is; nothing where there is none."""
    return MASKE if vaerdi else ""
