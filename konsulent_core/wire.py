"""The messages between client and server, version 1; ``docs/sync.md`` shows each with an example."""

from typing import Annotated

import msgspec

from konsulent_core.merge import Value

WIRE_VERSION = 1
OLDEST_WIRE = 1

MEDIA_TYPE = "application/json"
MAX_BODY = 64 * 1024 * 1024  # bytes, uncompressed
MAX_BATCH_ROWS = 10_000
# A place in the feed, its mark, and a machine's own name: each is kept by the server, so each has its bounds.
Seq = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
Mark = Annotated[str, msgspec.Meta(pattern=r"^[^\x00-\x1f]*$", max_length=64)]
Device = Annotated[str, msgspec.Meta(pattern=r"^[^\x00-\x1f]+$", max_length=64)]
# A row's or a scope's number, and seconds.
Number = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
_Typed = Annotated[str, msgspec.Meta(pattern=r"^[^\x00]*$", max_length=1000)]
NO_BATCH = msgspec.Raw(b"null")  # also what an absent batch reads as


class BirthRow(msgspec.Struct, array_like=True, frozen=True):
    """A new row: its values stand in the order of the block's fields. ``age`` is seconds before the batch's time."""

    row: Number
    scope: Number
    age: Number
    values: msgspec.Raw


class BirthBlock(msgspec.Struct, frozen=True):
    """New rows of one table. A row's birth is one change carrying all its fields.

    After a server was restored a client sends the rows it has again: ``base_rev`` is then the newest feed number that
    both remember, and what the fields were before is not known. A true birth has −1.
    """

    table: str
    fields: tuple[str, ...]
    rows: list[BirthRow]
    base_rev: Number = -1


class EditRow(msgspec.Struct, array_like=True, frozen=True):
    """Changed fields of one row, each with its base value; ``base_rev`` is the cursor at the first unsent change."""

    table: str
    row: Number
    scope: Number
    age: Number
    base_rev: Number
    fields: dict[str, tuple[Value, Value]]


class Batch(msgspec.Struct, frozen=True):
    """Frozen before it is first sent and repeated to the letter until answered: that makes a push idempotent.

    A change's op id is (device, number, place in the batch): births block by block, then edits.
    """

    number: Seq
    at: Annotated[str, msgspec.Meta(pattern=r"^[^\x00]*$", max_length=64)]
    births: list[BirthBlock] = []
    edits: list[EditRow] = []


class SyncRequest(msgspec.Struct, frozen=True, omit_defaults=True):
    """``cursor`` and ``mark`` name the push up to which the client has seen everything; ``batch`` is a ``Batch`` or
    absent. While it reads pages, ``page`` and ``page_mark`` name the push that the last page ended with, and
    ``answered`` its last batch that has a receipt: the cursor does not yet reach that push, so only this tells whether
    a server that was restored since has forgotten it."""

    v: int
    device: Device
    cursor: Seq
    mark: Mark
    batch: msgspec.Raw = NO_BATCH
    page: Seq = 0
    page_mark: Mark = ""
    answered: Seq = 0


class Verdict(msgspec.Struct, array_like=True, frozen=True):
    """For a change that was not simply accepted. ``kind``: konflikt, forslag (became a proposed rettelse), afvist, or
    ukendt (an edit of a row that the server lacks: send it whole).

    ``fields`` names what did not become the row's value. A konflikt or a forslag is a row of its own in the feed.
    """

    place: int
    kind: str
    reason: str
    fields: tuple[str, ...]


class Receipt(msgspec.Struct, frozen=True):
    """The verdicts of a whole batch: all ``changes`` were judged; those not in ``others`` were accepted."""

    number: int
    changes: int
    others: list[Verdict] = []


class FeedRow(msgspec.Struct, array_like=True, frozen=True):
    row: int
    scope: int
    values: msgspec.Raw


class FeedBlock(msgspec.Struct, frozen=True):
    """Whole rows of one table, as they stand now."""

    table: str
    fields: tuple[str, ...]
    rows: list[FeedRow]


class FeedEdit(msgspec.Struct, array_like=True, frozen=True):
    """Fields of a row the client already has that were set since its cursor."""

    table: str
    row: int
    scope: int
    fields: dict[str, Value]


class SyncResponse(msgspec.Struct, frozen=True, omit_defaults=True):
    """What happened to the batch, and one page of the feed: everything up to ``cursor``, of which ``mark`` is the mark.

    ``more`` asks for another request at once: until the last page is there, the client has seen everything only up to
    its old cursor, because a row changed since then stands in the page of its last change.
    """

    cursor: int
    mark: str
    at: str
    more: bool = False
    receipt: Receipt | None = None
    blocks: list[FeedBlock] = []
    edits: list[FeedEdit] = []


class Marks(msgspec.Struct, frozen=True):
    """The (cursor, mark) that a machine remembers, for finding the newest that the server knows too."""

    marks: Annotated[list[tuple[Seq, Mark]], msgspec.Meta(max_length=1000)]


class LoginRequest(msgspec.Struct, frozen=True):
    user: _Typed
    password: _Typed
    v: int = WIRE_VERSION


class LoginResponse(msgspec.Struct, frozen=True):
    """``token`` goes into the Authorization header as ``Bearer``; the ids are the scopes of kommune and user."""

    token: str
    user: int
    name: str
    kommune: int
    kommune_name: str


class Problem(msgspec.Struct, frozen=True):
    """Every answer that is not 200: ``code`` for the client, ``message`` in Danish for the person."""

    code: str
    message: str
    common: int = 0
    common_mark: str = ""
