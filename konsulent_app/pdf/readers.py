"""Who a paper is for: the snapshot without what its readers may not see; nothing else decides it."""

from dataclasses import replace

from konsulent_core.skema.grammar import FeltType
from konsulent_core.snapshot import DagBlad, DimensionBlad, FeltSvar, NoteBlad, PunktBlad, Snapshot
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
        punkter=_punkter(snapshot, allowed),
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


def asks(snapshot: Snapshot, kind: FeltType) -> bool:
    """Whether the besøg's skema asks this; a snapshot from before it had ``felter`` was an opfølgning's, which does."""
    return not snapshot.felter or any(f.type == kind for f in snapshot.felter)


class _Allowed:
    """Asks ``felter``. A skema has the types without a key of their own at most once."""

    def __init__(self, snapshot: Snapshot, readers: frozenset[str]) -> None:
        self._readers = readers
        self._named = bool(snapshot.felter)
        self._by_type = {f.type: f for f in snapshot.felter}
        self._by_key = {f.felt: f for f in snapshot.felter}
        self._levels = [f.audience in readers for f in snapshot.felter if f.type == FeltType.VURDERING]

    def shown(self, kind: FeltType) -> bool:
        if not self._named:
            return self._readers >= KOMMUNE
        felt = self._by_type.get(kind)
        return felt is not None and felt.audience in self._readers

    def cause(self, kind: FeltType) -> bool:
        if not self._named:
            return self._readers >= KOMMUNE
        felt = self._by_type.get(kind)
        return felt is not None and felt.aarsag_audience in self._readers

    def answer(self, answer: NoteBlad | FeltSvar) -> bool:
        """Notes and answers carry their audience themselves too: the narrower one holds."""
        if answer.audience not in self._readers:
            return False
        felt = self._by_key.get(answer.felt)
        return not self._named or (felt is not None and felt.audience in self._readers)

    def levels(self, count: int) -> list[bool]:
        """For each of the snapshot's dimensions, which stand in the order of their felter."""
        if not self._named:
            return [self._readers >= KOMMUNE] * count
        return self._levels if len(self._levels) == count else [bool(self._levels) and all(self._levels)] * count


def _punkter(snapshot: Snapshot, allowed: _Allowed) -> tuple[PunktBlad, ...]:
    levels = iter(allowed.levels(sum(len(p.dimensioner) for p in snapshot.punkter)))
    return tuple(_punkt(p, allowed, tuple(d for d in p.dimensioner if next(levels))) for p in snapshot.punkter)


def _punkt(punkt: PunktBlad, allowed: _Allowed, dimensioner: tuple[DimensionBlad, ...]) -> PunktBlad:
    noter = tuple(n for n in punkt.noter if allowed.answer(n))
    svar = tuple(s for s in punkt.svar if allowed.answer(s))
    return replace(punkt, noter=noter, svar=svar, dimensioner=dimensioner)


def _uden_art(dag: DagBlad) -> DagBlad:
    return replace(dag, status=AFBUD) if dag.status in _ARTER else dag
