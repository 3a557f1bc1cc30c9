"""»Mine egne spørgsmål« in Forbered: what the konsulent wants to ask, each at its point of the agenda."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from konsulent_app.services import spoergsmaal as verbs
from konsulent_app.services.context import Context
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.form.autosave import Autosave
from konsulent_app.ui.pages.forbered_ord import SpoergsmaalLinje
from konsulent_app.ui.pages.forbered_punkt import Nummer
from konsulent_app.ui.pages.sektion import clear
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Card, SectionTitle
from konsulent_app.ui.widgets.intern import INTERN_TEKST
from konsulent_app.ui.widgets.labels import make_label, rule
from konsulent_app.ui.widgets.linje import line_field
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.trykkort import Tegn
from konsulent_app.ui.work import Work

TITEL = "Mine egne spørgsmål"


class SpoergsmaalKort(Card):
    """A question is stored while it is written; with Enter, or when the cursor leaves, it joins the others."""

    written = Signal(object, str, str)
    """id, key of the punkt, the words so far"""
    left = Signal()
    """a question is whole: store it now"""
    asked = Signal(object, bool)
    """id, whether it was"""
    removed = Signal(object)
    """id"""

    def __init__(self, theme: Theme, ny_id: Callable[[], int]) -> None:
        super().__init__(theme, pad=18, name="prepare_questions")
        self.setProperty("kind", "intern")
        self._ny_id = ny_id
        self._linjer: Sequence[SpoergsmaalLinje] = ()
        self._shown: object = None
        self._writing: int | None = None  # the question that stands in the field
        self._punkt = ""
        self.rows = QVBoxLayout()
        self.rows.setSpacing(4)
        self._field: QLineEdit = line_field(theme, "prepare_question", "Nyt spørgsmål", "Skriv et spørgsmål …")
        self._field.textEdited.connect(self._typed)
        self._field.editingFinished.connect(self.finish)  # Enter, and the cursor that leaves
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Tegn(theme, "lock", "ink2", 17))
        head.addWidget(SectionTitle(TITEL), 1)
        self.body.setContentsMargins(18, 14, 18, 14)
        self.body.setSpacing(8)
        self.body.addLayout(head)
        self.body.addWidget(make_label(f"{INTERN_TEKST}.", "small", wrap=True))
        self.body.addLayout(self.rows)
        self.body.addWidget(self._field)

    def show_linjer(self, linjer: Sequence[SpoergsmaalLinje]) -> None:
        """Draws them when they are others than before; the field keeps what stands in it."""
        self._linjer = linjer
        shown = tuple(linje for linje in linjer if linje.id != self._writing)
        if shown == self._shown:
            return
        self._shown = shown
        clear(self.rows)
        for number, linje in enumerate(shown, start=1):
            if number > 1:
                self.rows.addWidget(rule())
            self.rows.addWidget(self._row(number, linje))

    def set_punkt(self, noegle: str, nummer: int, titel: str) -> None:
        """Where the next question goes; one half written goes where it was begun."""
        if noegle != self._punkt:
            self.finish()
        self._punkt = noegle
        self._field.setPlaceholderText(f"Skriv et spørgsmål til punkt {nummer} …")
        self._field.setAccessibleName(f"Nyt spørgsmål til {titel}. {INTERN_TEKST}")

    def punkt(self) -> str:
        """The key of where the next question goes, "" before any was chosen."""
        return self._punkt

    def ask(self) -> None:
        """The cursor in the field."""
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Another sag is shown: nothing of this one stays."""
        self.finish()
        self._linjer, self._shown, self._punkt = (), None, ""
        clear(self.rows)

    def finish(self) -> None:
        """What stands in the field is a question now, and the field waits for the next one."""
        if self._writing is not None:
            self._writing = None
            self._field.clear()
            self.left.emit()
            self.show_linjer(self._linjer)

    def _typed(self, words: str) -> None:
        if self._writing is None:
            self._writing = self._ny_id()
        self.written.emit(self._writing, self._punkt, words)

    def _row(self, number: int, linje: SpoergsmaalLinje) -> QWidget:
        row = QWidget()
        row.setObjectName(f"prepare_question_{number}")
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(Nummer(self.theme, linje.nummer, aktuel=True), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(make_label(linje.tekst, "body2" if linje.stillet else "", wrap=True))
        words.addWidget(make_label(f"{linje.punkt}  ·  stillet i dag" if linje.stillet else linje.punkt, "small"))
        line.addLayout(words, 1)
        spoken = "Ikke stillet alligevel" if linje.stillet else "Stillet"
        done = Button(self.theme, "", kind=Kind.QUIET, icon="undo-2" if linje.stillet else "check", height=36,
                      name=f"prepare_asked_{number}", spoken=f"{spoken}: {linje.tekst}", tip=spoken)  # fmt: skip
        done.clicked.connect(partial(self.asked.emit, linje.id, not linje.stillet))
        away = Button(self.theme, "", kind=Kind.QUIET, icon="x", height=36, name=f"prepare_question_away_{number}",
                      spoken=f"Slet spørgsmålet: {linje.tekst}", tip="Slet spørgsmålet")  # fmt: skip
        away.clicked.connect(partial(self.removed.emit, linje.id))
        line.addWidget(done, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(away, 0, Qt.AlignmentFlag.AlignTop)
        return row


def store_questions(
    card: SpoergsmaalKort,
    work: Work,
    context: Context,
    feedback: Feedback,
    autosave: Autosave,
    sag: Callable[[], int | None],
) -> None:
    """What is done in the card is stored, told, and taken back with »Fortryd«; ``sag`` is the one shown now."""

    def write(number: int, punkt: str, tekst: str) -> None:
        at = sag()
        if at is not None:
            autosave.soon(number, lambda tx: verbs.save_spoergsmaal(tx, context, at, number, punkt, tekst))

    def mark(number: int, stillet: bool, done: Callable[[None], None] | None = None) -> None:
        work.write(lambda tx: verbs.set_stillet(tx, context, number, stillet), done, feedback.hear)

    def ask(number: int, stillet: bool) -> None:
        told = "Spørgsmålet er stillet." if stillet else "Spørgsmålet er ikke stillet."
        mark(number, stillet, lambda _none: feedback.tell(told, "Fortryd", lambda: mark(number, not stillet)))

    def delete(number: int, deleted: bool, done: Callable[[None], None] | None = None) -> None:
        work.write(lambda tx: verbs.delete_spoergsmaal(tx, context, number, deleted=deleted), done, feedback.hear)

    def remove(number: int) -> None:
        told = "Spørgsmålet er slettet."
        delete(number, True, lambda _none: feedback.tell(told, "Fortryd", lambda: delete(number, False)))

    card.written.connect(write)
    card.left.connect(autosave.flush)
    card.asked.connect(ask)
    card.removed.connect(remove)
