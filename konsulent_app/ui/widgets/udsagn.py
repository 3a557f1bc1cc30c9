"""The note of a point as a list of udsagn: each in a voice, with an internal one apart and locked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.announce import announce
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.intern import InternNote, Spoergsmaal
from konsulent_app.ui.widgets.labels import PersonChip, make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.note import NoteField
from konsulent_app.ui.widgets.personer import Person
from konsulent_app.ui.widgets.taborder import tab_before
from konsulent_app.ui.widgets.toast import LONG_MS
from konsulent_core.words import Stemme

EGEN = Person("egen", Stemme.KONSULENT, "")


@dataclass(frozen=True)
class UdsagnTekst:
    """Words of the list: what it is called, the hint in the first field, and the next point's title."""

    titel: str
    hint: str = ""
    naeste: str = ""


class _Udsagn(NoteField):
    """One udsagn; it is born (`added`) with its first letter, so that an untouched field leaves no row."""

    def __init__(self, theme: Theme, udsagn_id: object, person: Person, tekst: UdsagnTekst, name: str) -> None:
        hvem = f", {person.navn}" if person.navn else ""
        super().__init__(theme, f"{tekst.titel}, note{hvem}", name=name, placeholder=tekst.hint,
                         least=58 if person.navn else 84)  # fmt: skip
        self.udsagn_id, self.person = udsagn_id, person
        self.born = False


class _Fjernet(QWidget):
    """»Udsagnet er fjernet. Fortryd« where the field stood, for some seconds; the pointer on it stops its clock."""

    undone = Signal()
    gone = Signal()

    def __init__(self, theme: Theme, field: _Udsagn, place: int) -> None:
        super().__init__()
        self.field, self.place = field, place
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(make_label("Udsagnet er fjernet.", "body2"))
        who = f" fra {field.person.navn}" if field.person.navn else ""
        self.undo = Button(theme, "Fortryd", kind=Kind.QUIET, icon="undo-2", name=f"{field.objectName()}_fortryd",
                           spoken=f"Udsagnet er fjernet. Fortryd: hent udsagnet{who} tilbage")  # fmt: skip
        self.undo.clicked.connect(self.undone)
        line.addWidget(self.undo)
        line.addStretch()
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(LONG_MS)
        self._clock.timeout.connect(self.gone)
        self._clock.start()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._clock.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._clock.start()
        super().leaveEvent(event)


class UdsagnList(QWidget):
    """Fields in the order they were said, the row »Hvem sagde det?«, the internal note and »Næste«.

    `ny_id` makes the id of a new udsagn. A field emptied and left is removed. The internal note is closed until it
    is asked for, and closes when the keyboard leaves the list: all at the table see the screen.
    """

    added = Signal(object, str, str)
    """id, stemme, person's noegle: comes before the first `edited` of that id"""
    edited = Signal(object, str)
    """id, text"""
    removed = Signal(object)
    """id"""
    restored = Signal(object)
    """id of one that was `removed`: its row is wanted again as it was"""
    left = Signal()
    """a field lost the cursor: save now"""
    intern_edited = Signal(str)
    asked = Signal(object, bool)
    """id of an own question, whether it was asked"""
    next_clicked = Signal()

    def __init__(
        self,
        theme: Theme,
        noegle: str,
        tekst: UdsagnTekst,
        personer: Sequence[Person],
        *,
        ny_id: Callable[[], object],
        prefix: str = "visit",
        intern: bool = True,
    ) -> None:
        super().__init__()
        self._theme, self._tekst, self._personer, self._ny_id = theme, tekst, tuple(personer), ny_id
        self._name = f"{prefix}_note_{noegle}"
        self.setObjectName(f"{self._name}_liste")
        self._fields: list[_Udsagn] = []
        self._gone: list[_Fjernet] = []
        self._made = 0
        self._intern = InternNote(theme, tekst.titel, f"{self._name}_intern", self) if intern else None
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(10)
        self._stack = QVBoxLayout()
        self._stack.setSpacing(8)
        self._outer.addLayout(self._stack)
        if self._intern is not None:
            self._intern.edited.connect(self.intern_edited)
            self._intern.left.connect(self.left)
            self._intern.asked.connect(self.asked)
            self._intern.made.connect(self._order)
            self._outer.addWidget(self._intern)
        self._build_row()
        self._row_stop = self.findChildren(Button)[0]
        self._add_field(self._ny_id(), EGEN)

    def _build_row(self) -> None:
        row = FlowLayout(gap=10)
        if self._personer:
            row.addWidget(make_label("Hvem sagde det?", "body2"))
        for person in self._personer:
            button = Button(self._theme, person.navn, name=f"{self._name}_hvem_{person.noegle}",
                            spoken=f"Nyt udsagn fra {person.navn}")  # fmt: skip
            button.clicked.connect(lambda _=False, p=person: self._start(p))
            row.addWidget(button)
        if self._intern is not None:
            row.add_right(self._intern.toggle)
        if self._tekst.naeste:
            naeste = Button(self._theme, f"Næste: {self._tekst.naeste}", kind=Kind.AGENDA, icon="arrow-down",
                            name=f"{self._name}_naeste")  # fmt: skip
            naeste.clicked.connect(self.next_clicked)
            row.add_right(naeste)
        self._outer.addLayout(row)

    def set_udsagn(self, rows: Sequence[tuple[object, Person, str]]) -> None:
        """Shows stored udsagn as (id, person, text); a field under the cursor keeps its text.

        One just removed stays away while it can be brought back.
        """
        gone = {strip.field.udsagn_id for strip in self._gone}
        rows = [row for row in rows if row[0] not in gone]
        wanted = {row[0] for row in rows}
        for field in list(self._fields):
            if field.born and field.udsagn_id not in wanted and not field.hasFocus():
                self._drop(field)
        known = {field.udsagn_id: field for field in self._fields}
        for udsagn_id, person, tekst in rows:
            field = known.get(udsagn_id) or self._adopt(udsagn_id, person) or self._add_field(udsagn_id, person)
            field.born = True
            if not field.hasFocus():
                field.set_text(tekst)
        if not self._fields:
            self._add_field(self._ny_id(), EGEN)
        self._sort([row[0] for row in rows])

    def _adopt(self, udsagn_id: object, person: Person) -> _Udsagn | None:
        """The field that waits empty for the konsulent's own words takes the first stored ones.

        Not one with the cursor in it: it would keep its empty text, and leaving it would remove what is stored.
        """
        if person.navn:
            return None
        for field in self._fields:
            if not (field.born or field.person.navn or field.text().strip() or field.hasFocus()):
                field.udsagn_id = udsagn_id
                return field
        return None

    def udsagn(self) -> list[tuple[object, Person, str]]:
        """What is written now, empty fields left out."""
        return [(f.udsagn_id, f.person, f.text()) for f in self._fields if f.text().strip()]

    def set_intern(self, tekst: str) -> None:
        """Takes the internal note."""
        if self._intern is not None:
            self._intern.set_text(tekst)

    def set_spoergsmaal(self, spoergsmaal: Sequence[Spoergsmaal]) -> None:
        """The konsulent's own questions, inside the internal note."""
        if self._intern is not None:
            self._intern.set_spoergsmaal(spoergsmaal)

    def udsagn_at(self, inner: QWidget) -> object | None:
        """The id of the udsagn whose field ``inner`` is, or is a part of."""
        return next((f.udsagn_id for f in self._fields if f is inner or f.isAncestorOf(inner)), None)

    def is_intern(self, inner: QWidget) -> bool:
        """Whether ``inner`` is a part of the internal note."""
        note = self._intern
        return note is not None and (inner is note.toggle or inner is note or note.isAncestorOf(inner))

    def focus_first(self) -> None:
        """Puts the cursor in the first field."""
        self._fields[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _add_field(self, udsagn_id: object, person: Person) -> _Udsagn:
        self._made += 1
        name = self._name if self._made == 1 else f"{self._name}_{self._made}"
        field = _Udsagn(self._theme, udsagn_id, person, self._tekst, name)
        if person.navn:
            field.set_header(self._header(field, name))
        field.edited.connect(lambda tekst, f=field: self._edit(f, tekst))
        field.left.connect(lambda f=field: self._leave(f))
        self._fields.append(field)
        self._stack.addWidget(field)
        if self.isVisible():
            # a layout shows its new widgets only later, and a hidden field takes no cursor
            field.show()
        self._order()
        return field

    def _sort(self, ids: list[object]) -> None:
        """Stored order first, fields without a row after; moving in the layout leaves the cursor where it is."""
        place = {udsagn_id: n for n, udsagn_id in enumerate(ids)}
        wanted = sorted(self._fields, key=lambda field: place.get(field.udsagn_id, len(place)))
        if wanted != self._fields:
            self._fields = wanted
            for number, field in enumerate(wanted):
                self._stack.removeWidget(field)
                self._stack.insertWidget(number, field)
            for strip in sorted(self._gone, key=lambda strip: strip.place):
                self._stack.removeWidget(strip)
                self._stack.insertWidget(min(strip.place, self._stack.count()), strip)
            self._order()

    def _shown(self) -> list[QWidget]:
        """Fields, and the strips of removed ones, as they stand."""
        items = (self._stack.itemAt(number) for number in range(self._stack.count()))
        return [widget for item in items if item is not None and (widget := item.widget()) is not None]

    def _order(self) -> None:
        late: list[QWidget] = []
        for part in self._shown():
            late += [part, *part.findChildren(Button)] if isinstance(part, _Udsagn) else part.findChildren(Button)
        if self._intern is not None:
            late += self._intern.stops()
        tab_before(self._row_stop, late)

    def _header(self, field: _Udsagn, name: str) -> QWidget:
        header = QWidget()
        line = QHBoxLayout(header)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(PersonChip(self._theme, field.person))
        line.addStretch()
        away = Button(self._theme, "", kind=Kind.QUIET, icon="x", name=f"{name}_fjern", height=44,
                      spoken=f"Fjern udsagn fra {field.person.navn}", tip="Fjern udsagn")  # fmt: skip
        away.clicked.connect(lambda _=False: self._remove(field))
        line.addWidget(away)
        return header

    def _start(self, person: Person) -> None:
        last = self._fields[-1]
        if not last.text().strip() and not last.born:
            self._drop(last)
        field = self._add_field(self._ny_id(), person)
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edit(self, field: _Udsagn, tekst: str) -> None:
        if not field.born:
            if not tekst.strip():
                return
            field.born = True
            self.added.emit(field.udsagn_id, field.person.stemme.value, field.person.noegle)
        self.edited.emit(field.udsagn_id, tekst)

    def _leave(self, field: _Udsagn) -> None:
        if field.born and not field.text().strip():
            # the row goes, the field stays: it may be under the hand that is about to write again
            self.removed.emit(field.udsagn_id)
            field.born, field.udsagn_id = False, self._ny_id()
        self.left.emit()

    def _remove(self, field: _Udsagn) -> None:
        if not field.born:
            self._drop(field)
            self._keep_one()
            self._fields[-1].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        strip = _Fjernet(self._theme, field, self._shown().index(field))
        strip.undone.connect(lambda: self._restore(strip))
        strip.gone.connect(lambda: self._forget(strip))
        self._gone.append(strip)
        self._fields.remove(field)
        self._stack.removeWidget(field)
        self._stack.insertWidget(strip.place, strip)
        if self.isVisible():
            strip.show()
        self._keep_one()
        self._order()
        strip.undo.setFocus(Qt.FocusReason.OtherFocusReason)
        field.hide()
        announce(self, "Udsagnet er fjernet.")
        self.removed.emit(field.udsagn_id)

    def _restore(self, strip: _Fjernet) -> None:
        field = strip.field
        self._gone.remove(strip)
        here = self._shown().index(strip)
        self._stack.insertWidget(here, field)
        self._fields = [part for part in self._shown() if isinstance(part, _Udsagn)]
        field.show()
        self._order()
        # under the cursor it also stays while the store has not yet brought its row back
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._take_away(strip)
        self.restored.emit(field.udsagn_id)

    def _forget(self, strip: _Fjernet) -> None:
        """The time to undo is over; a keyboard that stands there goes to the next field."""
        self._gone.remove(strip)
        if strip.undo.hasFocus():
            after = [p for p in self._shown()[self._shown().index(strip) :] if isinstance(p, _Udsagn)]
            (after or self._fields[-1:])[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self._take_away(strip)
        strip.field.deleteLater()

    def _keep_one(self) -> None:
        if not self._fields:
            self._add_field(self._ny_id(), EGEN)

    def _drop(self, field: _Udsagn) -> None:
        self._fields.remove(field)
        field.blockSignals(True)
        self._take_away(field)

    def _take_away(self, part: QWidget) -> None:
        self._stack.removeWidget(part)
        part.hide()
        part.deleteLater()
