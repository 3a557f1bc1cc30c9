"""What a teamleder may do with the sager of her own team: open one for the day, hand over, have one covered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy import Connection, text

from konsulent_core.clock import local_day
from konsulent_core.rettigheder import sagtal_id
from konsulent_core.wire import Colleague, Problem
from konsulent_core.words import Rolle
from konsulent_server.access import User
from konsulent_server.adgange import Adgange, Unknown
from konsulent_server.database import reading
from konsulent_server.exchange import Refused
from konsulent_server.ledger import Ledger

# One answer to »not yours« and »there is none«: nobody learns from it which sager exist.
NOT_YOURS = "Sagen eller medarbejderen hører ikke til dit team."
NOT_LEADER = "Det kan kun en teamleder."


@dataclass(frozen=True, slots=True)
class Ledelse:
    """Every verb is checked against the team's own count rows and people, and stands in the audit log. Raises
    ``Refused``."""

    adgange: Adgange

    def colleagues(self, user: User) -> list[Colleague]:
        """Who is in the team, by name; a sagsbehandler is in none, but may be given a sag."""
        self._check_leader(user)
        with reading(self.adgange.engine) as conn:
            found = conn.execute(
                text(
                    "SELECT id, navn, rolle FROM bruger WHERE kommune=:k AND lukket IS NULL AND "
                    "((team=:t AND rolle=:r) OR rolle=:s) ORDER BY navn, id"
                ),
                {
                    "k": user.kommune,
                    "t": user.team,
                    "r": Rolle.KONSULENT.value,
                    "s": Rolle.SAGSBEHANDLER.value,
                },
            ).all()
        return [Colleague(*row) for row in found]

    def open(self, user: User, sag: int) -> None:
        """Until this evening the sag is on the teamleder's machine, to be read."""
        self._check(user, [sag], [])
        self._do(lambda: self.adgange.grant(user.kommune, user.number, user.number, sag, self._today()))

    def hand_over(self, user: User, sager: Sequence[int], fra: int, til: int) -> None:
        """From one konsulent of the team to another; ``fra`` 0: from whoever of them has it for good."""
        self._check(user, sager, [fra, til] if fra else [til])
        for sag in sager:
            owners = [fra] if fra else self._owners(user, sag, til)
            for one in owners:
                self._do(partial(self.adgange.hand_over, user.kommune, user.number, [sag], one, til))
            if not owners:
                self._do(partial(self.adgange.grant, user.kommune, user.number, til, sag))

    def lend(self, user: User, sager: Sequence[int], til: int, until: date) -> None:
        """To somebody who covers, until the evening of ``until``."""
        self._check(user, sager, [til])
        for sag in sager:
            self._do(partial(self.adgange.grant, user.kommune, user.number, til, sag, until))

    def _owners(self, user: User, sag: int, til: int) -> list[int]:
        """Who of the team has the sag and is not its new owner; a cover keeps it for as long as it was lent."""
        with reading(self.adgange.engine) as conn:
            found = conn.execute(
                text(
                    "SELECT b.id FROM adgang a JOIN bruger b ON b.id=a.bruger WHERE a.scope=:s AND a.slut_seq IS NULL "
                    "AND a.til IS NULL AND b.team=:t AND b.rolle=:r AND b.id<>:b ORDER BY b.id"
                ),
                {"s": sag, "t": user.team, "r": Rolle.KONSULENT.value, "b": til},
            ).scalars()
            return list(found)

    def _today(self) -> date:
        return local_day(self.adgange.clock())

    def _do(self, act: Callable[[], object]) -> None:
        try:
            act()
        except Unknown:
            raise Refused(404, Problem("unknown", NOT_YOURS)) from None

    def _check_leader(self, user: User) -> None:
        if user.rolle is not Rolle.TEAMLEDER or not user.team:
            raise Refused(403, Problem("role", NOT_LEADER))

    def _check(self, user: User, sager: Sequence[int], people: Sequence[int]) -> None:
        self._check_leader(user)
        with reading(self.adgange.engine) as conn:
            is_counted = self._counts(conn, user, sager)
        known = {colleague.user for colleague in self.colleagues(user)}
        if not sager or not is_counted or not set(people) <= known:
            raise Refused(404, Problem("unknown", NOT_YOURS))

    def _counts(self, conn: Connection, user: User, sager: Sequence[int]) -> bool:
        """Whether the team counts all of them, today: the row of a sag that has left it stays, deleted."""
        ledger = Ledger(conn, self.adgange.layouts, user.kommune, 0)
        numbers = {sagtal_id(sag, user.team) for sag in sager}
        ledger.load(numbers)
        kept = [ledger.get(number) for number in numbers]
        return all(row is not None and row.scope == user.team and not row.state.values.get("slettet") for row in kept)
