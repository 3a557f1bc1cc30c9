"""»Udlever oplysninger« and »Sag fra en anden kommune«, step by step."""

import tempfile
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QLineEdit

from konsulent_app.app.papers import Papers
from konsulent_app.keys.wrapping import Argon2Cost
from konsulent_app.services.konvolut import seal
from konsulent_app.services.udlevering import make_overdragelse
from konsulent_app.ui.pages import udlever_ord
from konsulent_app.ui.pages.indlaes import IndlaesPage
from konsulent_app.ui.pages.udlever_ark import UdleverArk
from konsulent_core.entities import Borger, Record
from konsulent_core.udlevering.sagsfil import to_json
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


def _overtag(s: Scene, kode: str = "", *, kendt: bool = False) -> None:
    """The file of another kommune, as far as ``kode`` leads; ``kendt``: its borger is here already."""
    page = IndlaesPage(s.theme, s.work, s.context, s.feedback, ("Ressourceforløb",), lambda: None)
    s.window.show_full(page)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sag.ksag"
        path.write_bytes(_pakke(s, "" if kendt else "0102701234"))
        page.open_file(path)
        s.settle()
    if kode:
        field = page.overtag.findChild(QLineEdit, "takeover_code")
        assert field is not None
        field.setText(kode)
        page.overtag.onward()
        s.settle()


def _pakke(s: Scene, cpr: str) -> bytes:
    with s.database.reading() as tx:
        fil, _ = make_overdragelse(tx, s.context, shot_sager.KATRINE)
    told = replace(fil, kommune="Jobcenter Vig", af="Bo Friis")
    if cpr:
        told = replace(told, poster=tuple(_anden(one, cpr) for one in told.poster))
    return seal(to_json(told), KODE, s.context.entropy, Argon2Cost(passes=1, memory_kib=8, lanes=1))


def _anden(post: Record, cpr: str) -> Record:
    return replace(post, cpr=cpr, fornavn="Kirsten", efternavn="Vang") if isinstance(post, Borger) else post


def overtag_kode(s: Scene) -> None:
    _overtag(s)


def overtag_forkert(s: Scene) -> None:
    _overtag(s, "en helt anden kode")


def overtag_plan(s: Scene) -> None:
    _overtag(s, KODE)


def overtag_samme(s: Scene) -> None:
    _overtag(s, KODE, kendt=True)


KODE = "lyse-katte-over-broen"
SHOTS = {
    "overtag_kode": Shot(overtag_kode),
    "overtag_forkert": Shot(overtag_forkert),
    "overtag_plan": Shot(overtag_plan),
    "overtag_samme": Shot(overtag_samme),
    "udlever_borger": Shot(udlever_borger),
    "udlever_kommune": Shot(udlever_kommune),
    "udlever_kommune_fejl": Shot(udlever_fejl),
    "udlever_henter": Shot(udlever_henter),
}
