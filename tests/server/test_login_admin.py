"""The administrator at the server's command line: a lost machine, a password for once, a kommune's provider."""

from pathlib import Path

import pytest

from konsulent_core.maskine import Identity
from konsulent_core.wire import LoginRequest
from konsulent_server import __main__ as server
from konsulent_server import login_admin
from konsulent_server.app import make_services
from konsulent_server.database import open_engine
from konsulent_server.exchange import Refused
from konsulent_server.login_api import make_logins
from tests.server.desk import NEW, PASSWORD, refusal

IDENTITY = Identity("ab" * 12, "cd" * 32)


class Office:
    """A server's database, its command line, and a machine that is enrolled there."""

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder / 'server.db'}"
        people = make_services(open_engine(self.url)).people
        self.kommune = people.add_kommune("Åby")
        self.mette = people.add_user(self.kommune, "mette", "Mette Krogh", PASSWORD)
        self.logins = make_logins(people)
        self.people = people

    def say(self, *words: str) -> int:
        return server.main(["--database", self.url, *words])

    def log_in(self, password: str = PASSWORD, new: str = "") -> str:
        machine, key = IDENTITY.machine, IDENTITY.key
        asked = LoginRequest("mette", password, machine=machine, machine_key=key, machine_name="PC-7", new_password=new)
        return self.logins.by_password(asked, "").token


@pytest.fixture
def office(templates: object, tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_before_a_machine_is_revoked_it_is_said_what_nobody_can_know(
    office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    token = office.log_in()
    assert office.say("machines", "mette") == 0
    assert f"{IDENTITY.machine}  PC-7" in capsys.readouterr().out
    monkeypatch.setattr("builtins.input", lambda _asked: "nej")
    assert office.say("revoke-machine", IDENTITY.machine) == 1
    told = capsys.readouterr().out
    assert "last in touch" in told
    assert "nobody can know" in told
    assert office.people.user_of(token) is not None
    monkeypatch.setattr("builtins.input", lambda _asked: "yes")
    assert office.say("revoke-machine", IDENTITY.machine) == 0
    assert office.people.user_of(token) is None
    office.say("machines", "mette")
    assert "not heard from since" in capsys.readouterr().out
    assert office.say("revoke-machine", IDENTITY.machine, "--yes") == 1
    assert office.say("revoke-machine", "ingen", "--yes") == 1


def test_a_password_for_once_is_asked_for_and_must_be_one(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(login_admin, "getpass", lambda _asked: "kort")
    assert office.say("reset-password", "mette") == 1
    assert office.log_in()
    monkeypatch.setattr(login_admin, "getpass", lambda _asked: "kun for denne ene gang")
    assert office.say("reset-password", "ingen") == 1
    assert office.say("reset-password", "mette") == 0
    with pytest.raises(Refused) as refused:
        office.log_in("kun for denne ene gang")
    assert refusal(refused.value) == (403, "must_change")
    assert office.log_in("kun for denne ene gang", NEW)
    assert office.say("close-user", str(office.kommune), str(office.mette)) == 0
    with pytest.raises(Refused):
        office.log_in(NEW)


def test_a_kommunes_provider_and_days_are_set_each_without_the_other(office: Office) -> None:
    kommune = str(office.kommune)
    assert office.say("set-offline-days", kommune, "7") == 0
    assert office.say("set-oidc", kommune, "http://127.0.0.1:1", "konsulent", "--claim", "upn", "--only") == 0
    ways = office.logins.ways()
    assert (ways.password, [(way.client, way.scopes, way.authorize) for way in ways.oidc]) == (
        False,
        [("konsulent", "openid profile", "")],
    )
    with office.people.engine.connect() as conn:
        assert conn.exec_driver_sql("SELECT dage_uden_server, felt FROM logind").one() == (7, "upn")
    assert office.say("set-offline-days", kommune, "0") == 1
    assert office.say("set-oidc", "1", "http://127.0.0.1:1", "konsulent") == 1


def test_what_is_done_to_log_in_and_skemaer_stands_in_the_log_without_a_secret(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    office.log_in()
    monkeypatch.setattr(login_admin, "getpass", lambda _asked: NEW)
    assert office.say("revoke-machine", IDENTITY.machine, "--yes") == 0
    assert office.say("reset-password", "mette") == 0
    assert office.say("set-offline-days", str(office.kommune), "7") == 0
    assert office.say("set-oidc", str(office.kommune), "https://login.aaby.dk", "konsulent", "--secret") == 0
    leveret = Path(__file__).resolve().parents[2] / "resources" / "lister" / "sagstyper.toml"
    assert office.say("publish-liste", str(office.kommune), str(leveret)) == 0
    assert office.say("withdraw-liste", str(office.kommune), "sagstyper.v1") == 0
    capsys.readouterr()
    assert office.say("audit", str(office.kommune)) == 0
    told = capsys.readouterr().out
    lines = [line.split("\t")[3:6] for line in told.splitlines()[:-1]]
    assert lines == [
        ["traek_tilbage", str(office.kommune), "sagstyper.v1"],
        ["udgiv", str(office.kommune), "sagstyper.v1"],
        ["saet_login", str(office.kommune), "https://login.aaby.dk konsulent"],
        ["saet_dage", str(office.kommune), "7"],
        ["nulstil_kode", str(office.mette), ""],
        ["spaer_maskine", str(office.mette), IDENTITY.machine],
    ]
    assert NEW not in told
