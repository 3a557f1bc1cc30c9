"""A konflikt in words."""

import pytest

from konsulent_app.ui.pages.konflikt_ord import Stykke, begge, besoeg_ord, kun_hos, sammenlign, tid_ord, vaerdi_ord
from konsulent_core.merge import Value

MIN = "To sene afbud i uge 6. Katrine ringer fremover inden kl. 7. Lone har givet sit mobilnummer."
SERVER = "To sene afbud i uge 6 på grund af søvn. Aftalt samtale med egen læge 19.02."


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"trin": 3, "retning": "lidt_frem", "ikke_droeftet": 0}, "Trin 3, lidt frem"),
        ({"trin": 4, "retning": None, "ikke_droeftet": 0}, "Trin 4"),
        ({"trin": None, "retning": None, "ikke_droeftet": 1}, "Ikke drøftet"),
        ({"naeste_dato": "2026-03-19", "naeste_tid": "10.00", "naeste_grund": None}, "19.03.2026 kl. 10.00"),
        ({"naeste_dato": None, "naeste_tid": None, "naeste_grund": "Indlagt"}, "Ingen dato: Indlagt"),
        ({"timer": 12.0, "timer_til": 15.0, "loentimer": 2.0, "moenster": None}, "12–15 timer, heraf 2 med løn"),
        ({"start": "2026-03-04", "slut": "2026-06-30"}, "start 04.03.2026, slut 30.06.2026"),
        ({"ma": "foer_tid:1.5"}, "Gik før tid 1,5 t"),
        ({"virkning": "delvist"}, "Virker delvist"),
        ({"tekst": "andet"}, "andet"),
        ({"hvad": "sygdom: ring til Lone"}, "sygdom: ring til Lone"),
        ({"gjort": 1, "gjort_dato": "2026-03-01"}, "Ja"),
        ({"bekymring": 1, "bekymring_grund": "Kommer ikke"}, "Bekymringssag: Kommer ikke"),
        (
            {"gruppe": "afventer", "gruppe_grund": "operation", "gruppe_igen": "2026-04-07"},
            "Afventer: operation, se igen 07.04.2026",
        ),
        ({"gruppe": "klar_nu", "gruppe_grund": None, "gruppe_igen": None}, "Klar nu"),
        ({"gruppe": None, "gruppe_grund": None, "gruppe_igen": None}, "Ikke vurderet"),
        ({"andel": 0.5}, "50 %"),
        ({"slettet": 1, "tekst": "væk"}, "Slettet"),
        ({"telefon": None}, "(tomt)"),
        ({"resultat": "andet"}, "Andet"),
        (
            {"afbrudt": 1, "afbrudt_aarsag": "Sygdom", "afbrudt_af": "virksomhed"},
            "afbrudt ja, årsag Sygdom, stoppet af virksomheden",
        ),
    ],
)
def test_a_value_is_told_as_a_person_says_it(values: dict[str, Value], words: str) -> None:
    assert vaerdi_ord(values) == words


def test_what_only_one_side_has_is_found_in_whole_stretches() -> None:
    mine, server = sammenlign(MIN, SERVER)
    assert "".join(s.tekst for s in mine) == MIN
    assert "".join(s.tekst for s in server) == SERVER
    assert Stykke("Katrine ringer fremover inden kl. 7. Lone har givet sit mobilnummer.", "min") in [
        Stykke(s.tekst.strip(), s.kun) for s in mine
    ]


def test_both_in_one_says_everything_once_and_mine_first() -> None:
    assert begge(MIN, SERVER) == (
        "To sene afbud i uge 6 på grund af søvn. Katrine ringer fremover inden kl. 7. "
        "Lone har givet sit mobilnummer. Aftalt samtale med egen læge 19.02."
    )


@pytest.mark.parametrize(
    ("mine", "server"),
    [
        ("Alt vel.", "Intet at bemærke."),
        ("Uge 7 gik godt. Kom inden kl. 7.", "Uge 8 gik godt. Kom kl. 9."),
        ("En linje\nto linjer", "En linje\ntre linjer"),
        ("", "Kun her"),
        ("Mødt hver dag. Mødt hver dag.", "Mødt hver dag, undtagen tirsdag."),
    ],
)
def test_no_word_of_either_side_is_lost(mine: str, server: str) -> None:
    words = begge(mine, server).replace(".", " ").replace(",", " ").split()
    for text in (mine, server):
        for word in text.replace(".", " ").replace(",", " ").split():
            assert word in words


def test_a_third_text_shows_whose_words_it_took() -> None:
    pieces = kun_hos(begge(MIN, SERVER), MIN, SERVER)
    assert {s.kun for s in pieces} == {"", "min", "server"}
    assert "".join(s.tekst for s in pieces) == begge(MIN, SERVER)


def test_time_is_told_as_the_clock_in_denmark_shows_it() -> None:
    assert tid_ord("2026-02-12T09:58:00.000Z") == "12.02.2026 kl. 10.58"
    assert tid_ord("") == ""


def test_the_besoeg_is_told_in_danish() -> None:
    assert besoeg_ord("opfoelgning 2026-02-12", {"opfoelgning": "Opfølgning"}) == "opfølgning 12.02.2026"
    assert besoeg_ord("", {}) == ""
