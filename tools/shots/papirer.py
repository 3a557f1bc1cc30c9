"""A locked besøg's papers, what is copied to other systems, and I dag while two wait for it."""

from datetime import UTC, date, datetime, timedelta

from PySide6.QtWidgets import QScrollArea, QWidget

from konsulent_app.services import afslut
from konsulent_app.services.journalisering import mark
from konsulent_app.store import rows
from konsulent_app.ui.pages.papir import PapirPage
from konsulent_app.ui.side import IDAG
from konsulent_core.entities import Borger, Udsagn
from tools import shot_sager
from tools.shot_besoeg import Besoeg
from tools.shot_journal import SAGT, hold
from tools.shots.scene import Scene, Shot

NAESTE = date(2026, 3, 26)
MANDAG = datetime(2026, 3, 9, 9, 12, tzinfo=UTC)


def locked(s: Scene, sagt: str = SAGT) -> int:
    """Katrine's besøg on Monday."""
    return hold(s.database, s.context, shot_sager.KATRINE, MANDAG, NAESTE, sagt)


def page(s: Scene, *, covered: bool = False, sagt: str = SAGT) -> PapirPage:
    visit = Besoeg(s.theme, s.window, s.work, s.feedback, s.database, s.context)
    found = visit.paper(locked(s, sagt), covered=covered)
    s.settle()
    return found


def klar(s: Scene) -> None:
    """Right after the lock, while all three may see the screen."""
    page(s, covered=True)


def klar_letlaest(s: Scene) -> None:
    with s.database.writing() as tx:
        rows.save(tx, Borger, 2_002, 2_002, {"ordblind": True}, shot_sager.NU)
    page(s, covered=True)


def _chosen(s: Scene, art: str) -> None:
    found = page(s)
    Besoeg(s.theme, s.window, s.work, s.feedback, s.database, s.context).tap(found, f"paper_art_{art}")
    s.settle()


def borger(s: Scene) -> None:
    _chosen(s, "aftaleark")


def virksomhed(s: Scene) -> None:
    _chosen(s, "virksomhed")


def journal(s: Scene) -> None:
    page(s)


def rettet(s: Scene) -> None:
    """Copied, amended after that, and another reader's paper chosen."""
    found = page(s)
    with s.database.writing() as tx:
        besoeg = found.besoeg
        mark(tx, s.context, besoeg, "journal")
    with s.database.writing() as tx:
        said = rows.find(tx, Udsagn, "besoeg=?", (besoeg,))[0]
        later = s.context.clock() + timedelta(minutes=5)
        number = afslut.make_rettelse(tx, s.context, besoeg, "udsagn", said.id, {"tekst": "Tre paller."}, "Talt efter")
        tx.conn.exec_driver_sql(
            "UPDATE rettelse SET hvornaar=? WHERE besoeg=? AND nummer=?",
            (later.isoformat(timespec="milliseconds").replace("+00:00", "Z"), besoeg, number),
        )
    found.open(besoeg)
    s.settle()


def _ark(s: Scene, maal: str, sagt: str = SAGT) -> QWidget:
    found = page(s, sagt=sagt)
    Besoeg(s.theme, s.window, s.work, s.feedback, s.database, s.context).tap(found, f"paper_copy_{maal}")
    s.settle()
    return found


def kopier(s: Scene) -> None:
    _ark(s, "journal")


def kopier_forkortet(s: Scene) -> None:
    """A note with more words than there is room for, scrolled to where that is said."""
    found = _ark(s, "journal", " ".join([SAGT] * 90))
    told = found.findChild(QWidget, "copy_cut_4")
    area = next(a for a in found.findChildren(QScrollArea) if told is not None and a.isAncestorOf(told))
    s.settle()
    if told is not None:
        area.ensureWidgetVisible(told)


def kopier_vitas(s: Scene) -> None:
    _ark(s, "vitas")


def kopieret(s: Scene) -> None:
    found = _ark(s, "journal")
    Besoeg(s.theme, s.window, s.work, s.feedback, s.database, s.context).tap(found, "copy_all")
    s.settle()


def i_dag(s: Scene) -> None:
    """Two wait."""
    locked(s)
    hold(s.database, s.context, shot_sager.sag_id(6), MANDAG - timedelta(days=4), date(2026, 3, 19))
    s.window.show_page(IDAG)
    s.settle()


SHOTS = {
    "papirer_klar": Shot(klar),
    "papirer_klar_letlaest": Shot(klar_letlaest),
    "papirer_borger": Shot(borger),
    "papirer_virksomhed": Shot(virksomhed),
    "papirer_journal": Shot(journal),
    "papirer_rettet": Shot(rettet),
    "kopier": Shot(kopier),
    "kopier_forkortet": Shot(kopier_forkortet),
    "kopier_vitas": Shot(kopier_vitas),
    "kopieret": Shot(kopieret),
    "i_dag_journal": Shot(i_dag),
}
