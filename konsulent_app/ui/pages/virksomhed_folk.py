"""The people of a virksomhed: read, called, and written in place, each field saved as it is written."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from konsulent_app.services.context import Context
from konsulent_app.services.virksomhed import KontaktFelt, delete_kontaktperson, save_kontaktperson, save_mentor
from konsulent_app.store.database import Tx
from konsulent_app.store.virksomheder import VirksomhedBlad
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.form.autosave import Autosave
from konsulent_app.ui.form.gemt_tekst import GemtTekst
from konsulent_app.ui.form.sted import FeltSted, inside
from konsulent_app.ui.pages.sektion import Afsnit
from konsulent_app.ui.pages.virksomhed_ord import person_linje, person_navn
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.afkryds import Afkryds
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import Avatar, make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.personer import initialer
from konsulent_app.ui.widgets.tekstfelt import Tekstfelt
from konsulent_core.entities import Kontaktperson
from konsulent_core.kontakt import email_hint, telefon_hint

_FELTER: dict[KontaktFelt, tuple[str, Callable[[str], str]]] = {
    KontaktFelt.NAVN: ("Navn", lambda _text: ""),
    KontaktFelt.ROLLE: ("Rolle", lambda _text: ""),
    KontaktFelt.TELEFON: ("Telefon", telefon_hint),
    KontaktFelt.EMAIL: ("E-mail", email_hint),
}


class PersonRaekke(QWidget):
    """One person: a line to read, and the fields beneath it while somebody writes."""

    removed = Signal()
    copied = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, context: Context, autosave: Autosave, person: Kontaktperson, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._theme, self._context, self._autosave, self._name = theme, context, autosave, name
        self.person = person
        self._avatar = Avatar(theme, "", size=34, soft="plum_soft", ink="plum")
        self._navn = make_label("", "strong", wrap=True, name=f"{name}_hvem")
        self._linje = make_label("", "small", wrap=True, name=f"{name}_linje")
        self._call = Button(theme, "", kind=Kind.QUIET, icon="phone", height=36, name=f"{name}_ring")
        self._edit = Button(theme, "", kind=Kind.QUIET, icon="pencil", height=36, name=f"{name}_ret")
        self._call.clicked.connect(self._copy)
        self._edit.clicked.connect(self.toggle)
        if not context.bruger.skriver:
            self._edit.hide()
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._navn)
        words.addWidget(self._linje)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        line.addWidget(self._call, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._edit, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(line)
        self._editor: QWidget | None = None
        self._felter: dict[KontaktFelt, GemtTekst] = {}
        self._mentor = Afkryds(theme, "Mentor", text="Mentor", name=f"{name}_mentor", side=36)
        self._trained = Afkryds(theme, "Uddannet mentor", text="Uddannet", name=f"{name}_uddannet", side=36)
        for box in (self._mentor, self._trained):
            box.clicked.connect(self._tap_mentor)
        self.show_person(person)

    # --- what it shows ----------------------------------------------------------------------------

    def show_person(self, person: Kontaktperson) -> None:
        """What is stored now; the field the cursor stands in keeps its own text."""
        self.person = person
        navn = person_navn(person)
        self._avatar.setText(initialer(person.navn or ""))
        self._avatar.setAccessibleName(navn)
        self._avatar.update()
        self._navn.setText(navn)
        linje = person_linje(person)
        self._linje.setText(linje)
        self._linje.setVisible(bool(linje))
        self._call.setVisible(bool(person.telefon))
        self._call.setAccessibleName(f"Kopiér nummeret til {navn}")
        self._call.setToolTip(f"Kopiér {person.telefon or ''}")
        self._name_edit()
        self._mentor.setChecked(bool(person.mentor))
        self._trained.setChecked(bool(person.uddannet))
        self._trained.setEnabled(bool(person.mentor))
        for felt, gemt in self._felter.items():
            gemt.show(getattr(person, felt.value) or "")

    def _name_edit(self) -> None:
        words = f"Færdig med {person_navn(self.person)}" if self.open else f"Ret {person_navn(self.person)}"
        self._edit.set_icon("check" if self.open else "pencil")
        self._edit.setAccessibleName(words)
        self._edit.setToolTip("Færdig" if self.open else "Ret")

    @property
    def open(self) -> bool:
        """Whether its fields are shown."""
        return self._editor is not None and not self._editor.isHidden()

    def felt_sted(self, inner: QWidget) -> FeltSted | None:
        """Of the person's field that ``inner`` is a part of."""
        for felt, gemt in self._felter.items():
            if inside(gemt.felt, inner):
                return FeltSted("kontaktperson", self.person.id, (felt.value,), gemt.felt.title)
        for box, name, titel in ((self._mentor, "mentor", "Mentor"), (self._trained, "uddannet", "Uddannet mentor")):
            if box is inner:
                return FeltSted("kontaktperson", self.person.id, (name,), titel)
        return None

    # --- the person's hand ------------------------------------------------------------------------

    def toggle(self) -> None:
        """Opens the fields with the cursor in the first, or closes them: all is saved."""
        if self.open and self._editor is not None:
            self._autosave.flush()
            self._editor.hide()
            self._name_edit()
            self._edit.setFocus(Qt.FocusReason.OtherFocusReason)
            self.closed.emit()
            return
        if self._editor is None:
            self._editor = self._make_editor()
            self._column.addWidget(self._editor)
        self._editor.show()
        self._name_edit()
        self._felter[KontaktFelt.NAVN].felt.focus()

    def _make_editor(self) -> QWidget:
        editor = QWidget()
        column = QVBoxLayout(editor)
        column.setContentsMargins(self._theme.px(44), 0, 0, 8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        for place, (felt, (titel, hint)) in enumerate(_FELTER.items()):
            field = Tekstfelt(self._theme, titel, name=f"{self._name}_{felt.value}")
            field.entered.connect(self.toggle)
            gem = partial(_gem, self._context, self.person, felt)
            self._felter[felt] = GemtTekst(field, self._autosave, (self.person.id, felt), gem, hint=hint)
            self._felter[felt].show(getattr(self.person, felt.value) or "")
            grid.addWidget(field, place, 0)
        column.addLayout(grid)
        last = FlowLayout(gap=8)
        last.addWidget(self._mentor)
        last.addWidget(self._trained)
        away = Button(self._theme, "Fjern", kind=Kind.QUIET, icon="trash-2", height=36, name=f"{self._name}_slet")
        away.clicked.connect(self.removed)
        last.add_right(away)
        column.addLayout(last)
        return editor

    def as_text(self) -> str:
        """What stands in its fields, for »Gem kopi«."""
        kept = (self.person.navn, self.person.rolle, self.person.telefon, self.person.email)
        words = [gemt.felt.text() for gemt in self._felter.values()] if self._felter else kept
        return ", ".join(word for word in words if word)

    def _tap_mentor(self) -> None:
        context, person = self._context, self.person
        mentor, trained = self._mentor.isChecked(), self._trained.isChecked()
        self._autosave.now(
            lambda tx: save_mentor(tx, context, person.virksomhed or 0, person.id, mentor=mentor, uddannet=trained)
        )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.person.telefon or "")
        self.copied.emit()


def _gem(context: Context, person: Kontaktperson, felt: KontaktFelt, tx: Tx, tekst: str, foer: str | None) -> None:
    save_kontaktperson(tx, context, person.virksomhed or 0, person.id, felt, tekst, foer)


class FolkKort(Afsnit):
    """Kontaktpersoner and mentors. A row that somebody writes in is never drawn anew."""

    def __init__(self, theme: Theme, context: Context, autosave: Autosave, feedback: Feedback) -> None:
        super().__init__(theme, "Kontakt og mentorer", "company_people")
        self._context, self._autosave, self._feedback = context, autosave, feedback
        self._virksomhed = 0
        self._rows: dict[int, PersonRaekke] = {}
        self._new: int | None = None  # somebody whose first letter is not saved yet
        self._add = Button(theme, "Tilføj", kind=Kind.QUIET, icon="plus", height=32, name="company_contact_add",
                           spoken="Tilføj en person")  # fmt: skip
        self._add.clicked.connect(self.add)
        self.titel.add_right(self._add)
        if not context.bruger.skriver:
            self._add.hide()
        self._none = make_label("Ingen er skrevet på endnu.", "body2", wrap=True, name="company_contact_none")
        self.rows.addWidget(self._none)

    def show_blad(self, blad: VirksomhedBlad) -> None:
        """Shows a virksomhed."""
        if blad.virksomhed.id != self._virksomhed:
            self._virksomhed, self._new = blad.virksomhed.id, None
        known = {person.id for person in blad.folk}
        if self._new in known:
            self._new = None
        for number in [n for n in self._rows if n not in known and n != self._new]:
            row = self._rows.pop(number)
            self.rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, person in enumerate(blad.folk):
            row = self._row(person)
            row.show_person(person)
            # a name being written may change its place in the alphabet: the row stays under the hand
            if not row.open:
                self.rows.insertWidget(place, row)
        self._none.setVisible(not self._rows)

    def _row(self, person: Kontaktperson) -> PersonRaekke:
        found = self._rows.get(person.id)
        if found is None:
            taken = {row.objectName() for row in self._rows.values()}
            name = next(n for n in (f"company_contact_{k}" for k in range(1, len(taken) + 2)) if n not in taken)
            found = self._rows[person.id] = PersonRaekke(self.theme, self._context, self._autosave, person, name)
            found.removed.connect(partial(self._remove, person.id))
            found.copied.connect(lambda: self._feedback.tell("Nummeret er kopieret."))
            found.closed.connect(partial(self._closed, person.id))
            self.rows.addWidget(found)
        return found

    def add(self) -> None:
        """»Tilføj«: an empty row with the cursor in it. It is born with its first letter."""
        if self._new is None:
            self._new = self._context.new_id()
            blank = Kontaktperson(id=self._new, scope=self._context.bruger.kommune, virksomhed=self._virksomhed)
            self._row(blank).toggle()
            self._none.hide()
        elif not self._rows[self._new].open:
            self._rows[self._new].toggle()

    def as_text(self) -> list[str]:
        """Everybody as they stand here."""
        return [row.as_text() for row in self._rows.values()]

    def _closed(self, person: int) -> None:
        """Somebody of whom nothing was written goes again."""
        if person == self._new and not self._rows[person].as_text() and self._autosave.quiet:
            self._drop(person)

    def _remove(self, person: int) -> None:
        row = self._rows[person]
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)
        self._autosave.flush()
        navn = person_navn(row.person)
        born = person != self._new or not self._autosave.quiet
        self._drop(person)
        if not born:
            return
        context = self._context

        def put_back() -> None:
            self._autosave.now(lambda tx: delete_kontaktperson(tx, context, person, deleted=False))

        self._autosave.now(lambda tx: delete_kontaktperson(tx, context, person))
        self._feedback.tell(f"{navn} er fjernet.", "Fortryd", put_back)

    def _drop(self, person: int) -> None:
        row = self._rows.pop(person)
        self.rows.removeWidget(row)
        row.hide()
        row.deleteLater()
        if person == self._new:
            self._new = None
        self._none.setVisible(not self._rows)
