"""The server's OpenAPI document: each route once, its bodies made from the same structs that read and write them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from konsulent_core.wire import (
    OLDEST_WIRE,
    WIRE_VERSION,
    AskTeam,
    AskWhole,
    Batch,
    BirthRow,
    Compare,
    Compared,
    FeedRow,
    HandOver,
    HistorikPage,
    HistorikRequest,
    LoginRequest,
    LoginResponse,
    LoginWays,
    MachineAnswer,
    MachineQuestion,
    Marks,
    OidcRequest,
    OpenSag,
    PasswordRequest,
    Problem,
    RenewRequest,
    SyncRequest,
    SyncResponse,
    Team,
    Whole,
)

Json = dict[str, Any]
_REF = "#/components/schemas/{name}"
_WORDS = {
    200: "Done",
    400: "The body cannot be read",
    401: "No such session, or login and password do not belong together",
    403: "Not this user, or not in this role",
    404: "Not yours, or there is none",
    405: "Not this method",
    408: "The request came too slowly; without a body",
    409: "One side was restored from a backup, or the machine is another's",
    410: "This machine was revoked",
    413: "Too much at once",
    415: "Not JSON, or packed otherwise than with zstd",
    422: "A password that is no good one; ``field`` says where",
    426: "This version of the client is too old, or much newer than the server",
    429: "Asked too often; Retry-After says when to ask again",
    431: "More than 32 KB of headers; without a body",
    500: "A fault of the server's",
    503: "The database is away, the disk is full or too much is going on; Retry-After says when to ask again",
}
_WITHOUT_BODY = (408, 431)
_RETRIED = (429, 503)
_ALWAYS = (400, 429, 500, 503)
# What any route that reads a body may answer besides.
_READING = (408, 413, 415, 431)


class Health(msgspec.Struct, frozen=True):
    """The server is alive, or ready to work."""

    status: str


@dataclass(frozen=True, slots=True)
class Described:
    """One route. ``body`` is None where it takes none; ``answer`` is what a 200 holds."""

    path: str
    method: str
    summary: str
    answer: type[msgspec.Struct] | None
    body: type[msgspec.Struct] | None = None
    refusals: tuple[int, ...] = ()
    session: bool = False


# The values of a row stay as they came until the judge reads them; for a reader they are these.
_VALUES = {"type": "array", "items": {"anyOf": [{"type": t} for t in ("string", "integer", "number", "null")]}}
_RAW_ROWS = (BirthRow, FeedRow)

_REQUEST = msgspec.defstruct(
    "SyncRequest",
    [
        (each.name, Batch | None, None)
        if each.name == "batch"
        else (each.name, each.type)
        if each.required
        else (each.name, each.type, each.default)
        for each in msgspec.structs.fields(SyncRequest)
    ],
)
_REQUEST.__doc__ = SyncRequest.__doc__

# Those that are refused to a version that is too old, or much newer.
_OF_A_VERSION = frozenset({"SyncRequest", "HistorikRequest"})
_LOGIN = (401, 403, 409, 410, 422)

ROUTES = (
    Described("/healthz", "get", "Whether the process is alive", Health),
    Described("/readyz", "get", "Whether it can do its work: database, schema, disk", Health),
    Described("/openapi.json", "get", "This document", None),
    Described("/v1/login-ways", "get", "Whether passwords are taken, and the kommuner's own providers", LoginWays),
    Described("/v1/login", "post", "A session for a login and its password", LoginResponse, LoginRequest, _LOGIN),
    Described("/v1/login-oidc", "post", "A session for what the browser brought", LoginResponse, OidcRequest, _LOGIN),
    Described("/v1/renew", "post", "The next session of the same log-in", LoginResponse, RenewRequest, _LOGIN),
    Described("/v1/password", "post", "A new password of one's own", Problem, PasswordRequest, _LOGIN, session=True),
    Described("/v1/machine", "post", "Whether a lost one is to wipe itself", MachineAnswer, MachineQuestion, (404,)),
    Described("/v1/sync", "post", "What is new, both ways", SyncResponse, _REQUEST, (409, 426), session=True),
    Described("/v1/common", "post", "The newest place that both sides remember", Problem, Marks, session=True),
    Described("/v1/compare", "post", "In which sager the two sides differ", Compared, Compare, (409,), session=True),
    Described("/v1/whole", "post", "Sager once more, whole", Whole, AskWhole, (409,), session=True),
    Described(
        "/v1/historik", "post", "What a row's fields were", HistorikPage, HistorikRequest, (404, 426), session=True
    ),
    Described("/v1/team", "post", "Who is in a teamleder's team", Team, AskTeam, (403,), session=True),
    Described("/v1/team/open", "post", "A sag to read until the evening", Problem, OpenSag, (403, 404), session=True),
    Described("/v1/team/hand-over", "post", "Sager to another", Problem, HandOver, (403, 404), session=True),
)


def describe_routes(routes: Iterable[Described] = ROUTES) -> Json:
    """The document of these routes."""
    found = tuple(routes)
    shapes = {shape for each in found for shape in (each.body, each.answer) if shape is not None} | {Problem}
    _, components = msgspec.json.schema_components(sorted(shapes, key=lambda s: s.__name__), ref_template=_REF)
    for row in _RAW_ROWS:
        if row.__name__ in components:
            components[row.__name__]["prefixItems"][-1] = _VALUES
    for name in _OF_A_VERSION & components.keys():
        components[name]["properties"]["v"] = {
            "type": "integer",
            "minimum": OLDEST_WIRE,
            "maximum": WIRE_VERSION + 1,
        }
    paths: dict[str, Json] = {}
    for each in found:
        paths.setdefault(each.path, {})[each.method] = _operation(each)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "konsulent-server",
            "version": str(WIRE_VERSION),
            "description": "Bodies are JSON, either way packed with zstd where Content-Encoding says so.",
        },
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"session": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(each: Described) -> Json:
    statuses = {*_ALWAYS, *each.refusals, *(_READING if each.body else ()), *((401,) if each.session else ())}
    answers: Json = {"200": _answer(200, {} if each.answer is None else _ref(each.answer))}
    answers |= {str(status): _answer(status, _ref(Problem)) for status in sorted(statuses)}
    made: Json = {
        "summary": each.summary,
        "operationId": each.path.strip("/").replace("/", "_").replace(".", "_"),
        "responses": answers,
    }
    if each.body is not None:
        made["requestBody"] = {"required": True, "content": {"application/json": {"schema": _ref(each.body)}}}
    if each.session:
        made["security"] = [{"session": []}]
    return made


def _answer(status: int, schema: Mapping[str, Any]) -> Json:
    made: Json = {"description": _WORDS[status]}
    if status not in _WITHOUT_BODY:
        made["content"] = {"application/json": {"schema": dict(schema)}}
    if status in _RETRIED:
        made["headers"] = {"Retry-After": {"description": "Seconds", "schema": {"type": "integer", "minimum": 1}}}
    return made


def _ref(shape: type[msgspec.Struct]) -> Json:
    return {"$ref": _REF.format(name=shape.__name__)}
