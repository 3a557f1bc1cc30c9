"""What papers need beyond the besøg: how the konsulent is reached, and a report in the making."""

from dataclasses import dataclass

from konsulent_core.entities.grund import Record, Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitkort(Record):
    """How a konsulent is reached: what papers print under »Ring til«. One a person, in her own scope; its id is
    ``derived_id("visitkort", bruger)``."""

    tabel = "visitkort"
    scope_art = Scope.USER

    telefon: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rapport(Record):
    """A »Rapport til møde« as far as the konsulent has chosen: its kind, its period and its parts in their order."""

    tabel = "rapport"

    art: str | None = None  # a kind of ``resources/rapporter``
    fra: str | None = None
    til: str | None = None
    moede_dato: str | None = None
    dele: str | None = None  # keys of the chosen parts, a space between

    grupper = (frozenset({"fra", "til"}),)


@dataclass(frozen=True, slots=True, kw_only=True)
class RapportTekst(Record):
    """The konsulent's own words in a report: in place of a paragraph, or a sentence of her own."""

    tabel = "rapport_tekst"
    noegle = ("rapport", "afsnit")

    rapport: int | None = None
    afsnit: str | None = None  # the paragraph's key
    tekst: str | None = None
