"""What stands in a field, as people write it: dates and hours in Danish, choices in words, other rows by name."""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from konsulent_core.cpr import parse_cpr
from konsulent_core.dansk import format_timer
from konsulent_core.dansk_ord import (
    BESOEG,
    FORMAAL,
    INDSATS,
    PART,
    RESULTAT,
    STEMME,
    TILSTAND,
    TIMER_ART,
    VIRKNING,
    felter_ord,
    vaerdi_ord,
)
from konsulent_core.entities import (
    Besoeg,
    Borger,
    Kontaktperson,
    Opgave,
    Praktik,
    Rapport,
    Record,
    Sag,
    Skaanehensyn,
    Svar,
    Virksomhed,
    Vurdering,
)
from konsulent_core.errors import UserError
from konsulent_core.merge import Value
from konsulent_core.skema.grammar import FeltType
from konsulent_core.udlevering.felter import HVILKEN, JSON_FELTER, TABELNAVN, points_at
from konsulent_core.udlevering.ord import kilde_ord
from konsulent_core.udlevering.sagsfil import Sagsfil, SkemaFelt
from konsulent_core.words import KonfliktTilstand, RettelseTilstand, Sagsgruppe

IKKE_I_FILEN = "findes ikke i filen"
_GRUPPE: Mapping[str, str] = {
    Sagsgruppe.I_VIRKSOMHED: "i virksomhed",
    Sagsgruppe.KLAR_NU: "klar nu",
    Sagsgruppe.KLAR_MED_STOETTE: "klar med støtte",
    Sagsgruppe.AFVENTER: "afventer",
}
_RETTELSE: Mapping[str, str] = {
    RettelseTilstand.FORESLAAET: "foreslået",
    RettelseTilstand.GAELDENDE: "gælder",
    RettelseTilstand.AFVIST: "afvist",
}
_KONFLIKT: Mapping[str, str] = {KonfliktTilstand.AABEN: "ikke afgjort", KonfliktTilstand.LOEST: "afgjort"}
_VALG: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("sag", "gruppe"): _GRUPPE,
    ("indsats", "art"): INDSATS,
    ("praktik", "formaal"): FORMAAL,
    ("praktik", "afbrudt_af"): PART,
    ("praktik", "resultat"): RESULTAT,
    ("laering", "resultat"): RESULTAT,
    ("delmaal", "tilstand"): TILSTAND,
    ("timer", "art"): TIMER_ART,
    ("besoeg", "type"): BESOEG,
    ("besoeg", "tilstand"): TILSTAND,
    ("udsagn", "stemme"): STEMME,
    ("vurdering", "stemme"): STEMME,
    ("svar", "stemme"): STEMME,
    ("aftale", "part"): PART,
    ("skaanehensyn_svar", "virkning"): VIRKNING,
    ("rettelse", "tilstand"): _RETTELSE,
    ("konflikt", "tilstand"): _KONFLIKT,
}
_AF_SKEMAET = ("felt", "dimension", "skema", "skema_foer")
_FRI = frozenset({"tekst", "vaerdi", "hvad", "navn", "begrundelse", "titel", "tal", "nummer"})  # words stay as written


@dataclass(frozen=True, slots=True, repr=False)
class Opslag:
    """Names of the rows of a file, and the titles of its skemaer's fields."""

    navne: Mapping[tuple[str, int], str]
    felter: Mapping[tuple[str, str], SkemaFelt]
    skemaer: Mapping[str, str]
    besoeg_skema: Mapping[int, tuple[str, ...]]

    def felt(self, besoeg: int | None, noegle: str | None) -> SkemaFelt | None:
        """A felt of the skema that the besøg was filled in with, or of one it was switched from."""
        key = (noegle or "").partition("@")[0]
        skemaer = self.besoeg_skema.get(besoeg or 0, ())
        return next((found for one in skemaer if (found := self.felter.get((one, key)))), None)

    def _dimension(self, besoeg: int | None, noegle: str) -> str:
        skemaer = self.besoeg_skema.get(besoeg or 0, ())
        found = (one.titel for (key, _), one in self.felter.items() if key in skemaer and one.dimension == noegle)
        return next(found, noegle)

    def trin(self, vurdering: Vurdering) -> str:
        """The scale's own words for the level."""
        skemaer = self.besoeg_skema.get(vurdering.besoeg or 0, ())
        levels = (one.trin for (key, _), one in self.felter.items()
                  if key in skemaer and one.dimension == vurdering.dimension)  # fmt: skip
        texts, level = next(levels, ()), vurdering.trin or 0
        return texts[level - 1] if 1 <= level <= len(texts) else ""

    def _svar(self, svar: Svar) -> str:
        felt, value = self.felt(svar.besoeg, svar.felt), svar.vaerdi or ""
        match felt.type if felt is not None else None:
            case FeltType.VALG:
                return dict(felt.valg).get(value, value) if felt is not None else value
            case FeltType.JA_NEJ:
                return value.capitalize()
            case FeltType.DATO:
                return vaerdi_ord(value)
            case _:
                return value

    def vaerdi(self, post: Record, felt: str) -> str:
        """The field in words, "" where nothing stands."""
        value: Value = getattr(post, felt)
        target = points_at(post, felt)
        match value:
            case None | "":
                return ""
            case bool():
                return "Ja" if value else "Nej"
            case int() if target is not None:
                return self.navne.get((target, value), IKKE_I_FILEN)
            case str() if felt in JSON_FELTER.get(post.tabel, ()):
                return _json(value)
            case str() if felt in _AF_SKEMAET:
                return self._af_skemaet(post, felt, value)
            case _:
                return self._svar(post) if isinstance(post, Svar) and felt == "vaerdi" else _plain(post, felt, value)

    def _af_skemaet(self, post: Record, felt: str, value: str) -> str:
        besoeg = getattr(post, "besoeg", None)
        match felt:
            case "felt":
                found = self.felt(besoeg, value)
                return value if found is None else found.punkt if found.type == FeltType.UDSAGN else found.titel
            case "dimension":
                return self._dimension(besoeg, value)
            case _:
                return ", ".join(self.skemaer.get(key, key) for key in value.split())


def look_up(fil: Sagsfil) -> Opslag:
    """What the rows of the file are called."""
    navne: dict[tuple[str, int], str] = {}
    for post in fil.poster:
        navne[post.tabel, post.id] = _navn(post)
    for praktik in fil.af_art(Praktik):
        sted = navne.get((Virksomhed.tabel, praktik.virksomhed or 0), "")
        navne[Praktik.tabel, praktik.id] = ", ".join(filter(None, (sted, praktik.afdeling))) or "praktik uden sted"
    return Opslag(
        navne=navne,
        felter={(skema.noegle, felt.noegle): felt for skema in fil.skemaer for felt in skema.felter},
        skemaer={skema.noegle: f"{skema.titel} ({skema.noegle})" for skema in fil.skemaer},
        besoeg_skema={
            one.id: tuple(filter(None, (one.skema, *reversed((one.skema_foer or "").split()))))
            for one in fil.af_art(Besoeg)
        },
    )


def besoeg_navn(besoeg: Besoeg) -> str:
    """»opfølgning 7, 12.03.2026«."""
    kind = BESOEG.get(besoeg.type or "", besoeg.type or "besøg")
    day = vaerdi_ord((besoeg.tidspunkt or "")[:10])
    return ", ".join(filter(None, (f"{kind} {besoeg.nummer or ''}".strip(), day)))


def _navn(post: Record) -> str:
    match post:
        case Borger():
            return " ".join(filter(None, (post.fornavn, post.efternavn))) or "uden navn"
        case Sag():
            return f"sag {post.nummer}" if post.nummer else "sag uden nummer"
        case Virksomhed() | Kontaktperson() | Opgave():
            return post.navn or "uden navn"
        case Skaanehensyn():
            return post.titel or "uden navn"
        case Besoeg():
            return besoeg_navn(post)
        case Rapport():
            return f"rapporten til mødet {vaerdi_ord(post.moede_dato)}" if post.moede_dato else "rapporten"
        case _:
            words = (getattr(post, name, None) for name in ("tekst", "vaerdi", "hvad", "dimension", "felt"))
            return next((_short(str(word)) for word in words if word), kilde_ord(post.tabel).lower())


def _short(words: str) -> str:
    line = " ".join(words.split())
    return f"»{line}«" if len(line) <= 60 else f"»{line[:59].rstrip()}…«"


def _plain(post: Record, felt: str, value: Value) -> str:
    words = str(value)
    if felt == TABELNAVN:
        return kilde_ord(words)
    if (post.tabel, felt) in _VALG:
        return _VALG[post.tabel, felt].get(words, words)
    if felt == "cpr":
        with suppress(UserError):
            return parse_cpr(words).vist
    if isinstance(value, float):
        return format_timer(value)
    if felt == "uge" and "-W" in words:
        year, _, week = words.partition("-W")
        return f"uge {int(week)}, {year}"
    if felt == "ugeplan":
        return words.replace("-", "–").replace("; ", "\n")
    if felt == "naeste_tid":
        return words.replace(":", ".")
    return words if felt in _FRI else vaerdi_ord(words)


def _json(text: str) -> str:
    try:
        told = json.loads(text)
    except ValueError:
        return text
    if not isinstance(told, dict):
        return text
    return felter_ord(told) or ", ".join(f"{name}: {value}" for name, value in told.items() if value is not None)


def said(post: Record, felter: Iterable[str]) -> str:
    """Fields that are said together: »trin 3, lidt frem«, »onsdag: afbud, sygdom«."""
    return felter_ord({felt: getattr(post, felt) for felt in felter if felt != HVILKEN})
