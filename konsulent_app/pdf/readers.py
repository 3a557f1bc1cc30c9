"""Who a paper is for: the snapshot without what its readers may not see; nothing else decides it."""

from dataclasses import replace

from konsulent_core.snapshot import PunktBlad, Snapshot
from konsulent_core.words import Audience

BORGER = frozenset({Audience.ALLE.value, Audience.BORGER_OG_KOMMUNE.value})
KOMMUNE = BORGER | {Audience.KOMMUNE.value}
VIRKSOMHED = frozenset({Audience.ALLE.value})


def for_readers(snapshot: Snapshot, readers: frozenset[str]) -> Snapshot:
    """Notes and answers for ``readers`` only; an audience that is no known word is shown to nobody."""
    return replace(snapshot, punkter=tuple(_punkt(p, readers) for p in snapshot.punkter))


def _punkt(punkt: PunktBlad, readers: frozenset[str]) -> PunktBlad:
    noter = tuple(n for n in punkt.noter if n.audience in readers)
    svar = tuple(s for s in punkt.svar if s.audience in readers)
    return replace(punkt, noter=noter, svar=svar)
