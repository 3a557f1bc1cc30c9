"""The sheet of Overblik: the list behind a figure, moving a borger to another group, and setting the måltal."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from konsulent_app.services.context import Context
from konsulent_app.services.maaltal import set_maaltal
from konsulent_app.store.database import Tx
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.pages.gem_opgoerelse import Form, GemTal, open_forms
from konsulent_app.ui.pages.gruppe_editor import Dom, Grund, GruppeEditor, save_gruppe
from konsulent_app.ui.pages.overblik_liste import Liste, RaekkeAfsnit
from konsulent_app.ui.pages.overblik_lister import Listeblad, Lister
from konsulent_app.ui.pages.overblik_maal import MaaltalFelter
from konsulent_app.ui.pages.overblik_team import TeamListe
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.ark import SkiftendeArk
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.dato import dansk_hjaelp
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.work import Work
from konsulent_core.words import MaaltalArt

Which = Callable[[Lister], Listeblad]
"""One list of the page, whatever has been read since."""


class OverblikArk(SkiftendeArk):
    """A list follows what moves while it is open; what is being written is left alone."""

    opened = Signal(object)
    """id of a sag that was pressed"""
    give_on = Signal(object)
    """ids of sager that are to be given on"""

    def __init__(
        self,
        theme: Theme,
        work: Work,
        context: Context,
        feedback: Feedback,
        gemmer: GemTal,
        parent: QWidget,
        under: QWidget,
    ) -> None:
        super().__init__(theme, "overview", parent, under)
        self.theme, self._work, self._context, self._feedback = theme, work, context, feedback
        self._gemmer = gemmer
        self._which: Which | None = None  # the list that is open now
        self._back: Which | None = None  # the list that an editor was asked from
        self._lister: Lister | None = None
        self._shown: Listeblad | None = None
        self.grund = Grund(work, context, feedback)
        self.closed.connect(self._forget)

    def open_liste(self, which: Which, lister: Lister) -> None:
        """The list behind a figure."""
        self._which, self._back, self._lister = which, None, lister
        self._fill(which(lister))

    def show_lister(self, lister: Lister) -> None:
        """The page was read anew."""
        self._lister = lister
        if self._which is not None and (found := self._which(lister)) != self._shown:
            self._fill(found)

    def open_maaltal(self, andele: Mapping[MaaltalArt, float]) -> None:
        """The fields of the måltal."""
        felter = MaaltalFelter(self.theme, andele)
        felter.saved.connect(self._save_maaltal)
        self._which = None
        self.show_body("Måltal", felter)
        felter.focus_first()

    def _fill(self, found: Listeblad) -> None:
        self._shown = found
        if self._context.bruger.leder:
            team = TeamListe(self.theme, found.raekker, forklaring=found.forklaring)
            team.opened.connect(self._open_sag)
            team.give_on.connect(self._give_on)
            self._offer_file(team)
            self.show_body(found.titel, team)
            return
        flyt = found.flyt and self._context.bruger.skriver
        liste = Liste(self.theme, found.raekker, flyt=flyt, forklaring=found.forklaring)
        liste.opened.connect(self._open_sag)
        liste.moved.connect(self._open_editor)
        self._offer_file(liste)
        self.show_body(found.titel, liste)

    def _offer_file(self, liste: RaekkeAfsnit) -> None:
        """»Gem listen«, where there is anybody in it."""
        if self._shown is None or not self._shown.raekker:
            return
        button = Button(self.theme, "Gem listen", kind=Kind.QUIET, icon="chevron-down", height=36,
                        name="overview_list_save", tip="Gem listen med navne, til dig selv")  # fmt: skip
        button.clicked.connect(
            lambda: open_forms(button, (Form.XLSX, Form.CSV), "overview_list_forms", self._choose_file)
        )
        liste.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _choose_file(self, form: Form) -> None:
        if self._shown is not None and self._lister is not None:
            self._gemmer.ask_liste(self._shown, self._lister, form)

    def save_liste_to(self, path: Path, form: Form) -> None:
        """The list that is open now."""
        if self._shown is not None and self._lister is not None:
            self._gemmer.save_liste_to(path, self._shown, self._lister, form)

    def _open_sag(self, sag: int) -> None:
        self.close_sheet()
        self.opened.emit(sag)

    def _give_on(self, sager: tuple[int, ...]) -> None:
        self.close_sheet()
        self.give_on.emit(sager)

    def _forget(self) -> None:
        self._which = self._back = self._lister = self._shown = None

    # --- another group ----------------------------------------------------------------------------

    def _open_editor(self, sag: int) -> None:
        """Moves a borger; the list it was asked from comes back after."""
        lister = self._lister
        one = next((one for one in lister.blad.tal if one.sag == sag), None) if lister is not None else None
        if lister is None or one is None:
            return
        editor = GruppeEditor(self.theme, dansk_hjaelp(self._context.i_dag), prefix="overview")
        loeber = one.running(lister.blad.dato) is not None
        editor.show_gruppe(one.gruppe, lister.blad.linjer[sag].grund, one.igen, loeber=loeber)
        editor.saved.connect(lambda dom: self._move(editor, sag, dom))
        editor.written.connect(lambda words: self.grund.keep(sag, words))
        editor.cancelled.connect(lambda: self.grund.forget(sag))
        editor.cancelled.connect(self._go_back)
        self._which, self._back = None, self._which  # a sync that comes now leaves alone what is being written
        self.show_body(f"Hvor står {lister.blad.linjer[sag].navn}?", editor)
        editor.focus_first()
        self.grund.open(editor, sag)

    def _go_back(self) -> None:
        if self._back is not None and self._lister is not None:
            self.open_liste(self._back, self._lister)

    def _move(self, editor: GruppeEditor, sag: int, dom: Dom) -> None:
        def done() -> None:
            self._feedback.tell("Borgeren er flyttet.")
            self._go_back()  # and the page is read anew

        self.grund.autosave.flush()
        save_gruppe(self._work, self._context, self._feedback, editor, sag, dom, done)

    # --- måltal -----------------------------------------------------------------------------------

    def _save_maaltal(self, procenter: Mapping[MaaltalArt, float | None]) -> None:
        def write(tx: Tx) -> None:
            for art, procent in procenter.items():
                set_maaltal(tx, self._context, art, procent)

        def done(_: object) -> None:
            self._feedback.tell("Måltallene er gemt.")
            self.close_sheet()

        self._work.write(write, done, self._feedback.hear)
