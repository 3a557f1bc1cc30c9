"""»Indsigt«: everything that a file holds about a borger, in the order in which a person would ask for it.

GDPR art. 15, databeskyttelsesloven § 22: what is stored, where it is from, who has seen it, what is not here and where
it is, and what she can do. Whether something must be held back for another's sake is the kommune's to judge before.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

import msgspec

from konsulent_core import snapshot as s
from konsulent_core.dansk import format_timer_ord
from konsulent_core.dansk_ord import FORMAAL, PART, VIRKNING, vaerdi_ord
from konsulent_core.entities import BY_TABEL, Besoeg, Record, field_names, field_types
from konsulent_core.merge import Value
from konsulent_core.udlevering.blad import Afsnit, Del, Fakta, Indsigtsblad, Kolonne, Ord, Tabel, Under
from konsulent_core.udlevering.kolonner import TABELLER, TEKNISK, UNDER_BESOEG, Celle
from konsulent_core.udlevering.ord import felt_ord, kilde_ord
from konsulent_core.udlevering.sagsfil import HistorikLinje, HistorikStand, Sagsfil
from konsulent_core.udlevering.vaerdi import Opslag, besoeg_navn, look_up
from konsulent_core.words import Stemme

SLETTET = "(slettet) "
SKREVET = "Skrevet, som det står nu"
_INGENTING = "Der står ingenting."
_HAENDELSER = {
    "aabn_sag": "Sagen blev åbnet",
    "vis_cpr": "CPR-nummeret blev vist",
    "gem_pdf": "Et papir blev gemt som PDF",
    "gem_kalender": "Besøg blev gemt til kalender",
    "gem_indsigt": "Oplysningerne blev gemt til indsigt",
    "gem_pakke": "Sagen blev gemt til en anden kommune",
    "indlaes_pakke": "Sagen blev indlæst fra en anden kommune",
}
_BEGYNDT = {"uden_dato": "Hvorfor der ikke er en dato", "gruppe": "Hvorfor borgeren står, hvor den står",
            "notat": "Et hurtigt notat"}  # fmt: skip
_RETTIGHEDER = (
    "Er noget forkert, kan du bede kommunen om at rette det.",
    "Du kan spørge kommunen, hvor længe oplysningerne bliver gemt, og hvem de er givet videre til.",
    "Du kan klage til Datatilsynet, datatilsynet.dk, hvis du mener, at kommunen bruger dine oplysninger forkert.",
)
_ANDRE = (
    "Oplysninger om virksomheden og de mennesker, der er nævnt, er med, når de siger noget om dit forløb. "
    "Deres telefonnumre og mailadresser er ikke med."
)
_STEMMER = tuple(stemme.value for stemme in Stemme)
_KUN_HER = (
    "Her står, hvad der er gemt i konsulentens program. Kommunen kan have oplysninger om dig i andre systemer, "
    "for eksempel i din journal."
)
_Gang = tuple[str, str, str, int]  # when, who, and which row


def make_blad(fil: Sagsfil) -> Indsigtsblad:
    """The same file gives the same content."""
    return _Laeser(fil).blad()


class _Laeser:
    def __init__(self, fil: Sagsfil) -> None:
        self._fil = fil
        self._opslag: Opslag = look_up(fil)
        self._besoeg = sorted(fil.af_art(Besoeg), key=lambda one: (one.tidspunkt or "", one.id))
        self._known = {one.id for one in self._besoeg}
        self._rows_by_id = {(post.tabel, post.id): post for post in fil.poster}

    def blad(self) -> Indsigtsblad:
        fil = self._fil
        navn = self._opslag.navne.get(("borger", fil.borger or 0), "Uden navn")
        foer = [_KUN_HER, _ANDRE]
        if fil.historik.besked:
            foer.append(fil.historik.besked)
        sager = [self._opslag.navne.get(("sag", sag), "") for sag in fil.sager]
        return Indsigtsblad(
            navn=navn,
            under="Alt, hvad der er gemt om dig i konsulentens program",
            fod=navn,
            fakta=(
                ("Lavet", f"{vaerdi_ord(fil.dannet)}\naf {fil.af}"),
                ("Kommune", fil.kommune),
                ("Sager", "\n".join(sager)),
                ("Historik", _STAND[fil.historik.stand]),
            ),
            foer=tuple(foer),
            afsnit=tuple(one for one in self._afsnit() if one.dele),
            rettigheder=_RETTIGHEDER,
        )

    def _afsnit(self) -> Iterable[Afsnit]:
        yield self._facts("borger", "Om dig")
        yield self._facts("sag", "Dine sager")
        yield self._facts("praktik", "Praktikker")
        for tabel in ("delmaal", "opgave", "timer", "skaanehensyn", "indsats"):
            yield self._rows(tabel)
        yield Afsnit("Besøg og samtaler", tuple(self._visits()))
        yield self._rows("aftale", "Aftaler, der ikke hører til et besøg", loose=True)
        yield self._rows("spoergsmaal")
        yield self._facts("rapport")
        yield self._rows("rapport_tekst")
        for tabel in ("rettelse", "journalisering", "udsagn", "vurdering", "svar", "opgave_trin", "fremmoede",
                      "skaanehensyn_svar"):  # fmt: skip
            yield self._rows(tabel, f"{kilde_ord(tabel)} uden et besøg", loose=True)
        yield self._rows("konflikt")
        yield self._rows("forsinket")
        yield self._rows("sagtal")
        yield self._facts("virksomhed")
        yield self._facts("kontaktperson")
        yield self._facts("laering")
        yield Afsnit("Ikke sendt til serveren endnu", tuple(self._local()))
        yield Afsnit("Skrevet og ikke gemt endnu", tuple(self._begun()))
        yield Afsnit("Hvem har ændret hvad", tuple(self._history()))
        yield Afsnit("Hvad der er gjort med sagen på denne pc", tuple(self._events()))

    # --- records ----------------------------------------------------------------------------------

    def _of(self, tabel: str) -> tuple[Record, ...]:
        return self._fil.af_art(BY_TABEL[tabel])

    def _facts(self, tabel: str, titel: str = "") -> Afsnit:
        return Afsnit(titel or kilde_ord(tabel), tuple(self._fact(post) for post in self._of(tabel)))

    def _fact(self, post: Record) -> Fakta:
        name = self._opslag.navne[post.tabel, post.id]
        head = f"{name[:1].upper()}{name[1:]}"
        linjer = [
            (felt_ord(post.tabel, felt), words)
            for felt in field_names(type(post))
            if felt not in TEKNISK and (words := self._opslag.vaerdi(post, felt))
        ]
        return Fakta(f"{SLETTET if post.slettet else ''}{head}", tuple(linjer) or ((_INGENTING, ""),))

    def _rows(self, tabel: str, titel: str = "", *, loose: bool = False) -> Afsnit:
        """All of a kind; ``loose``: those that lie under no besøg, which the others are told with."""
        posts = [p for p in self._of(tabel) if not loose or getattr(p, "besoeg", None) not in self._known]
        if tabel == "timer":
            posts = sorted(posts, key=lambda one: getattr(one, "fra", None) or "")
        return Afsnit(titel or kilde_ord(tabel), tuple(self._table(tabel, posts)))

    def _table(self, tabel: str, posts: Sequence[Record], titel: str = "") -> Iterable[Tabel]:
        if posts:
            celler = TABELLER[tabel]
            rows = [self._row(celler, post) for post in posts]
            filled = [n for n in range(len(celler)) if n == 0 or any(row[n] for row in rows)]
            room = sum(celler[n].bredde for n in filled)
            kolonner = tuple(Kolonne(celler[n].hoved, celler[n].bredde / room) for n in filled)
            yield Tabel(titel, kolonner, tuple(tuple(row[n] for n in filled) for row in rows))

    def _row(self, celler: Sequence[Celle], post: Record) -> tuple[str, ...]:
        first, *rest = (celle.words(post, self._opslag) for celle in celler)
        return (f"{SLETTET}{first}" if post.slettet else first, *rest)

    # --- besøg ------------------------------------------------------------------------------------

    def _visits(self) -> Iterable[Del]:
        under: dict[tuple[str, int], list[Record]] = {}
        for tabel in UNDER_BESOEG:
            for post in self._of(tabel):
                under.setdefault((tabel, getattr(post, "besoeg", None) or 0), []).append(post)
        for besoeg in self._besoeg:
            name = besoeg_navn(besoeg)
            yield Under(f"{SLETTET if besoeg.slettet else ''}{name[:1].upper()}{name[1:]}")
            yield Fakta("", self._fact(besoeg).linjer)
            for tabel in UNDER_BESOEG:
                rows = sorted(under.get((tabel, besoeg.id), ()), key=_plads)
                yield from self._table(tabel, rows, kilde_ord(tabel))
            yield from _locked(besoeg)

    # --- beside the records -----------------------------------------------------------------------

    def _local(self) -> Iterable[Del]:
        born = sum(1 for one in self._fil.lokalt if not one.foer and not one.efter)
        if born:
            count = "Én ny oplysning" if born == 1 else f"{born} nye oplysninger"
            yield Ord(f"{count} er ikke sendt til kommunens server endnu. Det hele står i afsnittene ovenfor.")
        rows = tuple(
            (
                self._where(one.tabel, one.raekke),
                one.stand,
                self._fields(one.tabel, one.raekke, one.foer),
                self._fields(one.tabel, one.raekke, one.efter),
            )
            for one in self._fil.lokalt
            if one.foer or one.efter
        )
        if rows:
            yield Ord("Disse er rettet her. Sådan var det før, og sådan står det nu.")
            yield Tabel(
                "", (Kolonne("Hvad", 0.28), Kolonne("Stand", 0.2), Kolonne("Før", 0.26), Kolonne("Nu", 0.26)), rows
            )

    def _begun(self) -> Iterable[Del]:
        rows = tuple((_BEGYNDT.get(one.art, "En kladde"), one.indhold) for one in self._fil.begyndt)
        if rows:
            yield Tabel("", (Kolonne("Hvad", 0.3), Kolonne("Indhold", 0.7)), rows)

    def _history(self) -> Iterable[Del]:
        if self._fil.historik.stand in (HistorikStand.MANGLER, HistorikStand.DELVIS):
            yield Ord(self._fil.historik.besked)
        rows = tuple(
            self._change(where, tuple(lines)) for where, lines in groupby(self._fil.historik.linjer, key=_samme_gang)
        )
        if rows:
            heads = (("Hvornår", 0.15), ("Hvem", 0.15), ("Hvad", 0.3), ("Fra", 0.2), ("Til", 0.2))
            yield Tabel("", tuple(Kolonne(*one) for one in heads), rows)

    def _change(self, gang: _Gang, lines: Sequence[HistorikLinje]) -> tuple[str, ...]:
        """What one person changed in one row at one time; what was written first and still stands is not said again."""
        when, who, tabel, raekke = gang
        here = self._rows_by_id.get((tabel, raekke))
        told = [
            one for one in lines if one.foer is not None or here is None or getattr(here, one.felt, None) != one.efter
        ]
        foer, efter = ({one.felt: getattr(one, name) for one in told} for name in ("foer", "efter"))
        til = self._fields(tabel, raekke, efter) if told else SKREVET
        return vaerdi_ord(when), who, self._where(tabel, raekke), self._fields(tabel, raekke, foer), til

    def _events(self) -> Iterable[Del]:
        yield Ord(
            "Hele listen over, hvem der har åbnet sagen, ligger på kommunens server. Administratoren kan give den."
        )
        rows = tuple(
            (vaerdi_ord(one.hvornaar), _HAENDELSER.get(one.art, one.art), one.detalje) for one in self._fil.haendelser
        )
        if rows:
            yield Tabel("", (Kolonne("Hvornår", 0.2), Kolonne("Hvad", 0.35), Kolonne("Filens kontrolsum", 0.45)), rows)

    def _fields(self, tabel: str, raekke: int, values: Mapping[str, Value]) -> str:
        """Fields of a row that may not be here, each with its name."""
        told = ((felt, self._value(tabel, raekke, felt, value)) for felt, value in values.items())
        return "\n".join(f"{felt_ord(tabel, felt)}: {words}" for felt, words in told if words)

    def _value(self, tabel: str, raekke: int, felt: str, value: Value) -> str:
        """What a field of the row would be told as if this stood in it."""
        entity = BY_TABEL.get(tabel)
        kind = field_types(entity).get(felt) if entity is not None else None
        if value is None or entity is None or kind is None:
            return "" if value is None else str(value)
        if felt == "snapshot":
            return "(øjebliksbilledet)"
        told: dict[str, Any] = {felt: bool(value) if kind is bool else value}
        here = self._rows_by_id.get((tabel, raekke))
        return self._opslag.vaerdi(entity(id=raekke, scope=1, **told) if here is None else replace(here, **told), felt)

    def _where(self, tabel: str, raekke: int) -> str:
        name = self._opslag.navne.get((tabel, raekke), "")
        return f"{kilde_ord(tabel)}, {name}" if name else kilde_ord(tabel)


_STAND = {
    HistorikStand.HENTET: "Med",
    HistorikStand.DELVIS: "Kun en del er med",
    HistorikStand.MANGLER: "Ikke med",
    HistorikStand.IKKE_MED: "Ikke med",
}


def _samme_gang(linje: HistorikLinje) -> _Gang:
    return linje.modtaget or linje.hvornaar, linje.hvem, linje.tabel, linje.raekke


def _plads(post: Record) -> tuple[str, int, int]:
    """As a person would have it: by the list's own order, the week, or the area and then the voices as on paper."""
    names = (getattr(post, name, None) for name in ("orden", "uge", "dimension"))
    voice = getattr(post, "stemme", None)
    return next((str(name) for name in names if name), ""), _STEMMER.index(voice) if voice in _STEMMER else 0, post.id


def _locked(besoeg: Besoeg) -> Iterable[Del]:
    """What stood around the besøg when it was locked, which may have changed since."""
    if not besoeg.snapshot:
        return
    try:
        told = s.decode(besoeg.snapshot)
    except msgspec.DecodeError:
        yield Ord("Øjebliksbilledet fra afslutningen kan ikke læses af denne udgave af appen. Det står i JSON-filen.")
        return
    linjer = [
        ("Borger", told.borger_navn),
        ("Jobmål", told.jobmaal),
        ("Sag", " · ".join(filter(None, (told.sag_nummer, told.sagstype, vaerdi_ord(told.sag_start or ""))))),
        ("Konsulent", told.konsulent),
        ("Sagsbehandler", told.sagsbehandler),
        ("Praktik", ", ".join(filter(None, (told.virksomhed, told.afdeling, told.virksomhed_adresse)))),
        ("Periode", " – ".join(vaerdi_ord(day) for day in (told.praktik_start, told.praktik_slut) if day)),
        ("Kontakt", told.kontaktperson),
        ("Formål", ": ".join(filter(None, (FORMAAL.get(told.formaal or "", told.formaal), told.formaal_tekst)))),
        ("Ugeplan", told.ugeplan),
        ("Bekymring", told.bekymring_grund),
        ("Delmål", "\n".join(f"{d.tekst} ({vaerdi_ord(d.dato or 'uden dato')})" for d in told.delmaal)),
        ("Skånehensyn", "\n".join(_hensyn(one) for one in told.skaanehensyn)),
        ("Timer", "\n".join(_step(one) for one in told.timer)),
        ("Aftaler fra sidst", "\n".join(_promise(one) for one in told.aftaler_sidst)),
        ("Dage", f"{len(told.dage)} planlagte dage siden sidst" if told.dage else ""),
    ]
    yield Fakta("Sådan stod det, da besøget blev afsluttet", tuple((head, words) for head, words in linjer if words))


def _hensyn(one: s.SkaanehensynBlad) -> str:
    worked = VIRKNING.get(one.virkning or "", "")
    return " · ".join(filter(None, (one.titel, one.aarsag, one.ordlyd, worked)))


def _step(one: s.TimerBlad) -> str:
    hours = format_timer_ord(one.timer, one.timer_til) if one.timer is not None else "ukendt timetal"
    paid = f"heraf {format_timer_ord(one.loentimer)} med løn" if one.loentimer else ""
    return ", ".join(filter(None, (f"{vaerdi_ord(one.fra)}: {hours}", paid, one.sted)))


def _promise(one: s.AftaleBlad) -> str:
    who = one.person or PART.get(one.part, one.part)
    return f"{one.hvad} ({who})" + (", gjort" if one.gjort else "")
