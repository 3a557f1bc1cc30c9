"""Who speaks and who owes: a person at the table, and the icon and colour of each voice."""

from dataclasses import dataclass

from konsulent_core.words import Stemme


@dataclass(frozen=True)
class Person:
    """Somebody at the table; `noegle` is ASCII and names buttons, `navn` is what is shown."""

    noegle: str
    stemme: Stemme
    navn: str


@dataclass(frozen=True)
class Farve:
    """Tokens and icon of a voice."""

    ink: str
    soft: str
    icon: str
    ord: str


_FARVER = {
    Stemme.BORGER: Farve("accent_ink", "accent_soft", "user", "Borger"),
    Stemme.ARBEJDSGIVER: Farve("plum", "plum_soft", "building-2", "Arbejdsgiver"),
    Stemme.KONSULENT: Farve("info", "info_soft", "briefcase", "Konsulent"),
    Stemme.SAGSBEHANDLER: Farve("ink2", "sunken", "clipboard", "Sagsbehandler"),
}


def farve(stemme: Stemme) -> Farve:
    """How a voice looks everywhere in the app."""
    return _FARVER[stemme]


def initialer(navn: str) -> str:
    """First letters of the first and the last name, in capitals: »Katrine Holm« is KH."""
    ord_ = navn.split()
    return "".join(o[0] for o in (ord_[:1] + ord_[1:][-1:])).upper()
