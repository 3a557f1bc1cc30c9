"""»Udlever oplysninger«: who, how, what to think of, and what becomes of it when the net or the disk is not there."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from konsulent_app.app.papers import Papers
from konsulent_app.keys.wrapping import Argon2Cost
from konsulent_app.services import konvolut
from konsulent_app.services.konvolut import open_sealed
from konsulent_app.services.udlevering import UDEN_NET
from konsulent_app.sync.historik import HistorikSvar, Place, Udfald
from konsulent_app.ui.pages import udlever_ord
from konsulent_app.ui.pages.udlever_ark import UdleverArk
from konsulent_app.ui.pages.udlever_ord import HUSK, Modtager, Udleveres, konflikt_ord, omfang
from konsulent_core.udlevering.sagsfil import from_json
from konsulent_core.wire import HistorikLine
from tests.ui.pages.hands import field, find, press, text
from tools import shot_sager
from tools.shots.scene import ROOT, Scene, without_server

KODE = "lyse-katte-over-broen"
SAG = shot_sager.KATRINE


class Server:
    """The history of every row is one line, while there is net."""

    def __init__(self) -> None:
        self.net, self.asked = True, 0

    def __call__(self, raekke: int, felter: tuple[str, ...], foer: Place | None) -> HistorikSvar:
        self.asked += 1
        if not self.net:
            return without_server(raekke, felter, foer)
        line = HistorikLine(1, "slettet", None, 0, "Bo Friis", "2026-01-05T08:00:00Z", "", born=True)
        return HistorikSvar(udfald=Udfald.HENTET, linjer=(line,))


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def ark(shell: Scene, server: Server) -> UdleverArk:
    shell.open(SAG)
    make_pdf = Papers(shell.database, shell.context, ROOT / "resources" / "fonts").indsigt
    window = shell.window
    made = UdleverArk(shell.theme, shell.work, shell.context, shell.feedback, make_pdf, server, window.shell,
                      window.under, wait=lambda _seconds: None)  # fmt: skip
    made.open_sheet(SAG)
    shell.settle()
    return made


def logged(s: Scene) -> list[tuple[object, ...]]:
    with s.database.reading() as tx:
        found = tx.conn.exec_driver_sql(
            "SELECT art, scope, length(detalje) FROM haendelse WHERE art IN ('gem_indsigt','gem_pakke')"
        ).all()
    return [tuple(row) for row in found]


def words(s: Scene) -> str:
    return " ".join(label.text() for label in s.window.findChildren(QLabel) if label.isVisible())


def test_the_sheet_says_whom_it_is_about_what_goes_along_and_what_to_think_of(shell: Scene, ark: UdleverArk) -> None:
    assert text(shell, "hand_out_who").startswith("Katrine Holm")
    assert "dine interne noter" in text(shell, "hand_out_with")
    assert HUSK[Modtager.BORGER] in words(shell)
    assert not find(shell, "hand_out_code").isVisible()
    press(shell, "hand_out_to_kommune")
    assert "følger ikke med" in text(shell, "hand_out_with")
    assert HUSK[Modtager.KOMMUNE] in words(shell)
    assert find(shell, "hand_out_code").isVisible()
    assert not find(shell, "hand_out_form").isVisible()
    ark.close_sheet()
    asked: list[int] = []
    shell.window.wants_udlever.connect(asked.append)
    press(shell, "case_udlever")
    assert asked == [SAG]


def test_each_form_is_written_and_written_down(shell: Scene, ark: UdleverArk, tmp_path: Path) -> None:
    for count, (form, begins) in enumerate((("pdf", b"%PDF"), ("zip", b"PK"), ("json", b"{")), start=1):
        press(shell, f"hand_out_form_{form}")
        ark.save_to(tmp_path / form)
        shell.settle()
        assert (tmp_path / form).read_bytes().startswith(begins)
        assert logged(shell) == [("gem_indsigt", SAG, 64)] * count
        assert shell.said[-1].tekst == udlever_ord.GEMT
        assert ark.isHidden()
        ark.open_sheet(SAG)
        shell.settle()


def test_with_net_the_history_of_every_row_is_in_it_and_without_the_file_says_where_it_is(
    shell: Scene, ark: UdleverArk, server: Server, tmp_path: Path
) -> None:
    press(shell, "hand_out_form_json")
    ark.save_to(tmp_path / "a")
    shell.settle()
    told = json.loads((tmp_path / "a").read_bytes())["historik"]
    assert (told["stand"], len(told["linjer"])) == ("hentet", server.asked)
    assert server.asked > 40
    server.net = False
    ark.open_sheet(SAG)
    shell.settle()
    press(shell, "hand_out_form_json")
    ark.save_to(tmp_path / "b")
    shell.settle()
    assert json.loads((tmp_path / "b").read_bytes())["historik"]["besked"] == UDEN_NET
    assert shell.said[-1].tekst == udlever_ord.GEMT_UDEN


def test_a_sag_for_another_kommune_is_sealed_with_a_password_that_is_not_weak(
    shell: Scene, ark: UdleverArk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(konvolut, "COST", Argon2Cost(passes=1, memory_kib=8, lanes=1))
    press(shell, "hand_out_to_kommune")
    QTest.keyClicks(field(shell, "hand_out_code"), KODE)
    ark.save_to(tmp_path / "sag.ksag")
    shell.settle()
    data = (tmp_path / "sag.ksag").read_bytes()
    assert b"Katrine" not in data
    assert from_json(open_sealed(data, KODE)).sager == (SAG,)
    assert logged(shell) == [("gem_pakke", SAG, 64)]
    assert field(shell, "hand_out_code").text() == ""

    ark.open_sheet(SAG)
    shell.settle()
    press(shell, "hand_out_to_kommune")
    QTest.keyClicks(field(shell, "hand_out_code"), "kort")
    QTest.keyClick(field(shell, "hand_out_code"), Qt.Key.Key_Return)
    shell.settle()
    assert text(shell, "hand_out_code_linje").startswith("Adgangskoden skal have mindst 12 tegn")
    press(shell, "hand_out_code_make")
    assert len(field(shell, "hand_out_code").text()) == 24
    assert text(shell, "hand_out_code_linje") == ""


def test_where_it_cannot_be_written_it_is_told_and_a_sheet_that_is_closed_makes_no_file(
    shell: Scene, ark: UdleverArk, tmp_path: Path
) -> None:
    ark.save_to(tmp_path / "findes" / "ikke.pdf")
    shell.settle()
    assert text(shell, "hand_out_error").startswith("Filen kunne ikke gemmes der.")
    assert (ark.property("state"), logged(shell)) == ("open", [])
    ark.save_to(tmp_path / "indsigt.pdf")
    ark.close_sheet()
    shell.settle()
    assert not (tmp_path / "indsigt.pdf").exists()
    assert logged(shell) == []


def test_the_counts_and_what_stands_open_are_told() -> None:
    om = Udleveres(navn="A", nummer="", sager=1, besoeg=2, konflikter=1)
    assert (omfang(om, Modtager.BORGER), omfang(om, Modtager.KOMMUNE)) == ("1 sag", "2 besøg")
    assert konflikt_ord(0) == ""
    assert konflikt_ord(1).startswith("Ét felt er rettet to steder")
