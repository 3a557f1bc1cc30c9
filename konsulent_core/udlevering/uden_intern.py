"""A sag as another kommune may see it: without what is »intern« by the skema of each besøg.

The rule is the audience of DOMAIN §4: the kommune's readers see all but what its author keeps to herself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

import msgspec

from konsulent_core import snapshot as s
from konsulent_core.entities import (
    Aftale,
    Besoeg,
    Borger,
    Forsinket,
    Konflikt,
    Kontaktperson,
    Laering,
    Record,
    Rettelse,
    Sagtal,
    Spoergsmaal,
    Svar,
    Udsagn,
    Virksomhed,
    Vurdering,
)
from konsulent_core.skema.grammar import GENTAGELIGE, TABEL, FeltType, Skema
from konsulent_core.words import Audience, Tilstand

# Own questions are intern; what the server made of two machines, and counts of a team, are this kommune's affair.
_ALDRIG = (Spoergsmaal, Konflikt, Forsinket, Sagtal, Laering)
# What tells a workplace and its people from others; how a kommune finds them to be is its own.
VIRKSOMHED_FELTER = ("navn", "cvr", "p_nummer", "adresse", "by", "branche", "stoerrelse")
PERSON_NAEVNT = ("virksomhed", "navn", "rolle", "mentor")
PERSON_FELTER = ("virksomhed", "navn", "rolle", "telefon", "email", "mentor", "uddannet")
_UDEN_PLADS = "@"  # between a felt's key and the key of the skema it was asked in (``services.rest``)
_INTERN = Audience.INTERN.value


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Delt:
    """``udeladt``: answers that stay behind, since the skema that would say whom they are for is not here."""

    poster: tuple[Record, ...]
    udeladt: int


def share(poster: Iterable[Record], skemaer: Mapping[str, Skema]) -> Delt:
    """The records of one sag for another kommune. ``skemaer`` by key."""
    every = [post for post in poster if not isinstance(post, _ALDRIG) and not post.slettet]
    steder = {post.id: _Besoeg(post, skemaer) for post in every if isinstance(post, Besoeg)}
    kept: list[Record] = []
    udeladt = 0
    for post in every:
        sted = steder.get(getattr(post, "besoeg", None) or 0)
        if isinstance(post, Rettelse):
            continue  # judged below, by the row it speaks of
        if sted is not None and not sted.shows(post):
            udeladt += not sted.kendt
            continue
        kept.append(_trimmed(post, steder))
    there = {(post.tabel, post.id) for post in kept}
    kept += [post for post in every if isinstance(post, Rettelse) and (post.tabelnavn, post.raekke) in there]
    return Delt(poster=tuple(kept), udeladt=udeladt)


def share_snapshot(text: str) -> str:
    """A locked besøg's snapshot without what is intern; the same text where nothing is, and so the same hash."""
    told = s.decode(text)
    shown = _shared(told)
    return text if shown == told else s.encode(shown)


def _trimmed(post: Record, steder: Mapping[int, "_Besoeg"]) -> Record:
    match post:
        case Virksomhed():
            return only(post, VIRKSOMHED_FELTER)
        case Kontaktperson():
            return only(post, PERSON_FELTER)
        case Borger() if post.adressebeskyttelse:
            return replace(post, adresse=None)
        case Besoeg():
            return steder[post.id].trimmed()
        case _:
            return post


def only(post: Record, names: Sequence[str]) -> Record:
    """The record with nothing but these fields."""
    gone = {one.name: None for one in fields(post) if one.name not in ("id", "scope", "slettet", *names)}
    return replace(post, **gone)  # type: ignore[arg-type]  # every field but these may be absent


class _Besoeg:
    """What the skema of one besøg says of who may see what: from the snapshot where it is locked."""

    def __init__(self, besoeg: Besoeg, skemaer: Mapping[str, Skema]) -> None:
        self._besoeg = besoeg
        self._by_key: dict[str, str] = {}
        self._hidden: set[str] = set()  # tables of which this besøg's rows are intern
        self._dimensions: dict[str, str] = {}
        keys = [key for key in (*(besoeg.skema_foer or "").split(), besoeg.skema) if key]
        self.kendt = not besoeg.skema or besoeg.skema in skemaer
        for one in skemaer.values():  # a felt that the besøg's own skemaer do not know
            self._learn(one, only_new=True)
        for key in keys:
            if key in skemaer:
                self._learn(skemaer[key])
                if key == besoeg.skema:
                    self._hidden = _intern_tables((f.type, f.audience.value) for f in skemaer[key].felter)
        locked = _decoded(besoeg)
        if locked is not None and locked.felter:
            self.kendt = True
            self._by_key |= {felt.felt: felt.audience for felt in locked.felter}
            self._hidden = _intern_tables((felt.type, felt.audience) for felt in locked.felter)

    def _learn(self, skema: Skema, *, only_new: bool = False) -> None:
        for felt in skema.felter:
            if only_new:
                self._by_key.setdefault(felt.noegle, felt.audience.value)
            else:
                self._by_key[felt.noegle] = felt.audience.value
            if felt.dimension and not (only_new and felt.dimension in self._dimensions):
                self._dimensions[felt.dimension] = felt.noegle

    def shows(self, post: Record) -> bool:
        if post.tabel in self._hidden:
            return False
        match post:
            case Svar() | Udsagn():
                return self._allowed(post.felt)
            case Vurdering():
                return self._allowed(self._dimensions.get(post.dimension or ""))
            case _:
                return True

    def _allowed(self, felt: str | None) -> bool:
        """Where the skema is not here nobody can say who may see its answers: they stay."""
        if not self.kendt:
            return False
        key = (felt or "").partition(_UDEN_PLADS)[0]
        return self._by_key.get(felt or "", self._by_key.get(key, Audience.KOMMUNE.value)) != _INTERN

    def trimmed(self) -> Besoeg:
        """The besøg itself, its snapshot without what is intern, and hashed anew where that changed it."""
        found = self._besoeg
        if Besoeg.tabel in self._hidden:
            found = replace(found, naeste_dato=None, naeste_tid=None, naeste_grund=None)
        text = found.snapshot
        if not text or _decoded(found) is None:
            # One that cannot be read cannot be judged: the rows say what it said.
            return found if not text else replace(found, snapshot=None, snapshot_hash=None)
        shared = share_snapshot(text)
        return found if shared == text else replace(found, snapshot=shared, snapshot_hash=s.content_hash(shared))


def _decoded(besoeg: Besoeg) -> s.Snapshot | None:
    if besoeg.tilstand != Tilstand.AFSLUTTET or not besoeg.snapshot:
        return None
    try:
        return s.decode(besoeg.snapshot)
    except msgspec.DecodeError:
        return None


def _intern_tables(felter: Iterable[tuple[str, str]]) -> set[str]:
    """The tables of the types whose rows carry no felt, where the skema keeps the type intern."""
    alene = {kind.value: TABEL[kind] for kind in FeltType if kind not in GENTAGELIGE}
    return {alene[kind] for kind, audience in felter if audience == _INTERN and kind in alene}


def _shared(told: s.Snapshot) -> s.Snapshot:
    hidden = {felt.felt for felt in told.felter if felt.audience == _INTERN}
    tables = _intern_tables((felt.type, felt.audience) for felt in told.felter)
    levels = [felt.audience != _INTERN for felt in told.felter if felt.type == FeltType.VURDERING]
    count = sum(len(punkt.dimensioner) for punkt in told.punkter)
    shown = iter(levels if len(levels) == count else [all(levels)] * count)
    aftaler, naeste = Aftale.tabel not in tables, Besoeg.tabel not in tables
    return replace(
        told,
        punkter=tuple(
            replace(
                punkt,
                noter=tuple(n for n in punkt.noter if n.audience != _INTERN and n.felt not in hidden),
                svar=tuple(a for a in punkt.svar if a.audience != _INTERN and a.felt not in hidden),
                dimensioner=tuple(d for d in punkt.dimensioner if next(shown)),
            )
            for punkt in told.punkter
        ),
        opgaver=told.opgaver if TABEL[FeltType.OPGAVER] not in tables else (),
        dage=told.dage if TABEL[FeltType.FREMMOEDE] not in tables else (),
        skaanehensyn=told.skaanehensyn if TABEL[FeltType.SKAANEHENSYN] not in tables else (),
        timer=told.timer if TABEL[FeltType.TIMER] not in tables else (),
        aftaler=told.aftaler if aftaler else (),
        aftaler_sidst=told.aftaler_sidst if aftaler else (),
        naeste_dato=told.naeste_dato if naeste else None,
        naeste_tid=told.naeste_tid if naeste else None,
        naeste_grund=told.naeste_grund if naeste else None,
    )
