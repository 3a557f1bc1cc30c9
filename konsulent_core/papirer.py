"""Which papers a besøg has, who each is for, and which of them all at the table may see (DOMAIN §7)."""

from enum import StrEnum

from konsulent_core.words import BesoegType


class PapirArt(StrEnum):
    """A paper made from one besøg's snapshot; the value names it in files and objects."""

    AFTALEARK = "aftaleark"
    AFTALEARK_ORDBLIND = "aftaleark_ordblind"
    VIRKSOMHED = "virksomhed"
    OPFOELGNING_SAG = "opfoelgning_sag"


AFTALEARK = frozenset({PapirArt.AFTALEARK, PapirArt.AFTALEARK_ORDBLIND})
"""The borger's sheet in both forms; it is also made as a picture."""

VED_BORDET = AFTALEARK | {PapirArt.VIRKSOMHED}
"""Handed out at the table, so they may be on the screen while all three look at it; the journal's may not."""

FILNAVN: dict[PapirArt, str] = {
    PapirArt.AFTALEARK: "aftaleark.pdf",
    PapirArt.AFTALEARK_ORDBLIND: "aftaleark-letlaest.pdf",
    PapirArt.VIRKSOMHED: "opfoelgning-virksomhed.pdf",
    PapirArt.OPFOELGNING_SAG: "opfoelgning.pdf",
}
"""Neutral: a file's name is seen by whoever sits beside."""

# A call or a note is written down for the journal alone; a network meeting and a formøde are held without the company.
_MED_BORGER = frozenset(
    {
        BesoegType.FORMOEDE,
        BesoegType.STARTMOEDE,
        BesoegType.OPFOELGNING,
        BesoegType.NETVAERKSMOEDE,
        BesoegType.AFSLUTNING,
    }
)
_MED_VIRKSOMHED = frozenset({BesoegType.STARTMOEDE, BesoegType.OPFOELGNING, BesoegType.AFSLUTNING})


def papirer_af(besoeg_type: str | None, *, virksomhed: bool, ordblind: bool) -> tuple[PapirArt, ...]:
    """The papers of a besøg in the order they are handed out, the journal's last.

    ``virksomhed``: the besøg has one. ``ordblind``: the borger gets the easily read sheet first, and may have the other
    one too. A type this version does not know has the journal's alone.
    """
    found: list[PapirArt] = []
    if besoeg_type in _MED_BORGER:
        sheets = [PapirArt.AFTALEARK, PapirArt.AFTALEARK_ORDBLIND]
        found += reversed(sheets) if ordblind else sheets
    if virksomhed and besoeg_type in _MED_VIRKSOMHED:
        found.append(PapirArt.VIRKSOMHED)
    return (*found, PapirArt.OPFOELGNING_SAG)


def laeser(art: PapirArt, fornavn: str, virksomhed: str | None) -> str:
    """»Til Janet«, »Til Janet, letlæst«, »Til Gartneri Lund«, »Til journalen«: the paper by its reader.

    That somebody is ordblind is not said: the screen is seen by all at the table.
    """
    match art:
        case PapirArt.AFTALEARK:
            return f"Til {fornavn or 'borgeren'}"
        case PapirArt.AFTALEARK_ORDBLIND:
            return f"Til {fornavn or 'borgeren'}, letlæst"
        case PapirArt.VIRKSOMHED:
            return f"Til {virksomhed or 'virksomheden'}"
        case PapirArt.OPFOELGNING_SAG:
            return "Til journalen"
