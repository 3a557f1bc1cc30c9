"""Screenshots of every page and state: `python -m tools.shot [--out DIR] [--only NAME] [--small]`.

Both themes at 1366×768, 1920×1080 and 683×384 at twice the pixels, from the mock-ups' caseload. Prints the paths.
"""

import argparse
import gc
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication

from konsulent_app.ui.theme import Mode, Theme
from tools.shots.scene import ROOT, SIZES, Shot, picture, scene
from tools.shots.table import SHOTS


def take(theme: Theme, name: str, shot: Shot, out: Path, sizes: dict[str, tuple[int, int, float]]) -> Iterator[Path]:
    """One page in one state, at every size."""
    for size, (width, height, ratio) in sizes.items():
        kept = {"konflikter": shot.konflikter, "venter": shot.venter, "tom": shot.tom}
        with scene(theme, **kept, hent=shot.hent, rolle=shot.rolle) as found:
            found.window.resize(width, height)
            found.settle()
            shot.show(found)
            found.settle()
            path = out / f"{name}_{theme.mode.value}_{round(theme.scale * 100)}_{size}.png"
            picture(found.window, ratio).save(str(path))
            yield path
        gc.collect()  # here, and never on a worker's thread: see ``ui.collector``
        gc.collect()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "demo" / "billeder")
    parser.add_argument("--only", default="", help="part of a picture's name")
    parser.add_argument("--small", action="store_true", help="1366×768 in light only")
    parser.add_argument("--scale", type=float, default=1.0)
    given = parser.parse_args()
    gc.disable()  # as in the app (ui.collector): a Qt object freed on another thread brings the run down
    given.out.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    sizes = {"1366x768": SIZES["1366x768"]} if given.small else SIZES
    for mode in (Mode.LYS,) if given.small else (Mode.LYS, Mode.MOERK):
        theme = Theme(ROOT / "resources", mode=mode, scale=given.scale, reduced_motion=True)
        theme.apply(app)
        for name, shot in SHOTS.items():
            if given.only in name:
                for path in take(theme, name, shot, given.out, sizes):
                    print(path, flush=True)
                gc.collect()
    return 0


if __name__ == "__main__":
    sys.exit(main())
