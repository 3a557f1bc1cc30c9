"""Every paper there is, made for one of the six: here a new one joins the tests, the golden files and the bench."""

from collections.abc import Callable, Mapping

from konsulent_app.pdf import aftaleark, forberedelse, opfoelgning_sag, praktikdokumentation, rapport, virksomhed
from tools.papers.people import ALLE, ROOT, Person

FONTS = ROOT / "resources" / "fonts"


def _praktikdokumentation(person: Person) -> bytes:
    assert person.praktikdok is not None
    return praktikdokumentation.build(person.praktikdok, FONTS)


PAPERS: Mapping[str, Callable[[Person], bytes]] = {
    "opfoelgning_sag": lambda person: opfoelgning_sag.build(person.snapshot, (), FONTS),
    "rapport": lambda person: rapport.build(person.blad, FONTS).pdf,
    "forberedelse": lambda person: forberedelse.build(person.forberedelse, FONTS),
    "aftaleark": lambda person: aftaleark.build(person.snapshot, FONTS, ordblind=False),
    "aftaleark_ordblind": lambda person: aftaleark.build(person.snapshot, FONTS, ordblind=True),
    "virksomhed": lambda person: virksomhed.build(person.snapshot, FONTS),
    "praktikdokumentation": _praktikdokumentation,
}

EVERY = tuple((name, who) for name in PAPERS for who in ALLE if (name, who) != ("praktikdokumentation", "danni"))
"""Each paper of each of the six: Danni's sag has had no praktik."""
