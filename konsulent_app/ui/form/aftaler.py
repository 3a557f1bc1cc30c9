"""Promises in the form: last time's first, each done or not yet, and the new ones with who and when."""

from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from konsulent_app.services import aftale as aftale_verbs
from konsulent_app.store.besoeg import BesoegBlad
from konsulent_app.store.database import Tx
from konsulent_app.ui.form.felt import PART_OF, STEMME_OF, FeltView, FormParts, focus_inside
from konsulent_app.ui.form.sted import FeltSted, inside
from konsulent_app.ui.widgets.aftale import AftaleRow, AftaleVisning
from konsulent_app.ui.widgets.aftale_editor import HVEM_MANGLER, AftaleEditor
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.labels import make_label, rule
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.personer import Person
from konsulent_app.ui.widgets.taborder import stops_in, tab_before
from konsulent_core.dansk import dage_over, format_dato
from konsulent_core.entities import Aftale, Udsagn
from konsulent_core.skema.grammar import Felt
from konsulent_core.skema.rules import Svaret, svaret
from konsulent_core.words import Part, Stemme


class AftalerSidstView(FeltView):
    """»Gjort« or »Ikke endnu« for each, and what was noted between the visits."""

    def __init__(self, parts: FormParts, felt: Felt) -> None:
        super().__init__(parts, felt)
        self._rows: dict[int, AftaleRow] = {}
        self._answers: dict[int, bool | None] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self._title = make_label(felt.titel, "label")
        self._notes = make_label("", "ghost", wrap=True, name="visit_noter_siden")
        self.body.addWidget(self._title)
        self.body.addLayout(self._list)
        self.body.addWidget(self._notes)

    def show_blad(self, blad: BesoegBlad) -> None:
        for aftale in blad.aftaler_sidst:
            row = self._rows.get(aftale.id) or self._add(aftale)
            self._answers[aftale.id] = aftale.gjort
            row.set_gjort(aftale.gjort)
        self._title.setVisible(bool(self._rows))
        self._notes.setText("\n".join(_note_line(u) for u in blad.noter_siden))
        self._notes.setVisible(bool(blad.noter_siden))

    def svaret(self) -> Svaret:
        return svaret(sum(a is not None for a in self._answers.values()), len(self._rows))

    def felt_sted(self, inner: QWidget) -> FeltSted | None:
        found = next((number for number, row in self._rows.items() if inside(row, inner)), None)
        if found is None:
            return None
        return FeltSted("aftale", found, ("gjort", "gjort_dato"), f"Gjort: {self._rows[found].accessibleName()}")

    def focus_first(self) -> None:
        focus_inside(self)

    def counts(self) -> tuple[int, int]:
        """(kept, all)."""
        return sum(bool(a) for a in self._answers.values()), len(self._rows)

    def open_text(self) -> str:
        """The first promise that is not kept yet."""
        for aftale, row in self._rows.items():
            if not self._answers[aftale]:
                return f"Åben: {row.accessibleName()}"
        return ""

    def _add(self, aftale: Aftale) -> AftaleRow:
        over = bool(
            aftale.senest and not aftale.gjort and date.fromisoformat(aftale.senest) < self.parts.context.i_dag()
        )
        row = AftaleRow(
            self.parts.theme,
            f"visit_aftalt_{len(self._rows) + 1}",
            AftaleVisning(aftale.hvad or "", _owner(self.parts, aftale), _by_when(aftale, self.parts, over), over),
        )
        row.setAccessibleName(f"{aftale.hvad} ({aftale.person})" if aftale.person else aftale.hvad or "")
        row.gjort.connect(lambda done: self._answer(aftale.id, done))
        self._rows[aftale.id] = row
        self._list.addWidget(row)
        return row

    def _answer(self, aftale: int, new: bool) -> None:
        old = self._answers.get(aftale)

        def give(value: bool | None) -> None:
            self._answers[aftale] = value
            self._rows[aftale].set_gjort(value)
            self.save_now(partial(aftale_verbs.save_gjort, context=self.parts.context, aftale=aftale, gjort=value))

        self.act(lambda: give(old), lambda: give(new), self.felt.titel)


_AFTALE_FELTER = {
    "hvem": (("part", "person"), "Aftale, hvem der gør det"),
    "senest": (("senest",), "Aftale, senest"),
}


@dataclass(frozen=True, slots=True)
class NewAftale:
    """A promise as far as it is written."""

    orden: str
    hvad: str = ""
    hvem: str = ""  # the person's noegle; "" for an owner who is not at this table
    senest: date | None = None
    part: Part = Part.KONSULENT
    person: str = ""
    foer: str | None = None  # the stored text that stands in the field


class AftalerView(FeltView):
    """Editors, one a promise; there is always an empty one to write in."""

    def __init__(self, parts: FormParts, felt: Felt) -> None:
        super().__init__(parts, felt)
        self._editors: dict[int, AftaleEditor] = {}
        self._written: dict[int, NewAftale] = {}
        self._stored: set[int] = set()
        self._list = QVBoxLayout()
        self._list.setSpacing(14)
        self.body.addLayout(self._list)
        self._more = Button(parts.theme, "Tilføj aftale", kind=Kind.QUIET, icon="plus", name="visit_aftale_ny",
                     tip="Ny aftale (Ctrl+N)")  # fmt: skip
        self._more.clicked.connect(self.start_new)
        self.body.addWidget(self._more)

    def show_blad(self, blad: BesoegBlad) -> None:
        for aftale in blad.aftaler:
            self._stored.add(aftale.id)
            senest = date.fromisoformat(aftale.senest) if aftale.senest else None
            hvem = self._key_of(aftale)
            editor = self._editors.get(aftale.id) or self._add(aftale.id)
            editor.set_aftale(aftale.hvad or "", hvem, senest)
            shown = str(editor.property("value"))
            self._written[aftale.id] = NewAftale(
                aftale.orden or "",
                shown,
                hvem,
                senest,
                Part(aftale.part) if aftale.part else Part.KONSULENT,
                aftale.person or "",
                aftale.hvad if shown == aftale.hvad else self._seen_before(aftale.id),
            )
        gone = self._stored - {a.id for a in blad.aftaler}
        for number in gone:
            self._drop(number)
        if not self._editors:
            self._empty()

    def svaret(self) -> Svaret:
        written = sum(bool(a.hvad.strip()) for a in self._written.values())
        return svaret(written, max(1, written))

    def fejl(self) -> str:
        return next((fejl for number in self._editors if (fejl := self._error_of(number))), "")

    def _error_of(self, number: int) -> str:
        """An owner who is not at this table is an owner all the same."""
        found = self._editors[number].fejl()
        return "" if found == HVEM_MANGLER and self._written[number].person else found

    def show_errors(self) -> None:
        """Under each row what is missing there."""
        for number, editor in self._editors.items():
            editor.show_error(self._error_of(number))

    def felt_sted(self, inner: QWidget) -> FeltSted | None:
        for number, editor in self._editors.items():
            if inside(editor, inner) and number in self._stored:
                felter, titel = _AFTALE_FELTER.get(editor.part_at(inner), (("hvad",), "Aftale"))
                return FeltSted("aftale", number, felter, titel)
        return None

    def focus_first(self) -> None:
        next(iter(self._editors.values())).focus_first()

    def start_new(self) -> None:
        """An empty row with the cursor in it; the one that is empty already, if there is one."""
        for number, editor in self._editors.items():
            if not self._written[number].hvad.strip():
                editor.focus_first()
                return
        self._empty().focus_first()

    def texts(self) -> list[tuple[str, str, date | None]]:
        """(what, who, by when) of each promise: for reading them aloud together."""
        names = {p.noegle: p.navn for p in self.parts.personer}
        return [(a.hvad, names.get(a.hvem, a.person), a.senest) for a in self._written.values() if a.hvad.strip()]

    def lines(self) -> list[str]:
        return [f"{who or '?'}: {what} ({when or 'løbende'})" for what, who, when in self.texts()]

    def _empty(self) -> AftaleEditor:
        number = self.parts.context.new_id()
        self._written[number] = NewAftale(self.parts.order(len(self._written)))
        return self._add(number)

    def _add(self, number: int) -> AftaleEditor:
        name = f"visit_aftale_{len(self._editors) + 1}"
        editor = AftaleEditor(self.parts.theme, name, self.parts.personer, self.parts.dato)
        editor.tekst_edited.connect(lambda text: self._edit(number, soon=True, hvad=text))
        editor.hvem_valgt.connect(lambda key: self._complete(number, hvem=key))
        editor.senest_changed.connect(lambda day: self._complete(number, senest=day))
        editor.deleted.connect(lambda: self._delete(number))
        editor.entered.connect(self.start_new)
        editor.left.connect(lambda: self._left(number))
        if self._editors:
            self._list.addWidget(rule())
        self._list.addWidget(editor)
        tab_before(self._more, stops_in(editor))
        self._editors[number] = editor
        return editor

    def _complete(self, number: int, **change: object) -> None:
        """Who or when, by a tap; with both the promise is whole, and the cursor waits for the next one."""
        self._edit(number, soon=False, **change)
        now = self._written[number]
        writing = isinstance(QApplication.focusWidget(), QLineEdit)
        if now.hvad.strip() and now.hvem and now.senest is not None and not writing:
            self.start_new()

    def _edit(self, number: int, *, soon: bool, **change: object) -> None:
        new = replace(self._written[number], **change)  # type: ignore[arg-type]  # the fields of NewAftale
        self._written[number] = new
        if number not in self._stored and not new.hvad.strip():
            return  # who and when without what is not a promise yet
        self._stored.add(number)
        owner = next((p for p in self.parts.personer if p.noegle == new.hvem), None)
        if owner is not None:
            new = replace(new, part=PART_OF[owner.stemme], person=owner.navn)
        self._written[number] = new
        verb = partial(self._save, number=number, new=new)
        if soon:
            self.save_soon(number, verb)
        else:
            self.save_now(verb)

    def _save(self, tx: Tx, number: int, new: NewAftale) -> None:
        """What stood there before moves only with what is stored: of keys in between, nobody else has heard."""
        foer = self._seen_before(number)
        aftale_verbs.save_aftale(
            tx,
            context=self.parts.context,
            besoeg=self.parts.besoeg,
            aftale=number,
            hvad=new.hvad,
            part=new.part,
            person=new.person,
            senest=new.senest,
            orden=new.orden,
            foer=None if foer == new.hvad else foer,
        )
        if number in self._written:
            self._written[number] = replace(self._written[number], foer=new.hvad)

    def _seen_before(self, number: int) -> str | None:
        known = self._written.get(number)
        return known.foer if known is not None else None

    def _left(self, number: int) -> None:
        """A promise whose words were taken away is none."""
        self.parts.autosave.flush()
        kept = self._written.get(number)
        if kept is not None and number in self._stored and not kept.hvad.strip():
            self._stored.discard(number)
            self.save_now(partial(aftale_verbs.delete_aftale, context=self.parts.context, aftale=number))

    def _delete(self, number: int) -> None:
        kept = self._written[number]
        stored = number in self._stored

        def give(deleted: bool) -> None:
            if deleted:
                self._drop(number)
            else:
                self._written[number] = kept
                self._add(number).set_aftale(kept.hvad, kept.hvem, kept.senest)
            if stored:
                self._stored.add(number)
                self.save_now(
                    partial(aftale_verbs.delete_aftale, context=self.parts.context, aftale=number, deleted=deleted)
                )

        self.act(lambda: give(False), lambda: give(True), "Slet aftale")
        if not self._editors:
            self._empty()

    def _drop(self, number: int) -> None:
        editor = self._editors.pop(number, None)
        self._written.pop(number, None)
        self._stored.discard(number)
        if editor is not None:
            editor.hide()
            editor.deleteLater()

    def _key_of(self, aftale: Aftale) -> str:
        for person in self.parts.personer:
            if person.navn == aftale.person and PART_OF[person.stemme] == aftale.part:
                return person.noegle
        return ""


def _owner(parts: FormParts, aftale: Aftale) -> Person:
    stemme = STEMME_OF.get(Part(aftale.part), Stemme.KONSULENT) if aftale.part else Stemme.KONSULENT
    name = aftale.person or stemme.value.title()
    return Person(f"ejer_{aftale.id}", stemme, f"{name} (dig)" if name == parts.context.bruger.navn else name)


def _by_when(aftale: Aftale, parts: FormParts, over: bool) -> str:
    if not aftale.senest:
        return "løbende"
    day = date.fromisoformat(aftale.senest)
    return dage_over(day, parts.context.i_dag()) if over else f"senest {format_dato(day)}"


def _note_line(udsagn: Udsagn) -> str:
    return f"Siden sidst: {udsagn.person}: {udsagn.tekst}" if udsagn.person else f"Siden sidst: {udsagn.tekst}"
