"""The app in a real X window, and the Qt binding's own health."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QLabel

SHOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from konsulent_app.app.run import make_app
from konsulent_app.paths import Paths
from konsulent_app.settings import Settings

app, end = make_app(Paths.under(Path(sys.argv[1])), Settings())
app.begin()

def look():
    window = app.desktop.window
    handle = window.windowHandle()
    if handle is None or not handle.isExposed() or app._gate is None:
        QTimer.singleShot(100, look)
        return
    picture = window.grab().toImage()
    colours = {picture.pixel(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)}
    print(app.desktop.qt.platformName(), len(colours), window.windowTitle())
    window.close()

QTimer.singleShot(100, look)
code = app.desktop.run()
end()
sys.exit(code)
"""


@pytest.mark.skipif(shutil.which("xvfb-run") is None, reason="needs Debian's xvfb and xauth")
def test_the_window_opens_and_is_painted_on_a_real_screen(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb"}
    shown = subprocess.run(
        ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24", sys.executable, "-c", SHOW, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=90,
        env=environment,
        check=False,
    )
    assert shown.returncode == 0, shown.stderr
    platform, colours, title = shown.stdout.split(maxsplit=2)
    assert platform == "xcb"
    assert int(colours) > 12, "a painted window has text and edges"
    assert title.strip() == "Opfølgning"


def test_this_binding_does_not_lose_a_reference_to_none_at_every_call(qapp: QApplication) -> None:
    """PySide6 6.12.0 on Python 3.11 does, and the process aborts after some thousands of them."""
    label, model = QLabel(), QStandardItemModel(200, 1)
    before = sys.getrefcount(None)
    for number in range(100):
        label.setText("x")
        model.setItem(number, 0, QStandardItem("x"))
    assert sys.getrefcount(None) - before > -50
