"""Which columns a kind of record has on paper, and which of its fields are for machines alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from konsulent_core.entities import Record, Vurdering
from konsulent_core.udlevering.felter import HVILKEN
from konsulent_core.udlevering.vaerdi import Opslag, said
from konsulent_core.words import Audience

INTERN = "Intern: skrevet til konsulenten selv og teamlederen"

TEKNISK = frozenset({"slettet", "orden", "besoeg", "snapshot", "borger"})
"""Said in another way: by a word in front, by the order, by the heading above, in a section of its own, on page 1."""


@dataclass(frozen=True, slots=True)
class Celle:
    """What a column holds of a record: ``felter`` each on a line of its own, or told ``samlet`` as one."""

    hoved: str
    bredde: float
    felter: tuple[str, ...]
    samlet: bool = False

    def words(self, post: Record, opslag: Opslag) -> str:
        if self.samlet:
            level = opslag.trin(post) if isinstance(post, Vurdering) else ""
            return "\n".join(filter(None, (said(post, self.felter), level)))
        if self.felter == ("felt",):
            return _felt(post, opslag)
        if HVILKEN in self.felter:
            return "\n".join(filter(None, (opslag.vaerdi(post, "tabelnavn"), opslag.vaerdi(post, HVILKEN))))
        return "\n".join(filter(None, (opslag.vaerdi(post, felt) for felt in self.felter)))


def _felt(post: Record, opslag: Opslag) -> str:
    """The felt's title, and that it is intern."""
    found = opslag.felt(getattr(post, "besoeg", None), getattr(post, "felt", None))
    words = opslag.vaerdi(post, "felt")
    return f"{words}\n{INTERN}" if found is not None and found.audience == Audience.INTERN else words


_C = Celle
TABELLER: Mapping[str, tuple[Celle, ...]] = {
    "indsats": (_C("Indsats", 0.4, ("navn", "art")), _C("Ugeplan", 0.3, ("ugeplan",)), _C("Fra", 0.15, ("start",)),
                _C("Til", 0.15, ("slut",))),
    "delmaal": (_C("Delmål", 0.4, ("tekst",)), _C("Praktik", 0.25, ("praktik",)), _C("Dato", 0.13, ("dato",)),
                _C("Tilstand", 0.12, ("tilstand",)), _C("SMART", 0.1, ("smart",))),
    "skaanehensyn": (_C("Skånehensyn", 0.22, ("titel",)), _C("Årsag", 0.3, ("aarsag",)),
                     _C("Ordlyd på arbejdspladsen", 0.35, ("ordlyd",)), _C("Aftalt", 0.13, ("aftalt",))),
    "opgave": (_C("Opgave", 0.6, ("navn",)), _C("Praktik", 0.4, ("praktik",))),
    "timer": (_C("Fra", 0.13, ("fra",)), _C("Timer om ugen", 0.22, ("timer", "timer_til", "loentimer"), samlet=True),
              _C("Mønster", 0.12, ("moenster",)), _C("Art", 0.12, ("art",)), _C("Årsag", 0.21, ("aarsag",)),
              _C("Praktik", 0.2, ("praktik",))),
    "udsagn": (_C("Hvor", 0.27, ("felt",)), _C("Hvem", 0.2, ("person", "stemme")),
               _C("Det, der blev sagt", 0.53, ("tekst",))),
    "vurdering": (_C("Område", 0.22, ("dimension",)), _C("Hvem", 0.18, ("stemme",)),
                  _C("Vurdering", 0.6, ("trin", "retning", "ikke_droeftet", "foerst"), samlet=True)),
    "svar": (_C("Spørgsmål", 0.37, ("felt",)), _C("Hvem", 0.15, ("stemme",)), _C("Svar", 0.48, ("vaerdi",))),
    "opgave_trin": (_C("Opgave", 0.5, ("opgave",)), _C("Trin", 0.5, ("trin", "grund"), samlet=True)),
    "fremmoede": (_C("Uge", 0.2, ("uge",)),
                  _C("Fremmøde", 0.8, ("ma", "ti", "on", "to", "fr", "loe", "soe"), samlet=True)),
    "skaanehensyn_svar": (_C("Skånehensyn", 0.6, ("skaanehensyn",)), _C("Virkning", 0.4, ("virkning",))),
    "aftale": (_C("Aftale", 0.42, ("hvad",)), _C("Hvem", 0.22, ("person", "part")), _C("Senest", 0.12, ("senest",)),
               _C("Gjort", 0.12, ("gjort", "gjort_dato")), _C("Praktik", 0.12, ("praktik",))),
    "spoergsmaal": (_C("Spørgsmål", 0.5, ("tekst",)), _C("Punkt", 0.2, ("punkt",)), _C("Stillet", 0.15, ("stillet",)),
                    _C("Hvem", 0.15, ("hvem", "sag"))),
    "journalisering": (_C("Kopieret til", 0.4, ("maal",)), _C("Hvem", 0.35, ("hvem",)),
                       _C("Hvornår", 0.25, ("hvornaar",))),
    "rapport_tekst": (_C("Rapport", 0.2, ("rapport",)), _C("Afsnit", 0.2, ("afsnit",)), _C("Tekst", 0.6, ("tekst",))),
    "rettelse": (_C("Nr.", 0.07, ("nummer",)), _C("Hvad", 0.23, ("tabelnavn", HVILKEN)), _C("Før", 0.17, ("foer",)),
                 _C("Efter", 0.17, ("efter",)), _C("Begrundelse", 0.2, ("begrundelse", "tilstand")),
                 _C("Hvem og hvornår", 0.16, ("hvem", "hvornaar", "gaeldende_fra"))),
    "konflikt": (_C("Hvad", 0.18, ("tabelnavn", HVILKEN)), _C("Før", 0.16, ("foer",)),
                 _C("Det ene sted", 0.24, ("min", "min_hvem", "min_hvornaar")),
                 _C("Det andet sted", 0.24, ("server", "server_hvem", "server_hvornaar")),
                 _C("Afgjort", 0.18, ("tilstand", "valgt"))),
    "forsinket": (_C("Hvad", 0.3, ("tabelnavn", HVILKEN)), _C("Ændringer", 0.12, ("antal",)),
                  _C("Hvem", 0.2, ("hvem",)), _C("Skrevet", 0.14, ("hvornaar",)),
                  _C("Modtaget", 0.14, ("modtaget",)), _C("Set af", 0.1, ("set_af",))),
    "sagtal": (_C("Dag", 0.15, ("dag",)), _C("Sag", 0.2, ("nummer", "sag")), _C("Konsulent", 0.2, ("konsulent",)),
               _C("Tal", 0.45, ("tal",))),
}  # fmt: skip
"""Kind → its columns."""

FAKTA = ("borger", "sag", "praktik", "besoeg", "rapport", "virksomhed", "kontaktperson", "laering")
"""Kinds that are told field by field, each record for itself."""
UNDER_BESOEG = (
    "udsagn", "vurdering", "svar", "opgave_trin", "fremmoede", "skaanehensyn_svar", "aftale", "rettelse",
    "journalisering",
)  # fmt: skip
"""Kinds that are told under the besøg that they belong to."""
UDELADT = ("maaltal", "skemafil", "visitkort")
"""Kinds that are about no borger."""
