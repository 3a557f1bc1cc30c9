"""The sager of Rapporter as a list model: those with a møde first, after a search."""

from konsulent_app.store.rapport import RapportSag
from konsulent_app.ui.models.soegemodel import SoegeModel
from konsulent_core.dansk import format_dato
from konsulent_core.soegning import holds


def moede_ord(sag: RapportSag) -> str:
    """»møde 24.03.2026«; empty when none is planned."""
    return f"møde {format_dato(sag.moede)}" if sag.moede is not None else ""


def besoeg_ord(sag: RapportSag) -> str:
    """How much there is to report from."""
    if not sag.besoeg:
        return "intet afsluttet besøg"
    return f"{sag.besoeg} afsluttet besøg" if sag.besoeg == 1 else f"{sag.besoeg} afsluttede besøg"


class RapporterModel(SoegeModel[RapportSag]):
    """By the id of the sag; searched in name and place."""

    def noegle(self, linje: RapportSag) -> int:
        return linje.sag

    def passer(self, linje: RapportSag, soeg: str) -> bool:
        return holds(f"{linje.navn} {linje.sted}", soeg)

    def ord(self, linje: RapportSag) -> str:
        return ", ".join(filter(None, (linje.navn, linje.sted, moede_ord(linje), besoeg_ord(linje))))
