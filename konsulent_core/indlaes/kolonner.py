"""The columns of a caseload that comes from a file: which heading means what, and what a person is shown of a cell."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from konsulent_core.cpr import MASKE
from konsulent_core.dansk import format_dato, format_tid
from konsulent_core.soegning import words

Celle = str | int | float | bool | date | datetime | time | None
"""What stands in one cell of a sheet."""

EKSEMPLER = 3  # values of a column that are shown beside its heading
_HOVED_SENEST = 20  # a title and an empty line or two may stand above the headings
_TEGN = r"[\s.,/_\-\u2010-\u2015\u2212]"
# As people write a CPR number, right or nearly so: a digit lost or doubled, dots, long dashes, the whole year, letters
# in the last four. Rather one too many is covered than one too few; +45 begins a phone number, and »12.03.2026 10.30«
# is a day and a time.
_CPR_I_TEKST = re.compile(
    rf"(?<!\d)(?<!\+(?=45))(?:(?:\d{{5,8}}{_TEGN}{{0,3}}|\d{{1,3}}{_TEGN}\d{{2}}{_TEGN}(?:\d{{4}}|\d{{2}}){_TEGN}{{1,3}})"
    r"\d{2} ?\d{2,3}(?!\d)|\d{6}-?(?=\d{0,3}[a-zæøå])[0-9a-zæøå]{4}(?!\w))",
    re.IGNORECASE,
)


class Del(StrEnum):
    """The part of a caseload that a column belongs to."""

    BORGER = "Borger"
    SAG = "Sag"
    VIRKSOMHED = "Virksomhed"
    PRAKTIK = "Praktik"


class Kolonne(StrEnum):
    """What a column of the file may hold (DOMAIN §3)."""

    CPR = "cpr"
    NAVN = "navn"
    FORNAVN = "fornavn"
    EFTERNAVN = "efternavn"
    TELEFON = "telefon"
    EMAIL = "email"
    ADRESSE = "adresse"
    ADRESSEBESKYTTELSE = "adressebeskyttelse"
    ORDBLIND = "ordblind"
    BISIDDER = "bisidder"
    JOBMAAL = "jobmaal"
    SAGSNUMMER = "sagsnummer"
    SAGSTYPE = "sagstype"
    SAG_START = "sag_start"
    SAGSBEHANDLER = "sagsbehandler"
    MOEDE = "moede"
    BEKYMRING = "bekymring"
    NAESTE_BESOEG = "naeste_besoeg"
    NAESTE_TID = "naeste_tid"
    VIRKSOMHED = "virksomhed"
    CVR = "cvr"
    VIRKSOMHED_ADRESSE = "virksomhed_adresse"
    BY = "by"
    AFDELING = "afdeling"
    KONTAKTPERSON = "kontaktperson"
    KONTAKT_TELEFON = "kontakt_telefon"
    MENTOR = "mentor"
    PRAKTIK_START = "praktik_start"
    PRAKTIK_SLUT = "praktik_slut"
    FORMAAL = "formaal"
    UGEPLAN = "ugeplan"
    TIMER = "timer"
    LOENTIMER = "loentimer"


@dataclass(frozen=True, slots=True)
class Spec:
    """A column's own heading, its part, an example for the template, and other headings it is known by."""

    titel: str
    del_: Del
    eksempel: str
    kendt: tuple[str, ...] = ()


# The template's people are invented; its CPR number is a replacement number and its phone number nobody's.
KOLONNER: Mapping[Kolonne, Spec] = {
    Kolonne.CPR: Spec("CPR-nummer", Del.BORGER, "610180-1230", ("cpr", "cpr nr", "personnummer", "cprnr borger")),
    Kolonne.NAVN: Spec("Navn", Del.BORGER, "", ("borger", "borgers navn", "borgernavn", "fulde navn", "hele navnet")),
    Kolonne.FORNAVN: Spec("Fornavn", Del.BORGER, "Anna", ("fornavne", "borger fornavn")),
    Kolonne.EFTERNAVN: Spec("Efternavn", Del.BORGER, "Eksempel", ("borger efternavn",)),
    Kolonne.TELEFON: Spec("Telefon", Del.BORGER, "12 34 56 78", ("tlf", "tlf nr", "mobil", "telefonnummer",
                          "mobilnummer", "borger telefon", "borgers telefon")),
    Kolonne.EMAIL: Spec("E-mail", Del.BORGER, "anna@example.dk", ("mail", "mailadresse", "borger mail")),
    Kolonne.ADRESSE: Spec("Adresse", Del.BORGER, "Skolegade 1, 8700 Horsens", ("borger adresse", "borgers adresse",
                          "bopæl", "folkeregisteradresse")),
    Kolonne.ADRESSEBESKYTTELSE: Spec("Adressebeskyttelse", Del.BORGER, "nej", ("beskyttet adresse",
                                     "adressebeskyttet", "hemmelig adresse", "navne og adressebeskyttelse")),
    Kolonne.ORDBLIND: Spec("Ordblind", Del.BORGER, "nej", ("ordblindhed",)),
    Kolonne.BISIDDER: Spec("Bisidder", Del.BORGER, ""),
    Kolonne.JOBMAAL: Spec("Jobmål", Del.BORGER, "Køkken eller kantine", ("mål", "beskæftigelsesmål", "job mål")),
    Kolonne.SAGSNUMMER: Spec("Sagsnummer", Del.SAG, "", ("sagsnr", "sag nr", "journalnummer", "sags id")),
    Kolonne.SAGSTYPE: Spec("Sagstype", Del.SAG, "Ressourceforløb", ("type", "ydelse", "forløbstype", "målgruppe",
                           "forsørgelse")),
    Kolonne.SAG_START: Spec("Sagens start", Del.SAG, "01.02.2026", ("sag start", "sagsstart", "sag startdato",
                            "sag oprettet", "oprettet", "visiteret", "visitationsdato", "forløb start")),
    Kolonne.SAGSBEHANDLER: Spec("Sagsbehandler", Del.SAG, "Karen Prøve", ("rådgiver", "jobkonsulent",
                                "koordinerende sagsbehandler", "sagsbeh")),
    Kolonne.MOEDE: Spec("Mødedato", Del.SAG, "", ("møde", "rehabiliteringsmøde", "rehabmøde", "rehab møde",
                        "møde rehabiliteringsteam", "teammøde", "planlagt møde")),
    Kolonne.BEKYMRING: Spec("Bekymring", Del.SAG, "nej", ("bekymringssag", "obs")),
    Kolonne.NAESTE_BESOEG: Spec("Næste besøg", Del.SAG, "", ("næste møde", "næste opfølgning", "næste samtale",
                                "opfølgning", "opfølgningsdato", "næste dato")),
    Kolonne.NAESTE_TID: Spec("Næste besøg kl.", Del.SAG, "", ("klokkeslæt", "tidspunkt", "tid", "kl")),
    Kolonne.VIRKSOMHED: Spec("Virksomhed", Del.VIRKSOMHED, "Eksempel Kantine", ("virksomhedsnavn", "arbejdsgiver",
                             "firma", "praktiksted", "praktikplads", "arbejdsplads", "sted", "virksomhedens navn")),
    Kolonne.CVR: Spec("CVR-nummer", Del.VIRKSOMHED, "", ("cvr", "cvr nr", "virksomhed cvr")),
    Kolonne.VIRKSOMHED_ADRESSE: Spec("Virksomhedens adresse", Del.VIRKSOMHED, "Havnegade 2", ("virksomhed adresse",
                                     "virksomhedsadresse", "firma adresse", "praktiksted adresse")),
    Kolonne.BY: Spec("Virksomhedens by", Del.VIRKSOMHED, "Horsens", ("by", "virksomhed by", "postnr og by")),
    Kolonne.AFDELING: Spec("Afdeling", Del.PRAKTIK, "Køkkenet", ("afd",)),
    Kolonne.KONTAKTPERSON: Spec("Kontaktperson", Del.PRAKTIK, "Per Prøve", ("kontakt", "kontakt i virksomheden",
                                "leder", "virksomhedens kontaktperson")),
    Kolonne.KONTAKT_TELEFON: Spec("Kontaktpersonens telefon", Del.PRAKTIK, "12 34 56 79", ("kontaktperson telefon",
                                  "kontaktperson tlf", "kontakt telefon", "kontakt tlf", "virksomhed telefon",
                                  "virksomhed tlf", "virksomhedens telefon")),
    Kolonne.MENTOR: Spec("Mentor", Del.PRAKTIK, "", ("virksomhedsmentor",)),
    Kolonne.PRAKTIK_START: Spec("Praktikkens start", Del.PRAKTIK, "02.03.2026", ("praktik start", "praktikstart",
                                "praktik startdato", "praktik fra", "start", "startdato", "fra", "fra dato",
                                "start praktik")),
    Kolonne.PRAKTIK_SLUT: Spec("Praktikkens slut", Del.PRAKTIK, "31.05.2026", ("praktik slut", "praktikslut",
                               "praktik slutdato", "praktik til", "slut", "slutdato", "til", "til dato", "udløb",
                               "slut praktik", "udløbsdato")),
    Kolonne.FORMAAL: Spec("Formål", Del.PRAKTIK, "Afklare jobmål", ("formål med praktikken", "praktikformål")),
    Kolonne.UGEPLAN: Spec("Ugeplan", Del.PRAKTIK, "ma on 9-12", ("dage", "arbejdstid", "mødetider", "skema",
                          "dage og tider", "ugeskema")),
    Kolonne.TIMER: Spec("Timer om ugen", Del.PRAKTIK, "6", ("timer", "ugentlige timer", "timetal", "timer uge",
                        "timer pr uge", "ugentligt timetal", "antal timer")),
    Kolonne.LOENTIMER: Spec("Løntimer", Del.PRAKTIK, "0", ("løntimer om ugen", "ordinære timer", "timer med løn",
                            "løntimer pr uge")),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Ark:
    """One sheet as it was read: its rows from row 1 on, each as long as it was written. A CSV file is one sheet.

    ``dag_nul`` is the day that the sheet's numbers count days from; ``bemaerkninger`` what is odd about it as a whole.
    """

    navn: str
    raekker: tuple[tuple[Celle, ...], ...] = field(repr=False)
    dag_nul: date = date(1899, 12, 30)
    bemaerkninger: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Overskrift:
    """A column of a sheet: its place from 0, what stands above it, the first values in it, and what it seems to be.

    In a file without headings a borger stands above it: ``tekst`` never shows a CPR number either.
    """

    plads: int
    tekst: str = field(repr=False)
    eksempler: tuple[str, ...] = field(repr=False)
    gaet: Kolonne | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabel:
    """A sheet with its headings found; ``hoved`` is their row from 0, what follows are the borgere."""

    ark: Ark
    hoved: int
    overskrifter: tuple[Overskrift, ...]

    @property
    def raekker(self) -> tuple[tuple[Celle, ...], ...]:
        """The rows beneath the headings."""
        return self.ark.raekker[self.hoved + 1 :]


def find_tabel(ark: Ark) -> Tabel:
    """The headings are the row near the top that holds the most known words; the first filled one where none does.

    A column without heading and values is left out; one with a heading that stands there twice is told apart by its
    place.
    """
    top = [n for n, raekke in enumerate(ark.raekker[:_HOVED_SENEST]) if any(vis(c) for c in raekke)]
    hoved = max(top, key=lambda n: (_kendte(ark.raekker[n]), -n), default=0)
    overskrift = ark.raekker[hoved] if ark.raekker else ()
    under = ark.raekker[hoved + 1 :]
    bredde = max((len(raekke) for raekke in (overskrift, *under)), default=0)
    tekster = [vis_uden_cpr(overskrift[n]) if n < len(overskrift) else "" for n in range(bredde)]
    eksempler = [_eksempler(under, n) for n in range(bredde)]
    gaet = guess(tekster)
    return Tabel(
        ark=ark,
        hoved=hoved,
        overskrifter=tuple(
            Overskrift(plads=n, tekst=_navn(tekster, n), eksempler=eksempler[n], gaet=gaet[n])
            for n in range(bredde)
            if tekster[n] or eksempler[n]
        ),
    )


def guess(tekster: Sequence[str]) -> tuple[Kolonne | None, ...]:
    """What each heading seems to mean: a whole heading before one that only begins so, and each column once."""
    found: list[Kolonne | None] = [None] * len(tekster)
    for exact in (True, False):
        for n, tekst in enumerate(tekster):
            if found[n] is None:
                seems = _exact(tekst) if exact else _begins(tekst)
                found[n] = seems if seems not in found else None
    return tuple(found)


def vis(celle: Celle) -> str:
    """A cell as a person reads it: 12.03.2026, 7,5, ja."""
    match celle:
        case None:
            return ""
        case bool():
            return "ja" if celle else "nej"
        case datetime():
            klokken = f" {format_tid(celle.time())}" if celle.time() != time() else ""
            return f"{format_dato(celle.date())}{klokken}"
        case date():
            return format_dato(celle)
        case time():
            return format_tid(celle)
        case float():
            return str(int(celle)) if celle.is_integer() else f"{celle:g}".replace(".", ",")
        case int():
            return str(celle)
        case str():
            return " ".join(celle.split())


def vis_uden_cpr(celle: Celle) -> str:
    """The same with every CPR number in it covered, wherever it may have been written."""
    return _CPR_I_TEKST.sub(MASKE, vis(celle))


def _eksempler(raekker: Sequence[Sequence[Celle]], plads: int) -> tuple[str, ...]:
    found: list[str] = []
    for raekke in raekker:
        if plads < len(raekke) and (tekst := vis_uden_cpr(raekke[plads])):
            found.append(tekst)
            if len(found) == EKSEMPLER:
                break
    return tuple(found)


def _navn(tekster: Sequence[str], plads: int) -> str:
    tekst = tekster[plads]
    if not tekst:
        return f"Kolonne {plads + 1} uden overskrift"
    earlier = tekster[:plads].count(tekst)
    return f"{tekst} ({earlier + 1})" if earlier else tekst


def _kendte(raekke: Sequence[Celle]) -> int:
    return sum(1 for celle in raekke if isinstance(celle, str) and _exact(celle) is not None)


def _exact(tekst: str) -> Kolonne | None:
    return _KENDT.get("".join(words(tekst)))


def _begins(tekst: str) -> Kolonne | None:
    """»Telefon (privat)«: the longest known words that the heading begins with, where they are words of it."""
    parts = words(tekst)
    hits = (_KENDT.get("".join(parts[:n])) for n in range(len(parts) - 1, 0, -1))
    return next((hit for hit in hits if hit is not None), None)


_KENDT: Mapping[str, Kolonne] = {
    "".join(words(tekst)): kolonne for kolonne, spec in KOLONNER.items() for tekst in (spec.titel, *spec.kendt)
}
