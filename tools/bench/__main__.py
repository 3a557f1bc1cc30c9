"""``python -m tools.bench [name …]``: one JSON line a figure, ratios first; without names all but the long ones.

    first_paint rss                                  the window with a full store, against a bare one
    autosave open_besoeg                             one machine, against the same bytes and queries bare
    paper_opfoelgning_sag paper_rapport …            each paper, against bare ReportLab with as many pages and words
    paper_rss                                        the memory of a process that reports on 65 besøg
    search                                           words as they are typed, in all notes, against bare FTS5
    overblik_60 overblik_6000 sager_60 sager_6000    both pages over so many open sager, against bare rows and counts
    first_sync delta noop bytes_first_sync bytes_delta   A → server on PostgreSQL → B, against the thinnest way
    scale                                            what must not follow the store's size, in a small and a big one
    load                                             the server with a country's people, all of these (Linux, wrk):
    load_noop load_push load_bulk                    shares of the thinnest server's
    load_mix load_outage load_flat                   the peak by the clock, a kill in the midst, and 12 million rows
    peers-format                                     ours as ../shared/bench/run_all.py --app reads it

--skemaer N (10000), --big N (100000, for scale), --rounds N (3), --keep DIR: keep and reuse the prepared stores there.
Of the load: --workers N (2), --users N (12500), --rows N (100000), --big-rows N (12000000), --secs N (540) of the mix,
--short N (10) seconds of each run of a share, --outage N (2000) people who come back.
"""

import argparse
import shutil
import signal
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.bench import caseload, load, local, papers, peers, scale, search, servers, sync, window
from tools.bench.figure import Figure
from tools.bench.load_people import People
from tools.bench.stores import Stores

USUAL = (*window.NAMES, *local.NAMES, *search.NAMES, *papers.NAMES, *caseload.NAMES, *sync.NAMES)
LONG = ("scale", "peers-format", "load", *load.NAMES)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench", usage=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join((*USUAL, *LONG)))
    parser.add_argument("--skemaer", type=int, default=10_000)
    parser.add_argument("--big", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--users", type=int, default=12_500)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--big-rows", type=int, default=12_000_000)
    parser.add_argument("--secs", type=float, default=540)
    parser.add_argument("--short", type=int, default=10)
    parser.add_argument("--outage", type=int, default=2_000)
    given = parser.parse_args(arguments)
    names = set(given.names or USUAL)
    names |= set(load.NAMES) if "load" in names else set()
    unknown = names - {*USUAL, *LONG}
    if unknown:
        parser.error(f"no figure {', '.join(sorted(unknown))}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # as Ctrl+C: servers and stores are taken away
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set")  # said by PostgreSQL's wheel
    held = True
    with _folder(given.keep) as folder:
        for figure in figures(Stores(folder, given.skemaer), names, given.rounds, given.big):
            print(figure.line(), flush=True)
            held = held and figure.holds
        if names & set(load.NAMES):
            with servers.postgresql(folder / "pg-load") as address:
                for figure in load.measure(folder, address, names, _load(given)):
                    print(figure.line(), flush=True)
                    held = held and figure.holds
        if "peers-format" in names:
            with servers.postgresql(folder / "pg") as address:
                peers.run(Stores(folder, given.skemaer), address)
    return 0 if held else 1


def _load(given: argparse.Namespace) -> load.Load:
    people = People(users=given.users, rows=given.rows)
    return load.Load(
        people=people,
        workers=given.workers,
        secs=given.secs,
        short=given.short,
        outage=given.outage,
        big=given.big_rows,
        rounds=given.rounds,
    )


def figures(stores: Stores, names: set[str], rounds: int, big: int) -> Iterator[Figure]:
    """The wanted ones, the quick ones first."""
    if names & set(window.NAMES):
        yield from window.measure(stores, names)
    if names & set(local.NAMES):
        yield from local.measure(stores, names)
    if names & set(search.NAMES):
        yield from search.measure(stores)
    if names & set(papers.NAMES):
        yield from papers.measure(stores, names)
    if names & set(caseload.NAMES):
        yield from caseload.measure(stores, names)
    if names & {*sync.NAMES, "scale"}:
        with servers.postgresql(stores.folder / "pg") as address:
            if names & set(sync.NAMES):
                yield from sync.measure(stores, address, names, rounds=rounds)
            if "scale" in names:
                yield from scale.measure(stores, Stores(stores.folder, big), address)


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep.resolve()
        return
    made = Path(tempfile.mkdtemp(prefix="konsulent-bench-"))
    made.chmod(0o755)  # PostgreSQL runs as a user of its own when we are root
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
