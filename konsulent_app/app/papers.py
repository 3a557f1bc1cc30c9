"""Makes papers for the pages, of a besøg or a sag: read, set, and turned into pictures, all off the UI thread."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from konsulent_app.pdf import (
    aftaleark,
    forberedelse,
    indsigt,
    opfoelgning_sag,
    opgoerelse,
    praktikdokumentation,
    rapport,
    style,
    virksomhed,
)
from konsulent_app.pdf.forberedelse import Forberedelse, PunktTekst
from konsulent_app.pdf.preview import PageImage, render_pages, render_strip
from konsulent_app.pdf.readers import BORGER, VIRKSOMHED, for_readers
from konsulent_app.pdf.rettelse import RettelseLinje
from konsulent_app.services.afslut import printed_snapshot
from konsulent_app.services.context import Context
from konsulent_app.services.rettelser import RettelseTekst, read_rettelser
from konsulent_app.store import rows
from konsulent_app.store.besoeg import BesoegBlad, read_besoeg, read_kommende
from konsulent_app.store.database import Database
from konsulent_app.store.rapport import read_rapport
from konsulent_app.ui.pages import forbered_ord as ord_
from konsulent_app.ui.pages.papir_typer import Billede, Papir, Stribe
from konsulent_app.ui.pages.praktikdok import PRAKTIK_VAEK, PraktikdokPapir
from konsulent_app.ui.pages.rapport_papir import IKKE_HER, RapportPapir, Sted
from konsulent_app.ui.pages.sag_ord import aftale_ord
from konsulent_app.ui.widgets.aftale import AftaleVisning
from konsulent_core import praktikdok
from konsulent_core.dansk import format_dato
from konsulent_core.entities import Praktik
from konsulent_core.errors import UserError
from konsulent_core.opgoerelse import Opgoerelse
from konsulent_core.overfoersel.byg import Overfoersel, make_overfoersel, readers_of
from konsulent_core.overfoersel.indhold import Rettet
from konsulent_core.papirer import FILNAVN, PapirArt
from konsulent_core.rapport import byg
from konsulent_core.rapport.art import RapportArt
from konsulent_core.rapport.valg import choose_art, read_valg
from konsulent_core.snapshot import Snapshot
from konsulent_core.udlevering.blad import Indsigtsblad
from konsulent_core.words import RettelseTilstand

RAPPORT_NAME = "rapport.pdf"
PRAKTIK_NAME = "praktik.pdf"
STRIBE = 512  # rows of px that are in memory at a time while a page is printed
IKKE_PAA_PC = "Besøget findes ikke på denne pc længere."

Builder = Callable[[Snapshot, tuple[RettelseLinje, ...], Path], bytes]
"""(the besøg as it was locked, its gældende rettelser, the folder of the fonts) → the paper as PDF."""

BYGGERE: Mapping[PapirArt, Builder] = {
    PapirArt.AFTALEARK: lambda snapshot, rettelser, fonts: aftaleark.build(
        snapshot, fonts, ordblind=False, rettet=_touched(rettelser, BORGER)
    ),
    PapirArt.AFTALEARK_ORDBLIND: lambda snapshot, rettelser, fonts: aftaleark.build(
        snapshot, fonts, ordblind=True, rettet=_touched(rettelser, BORGER)
    ),
    PapirArt.VIRKSOMHED: lambda snapshot, rettelser, fonts: virksomhed.build(
        snapshot, fonts, rettet=_touched(rettelser, VIRKSOMHED)
    ),
    PapirArt.OPFOELGNING_SAG: opfoelgning_sag.build,
}
"""Every paper of a besøg that this version can make; a page offers these and no others."""

Billedbygger = Callable[[Snapshot, Path], bytes]
"""(the besøg as it was locked, the folder of the fonts) → the borger's sheet as PNG."""

BILLEDE: Billedbygger | None = aftaleark.billede


@dataclass(frozen=True, slots=True)
class Papers:
    """ReportLab's and pdfium's registries are of the process: one paper at a time."""

    database: Database
    context: Context
    fonts: Path
    byggere: Mapping[PapirArt, Builder] = field(default_factory=lambda: BYGGERE)
    billedbygger: Billedbygger | None = BILLEDE
    one_at_a_time: threading.Lock = field(default_factory=threading.Lock)

    @property
    def arter(self) -> frozenset[PapirArt]:
        """The kinds of a besøg's papers that can be made."""
        return frozenset(self.byggere)

    @property
    def kan_billede(self) -> bool:
        """Whether the borger's sheet can be made as a picture."""
        return self.billedbygger is not None

    def pdf(self, besoeg: int, art: PapirArt = PapirArt.OPFOELGNING_SAG) -> bytes:
        """A paper of a locked besøg from its snapshot, of a kladde from what stands now.

        Raises ``UserError`` when the besøg is not on this machine.
        """
        snapshot, rettelser = self._read(besoeg)
        with self.one_at_a_time:
            return self.byggere[art](snapshot, tuple(map(_line, rettelser)), self.fonts)

    def papir(self, besoeg: int, art: PapirArt, width: int) -> Papir:
        """The paper with its pages as pictures, ``width`` px wide."""
        pdf = self.pdf(besoeg, art)
        with self.one_at_a_time:
            pages = render_pages(pdf, width)
        return Papir(pdf, FILNAVN[art], tuple(_picture(p) for p in pages))

    def stribe(self, pdf: bytes, nummer: int, dpi: int, top: int) -> Stribe:
        """A part of a page of a finished PDF, the first is 0, at ``dpi`` dots per inch, from row ``top`` on."""
        with self.one_at_a_time:
            image, height = render_strip(pdf, nummer, dpi, top, STRIBE)
        return Stribe(_picture(image), top, height)

    def billede(self, besoeg: int) -> bytes:
        """The borger's sheet as PNG, to send. Raises ``UserError`` as ``pdf`` does."""
        snapshot, _rettelser = self._read(besoeg)
        if self.billedbygger is None:
            raise UserError("Denne udgave af appen kan ikke lave arket som billede.")
        with self.one_at_a_time:
            return self.billedbygger(snapshot, self.fonts)

    def overfoersel(self, besoeg: int, maal: str) -> Overfoersel:
        """The besøg's text for another system, of what its readers may see. Raises ``UserError`` as ``pdf`` does."""
        found = self.context.maal().get(maal)
        if found is None:
            raise UserError("Kommunen har trukket målet tilbage. Vælg et andet.")
        snapshot, rettelser = self._read(besoeg)
        return make_overfoersel(for_readers(snapshot, readers_of(found)), map(_rettet, rettelser), found)

    def _read(self, besoeg: int) -> tuple[Snapshot, tuple[RettelseTekst, ...]]:
        """What is printed of the besøg, and the rettelser that count."""
        with self.database.reading() as tx:
            blad = read_besoeg(tx, besoeg)
            if blad is None:
                raise UserError(IKKE_PAA_PC)
            snapshot = printed_snapshot(self.context, blad)
            rettelser = read_rettelser(tx, self.context, blad)
        return snapshot, tuple(r for r in rettelser if r.tilstand is RettelseTilstand.GAELDENDE)

    def praktikdokumentation(self, praktik: int, width: int) -> PraktikdokPapir:
        """The praktik's paper as of today, with its pages ``width`` px wide.

        Raises ``UserError`` when the praktik is not on this machine.
        """
        i_dag = self.context.i_dag()
        with self.database.reading() as tx:
            kept = rows.get(tx, Praktik, praktik)
            found = read_rapport(tx, kept.scope) if kept is not None and not kept.slettet else None
        if found is None:
            raise UserError(PRAKTIK_VAEK)
        blad = praktikdok.build(found.grundlag, self.context.skemaer, praktik, i_dag)
        with self.one_at_a_time:
            pdf = praktikdokumentation.build(blad, self.fonts)
            pages = render_pages(pdf, width)
        return PraktikdokPapir(
            sag=found.grundlag.sag.id,
            navn=blad.navn,
            linje=blad.linje,
            papir=Papir(pdf, PRAKTIK_NAME, tuple(_picture(p) for p in pages)),
        )

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

    def indsigt(self, blad: Indsigtsblad) -> bytes:
        """Everything that is stored about a borger, to read."""
        with self.one_at_a_time:
            return indsigt.build(blad, self.fonts)

    def opgoerelse(self, blad: Opgoerelse) -> bytes:
        """The figures for the board."""
        with self.one_at_a_time:
            return opgoerelse.build(blad, self.context.bruger.kommune_navn, self.fonts)


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


def _touched(rettelser: tuple[RettelseLinje, ...], readers: frozenset[str]) -> bool:
    """Whether something of what ``readers`` may see was amended: a paper that is handed out says so, and no more."""
    return any(one.audience in readers for one in rettelser)


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


def _rettet(rettelse: RettelseTekst) -> Rettet:
    return Rettet(
        nummer=rettelse.nummer,
        dato=rettelse.dato.isoformat(),
        hvem=rettelse.hvem,
        felt=rettelse.felt,
        foer=rettelse.foer,
        efter=rettelse.efter,
        begrundelse=rettelse.begrundelse,
        audience=rettelse.audience.value,
    )


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
