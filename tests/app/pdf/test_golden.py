"""Every paper is as it was looked at last: its words to the letter, its layout within what the eye sees."""

import pytest
from PIL import Image, ImageChops

from tests.app.pdf.made import paper
from tools import golden


def made(name: str) -> bytes:
    kind, _, who = name.rpartition("_")
    return paper(kind, who)


@pytest.mark.parametrize("name", golden.NAMES)
def test_a_paper_is_as_it_was_looked_at_last(name: str) -> None:
    found = list(golden.differences(name, golden.look(made(name)), golden.kept(name)))
    assert not found, "\n".join([*found, "If it is meant: python -m tools.golden"])


def test_no_golden_file_is_left_of_a_paper_that_is_no_more() -> None:
    there = {path.stem for path in golden.FOLDER.iterdir()}
    assert there == set(golden.NAMES)


def moved(picture: Image.Image, dy: int) -> Image.Image:
    """The page with its lower half so many pixels further down."""
    half = picture.height // 2
    other = picture.copy()
    other.paste(picture.crop((0, half, picture.width, picture.height - dy)), (0, half + dy))
    return other


def test_a_part_that_moves_by_half_a_line_is_seen_and_another_systems_pixels_are_not() -> None:
    picture = golden.look(made("rapport_katrine")).picture
    assert golden.distance(picture, moved(picture, 2)) > golden.TOLERANCE
    spots = bytes(n * n * 7 % 13 for n in range(picture.width * picture.height))
    noise = Image.frombytes("L", picture.size, spots)
    assert 0 < golden.distance(picture, ImageChops.subtract(picture, noise)) < golden.TOLERANCE
    wider = picture.resize((picture.width + 2, picture.height))
    assert golden.distance(picture, wider) > golden.TOLERANCE
