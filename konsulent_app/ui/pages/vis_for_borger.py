"""»Vis for borger«: one point on the whole window, in large type, with nothing but what this borger may see."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QUndoStack
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from konsulent_app.store.besoeg import BesoegBlad
from konsulent_app.ui.form.felt import FormParts
from konsulent_app.ui.form.skaanehensyn import VIRKNING_TEKST
from konsulent_app.ui.form.sted import DeltSkaerm
from konsulent_app.ui.form.timer import hours_text
from konsulent_app.ui.form.vurdering import Trin, VurderingView
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.agenda import Segmenter
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Card
from konsulent_app.ui.widgets.charts import LevelChart
from konsulent_app.ui.widgets.diagramtabel import MedTabel
from konsulent_app.ui.widgets.labels import ElidedLabel, make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_core.dansk import format_dato, format_dato_lang
from konsulent_core.diagram.trin import Laesning, trinpunkter
from konsulent_core.progression import count_fremmoede
from konsulent_core.skema.grammar import Felt, FeltType, Punkt
from konsulent_core.skema.load import ankre
from konsulent_core.ugeplan import DAG_FELTER, read_dag
from konsulent_core.words import Audience, OpgaveTrin, Stemme, Virkning

IDLE_MS = 5 * 60 * 1000
_NARROW = 900  # below it only what is needed stands beside the point, and the margins are small
SHARED = frozenset({Audience.ALLE, Audience.BORGER_OG_KOMMUNE})

_STEP = {
    OpgaveTrin.PROEVET: "prøvet",
    OpgaveTrin.MED_STOETTE: "med støtte",
    OpgaveTrin.SELVSTAENDIG: "selvstændigt",
    OpgaveTrin.DROPPET: "ikke mere",
}


class VisForBorger(DeltSkaerm, QWidget):
    """Built anew each time it is shown: what may not be seen is not there, rather than covered."""

    closed = Signal()
    idle = Signal()

    def __init__(self, theme: Theme, parts: FormParts, blad: BesoegBlad, punkt: int, *, idle_ms: int = IDLE_MS) -> None:
        super().__init__()
        self.setObjectName("share")
        self.setProperty("kind", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        # Its own undo: what it takes back must not outlive it.
        self._undo = QUndoStack(self)
        self._theme, self._parts, self._blad = theme, replace(parts, undo=self._undo), blad
        self._given: dict[str, dict[Stemme, Trin]] = {}
        self._number = punkt
        self._ratings: list[VurderingView] = []
        self._bars = Segmenter(theme, len(parts.skema.punkter))
        self._content = QScrollArea()
        self._content.setWidgetResizable(True)
        self._content.setFrameShape(QScrollArea.Shape.NoFrame)
        self._place = make_label("", "label")
        self._beside: list[QWidget] = []
        self._beside_chart: QBoxLayout | None = None
        self._before = Button(theme, "Forrige", icon="arrow-left", name="share_before", height=56)
        self._before.clicked.connect(lambda: self.go(self._number - 1))
        self._after = Button(theme, "", kind=Kind.PRIMARY, name="share_next", height=56)
        self._after.clicked.connect(lambda: self.go(self._number + 1))
        self._idle = QTimer(self)
        self._idle.setInterval(idle_ms)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.idle)
        self._build()
        self.go(punkt)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        self._idle.start()

    def _build(self) -> None:
        blad = self._blad
        top = QWidget()
        top.setProperty("kind", "surface")
        top.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = QHBoxLayout(top)
        line.setContentsMargins(32, 10, 24, 10)
        titel = self._parts.skema.titel
        place = f"{titel} · {blad.virksomhed.navn}" if blad.virksomhed else titel
        where, when = ElidedLabel(place, "strong"), make_label(format_dato_lang(blad.dato), "body2")
        to_whom = make_label("Vises for alle ved bordet", "small")
        self._beside = [when, to_whom]
        line.addWidget(where, 1)
        line.addWidget(when)
        line.addStretch(1)
        line.addWidget(to_whom)
        leave = Button(self._theme, "Tilbage til mit skema", icon="monitor", name="share_back")
        leave.clicked.connect(self.closed)
        line.addWidget(leave)
        for keys, act in (
            ("F8", self.closed.emit),
            ("Esc", self.closed.emit),
            ("Ctrl+Z", self._undo.undo),
            ("Ctrl+Shift+Z", self._undo.redo),
        ):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        foot = QHBoxLayout()
        foot.setContentsMargins(32, 8, 32, 16)
        foot.addWidget(self._before)
        foot.addStretch()
        foot.addWidget(self._place)
        foot.addStretch()
        foot.addWidget(self._after)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(top)
        outer.addWidget(self._bars)
        outer.addWidget(self._content, 1)
        outer.addLayout(foot)

    def go(self, number: int) -> None:
        """Shows this point."""
        punkter = self._parts.skema.punkter
        if not 1 <= number <= len(punkter):
            self.closed.emit()
            return
        self._number = number
        punkt = punkter[number - 1]
        self._keep_answers()
        self._undo.clear()
        self._ratings = []
        self._content.setWidget(self._page(punkt))
        self._place.setText(f"{number} af {len(punkter)}")
        self._bars.set_fyldt(number)
        self._before.setEnabled(number > 1)
        self._fit()
        if self._ratings:
            self._ratings[0].focus_first()
        else:
            self._after.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        """The point itself has the room; on a narrow window the words around it give way."""
        narrow = self.width() / self._theme.scale < _NARROW
        for label in self._beside:
            label.setVisible(not narrow)
        side = 20 if narrow else 72
        page = self._content.widget()
        column = page.layout() if page is not None else None
        if column is not None:
            column.setContentsMargins(side, 40, side, 24)
        if self._beside_chart is not None:
            down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
            self._beside_chart.setDirection(down if narrow else across)
        punkter = self._parts.skema.punkter
        whole = f"Næste: {punkter[self._number].titel}" if self._number < len(punkter) else "Tilbage til mit skema"
        short = "Næste" if self._number < len(punkter) else "Tilbage"
        self._after.set_words(short if narrow else whole, whole)

    def _keep_answers(self) -> None:
        """What was just given may not have come back from the store when the point is shown again."""
        for rating in self._ratings:
            self._given[rating.felt.noegle] = rating.answers()

    def show_blad(self, blad: BesoegBlad) -> None:
        """New data from elsewhere, all that was given here included."""
        self._blad = blad
        self._given.clear()
        for rating in self._ratings:
            rating.show_blad(blad)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin):
            self._idle.start()
        return super().eventFilter(watched, event)

    def _page(self, punkt: Punkt) -> QWidget:
        page = QWidget()
        page.setProperty("kind", "canvas")
        column = QVBoxLayout(page)
        column.setSpacing(18)
        shared = [f for f in punkt.felter if f.audience in SHARED]
        rated = [f.titel for f in shared if f.type is FeltType.VURDERING]
        if rated != [punkt.titel]:
            column.addWidget(make_label(punkt.titel, "share_title"))
        name = self._blad.borger.fornavn or ""
        column.addWidget(make_label(punkt.spoerg(name, til_borger=True), "share_text", wrap=True))
        for felt in shared:
            if felt.type is FeltType.VURDERING:
                view = VurderingView(self._parts, felt, shared=True)
                view.show_blad(self._blad)
                view.show_answers(self._given.get(felt.noegle, {}))
                self._ratings.append(view)
                column.addWidget(view)
        self._beside_chart = row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(16)
        for felt in shared:
            if felt.type is FeltType.VURDERING:
                row.addWidget(self._chart(felt), 1)
        row.addWidget(self._notes(shared), 1)
        column.addLayout(row)
        facts = [line for felt in shared for line in self._facts(felt)]
        if facts:
            card = Card(self._theme)
            for line in facts:
                card.body.addWidget(make_label(line, "share_text", wrap=True))
            column.addWidget(card)
        column.addStretch()
        return page

    def _chart(self, felt: Felt) -> Card:
        dimension = self._parts.skema.dimension(felt.dimension or "")
        skemaer = self._parts.context.skemaer
        own = [m for m in self._blad.maalinger if m.dimension == dimension.noegle]
        points = trinpunkter(
            ((m.nummer, m.maaling) for m in own if m.maaling.stemme is Stemme.BORGER),
            ankre(skemaer.values(), dimension.noegle),
        )
        card = Card(self._theme)
        card.body.addWidget(make_label(f"{dimension.titel}: dine egne svar over tid", "label"))
        if any(p.trin is not None for p in points):
            told = Laesning(
                ord_={s.key: d.jeg for s in skemaer.values() for d in s.dimensioner if d.noegle == dimension.noegle},
                linje=Stemme.BORGER,
                navne={Stemme.BORGER: "dit svar"},
            )
            chart = LevelChart(self._theme, dimension.titel, points, told)
            name = f"share_kurve_{dimension.noegle}"
            card.body.addWidget(MedTabel(self._theme, chart, dimension.titel, name, height=44))
        else:
            card.body.addWidget(make_label("Første måling", "share_text"))
            card.body.addStretch()
        return card

    def _notes(self, shared: list[Felt]) -> Card:
        keys = {f.noegle for f in shared if f.type is FeltType.UDSAGN}
        card = Card(self._theme)
        card.body.addWidget(make_label("Det har vi skrevet", "label"))
        said = [u for u in self._blad.udsagn if u.felt in keys and (u.tekst or "").strip()]
        for udsagn in said:
            who = f"{udsagn.person}: " if udsagn.person else ""
            card.body.addWidget(make_label(f"{who}{udsagn.tekst}", "share_text", wrap=True))
        if not said:
            card.body.addWidget(make_label("Ikke noget endnu.", "body2"))
        card.body.addStretch()
        return card

    def _facts(self, felt: Felt) -> list[str]:
        blad = self._blad
        match felt.type:
            case FeltType.OPGAVER:
                steps = {t.opgave: t.trin for t in blad.opgave_trin}
                return [
                    f"{o.navn}: {_STEP[OpgaveTrin(step)]}" if (step := steps.get(o.id)) else f"{o.navn}"
                    for o in blad.opgaver
                ]
            case FeltType.SKAANEHENSYN:
                worked = {v.skaanehensyn: v.virkning for v in blad.skaanehensyn_svar}
                return [
                    f"{h.ordlyd or h.titel}"
                    + (f" ({VIRKNING_TEKST[Virkning(how)].lower()})" if (how := worked.get(h.id)) else "")
                    for h in blad.skaanehensyn
                ]
            case FeltType.AFTALER | FeltType.AFTALER_SIDST:
                aftaler = blad.aftaler if felt.type is FeltType.AFTALER else blad.aftaler_sidst
                return [f"{a.person or ''}: {a.hvad}" + (" (gjort)" if a.gjort else "") for a in aftaler if a.hvad]
            case FeltType.TIMER:
                return [hours_text(blad.timer[-1])] if blad.timer else []
            case FeltType.FREMMOEDE:
                days = [d for week in blad.uger for f in DAG_FELTER if (d := read_dag(getattr(week, f))[0]) is not None]
                return [f"Siden sidst: {count_fremmoede(days).tekst}"] if days else []
            case FeltType.VALG | FeltType.TEKST | FeltType.DATO | FeltType.JA_NEJ:
                return self._plain(felt)
            case FeltType.NAESTE_BESOEG:
                naeste = blad.besoeg.naeste_dato
                return [f"Vi ses igen {format_dato_lang(date.fromisoformat(naeste))}"] if naeste else []
            case _:
                return []

    def _plain(self, felt: Felt) -> list[str]:
        found = next((s.vaerdi for s in self._blad.svar if s.felt == felt.noegle and s.vaerdi), None)
        if found is None:
            return []
        match felt.type:
            case FeltType.DATO:
                shown = format_dato(date.fromisoformat(found))
            case FeltType.JA_NEJ:
                shown = "Ja" if found == "ja" else "Nej"
            case _:
                shown = felt.valg_titel(found)
        return [f"{felt.titel}: {shown}"]
