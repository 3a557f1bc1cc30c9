"""»Gem opgørelse«: the figures of Overblik as a file for the board: counts only, no name, no group under five."""

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date

from konsulent_app.services.context import Context
from konsulent_app.services.haendelser import Haendelse, log_haendelse
from konsulent_app.store.database import Tx
from konsulent_core.dansk import format_dato
from konsulent_core.dansk_ord import RESULTAT
from konsulent_core.overblik import Overblik, Tal
from konsulent_core.overblik_ord import AF_ORD, GRUPPE_ORD, LOEFTE_ORD, MAAL_ORD, SPAND_ORD, TAL_ORD
from konsulent_core.overblik_periode import PeriodeTal
from konsulent_core.skema import faste
from konsulent_core.smaa_grupper import MINDST, Vist, hide_part, hide_small, hide_tables
from konsulent_core.words import MaaltalArt, Sagsgruppe

SKJULT = "skjult"
ANDEN = "Anden eller ingen årsag"
FORKLARING = f"»{SKJULT}«: gruppen er på under {MINDST}, eller en anden på under {MINDST} kunne regnes ud af den."

Linje = tuple[str, ...]


def filnavn(dato: date) -> str:
    """Neutral: nothing of whose figures they are."""
    return f"opgoerelse-{dato.isoformat()}.csv"


def kendte_aarsager(context: Context) -> frozenset[str]:
    """The causes of an afbrud that a skema offers, in its words."""
    felter = (felt for skema in context.skemaer.values() for felt in skema.felter)
    return frozenset(valg.titel for felt in felter if felt.noegle == faste.AFBRUDT_AARSAG for valg in felt.valg)


def make_opgoerelse(overblik: Overblik, periode: PeriodeTal, dato: date, kendte: Collection[str]) -> bytes:
    """The file as Danish spreadsheets open it: semicolons, UTF-8 with its mark.

    A cause that is none of the ``kendte`` was written by hand, and may say anything: it is counted as another.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    borgere = overblik.borgere if overblik.borgere >= MINDST else None
    writer.writerow(("Opgørelse", format_dato(dato)))
    writer.writerow((FORKLARING,))
    writer.writerow(("Borgere", _vist(borgere)))
    for linje in (*_tal(overblik), *_loefter(overblik), *_periode(periode, kendte)):
        writer.writerow(linje)
    return text.getvalue().encode("utf-8-sig")


def log_opgoerelse(tx: Tx, context: Context, indhold: bytes) -> None:
    """A deliberate act that is answered for: when, by whom, and which bytes."""
    log_haendelse(tx, context, Haendelse.GEM_OPGOERELSE, context.bruger.nummer, hashlib.sha256(indhold).hexdigest())


def _tal(overblik: Overblik) -> list[Linje]:
    grupper = _shown_groups(overblik)
    # Who runs a praktik stands in a virksomhed: where that cell is hidden for another's sake, the count gives it away.
    hidden = grupper[list(overblik.grupper).index(Sagsgruppe.I_VIRKSOMHED)] is None
    found: list[Linje] = [("", ""), ("Nu", "borgere")]
    for tal, sager in overblik.tal.items():
        told = None if hidden and tal is Tal.I_PRAKTIK else hide_part(len(sager), overblik.borgere)
        found.append((TAL_ORD[tal].capitalize(), _vist(told)))
    for maal in overblik.maal:
        har = hide_part(len(maal.har), maal.borgere)
        gives = har is None or (hidden and maal.art is MaaltalArt.VIRKSOMHEDSFORLOEB)
        found.append((f"Måltal: {MAAL_ORD[maal.art]}, mangler", _vist(None if gives else maal.mangler)))
    titler = [GRUPPE_ORD[gruppe] for gruppe in overblik.grupper]
    return [*found, ("", ""), ("Hvor står borgerne", "borgere"), *_linjer([*titler, "Ikke vurderet"], grupper)]


def _shown_groups(overblik: Overblik) -> Vist:
    """The four, and those nobody has judged."""
    return hide_small([*map(len, overblik.grupper.values()), len(overblik.uvurderet)])[0]


def _loefter(overblik: Overblik) -> list[Linje]:
    found: list[Linje] = [("", ""), ("Aftaler", "gjort", "gjort efter tiden", "over tiden", "åbne")]
    for part, tal in overblik.loefter.items():
        shown, _ = hide_small((tal.holdt, tal.for_sent, tal.over, tal.aaben))
        found.append((LOEFTE_ORD[part], *map(_vist, shown)))
    return found


def _periode(periode: PeriodeTal, kendte: Collection[str]) -> list[Linje]:
    aarsager = Counter(one.aarsag if one.aarsag in kendte else ANDEN for one in periode.afbrud)
    spand = [sum(one.spand is span for one in periode.afbrud) for span in SPAND_ORD]
    udateret = sum(one.spand is None for one in periode.afbrud)
    hvem = Counter(AF_ORD.get(one.af, AF_ORD[""]) for one in periode.afbrud)
    causes, weeks, who = list(aarsager.items()), [*spand, udateret], list(hvem.items())
    tables, i_alt = hide_tables(([n for _, n in causes], weeks, [n for _, n in who]))
    ended = [(RESULTAT.get(resultat, "uden resultat"), len(sager)) for resultat, sager in periode.afsluttet.items()]
    shown, slut = hide_small([n for _, n in ended])
    return [
        ("", ""),
        ("Siden", format_dato(periode.fra)),
        ("Afbrud i alt", _vist(i_alt)),
        *_linjer([f"Afbrud: {titel}" for titel, _ in causes], tables[0]),
        *_linjer([*(f"Afbrud i uge {ord_}" for ord_ in SPAND_ORD.values()), "Afbrud uden datoer"], tables[1]),
        *_linjer([f"Stoppet af {titel}" for titel, _ in who], tables[2]),
        ("Afsluttet i alt", _vist(slut)),
        *_linjer([f"Afsluttet: {titel}" for titel, _ in ended], shown),
    ]


def _linjer(titler: Sequence[str], antal: Vist) -> list[Linje]:
    return [(titel, _vist(n)) for titel, n in zip(titler, antal, strict=True)]


def _vist(antal: int | None) -> str:
    return SKJULT if antal is None else str(antal)
