"""Hands for Virksomheder: its list, its fields, and what of it is stored."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListView, QWidget

from konsulent_app.store import rows
from konsulent_app.ui.widgets.raekkeliste import RAEKKE
from konsulent_core.entities import Kontaktperson, Virksomhed
from tests.ui.pages.hands import find
from tools import shot_sager
from tools.shot_virksomheder import NORDLAGER
from tools.shots.scene import Scene

FIRMA = shot_sager.firma_id(NORDLAGER)


def view(s: Scene) -> QListView:
    found = find(s, "company_list")
    assert isinstance(found, QListView)
    return found


def names(s: Scene) -> list[str]:
    model = view(s).model()
    return [model.index(n, 0).data(RAEKKE).navn for n in range(model.rowCount())]


def leave(s: Scene, found: QWidget) -> None:
    QTest.keyClick(found, Qt.Key.Key_Tab)
    s.settle()


def stored(s: Scene, number: int = FIRMA) -> Virksomhed:
    s.work.settle()
    with s.database.reading() as tx:
        found = rows.get(tx, Virksomhed, number)
    assert found is not None
    return found


def people(s: Scene) -> list[Kontaktperson]:
    s.work.settle()
    with s.database.reading() as tx:
        return rows.find(tx, Kontaktperson, "virksomhed=?", (FIRMA,), order="navn")


def words_in(s: Scene, name: str) -> list[str]:
    return [label.text() for label in find(s, name).findChildren(QLabel) if not label.isHidden()]
