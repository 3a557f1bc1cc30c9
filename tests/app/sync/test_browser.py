"""The door on this machine that the browser comes back to: one answer, and only to whoever knows the state."""

import base64
import hashlib
import secrets
import socket
import threading
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from konsulent_app.sync.browser import BrowserCancelled, BrowserLogin, BrowserRefused, WayAway
from konsulent_core.wire import LoginWay

WAY = LoginWay(7, "Åby", "https://login.example.dk/auth?p=x", "konsulent", "openid profile")


@pytest.fixture
def login() -> Iterator[BrowserLogin]:
    made = BrowserLogin(WAY, secrets.token_bytes, patience=10)
    yield made
    made.cancel()


def asked(login: BrowserLogin) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(login.url).query).items()}


def knock(address: str, **query: str) -> tuple[int, str]:
    with httpx2.Client(trust_env=False) as client:
        answer = client.get(address, params=query)
    return answer.status_code, answer.text


def test_the_browser_is_sent_with_state_nonce_and_a_challenge_and_comes_back_with_a_code(login: BrowserLogin) -> None:
    sent = asked(login)
    assert login.url.startswith("https://login.example.dk/auth?p=x&response_type=code&")
    assert (sent["client_id"], sent["scope"], sent["code_challenge_method"]) == ("konsulent", "openid profile", "S256")
    status, words = knock(sent["redirect_uri"], state=sent["state"], code="kode")
    assert status == 200
    assert "Du er logget ind" in words
    assert "kode" not in words
    found = login.wait()
    assert (found.kommune, found.code, found.nonce, found.redirect) == (7, "kode", sent["nonce"], sent["redirect_uri"])
    digest = hashlib.sha256(found.verifier.encode()).digest()
    assert base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == sent["code_challenge"]
    assert len(found.verifier) >= 43


def test_another_program_that_is_first_at_the_port_is_not_heard_and_the_person_gets_in(login: BrowserLogin) -> None:
    sent = asked(login)
    for query in ({"code": "ondt"}, {"code": "ondt", "state": "gæt"}, {"code": "ondt", "state": ""}, {"error": "x"}):
        assert knock(sent["redirect_uri"], **query)[0] == 400
    assert knock(sent["redirect_uri"].replace("/log-ind", "/andet"), state=sent["state"], code="ondt")[0] == 400
    assert knock(sent["redirect_uri"], state=sent["state"], code="den rigtige")[0] == 200
    assert knock(sent["redirect_uri"], state=sent["state"], code="for sent")[0] == 400
    assert login.wait().code == "den rigtige"


def test_a_line_that_is_opened_and_never_used_keeps_nobody_waiting(login: BrowserLogin) -> None:
    sent = asked(login)
    port = urlsplit(sent["redirect_uri"]).port
    assert port is not None
    with socket.create_connection(("127.0.0.1", port)) as idle, socket.create_connection(("127.0.0.1", port)):
        idle.sendall(b"GET /log-ind?state=")
        assert knock(sent["redirect_uri"], state=sent["state"], code="kode")[0] == 200
        assert login.wait().code == "kode"


def test_the_door_is_this_machines_own_and_closed_afterwards(login: BrowserLogin) -> None:
    sent = asked(login)
    assert sent["redirect_uri"].startswith("http://127.0.0.1:")
    knock(sent["redirect_uri"], state=sent["state"], code="kode")
    login.wait()
    with pytest.raises(httpx2.ConnectError):
        knock(sent["redirect_uri"], state=sent["state"], code="kode")


def test_a_refusal_at_the_provider_is_told(login: BrowserLogin) -> None:
    sent = asked(login)
    assert knock(sent["redirect_uri"], state=sent["state"], error="access_denied")[0] == 400
    with pytest.raises(BrowserRefused):
        login.wait()


def test_a_person_who_gives_it_up_or_never_comes_back_is_not_waited_for() -> None:
    given_up = BrowserLogin(WAY, secrets.token_bytes)
    threading.Timer(0.05, given_up.cancel).start()
    with pytest.raises(BrowserCancelled):
        given_up.wait()
    never = BrowserLogin(WAY, secrets.token_bytes, patience=0.05)
    with pytest.raises(BrowserCancelled):
        never.wait()


def test_no_two_log_ins_share_a_secret() -> None:
    one, two = BrowserLogin(WAY, secrets.token_bytes), BrowserLogin(WAY, secrets.token_bytes)
    for name in ("state", "nonce", "code_challenge", "redirect_uri"):
        assert asked(one)[name] != asked(two)[name]
    for login in (one, two):
        login.cancel()
        with pytest.raises(BrowserCancelled):
            login.wait()


@pytest.mark.parametrize("authorize", ["", "file:///etc/passwd", "http://login.example.dk/auth", "javascript:alert(1)"])
def test_only_a_web_address_that_is_safe_is_opened(authorize: str) -> None:
    with pytest.raises(WayAway):
        BrowserLogin(LoginWay(7, "Åby", authorize, "konsulent", "openid"), secrets.token_bytes)
