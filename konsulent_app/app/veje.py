"""Where the pages lead: what comes over the shell when a page asks for it, and what follows when it is left."""

from collections.abc import Callable
from functools import partial

from konsulent_app.app import aabent
from konsulent_app.app.opened import Opened
from konsulent_app.app.papers import Papers, Rapporter
from konsulent_app.services import besoeg as verbs
from konsulent_app.services.context import Context
from konsulent_app.store import backup, fratag
from konsulent_app.store.database import Tx
from konsulent_app.store.vagt import KUN_LAESE
from konsulent_app.ui.desktop import Desktop
from konsulent_app.ui.feedback import Art, Notice
from konsulent_app.ui.pages.besoeg import BesoegPage
from konsulent_app.ui.pages.flyt_ark import FlytArk
from konsulent_app.ui.pages.gemt_side import GemtSide
from konsulent_app.ui.pages.indlaes import IndlaesPage
from konsulent_app.ui.pages.notat import NotatArk
from konsulent_app.ui.pages.ny_praktik import NyPraktikPage
from konsulent_app.ui.pages.overfoer_ark import OverfoerArk
from konsulent_app.ui.pages.papir import PapirPage
from konsulent_app.ui.pages.praktik import PraktikPage
from konsulent_app.ui.pages.praktikdok import PraktikdokPage
from konsulent_app.ui.pages.rapport import RapportPage
from konsulent_app.ui.pages.stamdata import StamdataPage
from konsulent_app.ui.pages.timer import TimerPage
from konsulent_app.ui.pages.udklip import Udklip
from konsulent_app.ui.side import SAGER
from konsulent_app.ui.work import Work
from konsulent_core.clock import COPENHAGEN, from_text
from konsulent_core.dansk import format_dato, format_kl
from konsulent_core.entities import Besoeg
from konsulent_core.words import BesoegType

SENDT = "Sagen er givet videre. Det, du nåede at skrive, er sendt."
VENTER = "Sagen er givet videre. Det, du nåede at skrive, venter på at blive sendt."
LUKKET = "Sagen er ikke åben længere. Åbn den igen fra Overblik."


class Veje:
    """Leads over the window of ``desktop`` from log-in until ``let_go``.

    ``wish_sync`` is called when something was locked that others wait for. ``shown`` are the ids of the sag, besøg or
    praktik that lies over the shell. ``left`` is called when one that was open has left this machine.
    """

    def __init__(
        self,
        desktop: Desktop,
        opened: Opened,
        context: Context,
        work: Work,
        papers: Papers,
        wish_sync: Callable[[], None],
        left: Callable[[], None],
    ) -> None:
        self._desktop, self._opened, self._window = desktop, opened, desktop.window
        self.shown: tuple[int, ...] = ()
        self._papir: PapirPage | PraktikdokPage | None = None
        self._context, self._work, self._papers = context, work, papers
        self._wish_sync, self._gone = wish_sync, left
        self._rapporter = Rapporter(papers, opened.rapporter)
        self._visit: BesoegPage | None = None
        self._writing: NyPraktikPage | GemtSide | RapportPage | None = None
        self._indlaes: IndlaesPage | None = None
        self._notat: NotatArk | None = None
        self._parts = (desktop.theme, work, context, desktop.feedback)
        self._udklip = Udklip()
        self._overfoer: OverfoerArk | None = None
        self._flyt: FlytArk | None = None
        self._offline = False
        window, road = self._window, self._for_writers
        # The window outlives a session: ``let_go`` lets go of these again.
        self._links: list[tuple[object, Callable[..., None]]] = [
            (window.start_besoeg, road(self.start_besoeg)),
            (window.start_moede, road(self.start_besoeg)),
            (window.open_besoeg, self.open_besoeg),
            (window.show_paper, self.show_paper),
            (window.new_praktik, road(self.show_new_praktik)),
            (window.edit_praktik, road(self.show_praktik)),
            (window.wants_praktikdok, self.show_praktikdok),
            (window.new_praktik_at, road(self.show_new_praktik)),
            (window.show_timer, road(self.show_timer)),
            (window.edit_sag, road(self.show_stamdata)),
            (window.move_besoeg, road(self.show_flyt)),
            (window.wants_rapport, road(self.show_rapport)),
            (window.indlaes, road(self.show_indlaes)),
            (window.write_note, road(self.show_notat)),
            (window.wants_overfoersel, road(self.show_overfoersel)),
        ]
        for signal, slot in self._links:
            signal.connect(slot)  # type: ignore[attr-defined]  # a bound Qt signal

    def _for_writers(self, road: Callable[..., None]) -> Callable[..., None]:
        """The road, or a word to who reads: keys and old links lead here too."""
        return road if self._context.bruger.skriver else self._refuse

    def _refuse(self, *_given: object) -> None:
        self._desktop.feedback.tell(KUN_LAESE[self._context.bruger.rolle])

    def begin(self) -> None:
        """Offers the besøg that was on the screen when the app last went away."""
        if not self._context.bruger.skriver:
            return
        self._work.read(aabent.left_open, self._offer)

    def layers(self) -> list[BesoegPage | NyPraktikPage | GemtSide | RapportPage | NotatArk | FlytArk]:
        """What lies over the shell and may hold something unsaved."""
        return [page for page in (self._visit, self._writing, self._notat, self._flyt) if page is not None]

    def let_go(self) -> None:
        """The session ends: the window's signals and what lay over its shell."""
        for signal, slot in self._links:
            signal.disconnect(slot)  # type: ignore[attr-defined]  # as above
        self._udklip.empty()
        for sheet in (self._notat, self._flyt, self._overfoer):
            if sheet is not None:
                sheet.close_sheet()  # which gives the pages the keyboard back
                sheet.deleteLater()

    def set_offline(self, *, offline: bool) -> None:
        """What is written while there is no net is told to whoever writes it."""
        self._offline = offline
        if self._visit is not None:
            self._visit.set_offline(offline=offline)
        if isinstance(self._writing, RapportPage):
            self._writing.set_offline(offline=offline)

    def held(self) -> tuple[int, ...]:
        """What is open, over the shell or in it: it does not leave under the hand. May be asked from any thread."""
        page = self._window.current()
        sag = page.held_sag() if page is not None else None
        return self.shown if sag is None else (*self.shown, sag)

    def close_taken(self) -> None:
        """After a sync: a page over a sag that is another's now is closed, with what was written in it on disk."""
        held = self.held()
        if held:
            self._work.read(lambda tx: fratag.is_taken(tx, held), self._close_if)

    def _close_if(self, taken: bool) -> None:
        if not taken:
            return
        self._window.flush()
        if self._papir is not None:
            self._papir.closed.emit()
            self._let_go()
        else:
            self.leave_visit(self._let_go)

    def _let_go(self, *_given: object) -> None:
        """What was flushed goes out first; then a sync does the rest."""

        def let_go(tx: Tx) -> tuple[bool, bool]:
            waits = fratag.waits(tx)
            return waits, bool(fratag.let_go(tx))

        def told(found: tuple[bool, bool]) -> None:
            waits, gone = found
            words = (VENTER if waits else SENDT) if self._context.bruger.skriver else LUKKET
            self._desktop.feedback.said.emit(Notice(words, Art.NYT, bliver=True))
            if gone:
                self._gone()
            self._wish_sync()

        self._work.write(let_go, told, self._desktop.feedback.hear)

    def start_besoeg(self, sag: int, besoeg_type: BesoegType = BesoegType.OPFOELGNING) -> None:
        """»Start besøg« or a meeting of another type, or on with the one of that type that is open."""
        self._work.write(
            lambda tx: verbs.start_besoeg(tx, self._context, sag, besoeg_type),
            self.open_besoeg,
            self._desktop.feedback.hear,
        )

    def open_besoeg(self, besoeg: int) -> None:
        """The form for a kladde, the paper for a locked one; who reads is shown paper alone."""
        if not self._context.bruger.skriver:
            self.show_paper(besoeg)
            return
        self._work.write(
            lambda tx: aabent.note_open(tx, self._context, besoeg), lambda locked: self._show(besoeg, locked)
        )

    def show_paper(self, besoeg: int, *, covered: bool = False, back: Callable[[], None] | None = None) -> None:
        """A locked besøg; ``covered`` behind its receipt. ``back`` is where it leads, else to the page before."""
        page = PapirPage(*self._parts, self._papers, self._udklip)
        page.closed.connect(partial(self._paper_left, back or self._window.leave_full))
        self._papir, self.shown = page, (besoeg,)
        self._window.show_full(page)
        page.open(besoeg, covered=covered)

    def show_overfoersel(self, besoeg: int) -> None:
        """»Kopiér til journal« over the shell, for a locked besøg that waits for it."""
        if self._overfoer is None:
            over = (self._window.shell, self._window.under)
            self._overfoer = OverfoerArk(*self._parts, self._papers.overfoersel, self._udklip, *over)
        self._overfoer.open_sheet(besoeg)

    def show_praktikdok(self, praktik: int) -> None:
        """The praktikdokumentation of a praktik, for whoever may read the sag."""
        make = self._papers.praktikdokumentation
        page = PraktikdokPage(self._desktop.theme, self._work, self._context, self._desktop.feedback, make)
        page.closed.connect(partial(self._paper_left, self._window.leave_full))
        self._papir, self.shown = page, (praktik,)
        self._window.show_full(page)
        page.open(praktik)

    def _paper_left(self, then: Callable[[], None]) -> None:
        self._papir, self.shown = None, ()
        then()

    def show_new_praktik(self, sag: int, virksomhed: int | None = None) -> None:
        """The draft of the sag's next praktik, with the virksomhed filled in if one is given."""
        page = NyPraktikPage(self._desktop.theme, self._work, self._context, self._desktop.feedback)
        page.closed.connect(self._written)
        page.created.connect(self._praktik_made)
        self._writing, self.shown = page, (sag,)
        self._window.show_full(page)
        page.open(sag, virksomhed)

    def show_stamdata(self, sag: int) -> None:
        """The facts of a sag; 0 for one that is to be."""
        page = StamdataPage(
            self._desktop.theme, self._work, self._context, self._desktop.feedback, self._context.sagstyper()
        )
        page.closed.connect(self._facts_left)
        page.open_sag.connect(self._facts_left)
        self._writing, self.shown = page, (sag,)
        self._window.show_full(page)
        if sag:
            page.open(sag)
        else:
            page.open_new()

    def show_timer(self, sag: int) -> None:
        """The borger's hours as dated steps."""
        page = TimerPage(self._desktop.theme, self._work, self._context, self._desktop.feedback)
        page.closed.connect(self._written)
        page.wants_besoeg.connect(self._leave_for_besoeg)
        self._writing, self.shown = page, (sag,)
        self._window.show_full(page)
        page.open(sag)

    def show_praktik(self, praktik: int) -> None:
        """What is agreed about a praktik."""
        page = PraktikPage(self._desktop.theme, self._work, self._context, self._desktop.feedback)
        page.closed.connect(self._written)
        page.wants_timer.connect(self.show_timer)
        page.wants_afslutning.connect(self._start_afslutning)
        self._writing, self.shown = page, (praktik,)
        self._window.show_full(page)
        page.open(praktik)

    def _start_afslutning(self, sag: int, praktik: int) -> None:
        """Of this praktik, though another one may be newer."""
        self._written()
        self._work.write(
            lambda tx: verbs.open_besoeg(tx, self._context, sag, praktik, BesoegType.AFSLUTNING),
            self.open_besoeg,
            self._desktop.feedback.hear,
        )

    def _leave_for_besoeg(self, besoeg: int) -> None:
        self._written()
        self.open_besoeg(besoeg)

    def show_flyt(self, sag: int) -> None:
        """»Aftal besøg« or »Flyt besøget« over the shell."""
        if self._flyt is None:
            self._flyt = FlytArk(*self._parts, self._window.shell, self._window.under)
        self._flyt.open_sheet(sag)

    def show_rapport(self, sag: int, valgt: str = "") -> None:
        """The report of a sag; ``valgt`` is the claim it points at."""
        rapporter = self._rapporter
        page = RapportPage(
            self._desktop.theme, self._work, self._context, self._desktop.feedback, rapporter.arter, rapporter.papir
        )
        page.closed.connect(self._written)
        page.open_besoeg.connect(lambda besoeg, key: self._show_source(besoeg, sag, key))
        page.set_offline(offline=self._offline)
        self._writing, self.shown = page, (sag,)
        self._window.show_full(page)
        page.open(sag, valgt)

    def _show_source(self, besoeg: int, sag: int, valgt: str) -> None:
        """A locked besøg that the report refers to; its way back leads to the report."""
        self._writing, self.shown = None, ()
        self.show_paper(besoeg, back=lambda: self.show_rapport(sag, valgt))

    def show_indlaes(self) -> None:
        """A caseload from a file."""
        page = IndlaesPage(
            self._desktop.theme,
            self._work,
            self._context,
            self._desktop.feedback,
            self._context.sagstyper(),
            lambda: backup.make(self._opened.database, self._opened.backups, self._context.clock()),
        )
        page.closed.connect(self._indlaes_left)
        page.to_sager.connect(self._taken_in)
        page.took_over.connect(self._took_over)
        self._indlaes = page
        self._window.show_full(page)

    def show_notat(self) -> None:
        """The ten-second note over the shell, about the sag that is open."""
        if self._notat is None:
            self._notat = NotatArk(*self._parts, self._window.shell, self._window.under)
        page = self._window.current()
        self._notat.open_sheet(page.shown_sag() if page is not None else None)

    def _indlaes_left(self) -> None:
        self._indlaes = None
        self._window.leave_full()

    def _taken_in(self) -> None:
        self._indlaes_left()
        self._window.show_page(SAGER)

    def _took_over(self, sag: int) -> None:
        self._indlaes_left()
        self._window.show_sag(sag)

    def _facts_left(self, sag: int | None) -> None:
        self._written()
        if sag is not None:
            self._window.show_sag(sag)

    def _written(self) -> None:
        self._writing, self.shown = None, ()
        self._window.leave_full()

    def _praktik_made(self, sag: int) -> None:
        self._written()
        self._window.show_sag(sag)
        self._desktop.feedback.tell("Praktikken er oprettet.")

    def _show(self, besoeg: int, locked: bool) -> None:
        if locked:
            self.show_paper(besoeg)
            return
        page = BesoegPage(self._desktop.theme, self._work, self._context, self._desktop.feedback, self._papers.papir)
        page.closed.connect(self._left)
        page.locked.connect(self._locked)
        page.idle.connect(self._desktop.idle)
        page.set_offline(offline=self._offline)
        self._visit, self.shown = page, (besoeg,)
        self._window.show_full(page)
        page.open(besoeg)

    def _left(self) -> None:
        self._visit, self.shown = None, ()
        self._work.write(
            lambda tx: aabent.close(tx, self._context),
            lambda empty: self._desktop.feedback.tell("Besøget var tomt og er fjernet igen.") if empty else None,
        )
        self._window.leave_full()

    def _locked(self, besoeg: int) -> None:
        self._visit = None
        self._work.write(aabent.note_closed)
        self.show_paper(besoeg, covered=True)
        self._wish_sync()

    def _offer(self, found: Besoeg | None) -> None:
        """After a crash or a kill: nothing is lost, and the visit can go on."""
        if found is None or found.tidspunkt is None:
            return
        when = from_text(found.tidspunkt).astimezone(COPENHAGEN)
        at = f"{format_dato(when.date())} {format_kl(when)}"
        self._desktop.feedback.said.emit(
            Notice(
                f"Vi fandt et åbent besøg fra {at}. Fortsæt, eller lad det ligge som kladde.",
                Art.NYT,
                "Fortsæt",
                lambda: self._resume(found.id),
                bliver=True,
            )
        )

    def _resume(self, besoeg: int) -> None:
        """»Fortsæt«: the notice stays, so that another page may be written in by now."""
        if self._visit is not None:
            self._visit.flush()
            self.open_besoeg(besoeg)
        else:
            self.leave_visit(lambda: self.open_besoeg(besoeg))

    def leave_visit(self, then: Callable[[], None]) -> None:
        """Goes on once the open visit, if there is one, is on disk and off the screen."""
        page = self._visit or self._writing or self._indlaes
        if page is None:
            then()
            return
        page.closed.connect(then)
        page.leave()
