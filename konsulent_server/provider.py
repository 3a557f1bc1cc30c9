"""The server's own line to a kommune's log-in provider, with limits on what it waits for and reads."""

from collections.abc import Mapping
from typing import Protocol
from urllib.parse import urlsplit

import httpx2

_PATIENCE = 10.0  # seconds
_LONGEST = 1024 * 1024  # bytes
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class ProviderAway(Exception):
    """No answer, or none that can be used: not a refusal of the person."""


class ProviderRefused(Exception):
    """The provider says no to what it was asked, such as a code that was used before."""


class Provider(Protocol):
    def get(self, url: str) -> bytes: ...
    def post(self, url: str, form: Mapping[str, str], basic: tuple[str, str] | None) -> bytes: ...


class HttpProvider:
    """https with the system's certificates; plain http only to the machine itself. No redirects, no proxies."""

    def get(self, url: str) -> bytes:
        """Raises ``ProviderAway`` or ``ProviderRefused``."""
        return self._ask(httpx2.Request("GET", _safe(url), headers={"accept": "application/json"}))

    def post(self, url: str, form: Mapping[str, str], basic: tuple[str, str] | None) -> bytes:
        """``basic`` is a confidential client's name and secret. Raises ``ProviderAway`` or ``ProviderRefused``."""
        request = httpx2.Request("POST", _safe(url), data=dict(form), headers={"accept": "application/json"})
        if basic is not None:
            request = next(httpx2.BasicAuth(*basic).auth_flow(request))
        return self._ask(request)

    def _ask(self, request: httpx2.Request) -> bytes:
        try:
            with httpx2.Client(trust_env=False, timeout=_PATIENCE, follow_redirects=False) as client:
                response = client.send(request, stream=True)
                try:
                    content = _read(response)
                finally:
                    response.close()
        except (httpx2.TransportError, httpx2.StreamError, httpx2.DecodingError):
            raise ProviderAway from None
        if response.status_code in (400, 401, 403):
            raise ProviderRefused
        if response.status_code != httpx2.codes.OK:
            raise ProviderAway
        return content


def _read(response: httpx2.Response) -> bytes:
    content = b""
    for piece in response.iter_bytes():
        content += piece
        if len(content) > _LONGEST:
            raise ProviderAway
    return content


def _safe(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise ProviderAway
    return url
