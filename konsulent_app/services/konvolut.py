"""A file sealed with a password, so that it can be sent: argon2id makes the key, AES-256-GCM keeps it closed.

What is damaged is told apart from a wrong password by a checksum of the sealed bytes, which says nothing of what they
hold. Layout, big-endian: mark (8), version (1), passes (4), memory in KiB (4), lanes (1), salt (16), nonce (12),
length of what is sealed (8), SHA-256 of all before it and of what is sealed (32), what is sealed.
"""

import hashlib
import struct
import zlib

from konsulent_app.keys.wrapping import DEAREST, Argon2Cost, stretch
from konsulent_core.errors import UserError
from konsulent_core.ids import Entropy

MAERKE = b"KSAGPAK\n"
VERSION = 1
_HEAD = struct.Struct(">8sBIIB16s12sQ")
_SUM = hashlib.sha256().digest_size
_TAG = 16
COST = Argon2Cost()
UDPAKKET_MAKS = 200 * 1024 * 1024

IKKE_EN_PAKKE = "Filen er ikke en sag fra en anden kommune. Vælg filen, der ender på .ksag."
NYERE = "Pakken er lavet med en nyere udgave af appen. Opdatér appen, og prøv igen."
AFKORTET = "Pakken er ikke kommet helt med: slutningen mangler. Bed om at få den sendt igen."
SKADET = "Pakken er blevet ændret undervejs og kan ikke bruges. Bed om at få den sendt igen."
FORKERT_KODE = "Adgangskoden passer ikke til pakken. Se efter, om den er skrevet rigtigt, med store og små bogstaver."
FOR_STOR = "Pakken fylder mere, end en sag kan. Bed om at få den sendt igen."


class Pakkefejl(UserError):
    """The package cannot be opened; the message says why and what to do."""


class ForkertKode(Pakkefejl):
    """The password is another."""

    def __init__(self) -> None:
        super().__init__(FORKERT_KODE, "adgangskode")


def seal(indhold: bytes, adgangskode: str, entropy: Entropy, cost: Argon2Cost | None = None) -> bytes:
    """``indhold`` packed and closed. Takes about half a second of one core: not on the UI thread."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    cost = cost or COST
    salt, nonce = entropy(16), entropy(12)
    packed = zlib.compress(indhold, 9)
    head = _HEAD.pack(MAERKE, VERSION, cost.passes, cost.memory_kib, cost.lanes, salt, nonce, len(packed) + _TAG)
    sealed = AESGCM(stretch(adgangskode, salt, cost)).encrypt(nonce, packed, head)
    return head + hashlib.sha256(head + sealed).digest() + sealed


def look(pakke: bytes) -> None:
    """Whether it is a whole package that this app can open, before a password is asked for. Raises ``Pakkefejl``."""
    _parts(pakke)


def open_sealed(pakke: bytes, adgangskode: str) -> bytes:
    """What was sealed. Not on the UI thread. Raises ``Pakkefejl``, or ``ForkertKode`` for another password."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    head, cost, salt, nonce, sealed = _parts(pakke)
    try:
        packed = AESGCM(stretch(adgangskode, salt, cost)).decrypt(nonce, sealed, head)
    except InvalidTag:
        raise ForkertKode from None
    except ValueError:
        raise Pakkefejl(SKADET) from None
    unpacking = zlib.decompressobj()
    try:
        indhold = unpacking.decompress(packed, UDPAKKET_MAKS)
    except zlib.error:
        raise Pakkefejl(SKADET) from None
    if unpacking.unconsumed_tail:
        raise Pakkefejl(FOR_STOR)
    if not unpacking.eof:
        raise Pakkefejl(SKADET)
    return indhold


def _parts(pakke: bytes) -> tuple[bytes, Argon2Cost, bytes, bytes, bytes]:
    if not pakke.startswith(MAERKE):
        raise Pakkefejl(AFKORTET if MAERKE.startswith(pakke) and pakke else IKKE_EN_PAKKE)
    if len(pakke) > len(MAERKE) and pakke[len(MAERKE)] > VERSION:
        raise Pakkefejl(NYERE)
    if len(pakke) < _HEAD.size + _SUM:
        raise Pakkefejl(AFKORTET)
    head, kept, sealed = pakke[: _HEAD.size], pakke[_HEAD.size : _HEAD.size + _SUM], pakke[_HEAD.size + _SUM :]
    _mark, _version, passes, memory, lanes, salt, nonce, length = _HEAD.unpack(head)
    if len(sealed) < length:
        raise Pakkefejl(AFKORTET)
    cost = Argon2Cost(passes=passes, memory_kib=memory, lanes=lanes)
    too_dear = passes > DEAREST.passes or memory > DEAREST.memory_kib or lanes > DEAREST.lanes
    if len(sealed) > length or hashlib.sha256(head + sealed).digest() != kept or too_dear:
        raise Pakkefejl(SKADET)
    return head, cost, salt, nonce, sealed
