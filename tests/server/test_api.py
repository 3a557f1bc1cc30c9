"""Whatever is asked of the server, and however, it answers as its document says and never with a fault of its own."""

import json
from collections import Counter
from pathlib import Path
from random import Random

import jsonschema_rs
import msgspec
import pytest

from konsulent_core.wire import SyncRequest
from konsulent_server.exchange import Refused
from konsulent_server.openapi import describe_routes
from tests.server.house import House, begin
from tools.long import api
from tools.long.api_batches import strange_request


@pytest.mark.slow
def test_schemathesis_finds_nothing(tmp_path: Path) -> None:
    """The bounds of every value; `dev.py test --long api` goes on from there."""
    assert api.one_round(tmp_path, seed=1, examples=5, phases="coverage") == 0


def test_a_machine_gone_mad_is_judged_row_by_row_and_breaks_nothing(house: House) -> None:
    answers = jsonschema_rs.validator_for(
        {"$ref": "#/components/schemas/SyncResponse", "components": describe_routes()["components"]}
    )
    user = house.person("Mette")
    begin(house.hand(user, "ordentlig"))
    dice, number, kinds = Random(7), 0, Counter[str]()
    for _ in range(400):
        body = strange_request(dice, "gal", number + 1)
        try:
            asked = msgspec.json.decode(body, type=SyncRequest)
            answer = house.services.exchange.sync(user, asked)
        except Refused as refused:
            kinds[refused.problem.code] += 1
            continue
        except (msgspec.DecodeError, UnicodeDecodeError):
            kinds["unread"] += 1
            continue
        number += 1
        assert answer.receipt is not None
        assert answer.receipt.changes >= len(answer.receipt.others)
        kinds.update(verdict.kind for verdict in answer.receipt.others)
        answers.validate(json.loads(msgspec.json.encode(answer)))
    assert number > 200, "most of them were judged"
    assert kinds["afvist"] > 100
    newcomer = house.hand(user).pull()
    assert newcomer.blocks, "and what was taken can be fetched"
