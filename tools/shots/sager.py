"""Sager, the sag, and what is written about it: facts, note, the next besøg."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLineEdit

from konsulent_app.store.errors import CorruptStore
from konsulent_app.sync.schedule import State, SyncView
from konsulent_app.ui.models.sager import Udvalg
from konsulent_app.ui.pages.flyt_ark import FlytArk
from konsulent_app.ui.pages.notat import NotatArk
from konsulent_app.ui.pages.sag_frister import FristerKort
from konsulent_app.ui.pages.stamdata import StamdataPage
from konsulent_app.ui.widgets.buttons import Button
from tools import shot_sager, shot_timer
from tools.shots.scene import SIDST, Scene, Shot


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


def sag_forloeb(s: Scene) -> None:
    """The forløb with its ways to each praktik and its paper."""
    s.open(shot_sager.KATRINE)
    bar = s.sager.sag.scroll_bar()
    bar.setValue(s.sager.sag.forloeb.mapTo(s.sager.sag, QPoint(0, 0)).y() - 60)


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


def _stamdata(s: Scene) -> StamdataPage:
    page = StamdataPage(s.theme, s.work, s.context, s.feedback, ("Ressourceforløb", "Kontanthjælp"))
    s.window.show_full(page)
    return page


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


def ny_sag(s: Scene) -> None:
    _stamdata(s).open_new()


def rediger_sag(s: Scene) -> None:
    _stamdata(s).open(shot_sager.KATRINE)


SHOTS = {
    "sag_frister": Shot(sag_frister),
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
    "sag_forloeb": Shot(sag_forloeb),
    "sag_uge": Shot(sag_uge),
    "sag_uden_besoeg": Shot(sag_uden_besoeg),
    "notat": Shot(notat),
    "flyt_besoeg": Shot(flyt_besoeg),
    "aftal_besoeg": Shot(aftal_besoeg),
    "ny_sag": Shot(ny_sag),
    "rediger_sag": Shot(rediger_sag),
}
