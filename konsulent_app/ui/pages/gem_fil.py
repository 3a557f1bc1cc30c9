"""A file that leaves the app: the person says where, and it is there whole or not at all."""

from contextlib import suppress
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from konsulent_core.errors import WorldError


class KanIkkeGemmes(WorldError):
    """No room, no right, or held open by another program."""

    def __init__(self) -> None:
        super().__init__(
            "Filen kunne ikke gemmes der. Vælg en anden mappe, luk filen, hvis den er åben, eller gør plads på disken."
        )


def ask_where(page: QWidget, titel: str, filnavn: str, art: str) -> Path | None:
    """``filnavn`` is neutral: a file's name is seen by whoever sits beside. ``art`` as »CSV (*.csv)«."""
    name, _ = QFileDialog.getSaveFileName(page, titel, filnavn, art)
    return Path(name) if name else None


def write_file(path: Path, data: bytes) -> None:
    """Not on the UI thread. Raises ``KanIkkeGemmes``; a file that was begun is taken away again."""
    begun = False
    try:
        with path.open("wb") as file:
            begun = True
            file.write(data)
    except OSError:
        if begun and path.is_file():
            with suppress(OSError):
                path.unlink()
        raise KanIkkeGemmes from None
