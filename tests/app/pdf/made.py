"""The papers of the six, each made once for all tests."""

from functools import cache

from tools.papers.catalogue import EVERY, PAPERS
from tools.papers.people import people

__all__ = ["EVERY", "paper"]


@cache
def paper(name: str, who: str) -> bytes:
    return PAPERS[name](people()[who])
