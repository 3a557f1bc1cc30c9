"""Makes papers for the pages, of a besøg or a sag: read, set, and turned into pictures, all off the UI thread."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from konsulent_app.pdf import rapport, style
from konsulent_app.pdf.opfoelgning_sag import build
from konsulent_app.pdf.preview import PageImage, render_pages
from konsulent_app.pdf.rettelse import RettelseLinje
from konsulent_app.services.afslut import printed_snapshot
from konsulent_app.services.context import Context
from konsulent_app.services.rettelser import RettelseTekst, read_rettelser
from konsulent_app.store.besoeg import read_besoeg
from konsulent_app.store.database import Database
from konsulent_app.store.rapport import read_rapport
from konsulent_app.ui.pages.papir import Billede, Papir
from konsulent_app.ui.pages.rapport_papir import IKKE_HER, RapportPapir, Sted
from konsulent_core.errors import UserError
from konsulent_core.rapport import byg
from konsulent_core.rapport.art import RapportArt
from konsulent_core.rapport.valg import choose_art, read_valg
from konsulent_core.words import RettelseTilstand

RAPPORT_NAME = "rapport.pdf"
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
        return Papir(pdf, FILE_NAME, tuple(_picture(p) for p in pages))


@dataclass(frozen=True, slots=True)
class Rapporter:
    """The same for »Rapport til møde«. ``arter`` by key."""

    papers: Papers
    arter: Mapping[str, RapportArt]

    def papir(self, sag: int, width: int) -> RapportPapir:
        """The sag's report as it is chosen now, with its pages ``width`` px wide and where each claim stands.

        Raises ``UserError`` when the sag is not on this machine.
        """
        papers = self.papers
        i_dag = papers.context.i_dag()
        with papers.database.reading() as tx:
            found = read_rapport(tx, sag)
        if found is None:
            raise UserError(IKKE_HER)
        art = choose_art(found.rapport, self.arter)
        valg = read_valg(found.rapport, found.grundlag, art, found.tekster, i_dag)
        blad = byg.build(found.grundlag, papers.context.skemaer, art, valg)
        with papers.one_at_a_time:
            made = rapport.build(blad, papers.fonts)
            pages = render_pages(made.pdf, width)
        part = 1 / style.PAGE_WIDTH
        return RapportPapir(
            blad=blad,
            art=art,
            valg=valg,
            moede_sidst=found.grundlag.sag.moede_sidst,
            pdf=made.pdf,
            filnavn=RAPPORT_NAME,
            sider=tuple(_picture(p) for p in pages),
            steder=tuple(
                Sted(s.noegle, s.page, s.x * part, s.y * part, s.width * part, s.height * part) for s in made.steder
            ),
        )


def _picture(page: PageImage) -> Billede:
    return Billede(page.width, page.height, page.stride, page.rgb)


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
