"""Which papers lie ready after which besøg, and what each is called on a screen that all three see."""

import pytest

from konsulent_core.papirer import FILNAVN, VED_BORDET, PapirArt, laeser, papirer_af
from konsulent_core.words import BesoegType

BORGER, LETLAEST, FIRMA, SAG = (
    PapirArt.AFTALEARK,
    PapirArt.AFTALEARK_ORDBLIND,
    PapirArt.VIRKSOMHED,
    PapirArt.OPFOELGNING_SAG,
)


@pytest.mark.parametrize(
    ("besoeg_type", "med", "uden"),
    [
        (BesoegType.FORMOEDE, (BORGER, LETLAEST, SAG), (BORGER, LETLAEST, SAG)),
        (BesoegType.STARTMOEDE, (BORGER, LETLAEST, FIRMA, SAG), (BORGER, LETLAEST, SAG)),
        (BesoegType.OPFOELGNING, (BORGER, LETLAEST, FIRMA, SAG), (BORGER, LETLAEST, SAG)),
        (BesoegType.NETVAERKSMOEDE, (BORGER, LETLAEST, SAG), (BORGER, LETLAEST, SAG)),
        (BesoegType.AFSLUTNING, (BORGER, LETLAEST, FIRMA, SAG), (BORGER, LETLAEST, SAG)),
        (BesoegType.TELEFON, (SAG,), (SAG,)),
        (BesoegType.NOTE, (SAG,), (SAG,)),
        ("noget_nyt", (SAG,), (SAG,)),
    ],
)
def test_a_besoeg_has_the_papers_of_its_type(
    besoeg_type: str, med: tuple[PapirArt, ...], uden: tuple[PapirArt, ...]
) -> None:
    assert papirer_af(besoeg_type, virksomhed=True, ordblind=False) == med
    assert papirer_af(besoeg_type, virksomhed=False, ordblind=False) == uden


def test_every_type_is_thought_of_and_has_the_journals_paper_last() -> None:
    for kind in BesoegType:
        assert papirer_af(kind, virksomhed=True, ordblind=True)[-1] is SAG


def test_who_is_ordblind_gets_the_easy_sheet_first_and_nobody_is_told_why() -> None:
    assert papirer_af(BesoegType.OPFOELGNING, virksomhed=False, ordblind=True)[:2] == (LETLAEST, BORGER)
    shown = " ".join([laeser(LETLAEST, "Frank", None), FILNAVN[LETLAEST]])
    assert "ordblind" not in shown.lower()


def test_each_paper_is_named_by_its_reader() -> None:
    assert [laeser(art, "Janet", "Gartneri Lund") for art in PapirArt] == [
        "Til Janet",
        "Til Janet, letlæst",
        "Til Gartneri Lund",
        "Til journalen",
    ]
    assert laeser(BORGER, "", None) == "Til borgeren"
    assert laeser(FIRMA, "", "") == "Til virksomheden"


def test_the_journals_paper_is_not_for_the_table() -> None:
    assert {art for art in PapirArt if art not in VED_BORDET} == {SAG}


def test_file_names_are_neutral_and_each_its_own() -> None:
    assert len(set(FILNAVN.values())) == len(PapirArt)
    assert all(name.isascii() and name.endswith(".pdf") for name in FILNAVN.values())
