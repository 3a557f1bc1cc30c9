"""Numbers and addresses are never refused; the odd ones are pointed out."""

import pytest

from konsulent_core.kontakt import ODD_EMAIL, ODD_TELEFON, email_hint, telefon_hint


@pytest.mark.parametrize(
    "text", ["", "75 61 00 42", "75610042", "+45 75 61 00 42", "004575610042", "75-61-00-42", "75 61 00 42 lok. 12"]
)
def test_a_danish_number_with_eight_digits_is_nothing_odd(text: str) -> None:
    assert telefon_hint(text) == ""


@pytest.mark.parametrize("text", ["+46 8 123 456 78", "+4930123456", "0046812345678"])
def test_a_number_from_abroad_says_so_with_its_plus(text: str) -> None:
    assert telefon_hint(text) == ""


@pytest.mark.parametrize("text", ["7561004", "756100421", "05610042", "+45 7561004", "spørg Lone", "+1"])
def test_another_number_is_pointed_out(text: str) -> None:
    assert telefon_hint(text) == ODD_TELEFON


@pytest.mark.parametrize("text", ["", "lone@nordlager.dk", " lone.bach@post.nordlager.dk "])
def test_an_address_with_at_and_dot_is_nothing_odd(text: str) -> None:
    assert email_hint(text) == ""


@pytest.mark.parametrize(
    "text", ["lone", "lone@nordlager", "lone bach@nordlager.dk", "@nordlager.dk", "a@b@c.dk", "a@b..dk"]
)
def test_another_address_is_pointed_out(text: str) -> None:
    assert email_hint(text) == ODD_EMAIL
