"""Virksomheder and the virksomhed."""

from PySide6.QtWidgets import QLineEdit

from konsulent_app.store.errors import CorruptStore
from konsulent_app.ui.window import VIRKSOMHEDER
from tools import shot_sager, shot_timer, shot_virksomheder
from tools.shots.scene import Scene, Shot


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


def virksomhed_vaelg_borger(s: Scene) -> None:
    virksomheder(s)
    shot_timer.press(s.window, "company_new_praktik")
    s.settle()


SHOTS = {
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
}
