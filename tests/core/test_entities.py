"""The records: what sync reads from them holds together."""

import pytest

from konsulent_core.entities import (
    BY_TABEL,
    ENTITIES,
    Besoeg,
    Konflikt,
    Record,
    Udsagn,
    Vurdering,
    field_names,
    field_types,
    group_of,
)
from konsulent_server.shapes import are_names

each = pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.tabel)


def test_every_record_has_a_table_of_its_own() -> None:
    assert len(BY_TABEL) == len(ENTITIES)
    assert all(BY_TABEL[entity.tabel] is entity for entity in ENTITIES)


@each
def test_a_record_is_born_with_an_id_and_a_scope_alone(entity: type[Record]) -> None:
    made = entity(id=1, scope=2)
    assert made.slettet is False
    assert all(getattr(made, name) is None for name in field_names(entity) if name != "slettet")


@each
def test_a_field_holds_one_plain_type(entity: type[Record]) -> None:
    types = field_types(entity)
    assert tuple(types) == field_names(entity)
    assert set(types.values()) <= {str, int, float, bool}


@each
def test_groups_and_keys_are_made_of_fields_and_no_field_is_in_two_groups(entity: type[Record]) -> None:
    names = set(field_names(entity))
    grouped = [name for group in entity.grupper for name in group]
    assert set(grouped) <= names
    assert len(grouped) == len(set(grouped))
    assert set(entity.noegle) <= names | {"scope"}
    assert not set(entity.noegle) & set(grouped), "a key is no answer that could clash"
    assert all(len(group) > 1 for group in entity.grupper)
    assert "slettet" not in grouped


@each
def test_what_a_lock_covers_says_which_besoeg_it_is_of(entity: type[Record]) -> None:
    assert not entity.under_besoeg or entity is Besoeg or "besoeg" in field_names(entity)


@each
def test_the_server_takes_the_names(entity: type[Record]) -> None:
    assert are_names(entity.tabel, field_names(entity))


def test_fields_that_mean_nothing_apart_merge_as_one() -> None:
    assert group_of(Vurdering, "trin") == {"trin", "retning", "ikke_droeftet"}
    assert group_of(Besoeg, "naeste_grund") == {"naeste_dato", "naeste_tid", "naeste_grund"}
    assert group_of(Konflikt, "valgt") == {"tilstand", "valgt"}
    assert group_of(Udsagn, "tekst") == {"tekst"}
