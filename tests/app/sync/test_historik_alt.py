"""The whole history of a sag: every page of every row, at the server's pace, and plain words when the line goes."""

from konsulent_app.sync.historik import HistorikSvar, Place, Udfald
from konsulent_app.sync.historik_alt import AT_ONCE, REST, TRIES, Hentning, fetch_alt
from konsulent_core.udlevering.sagsfil import HistorikStand
from konsulent_core.wire import HistorikLine

RAEKKER = (("sag", 1), ("udsagn", 2))


def line(seq: int, field: str, after: str) -> HistorikLine:
    return HistorikLine(seq, field, None, after, "Bo", f"2026-01-0{seq}T08:00:00Z", "", born=seq == 1)


class Server:
    """Answers as told, row by row; ``svar`` None is a line that is gone."""

    def __init__(self, *svar: HistorikSvar) -> None:
        self.svar, self.asked = list(svar), list[tuple[int, Place | None]]()
        self.waited: list[float] = []

    def __call__(self, raekke: int, felter: tuple[str, ...], foer: Place | None) -> HistorikSvar:
        self.asked.append((raekke, foer))
        return self.svar.pop(0)


def had(*linjer: HistorikLine, mere: Place | None = None) -> HistorikSvar:
    return HistorikSvar(udfald=Udfald.HENTET, linjer=linjer, mere=mere)


def test_every_page_of_every_row_is_asked_for_and_told_oldest_first() -> None:
    server = Server(
        had(line(5, "start", "b"), mere=(5, "start")), had(line(1, "start", "a")), had(line(3, "tekst", "c"))
    )
    hentning = Hentning()
    found = fetch_alt(server, RAEKKER, hentning, server.waited.append)
    assert server.asked == [(1, None), (1, (5, "start")), (2, None)]
    assert [(one.tabel, one.efter) for one in found.linjer] == [("sag", "a"), ("udsagn", "c"), ("sag", "b")]
    assert (found.stand, hentning.i_alt, hentning.hentet, server.waited) == (HistorikStand.HENTET, 2, 2, [])


def test_without_net_there_is_none_and_with_a_lost_line_a_part() -> None:
    gone = HistorikSvar(udfald=Udfald.UDEN_NET)
    assert fetch_alt(Server(gone), RAEKKER, Hentning(), print).stand is HistorikStand.MANGLER
    part = fetch_alt(Server(had(line(1, "start", "a")), gone), RAEKKER, Hentning(), print)
    assert (part.stand, len(part.linjer)) == (HistorikStand.DELVIS, 1)


def test_a_row_that_the_server_does_not_know_is_passed_over() -> None:
    server = Server(HistorikSvar(udfald=Udfald.UKENDT), had(line(1, "tekst", "a")))
    found = fetch_alt(server, RAEKKER, Hentning(), server.waited.append)
    assert (found.stand, len(found.linjer)) == (HistorikStand.HENTET, 1)


def test_a_server_that_cannot_now_is_asked_again_and_not_for_ever() -> None:
    busy = HistorikSvar(udfald=Udfald.FEJL)
    server = Server(busy, busy, had(line(1, "start", "a")), had())
    assert fetch_alt(server, RAEKKER, Hentning(), server.waited.append).stand is HistorikStand.HENTET
    assert server.waited == [REST, REST]
    server = Server(*[busy] * (TRIES + 1))
    assert fetch_alt(server, RAEKKER, Hentning(), server.waited.append).stand is HistorikStand.MANGLER


def test_many_rows_are_asked_for_at_the_servers_pace() -> None:
    many = tuple(("udsagn", n) for n in range(1, AT_ONCE + 11))
    server = Server(*[had()] * len(many))
    fetch_alt(server, many, Hentning(), server.waited.append)
    assert len(server.waited) == 10


def test_it_stops_when_somebody_has_had_enough() -> None:
    server = Server()
    hentning = Hentning(stop=True)
    assert fetch_alt(server, RAEKKER, hentning, print).stand is HistorikStand.MANGLER
    assert server.asked == []
