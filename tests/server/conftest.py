"""Two machines that stand even."""

import pytest

from tests.conftest import MakeClient
from tests.server.house import BESOEG, BORGER, SAG, Client, House
from tests.server.stores import save


@pytest.fixture
def pair(house: House, client: MakeClient) -> tuple[Client, Client]:
    """Mette's machine and Søren's, even: a sag with a besøg and one udsagn (100)."""
    mette, soeren = client(house.person("Mette", SAG, BORGER)), client(house.person("Søren", SAG, BORGER))
    save(mette, house, 100, besoeg=BESOEG, tekst="hej")
    mette.sync()
    soeren.sync()
    return mette, soeren
