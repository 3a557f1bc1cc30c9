"""A skema from a newer app is read as far as it can be, and says what was left out."""

import pytest

from konsulent_core.skema.delvis import read_partly
from konsulent_core.skema.faste import LEVERET
from konsulent_core.skema.grammar import FeltType
from konsulent_core.skema.load import parse_skema
from tests.sample import RESOURCES

OUTLINE = (RESOURCES / "eksempler" / "outline.v1.toml").read_text(encoding="utf-8")
WHOLE = parse_skema(OUTLINE, "outline.v1")


def test_the_app_knows_the_keys_of_its_own_skemaer() -> None:
    files = (RESOURCES / "skemaer").glob("*.toml")
    assert {parse_skema(f.read_text(encoding="utf-8"), f.name).key for f in files} == LEVERET


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        ('type = "opgaver"', 'type = "lydoptagelse"', {"arbejdsopgaver.opgaver"}),
        ('noegle = "engagement.note"', 'noegle = "engagement.note"\nvis_hvis = "x"', {"engagement.note"}),
        ('type = "naeste_besoeg"', 'type = "kalender"', {"aftaler.naeste_besoeg"}),
        ('[[punkt]]\nnoegle = "engagement"', '[[punkt]]\nfarve = "blå"\nnoegle = "engagement"', set()),
        ('besoeg_type = "opfoelgning"', 'besoeg_type = "opfoelgning"\nsprog = "dansk"', set()),
        ('noegle = "fleksibilitet"\ntitel', 'noegle = "fleksibilitet"\nskala = 7\ntitel', {"fleksibilitet.trin"}),
    ],
)
def test_what_this_app_does_not_know_is_left_out_and_the_rest_stands(before: str, after: str, lost: set[str]) -> None:
    skema = read_partly(OUTLINE.replace(before, after, 1), "outline.v1")
    assert skema is not None
    assert {f.noegle for f in WHOLE.felter} - {f.noegle for f in skema.felter} == lost
    assert skema.ulaest
    assert all(text.startswith("outline.v1") for text in skema.ulaest)
    assert (skema.key, skema.titel) == (WHOLE.key, WHOLE.titel)


def test_a_skema_that_is_all_right_lacks_nothing() -> None:
    assert read_partly(OUTLINE, "outline.v1") == WHOLE


@pytest.mark.parametrize(
    "text",
    ["", "id =", "id = 3", OUTLINE.replace('besoeg_type = "opfoelgning"', 'besoeg_type = "rundvisning"'),
     OUTLINE.replace("type = ", "kind = "), OUTLINE.replace("[[punkt]]", "[[blad]]").replace("[[punkt.", "[[blad.")],
)  # fmt: skip
def test_of_what_no_besoeg_can_be_shown_in_nothing_is_made(text: str) -> None:
    assert read_partly(text, "outline.v1") is None


def test_a_felt_type_twice_is_kept_once() -> None:
    twice = OUTLINE.replace('type = "skaanehensyn"', 'type = "opgaver"')
    skema = read_partly(twice, "outline.v1")
    assert skema is not None
    assert [f.noegle for f in skema.felter_af(FeltType.OPGAVER)] == ["arbejdsopgaver.opgaver"]
