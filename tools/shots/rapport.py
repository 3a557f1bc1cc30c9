"""Rapporter and the report."""

from konsulent_app.app.opened import load_rapporter
from konsulent_app.app.papers import Papers, Rapporter
from konsulent_app.ui.pages.rapport import RapportPage
from konsulent_app.ui.pages.rapporter import RapporterPage
from konsulent_app.ui.window import RAPPORTER
from tools import shot_sager
from tools.shots.scene import ROOT, Scene, Shot


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


SHOTS = {
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
}
