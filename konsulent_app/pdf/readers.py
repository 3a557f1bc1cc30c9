"""Who a paper is for: the snapshot without what its readers may not see; nothing else decides it."""

from dataclasses import replace

from konsulent_core.skema.grammar import FeltType
from konsulent_core.snapshot import DagBlad, FeltSvar, NoteBlad, PunktBlad, Snapshot
from konsulent_core.words import Audience, Fremmoede

BORGER = frozenset({Audience.ALLE.value, Audience.BORGER_OG_KOMMUNE.value})
KOMMUNE = BORGER | {Audience.KOMMUNE.value}
VIRKSOMHED = frozenset({Audience.ALLE.value})

AFBUD = "afbud"
"""The ``status`` of a day for readers who may know of the absence and not of its kind."""

_ARTER = frozenset({Fremmoede.SYGDOM.value, Fremmoede.BEHANDLING.value, Fremmoede.ANDET.value})


def for_readers(snapshot: Snapshot, readers: frozenset[str]) -> Snapshot:
    """What ``readers`` may see, by the audiences of the skema that the besøg was filled in with.

    An audience that is no known word is shown to nobody, and so is a felt or a cause that ``felter`` does not name.
    A snapshot from before it had ``felter`` shows its rows, levels and causes to the kommune alone.
    """
    own = readers >= KOMMUNE
    allowed = _Allowed(snapshot, readers)
    shown, cause = allowed.shown, allowed.cause
    hours, paid, why = shown(FeltType.TIMER), shown(FeltType.LOENTIMER), cause(FeltType.TIMER)
    naeste, naeste_why = shown(FeltType.NAESTE_BESOEG), cause(FeltType.NAESTE_BESOEG)
    tasks, task_why = shown(FeltType.OPGAVER), cause(FeltType.OPGAVER)
    kinds, hensyn_why = cause(FeltType.FREMMOEDE), cause(FeltType.SKAANEHENSYN)
    return replace(
        snapshot,
        cpr=snapshot.cpr if own else None,
        bekymring_grund=snapshot.bekymring_grund if own else None,
        punkter=tuple(_punkt(p, allowed) for p in snapshot.punkter),
        opgaver=tuple(replace(o, grund=o.grund if task_why else None) for o in snapshot.opgaver if tasks),
        dage=tuple(d if kinds else _uden_art(d) for d in snapshot.dage if shown(FeltType.FREMMOEDE)),
        skaanehensyn=tuple(
            replace(h, aarsag=h.aarsag if hensyn_why else None)
            for h in snapshot.skaanehensyn
            if shown(FeltType.SKAANEHENSYN)
        ),
        timer=tuple(
            replace(t, loentimer=t.loentimer if paid else None, aarsag=t.aarsag if why else None)
            for t in snapshot.timer
            if hours
        ),
        aftaler_sidst=snapshot.aftaler_sidst if shown(FeltType.AFTALER_SIDST) else (),
        aftaler=snapshot.aftaler if shown(FeltType.AFTALER) else (),
        naeste_dato=snapshot.naeste_dato if naeste else None,
        naeste_tid=snapshot.naeste_tid if naeste else None,
        naeste_grund=snapshot.naeste_grund if naeste and naeste_why else None,
    )


class _Allowed:
    """Asks ``felter``. A skema has the types without a key of their own at most once."""

    def __init__(self, snapshot: Snapshot, readers: frozenset[str]) -> None:
        self._readers = readers
        self._named = bool(snapshot.felter)
        self._unnamed = readers >= KOMMUNE
        self._by_type = {f.type: f for f in snapshot.felter}
        self._by_key = {f.felt: f for f in snapshot.felter}

    def shown(self, kind: FeltType) -> bool:
        if not self._named:
            return self._unnamed
        felt = self._by_type.get(kind)
        return felt is not None and felt.audience in self._readers

    def cause(self, kind: FeltType) -> bool:
        if not self._named:
            return self._unnamed
        felt = self._by_type.get(kind)
        return felt is not None and felt.aarsag_audience in self._readers

    def answer(self, answer: NoteBlad | FeltSvar) -> bool:
        """A note and an answer carry their audience themselves."""
        return answer.audience in self._readers
