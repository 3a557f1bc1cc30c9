"""Praktikdokumentation as a person reads it: from the sag's forløb, page by page, saved on purpose and logged."""

import hashlib
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from konsulent_app.app.papers import Papers
from konsulent_app.services.haendelser import Haendelse
from konsulent_app.store import rows
from konsulent_app.ui.pages.papir_ord import KAN_IKKE_LAEGGES_OP
from konsulent_app.ui.pages.praktikdok import PRAKTIK_VAEK, PraktikdokPage, PraktikdokPapir
from konsulent_core.entities import Praktik
from tests.ui.pages.hands import find, press, text
from tools.shot_sager import KATRINE, NU
from tools.shot_timer import KATRINES_PRAKTIK
from tools.shots.praktik import open_praktikdok
from tools.shots.scene import ROOT, Scene


@pytest.fixture
def page(shell: Scene) -> PraktikdokPage:
    return open_praktikdok(shell, KATRINES_PRAKTIK)


def shown(page: PraktikdokPage) -> PraktikdokPapir:
    assert page._found is not None
    return page._found


def test_the_forloeb_leads_to_the_praktiks_paper(shell: Scene, qtbot: QtBot) -> None:
    shell.open(KATRINE)
    button = find(shell, "case_praktikdok_1")
    assert isinstance(button, QAbstractButton)
    assert button.text() == "Praktikdokumentation"
    with qtbot.waitSignal(shell.window.wants_praktikdok) as asked:
        press(shell, "case_praktikdok_1")
    assert asked.args == [KATRINES_PRAKTIK]


def test_the_pages_stand_as_they_print_and_say_which_they_are(shell: Scene, page: PraktikdokPage) -> None:
    assert page.property("state") == "shown"
    assert text(shell, "praktikdok_title") == "Praktikdokumentation · Katrine Holm"
    assert text(shell, "praktikdok_sub") == "Nordlager A/S · siden 4. marts 2025"
    count = len(page.ark.sider)
    assert count > 1
    assert page.ark.sider[0].accessibleName() == f"Side 1 af {count}."
    assert "Katrine" not in shell.window.windowTitle()


def test_what_moves_in_the_sag_is_on_the_paper_at_once(shell: Scene, page: PraktikdokPage, qtbot: QtBot) -> None:
    before = shown(page).papir.pdf
    with shell.database.writing() as tx:
        rows.save(tx, Praktik, KATRINES_PRAKTIK, KATRINE, {"laering": "Ro om morgenen."}, NU)
    shell.work.changed.emit({"praktik": {KATRINE}})
    qtbot.waitUntil(lambda: page._found is not None and page._found.papir.pdf != before, timeout=5_000)


def test_a_praktik_that_is_not_here_says_so_and_keeps_nothing_of_the_one_before(
    shell: Scene, page: PraktikdokPage
) -> None:
    page.open(4711)
    shell.settle()
    assert page.property("state") == "error"
    assert PRAKTIK_VAEK in [label.text() for label in find(shell, "praktikdok_error").findChildren(QLabel)]
    assert page.ark.sider == []
    assert "Katrine" not in text(shell, "praktikdok_title")
    save = find(shell, "praktikdok_save")
    assert not save.isEnabled()


def test_an_error_nobody_foresaw_can_be_tried_again(shell: Scene) -> None:
    papers = Papers(shell.database, shell.context, ROOT / "resources" / "fonts")
    broken = [True]

    def make(praktik: int, width: int) -> PraktikdokPapir:
        if broken[0]:
            raise KeyError("x")
        return papers.praktikdokumentation(praktik, width)

    page = PraktikdokPage(shell.theme, shell.work, shell.context, shell.feedback, make)
    shell.window.show_full(page)
    page.open(KATRINES_PRAKTIK)
    shell.settle()
    assert KAN_IKKE_LAEGGES_OP in [label.text() for label in find(shell, "praktikdok_error").findChildren(QLabel)]
    broken[0] = False
    press(shell, "praktikdok_error_handling")
    assert page.property("state") == "shown"


def test_gem_pdf_asks_where_with_a_neutral_name_and_is_logged(
    shell: Scene, page: PraktikdokPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "praktik.pdf"
    proposed: list[str] = []

    def choose(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        proposed.append(name)
        return str(path), ""

    monkeypatch.setattr("konsulent_app.ui.pages.gem_fil.QFileDialog.getSaveFileName", choose)
    press(shell, "praktikdok_save")
    shell.settle()
    assert proposed == ["praktik.pdf"]
    assert path.read_bytes() == shown(page).papir.pdf
    with shell.database.reading() as tx:
        logged = tx.conn.exec_driver_sql(
            "SELECT scope, detalje FROM haendelse WHERE art=?", (Haendelse.GEM_PDF,)
        ).fetchall()
    assert [tuple(row) for row in logged] == [(KATRINE, hashlib.sha256(path.read_bytes()).hexdigest())]


def test_escape_leads_back(page: PraktikdokPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.closed):
        QTest.keyClick(page, Qt.Key.Key_Escape)
