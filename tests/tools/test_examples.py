"""docs/examples: its index names what lies there, and every borgercase has a folder."""

import re

from tools.caseload.casefile import read_cases
from tools.examples import OUT, PAPERS, SHOWS

INDEX = (OUT / "README.md").read_text(encoding="utf-8")


def test_the_index_leads_to_every_paper_there_is_and_to_no_other() -> None:
    linked = re.findall(r"\]\(([^)]+)\)", INDEX)
    assert sorted(linked) == sorted(path.relative_to(OUT).as_posix() for path in OUT.glob("case-*/*"))
    starts = {"pdf": b"%PDF-", "png": b"\x89PNG"}
    assert all((OUT / path).read_bytes().startswith(starts[path.rpartition(".")[2]]) for path in linked)


def test_every_case_has_its_words_and_its_folder_and_every_paper_its_line() -> None:
    people = [person.noegle for person in read_cases().person]
    assert set(SHOWS) == set(people)
    for number, name in enumerate(people, start=1):
        assert f"| {number} {name.capitalize()} |" in INDEX
        assert any((OUT / f"case-{number}").iterdir())
    for paper in PAPERS:
        assert f"| `{paper.fil}` | {paper.titel} | {paper.laeser} |" in INDEX


def test_a_file_name_says_nothing_of_whose_paper_it_is() -> None:
    names = {name.lower() for person in read_cases().person for name in (person.fornavn, person.efternavn)}
    for path in OUT.rglob("*"):
        assert not [name for name in names if name in path.relative_to(OUT).as_posix().lower()]
