"""What an administrator or a teamleder does with sager: gives them, takes them back, hands them over."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, Engine, text

from konsulent_core.clock import Clock, local_day, to_text
from konsulent_core.ids import Entropy
from konsulent_core.rettigheder import intern_scope, sagtal_id
from konsulent_core.words import Rolle
from konsulent_server import audit
from konsulent_server.access import keep_apart
from konsulent_server.audit import Event
from konsulent_server.database import among, id_list, reading, writing
from konsulent_server.layouts import Layouts
from konsulent_server.ledger import Ledger
from konsulent_server.numbers import SERVER, NoSuchKommune, draw, enter
from konsulent_server.sessions import close_families

# What ran out and nobody has noted yet has ended: meanwhile the machine was told nothing of it.
_GRANT = text(
    "INSERT INTO adgang (bruger, scope, fra_seq, til) VALUES (:b, :s, :q, :t) ON CONFLICT (bruger, scope) DO UPDATE "
    "SET fra_seq=CASE WHEN adgang.slut_seq IS NULL AND (adgang.til IS NULL OR adgang.til>=:d) THEN adgang.fra_seq "
    "ELSE excluded.fra_seq END, "
    "til=CASE WHEN adgang.slut_seq IS NULL AND adgang.til IS NULL THEN NULL ELSE excluded.til END, "
    "slut_seq=NULL, slut=NULL, grund=NULL"
)
_BOTH = text(
    "SELECT 1 FROM adgang s JOIN adgang p ON p.bruger=s.bruger WHERE s.scope=:s AND p.scope=:p "
    "AND (p.slut_seq IS NULL OR s.fra_seq<p.slut_seq) AND (s.slut_seq IS NULL OR p.fra_seq<s.slut_seq) LIMIT 1"
)
_END = "UPDATE adgang SET slut_seq=:q, slut=:n, grund=:g WHERE bruger=:b AND slut_seq IS NULL AND "


_WITH_SAGER = {Rolle.KONSULENT.value, Rolle.SAGSBEHANDLER.value}


class Unknown(LookupError):
    """No such user or sag in this kommune. ``what`` is the Danish word for it."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its feed number and who does it (0: the server itself)."""

    conn: Connection
    kommune: int
    by: int
    seq: int
    at: str
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class Adgange:
    """Each verb is one transaction with a number of the feed, so that machines learn of it like of any change; and a
    line in the audit log. Raises ``Unknown``."""

    engine: Engine
    layouts: Layouts
    clock: Clock
    entropy: Entropy

    def grant(self, kommune: int, by: int, user: int, sag: int, til: date | None = None) -> None:
        """Gives a user a sag with its borger; until the evening of ``til`` where that is given."""
        with self._act(kommune, by) as act:
            self._grant(act, user, self._sag(act, sag), til)
            self._tell(act, "giv_adgang", sag, f"{user}" + (f" til {til.isoformat()}" if til else ""))

    def withdraw(self, kommune: int, by: int, user: int, sag: int, grund: str = "") -> None:
        """Takes a sag from a user: it leaves her machines when what is unsent there has been received."""
        with self._act(kommune, by) as act:
            self._end(act, user, [self._sag(act, sag)], grund)
            self._leave_teams(act, sag)
            self._tell(act, "tag_adgang", sag, f"{user}")

    def hand_over(self, kommune: int, by: int, sager: Sequence[int], fra: int, til: int) -> None:
        """From one user to another; each sag has a number of its own, so that a page can end between two."""
        if fra == til:
            return
        for sag in sager:
            with self._act(kommune, by) as act:
                self._grant(act, til, self._sag(act, sag), None)
                self._end(act, fra, [sag], "overdraget")
                self._leave_teams(act, sag)
                self._name_owner(act, sag, til)
                self._tell(act, "overdrag", sag, f"{fra} {til}")

    def cover(self, kommune: int, by: int, fra: int, til: int, until: date) -> list[int]:
        """Lends all the sager of one user to another until the evening of ``until``; gives them."""
        sager = self.sager_of(kommune, fra)
        for sag in sager:
            self.grant(kommune, by, til, sag, until)
        return sager

    def sager_of(self, kommune: int, user: int) -> list[int]:
        """The sager that a user has now."""
        with reading(self.engine) as conn:
            return self._sager_of(Act(conn, kommune, 0, 0, "", Ledger(conn, self.layouts, kommune, 0)), user)

    def close_user(self, kommune: int, by: int, user: int) -> int:
        """Ends log-in and sessions at once, and every grant of a sag; gives how many grants."""
        with self._act(kommune, by) as act:
            known = act.conn.execute(
                text("UPDATE bruger SET lukket=:n WHERE id=:b AND kommune=:k AND lukket IS NULL"),
                {"n": act.at, "b": user, "k": kommune},
            )
            if not known.rowcount:
                raise Unknown("user")
            close_families(act.conn, act.at, "lukket", bruger=user)
            ended = act.conn.execute(text(_END + "1=1"), {"q": act.seq, "n": act.at, "g": "lukket", "b": user})
            self._tell(act, "luk_bruger", user, "")
            return ended.rowcount

    def set_role(self, kommune: int, by: int, user: int, rolle: Rolle, team: int | None) -> int:
        """Another role or team. A konsulent and a sagsbehandler keep their sager; any other change ends every grant of
        one, and what a teamleder read of her old team. Sessions end: the machine learns what she is at her next log-in.
        Gives how many grants ended."""
        with self._act(kommune, by) as act:
            before = act.conn.execute(
                text("SELECT rolle, team FROM bruger WHERE id=:b AND kommune=:k AND lukket IS NULL"),
                {"b": user, "k": kommune},
            ).first()
            if before is None:
                raise Unknown("user")
            known = text("SELECT 1 FROM team WHERE id=:t AND kommune=:k")
            if team is not None and act.conn.execute(known, {"t": team, "k": kommune}).first() is None:
                raise Unknown("team")
            sager = self._sager_of(act, user)
            now = {"r": rolle.value, "t": team, "b": user}
            act.conn.execute(text("UPDATE bruger SET rolle=:r, team=:t WHERE id=:b"), now)
            ended = 0
            if not {before.rolle, rolle.value} <= _WITH_SAGER:
                sql = text(_END + "scope NOT IN (:b, :k)")
                given = {"q": act.seq, "n": act.at, "g": "ny rolle", "b": user, "k": kommune}
                ended = act.conn.execute(sql, given).rowcount
            if rolle is Rolle.TEAMLEDER and team is not None:
                self._give(act, user, [team], None)
            for sag in sager:
                self._leave_teams(act, sag)
            close_families(act.conn, act.at, "ny rolle", bruger=user)
            self._tell(act, "saet_rolle", user, rolle.value if team is None else f"{rolle.value} {team}")
            return ended

    def note(self, kommune: int, by: int, art: str, whom: int, detalje: str = "") -> None:
        """Writes an administrator's act into the log that was done elsewhere."""
        with self._act(kommune, by) as act:
            self._tell(act, art, whom, detalje)

    def sweep(self, closed_days: int) -> int:
        """Ends what is over: covers whose last day has passed, and sager closed for more than ``closed_days``. Gives
        how many grants; to be called now and then."""
        today = local_day(self.clock())
        over = text("SELECT kommune, bruger, scope FROM adgang a JOIN bruger b ON b.id=a.bruger "
                    "WHERE a.slut_seq IS NULL AND a.til<:d")  # fmt: skip
        with self.engine.connect() as conn:
            ended = conn.execute(over, {"d": today.isoformat()}).all()
        count = 0
        for kommune, bruger, scope in ended:
            with self._act(kommune, 0) as act:
                ended_here = act.conn.execute(
                    text(_END + "scope=:s AND til<:d"),  # it may have been made longer since it was looked for
                    {"q": act.seq, "n": act.at, "g": "vikariat slut", "b": bruger, "s": scope, "d": today.isoformat()},
                ).rowcount
                kept = act.ledger.get(scope)
                if ended_here and kept is not None and kept.layout.table == "sag":
                    self._leave_teams(act, scope)
                    self._tell(act, "vikariat_slut", scope, f"{bruger}")
                count += ended_here
        for kommune, sag, holders in self._closed(today - timedelta(days=closed_days)):
            with self._act(kommune, 0) as act:
                for bruger in holders:
                    count += self._end(act, bruger, [sag], "lukket")
                self._tell(act, "luk", sag, "")
        return count

    # The parts

    @contextmanager
    def _act(self, kommune: int, by: int) -> Iterator[Act]:
        with writing(self.engine) as conn:
            at = to_text(self.clock())
            try:
                seq = draw(conn, kommune)
            except NoSuchKommune:
                raise Unknown("kommune") from None
            enter(conn, kommune, seq, by, SERVER, at, self.clock, self.entropy)
            act = Act(conn, kommune, by, seq, at, Ledger(conn, self.layouts, kommune, seq))
            yield act
            act.ledger.flush()

    def _tell(self, act: Act, art: str, sag: int, detalje: str) -> None:
        event = Event(act.by, SERVER, art, sag, act.at, detalje or None)
        audit.write(act.conn, act.kommune, [event], self.clock, self.entropy)

    def _sag(self, act: Act, sag: int) -> int:
        kept = act.ledger.get(sag)
        if kept is None or kept.layout.table != "sag" or kept.scope != sag:
            raise Unknown("sag")
        return sag

    def _borger(self, act: Act, sag: int) -> int | None:
        kept = act.ledger.get(sag)
        borger = None if kept is None else kept.state.values.get("borger")
        return borger if isinstance(borger, int) else None

    def _grant(self, act: Act, user: int, sag: int, til: date | None) -> None:
        role = act.conn.execute(
            text("SELECT rolle FROM bruger WHERE id=:b AND kommune=:k AND lukket IS NULL"),
            {"b": user, "k": act.kommune},
        ).scalar()
        # An administrator never sees a case (DOMAIN §1).
        if role is None or role == Rolle.ADMINISTRATOR:
            raise Unknown("user")
        scopes = [sag, intern_scope(sag, user)]
        if role == Rolle.TEAMLEDER:
            scopes += [intern_scope(sag, holder) for holder in _holders(act.conn, sag, ended=True)]
        borger = self._borger(act, sag)
        # A borger comes along from somebody who has or had both at a time: a sag that names a borger opens nobody's
        # data by that, and one that was taken back before it is given on has its borger all the same.
        if borger is not None and act.conn.execute(_BOTH, {"s": sag, "p": borger}).first() is not None:
            scopes.append(borger)
        if role == Rolle.SAGSBEHANDLER:
            scopes.remove(intern_scope(sag, user))
        day = til.isoformat() if til else None
        self._give(act, user, scopes, day)
        keep_apart(act.conn, intern_scope(sag, user), user, act.seq)

    def _give(self, act: Act, user: int, scopes: Iterable[int], til: str | None) -> None:
        given = {"b": user, "q": act.seq, "t": til, "d": local_day(self.clock()).isoformat()}
        act.conn.execute(_GRANT, [{**given, "s": scope} for scope in dict.fromkeys(scopes)])

    def _end(self, act: Act, user: int, sager: Iterable[int], grund: str) -> int:
        """Ends the grants of sager, of their borgere where no other sag needs them, and of the words apart."""
        count = 0
        for sag in sager:
            scopes = [sag, *(intern_scope(sag, holder) for holder in _holders(act.conn, sag, ended=True))]
            borger = self._borger(act, sag)
            if borger is not None and all(self._borger(act, other) != borger for other in self._sager_of(act, user)
                                          if other != sag):  # fmt: skip
                scopes.append(borger)
            count += self._end_scopes(act, user, scopes, grund)
        return count

    def _end_scopes(self, act: Act, user: int, scopes: Sequence[int], grund: str) -> int:
        sql = text(_END + among(act.conn, "scope"))
        given = {"q": act.seq, "n": act.at, "g": grund, "b": user, "ids": id_list(act.conn, scopes)}
        return act.conn.execute(sql, given).rowcount

    def _sager_of(self, act: Act, user: int) -> list[int]:
        found = act.conn.execute(
            text("SELECT scope FROM adgang WHERE bruger=:b AND slut_seq IS NULL ORDER BY scope"), {"b": user}
        ).scalars()
        scopes = list(found)
        act.ledger.load(scopes)
        return [scope for scope in scopes if (kept := act.ledger.get(scope)) and kept.layout.table == "sag"]

    def _leave_teams(self, act: Act, sag: int) -> None:
        """A team that nobody with the sag belongs to any more counts it no more; a sag that nobody has stays where it
        was counted, for its teamleder to hand on."""
        had = text("SELECT 1 FROM bruger b JOIN adgang a ON a.bruger=b.id WHERE a.scope=:s AND a.slut_seq IS NULL "
                   "AND b.rolle=:r LIMIT 1")  # fmt: skip
        if act.conn.execute(had, {"s": sag, "r": Rolle.KONSULENT.value}).first() is None:
            return
        sql = text("SELECT id FROM team WHERE kommune=:k AND id NOT IN (SELECT b.team FROM bruger b JOIN adgang a "
                   "ON a.bruger=b.id WHERE a.scope=:s AND a.slut_seq IS NULL AND b.team IS NOT NULL "
                   "AND b.rolle=:r)")  # fmt: skip
        given = {"k": act.kommune, "s": sag, "r": Rolle.KONSULENT.value}
        for team in act.conn.execute(sql, given).scalars().all():
            kept = act.ledger.get(sagtal_id(sag, team))
            if kept is not None and not kept.state.values.get("slettet"):
                act.ledger.change(kept, {"slettet": 1}, act.at)

    def _name_owner(self, act: Act, sag: int, til: int) -> None:
        """The count row says at once who has the sag now; her own machine may be closed for the day."""
        found = act.conn.execute(
            text("SELECT navn, team FROM bruger WHERE id=:b AND rolle=:r AND team IS NOT NULL"),
            {"b": til, "r": Rolle.KONSULENT.value},
        ).first()
        kept = act.ledger.get(sagtal_id(sag, found.team)) if found is not None else None
        if found is not None and kept is not None and not kept.state.values.get("slettet"):
            act.ledger.change(kept, {"konsulent": found.navn}, act.at)

    def _closed(self, before: date) -> list[tuple[int, int, list[int]]]:
        """(kommune, sag, who has it) of sager that were closed before that day."""
        found = []
        with self.engine.connect() as conn:
            held = conn.execute(
                text(
                    "SELECT b.kommune, a.scope, a.bruger FROM adgang a JOIN bruger b ON b.id=a.bruger "
                    "WHERE a.slut_seq IS NULL AND a.til IS NULL AND a.scope NOT IN (b.id, b.kommune) ORDER BY 1, 2"
                )
            ).all()
            by_scope: dict[tuple[int, int], list[int]] = {}
            for kommune, scope, bruger in held:
                by_scope.setdefault((kommune, scope), []).append(bruger)
            for kommune in {key[0] for key in by_scope}:
                ledger = Ledger(conn, self.layouts, kommune, 0)
                scopes = [scope for own, scope in by_scope if own == kommune]
                ledger.load(scopes)
                for scope in scopes:
                    kept = ledger.get(scope)
                    ended = kept.state.values.get("slut") if kept is not None and kept.layout.table == "sag" else None
                    if isinstance(ended, str) and ended < before.isoformat():
                        found.append((kommune, scope, by_scope[kommune, scope]))
        return found


def _holders(conn: Connection, scope: int, *, ended: bool = False) -> set[int]:
    """Who has the scope; with ``ended`` also those who once had it."""
    sql = "SELECT bruger FROM adgang WHERE scope=:s" + ("" if ended else " AND slut_seq IS NULL")
    return set(conn.execute(text(sql), {"s": scope}).scalars())
