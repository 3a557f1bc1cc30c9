"""What every drawn felt shares: what it is given, what it tells, and how its changes are saved and undone."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack
from PySide6.QtWidgets import QVBoxLayout, QWidget

from konsulent_app.services.context import Context
from konsulent_app.store.besoeg import BesoegBlad
from konsulent_app.ui.form.autosave import Autosave, Verb
from konsulent_app.ui.form.sted import FeltSted
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.dato import DatoHjaelp, dansk_hjaelp
from konsulent_app.ui.widgets.personer import Person
from konsulent_core.clock import to_text
from konsulent_core.ids import derived_id
from konsulent_core.skema.grammar import MED_SAGSBEHANDLER, Felt, Skema
from konsulent_core.skema.rules import Svaret
from konsulent_core.words import Part, Stemme

KONSULENT = "konsulent"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormParts:
    """The neighbours of every felt of one open besøg."""

    theme: Theme
    context: Context
    skema: Skema
    besoeg: int
    autosave: Autosave
    undo: QUndoStack
    personer: tuple[Person, ...]  # of all four parties

    @property
    def dato(self) -> DatoHjaelp:
        return dansk_hjaelp(self.context.i_dag)

    def order(self, place: int) -> str:
        """A sorting key for a new row: by time, and within one moment by its place."""
        return f"{to_text(self.context.clock())}-{place:04d}"

    def at_table(self) -> tuple[Person, ...]:
        """Those whose words can be written down: the borger, the employer's people, and where the sagsbehandler talks
        along hers."""
        return tuple(p for p in self.present() if p.stemme is not Stemme.KONSULENT)

    def present(self) -> tuple[Person, ...]:
        """Those who may be part of it; at most meetings the sagsbehandler owes promises without being at the table."""
        along = self.skema.besoeg_type in MED_SAGSBEHANDLER
        return tuple(p for p in self.personer if along or p.stemme is not Stemme.SAGSBEHANDLER)


class FeltView(QWidget):
    """One felt of the form. Setters come from the store, signals from the person's hand."""

    answered = Signal()  # the answer changed: the agenda looks again
    tapped = Signal()  # it was answered by a tap, and was stored at once

    def __init__(self, parts: FormParts, felt: Felt) -> None:
        super().__init__()
        self.parts = parts
        self.felt = felt
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(10)

    def show_blad(self, blad: BesoegBlad) -> None:
        """Shows what is stored; a field under the cursor keeps its text."""
        raise NotImplementedError

    def svaret(self) -> Svaret:
        """How much of the felt is answered."""
        raise NotImplementedError

    def done(self) -> bool:
        """Whether the hand may go on: nothing here still asks."""
        return self.svaret() in (Svaret.HELT, Svaret.INTET_AT_SVARE)

    def commit(self) -> None:
        """The page is left: what is written and not yet taken over is taken over now."""

    def lines(self) -> list[str]:
        """What is answered, in words: for a copy when the disk does not take it."""
        return []

    def fejl(self) -> str:
        """What is written and cannot be read, "" when nothing is; shown at the field."""
        return ""

    def felt_sted(self, inner: QWidget) -> FeltSted | None:
        """Where the answer lies that ``inner`` is a part of; None where there is none (yet)."""
        return None

    def svar_sted(self, noegle: str, titel: str, *, own: bool = False) -> FeltSted:
        """Where a plain answer of this besøg lies; an ``own`` one is its author's alone."""
        author = (self.parts.context.bruger.nummer,) if own else ()
        row = derived_id("svar", self.parts.besoeg, noegle, Stemme.KONSULENT.value, *author)
        return FeltSted("svar", row, ("vaerdi",), titel)

    def focus_first(self) -> None:
        """Puts the keyboard on the first control."""
        raise NotImplementedError

    def act(self, old: Callable[[], None], new: Callable[[], None], text: str) -> None:
        """Does ``new`` now, and lets Ctrl+Z do ``old``. Both show and save."""
        self.parts.undo.push(Act(text, old, new))

    def save_now(self, verb: Verb) -> None:
        self.parts.autosave.now(verb)
        self.answered.emit()
        self.tapped.emit()

    def save_soon(self, key: object, verb: Verb) -> None:
        self.parts.autosave.soon((self.felt.noegle, key), verb)
        self.answered.emit()


def focus_inside(widget: QWidget) -> None:
    """The keyboard on the first control inside, in the order of Tab."""
    current = widget.nextInFocusChain()
    while current is not None and current is not widget:
        takes = current.focusPolicy() & Qt.FocusPolicy.TabFocus
        if widget.isAncestorOf(current) and takes and current.isVisibleTo(widget) and current.isEnabled():
            current.setFocus(Qt.FocusReason.TabFocusReason)
            return
        current = current.nextInFocusChain()


class Act(QUndoCommand):
    """One answer that can be taken back."""

    def __init__(self, text: str, old: Callable[[], None], new: Callable[[], None]) -> None:
        super().__init__(text)
        self._old = old
        self._new = new

    def redo(self) -> None:
        self._new()

    def undo(self) -> None:
        self._old()


def people_of(blad: BesoegBlad, konsulent: str) -> tuple[Person, ...]:
    """Who can say something or owe something at this besøg: all four parties."""
    found = [Person("borger", Stemme.BORGER, blad.borger.fornavn or "Borger")]
    for key, person in (("arbejdsgiver", blad.kontakt), ("mentor", blad.mentor)):
        if person is not None and person.navn and all(person.navn != p.navn for p in found):
            found.append(Person(key, Stemme.ARBEJDSGIVER, person.navn))
    if len(found) == 1 and blad.virksomhed is not None:
        found.append(Person("arbejdsgiver", Stemme.ARBEJDSGIVER, blad.virksomhed.navn or "Arbejdsgiver"))
    found.append(Person(KONSULENT, Stemme.KONSULENT, konsulent))
    if blad.sag.sagsbehandler:
        found.append(Person("sagsbehandler", Stemme.SAGSBEHANDLER, blad.sag.sagsbehandler))
    return tuple(found)


PART_OF = {
    Stemme.BORGER: Part.BORGER,
    Stemme.ARBEJDSGIVER: Part.VIRKSOMHED,
    Stemme.KONSULENT: Part.KONSULENT,
    Stemme.SAGSBEHANDLER: Part.SAGSBEHANDLER,
}
STEMME_OF = {part: stemme for stemme, part in PART_OF.items()}
