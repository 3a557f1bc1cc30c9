"""What lies over a page: the palette and Genveje."""

from konsulent_app.ui.pages.palette import Palette
from tools import shot_sager
from tools.shots.scene import Scene, Shot


def genveje(s: Scene) -> None:
    s.open(shot_sager.KATRINE)
    s.window.open_genveje()


def palette(s: Scene, text: str = "") -> Palette:
    s.window.leave_full()
    s.open(shot_sager.KATRINE)
    s.window.open_palette()
    found = s.window.findChild(Palette, "palette")
    assert found is not None
    s.settle()
    found.input.setText(text)
    s.settle()
    return found


def palette_tom(s: Scene) -> None:
    palette(s)


def palette_soeg(s: Scene) -> None:
    palette(s, "p")


def palette_intet(s: Scene) -> None:
    palette(s, "findes ikke")


def palette_henter(s: Scene) -> None:
    palette(s).skip_to("skeleton")


def palette_fejl(s: Scene) -> None:
    palette(s).show_error()


SHOTS = {
    "genveje": Shot(genveje),
    "palette": Shot(palette_tom),
    "palette_soeg": Shot(palette_soeg),
    "palette_intet": Shot(palette_intet),
    "palette_henter": Shot(palette_henter),
    "palette_fejl": Shot(palette_fejl),
}
