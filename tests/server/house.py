"""A server with its people, and machines that speak to it: by hand, message by message, or with a real store."""

import json
import random
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from msgspec import structs
from sqlalchemy import text

from konsulent_app.store.database import Database
from konsulent_app.sync.ahead import at_once
from konsulent_app.sync.engine import Engine, Outcome
from konsulent_core.clock import to_text
from konsulent_core.entities import BY_TABEL, field_names
from konsulent_core.merge import Value
from konsulent_core.wire import (
    NO_BATCH,
    WIRE_VERSION,
    Batch,
    BirthBlock,
    BirthRow,
    EditRow,
    SyncRequest,
    SyncResponse,
)
from konsulent_core.words import Rolle
from konsulent_server.access import User
from konsulent_server.app import Services, make_services
from konsulent_server.database import open_engine, writing
from konsulent_server.feed import PAGE_ROWS
from konsulent_server.glance import glance
from konsulent_server.tokens import token_hash
from tools.long.sync_machines import KEY, Line

SAG, BORGER, BESOEG = 10, 11, 12
Pairs = Mapping[str, tuple[Value, Value]]


class House:
    """A server over one database. ``copy`` and ``put_back`` are given by whoever made the database."""

    def __init__(self, url: str, copy: Callable[[], None], put_back: Callable[[], None]) -> None:
        self.url = url
        self.now = datetime(2026, 3, 12, 9, 42, tzinfo=UTC)
        self._dice = random.Random(1)
        self._copy, self._put_back = copy, put_back
        self.page_rows = PAGE_ROWS
        self.services = self.open()
        self.kommune = self.services.people.add_kommune("Åby")

    def open(self) -> Services:
        """As a further process would: with nothing remembered from before."""
        made = make_services(open_engine(self.url), self.clock, self.entropy)
        return replace(made, exchange=replace(made.exchange, page_rows=self.page_rows))

    def pages_of(self, count: int) -> None:
        self.page_rows = count
        self.services = replace(self.services, exchange=replace(self.services.exchange, page_rows=count))

    def clock(self) -> datetime:
        self.now += timedelta(milliseconds=10)
        return self.now

    def entropy(self, count: int) -> bytes:
        return self._dice.randbytes(count)

    def person(self, name: str, *scopes: int, rolle: Rolle = Rolle.KONSULENT, team: int = 0) -> User:
        """Without a password, which would cost a tenth of a second."""
        user = User(self._dice.getrandbits(60), name, self.kommune, "Åby", rolle, team)
        with writing(self.services.exchange.engine) as conn:
            conn.execute(
                text("INSERT INTO bruger (id,kommune,login,navn,kode,rolle,team) VALUES (:i,:k,:l,:n,'',:r,:t)"),
                {
                    "i": user.number,
                    "k": self.kommune,
                    "l": str(user.number),
                    "n": name,
                    "r": rolle.value,
                    "t": team or None,
                },
            )
            session = {"h": token_hash(f"token-{user.number}"), "b": user.number}
            conn.execute(text("INSERT INTO session (hash,bruger,udloeber) VALUES (:h,:b,'9999')"), session)
            own = [team] if team and rolle is Rolle.TEAMLEDER else []
            for scope in (user.number, self.kommune, *own, *scopes):
                conn.execute(text("INSERT INTO adgang (bruger, scope) VALUES (:b, :s)"), {"b": user.number, "s": scope})
        return user

    def hand(self, user: User, device: str = "") -> "Hand":
        return Hand(self, user, device or self.entropy(4).hex())

    def back_up(self) -> None:
        self.close()
        self._copy()

    def restore(self) -> None:
        self.close()
        self._put_back()
        self.services = self.open()

    def close(self) -> None:
        self.services.exchange.engine.dispose()

    def query(self, sql: str, **given: Value) -> list[tuple[Value, ...]]:
        with self.services.exchange.engine.connect() as conn:
            return [tuple(row) for row in conn.execute(text(sql), given)]

    def row(self, number: int) -> dict[str, Value]:
        """As the server has it."""
        sql = "SELECT l.felter, r.felter FROM raekke r JOIN layout l ON l.id=r.layout WHERE r.id=:i AND r.kommune=:k"
        ((names, values),) = self.query(sql, i=number, k=self.kommune)
        return dict(zip(str(names).split(","), json.loads(str(values)), strict=True))

    def rows(self, table: str) -> list[dict[str, Value]]:
        sql = "SELECT r.id FROM raekke r JOIN layout l ON l.id=r.layout WHERE l.tabel=:t AND r.kommune=:k ORDER BY r.id"
        return [self.row(int(str(number))) for (number,) in self.query(sql, t=table, k=self.kommune)]

    def history(self, number: int) -> list[tuple[str, Value, Value]]:
        """(field, before, after) of a row, oldest first."""
        sql = "SELECT felt, foer, efter FROM historik WHERE raekke=:i AND kommune=:k ORDER BY seq, felt"
        found = self.query(sql, i=number, k=self.kommune)
        return [(str(felt), json.loads(str(foer)), json.loads(str(efter))) for felt, foer, efter in found]


class Hand:
    """A machine without a store: it sends what it is told to and remembers where it stands."""

    def __init__(self, house: House, user: User, device: str) -> None:
        self._house = house
        self.user = user
        self.device = device
        self.cursor, self.mark, self.number = 0, "", 0
        self.last = SyncRequest(WIRE_VERSION, device, 0, "")

    def push(self, *changes: BirthBlock | EditRow, at: str = "", number: int | None = None) -> SyncResponse:
        """One batch; then the machine has seen all of the answer."""
        self.number = self.number + 1 if number is None else number
        births = [change for change in changes if isinstance(change, BirthBlock)]
        edits = [change for change in changes if isinstance(change, EditRow)]
        batch = Batch(self.number, at or to_text(self._house.now), births, edits)
        return self.say(msgspec.json.encode(batch))

    def say(self, batch: bytes = bytes(NO_BATCH)) -> SyncResponse:
        self.last = SyncRequest(WIRE_VERSION, self.device, self.cursor, self.mark, msgspec.Raw(batch))
        return self.again()

    def pull(self) -> SyncResponse:
        return self.say()

    def again(self) -> SyncResponse:
        """The last request once more, to the letter."""
        request = msgspec.json.decode(msgspec.json.encode(self.last), type=SyncRequest)
        glanced = self.glance(request)
        answer = self._house.services.exchange.sync(self.user, request)
        if glanced is not None and glanced.cursor == answer.cursor:  # else somebody pushed between the two
            assert structs.replace(glanced, at="") == structs.replace(answer, at="")
        answer = msgspec.json.decode(msgspec.json.encode(answer), type=SyncResponse)
        if not answer.more:
            self.cursor, self.mark = answer.cursor, answer.mark
        return answer

    def glance(self, request: SyncRequest) -> SyncResponse | None:
        """What the server answers without reading all, if it does: that must be the whole answer, whatever is asked."""
        engine = self._house.services.exchange.engine
        asker = glance(engine, f"token-{self.user.number}", request, self._house.now)
        return None if asker is None else asker.nothing

    def edit(self, table: str, row: int, scope: int, fields: Pairs, base_rev: int | None = None) -> EditRow:
        """By default the machine knows all that it has pulled."""
        return EditRow(table, row, scope, 0, self.cursor if base_rev is None else base_rev, dict(fields))


def born(table: str, row: int, scope: int, **values: Value) -> BirthBlock:
    """The birth of one row with all the fields of its table."""
    names = field_names(BY_TABEL[table])
    given = {"slettet": 0, **values}
    return block(table, names, [(row, scope, [given.get(name) for name in names])])


def block(
    table: str, fields: tuple[str, ...], found: list[tuple[int, int, list[Value]]], base_rev: int = -1
) -> BirthBlock:
    made = [BirthRow(row, scope, 0, msgspec.Raw(msgspec.json.encode(values))) for row, scope, values in found]
    return BirthBlock(table, fields, made, base_rev)


def begin(hand: Hand, **besoeg: Value) -> None:
    """A sag, its borger and a besøg, by this machine."""
    hand.push(
        born("borger", BORGER, BORGER, fornavn="Janet"),
        born("sag", SAG, SAG, nummer="1", borger=BORGER),
        born("besoeg", BESOEG, SAG, **{"type": "opfoelgning", "tilstand": "kladde", **besoeg}),
    )


class Client:
    """A machine with a real store."""

    def __init__(self, house: House, user: User, path: Path) -> None:
        self._house = house
        self.path = path
        self.user = user
        self.line = Line(house, user)
        self.database = Database(path, KEY)

    def sync(self) -> Outcome:
        return self.engine().sync()

    def engine(self) -> Engine:
        return Engine(self.database, self.line, self._house.clock, self._house.entropy, beside=at_once)

    def back_up(self) -> None:
        self.path.with_suffix(".backup").unlink(missing_ok=True)
        self.database.vacuum_into(self.path.with_suffix(".backup"))

    def restore(self) -> None:
        self.database.close()
        shutil.copy(self.path.with_suffix(".backup"), self.path)
        self.database = Database(self.path, KEY)
