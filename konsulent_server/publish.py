"""Publishes a kommune's own skemaer and lists: rows of the feed that only the server writes, and never changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, Engine, text

from konsulent_core.clock import Clock, local_day, to_text
from konsulent_core.entities import Skemafil, field_names
from konsulent_core.errors import UserError
from konsulent_core.ids import Entropy
from konsulent_core.merge import Value
from konsulent_core.skema.grammar import Skema, Udgivet
from konsulent_core.skema.load import parse_skema
from konsulent_core.udgivelse import Fil, advarsler, check_liste, fil_row, skema_fil
from konsulent_core.words import FilArt
from konsulent_server import audit
from konsulent_server.database import reading, writing
from konsulent_server.layouts import Layouts
from konsulent_server.ledger import Kept, Ledger

_SERVER = "server"  # as the machine of its pushes, which no user sent


class PublishFejl(UserError):
    """What was to be published cannot be; nothing was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Udgivelse:
    """What came of it. ``ny`` False: the very same was published before."""

    key: str
    ny: bool
    advarsler: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Publisher:
    """Each verb is one transaction that draws one feed number, like a push."""

    engine: Engine
    layouts: Layouts
    clock: Clock
    entropy: Entropy

    def check_skema(self, kommune: int, tekst: str, filename: str, leverede: Iterable[Skema]) -> Udgivelse:
        """What publishing it would say; nothing is written. Raises SkemaFejl, UserError or PublishFejl."""
        fil, skema = skema_fil(tekst, filename, local_day(self.clock()))
        with reading(self.engine) as conn:
            kept = self._ledger(conn, kommune, 0).get(fil.row)
            if kept is not None:
                _check_same(kept, fil)
            return Udgivelse(key=fil.key, ny=kept is None, advarsler=self._compare(conn, kommune, skema, leverede))

    def publish_skema(
        self, kommune: int, tekst: str, filename: str, fra: date | None = None, leverede: Iterable[Skema] = ()
    ) -> Udgivelse:
        """From ``fra`` on, today if it is None, new besøg use it. ``leverede`` are the app's own, to compare anchors
        with. One that was withdrawn comes back. Raises SkemaFejl, UserError or PublishFejl."""
        fil, skema = skema_fil(tekst, filename, fra or local_day(self.clock()))
        with writing(self.engine) as conn:
            seq = _lock(conn, kommune)
            warnings = self._compare(conn, kommune, skema, leverede)
            return Udgivelse(key=fil.key, ny=self._put(conn, kommune, seq, fil, fra), advarsler=warnings)

    def publish_liste(
        self, kommune: int, navn: str, tekst: str, filename: str, fra: date | None = None, *, add: bool = False
    ) -> Udgivelse:
        """The next version of a list; the newest one's own text again is that version. Raises ListeFejl or
        PublishFejl."""
        check_liste(navn, tekst, filename)
        with writing(self.engine) as conn:
            seq = _lock(conn, kommune)
            of_list = (v for v in self.published(conn, kommune) if (v["art"], v["navn"]) == (FilArt.LISTE, navn))
            last = max(of_list, key=lambda v: int(str(v["version"])), default=None)
            version = 1 if last is None else int(str(last["version"])) + 1
            if last is not None and (last["tekst"], bool(last["tilfoejer"])) == (tekst, add):
                version -= 1
            day = fra or local_day(self.clock())
            fil = Fil(art=FilArt.LISTE, navn=navn, version=version, tekst=tekst, fra=day, tilfoejer=add)
            return Udgivelse(key=fil.key, ny=self._put(conn, kommune, seq, fil, fra))

    def withdraw(self, kommune: int, art: FilArt, key: str, til: date) -> None:
        """``til`` is the last day that new besøg use it, or that the list holds; what was written in it stays.

        Raises PublishFejl for what was never published.
        """
        navn, _, version = key.rpartition(".v")
        with writing(self.engine) as conn:
            ledger = self._ledger(conn, kommune, _lock(conn, kommune))
            kept = ledger.get(fil_row(art, navn, int(version))) if version.isdigit() else None
            if kept is None:
                raise PublishFejl(f"{key} er ikke udgivet.")
            self._change(conn, kommune, ledger, kept, {"til": til.isoformat()}, "traek_tilbage", key)

    def published(self, conn: Connection, kommune: int) -> list[dict[str, Value]]:
        """All that the kommune has published, the oldest first."""
        found = conn.execute(
            text("SELECT r.id FROM raekke r JOIN layout l ON l.id=r.layout WHERE r.kommune=:k AND l.tabel=:t"),
            {"k": kommune, "t": Skemafil.tabel},
        ).scalars()
        ledger = self._ledger(conn, kommune, 0)
        rows = [kept.state.values for number in found.all() if (kept := ledger.get(number)) is not None]
        return sorted((dict(row) for row in rows), key=lambda row: (str(row["udgivet"]), str(row["navn"])))

    def _compare(self, conn: Connection, kommune: int, skema: Skema, leverede: Iterable[Skema]) -> tuple[str, ...]:
        others = []
        for row in self.published(conn, kommune):
            key = f"{row['navn']}.v{row['version']}"
            if row["art"] == FilArt.SKEMA and key != skema.key:
                own = Udgivet(tidspunkt=str(row["udgivet"]), fra=date.fromisoformat(str(row["fra"])))
                others.append(replace(parse_skema(str(row["tekst"]), key), udgivet=own))
        return advarsler(skema, [*leverede, *others])

    def _put(self, conn: Connection, kommune: int, seq: int, fil: Fil, fra: date | None) -> bool:
        """Whether something was written: the row, or other days for one that is there."""
        ledger = self._ledger(conn, kommune, seq)
        kept = ledger.get(fil.row)
        if kept is None:
            self._note(conn, kommune, seq, "udgiv", fil.key)
            ledger.create(Skemafil.tabel, fil.row, kommune, _values(fil, to_text(self.clock())))
            return True
        _check_same(kept, fil)
        days: dict[str, Value] = {"fra": kept.state.values["fra"] if fra is None else fra.isoformat(), "til": None}
        if all(kept.state.values.get(name) == value for name, value in days.items()):
            conn.execute(text("UPDATE kommune SET seq=seq-1 WHERE id=:k"), {"k": kommune})  # nothing to tell anybody
            return False
        self._change(conn, kommune, ledger, kept, days, "udgiv", fil.key)
        return True

    def _change(
        self,
        conn: Connection,
        kommune: int,
        ledger: Ledger,
        kept: Kept,
        days: Mapping[str, Value],
        art: str,
        key: str,
    ) -> None:
        self._note(conn, kommune, ledger.seq, art, key)
        ledger.change(kept, days, to_text(self.clock()))
        ledger.flush()

    def _ledger(self, conn: Connection, kommune: int, seq: int) -> Ledger:
        return Ledger(conn, self.layouts, kommune, seq)

    def _note(self, conn: Connection, kommune: int, seq: int, art: str, key: str) -> None:
        """The push's line: no user and no machine sent it; and the audit log's."""
        now = to_text(self.clock())
        conn.execute(
            text("INSERT INTO push (kommune,seq,mark,bruger,maskine,modtaget,sendt) VALUES (:k,:s,:m,0,:d,:n,:n)"),
            {"k": kommune, "s": seq, "m": self.entropy(8).hex(), "d": _SERVER, "n": now},
        )
        audit.write(conn, kommune, [audit.Event(0, _SERVER, art, kommune, now, key)], self.clock, self.entropy)


def _lock(conn: Connection, kommune: int) -> int:
    """The next feed number, the kommune's counter locked until commit. Raises PublishFejl for an unknown kommune."""
    seq: int | None = conn.execute(
        text("UPDATE kommune SET seq=seq+1 WHERE id=:k RETURNING seq"), {"k": kommune}
    ).scalar()
    if seq is None:
        raise PublishFejl(f"Der er ingen kommune med nummer {kommune}.")
    return seq


def _check_same(kept: Kept, fil: Fil) -> None:
    if kept.state.values.get("tekst") != fil.tekst:
        raise PublishFejl(
            f"{fil.key} er udgivet før med et andet indhold, og besøg kan være skrevet i det. "
            "Giv filen et nyt versionsnummer."
        )


def _values(fil: Fil, now: str) -> dict[str, Value]:
    given: dict[str, Value] = {
        "slettet": 0,
        "art": fil.art.value,
        "navn": fil.navn,
        "version": fil.version,
        "tekst": fil.tekst,
        "udgivet": now,
        "fra": fil.fra.isoformat(),
        "tilfoejer": int(fil.tilfoejer),
    }
    return {name: given.get(name) for name in field_names(Skemafil)}
