"""A locked besøg: the receipt right after the lock, and its papers to read as they print, to save, print and copy."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from konsulent_app.services import afslut
from konsulent_app.services.context import Context
from konsulent_app.services.journalisering import MaalStand, read_stand
from konsulent_app.services.rettelser import KanRettes, RettelseTekst, can_amend, read_rettelser
from konsulent_app.store.besoeg import BesoegBlad, read_besoeg
from konsulent_app.store.database import Tx
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.pages.gem_pdf import GemPdf
from konsulent_app.ui.pages.overfoer_ark import OverfoerArk
from konsulent_app.ui.pages.overfoer_kort import OverfoerKort
from konsulent_app.ui.pages.papir_kvittering import Kvittering
from konsulent_app.ui.pages.papir_ord import KAN_IKKE_LAEGGES_OP, VAEK, rettelser_ord
from konsulent_app.ui.pages.papir_ramme import PapirRamme
from konsulent_app.ui.pages.papir_rettelser import RettelseSide
from konsulent_app.ui.pages.papir_sider import PAGE_WIDTH, PapirSider
from konsulent_app.ui.pages.papir_typer import Papir, Papirmager, expected
from konsulent_app.ui.pages.papir_udskriv import UdskrivPdf
from konsulent_app.ui.pages.papir_valg import PapirValg
from konsulent_app.ui.pages.sag_ord import besoeg_ord
from konsulent_app.ui.pages.udklip import Udklip
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.bjaelke import make_bar
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Banner
from konsulent_app.ui.widgets.empty import EmptyState
from konsulent_app.ui.widgets.labels import ElidedLabel
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.work import Work
from konsulent_core.dansk import format_dato_lang
from konsulent_core.dansk_ord import nummer_ord
from konsulent_core.errors import KonsulentError, UserError
from konsulent_core.papirer import VED_BORDET, PapirArt, laeser, papirer_af
from konsulent_core.snapshot import Snapshot
from konsulent_core.words import RettelseTilstand

BILLEDE_NAVN = "aftaleark.png"


@dataclass(frozen=True, slots=True)
class _Read:
    blad: BesoegBlad
    snapshot: Snapshot
    rettelser: tuple[RettelseTekst, ...]
    kan_rettes: tuple[KanRettes, ...]
    stand: tuple[MaalStand, ...]


class PapirPage(QWidget):
    """Left the papers, one at a time, right what can be done."""

    closed = Signal()

    def __init__(
        self, theme: Theme, work: Work, context: Context, feedback: Feedback, mager: Papirmager, udklip: Udklip
    ) -> None:
        super().__init__()
        self.setProperty("kind", "canvas")
        self.setObjectName("paper")
        self._theme, self._work, self._context, self._feedback, self._mager = theme, work, context, feedback, mager
        self._besoeg = self._sag = 0
        self._art: PapirArt | None = None
        self._read: _Read | None = None
        self._made: dict[PapirArt, Papir] = {}
        self._covered = False
        self._file = GemPdf(self, work, context, feedback)
        self.printing = UdskrivPdf(self, work, context, feedback, mager.stribe)
        self._title = ElidedLabel("", "strong", name="paper_title")
        self._sub = ElidedLabel("", "small")
        self._save = Button(theme, "Gem PDF", kind=Kind.PRIMARY, icon="download", name="paper_save",
                            tip="Gem PDF (Ctrl+S)")  # fmt: skip
        self._print = Button(theme, "Udskriv", icon="printer", name="paper_print", tip="Udskriv (Ctrl+P)")
        self._valg = PapirValg(theme, kan_billede=mager.kan_billede)
        self._kvittering = Kvittering(theme)
        self._old = Banner(theme, "", "info", icon="info", name="paper_amended")
        self._sider = PapirSider(theme)
        self._kort = OverfoerKort(theme)
        self._rettelser = RettelseSide(theme, skriver=context.bruger.skriver)
        self._ramme = self._make_ramme()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._ramme)
        self._ark = OverfoerArk(theme, work, context, feedback, mager.overfoersel, udklip, self, self._ramme)
        self._connect()
        self._forget()

    def _make_ramme(self) -> PapirRamme:
        back = Button(self._theme, "", kind=Kind.QUIET, icon="arrow-left", name="paper_back", tip="Tilbage")
        back.clicked.connect(self.closed)
        bar = make_bar(back, self._title, self._print, self._save, under=self._sub)
        over = (self._kvittering, self._valg, self._old)
        return PapirRamme(self._theme, bar, over, self._sider, (self._kort, self._rettelser))

    def _connect(self) -> None:
        self._save.clicked.connect(self._choose_file)
        self._valg.valgt.connect(self._choose)
        self._print.clicked.connect(self._ask_printer)
        self._valg.billede.connect(self._save_picture)
        self._kvittering.look.connect(self._uncover)
        self._kvittering.kopier.connect(self._copy)
        self._kort.wanted.connect(self._copy)
        self._rettelser.wanted.connect(self._amend)
        self._rettelser.judged.connect(self._judge)
        for keys, act in (("Ctrl+S", self._choose_file), ("Ctrl+P", self._ask_printer)):
            shortcut = QShortcut(QKeySequence(keys), self._ramme)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self._work.changed.connect(self._moved)

    # --- data -------------------------------------------------------------------------------------

    @property
    def besoeg(self) -> int:
        """The besøg that is shown."""
        return self._besoeg

    def open(self, besoeg: int, *, covered: bool = False) -> None:
        """Shows a locked besøg. ``covered``: all three may still see the screen. What is handed out at the table may be
        there at once; the journal's paper says more, and stands behind the receipt until it is asked for."""
        self._besoeg, self._covered = besoeg, covered
        self._forget()
        self._ramme.set_private(private=not covered)
        if not covered:
            self._sider.wait()
        self._refresh()

    def _forget(self) -> None:
        """Nothing of the besøg shown before stays while another is read."""
        self._read, self._art, self._made = None, None, {}
        self._set_ready(ready=False)
        self._title.setText("")
        self._sub.setText("")
        self._valg.forget()
        self._rettelser.forget()
        self._kort.show_stand((), self._context.i_dag())
        self._kvittering.hide()
        self._old.hide()
        self._sider.clear()

    def _refresh(self) -> None:
        self._made = {}
        self._read_again(self._lay)

    def _read_again(self, then: Callable[[], None]) -> None:
        besoeg = self._besoeg

        def read(tx: Tx) -> _Read:
            return expected(lambda: self._read_one(tx, besoeg))

        def show(found: _Read) -> None:
            if besoeg == self._besoeg:
                self._show(found)
                then()

        self._work.read(read, show, lambda error: self._fail(besoeg, error))

    def _read_one(self, tx: Tx, besoeg: int) -> _Read:
        blad, context = read_besoeg(tx, besoeg), self._context
        if blad is None:
            raise UserError(VAEK)
        snapshot = afslut.printed_snapshot(context, blad)
        stand: tuple[MaalStand, ...] = ()
        if context.bruger.skriver:
            stand = read_stand(tx, context, besoeg, blad.besoeg.type, virksomhed=blad.virksomhed is not None)
        return _Read(blad, snapshot, read_rettelser(tx, context, blad), can_amend(context, blad), stand)

    def _show(self, read: _Read) -> None:
        self._read, blad = read, read.blad
        self._sag = blad.sag.id
        place = f" · {blad.virksomhed.navn}" if blad.virksomhed else ""
        self._title.setText(f"{besoeg_ord(blad.besoeg.type or '')}{place}")
        self._sub.setText(
            f"{format_dato_lang(blad.dato)} · {nummer_ord(blad.besoeg.type, blad.besoeg.nummer)} · afsluttet"
        )
        self._rettelser.show_besoeg(read.rettelser, read.kan_rettes)
        self._kort.show_stand(read.stand, self._context.i_dag())
        if self._art is None:
            self._art = self._first()
        self._show_choice()

    def _arter(self) -> tuple[PapirArt, ...]:
        """What may be shown now, in the order of its handing out."""
        if self._read is None:
            return ()
        snapshot = self._read.snapshot
        every = papirer_af(snapshot.besoeg_type, virksomhed=bool(snapshot.virksomhed), ordblind=snapshot.ordblind)
        found = tuple(art for art in every if art in self._mager.arter)
        at_the_table = tuple(art for art in found if art in VED_BORDET)
        return at_the_table if self._covered and at_the_table else found

    def _first(self) -> PapirArt:
        """At the table the one that is handed out first; later it is the journal's that is looked up."""
        arter = self._arter()
        return arter[0] if self._covered and arter else PapirArt.OPFOELGNING_SAG

    def _show_choice(self) -> None:
        read, art = self._read, self._art
        if read is None or art is None:
            return
        fornavn, virksomhed = read.snapshot.borger_fornavn, read.snapshot.virksomhed
        arter = self._arter()
        self._valg.show_arter([(one, laeser(one, fornavn, virksomhed)) for one in arter], art)
        self._kvittering.setVisible(self._covered)
        self._kvittering.show_blad(read.blad, flere=art in VED_BORDET)
        self._kvittering.offer([one.maal for one in read.stand])
        mended = sum(r.tilstand is RettelseTilstand.GAELDENDE for r in read.rettelser)
        self._old.set_text(rettelser_ord(mended))
        self._old.setVisible(bool(mended) and art in VED_BORDET)

    def _lay(self) -> None:
        """The chosen paper, made now if need be."""
        besoeg, art = self._besoeg, self._art
        if art is None:
            return
        if art in self._made:
            self._show_paper(self._made[art])
            return
        width = round(PAGE_WIDTH * self.devicePixelRatioF())

        def show(papir: Papir) -> None:
            if besoeg == self._besoeg:
                self._made[art] = papir
                if art is self._art:
                    self._show_paper(papir)

        self._work.run(
            lambda: expected(lambda: self._mager.papir(besoeg, art, width)),
            show,
            lambda error: self._fail(besoeg, error),
        )

    def _show_paper(self, papir: Papir) -> None:
        self._set_ready(ready=True)
        if not self._hidden():
            self._sider.show_papir(papir)

    def _set_ready(self, *, ready: bool) -> None:
        """Whether there is a finished paper to do something with."""
        self._save.setEnabled(ready)
        self._print.setEnabled(ready)
        self._valg.set_ready(ready=ready)

    def _hidden(self) -> bool:
        """Whether the chosen paper is not for all at the table, and they may be looking."""
        return self._covered and self._art not in VED_BORDET

    def _fail(self, besoeg: int, error: KonsulentError) -> None:
        """What went wrong stands where the paper would, with a way to try again."""
        if not isinstance(error, UserError):
            self._feedback.hear(error)
        if besoeg != self._besoeg:
            return
        self._forget()
        words = error.message if isinstance(error, UserError) else KAN_IKKE_LAEGGES_OP
        sorry = EmptyState(self._theme, words, icon="triangle-alert", button="Prøv igen", name="paper_error")
        sorry.setMinimumWidth(self._theme.px(360))
        sorry.action.connect(lambda: self.open(besoeg, covered=self._covered))
        self._sider.say(sorry)

    def _moved(self, touched: dict[str, set[int]]) -> None:
        if self.isVisible() and touched.keys() & {"rettelse", "besoeg", "journalisering"}:
            self._read_again(lambda: None)

    # --- the person's hand ------------------------------------------------------------------------

    def _choose(self, art: PapirArt) -> None:
        self._art = art
        self._ramme.to_top()
        self._show_choice()
        if art not in self._made:
            self._set_ready(ready=False)
            self._sider.wait()
        self._lay()

    def _uncover(self) -> None:
        """»Vis papiret (kun for dig)«: the journal's, and what else is for the konsulent."""
        self._covered = False
        self._ramme.set_private(private=True)
        self._choose(PapirArt.OPFOELGNING_SAG)
        self._save.setFocus(Qt.FocusReason.OtherFocusReason)

    def _copy(self, maal: str) -> None:
        self._ark.open_sheet(self._besoeg, maal)

    def _amend(self, item: KanRettes, value: str | int, why: str) -> None:
        besoeg = self._besoeg
        self._work.write(
            lambda tx: afslut.make_rettelse(
                tx, self._context, besoeg, item.tabel, item.raekke, {item.felt: value}, why
            ),
            lambda _number: self._amended(),
            lambda error: self._rettelser.complain(error.message),
        )

    def _amended(self) -> None:
        self._rettelser.take_back()
        self._refresh()

    def _judge(self, rettelse: int, accept: bool) -> None:
        self._work.write(
            lambda tx: afslut.judge_forslag(tx, self._context, rettelse, accept), lambda _none: self._refresh()
        )

    def _papir(self) -> Papir | None:
        """The finished paper that is chosen."""
        return self._made.get(self._art) if self._art is not None and self._save.isEnabled() else None

    def _choose_file(self) -> None:
        papir = self._papir()
        if papir is not None:
            self._file.ask(papir.pdf, papir.filnavn, self._sag)

    def _ask_printer(self) -> None:
        papir = self._papir()
        if papir is not None:
            self.printing.ask(papir.pdf, len(papir.sider), self._sag)

    def _save_picture(self) -> None:
        besoeg, sag = self._besoeg, self._sag
        self._work.run(
            lambda: expected(lambda: self._mager.billede(besoeg)),
            lambda png: self._file.ask_picture(png, BILLEDE_NAVN, sag),
            self._feedback.hear,
        )
