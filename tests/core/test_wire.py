"""The messages: what is sent is what is read, and one version apart still understands."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from konsulent_core.merge import Value
from konsulent_core.wire import (
    NO_BATCH,
    Batch,
    BirthBlock,
    BirthRow,
    EditRow,
    FeedBlock,
    FeedEdit,
    FeedRow,
    Problem,
    Receipt,
    SyncRequest,
    SyncResponse,
    Verdict,
)

VALUES = st.one_of(
    st.none(), st.text(max_size=12), st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False, allow_infinity=False)
)
NAMES = st.text("abcdefghijklmnop_", min_size=1, max_size=8)
IDS = st.integers(1, 2**63 - 1)
FIELDS = st.lists(NAMES, min_size=1, max_size=4, unique=True).map(tuple)


@st.composite
def births(draw: st.DrawFn) -> BirthBlock:
    fields = draw(FIELDS)
    rows = draw(st.lists(st.tuples(IDS, IDS, st.integers(0, 10**9), st.tuples(*[VALUES] * len(fields))), max_size=3))
    made = [BirthRow(row, scope, age, msgspec.Raw(msgspec.json.encode(v))) for row, scope, age, v in rows]
    return BirthBlock(draw(NAMES), fields, made, draw(st.integers(-1, 10)))


EDITS = st.builds(
    EditRow, NAMES, IDS, IDS, st.integers(0, 10**9), st.integers(0, 10**9),
    st.dictionaries(NAMES, st.tuples(VALUES, VALUES), max_size=3),
)  # fmt: skip


@given(
    st.builds(
        Batch,
        st.integers(1, 10**9),
        st.text(st.characters(exclude_characters="\x00"), max_size=24),
        st.lists(births(), max_size=3),
        st.lists(EDITS),
    )
)
def test_a_batch_is_read_as_it_was_sent_even_inside_its_request(batch: Batch) -> None:
    raw = msgspec.json.encode(batch)
    request = SyncRequest(1, "d", 7, "m", msgspec.Raw(raw))
    read = msgspec.json.decode(msgspec.json.encode(request), type=SyncRequest)
    assert bytes(read.batch) == raw, "to the letter: its hash is what a repeat is known by"
    again = msgspec.json.decode(read.batch, type=Batch)
    assert msgspec.json.encode(again) == raw


@given(FIELDS, st.data())
def test_an_answer_is_read_as_it_was_sent(fields: tuple[str, ...], data: st.DataObject) -> None:
    values = data.draw(st.tuples(*[VALUES] * len(fields)))
    block = FeedBlock("udsagn", fields, [FeedRow(1, 2, msgspec.Raw(msgspec.json.encode(values)))])
    edit = FeedEdit("svar", 3, 4, dict(zip(fields, values, strict=True)))
    receipt = Receipt(5, 6, [Verdict(0, "konflikt", "", fields)])
    answer = SyncResponse(9, "m", "2026-03-12T09:42:00.000Z", receipt=receipt, blocks=[block], edits=[edit])
    read = msgspec.json.decode(msgspec.json.encode(answer), type=SyncResponse)
    assert (read.receipt, read.edits) == (receipt, [edit])
    found: list[Value] = msgspec.json.decode(read.blocks[0].rows[0].values)
    assert tuple(found) == values


def test_a_request_without_news_is_short() -> None:
    body = msgspec.json.encode(SyncRequest(1, "a" * 24, 123456, "b" * 16))
    assert len(body) < 120
    assert bytes(msgspec.json.decode(body, type=SyncRequest).batch) == bytes(NO_BATCH)


def test_an_answer_without_news_is_short() -> None:
    assert len(msgspec.json.encode(SyncResponse(123456, "b" * 16, "2026-03-12T09:42:00.000Z"))) < 120


@pytest.mark.parametrize("kind", [SyncRequest, SyncResponse, Batch, Problem])
def test_what_a_newer_version_adds_to_a_message_does_no_harm(kind: type[msgspec.Struct]) -> None:
    made = {
        SyncRequest: SyncRequest(2, "d", 0, ""),
        SyncResponse: SyncResponse(0, "", ""),
        Batch: Batch(1, ""),
        Problem: Problem("code", "Tekst."),
    }[kind]
    more = {**msgspec.to_builtins(made), "nyt": [1, {"a": None}]}
    more.pop("batch", None)
    assert msgspec.json.decode(msgspec.json.encode(more), type=kind) is not None


def test_a_row_that_a_newer_version_made_longer_is_read() -> None:
    read = msgspec.json.decode(b'["svar",1,2,3,4,{"a":[null,1]},"nyt"]', type=EditRow)
    assert read.fields == {"a": (None, 1)}


@pytest.mark.parametrize("value", [b"true", b"[]", b"{}", b"1e999"])
def test_a_value_is_text_number_or_nothing(value: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        msgspec.json.decode(b'["svar",1,2,{"a":' + value + b"}]", type=FeedEdit)
