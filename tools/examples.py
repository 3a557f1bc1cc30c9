"""Sets the six borgercases' papers as examples in docs/examples: ``python dev.py examples [--out FOLDER] [--check]``.

The people are invented (``resources/demo/cases.toml``), and so is the day; the same app gives the same bytes.
``--check`` writes nothing and names the files that the app would print otherwise today.
"""

import argparse
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from konsulent_app.app.opened import load_frister, load_leveret, load_lister, load_rapporter
from konsulent_app.app.papers import Papers, Rapporter
from konsulent_app.pdf import aftaleark, indsigt, praktikdokumentation, virksomhed
from konsulent_app.services import udlevering
from konsulent_app.services.afslut import printed_snapshot
from konsulent_app.services.bog import Bog
from konsulent_app.services.context import Bruger, Context
from konsulent_app.store.besoeg import read_besoeg
from konsulent_app.store.opening import open_store
from konsulent_app.store.rapport import read_rapport
from konsulent_core.praktikdok import byg as praktikdok
from konsulent_core.rapport.grundlag import Grundlag
from konsulent_core.snapshot import Snapshot
from konsulent_core.udlevering.laesbar import make_blad
from tools.caseload.cases import PersonIds, load_cases, read_skemaer

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "examples"
RESOURCES = ROOT / "resources"
DAG = date(2026, 3, 12)
_SEED = 1
_METTE = Bruger(nummer=1, navn="Mette Krogh", kommune=2, kommune_navn="Jobcenter Åby")
_NARROW = 40  # px: the report comes with pictures of its pages, which nobody looks at here


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One of the six, as far as a paper needs to know: the sag that runs, the borger's newest opfølgning if any."""

    papers: Papers
    rapporter: Rapporter
    ids: PersonIds
    snapshot: Snapshot | None
    grundlag: Grundlag | None

    @property
    def praktik(self) -> int | None:
        """The newest one; None where there never was any."""
        newest = max(self.grundlag.praktikker, key=lambda p: p.start or "", default=None) if self.grundlag else None
        return newest.id if newest is not None else None

    @property
    def fonts(self) -> Path:
        return self.papers.fonts


@dataclass(frozen=True, slots=True)
class Paper:
    """``fil`` is the file's name; ``laeser`` who it is for. ``make`` gives None where there is none.

    ``kun`` names the cases that it is set for, where one shows it as well as six: the folder stays small.
    """

    fil: str
    titel: str
    laeser: str
    make: Callable[[Case], bytes | None]
    kun: frozenset[str] = frozenset()


def _sag(case: Case) -> bytes | None:
    return case.papers.pdf(case.ids.besoeg[-1]) if case.ids.besoeg else None


def _rapport(case: Case, art: str) -> bytes:
    only = Rapporter(case.papers, {art: case.rapporter.arter[art]})
    return only.papir(case.ids.sag, _NARROW).pdf


def _forberedelse(case: Case) -> bytes:
    return case.papers.forberedelse(case.ids.sag, egne=True)


def _aftaleark(case: Case, *, ordblind: bool) -> bytes | None:
    return aftaleark.build(case.snapshot, case.fonts, ordblind=ordblind) if case.snapshot else None


def _billede(case: Case) -> bytes | None:
    return aftaleark.billede(case.snapshot, case.fonts) if case.snapshot else None


def _virksomhed(case: Case) -> bytes | None:
    there = case.snapshot is not None and case.snapshot.virksomhed
    return virksomhed.build(case.snapshot, case.fonts) if case.snapshot and there else None


def _praktikdokumentation(case: Case) -> bytes | None:
    if case.grundlag is None or case.praktik is None:
        return None
    blad = praktikdok.build(case.grundlag, case.papers.context.skemaer, case.praktik, DAG)
    return praktikdokumentation.build(blad, case.fonts)


def _indsigt(case: Case) -> bytes:
    with case.papers.database.reading() as tx:
        fil = udlevering.make_indsigt(tx, case.papers.context, case.ids.sag, udlevering.uden_historik())
    return indsigt.build(make_blad(fil), case.fonts)


PAPERS: tuple[Paper, ...] = (
    Paper("aftaleark.pdf", "Aftaleark, af det nyeste besøg", "borgeren", partial(_aftaleark, ordblind=False)),
    Paper(
        "aftaleark-letlaest.pdf",
        "Aftaleark, letlæst",
        "en borger, der er ordblind",
        partial(_aftaleark, ordblind=True),
        frozenset({"frank", "janet"}),
    ),
    Paper("aftaleark.png", "Aftaleark som billede", "borgeren, på telefonen", _billede, frozenset({"katrine"})),
    Paper("opfoelgning-virksomhed.pdf", "Opfølgning – virksomhed, af det nyeste besøg", "arbejdspladsen", _virksomhed),
    Paper(
        "praktikdokumentation.pdf",
        "Praktikdokumentation af den nyeste praktik",
        "næste praktik, journalen",
        _praktikdokumentation,
    ),
    Paper("indsigt.pdf", "Indsigt: alt, der er gemt", "borgeren selv", _indsigt, frozenset({"danni"})),
    Paper("opfoelgning-sag.pdf", "Opfølgning – sag, af det nyeste besøg", "journalen", _sag),
    Paper(
        "rapport-rehabiliteringsteam.pdf",
        "Rapport til møde: Til rehabiliteringsteamet",
        "rehabiliteringsteamet",
        partial(_rapport, art="rehabiliteringsteam"),
    ),
    Paper(
        "rapport-samlet-beskrivelse.pdf",
        "Rapport til møde: Bidrag til samlet beskrivelse af borgerens forudsætninger",
        "jobcentret",
        partial(_rapport, art="samlet_beskrivelse"),
        frozenset({"katrine"}),
    ),
    Paper(
        "forberedelse.pdf", "Forberedelse til næste besøg", "konsulenten selv", _forberedelse, frozenset({"katrine"})
    ),
)
"""A new paper is a line here. Its file stands in every case's folder, where the case has one."""


@contextmanager
def cases() -> Iterator[tuple[Case, ...]]:
    """The six in a store of their own, in the order of the case file, as they stand on ``DAG``."""
    now = datetime(DAG.year, DAG.month, DAG.day, 9, tzinfo=UTC)
    entropy = random.Random(_SEED).randbytes
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = open_store(folder / "lager.db", bytes(range(32)), None, folder / "kopier", now)
        try:
            people = load_cases(database, _METTE, read_skemaer(), DAG, entropy).people
            context = Context(
                clock=lambda: now,
                entropy=entropy,
                bruger=_METTE,
                skemaer=Bog(load_leveret(RESOURCES)),
                frister=load_frister(RESOURCES),
                lister=load_lister(RESOURCES),
            )
            papers = Papers(database, context, RESOURCES / "fonts")
            rapporter = Rapporter(papers, load_rapporter(RESOURCES))
            yield tuple(
                Case(
                    papers=papers,
                    rapporter=rapporter,
                    ids=ids,
                    snapshot=_newest(papers, ids),
                    grundlag=_grundlag(papers, ids),
                )
                for ids in people.values()
            )
        finally:
            database.close()


def _newest(papers: Papers, ids: PersonIds) -> Snapshot | None:
    if not ids.besoeg:
        return None
    with papers.database.reading() as tx:
        blad = read_besoeg(tx, ids.besoeg[-1])
    return printed_snapshot(papers.context, blad) if blad is not None else None


def _grundlag(papers: Papers, ids: PersonIds) -> Grundlag | None:
    with papers.database.reading() as tx:
        found = read_rapport(tx, ids.sag)
    return found.grundlag if found is not None else None


def build(out: Path) -> list[Path]:
    """Writes every paper of every case and the index; what an earlier run left there goes first."""
    made = []
    with cases() as found:
        for number, case in enumerate(found, start=1):
            folder = out / f"case-{number}"
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            for paper in PAPERS:
                wanted = not paper.kun or case.ids.noegle in paper.kun
                pdf = paper.make(case) if wanted else None
                if pdf is not None:
                    made.append(folder / paper.fil)
                    made[-1].write_bytes(pdf)
        told = index([case.ids for case in found], {path.relative_to(out).as_posix() for path in made})
    (out / "README.md").write_text(told, encoding="utf-8")
    return made


def differing(out: Path) -> list[str]:
    """The names below ``out`` that are missing there, too many, or of other bytes than the app makes now."""
    with tempfile.TemporaryDirectory() as name:
        fresh = Path(name)
        build(fresh)
        there, made = _files(out), _files(fresh)
    return sorted(path for path in there.keys() | made.keys() if there.get(path) != made.get(path))


def _files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def index(people: list[PersonIds], made: set[str]) -> str:
    lines = [
        "# Papers of the six borgercases",
        "",
        "What the app prints for six invented people, as they stand on 12.03.2026. Surnames, companies, dates of",
        "besøg, levels, absences and quotes are invented; so are the CPR numbers, which cannot be anybody's. Made by",
        "`python dev.py examples` from `resources/demo/cases.toml`: the same version of the app gives the same bytes,",
        "and `--check` says what a change of a paper made untrue. Do not edit the files by hand.",
        "",
        "| File | Paper | Reader |",
        "|---|---|---|",
        *(f"| `{p.fil}` | {p.titel} | {p.laeser} |" for p in PAPERS),
        "",
        "| Case | What it shows | Papers |",
        "|---|---|---|",
    ]
    for number, ids in enumerate(people, start=1):
        folder = f"case-{number}"
        links = [f"[{p.fil.rpartition('.')[0]}]({folder}/{p.fil})" for p in PAPERS if f"{folder}/{p.fil}" in made]
        lines.append(f"| {number} {ids.noegle.capitalize()} | {SHOWS[ids.noegle]} | {', '.join(links)} |")
    return "\n".join([*lines, ""])


SHOWS = {
    "janet": "hours from–to (12–15), two of them paid",
    "charlotte": "steps back, a maximum that is a plateau and no failure, a new praktik that inherits it",
    "katrine": "the main document for the møde: 4×3 to 4×4, løntimer 0 to 8 to 10",
    "danni": "no praktik: the alarm that nothing happens",
    "peter": "a history across two sager",
    "frank": "two praktikker broken off by illness, then six paid hours; ordblind, with a bisidder",
}
"""DOMAIN §9, in a line."""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.examples", description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--check", action="store_true", help="only name what is not as the app prints it today")
    given = parser.parse_args(arguments)
    if given.check:
        stale = differing(given.out)
        print("\n".join(stale) or f"{given.out} is what the app prints")
        return 1 if stale else 0
    made = build(given.out)
    size = sum(path.stat().st_size for path in made)
    print(f"{len(made)} papers, {size / 1024:.0f} kB, in {given.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
