"""Hands for a report: pointing at a claim, its sources, and what of it is stored."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from konsulent_app.store import rows
from konsulent_app.store.rapport import rapport_id
from konsulent_app.ui.models.genlaes import TOGETHER_MS
from konsulent_app.ui.pages.rapport import RapportPage
from konsulent_app.ui.pages.rapport_papir import RapportPapir
from konsulent_core.entities import Rapport, RapportTekst
from tools.shot_sager import KATRINE
from tools.shots.scene import Scene


def anew(s: Scene) -> None:
    """What was saved is on the page."""
    s.settle()
    QTest.qWait(2 * TOGETHER_MS)
    s.settle()


def stored(s: Scene) -> Rapport:
    with s.database.reading() as tx:
        found = rows.get(tx, Rapport, rapport_id(KATRINE))
    assert found is not None
    return found


def texts(s: Scene) -> dict[str | None, str | None]:
    with s.database.reading() as tx:
        return {t.afsnit: t.tekst for t in rows.find(tx, RapportTekst, "rapport=?", (rapport_id(KATRINE),))}


def papir(page: RapportPage) -> RapportPapir:
    assert page._papir is not None
    return page._papir


def click(page: RapportPage, noegle: str) -> None:
    """A press in the middle of where a claim stands."""
    side = next(one for one in page.ark.sider if one.rect_of(noegle) is not None)
    rect = side.rect_of(noegle)
    assert rect is not None
    QTest.mouseClick(side, Qt.MouseButton.LeftButton, pos=QPoint(rect.center().x(), rect.top() + 8))


def sources(s: Scene) -> list[str]:
    s.settle()
    names = [f"report_source_{n}_hoved" for n in range(1, 40)]
    found = [s.window.findChild(QLabel, name) for name in names]
    return [label.text() for label in found if label is not None and label.isVisible()]
