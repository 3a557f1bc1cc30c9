"""A picture that is sent tells of no health, no surname, no number of a person or sag, no phone but the konsulent's."""

from dataclasses import replace
from datetime import date

import pytest

from konsulent_core.aftaleark.blad import Aftaleark, AftaleLinje, Godt, GodtArt, Igen
from konsulent_core.aftaleark.sendes import as_sent
from tests.app.pdf import samples

BASE = Aftaleark(
    fornavn="Katrine",
    sted="Nordlager",
    dag=date(2019, 2, 20),
    godt=(),
    timer=None,
    aftaler=(),
    flere=0,
    igen=Igen(dato=None, kl="", grund="Katrine er indlagt"),
    konsulent="Mette",
    telefon="12 34 56 78",
    konflikter=2,
)
KATRINE = samples.katrine()


def aftale(hvad: str, hvem: str = "Du") -> AftaleLinje:
    return AftaleLinje(hvem=hvem, hvad=hvad, naar="")


@pytest.mark.parametrize(
    "hvad",
    [
        "Ringer til vagten inden kl. 8 ved dårlig nat",
        "Skriver smerter ned fra 0 til 10",
        "Fortæller lægen om de tre uger",
        "Taler med psykologen",
        "Får ro, når angsten kommer",
        "Husker Medicin",
        "Sygemelder sig før kl. 8",
        "Ringer til Vestergaard",
        "Sender til Lone Bachs chef",
        "Ringer på 98 76 54 32",
        "Skriver til lone@nordlager.example",
        "Finder sag 18/0412",
        "Har cpr 010178-5555",
    ],
)
def test_an_aftale_that_may_not_be_sent_is_counted_and_not_told(hvad: str) -> None:
    sent = as_sent(replace(BASE, aftaler=(aftale("Siger til Lone"), aftale(hvad))), KATRINE)
    assert [a.hvad for a in sent.aftaler] == ["Siger til Lone"]
    assert sent.flere == 1


@pytest.mark.parametrize(
    "hvad",
    [
        "Ringer hver mandag",
        "Sender rapporten, så Katrine kan læse den før mødet",
        "Skriver under på 10 løntimer fra 1. marts",
        "Undersøger hæve-sænke-bord til pakkelinjen",
        "Prøver 3 timer tirsdag og torsdag",
        "Cykler til Nordlager",
    ],
)
def test_what_has_nothing_of_it_is_sent(hvad: str) -> None:
    assert as_sent(replace(BASE, aftaler=(aftale(hvad),)), KATRINE).aftaler == (aftale(hvad),)


def test_no_judgement_no_absence_no_hensyn_no_reason_and_no_konflikt_is_sent() -> None:
    godt = tuple(Godt(art, f"Om {art.value}.") for art in GodtArt)
    sent = as_sent(replace(BASE, godt=(*godt, Godt(GodtArt.OPGAVE, "Du henter selv medicin."))), KATRINE)
    assert [g.tekst for g in sent.godt] == ["Om opgave.", "Om timer.", "Om loen.", "Om aftaler."]
    assert sent.igen == Igen(dato=None, kl="", grund="")
    assert sent.konflikter == 0
    assert sent.telefon == "12 34 56 78"


def test_a_place_whose_name_tells_of_health_is_not_named() -> None:
    assert as_sent(replace(BASE, sted="Lægehuset"), KATRINE).sted == ""
    assert as_sent(BASE, KATRINE).sted == "Nordlager"
