"""»Gem opgørelse«: the figures of Overblik as a file for the board: counts only, no name, no group under five."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from konsulent_app.services.context import Context
from konsulent_app.services.haendelser import Haendelse, log_haendelse
from konsulent_app.services.regneark_skriv import to_xlsx
from konsulent_app.store.database import Tx
from konsulent_core.dansk import format_dato
from konsulent_core.dansk_ord import RESULTAT
from konsulent_core.loefter import LoefteTal
from konsulent_core.opgoerelse import SKJULT, Linje, Opgoerelse, Talgruppe
from konsulent_core.overblik import Overblik, Tal
from konsulent_core.overblik_ord import AF_ORD, GRUPPE_ORD, LOEFTE_ORD, MAAL_ORD, SPAND_ORD, TAL_ORD
from konsulent_core.overblik_periode import PeriodeTal, UgeSpand
from konsulent_core.sagtal import SagTal
from konsulent_core.skema import faste
from konsulent_core.smaa_grupper import MINDST, Vist, hide_part, hide_small, hide_tables
from konsulent_core.tabel_fil import to_csv
from konsulent_core.words import MaaltalArt, Sagsgruppe

ANDEN = "Anden eller ingen årsag"
ANDET_RESULTAT = "et andet resultat"


def filnavn(dato: date, form: str = "csv") -> str:
    """Neutral: nothing of whose figures they are. ``form`` is what the name ends in."""
    return f"opgoerelse-{dato.isoformat()}.{form}"


def kendte_aarsager(context: Context) -> frozenset[str]:
    """The causes of an afbrud that a skema offers, in its words."""
    felter = (felt for skema in context.skemaer.values() for felt in skema.felter)
    return frozenset(valg.titel for felt in felter if felt.noegle == faste.AFBRUDT_AARSAG for valg in felt.valg)


def make_blad(
    overblik: Overblik, periode: PeriodeTal, sagtal: Sequence[SagTal], dato: date, kendte: Collection[str]
) -> Opgoerelse:
    """What may be told. ``sagtal`` are those counted.

    A cause that is none of the ``kendte`` was written by hand, and may say anything: it is counted as another.
    """
    return Opgoerelse(
        dato=dato,
        borgere=_vist(None if _too_few(overblik) else overblik.borgere),
        fra=periode.fra,
        grupper=(*_tal(overblik), _loefter(overblik, sagtal), *_periode(periode, sagtal, kendte)),
    )


def make_opgoerelse(
    overblik: Overblik, periode: PeriodeTal, sagtal: Sequence[SagTal], dato: date, kendte: Collection[str]
) -> bytes:
    """The file as Danish spreadsheets open it: semicolons, UTF-8 with its mark."""
    return as_csv(make_blad(overblik, periode, sagtal, dato, kendte))


def as_csv(blad: Opgoerelse) -> bytes:
    """As above."""
    return to_csv(blad.linjer())


def as_xlsx(blad: Opgoerelse) -> bytes:
    """The same lines as an Excel file, where a figure is a number."""
    return to_xlsx("Opgørelse", blad.linjer(), blad.dato)


def log_opgoerelse(tx: Tx, context: Context, indhold: bytes) -> None:
    """A deliberate act that is answered for: when, by whom, and which bytes."""
    log_haendelse(tx, context, Haendelse.GEM_OPGOERELSE, context.bruger.nummer, hashlib.sha256(indhold).hexdigest())


def _too_few(overblik: Overblik) -> bool:
    """Whether no figure may be told: so few borgere, or so spread that their number tells where each of them stands."""
    return overblik.borgere < MINDST or hide_small(_groups(overblik))[1] is None


def _tal(overblik: Overblik) -> tuple[Talgruppe, ...]:
    grupper, _ = hide_small(_groups(overblik))
    # Who runs a praktik stands in a virksomhed: where that cell is hidden for another's sake, the count gives it away.
    inside = list(overblik.grupper).index(Sagsgruppe.I_VIRKSOMHED)
    hidden = grupper[inside] is None
    told = _told(overblik, hidden=hidden)
    found: list[Linje] = [(TAL_ORD[tal].capitalize(), _vist(told[tal])) for tal in overblik.tal]
    for maal in overblik.maal:
        har = hide_part(len(maal.har), maal.borgere)
        gives = har is None or (hidden and maal.art is MaaltalArt.VIRKSOMHEDSFORLOEB)
        found.append((f"Måltal: {MAAL_ORD[maal.art]}, mangler", _vist(None if gives else maal.mangler)))
    titler = [GRUPPE_ORD[gruppe] for gruppe in overblik.grupper]
    return (
        Talgruppe(("Nu", "borgere"), tuple(found)),
        Talgruppe(("Hvor står borgerne", "borgere"), tuple(_linjer([*titler, "Ikke vurderet"], grupper))),
    )


def _groups(overblik: Overblik) -> list[int]:
    """The four, and those nobody has judged."""
    return [*map(len, overblik.grupper.values()), len(overblik.uvurderet)]


def _told(overblik: Overblik, *, hidden: bool) -> dict[Tal, int | None]:
    """Each count as it may be told; ``hidden``: who stands in a virksomhed is not. A count that is part of another, or
    shuts another out, would tell of the rest of it: it is hidden where that rest are few."""
    if _too_few(overblik):
        return dict.fromkeys(overblik.tal)
    antal = {tal: len(sager) for tal, sager in overblik.tal.items()}
    told = {tal: hide_part(n, overblik.borgere) for tal, n in antal.items()}
    if hidden:
        told[Tal.I_PRAKTIK] = None
    late, undated = antal[Tal.FORFALDNE], antal[Tal.UDEN_DATO]
    (told[Tal.FORFALDNE], told[Tal.UDEN_DATO], _), _ = hide_small(
        (late, undated, max(0, overblik.borgere - late - undated))
    )
    inside = antal[Tal.I_PRAKTIK]
    for part, whole in ((Tal.UDEN_KONTAKT, inside), (Tal.SE_IGEN, overblik.borgere - inside)):
        if antal[part] and (told[Tal.I_PRAKTIK] is None or 0 < whole - antal[part] < MINDST):
            told[part] = None
    return told


def _loefter(overblik: Overblik, sagtal: Sequence[SagTal]) -> Talgruppe:
    found: list[Linje] = []
    for part, tal in overblik.loefter.items():
        folk: tuple[set[int], ...] = tuple(set() for _ in _kinds(tal))
        for one in (one for one in sagtal if one.aaben):
            for owed in (owed for who, owed in one.loefter if who is part):
                for antal, whose in zip(_kinds(owed), folk, strict=True):
                    whose |= {one.borger} if antal else set()
        shown, _ = hide_small(_kinds(tal), folk)
        found.append((LOEFTE_ORD[part], *(_vist(None if _too_few(overblik) else n) for n in shown)))
    return Talgruppe(("Aftaler", "gjort", "gjort efter tiden", "over tiden", "åbne"), tuple(found))


def _kinds(tal: LoefteTal) -> tuple[int, int, int, int]:
    return tal.holdt, tal.for_sent, tal.over, tal.aaben


def _periode(periode: PeriodeTal, sagtal: Sequence[SagTal], kendte: Collection[str]) -> tuple[Talgruppe, ...]:
    borger = {one.sag: one.borger for one in sagtal}
    aarsager: dict[str, list[int]] = defaultdict(list)
    spand: dict[UgeSpand | None, list[int]] = {span: [] for span in (*SPAND_ORD, None)}
    hvem: dict[str, list[int]] = defaultdict(list)
    for one in periode.afbrud:
        who = borger[one.sag]
        aarsager[one.aarsag if one.aarsag in kendte else ANDEN].append(who)
        spand[one.spand].append(who)
        hvem[AF_ORD.get(one.af, AF_ORD[""])].append(who)
    tables, i_alt = hide_tables([_counted(table) for table in (aarsager, spand, hvem)])
    ended: dict[str, list[int]] = defaultdict(list)
    for resultat, sager in periode.afsluttet.items():
        ended[_resultat(resultat)] += [borger[sag] for sag in sager]
    shown, slut = hide_small(*_counted(ended))
    linjer = (
        ("Afbrud i alt", _vist(i_alt)),
        *_linjer([f"Afbrud: {titel}" for titel in aarsager], tables[0]),
        *_linjer([*(f"Afbrud i uge {ord_}" for ord_ in SPAND_ORD.values()), "Afbrud uden datoer"], tables[1]),
        *_linjer([f"Stoppet af {titel}" for titel in hvem], tables[2]),
        ("Afsluttet i alt", _vist(slut)),
        *_linjer([f"Afsluttet: {titel}" for titel in ended], shown),
    )
    return (Talgruppe(("Siden", format_dato(periode.fra)), linjer),)


def _counted(celler: Mapping[Any, list[int]]) -> tuple[list[int], list[list[int]]]:
    """How many praktikker each cell holds, and whose they are: one borger may have had several."""
    return [len(folk) for folk in celler.values()], list(celler.values())


def _resultat(resultat: str) -> str:
    """In words that say nothing of anybody: a result that is not ours may have been written by hand."""
    return RESULTAT.get(resultat, ANDET_RESULTAT if resultat else "uden resultat")


def _linjer(titler: Sequence[str], antal: Vist) -> list[Linje]:
    return [(titel, _vist(n)) for titel, n in zip(titler, antal, strict=True)]


def _vist(antal: int | None) -> str:
    return SKJULT if antal is None else str(antal)
