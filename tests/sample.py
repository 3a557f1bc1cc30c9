"""Katrine at Nordlager, two besøg in: a small store for tests of services, form and pages. Invented people."""

import secrets
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from konsulent_app.app.opened import load_frister, load_leveret, load_lister
from konsulent_app.services import afslut
from konsulent_app.services import aftale as aftale_verbs
from konsulent_app.services import besoeg as verbs
from konsulent_app.services.bog import Bog
from konsulent_app.services.context import Bruger, Context
from konsulent_app.store import rows
from konsulent_app.store.database import Database, Tx
from konsulent_app.store.opening import open_store
from konsulent_core.entities import (
    Borger,
    Delmaal,
    Kontaktperson,
    Opgave,
    Praktik,
    Sag,
    Skaanehensyn,
    Timer,
    Virksomhed,
)
from konsulent_core.words import OpgaveTrin, Part, Stemme, Virkning

RESOURCES = Path(__file__).resolve().parents[1] / "resources"
SAG, BORGER, PRAKTIK, VIRKSOMHED = 10, 11, 12, 20
OPGAVER = (40, 41, 42)
HENSYN = (50, 51)
AFTALER = (81, 82, 83)
KEY = bytes(range(32))
NU = datetime(2026, 3, 12, 9, 42, tzinfo=UTC)


@dataclass
class Wrist:
    """A clock that the test sets."""

    now: datetime = field(default_factory=lambda: datetime(2026, 2, 12, 9, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **span: float) -> None:
        self.now += timedelta(**span)


@dataclass(frozen=True)
class Sample:
    """The store, and the two besøg: the first locked on 12.02.2026, the second open on 12.03.2026."""

    database: Database
    context: Context
    clock: Wrist
    foerste: int
    aabent: int


def make_context(clock: Wrist) -> Context:
    bruger = Bruger(nummer=1, navn="Mette Krogh", kommune=2, kommune_navn="Jobcenter Åby")
    bog = Bog(load_leveret(RESOURCES))
    return Context(clock=clock, entropy=secrets.token_bytes, bruger=bruger, skemaer=bog, bog=bog,
                   frister=load_frister(RESOURCES), lister=load_lister(RESOURCES))  # fmt: skip


def make_sample(folder: Path) -> Sample:
    """A store of its own in ``folder``."""
    made, foerste, aabent = _made()
    path = folder / "lager.db"
    path.write_bytes(made)
    clock = Wrist(NU)
    return Sample(Database(path, KEY), make_context(clock), clock, foerste, aabent)


@cache
def _made() -> tuple[bytes, int, int]:
    """The store's file and the two besøg, made once a run: its migrations cost more than most tests."""
    clock = Wrist()
    context = make_context(clock)
    with TemporaryDirectory() as name:
        folder = Path(name)
        database = open_store(folder / "lager.db", KEY, None, folder / "kopi", clock())
        with database.writing() as tx:
            make_people(tx, clock())
            foerste = verbs.open_besoeg(tx, context, SAG, PRAKTIK)
            _answers(tx, context, foerste)
            afslut.lock_besoeg(tx, context, foerste)
        clock.now = NU
        with database.writing() as tx:
            aabent = verbs.open_besoeg(tx, context, SAG, PRAKTIK)
        database.close()
        return (folder / "lager.db").read_bytes(), foerste, aabent


@cache
def _template() -> tuple[bytes, int, int]:
    """The store's file, made once: its migrations cost more than most tests."""
    with tempfile.TemporaryDirectory() as name:
        made = make_sample(Path(name))
        made.database.close()
        return made.database.path.read_bytes(), made.foerste, made.aabent


def copy_sample(folder: Path) -> Sample:
    """As ``make_sample``, but for a test that does not ask how it was made."""
    data, foerste, aabent = _template()
    path = folder / "lager.db"
    path.write_bytes(data)
    clock = Wrist(datetime(2026, 3, 12, 9, 42, tzinfo=UTC))
    return Sample(Database(path, KEY), make_context(clock), clock, foerste, aabent)


def make_people(tx: Tx, now: datetime) -> None:
    """Katrine, her sag and her praktik, before any besøg."""

    def add(entity: type, number: int, scope: int, **values: str | int | float) -> None:
        rows.save(tx, entity, number, scope, values, now)

    goal = "Fast job på lager, 16 timer om ugen med løn."
    add(Borger, BORGER, BORGER, fornavn="Katrine", efternavn="Holm", cpr="0101801235", jobmaal=goal)
    add(Sag, SAG, SAG, borger=BORGER, nummer="18/0412", sagstype="ressourceforloeb", start="2025-03-01",
        konsulent="Mette Krogh")  # fmt: skip
    add(Virksomhed, VIRKSOMHED, 2, navn="Nordlager A/S", adresse="Egeskovvej 12, 8700 Horsens")
    add(Kontaktperson, 21, 2, navn="Lone Bach", rolle="lagerchef", virksomhed=VIRKSOMHED)
    week = "ma 08.00-12.00; on 08.00-12.00; to 08.00-12.00"
    add(Praktik, PRAKTIK, SAG, virksomhed=VIRKSOMHED, kontaktperson=21, start="2025-03-04", ugeplan=week,
        formaal="afklare", formaal_tekst="Afklare job på lager")  # fmt: skip
    add(Delmaal, 30, SAG, praktik=PRAKTIK, tekst="Selv modtage en palle", dato="2026-03-27", tilstand="aaben")
    for place, (number, name) in enumerate(
        zip(OPGAVER, ("Plukke ordrer", "Fylde op", "Registrere varer"), strict=True)
    ):
        add(Opgave, number, SAG, praktik=PRAKTIK, navn=name, orden=str(place))
    add(Skaanehensyn, HENSYN[0], SAG, titel="Pause hver time", aarsag="Smerter i ryggen",
        ordlyd="Katrine går fra fem minutter uden at forklare sig.", orden="1")  # fmt: skip
    add(Skaanehensyn, HENSYN[1], SAG, titel="Løft højst 8 kg", ordlyd="Tunge kasser går til en anden.", orden="2")
    add(Timer, 60, SAG, praktik=PRAKTIK, fra="2025-03-04", timer=12.0, loentimer=0.0, art="praktik")
    add(Timer, 61, SAG, praktik=PRAKTIK, fra="2025-09-02", timer=16.0, loentimer=8.0, art="praktik")


def _answers(tx: Tx, context: Context, besoeg: int) -> None:
    said = "Plukker faste ordrer alene. Beder om hjælp ved nye varenumre."
    verbs.save_udsagn(tx, context, besoeg, 71, "selvstaendighed.note", Stemme.KONSULENT, "Mette Krogh", said, "1")
    verbs.save_udsagn(tx, context, besoeg, 72, "fremmoede.note", Stemme.BORGER, "Katrine", "To sene afbud.", "2")
    levels = {"arbejdsopgaver": 4, "selvstaendighed": 3, "stabilitet": 2, "samarbejde": 4, "fremtraeden": 4}
    for dimension, trin in levels.items():
        verbs.save_vurdering(tx, context, besoeg, dimension, Stemme.KONSULENT, trin, None, ikke_droeftet=False)
    verbs.save_opgave_trin(tx, context, besoeg, OPGAVER[0], OpgaveTrin.SELVSTAENDIG)
    verbs.save_opgave_trin(tx, context, besoeg, OPGAVER[1], OpgaveTrin.MED_STOETTE)
    verbs.save_skaanehensyn(tx, context, besoeg, HENSYN[0], Virkning.VIRKER)
    promises = (
        ("Prøve registrering i lagersystemet", Part.VIRKSOMHED, "Lone Bach", date(2026, 3, 6)),
        ("Ringe til vagten inden kl. 7", Part.BORGER, "Katrine", None),
        ("Undersøge hæve-sænke-bord", Part.KONSULENT, "Mette Krogh", date(2026, 3, 11)),
    )
    for place, (number, (what, part, who, when)) in enumerate(zip(AFTALER, promises, strict=True)):
        aftale_verbs.save_aftale(tx, context, besoeg, number, what, part, who, when, str(place))
    verbs.save_naeste(tx, context, besoeg, date(2026, 3, 12), "10.00", None)
