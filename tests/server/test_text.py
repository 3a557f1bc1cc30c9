"""Whatever can be written in a field goes through either database and comes back to the letter."""

import json

import msgspec
import pytest

from konsulent_core.clock import to_text
from konsulent_core.wire import BirthBlock, BirthRow
from konsulent_server.exchange import Refused
from tests.server.house import BESOEG, SAG, Hand, House, begin, born

TEXTS = [
    "æøå ÆØÅ",
    "back\\slash, \\N, \\., \\t and \\\\",
    "tab\there, line\nthere, return\rand feed\x0c",
    "nul\x00inside",
    "😀 🇩🇰 e\u0301",
    "quotes \" and ' and `",
    "\u2028 and \u2029 and \x7f",
    "{}[],:",
    " ",
    "",
]


@pytest.fixture
def mette(house: House) -> Hand:
    hand = house.hand(house.person("Mette"))
    begin(hand)
    return hand


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_comes_back_to_the_letter(house: House, mette: Hand, text: str) -> None:
    mette.push(born("udsagn", 100, SAG, besoeg=BESOEG, tekst=text), born("udsagn", 101, SAG, besoeg=BESOEG))
    mette.push(mette.edit("udsagn", 101, SAG, {"tekst": (None, text)}))
    newcomer = house.hand(mette.user).pull()
    found = {row.row: msgspec.json.decode(row.values) for part in newcomer.blocks for row in part.rows}
    assert (found[100][5], found[101][5]) == (text, text)
    assert house.history(101) == [("tekst", None, text)]


@pytest.mark.parametrize("text", TEXTS)
def test_a_konflikt_keeps_both_texts_to_the_letter(house: House, mette: Hand, text: str) -> None:
    mette.push(born("udsagn", 100, SAG, besoeg=BESOEG, tekst="før"))
    other = house.hand(mette.user)
    knew = mette.cursor
    mette.push(mette.edit("udsagn", 100, SAG, {"tekst": ("før", text + "!")}))
    other.push(other.edit("udsagn", 100, SAG, {"tekst": ("før", text + "?")}, knew))
    (konflikt,) = house.rows("konflikt")
    assert json.loads(str(konflikt["min"])) == {"tekst": text + "?"}
    assert json.loads(str(konflikt["server"])) == {"tekst": text + "!"}


def say(mette: Hand, house: House, values: str, row: int = 100) -> None:
    names = '["slettet","besoeg","felt","stemme","person","tekst","orden"]'
    mette.number += 1
    births = f'[{{"table":"udsagn","fields":{names},"rows":[[{row},{SAG},0,{values}]]}}]'
    at = to_text(house.now)
    mette.say(f'{{"number":{mette.number},"at":"{at}","births":{births},"edits":[]}}'.encode())


@pytest.mark.parametrize("space", ["\n", "\t", "\r\n", " \n\t "])
def test_white_space_between_values_is_no_end_of_a_line(house: House, mette: Hand, space: str) -> None:
    say(mette, house, f'[0,{space}{BESOEG},{space}"a",null,null,"hej"{space},null]')
    assert house.row(100)["tekst"] == "hej"


@pytest.mark.parametrize("literal", ["1e400", "1" + "0" * 40, "true", "[1]", "{}"])
def test_what_other_machines_could_not_read_is_refused_alone(house: House, mette: Hand, literal: str) -> None:
    say(mette, house, f'[0,{BESOEG},"a",null,null,{literal},null]')
    assert house.rows("udsagn") == []


@pytest.mark.parametrize("literal", ['"\\ud800"', '"\\udfff x"', '"\n"', "nope"])
def test_what_is_no_json_is_refused_as_a_whole(house: House, mette: Hand, literal: str) -> None:
    with pytest.raises(msgspec.DecodeError):
        say(mette, house, f'[0,{BESOEG},"a",null,null,{literal},null]')
    assert house.rows("udsagn") == []


def test_bytes_that_are_no_text_are_refused_alone(house: House, mette: Hand) -> None:
    values = f'[0,{BESOEG},"a",null,null,"\ufffd",null]'
    mette.number += 1
    names = '["slettet","besoeg","felt","stemme","person","tekst","orden"]'
    births = f'[{{"table":"udsagn","fields":{names},"rows":[[100,{SAG},0,{values}]]}}]'
    batch = f'{{"number":{mette.number},"at":"","births":{births},"edits":[]}}'.encode()
    answer = mette.say(batch.replace("\ufffd".encode(), b"\xff\xfe"))
    assert answer.receipt is not None
    assert [verdict.kind for verdict in answer.receipt.others] == ["afvist"]


@pytest.mark.parametrize(
    "batch", [b"5", b"[]", b"{}", b'{"number":1}', b'{"number":"1","at":""}', b"[" * 5000 + b"]" * 5000]
)
def test_a_batch_that_is_none_is_refused_as_a_whole(mette: Hand, batch: bytes) -> None:
    with pytest.raises((Refused, RecursionError)):
        mette.say(batch)


def test_a_row_without_fields_is_refused_and_poisons_nothing(house: House, mette: Hand) -> None:
    """It was kept once, and each later push and pull that met it failed."""
    answer = mette.push(BirthBlock("ukendt", (), [BirthRow(500, SAG, 0, msgspec.Raw(b"[]"))]))
    assert answer.receipt is not None
    assert [verdict.kind for verdict in answer.receipt.others] == ["afvist"]
    mette.push(born("udsagn", 500, SAG, besoeg=BESOEG, tekst="hej"))
    assert house.hand(mette.user).pull().blocks
