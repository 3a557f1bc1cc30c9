"""Company numbers are checked as they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konsulent_core.cvr import CvrFejl, format_cvr, parse_cvr, parse_pnummer


@pytest.mark.parametrize("text", ["13585628", "13 58 56 28", "DK13585628", "dk-13585628", "1358.5628"])
def test_a_cvr_number_is_read_as_people_write_it(text: str) -> None:
    assert parse_cvr(text) == "13585628"
    assert format_cvr(parse_cvr(text)) == "13 58 56 28"


@pytest.mark.parametrize("text", ["", "1358562", "135856281", "0358562x", "00000000"])
def test_a_cvr_number_has_eight_digits(text: str) -> None:
    with pytest.raises(CvrFejl, match="8 cifre"):
        parse_cvr(text)


@given(st.integers(0, 7), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(place: int, shift: int) -> None:
    digits = list("13585628")
    digits[place] = str((int(digits[place]) + shift) % 10)
    with pytest.raises(CvrFejl):
        parse_cvr("".join(digits))


def test_a_p_number_has_ten_digits() -> None:
    assert parse_pnummer("10 0123 4567") == "1001234567"
    with pytest.raises(CvrFejl, match="10 cifre"):
        parse_pnummer("100123456")
