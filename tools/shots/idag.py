"""I dag and Forbered, in their states."""

from PySide6.QtTest import QTest

from konsulent_app.sync.schedule import State, SyncView
from konsulent_app.ui.models.genlaes import TOGETHER_MS
from konsulent_app.ui.pages.forbered import ForberedPage
from konsulent_app.ui.window import FORBERED, IDAG
from tools import shot_sager
from tools.shots.scene import SIDST, Scene, Shot


def idag(s: Scene) -> None:
    s.window.show_page(IDAG)
    s.settle()


def idag_frister(s: Scene) -> None:
    with s.database.writing() as tx:
        shot_sager.add_frister(tx)
    idag(s)


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


SHOTS = {
    "i_dag": Shot(idag),
    "i_dag_ned": Shot(idag_ned),
    "i_dag_frister": Shot(idag_frister),
    "i_dag_tom": Shot(idag_tom),
    "i_dag_ingen_sager": Shot(idag, tom=True),
    "i_dag_henter": Shot(idag_henter),
    "i_dag_fejl": Shot(idag_fejl),
    "i_dag_uden_net": Shot(idag_uden_net),
    "forbered": Shot(forbered),
    "forbered_udskriv": Shot(forbered_udskriv),
    "forbered_foerste": Shot(forbered_foerste),
}
