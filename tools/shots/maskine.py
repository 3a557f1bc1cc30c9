"""What the machine itself has to say: settings, opening the store."""

from collections.abc import Callable
from datetime import timedelta

from konsulent_app.store.errors import CorruptStore
from konsulent_app.ui.pages.opstart import OpstartPage, Udvej
from konsulent_app.ui.side import INDSTILLINGER
from tools import shot_sager
from tools.shots.scene import Scene, Shot


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
    "indstillinger": Shot(indstillinger),
    "opstart_log_ind": Shot(opstart(lambda page: page.ask_login("https://opfoelgning.example.dk"))),
    "opstart_laas_op": Shot(opstart(lambda page: page.ask_passphrase())),
    "opstart_ny_adgangssaetning": Shot(opstart(lambda page: page.ask_new_passphrase())),
    "opstart_skadet": Shot(opstart(_corrupt)),
    "opstart_sikkerhedskopi": Shot(opstart(_backups)),
}
