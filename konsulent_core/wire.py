"""The messages between client and server, version 1; ``docs/sync.md`` shows each with an example."""

from typing import Annotated

import msgspec

from konsulent_core.merge import Value

WIRE_VERSION = 1
OLDEST_WIRE = 1

MEDIA_TYPE = "application/json"
MAX_BODY = 64 * 1024 * 1024  # bytes, uncompressed
MAX_BATCH_ROWS = 10_000
NO_BATCH = msgspec.Raw(b"null")  # also what an absent batch reads as


class BirthRow(msgspec.Struct, array_like=True, frozen=True):
    """A new row: its values stand in the order of the block's fields. ``age`` is seconds before the batch's time."""

    row: int
    scope: int
    age: int
    values: msgspec.Raw


class BirthBlock(msgspec.Struct, frozen=True):
    """New rows of one table. A row's birth is one change carrying all its fields.

    After a server was restored a client sends the rows it has again: ``base_rev`` is then the newest feed number that
    both remember, and what the fields were before is not known. A true birth has −1.
    """

    table: str
    fields: tuple[str, ...]
    rows: list[BirthRow]
    base_rev: int = -1


class EditRow(msgspec.Struct, array_like=True, frozen=True):
    """Changed fields of one row, each with its base value; ``base_rev`` is the cursor at the first unsent change."""

    table: str
    row: int
    scope: int
    age: int
    base_rev: int
    fields: dict[str, tuple[Value, Value]]


class Batch(msgspec.Struct, frozen=True):
    """Frozen before it is first sent and repeated to the letter until answered: that makes a push idempotent.

    A change's op id is (device, number, place in the batch): births block by block, then edits.
    """

    number: int
    at: str
    births: list[BirthBlock] = []
    edits: list[EditRow] = []


class SyncRequest(msgspec.Struct, frozen=True, omit_defaults=True):
    """``cursor`` and ``mark`` name the push up to which the client has seen everything; ``batch`` is a ``Batch`` or
    absent. While it reads pages, ``page`` and ``page_mark`` name the push that the last page ended with, and
    ``answered`` its last batch that has a receipt: the cursor does not yet reach that push, so only this tells whether
    a server that was restored since has forgotten it."""

    v: int
    device: str
    cursor: int
    mark: str
    batch: msgspec.Raw = NO_BATCH
    page: int = 0
    page_mark: str = ""
    answered: int = 0


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


class LoginRequest(msgspec.Struct, frozen=True):
    user: str
    password: str
    v: int = WIRE_VERSION


class LoginResponse(msgspec.Struct, frozen=True):
    """``token`` goes into the Authorization header as ``Bearer``; the ids are the scopes of kommune and user."""

    token: str
    user: int
    name: str
    kommune: int
    kommune_name: str


class HistorikRequest(msgspec.Struct, frozen=True, omit_defaults=True):
    """The history of one row, of ``fields`` alone where some are named. ``before`` is the ``more`` of the page above
    it: a feed number and a field."""

    v: int
    row: int
    fields: Annotated[tuple[str, ...], msgspec.Meta(max_length=64)] = ()
    before: tuple[int, str] | None = None


class HistorikLine(msgspec.Struct, array_like=True, frozen=True):
    """One field set once. ``received`` is the server's time, ``claimed`` the sending machine's own; ``who`` is "" for
    what came before a restore of the server. ``born`` for what the row was born with."""

    seq: int
    field: str
    before: Value
    after: Value
    who: str
    received: str
    claimed: str
    born: bool = False


class HistorikPage(msgspec.Struct, frozen=True, omit_defaults=True):
    """Newest first. ``now`` is what stands in the fields; ``more`` asks for the next page, None where the birth is
    told."""

    now: dict[str, Value]
    lines: list[HistorikLine] = []
    more: tuple[int, str] | None = None


class Problem(msgspec.Struct, frozen=True):
    """Every answer that is not 200: ``code`` for the client, ``message`` in Danish for the person."""

    code: str
    message: str
    common: int = 0
    common_mark: str = ""
