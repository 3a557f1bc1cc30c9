"""The administrator's commands and the log that they leave, sealed line by line; a teamleder's own verbs."""

import json
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import text

from konsulent_core.clock import to_text
from konsulent_core.rettigheder import sagtal_id
from konsulent_core.wire import Batch, LoggedEvent
from konsulent_core.words import Rolle
from konsulent_server import __main__ as server_main
from konsulent_server import audit
from konsulent_server.database import reading, writing
from konsulent_server.exchange import Refused
from tests.server.house import BESOEG, BORGER, SAG, Hand, House, begin, born
from tests.server.test_feed import whole


@pytest.fixture
def mette(house: House) -> Hand:
    hand = house.hand(house.person("Mette"))
    begin(hand)
    return hand


def log(house: House) -> list[tuple[str, int]]:
    """(what, scope), oldest first."""
    with reading(house.services.exchange.engine) as conn:
        found = audit.read(conn, house.kommune)
    return [(line.event.art, line.event.scope) for line in reversed(found) if line.event is not None]


def fault(house: House) -> int | None:
    with reading(house.services.exchange.engine) as conn:
        return audit.first_fault(conn, house.kommune)


def tell(house: House, hand: Hand, *events: LoggedEvent) -> None:
    hand.number += 1
    hand.say(msgspec.json.encode(Batch(hand.number, to_text(house.now), events=list(events))))


def test_what_a_machine_did_offline_stands_in_the_log_with_its_own_time(house: House, mette: Hand) -> None:
    tell(house, mette, LoggedEvent(3600, "aabn_sag", SAG), LoggedEvent(0, "gem_pdf", SAG, "a" * 64))
    with reading(house.services.exchange.engine) as conn:
        pdf, opened = audit.read(conn, house.kommune)
    assert opened.event is not None
    assert pdf.event is not None
    assert (opened.event.bruger, opened.event.maskine) == (mette.user.number, mette.device)
    assert (pdf.event.art, pdf.event.detalje) == ("gem_pdf", "a" * 64)
    assert opened.event.hvornaar < pdf.event.hvornaar <= opened.modtaget


def test_a_batch_sent_twice_is_logged_once(house: House, mette: Hand) -> None:
    tell(house, mette, LoggedEvent(0, "aabn_sag", SAG))
    mette.again()
    mette.again()
    assert log(house) == [("aabn_sag", SAG)]


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE haendelse SET detalje='x' WHERE nr=2",
        "UPDATE haendelse SET bruger=1 WHERE nr=2",
        "UPDATE haendelse SET modtaget='2020-01-01T00:00:00.000Z' WHERE nr=2",
        "DELETE FROM haendelse WHERE nr=2",
        "UPDATE haendelse SET nr=9 WHERE nr=2",
        "UPDATE haendelse SET salt=NULL, hash=kaede WHERE nr=2",
    ],
)
def test_a_line_that_was_changed_or_taken_out_is_found(house: House, mette: Hand, deed: str) -> None:
    tell(house, mette, *(LoggedEvent(0, "aabn_sag", scope) for scope in (SAG, SAG, SAG)))
    assert fault(house) is None
    with writing(house.services.exchange.engine) as conn:
        conn.execute(text(deed))
    assert fault(house) == 2


def test_an_erased_sag_leaves_no_word_and_the_chain_whole(house: House, mette: Hand) -> None:
    mette.push(born("udsagn", 100, SAG, besoeg=BESOEG, tekst="hemmelighed"))
    mette.push(mette.edit("udsagn", 100, SAG, {"tekst": ("hemmelighed", "rettet")}))
    tell(house, mette, LoggedEvent(0, "aabn_sag", SAG, "detalje"), LoggedEvent(0, "vis_cpr", SAG))
    assert "hemmelighed" in house.services.sletning.export(house.kommune, 0, SAG)
    assert house.services.sletning.erase(house.kommune, 0, SAG) == 4
    assert fault(house) is None
    assert log(house) == [("slet", 0)]
    for table in ("raekke", "historik", "haendelse", "adgang", "maskine"):
        told = str(house.query(f"SELECT * FROM {table}"))
        assert "hemmelighed" not in told
        assert "Janet" not in told
    assert set(mette.pull().gone) >= {SAG, BORGER}
    stranger = house.hand(mette.user)
    late = stranger.push(born("udsagn", 101, SAG, besoeg=BESOEG, tekst="hemmelighed igen"))
    assert late.receipt is not None
    assert late.receipt.others[0].kind == "afvist"


def test_all_that_is_stored_about_a_sag_is_handed_out(house: House, mette: Hand) -> None:
    mette.push(mette.edit("besoeg", BESOEG, SAG, {"sted": (None, "Brugsen")}))
    told = json.loads(house.services.sletning.export(house.kommune, 0, SAG))
    assert {row["tabel"] for row in told["raekker"]} == {"sag", "borger", "besoeg"}
    (line,) = told["historik"]
    assert (line["felt"], line["foer"], line["efter"], line["hvem"]) == ("sted", None, "Brugsen", "Mette")
    assert log(house) == [("udlever", SAG)]


def test_a_closed_user_has_lost_everything_at_once(house: House, mette: Hand) -> None:
    assert house.services.adgange.close_user(house.kommune, 0, mette.user.number) > 0
    assert whole(house.hand(mette.user).pull()) == {}
    assert log(house) == [("luk_bruger", mette.user.number)]


def test_the_commands_do_what_they_say(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("konsulent_server.admin.getpass", lambda _prompt: "et langt kodeord")
    url = f"sqlite:///{tmp_path / 'server.db'}"

    def say(*words: object) -> tuple[int, str]:
        code = server_main.main(["--database", url, *map(str, words)])
        return code, capsys.readouterr().out.strip()

    _, kommune = say("add-kommune", "Åby")
    _, team = say("add-team", kommune, "Team Vest")
    _, mette = say("add-user", kommune, "mette", "Mette Krogh", "--team", team)
    _, tea = say("add-user", kommune, "tea", "Tea Lund", "--role", "teamleder", "--team", team)
    assert say("add-user", kommune, "mette", "En anden")[0] == 2
    _, users = say("users", kommune)
    assert [line.split("\t")[1:4] for line in users.splitlines()] == [
        ["mette", "Mette Krogh", "konsulent"],
        ["tea", "Tea Lund", "teamleder"],
    ]
    assert say("grant", kommune, mette, 12345)[0] == 2
    assert say("hand-over", kommune, mette, tea) == (0, "0 sager")
    assert say("set-role", kommune, tea, "konsulent") == (0, "1 grants ended, and all sessions")
    assert say("set-role", kommune, tea, "teamleder", "--team", 12345)[0] == 2
    assert say("set-role", 12345, tea, "teamleder")[0] == 2
    assert say("close-user", kommune, tea)[0] == 0
    code, told = say("audit", kommune)
    assert code == 0
    assert [line.split("\t")[3:6] for line in told.splitlines()[:-1]] == [
        ["luk_bruger", tea, ""],
        ["saet_rolle", tea, "konsulent"],
        ["opret_bruger", tea, f"teamleder {team}"],
        ["opret_bruger", mette, f"konsulent {team}"],
        ["opret_team", team, ""],
        ["opret_kommune", kommune, ""],
    ]
    assert told.endswith("the chain holds")


# The teamleder's own verbs


def test_a_teamleder_opens_a_sag_of_her_team_for_the_day_and_it_is_logged(house: House, mette: Hand) -> None:
    team = house.services.people.add_team(house.kommune, "Team Vest")
    bo = house.hand(house.person("Bo", SAG, BORGER, team=team))
    bo.push(born("sagtal", sagtal_id(SAG, team), team, sag=SAG, tal="{}"))
    tea = house.hand(house.person("Tea", rolle=Rolle.TEAMLEDER, team=team))
    assert SAG not in whole(tea.pull())
    house.services.ledelse.open(tea.user, SAG)
    assert {SAG, BORGER, BESOEG} <= set(whole(tea.pull()))
    answer = tea.push(tea.edit("besoeg", BESOEG, SAG, {"sted": (None, "x")}))
    assert answer.receipt is not None
    assert answer.receipt.others[0].kind == "afvist"
    assert log(house) == [("giv_adgang", SAG)]
    house.now += timedelta(days=1)
    house.services.adgange.sweep(90)
    assert SAG in tea.pull().gone


def test_a_teamleder_gives_and_lends_within_her_team_only(house: House, mette: Hand) -> None:
    team = house.services.people.add_team(house.kommune, "Team Vest")
    bo, eva = (house.hand(house.person(name, team=team)) for name in ("Bo", "Eva"))
    bo.push(born("sag", 30, 30), born("sagtal", sagtal_id(30, team), team, sag=30, tal="{}"))
    tea = house.person("Tea", rolle=Rolle.TEAMLEDER, team=team)
    ledelse = house.services.ledelse
    assert [one.name for one in ledelse.colleagues(tea)] == ["Bo", "Eva"]
    for sager, til in (([SAG], eva.user.number), ([30], mette.user.number), ([], eva.user.number), ([99], 98)):
        with pytest.raises(Refused) as refused:
            ledelse.hand_over(tea, sager, bo.user.number, til)
        assert (refused.value.status, refused.value.problem.code) == (404, "unknown")
    with pytest.raises(Refused) as refused:
        ledelse.open(bo.user, 30)
    assert refused.value.status == 403
    ledelse.lend(tea, [30], eva.user.number, house.now.date())
    assert 30 in whole(eva.pull())
    assert 30 in whole(house.hand(bo.user).pull())
    ledelse.hand_over(tea, [30], bo.user.number, eva.user.number)
    assert 30 in bo.pull().gone
