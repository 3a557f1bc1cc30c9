"""A word of its own in every field: each paper and export holds what its readers are to have, and nothing else."""

from collections.abc import Callable
from functools import cache

import pytest

from konsulent_core import entities as e
from konsulent_core.words import Fremmoede
from tests.audience.krav import AFBUD, KRAV, TRIN, judge
from tests.audience.kredse import ERKLAERET, Kreds
from tests.audience.lager import Lager, Variant, plant
from tests.audience.papirer import UDGAVER, VENTER, Udgave

ONE_KIND = (Fremmoede.SYGDOM, Fremmoede.SYGDOM, Fremmoede.SYGDOM)
VARIANTER = {AFBUD: Variant(afbud=ONE_KIND), TRIN: Variant(trin=(2, 4, 5)), "": Variant()}
PAPER = pytest.mark.parametrize("udgave", UDGAVER, ids=lambda one: one.navn)

Read = Callable[[Udgave, str], str]


@pytest.fixture(scope="module")
def lager(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Lager]:
    """The store in one of its variants, made once."""

    @cache
    def make(variant: str) -> Lager:
        return plant(tmp_path_factory.mktemp(f"lager_{variant}"), VARIANTER[variant])

    return make


@pytest.fixture(scope="module")
def read(lager: Callable[[str], Lager]) -> Read:
    """A paper's words in one of the stores."""
    return cache(lambda udgave, variant: udgave.tekst(lager(variant)))


@PAPER
def test_a_paper_holds_what_its_readers_are_to_have_and_nothing_else(
    udgave: Udgave, lager: Callable[[str], Lager], read: Read
) -> None:
    fejl = judge(KRAV[udgave.navn], lager("").ordbog, read(udgave, ""))
    assert not fejl.maa_ikke, f"{udgave.navn} holds what it must not"
    assert not fejl.mangler, f"{udgave.navn} lacks what it must hold"


@PAPER
@pytest.mark.parametrize("what", [AFBUD, TRIN])
def test_who_may_not_know_cannot_tell_two_stores_apart(udgave: Udgave, what: str, read: Read) -> None:
    krav = KRAV[udgave.navn]
    if what in krav.blind:
        assert read(udgave, what) == read(udgave, "")
    if what in krav.ser:
        assert read(udgave, what) != read(udgave, "")


def test_every_paper_of_the_law_is_made_or_said_to_be_waiting() -> None:
    made = {udgave.navn for udgave in UDGAVER}
    assert len(made) == len(UDGAVER)
    assert made | VENTER == set(KRAV)
    assert not made & VENTER, "it is made: take it out of VENTER"


def test_every_field_of_every_record_has_an_audience() -> None:
    fields = {(r.tabel, name) for r in e.ENTITIES for name in e.field_names(r) if name != "slettet"}
    assert fields - ERKLAERET.keys() == set(), "say in tests/audience/kredse.py who may see it"
    assert ERKLAERET.keys() - fields == set()
    no_words = {
        key for key, one in ERKLAERET.items() if one.ord and e.field_types(e.BY_TABEL[key[0]])[key[1]] is not str
    }
    assert no_words == set(), "only a text can hold a word"


def test_every_word_really_stands_in_the_store(lager: Callable[[str], Lager]) -> None:
    planted = lager("")
    with planted.database.reading() as tx:
        stored = " ".join(
            str(row) for r in e.ENTITIES for row in tx.conn.exec_driver_sql(f'SELECT * FROM "{r.tabel}"').all()
        )
    told_by_the_skema = {key for key in planted.ordbog.pladser if "#fag" in key or "#jeg" in key}
    valg = {key for key in planted.ordbog.pladser if "/" in key and "#" not in key}
    missing = set(planted.ordbog.pladser) - planted.ordbog.findes(stored) - told_by_the_skema - valg
    assert missing == set()
    declared = {f"{t}.{f}" for (t, f), one in ERKLAERET.items() if one.ord and one.kreds is not Kreds.SKEMA}
    assert declared - planted.ordbog.pladser.keys() == set()
    with planted.database.reading() as tx:
        empty = [r.tabel for r in e.ENTITIES if not tx.conn.exec_driver_sql(f'SELECT 1 FROM "{r.tabel}"').first()]
    assert empty == []


def test_a_word_is_found_however_it_is_broken(lager: Callable[[str], Lager]) -> None:
    ordbog = lager("").ordbog
    word = ordbog.pladser["borger.fornavn"].ord
    assert ordbog.findes(f"xx{word[:2]}\r\n {word[2:].upper()}yy") == {"borger.fornavn"}
    assert ordbog.findes("010180-1235".replace("-", "")) == {"borger.cpr"}
    assert ordbog.findes("Katrine Holm, 12 timer") == set()
