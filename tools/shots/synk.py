"""Synkronisering: what waits, what was refused and each way out, and how the last sync ended."""

from collections.abc import Callable

from PySide6.QtWidgets import QAbstractButton

from konsulent_app.sync.schedule import Kind, State, SyncView
from konsulent_app.ui.side import SYNKRONISERING
from tools import shot_uenige
from tools.shots.scene import SIDST, Scene, Shot


def synkronisering(s: Scene) -> None:
    s.window.show_page(SYNKRONISERING)
    s.settle()


def ended(view: SyncView) -> Callable[[Scene], None]:
    """The card and the page after a sync that ended so."""

    def show(s: Scene) -> None:
        synkronisering(s)
        s.driver.moved.emit(view)
        s.window.set_sync(view)

    return show


def afvist(s: Scene) -> None:
    with s.database.writing() as tx:
        shot_uenige.add_refused(tx)
    synkronisering(s)


def pressed(name: str) -> Callable[[Scene], None]:
    """A button of the quarantine."""

    def show(s: Scene) -> None:
        afvist(s)
        button = s.window.findChild(QAbstractButton, name)
        assert button is not None, name
        button.click()
        s.settle()

    return show


def _view(state: State, slut: Kind, besked: str = "", ur: float = 0.0) -> SyncView:
    return SyncView(state=state, venter=3, sidst=SIDST, besked=besked, slut=slut, ur=ur)


_TROUBLE = "Serveren kan ikke svare lige nu. Vi prøver igen af os selv."
SHOTS = {
    "synkronisering": Shot(synkronisering, venter=True),
    "synkronisering_tom": Shot(synkronisering),
    "synkronisering_uden_net": Shot(ended(_view(State.OFFLINE, Kind.OFFLINE)), venter=True),
    "synkronisering_fejl": Shot(ended(_view(State.ERROR, Kind.TROUBLE, _TROUBLE)), venter=True),
    "synkronisering_log_ind": Shot(ended(_view(State.ERROR, Kind.SESSION)), venter=True),
    "synkronisering_ur": Shot(ended(_view(State.OK, Kind.DONE, ur=430.0)), konflikter=True),
    "synkronisering_afvist": Shot(afvist),
    "synkronisering_ret": Shot(pressed("sync_mend_3")),
    "synkronisering_fjern": Shot(pressed("sync_remove_1")),
}
