"""Synkronisering: what waits, what was refused, and what a person can do about it."""

import json
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from konsulent_app.services.karantaene import read_karantaene
from konsulent_app.store import rows
from konsulent_app.sync.schedule import Kind, State, SyncView
from konsulent_app.ui.side import SYNKRONISERING
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.note import NoteField
from konsulent_core.entities import Aftale, Rettelse
from tests.ui.pages.hands import find, press
from tools import shot_skema, shot_uenige
from tools.shot_sager import KATRINE
from tools.shots.scene import SIDST, Scene, scene


@pytest.fixture
def waiting(theme: Theme) -> Iterator[Scene]:
    with scene(theme, venter=True) as found:
        found.window.show_page(SYNKRONISERING)
        found.settle()
        yield found
        assert not found.crashes


def words(s: Scene, name: str) -> list[str]:
    return [label.text() for label in find(s, name).findChildren(QLabel)]


def refused(s: Scene) -> int:
    s.work.settle()
    with s.database.reading() as tx:
        return len(read_karantaene(tx, s.context))


def hvad(s: Scene) -> str | None:
    s.work.settle()
    with s.database.reading() as tx:
        found = rows.get(tx, Aftale, 5_001)
    assert found is not None
    return found.hvad


def test_the_queue_is_told_a_sag_at_a_time(waiting: Scene) -> None:
    found = words(waiting, "sync_queue")
    assert {"Amina Yusuf", "Jonas Friis", "Peter Vang", "3 ændringer"} <= set(found)


def test_the_last_time_both_sides_were_even_is_told(waiting: Scene) -> None:
    line = find(waiting, "sync_line")
    assert isinstance(line, QLabel)
    assert line.text() == "Sidst synkroniseret 12.03.2026 kl. 08.14"


def test_what_was_refused_says_whose_what_and_why(waiting: Scene) -> None:
    found = words(waiting, "sync_refused")
    assert "Katrine Holm: Aftale, hvad er aftalt" in found
    assert "»Prøve varemodtagelse«" in found
    assert any(line.startswith("Sagen er overdraget til en kollega.") for line in found)
    assert "I feltet står nu: »Prøve registrering i lagersystemet onsdag og fredag«" in found
    assert not [line for line in found if "aftale" in line and "_" in line], "no table or column by its own name"


def test_the_words_are_copied_as_they_were_written(waiting: Scene) -> None:
    press(waiting, "sync_copy_1")
    assert QGuiApplication.clipboard().text() == "Prøve varemodtagelse"


def test_words_that_stand_nowhere_else_are_asked_about_before_they_go(waiting: Scene) -> None:
    press(waiting, "sync_remove_1")
    assert find(waiting, "sync_keep_1").hasFocus()
    press(waiting, "sync_keep_1")
    assert "»Prøve varemodtagelse«" in words(waiting, "sync_refused")
    press(waiting, "sync_remove_1")
    press(waiting, "sync_really_1")
    assert not find(waiting, "sync_refused").isVisible()
    assert refused(waiting) == 0


def test_what_stands_in_its_field_already_goes_at_once(waiting: Scene) -> None:
    with waiting.database.writing() as tx:
        rows.save(tx, Aftale, 5_001, KATRINE, {"hvad": "Prøve varemodtagelse"}, waiting.context.clock())
    waiting.settle()
    press(waiting, "sync_remove_1")
    assert refused(waiting) == 0


def test_send_again_puts_the_words_back_and_takes_the_line_away(waiting: Scene) -> None:
    press(waiting, "sync_send_1")
    assert hvad(waiting) == "Prøve varemodtagelse"
    assert refused(waiting) == 0
    assert waiting.said[-1].tekst == "Det er sat tilbage og sendes nu."
    assert not find(waiting, "sync_refused").isVisible()
    assert find(waiting, "sync_now").hasFocus()


def test_mended_words_are_sent_in_their_place(waiting: Scene) -> None:
    press(waiting, "sync_mend_1")
    field = find(waiting, "sync_text_1")
    assert isinstance(field, NoteField)
    assert (field.text(), field.hasFocus()) == ("Prøve varemodtagelse", True)
    QTest.keyClicks(field, "Måske: ")
    press(waiting, "sync_done_1")
    assert hvad(waiting) == "Måske: Prøve varemodtagelse"
    assert refused(waiting) == 0


def test_half_mended_words_outlive_a_kill_and_a_sync_does_not_touch_them(waiting: Scene) -> None:
    press(waiting, "sync_mend_1")
    QTest.keyClicks(find(waiting, "sync_text_1"), "Måske: ")
    page = waiting.window.page(SYNKRONISERING)
    page.flush()
    waiting.settle()
    with waiting.database.writing() as tx:
        rows.save(tx, Aftale, 5_001, KATRINE, {"hvad": "Noget tredje"}, waiting.context.clock())
    waiting.settle()
    field = find(waiting, "sync_text_1")
    assert isinstance(field, NoteField)
    assert field.text() == "Måske: Prøve varemodtagelse"
    with waiting.database.reading() as tx:
        (kept,) = read_karantaene(tx, waiting.context)
    assert kept.begyndt == "Måske: Prøve varemodtagelse"
    press(waiting, "sync_give_up_1")
    with waiting.database.reading() as tx:
        (kept,) = read_karantaene(tx, waiting.context)
    assert (kept.begyndt, kept.sagt) == (None, {"hvad": "Prøve varemodtagelse"})


@pytest.fixture
def many(shell: Scene) -> Scene:
    with shell.database.writing() as tx:
        shot_uenige.add_refused(tx)
    shell.window.show_page(SYNKRONISERING)
    shell.settle()
    return shell


def test_each_kind_of_refusal_has_its_own_way_out(many: Scene) -> None:
    row = {n: {b.text() for b in find(many, f"sync_refused_{n}").findChildren(Button) if b.text()} for n in range(1, 7)}
    assert row[1] == {"Kopiér teksten", "Fjern"}, "its row is not here any more"
    assert row[2] == {"Fjern"}, "the konflikt is not here any more"
    assert row[3] == {"Send igen", "Ret og send", "Kopiér teksten", "Fjern"}
    assert row[4] == row[5] == {"Lav en rettelse", "Kopiér teksten", "Fjern"}, "the besøg is locked"
    assert row[6] == {"Send igen", "Ret og send", "Kopiér teksten", "Fjern"}


def test_what_came_after_the_lock_becomes_a_rettelse_with_the_words_filled_in(many: Scene) -> None:
    press(many, "sync_mend_4")
    field = find(many, "sync_text_4")
    assert isinstance(field, NoteField)
    assert field.text() == "Plukker nu også de tunge ordrer."
    press(many, "sync_done_4")
    with many.database.reading() as tx:
        (found,) = rows.find(tx, Rettelse)
    assert json.loads(found.efter or "") == {"tekst": "Plukker nu også de tunge ordrer."}
    assert refused(many) == 5


def test_a_refused_level_is_told_by_what_it_says(many: Scene) -> None:
    found = words(many, "sync_refused_5")
    assert found[0] == "Katrine Holm: Selvstændighed"
    assert found[2].startswith("»Trin 4: Lægger selv rækkefølgen")


def test_the_quarantine_is_worked_by_keyboard_alone(many: Scene) -> None:
    find(many, "sync_now").setFocus()
    reached = []
    for _ in range(20):
        QTest.keyClick(QApplication.focusWidget() or many.window, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        reached.append(focus.objectName() if focus is not None else "")
    wanted = ["sync_copy_1", "sync_remove_1", "sync_remove_2", "sync_send_3", "sync_mend_3"]
    assert reached[: len(wanted)] == wanted


def test_the_receipt_says_what_became_of_what_was_sent(many: Scene) -> None:
    label = find(many, "sync_receipt")
    assert isinstance(label, QLabel)
    assert label.text() == (
        "14 ændringer sendt: 10 modtaget, 1 blev til en konflikt, 1 blev til et forslag til rettelse "
        "og 2 blev ikke modtaget."
    )


def test_a_session_that_ended_leads_to_the_log_in(waiting: Scene, qtbot: QtBot) -> None:
    waiting.driver.moved.emit(SyncView(state=State.ERROR, venter=3, sidst=SIDST, slut=Kind.SESSION))
    assert not find(waiting, "sync_trouble").isVisible()
    with qtbot.waitSignal(waiting.driver.wants_log_in, timeout=1_000):
        press(waiting, "sync_session_handling")


def test_a_server_in_trouble_can_be_tried_now(waiting: Scene, qtbot: QtBot) -> None:
    waiting.driver.start()
    waiting.settle()
    waiting.driver.moved.emit(SyncView(state=State.ERROR, sidst=SIDST, besked="Det gik ikke.", slut=Kind.TROUBLE))
    assert "Det gik ikke." in words(waiting, "sync_trouble")
    with qtbot.waitSignal(waiting.driver.ended, timeout=5_000):
        press(waiting, "sync_trouble_handling")
    waiting.driver.stop()


@pytest.mark.parametrize(("seconds", "way"), [(430.0, "7 minutter foran"), (-3_600.0, "60 minutter bagud")])
def test_a_clock_that_is_wrong_is_told_by_how_much(waiting: Scene, seconds: float, way: str) -> None:
    waiting.driver.moved.emit(SyncView(state=State.OK, sidst=SIDST, ur=seconds))
    assert any(way in line for line in words(waiting, "sync_clock"))
    waiting.driver.moved.emit(SyncView(state=State.OK, sidst=SIDST, ur=1.0))
    assert not find(waiting, "sync_clock").isVisible()


def test_a_waiting_sag_can_be_opened(waiting: Scene) -> None:
    press(waiting, "sync_open_1")
    assert find(waiting, "cases").isVisible()
    label = find(waiting, "case_name")
    assert isinstance(label, QLabel)
    assert label.text() == "Amina Yusuf"


def test_without_net_it_is_said_calmly_and_never_in_red(waiting: Scene) -> None:
    waiting.driver.moved.emit(SyncView(state=State.OFFLINE, venter=3, sidst=SIDST))
    assert words(waiting, "sync_offline") == ["Uden net. Du kan arbejde videre; 3 besøg sendes, når der er net."]
    assert not find(waiting, "sync_trouble").isVisible()


def test_synchronise_now_asks_the_driver(waiting: Scene, qtbot: QtBot) -> None:
    waiting.driver.start()
    waiting.settle()
    with qtbot.waitSignal(waiting.driver.ended, timeout=5_000):
        press(waiting, "sync_now")
    waiting.driver.stop()


def test_while_it_runs_it_can_not_be_asked_for_twice(waiting: Scene) -> None:
    waiting.driver.moved.emit(SyncView(state=State.OK, i_gang=True))
    assert not find(waiting, "sync_now").isEnabled()


def test_what_the_kommune_published_and_this_app_cannot_read_is_said_until_it_can(waiting: Scene) -> None:
    assert not find(waiting, "sync_filer").isVisible()
    shot_skema.publish(waiting.database, waiting.context, shot_skema.V1.replace('type = "opgaver"', 'type = "lyd"'))
    waiting.settle()
    waiting.window.show_page(SYNKRONISERING)
    waiting.settle()
    assert find(waiting, "sync_filer").isVisible()
    (told,) = words(waiting, "sync_filer")
    assert told.startswith("Kommunens skema outline.v1 har noget, som denne udgave af appen ikke kender.")
    assert "lyd" not in told, "the file's own words are for whoever publishes"
