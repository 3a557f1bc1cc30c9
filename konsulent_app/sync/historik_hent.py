"""Asks the server for a field's history, on a line of its own: a sync that runs meanwhile is not kept waiting."""

import threading

from konsulent_app.sync.historik import HistorikSvar, Place, Udfald
from konsulent_app.sync.transport import Denied, Offline, ServerTrouble, Transport
from konsulent_core.wire import WIRE_VERSION, HistorikRequest

_UDFALD = {"session": Udfald.SESSION, "unknown": Udfald.UKENDT}


class HistorikHent:
    """A ``HentHistorik``; one question at a time."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._one_at_a_time = threading.Lock()

    def use(self, token: str) -> None:
        """The session that later questions belong to."""
        self._transport.use(token)

    def close(self) -> None:
        """An answer that still comes counts as none."""
        self._transport.stop()

    def __call__(self, raekke: int, felter: tuple[str, ...], foer: Place | None) -> HistorikSvar:
        try:
            with self._one_at_a_time:
                page = self._transport.historik(HistorikRequest(WIRE_VERSION, raekke, felter, foer))
        except Offline as error:
            return HistorikSvar(udfald=Udfald.UDEN_NET, besked=error.message)
        except ServerTrouble as error:
            return HistorikSvar(udfald=Udfald.FEJL, besked=error.message)
        except Denied as error:
            return HistorikSvar(udfald=_UDFALD.get(error.problem.code, Udfald.FEJL), besked=error.message)
        return HistorikSvar(udfald=Udfald.HENTET, nu=page.now, linjer=tuple(page.lines), mere=page.more)
