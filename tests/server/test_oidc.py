"""The kommune's provider: what an ID token must be before anybody is let in, and who it then is."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta

import pytest
from joserfc.jwk import RSAKey

from konsulent_core.wire import OidcRequest
from konsulent_server.exchange import Refused
from konsulent_server.lockout import FREE_BY_ADDRESS
from konsulent_server.oidc import Client
from konsulent_server.ways import Way, set_way
from tests.server.desk import Desk, make_desk, refusal
from tests.server.house import House
from tests.server.oidc_world import CLIENT, ISSUER, REDIRECT, Hand, claims, rsa, signed

KEY, OTHER = rsa("k1"), rsa("k2")


@pytest.fixture
def provider() -> Hand:
    return Hand([KEY])


@pytest.fixture
def desk(house: House, provider: Hand) -> Desk:
    made = make_desk(house, provider)
    set_way(made.people.engine, Way(house.kommune, "", client=Client(ISSUER, CLIENT, "", "openid", "upn")))
    return made


def asked(desk: Desk, **other: str) -> OidcRequest:
    machine = desk.machine()
    whole = {"code": "kode", "verifier": "v" * 43, "nonce": "n1", "redirect": REDIRECT, **other}
    return OidcRequest(
        desk.house.kommune,
        whole["code"],
        whole["verifier"],
        whole["nonce"],
        whole["redirect"],
        machine.machine,
        machine.key,
    )


def refused(desk: Desk, **other: str) -> tuple[int, str]:
    with pytest.raises(Refused) as error:
        desk.by_provider(asked(desk, **other))
    return refusal(error.value)


def b64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def unsigned(content: dict[str, object]) -> str:
    return f"{b64(json.dumps({'alg': 'none'}).encode())}.{b64(json.dumps(content).encode())}."


def confused(key: RSAKey, content: dict[str, object]) -> str:
    """HS256 with the public key's text for a secret."""
    head = b64(json.dumps({"alg": "HS256", "kid": key.kid}).encode()) + "." + b64(json.dumps(content).encode())
    return head + "." + b64(hmac.new(key.as_pem(private=False), head.encode(), hashlib.sha256).digest())


def test_a_good_answer_opens_a_session_for_the_user_of_that_login(desk: Desk, provider: Hand) -> None:
    provider.token = signed(KEY, claims(desk.house.now))
    found = desk.by_provider(asked(desk))
    assert (found.user, found.kommune_name) == (desk.user, "Åby")
    assert desk.works(found.token)
    assert found.refresh
    assert provider.forms == [
        {
            "grant_type": "authorization_code",
            "code": "kode",
            "redirect_uri": REDIRECT,
            "code_verifier": "v" * 43,
            "client_id": CLIENT,
        }
    ]


def test_a_confidential_client_shows_its_secret_to_the_provider_alone(desk: Desk, provider: Hand) -> None:
    way = Way(desk.house.kommune, "", client=Client(ISSUER, CLIENT, "hemmelig", "openid", "upn"))
    set_way(desk.people.engine, way)
    provider.token = signed(KEY, claims(desk.house.now))
    desk.by_provider(asked(desk))
    assert provider.forms[0]["basic"] == f"{CLIENT}:hemmelig"
    assert "hemmelig" not in str(desk.logins.ways())


@pytest.mark.parametrize(
    "other",
    [
        {"nonce": "en andens"},
        {"nonce": None},
        {"aud": "et andet program"},
        {"aud": ["konsulent", "et andet program"]},
        {"aud": ["konsulent", "et andet program"], "azp": "et andet program"},
        {"azp": "et andet program"},
        {"aud": None},
        {"iss": "https://login.example.com"},
        {"iss": None},
        {"exp": 1},
        {"exp": None},
        {"exp": "aldrig"},
        {"iat": 4_000_000_000},
        {"sub": None},
        {"upn": None},
        {"upn": ["mette"]},
        {"upn": ""},
    ],
)
def test_a_token_that_is_signed_but_not_for_this_log_in_is_worth_nothing(
    desk: Desk, provider: Hand, other: dict[str, object]
) -> None:
    provider.token = signed(KEY, claims(desk.house.now, **other))
    assert refused(desk) == (401, "oidc")
    assert desk.house.query("SELECT count(*) FROM session") == [(0,)]


def test_an_expired_token_is_old_by_our_own_clock(desk: Desk, provider: Hand) -> None:
    provider.token = signed(KEY, claims(desk.house.now))
    desk.house.now += timedelta(minutes=7)
    assert refused(desk) == (401, "oidc")


def test_no_signature_and_a_public_key_used_as_a_secret_are_worth_nothing(desk: Desk, provider: Hand) -> None:
    content = claims(desk.house.now)
    foreign = RSAKey.generate_key(2048, {"kid": "k1"})  # bears the name of the provider's own
    for token in (unsigned(content), confused(KEY, content), signed(foreign, content), "", "a.b.c", "a.b.c.d.e"):
        provider.token, provider.codes = token, {"kode"}
        assert refused(desk) == (401, "oidc")


def test_a_token_whose_content_was_changed_is_worth_nothing(desk: Desk, provider: Hand) -> None:
    head, _body, sign = signed(KEY, claims(desk.house.now, upn="en anden")).split(".")
    provider.token = f"{head}.{b64(json.dumps(claims(desk.house.now)).encode())}.{sign}"
    assert refused(desk) == (401, "oidc")


def test_a_code_counts_once_and_a_redirect_is_to_a_machine_itself(desk: Desk, provider: Hand) -> None:
    provider.token = signed(KEY, claims(desk.house.now))
    desk.by_provider(asked(desk))
    assert refused(desk) == (401, "oidc")
    for redirect in (
        "https://ond.example.com/log-ind",
        "http://127.0.0.1:80/log-ind/../x",
        "http://127.0.0.1@x/log-ind",
    ):
        assert refused(desk, redirect=redirect) == (401, "oidc")
    assert len(provider.forms) == 2, "a redirect elsewhere is not even asked about"


def test_a_provider_that_changes_its_keys_is_followed(desk: Desk, provider: Hand) -> None:
    provider.token = signed(KEY, claims(desk.house.now))
    desk.by_provider(asked(desk))
    provider.keys, provider.codes = [OTHER], {"kode"}
    provider.token = signed(OTHER, claims(desk.house.now))
    desk.by_provider(asked(desk))
    provider.codes, provider.token = {"kode"}, signed(KEY, claims(desk.house.now))
    assert refused(desk) == (401, "oidc"), "the key that was taken back counts no more"


def test_a_provider_that_is_away_is_no_fault_of_the_person(desk: Desk, provider: Hand) -> None:
    provider.away = True
    assert refused(desk) == (503, "provider_away")
    (way,) = desk.logins.ways().oidc
    assert way.authorize == ""
    provider.away, before = False, len(provider.asked)
    desk.logins.ways()
    assert len(provider.asked) == before, "for a moment nobody else is kept waiting for it"
    desk.house.now += timedelta(seconds=20)
    (way,) = desk.logins.ways().oidc
    assert way.authorize == f"{ISSUER}/authorization_endpoint"
    provider.away, provider.token = True, signed(KEY, claims(desk.house.now))
    assert refused(desk) == (503, "provider_away"), "also once its addresses are known"


def test_a_morning_without_the_provider_locks_nobody_out_and_forged_answers_do(desk: Desk, provider: Hand) -> None:
    provider.away = True
    assert {refused(desk) for _ in range(FREE_BY_ADDRESS + 2)} == {(503, "provider_away")}
    provider.away = False
    desk.house.now += timedelta(seconds=20)
    found = [refused(desk, code="gæt") for _ in range(FREE_BY_ADDRESS + 1)]
    assert found == [(401, "oidc")] * FREE_BY_ADDRESS + [(429, "locked")]


def test_a_provider_that_calls_itself_something_else_is_not_believed(desk: Desk, provider: Hand) -> None:
    provider.issuer = "https://login.example.com"
    assert refused(desk) == (503, "provider_away")


def test_somebody_who_is_no_user_gets_no_rights(desk: Desk, provider: Hand) -> None:
    other = desk.people.add_kommune("Bøby")
    desk.people.add_user(other, "soeren", "Søren", "")
    desk.people.add_user(desk.house.kommune, "lone", "Lone", "")
    desk.close("lone")
    before = desk.house.query("SELECT count(*) FROM bruger")
    for login in ("ingen", "soeren", "lone", "METTE"):
        provider.token, provider.codes = signed(KEY, claims(desk.house.now, upn=login)), {"kode"}
        assert refused(desk) == (403, "oidc_user")
    assert desk.house.query("SELECT count(*) FROM bruger") == before


def test_an_address_that_was_never_confirmed_is_nobody(desk: Desk, provider: Hand) -> None:
    way = Way(desk.house.kommune, "", client=Client(ISSUER, CLIENT, "", "openid email", "email"))
    set_way(desk.people.engine, way)
    provider.token = signed(KEY, claims(desk.house.now, email="mette", email_verified=False))
    assert refused(desk) == (401, "oidc")
    provider.codes = {"kode"}
    provider.token = signed(KEY, claims(desk.house.now, email="mette", email_verified=True))
    assert desk.by_provider(asked(desk)).user == desk.user


def test_a_user_of_the_provider_has_no_password_here_that_could_be_guessed(desk: Desk) -> None:
    desk.people.add_user(desk.house.kommune, "anne", "Anne", "")
    with desk.people.engine.begin() as conn:
        conn.exec_driver_sql("UPDATE bruger SET kode='' WHERE login='anne'")
    for password in ("", "anne"):
        with pytest.raises(Refused) as error:
            desk.log_in(user="anne", password=password)
        assert refusal(error.value) == (401, "login")
