"""The colour profile that a paper carries: sRGB, written out from its published numbers (IEC 61966-2-1)."""

from struct import pack

# Red, green and blue as X, Y, Z under D50 (ICC's own white), and the adaptation from D65 that led there (Bradford):
# 16 bits after the point.
_RED, _GREEN, _BLUE = (28576, 14581, 912), (25239, 46983, 6361), (9375, 3972, 46787)
_WHITE = (63190, 65536, 54061)
_ADAPTATION = (68674, 1502, -3291, 1939, 64912, -1119, -606, 988, 49262)
# g a b c d of the curve: (aX + b)^g from d on, cX below it
_CURVE = tuple(round(v * 65536) for v in (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045))
_VERSION = 0x04200000
_HEADER = 128


def srgb() -> bytes:
    """An ICC profile, version 4.2, for a display of three colours."""
    white = _numbers(b"XYZ ", _WHITE)
    curve = b"para" + pack(">IHH", 0, 3, 0) + pack(">5i", *_CURVE)
    tags = {
        b"desc": _words("sRGB"),
        b"cprt": _words("No copyright, use freely"),
        b"wtpt": white,
        b"chad": _numbers(b"sf32", _ADAPTATION),
        b"rXYZ": _numbers(b"XYZ ", _RED),
        b"gXYZ": _numbers(b"XYZ ", _GREEN),
        b"bXYZ": _numbers(b"XYZ ", _BLUE),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    start = _HEADER + 4 + 12 * len(tags)
    places: dict[bytes, int] = {}  # equal contents are written once
    table, body = b"", b""
    for name, content in tags.items():
        if content not in places:
            places[content] = start + len(body)
            body += content + bytes(-len(content) % 4)
        table += name + pack(">II", places[content], len(content))
    return _header(start + len(body)) + pack(">I", len(tags)) + table + body


def _header(size: int) -> bytes:
    made = pack(">I4xI4s4s4s6H4s", size, _VERSION, b"mntr", b"RGB ", b"XYZ ", 2026, 1, 1, 0, 0, 0, b"acsp")
    made += bytes(28) + pack(">3i", *_WHITE)  # no platform, maker or attributes; perceptual; ICC's white
    return made + bytes(_HEADER - len(made))


def _numbers(kind: bytes, values: tuple[int, ...]) -> bytes:
    return kind + bytes(4) + pack(f">{len(values)}i", *values)


def _words(text: str) -> bytes:
    told = text.encode("utf-16-be")
    return b"mluc" + pack(">4xII4sII", 1, 12, b"enUS", len(told), 28) + told
