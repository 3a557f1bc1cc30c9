"""Makes papers for the pages, of a besøg or a sag: read, set, and turned into pictures, all off the UI thread."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from konsulent_app.pdf import forberedelse, rapport, style
from konsulent_app.pdf.forberedelse import Forberedelse, PunktTekst
from konsulent_app.pdf.opfoelgning_sag import build
from konsulent_app.pdf.preview import PageImage, render_pages
from konsulent_app.pdf.rettelse import RettelseLinje
from konsulent_app.services.afslut import printed_snapshot
from konsulent_app.services.context import Context
from konsulent_app.services.rettelser import RettelseTekst, read_rettelser
from konsulent_app.store.besoeg import BesoegBlad, read_besoeg, read_kommende
from konsulent_app.store.database import Database
from konsulent_app.store.rapport import read_rapport
from konsulent_app.ui.pages import forbered_ord as ord_
from konsulent_app.ui.pages.papir import Billede, Papir
from konsulent_app.ui.pages.rapport_papir import IKKE_HER, RapportPapir, Sted
from konsulent_app.ui.pages.sag_ord import aftale_ord
from konsulent_app.ui.widgets.aftale import AftaleVisning
from konsulent_core.dansk import format_dato
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

    def forberedelse(self, sag: int, egne: bool) -> bytes:
        """What is taken along to the next visit; ``egne``: with the konsulent's own questions.

        Raises ``UserError`` when the sag is not on this machine.
        """
        with self.database.reading() as tx:
            blad = read_kommende(tx, sag, self.context.clock())
        if blad is None:
            raise UserError("Sagen er ikke på denne pc længere.")
        if not egne:
            blad = replace(blad, spoergsmaal=())
        sheet = forberedelse_blad(blad, self.context)
        with self.one_at_a_time:
            return forberedelse.build(sheet, self.fonts)


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


def forberedelse_blad(blad: BesoegBlad, context: Context) -> Forberedelse:
    """What the sheet for the next visit says, in words."""
    i_dag = context.i_dag()
    skema = ord_.dagsorden(context.skemaer, i_dag)
    own = ord_.spoergsmaal(blad, skema)
    punkter = ord_.punkter(blad, skema)
    known = {punkt.nummer for punkt in punkter}
    return Forberedelse(
        navn=ord_.navn(blad),
        under=ord_.under_navn(blad, i_dag),
        dato=format_dato(i_dag),
        sidst=f"Sidste besøg {format_dato(blad.sidst.dato)}" if blad.sidst else "",
        siden=tuple(ord_.siden_linjer(blad)),
        punkter=tuple(
            PunktTekst(
                nummer=punkt.nummer,
                titel=punkt.titel,
                fakta=punkt.fakta,
                noter=punkt.noter or (punkt.tom,),
                spoergsmaal=tuple(
                    one.tekst
                    for one in own
                    if not one.stillet
                    and (one.nummer == punkt.nummer or (punkt is punkter[0] and one.nummer not in known))
                ),
            )
            for punkt in punkter
        ),
        aftaler=tuple(_aftale(aftale_ord(aftale, i_dag)) for aftale in ord_.aabne(blad)),
        delmaal=tuple(f"{delmaal.tekst or ''}  ·  {ord_.delmaal_ord(delmaal, i_dag)[0]}" for delmaal in blad.delmaal),
    )


def _aftale(vist: AftaleVisning) -> str:
    return "  ·  ".join(part for part in (vist.tekst, vist.hvem.navn if vist.hvem else "", vist.senest) if part)


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
