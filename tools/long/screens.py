"""Every page and state in both themes, at every size and text size: drawn, with no word cut and nothing sideways."""

import time
from itertools import islice, product
from pathlib import Path

from PySide6.QtWidgets import QApplication

from konsulent_app.ui.collector import Collector
from konsulent_app.ui.theme import Mode, Theme
from tools.look import cut_or_outside
from tools.shots.scene import SIZES, picture, scene
from tools.shots.table import SHOTS

ROOT = Path(__file__).resolve().parents[2]
SCALES = (1.0, 1.15, 1.3, 1.5)


def run(seed: int, rounds: int, seconds: float) -> int:
    """Picture number n is always the same one; after the last it begins anew with the first."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    collector = Collector()  # else a worker thread may free the widgets of the scene before
    started = time.monotonic()
    every = list(product((Mode.LYS, Mode.MOERK), SCALES, SIZES, SHOTS))
    first = seed % len(every)
    done = 0
    for mode, scale, size, name in islice(every, first, first + rounds):
        if time.monotonic() - started > seconds:
            break
        fault = _fault(app, mode, scale, size, name)
        collector.collect()
        if fault:
            where = f"{name}, {mode.value}, {size}, {scale:.0%}"
            print(f"screens: FAILED at {where}: {fault}: python -m tools.long screens --seed {first + done} --rounds 1")
            return 1
        done += 1
    collector.stop()
    print(f"screens: {first}..{first + done - 1} of {len(every)}, {time.monotonic() - started:.0f} s: all drawn whole")
    return 0


def _fault(app: QApplication, mode: Mode, scale: float, size: str, name: str) -> str:
    theme = Theme(ROOT / "resources", mode=mode, scale=scale, reduced_motion=True)
    theme.apply(app)
    width, height, ratio = SIZES[size]
    shot = SHOTS[name]
    kept = {"konflikter": shot.konflikter, "venter": shot.venter, "tom": shot.tom}
    with scene(theme, **kept, hent=shot.hent, rolle=shot.rolle) as s:
        s.window.resize(width, height)
        s.settle()
        shot.show(s)
        s.settle()
        if s.crashes:
            return f"it crashed: {type(s.crashes[0]).__name__}"
        if picture(s.window, ratio).isNull():
            return "nothing was drawn"
        found = cut_or_outside(s.window)
    return f"cut or outside: {found}" if found else ""
