"""The agreed skånehensyn at this besøg: how each one worked."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from konsulent_app.services import besoeg as verbs
from konsulent_app.store.besoeg import BesoegBlad
from konsulent_app.ui.form.felt import FeltView, FormParts, focus_inside
from konsulent_app.ui.form.sted import FeltSted, inside
from konsulent_app.ui.widgets.chips import ChoiceChips, Valg
from konsulent_app.ui.widgets.labels import make_label
from konsulent_core.entities import Skaanehensyn
from konsulent_core.ids import derived_id
from konsulent_core.skema.grammar import Felt
from konsulent_core.skema.rules import Svaret, svaret
from konsulent_core.words import Virkning

VIRKNING_TEKST = {
    Virkning.VIRKER: "Virker",
    Virkning.DELVIST: "Virker delvist",
    Virkning.VIRKER_IKKE: "Virker ikke",
    Virkning.IKKE_BRUGT: "Ikke brugt",
}


class SkaanehensynView(FeltView):
    """A row of chips for each; the wording is the one the borger agreed to, never the reason."""

    def __init__(self, parts: FormParts, felt: Felt) -> None:
        super().__init__(parts, felt)
        self._chips: dict[int, ChoiceChips] = {}
        self._answers: dict[int, Virkning | None] = {}
        self._none = make_label("Der er ikke aftalt skånehensyn.", "body2")
        self.body.addWidget(self._none)

    def show_blad(self, blad: BesoegBlad) -> None:
        today = {v.skaanehensyn: v.virkning for v in blad.skaanehensyn_svar}
        last = {v.skaanehensyn: v.virkning for v in blad.sidst.skaanehensyn_svar} if blad.sidst else {}
        for hensyn in blad.skaanehensyn:
            chips = self._chips.get(hensyn.id) or self._add(hensyn)
            stored = today.get(hensyn.id)
            self._answers[hensyn.id] = Virkning(stored) if stored else None
            chips.set_value(stored or "")
            chips.set_sidst(last.get(hensyn.id) or "")
        self._none.setVisible(not self._chips)

    def svaret(self) -> Svaret:
        return svaret(sum(v is not None for v in self._answers.values()), len(self._chips))

    def felt_sted(self, inner: QWidget) -> FeltSted | None:
        for hensyn, chips in self._chips.items():
            if inside(chips, inner):
                row = derived_id("skaanehensyn_svar", self.parts.besoeg, hensyn)
                return FeltSted("skaanehensyn_svar", row, ("virkning",), f"Skånehensyn: {chips.accessibleName()}")
        return None

    def focus_first(self) -> None:
        focus_inside(self)

    def _add(self, hensyn: Skaanehensyn) -> ChoiceChips:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(make_label(hensyn.titel or "", "label", wrap=True))
        if hensyn.ordlyd:
            column.addWidget(make_label(hensyn.ordlyd, "body2", wrap=True))
        choices = [Valg(v.value, words) for v, words in VIRKNING_TEKST.items()]
        name = f"visit_skaanehensyn_{len(self._chips) + 1}"
        chips = ChoiceChips(self.parts.theme, hensyn.titel or "Skånehensyn", choices, name=name)
        chips.valgt.connect(lambda value: self._answer(hensyn.id, Virkning(value)))
        column.addWidget(chips)
        self.body.addWidget(box)
        self._chips[hensyn.id] = chips
        return chips

    def _answer(self, hensyn: int, new: Virkning) -> None:
        old = self._answers.get(hensyn)

        def give(value: Virkning | None) -> None:
            self._answers[hensyn] = value
            self._chips[hensyn].set_value(value.value if value else "")
            self.save_now(
                partial(
                    verbs.save_skaanehensyn,
                    context=self.parts.context,
                    besoeg=self.parts.besoeg,
                    skaanehensyn=hensyn,
                    virkning=value,
                )
            )

        self.act(lambda: give(old), lambda: give(new), self.felt.titel)
