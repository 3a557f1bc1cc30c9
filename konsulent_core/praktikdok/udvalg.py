"""Cuts the sag down to one praktik and those before it, with one numbering of sources for the whole paper."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from konsulent_core.clock import written_day
from konsulent_core.entities import Praktik
from konsulent_core.rapport.blad import Belaeg
from konsulent_core.rapport.grundlag import Grundlag, Udsnit, cut, dag, register
from konsulent_core.rapport.timer import Trin, trin
from konsulent_core.skema.grammar import Skema
from konsulent_core.words import BesoegType, TimerArt

_JOB = frozenset({TimerArt.SMAAJOB.value, TimerArt.JOB.value, TimerArt.FLEKSJOB.value})


@dataclass(frozen=True, slots=True)
class Udvalg:
    """``hele`` is all that the paper may point at, ``egen`` what was said and done in the praktik itself.

    ``til`` is the last day told of: the praktik's own, or the day the paper is made where it goes on.
    """

    praktik: Praktik
    forrige: tuple[Praktik, ...]
    hele: Udsnit
    egen: Udsnit
    til: date

    @property
    def navn(self) -> str:
        return self.egen.navn

    @property
    def loeber(self) -> bool:
        """Whether the praktik, or the job that grew out of it, goes on."""
        return not self.praktik.afbrudt and self.egen.runs(self.praktik)

    @property
    def begynder(self) -> date | None:
        """The first day of a praktik that has not begun on the day told of."""
        start = written_day(self.praktik.start)
        return start if start is not None and start > self.til else None

    @property
    def blev_job(self) -> str | None:
        """The kind of job that the praktik went on as, a ``TimerArt`` value."""
        steps = [blad for blad, _ in self.trin(self.praktik) if blad.fra <= self.til.isoformat()]
        return steps[-1].art if steps and steps[-1].art in _JOB else None

    def trin(self, praktik: Praktik) -> tuple[Trin, ...]:
        """The steps of hours of one praktik, oldest first."""
        own = tuple(t for t in self.hele.grundlag.timer if t.praktik == praktik.id)
        return trin(replace(self.hele, grundlag=replace(self.hele.grundlag, timer=own)))

    def slut(self, praktik: Praktik) -> date:
        """The last day of a praktik that is told of."""
        last = written_day(praktik.slut)
        return self.til if last is None else min(last, self.til)

    def belaeg(self, praktik: Praktik, felt: str, ord_: str) -> Belaeg:
        """The source of how a praktik went: its afslutning where one was held, else the sag itself."""
        held = [
            m
            for m in self.hele.moeder
            if m.besoeg.praktik == praktik.id and m.besoeg.type == BesoegType.AFSLUTNING.value
        ]
        return self.hele.belaeg(held[-1], felt, ord_) if held else register(ord_, felt)


def choose(grundlag: Grundlag, skemaer: Mapping[str, Skema], praktik_id: int, til: date) -> Udvalg | None:
    """The praktik and what came before it; None when the sag has no such praktik."""
    praktik = next((p for p in grundlag.praktikker if p.id == praktik_id), None)
    if praktik is None:
        return None
    before = tuple(p for p in grundlag.praktikker if p.id != praktik_id and _begin(p) < _begin(praktik))
    last = written_day(praktik.slut)
    end = til if last is None else min(last, til)
    # an afslutning is often held, and a step agreed, some days after the last day in the praktik
    known = {t.besoeg for p in (*before, praktik) for t in grundlag.timer if t.praktik == p.id}
    closing = {p.id for p in before}
    besoeg = tuple(
        b
        for b in grundlag.besoeg
        if dag(b) <= til
        and (
            b.praktik == praktik_id or b.id in known or (b.praktik in closing and b.type == BesoegType.AFSLUTNING.value)
        )
    )
    begun = [day for p in (*before, praktik) if (day := written_day(p.start)) is not None]
    first = min([*begun, *(dag(b) for b in besoeg), end])
    hele = cut(replace(grundlag, besoeg=besoeg), skemaer, first, til)
    return Udvalg(praktik, before, hele, narrow(hele, praktik, end), end)


def narrow(udsnit: Udsnit, praktik: Praktik, til: date) -> Udsnit:
    """Only what belongs to one praktik; the sources keep their numbers."""
    g = udsnit.grundlag
    own = tuple(m for m in udsnit.moeder if m.besoeg.praktik == praktik.id)
    others = tuple(m for m in udsnit.moeder if m.besoeg.praktik != praktik.id)
    start = written_day(praktik.start)
    first = min([*(m.dato for m in own), *([start] if start else [])], default=udsnit.fra)
    return replace(
        udsnit,
        grundlag=replace(
            g,
            praktikker=(praktik,),
            timer=tuple(t for t in g.timer if t.praktik == praktik.id),
            opgaver=tuple(o for o in g.opgaver if o.praktik == praktik.id),
            delmaal=tuple(d for d in g.delmaal if d.praktik == praktik.id),
        ),
        fra=min(first, til),
        til=til,
        moeder=own,
        uden_for=(*udsnit.uden_for, *others),
    )


def _begin(praktik: Praktik) -> tuple[str, int]:
    return praktik.start or "", praktik.id
