"""The messages between client and server, version 2; ``docs/sync.md`` shows each with an example."""

from datetime import date
from typing import Annotated

import msgspec

from konsulent_core.merge import Value
from konsulent_core.words import Rolle

WIRE_VERSION = 2
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
# What a provider hands out may be long.
_Handed = Annotated[str, msgspec.Meta(pattern=r"^[^\x00]*$", max_length=10_000)]
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

    number: Seq
    at: Annotated[str, msgspec.Meta(pattern=r"^[^\x00]*$", max_length=64)]
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
    device: Device
    cursor: Seq
    mark: Mark
    batch: msgspec.Raw = NO_BATCH
    page: Seq = 0
    page_mark: Mark = ""
    answered: Seq = 0
    scope: Number = 0


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


class Marks(msgspec.Struct, frozen=True):
    """The (cursor, mark) that a machine remembers, for finding the newest that the server knows too."""

    marks: Annotated[list[tuple[Seq, Mark]], msgspec.Meta(max_length=1000)]


class Held(msgspec.Struct, array_like=True, frozen=True):
    """What a machine holds of a scope: ``digest`` of ``core.digest``, over so many rows."""

    scope: Number
    digest: Mark
    count: Seq


class Compare(msgspec.Struct, frozen=True):
    """``tables`` are those that the machine knows; ``cursor`` how far it has read the feed, with its ``mark``: a server
    that was restored meanwhile is not to say what is gone."""

    cursor: Seq
    tables: Annotated[list[Mark], msgspec.Meta(max_length=1000)]
    scopes: Annotated[list[Held], msgspec.Meta(max_length=1000)]
    mark: Mark = ""


class Compared(msgspec.Struct, frozen=True):
    """Scopes in which the server holds something else, and those that are not the user's (any more)."""

    differ: list[int]
    gone: list[int]


class AskWhole(msgspec.Struct, frozen=True):
    """Scopes whose rows a machine wants once more; ``cursor`` and ``mark`` as in ``Compare``."""

    scopes: Annotated[list[Number], msgspec.Meta(max_length=1000)]
    cursor: Seq = 0
    mark: Mark = ""


class Whole(msgspec.Struct, frozen=True):
    """Every row of these scopes, as they stand."""

    scopes: list[int]
    blocks: list[FeedBlock]


class LoginRequest(msgspec.Struct, frozen=True, omit_defaults=True):
    """``machine`` and ``machine_key`` are made by the machine and the same at each log-in from it (``core.maskine``);
    ``new_password`` takes the place of the old one at once, for a password that must be changed."""

    user: _Typed
    password: _Typed
    v: int = WIRE_VERSION
    machine: _Typed = ""
    machine_key: _Typed = ""
    machine_name: _Typed = ""
    new_password: _Typed = ""


class OidcRequest(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the browser brought back: the server exchanges ``code`` at the kommune's provider itself."""

    kommune: Number
    code: _Handed
    verifier: _Typed
    nonce: _Typed
    redirect: _Typed
    machine: _Typed
    machine_key: _Typed
    machine_name: _Typed = ""
    v: int = WIRE_VERSION


class RenewRequest(msgspec.Struct, frozen=True):
    refresh: _Typed
    machine: _Typed
    v: int = WIRE_VERSION


class PasswordRequest(msgspec.Struct, frozen=True):
    """A logged-in person changes her password; all other sessions of hers end."""

    old: _Typed
    new: _Typed


class LoginResponse(msgspec.Struct, frozen=True, omit_defaults=True):
    """``token`` goes into the Authorization header as ``Bearer``; the ids are the scopes of kommune, user and team (0:
    in none); ``role`` is a ``words.Rolle``.

    ``refresh`` gives the next session, once; it is empty for a client that names no machine. ``offline_days``: so long
    may a machine open its store without having been in touch. ``at`` is the server's time.
    """

    token: str
    user: int
    name: str
    kommune: int
    kommune_name: str
    role: str = Rolle.KONSULENT.value
    team: int = 0
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

    machine: _Typed
    nonce: _Typed
    proof: _Typed


class MachineAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """``wipe`` is the proof that the machine is to wipe itself, for this very question; empty where it is not."""

    wipe: str = ""


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

    sag: Number


class HandOver(msgspec.Struct, frozen=True):
    """Sager from one user to another: for good, or, with ``until`` (ISO, its evening), lent beside ``fra``. Where
    ``fra`` is 0, from whoever of the team's konsulenter has each."""

    sager: Annotated[list[Number], msgspec.Meta(max_length=1000)]
    fra: Number
    til: Number
    until: date | None = None


class HistorikRequest(msgspec.Struct, frozen=True, omit_defaults=True):
    """The history of one row, of ``fields`` alone where some are named. ``before`` is the ``more`` of the page above
    it: a feed number and a field."""

    v: int
    row: Number
    fields: Annotated[tuple[_Typed, ...], msgspec.Meta(max_length=64)] = ()
    before: tuple[Seq, _Typed] | None = None


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
    """Every answer that is not 200: ``code`` for the client, ``message`` in Danish for the person, at ``field``."""

    code: str
    message: str
    common: int = 0
    common_mark: str = ""
    field: str = ""
