"""The short answer to a machine for which nothing has come: given while others write, and never in place of news."""

from konsulent_core.wire import SyncRequest, SyncResponse
from tests.server.house import BESOEG, SAG, Hand, House, begin, born
from tests.server.test_rights import give, take


def glanced(hand: Hand, mark: str | None = None, answered: int = 0) -> SyncResponse | None:
    cursor = hand.cursor
    return hand.glance(SyncRequest(2, hand.device, cursor, hand.mark if mark is None else mark, answered=answered))


def two(house: House) -> tuple[Hand, Hand]:
    """Mette with a sag; Søren, who has no part in it and has read all there is for him."""
    mette, soeren = house.hand(house.person("Mette")), house.hand(house.person("Søren"))
    begin(mette)
    soeren.pull()
    return mette, soeren


def test_who_has_no_part_in_what_was_written_is_told_where_the_feed_ends_by_a_glance(house: House) -> None:
    mette, soeren = two(house)
    for number in range(100, 103):
        mette.push(born("udsagn", number, SAG, besoeg=BESOEG, tekst="Kassen går godt"))
        nothing = glanced(soeren)
        assert nothing is not None
        assert (nothing.cursor, nothing.mark) == (mette.cursor, mette.mark)
        assert (nothing.blocks, nothing.edits, nothing.gone, nothing.more) == ([], [], [], False)
        soeren.pull()  # which holds the glance against the whole answer


def test_a_glance_leaves_news_grants_and_their_ends_to_the_whole_answer(house: House) -> None:
    mette, soeren = two(house)
    give(house, soeren.user.number)
    assert glanced(soeren) is None
    soeren.pull()
    assert glanced(soeren) is not None
    mette.push(born("udsagn", 100, SAG, besoeg=BESOEG, tekst="Kassen går godt"))
    assert glanced(soeren) is None
    soeren.pull()
    take(house, soeren.user.number)
    assert glanced(soeren) is None
    assert soeren.pull().gone
    assert glanced(soeren) is not None


def test_a_machine_from_another_history_gets_no_glance(house: House) -> None:
    mette, soeren = two(house)
    mette.push(born("udsagn", 100, SAG, besoeg=BESOEG, tekst="Kassen går godt"))
    assert glanced(soeren) is not None
    assert glanced(soeren, mark="0123456789abcdef") is None
    assert glanced(soeren, answered=1) is None
    soeren.cursor += 100
    assert glanced(soeren) is None
