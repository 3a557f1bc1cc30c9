"""Every paper is PDF/A-2a and PDF/UA-1 as a validator that is none of ours says it, and it says so when one is not."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from PIL import Image, ImageCms

from konsulent_app.pdf.icc import srgb
from konsulent_app.pdf.opfoelgning_sag import build
from konsulent_app.pdf.standards import PRODUCER
from tests.app.pdf import samples
from tests.app.pdf.made import EVERY, faults, paper
from tools.papers.catalogue import PAPERS
from tools.papers.people import people


def katrine() -> bytes:
    return paper("rapport", "katrine")


@pytest.mark.parametrize(("name", "who"), EVERY)
def test_every_paper_of_the_six_is_archivable_and_accessible(name: str, who: str) -> None:
    assert faults(paper(name, who)) == []


@pytest.mark.parametrize("name", samples.SAMPLES)
def test_long_broken_and_empty_papers_are_archivable_and_accessible(name: str) -> None:
    make, rettelser = samples.SAMPLES[name]
    assert faults(build(make(), rettelser(), samples.FONTS)) == []


def broken(change: Callable[[pikepdf.Pdf], None]) -> list[str]:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(katrine())) as document:
        change(document)
        document.save(out)
    return [fault.split(":")[0] for fault in faults(out.getvalue())]


def _no_alt(document: pikepdf.Pdf) -> None:
    del next(o for o in document.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure").Alt


def _no_colours(document: pikepdf.Pdf) -> None:
    del document.Root.OutputIntents


def _no_language(document: pikepdf.Pdf) -> None:
    del document.Root.Lang


def _not_tagged(document: pikepdf.Pdf) -> None:
    del document.Root.StructTreeRoot


def _no_text(document: pikepdf.Pdf) -> None:
    for font in document.pages[0].Resources.Font.values():
        del font.ToUnicode


def _not_embedded(document: pikepdf.Pdf) -> None:
    for font in document.pages[0].Resources.Font.values():
        del font.FontDescriptor.FontFile2


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (_no_alt, "UA1-"),
        (_no_colours, "PDFA2A-DEVICE-RGB"),
        (_no_language, "UA1-"),
        (_not_tagged, "PDFA2A-"),
        (_no_text, "PDFA2A-"),
        (_not_embedded, "PDFA2A-"),
    ],
)
def test_the_validator_sees_what_is_missing(change: Callable[[pikepdf.Pdf], None], rule: str) -> None:
    found = broken(change)
    assert any(rule in fault for fault in found), found


def _nothing(_document: pikepdf.Pdf) -> None:
    """Opened, saved."""


def test_a_file_that_is_only_saved_again_stays_whole() -> None:
    """So that what is missing above is missing because it was taken away."""
    assert broken(_nothing) == []


def test_two_papers_have_two_numbers_and_one_paper_always_the_same() -> None:
    def number(pdf: bytes) -> bytes:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            return bytes(document.trailer.ID[0])

    assert number(katrine()) == number(PAPERS["rapport"](people()["katrine"]))
    assert number(katrine()) != number(paper("rapport", "frank"))


def test_no_day_is_told_that_nobody_knows() -> None:
    with pikepdf.open(io.BytesIO(katrine())) as document:
        assert set(document.docinfo) == {"/Title", "/Creator", "/Producer", "/Trapped"}
        told = document.Root.Metadata.read_bytes().decode()
        assert PRODUCER in told
        assert "Date" not in told
        assert "Katrine" not in told


def test_the_colour_profile_is_srgb() -> None:
    """A colour engine of its own leads every corner of the cube to itself."""
    ours = ImageCms.ImageCmsProfile(io.BytesIO(srgb()))
    there = ImageCms.buildTransform(ours, ImageCms.createProfile("sRGB"), "RGB", "RGB")
    colors = bytes((0, 0, 0, 255, 255, 255, 14, 90, 97, 255, 0, 0, 0, 255, 0, 0, 0, 255, 128, 128, 128))
    seen = ImageCms.applyTransform(Image.frombytes("RGB", (7, 1), colors), there)
    assert seen is not None
    assert all(abs(a - b) <= 1 for a, b in zip(seen.tobytes(), colors, strict=True))
