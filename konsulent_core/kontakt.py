"""How somebody is reached: numbers and e-mail addresses are kept as written; an odd one gets a gentle line."""

import re

_SKILLETEGN = re.compile(r"[\s().\-/]")
_DANSK = re.compile(r"(?:(?:\+|00)45)?[2-9]\d{7}", re.ASCII)
_UDLAND = re.compile(r"(?:\+|00)[1-9]\d{6,13}", re.ASCII)
_LOKAL = re.compile(r",?\s*(?:lok(?:al)?\.?)\s*\d{1,5}$", re.IGNORECASE | re.ASCII)
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")

ODD_TELEFON = "Nummeret ligner ikke et dansk nummer med 8 cifre. Det er gemt, som du skrev det."
ODD_EMAIL = "Adressen ligner ikke en e-mail. Den er gemt, som du skrev den."


def telefon_hint(text: str) -> str:
    """What is odd about a phone number, "" when nothing is.

    A Danish number has eight digits and does not begin with 0 or 1 (Digitaliseringsstyrelsen's nummerplan); one from
    abroad begins with + or 00 and has at most fifteen digits (ITU-T E.164). »lok. 12« may follow.
    """
    raw = _SKILLETEGN.sub("", _LOKAL.sub("", text.strip()))
    if not raw or _DANSK.fullmatch(raw):
        return ""
    abroad = _UDLAND.fullmatch(raw) and not re.match(r"(?:\+|00)45", raw)
    return "" if abroad else ODD_TELEFON


def email_hint(text: str) -> str:
    """What is odd about an e-mail address, "" when nothing is: something, @, and a name with a dot."""
    raw = text.strip()
    return "" if not raw or _EMAIL.fullmatch(raw) else ODD_EMAIL
