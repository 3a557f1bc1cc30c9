"""The visit's own pictures: the form, Afslut, »Vis for borger«, the paper, and their states."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from konsulent_app.app.papers import BILLEDE, Papers
from konsulent_app.services import besoeg as verbs
from konsulent_app.services.context import Context
from konsulent_app.store.database import Database
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.pages.besoeg import BesoegPage
from konsulent_app.ui.pages.papir import PapirPage
from konsulent_app.ui.pages.udklip import Udklip
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.window import Window
from konsulent_app.ui.work import Work
from konsulent_core.words import BesoegType
from tools import shot_papirer

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"


class Besoeg:
    """A visit opened over a scene's window, with hands to work it."""

    def __init__(
        self, theme: Theme, window: Window, work: Work, feedback: Feedback, database: Database, context: Context
    ) -> None:
        self._theme, self._window, self._work = theme, window, work
        self._feedback, self._database, self._context = feedback, database, context
        self._papers = Papers(database, context, FONTS, shot_papirer.ALLE, BILLEDE or shot_papirer.billede)
        self._udklip = Udklip()

    def open(self, sag: int, besoeg_type: BesoegType = BesoegType.OPFOELGNING) -> BesoegPage:
        """Starts a besøg of the type in the sag and shows it."""
        page = BesoegPage(self._theme, self._work, self._context, self._feedback, self._papers.papir)
        page.locked.connect(lambda number: self.paper(number, covered=True))
        self._window.show_full(page)
        with self._database.writing() as tx:
            besoeg = verbs.start_besoeg(tx, self._context, sag, besoeg_type)
        page.open(besoeg)
        self._work.settle()
        return page

    def fill(self, page: BesoegPage) -> None:
        """Point 3 answered as in the mock-up, with a note and the cursor in it."""
        self.tap(page, "visit_rating_selvstaendighed_4")
        self.tap(page, "visit_rating_stabilitet_2")
        self.tap(page, "visit_fremmoede_alle")
        if page.form is not None:
            page.form.go_to(3, focus=True)
        note = page.findChild(QWidget, "visit_note_selvstaendighed")
        if note is not None:
            note.setFocus(Qt.FocusReason.OtherFocusReason)
            QTest.keyClicks(note, "Starter selv plukkelisten om morgenen. Registrerer nu uden Lone ved siden af.")
        page.flush()
        self._work.settle()

    def write(self, page: BesoegPage, name: str, words: str) -> None:
        """The cursor in the field, and the words."""
        field = page.findChild(QWidget, name)
        if field is None:
            raise LookupError(name)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        QTest.keyClicks(field, words)
        page.flush()
        self._work.settle()

    def find(self, page: BesoegPage, words: str) -> None:
        """Ctrl+F and the words."""
        QTest.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        field = page.findChild(QWidget, "visit_find")
        if field is not None:
            QTest.keyClicks(field, words)

    def tap(self, page: QWidget, name: str) -> None:
        button = page.findChild(QAbstractButton, name)
        if button is None:
            raise LookupError(name)
        button.click()
        self._work.settle()

    def paper(self, besoeg: int, *, covered: bool = False) -> PapirPage:
        """The locked besøg to read, or its receipt."""
        page = PapirPage(self._theme, self._work, self._context, self._feedback, self._papers, self._udklip)
        self._window.show_full(page)
        page.open(besoeg, covered=covered)
        self._work.settle()
        return page
