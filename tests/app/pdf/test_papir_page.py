"""The page around a paper: it never waits for ever, and shows nothing of the besøg that stood there before."""

import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel

from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.pages.papir import KAN_IKKE_LAEGGES_OP, VAEK, Billede, Papir, PapirPage
from konsulent_app.ui.pages.papir_rettelser import RettelseSide
from konsulent_app.ui.theme import Mode, Theme
from konsulent_app.ui.work import Work
from konsulent_core.errors import UserError
from tests.sample import RESOURCES, Sample, make_sample


@dataclass
class Desk:
    page: PapirPage
    work: Work
    sample: Sample
    make: Callable[[int, int], Papir]

    def open(self, besoeg: int) -> str:
        """All that the page says of it, in the order it was made."""
        self.page.open(besoeg)
        self.work.settle()
        return self.words()

    def words(self) -> str:
        labels = [label for label in self.page.findChildren(QLabel) if not label.isHidden()]
        return " | ".join(label.text() for label in labels if label.parent() is not None)


def finished(_besoeg: int, _width: int) -> Papir:
    return Papir(b"%PDF", "opfoelgning.pdf", ())


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    sample = make_sample(tmp_path)
    theme = Theme(RESOURCES, mode=Mode.LYS, reduced_motion=True)
    theme.apply(qapp)
    work = Work(sample.database)
    feedback = Feedback(logging.getLogger("test"))

    def make(besoeg: int, width: int) -> Papir:
        return made.make(besoeg, width)

    made = Desk(PapirPage(theme, work, sample.context, feedback, make), work, sample, finished)
    yield made
    work.close()
    made.page.deleteLater()
    sample.database.close()


def broken(_besoeg: int, _width: int) -> Papir:
    raise KeyError("opfoelgning.v9")


def gone(_besoeg: int, _width: int) -> Papir:
    raise UserError(VAEK)


def again(desk: Desk) -> None:
    button = desk.page.findChild(QAbstractButton, "paper_error_handling")
    assert button is not None
    assert button.text() == "Prøv igen"
    button.click()
    desk.work.settle()


@pytest.mark.parametrize(("make", "words"), [(broken, KAN_IKKE_LAEGGES_OP), (gone, VAEK)])
def test_a_paper_that_cannot_be_made_says_so_and_can_be_tried_again(
    desk: Desk, make: Callable[[int, int], Papir], words: str
) -> None:
    desk.make = make
    told = desk.open(desk.sample.foerste)
    assert words in told
    assert "Lægger papiret op" not in told
    desk.make = finished
    again(desk)
    assert words not in desk.words()
    save = desk.page.findChild(QAbstractButton, "paper_save")
    assert save is not None
    assert save.isEnabled()


def test_a_besoeg_that_is_gone_leaves_nothing_of_the_one_before(desk: Desk) -> None:
    assert "Nordlager" in desk.open(desk.sample.foerste)
    told = desk.open(4711)
    assert VAEK in told
    assert "Nordlager" not in told
    what = desk.page.findChild(QComboBox)
    assert what is not None
    assert what.count() == 0


def test_right_after_the_lock_all_at_the_table_see_a_receipt_and_no_paper(desk: Desk) -> None:
    rgb = bytes(3 * 4 * 4)
    desk.make = lambda _besoeg, _width: Papir(b"%PDF", "opfoelgning.pdf", (Billede(4, 4, 12, rgb),))
    desk.page.open(desk.sample.foerste, covered=True)
    desk.work.settle()
    told = desk.words()
    assert "Besøget er afsluttet og låst" in told
    assert "Næste besøg er torsdag den 12. marts 2026" in told
    assert not pages(desk)
    side = desk.page.findChild(RettelseSide)
    assert side is not None
    assert not side.isVisibleTo(desk.page)
    save = desk.page.findChild(QAbstractButton, "paper_save")
    assert save is not None
    assert save.isEnabled()
    look = desk.page.findChild(QAbstractButton, "paper_receipt_handling")
    assert look is not None
    look.click()
    assert pages(desk) == ["Side 1 af 1"]
    assert side.isVisibleTo(desk.page)
    assert "afsluttet og låst" not in desk.words()


def pages(desk: Desk) -> list[str]:
    names = [label.accessibleName() for label in desk.page.findChildren(QLabel) if not label.isHidden()]
    return [name for name in names if name.startswith("Side ")]


def test_the_choice_of_what_to_amend_has_a_label_one_can_see(desk: Desk) -> None:
    assert "Hvad skal rettes?" in desk.open(desk.sample.foerste)
