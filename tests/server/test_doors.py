"""The ways in: TLS of the server's own, a proxy whose word is taken, limits that answer 429, and what is counted."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import httpx2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from konsulent_app.sync.transport import Denied, ServerTrouble
from tests.server.house import born
from tests.server.process import LOGIN, PASSWORD, Machine, Running, furnish, running


@pytest.fixture
def url(tmp_path: Path) -> str:
    found = f"sqlite:///{tmp_path / 'server.db'}"
    furnish(found, "soeren")
    return found


@pytest.fixture
def server(url: str, tmp_path: Path) -> Iterator[Running]:
    with running(url, tmp_path) as found:
        yield found


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    chain, secret = tmp_path / "server.crt", tmp_path / "server.noegle"
    chain.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    secret.write_bytes(key.private_bytes(pem, pkcs8, serialization.NoEncryption()))
    return chain, secret


def test_with_a_certificate_of_its_own_it_speaks_tls_and_nothing_else(
    url: str, certificate: tuple[Path, Path], tmp_path: Path
) -> None:
    chain, key = certificate
    with running(url, tmp_path, tls_cert=str(chain), tls_key=str(key)) as server:
        trusted = ssl.create_default_context(cafile=str(chain))
        answer = httpx2.get(f"{server.address}/readyz", verify=trusted, trust_env=False)
        assert answer.status_code == 200
        with pytest.raises(httpx2.TransportError):
            httpx2.get(f"{server.address}/readyz", trust_env=False)  # a certificate that nobody vouches for
        with pytest.raises(httpx2.TransportError):
            httpx2.get(f"{server.address}/readyz".replace("https", "http"), trust_env=False)
        old = ssl.create_default_context(cafile=str(chain))
        old.maximum_version = ssl.TLSVersion.TLSv1_2
        old.minimum_version = ssl.TLSVersion.TLSv1_2
        assert httpx2.get(f"{server.address}/healthz", verify=old, trust_env=False).status_code == 200


def asked_as(server: Running, times: int) -> list[int]:
    """The statuses of requests that each claim to come from somebody else."""
    with server.http() as http:
        return [
            http.get("/healthz", headers={"x-forwarded-for": f"192.0.2.{n}"}).status_code for n in range(1, times + 1)
        ]


def test_who_is_no_proxy_of_ours_cannot_say_who_asks(url: str, tmp_path: Path) -> None:
    with running(url, tmp_path, rate_address="1") as server:
        statuses = asked_as(server, 40)
    assert statuses[:15] == [200] * 15
    assert statuses[-1] == 429
    with running(url, tmp_path, rate_address="1", behind_proxy="10.9.9.9") as server:
        assert asked_as(server, 40)[-1] == 429, "another address than the proxy's"


def test_a_proxy_of_ours_can(url: str, tmp_path: Path) -> None:
    with running(url, tmp_path, rate_address="1", behind_proxy="127.0.0.1/32") as server:
        assert asked_as(server, 40) == [200] * 40


def test_a_password_cannot_be_guessed_at_and_the_client_is_told_when_to_come_back(server: Running) -> None:
    line = server.line()
    answers, told_to_wait = [], []
    for _ in range(12):
        try:
            line.log_in(LOGIN, "forkert")
        except Denied as denied:
            answers.append(denied.problem.code)
        except ServerTrouble as trouble:
            answers.append("later")
            told_to_wait.append((trouble.retry_after, trouble.message))
    assert answers == ["login"] * 5 + ["locked"] * 5 + ["later"] * 2
    assert all(1 <= seconds <= 60 and "for tit" in message for seconds, message in told_to_wait)
    with pytest.raises(ServerTrouble):
        line.log_in(LOGIN, PASSWORD)  # not the right one either, for a few seconds
    told = server.metrics()
    assert told['konsulent_logins_total{outcome="failed"}'] == 10
    assert told["konsulent_refused_total"] == answers.count("locked") + answers.count("later") + 1


def test_one_user_who_asks_too_often_does_not_stop_another(url: str, tmp_path: Path) -> None:
    with running(url, tmp_path, rate_user="1") as server:
        mette, soeren = Machine(server), Machine(server, "soeren")
        with pytest.raises(ServerTrouble) as trouble:
            _ask(mette, 40)
        assert trouble.value.retry_after >= 1
        soeren.say()


def _ask(machine: Machine, times: int) -> None:
    for _ in range(times):
        machine.say()


def test_what_happened_is_counted_and_told_on_an_address_of_its_own(server: Running) -> None:
    mette, soeren = Machine(server), Machine(server, "soeren")
    kommune = mette.user.kommune
    mette.push(born("virksomhed", 50, kommune, navn="A"))
    soeren.push(born("virksomhed", 51, kommune, navn="B"))
    mette.push(mette.edit("virksomhed", 50, kommune, navn=("A", "AA")))
    soeren.push(soeren.edit("virksomhed", 50, kommune, navn=("A", "AB")), born("sag", 60, 61, nummer="1"))
    told = server.metrics()
    assert told['konsulent_rows_total{way="in"}'] == 5
    assert told['konsulent_rows_total{way="out"}'] >= 2
    assert told['konsulent_verdicts_total{kind="accepteret"}'] == 3
    assert told['konsulent_verdicts_total{kind="afvist"}'] == 1
    assert sum(told[f'konsulent_verdicts_total{{kind="{kind}"}}'] for kind in ("konflikt", "forslag", "ukendt")) == 1
    assert told['konsulent_logins_total{outcome="ok"}'] == 2
    assert told['konsulent_requests_total{route="/v1/sync",status="200"}'] == 4
    assert told['konsulent_request_seconds_count{route="/v1/sync"}'] == 4
    assert told["konsulent_feed_lag_pushes_count"] == 4
    assert told['konsulent_database_connections{state="open"}'] >= 1
    with server.http() as http:
        assert http.get("/metrics").status_code == 404, "not where the world can ask"


def test_an_address_for_the_metrics_that_is_taken_stops_nobody(url: str, server: Running, tmp_path: Path) -> None:
    taken = server.metrics_address.removeprefix("http://")
    with running(url, tmp_path, metrics=taken) as second:
        second.wait("/readyz")
        assert any("cannot be had" in str(line.get("text")) for line in second.lines())
