"""Every paper and export there is, and how its words are got from the planted store. A new one joins with a line here.

The name is that of its requirement in ``krav.KRAV`` (DOMAIN §7), which says what it must and must never hold.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pypdfium2

from konsulent_app.app.opened import load_maal
from konsulent_app.pdf import aftaleark, ark_linjer, ark_stil, indsigt, praktikdokumentation, virksomhed
from konsulent_app.pdf.fonts import load
from konsulent_app.pdf.readers import for_readers
from konsulent_app.pdf.sheet import Sheet
from konsulent_app.services import udlevering
from konsulent_app.services.haendelser import Haendelse, log_haendelse
from konsulent_app.services.kalender import log_kalender, make_kalender
from konsulent_app.services.opgoerelse import kendte_aarsager, log_opgoerelse, make_opgoerelse
from konsulent_app.store.overblik import read_overblik
from konsulent_core.overblik import count
from konsulent_core.overblik_periode import Periode, count_period
from konsulent_core.overfoersel.byg import make_overfoersel, readers_of
from konsulent_core.praktikdok import byg as praktikdok
from konsulent_core.snapshot import Snapshot
from konsulent_core.udlevering.laesbar import make_blad
from konsulent_core.udlevering.sagsfil import to_json
from tests.audience.lager import RESOURCES, Lager

_NARROW = 40  # px: of the pictures that a report is made with


@dataclass(frozen=True, slots=True)
class Udgave:
    """One paper or export. ``tekst`` gives all that can be read in it, of every besøg that has one."""

    navn: str
    tekst: Callable[[Lager], str]


def pdf_tekst(*papers: bytes) -> str:
    """The words of whole papers, as they are copied out of them."""
    said = []
    for paper in papers:
        document = pypdfium2.PdfDocument(paper)
        said += [page.get_textpage().get_text_range() for page in document]
        said += [str(value) for value in document.get_metadata_dict().values()]
        document.close()
    return "\n".join(said)


def of_snapshots(lager: Lager, build: Callable[[Snapshot, Path], bytes], *, i_praktik: bool = False) -> str:
    """A paper of one besøg, of each; ``i_praktik``: of those that were about a workplace."""
    snapshots: Iterable[Snapshot] = lager.snapshots
    return pdf_tekst(*(build(one, lager.fonts) for one in snapshots if one.virksomhed or not i_praktik))


def _opgoerelse(lager: Lager) -> bytes:
    today = lager.context.i_dag()
    with lager.database.reading() as tx:
        blad = read_overblik(tx, today)
    period = count_period(blad.tal, Periode.AAR, today)
    known = kendte_aarsager(lager.context)
    return make_opgoerelse(count(blad.tal, blad.andele, today), period, blad.tal, today, known)


def _kalender(lager: Lager) -> str:
    with lager.database.reading() as tx:
        return make_kalender(tx, lager.context).indhold.decode()


def _haendelser(lager: Lager) -> str:
    """What is answered for, after every act that is."""
    with lager.database.writing() as tx:
        for art in Haendelse:
            log_haendelse(tx, lager.context, art, lager.sag)
        log_kalender(tx, lager.context, make_kalender(tx, lager.context))
        log_opgoerelse(tx, lager.context, b"")
        return str(tx.conn.exec_driver_sql("SELECT * FROM haendelse").all())


def _ark(lager: Lager, *, ordblind: bool) -> str:
    return of_snapshots(lager, partial(aftaleark.build, ordblind=ordblind))


def _billede(snapshot: Snapshot, fonts: Path) -> bytes:
    """The picture's words, set as a page: what is drawn has no text to read."""
    sheet = Sheet(aftaleark.frame(), load(fonts))
    ark_linjer.saet(aftaleark.sendt(snapshot), sheet, load(fonts), ark_stil.BILLEDE, 20, 20)
    return sheet.finish()


def _praktikdokumentation(lager: Lager) -> str:
    blad = praktikdok.build(lager.grundlag, lager.context.skemaer, lager.praktik, lager.context.i_dag())
    return pdf_tekst(praktikdokumentation.build(blad, lager.fonts))


def _indsigt(lager: Lager) -> str:
    """Read on paper, and as the file."""
    with lager.database.reading() as tx:
        fil = udlevering.make_indsigt(tx, lager.context, lager.sag, udlevering.uden_historik())
    return pdf_tekst(indsigt.build(make_blad(fil), lager.fonts)) + json_tekst(to_json(fil))


def _overdragelse(lager: Lager) -> str:
    with lager.database.reading() as tx:
        fil, _ = udlevering.make_overdragelse(tx, lager.context, lager.sag)
    return json_tekst(to_json(fil))


def json_tekst(data: bytes) -> str:
    return str(json.loads(data))


def _maal(lager: Lager, navn: str) -> str:
    maal = load_maal(RESOURCES)[navn]
    said = []
    for snapshot in lager.snapshots:
        made = make_overfoersel(for_readers(snapshot, readers_of(maal)), (), maal)
        said.append(made.tekst)
    return " ".join(said)


UDGAVER: tuple[Udgave, ...] = (
    Udgave("aftaleark", partial(_ark, ordblind=False)),
    Udgave("aftaleark_ordblind", partial(_ark, ordblind=True)),
    Udgave("aftaleark_billede", lambda lager: of_snapshots(lager, _billede)),
    Udgave("virksomhed", lambda lager: of_snapshots(lager, virksomhed.build, i_praktik=True)),
    Udgave("praktikdokumentation", _praktikdokumentation),
    Udgave("indsigt", _indsigt),
    Udgave("journal", lambda lager: _maal(lager, "journal")),
    Udgave("vitas", lambda lager: _maal(lager, "vitas")),
    Udgave("overdragelse", _overdragelse),
    Udgave("opfoelgning_sag", lambda lager: pdf_tekst(*(lager.papers.pdf(besoeg) for besoeg in lager.besoeg))),
    Udgave("rapport", lambda lager: pdf_tekst(lager.rapporter.papir(lager.sag, _NARROW).pdf)),
    Udgave("forberedelse", lambda lager: pdf_tekst(lager.papers.forberedelse(lager.sag, egne=True))),
    Udgave("forberedelse_uden_egne", lambda lager: pdf_tekst(lager.papers.forberedelse(lager.sag, egne=False))),
    Udgave("opgoerelse", lambda lager: _opgoerelse(lager).decode("utf-8-sig")),
    Udgave("kalender", _kalender),
    Udgave("haendelser", _haendelser),
)

VENTER: frozenset[str] = frozenset()
