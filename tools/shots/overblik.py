"""Overblik, its lists and sheets."""

from PySide6.QtWidgets import QAbstractButton

from konsulent_app.store.errors import CorruptStore
from konsulent_app.sync.schedule import State, SyncView
from konsulent_app.ui.window import OVERBLIK
from konsulent_core.words import Sagsgruppe
from tools import shot_overblik, shot_sager
from tools.shots.scene import SIDST, Scene, Shot


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


SHOTS = {
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
}
