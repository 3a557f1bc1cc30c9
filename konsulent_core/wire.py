"""The messages between client and server, version 1; ``docs/sync.md`` shows each with an example."""

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


class LoginRequest(msgspec.Struct, frozen=True, omit_defaults=True):
    """``machine`` and ``machine_key`` are made by the machine and the same at each log-in from it (``core.maskine``);
    ``new_password`` takes the place of the old one at once, for a password that must be changed."""

    user: str
    password: str
    v: int = WIRE_VERSION
    machine: str = ""
    machine_key: str = ""
    machine_name: str = ""
    new_password: str = ""


class OidcRequest(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the browser brought back: the server exchanges ``code`` at the kommune's provider itself."""

    kommune: int
    code: str
    verifier: str
    nonce: str
    redirect: str
    machine: str
    machine_key: str
    machine_name: str = ""
    v: int = WIRE_VERSION


class RenewRequest(msgspec.Struct, frozen=True):
    refresh: str
    machine: str
    v: int = WIRE_VERSION


class PasswordRequest(msgspec.Struct, frozen=True):
    """A logged-in person changes her password; all other sessions of hers end."""

    old: str
    new: str


class LoginResponse(msgspec.Struct, frozen=True, omit_defaults=True):
    """``token`` goes into the Authorization header as ``Bearer``; the ids are the scopes of kommune and user.

    ``refresh`` gives the next session, once; it is empty for a client that names no machine. ``offline_days``: so long
    may a machine open its store without having been in touch. ``at`` is the server's time.
    """

    token: str
    user: int
    name: str
    kommune: int
    kommune_name: str
    refresh: str = ""
    offline_days: int = 14
    at: str = ""


class LoginWay(msgspec.Struct, frozen=True):
    """A kommune's own provider: where the browser is sent, and as whom."""

    kommune: int
    name: str
    authorize: str
    client: str
    scopes: str


class LoginWays(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the server at an address offers."""

    password: bool = True
    oidc: list[LoginWay] = []


class MachineQuestion(msgspec.Struct, frozen=True):
    """Is this machine revoked? Signed with its key, and the answer as well (``core.maskine``)."""

    machine: str
    nonce: str
    proof: str


class MachineAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """``wipe`` is the proof that the machine is to wipe itself, for this very question; empty where it is not."""

    wipe: str = ""


class Problem(msgspec.Struct, frozen=True):
    """Every answer that is not 200: ``code`` for the client, ``message`` in Danish for the person, at ``field``."""

    code: str
    message: str
    common: int = 0
    common_mark: str = ""
    field: str = ""
