"""The merge: what two machines say of one row, field group by field group."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from konsulent_core.entities import Besoeg, Record, Udsagn, Vurdering, field_names, group_of
from konsulent_core.merge import Clash, Edit, Merged, RowState, Value, merge

BORN, KNOWN, NEWS = 1, 5, 9


def row(values: Mapping[str, Value], unseen: tuple[str, ...] = ()) -> RowState:
    """A row of which the editor has seen all but the ``unseen`` fields' present values."""
    return RowState({"slettet": 0, **values}, BORN, dict.fromkeys(unseen, NEWS))


def run(state: RowState, base: Mapping[str, Value], new: Mapping[str, Value], kind: type[Record] = Udsagn) -> Merged:
    return merge(kind, state, Edit(base, new), lambda rev: rev <= KNOWN)


def test_untouched_by_others_it_is_taken() -> None:
    assert run(row({"tekst": "a"}), {"tekst": "a"}, {"tekst": "b"}) == Merged({"tekst": "b"}, ())


def test_the_same_value_is_no_clash() -> None:
    assert run(row({"tekst": "b"}, ("tekst",)), {"tekst": "a"}, {"tekst": "b"}) == Merged({}, ())


def test_changed_differently_the_servers_value_stays_and_all_three_are_kept() -> None:
    merged = run(row({"tekst": "c"}, ("tekst",)), {"tekst": "a"}, {"tekst": "b"})
    assert merged == Merged({}, (Clash({"tekst": "a"}, {"tekst": "b"}, {"tekst": "c"}),))


def test_another_field_of_the_row_does_not_matter() -> None:
    assert run(row({"tekst": "a", "person": "Bo"}, ("person",)), {"tekst": "a"}, {"tekst": "b"}).clashes == ()


def test_changed_and_changed_back_by_another_is_untouched() -> None:
    assert run(row({"tekst": "a"}, ("tekst",)), {"tekst": "a"}, {"tekst": "b"}).taken == {"tekst": "b"}


def test_an_unknown_base_is_taken_over_what_was_seen_and_clashes_with_what_was_not() -> None:
    assert run(row({"tekst": "a"}), {}, {"tekst": "b"}).taken == {"tekst": "b"}
    merged = run(row({"tekst": "a"}, ("tekst",)), {}, {"tekst": "b"})
    assert merged.clashes == (Clash({}, {"tekst": "b"}, {"tekst": "a"}),)


def test_half_a_group_is_never_taken() -> None:
    state = row({"trin": 4, "retning": None, "ikke_droeftet": None}, ("trin",))
    mine: dict[str, Value] = {"trin": 3, "retning": "lidt_frem", "ikke_droeftet": None}
    merged = run(state, {"trin": 3, "retning": None, "ikke_droeftet": None}, mine, Vurdering)
    assert merged.taken == {}
    assert [clash.mine for clash in merged.clashes] == [mine]


def test_each_group_is_judged_by_itself() -> None:
    state = row({"sted": "Netto", "naeste_dato": None, "naeste_tid": None, "naeste_grund": None}, ("sted",))
    base = {"sted": None, "naeste_dato": None, "naeste_tid": None, "naeste_grund": None}
    merged = run(state, base, {**base, "sted": "Brugsen", "naeste_dato": "2026-04-01"}, Besoeg)
    assert merged.taken["naeste_dato"] == "2026-04-01"
    assert [clash.mine for clash in merged.clashes] == [{"sted": "Brugsen"}]


def test_a_deletion_of_what_was_seen_is_taken() -> None:
    assert run(row({"tekst": "a"}), {"slettet": 0}, {"slettet": 1}).taken == {"slettet": 1}


def test_a_deletion_of_what_another_changed_is_a_clash_and_nothing_is_deleted() -> None:
    merged = run(row({"tekst": "b"}, ("tekst",)), {"slettet": 0}, {"slettet": 1})
    assert merged == Merged({}, (Clash({"slettet": 0}, {"slettet": 1}, {"slettet": 0, "tekst": "b"}),))


def test_a_deletion_takes_whole_groups_into_its_clash() -> None:
    state = row({"trin": 4, "retning": "op", "ikke_droeftet": None}, ("trin",))
    base: dict[str, Value] = {"slettet": 0, "trin": 3, "retning": "op", "ikke_droeftet": None}
    merged = run(state, base, {**base, "slettet": 1, "retning": "ned"}, Vurdering)
    assert merged.taken == {}
    assert [set(clash.mine) for clash in merged.clashes] == [{"slettet", "trin", "retning", "ikke_droeftet"}]


def test_an_edit_of_what_another_deleted_is_a_clash() -> None:
    merged = run(RowState({"slettet": 1, "tekst": "a"}, BORN, {"slettet": NEWS}), {"tekst": "a"}, {"tekst": "b"})
    expected = Clash({"tekst": "a", "slettet": 0}, {"tekst": "b", "slettet": 0}, {"tekst": "a", "slettet": 1})
    assert merged == Merged({}, (expected,))


def test_an_edit_of_what_one_knows_is_deleted_is_taken() -> None:
    assert run(RowState({"slettet": 1, "tekst": "a"}, BORN, {}), {"tekst": "a"}, {"tekst": "b"}).taken == {"tekst": "b"}


def test_two_deletions_agree_whatever_was_edited_before() -> None:
    state = RowState({"slettet": 1, "tekst": "a"}, BORN, {"slettet": NEWS})
    merged = run(state, {"slettet": 0, "tekst": "a"}, {"slettet": 1, "tekst": "b"})
    assert merged == Merged({"tekst": "b"}, ())


# Whatever is said

NAMES = field_names(Vurdering)
VALUES: st.SearchStrategy[Value] = st.one_of(st.none(), st.integers(0, 2), st.sampled_from(["x", "y"]))
ROWS = st.fixed_dictionaries({name: VALUES if name != "slettet" else st.integers(0, 1) for name in NAMES})
REVS = st.dictionaries(st.sampled_from(NAMES), st.sampled_from([BORN, KNOWN, NEWS]))


@st.composite
def edits(draw: st.DrawFn) -> Edit:
    groups = draw(st.lists(st.sampled_from(NAMES), min_size=1))
    touched = sorted({member for name in groups for member in group_of(Vurdering, name)})
    values, base = draw(ROWS), draw(ROWS)
    known = draw(st.booleans())
    return Edit({f: base[f] for f in touched} if known else {}, {f: values[f] for f in touched})


STATES = st.builds(RowState, ROWS, st.just(BORN), REVS)


def after(state: RowState, merged: Merged) -> dict[str, Value]:
    return {**state.values, **merged.taken}


@given(STATES, edits())
def test_every_value_is_taken_there_already_or_in_a_clash(state: RowState, edit: Edit) -> None:
    merged = merge(Vurdering, state, edit, lambda rev: rev <= KNOWN)
    clashed = {(f, v) for clash in merged.clashes for f, v in clash.mine.items()}
    now = after(state, merged)
    assert all(now[f] == v or (f, v) in clashed for f, v in edit.new.items())


@given(STATES, edits())
def test_what_the_editor_had_not_seen_is_never_written_over(state: RowState, edit: Edit) -> None:
    merged = merge(Vurdering, state, edit, lambda rev: rev <= KNOWN)
    for name, value in merged.taken.items():
        seen = state.rev(name) <= KNOWN or edit.base.get(name, object()) == state.values[name]
        assert seen or value == state.values[name]


@given(STATES, edits())
def test_a_clash_has_two_sides_and_leaves_the_servers(state: RowState, edit: Edit) -> None:
    merged = merge(Vurdering, state, edit, lambda rev: rev <= KNOWN)
    for clash in merged.clashes:
        assert clash.mine != clash.theirs
        assert all(after(state, merged)[f] == v for f, v in clash.theirs.items())


@given(STATES, edits())
def test_a_group_is_taken_whole_or_not_at_all(state: RowState, edit: Edit) -> None:
    merged = merge(Vurdering, state, edit, lambda rev: rev <= KNOWN)
    for group in Vurdering.grupper:
        taken = group & merged.taken.keys()
        assert not taken or taken == group & edit.new.keys()


@given(STATES, edits())
def test_one_who_has_seen_everything_gets_everything(state: RowState, edit: Edit) -> None:
    merged = merge(Vurdering, state, edit, lambda _rev: True)
    assert merged.clashes == ()
    assert after(state, merged) == {**state.values, **edit.new}


@given(STATES, edits())
def test_a_merge_done_again_changes_nothing(state: RowState, edit: Edit) -> None:
    merged = merge(Vurdering, state, edit, lambda rev: rev <= KNOWN)
    second = RowState(after(state, merged), state.born, {**state.revs, **dict.fromkeys(merged.taken, KNOWN)})
    again = merge(Vurdering, second, edit, lambda rev: rev <= KNOWN)
    assert after(second, again) == after(state, merged)
