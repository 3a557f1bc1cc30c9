"""The next besøg in the form: a date and a time, or the reason why there is none."""

from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from konsulent_app.services import besoeg as verbs
from konsulent_app.store.besoeg import BesoegBlad
from konsulent_app.ui.form.felt import FeltView, FormParts
from konsulent_app.ui.form.sted import FeltSted
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.datefield import DateField
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import make_label
from konsulent_core.dansk import UGEDAGE, KlFejl, format_dato, format_tid, parse_kl
from konsulent_core.helligdage import dato_advarsel
from konsulent_core.skema.grammar import UDEN_NAESTE, Felt
from konsulent_core.skema.rules import Svaret, svaret


@dataclass(frozen=True, slots=True)
class Naeste:
    dato: date | None = None
    tid: str = ""
    grund: str = ""


class NaesteView(FeltView):
    """Quick choices from the day of the besøg; a holiday is pointed out. Where none is demanded no reason is asked."""

    def __init__(self, parts: FormParts, felt: Felt) -> None:
        super().__init__(parts, felt)
        self._now = Naeste()
        self._demanded = parts.skema.besoeg_type not in UDEN_NAESTE
        self._visit = self._forslag = parts.context.i_dag()
        theme = parts.theme
        self._date = DateField(theme, "visit_naeste_dato", felt.titel, parts.dato, uger=(2, 3, 4))
        self._proposed = Button(theme, "", icon="calendar-check", name="visit_naeste_forslag")
        self._time = QLineEdit()
        self._time.setObjectName("visit_naeste_tid")
        self._time.setProperty("kind", "visit")
        self._time.setPlaceholderText("kl. 10.00")
        self._time.setAccessibleName("Næste besøg, klokkeslæt")
        self._time.setFixedWidth(theme.px(110))
        self._time.setMinimumHeight(theme.px(44))
        self._why = QLineEdit()
        self._why.setObjectName("visit_naeste_grund")
        self._why.setProperty("kind", "visit")
        self._why.setMinimumHeight(theme.px(44))
        self._why.setPlaceholderText("Ingen dato? Skriv hvorfor …")
        self._why.setAccessibleName("Hvorfor er der ikke en dato?")
        self._warning = make_label("", "warn", wrap=True, name="visit_naeste_advarsel")
        self._error = make_label("", "error", wrap=True, name="visit_naeste_fejl")
        self._build()
        self._date.changed.connect(lambda day: self._change(dato=day))
        self._proposed.clicked.connect(self._take_proposed)
        self._date.left.connect(self._left)
        # Read when it is left: »25« on the way to »25.00« is no »02.00«.
        self._time.editingFinished.connect(self._time_left)
        self._why.textEdited.connect(lambda text: self._change(grund=text))
        self._why.editingFinished.connect(self._left)

    def _build(self) -> None:
        self.body.addWidget(make_label(self.felt.titel, "label"))
        line = FlowLayout(gap=12)
        line.addWidget(self._date)
        line.addWidget(self._proposed)
        line.addWidget(self._time)
        self.body.addLayout(line)
        for part in (self._warning, self._error, self._why):
            self.body.addWidget(part)
        self._warning.hide()
        self._error.hide()

    def show_blad(self, blad: BesoegBlad) -> None:
        besoeg = blad.besoeg
        self._visit, self._forslag = blad.dato, blad.naeste_forslag
        dag = UGEDAGE[self._forslag.weekday()]
        self._proposed.set_words(
            f"Forslag: {dag} {self._forslag:%d.%m.}",
            f"{self.felt.titel}: forslag, {dag} den {format_dato(self._forslag)}",
        )
        day = date.fromisoformat(besoeg.naeste_dato) if besoeg.naeste_dato else None
        self._now = Naeste(day, besoeg.naeste_tid or "", besoeg.naeste_grund or "")
        self._date.set_dato(day)
        if not self._time.hasFocus() and not self._time_error():
            self._time.setText(self._now.tid)
        if not self._why.hasFocus():
            self._why.setText(self._now.grund)
        self._warn()

    def svaret(self) -> Svaret:
        given = self._now.dato is not None or bool(self._now.grund.strip())
        return svaret(int(given), int(given or self._demanded))

    def fejl(self) -> str:
        if self._date.fejl() or self._time_error():
            return self._date.fejl() or self._time_error()
        if self._now.dato is not None and self._now.dato <= self._visit:
            return "Næste besøg skal ligge efter i dag."
        return ""

    def show_error(self, text: str) -> None:
        """Shows why the besøg cannot be ended yet."""
        self._error.setText(text)
        self._error.setVisible(bool(text))

    def felt_sted(self, inner: QWidget) -> FeltSted:
        return FeltSted("besoeg", self.parts.besoeg, ("naeste_dato", "naeste_grund", "naeste_tid"), self.felt.titel)

    def focus_first(self) -> None:
        self._date.focus_first()

    def lines(self) -> list[str]:
        return [f"{self.felt.titel}: {self._now.dato or self._now.grund}"] if self.svaret() is Svaret.HELT else []

    def naeste(self) -> Naeste:
        """The answer now."""
        return self._now

    def _take_proposed(self) -> None:
        self._date.set_dato(self._forslag, over=True)
        self._change(dato=self._forslag)

    def _change(self, **change: object) -> None:
        if change.get("dato") is not None:
            change["grund"] = ""  # a date is an answer: the reason why there is none goes
            self._why.clear()
        self._now = replace(self._now, **change)  # type: ignore[arg-type]  # the fields of Naeste
        self.show_error("")
        self._warn()
        verb = partial(
            verbs.save_naeste,
            context=self.parts.context,
            besoeg=self.parts.besoeg,
            dato=self._now.dato,
            tid=self._now.tid,
            grund=self._now.grund,
        )
        if "dato" in change:
            self.save_now(verb)
        else:
            self.save_soon("naeste", verb)

    def _warn(self) -> None:
        warning = dato_advarsel(self._now.dato) if self._now.dato else None
        self._warning.setText(warning or "")
        self._warning.setVisible(warning is not None)
        asks = self._demanded and self._now.dato is None
        self._why.setVisible(asks or bool(self._now.grund))

    def _time_error(self) -> str:
        try:
            if self._time.text().strip():
                parse_kl(self._time.text())
        except KlFejl as error:
            return error.message
        return ""

    def commit(self) -> None:
        self._time_left()

    def _time_left(self) -> None:
        text = self._time.text().strip()
        self.show_error(self._time_error())
        if not self._time_error():
            time = format_tid(parse_kl(text)) if text else ""
            self._time.setText(time)
            if time != self._now.tid:
                self._change(tid=time)
        self.parts.autosave.flush()

    def _left(self) -> None:
        self.show_error(self.fejl())
        self.parts.autosave.flush()
