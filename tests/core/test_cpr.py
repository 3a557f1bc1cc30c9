"""A CPR number is read, weighed and kept out of sight."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konsulent_core.cpr import MASKE, CprFejl, keeps_modulus, mask_cpr, parse_cpr

# long printed as the example of the check rule, so nobody's number stands here
GOOD = "0707614285"


def with_check(nine: str) -> str | None:
    """The nine digits with the check digit that keeps modulus 11, where there is one."""
    return next((nine + str(d) for d in range(10) if keeps_modulus(nine + str(d))), None)


def test_a_number_is_read_with_and_without_dash() -> None:
    for text in ("070761-4285", "0707614285", " 070761 4285 "):
        cpr = parse_cpr(text)
        assert cpr.vaerdi == GOOD
        assert cpr.vist == "070761-4285"
        assert cpr.foedselsdato == date(1961, 7, 7)
        assert cpr.advarsel is None
        assert not cpr.erstatning


def test_a_failed_modulus_warns_and_does_not_refuse() -> None:
    cpr = parse_cpr("070761-4286")
    assert cpr.advarsel is not None
    assert "modulus 11" in cpr.advarsel


@pytest.mark.parametrize("text", ["", "070761", "070761-428", "070761-42855", "07.07.61-4285", "abcdef-1234"])
def test_what_is_no_number_is_asked_for_again(text: str) -> None:
    with pytest.raises(CprFejl, match="seks cifre"):
        parse_cpr(text)


@pytest.mark.parametrize("text", ["310261-4285", "071361-4285", "000161-4285", "600161-4285"])
def test_a_number_whose_date_is_none_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(CprFejl) as caught:
        parse_cpr(text)
    assert text[:6] not in caught.value.message


def test_a_replacement_number_has_a_raised_day_or_letters_and_no_modulus() -> None:
    raised = parse_cpr("670761-4286")
    assert (raised.erstatning, raised.advarsel, raised.foedselsdato) == (True, None, date(1961, 7, 7))
    letters = parse_cpr("070761-ab1c")
    assert (letters.erstatning, letters.vaerdi, letters.advarsel) == (True, "070761AB1C", None)


@pytest.mark.parametrize(
    ("yy", "seventh", "year"),
    [
        *(("99", "0", 1999), ("00", "3", 1900), ("36", "4", 2036), ("37", "4", 1937), ("57", "5", 2057)),
        *(("58", "8", 1858), ("36", "9", 2036), ("37", "9", 1937)),
    ],
)
def test_the_seventh_digit_tells_the_century(yy: str, seventh: str, year: int) -> None:
    foedt = parse_cpr(f"0101{yy}-{seventh}000").foedselsdato
    assert foedt == date(year, 1, 1)


@given(st.dates(date(1937, 1, 1), date(1999, 12, 31)), st.integers(0, 399))
def test_a_number_that_keeps_modulus_has_no_warning_and_one_wrong_digit_does(foedt: date, n: int) -> None:
    number = with_check(f"{foedt:%d%m%y}{n:03d}")
    if number is None:
        return
    assert parse_cpr(number).advarsel is None
    assert parse_cpr(number).foedselsdato == foedt
    wrong = number[:9] + str((int(number[9]) + 1) % 10)
    assert parse_cpr(wrong).advarsel is not None


def test_a_number_does_not_leak_through_repr_and_is_masked() -> None:
    assert GOOD[:6] not in repr(parse_cpr(GOOD))
    assert "1961" not in repr(parse_cpr(GOOD))
    assert mask_cpr(GOOD) == MASKE == "••••••-••••"
    assert mask_cpr(None) == ""


@given(st.text(max_size=14))
def test_no_text_at_all_breaks_the_reading_of_a_number(text: str) -> None:
    with suppress(CprFejl):
        parse_cpr(text)
