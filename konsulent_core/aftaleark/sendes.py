"""What of an aftaleark may be sent as a picture: to a phone that others see, over a line that nobody guards.

What is held back is counted, not hidden: it stands on the borger's own paper (docs/decisions/0034).
"""

import re
from dataclasses import replace

from konsulent_core.aftaleark.blad import Aftaleark, GodtArt, Igen
from konsulent_core.snapshot import Snapshot

# What may be praised before others: what was done, not how somebody is judged or what she needs.
_GODT = frozenset({GodtArt.OPGAVE, GodtArt.TIMER, GodtArt.LOEN, GodtArt.AFTALER})
# Health, as it is written at a visit: any word that begins with one of these …
_BEGYNDER = """
syg læge tandlæge hospital sygehus klinik ambulat behandl terapi terapeut psyk medicin pille tablet diagnos symptom
smert angst depress stress ptsd adhd autis asperger bipolar skizo personlighedsf kræft tumor kemo diabet sukkersyg
migræn hovedpin epilep gigt ryg skulder knæ nakke hofte hjerte lunge astma allergi eksem operation operer blodprøv
scanning udmat søvn misbrug alkohol rusmid afrus stof gravid abort barsel handicap funktionsneds genoptræn fysio
ergo kiroprak insulin diæt overvægt vægttab spiseforstyr selvmord selvskad krise sårbar helbred sundhed hjerneryst
senfølg svimmel kvalm skade træthed udbræn indlag indlæg vaccin sår infektion virus feber forkøl hukommel
koncentrationsb synsneds hørelse hørene kørestol krykke stok rehab sanse panik fobi tvang
"""
# … and whole words that say it in everyday talk.
_HELE = "ondt nat natten nætter sove sover sovet krop kroppen træt træthed stemmer nerver nerverne"
_SUNDHED = re.compile(rf"\b(?:(?:{'|'.join(_BEGYNDER.split())})\w*|(?:{'|'.join(_HELE.split())}))\b", re.IGNORECASE)
_CIFRE = re.compile(r"\d(?:[\s.\-/]?\d){5,}")
_ADRESSE = re.compile(r"@|https?:|www\.", re.IGNORECASE)


def as_sent(ark: Aftaleark, snapshot: Snapshot) -> Aftaleark:
    """The sheet without health, surnames, numbers of persons and sager, and any phone but the konsulent's.

    ``ark`` comes from a snapshot as the workplace may see it; ``snapshot`` is the whole one, whose names are looked
    for. No reason is told why there is no next date, and no konflikt.
    """
    names = _names(snapshot)

    def may(text: str) -> bool:
        return not (_SUNDHED.search(text) or _CIFRE.search(text) or _ADRESSE.search(text) or _hit(text, names))

    aftaler = tuple(a for a in ark.aftaler if may(f"{a.hvem} {a.hvad} {a.naar}"))
    return replace(
        ark,
        sted=ark.sted if may(ark.sted) else "",
        godt=tuple(g for g in ark.godt if g.art in _GODT and may(g.tekst)),
        aftaler=aftaler,
        flere=ark.flere + len(ark.aftaler) - len(aftaler),
        igen=None if ark.igen is None else Igen(dato=ark.igen.dato, kl=ark.igen.kl, grund=""),
        konflikter=0,
    )


def _names(s: Snapshot) -> tuple[str, ...]:
    """Every surname that the snapshot knows, and the sag's number."""
    people = (
        s.borger_navn,
        s.konsulent,
        s.sagsbehandler,
        s.kontaktperson,
        *(p.navn for p in s.deltagere),
        *(a.person for a in (*s.aftaler, *s.aftaler_sidst)),
    )
    last = {word for name in people if name for word in name.split(",")[0].split()[1:] if len(word) > 1}
    return (*sorted(last), *([s.sag_nummer] if s.sag_nummer else []))


def _hit(text: str, names: tuple[str, ...]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(name)}s?(?!\w)", text, re.IGNORECASE) for name in names)
