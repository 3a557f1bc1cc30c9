"""The messages between client and server, version 2; ``docs/sync.md`` shows each with an example."""

import msgspec

from konsulent_core.merge import Value
from konsulent_core.words import Rolle

WIRE_VERSION = 2
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


class LoggedEvent(msgspec.Struct, array_like=True, frozen=True):
    """What must be answerable for: an opened sag, a shown CPR number, an export. ``age`` is seconds before the batch's
    time."""

    age: int
    art: str
    scope: int
    detalje: str | None = None


class Batch(msgspec.Struct, frozen=True):
    """Frozen before it is first sent and repeated to the letter until answered: that makes a push idempotent.

    A change's op id is (device, number, place in the batch): births block by block, then edits. ``events`` go into the
    audit log as they are.
    """

    number: int
    at: str
    births: list[BirthBlock] = []
    edits: list[EditRow] = []
    events: list[LoggedEvent] = []


class SyncRequest(msgspec.Struct, frozen=True, omit_defaults=True):
    """``cursor`` and ``mark`` name the push up to which the client has seen everything; ``batch`` is a ``Batch`` or
    absent. While it reads pages, ``page`` and ``page_mark`` name the push that the last page ended with, and
    ``answered`` its last batch that has a receipt: the cursor does not yet reach that push, so only this tells whether
    a server that was restored since has forgotten it. ``scope`` is the last one that a page brought whole, 0 before
    the first."""

    v: int
    device: str
    cursor: int
    mark: str
    batch: msgspec.Raw = NO_BATCH
    page: int = 0
    page_mark: str = ""
    answered: int = 0
    scope: int = 0


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
    its old cursor, because a row changed since then stands in the page of its last change. Scopes that the machine has
    nothing of travel whole, one after the other; ``scope`` is then the last of them. ``gone``, on the last page, are
    scopes that it must let go of.
    """

    cursor: int
    mark: str
    at: str
    more: bool = False
    receipt: Receipt | None = None
    blocks: list[FeedBlock] = []
    edits: list[FeedEdit] = []
    scope: int = 0
    gone: list[int] = []


class Held(msgspec.Struct, array_like=True, frozen=True):
    """What a machine holds of a scope: ``digest`` of ``core.digest``, over so many rows."""

    scope: int
    digest: str
    count: int


class Compare(msgspec.Struct, frozen=True):
    """``tables`` are those that the machine knows; ``cursor`` how far it has read the feed."""

    cursor: int
    tables: list[str]
    scopes: list[Held]


class Compared(msgspec.Struct, frozen=True):
    """Scopes in which the server holds something else, and those that are not the user's (any more)."""

    differ: list[int]
    gone: list[int]


class AskWhole(msgspec.Struct, frozen=True):
    scopes: list[int]


class Whole(msgspec.Struct, frozen=True):
    """Every row of these scopes, as they stand."""

    scopes: list[int]
    blocks: list[FeedBlock]


class LoginRequest(msgspec.Struct, frozen=True):
    user: str
    password: str
    v: int = WIRE_VERSION


class LoginResponse(msgspec.Struct, frozen=True):
    """``token`` goes into the Authorization header as ``Bearer``; the ids are the scopes of kommune, user and team (0:
    in none). ``role`` is a ``words.Rolle``."""

    token: str
    user: int
    name: str
    kommune: int
    kommune_name: str
    role: str = Rolle.KONSULENT.value
    team: int = 0


class Colleague(msgspec.Struct, array_like=True, frozen=True):
    """Somebody whom a teamleder may give a sag to; ``role`` is a ``words.Rolle``."""

    user: int
    name: str
    role: str


class AskTeam(msgspec.Struct, frozen=True):
    """A teamleder asks who is in her team."""


class Team(msgspec.Struct, frozen=True):
    people: list[Colleague]


class OpenSag(msgspec.Struct, frozen=True):
    """A teamleder asks to read a sag of her team until the evening; it stands in the audit log."""

    sag: int


class HandOver(msgspec.Struct, frozen=True):
    """Sager from one user to another: for good, or, with ``until`` (ISO, its evening), lent beside ``fra``. Where
    ``fra`` is 0, from whoever of the team's konsulenter has each."""

    sager: list[int]
    fra: int
    til: int
    until: str | None = None


class Problem(msgspec.Struct, frozen=True):
    """Every answer that is not 200: ``code`` for the client, ``message`` in Danish for the person."""

    code: str
    message: str
    common: int = 0
    common_mark: str = ""
