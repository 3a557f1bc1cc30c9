"""The plain felter of a skema: a choice, a text, a date, yes or no."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from konsulent_app.services import besoeg as verbs
from konsulent_app.services.overfoer import standing
from konsulent_app.store.besoeg import BesoegBlad
from konsulent_app.ui.form.felt import FeltView, FormParts
from konsulent_app.ui.form.sted import FeltSted
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.chips import ChoiceChips, Valg
from konsulent_app.ui.widgets.datefield import DateField
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.note import NoteField
from konsulent_core.dansk import format_dato
from konsulent_core.lister import offered
from konsulent_core.skema.grammar import Felt, FeltType
from konsulent_core.skema.rules import Svaret, svaret


def _stored(blad: BesoegBlad, felt: Felt) -> str:
    return next((s.vaerdi or "" for s in blad.svar if s.felt == felt.noegle), "")


def _sidst(blad: BesoegBlad, felt: Felt) -> str:
    if blad.sidst is None:
        return ""
    return next((s.vaerdi or "" for s in blad.sidst.svar if s.felt == felt.noegle), "")


class Staar(QWidget):
    """»Står i sagen: …« beneath a felt that is not answered, with »Brug det« to take it over."""

    def __init__(self, parts: FormParts, felt: Felt, use: Callable[[str], None]) -> None:
        super().__init__()
        self._felt, self._value = felt, ""
        self._words = make_label("", "body2", wrap=True, name=f"{_name(felt)}_staar")
        button = Button(parts.theme, "Brug det", kind=Kind.QUIET, icon="check", name=f"{_name(felt)}_brug",
                        spoken=f"{felt.titel}: brug det, der står i sagen")  # fmt: skip
        button.clicked.connect(lambda: use(self._value))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self._words, 1)
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def show_blad(self, blad: BesoegBlad, answered: bool) -> None:
        self._value = standing(blad).get(self._felt.noegle, "")
        told = self._value.replace("\n", ", ")
        if self._felt.type is FeltType.DATO and self._value:
            told = format_dato(date.fromisoformat(self._value))
        self._words.setText(f"Står i sagen: {told}")
        self.setVisible(bool(self._value) and not answered)


class ValgView(FeltView):
    """One of the felt's choices, or Ja and Nej."""

    def __init__(self, parts: FormParts, felt: Felt) -> None:
        super().__init__(parts, felt)
        listed = parts.context.valglister().for_felt(felt)
        choices = [Valg(v.noegle, v.titel) for v in felt.valg]
        if listed:  # what the law offers today, under the keys this skema knows
            choices = [Valg(post.vaerdi, post.titel) for post in offered(listed, parts.context.i_dag())]
        if felt.type is FeltType.JA_NEJ:
            choices = [Valg("ja", "Ja"), Valg("nej", "Nej")]
        self._value = ""
        self._chips = ChoiceChips(parts.theme, felt.titel, choices, name=_name(felt))
        self._chips.valgt.connect(self._answer)
        self.body.addWidget(make_label(felt.titel, "label", wrap=True))
        self.body.addWidget(self._chips)

    def show_blad(self, blad: BesoegBlad) -> None:
        self._value = _stored(blad, self.felt)
        if self._value and self.felt.type is FeltType.VALG:
            self._chips.offer(Valg(self._value, self.felt.valg_titel(self._value)))
        self._chips.set_value(self._value)
        self._chips.set_sidst(_sidst(blad, self.felt))

    def value(self) -> str:
        """The key of what is chosen, "" for nothing."""
        return self._value

    def svaret(self) -> Svaret:
        return svaret(int(bool(self._value)), 1)

    def felt_sted(self, inner: QWidget) -> FeltSted:
        return self.svar_sted(self.felt.noegle, self.felt.titel)

    def focus_first(self) -> None:
        self._chips.focus_first()

    def _answer(self, new: str) -> None:
        old = self._value

        def give(value: str) -> None:
            self._value = value
            self._chips.set_value(value)
            self.save_now(_save(self.parts, self.felt, value))

        self.act(lambda: give(old), lambda: give(new), self.felt.titel)


class TekstView(FeltView):
    """A short text of its own."""

    def __init__(self, parts: FormParts, felt: Felt) -> None:
        super().__init__(parts, felt)
        self._field = NoteField(parts.theme, felt.titel, name=_name(felt), placeholder=felt.hjaelp, least=58)
        self._field.edited.connect(lambda text: self.save_soon("tekst", _save(parts, felt, text)))
        self._field.left.connect(parts.autosave.flush)
        self._staar = Staar(parts, felt, self._take)
        self.body.addWidget(make_label(felt.titel, "label", wrap=True))
        self.body.addWidget(self._field)
        self.body.addWidget(self._staar)

    def show_blad(self, blad: BesoegBlad) -> None:
        text = _stored(blad, self.felt)
        if not self._field.hasFocus():
            self._field.set_text(text)
        self._staar.show_blad(blad, bool(text))

    def svaret(self) -> Svaret:
        return svaret(int(bool(self._field.text().strip())), 1)

    def felt_sted(self, inner: QWidget) -> FeltSted:
        return self.svar_sted(self.felt.noegle, self.felt.titel)

    def focus_first(self) -> None:
        self._field.setFocus()

    def _take(self, value: str) -> None:
        def give(text: str) -> None:
            self._field.set_text(text)
            self._staar.setVisible(not text)
            self.save_now(_save(self.parts, self.felt, text))

        self._field.setFocus()
        self.act(lambda: give(""), lambda: give(value), self.felt.titel)


class DatoView(FeltView):
    """A date of its own; the answer is stored as ISO."""

    def __init__(self, parts: FormParts, felt: Felt) -> None:
        super().__init__(parts, felt)
        self._field = DateField(parts.theme, _name(felt), felt.titel, parts.dato)
        self._field.changed.connect(self._answer)
        self._field.left.connect(self._left)
        self._staar = Staar(parts, felt, self._take)
        self.body.addWidget(make_label(felt.titel, "label", wrap=True))
        self.body.addWidget(self._field)
        self.body.addWidget(self._staar)

    def show_blad(self, blad: BesoegBlad) -> None:
        text = _stored(blad, self.felt)
        self._field.set_dato(date.fromisoformat(text) if text else None)
        self._staar.show_blad(blad, bool(text))

    def svaret(self) -> Svaret:
        return svaret(int(self._field.dato() is not None), 1)

    def fejl(self) -> str:
        return self._field.fejl()

    def felt_sted(self, inner: QWidget) -> FeltSted:
        return self.svar_sted(self.felt.noegle, self.felt.titel)

    def focus_first(self) -> None:
        self._field.focus_first()

    def _answer(self, day: date | None) -> None:
        self.save_soon("dato", _save(self.parts, self.felt, day.isoformat() if day else ""))

    def _take(self, value: str) -> None:
        def give(day: date | None) -> None:
            self._field.set_dato(day)
            self._staar.setVisible(day is None)
            self.save_now(_save(self.parts, self.felt, day.isoformat() if day else ""))

        self._field.focus_first()
        self.act(lambda: give(None), lambda: give(date.fromisoformat(value)), self.felt.titel)

    def _left(self) -> None:
        self._field.show_error(self._field.fejl())
        self.parts.autosave.flush()


def _name(felt: Felt) -> str:
    return f"visit_{felt.type.value}_{felt.noegle.replace('.', '_')}"


def _save(parts: FormParts, felt: Felt, value: str) -> "partial[None]":
    return partial(verbs.save_svar, context=parts.context, besoeg=parts.besoeg, felt=felt.noegle, vaerdi=value)
