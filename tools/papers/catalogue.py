"""Every paper there is, made for one of the six: here a new one joins the tests, the golden files and the bench."""

from collections.abc import Callable, Mapping

from konsulent_app.pdf import forberedelse, opfoelgning_sag, rapport
from tools.papers.people import ROOT, Person

FONTS = ROOT / "resources" / "fonts"

PAPERS: Mapping[str, Callable[[Person], bytes]] = {
    "opfoelgning_sag": lambda person: opfoelgning_sag.build(person.snapshot, (), FONTS),
    "rapport": lambda person: rapport.build(person.blad, FONTS).pdf,
    "forberedelse": lambda person: forberedelse.build(person.forberedelse, FONTS),
}
