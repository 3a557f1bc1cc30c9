"""A kommune's own list on top of those the app is delivered with: beside them or in their place, by date."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from konsulent_core.frister import Gyldighed, PraktikRegel, Regler, SagRegel
from konsulent_core.lister import Post

_EN_DAG = timedelta(days=1)
T = TypeVar("T")
Bounds = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tid:
    """The days an own list holds, both included; ``tilfoejer``: what was there before is offered as well."""

    fra: date
    til: date | None
    tilfoejer: bool

    def within(self, bounds: Bounds) -> list[Bounds]:
        """The days of ``bounds`` on which this list holds: one stretch or none."""
        fra, til = bounds
        start = self.fra if fra is None else max(fra, self.fra)
        end = til if self.til is None else self.til if til is None else min(til, self.til)
        return [] if end is not None and end < start else [(start, end)]

    def without(self, bounds: Bounds) -> list[Bounds]:
        """The days on which it does not hold: before it began, and after it was withdrawn."""
        fra, til = bounds
        before = self.fra - _EN_DAG
        stretches: list[Bounds] = []
        if fra is None or fra <= before:
            stretches.append((fra, before if til is None else min(til, before)))
        if self.til is not None:
            after = self.til + _EN_DAG
            if til is None or after <= til:
                stretches.append((after if fra is None else max(fra, after), til))
        return stretches


def own_poster(posts: Iterable[Post], own: Iterable[Post], tid: Tid) -> tuple[Post, ...]:
    """What may be chosen, of all dates. An entry that is offered in two stretches stands twice, never on one day."""
    kept = list(posts) if tid.tilfoejer else _cut(posts, _days_of_post, _post_with, tid.without)
    return (*kept, *_cut(own, _days_of_post, _post_with, tid.within))


def own_regler(regler: Regler, own: Regler, tid: Tid) -> Regler:
    """The deadlines; the kommune's own come first, for the first rule that holds is taken."""
    praktik: list[PraktikRegel] = list(regler.praktik)
    sag: list[SagRegel] = list(regler.sag)
    if not tid.tilfoejer:
        praktik = _cut(praktik, _days_of_rule, _praktik_with, tid.without)
        sag = _cut(sag, _days_of_rule, _sag_with, tid.without)
    return Regler(
        praktik=(*_cut(own.praktik, _days_of_rule, _praktik_with, tid.within), *praktik),
        sag=(*_cut(own.sag, _days_of_rule, _sag_with, tid.within), *sag),
    )


def _cut(
    found: Iterable[T],
    days_of: Callable[[T], Bounds],
    with_days: Callable[[T, Bounds], T],
    stretches: Callable[[Bounds], list[Bounds]],
) -> list[T]:
    return [with_days(one, stretch) for one in found for stretch in stretches(days_of(one))]


def _days_of_post(post: Post) -> Bounds:
    return post.fra, post.til


def _post_with(post: Post, days: Bounds) -> Post:
    return replace(post, fra=days[0], til=days[1])


def _days_of_rule(rule: PraktikRegel | SagRegel) -> Bounds:
    return rule.gyldig.fra, rule.gyldig.til


def _gyldig(gyldig: Gyldighed, days: Bounds) -> Gyldighed:
    return replace(gyldig, fra=days[0] or gyldig.fra, til=days[1])


def _praktik_with(rule: PraktikRegel, days: Bounds) -> PraktikRegel:
    return replace(rule, gyldig=_gyldig(rule.gyldig, days))


def _sag_with(rule: SagRegel, days: Bounds) -> SagRegel:
    return replace(rule, gyldig=_gyldig(rule.gyldig, days))
