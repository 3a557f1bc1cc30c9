"""Rediger praktik: all that is agreed about a praktik on one page, each field saved as it is written."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from konsulent_app.services import praktik as verbs
from konsulent_app.services.context import Context
from konsulent_app.store.database import Tx
from konsulent_app.store.praktik import PraktikBlad, read_praktik
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.form.raekke import Gem, RaekkeSkriver
from konsulent_app.ui.form.sted import FeltSted, inside
from konsulent_app.ui.pages import praktik_ord
from konsulent_app.ui.pages.gemt_side import GemtSide
from konsulent_app.ui.pages.praktik_raekker import HENSYN, OPGAVE, DelmaalRaekke, FeltRaekke, Raekke, RaekkerKort
from konsulent_app.ui.pages.stam_felter import Art, Spec, StamFelt
from konsulent_app.ui.pages.ugeplan_felt import Sagt, UgeplanFelt, said_back
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Card
from konsulent_app.ui.widgets.dato import dansk_hjaelp
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.work import Work
from konsulent_core.dansk import format_dato, format_tid
from konsulent_core.entities import Delmaal, Opgave, Skaanehensyn
from konsulent_core.errors import KonsulentError, UserError
from konsulent_core.merge import Value

IKKE_HER = "Praktikken er ikke på denne pc længere."
_MAX = 1_160
_LEFT = Qt.AlignmentFlag.AlignLeft
STEDET = (
    Spec("afdeling", "Afdeling"),
    Spec("kontaktperson", "Kontaktperson", Art.LISTE),
    Spec("mentor", "Mentor", Art.LISTE),
    Spec("arbejdstoej", "Arbejdstøj"),
    Spec("vitas", "VITAS-nummer"),
)
FORMAAL = (
    Spec("formaal_tekst", "Hvad skal vi præcis vide bagefter?", Art.TEKST),
    Spec("interval_dage", "Opfølgning", Art.LISTE),
)
PERIODE = (Spec("start", "Start", Art.DATO), Spec("slut", "Slut", Art.DATO))
FJERNET: dict[type[Delmaal | Opgave | Skaanehensyn], str] = {
    Delmaal: "Delmålet er fjernet.",
    Opgave: "Opgaven er fjernet.",
    Skaanehensyn: "Skånehensynet er fjernet.",
}


class PraktikPage(GemtSide):
    """For a praktik that is coming, runs or has ended; it is closed by its afslutning besøg, to which this leads."""

    wants_afslutning = Signal(object, object)
    """ids of the sag and the praktik"""
    wants_timer = Signal(object)
    """id of the sag"""

    def __init__(self, theme: Theme, work: Work, context: Context, feedback: Feedback) -> None:
        super().__init__(theme, work, context, feedback, "praktik", _MAX)
        self._praktik = 0
        self._blad: PraktikBlad | None = None
        self._dato = dansk_hjaelp(context.i_dag)
        self._fields: dict[str, StamFelt] = {}
        self._sted = make_label("", "question", wrap=True, name="praktik_virksomhed")
        self._uge = UgeplanFelt(theme, "praktik", 330)
        self._plan_skriver = RaekkeSkriver(self.autosave, "ugeplan", self._gem_plan)
        self._extend = QWidget()
        self._extensions = FlowLayout(self._extend, gap=8, line_gap=6)
        self._hint = make_label("", "body2", wrap=True, name="praktik_timer_hint")
        self._hours = Button(theme, "Ret timerne", kind=Kind.QUIET, icon="clock", height=36, name="praktik_timer")
        self._ended = make_label("", "body2", wrap=True, name="praktik_afslutning")
        self._end = Button(theme, "Start afslutning", icon="play", name="praktik_afslut")
        opgaver = partial(self._make_felter, OPGAVE, "Fjern opgave")
        hensyn = partial(self._make_felter, HENSYN, "Fjern skånehensyn")
        self.delmaal = self._rows("delmaal", "Delmål", "Tilføj delmål", self._make_delmaal, self._gem_delmaal)
        self.opgaver = self._rows("opgave", "Planlagte opgaver", "Tilføj opgave", opgaver, self._gem_opgave)
        self.hensyn = self._rows("hensyn", "Skånehensyn i sagen", "Tilføj skånehensyn", hensyn, self._gem_hensyn)
        self._build()
        self._connect()

    def _rows(
        self, name: str, titel: str, tilfoej: str, make: Callable[[str, int], Raekke], gem: Callable[[int], Gem]
    ) -> RaekkerKort:
        save = (self.autosave, gem, self._context.new_id)
        tabel = Skaanehensyn.tabel if name == "hensyn" else name
        return RaekkerKort(self._theme, f"praktik_{name}", (titel, tilfoej), make, save, tabel)

    def _make_delmaal(self, name: str, number: int) -> DelmaalRaekke:
        return DelmaalRaekke(self._theme, name, number, self._dato, self._fornavn)

    def _make_felter(self, specs: Sequence[Spec], fjern: str, name: str, number: int) -> FeltRaekke:
        return FeltRaekke(self._theme, specs, name, self._dato, f"{fjern} {number}")

    def _fornavn(self) -> str:
        return (self._blad.borger.fornavn if self._blad is not None else None) or "borgeren"

    def _build(self) -> None:
        place = self._card("Stedet", "sted")
        place.body.addWidget(self._sted)
        self._add_fields(place, STEDET)
        purpose = self._card("Formål og opfølgning", "formaal")
        self._add_fields(purpose, (self._formaal(), *FORMAAL))
        plan = self._card("Ugeplan og periode", "ugeplan")
        plan.body.addWidget(self._uge)
        self._add_fields(plan, PERIODE)
        plan.body.addWidget(self._extend)
        plan.body.addWidget(self._hint)
        plan.body.addWidget(self._hours, 0, _LEFT)
        end = self._card("Afslutning", "slut")
        end.body.addWidget(self._ended)
        end.body.addWidget(self._end, 0, _LEFT)
        for half, cards in (
            (self.left, (place, plan, purpose, end)),
            (self.right, (self.delmaal, self.opgaver, self.hensyn)),
        ):
            for card in cards:
                half.addWidget(card)
            half.addStretch()

    def _formaal(self) -> Spec:
        posts, today = self._context.valglister().formaal, self._context.i_dag()
        valg, forhen = (
            tuple((post.vaerdi, post.titel) for post in posts if post.is_offered(today) is now) for now in (True, False)
        )
        return Spec("formaal", "Formål", Art.CHIPS, valg=valg, forhen=forhen)

    def _card(self, titel: str, name: str) -> Card:
        card = Card(self._theme, pad=20, name=f"praktik_kort_{name}")
        card.body.setSpacing(14)
        card.body.addWidget(make_label(titel, "label"))
        return card

    def _add_fields(self, card: Card, specs: Sequence[Spec]) -> None:
        for spec in specs:
            field = StamFelt(self._theme, spec, f"praktik_{spec.noegle}", self._dato)
            field.edited.connect(partial(self._write, spec.noegle, soon=True))
            field.changed.connect(partial(self._write, spec.noegle, soon=False))
            self._fields[spec.noegle] = field
            card.body.addWidget(field)

    def _connect(self) -> None:
        self._uge.written.connect(self._plan)
        self._hours.clicked.connect(self._ask_timer)
        self._end.clicked.connect(self._ask_afslutning)
        for kort, entity in ((self.delmaal, Delmaal), (self.opgaver, Opgave), (self.hensyn, Skaanehensyn)):
            kort.removed.connect(partial(self._remove, entity))
        self.autosave.saved.connect(lambda _at: self.reload())
        self._work.arrived.connect(lambda _touched: self.reload())

    # --- opening and leaving ----------------------------------------------------------------------

    def open(self, praktik: int) -> None:
        """The praktik as it is kept."""
        self._praktik = praktik
        self._title.setText("Praktik")
        self.begin_reading()
        self.reload()

    def leave(self) -> None:
        self.setFocus()  # a field that is left gives what stands in it
        self.autosave.when_saved(lambda: self.closed.emit(self._sag()))

    def _sag(self) -> int | None:
        return self._blad.sag.id if self._blad is not None else None

    def _ask_timer(self) -> None:
        self.setFocus()
        self.autosave.when_saved(lambda: self.wants_timer.emit(self._sag()))

    def _ask_afslutning(self) -> None:
        self.setFocus()
        self.autosave.when_saved(lambda: self.wants_afslutning.emit(self._sag(), self._praktik))

    def reload(self) -> None:
        praktik, today = self._praktik, self._context.i_dag()
        self._work.read(lambda tx: read_praktik(tx, praktik, today), self._show, self.unreadable)

    def unreadable(self, error: KonsulentError) -> None:
        if isValid(self):
            super().unreadable(error)

    def _show(self, blad: PraktikBlad | None) -> None:
        if not isValid(self) or not self.autosave.quiet:
            return  # left while it was read; or what is written now is read when it is saved
        if blad is None:
            self._feedback.tell(IKKE_HER)
            self.closed.emit(self._sag())
            return
        first, self._blad = self._blad is None, blad
        praktik, today = blad.praktik, self._context.i_dag()
        self._title.setText(praktik_ord.titel(blad))
        self._sted.setText(praktik_ord.sted(blad))
        for name, chosen in (("kontaktperson", praktik.kontaktperson), ("mentor", praktik.mentor)):
            self._fields[name].set_choices(praktik_ord.folk(blad.folk, chosen))
        self._fields["interval_dage"].set_choices(praktik_ord.intervaller(praktik.interval_dage))
        for name, field in self._fields.items():
            field.show_value(getattr(praktik, name))
        self._show_plan(blad)
        self._show_extensions(praktik.slut)
        self.delmaal.show_records(blad.delmaal)
        self.opgaver.show_records(blad.opgaver)
        self.hensyn.show_records(blad.hensyn)
        ended = praktik_ord.afslutning(praktik, today)
        self._ended.setText(ended.tekst)
        self._end.set_words(ended.knap)
        self.show_state("shown")
        if first:
            self._fields["afdeling"].focus_first()

    def _show_plan(self, blad: PraktikBlad) -> None:
        said = Sagt(ugeplan=blad.praktik.ugeplan)
        plan = said.blokke()
        text = said_back(plan) or blad.praktik.ugeplan or ""
        if not self._uge.holds_focus() and not self._uge.fejl():
            self._plan_skriver.show({"ugeplan": blad.praktik.ugeplan})
            fra = format_tid(plan[0].fra) if plan else said.fra
            self._uge.show_plan(Sagt(text, fra, blad.praktik.ugeplan), blad.indsatser)
        hint = praktik_ord.timer_hint(blad)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._hours.setVisible(bool(hint))

    def _show_extensions(self, slut: str | None) -> None:
        while (item := self._extensions.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for number, day in enumerate(praktik_ord.forlaengelser(slut), 1):
            words = f"Forlæng til {format_dato(day)}"
            button = Button(self._theme, words, kind=Kind.QUIET, icon="calendar-clock", height=36,
                            name=f"praktik_forlaeng_{number}")  # fmt: skip
            button.clicked.connect(partial(self._lengthen, day, slut))
            self._extensions.addWidget(button)
            button.setVisible(True)
        self._extend.setVisible(self._extensions.count() > 0)

    def felt_sted(self, inner: QWidget) -> FeltSted | None:
        """Of the praktik itself; the rows of it tell their own."""
        if inside(self._uge, inner):
            return FeltSted("praktik", self._praktik, ("ugeplan",), "Ugeplan")
        for name, field in self._fields.items():
            if inside(field, inner):
                return FeltSted("praktik", self._praktik, (name,), field.spec.titel)
        return None

    # --- writing ----------------------------------------------------------------------------------

    def _write(self, name: str, value: Value, *, soon: bool) -> None:
        field, praktik, context = self._fields[name], self._praktik, self._context
        field.show_error("")

        def write(tx: Tx) -> None:
            # What stood there before moves only with what is stored: of keys in between, nobody else has heard.
            before = field.shown()
            verbs.save_praktik(tx, context, praktik, {name: value}, None if before == value else {name: before})
            field.took(value)

        self.autosave.soon(name, write)
        if not soon:
            self.autosave.flush()

    def _plan(self, said: Sagt, soon: bool) -> None:
        """A plan that cannot be read stays as it is typed; what is kept stands."""
        if said.ugeplan is None or self._blad is None:
            return
        self._uge.show_plan(said, self._blad.indsatser)
        self._plan_skriver.write({"ugeplan": said.ugeplan or None}, soon=soon)

    def _gem_plan(self, tx: Tx, values: Mapping[str, Value], seen: Mapping[str, Value] | None) -> None:
        verbs.save_praktik(tx, self._context, self._praktik, values, seen)

    def _lengthen(self, day: date, before: str | None) -> None:
        """An extension is one press, and one to take it back."""
        self._set_slut(day.isoformat())
        self._feedback.tell(f"Praktikken slutter nu {format_dato(day)}.", "Fortryd", partial(self._set_slut, before))

    def _set_slut(self, slut: str | None) -> None:
        context, praktik, hear = self._context, self._praktik, self._feedback.hear
        self.autosave.flush()
        self._work.write(lambda tx: verbs.save_praktik(tx, context, praktik, {"slut": slut}), self._again, hear)

    def _again(self, _done: object) -> None:
        if isValid(self):
            self.reload()

    def _gem_delmaal(self, number: int) -> Gem:
        context, praktik = self._context, self._praktik

        def gem(tx: Tx, values: Mapping[str, Value], seen: Mapping[str, Value] | None) -> None:
            verbs.save_delmaal(tx, context, praktik, number, values, seen)

        return gem

    def _gem_opgave(self, number: int) -> Gem:
        context, praktik = self._context, self._praktik

        def gem(tx: Tx, values: Mapping[str, Value], seen: Mapping[str, Value] | None) -> None:
            verbs.save_opgave(tx, context, praktik, number, values, seen)

        return gem

    def _gem_hensyn(self, number: int) -> Gem:
        context, sag = self._context, self._sag() or 0

        def gem(tx: Tx, values: Mapping[str, Value], seen: Mapping[str, Value] | None) -> None:
            verbs.save_hensyn(tx, context, sag, number, values, seen)

        return gem

    def _remove(self, entity: type[Delmaal | Opgave | Skaanehensyn], number: int) -> None:
        work, context, hear = self._work, self._context, self._feedback.hear

        def put_back() -> None:
            work.write(lambda tx: verbs.delete_part(tx, context, entity, number, deleted=False), self._again, hear)

        self.autosave.now(lambda tx: verbs.delete_part(tx, context, entity, number))
        self._feedback.tell(FJERNET[entity], "Fortryd", put_back)

    def refuse(self, error: KonsulentError) -> None:
        if isinstance(error, UserError) and error.field in self._fields:
            self._fields[error.field].show_error(error.message)
        else:
            super().refuse(error)
