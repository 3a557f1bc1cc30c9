"""Installs npm's ``oidc-provider`` with a Node for it, starts and stops it, and logs people in without a screen."""

import json
import re
import secrets
import shutil
import socket
import subprocess
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx2
from joserfc.jwk import ECKey, RSAKey

HERE = Path(__file__).resolve().parent
PACKAGES = {"oidc-provider": "9.13.3", "node": "22.23.3"}  # it wants a Node of 22 or later
_FORM = re.compile(r'<form[^>]*action="([^"]+)"')


class NoNode(Exception):
    """Neither npm nor what it should install is to be had here."""


def install(folder: Path) -> Path:
    """Where the packages lie; downloaded once. Raises ``NoNode``."""
    modules = folder / "node_modules"
    if (modules / "oidc-provider").is_dir() and (modules / ".bin" / "node").exists():
        return folder
    npm = shutil.which("npm")
    if npm is None:
        raise NoNode("npm is not installed")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_text(json.dumps({"private": True, "dependencies": PACKAGES}), "utf-8")
    done = subprocess.run(
        [npm, "install", "--no-audit", "--no-fund"], cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode != 0 or not (modules / ".bin" / "node").exists():
        raise NoNode("npm could not install oidc-provider and node")
    return folder


@dataclass
class RealProvider:
    """A provider in a process of its own, on one port through all its lives."""

    folder: Path
    port: int = 0
    _child: subprocess.Popen[str] | None = field(default=None, repr=False)

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, kind: str = "RSA", life: int = 300) -> None:
        """With new keys each time: a provider that has changed them."""
        if not self.port:
            with socket.socket() as found:
                found.bind(("127.0.0.1", 0))
                self.port = found.getsockname()[1]
        # Its clients ask for RS256 unless they are told otherwise; what else it has must do no harm.
        keys = [RSAKey.generate_key(2048, {"kid": secrets.token_hex(4), "use": "sig"}).as_dict(private=True)]
        if kind == "EC":
            keys.insert(
                0, ECKey.generate_key("P-256", {"kid": secrets.token_hex(4), "use": "sig"}).as_dict(private=True)
            )
        (self.folder / "jwks.json").write_text(json.dumps({"keys": keys}), "utf-8")
        # The script stands beside the packages that it imports.
        script = shutil.copy(HERE / "oidc_provider.mjs", self.folder)
        node = self.folder / "node_modules" / ".bin" / "node"
        self._child = subprocess.Popen(
            [str(node), str(script), str(self.port), "jwks.json", str(life)],
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._child.stdout is not None
        if not any("ready" in line for line in self._child.stdout):
            raise NoNode("the provider did not start")

    def stop(self) -> None:
        if self._child is not None:
            self._child.terminate()
            self._child.wait(10)
            assert self._child.stdout is not None
            self._child.stdout.close()
            self._child = None


def log_in(url: str, login: str) -> str:
    """What a person does in the browser, until it is sent back to the app: that address, not yet opened."""
    with httpx2.Client(trust_env=False, timeout=20) as browser:
        answer = browser.get(url)
        for _ in range(20):
            if answer.is_redirect:
                onward = urljoin(str(answer.url), answer.headers["location"])
                if urlsplit(onward).path == "/log-ind":
                    return onward
                answer = browser.get(onward)
                continue
            form = _FORM.search(answer.text)
            assert form is not None, f"neither a form nor a way on: {answer.status_code}"
            prompt = "login" if 'value="login"' in answer.text else "consent"
            given = (
                {"prompt": prompt, "login": login, "password": "ligegyldig"}
                if prompt == "login"
                else {"prompt": prompt}
            )
            answer = browser.post(urljoin(str(answer.url), unescape(form[1])), data=given)
    raise AssertionError("the browser went round in circles")
