"""The papers of the six, each made once for all tests, and what a validator says of a file."""

from functools import cache

import page

from tools.papers.catalogue import EVERY, PAPERS
from tools.papers.people import people

__all__ = ["EVERY", "faults", "paper"]

_PROFILES = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A)


@cache
def paper(name: str, who: str) -> bytes:
    return PAPERS[name](people()[who])


def faults(pdf: bytes) -> list[str]:
    """What the validator has against a file as PDF/A-2a and PDF/UA-1, by the numbers of its rules."""
    reports = [page.validate_pdf_bytes(pdf, profile=profile) for profile in _PROFILES]
    assert all(report.rules.total > 100 for report in reports)
    return [f"{f.rule_id}: {f.message}" for report in reports for f in report.failures]
