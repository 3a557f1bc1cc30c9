"""Where a teamleder's wishes lead: a sag of her team to be read, and sager to be given on."""

from collections.abc import Callable

from konsulent_app.services.context import Context
from konsulent_app.store.database import Tx
from konsulent_app.store.teamtal import is_here, sag_navne
from konsulent_app.sync.schedule import Ended, Kind
from konsulent_app.ui.desktop import Desktop
from konsulent_app.ui.models.sync_driver import SyncDriver
from konsulent_app.ui.pages import team_ord
from konsulent_app.ui.pages.team_ark import AabnArk, GivVidereArk, Team
from konsulent_app.ui.work import Work

# The sync that runs when the server says yes may have asked before; the next one brings the sag.
_SYNCS = 3


class TeamVeje:
    """Over the window of ``desktop`` from log-in until ``let_go``."""

    def __init__(self, desktop: Desktop, context: Context, work: Work, team: Team, sync: SyncDriver) -> None:
        self._desktop, self._work, self._sync = desktop, work, sync
        window = self._window = desktop.window
        self.aabn = AabnArk(desktop.theme, work, team, window.shell, window.under)
        self.giv = GivVidereArk(desktop.theme, work, context, team, window.shell, window.under)
        self._wanted, self._left = 0, 0
        self.aabn.granted.connect(self._granted)
        self.aabn.closed.connect(self._forget)
        self.giv.given.connect(self._given)
        self._links: list[tuple[object, Callable[..., None]]] = [
            (window.open_team_sag, self.open_sag),
            (window.give_on, self.give_on),
            (sync.ended, self._synced),
        ]
        for signal, slot in self._links:
            signal.connect(slot)  # type: ignore[attr-defined]  # a bound Qt signal

    def let_go(self) -> None:
        """The session ends."""
        for signal, slot in self._links:
            signal.disconnect(slot)  # type: ignore[attr-defined]  # as above
        for sheet in (self.aabn, self.giv):
            sheet.close_sheet()
            sheet.deleteLater()

    def open_sag(self, sag: int) -> None:
        """One that was opened before today is here; another is asked for."""

        def read(tx: Tx) -> tuple[bool, dict[int, str]]:
            return is_here(tx, sag), sag_navne(tx, (sag,))

        def show(found: tuple[bool, dict[int, str]]) -> None:
            if found[0]:
                self._window.show_sag(sag)
            else:
                self.aabn.open_sheet(sag, found[1].get(sag, "Sagen"))

        self._work.read(read, show, self._desktop.feedback.hear)

    def give_on(self, sager: tuple[int, ...]) -> None:
        """Sager of the team are to be another's."""
        self._work.read(
            lambda tx: sag_navne(tx, sager),
            lambda navne: self.giv.open_sheet(sager, list(navne.values())),
            self._desktop.feedback.hear,
        )

    def _given(self, words: str) -> None:
        self._desktop.feedback.tell(words)
        self._sync.wish()

    def _granted(self, sag: int) -> None:
        self._wanted, self._left = sag, _SYNCS
        self._sync.wish()

    def _synced(self, ended: Ended) -> None:
        if self._wanted:
            sag = self._wanted
            self._work.read(lambda tx: is_here(tx, sag), lambda here: self._arrived(sag, here, ended))

    def _arrived(self, sag: int, here: bool, ended: Ended) -> None:
        if sag != self._wanted:
            return
        self._left -= 1
        if here:
            self.aabn.close_sheet()
            self._window.show_sag(sag)
        elif ended.kind is Kind.DONE and self._left > 0:
            self._sync.wish()
        else:
            self._wanted = 0
            self.aabn.fail(ended.message or team_ord.KOM_IKKE)

    def _forget(self) -> None:
        self._wanted = 0
