"""Rettelser in words: what was amended, from what to what, and who may read it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from konsulent_app.services.context import Context
from konsulent_app.store import rows
from konsulent_app.store.besoeg import BesoegBlad
from konsulent_app.store.database import Tx
from konsulent_core import dansk_ord
from konsulent_core.clock import from_text, local_day
from konsulent_core.entities import BY_TABEL, Opgave, Record, Rettelse, Skaanehensyn, field_names
from konsulent_core.merge import Value
from konsulent_core.skema.grammar import GENTAGELIGE, TABEL, Felt, FeltType, Skema
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
    """All of a besøg's, numbered ones first. Refused ones stay readable too.

    What a field said before is what the amendment before this one made of it, if there is one.
    """
    skema = context.skemaer.get(blad.besoeg.skema or "")
    latest: dict[_Sted, Value] = {}
    found = []
    for rettelse in blad.rettelser:
        before, after = _values(rettelse.foer), _values(rettelse.efter)
        if rettelse.tilstand != RettelseTilstand.AFVIST:
            before |= {name: latest[at] for name in after if (at := _sted(rettelse, name)) in latest}
        if rettelse.tilstand == RettelseTilstand.GAELDENDE:
            latest |= {_sted(rettelse, name): value for name, value in after.items()}
        found.append(_text(tx, rettelse, skema, before, after))
    return tuple(found)


def can_amend(context: Context, blad: BesoegBlad) -> tuple[KanRettes, ...]:
    """What was judged and said, in agenda order, then the aftaler made here; each as its last amendment left it.

    Nothing when the besøg's skema is not on this machine: its fields have no titles then.
    """
    skema = context.skemaer.get(blad.besoeg.skema or "")
    if skema is None:
        return ()
    latest = {
        _sted(rettelse, name): value
        for rettelse in blad.rettelser
        if rettelse.tilstand == RettelseTilstand.GAELDENDE
        for name, value in _values(rettelse.efter).items()
    }

    def one(row: Record, felt: str, titel: str) -> KanRettes:
        value = latest.get((row.tabel, row.id, felt), getattr(row, felt))
        text = "" if value is None else str(value)
        return KanRettes(tabel=row.tabel, raekke=row.id, felt=felt, titel=titel, vaerdi=text)

    found: list[KanRettes] = []
    for punkt in skema.punkter:
        for felt in punkt.felter:
            if felt.type is FeltType.VURDERING:
                judged = [v for v in blad.vurderinger if v.dimension == felt.dimension and v.trin is not None]
                found += [one(v, "trin", f"{punkt.nummer} {_titel(felt, skema, _row(v))}") for v in judged]
            elif felt.type is FeltType.UDSAGN:
                said = [u for u in blad.udsagn if u.felt == felt.noegle]
                found += [one(u, "tekst", f"{punkt.nummer} {_titel(felt, skema, _row(u))}") for u in said]
    found += [one(a, "hvad", ", ".join(filter(None, ("Aftale", _hvem(_row(a)))))) for a in blad.aftaler]
    return tuple(found)


_Sted = tuple[str, int, str]  # table, row, field


def _sted(rettelse: Rettelse, felt: str) -> _Sted:
    return rettelse.tabelnavn or "", rettelse.raekke or 0, felt


def _values(text: str | None) -> dict[str, Value]:
    return dict(json.loads(text or "{}"))


def _row(record: Record) -> dict[str, Value]:
    return {name: getattr(record, name) for name in field_names(type(record))}


def _text(
    tx: Tx, rettelse: Rettelse, skema: Skema | None, before: Mapping[str, Value], after: Mapping[str, Value]
) -> RettelseTekst:
    table = rettelse.tabelnavn or ""
    entity = BY_TABEL.get(table)
    record = rows.get(tx, entity, rettelse.raekke) if entity is not None and rettelse.raekke else None
    # A proposed row may not be here: then the proposal itself tells what it is.
    row = _row(record) if record is not None else dict(after)
    felt = _felt(skema, table, row, after, rettelse.besoeg) if skema is not None else None
    if after.get("slettet"):
        before = {**row, **{name: value for name, value in before.items() if name != "slettet"}, "slettet": False}
    titel = _titel(felt, skema, row) if skema is not None and felt is not None else dansk_ord.TABEL.get(table, "Andet")
    of = _navn(tx, row)
    efter = _words(felt, row, after, titel)
    return RettelseTekst(
        rettelse=rettelse.id,
        nummer=rettelse.nummer or 0,
        tilstand=RettelseTilstand(rettelse.tilstand or RettelseTilstand.FORESLAAET),
        dato=local_day(from_text(rettelse.hvornaar)) if rettelse.hvornaar else date.min,
        hvem=rettelse.hvem or "",
        begrundelse=rettelse.begrundelse or "",
        felt=f"{titel}, {of}" if of else titel,
        audience=_audience(skema, felt, table, cause=dansk_ord.har_aarsag(before) or dansk_ord.har_aarsag(after)),
        foer=_words(felt, row, before, titel),
        efter=efter or ("(tomt)" if after else ""),
    )


_SAMME_EMNE = {"skaanehensyn": FeltType.SKAANEHENSYN, "opgave": FeltType.OPGAVER}
_MED_NOEGLE = frozenset(TABEL[kind] for kind in GENTAGELIGE)


def _felt(
    skema: Skema, table: str, row: Mapping[str, Value], after: Mapping[str, Value], besoeg: int | None
) -> Felt | None:
    """The felt that the row answers; None when the skema has none, or nothing tells which."""
    match table:
        case "vurdering":
            return next((f for f in skema.felter if f.dimension and f.dimension == row.get("dimension")), None)
        case "udsagn" | "svar":
            return next((f for f in skema.felter if f.noegle == row.get("felt")), None)
        case "aftale":
            kind = FeltType.AFTALER if row.get("besoeg") == besoeg else FeltType.AFTALER_SIDST
        case "timer":
            only_paid = "loentimer" in after and not after.keys() & {"timer", "aarsag"}
            kind = FeltType.LOENTIMER if only_paid else FeltType.TIMER
        case "besoeg" if not any(name.startswith("naeste_") for name in after):
            return None
        case _:
            found = next((kind for kind, at in TABEL.items() if at == table), _SAMME_EMNE.get(table))
            if found is None:
                return None
            kind = found
    return next(iter(skema.felter_af(kind)), None)


def _audience(skema: Skema | None, felt: Felt | None, table: str, *, cause: bool) -> Audience:
    """Who may read it: a cause has readers of its own; where nothing tells, its author alone."""
    if felt is not None:
        return (felt.aarsag_audience or Audience.INTERN) if cause else felt.audience
    return Audience.INTERN if skema is None or cause or table in _MED_NOEGLE else Audience.KOMMUNE


def _titel(felt: Felt, skema: Skema, row: Mapping[str, Value]) -> str:
    """»Selvstændighed, Lone Bach«, »Samarbejde, borgerens trin«, »Mødedage siden sidst«."""
    hvem = _hvem(row)
    match felt.type:
        case FeltType.UDSAGN:
            return ", ".join(filter(None, (skema.punkt_med(felt.noegle).titel, hvem or "notat")))
        case FeltType.VURDERING:
            return f"{felt.titel}, {dansk_ord.ejer(hvem)} trin" if hvem else felt.titel
        case FeltType.AFTALER | FeltType.AFTALER_SIDST:
            return ", ".join(filter(None, (felt.titel, hvem)))
        case FeltType.FREMMOEDE:
            _, _, week = str(row.get("uge") or "").partition("-W")
            return f"{felt.titel}, uge {int(week)}" if week.isdigit() else felt.titel
        case _:
            return felt.titel


def _hvem(row: Mapping[str, Value]) -> str:
    """Whose row it is: the person by name, else the voice or the party."""
    voice, part = str(row.get("stemme") or ""), str(row.get("part") or "")
    return str(row.get("person") or "") or dansk_ord.STEMME.get(voice, "") or dansk_ord.PART.get(part, "")


def _navn(tx: Tx, row: Mapping[str, Value]) -> str:
    """The task or the skånehensyn that the row is about."""
    opgave, hensyn = row.get("opgave"), row.get("skaanehensyn")
    if isinstance(opgave, int):
        task = rows.get(tx, Opgave, opgave)
        return (task.navn or "") if task is not None else ""
    if isinstance(hensyn, int):
        consideration = rows.get(tx, Skaanehensyn, hensyn)
        return (consideration.titel or "") if consideration is not None else ""
    return ""


def _words(felt: Felt | None, row: Mapping[str, Value], values: Mapping[str, Value], titel: str) -> str:
    """The values in Danish; whose they are stands in the title, unless that is what changes."""
    if felt is not None and not values.get("slettet") and isinstance(svar := values.get("vaerdi"), str):
        match felt.type:
            case FeltType.VALG:
                return felt.valg_titel(svar)
            case FeltType.JA_NEJ:
                return "Ja" if svar == "ja" else "Nej" if svar else ""
            case _:
                return dansk_ord.vaerdi_ord(svar)
    told = {"person", "stemme", "part"} if _hvem(row) in titel else set()
    same = {name for name in told if values.get(name) == row.get(name) and set(values) > told & set(values)}
    return dansk_ord.felter_ord({name: value for name, value in values.items() if name not in same})
