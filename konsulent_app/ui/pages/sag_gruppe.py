"""Two quiet cards of a sag: where the borger stands on the way, and how promises have been kept by all parties."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from konsulent_app.store.sager import SagBlad
from konsulent_app.ui.pages import overblik_ord
from konsulent_app.ui.pages.gruppe_editor import GruppeEditor
from konsulent_app.ui.pages.sektion import Sektion, clear
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.dato import DatoHjaelp
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_core.dansk import format_dato
from konsulent_core.overblik_ord import GRUPPE_ORD
from konsulent_core.sagtal import is_running
from konsulent_core.words import Sagsgruppe

I_VIRKSOMHED = "I virksomhed, så længe praktikken løber."
I_JOB = "I job"
IKKE_VURDERET = "Ikke vurderet endnu."


class GruppeKort(Sektion):
    """Says where, why and when to look again; »Ret« opens the fields in place."""

    opened = Signal(object)
    """id of the sag whose fields are opened"""

    def __init__(self, theme: Theme, hjaelp: DatoHjaelp, *, skriver: bool = True) -> None:
        super().__init__(theme, "Hvor står borgeren?", "case_gruppe_kort")
        self._skriver = skriver
        self._sag = 0
        self._blad: SagBlad | None = None
        self._i_dag = date.min
        self._ret = Button(theme, "Ret", kind=Kind.SWITCH, height=32, name="case_gruppe_ret",
                           spoken="Ret, hvor borgeren står")  # fmt: skip
        self._ret.clicked.connect(self.open_editor)
        self.titel.add_right(self._ret)
        if not skriver:
            self._ret.hide()
        self.editor = GruppeEditor(theme, hjaelp, prefix="case")
        self.editor.hide()
        self.editor.cancelled.connect(self.close_editor)
        self.body.insertWidget(2, self.editor)

    def parts(self, blad: SagBlad) -> object:
        return (blad.sag.gruppe, blad.sag.gruppe_grund, blad.sag.gruppe_igen, _running(blad, self._i_dag))

    def show_blad(self, blad: SagBlad, i_dag: date) -> None:
        self._blad, self._i_dag = blad, i_dag
        if blad.sag.id != self._sag:
            self._sag = blad.sag.id
            self.close_editor()
        super().show_blad(blad, i_dag)

    def fill(self, blad: SagBlad, i_dag: date) -> None:
        clear(self.rows)
        runs, sag = _running(blad, i_dag), blad.sag
        gruppe = Sagsgruppe(sag.gruppe) if sag.gruppe in set(Sagsgruppe) else None
        if runs:
            self.rows.addWidget(make_label(I_VIRKSOMHED, "strong", wrap=True))
        if gruppe is None and not runs:
            self.rows.addWidget(make_label(IKKE_VURDERET, "body2", wrap=True))
        if gruppe is not None:
            words = I_JOB if gruppe is Sagsgruppe.I_VIRKSOMHED else GRUPPE_ORD[gruppe]
            head = f"Bagefter: {words.lower()}" if runs else words
            self.rows.addWidget(make_label(head, "body2" if runs else "strong", wrap=True))
        if gruppe is not None and sag.gruppe_grund:
            self.rows.addWidget(make_label(sag.gruppe_grund, wrap=True))
        if gruppe is not None and sag.gruppe_igen:
            igen = date.fromisoformat(sag.gruppe_igen)
            words = "Se på det igen nu, dagen var" if igen <= i_dag else "Se igen"
            self.rows.addWidget(make_label(f"{words} {format_dato(igen)}", "small", wrap=True))

    def open_editor(self) -> None:
        """The fields with what stands now."""
        if self._blad is None:
            return
        sag = self._blad.sag
        self.editor.show_gruppe(
            Sagsgruppe(sag.gruppe) if sag.gruppe in set(Sagsgruppe) else None,
            sag.gruppe_grund or "",
            date.fromisoformat(sag.gruppe_igen) if sag.gruppe_igen else None,
            loeber=_running(self._blad, self._i_dag),
        )
        self._ret.hide()
        self.editor.show()
        self.editor.focus_first()
        self.opened.emit(sag.id)

    def close_editor(self) -> None:
        """Back to what stands."""
        self.editor.hide()
        self._ret.setVisible(self._skriver)


class LoefterKort(Sektion):
    """The jobcenter first, and as openly as the others; then when anything was last done."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Aftaler holdt", "case_loefter")

    def parts(self, blad: SagBlad) -> object:
        return (dict(blad.loefter.loefter), blad.loefter.handling)

    def fill(self, blad: SagBlad, i_dag: date) -> None:
        clear(self.rows)
        if not blad.loefter.loefter:
            self.rows.addWidget(make_label("Ingen aftaler endnu.", "body2"))
        for part, tal in blad.loefter.loefter.items():
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(make_label(overblik_ord.loefte_titel(part, ental=True), "strong"))
            column.addWidget(make_label(overblik_ord.loefte_linje(tal), "small", wrap=True))
            self.rows.addLayout(column)
        words = overblik_ord.handling_linje(blad.loefter.handling, i_dag)
        self.rows.addWidget(make_label(words, "small", wrap=True, name="case_handling"))


def _running(blad: SagBlad, i_dag: date) -> bool:
    return any(is_running(praktik, i_dag) for praktik in blad.praktikker)
