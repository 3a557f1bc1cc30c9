"""A store with a word of its own in every field of every record and every felt of every skema, each besøg locked."""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path

from konsulent_app.app.opened import load_leveret, load_rapporter
from konsulent_app.app.papers import Papers, Rapporter
from konsulent_app.services import afslut
from konsulent_app.services import aftale as aftale_verbs
from konsulent_app.services import besoeg as verbs
from konsulent_app.services.bog import Bog
from konsulent_app.services.context import Bruger, Context
from konsulent_app.services.notat import save_notat
from konsulent_app.store import rows
from konsulent_app.store.besoeg import read_besoeg
from konsulent_app.store.database import Database, Tx
from konsulent_app.store.opening import open_store
from konsulent_app.store.rapport import rapport_id, read_rapport
from konsulent_core import entities as e
from konsulent_core.ids import derived_id
from konsulent_core.merge import Value
from konsulent_core.notat import Notat
from konsulent_core.rapport.grundlag import Grundlag
from konsulent_core.rettigheder import intern_scope
from konsulent_core.skema import faste
from konsulent_core.skema.grammar import Felt, FeltType, Skema
from konsulent_core.snapshot import Snapshot, decode
from konsulent_core.ugeplan import dag_felt, uger, write_dag
from konsulent_core.words import (
    BesoegType,
    Fremmoede,
    OpgaveTrin,
    Part,
    RettelseTilstand,
    Stemme,
    Tilstand,
    Virkning,
)
from tests.audience.kredse import ERKLAERET, Kreds
from tests.audience.ordbog import Ordbog
from tests.sample import Wrist

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
KOMMUNE, BRUGER, TEAM = 2, 1, 3
BORGER, SAG, VIRKSOMHED, KONTAKT, MENTOR, PRAKTIK, HENSYN, DELMAAL = range(11, 19)
NY_PRAKTIK, LAERT, DROPPET = 28, 30, 31  # an opgave that is held alone, and one that was given up
BEGYNDT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
DATOER = {faste.OPSTART: date(2026, 1, 12), faste.SIDSTE_DAG: date(2026, 6, 26)}
"""Answers that another record takes over, and that the hours and the weeks stand on."""
RAEKKEFOELGE = (
    BesoegType.FORMOEDE, BesoegType.STARTMOEDE, BesoegType.OPFOELGNING, BesoegType.NETVAERKSMOEDE,
    BesoegType.TELEFON, BesoegType.OPFOELGNING, BesoegType.AFSLUTNING,
)  # fmt: skip
AARSAG = "#aarsag"
_Ord = Callable[..., str]
"""The word of a place of the felt: »« its answer, »#borger« of a voice or a party, »@person«, »#aarsag«."""
_VOICES = (Stemme.KONSULENT, Stemme.ARBEJDSGIVER, Stemme.BORGER)


@dataclass(frozen=True, slots=True)
class Variant:
    """What is answered otherwise in another store, for what no word can be planted in: kinds of absence, levels."""

    afbud: tuple[Fremmoede, ...] = (Fremmoede.SYGDOM, Fremmoede.BEHANDLING, Fremmoede.ANDET)
    trin: tuple[int, int, int] = (4, 3, 2)


@dataclass(frozen=True)
class Lager:
    """The store. ``besoeg`` are the locked ones, oldest first; ``kladde`` is open."""

    database: Database
    context: Context
    ordbog: Ordbog
    besoeg: tuple[int, ...]
    kladde: int

    @cached_property
    def papers(self) -> Papers:
        return Papers(self.database, self.context, self.fonts)

    @cached_property
    def rapporter(self) -> Rapporter:
        return Rapporter(self.papers, load_rapporter(RESOURCES))

    @property
    def fonts(self) -> Path:
        return RESOURCES / "fonts"

    @property
    def sag(self) -> int:
        return SAG

    @property
    def praktik(self) -> int:
        return PRAKTIK

    @cached_property
    def snapshots(self) -> tuple[Snapshot, ...]:
        """Of every locked besøg."""
        with self.database.reading() as tx:
            kept = [rows.get(tx, e.Besoeg, number) for number in self.besoeg]
        return tuple(decode(one.snapshot or "") for one in kept if one is not None)

    @cached_property
    def grundlag(self) -> Grundlag:
        with self.database.reading() as tx:
            found = read_rapport(tx, SAG)
        assert found is not None
        return found.grundlag


def plant(folder: Path, variant: Variant = Variant()) -> Lager:
    """The same every time: two stores differ in nothing but their variant."""
    clock = Wrist(BEGYNDT)
    database = open_store(folder / "lager.db", bytes(range(32)), None, folder / "kopi", clock())
    ordbog = Ordbog()
    leveret = load_leveret(RESOURCES)
    skemaer = {key: _with_words(skema, ordbog) for key, skema in leveret.skemaer.items()}
    bog = Bog(replace(leveret, skemaer=skemaer))
    navn = ordbog.ord("sag.konsulent", Kreds.ALLE)  # her own sag: her phone stands on its papers
    bruger = Bruger(nummer=BRUGER, navn=navn, kommune=KOMMUNE, kommune_navn="Jobcenter Åby", team=TEAM)
    context = Context(
        clock=clock,
        entropy=random.Random(5).randbytes,
        bruger=bruger,
        skemaer=bog,
        bog=bog,
        frister=leveret.frister,
        lister=leveret.lister,
    )
    made = _Plant(context, clock, ordbog, variant)
    with database.writing() as tx:
        made.people(tx)
        besoeg = tuple(made.hold(tx, kind) for kind in RAEKKEFOELGE)
        clock.pass_by(days=1)
        save_notat(tx, context, Notat(sag=SAG, tekst=ordbog.ord("note", Kreds.KOMMUNE), dato="2026-05-04"))
        clock.pass_by(days=1)
        kladde = made.open_only(tx)
        made.people(tx)  # a lock takes answers over into them
        made.around(tx, besoeg)
    return Lager(database, context, ordbog, besoeg, kladde)


def felt_noegle(skema: Skema, felt: Felt) -> str:
    return f"{skema.key}/{felt.noegle}"


def _with_words(skema: Skema, ordbog: Ordbog) -> Skema:
    """The skema with words for its first choices and its levels: what is answered by a tap is told in the skema's."""

    def choices(felt: Felt) -> Felt:
        if not felt.valg:
            return felt
        first = replace(felt.valg[0], titel=ordbog.ord(felt_noegle(skema, felt), Kreds(felt.audience)))
        return replace(felt, valg=(first, *felt.valg[1:]))

    def told(dimension: str, voice: str) -> tuple[str, str, str, str, str]:
        felt = next(f for f in skema.felter if f.dimension == dimension)
        one, two, three, four, five = (
            ordbog.ord(f"{felt_noegle(skema, felt)}#{voice}{level}", Kreds(felt.audience)) for level in range(1, 6)
        )
        return one, two, three, four, five

    return replace(
        skema,
        punkter=tuple(replace(p, felter=tuple(choices(f) for f in p.felter)) for p in skema.punkter),
        dimensioner=tuple(replace(d, fag=told(d.noegle, "fag"), jeg=told(d.noegle, "jeg")) for d in skema.dimensioner),
    )


def _nothing(_tx: Tx, _besoeg: int, _felt: Felt, _word: _Ord) -> None:
    pass


@dataclass(frozen=True, slots=True)
class _Plant:
    context: Context
    clock: Wrist
    ordbog: Ordbog
    variant: Variant

    def row(self, tx: Tx, entity: type[e.Record], number: int, scope: int, **given: Value) -> None:
        """A row with a word in each field that may hold one and is not given."""
        values: dict[str, Value] = {}
        for name, kind in e.field_types(entity).items():
            known = ERKLAERET.get((entity.tabel, name))
            if known is not None and known.ord and known.kreds is not Kreds.SKEMA and kind is str:
                values[name] = self._word(f"{entity.tabel}.{name}", known.kreds)
        rows.save(tx, entity, number, scope, {**values, **given}, self.clock())

    def _word(self, key: str, kreds: Kreds) -> str:
        if key == "borger.cpr":
            return self.ordbog.tal(key, kreds, "0101801235")
        if key.endswith(".telefon"):
            return self.ordbog.tal(key, kreds, f"71{derived_id('telefon', key) % 1_000_000:06d}")
        return self.ordbog.ord(key, kreds)

    def people(self, tx: Tx) -> None:
        """The records that a besøg stands on."""
        week = "ma 09.00-12.00; on 09.00-12.00; fr 09.00-12.00"
        self.row(tx, e.Borger, BORGER, BORGER, adressebeskyttelse=0, ordblind=0, cv_dato="2026-02-01")
        self.row(
            tx, e.Sag, SAG, SAG, borger=BORGER, start="2025-11-03", moede_dato="2026-07-02", moede_sidst="2025-12-01",
            bekymring=1, gruppe="klar_nu", gruppe_igen="2026-08-01", naeste_grund=None,
        )  # fmt: skip
        self.row(tx, e.Virksomhed, VIRKSOMHED, KOMMUNE, pladser=3)
        self.row(tx, e.Kontaktperson, KONTAKT, KOMMUNE, virksomhed=VIRKSOMHED, mentor=0)
        self.row(tx, e.Kontaktperson, MENTOR, KOMMUNE, virksomhed=VIRKSOMHED, mentor=1, uddannet=1)
        self.row(
            tx, e.Praktik, PRAKTIK, SAG, virksomhed=VIRKSOMHED, kontaktperson=KONTAKT, mentor=MENTOR, formaal="afklare",
            start="2026-01-12", slut="2026-06-26", ugeplan=week, bekymring_foer=1, resultat="ny_praktik", afbrudt=1,
            afbrudt_af="virksomhed",
        )  # fmt: skip
        self.row(tx, e.Delmaal, DELMAAL, SAG, praktik=PRAKTIK, dato="2026-05-01", tilstand="aaben", orden="1")
        for opgave in (LAERT, DROPPET):
            self.row(tx, e.Opgave, opgave, SAG, praktik=PRAKTIK, orden=str(opgave))
        self.row(tx, e.Skaanehensyn, HENSYN, SAG, aftalt="2026-01-12", orden="1")
        aarsag = self.ordbog.ord("timer.aarsag", Kreds.BORGER_OG_KOMMUNE)
        for number, (fra, timer) in enumerate((("2026-01-12", 9.0), ("2026-02-02", 6.0)), start=60):
            self.row(
                tx, e.Timer, number, SAG, praktik=PRAKTIK, fra=fra, timer=timer, loentimer=2.0, art="praktik",
                aarsag=aarsag,
            )  # fmt: skip
        self.row(tx, e.Indsats, 70, SAG, art="mentor", start="2026-01-01", ugeplan="ti 10.00-11.00")
        self.row(tx, e.Visitkort, derived_id("visitkort", BRUGER), BRUGER)

    def hold(self, tx: Tx, kind: BesoegType) -> int:
        """A besøg with an answer at every felt, two weeks after the one before, locked."""
        self.clock.pass_by(days=14)
        besoeg = self._open(tx, kind)
        skema = self._skema(tx, besoeg)
        for felt in skema.felter:
            self.answer(tx, besoeg, skema, felt)
        afslut.lock_besoeg(tx, self.context, besoeg)
        return besoeg

    def open_only(self, tx: Tx) -> int:
        """A kladde with words of its own: evidence of nothing yet."""
        besoeg = self._open(tx, BesoegType.OPFOELGNING)
        for number, felt in enumerate(self._skema(tx, besoeg).felter_af(FeltType.UDSAGN)):
            tekst = self.ordbog.ord(f"kladde/{felt.noegle}", Kreds(felt.audience), kladde=True)
            verbs.save_udsagn(
                tx, self.context, besoeg, self.context.new_id(), felt.noegle, Stemme.BORGER, "", tekst, str(number)
            )
        return besoeg

    def _open(self, tx: Tx, kind: BesoegType) -> int:
        praktik = None if kind is BesoegType.FORMOEDE else PRAKTIK
        deltagere = f"{self.ordbog.ord('besoeg.deltagere', Kreds.ALLE)}, mentor"
        sted = self.ordbog.ord("besoeg.sted", Kreds.ALLE)
        return verbs.open_besoeg(tx, self.context, SAG, praktik, kind, sted=sted, deltagere=deltagere)

    def _skema(self, tx: Tx, besoeg: int) -> Skema:
        kept = rows.get(tx, e.Besoeg, besoeg)
        assert kept is not None
        return self.context.skema(kept.skema)

    def answer(self, tx: Tx, besoeg: int, skema: Skema, felt: Felt) -> None:
        """Raises KeyError for a type of felt that nobody has said how to plant a word in."""
        ways: dict[FeltType, Callable[[Tx, int, Felt, _Ord], None]] = {
            FeltType.UDSAGN: self._say,
            FeltType.INTERN: self._write,
            FeltType.TEKST: self._write,
            FeltType.VALG: self._choose,
            FeltType.JA_NEJ: self._yes,
            FeltType.DATO: self._date,
            FeltType.VURDERING: self._judge,
            FeltType.OPGAVER: self._tasks,
            FeltType.SKAANEHENSYN: self._considered,
            FeltType.FREMMOEDE: self._attend,
            FeltType.TIMER: self._hours,
            FeltType.LOENTIMER: _nothing,  # of the step that the hours are
            FeltType.AFTALER_SIDST: self._kept,
            FeltType.AFTALER: self._promise,
            FeltType.NAESTE_BESOEG: self._next,
        }
        key, kreds = felt_noegle(skema, felt), Kreds(felt.audience)
        cause = Kreds(felt.aarsag_audience) if felt.aarsag_audience is not None else None

        def word(place: str = "") -> str:
            who = kreds if place != AARSAG else cause
            assert who is not None, f"{key} has no audience for its cause"
            return self.ordbog.ord(f"{key}{place}", who)

        ways[felt.type](tx, besoeg, felt, word)

    def _say(self, tx: Tx, besoeg: int, felt: Felt, word: _Ord) -> None:
        for voice in felt.stemmer:
            row, person, tekst = self.context.new_id(), word("@person"), word(f"#{voice.value}")
            verbs.save_udsagn(tx, self.context, besoeg, row, felt.noegle, voice, person, tekst, voice.value)

    def _write(self, tx: Tx, besoeg: int, felt: Felt, word: _Ord) -> None:
        verbs.save_svar(tx, self.context, besoeg, felt.noegle, word())

    def _choose(self, tx: Tx, besoeg: int, felt: Felt, _word: _Ord) -> None:
        verbs.save_svar(tx, self.context, besoeg, felt.noegle, felt.valg[0].noegle)

    def _yes(self, tx: Tx, besoeg: int, felt: Felt, _word: _Ord) -> None:
        verbs.save_svar(tx, self.context, besoeg, felt.noegle, "ja")

    def _date(self, tx: Tx, besoeg: int, felt: Felt, _word: _Ord) -> None:
        day = DATOER.get(felt.noegle, date(2026, 6, 26))
        verbs.save_svar(tx, self.context, besoeg, felt.noegle, day.isoformat())

    def _judge(self, tx: Tx, besoeg: int, felt: Felt, _word: _Ord) -> None:
        dimension = felt.dimension or ""
        for voice, trin in zip(_VOICES, self.variant.trin, strict=True):
            verbs.save_vurdering(tx, self.context, besoeg, dimension, voice, trin, None, ikke_droeftet=False)

    def _tasks(self, tx: Tx, besoeg: int, _felt: Felt, word: _Ord) -> None:
        verbs.save_opgave_trin(tx, self.context, besoeg, LAERT, OpgaveTrin.SELVSTAENDIG)
        verbs.save_opgave_trin(tx, self.context, besoeg, DROPPET, OpgaveTrin.DROPPET, word(AARSAG))

    def _considered(self, tx: Tx, besoeg: int, _felt: Felt, _word: _Ord) -> None:
        verbs.save_skaanehensyn(tx, self.context, besoeg, HENSYN, Virkning.VIRKER)

    def _hours(self, tx: Tx, besoeg: int, _felt: Felt, word: _Ord) -> None:
        verbs.save_timer(tx, self.context, besoeg, 6.0, None, 2.0, self.context.i_dag(), word(AARSAG))

    def _kept(self, tx: Tx, besoeg: int, _felt: Felt, _word: _Ord) -> None:
        blad = read_besoeg(tx, besoeg)
        for aftale in blad.aftaler_sidst if blad is not None else ():
            aftale_verbs.save_gjort(tx, self.context, aftale.id, gjort=True)

    def _promise(self, tx: Tx, besoeg: int, _felt: Felt, word: _Ord) -> None:
        for place, part in enumerate(Part):
            row, hvad, person = self.context.new_id(), word(f"#{part.value}"), word("@person")
            senest = date(2026, 7, 1)
            aftale_verbs.save_aftale(tx, self.context, besoeg, row, hvad, part, person, senest, str(place))

    def _attend(self, tx: Tx, besoeg: int, _felt: Felt, _word: _Ord) -> None:
        """Every kind of absence among the planned days, and a day that nobody gave a cause for."""
        blad = read_besoeg(tx, besoeg)
        assert blad is not None
        kinds = self._kinds()
        for uge in uger(blad.planlagt):
            dage = {dag_felt(dag.dato): write_dag(next(kinds)) for dag in uge.dage}
            verbs.save_fremmoede(tx, self.context, besoeg, uge.noegle, dage)

    def _kinds(self) -> Iterator[Fremmoede]:
        while True:
            yield from (*self.variant.afbud, Fremmoede.MOEDT, Fremmoede.UDEBLEVET)

    def _next(self, tx: Tx, besoeg: int, _felt: Felt, word: _Ord) -> None:
        """A date at the first opfølgning, else the reason why there is none."""
        kept = rows.get(tx, e.Besoeg, besoeg)
        assert kept is not None
        earlier = rows.find(tx, e.Besoeg, "type=? AND tilstand=?", (kept.type or "", Tilstand.AFSLUTTET.value))
        if kept.type == BesoegType.OPFOELGNING and not earlier:
            day = (self.clock() + timedelta(days=14)).date()
            verbs.save_naeste(tx, self.context, besoeg, day, "10.00", None)
            return
        verbs.save_naeste(tx, self.context, besoeg, None, None, word(AARSAG))

    def around(self, tx: Tx, besoeg: tuple[int, ...]) -> None:
        """What is neither a person nor an answer: amendments, clashes, reports, counts, what the machine keeps."""
        word, now = self.ordbog.ord, self.clock()
        moved: dict[str, Value] = {"naeste_dato": "2026-05-06", "naeste_tid": "10.00", "naeste_efter": besoeg[-1]}
        moved["naeste_grund"] = word("sag.naeste_grund", Kreds.BORGER_OG_KOMMUNE)
        rows.save(tx, e.Sag, SAG, SAG, moved, now)
        # The first praktik was broken off: another runs, which the next besøg is about.
        self.row(
            tx, e.Praktik, NY_PRAKTIK, SAG, virksomhed=VIRKSOMHED, kontaktperson=KONTAKT, start="2026-04-13",
            slut="2026-07-31", ugeplan="ma 09.00-12.00", afbrudt=0, afbrudt_aarsag=None, bygger_paa=PRAKTIK,
        )  # fmt: skip
        self.row(tx, e.Delmaal, NY_PRAKTIK + 1, SAG, praktik=NY_PRAKTIK, dato="2026-06-01", tilstand="aaben")
        own = intern_scope(SAG, BRUGER)
        self.row(tx, e.Spoergsmaal, 90, own, punkt="hvordan", sag=SAG, orden="1")
        self.row(tx, e.Laering, 91, KOMMUNE, virksomhed=VIRKSOMHED, aar=2026, uger=20)
        self.row(tx, e.Maaltal, derived_id("maaltal", "loentimer"), KOMMUNE, art="loentimer", andel=0.5)
        self.row(tx, e.Journalisering, 92, SAG, besoeg=besoeg[0])
        self.row(tx, e.Rapport, rapport_id(SAG), SAG, moede_dato="2026-07-02")
        at = derived_id("rapport_tekst", rapport_id(SAG), "kort.konklusion")
        self.row(tx, e.RapportTekst, at, SAG, rapport=rapport_id(SAG), afsnit="kort.konklusion")
        self.row(tx, e.Skemafil, 93, KOMMUNE, art="skema", version=1)
        self.row(
            tx, e.Konflikt, 94, SAG, tabelnavn="opgave", raekke=LAERT, tilstand="aaben", foer="{}",
            min=json.dumps({"navn": word("konflikt.min", Kreds.MASKINE)}),
            server=json.dumps({"navn": word("konflikt.server", Kreds.MASKINE)}),
        )  # fmt: skip
        self.row(tx, e.Forsinket, 95, SAG, tabelnavn="besoeg", raekke=besoeg[0], antal=1)
        self.row(tx, e.Sagtal, derived_id("sagtal", SAG, TEAM), TEAM, sag=SAG, tal="{}")
        said = rows.find(tx, e.Udsagn, "besoeg=? AND felt LIKE '%.note'", (besoeg[2],), "felt, stemme")[0]
        skema = self._skema(tx, besoeg[2])
        shared, hidden = skema.felt(said.felt or ""), skema.felter_af(FeltType.INTERN)[0]
        row = derived_id("svar", besoeg[2], hidden.noegle, Stemme.KONSULENT.value, BRUGER)
        amended: tuple[tuple[type[e.Record], int, str, Kreds], ...] = (
            (e.Udsagn, said.id, "tekst", Kreds(shared.audience)),
            (e.Svar, row, "vaerdi", Kreds.INTERN),
        )
        for number, (record, raekke, felt, kreds) in enumerate(amended, start=1):
            after = word(f"rettelse.efter/{kreds.value}", kreds)
            self.row(
                tx, e.Rettelse, 95 + number, SAG, besoeg=besoeg[2], nummer=number, tabelnavn=record.tabel,
                raekke=raekke, tilstand=RettelseTilstand.GAELDENDE.value, foer="{}",
                efter=json.dumps({felt: after}), hvornaar=now.isoformat(),
            )  # fmt: skip
