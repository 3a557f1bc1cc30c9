"""»Kopiér til journal« and its like: the besøg's text for another system, field by field, and whether it is done."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from konsulent_app.services.context import Context
from konsulent_app.services.journalisering import MaalStand, log_kopi, mark, read_stand, take_back
from konsulent_app.store.besoeg import read_besoeg
from konsulent_app.store.database import Tx
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.pages.overfoer_felt import OverfoerFelt
from konsulent_app.ui.pages.papir_ord import VAEK, kopieret_ord, kortede_ord, maerk_ord, rettet_ord, stand_ord
from konsulent_app.ui.pages.papir_typer import MakeTekst
from konsulent_app.ui.pages.sag_ord import besoeg_ord
from konsulent_app.ui.pages.sektion import clear
from konsulent_app.ui.pages.udklip import MINUTTER, Udklip
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.announce import announce
from konsulent_app.ui.widgets.ark import Ark
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Banner
from konsulent_app.ui.widgets.chips import ChoiceChips, Valg
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import Badge, Tone, make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.work import Work
from konsulent_core.dansk import format_dato
from konsulent_core.dansk_ord import nummer_ord
from konsulent_core.errors import KonsulentError, UserError
from konsulent_core.overfoersel.byg import Overfoersel

ET_FELT = f"Kopieret. Udklipsholderen tømmes om {MINUTTER} minutter."
TITEL = "Kopiér til et andet system"
_BRED = 720


@dataclass(frozen=True, slots=True)
class _Fundet:
    sag: int
    hvem: str
    stand: tuple[MaalStand, ...]


class OverfoerArk(Ark):
    """Over its parent. Copying all of it, or each of its fields, marks it as done; closed, it holds nothing of it."""

    def __init__(
        self,
        theme: Theme,
        work: Work,
        context: Context,
        feedback: Feedback,
        make: MakeTekst,
        udklip: Udklip,
        parent: QWidget,
        under: QWidget,
    ) -> None:
        super().__init__(theme, "copy", TITEL, parent, under, bred=_BRED)
        self.theme, self._work, self._context, self._feedback = theme, work, context, feedback
        self._make, self._udklip = make, udklip
        self._besoeg, self._maal = 0, ""
        self._found: _Fundet | None = None
        self._tekst: Overfoersel | None = None
        self._felter: list[OverfoerFelt] = []
        self._chips: ChoiceChips | None = None
        self._hvem = make_label("", "body2", wrap=True, name="copy_who")
        self._state = Badge(theme, "", Tone.NEUTRAL, name="copy_state")
        self._undo = Button(theme, "Fortryd", kind=Kind.QUIET, icon="undo-2", name="copy_undo")
        self._all = Button(theme, "Kopiér alt", kind=Kind.PRIMARY, icon="copy", name="copy_all",
                           tip="Kopiér alt (Ctrl+Enter)")  # fmt: skip
        self._mark = Button(theme, "", kind=Kind.QUIET, icon="check", name="copy_mark")
        self._mended = Banner(theme, "", "warn", icon="triangle-alert", name="copy_mended")
        self._cut = make_label("", "warn", wrap=True, name="copy_cut")
        self._error = make_label("", "error", wrap=True, name="copy_error")
        self._where = QVBoxLayout()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(14)
        self._fill()
        self._all.clicked.connect(self.copy_all)
        self._undo.clicked.connect(self._take_back)
        self._mark.clicked.connect(lambda: self._set_done(told=False))
        self.on_keys(self.copy_all, "Ctrl+Return", "Ctrl+Enter")
        self._forget()

    def _fill(self) -> None:
        status = QWidget()
        line = FlowLayout(status, gap=8, line_gap=8)
        line.addWidget(self._state)
        line.addWidget(self._undo)
        line.add_right(self._all)
        foot = QWidget()
        last = FlowLayout(foot, gap=8, line_gap=8)
        last.add_right(self._mark)
        self.body.addWidget(self._hvem)
        self.body.addLayout(self._where)
        self.body.addWidget(status)
        for part in (self._mended, self._cut, self._error):
            self.body.addWidget(part)
        self.body.addLayout(self._rows)
        self.body.addWidget(foot)

    # --- data -------------------------------------------------------------------------------------

    def open_sheet(self, besoeg: int, maal: str = "") -> None:
        """About a locked besøg; ``maal`` is the key of a target, "" for the first that takes it."""
        self._forget()
        self._besoeg, self._maal = besoeg, maal
        self.show_sheet()
        self._away.setFocus(Qt.FocusReason.PopupFocusReason)
        self._read(then_text=True)

    def close_sheet(self) -> None:
        """Takes it away, and what it held."""
        self._forget()
        super().close_sheet()

    def _read(self, *, then_text: bool) -> None:
        besoeg, context = self._besoeg, self._context

        def read(tx: Tx) -> _Fundet:
            blad = read_besoeg(tx, besoeg)
            if blad is None:
                raise UserError(VAEK)
            kind = blad.besoeg.type or ""
            name = f"{blad.borger.fornavn or ''} {blad.borger.efternavn or ''}".strip()
            number = nummer_ord(kind, blad.besoeg.nummer)
            about = "  ·  ".join((name, f"{besoeg_ord(kind)}, {number}", format_dato(blad.dato)))
            stand = read_stand(tx, context, besoeg, kind, virksomhed=blad.virksomhed is not None)
            return _Fundet(blad.sag.id, about, stand)

        def show(found: _Fundet) -> None:
            if besoeg == self._besoeg:
                self._show_stand(found)
                if then_text:
                    self._read_text()

        self._work.read(read, show, self._failed)

    def _show_stand(self, found: _Fundet) -> None:
        self._found = found
        self._hvem.setText(found.hvem)
        if not any(one.maal.noegle == self._maal for one in found.stand):
            self._maal = found.stand[0].maal.noegle if found.stand else ""
        self._offer(found)
        one = self._chosen()
        if one is None:
            self._tell("Dette besøg skal ikke kopieres nogen steder hen.")
            return
        self.set_titel(one.maal.knap)
        done = one.gjort is not None
        words = stand_ord(one.maal, one.gjort, self._context.i_dag())
        self._state.set_fact(words, Tone.OK if done else Tone.NEUTRAL, "check" if done else "clock")
        self._undo.setVisible(done)
        self._mark.set_words(maerk_ord(one.maal))
        self._mark.setVisible(not done)
        self._mended.setVisible(one.gjort is not None and one.gjort.rettet)
        self._mended.set_text(f"{rettet_ord(one.maal)}. Kopiér den igen.")

    def _offer(self, found: _Fundet) -> None:
        """The targets as chips, where there are several."""
        if self._chips is None and len(found.stand) > 1:
            choices = [Valg(one.maal.noegle, one.maal.titel) for one in found.stand]
            self._chips = ChoiceChips(self.theme, "Hvor hen?", choices, name="copy_where")
            self._chips.valgt.connect(self._choose)
            self._where.addWidget(self._chips)
        if self._chips is not None:
            self._chips.set_value(self._maal)

    def _choose(self, maal: str) -> None:
        self._maal = maal
        if self._found is not None:
            self._show_stand(self._found)
        self._read_text()

    def _read_text(self) -> None:
        besoeg, maal = self._besoeg, self._maal
        clear(self._rows)
        self._felter, self._tekst = [], None
        self._cut.hide()
        self._all.setEnabled(False)
        if not maal:
            return

        def show(made: Overfoersel) -> None:
            if (besoeg, maal) == (self._besoeg, self._maal):
                self._show_text(made)

        self._work.run(lambda: self._make(besoeg, maal), show, self._failed)

    def _show_text(self, made: Overfoersel) -> None:
        self._tekst = made
        self._all.setEnabled(bool(made.tekst))
        self._cut.setText(kortede_ord(made.felter))
        self._cut.setVisible(bool(self._cut.text()))
        for number, felt in enumerate(made.felter, start=1):
            row = OverfoerFelt(self.theme, number, felt)
            row.wanted.connect(lambda r=row: self._copy_one(r))
            self._felter.append(row)
            self._rows.addWidget(row)
        if self._away.hasFocus():
            self._all.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: KonsulentError) -> None:
        self._tell(error.message)
        if not isinstance(error, UserError):
            self._feedback.hear(error)

    # --- the person's hand ------------------------------------------------------------------------

    def copy_all(self) -> None:
        """All fields with their titles; it is done then."""
        made, found = self._tekst, self._found
        if made is None or found is None or not made.tekst:
            return
        self._put(made.tekst, found.sag)
        for row in self._felter:
            if row.felt.tekst:
                row.set_copied()
        self._set_done(told=True)

    def _copy_one(self, row: OverfoerFelt) -> None:
        """When the last of them is copied, all of it is."""
        found = self._found
        if found is None:
            return
        self._put(row.felt.tekst, found.sag)
        row.set_copied()
        announce(self, ET_FELT)
        one = self._chosen()
        if all(each.copied for each in self._felter if each.felt.tekst) and one is not None:
            self._set_done(told=True)
        else:
            self._feedback.tell(ET_FELT)

    def _put(self, tekst: str, sag: int) -> None:
        self._udklip.put(tekst)
        self._work.write(lambda tx: log_kopi(tx, self._context, sag, tekst), failed=self._feedback.hear)

    def _set_done(self, *, told: bool) -> None:
        one, besoeg = self._chosen(), self._besoeg
        if one is None:
            return
        maal = one.maal

        def done(_none: None) -> None:
            self._read(then_text=False)
            if told:
                self._feedback.tell(kopieret_ord(maal), "Fortryd", lambda: self._undo_of(besoeg, maal.noegle))

        self._work.write(lambda tx: mark(tx, self._context, besoeg, maal.noegle), done, self._failed)

    def _take_back(self) -> None:
        self._undo_of(self._besoeg, self._maal)

    def _undo_of(self, besoeg: int, maal: str) -> None:
        self._work.write(
            lambda tx: take_back(tx, self._context, besoeg, maal),
            lambda _none: self._read(then_text=False) if besoeg == self._besoeg else None,
            self._feedback.hear,
        )

    def _chosen(self) -> MaalStand | None:
        stand = self._found.stand if self._found is not None else ()
        return next((one for one in stand if one.maal.noegle == self._maal), None)

    def _tell(self, words: str) -> None:
        self._error.setText(words)
        self._error.setVisible(bool(words))

    def _forget(self) -> None:
        """Nothing of a borger stays in a sheet that is not seen."""
        self._besoeg, self._maal, self._found, self._tekst = 0, "", None, None
        self._felter = []
        clear(self._rows)
        clear(self._where)
        self._chips = None
        self._hvem.setText("")
        self.set_titel(TITEL)
        self._state.set_fact("", Tone.NEUTRAL)
        self._all.setEnabled(False)
        self._cut.setText("")
        for part in (self._undo, self._mark, self._mended, self._cut):
            part.hide()
        self._tell("")
