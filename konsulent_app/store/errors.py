"""What can be wrong with the local database, each with its own message and way out."""

import errno
import shutil
from pathlib import Path

from konsulent_core.errors import WorldError

# The families of SQLite's result codes (sqlite.org/rescode.html): the low byte of an extended code.
_FULL = {13}
_CORRUPT = {11, 26}  # CORRUPT, NOTADB
_FAULT = {8, 10, 14, 15}  # READONLY, IOERR, CANTOPEN, PROTOCOL
_BUSY = {5, 6}  # BUSY, LOCKED
_LITTLE = 128 * 1024  # bytes; with less room than this, a fault is the lack of it
_FULL_ERRNO = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


class StoreError(WorldError):
    """The local database does not do its part. Nothing was overwritten."""


class WrongKey(StoreError):
    def __init__(self) -> None:
        super().__init__(
            "Nøglen passer ikke til dette lager. Log ind med den bruger, der oprettede det, "
            "eller brug adgangssætningen eller kommunens gendannelsesnøgle."
        )


class OtherStore(StoreError):
    """The file begins otherwise than the one the key was made for, and the key does not open it."""

    def __init__(self) -> None:
        super().__init__(
            "Filen er ikke det lager, som nøglen på denne pc hører til, eller dens begyndelse er skadet. Den er ikke "
            "rørt. Læg den rigtige fil tilbage, eller vælg »Gendan fra sikkerhedskopi«."
        )


class MissingStore(StoreError):
    """There was a store once: beginning an empty one in silence would hide that."""

    def __init__(self) -> None:
        super().__init__(
            "Filen med dine besøg mangler på denne pc. Læg den tilbage, hvis den er flyttet, eller vælg "
            "»Gendan fra sikkerhedskopi«; det, der er sendt til serveren, hentes igen."
        )


class CorruptStore(StoreError):
    def __init__(self) -> None:
        super().__init__(
            "Filen med dine besøg er skadet og er ikke rørt. Vælg »Gendan fra sikkerhedskopi«; "
            "det, der er sendt til serveren, hentes igen."
        )


class DiskFull(StoreError):
    def __init__(self) -> None:
        super().__init__(
            "Disken er fuld, så det sidste er ikke gemt endnu. Slet noget, du ikke skal bruge; "
            "vi prøver igen af os selv."
        )


class DiskFault(StoreError):
    def __init__(self) -> None:
        super().__init__(
            "Disken svarer ikke, så det sidste er ikke gemt endnu. Lad programmet stå åbent; vi prøver igen."
        )


class NewerStore(StoreError):
    def __init__(self) -> None:
        super().__init__(
            "Dine besøg er gemt af en nyere version af programmet. Opdatér programmet på denne pc; intet er ændret."
        )


class StoreBusy(StoreError):
    def __init__(self) -> None:
        super().__init__("Programmet er åbent et andet sted på denne pc. Luk det andet vindue og prøv igen.")


def translate(error: Exception, folder: Path) -> StoreError | None:
    """The store error that a driver's exception stands for, or None when it is none of them.

    Told by its number: the words may hold what somebody typed. ``error`` may be SQLAlchemy's, which carries it.
    ``folder`` is where the store lies: a full disk that stops the WAL's index is an I/O error or worse to SQLite.
    """
    code = getattr(getattr(error, "orig", error), "sqlite_errorcode", None)
    if not isinstance(code, int):
        return None
    family = code & 0xFF
    if family in _FULL:
        return DiskFull()
    if family in _CORRUPT:
        return CorruptStore()
    if family in _FAULT:
        return DiskFull() if _is_full(folder) else DiskFault()
    if family in _BUSY:
        return StoreBusy()
    return None


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _LITTLE
    except OSError:
        return False


def translate_os(error: OSError) -> StoreError:
    """The store error that the operating system's exception stands for."""
    return DiskFull() if error.errno in _FULL_ERRNO else DiskFault()
