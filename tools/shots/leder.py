"""What a teamleder and a sagsbehandler see."""

from datetime import date

from PySide6.QtWidgets import QAbstractButton

from konsulent_app.store import rows
from konsulent_app.store.teamtal import sag_navne
from konsulent_app.ui.pages.team_ark import AFLOESER, AabnArk, GivVidereArk
from konsulent_app.ui.side import IDAG, OVERBLIK, SAGER
from konsulent_app.ui.widgets.chips import ChoiceChips
from konsulent_core.clock import to_text
from konsulent_core.entities import Besoeg, Forsinket
from konsulent_core.merge import Value
from konsulent_core.overblik import Tal
from konsulent_core.wire import Colleague
from konsulent_core.words import Rolle
from tools import shot_leder, shot_overblik, shot_sager
from tools.shots.scene import Scene, Shot


class Stille:
    """A server for pictures: it knows two colleagues and says yes."""

    def konsulenter(self) -> list[Colleague]:
        return [Colleague(21, "Ida Bruun", Rolle.KONSULENT), Colleague(22, "Søren Lund", Rolle.KONSULENT)]

    def open_sag(self, sag: int) -> None:
        """Granted."""

    def give_on(self, sager: tuple[int, ...], til: int, until: date | None) -> None:
        """Given."""


def team(s: Scene, *keep: int) -> None:
    """Overblik of the team."""
    with s.database.writing() as tx:
        shot_overblik.fill(tx, shot_sager.I_DAG, shot_sager.KOMMUNE, shot_sager.NU)
        shot_leder.become_team(tx, shot_sager.I_DAG, shot_sager.NU, shot_sager.TEAM, frozenset(keep))
    s.sager.reload()
    s.window.show_page(OVERBLIK)
    s.settle()


def liste(s: Scene) -> None:
    team(s)
    s.overblik.open_liste(lambda lister: lister.tal(Tal.FORFALDNE))
    s.settle()
    for number in (1, 2):
        box = s.overblik.findChild(QAbstractButton, f"overview_list_valg_{number}")
        assert box is not None
        box.click()


def aabn(s: Scene) -> None:
    team(s)
    ark = AabnArk(s.theme, s.work, Stille(), s.window.shell, s.window.under)
    ark.open_sheet(shot_sager.KATRINE, _navne(s)[0])


def giv(s: Scene) -> None:
    team(s)
    sager = tuple(shot_sager.KATRINE + step for step in (0, 1_000, 2_000))
    ark = GivVidereArk(s.theme, s.work, s.context, Stille(), s.window.shell, s.window.under)
    ark.open_sheet(sager, _navne(s))
    s.settle()
    chips = ark.findChild(ChoiceChips, "team_give_how")
    assert chips is not None
    chips.set_value(AFLOESER)
    chips.valgt.emit(AFLOESER)


def _navne(s: Scene) -> list[str]:
    with s.database.reading() as tx:
        return list(sag_navne(tx, tuple(range(1_000, 4_000))).values())[:3]


def i_dag(s: Scene) -> None:
    team(s)
    s.window.show_page(IDAG)
    s.settle()


def ingen_sager(s: Scene) -> None:
    team(s)
    s.window.show_page(SAGER)
    s.settle()


def sag(s: Scene) -> None:
    team(s, shot_sager.KATRINE)
    s.window.show_sag(shot_sager.KATRINE)
    s.settle()


def forsinket(s: Scene) -> None:
    """Two that came after the sag was given on: in a besøg, and in the sag itself."""
    with s.database.writing() as tx:
        visit = rows.find(tx, Besoeg, "scope=?", (shot_sager.KATRINE,), "tidspunkt DESC")[0]
        told = (("besoeg", visit.id, "Ida Bruun"), ("praktik", 1, "Søren Lund"))
        for number, (tabel, row, hvem) in enumerate(told):
            values: dict[str, Value] = {
                "tabelnavn": tabel,
                "raekke": row,
                "antal": 2,
                "hvem": hvem,
                "modtaget": to_text(shot_sager.NU),
            }
            rows.save(tx, Forsinket, 9_800 + number, shot_sager.KATRINE, values, shot_sager.NU)
    s.window.show_page(SAGER)
    s.open(shot_sager.KATRINE)


def sagsbehandler(s: Scene) -> None:
    s.window.show_page(SAGER)
    s.open(shot_sager.KATRINE)


def sagsbehandler_i_dag(s: Scene) -> None:
    s.window.show_page(IDAG)
    s.settle()


_LEDER, _LAESER = Rolle.TEAMLEDER, Rolle.SAGSBEHANDLER
SHOTS = {
    "leder_overblik": Shot(team, rolle=_LEDER),
    "leder_liste": Shot(liste, rolle=_LEDER),
    "leder_aabn": Shot(aabn, rolle=_LEDER),
    "leder_giv_videre": Shot(giv, rolle=_LEDER),
    "leder_i_dag": Shot(i_dag, rolle=_LEDER),
    "leder_sager": Shot(ingen_sager, rolle=_LEDER),
    "leder_sag": Shot(sag, rolle=_LEDER),
    "sag_forsinket": Shot(forsinket),
    "sagsbehandler_sag": Shot(sagsbehandler, rolle=_LAESER),
    "sagsbehandler_i_dag": Shot(sagsbehandler_i_dag, rolle=_LAESER),
}
