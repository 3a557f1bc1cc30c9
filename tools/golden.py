"""The papers as they should be, page by page in words and small pictures: ``python -m tools.golden`` makes them anew.

A change of a paper is meant or it is not: the test holds every paper of three people against these files, and lays
what differs side by side in ``golden-out/``. Whoever meant it looks there, renews the files and commits them.

    python -m tools.golden            writes what differs, and says so
    python -m tools.golden --check    says only what differs
"""

import argparse
import difflib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

from tools.papers.catalogue import EVERY, PAPERS
from tools.papers.people import ROOT, people

FOLDER = ROOT / "tests" / "app" / "pdf" / "golden"
OUT = ROOT / "golden-out"
WHO = ("katrine", "frank", "danni")  # much to tell, much that went wrong, hardly anything
NAMES = tuple(f"{paper}_{who}" for paper, who in EVERY if who in WHO)
_SCALE = 0.34  # of a point to a pixel: a line of text is a grey stripe
_GREYS = 8
_CELL = 6  # pixels: what is compared is the mean of so many by so many
TOLERANCE = 14  # of 255: another system's pixels differ by less, a line that moved by more
_WHITE, _GAP = 255, 120


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper's text by page, and its pages side by side in grey."""

    text: str
    picture: Image.Image


def make(name: str) -> Paper:
    """The paper as it is now."""
    paper, _, who = name.rpartition("_")
    return look(PAPERS[paper](people()[who]))


def look(pdf: bytes) -> Paper:
    document = pypdfium2.PdfDocument(pdf)
    told, pages = [], []
    for number, page in enumerate(document, start=1):
        lines = page.get_textpage().get_text_range().splitlines()
        told.append("\n".join([f"--- side {number}", *(line.rstrip() for line in lines), ""]))
        pages.append(page.render(scale=_SCALE, grayscale=True).to_pil().convert("L"))
    document.close()
    return Paper("\n".join(told), _greys(_side_by_side(pages)))


def kept(name: str) -> Paper | None:
    """The paper as it should be; None where nobody has said so yet."""
    text, picture = _files(name)
    if not text.exists() or not picture.exists():
        return None
    with Image.open(picture) as found:
        return Paper(text.read_text(encoding="utf-8"), found.convert("L"))


def differences(name: str, now: Paper, then: Paper | None) -> Iterator[str]:
    """What is not as it should be, in words; a picture that differs is laid beside the old one in ``golden-out``."""
    if then is None:
        yield f"{name}: has no golden files yet"
        return
    if now.text != then.text:
        lines = difflib.unified_diff(then.text.splitlines(), now.text.splitlines(), "golden", "now", lineterm="", n=1)
        yield f"{name}: other words\n" + "\n".join(lines)
    if distance(now.picture, then.picture) > TOLERANCE:
        OUT.mkdir(exist_ok=True)
        file = OUT / f"{name}.png"
        _beside(then.picture, now.picture).save(file)
        yield f"{name}: other layout, see {file.relative_to(ROOT)} (golden, now, difference)"


def distance(one: Image.Image, other: Image.Image) -> int:
    """How far the most different cells of two pictures are from each other, 0 to 255."""
    if one.size != other.size:
        return _WHITE
    reduced = [picture.reduce(_CELL) for picture in (one, other)]
    low_high = ImageChops.difference(*reduced).getextrema()
    assert isinstance(low_high[1], int | float)  # one band
    return int(low_high[1])


def write(name: str, paper: Paper) -> None:
    FOLDER.mkdir(exist_ok=True)
    text, picture = _files(name)
    text.write_text(paper.text, encoding="utf-8", newline="\n")
    paper.picture.quantize(_GREYS).save(picture, optimize=True)


def _files(name: str) -> tuple[Path, Path]:
    return FOLDER / f"{name}.txt", FOLDER / f"{name}.png"


def _side_by_side(pages: list[Image.Image]) -> Image.Image:
    sheet = Image.new("L", (sum(p.width + 2 for p in pages), max(p.height for p in pages)), _GAP)
    x = 0
    for page in pages:
        sheet.paste(page, (x, 0))
        x += page.width + 2
    return sheet


def _greys(picture: Image.Image) -> Image.Image:
    step = 256 // _GREYS
    return picture.point([min(_WHITE, v // step * step * _WHITE // (256 - step)) for v in range(256)])


def _beside(then: Image.Image, now: Image.Image) -> Image.Image:
    size = (max(then.width, now.width), max(then.height, now.height))
    whole = []
    for picture in (then, now):
        page = Image.new("L", size, _GAP)
        page.paste(picture, (0, 0))
        whole.append(page)
    whole.append(ImageChops.invert(ImageChops.difference(*whole)))
    sheet = Image.new("L", (size[0], 3 * (size[1] + 4)), _GAP)
    for n, picture in enumerate(whole):
        sheet.paste(picture, (0, n * (size[1] + 4)))
    return sheet


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="golden", usage=__doc__)
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args(arguments)
    other = 0
    for name in NAMES:
        now = make(name)
        found = list(differences(name, now, kept(name)))
        for words in found:
            print(words)
        if found and not given.check:
            write(name, now)
        other += bool(found)
    expected = {path for name in NAMES for path in _files(name)}
    for path in sorted(set(FOLDER.glob("*")) - expected):
        print(f"{path.name}: belongs to no paper")
        if not given.check:
            path.unlink()
    print(f"golden: {other} of {len(NAMES)} papers {'differ' if given.check else 'written anew'}")
    return 1 if other and given.check else 0


if __name__ == "__main__":
    sys.exit(main())
