"""Screenshots of every page and state: `python -m tools.shot [--out DIR] [--only NAME] [--small]`.

Both themes at 1366×768, 1920×1080 and 683×384 at twice the pixels, from the mock-ups' caseload. Prints the paths.
"""

import argparse
import gc
import logging
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

# Before Qt is loaded: without a screen, and for the third size as on a screen at 200 %.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from konsulent_app.app.opened import load_rapporter
from konsulent_app.app.papers import Papers, Rapporter
from konsulent_app.services.context import Context
from konsulent_app.settings import Settings
from konsulent_app.store.database import Database
from konsulent_app.store.errors import CorruptStore, DiskFull
from konsulent_app.store.opening import open_store
from konsulent_app.sync.schedule import Ended, Kind, State, SyncView
from konsulent_app.ui.feedback import Feedback, Notice
from konsulent_app.ui.models.antal import Antal
from konsulent_app.ui.models.genlaes import TOGETHER_MS
from konsulent_app.ui.models.sager import Udvalg
from konsulent_app.ui.models.soegeindeks import Soegeindeks
from konsulent_app.ui.models.sync_driver import SyncDriver
from konsulent_app.ui.pages.besoeg import BesoegPage
from konsulent_app.ui.pages.flyt_ark import FlytArk
from konsulent_app.ui.pages.forbered import ForberedPage
from konsulent_app.ui.pages.idag import IdagPage
from konsulent_app.ui.pages.indlaes import IndlaesPage, Trin
from konsulent_app.ui.pages.indstillinger import IndstillingerPage
from konsulent_app.ui.pages.konflikter import KonflikterPage
from konsulent_app.ui.pages.notat import NotatArk
from konsulent_app.ui.pages.ny_praktik import NyPraktikPage
from konsulent_app.ui.pages.opstart import OpstartPage, Udvej
from konsulent_app.ui.pages.overblik import OverblikPage
from konsulent_app.ui.pages.palette import Palette
from konsulent_app.ui.pages.praktik import PraktikPage
from konsulent_app.ui.pages.rapport import RapportPage
from konsulent_app.ui.pages.rapporter import RapporterPage
from konsulent_app.ui.pages.rytme_kort import RytmeKort
from konsulent_app.ui.pages.sag_frister import FristerKort
from konsulent_app.ui.pages.sager import SagerPage
from konsulent_app.ui.pages.stamdata import StamdataPage
from konsulent_app.ui.pages.synkronisering import SynkroniseringPage
from konsulent_app.ui.pages.timer import TimerPage
from konsulent_app.ui.pages.virksomheder import VirksomhederPage
from konsulent_app.ui.theme import Mode, Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.chips import ChoiceChips
from konsulent_app.ui.window import (
    FORBERED,
    IDAG,
    INDSTILLINGER,
    KONFLIKTER,
    OVERBLIK,
    RAPPORTER,
    SAGER,
    SYNKRONISERING,
    VIRKSOMHEDER,
    Side,
    Window,
)
from konsulent_app.ui.work import Work
from konsulent_core.words import BesoegType, Sagsgruppe
from tools import shot_indlaes, shot_overblik, shot_sager, shot_timer, shot_virksomheder
from tools.shot_besoeg import Besoeg
from tools.shot_praktik import fill_praktik

ROOT = Path(__file__).resolve().parent.parent
_KEY = b"k" * 32
SIZES = {"1366x768": (1366, 768, 1.0), "1920x1080": (1920, 1080, 1.0), "683x384@2": (683, 384, 2.0)}
SIDST = datetime(2026, 3, 12, 7, 14, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Scene:
    """A window over a store of its own."""

    theme: Theme
    window: Window
    work: Work
    feedback: Feedback
    driver: SyncDriver
    database: Database
    context: Context
    said: list[Notice]
    crashes: list[object]

    @property
    def sager(self) -> SagerPage:
        page = self.window.page(SAGER)
        assert isinstance(page, SagerPage)
        return page

    @property
    def idag(self) -> IdagPage:
        page = self.window.page(IDAG)
        assert isinstance(page, IdagPage)
        return page

    @property
    def virksomheder(self) -> VirksomhederPage:
        page = self.window.page(VIRKSOMHEDER)
        assert isinstance(page, VirksomhederPage)
        return page

    @property
    def overblik(self) -> OverblikPage:
        page = self.window.page(OVERBLIK)
        assert isinstance(page, OverblikPage)
        return page

    @property
    def konflikter(self) -> KonflikterPage:
        page = self.window.page(KONFLIKTER)
        assert isinstance(page, KonflikterPage)
        return page

    def settle(self) -> None:
        """Until everything that was asked for is on the screen."""
        for _ in range(3):
            self.work.settle()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            QCoreApplication.processEvents()

    def open(self, sag: int) -> None:
        self.sager.show_sag(sag)
        self.settle()


@cache
def _filled(konflikter: bool, venter: bool, tom: bool) -> bytes:
    """A store's file, made once for all pictures of a run: its migrations cost more than most pages."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "lager.db"
        database = open_store(path, _KEY, None, path.parent / "kopier", shot_sager.NU)
        if not tom:
            shot_sager.fill(database)
        if konflikter:
            shot_sager.add_konflikter(database)
        if venter:
            shot_sager.add_karantaene(database)
        database.close()
        return path.read_bytes()


def _indstillinger(theme: Theme, work: Work, feedback: Feedback) -> IndstillingerPage:
    page = IndstillingerPage(theme, Settings())
    page.add_card(RytmeKort(theme, work, feedback))
    return page


@contextmanager
def scene(theme: Theme, *, konflikter: bool = False, venter: bool = False, tom: bool = False) -> Iterator[Scene]:
    """Opens a store in a folder of its own and a window over it."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "lager.db"
        path.write_bytes(_filled(konflikter, venter, tom))
        database = Database(path, _KEY)
        work = Work(database)
        context = shot_sager.make_context(ROOT / "resources")
        feedback = Feedback(logging.getLogger("shot"))
        work.crashed.connect(feedback.hear)
        driver = SyncDriver(work, lambda: Ended(Kind.DONE))
        window = Window(theme, feedback)
        sider = (
            Side(IDAG, "I dag", "sun", lambda: IdagPage(theme, work, context, feedback)),
            Side(SAGER, "Sager", "users", lambda: SagerPage(theme, work, context, feedback)),
            Side(
                VIRKSOMHEDER,
                "Virksomheder",
                "building-2",
                lambda: VirksomhederPage(theme, work, context, feedback),
            ),
            Side(OVERBLIK, "Overblik", "line-chart", lambda: OverblikPage(theme, work, context, feedback)),
            Side(RAPPORTER, "Rapporter", "file-text", lambda: RapporterPage(theme, work, context, feedback)),
            Side(KONFLIKTER, "Konflikter", "konflikter", lambda: KonflikterPage(theme, work, context, feedback)),
            Side(
                FORBERED,
                "Forbered",
                "list-checks",
                lambda: ForberedPage(
                    theme, work, context, feedback, Papers(database, context, ROOT / "resources" / "fonts").forberedelse
                ),
                i_nav=False,
            ),
            Side(
                SYNKRONISERING,
                "Synkronisering",
                "cloud",
                lambda: SynkroniseringPage(theme, work, context, feedback, driver),
                i_nav=False,
            ),
            Side(
                INDSTILLINGER, "Indstillinger", "settings", lambda: _indstillinger(theme, work, feedback), i_nav=False
            ),
        )
        bruger = context.bruger
        window.show()
        window.activateWindow()
        indeks = Soegeindeks(work, database)
        indeks.start()
        window.attach(
            sider, bruger.navn, bruger.kommune_navn, lambda parent: Palette(theme, work, feedback, indeks, parent)
        )
        window.show_page(SAGER)
        window.set_sync(SyncView(state=State.OK, sidst=SIDST))
        antal = Antal(work, context.i_dag)
        antal.moved.connect(window.set_antal)
        antal.start()
        said: list[Notice] = []
        crashes: list[object] = []
        feedback.said.connect(said.append)
        work.crashed.connect(crashes.append)
        found = Scene(theme, window, work, feedback, driver, database, context, said, crashes)
        found.settle()
        yield found
        found.settle()
        driver.stop()
        indeks.stop()
        window.close()
        window.deleteLater()
        work.close()
        database.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


# --- what is shown ------------------------------------------------------------------------------------


def idag(s: Scene) -> None:
    s.window.show_page(IDAG)
    s.settle()


def idag_frister(s: Scene) -> None:
    with s.database.writing() as tx:
        shot_sager.add_frister(tx)
    idag(s)


def sag_frister(s: Scene) -> None:
    with s.database.writing() as tx:
        shot_sager.add_frister(tx)
    s.open(shot_sager.sag_id(8))
    card = s.window.findChild(FristerKort, "case_deadlines")
    button = s.window.findChild(Button, "case_deadlines_sources")
    assert card is not None
    assert button is not None
    button.click()
    s.settle()
    s.sager.sag.scroll_bar().setValue(card.y())


def idag_tom(s: Scene) -> None:
    with s.database.writing() as tx:
        shot_sager.move_visits(tx)
    idag(s)
    QTest.qWait(2 * TOGETHER_MS)  # the count in the navigation follows


def idag_henter(s: Scene) -> None:
    idag(s)
    s.idag.skip_to("loading")


def idag_fejl(s: Scene) -> None:
    idag(s)
    s.idag.skip_to("error")


def idag_uden_net(s: Scene) -> None:
    idag(s)
    s.window.set_sync(SyncView(state=State.OFFLINE, venter=3, sidst=SIDST))


def idag_ned(s: Scene) -> None:
    idag(s)
    bar = s.idag.scroll_bar()
    bar.setValue(bar.maximum())


def forbered(s: Scene) -> None:
    with s.database.writing() as tx:
        shot_sager.add_call(tx)
        shot_sager.add_spoergsmaal(tx)
    s.window.prepare_besoeg(shot_sager.KATRINE)
    s.settle()


def forbered_udskriv(s: Scene) -> None:
    forbered(s)
    page = s.window.page(FORBERED)
    assert isinstance(page, ForberedPage)
    page.udskriv.open_sheet(shot_sager.KATRINE)


def forbered_foerste(s: Scene) -> None:
    s.window.prepare_besoeg(shot_sager.sag_id(11))
    s.settle()


def sager(s: Scene) -> None:
    s.open(shot_sager.KATRINE)


def sager_liste(s: Scene) -> None:
    s.settle()


def sager_tom(s: Scene) -> None:
    s.sager.liste.search.setText("findes ikke")
    s.sager.liste.set_udvalg(Udvalg.FORFALDNE)


def sager_henter(s: Scene) -> None:
    s.sager.liste.skip_to("skeleton")
    s.sager.sag.skip_to("loading")


def sager_fejl(s: Scene) -> None:
    s.sager.liste.show_error()
    s.sager.sag.skip_to("error")
    s.feedback.hear(CorruptStore())


def sager_uden_net(s: Scene) -> None:
    s.open(shot_sager.KATRINE)
    s.window.set_sync(SyncView(state=State.OFFLINE, venter=3, sidst=SIDST))


def sager_sync_fejl(s: Scene) -> None:
    s.open(shot_sager.KATRINE)
    s.window.set_sync(SyncView(state=State.ERROR, venter=3, sidst=SIDST))
    s.feedback.tell("Aftalen er gjort.", "Fortryd", lambda: None)


def sag_ned(s: Scene) -> None:
    s.open(shot_sager.KATRINE)
    bar = s.sager.sag.scroll_bar()
    bar.setValue(bar.maximum())


def sag_uge(s: Scene) -> None:
    with s.database.writing() as tx:
        shot_timer.fill(tx)
        shot_timer.clash(tx)
    sager(s)
    s.open(shot_timer.IDA)
    bar = s.sager.sag.scroll_bar()
    bar.setValue(bar.maximum() * 2 // 5)


def sag_uden_besoeg(s: Scene) -> None:
    s.open(shot_sager.sag_id(11))


def virksomheder(s: Scene) -> None:
    s.window.show_virksomhed(shot_sager.firma_id(shot_virksomheder.NORDLAGER))
    s.settle()


def virksomheder_ned(s: Scene) -> None:
    virksomheder(s)
    bar = s.virksomheder.panel.scroll_bar()
    bar.setValue(bar.maximum())


def virksomheder_liste(s: Scene) -> None:
    s.window.show_page(VIRKSOMHEDER)
    s.settle()


def virksomheder_soeg(s: Scene) -> None:
    virksomheder_liste(s)
    s.virksomheder.liste.search.setText("findes ikke")


def virksomheder_fejl(s: Scene) -> None:
    virksomheder_liste(s)
    s.virksomheder.liste.show_error()
    s.virksomheder.panel.skip_to("error")
    s.feedback.hear(CorruptStore())


def virksomheder_henter(s: Scene) -> None:
    virksomheder_liste(s)
    s.virksomheder.liste.skip_to("skeleton")
    s.virksomheder.panel.skip_to("loading")


def virksomhed_uden_forloeb(s: Scene) -> None:
    s.window.show_virksomhed(shot_virksomheder.UDEN_FORLOEB)
    s.settle()


def virksomhed_ret(s: Scene) -> None:
    virksomheder(s)
    s.virksomheder.panel.toggle_fields()


def virksomhed_folk(s: Scene) -> None:
    virksomheder(s)
    s.virksomheder.panel.ark.folk.add()
    s.settle()


def virksomhed_ny(s: Scene) -> None:
    virksomheder_liste(s)
    s.virksomheder.liste.new.emit()
    s.settle()
    field = s.virksomheder.panel.ark.ny.findChild(QLineEdit, "company_ny_cvr")
    assert field is not None
    field.setText(shot_virksomheder.NORDLAGER_CVR)
    field.textEdited.emit(field.text())


def overblik(s: Scene) -> None:
    with s.database.writing() as tx:
        shot_overblik.fill(tx, shot_sager.I_DAG, shot_sager.KOMMUNE, shot_sager.NU)
    s.window.show_page(OVERBLIK)
    s.settle()


def overblik_ned(s: Scene) -> None:
    overblik(s)
    bar = s.overblik.scroll_bar()
    bar.setValue(bar.maximum())


def overblik_lille(s: Scene) -> None:
    s.window.show_page(OVERBLIK)
    s.settle()


def overblik_liste(s: Scene) -> None:
    overblik(s)
    s.overblik.open_liste(lambda lister: lister.gruppe(Sagsgruppe.AFVENTER))


def overblik_flyt(s: Scene) -> None:
    overblik_liste(s)
    s.settle()
    button = s.overblik.findChild(QAbstractButton, "overview_list_flyt_1")
    assert button is not None
    button.click()
    s.settle()


def overblik_maaltal(s: Scene) -> None:
    overblik(s)
    s.overblik.open_maaltal()


def overblik_henter(s: Scene) -> None:
    overblik_lille(s)
    s.overblik.skip_to("loading")


def overblik_fejl(s: Scene) -> None:
    overblik_lille(s)
    s.overblik.skip_to("error")
    s.feedback.hear(CorruptStore())


def overblik_uden_net(s: Scene) -> None:
    overblik(s)
    s.window.set_sync(SyncView(state=State.OFFLINE, venter=3, sidst=SIDST))


def virksomhed_vaelg_borger(s: Scene) -> None:
    virksomheder(s)
    shot_timer.press(s.window, "company_new_praktik")
    s.settle()


def konflikter(s: Scene) -> None:
    s.window.show_page(KONFLIKTER)
    s.settle()


def konflikter_valgt(s: Scene) -> None:
    konflikter(s)
    chips = s.konflikter.findChild(ChoiceChips, "conflict_choice")
    assert chips is not None
    chips.valgt.emit("begge")
    chips.set_value("begge")


def synkronisering(s: Scene) -> None:
    s.window.show_page(SYNKRONISERING)
    s.settle()


def synkronisering_uden_net(s: Scene) -> None:
    synkronisering(s)
    s.driver.moved.emit(SyncView(state=State.OFFLINE, venter=3, sidst=SIDST))
    s.window.set_sync(SyncView(state=State.OFFLINE, venter=3, sidst=SIDST))


def indstillinger(s: Scene) -> None:
    s.window.show_page(INDSTILLINGER)
    s.settle()


def genveje(s: Scene) -> None:
    s.open(shot_sager.KATRINE)
    s.window.open_genveje()


def palette(s: Scene, text: str = "") -> Palette:
    s.window.leave_full()
    s.open(shot_sager.KATRINE)
    s.window.open_palette()
    found = s.window.findChild(Palette, "palette")
    assert found is not None
    s.settle()
    found.input.setText(text)
    s.settle()
    return found


def palette_tom(s: Scene) -> None:
    palette(s)


def palette_soeg(s: Scene) -> None:
    palette(s, "p")


def palette_intet(s: Scene) -> None:
    palette(s, "findes ikke")


def palette_henter(s: Scene) -> None:
    palette(s).skip_to("skeleton")


def palette_fejl(s: Scene) -> None:
    palette(s).show_error()


def _visit(s: Scene) -> Besoeg:
    return Besoeg(s.theme, s.window, s.work, s.feedback, s.database, s.context)


def besoeg(s: Scene) -> None:
    visit = _visit(s)
    visit.fill(visit.open(shot_sager.KATRINE))


def besoeg_intern(s: Scene) -> None:
    """The internal note is open, with the own question to its punkt."""
    with s.database.writing() as tx:
        shot_sager.add_spoergsmaal(tx)
    visit = _visit(s)
    page = visit.open(shot_sager.KATRINE)
    visit.tap(page, "visit_note_hvordan_intern_skift")


def besoeg_foerste(s: Scene) -> None:
    _visit(s).open(shot_sager.sag_id(11))


def besoeg_uden_net(s: Scene) -> None:
    visit = _visit(s)
    page = visit.open(shot_sager.KATRINE)
    visit.fill(page)
    page.set_offline(offline=True)


def besoeg_gemmer_ikke(s: Scene) -> None:
    visit = _visit(s)
    page = visit.open(shot_sager.KATRINE)
    visit.fill(page)
    page.top.save_state.set_error()
    s.feedback.hear(DiskFull())


def besoeg_fremmoede(s: Scene) -> None:
    visit = _visit(s)
    page = visit.open(shot_sager.KATRINE)
    visit.fill(page)
    assert page.form is not None
    page.form.go_to(4, focus=True)


def besoeg_aftaler(s: Scene) -> None:
    visit = _visit(s)
    page = visit.open(shot_sager.KATRINE)
    assert page.form is not None
    page.form.go_to(10, focus=True)


def besoeg_formoede(s: Scene) -> None:
    visit = _visit(s)
    page = visit.open(shot_sager.sag_id(11), BesoegType.FORMOEDE)
    visit.write(page, "visit_note_formaal", "Fast job med få timer i en butik eller på et lager.")


def besoeg_startmoede(s: Scene) -> None:
    visit = _visit(s)
    page = visit.open(shot_sager.sag_id(9), BesoegType.STARTMOEDE)
    visit.write(page, "visit_tekst_fremmoede_besked", "Ring til vagten før kl. 7.")
    assert page.form is not None
    page.form.go_to(4, focus=True)


def _afbrudt(s: Scene) -> BesoegPage:
    """An afslutning that says who stopped the praktik and not yet why."""
    visit = _visit(s)
    page = visit.open(shot_sager.KATRINE, BesoegType.AFSLUTNING)
    visit.tap(page, "visit_ja_nej_afbrud_afbrudt_ja")
    visit.tap(page, "visit_valg_afbrud_af_virksomhed")
    visit.tap(page, "visit_valg_resultat_valg_ny_praktik")
    return page


def besoeg_afslutning(s: Scene) -> None:
    page = _afbrudt(s)
    assert page.form is not None
    page.form.go_to(3, focus=True)


def besoeg_telefon(s: Scene) -> None:
    visit = _visit(s)
    page = visit.open(shot_sager.KATRINE, BesoegType.TELEFON)
    visit.tap(page, "visit_valg_samtale_hvem_virksomhed")
    visit.write(page, "visit_note_samtale", "Lone ringer: Katrine kom ikke i dag og har ikke meldt afbud.")


def afslut_afbrudt(s: Scene) -> None:
    page = _afbrudt(s)
    _visit(s).write(page, "visit_tekst_naeste_laering", "Katrine har brug for en fast makker de første to uger.")
    page.end()


def afslut_mangler(s: Scene) -> None:
    visit = _visit(s)
    page = visit.open(shot_sager.KATRINE)
    visit.fill(page)
    page.end()


def afslut_klar(s: Scene) -> None:
    visit = _visit(s)
    page = visit.open(shot_sager.KATRINE)
    visit.fill(page)
    visit.tap(page, "visit_naeste_dato_om_2")
    page.end()


def vis_for_borger(s: Scene) -> None:
    visit = _visit(s)
    page = visit.open(shot_sager.KATRINE)
    visit.fill(page)
    page.share()


def kvittering(s: Scene) -> None:
    visit = _visit(s)
    page = visit.open(shot_sager.KATRINE)
    visit.fill(page)
    visit.tap(page, "visit_naeste_dato_om_2")
    page.end()
    s.settle()
    visit.tap(page, "end_confirm")


def papir(s: Scene) -> None:
    kvittering(s)
    _visit(s).tap(s.window, "paper_receipt_handling")


def besoeg_find(s: Scene) -> None:
    visit = _visit(s)
    page = visit.open(shot_sager.KATRINE)
    visit.fill(page)
    visit.find(page, "uden Lone")


def _ny_praktik(s: Scene, sag: int) -> NyPraktikPage:
    page = NyPraktikPage(s.theme, s.work, s.context, s.feedback)
    s.window.show_full(page)
    page.open(sag)
    s.settle()
    return page


def ny_praktik(s: Scene) -> None:
    _ny_praktik(s, shot_sager.KATRINE)


def _stamdata(s: Scene) -> StamdataPage:
    page = StamdataPage(s.theme, s.work, s.context, s.feedback, ("Ressourceforløb", "Kontanthjælp"))
    s.window.show_full(page)
    return page


def _timer(s: Scene, sag: int) -> TimerPage:
    page = TimerPage(s.theme, s.work, s.context, s.feedback)
    s.window.show_full(page)
    page.open(sag)
    s.settle()
    return page


def _praktik(s: Scene, praktik: int) -> PraktikPage:
    page = PraktikPage(s.theme, s.work, s.context, s.feedback)
    s.window.show_full(page)
    page.open(praktik)
    s.settle()
    return page


def rediger_praktik(s: Scene) -> None:
    _praktik(s, shot_timer.KATRINES_PRAKTIK)


def rediger_praktik_ned(s: Scene) -> None:
    page = _praktik(s, shot_timer.KATRINES_PRAKTIK)
    page.scroll_to_end()


def rediger_praktik_henter(s: Scene) -> None:
    _praktik(s, shot_timer.KATRINES_PRAKTIK).skip_to("loading")


def rediger_praktik_fejl(s: Scene) -> None:
    _praktik(s, shot_timer.KATRINES_PRAKTIK).skip_to("error")


def timer(s: Scene) -> None:
    with s.database.writing() as tx:
        shot_timer.fill(tx)
    _timer(s, shot_timer.IDA)


def timer_ret(s: Scene) -> None:
    timer(s)
    shot_timer.press(s.window, "timer_trin_1_ret")


def timer_nyt(s: Scene) -> None:
    timer(s)
    shot_timer.press(s.window, "timer_ny")


def timer_tom(s: Scene) -> None:
    _timer(s, shot_sager.sag_id(11))


def timer_henter(s: Scene) -> None:
    _timer(s, shot_sager.KATRINE).skip_to("loading")


def timer_fejl(s: Scene) -> None:
    _timer(s, shot_sager.KATRINE).skip_to("error")


def notat(s: Scene) -> None:
    s.open(shot_sager.KATRINE)
    sheet = NotatArk(s.theme, s.work, s.context, s.feedback, s.window.shell, s.window.under)
    sheet.open_sheet(shot_sager.KATRINE)
    s.settle()


def _flyt(s: Scene, sag: int) -> FlytArk:
    s.open(sag)
    sheet = FlytArk(s.theme, s.work, s.context, s.feedback, s.window.shell, s.window.under)
    sheet.open_sheet(sag)
    s.settle()
    return sheet


def flyt_besoeg(s: Scene) -> None:
    """On a day one seldom means."""
    sheet = _flyt(s, shot_sager.KATRINE)
    field = sheet.findChild(QLineEdit, "move_date")
    assert field is not None
    field.setText("02.04.2026")
    field.textEdited.emit(field.text())


def aftal_besoeg(s: Scene) -> None:
    """Without a date: the reason is asked for."""
    sheet = _flyt(s, shot_sager.sag_id(11))
    button = sheet.findChild(Button, "move_none")
    assert button is not None
    button.click()


def rapporter(s: Scene) -> None:
    s.window.show_page(RAPPORTER)
    s.settle()


def _rapporter(s: Scene) -> RapporterPage:
    rapporter(s)
    page = s.window.page(RAPPORTER)
    assert isinstance(page, RapporterPage)
    return page


def rapporter_soeg(s: Scene) -> None:
    _rapporter(s).search_field.setText("findes ikke")


def rapporter_henter(s: Scene) -> None:
    _rapporter(s).skip_to("loading")


def rapporter_fejl(s: Scene) -> None:
    _rapporter(s).skip_to("error")


def open_rapport(s: Scene, sag: int = shot_sager.KATRINE) -> RapportPage:
    """The report's page over the window, with the report laid."""
    made = Rapporter(Papers(s.database, s.context, ROOT / "resources" / "fonts"), load_rapporter(ROOT / "resources"))
    page = RapportPage(s.theme, s.work, s.context, s.feedback, made.arter, made.papir)
    s.window.show_full(page)
    page.open(sag)
    s.settle()
    return page


def rapport(s: Scene) -> None:
    open_rapport(s).choose("kort.pointe", show=True)


def rapport_raekke(s: Scene) -> None:
    open_rapport(s).choose("udvikling.selvstaendighed", show=True)


def rapport_ret(s: Scene) -> None:
    page = open_rapport(s)
    page.choose("kort.konklusion", show=True)
    page.edit()


def rapport_foer_du_gemmer(s: Scene) -> None:
    page = open_rapport(s)
    page.ask_save()


def rapport_kilder(s: Scene) -> None:
    """In a window too narrow for three columns."""
    page = open_rapport(s)
    page.choose("kort.pointe", show=True)
    page.linje.vis_kilder.setChecked(True)


def rapport_valg(s: Scene) -> None:
    open_rapport(s).linje.vis_valg.setChecked(True)


def rapport_ingen_besoeg(s: Scene) -> None:
    open_rapport(s, shot_sager.sag_id(11))


def rapport_henter(s: Scene) -> None:
    open_rapport(s).skip_to("loading")


def rapport_fejl(s: Scene) -> None:
    open_rapport(s).skip_to("error")


def rapport_uden_net(s: Scene) -> None:
    open_rapport(s).set_offline(offline=True)


def ny_sag(s: Scene) -> None:
    _stamdata(s).open_new()


def rediger_sag(s: Scene) -> None:
    _stamdata(s).open(shot_sager.KATRINE)


def _indlaes(s: Scene, trin: Trin = Trin.VAELG) -> IndlaesPage:
    page = IndlaesPage(s.theme, s.work, s.context, s.feedback, ("Ressourceforløb", "Kontanthjælp"), lambda: None)
    s.window.show_full(page)
    if trin is not Trin.VAELG:
        with tempfile.TemporaryDirectory() as folder:
            shot_indlaes.go_to(page, Path(folder), trin, s.settle)
    return page


def indlaes(s: Scene) -> None:
    _indlaes(s)


def indlaes_fejl(s: Scene) -> None:
    page = _indlaes(s)
    page.open_file(Path("findes-ikke.xlsx"))


def indlaes_henter(s: Scene) -> None:
    _indlaes(s).skip_to_wait(1_500)


def indlaes_kolonner(s: Scene) -> None:
    _indlaes(s, Trin.KOLONNER)


def indlaes_proeve(s: Scene) -> None:
    _indlaes(s, Trin.PROEVE)


def indlaes_kvittering(s: Scene) -> None:
    _indlaes(s, Trin.KVITTERING)


def ny_praktik_udfyldt(s: Scene) -> None:
    page = _ny_praktik(s, shot_sager.KATRINE)
    fill_praktik(page, s.settle)


def opstart(ask: Callable[[OpstartPage], None]) -> Callable[[Scene], None]:
    def show(s: Scene) -> None:
        page = OpstartPage(s.theme)
        ask(page)
        s.window.show_full(page)

    return show


def _backups(page: OpstartPage) -> None:
    page.ask_backup([shot_sager.NU - timedelta(days=n, hours=3) for n in range(3)])


def _corrupt(page: OpstartPage) -> None:
    page.show_trouble(CorruptStore(), (Udvej.GENDAN, Udvej.PROEV_IGEN, Udvej.LUK))


@dataclass(frozen=True, slots=True)
class Shot:
    show: Callable[[Scene], None]
    konflikter: bool = False
    venter: bool = False
    tom: bool = False


SHOTS = {
    "i_dag": Shot(idag),
    "i_dag_ned": Shot(idag_ned),
    "i_dag_frister": Shot(idag_frister),
    "sag_frister": Shot(sag_frister),
    "i_dag_tom": Shot(idag_tom),
    "i_dag_ingen_sager": Shot(idag, tom=True),
    "i_dag_henter": Shot(idag_henter),
    "i_dag_fejl": Shot(idag_fejl),
    "i_dag_uden_net": Shot(idag_uden_net),
    "forbered": Shot(forbered),
    "forbered_udskriv": Shot(forbered_udskriv),
    "forbered_foerste": Shot(forbered_foerste),
    "sager": Shot(sager),
    "sager_liste": Shot(sager_liste),
    "sager_tom": Shot(sager_tom),
    "sager_ingen": Shot(sager_liste, tom=True),
    "sager_henter": Shot(sager_henter),
    "sager_fejl": Shot(sager_fejl),
    "sager_uden_net": Shot(sager_uden_net),
    "sager_sync_fejl": Shot(sager_sync_fejl),
    "sager_konflikt": Shot(sager, konflikter=True),
    "sag_ned": Shot(sag_ned),
    "sag_uge": Shot(sag_uge),
    "sag_uden_besoeg": Shot(sag_uden_besoeg),
    "besoeg": Shot(besoeg),
    "besoeg_intern": Shot(besoeg_intern),
    "besoeg_foerste": Shot(besoeg_foerste),
    "besoeg_uden_net": Shot(besoeg_uden_net),
    "besoeg_gemmer_ikke": Shot(besoeg_gemmer_ikke),
    "besoeg_fremmoede": Shot(besoeg_fremmoede),
    "besoeg_aftaler": Shot(besoeg_aftaler),
    "besoeg_find": Shot(besoeg_find),
    "besoeg_formoede": Shot(besoeg_formoede),
    "besoeg_startmoede": Shot(besoeg_startmoede),
    "besoeg_afslutning": Shot(besoeg_afslutning),
    "besoeg_telefon": Shot(besoeg_telefon),
    "afslut_afbrudt": Shot(afslut_afbrudt),
    "afslut_mangler": Shot(afslut_mangler),
    "afslut_klar": Shot(afslut_klar),
    "vis_for_borger": Shot(vis_for_borger),
    "notat": Shot(notat),
    "flyt_besoeg": Shot(flyt_besoeg),
    "aftal_besoeg": Shot(aftal_besoeg),
    "ny_sag": Shot(ny_sag),
    "rediger_sag": Shot(rediger_sag),
    "rediger_praktik": Shot(rediger_praktik),
    "rediger_praktik_ned": Shot(rediger_praktik_ned),
    "rediger_praktik_henter": Shot(rediger_praktik_henter),
    "rediger_praktik_fejl": Shot(rediger_praktik_fejl),
    "timer": Shot(timer),
    "timer_ret": Shot(timer_ret),
    "timer_nyt": Shot(timer_nyt),
    "timer_tom": Shot(timer_tom),
    "timer_henter": Shot(timer_henter),
    "timer_fejl": Shot(timer_fejl),
    "ny_praktik": Shot(ny_praktik),
    "ny_praktik_udfyldt": Shot(ny_praktik_udfyldt),
    "indlaes": Shot(indlaes),
    "indlaes_fejl": Shot(indlaes_fejl),
    "indlaes_henter": Shot(indlaes_henter),
    "indlaes_kolonner": Shot(indlaes_kolonner),
    "indlaes_proeve": Shot(indlaes_proeve),
    "indlaes_kvittering": Shot(indlaes_kvittering),
    "kvittering": Shot(kvittering),
    "papir": Shot(papir),
    "virksomheder": Shot(virksomheder),
    "virksomheder_ned": Shot(virksomheder_ned),
    "virksomheder_liste": Shot(virksomheder_liste),
    "virksomheder_soeg": Shot(virksomheder_soeg),
    "virksomheder_tom": Shot(virksomheder_liste, tom=True),
    "virksomheder_henter": Shot(virksomheder_henter),
    "virksomheder_fejl": Shot(virksomheder_fejl),
    "virksomhed_uden_forloeb": Shot(virksomhed_uden_forloeb),
    "virksomhed_ret": Shot(virksomhed_ret),
    "virksomhed_folk": Shot(virksomhed_folk),
    "virksomhed_vaelg_borger": Shot(virksomhed_vaelg_borger),
    "virksomhed_ny": Shot(virksomhed_ny),
    "overblik": Shot(overblik),
    "overblik_ned": Shot(overblik_ned),
    "overblik_uden_maaltal": Shot(overblik_lille),
    "overblik_liste": Shot(overblik_liste),
    "overblik_flyt": Shot(overblik_flyt),
    "overblik_maaltal": Shot(overblik_maaltal),
    "overblik_tom": Shot(overblik_lille, tom=True),
    "overblik_henter": Shot(overblik_henter),
    "overblik_fejl": Shot(overblik_fejl),
    "overblik_uden_net": Shot(overblik_uden_net),
    "rapporter": Shot(rapporter),
    "rapporter_soeg": Shot(rapporter_soeg),
    "rapporter_tom": Shot(rapporter, tom=True),
    "rapporter_henter": Shot(rapporter_henter),
    "rapporter_fejl": Shot(rapporter_fejl),
    "rapport": Shot(rapport),
    "rapport_raekke": Shot(rapport_raekke),
    "rapport_ret": Shot(rapport_ret),
    "rapport_foer_du_gemmer": Shot(rapport_foer_du_gemmer),
    "rapport_kilder": Shot(rapport_kilder),
    "rapport_valg": Shot(rapport_valg),
    "rapport_ingen_besoeg": Shot(rapport_ingen_besoeg),
    "rapport_henter": Shot(rapport_henter),
    "rapport_fejl": Shot(rapport_fejl),
    "rapport_uden_net": Shot(rapport_uden_net),
    "konflikter": Shot(konflikter, konflikter=True),
    "konflikter_valgt": Shot(konflikter_valgt, konflikter=True),
    "konflikter_ingen": Shot(konflikter),
    "synkronisering": Shot(synkronisering, venter=True),
    "synkronisering_tom": Shot(synkronisering),
    "synkronisering_uden_net": Shot(synkronisering_uden_net, venter=True),
    "indstillinger": Shot(indstillinger),
    "genveje": Shot(genveje),
    "palette": Shot(palette_tom),
    "palette_soeg": Shot(palette_soeg),
    "palette_intet": Shot(palette_intet),
    "palette_henter": Shot(palette_henter),
    "palette_fejl": Shot(palette_fejl),
    "opstart_log_ind": Shot(opstart(lambda page: page.ask_login("https://opfoelgning.example.dk"))),
    "opstart_laas_op": Shot(opstart(lambda page: page.ask_passphrase())),
    "opstart_ny_adgangssaetning": Shot(opstart(lambda page: page.ask_new_passphrase())),
    "opstart_skadet": Shot(opstart(_corrupt)),
    "opstart_sikkerhedskopi": Shot(opstart(_backups)),
}


def picture(window: Window, ratio: float) -> QPixmap:
    """The window's own picture, sharp at the ratio."""
    if ratio == 1.0:
        return window.grab()
    found = QPixmap(round(window.width() * ratio), round(window.height() * ratio))
    found.setDevicePixelRatio(ratio)
    window.render(found)
    return found


def take(theme: Theme, name: str, shot: Shot, out: Path, sizes: dict[str, tuple[int, int, float]]) -> Iterator[Path]:
    """One page in one state, at every size."""
    for size, (width, height, ratio) in sizes.items():
        with scene(theme, konflikter=shot.konflikter, venter=shot.venter, tom=shot.tom) as found:
            found.window.resize(width, height)
            found.settle()
            shot.show(found)
            found.settle()
            path = out / f"{name}_{theme.mode.value}_{round(theme.scale * 100)}_{size}.png"
            picture(found.window, ratio).save(str(path))
            yield path
        gc.collect()  # here, and never on a worker's thread: see ``ui.collector``
        gc.collect()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "demo" / "billeder")
    parser.add_argument("--only", default="", help="part of a picture's name")
    parser.add_argument("--small", action="store_true", help="1366×768 in light only")
    parser.add_argument("--scale", type=float, default=1.0)
    given = parser.parse_args()
    # As in the app (ui.collector): a Qt object freed on another thread can hang the whole run.
    gc.disable()
    given.out.mkdir(parents=True, exist_ok=True)
    gc.disable()  # as in the app (ui.collector): a Qt object freed on another thread brings the run down
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    gc.disable()  # as in the app (ui.collector): a Qt object freed on another thread brings the run down
    sizes = {"1366x768": SIZES["1366x768"]} if given.small else SIZES
    for mode in (Mode.LYS,) if given.small else (Mode.LYS, Mode.MOERK):
        theme = Theme(ROOT / "resources", mode=mode, scale=given.scale, reduced_motion=True)
        theme.apply(app)
        for name, shot in SHOTS.items():
            if given.only in name:
                for path in take(theme, name, shot, given.out, sizes):
                    print(path, flush=True)
                gc.collect()
    return 0


if __name__ == "__main__":
    sys.exit(main())
