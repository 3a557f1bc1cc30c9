"""The page around a besøg's papers: it never waits for ever, and shows to each what is hers to see."""

import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QWidget

from konsulent_app.services import afslut
from konsulent_app.store import rows
from konsulent_app.ui.feedback import Feedback, Notice
from konsulent_app.ui.pages.papir import PapirPage
from konsulent_app.ui.pages.papir_ord import KAN_IKKE_LAEGGES_OP, VAEK
from konsulent_app.ui.pages.papir_rettelser import RettelseSide
from konsulent_app.ui.pages.papir_typer import Billede, Papir, Stribe
from konsulent_app.ui.pages.papir_udskriv import INGEN_PRINTER
from konsulent_app.ui.pages.udklip import Udklip
from konsulent_app.ui.theme import Mode, Theme
from konsulent_app.ui.work import Work
from konsulent_core.entities import Borger
from konsulent_core.errors import UserError
from konsulent_core.overfoersel.byg import Overfoersel
from konsulent_core.papirer import FILNAVN, PapirArt
from konsulent_core.words import Rolle
from tests.sample import BORGER, RESOURCES, Sample, make_sample

SAG = frozenset({PapirArt.OPFOELGNING_SAG})
RGB = bytes(3 * 4 * 4)
CTRL = Qt.KeyboardModifier.ControlModifier


def finished(_besoeg: int, art: PapirArt) -> Papir:
    """One page for the borger and the company, two for the journal."""
    count = 2 if art is PapirArt.OPFOELGNING_SAG else 1
    return Papir(f"%PDF {art}".encode(), FILNAVN[art], (Billede(4, 4, 12, RGB),) * count)


def broken(_besoeg: int, _art: PapirArt) -> Papir:
    raise KeyError("opfoelgning.v9")


def gone(_besoeg: int, _art: PapirArt) -> Papir:
    raise UserError(VAEK)


@dataclass
class Mager:
    """Makes papers as the test says."""

    arter: frozenset[PapirArt] = SAG
    kan_billede: bool = True
    make: Callable[[int, PapirArt], Papir] = finished

    def papir(self, besoeg: int, art: PapirArt, width: int) -> Papir:
        assert width > 0
        return self.make(besoeg, art)

    def stribe(self, pdf: bytes, nummer: int, dpi: int, top: int) -> Stribe:
        return Stribe(Billede(4, 4, 12, RGB), top, 4)

    def billede(self, besoeg: int) -> bytes:
        return b"\x89PNG"

    def overfoersel(self, besoeg: int, maal: str) -> Overfoersel:
        raise UserError("Ikke her.")


@dataclass
class Desk:
    page: PapirPage
    work: Work
    sample: Sample
    mager: Mager
    said: list[Notice] = field(default_factory=list)

    def open(self, besoeg: int, *, covered: bool = False) -> str:
        """All that the page says of it, in the order it was made."""
        self.page.open(besoeg, covered=covered)
        self.work.settle()
        return self.words()

    def words(self) -> str:
        labels = [label for label in self.page.findChildren(QLabel) if label.isVisibleTo(self.page)]
        return " | ".join(label.text() for label in labels if label.parent() is not None)

    def button(self, name: str) -> QAbstractButton:
        found = self.page.findChild(QAbstractButton, name)
        assert found is not None, name
        return found

    def press(self, name: str) -> None:
        self.button(name).click()
        self.work.settle()

    def papers(self) -> dict[str, bool]:
        """What can be chosen, and which is."""
        group = self.page.findChild(QWidget, "paper_art")
        if group is None or not group.isVisibleTo(self.page):
            return {}
        return {b.text(): b.isChecked() for b in group.findChildren(QAbstractButton)}

    def pages(self) -> list[str]:
        names = [w.accessibleName() for w in self.page.findChildren(QLabel) if w.isVisibleTo(self.page)]
        return [name for name in names if name.startswith("Side ")]


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    sample = make_sample(tmp_path)
    theme = Theme(RESOURCES, mode=Mode.LYS, reduced_motion=True)
    theme.apply(qapp)
    work = Work(sample.database)
    feedback = Feedback(logging.getLogger("test"))
    mager = Mager()
    page = PapirPage(theme, work, sample.context, feedback, mager, Udklip())
    page.resize(1366, 768)
    made = Desk(page, work, sample, mager)
    feedback.said.connect(made.said.append)
    yield made
    work.close()
    made.page.deleteLater()
    sample.database.close()


@pytest.mark.parametrize(("make", "words"), [(broken, KAN_IKKE_LAEGGES_OP), (gone, VAEK)])
def test_a_paper_that_cannot_be_made_says_so_and_can_be_tried_again(
    desk: Desk, make: Callable[[int, PapirArt], Papir], words: str
) -> None:
    desk.mager.make = make
    told = desk.open(desk.sample.foerste)
    assert words in told
    assert "Lægger papiret op" not in told
    desk.mager.make = finished
    assert desk.button("paper_error_handling").text() == "Prøv igen"
    desk.press("paper_error_handling")
    assert words not in desk.words()
    assert desk.button("paper_save").isEnabled()


def test_a_besoeg_that_is_gone_leaves_nothing_of_the_one_before(desk: Desk) -> None:
    desk.mager.arter = frozenset(PapirArt)
    assert "Nordlager" in desk.open(desk.sample.foerste)
    assert "Til Katrine" in desk.papers()
    told = desk.open(4711)
    assert VAEK in told
    assert "Nordlager" not in told
    assert desk.papers() == {}
    what = desk.page.findChild(QComboBox)
    assert what is not None
    assert what.count() == 0


def test_right_after_the_lock_all_at_the_table_see_a_receipt_and_no_paper(desk: Desk) -> None:
    told = desk.open(desk.sample.foerste, covered=True)
    assert "Besøget er afsluttet og låst" in told
    assert "Næste besøg er torsdag den 12. marts 2026" in told
    assert not desk.pages()
    side = desk.page.findChild(RettelseSide)
    assert side is not None
    assert not side.isVisibleTo(desk.page)
    assert desk.button("paper_save").isEnabled()
    desk.press("paper_receipt_handling")
    assert desk.pages() == ["Side 1 af 2", "Side 2 af 2"]
    assert side.isVisibleTo(desk.page)
    assert "afsluttet og låst" not in desk.words()


def test_what_is_handed_out_may_be_seen_at_once_and_the_journals_waits_to_be_asked_for(desk: Desk) -> None:
    desk.mager.arter = frozenset(PapirArt)
    told = desk.open(desk.sample.foerste, covered=True)
    assert "Papirerne er klar." in told
    assert desk.papers() == {"Til Katrine": True, "Til Katrine, letlæst": False, "Til Nordlager A/S": False}
    assert desk.pages() == ["Side 1 af 1"]
    desk.press("paper_art_virksomhed")
    assert desk.pages() == ["Side 1 af 1"]
    assert "Kopiér videre" not in desk.words(), "what the konsulent copies is not for the table"
    desk.press("paper_receipt_handling")
    assert desk.papers()["Til journalen"]
    assert desk.pages() == ["Side 1 af 2", "Side 2 af 2"]


def test_later_the_journals_paper_is_looked_up_first(desk: Desk) -> None:
    desk.mager.arter = frozenset(PapirArt)
    desk.open(desk.sample.foerste)
    assert desk.papers() == {
        "Til Katrine": False, "Til Katrine, letlæst": False, "Til Nordlager A/S": False, "Til journalen": True,
    }  # fmt: skip


def test_who_is_ordblind_is_handed_the_easy_sheet_first(desk: Desk) -> None:
    sample = desk.sample
    with sample.database.writing() as tx:
        rows.save(tx, Borger, BORGER, BORGER, {"ordblind": True}, sample.clock())
    desk.mager.arter = frozenset(PapirArt)
    desk.open(sample.aabent, covered=True)  # a kladde prints what stands now
    assert next(iter(desk.papers().items())) == ("Til Katrine, letlæst", True)
    assert "ordblind" not in desk.words().lower()


def test_only_what_this_version_can_make_is_offered(desk: Desk) -> None:
    desk.mager.arter = frozenset({PapirArt.VIRKSOMHED, PapirArt.OPFOELGNING_SAG})
    desk.open(desk.sample.foerste)
    assert list(desk.papers()) == ["Til Nordlager A/S", "Til journalen"]
    desk.mager.arter = SAG
    desk.open(desk.sample.foerste)
    assert desk.papers() == {}, "one paper is no choice"


def test_a_paper_is_chosen_by_keyboard(desk: Desk) -> None:
    desk.mager.arter = frozenset(PapirArt)
    desk.open(desk.sample.foerste)
    chosen = desk.button("paper_art_opfoelgning_sag")
    chosen.setFocus()
    QTest.keyClick(chosen, Qt.Key.Key_Left)
    assert desk.papers()["Til journalen"], "the arrows only look"
    QTest.keyClick(desk.button("paper_art_virksomhed"), Qt.Key.Key_Space)
    desk.work.settle()
    assert desk.papers()["Til Nordlager A/S"]
    assert desk.pages() == ["Side 1 af 1"]


def test_each_paper_is_saved_under_its_own_neutral_name(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[bytes, str]] = []
    monkeypatch.setattr(
        "konsulent_app.ui.pages.gem_pdf.GemPdf.ask", lambda _self, pdf, name, _sag: asked.append((pdf, name))
    )
    desk.mager.arter = frozenset(PapirArt)
    desk.open(desk.sample.foerste)
    desk.page.show()
    desk.page.activateWindow()
    assert QTest.qWaitForWindowActive(desk.page)
    desk.button("paper_save").setFocus()
    QTest.keyClick(desk.button("paper_save"), Qt.Key.Key_S, CTRL)
    desk.press("paper_art_aftaleark")
    desk.press("paper_save")
    assert asked == [
        (b"%PDF opfoelgning_sag", "opfoelgning.pdf"),
        (b"%PDF aftaleark", "aftaleark.pdf"),
    ]


def test_the_borgers_sheet_can_be_saved_as_a_picture_and_that_is_written_down(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "valgt.png"
    monkeypatch.setattr("konsulent_app.ui.pages.gem_pdf.ask_where", lambda *_given: path)
    desk.mager.arter = frozenset(PapirArt)
    desk.open(desk.sample.foerste)
    assert not desk.button("paper_picture").isVisibleTo(desk.page), "the journal's paper is never a picture"
    desk.press("paper_art_aftaleark")
    desk.press("paper_picture")
    desk.work.settle()
    assert path.read_bytes() == b"\x89PNG"
    with desk.sample.database.reading() as tx:
        row = tx.conn.exec_driver_sql("SELECT art, scope, detalje FROM haendelse ORDER BY nr DESC").first()
    assert row is not None
    assert (row.art, row.scope, len(row.detalje)) == ("gem_billede", 10, 64)


def test_without_a_builder_of_pictures_none_is_offered(desk: Desk, qapp: QApplication) -> None:
    desk.mager.kan_billede = False
    desk.mager.arter = frozenset(PapirArt)
    sample = desk.sample
    theme = Theme(RESOURCES, mode=Mode.LYS, reduced_motion=True)
    page = PapirPage(theme, desk.work, sample.context, Feedback(logging.getLogger("test")), desk.mager, Udklip())
    page.open(sample.foerste, covered=True)
    desk.work.settle()
    found = page.findChild(QAbstractButton, "paper_picture")
    assert found is not None
    assert not found.isVisibleTo(page)
    page.deleteLater()


def test_on_a_machine_without_a_printer_it_says_what_can_be_done(desk: Desk) -> None:
    desk.open(desk.sample.foerste)
    desk.page.printing.printers = list
    desk.press("paper_print")
    assert desk.said[-1].tekst == INGEN_PRINTER


def test_a_paper_of_another_reader_says_that_there_are_rettelser(desk: Desk) -> None:
    sample = desk.sample
    with sample.database.writing() as tx:
        afslut.make_rettelse(tx, sample.context, sample.foerste, "udsagn", 71, {"tekst": "Alene."}, "Slåfejl")
    desk.mager.arter = frozenset(PapirArt)
    words = "Der er 1 rettelse. Dette papir viser teksten, som den blev låst."
    assert words not in desk.open(sample.foerste), "the journal's paper tells them itself"
    desk.press("paper_art_aftaleark")
    assert words in desk.words()


@pytest.mark.parametrize("width", [683, 959, 960, 1366])
def test_nothing_is_wider_than_the_window(desk: Desk, width: int) -> None:
    desk.mager.arter = frozenset(PapirArt)
    desk.page.resize(width, 700)
    desk.page.show()
    desk.open(desk.sample.foerste)
    side = desk.page.findChild(RettelseSide)
    assert side is not None
    beside = side.mapTo(desk.page, side.rect().topLeft()).x() > width / 2
    assert beside == (width >= 960)
    for name in ("paper_save", "paper_print", "paper_art_opfoelgning_sag", "paper_copy_journal"):
        button = desk.button(name)
        assert button.mapTo(desk.page, button.rect().topRight()).x() < width
        assert button.height() >= 44


def test_the_choice_of_what_to_amend_has_a_label_one_can_see(desk: Desk) -> None:
    assert "Hvad skal rettes?" in desk.open(desk.sample.foerste)


def test_who_only_reads_saves_and_prints_and_is_asked_to_copy_nothing(desk: Desk) -> None:
    context = desk.sample.context
    reader = replace(context, bruger=replace(context.bruger, rolle=Rolle.SAGSBEHANDLER))
    theme = Theme(RESOURCES, mode=Mode.LYS, reduced_motion=True)
    page = PapirPage(theme, desk.work, reader, Feedback(logging.getLogger("test")), desk.mager, Udklip())
    desk.page.deleteLater()
    desk.page = page
    assert "Kopiér" not in desk.open(desk.sample.foerste)
    assert desk.button("paper_save").isEnabled()
    assert desk.button("paper_print").isEnabled()
    assert page.findChild(QAbstractButton, "paper_copy_journal") is None
