"""Makes a paper of a besøg for the pages: read, set, and turned into pictures, all off the UI thread."""

import threading
from dataclasses import dataclass, field
from pathlib import Path

from konsulent_app.pdf.opfoelgning_sag import build
from konsulent_app.pdf.preview import render_pages
from konsulent_app.pdf.rettelse import RettelseLinje
from konsulent_app.services.afslut import printed_snapshot
from konsulent_app.services.context import Context
from konsulent_app.services.rettelser import RettelseTekst, read_rettelser
from konsulent_app.store.besoeg import read_besoeg
from konsulent_app.store.database import Database
from konsulent_app.ui.pages.papir import Billede, Papir
from konsulent_core.errors import UserError
from konsulent_core.words import RettelseTilstand

FILE_NAME = "opfoelgning.pdf"  # neutral: a file's name is seen by whoever sits beside


@dataclass(frozen=True, slots=True)
class Papers:
    """ReportLab's and pdfium's registries are of the process: one paper at a time."""

    database: Database
    context: Context
    fonts: Path
    one_at_a_time: threading.Lock = field(default_factory=threading.Lock)

    def pdf(self, besoeg: int) -> bytes:
        """»Opfølgning – sag« of a locked besøg from its snapshot, of a kladde from what stands now.

        Raises ``UserError`` when the besøg is not on this machine.
        """
        with self.database.reading() as tx:
            blad = read_besoeg(tx, besoeg)
            if blad is None:
                raise UserError("Besøget findes ikke på denne pc længere.")
            snapshot = printed_snapshot(self.context, blad)
            rettelser = tuple(
                _line(r) for r in read_rettelser(tx, self.context, blad) if r.tilstand is RettelseTilstand.GAELDENDE
            )
        with self.one_at_a_time:
            return build(snapshot, rettelser, self.fonts)

    def papir(self, besoeg: int, width: int) -> Papir:
        """The paper with its pages as pictures, ``width`` px wide."""
        pdf = self.pdf(besoeg)
        with self.one_at_a_time:
            pages = render_pages(pdf, width)
        return Papir(pdf, FILE_NAME, tuple(Billede(p.width, p.height, p.stride, p.rgb) for p in pages))


def _line(rettelse: RettelseTekst) -> RettelseLinje:
    return RettelseLinje(
        nummer=rettelse.nummer,
        dato=rettelse.dato.isoformat(),
        hvem=rettelse.hvem,
        begrundelse=rettelse.begrundelse,
        felt=rettelse.felt,
        audience=rettelse.audience.value,
        foer=rettelse.foer,
        efter=rettelse.efter,
    )
