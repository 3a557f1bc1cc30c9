"""Rows of a praktik that are written in place: delmål, opgaver and skånehensyn, each added, changed and removed."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from konsulent_app.ui.form.autosave import Autosave
from konsulent_app.ui.form.raekke import Gem, RaekkeSkriver
from konsulent_app.ui.form.sted import FeltSted, inside
from konsulent_app.ui.pages.delmaal_felt import DelmaalFelt
from konsulent_app.ui.pages.praktik_ord import TILSTANDE
from konsulent_app.ui.pages.stam_felter import Art, Spec, StamFelt
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Card
from konsulent_app.ui.widgets.chips import ChoiceChips, Valg
from konsulent_app.ui.widgets.dato import DatoHjaelp
from konsulent_app.ui.widgets.labels import make_label, rule
from konsulent_app.ui.widgets.looks import Kind
from konsulent_core.entities import Delmaal, Record
from konsulent_core.merge import Value
from konsulent_core.praktik_udkast import DelmaalUdkast
from konsulent_core.words import DelmaalTilstand

OPGAVE = (Spec("navn", "Opgave", hint="Hvad skal borgeren lave?", stum=True),)
HENSYN = (
    Spec("titel", "Skånehensyn", hint="Kort, for eksempel: pause hver time"),
    Spec("ordlyd", "Ordlyd til arbejdspladsen, som borgeren er enig i", Art.TEKST),
    Spec("aftalt", "Ordlyden er aftalt med borgeren", Art.DATO),
    Spec("aarsag", "Årsag: kun kommunen ser den", Art.TEKST),
)


_DELMAAL = {"tekst": "Delmål", "dato": "Delmål, dato", "smart": "Delmål, SMART"}


class Raekke(QWidget):
    """One row; it shows a record and says what was changed in it."""

    written = Signal(object, bool)
    """the changed fields, and whether more is being written"""
    removed = Signal()

    def show_record(self, record: Record) -> dict[str, Value]:
        """Shows what is stored; gives the fields it took over, those under the hand left out."""
        raise NotImplementedError

    def felt_at(self, inner: QWidget) -> tuple[tuple[str, ...], str] | None:
        """The fields that ``inner`` writes, and what they are called."""
        raise NotImplementedError

    def focus_first(self) -> None:
        """The cursor in the first field."""
        raise NotImplementedError


class FeltRaekke(Raekke):
    """A row of fields; one that has a single field has »Fjern« beside it."""

    def __init__(self, theme: Theme, specs: Sequence[Spec], name: str, dato: DatoHjaelp, fjern: str) -> None:
        super().__init__()
        self._felter = {spec.noegle: StamFelt(theme, spec, f"{name}_{spec.noegle}", dato) for spec in specs}
        away = _away(theme, name, fjern)
        away.clicked.connect(self.removed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        first, *rest = self._felter.values()
        line = QHBoxLayout()
        line.addWidget(first, 1)
        line.addWidget(away, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(line)
        for felt in rest:
            column.addWidget(felt)
        for noegle, felt in self._felter.items():
            felt.edited.connect(lambda value, n=noegle: self.written.emit({n: value}, True))
            felt.changed.connect(lambda value, n=noegle: self.written.emit({n: value}, False))

    def show_record(self, record: Record) -> dict[str, Value]:
        taken: dict[str, Value] = {}
        for noegle, felt in self._felter.items():
            if not felt.holds_focus():
                taken[noegle] = getattr(record, noegle)
                felt.show_value(taken[noegle])
        return taken

    def felt_at(self, inner: QWidget) -> tuple[tuple[str, ...], str] | None:
        return next((((name,), felt.spec.titel) for name, felt in self._felter.items() if inside(felt, inner)), None)

    def focus_first(self) -> None:
        next(iter(self._felter.values())).focus_first()


class DelmaalRaekke(Raekke):
    """A delmål with its state: åben, nået, justeret or opgivet, none of them better than another."""

    def __init__(self, theme: Theme, name: str, number: int, dato: DatoHjaelp, fornavn: Callable[[], str]) -> None:
        super().__init__()
        self._now = DelmaalUdkast()
        self._fornavn = fornavn
        self._felt = DelmaalFelt(theme, "praktik", number, dato, self._changed)
        states = [Valg(key, words) for key, words in TILSTANDE]
        self._tilstand = ChoiceChips(theme, f"Delmål {number}, tilstand", states, name=f"{name}_tilstand")
        self._tilstand.set_value(DelmaalTilstand.AABEN.value)
        self._tilstand.valgt.connect(self._moved)
        away = _away(theme, name, f"Fjern delmål {number}")
        away.clicked.connect(self.removed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._felt)
        line = QHBoxLayout()
        line.addWidget(self._tilstand, 1)
        line.addWidget(away, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(line)

    def show_record(self, record: Record) -> dict[str, Value]:
        assert isinstance(record, Delmaal)
        writing = self._felt.holds_text()
        text = self._now.tekst if writing else record.tekst or ""
        self._now = DelmaalUdkast(tekst=text, dato=record.dato, smart=record.smart or "")
        self._tilstand.set_value(record.tilstand or DelmaalTilstand.AABEN.value)
        self._show()
        taken: dict[str, Value] = {"dato": record.dato, "smart": record.smart, "tilstand": record.tilstand}
        return taken if writing else taken | {"tekst": record.tekst}

    def felt_at(self, inner: QWidget) -> tuple[tuple[str, ...], str] | None:
        if inside(self._tilstand, inner):
            return ("tilstand",), "Delmål, tilstand"
        name = self._felt.field_at(inner)
        return ((name,), _DELMAAL[name]) if name in _DELMAAL else None

    def focus_first(self) -> None:
        self._felt.focus_first()

    def _show(self) -> None:
        """One that is reached or given up is asked about no more."""
        living = self._tilstand.valgt_nu() in (DelmaalTilstand.AABEN, DelmaalTilstand.JUSTERET)
        self._felt.show_delmaal(self._now, self._fornavn(), spoerg=living)

    def _moved(self, tilstand: str) -> None:
        self._show()
        self.written.emit({"tilstand": tilstand}, False)

    def _changed(self, delmaal: DelmaalUdkast, soon: bool) -> None:
        before, self._now = asdict(self._now), delmaal
        self._show()
        values = {name: value or None for name, value in asdict(delmaal).items() if value != before[name]}
        if values:
            self.written.emit(values, soon)


class RaekkerKort(Card):
    """A card of such rows; a new one is born with what is written in it first."""

    removed = Signal(object)
    """id of a row that was stored"""

    def __init__(
        self,
        theme: Theme,
        name: str,
        titel: tuple[str, str],
        make: Callable[[str, int], Raekke],
        save: tuple[Autosave, Callable[[int], Gem], Callable[[], int]],
        tabel: str,
    ) -> None:
        """``titel``: of the card and of its »Tilføj«. ``make`` a row of a name and number; ``save``: what saves, the
        verb of a row's id, and where new ids come from. ``tabel`` is that of the rows."""
        super().__init__(theme, pad=20, name=name)
        self._name, self._make, self._tabel = name, make, tabel
        self._autosave, self._gem, self._new_id = save
        self._rows: dict[int, tuple[Raekke, RaekkeSkriver]] = {}
        self._unborn: set[int] = set()
        self.body.setSpacing(12)
        self.body.addWidget(make_label(titel[0], "label"))
        self._stack = QVBoxLayout()
        self._stack.setSpacing(16)
        self.body.addLayout(self._stack)
        add = Button(theme, titel[1], kind=Kind.QUIET, icon="plus", height=36, name=f"{name}_ny")
        add.clicked.connect(self.add)
        self._add = add
        self.body.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)

    def show_records(self, records: Sequence[Record]) -> None:
        """As stored; a field under the hand keeps its text, and a row in which nothing is written yet stays."""
        known = {record.id for record in records}
        for number in [n for n in self._rows if n not in known and n not in self._unborn]:
            self._drop(number)
        for record in records:
            self._unborn.discard(record.id)
            row, skriver = self._rows.get(record.id) or self._row(record.id)
            skriver.show(row.show_record(record))

    def add(self) -> None:
        """An empty row with the cursor in it; one that is empty already is used."""
        number = next(iter(self._unborn), None)
        if number is None:
            number = self._new_id()
            self._unborn.add(number)
        row, _ = self._rows.get(number) or self._row(number)
        row.focus_first()

    def felt_sted(self, inner: QWidget) -> FeltSted | None:
        """Of a field of a row that is stored."""
        for number, (row, _) in self._rows.items():
            if number not in self._unborn and inside(row, inner) and (found := row.felt_at(inner)) is not None:
                return FeltSted(self._tabel, number, *found)
        return None

    def _row(self, number: int) -> tuple[Raekke, RaekkeSkriver]:
        taken = {row.objectName() for row, _ in self._rows.values()}
        place = next(k for k in range(1, len(taken) + 2) if f"{self._name}_{k}" not in taken)
        row = self._make(f"{self._name}_{place}", place)
        row.setObjectName(f"{self._name}_{place}")
        skriver = RaekkeSkriver(self._autosave, number, self._gem(number))
        row.written.connect(partial(self._write, number, skriver))
        row.removed.connect(partial(self._remove, number))
        self._rows[number] = (row, skriver)
        if self._stack.count():
            self._stack.addWidget(rule())
        self._stack.addWidget(row)
        row.setVisible(True)
        return self._rows[number]

    def _write(self, number: int, skriver: RaekkeSkriver, values: dict[str, Value], soon: bool) -> None:
        empty = not any(value for value in values.values())
        if number in self._unborn and empty:
            return  # a field of a new row that was left as it was
        self._unborn.discard(number)
        skriver.write(values, soon=soon)

    def _remove(self, number: int) -> None:
        stored = number not in self._unborn
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)
        self._autosave.flush()
        self._drop(number)
        if stored:
            self.removed.emit(number)

    def _drop(self, number: int) -> None:
        row, _ = self._rows.pop(number)
        self._unborn.discard(number)
        place = self._stack.indexOf(row)
        line = self._stack.itemAt(place - 1 if place else 1)
        for widget in (row, line.widget() if line is not None else None):
            if widget is not None:
                self._stack.removeWidget(widget)
                widget.hide()
                widget.deleteLater()


def _away(theme: Theme, name: str, spoken: str) -> Button:
    return Button(theme, "", kind=Kind.QUIET, icon="trash-2", name=f"{name}_fjern", spoken=spoken, tip="Fjern")
