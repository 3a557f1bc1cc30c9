"""What may be chosen on a day comes from the lists; what was chosen keeps its words."""

from dataclasses import replace
from datetime import date

import pytest

from konsulent_app.app.opened import load_lister, load_skemaer
from konsulent_core.lister import FILER, ListeFejl, Post, offered, parse_liste, titel_af
from konsulent_core.skema import faste
from konsulent_core.words import Formaal, Resultat
from tests.sample import RESOURCES

I_DAG = date(2026, 3, 12)


def test_every_known_key_stands_in_its_list_and_what_has_none_is_kept_as_words() -> None:
    lister = load_lister(RESOURCES)
    assert {post.vaerdi for post in lister.formaal} >= set(Formaal)
    assert {post.vaerdi for post in lister.resultater} >= set(Resultat)
    assert "Ressourceforløbsydelse" in {post.vaerdi for post in lister.ydelser}
    assert len(FILER) == 4


def test_the_lists_hold_what_the_published_skema_asks_and_serve_its_felter() -> None:
    lister, skema = load_lister(RESOURCES), load_skemaer(RESOURCES)["afslutning.v1"]
    for key in (faste.RESULTAT, faste.AFBRUDT_AARSAG):
        felt = skema.felt(key)
        posts = lister.for_felt(felt)
        assert [(post.vaerdi, post.titel) for post in posts] == [(v.noegle, v.titel) for v in felt.valg]
    assert lister.for_felt(skema.felt(faste.AFBRUDT_AF)) == ()


def test_a_skema_with_choices_of_its_own_keeps_them() -> None:
    lister, skema = load_lister(RESOURCES), load_skemaer(RESOURCES)["afslutning.v1"]
    felt = skema.felt(faste.RESULTAT)
    own = replace(felt, valg=(*felt.valg, replace(felt.valg[0], noegle="vores_eget")))
    assert lister.for_felt(own) == ()


def test_a_choice_is_offered_in_its_time_and_keeps_its_words_after_it() -> None:
    posts = (
        Post(titel="Gammelt", til=date(2025, 12, 31)),
        Post(titel="Rekruttering", noegle="rekruttering"),
        Post(titel="Nyt", fra=date(2027, 1, 1)),
    )
    assert [post.titel for post in offered(posts, I_DAG)] == ["Rekruttering"]
    assert titel_af(posts, "rekruttering") == "Rekruttering"
    assert titel_af(posts, "Gammelt") == "Gammelt"
    assert titel_af(posts, "ukendt") == "ukendt"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('[[t]]\ntitel="a"\nnoegle="c"', "x.toml: t[0].noegle must be one of a, b"),
        ('[[t]]\ntitel="a"\nandet=1', "x.toml: t[0].andet is not known"),
    ],
)
def test_a_key_that_code_does_not_know_is_refused(text: str, where: str) -> None:
    with pytest.raises(ListeFejl) as told:
        parse_liste("x.toml", text, "t", ("b", "a"))
    assert str(told.value) == where


def test_a_list_without_keys_takes_none() -> None:
    with pytest.raises(ListeFejl):
        parse_liste("x.toml", '[[t]]\ntitel="a"\nnoegle="a"', "t")
