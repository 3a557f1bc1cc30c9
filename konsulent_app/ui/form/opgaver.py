"""The praktik's tasks at this besøg: how far each has come, a new one, and one that was dropped."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from konsulent_app.services import besoeg as verbs
from konsulent_app.store.besoeg import BesoegBlad
from konsulent_app.store.database import Tx
from konsulent_app.ui.form.autosave import Verb
from konsulent_app.ui.form.felt import FeltView, FormParts, focus_inside
from konsulent_app.ui.form.sted import FeltSted, inside
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.opgave import OpgaveRow, OpgaveVisning
from konsulent_app.ui.widgets.taborder import stops_in, tab_before
from konsulent_core.ids import derived_id
from konsulent_core.skema.grammar import Felt
from konsulent_core.skema.rules import Svaret, svaret
from konsulent_core.words import OpgaveTrin


class OpgaverView(FeltView):
    """A row a task; Enter in the last field adds one."""

    def __init__(self, parts: FormParts, felt: Felt) -> None:
        super().__init__(parts, felt)
        self._rows: dict[int, OpgaveRow] = {}
        self._steps: dict[int, tuple[OpgaveTrin | None, str]] = {}
        self._new = QLineEdit()
        self._new.setObjectName("visit_opgave_ny")
        self._new.setProperty("kind", "visit")
        self._new.setMinimumHeight(parts.theme.px(44))
        self._new.setPlaceholderText("Ny opgave siden sidst …")
        self._new.setAccessibleName("Ny opgave siden sidst")
        # Also when the field is left: nothing written waits for a button.
        self._new.editingFinished.connect(self._add)
        add = Button(parts.theme, "Tilføj opgave", icon="plus", name="visit_opgave_tilfoej")
        add.clicked.connect(self._add)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._new, 1)
        line.addWidget(add)
        self.body.addLayout(line)

    def show_blad(self, blad: BesoegBlad) -> None:
        today = {t.opgave: t for t in blad.opgave_trin}
        last = {t.opgave: t.trin for t in blad.sidst.opgave_trin} if blad.sidst else {}
        for opgave in blad.opgaver:
            answer = today.get(opgave.id)
            then = last.get(opgave.id)
            if answer is None and then == OpgaveTrin.DROPPET:
                continue
            new = blad.sidst is not None and blad.sidst.fulgt is not None and then is None
            row = self._rows.get(opgave.id) or self._add_row(opgave.id, opgave.navn or "", new)
            step = OpgaveTrin(answer.trin) if answer is not None and answer.trin else None
            grund = (answer.grund or "") if answer is not None else ""
            self._steps[opgave.id] = (step, grund)
            row.set_trin(step, grund)
            row.set_sidst(OpgaveTrin(then) if then else None)

    def svaret(self) -> Svaret:
        return svaret(sum(step is not None for step, _ in self._steps.values()), len(self._rows))

    def felt_sted(self, inner: QWidget) -> FeltSted | None:
        for opgave, row in self._rows.items():
            if inside(row, inner):
                number = derived_id("opgave_trin", self.parts.besoeg, opgave)
                return FeltSted("opgave_trin", number, ("grund", "trin"), f"{self.felt.titel}: {row.titel}")
        return None

    def focus_first(self) -> None:
        focus_inside(next(iter(self._rows.values()), self))

    def commit(self) -> None:
        self._add()

    def _add_row(self, opgave: int, navn: str, new: bool) -> OpgaveRow:
        row = OpgaveRow(self.parts.theme, str(len(self._rows) + 1), OpgaveVisning(navn, new))
        row.trin_valgt.connect(lambda trin: self._answer(opgave, OpgaveTrin(trin)))
        row.droppet.connect(lambda on: self._answer(opgave, OpgaveTrin.DROPPET if on else None))
        row.aarsag_edited.connect(lambda text: self._reason(opgave, text))
        row.left.connect(self.parts.autosave.flush)
        self.body.insertWidget(len(self._rows), row)
        tab_before(self._new, stops_in(row))
        self._rows[opgave] = row
        self._steps.setdefault(opgave, (None, ""))
        return row

    def _answer(self, opgave: int, new: OpgaveTrin | None) -> None:
        old = self._steps[opgave][0]

        def give(step: OpgaveTrin | None) -> None:
            grund = self._steps[opgave][1]  # a reason written meanwhile outlives undo and redo
            self._steps[opgave] = (step, grund)
            self._rows[opgave].set_trin(step, grund)
            self.save_now(self._verb(opgave))

        self.act(lambda: give(old), lambda: give(new), self.felt.titel)

    def _reason(self, opgave: int, text: str) -> None:
        self._steps[opgave] = (self._steps[opgave][0], text)
        self.save_soon(opgave, self._verb(opgave))

    def _verb(self, opgave: int) -> Verb:
        step, grund = self._steps[opgave]
        return partial(
            verbs.save_opgave_trin,
            context=self.parts.context,
            besoeg=self.parts.besoeg,
            opgave=opgave,
            trin=step,
            grund=grund,
        )

    def _add(self) -> None:
        navn = self._new.text().strip()
        if not navn:
            return
        self._new.clear()
        number = self.parts.context.new_id()
        self._add_row(number, navn, True)
        orden = self.parts.order(len(self._rows))

        def add(tx: Tx) -> None:
            verbs.add_opgave(tx, self.parts.context, self.parts.besoeg, number, navn, orden)

        self.save_now(add)
