"""Short ways to a praktikdokumentation of Katrine's sag, and to what it says."""

from dataclasses import replace
from datetime import date

from konsulent_core import praktikdok
from konsulent_core.entities import Udsagn
from konsulent_core.praktikdok.blad import PraktikBlad
from konsulent_core.rapport.blad import Tabel
from konsulent_core.rapport.grundlag import Grundlag
from konsulent_core.skema.grammar import Skema
from tests.core.rapport.world import NY, SAG, besoeg, grundlag, skemaer

TIL = date(2025, 9, 30)
SLUT = 105


def dok(
    base: Grundlag | None = None, praktik: int = NY, til: date = TIL, known: dict[str, Skema] | None = None
) -> PraktikBlad:
    return praktikdok.build(base or grundlag(), skemaer() if known is None else known, praktik, til)


def changed(number: int, **values: object) -> Grundlag:
    """The sag with other values in one praktik."""
    base = grundlag()
    return replace(
        base,
        praktikker=tuple(
            replace(p, **values) if p.id == number else p  # type: ignore[arg-type]
            for p in base.praktikker
        ),
    )


def ended() -> Grundlag:
    """The second praktik is over, with an afslutning."""
    base = changed(NY, slut="2025-09-12", resultat="loentimer", laering="Faste dage holder.")
    closing = besoeg(SLUT, "2025-09-15", NY, "afslutning")
    said = Udsagn(
        id=9, scope=SAG, besoeg=SLUT, felt="naeste.note", stemme="konsulent", person="Mette Krogh",
        tekst="Begynd med tre dage.",
    )  # fmt: skip
    return replace(base, besoeg=(*base.besoeg, closing), udsagn=(*base.udsagn, said))


def table(blad: PraktikBlad, titel: str) -> Tabel:
    return next(i for d in blad.dele if d.titel == titel for i in d.indhold if isinstance(i, Tabel))


def facts(blad: PraktikBlad) -> dict[str, str]:
    return dict(blad.fakta)


def hul(blad: PraktikBlad) -> list[str]:
    return [a.tekst for a in blad.forrige_ord]
