"""The demo without a screen: the whole day through the real widgets, as a new user would see it printed."""

import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[2]


def demo(folder: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "KONSULENT_SKAERM": "0", "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "tools.demo", "--folder", str(folder)]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, encoding="utf-8", timeout=150, check=False)


@pytest.mark.slow
def test_the_day_without_a_screen_ends_with_the_besoeg_on_the_second_machine(tmp_path: Path) -> None:
    done = demo(tmp_path / "demo")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "ingen skærm" in done.stdout
    assert "IKKE LYKKEDES" not in done.stdout
    assert "byte for byte" in done.stdout
    assert "outline.v1: udgivet" in done.stdout
    shown = {path.name for path in (tmp_path / "demo").iterdir() if path.suffix in (".png", ".pdf")}
    assert "opfoelgning.pdf" in shown
    assert len([name for name in shown if name.endswith(".png")]) >= 8
    for name in shown:
        assert str(tmp_path / "demo" / name) in done.stdout, f"{name} is not told of"
        assert (tmp_path / "demo" / name).stat().st_size > 5_000


def test_a_folder_that_is_not_the_demos_is_left_alone(tmp_path: Path) -> None:
    mine = tmp_path / "data" / "mine.txt"
    mine.parent.mkdir()
    mine.write_text("mine", encoding="utf-8")
    done = demo(tmp_path)
    assert done.returncode == 1
    assert "bliver ikke rørt" in done.stderr
    assert mine.read_text(encoding="utf-8") == "mine"


def test_the_server_goes_when_whoever_started_it_is_killed(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from tools.demo.server import running\n"
        "with running(Path(sys.argv[1])) as server:\n    print(server.address, flush=True)\n    time.sleep(60)"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "server")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as starter:
        assert starter.stdout is not None
        assert starter.stdout.readline().startswith("http://127.0.0.1:")
        below = psutil.Process(starter.pid).children(recursive=True)
        assert any("konsulent_server" in process.cmdline() for process in below)
        starter.kill()
    _gone, left = psutil.wait_procs(below, timeout=20)
    assert not left
