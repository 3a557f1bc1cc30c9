"""Rettelser in words: what was amended, from what to what, and who may read it."""

import json
from dataclasses import dataclass
from datetime import date

from konsulent_app.services.context import Context
from konsulent_app.store import rows
from konsulent_app.store.besoeg import BesoegBlad
from konsulent_app.store.database import Tx
from konsulent_core.clock import from_text, local_day
from konsulent_core.dansk import format_dato
from konsulent_core.entities import BY_TABEL, Rettelse, Svar, Udsagn, Vurdering
from konsulent_core.merge import Value
from konsulent_core.skema.grammar import FeltType, Skema
from konsulent_core.words import Audience, RettelseTilstand


@dataclass(frozen=True, slots=True, kw_only=True)
class RettelseTekst:
    """One amendment as a person reads it. ``nummer`` is 0 while it is only proposed."""

    rettelse: int
    nummer: int
    tilstand: RettelseTilstand
    dato: date
    hvem: str
    begrundelse: str
    felt: str
    audience: Audience
    foer: str
    efter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KanRettes:
    """A locked answer that can be amended: where it lies and what it says."""

    tabel: str
    raekke: int
    felt: str  # the column
    titel: str
    vaerdi: str


def read_rettelser(tx: Tx, context: Context, blad: BesoegBlad) -> tuple[RettelseTekst, ...]:
    """All of a besøg's, numbered ones first. Refused ones stay readable too."""
    skema = context.skemaer.get(blad.besoeg.skema or "")
    return tuple(_text(tx, rettelse, skema) for rettelse in blad.rettelser)


def can_amend(context: Context, blad: BesoegBlad) -> tuple[KanRettes, ...]:
    """What was said and judged, and the next besøg: in agenda order."""
    skema = context.skemaer[blad.besoeg.skema or ""]
    found: list[KanRettes] = []
    for punkt in skema.punkter:
        keys = {f.noegle for f in punkt.felter}
        dimensions = {f.dimension: f.titel for f in punkt.felter if f.dimension}
        for vurdering in blad.vurderinger:
            if vurdering.dimension in dimensions and vurdering.trin is not None:
                title = f"{punkt.nummer} {dimensions[vurdering.dimension]}, trin ({vurdering.stemme})"
                found.append(_one("vurdering", vurdering.id, "trin", title, str(vurdering.trin)))
        for udsagn in blad.udsagn:
            if udsagn.felt in keys:
                title = f"{punkt.nummer} {punkt.titel}, {udsagn.person or 'notat'}"
                found.append(_one("udsagn", udsagn.id, "tekst", title, udsagn.tekst or ""))
    found += [_one("aftale", a.id, "hvad", f"Aftale, {a.person or ''}", a.hvad or "") for a in blad.aftaler]
    return tuple(found)


def _one(tabel: str, raekke: int, felt: str, titel: str, vaerdi: str) -> KanRettes:
    return KanRettes(tabel=tabel, raekke=raekke, felt=felt, titel=titel, vaerdi=vaerdi)


def _text(tx: Tx, rettelse: Rettelse, skema: Skema | None) -> RettelseTekst:
    title, audience = _field(tx, rettelse, skema)
    return RettelseTekst(
        rettelse=rettelse.id,
        nummer=rettelse.nummer or 0,
        tilstand=RettelseTilstand(rettelse.tilstand or RettelseTilstand.FORESLAAET),
        dato=local_day(from_text(rettelse.hvornaar)) if rettelse.hvornaar else date.min,
        hvem=rettelse.hvem or "",
        begrundelse=rettelse.begrundelse or "",
        felt=title,
        audience=audience,
        foer=_words(json.loads(rettelse.foer or "{}")),
        efter=_words(json.loads(rettelse.efter or "{}")),
    )


def _field(tx: Tx, rettelse: Rettelse, skema: Skema | None) -> tuple[str, Audience]:
    """The field's title and readers; without its skema nobody is known who may read it but the author."""
    entity = BY_TABEL.get(rettelse.tabelnavn or "")
    record = rows.get(tx, entity, rettelse.raekke) if entity is not None and rettelse.raekke else None
    written = json.loads(rettelse.efter or "{}")
    if skema is None:
        return rettelse.tabelnavn or "", Audience.INTERN
    if isinstance(record, Vurdering) or "dimension" in written:
        dimension = record.dimension if isinstance(record, Vurdering) else written["dimension"]
        felt = next((f for f in skema.felter if f.dimension == dimension), None)
    elif isinstance(record, Udsagn | Svar) or "felt" in written:
        key = record.felt if isinstance(record, Udsagn | Svar) else written["felt"]
        felt = next((f for f in skema.felter if f.noegle == key), None)
    else:
        kind = next(
            (t for t in FeltType if any(f.type is t and f.tabel == rettelse.tabelnavn for f in skema.felter)), None
        )
        felt = next((f for f in skema.felter if f.type is kind), None)
    if felt is None:
        return rettelse.tabelnavn or "", Audience.KOMMUNE
    titel = skema.punkt_med(felt.noegle).titel if felt.type is FeltType.UDSAGN else felt.titel
    return titel, felt.audience


def _words(values: dict[str, Value]) -> str:
    shown = []
    for name, value in values.items():
        if value is None or name in _HIDDEN:
            continue
        text = str(value)
        if name.endswith("dato") and len(text) == len("2026-01-01"):
            text = format_dato(date.fromisoformat(text))
        shown.append(f"{_NAMES[name]} {text}" if name in _NAMES else text)
    return ", ".join(shown)


_NAMES = {"trin": "trin", "retning": "bevægelse", "ikke_droeftet": "ikke drøftet", "slettet": "slettet"}
_HIDDEN = frozenset({"besoeg", "orden", "dimension", "felt", "stemme", "praktik", "opgave", "skaanehensyn", "slettet"})
