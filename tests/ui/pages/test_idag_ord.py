"""The day in words."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from konsulent_app.store.idag import BesoegIDag, EgenAftale, IDag, NaesteDag, SagIDag
from konsulent_app.store.sager import SagLinje
from konsulent_app.ui.pages import idag_ord
from konsulent_core.entities import Aftale, Kontaktperson
from konsulent_core.rhythm import Forfald, Gruppe

I_DAG = date(2026, 3, 12)
TOM = IDag(dato=I_DAG, sager=3, besoegt=0, besoeg=(), forfaldne=(), bekymring=(), egne=(), naeste=None)


def sag(tid: str | None = "10.00", virksomhed: str = "Nordlager A/S", *, over: int = 0) -> SagIDag:
    linje = SagLinje(
        sag=1,
        navn="Katrine Holm",
        virksomhed=virksomhed,
        opgave="",
        bekymring=True,
        timer=16.0,
        timer_til=None,
        loentimer=8.0,
        sidst=date(2026, 2, 12),
        naeste_tid=tid,
        forfald=Forfald(dato=I_DAG, aftalt=True, gruppe=Gruppe.I_DAG, dage_over=over),
        kladde=None,
    )
    return SagIDag(linje=linje, telefon="20 30 40 02", kontakt=None, mentor=None, talt=date(2026, 3, 5))


def besoeg(tid: str | None = "10.00", virksomhed: str = "Nordlager A/S") -> BesoegIDag:
    return BesoegIDag(sag=sag(tid, virksomhed), adresse="Egeskovvej 12, Horsens", nummer=7, aftaler=())


def egen(days: int | None, *, gjort: bool = False) -> EgenAftale:
    senest = None if days is None else (I_DAG + timedelta(days=days)).isoformat()
    return EgenAftale(aftale=Aftale(id=1, scope=1, hvad="Ringe", senest=senest, gjort=gjort), navn="Katrine Holm")


@pytest.mark.parametrize(
    ("visits", "besoegt", "words"),
    [
        ([besoeg()] * 4, 0, "Fire besøg i dag. Det første er kl. 10.00 hos Nordlager."),
        ([besoeg()] * 13, 0, "13 besøg i dag. Det første er kl. 10.00 hos Nordlager."),
        ([besoeg()], 0, "Ét besøg i dag, kl. 10.00 hos Nordlager."),
        ([besoeg("13.15", "Tekst & Tone ApS"), besoeg()], 2,
         "To besøg tilbage i dag. Det næste er kl. 13.15 hos Tekst & Tone."),
        ([besoeg()], 1, "Ét besøg tilbage i dag, kl. 10.00 hos Nordlager."),
        ([besoeg(None), besoeg()], 0, "To besøg i dag. Det første er hos Nordlager."),
        ([besoeg("10.00", ""), besoeg()], 0, "To besøg i dag. Det første er kl. 10.00."),
        ([besoeg(None, "")], 0, "Ét besøg i dag."),
        ([besoeg(None, ""), besoeg()], 0, "To besøg i dag."),
        ([], 0, "Ingen besøg i dag."),
        ([], 3, "Ingen flere besøg i dag."),
    ],
)  # fmt: skip
def test_the_headline_says_how_many_and_where_the_next_one_is(
    visits: list[BesoegIDag], besoegt: int, words: str
) -> None:
    assert idag_ord.overskrift(replace(TOM, besoeg=tuple(visits), besoegt=besoegt)) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([], ""),
        ([None, 3], ""),
        ([0], "Én af dine egne aftaler har frist i dag."),
        ([0, 0], "To af dine egne aftaler har frist i dag."),
        ([-1], "Én af dine egne aftaler er 1 dag over."),
        ([-1, -4], "To af dine egne aftaler er over tiden."),
        ([0, 0, -1], "Af dine egne aftaler har to frist i dag, og én er 1 dag over."),
        ([0, -2, -9], "Af dine egne aftaler har én frist i dag, og to er over tiden."),
    ],
)
def test_own_aftaler_are_told_of_when_they_are_due_or_late(days: list[int | None], words: str) -> None:
    assert idag_ord.underlinje(replace(TOM, egne=tuple(egen(d) for d in days))) == words


def test_what_is_done_is_neither_due_nor_late() -> None:
    assert idag_ord.underlinje(replace(TOM, egne=(egen(0, gjort=True), egen(-1, gjort=True)))) == ""
    assert idag_ord.frist_ord(egen(-1, gjort=True), I_DAG) == idag_ord.Frist("gjort", over=False)


def test_the_overdue_are_counted_once_on_the_page() -> None:
    with_visits = replace(TOM, besoeg=(besoeg(),), forfaldne=(sag(over=2),) * 6)
    assert idag_ord.underlinje(with_visits) == "6 sager er forfaldne."
    without = replace(with_visits, besoeg=())
    assert idag_ord.underlinje(without) == ""
    assert idag_ord.tom_ord(without) == "Ingen besøg i dag. 6 sager er forfaldne."
    assert idag_ord.tom_ord(replace(without, forfaldne=(sag(),))) == "Ingen besøg i dag. 1 sag er forfalden."
    assert idag_ord.tom_ord(TOM) == "Ingen besøg i dag."


@pytest.mark.parametrize(
    ("days", "words", "over"),
    [(0, "i dag", False), (-1, "1 dag over", True), (8, "senest 20.03.2026", False), (None, "", False)],
)
def test_an_aftale_says_when_it_is_due(days: int | None, words: str, over: bool) -> None:
    assert idag_ord.frist_ord(egen(days), I_DAG) == idag_ord.Frist(words, over)


def test_a_visit_is_read_aloud_as_a_sentence() -> None:
    assert idag_ord.besoeg_ord(besoeg()) == (
        "kl. 10.00, Katrine Holm, bekymringssag, besøg 7, Nordlager A/S, Egeskovvej 12, Horsens"
    )


def test_a_visit_that_has_begun_is_gone_on_with() -> None:
    one = besoeg()
    begun = replace(one, sag=replace(one.sag, linje=replace(one.sag.linje, kladde=5)))
    assert (idag_ord.start_ord(one), idag_ord.start_ord(begun)) == ("Start besøg", "Fortsæt besøg")
    assert idag_ord.nummer_ord(begun) == "besøg 7 er begyndt"


def test_a_row_says_how_late_and_when_there_was_last_a_word() -> None:
    assert [idag_ord.over_ord(sag(over=n)) for n in (1, 9)] == ["1 dag over", "9 dage over"]
    assert idag_ord.talt_ord(sag()) == "Nordlager A/S  ·  talt sidst 05.03."
    assert idag_ord.talt_ord(replace(sag(virksomhed=""), talt=None)) == "ingen praktik lige nu  ·  ikke talt endnu"


def test_the_company_is_called_before_the_borger() -> None:
    lone = Kontaktperson(id=1, scope=9, navn="Lone Bach", rolle="lagerchef", telefon="75 61 00 42")
    with_lone = replace(sag(), kontakt=lone, mentor=lone)
    assert [n.telefon for n in idag_ord.numre(with_lone)] == ["75 61 00 42", "20 30 40 02"]
    assert idag_ord.ring_ord(idag_ord.numre(with_lone)) == "Ring til Lone"
    assert idag_ord.ring_ord(idag_ord.numre(sag())) == "Ring til Katrine"


@pytest.mark.parametrize(
    ("days", "tid", "virksomhed", "words"),
    [
        (1, "8.30", "Juelsbro Brugs", ("I morgen: 3 besøg", "Første kl. 8.30 hos Juelsbro Brugs")),
        (1, None, "Juelsbro Brugs", ("I morgen: 3 besøg", "Første hos Juelsbro Brugs")),
        (4, "8.30", "", ("Man. 16.03.: 3 besøg", "Første kl. 8.30")),
        (4, None, "", ("Man. 16.03.: 3 besøg", "")),
    ],
)
def test_the_next_day_is_named(days: int, tid: str | None, virksomhed: str, words: tuple[str, str]) -> None:
    dag = NaesteDag(dato=I_DAG + timedelta(days=days), antal=3, tid=tid, virksomhed=virksomhed)
    assert (idag_ord.naeste_titel(dag, I_DAG), idag_ord.naeste_linje(dag)) == words
