"""The six test people as the tests of single papers ask for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from konsulent_app.store.rapport import RapportValgt
from konsulent_core.snapshot import Snapshot
from tools.papers.people import ALLE, I_DAG, people

__all__ = ["ALLE", "I_DAG", "Case", "cases"]


@dataclass(frozen=True, slots=True)
class Case:
    """One of the six: the sag that runs, its praktikker by their key in the file, and the newest opfølgning."""

    valgt: RapportValgt
    praktikker: Mapping[str, int]
    snapshot: Snapshot


@cache
def cases() -> dict[str, Case]:
    """By first name in lower case."""
    return {who: Case(one.grundlag, one.praktikker, one.snapshot) for who, one in people().items()}
