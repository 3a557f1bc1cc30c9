"""What a kommune may publish: files that hold together, under a key that never means anything else (DOMAIN §4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from konsulent_core.errors import UserError
from konsulent_core.frister import parse_frister
from konsulent_core.ids import derived_id
from konsulent_core.lister import FILER, ListeFejl, parse_liste
from konsulent_core.overfoersel.maal import PRAEFIKS, parse_eget
from konsulent_core.skema.faste import LEVERET
from konsulent_core.skema.gaeldende import newest_first
from konsulent_core.skema.grammar import Skema
from konsulent_core.skema.load import parse_skema
from konsulent_core.words import FilArt

FRISTER, SAGSTYPER = "frister", "sagstyper"
LISTER: dict[str, tuple[str, frozenset[str]]] = {
    **{name: (entry, known) for name, entry, known in FILER},
    SAGSTYPER: ("sagstype", frozenset()),
}
"""Every list that is chosen from → its entry's key in the file and the keys that code knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fil:
    """A file to publish. ``fra`` is the first day it holds; ``tilfoejer`` is for lists alone."""

    art: FilArt
    navn: str
    version: int
    tekst: str
    fra: date
    tilfoejer: bool = False

    @property
    def key(self) -> str:
        """»outline.v1«."""
        return f"{self.navn}.v{self.version}"

    @property
    def row(self) -> int:
        """Its row's id, from the natural key."""
        return fil_row(self.art, self.navn, self.version)


def fil_row(art: FilArt, navn: str, version: int) -> int:
    return derived_id("skemafil", art.value, navn, version)


def skema_fil(text: str, filename: str, fra: date) -> tuple[Fil, Skema]:
    """Raises SkemaFejl (file, key path and, where TOML breaks, line), or UserError for a key of the app's own."""
    skema = parse_skema(text, filename)
    if skema.key in LEVERET:
        raise UserError(f"{filename}: {skema.key} er appens eget. Giv skemaet et nyt versionsnummer eller et andet id.")
    return Fil(art=FilArt.SKEMA, navn=skema.id, version=skema.version, tekst=text, fra=fra), skema


def check_liste(navn: str, text: str, filename: str) -> None:
    """Raises ListeFejl, or SkemaFejl for a target (file and key path), also for a list that the app does not have."""
    if navn == FRISTER:
        parse_frister(filename, text)
    elif navn.startswith(PRAEFIKS):
        parse_eget(navn, text, filename)
    elif navn in LISTER:
        parse_liste(filename, text, *LISTER[navn])
    else:
        known = ", ".join((*sorted((*LISTER, FRISTER)), f"{PRAEFIKS}…"))
        raise ListeFejl(f"{filename}: listen »{navn}« kendes ikke. Filen skal hedde en af: {known}")


def advarsler(ny: Skema, tidligere: Iterable[Skema]) -> tuple[str, ...]:
    """What whoever publishes should see first: anchors that changed without ``aendret``, and the other way round.

    A curve breaks either way; ``aendret`` is what it says there.
    """
    latest: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {}
    for skema in reversed(newest_first(tidligere)):
        for d in skema.dimensioner:
            latest[d.noegle] = (skema.key, d.fag, d.jeg)
    found: list[str] = []
    for d in ny.dimensioner:
        if d.noegle not in latest:
            continue
        key, fag, jeg = latest[d.noegle]
        changed = [str(n) for n, (a, b) in enumerate(zip(fag, d.fag, strict=True), start=1) if a != b]
        if changed and not d.aendret:
            found.append(
                f"{d.titel}: trin {', '.join(changed)} har andre ord end i {key}, og det er ikke sagt. Kurven brydes. "
                f'Skriv aendret = "…" ved dimensionen »{d.noegle}«, eller giv den en anden nøgle.'
            )
        elif not changed and d.aendret:
            found.append(f"{d.titel}: der står aendret, men trinene er de samme som i {key}. Kurven brydes ikke.")
        elif not changed and jeg != d.jeg:
            found.append(f"{d.titel}: borgerens ord er andre end i {key}. Kurven brydes ikke af dem.")
    return tuple(found)
