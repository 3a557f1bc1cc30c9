"""The one window: navigation and pages, a full-window layer for the visit, and what lies over both."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from konsulent_app.sync.schedule import Kind as Slut
from konsulent_app.sync.schedule import State, SyncView
from konsulent_app.ui.feedback import Feedback, Notice
from konsulent_app.ui.handlinger import GENVEJE, Handlinger, bind, fill_menu, kommandoer
from konsulent_app.ui.overlag import MakePalette, Overlag
from konsulent_app.ui.pages.page import Page
from konsulent_app.ui.side import FORBERED, KONFLIKTER, OVERBLIK, SAGER, SYNKRONISERING, VIRKSOMHEDER, Side
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.loading import Loading
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.nav import Nav
from konsulent_app.ui.widgets.nav_soeg import TIP
from konsulent_app.ui.widgets.palette_lag import PaletteLag
from konsulent_app.ui.widgets.rum import NAV, Rum, rum_af
from konsulent_app.ui.widgets.toast import Toast
from konsulent_core.dansk import format_kl

TITLE = "Opfølgning"  # and never more: the title is seen in the task bar, by whoever sits beside


class Window(QWidget):
    """Shown at once, empty; ``attach`` gives it its pages when the store is open.

    Ids in signals are Python ints of 63 bits.
    """

    start_besoeg = Signal(object)
    start_moede = Signal(object, object)
    open_besoeg = Signal(object)
    show_paper = Signal(object)
    new_praktik = Signal(object)
    edit_praktik = Signal(object)
    wants_praktikdok = Signal(object)
    new_praktik_at = Signal(object, object)
    show_timer = Signal(object)
    edit_sag = Signal(object)
    move_besoeg = Signal(object)
    wants_rapport = Signal(object)
    wants_overfoersel = Signal(object)
    wants_udlever = Signal(object)
    open_team_sag = Signal(object)
    give_on = Signal(object)
    indlaes = Signal()
    write_note = Signal()
    show_historik = Signal()
    lock = Signal()
    sync_now = Signal()
    page_shown = Signal(str)

    def __init__(self, theme: Theme, feedback: Feedback) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle(TITLE)
        self.setProperty("kind", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self.may_close: Callable[[], bool] = _yes
        self._sider: dict[str, Side] = {}
        self._pages: dict[str, Page] = {}
        self._shown = ""
        self._skriver = True
        self._before = ""  # the page that Forbered was opened from
        self._rum = Rum.NORMAL
        self.nav = Nav(theme)
        self._top = self._make_top()
        self._stack = QStackedWidget()
        self._empty = Loading(theme, 7)
        self._stack.addWidget(self._empty)
        self._layers = QStackedWidget()
        self._shell = self._make_shell()
        self._layers.addWidget(self._shell)
        self._full: QWidget | None = None
        self._left_at: QWidget | None = None  # where the keyboard stood in the shell when a layer came
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._layers)
        self.toast = Toast(theme, self)
        self._over = Overlag(theme, self)
        self.nav.chosen.connect(self.show_page)
        self.nav.sync.clicked.connect(lambda: self.show_page(SYNKRONISERING))
        self.nav.bruger.clicked.connect(self._open_menu)
        self.nav.soeg.clicked.connect(self.open_palette)
        feedback.said.connect(self.say)
        theme.changed.connect(self._measure)
        self._handlinger = self._make_handlinger()
        bind(self._handlinger, self, self._under)
        # without a minimum of its own the layout's would stop the window before the next breakpoint lets it shrink
        self.setMinimumSize(320, 240)
        self.resize(1366, 768)
        self._empty.begin()

    # --- pages ------------------------------------------------------------------------------------

    def attach(
        self,
        sider: Sequence[Side],
        navn: str,
        kommune: str,
        palette: MakePalette | None = None,
        *,
        skriver: bool = True,
    ) -> None:
        """The store is open: these are the pages, and this is who is logged in. The first page is shown.

        ``palette`` makes what Ctrl+K opens, over the widget it is given. ``skriver``: she works in sager.
        """
        self._skriver = skriver
        self._set_palette(palette)
        for side in sider:
            self._sider[side.noegle] = side
            if side.i_nav:
                self.nav.add(side.noegle, side.titel, side.icon)
        self.nav.bruger.set_bruger(navn, kommune)
        self._measure()
        self._empty.end()
        if sider:
            self.show_page(sider[0].noegle)
            self.nav.focus_valgt()

    def detach(self) -> None:
        """The store closes (lock, log-out): every page goes, and what it showed with it."""
        self.leave_full()
        self._set_palette(None)
        for page in self._pages.values():
            self._stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self._sider.clear()
        self._shown = ""
        self.nav.clear()
        self.nav.bruger.set_bruger("", "")
        self.toast.close_toast()

    def page(self, noegle: str) -> Page:
        """The page, made now if need be. Raises KeyError."""
        found = self._pages.get(noegle)
        if found is None:
            found = self._pages[noegle] = self._sider[noegle].make()
            found.start_besoeg.connect(self.start_besoeg)
            found.start_moede.connect(self.start_moede)
            found.open_besoeg.connect(self.open_besoeg)
            found.show_paper.connect(self.show_paper)
            found.new_praktik.connect(self.new_praktik)
            found.edit_praktik.connect(self.edit_praktik)
            found.wants_praktikdok.connect(self.wants_praktikdok)
            found.new_praktik_at.connect(self.new_praktik_at)
            found.show_timer.connect(self.show_timer)
            found.edit_sag.connect(self.edit_sag)
            found.wants_flyt.connect(self.move_besoeg)
            found.wants_indlaes.connect(self.indlaes)
            found.open_konflikter.connect(lambda: self.show_page(KONFLIKTER))
            found.wants_sag.connect(self.show_sag)
            found.wants_sager.connect(self.show_sager)
            found.wants_forbered.connect(self.prepare_besoeg)
            found.wants_rapport.connect(self.wants_rapport)
            found.wants_overfoersel.connect(self.wants_overfoersel)
            found.wants_udlever.connect(self.wants_udlever)
            found.wants_historik.connect(self.show_historik)
            found.back.connect(self._go_back)
            found.wants_overblik.connect(lambda: self.show_page(OVERBLIK))
            found.open_team_sag.connect(self.open_team_sag)
            found.give_on.connect(self.give_on)
            found.wants_virksomhed.connect(self.show_virksomhed)
            found.set_rum(self._rum)
            self._stack.addWidget(found)
        return found

    def show_page(self, noegle: str) -> None:
        """Shows a page by its key; one that is not there is no reason to fail."""
        if noegle not in self._sider:
            return
        page = self.page(noegle)
        self._stack.setCurrentWidget(page)
        self._shown = noegle
        self.nav.set_valgt(noegle)
        self._title.setText(self._sider[noegle].titel)
        page.arrive()
        self.page_shown.emit(noegle)

    def show_sag(self, sag: int) -> None:
        """The sag in Sager."""
        if SAGER in self._sider:
            self.show_page(SAGER)
            self.page(SAGER).show_sag(sag)

    def show_sager(self, udvalg: str) -> None:
        """Sager with this filter."""
        if SAGER in self._sider:
            self.show_page(SAGER)
            self.page(SAGER).show_udvalg(udvalg)

    def prepare_besoeg(self, sag: int) -> None:
        """Forbered for the sag; its way back leads to the page that is shown now."""
        if FORBERED in self._sider:
            if self._shown != FORBERED:
                self._before = self._shown
            self.page(FORBERED).show_sag(sag)
            self.show_page(FORBERED)

    def _go_back(self) -> None:
        self.show_page(self._before)

    def show_virksomhed(self, virksomhed: int) -> None:
        """The virksomhed in Virksomheder."""
        if VIRKSOMHEDER in self._sider:
            self.show_page(VIRKSOMHEDER)
            self.page(VIRKSOMHEDER).show_virksomhed(virksomhed)

    def flush(self) -> None:
        """What was written on any page is asked to be saved."""
        for page in self._pages.values():
            page.flush()

    @property
    def quiet(self) -> bool:
        """Whether all of it is on disk."""
        return all(page.quiet for page in self._pages.values())

    def current(self) -> Page | None:
        """The page in front; None while a full-window layer is."""
        return None if self._full is not None else self._pages.get(self._shown)

    def show_full(self, widget: QWidget) -> None:
        """The visit, the log-in, the lock: the whole window, no navigation. The one before it gives way."""
        self._over.close_palette()
        if self._full is None:
            self._left_at = self.focusWidget()
        self.leave_full(arrive=False)
        for page in self._pages.values():
            page.hide_secrets()
        self._full = widget
        self._layers.addWidget(widget)
        self._layers.setCurrentWidget(widget)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave_full(self, *, arrive: bool = True) -> None:
        """Back to the page, which reads anew, and to where the keyboard stood. The layer's widget is deleted."""
        if self._full is None:
            return
        gone, self._full = self._full, None
        self._layers.setCurrentIndex(0)
        self._layers.removeWidget(gone)
        gone.deleteLater()
        page = self.current()
        if arrive:
            self._focus_back()
        if arrive and self._shown == FORBERED:
            self._go_back()  # what was prepared has been held
        elif arrive and page is not None:
            page.arrive()

    def _focus_back(self) -> None:
        before, self._left_at = self._left_at, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        else:
            self.nav.focus_valgt()

    @property
    def shell(self) -> QWidget:
        """What a sheet over the pages is a child of: it is hidden with them by a full-window layer."""
        return self._shell

    @property
    def under(self) -> QWidget:
        """Navigation and pages: what such a sheet takes the keyboard from, with the keys of the pages."""
        return self._under

    @property
    def whole(self) -> QWidget:
        """Shell and full-window layer: what a sheet that is a child of the window takes the keyboard from."""
        return self._layers

    # --- what is told to the window ---------------------------------------------------------------

    def say(self, notice: Notice) -> None:
        """Draws and speaks what ``Feedback`` said."""
        self.toast.say(notice.tekst, notice.art.value, notice.handling, notice.goer, notice.bliver)

    def set_antal(self, noegle: str, antal: int) -> None:
        """The count beside a page; konflikter are red."""
        self.nav.set_antal(noegle, antal, "danger" if noegle == KONFLIKTER else "")

    def set_sync(self, view: SyncView) -> None:
        """How the machine stands with the server."""
        card = self.nav.sync
        match view.state:
            case State.OK:
                card.set_ok(format_kl(view.sidst) if view.sidst is not None else "")
            case State.OFFLINE:
                card.set_offline(view.venter)
            case State.QUEUED:
                card.set_queued(view.venter)
            case State.ERROR if view.slut is Slut.SESSION:
                card.set_session()
            case State.ERROR:
                card.set_error()

    # --- building ---------------------------------------------------------------------------------

    def _make_shell(self) -> QWidget:
        self._under = QWidget()
        line = QHBoxLayout(self._under)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        self._edge = QFrame()
        self._edge.setProperty("kind", "edge")
        self._edge.setFixedWidth(1)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top)
        column.addWidget(self._stack, 1)
        line.addWidget(self.nav)
        line.addWidget(self._edge)
        line.addLayout(column, 1)
        shell = QWidget()
        whole = QHBoxLayout(shell)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._under)
        return shell

    def _make_top(self) -> QWidget:
        """Below 800 px the navigation is a menu."""
        top = QWidget()
        line = QHBoxLayout(top)
        line.setContentsMargins(12, 4, 12, 4)
        self._menu_button = Button(
            self._theme, "Menu", kind=Kind.SECONDARY, icon="list-checks", height=36, name="nav_menu"
        )
        self._menu_button.clicked.connect(self._open_nav_menu)
        self._title = make_label("", "strong")
        line.addWidget(self._menu_button)
        line.addWidget(self._title)
        line.addStretch()
        self._top_search = Button(self._theme, "", kind=Kind.QUIET, icon="search", height=36, tip=TIP, name="top_soeg")
        self._top_search.clicked.connect(self.open_palette)
        self._top_search.hide()
        line.addWidget(self._top_search)
        top.hide()
        return top

    def _make_handlinger(self) -> Handlinger:
        return Handlinger(
            search=self._search,
            start=self._start,
            prepare=self._prepare,
            reschedule=self._reschedule,
            report=self._report,
            ny_sag=lambda: self.edit_sag.emit(0),
            indlaes=self.indlaes.emit,
            note=self.write_note.emit,
            historik=self.show_historik.emit,
            palette=self.open_palette,
            genveje=self.open_genveje,
            sync=self.sync_now.emit,
            lock=self.lock.emit,
        )

    def _search(self) -> None:
        self._over.close_palette()
        page = self.current()
        if page is not None:
            page.search()

    def _start(self) -> None:
        self._over.close_palette()
        page = self.current()
        if page is not None:
            page.start()

    def _prepare(self) -> None:
        page = self.current()
        if page is not None:
            page.prepare()

    def _reschedule(self) -> None:
        self._over.close_palette()
        page = self.current()
        if page is not None:
            page.reschedule()

    def _report(self) -> None:
        page = self.current()
        if page is not None:
            page.report()

    # --- overlays ---------------------------------------------------------------------------------

    def open_genveje(self) -> None:
        """F1."""
        self._over.open_genveje(GENVEJE)

    def open_palette(self) -> None:
        """Ctrl+K. Not over a full-window layer: whoever sits at the table would see other borgere."""
        if self._full is None:
            found = kommandoer(
                self._handlinger, self.current(), self._sider.values(), self.show_page, skriver=self._skriver
            )
            self._over.open_palette(found, self._lead, virksomheder=VIRKSOMHEDER in self._sider)

    def _lead(self, palette: PaletteLag) -> None:
        palette.chosen_sag.connect(self.show_sag)
        palette.chosen_besoeg.connect(self._show_besoeg)
        palette.chosen_virksomhed.connect(self.show_virksomhed)

    def _show_besoeg(self, sag: int, besoeg: int) -> None:
        """The besøg over its sag, where the person comes back to."""
        self.show_sag(sag)
        self.open_besoeg.emit(besoeg)

    def _set_palette(self, make: MakePalette | None) -> None:
        self._over.set_palette(make)
        for button in (self.nav.soeg, self._top_search):
            button.setVisible(self._over.can_search)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        fill_menu(menu, self._handlinger, self._sider, self.show_page, skriver=self._skriver)
        menu.aboutToHide.connect(menu.deleteLater)
        place = self.nav.bruger.mapToGlobal(QPoint(0, 0))
        menu.popup(QPoint(place.x(), place.y() - menu.sizeHint().height() - 4))

    def _open_nav_menu(self) -> None:
        menu = QMenu(self)
        for side in self._sider.values():
            if side.i_nav:
                menu.addAction(side.titel, partial(self.show_page, side.noegle))
        menu.addSeparator()
        fill_menu(menu, self._handlinger, self._sider, self.show_page, skriver=self._skriver)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._menu_button.mapToGlobal(QPoint(0, self._menu_button.height() + 2)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes what lies on top, and never more than one thing."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        page = self.current()
        if self._over.close():
            return
        if not self.toast.isHidden():
            self.toast.close_toast()
        elif page is not None:
            page.close_overlay()

    # --- size -------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.WindowTitleChange and self.windowTitle() != TITLE:
            self.setWindowTitle(TITLE)
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.may_close():
            super().closeEvent(event)
        else:
            event.ignore()

    def _measure(self) -> None:
        rum = rum_af(self.width(), self._theme.scale)
        little = rum is Rum.LILLE
        self.nav.setVisible(not little)
        self._edge.setVisible(not little)
        self._top.setVisible(little)
        self.nav.set_smal(rum is Rum.SMAL)
        if not little:
            self.nav.setFixedWidth(self._theme.px(NAV[rum]))
        self._rum = rum
        for page in self._pages.values():
            page.set_rum(rum)
        self.toast.place()
        self._over.place()


def _yes() -> bool:
    """Nobody holds anything unsaved."""
    return True
