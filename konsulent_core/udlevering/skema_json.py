"""The JSON Schema of a sag as a file, made from the records themselves, so that it cannot fall behind them."""

import json
from typing import Any

from konsulent_core.entities import ENTITIES, Record, Skemafil, Visitkort, field_names, field_types
from konsulent_core.skema.grammar import FeltType
from konsulent_core.udlevering.sagsfil import FORMAT, VERSION, Art, HistorikStand, is_id
from konsulent_core.words import Audience

_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}
_ID = {"type": "string", "pattern": "^[1-9][0-9]{0,18}$"}
_VALUE = {"type": ["string", "number", "boolean", "null"]}
IKKE_MED = (Skemafil, Visitkort)
"""Kinds that are about no borger."""


def schema() -> dict[str, Any]:
    """Draft 2020-12."""
    kinds = [entity for entity in ENTITIES if entity not in IKKE_MED]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "En sag fra konsulent_app",
        "description": (
            "Everything stored about a borger (art: indsigt), or what another kommune may see of one sag (art: "
            "overdragelse). Row ids are 63-bit numbers written as text. Dates are ISO YYYY-MM-DD, instants ISO UTC "
            "with Z, hours decimal numbers; null is what was never written."
        ),
        **_object(
            {
                "format": {"const": FORMAT},
                "version": {"const": VERSION},
                "art": {"enum": [art.value for art in Art]},
                "dannet": _text("The instant at which the file was made."),
                "af": _text("Who made it."),
                "kommune": _text("The kommune that it comes from."),
                "borger": {"anyOf": [{"$ref": "#/$defs/id"}, {"type": "null"}]},
                "sager": _list({"$ref": "#/$defs/id"}),
                "poster": {
                    "type": "object",
                    "description": "The records by kind.",
                    "properties": {entity.tabel: _list({"$ref": f"#/$defs/{entity.tabel}"}) for entity in kinds},
                    "additionalProperties": False,
                },
                "skemaer": _list(
                    _object(
                        {
                            "noegle": _text("As the records' skema names it."),
                            "titel": {"type": "string"},
                            "felter": _list(
                                _object(
                                    {
                                        "noegle": _text("As the records' felt names it."),
                                        "titel": {"type": "string"},
                                        "punkt": _text("The point of the agenda that it stands at."),
                                        "type": {"enum": [kind.value for kind in FeltType]},
                                        "audience": {"enum": [who.value for who in Audience]},
                                        "dimension": _text("As a vurdering's dimension names it, else empty."),
                                        "trin": _list({"type": "string"}),
                                        "valg": {"type": "object", "additionalProperties": {"type": "string"}},
                                    }
                                )
                            ),
                        }
                    )
                ),
                "historik": _object(
                    {
                        "stand": {"enum": [stand.value for stand in HistorikStand]},
                        "besked": _text("Where the rest is, where not all of it is here."),
                        "linjer": _list(
                            _object(
                                {
                                    "tabel": {"type": "string"},
                                    "raekke": {"$ref": "#/$defs/id"},
                                    "felt": {"type": "string"},
                                    "foer": _VALUE,
                                    "efter": _VALUE,
                                    "hvem": {"type": "string"},
                                    "hvornaar": _text("By the clock of the machine it was written on."),
                                    "modtaget": _text("By the server's clock."),
                                }
                            )
                        ),
                    }
                ),
                "lokalt": _list(
                    _object(
                        {
                            "tabel": {"type": "string"},
                            "raekke": {"$ref": "#/$defs/id"},
                            "stand": _text("What becomes of it, in Danish."),
                            "foer": {"type": "object", "additionalProperties": _VALUE},
                            "efter": {"type": "object", "additionalProperties": _VALUE},
                            "hvornaar": {"type": "string"},
                        }
                    )
                ),
                "begyndt": _list(_object({"art": {"type": "string"}, "indhold": {"type": "string"}})),
                "haendelser": _list(_object({name: {"type": "string"} for name in ("hvornaar", "art", "detalje")})),
            }
        ),
        "$defs": {"id": _ID, **{entity.tabel: _record(entity) for entity in kinds}},
    }


def schema_text() -> str:
    """As it stands in ``docs/sag.schema.json``."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def _record(entity: type[Record]) -> dict[str, Any]:
    types = field_types(entity)
    told: dict[str, Any] = {"id": {"$ref": "#/$defs/id"}, "scope": {"$ref": "#/$defs/id"}}
    for name in field_names(entity):
        if name == "slettet":
            told[name] = {"type": "boolean"}
        elif is_id(entity.tabel, name):
            told[name] = {"anyOf": [{"$ref": "#/$defs/id"}, {"type": "null"}]}
        else:
            told[name] = {"type": [_TYPES[types[name]], "null"]}
    return _object(told)


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _text(description: str) -> dict[str, Any]:
    return {"type": "string", "description": description}
