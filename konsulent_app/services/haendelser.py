"""Writes down what must be answerable for: who opened which sag, whose CPR was shown, which paper was saved."""

from enum import StrEnum

from konsulent_app.services.context import Context
from konsulent_app.store.database import Tx
from konsulent_core.clock import to_text


class Haendelse(StrEnum):
    """What was done; ``scope`` is the sag it was done in."""

    AABN_SAG = "aabn_sag"
    VIS_CPR = "vis_cpr"
    GEM_PDF = "gem_pdf"  # with the SHA-256 of the file
    UDSKRIV = "udskriv"  # with the SHA-256 of the PDF that was printed
    GEM_BILLEDE = "gem_billede"  # a paper as a picture; with the SHA-256 of the file
    KOPIER_TEKST = "kopier_tekst"  # to the clipboard, for another system; with the SHA-256 of the text
    GEM_KALENDER = "gem_kalender"  # as above
    HELET = "helet"  # of no sag, as below; how many rows were not what the server had
    GEM_INDSIGT = "gem_indsigt"  # everything about a borger, to be given to her; a line a sag, with the file's SHA-256
    GEM_PAKKE = "gem_pakke"  # a sag sealed for another kommune; as above
    INDLAES_PAKKE = "indlaes_pakke"  # a sag from another kommune was taken in; as above
    GEM_LISTE = "gem_liste"  # borgere by name, for own use; of no sag, as below; with the SHA-256 of the file
    GEM_OPGOERELSE = "gem_opgoerelse"  # of no sag: the scope is the user's own; with the SHA-256 of the file


def log_haendelse(tx: Tx, context: Context, art: Haendelse, sag: int, detalje: str = "") -> None:
    """One line in this machine's own log."""
    tx.conn.exec_driver_sql(
        "INSERT INTO haendelse (hvornaar, art, scope, detalje) VALUES (?,?,?,?)",
        (to_text(context.clock()), art.value, sag, detalje or None),
    )
