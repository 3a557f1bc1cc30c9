"""What the machine itself has to say: konflikter, sync, settings, opening the store."""

from collections.abc import Callable
from datetime import timedelta

from konsulent_app.store.errors import CorruptStore
from konsulent_app.sync.schedule import State, SyncView
from konsulent_app.ui.pages.opstart import OpstartPage, Udvej
from konsulent_app.ui.widgets.chips import ChoiceChips
from konsulent_app.ui.window import INDSTILLINGER, KONFLIKTER, SYNKRONISERING
from tools import shot_sager
from tools.shots.scene import SIDST, Scene, Shot


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


SHOTS = {
    "konflikter": Shot(konflikter, konflikter=True),
    "konflikter_valgt": Shot(konflikter_valgt, konflikter=True),
    "konflikter_ingen": Shot(konflikter),
    "synkronisering": Shot(synkronisering, venter=True),
    "synkronisering_tom": Shot(synkronisering),
    "synkronisering_uden_net": Shot(synkronisering_uden_net, venter=True),
    "indstillinger": Shot(indstillinger),
    "opstart_log_ind": Shot(opstart(lambda page: page.ask_login("https://opfoelgning.example.dk"))),
    "opstart_laas_op": Shot(opstart(lambda page: page.ask_passphrase())),
    "opstart_ny_adgangssaetning": Shot(opstart(lambda page: page.ask_new_passphrase())),
    "opstart_skadet": Shot(opstart(_corrupt)),
    "opstart_sikkerhedskopi": Shot(opstart(_backups)),
}
