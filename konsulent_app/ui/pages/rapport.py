"""»Rapport til møde«: what is chosen at the left, the pages as they print, the sources of what is pointed at."""

from collections.abc import Mapping
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from konsulent_app.services import rapport as verbs
from konsulent_app.services.context import Context
from konsulent_app.services.haendelser import Haendelse, log_haendelse
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.form.autosave import Autosave
from konsulent_app.ui.models.genlaes import Genlaes
from konsulent_app.ui.pages.gem_pdf import GemPdf
from konsulent_app.ui.pages.papir_ord import KAN_IKKE_LAEGGES_OP
from konsulent_app.ui.pages.papir_typer import CannotShow
from konsulent_app.ui.pages.rapport_ark import WIDTH, RapportArk
from konsulent_app.ui.pages.rapport_egne import EgneOrd
from konsulent_app.ui.pages.rapport_kilder import RapportKilder
from konsulent_app.ui.pages.rapport_linje import RapportLinje
from konsulent_app.ui.pages.rapport_ord import del_af, mangler_foer, sted_navn, under_titel
from konsulent_app.ui.pages.rapport_papir import MakeRapport, RapportPapir
from konsulent_app.ui.pages.rapport_valg import RapportValg
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.bjaelke import make_bar
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.dato import dansk_hjaelp
from konsulent_app.ui.widgets.empty import EmptyState
from konsulent_app.ui.widgets.labels import ElidedLabel, rule
from konsulent_app.ui.widgets.loading import Loading
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.savestate import SaveState
from konsulent_app.ui.work import Work
from konsulent_core.clock import COPENHAGEN
from konsulent_core.dansk import format_tid
from konsulent_core.errors import KonsulentError, UserError
from konsulent_core.rapport.art import Del, RapportArt
from konsulent_core.rapport.valg import Periode

INGEN_BESOEG = "Ingen besøg i perioden."
INGEN_AFSLUTTET = "Sagen har ingen afsluttede besøg endnu. Rapporten bygger kun på dem."
_VALG_WIDTH, _KILDER_WIDTH = 292, 316
_BRED, _SMAL = 1150, 800  # below the first the sources are a button, below the second the choices too
_TABLES = frozenset(
    {"rapport", "rapport_tekst", "sag", "borger", "praktik", "virksomhed", "besoeg", "udsagn", "vurdering"}
    | {"opgave", "opgave_trin", "fremmoede", "skaanehensyn", "skaanehensyn_svar", "timer", "aftale", "delmaal"}
    | {"indsats", "rettelse", "konflikt"}
)


class RapportPage(QWidget):
    """`state` loading, error, empty (nothing in the period), none (nothing in the sag) or shown."""

    closed = Signal()
    open_besoeg = Signal(object, str)
    """id of a besøg that is a source, and the key of the claim to come back to"""

    def __init__(
        self,
        theme: Theme,
        work: Work,
        context: Context,
        feedback: Feedback,
        arter: Mapping[str, RapportArt],
        make: MakeRapport,
    ) -> None:
        super().__init__()
        self.setObjectName("report")
        self.setProperty("kind", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme, self._work, self._context, self._feedback, self._make = theme, work, context, feedback, make
        self._sag = 0
        self._papir: RapportPapir | None = None
        self._valgt = ""
        self._asked = 0  # of several reports under way only the last one asked for is shown
        self.autosave = Autosave(work, context.clock)
        self._title = ElidedLabel("Rapport til møde", "strong", name="report_title")
        self._sub = ElidedLabel("", "small", name="report_sub")
        self.save_state = SaveState(theme, name="report_saved")
        self._save = Button(theme, "Gem PDF", kind=Kind.PRIMARY, icon="download", name="report_save")
        self.valg = RapportValg(theme, tuple(arter.values()), dansk_hjaelp(context.i_dag))
        self.ark = RapportArk(theme)
        self.linje = RapportLinje(theme)
        self.kilder = RapportKilder(theme)
        self.egne = EgneOrd(theme, context, self.autosave, self.ark)
        self.fil = GemPdf(self, work, context, feedback)
        self._loading = Loading(theme, 7, name="report_loading")
        self._empty = EmptyState(theme, INGEN_BESOEG, icon="calendar-x", button="Vis hele sagen", name="report_empty")
        self._none = EmptyState(theme, INGEN_AFSLUTTET, icon="calendar-x", name="report_none")
        self._error = EmptyState(
            theme, KAN_IKKE_LAEGGES_OP, icon="triangle-alert", button="Prøv igen", name="report_error"
        )
        self._stack = QStackedWidget()
        self._build()
        self._connect()
        self._again = Genlaes(self, work, context.i_dag, _TABLES, self._lay)
        self._show_state("loading")

    def _build(self) -> None:
        back = Button(self._theme, "", kind=Kind.QUIET, icon="arrow-left", name="report_back", tip="Tilbage (Esc)")
        back.clicked.connect(self.leave)
        bar = make_bar(back, self._title, self.save_state, self._save, under=self._sub)
        for part in (self._loading, self._empty, self._none, self._error, self.ark):
            self._stack.addWidget(part)
        split = QHBoxLayout()
        split.setSpacing(0)
        split.addWidget(self.valg)
        split.addWidget(self._stack, 1)
        split.addWidget(self.kilder)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        for above in (bar, rule(), self.linje, rule()):
            outer.addWidget(above)
        outer.addLayout(split, 1)

    def _connect(self) -> None:
        self._save.clicked.connect(self.ask_save)
        self.save_state.copy_clicked.connect(self.autosave.retry)
        self._empty.action.connect(lambda: self._save_periode(None, None))
        self._error.action.connect(self._lay)
        self.valg.periode_chosen.connect(self._save_periode)
        self.valg.art_chosen.connect(self._save_art)
        self.valg.dele_chosen.connect(self._save_dele)
        self.valg.entered.connect(self._show_del)
        self.ark.chosen.connect(self.choose)
        self.ark.meant.connect(lambda _key: self.edit())
        self.ark.turned.connect(lambda side: self.linje.set_side(side, len(self.ark.sider)))
        self.linje.turned.connect(self.ark.go_to)
        self.linje.zoomed.connect(self._zoom)
        self.linje.edit.connect(self.edit)
        self.linje.choices.connect(lambda _on: self._fit())
        self.linje.sources.connect(lambda _on: self._fit())
        self.kilder.open_besoeg.connect(self._open_source)
        self.kilder.pointed.connect(lambda key: self.choose(key, show=True))
        self.kilder.save.connect(self._choose_file)
        self.egne.done.connect(self.ark.focus_claim)
        self.fil.saved.connect(lambda: self._point(show=False))
        self.autosave.saving.connect(self.save_state.set_saving)
        self.autosave.saved.connect(self._saved)
        self.autosave.failed.connect(self._not_saved)
        self.autosave.refused.connect(self._refused)

    # --- what it shows ----------------------------------------------------------------------------

    def open(self, sag: int, valgt: str = "") -> None:
        """The report of a sag; ``valgt`` is the claim to point at at once."""
        self._sag, self._valgt = sag, valgt
        self._papir = None
        self._loading.begin()
        self._show_state("loading")
        self._work.write(
            lambda tx: log_haendelse(tx, self._context, Haendelse.AABN_SAG, sag), failed=self._feedback.hear
        )
        self._lay()

    def _lay(self) -> None:
        """Reads and sets the report again, beside the page."""
        if not self._sag:
            return
        self._asked += 1
        asked, sag = self._asked, self._sag
        width = round(WIDTH * max(1.0, self.ark.zoom) * self.devicePixelRatioF())

        def make() -> RapportPapir:
            try:
                return self._make(sag, width)
            except KonsulentError:
                raise
            except Exception as error:
                raise CannotShow from error

        def show(papir: RapportPapir) -> None:
            if isValid(self) and asked == self._asked:
                self._show(papir)

        def fail(error: KonsulentError) -> None:
            if isValid(self) and asked == self._asked:
                self._fail(error)

        self._work.run(make, show, fail)

    def _show(self, papir: RapportPapir) -> None:
        first = self._papir is None
        self._papir = papir
        self._loading.end()
        self._title.setText(f"{papir.art.navn} · {papir.blad.navn}")
        self._sub.setText(under_titel(papir.valg))
        self.valg.show_papir(papir)
        self.ark.show_papir(papir)
        whole = papir.valg.periode is Periode.SAG
        self._show_state("shown" if papir.blad.kilder else "none" if whole else "empty")
        if self._valgt not in papir.blad.belaeg():
            self._valgt = ""
        self._point(show=first)
        self.egne.place()
        if first:
            self._fit()

    def _fail(self, error: KonsulentError) -> None:
        self._loading.end()
        words = error.message if isinstance(error, UserError) else KAN_IKKE_LAEGGES_OP
        self._error.set_text(words)
        if not isinstance(error, UserError):
            self._feedback.hear(error)
        self._papir = None
        self._show_state("error")

    def _show_state(self, state: str) -> None:
        shown: dict[str, QWidget] = {"loading": self._loading, "error": self._error}
        shown |= {"empty": self._empty, "none": self._none}
        self.setProperty("state", state)
        self._stack.setCurrentWidget(shown.get(state, self.ark))
        self.linje.setEnabled(state in ("shown", "empty"))
        self.valg.setEnabled(state in ("shown", "empty", "none"))
        if state != "shown":
            self.linje.set_side(0, 0)
        self._save.setEnabled(state == "shown")

    def skip_to(self, state: str, stage: str = "skeleton") -> None:
        """A state as it would look, for screenshots and tests."""
        self._loading.skip_to(stage)
        self._show_state(state)

    # --- pointing ---------------------------------------------------------------------------------

    def choose(self, noegle: str, *, show: bool = False) -> None:
        """Points at a claim: its sources stand at the right."""
        if noegle != self._valgt:
            self.egne.close()
        self._valgt = noegle
        if show:
            self.linje.vis_kilder.setChecked(False)  # in a narrow window the sources stand where the pages do
        self._point(show=show)
        self.ark.focus_claim()

    def _point(self, *, show: bool) -> None:
        papir = self._papir
        if papir is None:
            return
        belaeg = papir.blad.belaeg().get(self._valgt, ())
        afsnit = papir.afsnit(self._valgt)
        self.kilder.show_belaeg(sted_navn(self._valgt), belaeg, afsnit)
        self.linje.set_kilder(len(belaeg))
        self.linje.ret.setEnabled(afsnit is not None and afsnit.kan_rettes)
        self.ark.set_valgt(self._valgt, show=show)
        if self._valgt:
            words = papir.blad.ord().get(self._valgt, "")
            self.ark.say(f"{words}. {len(belaeg)} {'kilde' if len(belaeg) == 1 else 'kilder'}")

    def _show_del(self, del_: Del) -> None:
        """The first claim of a part whose row was come to."""
        papir = self._papir
        if papir is None or del_ not in papir.valg.dele:
            return
        first = next((s.noegle for s in papir.steder if del_af(s.noegle) is del_), "")
        if first and del_af(self._valgt) is not del_:
            self.egne.close()
            self._valgt = first
            self._point(show=True)

    def _open_source(self, besoeg: int) -> None:
        valgt = self._valgt
        self.egne.close()
        self.autosave.when_saved(lambda: self.open_besoeg.emit(besoeg, valgt))

    def _zoom(self, zoom: float) -> None:
        self.ark.set_zoom(zoom)
        self.egne.place()
        self._lay()

    def edit(self) -> None:
        """»Ret teksten«: over the paragraph that is pointed at."""
        afsnit = self._papir.afsnit(self._valgt) if self._papir is not None else None
        if afsnit is not None:
            self.egne.open(self._sag, afsnit)

    # --- saving -----------------------------------------------------------------------------------

    def _save_periode(self, fra: date | None, til: date | None) -> None:
        sag = self._sag
        self.autosave.now(lambda tx: verbs.save_periode(tx, self._context, sag, fra, til))

    def _save_art(self, art: str) -> None:
        sag = self._sag
        self.autosave.now(lambda tx: verbs.save_art(tx, self._context, sag, art))

    def _save_dele(self, dele: tuple[Del, ...]) -> None:
        sag = self._sag
        self.autosave.now(lambda tx: verbs.save_dele(tx, self._context, sag, dele))

    def _saved(self, at: datetime) -> None:
        self.save_state.set_saved(format_tid(at.astimezone(COPENHAGEN).time()))

    def _not_saved(self, error: KonsulentError) -> None:
        self.save_state.set_error()
        self._feedback.hear(error)

    def _refused(self, error: KonsulentError) -> None:
        self.save_state.set_idle()
        if isinstance(error, UserError) and error.field == "til":
            self.valg.show_fejl(error.message)
        else:
            self._feedback.hear(error)

    def set_offline(self, *, offline: bool) -> None:
        """Without net the report is made all the same."""
        self.save_state.set_offline(offline=offline)

    # --- the file ---------------------------------------------------------------------------------

    def ask_save(self) -> None:
        """Claims without a source are listed first; they do not stop anybody."""
        if self._papir is None:
            return
        self.egne.close()
        listed = mangler_foer(self._papir.blad.afsnit())
        if not listed:
            self._choose_file()
            return
        self.linje.vis_kilder.setChecked(True)
        self.kilder.show_saving(listed)

    def _choose_file(self) -> None:
        if self._papir is not None:
            self.fil.ask(self._papir.pdf, self._papir.filnavn, self._sag)

    # --- leaving and room -------------------------------------------------------------------------

    def flush(self) -> None:
        """The window closes or locks: write what waits, and what a field gives when it is left."""
        self.setFocus()
        self.autosave.flush()

    def leave(self) -> None:
        """Back, once everything is on disk."""
        self.egne.close()
        self.setFocus()  # a field that is left gives what stands in it
        self.autosave.when_saved(self.closed.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.egne.felt is not None:
            self.egne.close()
            self.ark.focus_claim()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Three columns, two, or one: what has no room is a button, and stands where the pages do while it is in."""
        room = self.width() / self._theme.scale
        wide, least = room >= _BRED, room < _SMAL
        self.linje.vis_kilder.setVisible(not wide)
        self.linje.vis_valg.setVisible(least)
        sources = wide or self.linje.vis_kilder.isChecked()
        choices = not least or (self.linje.vis_valg.isChecked() and not (sources and not wide))
        self.kilder.setVisible(sources)
        self.valg.setVisible(choices)
        self._stack.setVisible(wide or not (sources or (least and choices)))
        self.save_state.set_little(little=least)
        self._sub.setVisible(not least)
        for panel, width, whole in (
            (self.valg, _VALG_WIDTH, least and choices),
            (self.kilder, _KILDER_WIDTH, sources and not wide),
        ):
            panel.setMinimumWidth(0 if whole else self._theme.px(width))
            panel.setMaximumWidth(16_777_215 if whole else self._theme.px(width))
