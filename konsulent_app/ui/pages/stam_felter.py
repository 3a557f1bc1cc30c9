"""The facts of borger and sag as fields: which there are, in which cards, and how each is written (DOMAIN §3)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.afkryds import Afkryds
from konsulent_app.ui.widgets.chips import ChoiceChips, Valg
from konsulent_app.ui.widgets.datefield import DateField
from konsulent_app.ui.widgets.dato import DatoHjaelp
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.linje import line_field
from konsulent_app.ui.widgets.note import NoteField
from konsulent_app.ui.widgets.rulleliste import Rulleliste
from konsulent_core.cpr import parse_cpr
from konsulent_core.errors import UserError
from konsulent_core.merge import Value


class Art(Enum):
    """How a field is written."""

    LINJE = "linje"
    TEKST = "tekst"
    DATO = "dato"
    JA_NEJ = "ja_nej"
    VALG = "valg"
    LISTE = "liste"
    CHIPS = "chips"
    CPR = "cpr"


@dataclass(frozen=True, slots=True)
class Spec:
    """One field: its name in the record, its title, and a hint inside it. ``valg`` are the values of a chip each with
    its words, ``forhen`` those that are offered no more and stand there where one was chosen; ``stum`` leaves the title
    to the screen reader."""

    noegle: str
    titel: str
    art: Art = Art.LINJE
    hint: str = ""
    valg: tuple[tuple[str, str], ...] = ()
    forhen: tuple[tuple[str, str], ...] = ()
    stum: bool = False


BORGER = (
    Spec("cpr", "CPR-nummer", Art.CPR, "ddmmåå-xxxx"),
    Spec("fornavn", "Fornavn"),
    Spec("efternavn", "Efternavn"),
    Spec("telefon", "Telefon"),
    Spec("email", "E-mail"),
    Spec("kontaktform", "Sådan vil borgeren kontaktes", Art.TEKST, "Sms først? Ikke før kl. 9?"),
    Spec("adresse", "Adresse"),
    Spec("adressebeskyttelse", "Adressebeskyttelse: adressen kommer ikke på noget papir", Art.JA_NEJ),
    Spec("ordblind", "Ordblind: aftalearket skrives med korte linjer og god plads", Art.JA_NEJ),
    Spec("bisidder", "Bisidder"),
)
VEJEN = (
    Spec("jobmaal", "Jobmål", Art.TEKST, "Hvilket job, ikke hvilken praktik?"),
    Spec("oensker", "Fem ønsker til steder", Art.TEKST, "Et på hver linje, det kæreste først"),
    Spec("geografi", "Hvor langt kan borgeren komme?"),
    Spec("erfaring", "Erfaring", Art.TEKST),
    Spec("skolegang", "Skolegang", Art.TEKST),
    Spec("interesser", "Interesser", Art.TEKST),
    Spec("cv_dato", "CV opdateret", Art.DATO),
)
SAG = (
    Spec("sagstype", "Sagstype", Art.VALG),
    Spec("ydelse", "Ydelse", Art.VALG),
    Spec("nummer", "Sagsnummer"),
    Spec("start", "Start", Art.DATO),
    Spec("konsulent", "Virksomhedskonsulent"),
    Spec("sagsbehandler", "Sagsbehandler"),
    Spec("moede_sidst", "Sidste møde i rehabiliteringsteamet", Art.DATO),
    Spec("moede_dato", "Næste møde i rehabiliteringsteamet", Art.DATO),
    Spec("maal", "Indsatsplanens mål", Art.TEKST),
    Spec("mentorstoette", "Mentorstøtte"),
    Spec("slut", "Sagen er afsluttet", Art.DATO),
)


class StamFelt(QWidget):
    """One field under its title. `edited` at every key, `changed` when it is a whole answer: a tap, a date, left."""

    edited = Signal(object)
    changed = Signal(object)

    def __init__(self, theme: Theme, spec: Spec, name: str, dato: DatoHjaelp, valg: Sequence[str] = ()) -> None:
        super().__init__()
        self.spec = spec
        self._shown: Value = None
        self._choices: list[Value] = []
        self._error = make_label("", "error", wrap=True, name=f"{name}_fejl")
        self._error.hide()
        self._hint = make_label("", "warn", wrap=True, name=f"{name}_varsel")
        self._hint.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if spec.art is not Art.JA_NEJ and not spec.stum:
            column.addWidget(make_label(spec.titel, "strong", wrap=True))
        self._editor, self._set = self._make(theme, name, dato, valg)
        column.addWidget(self._editor)
        column.addWidget(self._error)
        column.addWidget(self._hint)
        column.addStretch()

    def _make(
        self, theme: Theme, name: str, dato: DatoHjaelp, valg: Sequence[str]
    ) -> tuple[QWidget, Callable[[Value], None]]:
        spec = self.spec
        match spec.art:
            case Art.TEKST:
                note = NoteField(theme, spec.titel, name=name, placeholder=spec.hint, least=64)
                note.edited.connect(self._typed)
                note.left.connect(lambda: self.changed.emit(note.text()))
                return note, lambda value: note.set_text(str(value or ""))
            case Art.DATO:
                field = DateField(theme, name, spec.titel, dato)
                field.changed.connect(lambda day: self._dated(field, day))
                field.left.connect(lambda: self._dated(field, field.dato()) if not field.fejl() else None)
                return field, lambda value: field.set_dato(date.fromisoformat(str(value)) if value else None)
            case Art.JA_NEJ:
                box = Afkryds(theme, spec.titel, name=name)
                box.clicked.connect(lambda: self.changed.emit(box.isChecked()))
                return _beside(box, make_label(spec.titel, "", wrap=True)), lambda value: box.setChecked(bool(value))
            case Art.VALG:
                choice = Rulleliste(theme, name, spec.titel, fri=True)
                choice.addItems(list(valg))
                choice.setCurrentIndex(-1)
                choice.textActivated.connect(self._answered)
                line = choice.lineEdit()
                assert line is not None
                line.textEdited.connect(self._typed)
                line.editingFinished.connect(lambda: self.changed.emit(choice.currentText()))
                return choice, lambda value: choice.setEditText(str(value or ""))
            case Art.LISTE:
                self._list = Rulleliste(theme, name, spec.titel)
                self._list.activated.connect(lambda n: self.changed.emit(self._choices[n]))
                return self._list, lambda value: self._list.setCurrentIndex(
                    self._choices.index(value) if value in self._choices else -1
                )
            case Art.CHIPS:
                chips = ChoiceChips(theme, spec.titel, [Valg(*pair) for pair in spec.valg], name=name)
                chips.valgt.connect(self._answered)
                return chips, lambda value: self._choose(chips, str(value or ""))
            case Art.CPR | Art.LINJE:
                one = line_field(theme, name, spec.titel, spec.hint)
                if spec.art is Art.LINJE:
                    one.textEdited.connect(self._typed)
                else:
                    # Dots until somebody writes in it: whoever sits beside reads no number.
                    one.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
                one.editingFinished.connect(lambda: self._left(one))
                return one, lambda value: one.setText(_written(spec, value))

    def _choose(self, chips: ChoiceChips, value: str) -> None:
        for once in self.spec.forhen:
            if once[0] == value:
                chips.offer(Valg(*once))
        chips.set_value(value)

    def set_choices(self, choices: Sequence[tuple[Value, str]]) -> None:
        """What a list offers: values with their words."""
        if [value for value, _ in choices] == self._choices and self._list.count() == len(choices):
            for place, (_, words) in enumerate(choices):
                self._list.setItemText(place, words)
            return
        self._choices = [value for value, _ in choices]
        self._list.clear()
        self._list.addItems([words for _, words in choices])

    def show_value(self, value: Value) -> None:
        """Shows what is stored; under the cursor, and where something wrong stands, what is written stays."""
        if self.holds_focus() or not self._error.isHidden():
            return
        self._shown = value
        self._set(value)
        if self.spec.art is Art.CPR:
            self._warn(str(value or ""))

    def shown(self) -> Value:
        """What stood here before the person wrote."""
        return self._shown

    def took(self, value: Value) -> None:
        """The store has it now, as it keeps it."""
        self._shown = (value.strip() or None) if isinstance(value, str) else value

    def show_error(self, words: str) -> None:
        self._error.setText(words)
        self._error.setVisible(bool(words))

    def holds_focus(self) -> bool:
        now = QApplication.focusWidget()
        return now is not None and self.isAncestorOf(now)

    def focus_first(self) -> None:
        self._editor.setFocus()

    def _typed(self, text: str) -> None:
        self.edited.emit(text)

    def _dated(self, field: DateField, day: date | None) -> None:
        """A day that is typed is not whole before it is left: »01.01« is a day of another year than is meant."""
        value = day.isoformat() if day else None
        now = QApplication.focusWidget()
        typing = isinstance(now, QLineEdit) and field.isAncestorOf(now)
        (self.edited if typing else self.changed).emit(value)

    def _answered(self, text: str) -> None:
        self.changed.emit(text)

    def _left(self, field: QLineEdit) -> None:
        self.show_error("")
        text = field.text().strip()
        if self.spec.art is Art.CPR and text:
            try:
                number = parse_cpr(text)
            except UserError as error:
                self._hint.hide()
                self.show_error(error.message)
                return
            field.setText(number.vist)
            self._warn(number.vaerdi)
        self.changed.emit(text)

    def _warn(self, vaerdi: str) -> None:
        """A number without modulus is legal since 2007: it is pointed out, never refused."""
        try:
            words = (parse_cpr(vaerdi).advarsel or "") if vaerdi else ""
        except UserError:
            words = ""
        self._hint.setText(words)
        self._hint.setVisible(bool(words))


def _beside(box: Afkryds, words: QLabel) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(box)
    line.addWidget(words, 1)
    return row


def _written(spec: Spec, value: Value) -> str:
    if spec.art is Art.CPR and value:
        try:
            return parse_cpr(str(value)).vist
        except UserError:
            return str(value)
    return str(value or "")
