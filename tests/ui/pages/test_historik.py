"""The way from a field to its history, by key and by the right button, and what the sheet says in each state."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget

from konsulent_app.store import rows
from konsulent_app.sync.historik import HistorikSvar, Place, Udfald
from konsulent_app.ui.form.sted import FeltSted, find_sted
from konsulent_app.ui.historik_vej import make_menu
from konsulent_app.ui.pages.besoeg import BesoegPage
from konsulent_app.ui.pages.praktik import PraktikPage
from konsulent_app.ui.pages.stamdata import StamdataPage
from konsulent_app.ui.theme import Theme
from konsulent_core.entities import Borger, Konflikt
from konsulent_core.ids import derived_id
from konsulent_core.wire import HistorikLine
from tests.ui.pages.hands import find, press
from tools import shot_sager
from tools.shot_besoeg import Besoeg
from tools.shots.scene import Scene, scene

CTRL = Qt.KeyboardModifier.ControlModifier
AT = "2026-03-12T08:42:00.000Z"


@dataclass
class Server:
    """What it answers, and what it was asked."""

    svar: HistorikSvar = field(default_factory=lambda: HistorikSvar(udfald=Udfald.HENTET))
    asked: list[tuple[int, tuple[str, ...], Place | None]] = field(default_factory=list)

    def __call__(self, row: int, fields: tuple[str, ...], before: Place | None) -> HistorikSvar:
        self.asked.append((row, fields, before))
        return self.svar


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def shell(theme: Theme, server: Server) -> Iterator[Scene]:
    with scene(theme, hent=server) as found:
        yield found
        found.settle()
        assert not found.crashes, found.crashes


def visit(s: Scene) -> BesoegPage:
    return Besoeg(s.theme, s.window, s.work, s.feedback, s.database, s.context).open(shot_sager.KATRINE)


def facts(s: Scene) -> StamdataPage:
    page = StamdataPage(s.theme, s.work, s.context, s.feedback, ())
    s.window.show_full(page)
    page.open(shot_sager.KATRINE)
    s.settle()
    return page


def ask(s: Scene, name: str) -> None:
    """Ctrl+H in the field."""
    part = find(s, name)
    part.setFocus()
    QTest.keyClick(part, Qt.Key.Key_H, CTRL)
    s.settle()


def sheet(s: Scene) -> list[str]:
    found = find(s, "history_sheet")
    return [label.text() for label in found.findChildren(QLabel) if label.text() and label.isVisible()]


def test_ctrl_h_in_a_field_tells_what_the_server_knows(shell: Scene, server: Server) -> None:
    facts(shell)
    line = HistorikLine(4, "jobmaal", "Lager", "Butik", "Anders Lund", AT, AT)
    server.svar = HistorikSvar(udfald=Udfald.HENTET, nu={"jobmaal": "Butik"}, linjer=(line,))
    ask(shell, "facts_jobmaal")
    with shell.database.reading() as tx:
        (borger,) = rows.find(tx, Borger, "fornavn='Katrine'")
    assert server.asked == [(borger.id, ("jobmaal", "slettet"), None)]
    assert {"Jobmål", "12. marts kl. 09.42  ·  Anders Lund", "fra »Lager« til »Butik«"} <= set(sheet(shell))


def test_what_was_just_typed_stands_on_top_and_is_marked(shell: Scene) -> None:
    facts(shell)
    part = find(shell, "facts_jobmaal")
    part.setFocus()
    QTest.keyClicks(part, "! ")
    QTest.keyClick(part, Qt.Key.Key_H, CTRL)
    shell.settle()
    assert "ikke sendt endnu" in sheet(shell)
    with shell.database.reading() as tx:
        (borger,) = rows.find(tx, Borger, "fornavn='Katrine'")
    assert (borger.jobmaal or "").startswith("!")


def test_without_net_it_says_so_and_can_be_asked_again(shell: Scene, server: Server) -> None:
    facts(shell)
    server.svar = HistorikSvar(udfald=Udfald.UDEN_NET)
    ask(shell, "facts_jobmaal")
    assert any(words.startswith("Historikken ligger på serveren") for words in sheet(shell))
    server.svar = HistorikSvar(udfald=Udfald.HENTET, nu={"jobmaal": None})
    press(shell, "history_said_handling")
    assert "Her er ikke skrevet noget endnu." in sheet(shell)
    assert not find(shell, "history_said").isVisible()


def test_older_lines_come_when_they_are_asked_for(shell: Scene, server: Server) -> None:
    facts(shell)
    new = HistorikLine(4, "jobmaal", "Lager", "Butik", "Anders Lund", AT, AT)
    old = HistorikLine(2, "jobmaal", None, "Lager", "Mette Krogh", AT, AT, born=True)
    server.svar = HistorikSvar(udfald=Udfald.HENTET, nu={"jobmaal": "Butik"}, linjer=(new,), mere=(4, "jobmaal"))
    ask(shell, "facts_jobmaal")
    server.svar = HistorikSvar(udfald=Udfald.HENTET, nu={"jobmaal": "Butik"}, linjer=(old,))
    press(shell, "history_more")
    assert server.asked[-1][2] == (4, "jobmaal")
    assert {"fra »Lager« til »Butik«", "skrevet: »Lager«"} <= set(sheet(shell))
    assert not find(shell, "history_more").isVisible()


def test_esc_gives_the_field_back_its_cursor_and_the_sheet_keeps_nothing(shell: Scene) -> None:
    facts(shell)
    ask(shell, "facts_jobmaal")
    QTest.keyClick(find(shell, "history_close"), Qt.Key.Key_Escape)
    shell.settle()
    assert not find(shell, "history_sheet").isVisible()
    assert find(shell, "facts_jobmaal").hasFocus()
    assert all(label.text() != "Jobmål" for label in find(shell, "history_sheet").findChildren(QLabel))


def test_an_answer_that_comes_after_another_field_was_asked_is_let_go(shell: Scene, server: Server) -> None:
    facts(shell)
    ask(shell, "facts_jobmaal")
    find(shell, "history_close").click()  # type: ignore[attr-defined]  # a button
    server.svar = HistorikSvar(udfald=Udfald.HENTET, nu={"telefon": "1"}, linjer=(
        HistorikLine(4, "telefon", None, "1", "Anders Lund", AT, AT),))  # fmt: skip
    ask(shell, "facts_telefon")
    assert "skrevet: »1«" in sheet(shell)
    assert "Jobmål" not in sheet(shell)


def test_a_konflikt_about_the_field_is_shown_as_what_it_is(shell: Scene) -> None:
    facts(shell)
    with shell.database.writing() as tx:
        (borger,) = rows.find(tx, Borger, "fornavn='Katrine'")
        rows.save(tx, Konflikt, 9_901, borger.scope, {
            "tabelnavn": "borger", "raekke": borger.id, "min": '{"jobmaal": "Køkken"}', "server": '{"jobmaal": "x"}',
            "min_hvem": "Anders Lund", "min_hvornaar": AT, "tilstand": "aaben",
        }, shell.context.clock())  # fmt: skip
    ask(shell, "facts_jobmaal")
    assert {"»Køkken«", "i en konflikt, der venter på et valg"} <= set(sheet(shell))
    find(shell, "history_close").click()  # type: ignore[attr-defined]  # a button
    ask(shell, "facts_telefon")
    assert "»Køkken«" not in sheet(shell)


def test_where_there_is_no_field_it_says_how(shell: Scene) -> None:
    shell.window.nav.focus_valgt()
    shell.window.show_historik.emit()
    assert shell.said[-1].tekst.startswith("Stil dig i et felt")


def test_the_right_button_keeps_cut_and_paste_and_adds_the_history(shell: Scene) -> None:
    facts(shell)
    part = find(shell, "facts_telefon")
    part.setFocus()
    asked: list[FeltSted] = []
    menu = make_menu(part, asked.append)
    words = [action.text() for action in menu.actions()]
    assert words[-1] == "Historik for feltet"
    assert len(words) > 3
    menu.actions()[-1].trigger()
    assert asked[0].felter == ("telefon",)
    menu.deleteLater()


def test_a_press_of_the_right_button_opens_that_menu(shell: Scene) -> None:
    facts(shell)
    part = find(shell, "facts_telefon")
    part.setFocus()
    assert part.contextMenuPolicy() is Qt.ContextMenuPolicy.CustomContextMenu
    part.customContextMenuRequested.emit(QPoint(3, 3))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.actions()[-1].text() == "Historik for feltet"
    menu.close()


@pytest.mark.parametrize(
    ("name", "tabel", "felter"),
    [
        ("visit_rating_selvstaendighed_3", "vurdering", ("ikke_droeftet", "retning", "trin")),
        ("visit_hours_loen_uaendret", "timer", ("loentimer", "moenster", "timer", "timer_til")),
        ("visit_naeste_dato", "besoeg", ("naeste_dato", "naeste_grund", "naeste_tid")),
        ("visit_note_hvordan_intern_skift", "svar", ("vaerdi",)),
        ("visit_skaanehensyn_1_virker", "skaanehensyn_svar", ("virkning",)),
        ("visit_opgave_1_trin_proevet", "opgave_trin", ("grund", "trin")),
        ("visit_aftalt_1_svar_gjort", "aftale", ("gjort", "gjort_dato")),
    ],
)
def test_every_kind_of_answer_in_the_besoeg_knows_where_it_lies(
    shell: Scene, name: str, tabel: str, felter: tuple[str, ...]
) -> None:
    visit(shell)
    sted = find_sted(find(shell, name))
    assert sted is not None
    assert (sted.tabel, sted.felter) == (tabel, felter)
    assert sted.titel


def test_the_level_of_each_voice_has_a_history_of_its_own(shell: Scene) -> None:
    page = visit(shell)
    assert page.form is not None
    besoeg = page.form.parts.besoeg
    press(shell, "visit_rating_selvstaendighed_hvem_borger")
    sted = find_sted(find(shell, "visit_rating_selvstaendighed_3"))
    assert sted is not None
    assert sted.raekke == derived_id("vurdering", besoeg, "selvstaendighed", "borger")
    assert sted.titel == "Selvstændighed, borgerens trin"


def test_a_day_of_fremmoede_and_a_note_know_where_they_lie(shell: Scene) -> None:
    page = visit(shell)
    day = next(w for w in page.findChildren(QWidget) if w.objectName().startswith("visit_day_"))
    sted = find_sted(day)
    assert sted is not None
    assert sted.tabel == "fremmoede"
    assert sted.titel.startswith("Fremmøde, ")
    note = find(shell, "visit_note_hvordan")
    assert find_sted(note) is None, "nothing is written in it yet"
    note.setFocus()
    QTest.keyClicks(note, "Godt")
    shell.settle()
    sted = find_sted(note)
    assert sted is not None
    assert (sted.tabel, sted.felter) == ("udsagn", ("tekst",))


def test_nothing_on_the_borgers_screen_leads_to_a_history(shell: Scene) -> None:
    page = visit(shell)
    assert page.form is not None
    page.form.go_to(3, focus=True)
    page.share()
    shell.settle()
    shared = find(shell, "share")
    assert shared.isVisible()
    inner = [*shared.findChildren(QWidget), shared]
    assert len(inner) > 10
    assert all(find_sted(part) is None for part in inner)
    shell.said.clear()
    QTest.keyClick(find(shell, "share_rating_selvstaendighed_3"), Qt.Key.Key_H, CTRL)
    assert shell.said == []
    assert not find(shell, "history_sheet").isVisible()


@pytest.mark.parametrize(
    ("name", "felt"),
    [("praktik_afdeling", "afdeling"), ("praktik_week", "ugeplan"), ("praktik_formaal_tekst", "formaal_tekst")],
)
def test_the_fields_of_a_praktik_know_where_they_lie(shell: Scene, name: str, felt: str) -> None:
    page = PraktikPage(shell.theme, shell.work, shell.context, shell.feedback)
    shell.window.show_full(page)
    page.open(3_002)
    shell.settle()
    part = next(w for w in page.findChildren(QWidget) if w.objectName().startswith(name) and not isinstance(w, QLabel))
    assert find_sted(part) == FeltSted("praktik", 3_002, (felt,), find_sted(part).titel)  # type: ignore[union-attr]
