"""A line with a certificate that does not hold: nothing is sent, and the person is told where to look."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from konsulent_app.sync.transport import Denied, Transport, Untrusted

NOW = datetime.now(UTC)
YEAR = timedelta(days=365)


def certificate(
    name: str, since: datetime, key: ec.EllipticCurvePrivateKey, by: str, by_key: ec.EllipticCurvePrivateKey
) -> x509.Certificate:
    """For a year. Its own maker's when ``by`` is ``name``."""
    subject, issuer = (x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, who)]) for who in (name, by))
    local = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made = x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(since).not_valid_after(since + YEAR).add_extension(local, critical=False)
    return made.add_extension(x509.BasicConstraints(name == by, None), critical=True).sign(by_key, hashes.SHA256())


class Server(BaseHTTPRequestHandler):
    asked = 0

    def do_POST(self) -> None:
        Server.asked += 1
        self.rfile.read(int(self.headers["content-length"]))
        body = b'{"code":"session","message":"Log ind igen."}'
        self.send_response(401)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """To nobody."""


@contextmanager
def served(folder: Path, since: datetime, monkeypatch: pytest.MonkeyPatch, *, trusted: bool) -> Iterator[str]:
    """A server with a certificate that holds for a year from then on, by a maker that this machine trusts, or not."""
    ca_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    pem = serialization.Encoding.PEM
    ca = certificate("ca", NOW - YEAR / 2, ca_key, "ca", ca_key)
    (folder / "ca").write_bytes(ca.public_bytes(pem))
    (folder / "server").write_bytes(
        certificate("server", since, key, "ca", ca_key).public_bytes(pem)
        + key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    if trusted:
        found = ssl.get_default_verify_paths()._replace(openssl_cafile=str(folder / "ca"))
        monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: found)
    Server.asked = 0
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server")
    listening = HTTPServer(("127.0.0.1", 0), Server)
    listening.socket = context.wrap_socket(listening.socket, server_side=True)
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"https://127.0.0.1:{listening.server_port}"
    finally:
        listening.shutdown()
        thread.join()
        listening.server_close()


def test_a_server_that_proves_who_it_is_is_spoken_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with served(tmp_path, NOW - YEAR / 2, monkeypatch, trusted=True) as address:
        line = Transport(address)
        with pytest.raises(Denied):
            line.sync(b"{}")
        line.close()
    assert Server.asked == 1


@pytest.mark.parametrize(
    ("since", "trusted"),
    [(NOW + YEAR, True), (NOW - 3 * YEAR, True), (NOW - YEAR / 2, False)],
    ids=["a clock that is behind", "a clock that is ahead", "another in the server's place"],
)
def test_a_certificate_that_does_not_hold_is_told_apart_from_no_net(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, since: datetime, trusted: bool
) -> None:
    with served(tmp_path, since, monkeypatch, trusted=trusted) as address:
        line = Transport(address)
        with pytest.raises(Untrusted) as told:
            line.sync(b'{"v":1}')
        line.close()
    assert "dato og klokkeslæt" in told.value.message
    assert Server.asked == 0
