"""People with a sag, by hand, and two machines that stand even."""

import pytest

from tests.conftest import MakeClient
from tests.server.house import BESOEG, BORGER, SAG, Client, Hand, House, begin, born
from tests.server.stores import save


@pytest.fixture
def mette(house: House) -> Hand:
    """Has begun a sag with one udsagn (100)."""
    hand = house.hand(house.person("Mette"), "mettes")
    begin(hand)
    hand.push(born("udsagn", 100, SAG, besoeg=BESOEG, felt="a", tekst="hej"))
    return hand


@pytest.fixture
def soeren(house: House, mette: Hand) -> Hand:
    """A colleague who has fetched it."""
    hand = house.hand(house.person("Søren", SAG, BORGER), "sørens")
    hand.pull()
    return hand


@pytest.fixture
def pair(house: House, client: MakeClient) -> tuple[Client, Client]:
    """Mette's machine and Søren's, even: a sag with a besøg and one udsagn (100)."""
    mette, soeren = client(house.person("Mette", SAG, BORGER)), client(house.person("Søren", SAG, BORGER))
    save(mette, house, 100, besoeg=BESOEG, tekst="hej")
    mette.sync()
    soeren.sync()
    return mette, soeren
