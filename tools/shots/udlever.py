"""»Udlever oplysninger«: to the borger, to another kommune, and while the history is fetched."""

from PySide6.QtWidgets import QAbstractButton

from konsulent_app.app.papers import Papers
from konsulent_app.ui.pages import udlever_ord
from konsulent_app.ui.pages.udlever_ark import UdleverArk
from tools import shot_sager
from tools.shots.scene import ROOT, Scene, Shot, without_server


def open_udlever(s: Scene, sag: int = shot_sager.KATRINE) -> UdleverArk:
    s.open(sag)
    make_pdf = Papers(s.database, s.context, ROOT / "resources" / "fonts").indsigt
    ark = UdleverArk(s.theme, s.work, s.context, s.feedback, make_pdf, without_server, s.window.shell, s.window.under)
    ark.open_sheet(sag)
    s.settle()
    return ark


def press(ark: UdleverArk, name: str) -> None:
    button = ark.findChild(QAbstractButton, name)
    assert button is not None
    button.click()


def udlever_borger(s: Scene) -> None:
    open_udlever(s)


def udlever_kommune(s: Scene) -> None:
    ark = open_udlever(s)
    press(ark, "hand_out_to_kommune")
    press(ark, "hand_out_code_make")


def udlever_fejl(s: Scene) -> None:
    ark = open_udlever(s)
    press(ark, "hand_out_to_kommune")
    ark.save()


def udlever_henter(s: Scene) -> None:
    ark = open_udlever(s)
    ark.udlever.hentning.i_alt, ark.udlever.hentning.hentet = 240, 96
    ark.udlever.began.emit(udlever_ord.HENTER)
    ark.show_count()


SHOTS = {
    "udlever_borger": Shot(udlever_borger),
    "udlever_kommune": Shot(udlever_kommune),
    "udlever_kommune_fejl": Shot(udlever_fejl),
    "udlever_henter": Shot(udlever_henter),
}
