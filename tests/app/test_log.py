"""The log file and what must never be in it."""

import logging
import sys
import threading
from enum import Enum
from pathlib import Path

import pytest

from konsulent_app.log import FILE_NAME, KEPT_FILES, MAX_BYTES, Safe, catch_unhandled, close_log, describe, open_log
from konsulent_app.settings import BadSetting, Settings
from konsulent_core.clock import from_text

NAME = "Anna Kvistgaard Sørensen"
CPR = "010190-1234"


class State(Enum):
    SENT = "sendt"


@pytest.fixture
def log(tmp_path: Path) -> logging.Logger:
    return open_log(tmp_path / "log")


def read(tmp_path: Path, log: logging.Logger) -> str:
    close_log(log)
    return "".join(path.read_text() for path in sorted((tmp_path / "log").iterdir()))


def fail_with_personal_data(name: str, cpr: str) -> None:
    """Our own code in the middle, a name in its arguments, its texts and its locals."""
    try:
        from_text(f"{name} {cpr}")
    except ValueError as error:
        told = f"{name} kunne ikke læses: {cpr}"
        try:
            raise KeyError(told) from error
        except KeyError:
            Settings(server=f"http://{cpr}.{name}")


def test_an_error_is_logged_without_its_words(tmp_path: Path, log: logging.Logger) -> None:
    try:
        fail_with_personal_data(NAME, CPR)
    except BadSetting:
        log.exception("kunne ikke gemme")
    text = read(tmp_path, log)
    for secret in (NAME, CPR, "Anna", "010190", "Sørensen"):
        assert secret not in text
    assert "konsulent_app.settings.BadSetting" in text
    assert "during KeyError" in text
    assert "caused by ValueError at konsulent_core/clock.py:" in text
    assert ":from_text" in text
    assert str(Path.home()) not in text


def test_members_of_a_group_are_logged_without_their_words(tmp_path: Path, log: logging.Logger) -> None:
    error = ExceptionGroup(NAME, [ValueError(CPR), OSError(28, NAME)])
    log.error("mange", exc_info=error)
    text = read(tmp_path, log)
    assert NAME not in text
    assert CPR not in text
    assert "holding ValueError" in text
    assert "OSError[28]" in text


def test_arguments_are_told_only_when_they_cannot_be_personal(tmp_path: Path, log: logging.Logger) -> None:
    log.info("%s sendt %d af %s", Safe("batch"), 7, State.SENT)
    log.info("sag for %s", NAME)
    log.info("navn %(navn)s", {"navn": NAME})
    log.info("fejl: %s", ValueError(NAME))
    log.info(f"cpr {CPR}")  # noqa: G004 -- what the net below is for
    log.info(ValueError(NAME))
    log.info("forkert pladsholder %d", "x" + NAME)
    text = read(tmp_path, log)
    assert "batch sendt 7 af SENT" in text
    assert "sag for ***" in text
    assert "fejl: ValueError" in text
    assert NAME not in text
    assert CPR not in text


def test_a_line_break_cannot_make_up_a_line(tmp_path: Path, log: logging.Logger) -> None:
    log.info("%s", Safe("første\n2026-01-01 ERROR opdigtet"))
    assert len(read(tmp_path, log).splitlines()) == 1


def test_old_lines_make_room_for_new_ones(tmp_path: Path, log: logging.Logger) -> None:
    line = Safe("x" * 1000)
    for _ in range(MAX_BYTES * (KEPT_FILES + 1) // 1000):
        log.info("%s", line)
    close_log(log)
    files = list((tmp_path / "log").iterdir())
    assert len(files) == KEPT_FILES
    assert sum(one.stat().st_size for one in files) <= MAX_BYTES * KEPT_FILES


def test_what_nobody_caught_goes_to_the_log_and_not_to_stderr(
    tmp_path: Path, log: logging.Logger, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for owner, hook in ((sys, "excepthook"), (threading, "excepthook"), (sys, "unraisablehook")):
        monkeypatch.setattr(owner, hook, getattr(owner, hook))
    catch_unhandled(log)
    thread = threading.Thread(target=fail_with_personal_data, args=(NAME, CPR))
    thread.start()
    thread.join()
    error = ValueError(NAME)
    sys.excepthook(ValueError, error, None)
    text = read(tmp_path, log)
    assert "uventet fejl i en tråd" in text
    assert text.count("CRITICAL") == 2
    assert NAME not in text
    assert NAME not in "".join(capfd.readouterr())


def test_a_log_that_cannot_be_written_keeps_its_mouth_shut(
    tmp_path: Path, log: logging.Logger, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "log" / FILE_NAME).mkdir()
    log.error("fejl %s", Safe("x"), exc_info=ValueError(NAME))
    assert capfd.readouterr() == ("", "")


def test_errors_that_hold_each_other_in_a_ring_end() -> None:
    first, second = ValueError("a"), ValueError("b")
    first.__cause__, second.__cause__ = second, first
    assert len(describe(first).splitlines()) < 20
