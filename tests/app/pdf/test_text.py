"""What is copied, searched or read aloud has every word, apart from its neighbours and in the order of reading."""

import re
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

from konsulent_app.pdf.opfoelgning_sag import build
from tests.app.pdf import blade, samples
from tests.app.pdf.made import paper
from tools.papers.catalogue import FONTS, PAPERS

COUNT = 400


@cache
def counted() -> bytes:
    """A note of counted words over many lines and a page break, and a cell of them."""
    words = " ".join(f"o{n:03d}" for n in range(COUNT))
    notes = blade.note(blade.udsagn("borger", "Katrine", words * 4))
    base = samples.foerste_besoeg()
    return build(replace(base, punkter=(blade.punkt(1, "Hvordan går det?", notes),)), (), FONTS)


def copied(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


def searched(pdf: bytes, folder: Path) -> str:
    return _run(["pdftotext", "-enc", "UTF-8"], pdf, folder, "-")


def heard(pdf: bytes, folder: Path) -> str:
    """The text of the structure, which a screen reader follows."""
    said = _run(["pdfinfo", "-struct-text", "-enc", "UTF-8"], pdf, folder)
    return " ".join(re.findall(r'^\s*"(.*)"$', said, re.MULTILINE))


def _run(command: list[str], pdf: bytes, folder: Path, *more: str) -> str:
    file = folder / "papir.pdf"
    file.write_bytes(pdf)
    done = subprocess.run([*command, str(file), *more], check=True, capture_output=True)
    return done.stdout.decode()


def test_no_two_words_run_together_where_a_line_or_a_page_ends(tmp_path: Path) -> None:
    expected = [f"o{n:03d}" for n in range(COUNT)]
    expected = [*expected[:-1], *(["o399o000", *expected[1:-1]] * 3), "o399"]
    for text in (copied(counted()), searched(counted(), tmp_path), heard(counted(), tmp_path)):
        assert re.findall(r"o\d{3}(?:o\d{3})*", text) == expected


@pytest.mark.parametrize("name", PAPERS)
def test_what_is_heard_is_what_stands_there_in_the_same_order(name: str, tmp_path: Path) -> None:
    """The structure's words come in the order of the page's; what is more on the page is repeated or decoration."""
    pdf = paper(name, "frank")
    stands = iter(copied(pdf).split())
    said = heard(pdf, tmp_path).replace("\xad", "").split()
    assert len(said) > 80
    missing = [word for word in said if word not in stands]
    assert missing == []
