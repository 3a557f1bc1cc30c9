"""The machines of the load bench: each knows where it stands, what it has sent and read, and checks every answer.

They speak the wire's own messages over kept lines, without a store or a window behind: thousands fit in one process.
"""

import asyncio
from collections import deque
from dataclasses import dataclass, field

import msgspec
import zstandard

from konsulent_core.entities import Udsagn
from konsulent_core.wire import MEDIA_TYPE, Batch, EditRow, LoginResponse, SyncRequest, SyncResponse
from tools.bench import load_people
from tools.bench.load_people import EDITED, People

_SMALL, _LEVEL = 400, 9  # as konsulent_app.sync.transport
_ENCODER = msgspec.json.Encoder()
_ANSWER = msgspec.json.Decoder(SyncResponse)
_LOGIN = msgspec.json.Decoder(LoginResponse)
_OK = 200
_AT = "2026-03-12T09:42:00.000Z"


class Wrong(Exception):
    """The server answered something else than it should have."""


class Lines:
    """Kept connections to one port: as many as are wanted, used in turn so that all stay alive; more where all are in
    use. One is opened with a request to send: the server closes a line on which nothing is said."""

    def __init__(self, port: int, wanted: int = 0) -> None:
        self._port = port
        self._wanted = wanted
        self._free: deque[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = deque()

    def __len__(self) -> int:
        return len(self._free)

    async def ask(self, path: str, body: bytes, token: str = "") -> bytes:
        """The answer's body. Raises ``Wrong`` for another status than 200, ``OSError`` for a line that broke."""
        if len(self._free) > self._wanted or (self._free and not self._wanted):
            line = self._free.popleft()
        else:
            line = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = line
        try:
            writer.write(request(path, body, token))
            head = await reader.readuntil(b"\r\n\r\n")
            status, length, packed = _read_head(head)
            answer = await reader.readexactly(length)
        except asyncio.IncompleteReadError as error:
            writer.close()
            raise ConnectionResetError from error
        except BaseException:
            writer.close()
            raise
        self._free.append(line)
        if status != _OK:
            raise Wrong(f"{path} {status} {answer[:80]!r}")
        return zstandard.decompress(answer) if packed else answer

    def close(self) -> None:
        for _, writer in self._free:
            writer.close()


def request(path: str, body: bytes, token: str) -> bytes:
    """The bytes of an HTTP request as our client sends it."""
    packing = b""
    if len(body) >= _SMALL:
        body, packing = zstandard.compress(body, _LEVEL), b"content-encoding: zstd\r\n"
    return (
        b"POST %b HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer %b\r\ncontent-type: %b\r\n"
        b"accept-encoding: zstd\r\n%bcontent-length: %d\r\n\r\n%b"
    ) % (path.encode(), token.encode(), MEDIA_TYPE.encode(), packing, len(body), body)


def _read_head(head: bytes) -> tuple[int, int, bool]:
    length, packed = 0, False
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        match name.lower():
            case b"content-length":
                length = int(value)
            case b"content-encoding":
                packed = value.strip() == b"zstd"
            case _:
                pass
    return int(head[9:12]), length, packed


@dataclass(slots=True)
class Machine:
    """One person's machine. ``read`` are the texts it has read of her colleague's rows."""

    people: People
    person: int
    cursor: int
    mark: str
    batch: int = 0
    acknowledged: int = 0  # changes
    token: str = ""
    refresh: str = ""
    is_busy: bool = False
    read: dict[int, str] = field(default_factory=dict)
    _frozen: bytes = b""

    @property
    def device(self) -> str:
        return f"load-{self.person}"

    async def ask(self, lines: Lines) -> int:
        """What is new since it last asked, page by page; gives the rows."""
        return await self._pages(lines, self.device, self.cursor, self.mark)

    async def open_monday(self, lines: Lines) -> int:
        """As ``ask``, for a machine that was closed since Friday."""
        friday = self.people.friday
        return await self._pages(lines, self.device, friday, load_people.mark(self.people.kommune(self.person), friday))

    async def first(self, lines: Lines) -> int:
        """Everything, as a new machine."""
        return await self._pages(lines, f"new-{self.person}", 0, "")

    async def push(self, lines: Lines) -> None:
        """Five edits; one that was not answered is repeated to the letter. Raises as ``ask``; then it waits again."""
        if not self._frozen:
            self._frozen = push_body(self.people, self.person, self.batch + 1, self.cursor, self.mark)
        answer = _ANSWER.decode(await lines.ask("/v1/sync", self._frozen, self._token()))
        receipt = answer.receipt
        if receipt is None or receipt.number != self.batch + 1 or receipt.changes != EDITED or receipt.others:
            raise Wrong(f"push {receipt}")
        self._frozen = b""
        self.batch += 1
        self.acknowledged += receipt.changes
        await self._take(lines, answer, self.device, self.cursor, self.mark)

    async def renew(self, lines: Lines) -> None:
        """The next pair of tokens."""
        given = {"refresh": self.refresh or load_people.refresh(self.person), "v": 2}
        body = _ENCODER.encode({**given, "machine": load_people.enrolled(self.person)})
        found = _LOGIN.decode(await lines.ask("/v1/renew", body))
        self.token, self.refresh = found.token, found.refresh

    def _token(self) -> str:
        return self.token or load_people.token(self.person)

    async def _pages(self, lines: Lines, device: str, cursor: int, mark: str) -> int:
        body = _ENCODER.encode(SyncRequest(2, device, cursor, mark))
        answer = _ANSWER.decode(await lines.ask("/v1/sync", body, self._token()))
        return await self._take(lines, answer, device, cursor, mark)

    async def _take(self, lines: Lines, answer: SyncResponse, device: str, cursor: int, mark: str) -> int:
        rows = self._note(answer)
        answered = self.batch if device == self.device else 0
        while answer.more:
            following = SyncRequest(
                2,
                device,
                cursor,
                mark,
                page=answer.cursor,
                page_mark=answer.mark,
                answered=answered,
                scope=answer.scope,
            )
            answer = _ANSWER.decode(await lines.ask("/v1/sync", _ENCODER.encode(following), self._token()))
            rows += self._note(answer)
        if device == self.device:
            if answer.cursor < self.cursor:
                raise Wrong("the feed went back")
            self.cursor, self.mark = answer.cursor, answer.mark
        return rows

    def _note(self, answer: SyncResponse) -> int:
        for edit in answer.edits:
            if edit.table == Udsagn.tabel:
                self.read[edit.row] = str(edit.fields.get("tekst"))
        return len(answer.edits) + sum(len(block.rows) for block in answer.blocks)


def push_body(people: People, person: int, number: int, cursor: int, mark: str) -> bytes:
    """The request with batch ``number`` of her machine: a new text in each of her five rows."""
    edits = [
        EditRow(
            Udsagn.tabel,
            people.row(person, place),
            load_people.scope(person, place),
            0,
            cursor,
            {"tekst": (None, load_people.said(person, number, place))},
        )
        for place in range(EDITED)
    ]
    batch = msgspec.Raw(_ENCODER.encode(Batch(number, _AT, [], edits)))
    return _ENCODER.encode(SyncRequest(2, f"load-{person}", cursor, mark, batch))
