"""Synkronisering: what waits, what was refused, and what a person can do about it."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from konsulent_app.sync.schedule import State, SyncView
from konsulent_app.ui.side import SYNKRONISERING
from konsulent_app.ui.theme import Theme
from tests.ui.pages.hands import find, press
from tools import shot_skema
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


def test_the_queue_is_told_a_sag_at_a_time(waiting: Scene) -> None:
    found = words(waiting, "sync_queue")
    assert {"Amina Yusuf", "Jonas Friis", "Peter Vang", "3 ændringer"} <= set(found)


def test_the_last_time_both_sides_were_even_is_told(waiting: Scene) -> None:
    line = find(waiting, "sync_line")
    assert isinstance(line, QLabel)
    assert line.text() == "Sidst synkroniseret 12.03.2026 kl. 08.14"


def test_what_was_refused_says_why_can_be_copied_and_taken_away(waiting: Scene) -> None:
    found = words(waiting, "sync_refused")
    assert "»Prøve varemodtagelse«" in found
    assert any(line.startswith("Sagen er overdraget til en kollega.") for line in found)
    press(waiting, "sync_copy_1")
    assert QGuiApplication.clipboard().text() == "Prøve varemodtagelse"
    press(waiting, "sync_remove_1")
    assert not find(waiting, "sync_refused").isVisible()


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
