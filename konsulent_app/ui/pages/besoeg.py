"""The visit: agenda, form and what goes with them; everything saved as it is written."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from konsulent_app.services import afslut, overfoer
from konsulent_app.services import besoeg as verbs
from konsulent_app.services.besoeg import BesoegLaast
from konsulent_app.services.context import Context
from konsulent_app.store.besoeg import BesoegBlad, read_besoeg
from konsulent_app.store.database import Tx
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.form.aftaler import AftalerView
from konsulent_app.ui.form.autosave import Autosave
from konsulent_app.ui.form.find import FindBar
from konsulent_app.ui.form.skema_form import SkemaForm
from konsulent_app.ui.pages.afslut import AfslutPage
from konsulent_app.ui.pages.besoeg_side import BesoegSide
from konsulent_app.ui.pages.besoeg_skift import Skift
from konsulent_app.ui.pages.besoeg_top import BesoegTop
from konsulent_app.ui.pages.papir_typer import MakePapir
from konsulent_app.ui.pages.vis_for_borger import VisForBorger
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.agenda import Agenda, Bredde, Punkt
from konsulent_app.ui.widgets.agenda_item import PunktStatus
from konsulent_app.ui.widgets.empty import Skeleton
from konsulent_app.ui.widgets.personer import Person, farve
from konsulent_app.ui.work import Work
from konsulent_core.clock import COPENHAGEN
from konsulent_core.dansk import format_dato_lang, format_tid
from konsulent_core.dansk_ord import nummer_ord
from konsulent_core.errors import KonsulentError
from konsulent_core.papirer import PapirArt
from konsulent_core.rettigheder import intern_scope
from konsulent_core.skema.grammar import FeltType
from konsulent_core.skema.rules import Bemaerkning
from konsulent_core.words import BesoegType, Stemme, Tilstand

PREVIEW_WIDTH = 900


class BesoegPage(QWidget):
    """One open besøg at a time. Closing saves first; nothing here ever discards."""

    closed = Signal()
    locked = Signal(object)  # the besøg (63 bits), for its paper
    idle = Signal()  # nobody has touched »Vis for borger« for a while

    def __init__(self, theme: Theme, work: Work, context: Context, feedback: Feedback, make: MakePapir) -> None:
        super().__init__()
        self.setObjectName("visit")
        self.setProperty("kind", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme, self._work, self._context, self._feedback, self._make = theme, work, context, feedback, make
        self.autosave = Autosave(work, context.clock)
        self.top = BesoegTop(theme)
        self.find_bar = FindBar(theme)
        self.form: SkemaForm | None = None
        self.agenda: Agenda | None = None
        self._rail = QScrollArea()
        self._side: BesoegSide | None = None
        self._shared: VisForBorger | None = None
        self._blad: BesoegBlad | None = None
        self._besoeg = 0
        self._stale = False
        self._offline = False
        self._end = AfslutPage(theme)
        self._body = QHBoxLayout()
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(0)
        self._layers = QStackedLayout(self)
        self._visit = QWidget()
        self.skift = Skift(theme, work, context, feedback, self, self._visit, self._once_saved)
        self._build()
        self._connect()
        self._shortcuts()

    def _build(self) -> None:
        column = QVBoxLayout(self._visit)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.skift.linje)
        column.addWidget(self.find_bar)
        column.addLayout(self._body, 1)
        self._waiting = Skeleton(self._theme, rows=4)
        self._body.addWidget(self._waiting, 1)
        self._layers.addWidget(self._visit)
        self._layers.addWidget(self._end)

    def _connect(self) -> None:
        self.top.back.connect(self.leave)
        self.top.search.connect(self._find)
        self.top.share.connect(self.share)
        self.top.end.connect(self.end)
        self.top.agenda.connect(self._toggle_agenda)
        self.top.present.connect(self._present)
        self.top.save_state.copy_clicked.connect(self._copy)
        self.autosave.saving.connect(self.top.save_state.set_saving)
        self.autosave.saved.connect(self._saved)
        self.autosave.failed.connect(self._not_saved)
        self.autosave.refused.connect(self._refused)
        self.skift.switched.connect(lambda: self.open(self._besoeg))
        self._end.back.connect(self._show_visit)
        self._end.go_to.connect(self._mend)
        self._end.confirmed.connect(self._lock)
        self._work.arrived.connect(self._arrived)

    def _shortcuts(self) -> None:
        def on(keys: str, act: object) -> None:
            shortcut = QShortcut(QKeySequence(keys), self._visit)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

        for digit in range(10):
            number = digit or 10
            on(f"Alt+{digit}", lambda n=number: self._go(n))
        on("Ctrl+Return", self._next)
        on("Ctrl+Enter", self._next)
        on("Ctrl+F", self._find)
        on("Ctrl+N", lambda: self.form.new_aftale() if self.form else None)
        on("Ctrl+Z", lambda: self.form.undo.undo() if self.form else None)
        on("Ctrl+Shift+Z", lambda: self.form.undo.redo() if self.form else None)
        on("F8", self.share)
        on("Esc", self._close_top)
        leave = QShortcut(QKeySequence("Esc"), self._end)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self._show_visit)

    # Opening and leaving

    def open(self, besoeg: int) -> None:
        """Shows a besøg that is a kladde."""
        self._besoeg = besoeg
        self._clear()
        self.top.save_state.set_idle()
        self.top.set_visit("", "", ())
        self._layers.setCurrentWidget(self._visit)
        self._work.read(lambda tx: read_besoeg(tx, besoeg), self._opened, self._unreadable)

    def leave(self) -> None:
        """Back to the sag, once everything is on disk."""
        self._commit()
        self.autosave.when_saved(self._gone)

    def flush(self) -> None:
        """The window closes or loses the floor: write what waits."""
        self._commit()
        self.autosave.flush()

    def _commit(self) -> None:
        if self.form is not None:
            self.form.commit()

    def _once_saved(self, then: Callable[[], None]) -> None:
        """Calls back when all that was written is on disk."""
        self._commit()
        self.autosave.when_saved(then)

    def set_offline(self, *, offline: bool) -> None:
        """»Uden net, sendes senere« beside the save state."""
        self._offline = offline
        self.top.save_state.set_offline(offline=offline)

    def _opened(self, blad: BesoegBlad | None) -> None:
        if blad is None:
            self._no_visit()
            return
        if blad.besoeg.id != self._besoeg:
            return
        self._blad = blad
        self.skift.show_blad(blad)
        self._waiting.hide()
        form = SkemaForm(self._theme, self._context, self.autosave, blad)
        agenda = Agenda(self._theme, [Punkt(p.nummer, p.titel) for p in form.skema.punkter])
        agenda.valgt.connect(self._go)
        agenda.aftalt_sidst_clicked.connect(self._to_promises)
        form.status_changed.connect(lambda n, status: agenda.set_status(n, PunktStatus(status)))
        form.status_changed.connect(self._count_promises)
        form.current_changed.connect(self._at)
        line = QFrame()
        line.setProperty("kind", "edge")
        line.setFixedWidth(1)
        side = BesoegSide(self._theme, form.skema, self._context.skemaer.values())
        side.show_blad(blad)
        self.form, self.agenda, self._side = form, agenda, side
        # Large type on a low window: the agenda scrolls rather than making the window taller.
        self._rail = QScrollArea()
        self._rail.setWidgetResizable(True)
        self._rail.setFrameShape(QScrollArea.Shape.NoFrame)
        self._rail.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rail.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rail.setWidget(agenda)
        for widget, stretch in ((self._rail, 0), (line, 0), (form, 1), (side, 0)):
            self._body.addWidget(widget, stretch)
        for punkt in form.skema.punkter:
            agenda.set_status(punkt.nummer, PunktStatus(form.status(punkt.nummer).value))
        self.top.set_visit(
            self._title(form, blad),
            f"{format_dato_lang(blad.dato)} · {nummer_ord(blad.besoeg.type, blad.besoeg.nummer)}",
            () if form.skema.besoeg_type is BesoegType.TELEFON else form.parts.present(),
            self._who_is_here(form, blad),
        )
        self.set_offline(offline=self._offline)
        self._at(form.current())
        self._count_promises()
        self._fit()
        form.cards[1].focus_first()

    def _title(self, form: SkemaForm, blad: BesoegBlad) -> str:
        """»Opfølgning · Nordlager A/S«; a formøde is about no praktik yet."""
        before = form.skema.besoeg_type is BesoegType.FORMOEDE
        named = blad.virksomhed.navn if blad.virksomhed else blad.besoeg.sted
        place = named or ("" if before else "uden praktik")
        return " · ".join(filter(None, (form.skema.titel, place)))

    def _no_visit(self) -> None:
        self._feedback.tell("Besøget findes ikke på denne pc længere.")
        self._gone()

    def _unreadable(self, error: KonsulentError) -> None:
        """Nothing to show: the sag is there, and says it again."""
        self._feedback.hear(error)
        self._gone()

    def _who_is_here(self, form: SkemaForm, blad: BesoegBlad) -> list[str]:
        """As written; at the start of a visit all who belong to it, until somebody is pressed away.

        On the telephone nobody is present but the konsulent: whom she talked with is an answer.
        """
        if blad.besoeg.deltagere is None:
            alone = form.skema.besoeg_type is BesoegType.TELEFON
            here = tuple(p for p in form.parts.present() if not alone or p.stemme is Stemme.KONSULENT)
            self._present(here)
            return [p.navn for p in here]
        return [part.partition(",")[0].strip() for part in blad.besoeg.deltagere.split(";")]

    def _present(self, here: tuple[Person, ...]) -> None:
        text = "; ".join(f"{p.navn}, {farve(p.stemme).ord.lower()}" for p in here)
        context, besoeg = self._context, self._besoeg
        self.autosave.now(lambda tx: verbs.save_deltagere(tx, context, besoeg, text))

    def _clear(self) -> None:
        self.find_bar.forget()
        while self._body.count() > 1:
            item = self._body.takeAt(1)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.form = self.agenda = self._side = None
        self._blad = None
        self.skift.show_blad(None)
        self._waiting.show()

    def _gone(self) -> None:
        self._close_share()
        self._clear()
        self.closed.emit()

    # Saving

    def _saved(self, at: datetime) -> None:
        self.top.save_state.set_saved(format_tid(at.astimezone(COPENHAGEN).time()))
        if self._stale:
            self._arrived({})

    def _not_saved(self, error: KonsulentError) -> None:
        self.top.save_state.set_error()
        self._feedback.hear(error)

    def _refused(self, error: KonsulentError) -> None:
        """The rules say no. Locked elsewhere meanwhile: what was written is kept as a proposed rettelse."""
        self.top.save_state.set_idle()
        if not isinstance(error, BesoegLaast) or not error.tabel:
            self._feedback.hear(error)
            return
        late = error
        words = "Besøget blev afsluttet på en anden pc. Det, du skrev, ligger som forslag til rettelse."
        self._work.write(
            lambda tx: afslut.propose(tx, self._context, late),
            lambda _none: self._feedback.tell(words),
            self._feedback.hear,
        )

    def _copy(self) -> None:
        """»Gem kopi«: the disk may stay full, but the clipboard is memory; and it is tried once more at once."""
        if self.form is not None:
            QGuiApplication.clipboard().setText(self.form.as_text())
            self._feedback.tell("Alt, hvad du har skrevet i besøget, er kopieret. Sæt det ind et sikkert sted.")
        self.autosave.retry()

    def _arrived(self, touched: dict[str, set[int]]) -> None:
        """A sync moved rows: show them, once what is being written here is on disk."""
        if self._blad is None:
            return
        sag, me = self._blad.sag.id, self._context.bruger.nummer
        own = {sag, self._blad.borger.id, intern_scope(sag, me)}
        if touched and not any(scopes & own for scopes in touched.values()):
            return
        if not self.autosave.quiet:
            self._stale = True
            return
        self._stale = False
        besoeg = self._besoeg
        self._work.read(lambda tx: read_besoeg(tx, besoeg), self._refreshed, self._feedback.hear)

    def _refreshed(self, blad: BesoegBlad | None) -> None:
        if blad is None or self.form is None or blad.besoeg.id != self._besoeg:
            return
        if not self.autosave.quiet:
            self._stale = True
            return
        if blad.besoeg.tilstand == Tilstand.AFSLUTTET:
            self._feedback.tell("Besøget er afsluttet på en anden pc.")
            self.locked.emit(self._besoeg)
            return
        if blad.besoeg.skema != self._blad_skema():
            self.open(self._besoeg)  # it was switched on another machine
            return
        self._blad = blad
        self.skift.show_blad(blad)
        self.form.show_blad(blad)
        if self._side is not None:
            self._side.show_blad(blad)
        if self._shared is not None:
            self._shared.show_blad(blad)

    def _blad_skema(self) -> str | None:
        return self._blad.besoeg.skema if self._blad is not None else None

    # The form

    def _go(self, punkt: int) -> None:
        if self.form is not None:
            self.form.go_to(punkt, focus=True)
            self._close_agenda()

    def _to_promises(self) -> None:
        if self.form is not None and (felter := self.form.skema.felter_af(FeltType.AFTALER_SIDST)):
            self._go(self.form.skema.punkt_med(felter[0].noegle).nummer)

    def _next(self) -> None:
        if self.form is not None:
            self._go(self.form.current() + 1)

    def _at(self, punkt: int) -> None:
        if self.form is None or self.agenda is None or self._side is None:
            return
        self.agenda.set_aktuel(punkt)
        self._side.show_point(punkt)
        titles = self.form.skema.punkter
        self.top.set_place(f"{punkt} af {len(titles)}", titles[punkt - 1].titel)

    def _find(self) -> None:
        if self.form is not None:
            self._close_agenda()
            self.find_bar.open_for(self.form)

    def _count_promises(self) -> None:
        if self.form is not None and self.agenda is not None:
            self.agenda.set_aftalt_sidst(*self.form.last_time())

    # Vis for borger

    def share(self) -> None:
        """The point in focus, for all at the table."""
        if self.form is None or self._blad is None:
            return
        besoeg, point = self._besoeg, self.form.current()

        def show() -> None:
            self._work.read(
                lambda tx: read_besoeg(tx, besoeg), lambda blad: self._share(blad, point), self._feedback.hear
            )

        self.autosave.when_saved(show)

    def _share(self, blad: BesoegBlad | None, punkt: int) -> None:
        if blad is None or self.form is None:
            return
        self._shared = VisForBorger(self._theme, self.form.parts, blad, punkt)
        self._shared.closed.connect(self._close_share)
        self._shared.idle.connect(self.idle)
        self._layers.addWidget(self._shared)
        self._layers.setCurrentWidget(self._shared)

    def _close_share(self) -> None:
        shared, self._shared = self._shared, None
        if shared is None:
            return
        self._layers.setCurrentWidget(self._visit)
        self._layers.removeWidget(shared)
        shared.deleteLater()
        # What was answered there is stored; the form shows it once it is.
        QTimer.singleShot(0, lambda: self._arrived({}))

    # Afslut

    def end(self) -> None:
        """What is missing, what to read aloud, and the paper as it would be."""
        if self.form is None or self._blad is None:
            return
        self._commit()
        besoeg = self._besoeg
        self.autosave.when_saved(
            lambda: self._work.read(
                lambda tx: _read_end(tx, self._context, besoeg),
                lambda found: self._show_end(*found),
                self._feedback.hear,
            )
        )

    def _show_end(self, blad: BesoegBlad | None, carried: tuple[Bemaerkning, ...]) -> None:
        if blad is None or self.form is None:
            return
        self._blad = blad
        blocking = self.form.errors() + [(m.punkt, m.tekst) for m in afslut.missing(self._context, blad)]
        promises = self.form.find_view(AftalerView)
        self._layers.setCurrentWidget(self._end)
        self._end.show_state(
            self._title(self.form, blad),
            blocking,
            (*self.form.remarks(), *carried),
            promises.texts() if promises else (),
            blad.aabne_konflikter,
        )
        besoeg = self._besoeg
        self._work.run(
            lambda: self._make(besoeg, PapirArt.OPFOELGNING_SAG, PREVIEW_WIDTH),
            self._end.show_paper,
            self._feedback.hear,
        )

    def _mend(self, punkt: int) -> None:
        self._show_visit()
        self._go(punkt)

    def _show_visit(self) -> None:
        self._layers.setCurrentWidget(self._visit)

    def _lock(self) -> None:
        besoeg = self._besoeg
        self._work.write(
            lambda tx: afslut.lock_besoeg(tx, self._context, besoeg), lambda _laast: self._locked(), self._feedback.hear
        )

    def _locked(self) -> None:
        besoeg = self._besoeg
        self._clear()
        self._layers.setCurrentWidget(self._visit)
        self.locked.emit(besoeg)

    # Room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = self.width() / self._theme.scale
        self.top.fit(self.width())
        if self.agenda is None or self._side is None:
            return
        self._side.setVisible(width >= 1600)
        self._rail.setVisible(width >= 800)
        rail = width < 1150
        self.agenda.set_bredde(Bredde.SMAL if rail else Bredde.FULD)
        self._rail.setFixedWidth(self._theme.px(74 if rail else 280 if width >= 1600 else 252))

    def _toggle_agenda(self) -> None:
        if self.agenda is not None and self.form is not None:
            shown = self._rail.isVisible()
            self.agenda.set_bredde(Bredde.FULD)
            self._rail.setFixedWidth(self._theme.px(280))
            self._rail.setVisible(not shown)
            self.form.setVisible(shown)

    def _close_top(self) -> None:
        if self.find_bar.isVisible():
            self.find_bar.leave()
        else:
            self._close_agenda()

    def _close_agenda(self) -> None:
        if self.form is not None and not self.form.isVisibleTo(self._visit):
            self.form.show()
            self._fit()


def _read_end(tx: Tx, context: Context, besoeg: int) -> tuple[BesoegBlad | None, tuple[Bemaerkning, ...]]:
    """The besøg as it stands, and what there is to say of that which its lock carries over."""
    blad = read_besoeg(tx, besoeg)
    return blad, overfoer.remarks(tx, context, blad) if blad is not None else ()
