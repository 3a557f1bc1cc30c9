"""The papers of the six, each made once for all tests."""

from functools import cache

from tools.papers.catalogue import PAPERS
from tools.papers.people import ALLE, people

EVERY = [(name, who) for name in PAPERS for who in ALLE]


@cache
def paper(name: str, who: str) -> bytes:
    return PAPERS[name](people()[who])
