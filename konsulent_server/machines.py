"""The enrolled machines of each user; a lost one is revoked, and told to wipe itself when it next asks."""

import re
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, text

from konsulent_core.clock import Clock, to_text
from konsulent_core.maskine import Identity, ask_proof, same, wipe_proof
from konsulent_core.wire import MachineAnswer, MachineQuestion, Problem
from konsulent_server.database import glancing, writing
from konsulent_server.exchange import Refused
from konsulent_server.sessions import close_families

WIPED = Problem("wiped", "Denne pc er spærret af kommunen.")
_MACHINE, _KEY = re.compile("[0-9a-f]{24}"), re.compile("[0-9a-f]{64}")
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Machine:
    """As the administrator sees it. Times are ISO texts; ``last`` is its last log-in or renewal, and it may have synced
    up to an hour after that. What lies unsent on it nobody here can know."""

    id: str
    name: str
    user: int
    user_name: str
    enrolled: str
    last: str
    revoked: str | None
    told: str | None


@dataclass(frozen=True, slots=True)
class Machines:
    engine: Engine
    clock: Clock

    def of_login(self, login: str) -> list[Machine]:
        """Newest contact first."""
        with glancing(self.engine) as conn:
            found = conn.execute(text(f"{_SELECT} WHERE b.login=:l ORDER BY t.sidst DESC"), {"l": login})
            return [Machine(*row) for row in found]

    def find(self, machine: str) -> Machine | None:
        with glancing(self.engine) as conn:
            row = conn.execute(text(f"{_SELECT} WHERE t.id=:i"), {"i": machine}).first()
        return None if row is None else Machine(*row)

    def revoke(self, machine: str) -> bool:
        """It is lost: its sessions end now, nothing more is accepted from it, and it wipes itself when it next calls.

        There is no way back: the person enrols another machine, or the same one anew once it has wiped itself. False
        when there is no such machine or it was revoked before.
        """
        now = to_text(self.clock())
        with writing(self.engine) as conn:
            sql = "UPDATE tilmelding SET tilbagekaldt=:n WHERE id=:i AND tilbagekaldt IS NULL"
            done = conn.execute(text(sql), {"i": machine, "n": now}).rowcount
            close_families(conn, now, "tilbagekaldt", tilmelding=machine)
        return bool(done)

    def answer(self, asked: MachineQuestion) -> MachineAnswer:
        """Only whoever knows the machine's secret gets an answer; only a revoked machine gets the order."""
        if len(asked.nonce) > len("0" * 64):
            raise _unknown()
        with writing(self.engine) as conn:
            sql = "SELECT noegle, tilbagekaldt FROM tilmelding WHERE id=:i"
            row = conn.execute(text(sql), {"i": asked.machine}).first()
            if row is None:
                raise _unknown()
            identity = Identity(asked.machine, row.noegle)
            if not same(asked.proof, ask_proof(identity, asked.nonce)):
                raise _unknown()
            if row.tilbagekaldt is None:
                return MachineAnswer()
            conn.execute(
                text("UPDATE tilmelding SET besked=COALESCE(besked, :n) WHERE id=:i"),
                {"i": asked.machine, "n": to_text(self.clock())},
            )
            return MachineAnswer(wipe_proof(identity, asked.nonce))


def enroll(conn: Connection, user: int, identity: Identity, name: str, now: str) -> None:
    """At each log-in. Raises ``Refused``: 410 for a revoked machine, 409 for one that is somebody else's or whose
    secret is another."""
    if not _MACHINE.fullmatch(identity.machine) or not _KEY.fullmatch(identity.key):
        raise _other()
    given = {"i": identity.machine, "b": user, "k": identity.key, "n": name[:_LONGEST_NAME], "t": now}
    conn.execute(
        text("INSERT INTO tilmelding (id,bruger,noegle,navn,meldt,sidst) VALUES (:i,:b,:k,:n,:t,:t) "
             "ON CONFLICT DO NOTHING"),
        given,
    )  # fmt: skip
    sql = "SELECT bruger, noegle, tilbagekaldt FROM tilmelding WHERE id=:i"
    row = conn.execute(text(sql), given).one()
    if not same(row.noegle, identity.key):
        raise _other()
    if row.tilbagekaldt is not None:
        raise Refused(410, WIPED)
    if row.bruger != user:
        raise _other()
    conn.execute(text("UPDATE tilmelding SET sidst=:t, navn=:n WHERE id=:i"), given)


def _other() -> Refused:
    return Refused(409, Problem("machine", "Denne pc er meldt til af en anden. Log ind som den, den tilhører."))


def _unknown() -> Refused:
    return Refused(404, Problem("machine", "Serveren kender ikke denne pc."))


_SELECT = (
    "SELECT t.id, t.navn, t.bruger, b.navn AS bruger_navn, t.meldt, t.sidst, t.tilbagekaldt, t.besked "
    "FROM tilmelding t JOIN bruger b ON b.id=t.bruger"
)
