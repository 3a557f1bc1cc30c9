"""»Indlæs sager«, step by step."""

import tempfile
from pathlib import Path

from konsulent_app.ui.pages.indlaes import IndlaesPage, Trin
from tools import shot_indlaes
from tools.shots.scene import Scene, Shot


def _indlaes(s: Scene, trin: Trin = Trin.VAELG) -> IndlaesPage:
    page = IndlaesPage(s.theme, s.work, s.context, s.feedback, ("Ressourceforløb", "Kontanthjælp"), lambda: None)
    s.window.show_full(page)
    if trin is not Trin.VAELG:
        with tempfile.TemporaryDirectory() as folder:
            shot_indlaes.go_to(page, Path(folder), trin, s.settle)
    return page


def indlaes(s: Scene) -> None:
    _indlaes(s)


def indlaes_fejl(s: Scene) -> None:
    page = _indlaes(s)
    page.open_file(Path("findes-ikke.xlsx"))


def indlaes_henter(s: Scene) -> None:
    _indlaes(s).skip_to_wait(1_500)


def indlaes_kolonner(s: Scene) -> None:
    _indlaes(s, Trin.KOLONNER)


def indlaes_proeve(s: Scene) -> None:
    _indlaes(s, Trin.PROEVE)


def indlaes_kvittering(s: Scene) -> None:
    _indlaes(s, Trin.KVITTERING)


SHOTS = {
    "indlaes": Shot(indlaes),
    "indlaes_fejl": Shot(indlaes_fejl),
    "indlaes_henter": Shot(indlaes_henter),
    "indlaes_kolonner": Shot(indlaes_kolonner),
    "indlaes_proeve": Shot(indlaes_proeve),
    "indlaes_kvittering": Shot(indlaes_kvittering),
}
