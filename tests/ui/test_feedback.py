"""The one mouth: what it says of each kind of error, and what it never says."""

import logging
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from konsulent_app.log import FILE_NAME, close_log, open_log
from konsulent_app.ui.feedback import OURS, Art, Feedback, Notice
from konsulent_core.errors import BugError, UserError, WorldError


@pytest.fixture
def said(qapp: QApplication) -> tuple[Feedback, list[Notice]]:
    feedback = Feedback(logging.getLogger("test"))
    heard: list[Notice] = []
    feedback.said.connect(heard.append)
    return feedback, heard


def test_a_world_error_is_said_in_its_own_words_and_stays(said: tuple[Feedback, list[Notice]]) -> None:
    feedback, heard = said
    feedback.hear(WorldError("Disken er fuld. Slet noget."))
    assert heard == [Notice("Disken er fuld. Slet noget.", Art.PAS_PAA, bliver=True)]


def test_a_user_error_goes_by_itself(said: tuple[Feedback, list[Notice]]) -> None:
    feedback, heard = said
    feedback.hear(UserError("Skriv, hvem der gør det."))
    assert heard[0].tekst == "Skriv, hvem der gør det."
    assert not heard[0].bliver


@pytest.mark.parametrize("error", [BugError("KeyError: Katrine"), KeyError("Katrine Holm")])
def test_our_own_errors_are_told_calmly_and_without_their_words(
    error: Exception, said: tuple[Feedback, list[Notice]]
) -> None:
    feedback, heard = said
    feedback.hear(error)
    assert heard[0].tekst == OURS
    assert heard[0].bliver


def test_what_is_logged_of_a_bug_names_nobody(qapp: QApplication, tmp_path: Path) -> None:
    log = open_log(tmp_path)
    Feedback(log).hear(KeyError("Katrine Holm 010190-1234"))
    Feedback(log).hear(WorldError("Sagen om Katrine Holm"))
    close_log(log)
    text = (tmp_path / FILE_NAME).read_text(encoding="utf-8")
    assert "KeyError" in text
    assert "Katrine" not in text
    assert "010190" not in text


def test_news_can_be_undone(said: tuple[Feedback, list[Notice]]) -> None:
    feedback, heard = said
    done: list[str] = []
    feedback.tell("Aftalen er gjort.", "Fortryd", lambda: done.append("fortrudt"))
    assert heard[0].goer is not None
    heard[0].goer()
    assert done == ["fortrudt"]
