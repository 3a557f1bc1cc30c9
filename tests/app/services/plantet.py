"""A sag with a text of its own in every field of every kind of record: what must be in a file, and what must not."""

from collections.abc import Mapping
from dataclasses import dataclass

from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_core.entities import (
    ENTITIES,
    Maaltal,
    Record,
    Scope,
    Skemafil,
    Visitkort,
    field_names,
    field_types,
)
from konsulent_core.ids import derived_id
from konsulent_core.merge import Value
from konsulent_core.rettigheder import intern_scope
from konsulent_core.udlevering.felter import HVILKEN, TABELNAVN, pointer
from tests.sample import Sample

UDEN = (Maaltal, Skemafil, Visitkort)  # about no borger
SAG, BORGER = 1_001, 1_000
SKEMA = "opfoelgning.v1"
_FASTE: Mapping[str, str] = {
    "skema": SKEMA, "skema_foer": "", "tilstand": "kladde", "ugeplan": "ma 09.00-12.00", "snapshot": "",
    "snapshot_hash": "",
    "tabelnavn": "udsagn", "ma": "moedt", "ti": "moedt", "on": "moedt", "to": "moedt", "fr": "moedt", "loe": "moedt",
    "soe": "moedt", "dimension": "samarbejde", "valgt": "min", "type": "opfoelgning",
}  # fmt: skip
_FELT = {"udsagn": "hvordan.note", "svar": "hvordan.svar"}
INTERN_ID, SLETTET_ID = 3_000, 3_001
INTERN = "PLANTET-intern-svar"
SLETTET = "PLANTET-slettet-udsagn"


@dataclass(frozen=True, slots=True)
class Sted:
    tabel: str
    felt: str
    ord: str


def ids() -> dict[str, int]:
    found = {entity.tabel: 1_000 + number for number, entity in enumerate(ENTITIES)}
    return found | {"laering": derived_id("laering", found["praktik"])}


def word(tabel: str, felt: str) -> str:
    return f"PLANTET-{tabel}-{felt}"


def plant(tx: Tx, sample: Sample) -> list[Sted]:
    """Writes it, and gives every text with its place."""
    found: list[Sted] = []
    numbers = ids()
    for entity in ENTITIES:
        if entity not in UDEN:
            values = _values(entity, numbers)
            rows.save(tx, entity, numbers[entity.tabel], _scope(entity, numbers, sample), values, sample.clock())
            found += [Sted(entity.tabel, felt, str(v)) for felt, v in values.items() if str(v).startswith("PLANTET")]
    now, besoeg = sample.clock(), numbers["besoeg"]
    own = intern_scope(numbers["sag"], sample.context.bruger.nummer)
    svar, udsagn = (next(e for e in ENTITIES if e.tabel == name) for name in ("svar", "udsagn"))
    rows.save(tx, svar, INTERN_ID, own, {"besoeg": besoeg, "felt": "hvordan.intern", "vaerdi": INTERN}, now)
    gone: dict[str, Value] = {"besoeg": besoeg, "felt": "hvordan.note", "tekst": SLETTET, "slettet": True}
    rows.save(tx, udsagn, SLETTET_ID, numbers["sag"], gone, now)
    return found


def _scope(entity: type[Record], numbers: Mapping[str, int], sample: Sample) -> int:
    match entity.scope_art:
        case Scope.BORGER:
            return numbers["borger"]
        case Scope.SAG:
            own = intern_scope(numbers["sag"], sample.context.bruger.nummer)
            return own if entity.tabel == "spoergsmaal" else numbers["sag"]
        case _:
            return sample.context.bruger.kommune


def _values(entity: type[Record], numbers: Mapping[str, int]) -> dict[str, Value]:
    types = field_types(entity)
    return {felt: _value(entity.tabel, felt, types[felt], numbers) for felt in field_names(entity) if felt != "slettet"}


def _value(tabel: str, felt: str, kind: type, numbers: Mapping[str, int]) -> Value:
    target = pointer(tabel, felt)
    if felt == HVILKEN:
        return numbers[_FASTE[TABELNAVN]]
    if target is not None:
        return numbers[target]
    if kind is bool:
        return False
    if kind in (int, float):
        return 3
    if felt == "felt":
        return _FELT[tabel]
    if (tabel, felt) in (("rettelse", "foer"), ("rettelse", "efter"), ("konflikt", "foer"), ("konflikt", "min"),
                         ("konflikt", "server")):  # fmt: skip
        return f'{{"tekst": "{word(tabel, felt)}"}}'
    if felt in _FASTE:
        return _FASTE[felt] or None
    return word(tabel, felt)
