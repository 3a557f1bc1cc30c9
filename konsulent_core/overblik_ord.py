"""The closed sets of Overblik in Danish, for the page and for its file."""

from konsulent_core.loefter import LoeftePart
from konsulent_core.overblik import HANDLING_UGER, KONTAKT_UGER, Tal
from konsulent_core.overblik_periode import UgeSpand
from konsulent_core.words import MaaltalArt, Part, Sagsgruppe

TAL_ORD: dict[Tal, str] = {
    Tal.I_PRAKTIK: "i praktik",
    Tal.LOENTIMER: "med løntimer",
    Tal.UDEN_DATO: "uden dato",
    Tal.FORFALDNE: "forfaldne",
    Tal.BEKYMRING: "bekymring",
    Tal.UDEN_KONTAKT: f"uden kontakt i {KONTAKT_UGER} uger",
    Tal.MENTORSTOETTE: "med mentorstøtte",
    Tal.MOEDE: "møde planlagt",
    Tal.UDEN_KONSULENT: "uden konsulent",
    Tal.UDEN_HANDLING: f"uden handling i {HANDLING_UGER} uger",
    Tal.SE_IGEN: "skal ses på igen nu",
}
GRUPPE_ORD: dict[Sagsgruppe, str] = {
    Sagsgruppe.I_VIRKSOMHED: "I virksomhed nu",
    Sagsgruppe.KLAR_NU: "Klar nu",
    Sagsgruppe.KLAR_MED_STOETTE: "Klar med støtte",
    Sagsgruppe.AFVENTER: "Afventer",
}
MAAL_ORD: dict[MaaltalArt, str] = {
    MaaltalArt.VIRKSOMHEDSFORLOEB: "i virksomhedsforløb",
    MaaltalArt.LOENTIMER: "med løntimer",
    MaaltalArt.MENTORSTOETTE: "med mentorstøtte",
}
SPAND_ORD: dict[UgeSpand, str] = {
    UgeSpand.UGE_1_2: "1–2",
    UgeSpand.UGE_3_4: "3–4",
    UgeSpand.UGE_5_8: "5–8",
    UgeSpand.UGE_9_13: "9–13",
    UgeSpand.UGE_14: "14+",
}
LOEFTE_ORD: dict[LoeftePart, str] = {
    LoeftePart.JOBCENTER: "Jobcentret",
    LoeftePart.VIRKSOMHED: "Virksomhederne",
    LoeftePart.BORGER: "Borgerne",
}
AF_ORD: dict[str, str] = {
    Part.BORGER: "borger",
    Part.VIRKSOMHED: "virksomhed",
    Part.KONSULENT: "jobcenter",
    Part.SAGSBEHANDLER: "jobcenter",
    "": "ingen",
}
"""Who stopped a praktik; "" is nobody of them."""


def aarsag_ord(aarsag: str) -> str:
    """The cause in its own words."""
    return aarsag or "Uden årsag"
