"""The kinds of report are data: both exist from the start, and what is wrong in a file is told with its key path."""

import pytest

from konsulent_core.entities import Rapport
from konsulent_core.rapport.art import ALTID, Del, parse_art, parse_arter
from konsulent_core.rapport.valg import Periode, choose_art, read_valg
from konsulent_core.skema.reader import SkemaFejl
from tests.core.rapport.world import RESOURCES, SAG, TIL, arter, grundlag

TEXT = (RESOURCES / "rapporter" / "rehabiliteringsteam.toml").read_text(encoding="utf-8")


def test_both_kinds_exist_from_the_start() -> None:
    found = arter()
    assert [art.navn for art in found.values()] == [
        "Til rehabiliteringsteamet",
        "Bidrag til samlet beskrivelse af borgerens forudsætninger",
    ]
    for art in found.values():
        assert art.fra_start[0] is Del.KORT
        assert set(art.fra_start) >= ALTID


@pytest.mark.parametrize(
    ("before", "after", "path"),
    [
        ('id = "rehabiliteringsteam"', 'id = "Rehab"', "id"),
        ('titel = "Udvikling"', 'titel = ""', "del[2].titel"),
        ('noegle = "timer"', 'noegle = "tid"', "del[3].noegle"),
        ('noegle = "timer"', 'noegle = "udvikling"', "del[2].noegle"),
        ("valgt = false", 'valgt = "nej"', "del[11].valgt"),
        ("teamets møde {dato}", "teamets møde", "linje"),
        ('titel = "Kilder"', 'titel = "Kilder"\nvalgt = false', "del[14].valgt"),
        ('titel = "Kilder"', 'titel = "Kilder"\nfarve = "rød"', "del[14].farve"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_key_path(before: str, after: str, path: str) -> None:
    assert before in TEXT
    with pytest.raises(SkemaFejl) as caught:
        parse_art(
            TEXT.replace(before, after, 1) if before != "{dato}" else TEXT.replace("møde {dato}", "møde"), "r.toml"
        )
    assert (caught.value.fil, caught.value.sti) == ("r.toml", path)


def test_a_part_may_not_be_forgotten() -> None:
    without = TEXT[: TEXT.index('[[del]]\nnoegle = "kilder"')]
    with pytest.raises(SkemaFejl, match="kilder"):
        parse_art(without, "r.toml")


def test_two_files_may_not_claim_one_key() -> None:
    with pytest.raises(SkemaFejl, match="rehabiliteringsteam"):
        parse_arter({"a.toml": TEXT, "b.toml": TEXT})


def test_what_must_be_there_is_put_in_and_what_is_unknown_is_passed_over() -> None:
    art = arter()["rehabiliteringsteam"]
    assert art.read_dele("timer findes_ikke timer") == (Del.KORT, Del.TIMER, Del.HULLER, Del.KILDER)
    assert art.read_dele(None) == art.fra_start


def test_nothing_chosen_is_the_whole_sag_up_to_today() -> None:
    art = choose_art(Rapport(id=1, scope=SAG), arter())
    valg = read_valg(Rapport(id=1, scope=SAG), grundlag(), art, {}, TIL)
    assert (valg.fra.isoformat(), valg.til, valg.periode) == ("2025-01-06", TIL, Periode.SAG)
    dated = read_valg(Rapport(id=1, scope=SAG, fra="2025-02-01"), grundlag(), art, {}, TIL)
    assert (dated.fra.isoformat(), dated.periode) == ("2025-02-01", Periode.DATOER)
