"""Bodies of requests and answers: JSON of the wire's structs, packed with zstd where both sides say so."""

from typing import TypeVar

import msgspec
import zstandard
from starlette.requests import Request
from starlette.responses import Response

from konsulent_core.wire import MAX_BODY, MEDIA_TYPE, Problem
from konsulent_server.exchange import Refused

T = TypeVar("T")
_ENCODER = msgspec.json.Encoder()
# Below this a compressed body is no shorter.
_SMALL = 400
_PACKINGS = ("identity", "zstd")
# zstd: a day's changes as small as can be, a whole caseload fast.
_TIGHT, _FAST, _LARGE = 9, 3, 256 * 1024


async def read(request: Request, shape: type[T]) -> T:
    """The body as ``shape``. Raises ``Refused`` for what is too large or cannot be read."""
    given, packing = request.headers.get("content-type"), request.headers.get("content-encoding", "identity")
    if (given is not None and given.partition(";")[0].strip().lower() != MEDIA_TYPE) or packing not in _PACKINGS:
        raise Refused(415, Problem("media_type", "Serveren læser JSON, eventuelt pakket med zstd."))
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            raise _too_large()
    try:
        plain = _unpacked(bytes(body)) if packing == "zstd" else bytes(body)
        return msgspec.json.decode(plain, type=shape)
    except (msgspec.DecodeError, zstandard.ZstdError, UnicodeDecodeError, RecursionError):
        raise Refused(400, Problem("unreadable", "Serveren kunne ikke læse det, der blev sendt.")) from None


def _unpacked(body: bytes) -> bytes:
    """Never more than ``MAX_BODY``: a few bytes can claim to hold gigabytes, and a frame's own claim is believed by
    the decompressor before any limit. Raises ``Refused`` or ``ZstdError``."""
    claimed = zstandard.frame_content_size(body)
    if claimed > MAX_BODY:
        raise _too_large()
    if claimed >= 0:
        return zstandard.ZstdDecompressor().decompress(body)
    with zstandard.ZstdDecompressor().stream_reader(body) as reader:
        plain: bytes = reader.read(MAX_BODY + 1)
    if len(plain) > MAX_BODY:
        raise _too_large()
    return plain


def _too_large() -> Refused:
    return Refused(413, Problem("too_large", "Der blev sendt for meget på én gang."))


def answer(message: msgspec.Struct, status: int = 200) -> Response:
    body = _ENCODER.encode(message)
    if len(body) < _SMALL:
        return Response(body, status, media_type=MEDIA_TYPE)
    packed = zstandard.compress(body, _FAST if len(body) > _LARGE else _TIGHT)
    return Response(packed, status, {"content-encoding": "zstd"}, media_type=MEDIA_TYPE)
