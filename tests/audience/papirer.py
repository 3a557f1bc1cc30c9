"""Every paper and export there is, and how its words are got from the planted store. A new one joins with a line here.

The name is that of its requirement in ``krav.KRAV`` (DOMAIN §7), which says what it must and must never hold.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from konsulent_app.services.haendelser import Haendelse, log_haendelse
from konsulent_app.services.kalender import log_kalender, make_kalender
from konsulent_app.services.opgoerelse import kendte_aarsager, log_opgoerelse, make_opgoerelse
from konsulent_app.store.overblik import read_overblik
from konsulent_core.overblik import count
from konsulent_core.overblik_periode import Periode, count_period
from konsulent_core.snapshot import Snapshot
from tests.audience.lager import Lager

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


UDGAVER: tuple[Udgave, ...] = (
    Udgave("opfoelgning_sag", lambda lager: pdf_tekst(*(lager.papers.pdf(besoeg) for besoeg in lager.besoeg))),
    Udgave("rapport", lambda lager: pdf_tekst(lager.rapporter.papir(lager.sag, _NARROW).pdf)),
    Udgave("forberedelse", lambda lager: pdf_tekst(lager.papers.forberedelse(lager.sag, egne=True))),
    Udgave("forberedelse_uden_egne", lambda lager: pdf_tekst(lager.papers.forberedelse(lager.sag, egne=False))),
    Udgave("opgoerelse", lambda lager: _opgoerelse(lager).decode("utf-8-sig")),
    Udgave("kalender", _kalender),
    Udgave("haendelser", _haendelser),
)

VENTER = frozenset(
    {
        "aftaleark",
        "aftaleark_ordblind",
        "aftaleark_billede",
        "virksomhed",
        "praktikdokumentation",
        "journal",
        "vitas",
        "indsigt",
        "overdragelse",
    }
)
"""Requirements of papers that are not made yet. Whoever makes one adds its line above and takes its name out here."""
