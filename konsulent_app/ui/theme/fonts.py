"""Loads the bundled letters, so that every machine shows and prints the same ones."""

from pathlib import Path

from PySide6.QtGui import QFontDatabase

FAMILY = "IBM Plex Sans"


def load_fonts(folder: Path) -> str:
    """Registers every TTF of the folder; the family to use, or "" when the files are missing."""
    loaded = [QFontDatabase.addApplicationFont(str(file)) for file in sorted(folder.glob("*.ttf"))]
    return FAMILY if any(number >= 0 for number in loaded) else ""
