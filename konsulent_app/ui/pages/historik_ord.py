"""The history of a field in words: when, who, and from what to what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from konsulent_app.services.feltord import FeltOrd
from konsulent_app.store.historik import Usendt, VedSiden
from konsulent_app.sync.historik import HistorikSvar, Udfald
from konsulent_app.ui.pages.konflikt_ord import TOM, sagt
from konsulent_core.clock import COPENHAGEN, from_text
from konsulent_core.dansk import format_dag, format_kl
from konsulent_core.merge import Value
from konsulent_core.wire import HistorikLine

# A change that reached the server later than this after it was written says both times.
_LATE = timedelta(minutes=10)
UDEN_NET = "Historikken ligger på serveren, og der er ingen forbindelse lige nu. Her står kun det, denne pc selv ved."
SESSION = "Log ind igen for at hente historikken. Her står kun det, denne pc selv ved."
UKENDT = "Serveren har ingen historik for feltet, eller du har ikke adgang til den længere."
IKKE_SENDT_FOER = "Serveren har ikke fået feltet endnu. Historikken begynder, når det er sendt."
INGEN = "Her er ikke skrevet noget endnu."


@dataclass(frozen=True, slots=True)
class HistorikLinje:
    """One line of the sheet. ``maerke``: what is special about it, "" for a plain change."""

    naar: str
    hvem: str
    tekst: str
    maerke: str = ""
    note: str = ""


class Fortaeller:
    """Tells the server's pages one after the other, newest first: a line holds what was set, and what stood beside it
    in the same group is known from the lines above."""

    def __init__(self, ord_: FeltOrd, felter: Sequence[str], mig: str, i_dag: date) -> None:
        self._ord, self._felter, self._mig, self._i_dag = ord_, tuple(felter), mig, i_dag
        self._state: dict[str, Value] | None = None

    def tell(self, svar: HistorikSvar) -> list[HistorikLinje]:
        """The lines of the next page."""
        if self._state is None:
            self._state = dict(svar.nu)
        state, told = self._state, []
        for _, group in groupby(svar.linjer, key=lambda line: (line.seq, line.born)):
            lines = list(group)
            after = {name: state.get(name) for name in self._felter}
            state.update({line.field: line.before for line in lines})
            before = {name: state.get(name) for name in self._felter}
            gone = next((line for line in lines if line.field == "slettet"), None)
            if gone is not None and not gone.born:
                words = "fjernet" if gone.after else "sat tilbage"
                if any(line.field != "slettet" for line in lines):
                    words = f"{words}, {skift_ord(self._ord, before, after)}"
            else:
                words = skift_ord(self._ord, {} if lines[0].born else before, after)
            told.append(self._line(lines[0], words))
        return told

    def _line(self, line: HistorikLine, words: str) -> HistorikLinje:
        claimed, received = _instant(line.claimed), _instant(line.received)
        note = ""
        if claimed is not None and received is not None:
            if received - claimed > _LATE:
                note = f"modtaget af serveren {tid(received, self._i_dag)}"
            claimed = min(claimed, received)  # a laptop whose clock runs fast has written nothing in the future
        when = claimed or received
        return HistorikLinje(
            tid(when, self._i_dag) if when is not None else "", self.who(line.who) or "ukendt", words, note=note
        )

    def who(self, name: str) -> str:
        return f"{name} (dig)" if name and name == self._mig else name

    def usendt(self, one: Usendt) -> HistorikLinje:
        """A change that the server has not judged."""
        efter = {name: value for name, value in one.efter.items() if name in self._felter}
        foer = {name: value for name, value in one.foer.items() if name in self._felter}
        words = "fjernet" if one.efter.get("slettet") else skift_ord(self._ord, foer, efter)
        at = _instant(one.hvornaar)
        return HistorikLinje(
            tid(at, self._i_dag) if at is not None else "Nu", self.who(self._mig), words,
            "ikke sendt endnu" if at is not None else "på vej til serveren",
        )  # fmt: skip

    def ved_siden(self, one: VedSiden) -> HistorikLinje:
        """A value that never became the field's."""
        values = {name: value for name, value in one.efter.items() if name in self._felter}
        at = _instant(one.hvornaar)
        words = f"»{sagt(self._ord, values)}«"
        return HistorikLinje(
            tid(at, self._i_dag) if at is not None else "", self.who(one.hvem or self._mig), words, one.grund
        )


def skift_ord(ord_: FeltOrd, before: Mapping[str, Value], after: Mapping[str, Value]) -> str:
    """»fra »Trin 3« til »Trin 4««, »skrevet: »hej««, »slettet: »hej««."""
    if after.get("cpr") or before.get("cpr"):
        return "nummeret er ændret" if before.get("cpr") else "nummeret er skrevet"
    old = sagt(ord_, before) if before else TOM
    new = sagt(ord_, after)
    if old == TOM:
        return f"skrevet: »{new}«"
    if new == TOM:
        return f"slettet: »{old}«"
    return f"fra »{old}« til »{new}«"


def tid(instant: datetime, i_dag: date) -> str:
    """»12. marts kl. 09.42«; with the year where it is another."""
    there = instant.astimezone(COPENHAGEN)
    day = format_dag(there.date())
    if there.year == i_dag.year:
        day = day.removesuffix(f" {there.year}")
    return f"{day} {format_kl(there)}"


def besked(svar: HistorikSvar, *, usendt: bool) -> str:
    """What is said above the lines, "" where all is well."""
    match svar.udfald:
        case Udfald.HENTET:
            return ""
        case Udfald.UDEN_NET:
            return UDEN_NET
        case Udfald.SESSION:
            return SESSION
        case Udfald.UKENDT:
            return IKKE_SENDT_FOER if usendt else UKENDT
        case Udfald.FEJL:
            return svar.besked


def _instant(text: str) -> datetime | None:
    try:
        return from_text(text) if text else None
    except ValueError:
        return None
