"""Which meetings a sag can begin with a press, and what the press is called: pure, tested without a window."""

from collections.abc import Collection

from konsulent_app.store.sager import SagBlad
from konsulent_core import dansk_ord
from konsulent_core.words import BesoegType

_MOEDER = (BesoegType.FORMOEDE, BesoegType.STARTMOEDE, BesoegType.NETVAERKSMOEDE, BesoegType.AFSLUTNING,
           BesoegType.TELEFON)  # fmt: skip
_I_PRAKTIK = frozenset({BesoegType.STARTMOEDE, BesoegType.AFSLUTNING})  # say nothing without one


def start_ord(blad: SagBlad) -> str:
    """»Start besøg«, »Fortsæt besøg«, »Fortsæt formøde«."""
    if blad.kladde is None:
        return "Start besøg"
    kind = blad.kladde.type or ""
    return "Fortsæt besøg" if kind == BesoegType.OPFOELGNING else f"Fortsæt {dansk_ord.BESOEG.get(kind, 'besøg')}"


def moeder(blad: SagBlad, typer: Collection[BesoegType]) -> list[BesoegType]:
    """What »Andet møde« offers of the types that have a skema: a praktik that nobody has met about begins with its
    startmøde, and an opfølgning stands here while »Fortsæt« is about another kind of meeting."""
    found = [t for t in _MOEDER if blad.praktik is not None or t not in _I_PRAKTIK]
    if blad.praktik is not None and all(b.praktik != blad.praktik.id for b in blad.besoeg):
        found.sort(key=lambda t: t is not BesoegType.STARTMOEDE)
    if blad.kladde is not None and blad.kladde.type != BesoegType.OPFOELGNING:
        found.append(BesoegType.OPFOELGNING)
    return [t for t in found if t in typer]
