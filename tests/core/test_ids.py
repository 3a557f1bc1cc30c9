"""Row ids: the same answer has one id on every machine, and every id fits the databases."""

from hypothesis import given
from hypothesis import strategies as st

from konsulent_core.ids import derived_id, new_id

PARTS = st.lists(st.one_of(st.text(max_size=20), st.integers(-(2**63), 2**63)), max_size=5)


@given(st.binary(min_size=8, max_size=8))
def test_a_random_id_is_a_positive_integer_of_63_bits(entropy: bytes) -> None:
    drawn = iter([entropy, b"\x7f" * 8])
    assert 1 <= new_id(lambda _count: next(drawn)) < 2**63


def test_nought_is_no_id() -> None:
    drawn = iter([b"\x00" * 8, b"\x80" + b"\x00" * 7, b"\x00" * 7 + b"\x05"])
    assert new_id(lambda _count: next(drawn)) == 5


@given(st.text(max_size=20), PARTS)
def test_a_derived_id_is_the_same_everywhere_and_fits(tabel: str, parts: list[int | str]) -> None:
    found = derived_id(tabel, *parts)
    assert found == derived_id(tabel, *parts)
    assert 1 <= found < 2**63


def test_derived_ids_stand_for_ever() -> None:
    """They are in every store: a change here would make every answer a new row."""
    assert derived_id("vurdering", 12, "stabilitet", "konsulent") == 8572299207555324391
    assert derived_id("svar", 1, "punkt1", "borger") == 7720501696646872174


@given(PARTS, PARTS)
def test_different_keys_have_different_ids(one: list[int | str], other: list[int | str]) -> None:
    def is_clear(parts: list[int | str]) -> bool:
        return all("\x1f" not in str(part) for part in parts)

    if [str(part) for part in one] != [str(part) for part in other] and is_clear(one) and is_clear(other):
        assert derived_id("svar", *one) != derived_id("svar", *other)


def test_the_table_is_part_of_the_key() -> None:
    assert derived_id("svar", 1, "a") != derived_id("vurdering", 1, "a")
