"""What each role may do: the machine refuses what the server would, and a sag that leaves loses no word."""

import json
from datetime import date, timedelta

import pytest

from konsulent_app.services.forsinket import mark_seen
from konsulent_app.store import fratag, meta, rows
from konsulent_app.store.database import Tx
from konsulent_app.store.forsinkede import read_forsinkede
from konsulent_app.store.teamtal import is_here, sag_navne
from konsulent_app.store.vagt import SagenErVaek, Vagt
from konsulent_core.entities import Aftale, Besoeg, Maaltal, Record, Sag, Sagtal, Udsagn
from konsulent_core.errors import UserError
from konsulent_core.merge import Value
from konsulent_core.rettigheder import sagtal_id
from konsulent_core.words import Rolle
from konsulent_server.exchange import Refused
from tests.conftest import MakeClient
from tests.sample import Wrist, make_context
from tests.server.house import BESOEG, SAG, Client, Hand, House, begin, born
from tests.server.stores import quarantine, texts, waiting
from tests.server.test_feed import whole

AFTALE = 300
Write = tuple[type[Record], int, dict[str, Value]]
WRITES: list[Write] = [
    (Aftale, AFTALE, {"gjort": 1, "gjort_dato": "2026-03-12"}),
    (Aftale, AFTALE, {"hvad": "Noget andet"}),
    (Aftale, 301, {"hvad": "Ny", "gjort": 1}),
    (Sag, SAG, {"bekymring": 1}),
    (Besoeg, BESOEG, {"sted": "Kantinen"}),
    (Udsagn, 100, {"tekst": "Rettet"}),
    (Udsagn, 101, {"besoeg": BESOEG, "tekst": "Ny"}),
]


@pytest.fixture
def mette(house: House) -> Hand:
    hand = house.hand(house.person("Mette"))
    begin(hand)
    hand.push(born("udsagn", 100, SAG, besoeg=BESOEG, tekst="Kassen går godt"))
    hand.push(born("aftale", AFTALE, SAG, besoeg=BESOEG, hvad="Sende CV"))
    return hand


def write(client: Client, house: House, one: Write, *, guarded: bool) -> str:
    """Why the machine did not write it, "" where it did."""
    entity, row, values = one
    client.database.guard = Vagt(client.user.rolle).check if guarded else Tx(None).guard  # type: ignore[arg-type]
    try:
        with client.database.writing() as tx:
            rows.save(tx, entity, row, SAG, values, house.clock())
    except UserError as error:
        return error.message
    return ""


@pytest.mark.parametrize("rolle", [Rolle.SAGSBEHANDLER, Rolle.TEAMLEDER])
@pytest.mark.parametrize("one", WRITES, ids=lambda one: f"{one[0].tabel}_{'_'.join(one[2])}")
def test_the_machine_refuses_exactly_what_the_server_would(
    house: House, mette: Hand, client: MakeClient, rolle: Rolle, one: Write
) -> None:
    """Each write is tried with the guard, and without it at the server."""
    machine = client(house.person("Anne", rolle=rolle))
    house.services.adgange.grant(house.kommune, 0, machine.user.number, SAG)
    machine.sync()
    assert texts(machine) == {100: "Kassen går godt"}
    words = write(machine, house, one, guarded=True)
    assert waiting(machine) == (0 if words else 1)
    if words:
        assert "Konsulenten skriver" in words
        assert write(machine, house, one, guarded=False) == ""
    machine.sync()
    assert (quarantine(machine) == []) == (words == "")


def test_a_maaltal_is_the_teamleders_on_the_machine_as_at_the_server(house: House, client: MakeClient) -> None:
    values: dict[str, Value] = {"art": "loentimer", "andel": 0.5, "fra": "2026-03-12"}
    for rolle, allowed in ((Rolle.KONSULENT, False), (Rolle.TEAMLEDER, True), (Rolle.SAGSBEHANDLER, False)):
        machine = client(house.person(rolle.value, rolle=rolle))
        machine.database.guard = Vagt(rolle).check
        if allowed:
            with machine.database.writing() as tx:
                rows.save(tx, Maaltal, 700, house.kommune, values, house.clock())
            machine.sync()
            assert house.row(700)["andel"] == 0.5
        else:
            with machine.database.writing() as tx, pytest.raises(UserError, match="teamlederen"):
                rows.save(tx, Maaltal, 701, house.kommune, values, house.clock())


# A sag that leaves


def test_a_sag_that_somebody_has_open_stays_until_its_page_is_closed_and_what_was_written_then_is_kept(
    house: House, mette: Hand, client: MakeClient
) -> None:
    soeren = client(house.person("Søren"))
    soeren.database.guard = Vagt(Rolle.KONSULENT).check
    house.services.adgange.grant(house.kommune, 0, soeren.user.number, SAG)
    soeren.sync()
    house.services.adgange.withdraw(house.kommune, 0, soeren.user.number, SAG)
    engine = soeren.engine()
    shown = type(engine)(soeren.database, engine.transport, engine.clock, engine.entropy, beside=engine.beside,
                         shown=lambda: (BESOEG,))  # fmt: skip
    assert shown.sync().removed == 0
    with soeren.database.writing() as tx:
        assert fratag.is_taken(tx, (BESOEG,))
        assert fratag.is_taken(tx, (SAG,))
        assert not fratag.is_taken(tx, (999,))
        rows.save(tx, Udsagn, 200, SAG, {"besoeg": BESOEG, "tekst": "Det sidste ord"}, house.clock())
        rows.save(tx, Udsagn, 100, SAG, {"tekst": "Rettet til sidst"}, house.clock())
        assert fratag.waits(tx)
        assert fratag.let_go(tx) < 3
    soeren.sync()
    assert texts(soeren) == {}
    assert house.row(200)["tekst"] == "Det sidste ord"
    # what would change the new owner's words lies here, for its author to see
    assert [values["tekst"] for _, values in quarantine(soeren)] == ["Rettet til sidst"]


def test_nothing_is_born_into_a_sag_that_has_left(house: House, mette: Hand, client: MakeClient) -> None:
    soeren = client(house.person("Søren"))
    soeren.database.guard = Vagt(Rolle.KONSULENT).check
    house.services.adgange.grant(house.kommune, 0, soeren.user.number, SAG)
    soeren.sync()
    house.services.adgange.withdraw(house.kommune, 0, soeren.user.number, SAG)
    soeren.sync()
    with soeren.database.writing() as tx, pytest.raises(SagenErVaek):
        rows.save(tx, Udsagn, 200, SAG, {"besoeg": BESOEG, "tekst": "For sent"}, house.clock())
    with soeren.database.writing() as tx, pytest.raises(SagenErVaek):
        rows.save_unless_there(tx, Udsagn, [(201, SAG, {"tekst": "For sent"})], house.clock())
    assert waiting(soeren) == 0


def test_a_sag_that_a_teamleder_read_leaves_in_the_evening_and_is_counted_on(
    house: House, team: int, client: MakeClient
) -> None:
    _, _, lene = members(house, team)
    machine = client(lene.user)
    with machine.database.writing() as tx:
        meta.put(tx, "bruger", json.dumps({"rolle": Rolle.TEAMLEDER}))
    machine.sync()
    house.services.ledelse.open(lene.user, SAG)
    machine.sync()
    with machine.database.reading() as tx:
        assert is_here(tx, SAG)
    house.now += timedelta(days=1)
    house.services.adgange.sweep(90)
    assert machine.sync().removed > 0
    with machine.database.reading() as tx:
        assert not is_here(tx, SAG)
        assert sag_navne(tx, [SAG]) == {SAG: "Sag 1"}


def test_what_came_late_is_seen_once_and_every_machine_knows(house: House, mette: Hand, client: MakeClient) -> None:
    ny = client(house.person("Ny"))
    ny.database.guard = Vagt(Rolle.KONSULENT).check
    house.services.adgange.hand_over(house.kommune, 0, [SAG], mette.user.number, ny.user.number)
    mette.push(born("udsagn", 102, SAG, besoeg=BESOEG, tekst="Skrevet i bilen"))
    ny.sync()
    with ny.database.reading() as tx:
        (told,) = read_forsinkede(tx, SAG)
    assert (told.hvem, told.besoeg, told.dato) == ("Mette", None, None)  # its besøg has no time yet
    context = make_context(Wrist())
    with ny.database.writing() as tx:
        mark_seen(tx, context, told.raekker)
    ny.sync()
    assert quarantine(ny) == []
    assert [row["set_af"] for row in house.rows("forsinket")] == [context.bruger.navn]
    with ny.database.reading() as tx:
        assert read_forsinkede(tx, SAG) == ()


# Giving on


@pytest.fixture
def team(house: House) -> int:
    return house.services.people.add_team(house.kommune, "Virksomhed")


def members(house: House, team: int) -> tuple[Hand, Hand, Hand]:
    """Mette has the sag and its count row; Søren is her colleague, Lene their teamleder."""
    mette = house.hand(house.person("Mette", team=team))
    begin(mette)
    mette.push(born("sagtal", sagtal_id(SAG, team), team, sag=SAG, nummer="1", konsulent="Mette", tal="{}"))
    soeren = house.hand(house.person("Søren", team=team))
    return mette, soeren, house.hand(house.person("Lene", rolle=Rolle.TEAMLEDER, team=team))


def test_a_sag_is_given_on_from_whoever_has_it(house: House, team: int) -> None:
    mette, soeren, lene = members(house, team)
    house.services.ledelse.hand_over(lene.user, [SAG], 0, soeren.user.number)
    assert SAG in whole(soeren.pull())
    assert SAG in mette.pull().gone
    assert house.row(sagtal_id(SAG, team))["konsulent"] == "Søren"
    assert whole(lene.pull())[sagtal_id(SAG, team)]["konsulent"] == "Søren"
    house.services.ledelse.hand_over(lene.user, [SAG], 0, soeren.user.number)  # as asked twice: he keeps it
    assert house.services.adgange.sager_of(house.kommune, soeren.user.number) == [SAG]
    assert soeren.pull().gone == []


def test_a_cover_becomes_the_owner_and_the_owner_before_lets_go(house: House, team: int) -> None:
    mette, soeren, lene = members(house, team)
    house.services.ledelse.lend(lene.user, [SAG], soeren.user.number, date(2026, 3, 20))
    assert house.services.adgange.sager_of(house.kommune, mette.user.number) == [SAG]
    house.services.ledelse.hand_over(lene.user, [SAG], 0, soeren.user.number)
    assert house.services.adgange.sager_of(house.kommune, mette.user.number) == []
    house.now = house.now.replace(month=5)
    house.services.adgange.sweep(900)
    assert house.services.adgange.sager_of(house.kommune, soeren.user.number) == [SAG]


def test_a_sag_that_nobody_has_can_be_given(house: House, team: int) -> None:
    mette, soeren, lene = members(house, team)
    house.services.adgange.withdraw(house.kommune, 0, mette.user.number, SAG)
    house.services.ledelse.hand_over(lene.user, [SAG], 0, soeren.user.number)
    assert house.services.adgange.sager_of(house.kommune, soeren.user.number) == [SAG]


def test_only_the_teams_own_sager_and_people(house: House, team: int) -> None:
    _, soeren, lene = members(house, team)
    other = house.hand(house.person("Bo"))
    with pytest.raises(Refused):
        house.services.ledelse.hand_over(lene.user, [SAG], 0, other.user.number)
    with pytest.raises(Refused):
        house.services.ledelse.hand_over(lene.user, [SAG, 999], 0, soeren.user.number)
    with pytest.raises(Refused):
        house.services.ledelse.hand_over(soeren.user, [SAG], 0, soeren.user.number)
    assert house.rows(Sagtal.tabel)
