"""The content of »Indsigt« before it is set: sections of facts and tables, in plain words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fakta:
    """One record: what it is, and its fields as (name, words)."""

    titel: str
    linjer: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Kolonne:
    """``bredde`` is a share of the table's width."""

    hoved: str
    bredde: float


@dataclass(frozen=True, slots=True)
class Tabel:
    """``titel`` "" where the section's own says it."""

    titel: str
    kolonner: tuple[Kolonne, ...]
    raekker: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Ord:
    """A paragraph."""

    tekst: str


@dataclass(frozen=True, slots=True)
class Under:
    """A heading within a section: what follows is about it."""

    titel: str


Del = Fakta | Tabel | Ord | Under


@dataclass(frozen=True, slots=True)
class Afsnit:
    titel: str
    dele: tuple[Del, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Indsigtsblad:
    """``foer`` stands before the sections, ``rettigheder`` in the frame after them."""

    navn: str
    under: str
    fod: str
    fakta: tuple[tuple[str, str], ...]
    foer: tuple[str, ...]
    afsnit: tuple[Afsnit, ...]
    rettigheder: tuple[str, ...]
