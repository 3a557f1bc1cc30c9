"""The history of many rows, asked for row by row at a pace that the server allows, until somebody has had enough."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from konsulent_app.sync.historik import HentHistorik, HistorikSvar, Place, Udfald
from konsulent_core.udlevering.sagsfil import Historik, HistorikLinje, HistorikStand

# The server gives a user so many at once, then so many a second (``konsulent_server.limits``); a sync wants its own.
AT_ONCE, A_SECOND = 200, 10.0
TRIES, REST = 4, 3.0  # seconds before a row is asked for again
Wait = Callable[[float], None]


@dataclass(slots=True)
class Hentning:
    """Shared between the thread that asks and the page: how far it is, and whether it shall stop."""

    i_alt: int = 0
    hentet: int = 0
    stop: bool = False


def fetch_alt(hent: HentHistorik, raekker: Sequence[tuple[str, int]], hentning: Hentning, wait: Wait) -> Historik:
    """Of rows by table and id, oldest first. What is told of the rest of a history that was not wholly had, is for the
    caller to say. ``wait`` is given seconds. Not on the UI thread; raises nothing."""
    hentning.i_alt = len(raekker)
    found: list[HistorikLinje] = []
    asked = 0
    for tabel, raekke in raekker:
        foer: Place | None = None
        while True:
            asked += 1
            if asked > AT_ONCE:
                wait(1 / A_SECOND)
            svar = HistorikSvar(udfald=Udfald.UDEN_NET) if hentning.stop else _ask(hent, raekke, foer, wait)
            if svar.udfald is Udfald.UKENDT:
                break  # not sent yet, or another's: the server has nothing to tell of it
            if svar.udfald is not Udfald.HENTET:
                stand = HistorikStand.DELVIS if found else HistorikStand.MANGLER
                return Historik(stand=stand, linjer=_in_order(found))
            found += [
                HistorikLinje(
                    tabel=tabel,
                    raekke=raekke,
                    felt=line.field,
                    foer=line.before,
                    efter=line.after,
                    hvem=line.who,
                    hvornaar=line.claimed,
                    modtaget=line.received,
                )
                for line in svar.linjer
            ]
            foer = svar.mere
            if foer is None:
                break
        hentning.hentet += 1
    return Historik(stand=HistorikStand.HENTET, linjer=_in_order(found))


def _ask(hent: HentHistorik, raekke: int, foer: Place | None, wait: Wait) -> HistorikSvar:
    """Once more when the server cannot just now; a line that is gone is gone."""
    svar = hent(raekke, (), foer)
    for _ in range(TRIES):
        if svar.udfald is not Udfald.FEJL:
            break
        wait(REST)
        svar = hent(raekke, (), foer)
    return svar


def _in_order(found: Sequence[HistorikLinje]) -> tuple[HistorikLinje, ...]:
    return tuple(sorted(found, key=lambda one: (one.modtaget or one.hvornaar, one.tabel, one.raekke, one.felt)))
