"""The register of virksomheder as a list model, after a search."""

from konsulent_app.store.virksomheder import VirksomhedLinje, passer
from konsulent_app.ui.models.soegemodel import SoegeModel
from konsulent_app.ui.models.virksomheder_ord import linje_ord


class VirksomhederModel(SoegeModel[VirksomhedLinje]):
    """By the id of the virksomhed."""

    def noegle(self, linje: VirksomhedLinje) -> int:
        return linje.virksomhed

    def passer(self, linje: VirksomhedLinje, soeg: str) -> bool:
        return passer(linje, soeg)

    def ord(self, linje: VirksomhedLinje) -> str:
        return linje_ord(linje)
