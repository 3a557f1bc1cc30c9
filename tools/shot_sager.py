"""The caseload of the mock-ups, Thursday 12 March 2026: invented people, for screenshots and UI tests."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from konsulent_app.app.opened import load_leveret
from konsulent_app.services.bog import Bog
from konsulent_app.services.context import Bruger, Context
from konsulent_app.store import meta, rows
from konsulent_app.store.database import Database, Tx
from konsulent_core.clock import to_text
from konsulent_core.entities import (
    Aftale,
    Besoeg,
    Borger,
    Delmaal,
    FremmoedeUge,
    Konflikt,
    Kontaktperson,
    Praktik,
    Record,
    Sag,
    Skaanehensyn,
    Spoergsmaal,
    Timer,
    Udsagn,
    Virksomhed,
    Vurdering,
)
from konsulent_core.ids import derived_id
from konsulent_core.merge import Value
from tools import shot_virksomheder

NU = datetime(2026, 3, 12, 9, 42, tzinfo=UTC)  # 10.42 in Denmark
I_DAG = date(2026, 3, 12)
KOMMUNE = 9
TEAM = 8
KATRINE = 1_000
SKEMA = "opfoelgning.v1"
BRUGER = Bruger(nummer=7, navn="Mette Krogh", kommune=KOMMUNE, kommune_navn="Jobcenter Åby")
_BESOEG = (date(2025, 11, 6), date(2025, 11, 27), date(2025, 12, 18), date(2026, 1, 8), date(2026, 1, 29),
           date(2026, 2, 12))  # fmt: skip
_TRIN = {
    "arbejdsopgaver": (2, 2, 3, 3, 4, 4),
    "stabilitet": (2, 3, 3, 2, 3, 2),
    "selvstaendighed": (1, 2, 2, 3, 3, 3),
    "samarbejde": (2, 3, 3, 3, 3, 4),
    "fremtraeden": (2, 3, 3, 4, 4, 4),
}


@dataclass(frozen=True, slots=True)
class Kort:
    """A sag in short. ``naeste`` is days from today, None for no date."""

    navn: str
    virksomhed: str
    timer: float
    loen: float
    naeste: int | None
    tid: str = ""
    bekymring: str = ""


SAGER = (
    Kort("Jonas Friis", "Autogården Løsning", 6, 0, -9, "", "Er ikke kommet de sidste to uger."),
    Kort("Amina Yusuf", "Café Solbakken", 9, 5, -4),
    Kort("Katrine Holm", "Nordlager A/S", 16, 8, 0, "10.00",
         "To gode uger, men to fraværsdage i træk i uge 9. Katrine er bekymret for tempoet op mod påske."),
    Kort("Peter Vang", "Åby Bibliotek", 10, 0, 0, "11.30"),
    Kort("Birthe Mikkelsen", "Tekst & Tone ApS", 15, 2, 0, "13.15"),
    Kort("Rikke Dam", "Plejecenter Lindely", 12, 0, 0, "14.45"),
    Kort("Mohammed Karimi", "Juelsbro Brugs", 9, 0, 1),
    Kort("Søren Bukh", "Tømmerhuset Tørring", 8, 0, 1, "", "Talt sidst 05.03. Ring."),
    Kort("Elisabeth Thorsager Mortensen", "Genbrugspladsen Vestre Ringvej", 12, 4, 5),
    Kort("Omar Said", "Nordlager A/S", 5, 0, 11),
    Kort("Ida Lund", "Café Solbakken", 7.5, 2.5, 20),
    Kort("Bo Kjær", "", 0, 0, None),
)  # fmt: skip


_ADRESSER = {2: "Egeskovvej 12", 3: "Torvet 3", 4: "Smedegade 41, 2. sal", 5: "Lindelyvej 8"}
_AFTALER = (
    (5, 5_401, "Sende plan for uge 13 til Plejecenter Lindely", "konsulent", "Mette", 0),
    (6, 5_402, "Ringe til Juelsbro Brugs om lørdagsvagter", "konsulent", "Mette", 0),
    (7, 5_403, "Booke netværksmøde inden 2 måneder", "konsulent", "Mette", 8),
    (3, 5_404, "Bytte én vagt selv og skrive den i kalenderen", "borger", "Peter", None),
    (4, 5_405, "Stille rum om formiddagen", "virksomhed", "Hanne Falk", None),
)


def sag_id(number: int) -> int:
    """Of the sag with that place in ``SAGER``; Katrine's is ``KATRINE``."""
    return KATRINE - 2 + number


def firma_id(navn: str) -> int:
    """Of the virksomhed with that name: its place among the first of each in ``SAGER``."""
    return 4_000 + next(number for number, kort in enumerate(SAGER) if kort.virksomhed == navn)


def make_context(resources: Path, nu: datetime = NU) -> Context:
    """A konsulent at her laptop; ids count up, so that pictures are alike from run to run."""
    bog = Bog(load_leveret(resources))
    counter = iter(range(1, 1 << 40))
    return Context(
        clock=lambda: nu,
        entropy=lambda n: next(counter).to_bytes(n, "big"),
        bruger=BRUGER,
        skemaer=bog,
        bog=bog,
    )


def fill(database: Database, *, synced: bool = True) -> None:
    """Writes all of it; with ``synced`` nothing waits for the server."""
    with database.writing() as tx:
        for number, kort in enumerate(SAGER):
            _sag(tx, sag_id(number), number, kort)
        _katrine(tx)
        _aftaler(tx)
        shot_virksomheder.fill(tx, firma_id, KOMMUNE, NU)
        if synced:
            tx.conn.exec_driver_sql("DELETE FROM outbox")
            meta.put(tx, "synced", to_text(datetime(2026, 3, 12, 7, 14, tzinfo=UTC)))


def add_konflikter(database: Database) -> None:
    """Two fields of Katrine's last besøg are changed in two places."""
    last = _besoeg_id(len(_BESOEG))
    with database.writing() as tx:
        before = "To sene afbud i uge 6."
        mine = "To sene afbud i uge 6. Katrine ringer fremover inden kl. 7. Lone har givet sit mobilnummer."
        theirs = "To sene afbud i uge 6 på grund af søvn. Aftalt samtale med egen læge 19.02."
        _save(tx, Udsagn, 8_001, KATRINE, besoeg=last, felt="fremmoede.note", stemme="konsulent", tekst=theirs)
        _konflikt(tx, 8_101, "udsagn", 8_001, {"tekst": before}, {"tekst": mine}, {"tekst": theirs})
        row = derived_id("vurdering", last, "selvstaendighed", "konsulent")
        level: dict[str, Value] = {"trin": 3, "retning": None, "ikke_droeftet": 0}
        _konflikt(tx, 8_102, "vurdering", row, level, {**level, "retning": "lidt_frem"}, {**level, "trin": 4})
        date_: dict[str, Value] = {"naeste_dato": "2026-03-12", "naeste_tid": "10.00", "naeste_grund": None}
        later: dict[str, Value] = {**date_, "naeste_dato": "2026-03-19"}
        _konflikt(tx, 8_103, "besoeg", last, date_, {**date_, "naeste_tid": "13.00"}, later)
        tx.conn.exec_driver_sql("DELETE FROM outbox")


def add_karantaene(database: Database) -> None:
    """The server refused one change, and three besøg wait."""
    with database.writing() as tx:
        tx.conn.exec_driver_sql(
            "INSERT INTO karantaene (tabel,raekke,scope,felter,grund,hvornaar) VALUES (?,?,?,?,?,?)",
            ("aftale", 5_001, KATRINE, json.dumps({"hvad": "Prøve varemodtagelse"}),
             "Sagen er overdraget til en kollega.", to_text(NU - timedelta(hours=2))),
        )  # fmt: skip
        for number in (0, 1, 3):
            besoeg = _visit(number, 1)
            rows.save(tx, Besoeg, besoeg, sag_id(number), {"sted": "Virksomheden"}, NU)


def _save(tx: Tx, entity: type[Record], row: int, scope: int, **values: Value) -> None:
    rows.save(tx, entity, row, scope, values, NU)


def _visit(number: int, turn: int) -> int:
    return 20_000 + number * 100 + turn


def _besoeg_id(turn: int) -> int:
    return _visit(2, turn)


def _iso(days: int) -> str:
    return (I_DAG + timedelta(days=days)).isoformat()


def _at(day: date) -> str:
    return to_text(datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC))


def _sag(tx: Tx, sag: int, number: int, kort: Kort) -> None:
    borger, praktik, firma = 2_000 + number, 3_000 + number, firma_id(kort.virksomhed)
    fornavn, _, efternavn = kort.navn.partition(" ")
    _save(tx, Borger, borger, borger, fornavn=fornavn, efternavn=efternavn, cpr=f"01019{number % 10}0000",
          telefon=f"20 30 40 {number:02d}")  # fmt: skip
    _save(tx, Sag, sag, sag, borger=borger, sagstype="Ressourceforløb", start="2025-03-04",
          bekymring=bool(kort.bekymring), bekymring_grund=kort.bekymring or None)  # fmt: skip
    if not kort.virksomhed:
        return
    _save(tx, Virksomhed, firma, KOMMUNE, navn=kort.virksomhed, adresse=_ADRESSER.get(number), by="Horsens")
    _save(tx, Praktik, praktik, sag, virksomhed=firma, start="2025-03-04", slut="2026-06-30", afdeling="",
          ugeplan="ma 09.00-12.00; on 09.00-12.00")  # fmt: skip
    _save(tx, Timer, 6_000 + number, sag, praktik=praktik, fra="2025-03-04", timer=kort.timer, loentimer=0.0)
    if kort.loen:
        _save(tx, Timer, 6_100 + number, sag, praktik=praktik, fra="2025-09-02", timer=kort.timer, loentimer=kort.loen)
    if sag == KATRINE:
        return
    _save(tx, Besoeg, _visit(number, 1), sag, praktik=praktik, type="opfoelgning", skema=SKEMA, nummer=1,
          tidspunkt=_at(I_DAG - timedelta(days=16)), tilstand="afsluttet", naeste_tid=kort.tid or None,
          naeste_dato=None if kort.naeste is None else _iso(kort.naeste))  # fmt: skip


def _katrine(tx: Tx) -> None:
    praktik, firma = 3_002, 4_002
    _save(tx, Sag, KATRINE, KATRINE, moede_dato="2026-09-15")
    _save(tx, Kontaktperson, 4_502, KOMMUNE, virksomhed=firma, navn="Lone Bach", rolle="lagerchef",
          telefon="75 61 00 42", mentor=True)  # fmt: skip
    _save(tx, Praktik, praktik, KATRINE, afdeling="Lager og plukning", mentor=4_502, kontaktperson=4_502)
    for turn, day in enumerate(_BESOEG, start=1):
        besoeg = _besoeg_id(turn)
        last = turn == len(_BESOEG)
        _save(tx, Besoeg, besoeg, KATRINE, praktik=praktik, type="opfoelgning", skema=SKEMA, nummer=turn,
              tidspunkt=_at(day), tilstand="afsluttet", naeste_dato=_iso(0) if last else None,
              naeste_tid="10.00" if last else None)  # fmt: skip
        for dimension, trin in _TRIN.items():
            _save(tx, Vurdering, derived_id("vurdering", besoeg, dimension, "konsulent"), KATRINE, besoeg=besoeg,
                  dimension=dimension, stemme="konsulent", trin=trin[turn - 1])  # fmt: skip
    last_besoeg = _besoeg_id(len(_BESOEG))
    _save(tx, FremmoedeUge, 5_500, KATRINE, besoeg=last_besoeg, uge="2026-W05", ma="moedt", on="moedt", to="moedt",
          fr="moedt")  # fmt: skip
    _save(tx, FremmoedeUge, 5_501, KATRINE, besoeg=last_besoeg, uge="2026-W06", ma="moedt", on="sygdom", to="udeblevet",
          fr="moedt")  # fmt: skip
    _save(tx, FremmoedeUge, 5_502, KATRINE, besoeg=last_besoeg, uge="2026-W07", ma="moedt", on="moedt", to="moedt")
    for row, hvad, part, person, senest, gjort in (
        (5_001, "Prøve registrering i lagersystemet onsdag og fredag", "virksomhed", "Lone Bach", "2026-03-06", True),
        (5_002, "Ringe til vagten inden kl. 7 ved dårlig nat", "borger", "Katrine", None, True),
        (5_003, "Undersøge hæve-sænke-bord til pakkelinjen", "konsulent", "Mette", "2026-03-11", False),
    ):
        _save(tx, Aftale, row, KATRINE, besoeg=last_besoeg, praktik=praktik, hvad=hvad, part=part, person=person,
              senest=senest, gjort=gjort, orden=str(row))  # fmt: skip
    _save(tx, Skaanehensyn, 5_101, KATRINE, titel="Pause hver time",
          ordlyd="Katrine holder ti minutters pause hver time.", aftalt="2025-03-04",
          aarsag="Rygsmerter ved længere stående arbejde.", orden="a")  # fmt: skip
    _save(tx, Skaanehensyn, 5_102, KATRINE, titel="Ingen tunge løft", ordlyd="Højst 5 kilo ad gangen.", orden="b")
    _save(tx, Delmaal, 5_201, KATRINE, praktik=praktik, tekst="Plukke en hel ordre alene", tilstand="naaet", orden="a")
    _save(tx, Delmaal, 5_202, KATRINE, praktik=praktik, tekst="Tage imod varer en stille dag", tilstand="aaben",
          dato="2026-04-01", orden="b")  # fmt: skip
    for row, felt, stemme, person, tekst in (
        (5_301, "selvstaendighed.note", "konsulent", "Mette",
         "Plukker faste ordrer alene. Beder om hjælp ved nye varenumre."),
        (5_302, "fremmoede.note", "arbejdsgiver", "Lone Bach", "Stabil indtil uge 5. To sene afbud."),
        (5_303, "hvordan.note", "borger", "Katrine", "Jeg er glad for at være her, men formiddagene er lange."),
    ):  # fmt: skip
        _save(tx, Udsagn, row, KATRINE, besoeg=last_besoeg, felt=felt, stemme=stemme, person=person, tekst=tekst,
              orden=str(row))  # fmt: skip


def _aftaler(tx: Tx) -> None:
    """What was agreed in the other sager; Søren was called a week ago."""
    for number, row, hvad, part, person, days in _AFTALER:
        _save(tx, Aftale, row, sag_id(number), besoeg=_visit(number, 1), hvad=hvad, part=part, person=person,
              senest=None if days is None else _iso(days), gjort=part == "virksomhed", orden=str(row))  # fmt: skip
    _save(tx, Besoeg, _visit(7, 2), sag_id(7), type="telefon", nummer=2, tilstand="afsluttet",
          tidspunkt=_at(I_DAG - timedelta(days=7)))  # fmt: skip


def move_visits(tx: Tx) -> None:
    """Nobody is to be visited today: all of them were a day too late."""
    for row in rows.find(tx, Besoeg, "naeste_dato=?", (_iso(0),)):
        rows.save(tx, Besoeg, row.id, row.scope, {"naeste_dato": _iso(-1)}, NU)


def add_frister(tx: Tx) -> None:
    """Deadlines of every kind: a new sag, a network meeting that was not held, a praktik that ends, a promise."""
    _save(tx, Sag, sag_id(11), sag_id(11), start=_iso(-5))
    _save(tx, Sag, sag_id(8), sag_id(8), start="2026-01-10")
    _save(tx, Praktik, 3_010, sag_id(10), start="2026-01-05", slut=_iso(8))
    _save(tx, Praktik, 3_009, sag_id(9), start="2025-11-20", slut=_iso(-20))
    _save(tx, Praktik, 3_006, sag_id(6), start="2025-12-20", slut="2026-06-30")
    _save(tx, Aftale, 5_406, sag_id(4), besoeg=_visit(4, 1), hvad="Finde et stille rum til tirsdag", part="virksomhed",
          person="Hanne Falk", senest=_iso(-1), orden="z")  # fmt: skip


def add_spoergsmaal(tx: Tx) -> None:
    """What Mette wants to ask Katrine and Lone, for herself alone."""
    for row, punkt, tekst in (
        (5_601, "hvordan", "Hvad er det ved påsken, der bekymrer hende?"),
        (5_602, "arbejdsopgaver", "Kan Lone vise varemodtagelse en stille dag?"),
        (5_603, "fremmoede", "Hvad skete der den 23. og 25. februar?"),
    ):
        _save(tx, Spoergsmaal, row, KATRINE, sag=KATRINE, punkt=punkt, tekst=tekst, orden=str(row))


def add_call(tx: Tx) -> None:
    """Lone called between two visits."""
    _save(tx, Besoeg, 20_290, KATRINE, praktik=3_002, type="telefon", nummer=7, tilstand="afsluttet",
          tidspunkt=_at(date(2026, 3, 3)))  # fmt: skip
    _save(tx, Udsagn, 5_390, KATRINE, besoeg=20_290, felt="hvordan.note", stemme="arbejdsgiver", person="Lone Bach",
          tekst="Hun er tilbage og i godt humør.", orden="a")  # fmt: skip


def _konflikt(
    tx: Tx, row: int, tabel: str, raekke: int, foer: dict[str, Value], mine: dict[str, Value], server: dict[str, Value]
) -> None:
    _save(tx, Konflikt, row, KATRINE, tabelnavn=tabel, raekke=raekke, foer=json.dumps(foer), min=json.dumps(mine),
          server=json.dumps(server), min_hvem="Mette Krogh", server_hvem="Anders Lund, sagsbehandler",
          min_hvornaar="2026-02-12T09:58:00.000Z", server_hvornaar="2026-02-12T12:20:00.000Z",
          tilstand="aaben")  # fmt: skip
