"""»Sag fra en anden kommune«: from the locked file to the sag, and nothing before somebody has said yes."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from konsulent_app.keys.wrapping import Argon2Cost
from konsulent_app.services import konvolut
from konsulent_app.services.konvolut import seal
from konsulent_app.services.udlevering import make_overdragelse
from konsulent_app.store import rows
from konsulent_app.ui.pages.indlaes import IndlaesPage
from konsulent_core.entities import Borger, Sag
from konsulent_core.udlevering.sagsfil import to_json
from tests.ui.pages.hands import find, press, text
from tools import shot_sager
from tools.shots.scene import Scene

KODE = "lyse-katte-over-broen"


@pytest.fixture
def backups() -> list[str]:
    return []


@pytest.fixture
def page(shell: Scene, backups: list[str]) -> IndlaesPage:
    made = IndlaesPage(shell.theme, shell.work, shell.context, shell.feedback, (), lambda: backups.append("kopi"))
    shell.window.show_full(made)
    shell.settle()
    return made


def pakke(s: Scene, folder: Path, *, cpr: str = "0102701234") -> Path:
    """A sag of Jobcenter Vig; without ``cpr`` its borger is one that is here."""
    with s.database.reading() as tx:
        fil, _ = make_overdragelse(tx, s.context, shot_sager.KATRINE)
    poster = tuple(replace(one, cpr=cpr) if cpr and isinstance(one, Borger) else one for one in fil.poster)
    told = to_json(replace(fil, kommune="Jobcenter Vig", poster=poster))
    path = folder / "sag.ksag"
    path.write_bytes(seal(told, KODE, s.context.entropy, Argon2Cost(passes=1, memory_kib=8, lanes=1)))
    return path


def write_kode(s: Scene, kode: str) -> None:
    field = find(s, "takeover_code")
    QTest.keyClicks(field, kode)
    QTest.keyClick(field, Qt.Key.Key_Return)
    s.settle()


def sager(s: Scene) -> int:
    with s.database.reading() as tx:
        return len(rows.find(tx, Sag))


def state(page: IndlaesPage) -> str:
    return str(page.overtag.property("state"))


def test_a_file_goes_from_its_password_to_the_sag(
    shell: Scene, page: IndlaesPage, backups: list[str], tmp_path: Path
) -> None:
    before = sager(shell)
    page.open_file(pakke(shell, tmp_path))
    shell.settle()
    assert state(page) == "kode"
    write_kode(shell, "en helt anden kode")
    assert (state(page), text(shell, "takeover_error")) == ("kode", konvolut.FORKERT_KODE)
    write_kode(shell, KODE)
    assert state(page) == "plan"
    assert text(shell, "takeover_who").startswith("Katrine Holm")
    assert text(shell, "takeover_from").startswith("Fra Jobcenter Vig, lavet 12.03.2026")
    assert "6 besøg" in text(shell, "takeover_what")
    assert "Du bliver konsulent på sagen." in text(shell, "takeover_notes")
    assert (sager(shell), backups) == (before, [])
    reached: list[int] = []
    page.took_over.connect(reached.append)
    press(shell, "takeover_go")
    assert (sager(shell), backups) == (before + 1, ["kopi"])
    assert page.overtag.isHidden()
    assert shell.said[-1].tekst.startswith("Sagen er indlæst. Der er en sikkerhedskopi")
    with shell.database.reading() as tx:
        sag = rows.get(tx, Sag, reached[0])
    assert sag is not None
    assert sag.konsulent == shell.context.bruger.navn


def test_a_file_that_is_no_good_is_told_before_a_password_is_asked_for(
    shell: Scene, page: IndlaesPage, tmp_path: Path
) -> None:
    whole = pakke(shell, tmp_path).read_bytes()
    for data, words in ((b"hej", konvolut.IKKE_EN_PAKKE), (whole[:-9], konvolut.AFKORTET)):
        (tmp_path / "b.ksag").write_bytes(data)
        page.open_file(tmp_path / "b.ksag")
        shell.settle()
        assert text(shell, "takeover_error") == words
        assert not find(shell, "takeover_code").isVisible()
        assert not find(shell, "takeover_go").isVisible()
    page.open_file(tmp_path / "findes-ikke.ksag")
    shell.settle()
    assert text(shell, "takeover_error").startswith("Filen kunne ikke åbnes.")


def test_a_borger_who_is_here_must_be_said_to_be_the_same(shell: Scene, page: IndlaesPage, tmp_path: Path) -> None:
    before = sager(shell)
    page.open_file(pakke(shell, tmp_path, cpr=""))
    shell.settle()
    write_kode(shell, KODE)
    go = find(shell, "takeover_go")
    assert not go.isEnabled()
    page.overtag.onward()
    shell.settle()
    assert sager(shell) == before
    press(shell, "takeover_yes")
    press(shell, "takeover_go")
    assert sager(shell) == before + 1
    with shell.database.reading() as tx:
        assert len({one.borger for one in rows.find(tx, Sag) if one.nummer == ""}) <= 1


def test_the_same_file_again_says_that_it_is_here_and_leads_to_it(
    shell: Scene, page: IndlaesPage, backups: list[str], tmp_path: Path
) -> None:
    path = pakke(shell, tmp_path)
    reached: list[int] = []
    page.took_over.connect(reached.append)
    again = ""
    for _ in range(2):
        page.open_file(path)
        shell.settle()
        write_kode(shell, KODE)
        again = text(shell, "takeover_what")
        press(shell, "takeover_go")
    assert again == "Sagen er indlæst før, og der er ingenting nyt i filen."
    assert reached[0] == reached[1]
    assert backups == ["kopi"]


def test_esc_closes_the_sheet_which_forgets_it_all_and_then_the_page(
    shell: Scene, page: IndlaesPage, tmp_path: Path
) -> None:
    left: list[bool] = []
    page.closed.connect(lambda: left.append(True))
    page.open_file(pakke(shell, tmp_path))
    shell.settle()
    QTest.keyClicks(find(shell, "takeover_code"), KODE)
    page.overtag.onward()
    QTest.keyClick(page.overtag, Qt.Key.Key_Escape)
    shell.settle()  # the answer that comes now is nobody's
    assert page.overtag.isHidden()
    assert find(shell, "takeover_code").property("text") == ""
    assert left == []
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert left == [True]
