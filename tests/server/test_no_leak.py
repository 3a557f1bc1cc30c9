"""Whatever anybody asks in whatever order: no answer holds a word of a scope that she may not read just then.

Every value that is written names the scope it stands in, and the test keeps its own account of who may read which. A
sag that one has no part in and one that does not exist are answered alike.
"""

import re
from datetime import timedelta

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from konsulent_core.merge import Value
from konsulent_core.rettigheder import intern_scope, sagtal_id
from konsulent_core.wire import AskWhole, BirthBlock, Compare, EditRow, Held, HistorikRequest, SyncResponse
from konsulent_core.words import Rolle
from konsulent_server.access import User
from konsulent_server.adgange import Unknown
from konsulent_server.exchange import Refused
from konsulent_server.historik import Historik
from tests.server.house import Hand, House, block, born

ROLES = (Rolle.KONSULENT, Rolle.KONSULENT, Rolle.SAGSBEHANDLER, Rolle.TEAMLEDER, Rolle.ADMINISTRATOR)
WHO = st.integers(0, len(ROLES) - 1)
WHICH = st.integers(0, 7)
LEADER = 3
NOBODY_S = 777_777  # a sag that does not exist
_WORD = re.compile(r"ord-(\d+)-")


class Asking(RuleBasedStateMachine):
    """Five people of one team, a stranger's sag, and a sag's rows with its number in every word."""

    house: House
    lives = 0

    @initialize()
    def begin(self) -> None:
        house = self.house
        Asking.lives += 1
        self.base = Asking.lives * 1_000_000  # a scope's number is nobody else's, whichever the kommune
        self.kommune = house.kommune = house.services.people.add_kommune("Åby")
        self.team = team = house.services.people.add_team(house.kommune, "Vest")
        people = [house.person(f"P{n}", rolle=role, team=team) for n, role in enumerate(ROLES)]
        self.counted: set[int] = set()
        self.named: set[tuple[int, int]] = set()
        self.hands: list[list[Hand]] = [[house.hand(one), house.hand(one)] for one in people]
        self.sager: list[int] = []
        self.rows: list[tuple[str, int, int]] = []
        self.may = {hand[0].user.number: {house.kommune, hand[0].user.number} for hand in self.hands}
        self.may[self.hands[LEADER][0].user.number].add(team)
        for hand in (self.hands[0][0], self.hands[1][0]):
            self.new_sag(hand)

    # What the account says

    def word(self, scope: int) -> str:
        return f"ord-{scope}-{len(self.rows)}"

    def heard(self, hand: Hand, answer: SyncResponse) -> None:
        allowed = self.may[hand.user.number]
        for part in answer.blocks:
            assert {row.scope for row in part.rows} <= allowed, part
        assert {edit.scope for edit in answer.edits} <= allowed
        words = {int(found) for found in _WORD.findall(msgspec.json.encode(answer).decode())}
        assert words <= allowed

    def push(self, hand: Hand, *changes: BirthBlock | EditRow) -> list[str]:
        answer = hand.push(*changes)
        self.heard(hand, answer)
        assert answer.receipt is not None
        return [verdict.kind for verdict in answer.receipt.others]

    def new_sag(self, hand: Hand) -> None:
        sag = self.base + 10 * len(self.sager)
        borger = sag + 1
        self.may[hand.user.number] |= {sag, borger}
        kinds = self.push(
            hand,
            born("borger", borger, borger, fornavn=self.word(borger)),
            born("sag", sag, sag, nummer=self.word(sag), borger=borger),
            born("udsagn", sag + 2, sag, tekst=self.word(sag)),
        )
        assert kinds == []
        self.sager.append(sag)
        self.rows += [("sag", sag, sag), ("borger", borger, borger), ("udsagn", sag + 2, sag)]

    # What people do

    @rule(who=st.integers(0, 1), which=st.integers(0, 1))
    def open_one(self, who: int, which: int) -> None:
        if len(self.sager) < 6:
            self.new_sag(self.hands[who][which])

    @rule(who=WHO, which=st.integers(0, 1), back=st.booleans())
    def pull(self, who: int, which: int, back: bool) -> None:
        hand = self.hands[who][which]
        if back:
            hand.cursor, hand.mark = 0, ""
        self.heard(hand, hand.pull())

    @rule(who=WHO, row=WHICH, own=st.booleans())
    def write(self, who: int, row: int, own: bool) -> None:
        """Any row, also under a scope of one's own."""
        hand = self.hands[who][0]
        table, number, scope = self.rows[row % len(self.rows)]
        field = {"sag": "maal", "borger": "erfaring"}.get(table, "person")
        claimed = hand.user.number if own else scope
        self.push(hand, EditRow(table, number, claimed, 0, hand.cursor, {field: (None, self.word(scope))}))

    @rule(who=WHO, row=WHICH, own=st.booleans())
    def bear_again(self, who: int, row: int, own: bool) -> None:
        """The birth of a row that there is, under its own scope or one that is mine; and all of it sent again."""
        hand = self.hands[who][0]
        table, number, scope = self.rows[row % len(self.rows)]
        claimed = self.kommune if own else scope
        values: list[Value] = [0, self.word(scope)]
        name = {"sag": "nummer", "borger": "fornavn"}.get(table, "tekst")
        for base_rev in (-1, 0):
            self.push(hand, block(table, ("slettet", name), [(number, claimed, values)], base_rev))

    @rule(who=WHO, sag=WHICH)
    def name_a_borger(self, who: int, sag: int) -> None:
        """A sag of one's own that names somebody else's borger."""
        hand = self.hands[who][0]
        if hand.user.rolle is not Rolle.KONSULENT or len(self.sager) >= 8:
            return
        own = self.base + 9_000 + len(self.rows)
        borger = self.sager[sag % len(self.sager)] + 1
        self.may[hand.user.number].add(own)
        self.named.add((hand.user.number, borger))  # where she has the borger, another sag's end leaves it with her
        assert self.push(hand, born("sag", own, own, nummer=self.word(own), borger=borger)) == []
        self.rows.append(("sag", own, own))

    @rule(who=st.integers(0, 1), sag=WHICH)
    def note_for_oneself(self, who: int, sag: int) -> None:
        hand = self.hands[who][0]
        scope = intern_scope(self.sager[sag % len(self.sager)], hand.user.number)
        number = self.base + 50_000 + len(self.rows)
        if self.push(hand, born("spoergsmaal", number, scope, tekst=self.word(scope))) == []:
            self.may[hand.user.number].add(scope)
            self.rows.append(("spoergsmaal", number, scope))

    @rule(who=WHO, sag=WHICH)
    def give(self, who: int, sag: int) -> None:
        user, number = self.hands[who][0].user, self.sager[sag % len(self.sager)]
        try:
            self.house.services.adgange.grant(self.kommune, 0, user.number, number)
        except Unknown:
            assert user.rolle is Rolle.ADMINISTRATOR
            return
        self.given(user, number)

    def given(self, user: User, number: int) -> None:
        self.may[user.number] |= {number, number + 1}
        if user.rolle is not Rolle.SAGSBEHANDLER:
            self.may[user.number].add(intern_scope(number, user.number))
        if user.rolle is Rolle.TEAMLEDER:
            self.may[user.number] |= {intern_scope(number, hand[0].user.number) for hand in self.hands}

    @rule(who=WHO, sag=WHICH)
    def take(self, who: int, sag: int) -> None:
        user, number = self.hands[who][0].user, self.sager[sag % len(self.sager)]
        self.house.services.adgange.withdraw(self.kommune, 0, user.number, number)
        self.taken(user, number)

    def taken(self, user: User, number: int) -> None:
        self.may[user.number] -= {number} if (user.number, number + 1) in self.named else {number, number + 1}
        self.may[user.number] -= {intern_scope(number, hand[0].user.number) for hand in self.hands}

    @rule(who=st.integers(0, 1), sag=WHICH)
    def take_from_under_the_pen(self, who: int, sag: int) -> None:
        """What was being written when the sag was taken, by one who knew little of the feed."""
        hand, number = self.hands[who][1], self.sager[sag % len(self.sager)]
        if number not in self.may[hand.user.number]:
            return
        self.take(who, sag)
        edit = {"tekst": (None, "mit")}
        self.push(
            hand,
            EditRow("udsagn", number + 2, number, 0, 0, dict(edit)),
            EditRow("sag", number, number, 0, 0, {"nummer": ("andet", "mit")}),
            block("udsagn", ("slettet", "tekst"), [(number + 2, number, [0, "mit igen"])]),
        )

    @rule(who=WHO, sag=WHICH)
    def count(self, who: int, sag: int) -> None:
        """A count row is written by a konsulent who has the sag, and by nobody else."""
        hand, number = self.hands[who][0], self.sager[sag % len(self.sager)]
        row = sagtal_id(number, self.team)
        kinds = self.push(hand, born("sagtal", row, self.team, sag=number, tal=self.word(self.team)))
        may = hand.user.rolle is Rolle.KONSULENT and number in self.may[hand.user.number]
        assert (kinds == []) == may
        if may and number not in self.counted:
            self.counted.add(number)
            self.rows.append(("sagtal", row, self.team))

    @rule(who=WHO, row=WHICH)
    def ask_for_all(self, who: int, row: int) -> None:
        """Its history, a comparing and the whole scope: of any row, by anybody."""
        hand = self.hands[who][0]
        user, house = hand.user, self.house
        _, number, scope = self.rows[row % len(self.rows)]
        if not hand.cursor:
            self.heard(hand, hand.pull())
        comparer, allowed = house.services.comparer, self.may[user.number]
        scopes = sorted({scope for _, _, scope in self.rows} | {NOBODY_S})
        answer = comparer.whole(user, AskWhole(scopes, hand.cursor, hand.mark))
        assert set(answer.scopes) <= allowed
        words = {int(found) for found in _WORD.findall(msgspec.json.encode(answer).decode())}
        assert words <= allowed
        held = [Held(one, "", 0) for one in scopes]
        compared = comparer.compare(user, Compare(hand.cursor, ["udsagn"], held, hand.mark))
        assert set(compared.differ) <= allowed
        assert set(compared.gone) >= set(scopes) - allowed
        historik = Historik(house.services.exchange.engine, house.clock)
        try:
            page = historik.page(user, HistorikRequest(1, number))
        except Refused as refused:
            problem = refused.problem
        else:
            assert scope in allowed
            words = {int(found) for found in _WORD.findall(msgspec.json.encode(page).decode())}
            assert words <= allowed
            return
        assert scope not in allowed
        with pytest.raises(Refused) as nobody:
            historik.page(user, HistorikRequest(1, NOBODY_S))
        assert nobody.value.problem == problem

    @rule(who=st.integers(0, 1), to=st.integers(0, 2), sag=WHICH)
    def hand_over(self, who: int, to: int, sag: int) -> None:
        """By the teamleder, of any sag, between any two: only what her team counts."""
        lead, fra, til = self.hands[LEADER][0].user, self.hands[who][0].user, self.hands[to][0].user
        number = self.sager[sag % len(self.sager)]
        try:
            self.house.services.ledelse.hand_over(lead, [number], fra.number, til.number)
        except Refused:
            assert number not in self.counted
            return
        assert number in self.counted
        if who == to:
            return
        self.given(til, number)
        self.taken(fra, number)

    @rule(who=WHO, sag=WHICH)
    def lead(self, who: int, sag: int) -> None:
        """Sager without a count row in the team are nobody's to open, and one that there is not is answered alike."""
        user, number = self.hands[who][0].user, self.sager[sag % len(self.sager)]
        if who == LEADER and number in self.counted:
            return
        told = []
        for asked in (number, NOBODY_S):
            with pytest.raises(Refused) as refused:
                self.house.services.ledelse.open(user, asked)
            told.append((refused.value.status, refused.value.problem))
        assert told[0] == told[1]

    @rule(who=WHO, sag=WHICH)
    def look_for(self, who: int, sag: int) -> None:
        """Writing in a sag that one has no part in says no more than writing in one that does not exist."""
        hand, number = self.hands[who][1], self.sager[sag % len(self.sager)]
        if number in self.may[hand.user.number] or hand.user.number in self.once(number):
            return
        told = []
        for scope in (number, NOBODY_S):
            answer = hand.push(
                EditRow("udsagn", scope + 2, scope, 0, hand.cursor, {"tekst": (None, "x")}),
                born("udsagn", self.base + 99_999, scope, tekst="x"),
            )
            self.heard(hand, answer)
            assert answer.receipt is not None
            told.append([(verdict.kind, verdict.reason) for verdict in answer.receipt.others])
        assert told[0] == told[1]

    def once(self, sag: int) -> set[Value]:
        """Who has had the sag: for two weeks her late words are taken."""
        return {row[0] for row in self.house.query("SELECT bruger FROM adgang WHERE scope=:s", s=sag)}

    @rule()
    def time_passes(self) -> None:
        self.house.now += timedelta(days=20)


def ask(house: House, examples: int) -> None:
    Asking.house = house
    chosen = settings(
        max_examples=examples,
        stateful_step_count=30,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Asking, settings=chosen)


def test_no_order_of_requests_by_any_role_tells_what_is_not_hers(house: House) -> None:
    ask(house, 60 if house.url.startswith("sqlite") else 15)
