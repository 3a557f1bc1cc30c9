"""What is stored about one sag, to be handed out (GDPR art. 15), and its erasure, which leaves the chain whole."""

import json
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, Engine, text

from konsulent_core.clock import Clock, to_text
from konsulent_core.ids import Entropy
from konsulent_core.merge import Value
from konsulent_core.rettigheder import intern_scope, sagtal_id
from konsulent_server import audit
from konsulent_server.adgange import Unknown
from konsulent_server.audit import Event
from konsulent_server.database import among, id_list, reading, writing
from konsulent_server.layouts import Layouts
from konsulent_server.ledger import Ledger
from konsulent_server.numbers import SERVER, draw, enter


@dataclass(frozen=True, slots=True)
class Sletning:
    """Both verbs raise ``Unknown`` for no such sag, and stand in the audit log."""

    engine: Engine
    layouts: Layouts
    clock: Clock
    entropy: Entropy

    def export(self, kommune: int, by: int, sag: int) -> str:
        """Rows, history and log of a sag, its borger and the words apart, as JSON."""
        with reading(self.engine) as conn:
            scopes = self._scopes(conn, kommune, sag)
            told = {
                "sag": sag,
                "raekker": self._rows(conn, kommune, scopes),
                "historik": self._history(conn, kommune, scopes),
                "haendelser": [
                    {"modtaget": line.modtaget, **msgspec.to_builtins(line.event)}
                    for line in audit.read(conn, kommune, scopes, limit=1_000_000)
                    if line.event is not None
                ],
            }
        self._tell(kommune, by, "udlever", sag)
        return json.dumps(told, ensure_ascii=False, indent=1)

    def erase(self, kommune: int, by: int, sag: int) -> int:
        """Deletes rows, history and log of a sag, its borger where no other sag is hers, and the words apart. Whoever
        had it is told to let go of it. Gives the number of rows. It cannot be undone; backups keep theirs until they
        are thrown away (docs/drift.md)."""
        with writing(self.engine) as conn:
            scopes = self._scopes(conn, kommune, sag)
            at = to_text(self.clock())
            seq = draw(conn, kommune)
            enter(conn, kommune, seq, by, SERVER, at, self.clock, self.entropy)
            given: dict[str, int | str] = {"k": kommune, "ids": id_list(conn, scopes)}
            self._empty_counts(conn, kommune, sag, seq, at)
            ours = f"SELECT id FROM raekke WHERE kommune=:k AND {among(conn, 'scope')}"
            conn.execute(text(f"DELETE FROM historik WHERE kommune=:k AND raekke IN ({ours})"), given)
            count = conn.execute(
                text(f"DELETE FROM raekke WHERE kommune=:k AND {among(conn, 'scope')}"), given
            ).rowcount
            # Ended so long ago that nothing is late: a machine that was away brings none of it back.
            conn.execute(
                text(f"UPDATE adgang SET slut_seq=:q, slut='', grund='slettet' WHERE {among(conn, 'scope')}"),
                {"q": seq, "ids": given["ids"]},
            )
            audit.erase(conn, kommune, scopes)
            audit.write(conn, kommune, [Event(by, SERVER, "slet", 0, at)], self.clock, self.entropy)
        return count

    def _empty_counts(self, conn: Connection, kommune: int, sag: int, seq: int, at: str) -> None:
        """The sag's count rows lie in the scopes of teams: emptied, so that a teamleder's machine is told, too."""
        teams = conn.execute(text("SELECT id FROM team WHERE kommune=:k"), {"k": kommune}).scalars().all()
        ledger = Ledger(conn, self.layouts, kommune, seq)
        numbers = [sagtal_id(sag, team) for team in teams]
        ledger.load(numbers)
        for number in numbers:
            kept = ledger.get(number)
            if kept is not None:
                empty: dict[str, Value] = dict.fromkeys(kept.state.values)
                ledger.change(kept, {**empty, "slettet": 1}, at)
        ledger.flush()
        given: dict[str, int | str] = {"k": kommune, "ids": id_list(conn, numbers)}
        conn.execute(text(f"DELETE FROM historik WHERE kommune=:k AND {among(conn, 'raekke')}"), given)

    def _tell(self, kommune: int, by: int, art: str, sag: int) -> None:
        with writing(self.engine) as conn:
            at = to_text(self.clock())
            enter(conn, kommune, draw(conn, kommune), by, SERVER, at, self.clock, self.entropy)
            audit.write(conn, kommune, [Event(by, SERVER, art, sag, at)], self.clock, self.entropy)

    def _scopes(self, conn: Connection, kommune: int, sag: int) -> list[int]:
        """The sag's own, its borger's where it has no other sag, and those of the words apart."""
        ledger = Ledger(conn, self.layouts, kommune, 0)
        kept = ledger.get(sag)
        if kept is None or kept.layout.table != "sag" or kept.scope != sag:
            raise Unknown("sag")
        found = [sag]
        borger = kept.state.values.get("borger")
        if isinstance(borger, int) and not self._others_of(conn, ledger, borger, sag):
            found.append(borger)
        apart = text(
            "SELECT DISTINCT b.id FROM bruger b JOIN adgang a ON a.bruger=b.id WHERE b.kommune=:k AND a.scope=:s"
        )
        users = conn.execute(apart, {"k": kommune, "s": sag}).scalars()
        return [*found, *(intern_scope(sag, user) for user in users)]

    def _others_of(self, conn: Connection, ledger: Ledger, borger: int, sag: int) -> bool:
        held = text(
            "SELECT DISTINCT a.scope FROM adgang a WHERE a.bruger IN (SELECT bruger FROM adgang WHERE scope=:s)"
        )
        scopes = list(conn.execute(held, {"s": borger}).scalars())
        ledger.load(scopes)
        return any(
            kept.layout.table == "sag" and kept.row != sag and kept.state.values.get("borger") == borger
            for scope in scopes
            if (kept := ledger.get(scope)) is not None
        )

    def _rows(self, conn: Connection, kommune: int, scopes: list[int]) -> list[dict[str, Value]]:
        sql = f"SELECT id, layout, felter FROM raekke WHERE kommune=:k AND {among(conn, 'scope')} ORDER BY foedt, id"
        found = conn.execute(text(sql), {"k": kommune, "ids": id_list(conn, scopes)}).all()
        told: list[dict[str, Value]] = []
        for number, kind, felter in found:
            layout = self.layouts.number(conn, kind)
            told.append(
                {
                    "tabel": layout.table,
                    "id": number,
                    **dict(zip(layout.fields, msgspec.json.decode(felter), strict=True)),
                }
            )
        return told

    def _history(self, conn: Connection, kommune: int, scopes: list[int]) -> list[dict[str, Value]]:
        ours = f"SELECT id FROM raekke WHERE kommune=:k AND {among(conn, 'scope')}"
        sql = (
            "SELECT h.raekke, h.felt, h.foer, h.efter, h.hvornaar, p.modtaget, b.navn FROM historik h "
            "JOIN push p ON p.kommune=h.kommune AND p.seq=h.seq LEFT JOIN bruger b ON b.id=p.bruger "
            f"WHERE h.kommune=:k AND h.raekke IN ({ours}) ORDER BY h.seq, h.felt"
        )
        found = conn.execute(text(sql), {"k": kommune, "ids": id_list(conn, scopes)})
        return [
            {
                "id": row.raekke,
                "felt": row.felt,
                "foer": msgspec.json.decode(row.foer),
                "efter": msgspec.json.decode(row.efter),
                "hvem": row.navn,
                "hvornaar": row.hvornaar,
                "modtaget": row.modtaget,
            }
            for row in found
        ]
