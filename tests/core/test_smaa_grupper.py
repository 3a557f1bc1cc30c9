"""A small group cannot be read from figures that leave the team, nor reckoned from their sum."""

from hypothesis import given
from hypothesis import strategies as st

from konsulent_core.smaa_grupper import MINDST, hide_part, hide_small, hide_tables

CELLS = st.lists(st.integers(0, 12), min_size=1, max_size=6)


@given(CELLS)
def test_a_hidden_cell_could_always_have_been_another(celler: list[int]) -> None:
    shown, total = hide_small(celler)
    hidden = [place for place, antal in enumerate(shown) if antal is None]
    if not hidden or total is None:
        return
    rest = total - sum(antal for antal in shown if antal is not None)
    # nobody is told openly, so each hidden cell holds at least one: any of them could be 1, or all that is left over
    assert rest - (len(hidden) - 1) > 1
    assert len(hidden) > 1


@given(CELLS)
def test_no_small_group_is_told_and_nobody_is_no_group(celler: list[int]) -> None:
    shown, total = hide_small(celler)
    for antal, told in zip(celler, shown, strict=True):
        assert told is None or (told == antal and (told == 0 or told >= MINDST))
    assert total is None or total == sum(celler)
    assert total is None or total == 0 or total >= MINDST


def test_the_next_smallest_goes_with_a_single_hidden_cell() -> None:
    assert hide_small((3, 9, 6, 0)) == ((None, 9, None, 0), 18)
    assert hide_small((8, 9)) == ((8, 9), 17)


def test_two_that_are_hardly_anybody_together_are_not_enough() -> None:
    assert hide_small((1, 1, 7, 9)) == ((None, None, None, 9), 18)


def test_where_each_hidden_cell_can_only_be_one_the_sum_is_not_told_either() -> None:
    assert hide_small((1, 1, 1, 1, 1)) == ((None,) * 5, None)
    assert hide_small((3, 0)) == ((None, None), None)


def test_a_sum_that_one_table_hides_is_not_told_by_another() -> None:
    assert hide_tables((((1, 1, 1, 1, 1), None), ((5, 0), None))) == (((None,) * 5, (None, None)), None)
    assert hide_tables((((6, 5), None), ((11, 0), None))) == (((6, 5), (11, 0)), 11)


def test_those_who_are_not_counted_are_a_group_as_well() -> None:
    assert hide_part(18, 47) == 18
    assert hide_part(3, 47) is None
    assert hide_part(45, 47) is None
    assert hide_part(47, 47) == 47


def test_many_counts_of_few_persons_are_a_small_group() -> None:
    assert hide_small((9, 6), ({1, 2}, {3, 4, 5, 6, 7})) == ((None, None), 15)
    assert hide_small((9, 6), ({1, 2}, {2, 3})) == ((None, None), None)
    assert hide_small((9, 6), (set(range(9)), set(range(6)))) == ((9, 6), 15)
    # what the sum leaves for the two hidden cells is of three persons only: the next goes with them
    assert hide_small((9, 6, 7), ({1, 2}, {3}, {4, 5, 6, 7, 8})) == ((None, None, None), 22)
