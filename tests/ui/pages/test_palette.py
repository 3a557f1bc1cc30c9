"""The palette: opened from the shell, searched by keyboard, and never over a besøg."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from konsulent_app.store import rows
from konsulent_app.store.errors import CorruptStore
from konsulent_app.store.soegning import Fund, Slags
from konsulent_app.ui.models.palette import Gruppe, naar, ordnet, palette_ord
from konsulent_app.ui.pages.palette import ER_VED, INTET, Palette
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.palette_lag import Kommando
from konsulent_core.entities import Udsagn
from tests.ui.conftest import Heard
from tests.ui.pages.hands import find, press
from tools.shot_sager import KATRINE, NU
from tools.shots.scene import Scene, scene

CTRL = Qt.KeyboardModifier.ControlModifier


def the_palette(s: Scene) -> Palette:
    found = find(s, "palette")
    assert isinstance(found, Palette)
    return found


def opened(s: Scene, text: str = "") -> Palette:
    QTest.keyClick(s.window, Qt.Key.Key_K, CTRL)
    s.settle()
    QTest.keyClicks(the_palette(s).input, text)
    s.settle()
    return the_palette(s)


def listed(palette: Palette) -> list[str]:
    return [str(palette.model.index(number).data()) for number in range(palette.model.rowCount())]


def chosen(palette: Palette) -> str:
    return str(palette.view.currentIndex().data())


def key(palette: Palette, *keys: Qt.Key) -> None:
    for one in keys:
        QTest.keyClick(palette.input, one)


def test_ctrl_k_shows_who_was_visited_last_and_what_can_be_done_with_its_keys(shell: Scene) -> None:
    shell.open(KATRINE)
    palette = opened(shell)
    assert palette.isVisible()
    assert palette.input.hasFocus()
    rows_ = listed(palette)
    assert rows_[0] == "Senest besøgt"
    assert "sidst 05.03.2026" in rows_[1]
    assert rows_[rows_.index("Kommandoer") :] == [
        "Kommandoer",
        "Start besøg i den åbne sag, Ctrl+B",
        "Aftal eller flyt næste besøg, Ctrl+D",
        "Rapport til møde i den åbne sag, Ctrl+R",
        "Ny sag, Ctrl+N",
        "Indlæs sager fra et regneark",
        "Notat, F9",
        "I dag",
        "Sager",
        "Virksomheder",
        "Overblik",
        "Rapporter",
        "Konflikter",
        "Synkronisering",
        "Indstillinger",
        "Synkronisér nu, F5",
        "Genveje, F1",
        "Lås, Ctrl+L",
    ]


def test_nothing_is_started_where_no_sag_is_open(shell: Scene) -> None:
    press(shell, "nav_konflikter")
    assert not [words for words in listed(opened(shell)) if words.startswith("Start besøg")]


def test_the_button_in_the_navigation_opens_it(shell: Scene, heard: Heard) -> None:
    button = find(shell, "nav_soeg")
    assert (button.toolTip(), heard(button)[1]) == ("Søg (Ctrl+K)", "Søg")
    press(shell, "nav_soeg")
    assert the_palette(shell).isVisible()


def test_in_a_little_window_a_button_at_the_top_opens_it(shell: Scene) -> None:
    shell.window.resize(683, 384)
    shell.settle()
    press(shell, "top_soeg")
    assert the_palette(shell).isVisible()


def test_a_name_typed_and_enter_lead_to_the_sag(shell: Scene) -> None:
    palette = opened(shell, "katrine")
    assert chosen(palette).startswith("Sager, Katrine Holm, Nordlager A/S, sidst")
    key(palette, Qt.Key.Key_Return)
    shell.settle()
    assert not palette.isVisible()
    assert shell.sager.sag.sag == KATRINE


def test_a_word_of_a_note_leads_to_the_besoeg_where_it_was_said_over_its_sag(shell: Scene, qtbot: QtBot) -> None:
    palette = opened(shell, "varenumre")
    assert listed(palette)[0] == "Noter og aftaler"
    assert chosen(palette).startswith("Noter og aftaler, Katrine Holm, ")
    assert palette.view.raekke.wanted == ("varenumre",)
    with qtbot.waitSignal(shell.window.open_besoeg) as asked:
        key(palette, Qt.Key.Key_Return)
    shell.settle()
    assert shell.sager.sag.sag == KATRINE
    with shell.database.reading() as tx:
        (said,) = rows.find(tx, Udsagn, "tekst LIKE '%varenumre%' AND scope=?", (KATRINE,), "id DESC LIMIT 1")
    assert asked.args == [said.besoeg]


def test_a_press_on_a_row_opens_it(shell: Scene) -> None:
    palette = opened(shell, "peter")
    row = palette.view.visualRect(palette.model.index(1)).center()
    QTest.mouseClick(palette.view.viewport(), Qt.MouseButton.LeftButton, pos=row)
    shell.settle()
    assert not palette.isVisible()
    assert shell.sager.sag.sag is not None


def test_up_and_down_step_over_heads_and_stop_at_the_ends(shell: Scene) -> None:
    palette = opened(shell, "p")
    every = [
        words
        for words in listed(palette)
        if words not in ("Sager", "Virksomheder", "Opgaver", "Noter og aftaler", "Kommandoer")
    ]
    seen = [chosen(palette)]
    for _ in every:
        key(palette, Qt.Key.Key_Down)
        seen.append(chosen(palette))
    assert seen[:-1] == every
    assert seen[-1] == every[-1]
    key(palette, *[Qt.Key.Key_Up] * 20)
    assert chosen(palette) == every[0]
    assert palette.input.hasFocus()


def test_a_command_is_found_by_its_words_and_done(shell: Scene, qtbot: QtBot) -> None:
    palette = opened(shell, "synk")
    assert listed(palette) == ["Kommandoer", "Synkronisering", "Synkronisér nu, F5"]
    key(palette, Qt.Key.Key_Down)
    with qtbot.waitSignal(shell.window.sync_now):
        key(palette, Qt.Key.Key_Return)
    assert not palette.isVisible()


def test_a_page_is_a_command(shell: Scene) -> None:
    key(opened(shell, "konfl"), Qt.Key.Key_Return)
    shell.settle()
    assert find(shell, "conflict").isVisible()


def test_what_is_nowhere_is_said_to_be_nowhere(shell: Scene) -> None:
    palette = opened(shell, "findes ikke")
    assert find(shell, "palette_empty").isVisible()
    assert listed(palette) == []
    key(palette, Qt.Key.Key_Return, Qt.Key.Key_Down)
    assert palette.isVisible()
    assert INTET == "Intet fundet"


def test_signs_without_words_find_nothing_and_do_no_harm(shell: Scene) -> None:
    assert listed(opened(shell, '"*(')) == []


def test_only_the_answer_to_the_newest_question_is_shown(shell: Scene) -> None:
    palette = opened(shell)
    for text in ("p", "pe", "pet", "katrine"):
        palette.input.setText(text)
    shell.settle()
    assert listed(palette)[1].startswith("Sager, Katrine")
    palette._answered("pet", (), late=False)  # an old answer that was long under way
    assert listed(palette) != []


def test_a_word_just_written_is_found_when_the_palette_opens(shell: Scene) -> None:
    with shell.database.reading() as tx:
        note = rows.find(tx, Udsagn, "tekst LIKE '%formiddag%'")[0]
    with shell.database.writing() as tx:
        rows.save(tx, Udsagn, note.id, note.scope, {"tekst": "Cyklede selv hele vejen"}, NU)
    assert chosen(opened(shell, "cykl")).startswith("Noter og aftaler, Katrine Holm, Cyklede selv")


def test_what_is_indexed_while_a_question_is_answered_is_asked_for_again(shell: Scene) -> None:
    palette = opened(shell)
    palette.input.setText("findes ikke")
    assert palette._reading
    palette._indeks.moved.emit()
    assert palette._again
    shell.settle()
    assert (palette._reading, palette._again) == (False, False)
    assert find(shell, "palette_empty").isVisible()


def test_it_says_when_notes_are_still_to_come(shell: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    palette = opened(shell)
    monkeypatch.setattr(palette._indeks, "hurry", lambda: None)
    with shell.database.writing() as tx:
        tx.conn.exec_driver_sql("INSERT INTO soeg_koe (tabel,raekke) VALUES ('udsagn',1)")
    palette.input.setText("katrine")
    shell.settle()
    late = find(shell, "palette_late")
    assert late.isVisible()
    assert late.property("text") == ER_VED


def test_esc_closes_whatever_is_typed_and_gives_the_focus_back(shell: Scene) -> None:
    search = find(shell, "cases_search")
    search.setFocus()
    palette = opened(shell, "katrine")
    key(palette, Qt.Key.Key_Escape)
    shell.settle()
    assert not palette.isVisible()
    assert search.hasFocus()
    assert listed(opened(shell))[0] == "Senest besøgt"


def test_a_press_beside_it_or_on_luk_closes_it(shell: Scene) -> None:
    palette = opened(shell)
    QTest.mouseClick(palette, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert not palette.isVisible()
    opened(shell)
    press(shell, "palette_luk")
    assert not palette.isVisible()


def test_tab_stays_in_the_palette(shell: Scene) -> None:
    palette = opened(shell)
    QTest.keyClick(palette.input, Qt.Key.Key_Tab)
    assert find(shell, "palette_luk").hasFocus()
    QTest.keyClick(find(shell, "palette_luk"), Qt.Key.Key_Tab)
    assert palette.input.hasFocus()
    QTest.keyClick(palette.input, Qt.Key.Key_Backtab)
    assert find(shell, "palette_luk").hasFocus()


def test_f1_and_ctrl_f_take_its_place(shell: Scene) -> None:
    palette = opened(shell)
    QTest.keyClick(palette.input, Qt.Key.Key_F1)
    assert not palette.isVisible()
    assert find(shell, "genveje").isVisible()
    opened(shell)
    shell.settle()
    assert shell.window.findChild(QWidget, "genveje") is None
    QTest.keyClick(palette.input, Qt.Key.Key_F, CTRL)
    assert not palette.isVisible()
    assert find(shell, "cases_search").hasFocus()


def test_it_cannot_be_opened_over_a_besoeg_and_gives_way_to_one(shell: Scene) -> None:
    palette = opened(shell, "katrine")
    layer = QLineEdit()
    shell.window.show_full(layer)
    assert not palette.isVisible()
    assert listed(palette) == []
    QTest.keyClick(layer, Qt.Key.Key_K, CTRL)
    shell.window.open_palette()
    assert not palette.isVisible()


def test_closed_it_holds_no_word_of_anybody(shell: Scene) -> None:
    palette = opened(shell, "katrine")
    key(palette, Qt.Key.Key_Escape)
    shell.settle()
    assert (listed(palette), palette.input.text()) == ([], "")


def test_locked_it_is_gone(shell: Scene) -> None:
    opened(shell, "katrine")
    shell.window.detach()
    shell.settle()
    assert shell.window.findChild(QWidget, "palette") is None
    assert not find(shell, "nav_soeg").isVisible()
    shell.window.open_palette()
    assert shell.window.findChild(QWidget, "palette") is None


def test_a_store_that_cannot_be_read_is_said_and_tried_again(shell: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    palette = opened(shell)

    def broken(*_: object) -> None:
        raise CorruptStore

    with monkeypatch.context() as patch:
        patch.setattr("konsulent_app.ui.pages.palette.search", broken)
        palette.input.setText("katrine")
        shell.settle()
    assert find(shell, "palette_error").isVisible()
    press(shell, "palette_error_handling")
    assert chosen(palette).startswith("Sager, Katrine")


def test_a_virksomhed_leads_to_its_page_where_there_is_one(theme: Theme, qtbot: QtBot) -> None:
    with scene(theme) as s:
        palette = opened(s, "nordlager")
        assert listed(palette)[:2] == ["Virksomheder", "Virksomheder, Nordlager A/S, Horsens"]
        with qtbot.waitSignal(palette.chosen_virksomhed):
            key(palette, Qt.Key.Key_Return)
        palette.close_palette()
        palette.open_palette((), virksomheder=False)
        palette.input.setText("nordlager")
        s.settle()
        assert listed(palette) == []


@pytest.fixture
def fund() -> tuple[Fund, ...]:
    return tuple(
        Fund(slags=slags, raekke=1, titel="Anna Holm", uddrag="Synkende tal", dato=date(2026, 3, 2), sag=1)
        for slags in Slags
    )


def test_names_come_before_commands_and_notes_after_them(fund: tuple[Fund, ...]) -> None:
    nothing = Kommando("Synkronisér nu", "cloud", lambda: None, "F5")
    found = list(ordnet(fund, [nothing], "synk"))
    heads = [one.titel for one in found if isinstance(one, Gruppe)]
    assert heads == ["Sager", "Virksomheder", "Kommandoer", "Opgaver", "Noter og aftaler"]
    assert palette_ord(nothing) == "Synkronisér nu, F5"


def test_a_date_says_what_it_is_of(fund: tuple[Fund, ...]) -> None:
    assert [naar(one) for one in fund] == [
        "sidst 02.03.2026",
        "02.03.2026",
        "praktik fra 02.03.2026",
        "aftalt 02.03.2026",
        "02.03.2026",
    ]
