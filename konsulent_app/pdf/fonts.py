"""The bundled typeface: registered once, it measures text and says which characters it cannot show."""

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from konsulent_app.pdf.style import BOLD, MEDIUM, REGULAR, SEMIBOLD, Style

FILES = {
    REGULAR: "IBMPlexSans_400Regular.ttf",
    MEDIUM: "IBMPlexSans_500Medium.ttf",
    SEMIBOLD: "IBMPlexSans_600SemiBold.ttf",
    BOLD: "IBMPlexSans_700Bold.ttf",
}
CANNOT_SHOW = "[tegn kan ikke vises]"
_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SILENT = frozenset({"Cc", "Cf"})  # controls, joiners, direction marks, soft hyphens: nothing to see is lost


@dataclass(frozen=True, slots=True)
class Fonts:
    """The four weights, with a memory of word widths that lives as long as one paper."""

    faces: dict[str, TTFont]
    glyphs: frozenset[str]
    _widths: dict[str, dict[str, float]] = field(default_factory=lambda: {name: {} for name in FILES})

    def width(self, text: str, style: Style) -> float:
        """Points that ``text`` takes on one line."""
        known = self._widths[style.font]
        unit = known.get(text)
        if unit is None:
            unit = known[text] = float(self.faces[style.font].stringWidth(text, 1))
        total = unit * style.size
        if style.tracking or style.word_space:
            total += style.tracking * len(text) + style.word_space * (text.count(" ") + text.count("\xa0"))
        return total

    def shown(self, text: str) -> str:
        """``text`` in characters the typeface has; a stretch of others becomes ``CANNOT_SHOW``, said once."""
        if text.isascii() and self.glyphs.issuperset(text):
            return text
        plain = unicodedata.normalize("NFC", _BREAK.sub("\n", text))
        if self.glyphs.issuperset(plain):
            return plain
        out: list[str] = []
        lost = False  # inside a stretch that cannot be shown; its inner spaces belong to it
        pending = ""
        for char in plain:
            if char in self.glyphs and not char.isspace():
                glue = " " if lost and not pending and char.isalnum() else ""
                out.append(pending + glue + char)
                pending, lost = "", False
            elif char.isspace():
                pending += char if char in self.glyphs else " "
            elif unicodedata.category(char) not in _SILENT and not "\ufe00" <= char <= "\ufe0f":
                if not lost:
                    glue = "" if pending or not out else " "
                    out.append(pending + glue + CANNOT_SHOW)
                pending, lost = "", True
        return "".join(out) + pending


def load(fonts_dir: Path) -> Fonts:
    """The typeface from ``fonts_dir``; the files are read the first time only.

    ReportLab keeps one registry for the whole process: whoever loads first decides the files.
    Raises ``reportlab.pdfbase.ttfonts.TTFError`` when a file is missing or is no font.
    """
    registered = set(pdfmetrics.getRegisteredFontNames())
    for name, file in FILES.items():
        if name not in registered:
            pdfmetrics.registerFont(TTFont(name, str(fonts_dir / file)))
    faces: dict[str, TTFont] = {}
    for name in FILES:
        face = pdfmetrics.getFont(name)
        assert isinstance(face, TTFont)  # registered above
        faces[name] = face
    return Fonts(faces=faces, glyphs=_visible(faces[REGULAR]))


def _visible(face: TTFont) -> frozenset[str]:
    chars = (chr(code) for code in face.face.charToGlyph)
    return frozenset(c for c in chars if unicodedata.category(c)[0] != "C") | {"\n"}
