"""Every field of every record has been thought of: whether it is an id, what it is called, where it stands on paper."""

from konsulent_core.entities import ENTITIES, field_names
from konsulent_core.udlevering.felter import HVILKEN, undecided
from konsulent_core.udlevering.kolonner import FAKTA, TABELLER, TEKNISK, UDELADT
from konsulent_core.udlevering.ord import KILDER, unnamed


def test_every_whole_number_is_known_as_an_id_or_a_count() -> None:
    assert undecided() == set()


def test_every_field_has_a_word() -> None:
    assert {entity.tabel: unnamed(entity) for entity in ENTITIES if unnamed(entity)} == {}
    assert {entity.tabel for entity in ENTITIES} == set(KILDER)


def test_every_kind_stands_on_paper_once_with_all_its_fields() -> None:
    kinds = [*FAKTA, *TABELLER, *UDELADT]
    assert sorted(kinds) == sorted(entity.tabel for entity in ENTITIES)
    for entity in ENTITIES:
        if entity.tabel in TABELLER:
            shown = {felt for celle in TABELLER[entity.tabel] for felt in celle.felter}
            assert set(field_names(entity)) - TEKNISK - {HVILKEN} == shown - {HVILKEN}, entity.tabel
