"""A target is data: what is wrong in the file is said with its place, and the app's own targets hold together."""

from pathlib import Path

import pytest

from konsulent_core.overfoersel.maal import KUN_KOMMUNE, Maal, parse_maal, parse_maal_filer
from konsulent_core.skema.reader import SkemaFejl
from konsulent_core.words import Audience, BesoegType

FOLDER = Path(__file__).parents[3] / "resources" / "maal"
GOOD = """
id = "egen"
titel = "Eget system"
knap = "Kopiér til eget"
gjort = "Kopieret"
mangler = "Ikke kopieret"
laesere = "alle"
kraeves = false
med_virksomhed = false
besoeg = ["note"]

[[felt]]
titel = "Tekst"
stykker = ["sagt"]
"""


def leverede() -> dict[str, Maal]:
    return parse_maal_filer({f.name: f.read_text(encoding="utf-8") for f in sorted(FOLDER.glob("*.toml"))})


def test_the_app_comes_with_the_journal_that_is_required_and_vitas_that_is_not() -> None:
    found = leverede()
    assert list(found) == ["journal", "vitas"]
    assert (found["journal"].laesere, found["journal"].kraeves) == (Audience.KOMMUNE, True)
    assert (found["vitas"].laesere, found["vitas"].kraeves) == (Audience.ALLE, False)
    assert found["journal"].besoeg == set(BesoegType), "each besøg is written down"


def test_vitas_takes_a_praktik_at_a_company_and_nothing_else() -> None:
    vitas = leverede()["vitas"]
    assert vitas.takes("startmoede", virksomhed=True)
    assert not vitas.takes("startmoede", virksomhed=False)
    assert not vitas.takes("telefon", virksomhed=True)
    assert not {s for f in vitas.felter for s in f.stykker} & KUN_KOMMUNE


@pytest.mark.parametrize(
    ("old", "new", "sti"),
    [
        ('laesere = "alle"', 'laesere = "intern"', "laesere"),
        ('laesere = "alle"', 'laesere = "pressen"', "laesere"),
        ('stykker = ["sagt"]', 'stykker = ["jobmaal"]', "felt[1].stykker"),
        ('stykker = ["sagt"]', 'stykker = ["cpr"]', "felt[1].stykker[1]"),
        ('stykker = ["sagt"]', "stykker = []", "felt[1].stykker"),
        ('stykker = ["sagt"]', 'stykker = ["sagt"]\ngraense = 3', "felt[1].graense"),
        ('stykker = ["sagt"]', 'stykker = ["sagt"]\ngraense = true', "felt[1].graense"),
        ('stykker = ["sagt"]', 'stykker = ["sagt"]\nfarve = "rød"', "felt[1].farve"),
        ('stykker = ["sagt"]', 'stykker = ["sagt"]\n[[felt]]\ntitel = "Tekst"\nstykker = ["svar"]', "felt"),
        ("kraeves = false", 'kraeves = "ja"', "kraeves"),
        ("kraeves = false\n", "", "kraeves"),
        ('besoeg = ["note"]', 'besoeg = ["frokost"]', "besoeg[1]"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(old: str, new: str, sti: str) -> None:
    assert parse_maal(GOOD, "egen.toml").noegle == "egen"
    with pytest.raises(SkemaFejl) as raised:
        parse_maal(GOOD.replace(old, new), "egen.toml")
    assert raised.value.sti == sti


def test_a_file_that_is_no_toml_and_a_key_used_twice_are_refused() -> None:
    with pytest.raises(SkemaFejl, match="TOML"):
        parse_maal("id = ", "egen.toml")
    with pytest.raises(SkemaFejl, match="allerede"):
        parse_maal_filer({"a.toml": GOOD, "b.toml": GOOD})
