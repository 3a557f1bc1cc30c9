"""CVR and P numbers: the company's own numbers, checked as they are written."""

import re

from konsulent_core.errors import UserError

_VAEGTE = (2, 7, 6, 5, 4, 3, 2, 1)


class CvrFejl(UserError):
    """A number that cannot be a CVR or P number."""


def parse_cvr(text: str) -> str:
    """Eight digits, without the spaces and »DK« a person may write. Raises CvrFejl.

    The check digit is modulus 11 with the weights 2 7 6 5 4 3 2 1 (Erhvervsstyrelsen); every CVR number keeps
    it, so unlike CPR one that does not is refused.
    """
    digits = re.sub(r"^DK|[\s.-]", "", text.strip().upper())
    if not re.fullmatch(r"[1-9]\d{7}", digits, re.ASCII):
        raise CvrFejl("Skriv CVR-nummeret med 8 cifre.")
    if sum(weight * int(digit) for weight, digit in zip(_VAEGTE, digits, strict=True)) % 11:
        raise CvrFejl("CVR-nummeret passer ikke med sit kontrolciffer. Se efter, om to cifre er byttet om.")
    return digits


def parse_pnummer(text: str) -> str:
    """Ten digits; a P number has no check digit. Raises CvrFejl."""
    digits = re.sub(r"[\s.-]", "", text)
    if not re.fullmatch(r"[1-9]\d{9}", digits, re.ASCII):
        raise CvrFejl("Skriv P-nummeret med 10 cifre.")
    return digits


def format_cvr(cvr: str) -> str:
    """12 34 56 78"""
    return " ".join(cvr[n : n + 2] for n in range(0, len(cvr), 2))
