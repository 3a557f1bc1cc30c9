"""Loads the six test people of the case study into a store, through the app's own verbs, with the clock of each day."""

import secrets
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial

from konsulent_app.paths import resources_folder
from konsulent_app.services import aftale as aftale_verbs
from konsulent_app.services.context import Bruger, Context
from konsulent_app.services.maaltal import set_maaltal
from konsulent_app.services.rapport import save_tekst
from konsulent_app.services.visitkort import save_telefon
from konsulent_app.store import rows
from konsulent_app.store.database import Database, Tx
from konsulent_core.entities import (
    Borger,
    Delmaal,
    Indsats,
    Kontaktperson,
    Opgave,
    Praktik,
    Record,
    Sag,
    Skaanehensyn,
    Virksomhed,
)
from konsulent_core.ids import Entropy
from konsulent_core.merge import Value
from konsulent_core.rapport.kort import KONKLUSION, SPOERGSMAAL
from konsulent_core.skema.grammar import Skema
from konsulent_core.skema.load import parse_skemaer
from konsulent_core.words import BesoegType, DelmaalTilstand
from tools.caseload.casefile import (
    CaseFile,
    Firma,
    Forloeb,
    Moede,
    Opkald,
    Person,
    Rapportord,
    Skridt,
    Sted,
    read_cases,
)
from tools.caseload.moving import Moving, next_date
from tools.caseload.names import replacement_cpr
from tools.caseload.visit import Place, SettableClock, Visit, at, hold, hour_of, save_step

_TALKED = {"a": "virksomhed", "b": "borger", "s": "sagsbehandler"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonIds:
    """Where one of the six lies. ``sag`` is the one that runs; ``besoeg`` are all opfølgninger, oldest first."""

    noegle: str
    case: str
    weeks: int  # by which the study's dates are moved
    borger: int
    sag: int
    sager: tuple[int, ...]
    praktikker: Mapping[str, int]
    besoeg: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CaseIds:
    """The six by first name in lower case: ``ids["katrine"]``."""

    people: Mapping[str, PersonIds]

    def __getitem__(self, noegle: str) -> PersonIds:
        return self.people[noegle]


def read_skemaer() -> dict[str, Skema]:
    """The skemaer the app is delivered with."""
    folder = resources_folder() / "skemaer"
    return parse_skemaer({path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.toml"))})


def load_cases(
    database: Database,
    bruger: Bruger,
    skemaer: Mapping[str, Skema],
    today: date,
    entropy: Entropy = secrets.token_bytes,
) -> CaseIds:
    """Writes the six as ``bruger``'s own caseload, unsent; one transaction each.

    The newest besøg of each is 14 days old ``today``. The same ``entropy`` and day give the same store.
    """
    content = read_cases()
    clock = SettableClock(at(today, "8.00"))
    context = Context(clock=clock, entropy=entropy, bruger=bruger, skemaer=skemaer)
    companies = _Companies(content)
    with database.writing() as tx:
        save_telefon(tx, context, content.telefon)
    people = {}
    for person in content.person:
        with database.writing() as tx:
            people[person.noegle] = _Loader(tx, context, clock, person, companies, today).load()
    return CaseIds(people)


def load_maaltal(database: Database, context: Context) -> None:
    """Writes the måltal of the six as their teamleder's, unsent. Raises ``UserError`` for another."""
    with database.writing() as tx:
        for art, procent in read_cases().maaltal.items():
            set_maaltal(tx, context, art, procent)


class _Companies:
    """Written down when the first praktik is there, and known from then on."""

    def __init__(self, content: CaseFile) -> None:
        self._files: dict[str, Firma] = {firma.noegle: firma for firma in content.virksomhed}
        self._numbers: dict[str, int] = {}
        self._contacts: dict[tuple[str, str], int] = {}

    def number(self, tx: Tx, context: Context, noegle: str) -> int:
        if noegle not in self._numbers:
            self._write(tx, context, self._files[noegle])
        return self._numbers[noegle]

    def contact(self, noegle: str | None, navn: str | None) -> int | None:
        return self._contacts[noegle, navn] if noegle and navn else None

    def _write(self, tx: Tx, context: Context, firma: Firma) -> None:
        number, kommune, now = context.new_id(), context.bruger.kommune, context.clock()
        values: dict[str, Value] = {
            name: getattr(firma, name)
            for name in ("navn", "cvr", "adresse", "by", "branche", "pladser", "opgavetyper", "kultur", "smaajob")
        }
        rows.save(tx, Virksomhed, number, kommune, values, now)
        self._numbers[firma.noegle] = number
        for one in firma.kontakter:
            person = context.new_id()
            given: dict[str, Value] = {"navn": one.navn, "rolle": one.rolle, "telefon": one.telefon}
            given |= {"virksomhed": number, "email": one.email, "mentor": one.mentor}
            rows.save(tx, Kontaktperson, person, kommune, given, now)
            self._contacts[firma.noegle, one.navn] = person


@dataclass(slots=True)
class _Loader:
    """One person: everything that happened becomes an event, and the events are carried out in their order."""

    tx: Tx
    context: Context
    clock: SettableClock
    person: Person
    companies: _Companies
    today: date
    events: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    places: dict[str | None, Place] = field(default_factory=lambda: {None: Place(praktik=None)})
    hensyn: dict[str, int] = field(default_factory=dict)
    visits: list[int] = field(default_factory=list)

    def load(self) -> PersonIds:
        moving = Moving(newest=self.person.nyeste, today=self.today)
        borger = self.context.new_id()
        sager = tuple(self.context.new_id() for _ in self.person.sag)
        self._on(hour_of(moving.day(self.person.sag[0].start), 9), lambda: self._borger(borger, moving))
        for number, forloeb in zip(sager, self.person.sag, strict=True):
            self._plan(number, borger, forloeb, moving)
        while self.events:  # carrying one out may plan another
            self.events.sort(key=lambda event: event[:2])
            when, _, act = self.events.pop(0)
            self.clock.now = when
            act()
        return PersonIds(
            noegle=self.person.noegle,
            case=self.person.case,
            weeks=moving.weeks,
            borger=borger,
            sag=sager[-1],
            sager=sager,
            praktikker={key: p.praktik for key, p in self.places.items() if key and p.praktik},
            besoeg=tuple(self.visits),
        )

    # What happens when

    def _on(self, when: datetime, act: Callable[[], None]) -> None:
        self.events.append((when, len(self.events), act))

    def _plan(self, sag: int, borger: int, forloeb: Forloeb, moving: Moving) -> None:
        def on(day: date, hour: int, act: Callable[[], None]) -> None:
            self._on(hour_of(moving.day(day), hour), act)

        on(forloeb.start, 9, lambda: self._sag(sag, borger, forloeb, moving))
        for hensyn in forloeb.skaanehensyn:
            self.hensyn[hensyn.noegle] = self.context.new_id()
            place = f"a{len(self.hensyn)}"
            values: dict[str, Value] = {"titel": hensyn.titel, "aarsag": hensyn.aarsag, "ordlyd": hensyn.ordlyd}
            values |= {"aftalt": moving.day(hensyn.aftalt).isoformat(), "orden": place}
            on(hensyn.aftalt, 7, self._later(Skaanehensyn, self.hensyn[hensyn.noegle], sag, values))
        for ved in forloeb.indsats:
            beside: dict[str, Value] = {"art": ved.art.value, "navn": ved.navn, "ugeplan": ved.ugeplan}
            beside["start"] = moving.day(ved.start).isoformat()
            on(ved.start, 10, self._later(Indsats, self.context.new_id(), sag, beside))
        for sted in forloeb.praktik:
            self._plan_place(sag, sted, moving)
        moeder = sorted(forloeb.besoeg, key=lambda moede: moede.dato)
        calls = [self._call(forloeb, opkald) for opkald in forloeb.telefon]
        visited = {(moede.dato, self._where(forloeb, moede)) for moede in (*moeder, *calls)}
        for step in forloeb.timer:
            self._plan_step(sag, step, visited, moving)
        for moede, following in zip(moeder, (*moeder[1:], None), strict=True):
            self._on(
                at(moving.visit(moede.dato), moede.tid),
                partial(self._hold, sag, forloeb, moede, following, moving),
            )
        for call in calls:
            self._on(at(moving.day(call.dato), call.tid), partial(self._hold, sag, forloeb, call, None, moving))
        if forloeb.rapport is not None:
            on(self.person.nyeste, 18, partial(self._write_report, sag, forloeb.rapport))
        if forloeb.bekymring is not None:
            worry: dict[str, Value] = {"bekymring": True, "bekymring_grund": forloeb.bekymring.grund}
            self._on(hour_of(moving.visit(forloeb.bekymring.fra), 7), self._later(Sag, sag, sag, worry))
        if forloeb.slut is not None:
            on(forloeb.slut, 15, self._later(Sag, sag, sag, {"slut": moving.day(forloeb.slut).isoformat()}))

    def _call(self, forloeb: Forloeb, opkald: Opkald) -> Moede:
        return Moede(
            type=BesoegType.TELEFON,
            dato=opkald.dato,
            tid=opkald.tid,
            sted="Telefon",
            praktik=self._place_on(forloeb, opkald.dato),
            svar={"samtale.hvem": _TALKED[opkald.noter[0][0]]},
            noter=[("samtale", who, text) for who, text in opkald.noter],
        )

    def _plan_place(self, sag: int, sted: Sted, moving: Moving) -> None:
        number = self.context.new_id()
        self.places[sted.noegle] = Place(praktik=number, navne=sted.opgaver)
        written = hour_of(moving.day(sted.oprettet or sted.start), 6)
        self._on(written, lambda: self._praktik(number, sag, sted, moving))
        for place, maal in enumerate(sted.delmaal):
            row = self.context.new_id()
            values: dict[str, Value] = {"praktik": number, "tekst": maal.tekst, "orden": f"a{place}"}
            values |= {"dato": moving.day(maal.dato).isoformat(), "tilstand": DelmaalTilstand.AABEN.value}
            begun = hour_of(moving.visit(maal.fra), 7) if maal.fra else written
            self._on(begun, self._later(Delmaal, row, sag, values))
            if maal.skift is not None:
                reached = self._later(Delmaal, row, sag, {"tilstand": maal.tilstand.value})
                self._on(hour_of(moving.visit(maal.skift), 7), reached)
        if sted.ende is not None:
            slut = None if sted.ende.fortsaetter else moving.day(sted.ende.dato).isoformat()
            ended: dict[str, Value] = {"slut": slut, "afbrudt": sted.ende.afbrudt}
            ended |= {"afbrudt_aarsag": sted.ende.aarsag, "resultat": sted.ende.resultat, "laering": sted.ende.laering}
            self._on(hour_of(moving.day(sted.ende.dato), 16), self._later(Praktik, number, sag, ended))

    def _plan_step(self, sag: int, step: Skridt, visited: Collection[tuple[date, str | None]], moving: Moving) -> None:
        """A step agreed at a besøg is written there; any other on the day it was agreed, or began."""
        praktik = self.places[step.praktik].praktik
        if (step.aftalt, step.praktik) not in visited:
            row = self.context.new_id()
            self._on(
                hour_of(moving.day(step.aftalt or step.fra), 7),
                lambda: save_step(self.tx, self.context, row, sag, praktik, None, step, moving),
            )
        if step.ugeplan is not None and praktik is not None:
            self._on(hour_of(moving.day(step.fra), 18), self._later(Praktik, praktik, sag, {"ugeplan": step.ugeplan}))

    def _where(self, forloeb: Forloeb, moede: Moede) -> str | None:
        """The praktik that a meeting is about; a formøde is before there is one."""
        if moede.praktik or moede.type in (BesoegType.FORMOEDE, BesoegType.TELEFON):
            return moede.praktik
        return forloeb.praktik[0].noegle if len(forloeb.praktik) == 1 else None

    def _place_on(self, forloeb: Forloeb, day: date) -> str | None:
        newest = max((s for s in forloeb.praktik if s.start <= day), key=lambda s: s.start, default=None)
        return newest.noegle if newest else None

    # What is written

    def _later(self, entity: type[Record], row: int, scope: int, values: Mapping[str, Value]) -> Callable[[], None]:
        return lambda: _ignore(rows.save(self.tx, entity, row, scope, values, self.context.clock()))

    def _borger(self, number: int, moving: Moving) -> None:
        person = self.person
        values: dict[str, Value] = {
            name: getattr(person, name)
            for name in ("fornavn", "efternavn", "telefon", "email", "kontaktform", "jobmaal", "erfaring", "bisidder")
        }
        values |= {"ordblind": person.ordblind, "adressebeskyttelse": False}
        values["cpr"] = replacement_cpr(moving.day(person.foedt), person.loebenummer)
        rows.save(self.tx, Borger, number, number, values, self.context.clock())

    def _sag(self, number: int, borger: int, forloeb: Forloeb, moving: Moving) -> None:
        moede = forloeb.moede_dato
        values: dict[str, Value] = {
            "borger": borger,
            "nummer": forloeb.nummer,
            "sagstype": forloeb.sagstype,
            "start": moving.day(forloeb.start).isoformat(),
            "konsulent": forloeb.konsulent or self.context.bruger.navn,
            "sagsbehandler": forloeb.sagsbehandler,
            "bekymring": False,
            "moede_dato": moving.day(moede).isoformat() if moede else None,
            "gruppe": forloeb.gruppe.value if forloeb.gruppe else None,
            "gruppe_grund": forloeb.gruppe_grund,
        }
        rows.save(self.tx, Sag, number, number, values, self.context.clock())

    def _praktik(self, number: int, sag: int, sted: Sted, moving: Moving) -> None:
        firma = sted.virksomhed
        values: dict[str, Value] = {
            "virksomhed": self.companies.number(self.tx, self.context, firma) if firma else None,
            "afdeling": sted.afdeling,
            "kontaktperson": self.companies.contact(firma, sted.kontakt),
            "mentor": self.companies.contact(firma, sted.mentor),
            "formaal": sted.formaal.value,
            "formaal_tekst": sted.formaal_tekst,
            "start": moving.day(sted.start).isoformat(),
            "slut": moving.day(sted.slut).isoformat(),
            "ugeplan": sted.ugeplan,
            "bekymring_foer": sted.bekymring_foer,
            "bygger_paa": self.places[sted.bygger_paa].praktik,
        }
        rows.save(self.tx, Praktik, number, sag, values, self.context.clock())
        # A task planned from the start and never tried is a gap that papers must be able to name.
        tried = {key for f in self.person.sag for moede in f.besoeg for key in moede.opgaver}
        for place, (key, navn) in enumerate(sted.opgaver.items()):
            if key not in tried:
                row = self.context.new_id()
                given: dict[str, Value] = {"praktik": number, "navn": navn, "orden": f"b{place}"}
                rows.save(self.tx, Opgave, row, sag, given, self.context.clock())
                self.places[sted.noegle].opgaver[key] = row

    def _hold(self, sag: int, forloeb: Forloeb, moede: Moede, following: Moede | None, moving: Moving) -> None:
        where = self._where(forloeb, moede)
        newest = moede.dato == moving.newest
        visit = Visit(
            moede=moede,
            sag=sag,
            place=self.places[where],
            hensyn=self.hensyn,
            people=self._people(forloeb, where, moede.konsulent),
            steps=tuple(step for step in forloeb.timer if step.aftalt == moede.dato and step.praktik == where),
            moving=moving,
            naeste=None,
            naeste_tid=None,
            naeste_grund=self.person.naeste_grund if newest else moede.naeste_grund,
        )
        if newest:
            naeste = next_date(self.person.naeste, self.today)
            visit = replace(visit, naeste=naeste, naeste_tid=self.person.naeste_tid)
        elif following is not None:
            visit = replace(visit, naeste=moving.visit(following.dato), naeste_tid=following.tid)
        held = hold(self.tx, self.context, self.clock, visit, lambda number, done: self._promise(number, done, moving))
        if moede.type is BesoegType.OPFOELGNING:
            self.visits.append(held)

    def _write_report(self, sag: int, words: Rapportord) -> None:
        save_tekst(self.tx, self.context, sag, KONKLUSION, words.konklusion)
        save_tekst(self.tx, self.context, sag, SPOERGSMAAL, words.spoergsmaal)

    def _promise(self, aftale: int, done: str, moving: Moving) -> None:
        """»Gjort« and »Ikke endnu« are said at the beginning of a besøg, or on a day in between."""
        if not done:
            return
        kept = not done.startswith("nej ")
        day = moving.visit(date.fromisoformat(done.removeprefix("nej ")))
        self._on(hour_of(day, 8), lambda: aftale_verbs.save_gjort(self.tx, self.context, aftale, kept))

    def _people(self, forloeb: Forloeb, where: str | None, konsulent: str | None) -> dict[str, str]:
        contact = next((sted.kontakt for sted in forloeb.praktik if sted.noegle == where), None)
        return {
            "k": konsulent or forloeb.konsulent or self.context.bruger.navn,
            "a": contact or "Virksomheden",
            "b": self.person.fornavn,
            "s": forloeb.sagsbehandler,
        }


def _ignore(_changed: frozenset[str]) -> None:
    """An event gives nothing back."""
