"""Log-in in the system's own browser: a door on this machine that takes one answer, with state, nonce and PKCE S256."""

import base64
import hashlib
import queue
import socket
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from konsulent_app.sync.logins import Brought
from konsulent_core.errors import KonsulentError, WorldError
from konsulent_core.ids import Entropy
from konsulent_core.maskine import same
from konsulent_core.wire import LoginWay

PATH = "/log-ind"
PATIENCE = 600.0  # seconds; a person may have to find her phone
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class BrowserCancelled(WorldError):
    """The person gave it up, or nobody came back."""

    def __init__(self) -> None:
        super().__init__("Der blev ikke logget ind i browseren. Prøv igen.")


class BrowserRefused(WorldError):
    """The provider sent the person back without a code."""

    def __init__(self) -> None:
        super().__init__("Kommunens login sagde nej. Prøv igen, eller spørg kommunens administrator.")


class WayAway(WorldError):
    """The server could not say where the provider is."""

    def __init__(self) -> None:
        super().__init__("Kommunens login svarer ikke lige nu. Prøv igen om lidt.")


class BrowserLogin:
    """Listens from the moment it is made; ``url`` is what the browser is to open. Ends with ``wait`` or ``cancel``."""

    def __init__(self, way: LoginWay, entropy: Entropy, patience: float = PATIENCE) -> None:
        """Raises ``WayAway`` where there is nothing to open."""
        parts = urlsplit(way.authorize)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
            raise WayAway
        self._way, self._patience = way, patience
        self._state, self._nonce, self._verifier = _secret(entropy), _secret(entropy), _secret(entropy)
        self._came: queue.Queue[str | KonsulentError] = queue.Queue()
        self._done = threading.Event()
        self._door = _Door(self._hear)
        self._redirect = f"http://127.0.0.1:{self._door.server_port}{PATH}"
        threading.Thread(target=self._door.serve_forever, args=(0.1,), name="log-ind", daemon=True).start()

    @property
    def url(self) -> str:
        challenge = base64.urlsafe_b64encode(hashlib.sha256(self._verifier.encode()).digest()).rstrip(b"=").decode()
        asked = {
            "response_type": "code",
            "client_id": self._way.client,
            "redirect_uri": self._redirect,
            "scope": self._way.scopes,
            "state": self._state,
            "nonce": self._nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        joint = "&" if urlsplit(self._way.authorize).query else "?"
        return self._way.authorize + joint + urlencode(asked)

    def wait(self) -> Brought:
        """Until the browser comes back. Raises ``BrowserCancelled`` or ``BrowserRefused``. Not on the UI thread."""
        try:
            came = self._came.get(timeout=self._patience)
        except queue.Empty:
            came = BrowserCancelled()
        self._done.set()
        self._door.shutdown()
        self._door.server_close()
        if isinstance(came, KonsulentError):
            raise came
        return Brought(self._way.kommune, came, self._verifier, self._nonce, self._redirect)

    def cancel(self) -> None:
        """From any thread; ``wait`` then raises."""
        self._came.put(BrowserCancelled())

    def _hear(self, query: str) -> bool:
        """Whether it was the answer. Anybody on this machine may knock: who does not know the state is not heard, and
        the door stays open for who does."""
        found = parse_qs(query)
        if self._done.is_set() or not same("".join(found.get("state", [])), self._state):
            return False
        self._done.set()
        code = found.get("code", [""])[0]
        self._came.put(code or BrowserRefused())
        return bool(code)


class _Door(ThreadingHTTPServer):
    """A port of the system's choice, on this machine only. A thread a knock: browsers open lines they never use."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = False

    def __init__(self, hear: Callable[[str], bool]) -> None:
        self.hear = hear
        super().__init__(("127.0.0.1", 0), _Knock)

    def server_bind(self) -> None:
        if sys.platform == "win32":  # there another program could otherwise share the port
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        super().server_bind()

    def handle_error(self, request: object, client_address: object) -> None:
        """A line that breaks off is nothing to tell anybody."""


class _Knock(BaseHTTPRequestHandler):
    timeout = 5
    server_version = "konsulent"
    sys_version = ""

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        door = self.server
        heard = parts.path == PATH and isinstance(door, _Door) and door.hear(parts.query)
        words = _DONE if heard else _NOT_THIS
        body = _HTML.format(words).encode()
        self.send_response(200 if heard else 400)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        self.send_header("Referrer-Policy", "no-referrer")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """The code stands in the address: nothing of it is written anywhere."""


_DONE = "Du er logget ind. Luk fanen, og gå tilbage til programmet."
_NOT_THIS = "Der blev ikke logget ind. Gå tilbage til programmet, og prøv igen."
_HTML = (
    '<!doctype html><html lang="da"><meta charset="utf-8"><title>Opfølgning</title>'
    '<body style="font:18px sans-serif;margin:4em auto;max-width:28em"><p>{}</p></body></html>'
)


def _secret(entropy: Entropy) -> str:
    return base64.urlsafe_b64encode(entropy(32)).rstrip(b"=").decode()
