"""Ny praktik: six steps on one page, kept as they are written, with what the last praktik taught beside them."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from konsulent_app.services import praktik as verbs
from konsulent_app.services.context import Context
from konsulent_app.services.virksomhed import Felt, create_virksomhed
from konsulent_app.store.database import Tx
from konsulent_app.store.laert import LaertArt, Lektie
from konsulent_app.store.praktik import NyPraktikBlad, read_ny_praktik
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.form.autosave import Autosave
from konsulent_app.ui.pages.ny_praktik_laert import LaertPanel
from konsulent_app.ui.pages.ny_praktik_maal import DelmaalTrin, HensynTrin
from konsulent_app.ui.pages.ny_praktik_ord import svar_ord
from konsulent_app.ui.pages.ny_praktik_trin import BekymringTrin, FormaalTrin, TrinKort, UgeplanTrin
from konsulent_app.ui.pages.ny_praktik_virksomhed import VirksomhedTrin
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.agenda import Agenda, Bredde, Punkt
from konsulent_app.ui.widgets.agenda_item import PunktStatus
from konsulent_app.ui.widgets.announce import announce
from konsulent_app.ui.widgets.bjaelke import make_bar
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.dato import dansk_hjaelp
from konsulent_app.ui.widgets.empty import Skeleton
from konsulent_app.ui.widgets.labels import ElidedLabel, make_label, rule
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.rul import make_scroll
from konsulent_app.ui.widgets.savestate import SaveState
from konsulent_app.ui.work import Work
from konsulent_core.clock import COPENHAGEN
from konsulent_core.dansk import KlFejl, format_kl, format_tid, parse_kl
from konsulent_core.errors import KonsulentError
from konsulent_core.lister import titel_af
from konsulent_core.praktik_udkast import PraktikUdkast, UdkastTrin, answered, missing
from konsulent_core.uge_ord import parse_sagt
from konsulent_core.ugeplan import UgeplanFejl, format_ugeplan

IKKE_HER = "Sagen er ikke på denne pc længere."
_KORT = {
    UdkastTrin.VIRKSOMHED: "Virksomhed",
    UdkastTrin.UGEPLAN: "Ugeplan",
    UdkastTrin.FORMAAL: "Formål",
    UdkastTrin.DELMAAL: "Delmål",
    UdkastTrin.SKAANEHENSYN: "Skånehensyn",
    UdkastTrin.BEKYMRING: "Bekymringssag",
}
_MAX = 760
_RAIL, _PANEL = 236, 352
_WIDE, _LITTLE = 1150, 800


class NyPraktikPage(QWidget):
    """A layer over the shell for one sag. Leaving keeps the draft; »Opret praktik« makes the praktik of it."""

    closed = Signal()
    created = Signal(object)  # the sag (63 bits)

    def __init__(self, theme: Theme, work: Work, context: Context, feedback: Feedback) -> None:
        super().__init__()
        self.setObjectName("placement")
        self.setProperty("kind", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme, self._work, self._context, self._feedback = theme, work, context, feedback
        self._sag = 0
        self._wanted: int | None = None  # the virksomhed it is begun at
        self._udkast = PraktikUdkast()
        self._before: PraktikUdkast | None = None  # the draft as it was before the lessons were taken over
        self._has_lessons = False
        self.autosave = Autosave(work, context.clock)
        self._title = ElidedLabel("", "strong", name="placement_title")
        self._sub = ElidedLabel("", "small")
        self._save = SaveState(theme, name="placement_save")
        self._lessons = Button(theme, "Det lærte sidste praktik", kind=Kind.QUIET, name="placement_laert_knap")
        self._lessons.clicked.connect(self._toggle_lessons)
        self._create = Button(theme, "Opret praktik", kind=Kind.PRIMARY, icon="check", name="placement_create")
        self._create.clicked.connect(self.create_praktik)
        dato = dansk_hjaelp(context.i_dag)
        self._company = VirksomhedTrin(theme, self._put)
        self.steps: tuple[TrinKort, ...] = (
            self._company,
            UgeplanTrin(theme, self._put, dato),
            FormaalTrin(theme, self._put, context.valglister().formaal, context.i_dag()),
            DelmaalTrin(theme, self._put, dato),
            HensynTrin(theme, self._put),
            BekymringTrin(theme, self._put),
        )
        self._agenda = Agenda(
            theme, [Punkt(trin.value, words) for trin, words in _KORT.items()], prefix="placement", titel="Ny praktik"
        )
        self._panel = LaertPanel(theme)
        self._praktik: int | None = None  # the one whose lessons stand there
        self._waiting = Skeleton(theme, rows=4)
        self._missing = make_label("", "error", wrap=True, name="placement_missing")
        self._edges = (_edge(), _edge())
        self._scroll, self._rail = make_scroll(self._make_form()), make_scroll(self._agenda)
        self._scroll.setObjectName("placement_form")
        self._build()
        self._connect()

    def _build(self) -> None:
        body = QHBoxLayout()
        body.setSpacing(0)
        for widget, stretch in (
            (self._rail, 0), (self._edges[0], 0), (self._scroll, 1), (self._edges[1], 0), (self._panel, 0),
        ):  # fmt: skip
            body.addWidget(widget, stretch)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._make_bar())
        outer.addWidget(rule())
        outer.addLayout(body, 1)
        self._missing.hide()
        for step in self.steps:
            step.hide()

    def _make_bar(self) -> QWidget:
        back = Button(self._theme, "", kind=Kind.QUIET, icon="arrow-left", name="placement_back",
                      tip="Tilbage. Det, du har skrevet, bliver stående")  # fmt: skip
        back.clicked.connect(self.leave)
        return make_bar(back, self._title, self._save, self._lessons, self._create, under=self._sub)

    def _make_form(self) -> QWidget:
        column = QWidget()
        column.setMaximumWidth(_MAX)
        stack = QVBoxLayout(column)
        stack.setContentsMargins(0, 16, 0, 16)
        stack.setSpacing(12)
        for part in (self._waiting, self._missing, *self.steps):
            stack.addWidget(part)
        stack.addStretch()
        page = QWidget()
        page.setProperty("kind", "canvas")
        side = QHBoxLayout(page)
        side.setContentsMargins(22, 0, 22, 0)
        side.addStretch()
        side.addWidget(column, 100)
        side.addStretch()
        return page

    def _connect(self) -> None:
        self.autosave.saving.connect(self._save.set_saving)
        self.autosave.saved.connect(self._saved)
        self.autosave.failed.connect(self._not_saved)
        self._save.copy_clicked.connect(self.autosave.retry)
        self._agenda.valgt.connect(self._go)
        self._company.wanted_new.connect(self._make_company)
        self._panel.taken.connect(self._take_over)
        self._panel.undone.connect(self._give_back)
        for step, following in zip(self.steps, self.steps[1:], strict=False):
            step.done.connect(following.focus_first)
        for step in self.steps:
            QShortcut(QKeySequence(f"Alt+{step.trin.value}"), self).activated.connect(
                lambda n=step.trin.value: self._go(n)
            )
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.leave)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.create_praktik)

    # --- opening and leaving ----------------------------------------------------------------------

    def open(self, sag: int, virksomhed: int | None = None) -> None:
        """Shows the draft of the sag's next praktik: an empty one, or what was written before; at ``virksomhed``."""
        self._sag, self._wanted = sag, virksomhed
        today = self._context.i_dag().isoformat()
        self._work.read(lambda tx: read_ny_praktik(tx, sag, today), self._opened, self._unreadable)

    def leave(self) -> None:
        """Back to the sag, once everything is on disk."""
        self.setFocus()  # a field that is left gives what stands in it
        self.autosave.when_saved(self.closed.emit)

    def flush(self) -> None:
        """The window closes or locks: write what waits, and what a field gives when it is left."""
        self.setFocus()
        self.autosave.flush()

    def _opened(self, blad: NyPraktikBlad | None) -> None:
        if not isValid(self):
            return  # left while it was read
        if blad is None:
            self._feedback.tell(IKKE_HER)
            self.closed.emit()
            return
        self._waiting.hide()
        self._udkast = blad.udkast
        borger = f"{blad.borger.fornavn or ''} {blad.borger.efternavn or ''}".strip()
        self._title.setText(f"Ny praktik · {borger}")
        place = "første praktik i sagen" if blad.nummer == 1 else f"praktik nr. {blad.nummer} i sagen"
        self._sub.setText(" · ".join(part for part in (blad.sag.sagstype, place) if part))
        if blad.laert is not None:
            self._has_lessons = True
            self._panel.show_laert(blad.laert)
            if self._udkast.bygger_paa is not None:
                self._panel.set_taken("før")
        for step in self.steps:
            step.show_blad(blad)
            step.show()
        self._praktik = blad.laert.praktik if blad.laert is not None else None
        self._show()
        if self._wanted is not None and self._wanted != self._udkast.virksomhed:
            self._begin_here(self._wanted)
        self._fit()
        unanswered = (step for step in self.steps if not answered(self._udkast, step.trin))
        first = self.steps[0] if self._wanted is None else next(unanswered, self.steps[0])
        self._agenda.set_aktuel(first.trin.value)
        first.focus_first()

    def _begin_here(self, virksomhed: int) -> None:
        """The draft moves to that virksomhed; one that was for another place can be moved back."""
        before = self._udkast
        self._company.take(virksomhed)
        if before.virksomhed is None:
            return

        def move_back() -> None:
            if isValid(self):
                people = {name: getattr(before, name) for name in ("virksomhed", "kontaktperson", "mentor")}
                self._put(**people)

        self._feedback.tell("Kladden var til en anden virksomhed. Nu er den til denne.", "Fortryd", move_back)

    def _unreadable(self, error: KonsulentError) -> None:
        self._feedback.hear(error)
        self.closed.emit()

    # --- the draft --------------------------------------------------------------------------------

    def _put(self, *, soon: bool = False, **fields: Any) -> None:
        self._udkast = replace(self._udkast, **fields)
        sag, udkast = self._sag, self._udkast
        if soon:
            self.autosave.soon("udkast", lambda tx: verbs.save_udkast(tx, sag, udkast))
        else:
            # What was still waiting is part of this draft already.
            self.autosave.soon("udkast", lambda tx: verbs.save_udkast(tx, sag, udkast))
            self.autosave.flush()
        self._show()

    def _show(self) -> None:
        chosen = self._udkast.formaal
        purpose = titel_af(self._context.valglister().formaal, chosen) if chosen else ""
        for step in self.steps:
            step.show_udkast(self._udkast)
        company = self._company.chosen_name()
        for trin in UdkastTrin:
            done = answered(self._udkast, trin)
            self._agenda.set_status(trin.value, PunktStatus.BEROERT if done else PunktStatus.IKKE_BEROERT)
            self._agenda.set_svar(trin.value, svar_ord(self._udkast, trin, company, purpose))
        if not self._missing.isHidden():
            self._tell_missing()

    def _make_company(self, navn: str) -> None:
        """A workplace nobody has been at before: the name is enough to begin with."""
        context, sag, today = self._context, self._sag, self._context.i_dag().isoformat()

        def make(tx: Tx) -> tuple[int, NyPraktikBlad | None]:
            number = create_virksomhed(tx, context, {Felt.NAVN: navn})
            return number, read_ny_praktik(tx, sag, today)

        def made(found: tuple[int, NyPraktikBlad | None]) -> None:
            number, blad = found
            if blad is not None:
                self._company.take_new(number, blad)

        self._work.write(make, made, self._feedback.hear)

    def _saved(self, at: datetime) -> None:
        self._save.set_saved(format_tid(at.astimezone(COPENHAGEN).time()))

    def _not_saved(self, error: KonsulentError) -> None:
        self._save.set_error()
        self._feedback.hear(error)

    def _take_over(self, lektier: tuple[Lektie, ...]) -> None:
        """The chosen lessons become plan, skånehensyn and opgaver; nothing written before is lost."""
        self._before = self._udkast
        now = self._udkast
        changed: dict[str, Any] = {"bygger_paa": self._praktik}
        hensyn, opgaver = list(now.skaanehensyn), list(now.opgaver)
        for lektie in lektier:
            if lektie.art is LaertArt.TIMER and not now.sagt:
                try:
                    plan = parse_sagt(lektie.vaerdi, parse_kl(now.fra))
                except (UgeplanFejl, KlFejl):
                    continue
                changed |= {"sagt": lektie.vaerdi, "ugeplan": format_ugeplan(plan)}
            elif lektie.art is LaertArt.SKAANEHENSYN:
                hensyn.append(lektie.vaerdi)
            elif lektie.art is LaertArt.OPGAVE:
                opgaver.append(lektie.vaerdi)
        changed |= {"skaanehensyn": tuple(dict.fromkeys(hensyn)), "opgaver": tuple(dict.fromkeys(opgaver))}
        self._put(**changed)
        self._panel.set_taken(format_kl(self._context.clock()))

    def _give_back(self) -> None:
        before = self._before or replace(self._udkast, bygger_paa=None, skaanehensyn=(), opgaver=())
        self._before = None
        kept = {name: getattr(before, name) for name in ("sagt", "ugeplan", "skaanehensyn", "opgaver", "bygger_paa")}
        self._put(**kept)
        self._panel.set_taken("")

    # --- making it --------------------------------------------------------------------------------

    def create_praktik(self) -> None:
        """»Opret praktik«: what is missing is told first, and where."""
        self.setFocus()  # by its keys the cursor may stand in words that are not in the draft yet
        fault = next(((s, text) for s in self.steps if (text := s.fejl())), None)
        if fault is not None or missing(self._udkast):
            self._missing.show()
            self._tell_missing()
            self._go(fault[0].trin.value if fault else missing(self._udkast)[0][0].value)
            return
        sag, udkast = self._sag, self._udkast
        self._create.setEnabled(False)
        self.autosave.when_saved(
            lambda: self._work.write(
                lambda tx: verbs.create_praktik(tx, self._context, sag, udkast),
                lambda _praktik: self.created.emit(sag),
                self._not_made,
            )
        )

    def _not_made(self, error: KonsulentError) -> None:
        self._create.setEnabled(True)
        self._feedback.hear(error)

    def _tell_missing(self) -> None:
        faults = [text for step in self.steps if (text := step.fejl())]
        sentences = faults + [text for _, text in missing(self._udkast)]
        self._missing.setText("Før praktikken kan oprettes: " + " ".join(sentences))
        self._missing.setVisible(bool(sentences))
        if sentences:
            announce(self, self._missing.text())

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """The step that is written in is the one framed in the rail."""
        for step in self.steps:
            if new is not None and step.isAncestorOf(new):
                self._agenda.set_aktuel(step.trin.value)

    def _go(self, number: int) -> None:
        step = self.steps[UdkastTrin(number).value - 1]
        self._agenda.set_aktuel(number)
        if self._panel.isVisible() and not self._scroll.isVisible():
            self._toggle_lessons()
        step.focus_first()
        QTimer.singleShot(0, lambda: self._scroll.verticalScrollBar().setValue(step.y() - 16))

    # --- room -------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = self.width() / self._theme.scale
        wide, little = width >= _WIDE, width < _LITTLE
        self._rail.setVisible(width >= _LITTLE)
        self._edges[0].setVisible(width >= _LITTLE)
        self._rail.setFixedWidth(self._theme.px(_RAIL if wide else 68))
        self._agenda.set_bredde(Bredde.FULD if wide else Bredde.SMAL)
        self._scroll.show()
        self._panel.setVisible(wide and self._has_lessons)
        self._edges[1].setVisible(wide and self._has_lessons)
        self._lessons.setVisible(not wide and self._has_lessons)
        self._lessons.set_words("Sidst lærte" if little else "Det lærte sidste praktik", "Det lærte sidste praktik")
        if wide:
            self._panel.setFixedWidth(self._theme.px(_PANEL))
        else:
            self._panel.setMinimumWidth(0)
            self._panel.setMaximumWidth(16_777_215)
        self._save.set_little(little=little)
        self._title.setVisible(width >= _LITTLE)
        self._sub.setVisible(width >= _LITTLE)

    def _toggle_lessons(self) -> None:
        """On a narrow window the lessons stand in the place of the steps."""
        shown = self._panel.isVisible()
        self._panel.setVisible(not shown)
        self._scroll.setVisible(shown)


def _edge() -> QFrame:
    line = QFrame()
    line.setProperty("kind", "edge")
    line.setFixedWidth(1)
    return line
