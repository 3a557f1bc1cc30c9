"""A kommune's provider over HTTP on this machine, and a browser in which somebody logs in there at once."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx2
from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT = "konsulent"


@dataclass
class Provider:
    """Whoever comes is ``login``; ``says_no`` sends the person back without a code."""

    issuer: str
    stop: Callable[[], None]
    key: RSAKey
    login: str = "mette"
    says_no: bool = False
    nonces: dict[str, str] = field(default_factory=dict)
    visits: int = 0

    def browse(self, url: str) -> bool:
        """As the system's browser: it takes its time, and the app goes on meanwhile."""
        threading.Thread(target=self._visit, args=(url,), daemon=True).start()
        return True

    def _visit(self, url: str) -> None:
        with httpx2.Client(trust_env=False, follow_redirects=True) as browser:
            browser.get(url)

    def send_back(self, asked: dict[str, list[str]]) -> str:
        self.visits += 1
        code = f"kode{self.visits}"
        self.nonces[code] = asked["nonce"][0]
        said = {"error": "access_denied"} if self.says_no else {"code": code}
        return asked["redirect_uri"][0] + "?" + urlencode({**said, "state": asked["state"][0]})

    def token(self, code: str) -> str:
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": "1", "iat": now, "exp": now + 60, "upn": self.login}
        return jwt.encode({"alg": "RS256", "kid": "k"}, {**claims, "nonce": self.nonces.pop(code)}, self.key)


@contextmanager
def provider() -> Iterator[Provider]:
    class Face(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/auth":
                self.send_response(302)
                self.send_header("location", made.send_back(parse_qs(parts.query)))
                self.end_headers()
            elif parts.path == "/keys":
                self._say({"keys": [made.key.as_dict(private=False)]})
            else:
                at = made.issuer
                ends = {
                    "authorization_endpoint": f"{at}/auth",
                    "token_endpoint": f"{at}/token",
                    "jwks_uri": f"{at}/keys",
                }
                self._say({"issuer": at, **ends})

        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["content-length"])).decode())
            self._say({"id_token": made.token(form["code"][0])})

        def _say(self, words: object) -> None:
            body = json.dumps(words).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Face)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)

    def stop() -> None:
        server.shutdown()
        server.server_close()
        thread.join()

    made = Provider(f"http://127.0.0.1:{server.server_port}", stop, RSAKey.generate_key(2048, {"kid": "k"}))
    thread.start()
    yield made
    if thread.is_alive():
        stop()
