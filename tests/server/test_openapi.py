"""The OpenAPI document says what the server does: every route, and every message that docs/sync.md shows."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from konsulent_server.app import make_app
from konsulent_server.openapi import describe_routes
from tests.server.house import House

DOCUMENT = describe_routes()
SYNC = Path(__file__).resolve().parents[2] / "docs" / "sync.md"


def test_every_route_is_described_with_its_methods(sqlite_house: House) -> None:
    routes = {
        (route.path, method.lower())  # type: ignore[attr-defined] # Starlette's routes of paths have both
        for route in make_app(sqlite_house.services).routes
        for method in route.methods or ()  # type: ignore[attr-defined]
        if method != "HEAD"
    }
    described = {(path, method) for path, methods in DOCUMENT["paths"].items() for method in methods}
    sqlite_house.close()
    assert described == routes
    assert len(described) >= 6


def test_every_answer_but_200_is_a_problem_or_has_no_body() -> None:
    for methods in DOCUMENT["paths"].values():
        for operation in methods.values():
            for status, answer in operation["responses"].items():
                if status == "200":
                    continue
                schemas = [part["schema"] for part in answer.get("content", {}).values()]
                assert schemas in ([], [{"$ref": "#/components/schemas/Problem"}])


def test_every_message_of_the_document_fits_its_schema() -> None:
    found = list(examples())
    assert {name for name, _ in found} >= {
        "LoginRequest",
        "LoginResponse",
        "SyncRequest",
        "SyncResponse",
        "Marks",
        "Problem",
    }
    for name, message in found:
        validator(name).validate(message)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("SyncRequest", {"v": 1, "device": "", "cursor": 0, "mark": ""}),
        ("SyncRequest", {"v": 1, "device": "d", "cursor": 2**63, "mark": ""}),
        ("SyncRequest", {"v": 1, "device": "d", "cursor": 0, "mark": "", "batch": {"number": "1"}}),
        ("LoginRequest", {"user": "mette"}),
        ("Problem", {"code": "x"}),
        (
            "SyncResponse",
            {"cursor": 1, "mark": "", "at": "", "blocks": [{"table": "udsagn", "fields": [], "rows": [[1]]}]},
        ),
    ],
)
def test_and_what_is_no_such_message_does_not(name: str, message: object) -> None:
    assert not validator(name).is_valid(message)


def validator(name: str) -> Any:
    return jsonschema_rs.validator_for({"$ref": f"#/components/schemas/{name}", "components": DOCUMENT["components"]})


def examples() -> list[tuple[str, Any]]:
    """The messages of docs/sync.md that are shown whole, with the name of their struct; »…« shortens strings there."""
    found = []
    for block in re.findall(r"(?:^    .*\n)+", SYNC.read_text("utf-8"), re.MULTILINE):
        for part in re.split(r"^    (?=[→←])", block, flags=re.MULTILINE)[1:]:
            text = re.sub(r"^[→←] (?:\d{3} )?", "", " ".join(line.strip() for line in part.splitlines()))
            text = text.replace(", …]", "]").replace('"fields":[…]', '"fields":["slettet"]')
            text = re.sub(r'"(blocks|rows)":\[…\]', r'"\1":[]', text)
            try:
                message = json.loads(text)
            except ValueError:
                continue  # a part of a message
            found.append((_name(part[0], message), message))
    return found


def _name(arrow: str, message: dict[str, Any]) -> str:
    """A message's struct, by a field that only it has."""
    told = _SENT if arrow == "→" else _ANSWERED
    return next(
        (name for field, name in told.items() if field in message), "SyncRequest" if arrow == "→" else "SyncResponse"
    )


_SENT = {
    "password": "LoginRequest",
    "marks": "Marks",
    "refresh": "RenewRequest",
    "tables": "Compare",
    "til": "HandOver",
}
_SENT |= {"sag": "OpenSag", "scopes": "AskWhole", "row": "HistorikRequest"}
_ANSWERED = {"token": "LoginResponse", "code": "Problem", "differ": "Compared", "people": "Team", "scopes": "Whole"}
_ANSWERED |= {"lines": "HistorikPage"}
