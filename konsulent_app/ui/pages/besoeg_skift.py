"""The quiet line over a kladde when there is a newer skema, and the sheet that says what a switch does."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from konsulent_app.services import skift, udgivne
from konsulent_app.services.context import Context
from konsulent_app.services.rest import Rest
from konsulent_app.store.besoeg import BesoegBlad, read_besoeg
from konsulent_app.store.database import Touched, Tx
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.form.rest import lines_of
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.ark import SkiftendeArk
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.indhold import Indhold
from konsulent_app.ui.widgets.labels import make_label, rule
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.work import Work
from konsulent_core.skema.grammar import Skema
from konsulent_core.words import Audience

NY = "Der er kommet en ny udgave af skemaet"
SKIFT = "Skift til den nye"
TILBAGE = "Skift tilbage"
_LANGT = 160  # characters of an answer in the list: enough to know it by
Saved = Callable[[Callable[[], None]], None]


class SkiftLinje(QWidget):
    """One line of words and what can be done about it; hidden where there is nothing to say."""

    wanted = Signal()
    back = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("visit_skift")
        self.setProperty("kind", "surface")
        self._words = make_label("", "body2", wrap=True, name="visit_skift_ord")
        self._ny = Button(theme, SKIFT, kind=Kind.QUIET, height=36, name="visit_skift_ny")
        self._ny.clicked.connect(self.wanted)
        self._back = Button(theme, TILBAGE, kind=Kind.QUIET, icon="undo-2", height=36, name="visit_skift_tilbage")
        self._back.clicked.connect(self.back)
        line = QHBoxLayout()
        line.setContentsMargins(20, 4, 16, 4)
        line.setSpacing(10)
        line.addWidget(self._words, 1)
        line.addWidget(self._back)
        line.addWidget(self._ny)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(line)
        outer.addWidget(rule())
        self.hide()

    def show_words(self, words: str, *, ny: bool, back: bool) -> None:
        """No words hide it."""
        self._words.setText(words)
        self._ny.setVisible(ny)
        self._back.setVisible(back)
        self.setVisible(bool(words))


class Skift(QObject):
    """Asks, switches and undoes for the besøg that is open; ``switched`` when it must be shown anew."""

    switched = Signal()

    def __init__(
        self,
        theme: Theme,
        work: Work,
        context: Context,
        feedback: Feedback,
        page: QWidget,
        under: QWidget,
        when_saved: Saved,
    ) -> None:
        super().__init__(page)
        self._theme, self._work, self._context, self._feedback = theme, work, context, feedback
        self._when_saved = when_saved
        self._blad: BesoegBlad | None = None
        self.linje = SkiftLinje(theme)
        self.linje.wanted.connect(self._ask)
        self.linje.back.connect(self.go_back)
        self._ark = SkiftendeArk(theme, "visit_skift", page, under)
        work.arrived.connect(self._arrived)

    def show_blad(self, blad: BesoegBlad | None) -> None:
        """What there is to say of this besøg; None when there is none."""
        self._blad = blad
        if blad is None:
            self._ark.close_sheet()
            self.linje.show_words("", ny=False, back=False)
            return
        now = self._context.skema(blad.besoeg.skema)
        ny, back = skift.offer(self._context, blad), skift.can_go_back(self._context, blad)
        if now.ulaest:
            words = "Appen er for gammel til noget i skemaet. Svarene er gemt. Opdatér den, før du afslutter."
        elif ny is not None:
            words = f"{NY}: {ny.titel}, {ny.version}. udgave."
        elif back:
            words = f"Skiftet til {now.titel}, {now.version}. udgave. Du kan skifte tilbage, til du afslutter."
        else:
            words = ""
        self.linje.show_words(words, ny=ny is not None, back=back)

    def _arrived(self, touched: Touched) -> None:
        if not udgivne.moved(touched) or self._blad is None:
            return
        self._work.read(lambda tx: udgivne.take_in(tx, self._context), lambda _fejl: self.show_blad(self._blad))

    def _ask(self) -> None:
        if self._blad is None:
            return
        besoeg = self._blad.besoeg.id
        self._when_saved(
            lambda: self._work.read(lambda tx: read_besoeg(tx, besoeg), self._show_plan, self._feedback.hear)
        )

    def _show_plan(self, blad: BesoegBlad | None) -> None:
        ny = skift.offer(self._context, blad) if blad is not None else None
        if blad is None or ny is None:
            return
        plan = skift.make_plan(self._context, blad, ny)
        self._ark.show_body(f"{SKIFT}: {ny.titel}, {ny.version}. udgave?", self._plan(plan))

    def _plan(self, plan: skift.Plan) -> QWidget:
        body = Indhold()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for number, (text, kind) in enumerate(plan_words(plan)):
            column.addWidget(make_label(text, kind, wrap=True, name=f"visit_skift_linje_{number}"))
        keep = Button(self._theme, "Behold den gamle", kind=Kind.QUIET, name="visit_skift_behold")
        keep.clicked.connect(self._ark.close_sheet)
        yes = Button(self._theme, SKIFT, kind=Kind.PRIMARY, icon="check", name="visit_skift_ja")
        yes.clicked.connect(lambda: self._switch(plan.til))
        foot = FlowLayout(gap=8, line_gap=8)
        foot.addWidget(keep)
        foot.add_right(yes)
        column.addLayout(foot)
        return body

    def _switch(self, til: Skema) -> None:
        self._ark.close_sheet()
        if self._blad is not None:
            context, besoeg = self._context, self._blad.besoeg.id
            self._write(lambda tx: skift.switch(tx, context, besoeg, til.key), f"Besøget er skiftet til {til.titel}.")

    def go_back(self) -> None:
        """Undoes the last switch."""
        if self._blad is not None:
            context, besoeg = self._context, self._blad.besoeg.id
            words = "Besøget er skiftet tilbage."
            self._when_saved(lambda: self._write(lambda tx: skift.go_back(tx, context, besoeg), words))

    def _write(self, job: Callable[[Tx], None], words: str) -> None:
        def done(_none: None) -> None:
            self._feedback.tell(words)
            self.switched.emit()

        self._work.write(job, done, self._feedback.hear)


def plan_words(plan: skift.Plan) -> list[tuple[str, str]]:
    """(words, style) of what is read before the yes. Of an internal note only that there is one."""
    count = plan.bliver
    lines = [(f"{count} svar står også i den nye udgave." if count else "Ingen svar følger direkte med.", "")]
    if plan.nye_ord:
        lines.append(("Trin, der har fået nye ord. Se, om de stadig passer:", "strong"))
        lines += [(text, "body2") for text in plan.nye_ord]
    if plan.uden_plads:
        told = "Har ikke en plads i den nye udgave. Det bliver stående nederst i besøget og kommer med i papiret:"
        lines.append((told, "strong"))
        lines += [(_short(one), "body2") for one in plan.uden_plads]
    lines.append(("Du kan skifte tilbage, til du afslutter besøget.", "small"))
    return lines


def _short(one: Rest) -> str:
    if one.audience is Audience.INTERN:
        return f"{one.titel} (vises ikke her og kommer ikke på papir)"
    words = " · ".join(lines_of(one))
    return f"{one.titel}: {words if len(words) <= _LANGT else words[:_LANGT].rstrip() + ' …'}"
