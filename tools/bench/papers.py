"""The figures of the papers: each against bare ReportLab with as many pages and characters, and memory at 60 besøg."""

import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pypdfium2

from tools.bench import papers_reference
from tools.bench.figure import Figure, interleave, seconds
from tools.bench.stores import Stores
from tools.papers.catalogue import FONTS, PAPERS
from tools.papers.people import Person, make_rapport, people
from tools.papers.years import repeated

NAMES = (*(f"paper_{name}" for name in PAPERS), "paper_rss")
_WHO = "katrine"  # the richest of the six
_TELLINGS = 5  # of her 13 besøg: 65


def measure(stores: Stores, names: set[str], *, rounds: int = 25, runs: int = 5) -> Iterator[Figure]:
    """The wanted ones of ``NAMES``. ``rounds`` of making a paper in one process; ``runs`` of whole processes."""
    person = people()[_WHO]
    for name, paper in PAPERS.items():
        if f"paper_{name}" in names:
            yield _time(f"paper_{name}", partial(paper, person), rounds)
    if "paper_rss" in names:
        yield _memory(stores.folder, person, runs)


def _time(name: str, ours: Callable[[], bytes], rounds: int) -> Figure:
    made = ours()
    words = pages(made)
    bare = papers_reference.build(words, FONTS)  # and both have read their typefaces
    same = len(pages(bare)) == len(words)
    mine, its = interleave(
        rounds,
        lambda: 1e3 * seconds(ours),
        lambda: 1e3 * seconds(lambda: papers_reference.build(words, FONTS)),
    )
    return Figure(
        name=name,
        unit="ms",
        n=len(words),
        ours=mine,
        reference=its,
        must=1.5,
        extra={"chars": characters(made), "reference_chars": characters(bare), "kB": round(len(made) / 1024, 1)}
        | ({} if same else {"holds": False}),
    )


def pages(pdf: bytes) -> list[list[str]]:
    """The words of each page."""
    document = pypdfium2.PdfDocument(pdf)
    found = [page.get_textpage().get_text_range().split() for page in document]
    document.close()
    return found


def characters(pdf: bytes) -> int:
    return sum(len(word) for page in pages(pdf) for word in page)


def _memory(folder: Path, person: Person, runs: int) -> Figure:
    """The most memory of a process that makes the report of a sag with 65 besøg, and of one that makes it bare."""
    long = replace(person.grundlag, grundlag=repeated(person.grundlag.grundlag, _TELLINGS))
    blad = make_rapport(long)
    words = pages(PAPERS["rapport"](replace(person, blad=blad)))
    contents: Mapping[str, object] = {"ours": blad, "bare": words}
    files = {}
    for kind, content in contents.items():
        files[kind] = folder / f"paper-{kind}.pickle"
        files[kind].write_bytes(pickle.dumps(content))
    mine, its = interleave(runs, partial(_peak, "ours", files["ours"]), partial(_peak, "bare", files["bare"]))
    besoeg = len(long.grundlag.besoeg)
    return Figure(
        name="paper_rss", unit="MB", n=besoeg, ours=mine, reference=its, must=1.5, extra={"pages": len(words)}
    )


def _peak(kind: str, file: Path) -> float:
    command: Sequence[str] = [sys.executable, "-m", "tools.bench.papers_child", kind, str(file)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=Path(__file__).parents[2])
    return float(done.stdout)
