"""A server that is told something wrong says what, and does not start."""

import subprocess
import sys
from pathlib import Path

import pytest

from konsulent_server.settings import BadSetting, Settings, read_settings
from tests.server.process import ROOT


def test_without_a_word_it_is_one_worker_on_loopback_with_a_file_beside_it() -> None:
    assert read_settings({}, {}) == Settings()
    assert (Settings().host, Settings().workers, Settings().database) == (
        "127.0.0.1",
        1,
        "sqlite:///konsulent-server.db",
    )


def test_the_command_line_goes_before_the_environment() -> None:
    environment = {"KONSULENT_PORT": "8000", "KONSULENT_HOST": "0.0.0.0", "KONSULENT_LOG": "false"}
    settings = read_settings(environment, {"port": "9000", "host": None})
    assert (settings.port, settings.host, settings.log) == (9000, "0.0.0.0", False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "70000"),
        ("WORKERS", "0"),
        ("WORKERS", "2"),  # on SQLite
        ("DATABASE", "mysql://x/y"),
        ("DATABASE", "hvor som helst"),
        ("TLS_CERT", "/findes/ikke.pem"),
        ("BEHIND_PROXY", "*"),
        ("BEHIND_PROXY", "proxy.example"),
        ("METRICS", "9470"),
        ("RATE_USER", "0"),
        ("GRACE", "for evigt"),
        ("LOG", "måske"),
    ],
)
def test_a_setting_that_cannot_be_is_named(name: str, value: str) -> None:
    with pytest.raises(BadSetting) as bad:
        read_settings({f"KONSULENT_{name}": value}, {})
    assert f"KONSULENT_{name} " in str(bad.value)
    assert f"--{name.lower().replace('_', '-')}" in str(bad.value)


def test_a_bad_address_of_the_database_is_not_repeated_with_its_password() -> None:
    with pytest.raises(BadSetting) as bad:
        read_settings({"KONSULENT_DATABASE": "mysql://u:hemmeligt@h/n"}, {})
    assert "hemmeligt" not in str(bad.value)


def test_the_command_ends_with_the_sentence_and_no_traceback(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "konsulent_server", "serve", "--workers", "3"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert "SQLite takes one worker" in ended.stderr


def test_a_database_that_is_not_there_ends_the_start_without_its_password(tmp_path: Path) -> None:
    url = "postgresql+psycopg://u:hemmeligt@127.0.0.1:1/n"
    command = [sys.executable, "-m", "konsulent_server", "--database", url, "serve", "--metrics", ""]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "cannot be opened" in ended.stderr
    assert "hemmeligt" not in ended.stderr
    assert "Traceback" not in ended.stderr
