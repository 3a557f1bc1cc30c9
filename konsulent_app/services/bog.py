"""The skemaer and lists that hold on this machine: those the app came with and, on top, the kommune's own."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from konsulent_core.egne_lister import Tid, own_poster, own_regler
from konsulent_core.entities import Skemafil
from konsulent_core.errors import KonsulentError
from konsulent_core.frister import INGEN as INGEN_FRISTER
from konsulent_core.frister import Regler, parse_frister
from konsulent_core.lister import INGEN as INGEN_LISTER
from konsulent_core.lister import ListeFejl, Lister, Post, parse_liste
from konsulent_core.overfoersel.maal import PRAEFIKS, Maal, parse_eget
from konsulent_core.skema.delvis import read_partly
from konsulent_core.skema.grammar import Skema, Udgivet
from konsulent_core.skema.load import parse_skema
from konsulent_core.skema.reader import SkemaFejl
from konsulent_core.udgivelse import FRISTER, LISTER, SAGSTYPER
from konsulent_core.words import FilArt


@dataclass(frozen=True, slots=True, kw_only=True)
class Indhold:
    """All of it at one moment. ``skemaer`` by ``Skema.key``; lists, deadlines and targets of all dates: of
    two targets with one key that hold a day, the later one is used."""

    skemaer: Mapping[str, Skema]
    frister: Regler = INGEN_FRISTER
    lister: Lister = INGEN_LISTER
    sagstyper: tuple[Post, ...] = ()
    maal: tuple[Maal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filfejl:
    """A published file that this app cannot use in full; ``vises`` where besøg written in it are shown in part."""

    key: str
    hvad: str
    vises: bool

    @property
    def tekst(self) -> str:
        """What the konsulent is told."""
        if self.vises:
            return (
                f"Kommunens skema {self.key} har noget, som denne udgave af appen ikke kender. Besøg i det vises, så "
                "langt det kan læses, og kan ikke afsluttes her. Opdatér appen."
            )
        return f"Kommunen har udgivet {self.key}, som denne udgave af appen ikke kan læse. Den er lagt til side."


class Bog(Mapping[str, Skema]):
    """The skemaer by key, as a mapping that a sync changes under its readers: each look sees one whole state.

    ``show`` may be called on any thread.
    """

    def __init__(self, leveret: Indhold) -> None:
        self._leveret = leveret
        self._nu = leveret
        self._fejl: tuple[Filfejl, ...] = ()

    @property
    def nu(self) -> Indhold:
        return self._nu

    @property
    def fejl(self) -> tuple[Filfejl, ...]:
        """What was set aside."""
        return self._fejl

    def show(self, filer: Iterable[Skemafil]) -> None:
        """Takes these for all that the kommune has published. A file that cannot be read changes nothing else."""
        found = sorted(filer, key=lambda f: (f.fra or "", f.udgivet or "", f.navn or "", f.version or 0))
        skemaer, fejl = dict(self._leveret.skemaer), list[Filfejl]()
        nu = replace(self._leveret, skemaer=skemaer)
        for fil in found:
            match fil.art:
                case FilArt.SKEMA:
                    skema = _read_skema(fil, fejl)
                    if skema is not None:
                        skemaer[skema.key] = skema
                case FilArt.LISTE:
                    try:
                        nu = _with_list(nu, fil)
                    except (ListeFejl, KonsulentError) as error:
                        fejl.append(Filfejl(key=_key(fil), hvad=str(error), vises=False))
                case _:
                    fejl.append(Filfejl(key=_key(fil), hvad=f"art: {fil.art}", vises=False))
        self._nu, self._fejl = nu, tuple(fejl)

    def __getitem__(self, key: str) -> Skema:
        return self._nu.skemaer[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._nu.skemaer)

    def __len__(self) -> int:
        return len(self._nu.skemaer)


def _read_skema(fil: Skemafil, fejl: list[Filfejl]) -> Skema | None:
    key, text = _key(fil), fil.tekst or ""
    try:
        skema: Skema | None = parse_skema(text, key)
    except SkemaFejl as error:
        skema = read_partly(text, key)
        fejl.append(Filfejl(key=key, hvad=str(error), vises=skema is not None))
    fra = _day(fil.fra)
    if skema is None or skema.key != key or fra is None:
        if skema is not None:
            fejl.append(Filfejl(key=key, hvad=f"{skema.key} fra {fil.fra}", vises=False))
        return None
    return replace(skema, udgivet=Udgivet(tidspunkt=fil.udgivet or "", fra=fra, til=_day(fil.til)))


def _with_list(nu: Indhold, fil: Skemafil) -> Indhold:
    """Raises ListeFejl or UserError for one that cannot be read, or that this app does not have."""
    key, navn, fra = _key(fil), fil.navn or "", _day(fil.fra)
    if fra is not None and navn.startswith(PRAEFIKS):
        own_maal = parse_eget(navn, fil.tekst or "", key)
        return replace(nu, maal=(*nu.maal, replace(own_maal, fra=fra, til=_day(fil.til))))
    if fra is None or (navn != FRISTER and navn not in LISTER):
        raise ListeFejl(f"{key}: not known here")
    tid = Tid(fra=fra, til=_day(fil.til), tilfoejer=bool(fil.tilfoejer))
    if navn == FRISTER:
        return replace(nu, frister=own_regler(nu.frister, parse_frister(key, fil.tekst or ""), tid))
    own = parse_liste(key, fil.tekst or "", *LISTER[navn])
    if navn == SAGSTYPER:
        return replace(nu, sagstyper=own_poster(nu.sagstyper, own, tid))
    before: tuple[Post, ...] = getattr(nu.lister, navn)
    return replace(nu, lister=replace(nu.lister, **{navn: own_poster(before, own, tid)}))


def _key(fil: Skemafil) -> str:
    return f"{fil.navn}.v{fil.version}"


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
