"""What the machine itself has to say: settings, opening the store."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtWidgets import QScrollArea, QWidget

from konsulent_app.app.uden_server import login_after
from konsulent_app.store.errors import CorruptStore
from konsulent_app.store.tilmelding import Tilmelding
from konsulent_app.ui.pages.adgangskode_kort import AdgangskodeKort
from konsulent_app.ui.pages.indstillinger import IndstillingerPage
from konsulent_app.ui.pages.opstart import KOMMUNE, Login, OpstartPage, Udvej
from konsulent_app.ui.side import INDSTILLINGER
from konsulent_core.errors import UserError, WorldError
from konsulent_core.kontakt_frist import Grund
from tools import shot_sager
from tools.shots.scene import Scene, Shot

MUST_CHANGE = "Adgangskoden er givet dig af en anden. Vælg en ny, som kun du kender, for at komme ind."


def indstillinger(s: Scene) -> None:
    s.window.show_page(INDSTILLINGER)
    s.settle()


def adgangskode(s: Scene) -> None:
    indstillinger(s)
    page = s.window.findChild(IndstillingerPage)
    assert page is not None
    page.add_card(AdgangskodeKort(s.theme, s.work, s.feedback, lambda _old, _new: None))
    s.settle()
    last = page.findChild(QWidget, "settings_password_save")
    scroll = page.findChild(QScrollArea)
    assert last is not None
    assert scroll is not None
    scroll.ensureWidgetVisible(last)


def opstart(ask: Callable[[OpstartPage], None]) -> Callable[[Scene], None]:
    def show(s: Scene) -> None:
        page = OpstartPage(s.theme)
        ask(page)
        s.window.show_full(page)

    return show


def _backups(page: OpstartPage) -> None:
    page.ask_backup([shot_sager.NU - timedelta(days=n, hours=3) for n in range(3)])


def _provider(page: OpstartPage) -> None:
    page.ask(Login("https://opfoelgning.example.dk"))
    page.offer(["Åby"], password=True)


def _provider_alone(page: OpstartPage) -> None:
    page.ask(Login("https://opfoelgning.example.dk", kommuner=("Åby",), password=False))


def _provider_away(page: OpstartPage) -> None:
    _provider(page)
    page.show_error(UserError("Kommunens login svarer ikke lige nu. Prøv igen om lidt.", KOMMUNE))


def _locked(page: OpstartPage) -> None:
    page.ask_login("https://opfoelgning.example.dk", "mette")
    page.show_error(WorldError("Der er prøvet for mange gange. Prøv igen kl. 10.43."))


def _long_away(page: OpstartPage) -> None:
    enrolled = Tilmelding(None, shot_sager.NU - timedelta(days=16), None, 14, by_provider=False)
    page.ask(login_after(Grund.FOR_LAENGE, enrolled, shot_sager.NU))


def _clock(page: OpstartPage) -> None:
    page.ask(login_after(Grund.URET, Tilmelding(None, None, None, 14, by_provider=False), shot_sager.NU))


def _corrupt(page: OpstartPage) -> None:
    page.show_trouble(CorruptStore(), (Udvej.GENDAN, Udvej.PROEV_IGEN, Udvej.LUK))


SHOTS = {
    "indstillinger": Shot(indstillinger),
    "indstillinger_adgangskode": Shot(adgangskode),
    "opstart_log_ind": Shot(opstart(lambda page: page.ask_login("https://opfoelgning.example.dk"))),
    "opstart_kommunens_login": Shot(opstart(_provider)),
    "opstart_kun_kommunens_login": Shot(opstart(_provider_alone)),
    "opstart_kommunens_login_svarer_ikke": Shot(opstart(_provider_away)),
    "opstart_browser": Shot(opstart(lambda page: page.ask_browser())),
    "opstart_vent_for_mange_forsoeg": Shot(opstart(_locked)),
    "opstart_egen_adgangskode": Shot(opstart(lambda page: page.ask_own_password(MUST_CHANGE))),
    "opstart_for_laenge_uden_server": Shot(opstart(_long_away)),
    "opstart_uret": Shot(opstart(_clock)),
    "opstart_spaerret": Shot(opstart(lambda page: page.show_wiped(all_gone=True))),
    "opstart_spaerret_rest": Shot(opstart(lambda page: page.show_wiped(all_gone=False))),
    "opstart_laas_op": Shot(opstart(lambda page: page.ask_passphrase())),
    "opstart_ny_adgangssaetning": Shot(opstart(lambda page: page.ask_new_passphrase())),
    "opstart_skadet": Shot(opstart(_corrupt)),
    "opstart_sikkerhedskopi": Shot(opstart(_backups)),
}
