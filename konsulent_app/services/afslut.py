"""»Afslut besøg« and what comes after: the lock with its snapshot, and numbered rettelser of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from konsulent_app.services.besoeg import BesoegLaast, save_slutdato
from konsulent_app.services.context import Context
from konsulent_app.services.overfoer import answers_of, as_carried, carry_over
from konsulent_app.services.snapshot import make_snapshot
from konsulent_app.store import rows
from konsulent_app.store.besoeg import BesoegBlad, read_besoeg
from konsulent_app.store.database import Tx
from konsulent_core import snapshot
from konsulent_core.clock import to_text
from konsulent_core.entities import BY_TABEL, Besoeg, Rettelse
from konsulent_core.errors import UserError
from konsulent_core.ids import derived_id
from konsulent_core.merge import Value
from konsulent_core.progression import FOR_MANGE_LOENTIMER, too_many_paid
from konsulent_core.skema.grammar import FeltType
from konsulent_core.skema.rules import Mangel, NaesteBesoeg, afbrud_mangler, afslut_mangler
from konsulent_core.words import RettelseTilstand, Tilstand

FOR_GAMMEL = "Skemaet har noget, som denne udgave af appen ikke kan læse. Opdatér appen, og afslut besøget bagefter."


class Mangler(UserError):
    """Something must be answered first; ``mangler`` says where."""

    def __init__(self, mangler: tuple[Mangel, ...]) -> None:
        super().__init__(mangler[0].tekst, mangler[0].felt)
        self.mangler = mangler


@dataclass(frozen=True, slots=True)
class Laast:
    """A locked besøg: its snapshot and the snapshot's SHA-256."""

    snapshot: snapshot.Snapshot
    hash: str


def lock_besoeg(tx: Tx, context: Context, besoeg: int) -> Laast:
    """Locks a besøg with the snapshot of all that is printed. Raises ``Mangler`` or ``BesoegLaast``."""
    blad = read_besoeg(tx, besoeg)
    if blad is None:
        raise UserError("Besøget findes ikke på denne pc længere.")
    if blad.besoeg.tilstand == Tilstand.AFSLUTTET:
        raise BesoegLaast
    mangler = missing(context, blad)
    if mangler:
        raise Mangler(mangler)
    made = _as_printed(context, blad)
    carry_over(tx, context, blad)
    text = snapshot.encode(made)
    digest = snapshot.content_hash(text)
    now = context.clock()
    rows.save(
        tx,
        Besoeg,
        besoeg,
        blad.besoeg.scope,
        {
            "tilstand": Tilstand.AFSLUTTET.value,
            "afsluttet": to_text(now),
            "snapshot": text,
            "snapshot_hash": digest,
        },
        now,
    )
    _extend(tx, context, blad)
    return Laast(made, digest)


def _extend(tx: Tx, context: Context, blad: BesoegBlad) -> None:
    """An extension that was agreed at the besøg moves the praktik's end."""
    answers = answers_of(blad)
    until = answers.get("forlaengelse.dato")
    if answers.get("forlaengelse.valg") == "aftalt" and until and blad.praktik is not None:
        save_slutdato(tx, context, blad.praktik.id, date.fromisoformat(until))


def missing(context: Context, blad: BesoegBlad) -> tuple[Mangel, ...]:
    """What stops the lock; empty when nothing does."""
    skema = context.skema(blad.besoeg.skema)
    if skema.ulaest:
        return (Mangel(punkt=1, felt="", tekst=FOR_GAMMEL),)
    step = next((t for t in blad.timer if t.besoeg == blad.besoeg.id), None)
    hours = [f for f in skema.felter if f.type is FeltType.TIMER]
    found: tuple[Mangel, ...] = ()
    if step is not None and hours and too_many_paid(step.timer, step.timer_til, step.loentimer):
        punkt = skema.punkt_med(hours[0].noegle).nummer
        found = (Mangel(punkt=punkt, felt=hours[0].noegle, tekst=FOR_MANGE_LOENTIMER),)
    naeste = blad.besoeg.naeste_dato
    answer = NaesteBesoeg(dato=date.fromisoformat(naeste) if naeste else None, grund=blad.besoeg.naeste_grund)
    return found + afbrud_mangler(skema, answers_of(blad)) + afslut_mangler(skema, blad.dato, answer)


def propose(tx: Tx, context: Context, late: BesoegLaast) -> None:
    """What was being written while another machine locked the besøg becomes a proposed rettelse (DOMAIN §4)."""
    kept = rows.get(tx, Besoeg, late.besoeg)
    if kept is None:
        return
    record = rows.get(tx, BY_TABEL[late.tabel], late.raekke)
    changed = {n: v for n, v in late.values.items() if record is None or getattr(record, n) != v}
    before = {name: getattr(record, name) if record is not None else None for name in changed}
    now = context.clock()
    if changed:
        rows.save(
            tx,
            Rettelse,
            derived_id("rettelse", late.tabel, late.raekke, context.bruger.nummer),
            late.scope or kept.scope,
            {
                "besoeg": late.besoeg,
                "tilstand": RettelseTilstand.FORESLAAET.value,
                "begrundelse": "Skrevet, mens besøget blev afsluttet på en anden pc.",
                "tabelnavn": late.tabel,
                "raekke": late.raekke,
                "foer": json.dumps(before, ensure_ascii=False, sort_keys=True),
                "efter": json.dumps(changed, ensure_ascii=False, sort_keys=True),
                "hvem": context.bruger.navn,
                "hvornaar": to_text(now),
            },
            now,
        )


def printed_snapshot(context: Context, blad: BesoegBlad) -> snapshot.Snapshot:
    """What a paper prints: the locked snapshot, or for a kladde what stands now."""
    if blad.besoeg.tilstand == Tilstand.AFSLUTTET and blad.besoeg.snapshot:
        return snapshot.decode(blad.besoeg.snapshot)
    return _as_printed(context, blad)


def _as_printed(context: Context, blad: BesoegBlad) -> snapshot.Snapshot:
    return make_snapshot(context, as_carried(context.skema(blad.besoeg.skema), blad))


def make_rettelse(
    tx: Tx, context: Context, besoeg: int, table: str, row: int, values: Mapping[str, Value], begrundelse: str
) -> int:
    """A numbered amendment of a locked besøg: the first text stays readable. Gives its number. Raises ``UserError``."""
    kept = rows.get(tx, Besoeg, besoeg)
    if kept is None or kept.tilstand != Tilstand.AFSLUTTET:
        raise UserError("Besøget er ikke afsluttet endnu, så du kan rette direkte.")
    if not begrundelse.strip():
        raise UserError("Skriv, hvorfor du retter.", "begrundelse")
    record = rows.get(tx, BY_TABEL[table], row)
    before = {name: getattr(record, name) if record is not None else None for name in values}
    number = _next_number(tx, besoeg)
    now = context.clock()
    rows.save(
        tx,
        Rettelse,
        context.new_id(),
        kept.scope,
        {
            "besoeg": besoeg,
            "nummer": number,
            "tilstand": RettelseTilstand.GAELDENDE.value,
            "begrundelse": begrundelse.strip(),
            "tabelnavn": table,
            "raekke": row,
            "foer": json.dumps(before, ensure_ascii=False, sort_keys=True),
            "efter": json.dumps(dict(values), ensure_ascii=False, sort_keys=True),
            "hvem": context.bruger.navn,
            "hvornaar": to_text(now),
            "gaeldende_fra": to_text(now),
        },
        now,
    )
    return number


def judge_forslag(tx: Tx, context: Context, rettelse: int, accept: bool) -> None:
    """Accepts a proposed rettelse, which gets its number, or refuses it; both stay readable."""
    kept = rows.get(tx, Rettelse, rettelse)
    if kept is None or kept.besoeg is None or kept.tilstand != RettelseTilstand.FORESLAAET:
        return
    now = context.clock()
    values: dict[str, Value] = {"tilstand": RettelseTilstand.AFVIST.value}
    if accept:
        number = _next_number(tx, kept.besoeg)
        values = {"tilstand": RettelseTilstand.GAELDENDE.value, "nummer": number, "gaeldende_fra": to_text(now)}
    rows.save(tx, Rettelse, rettelse, kept.scope, values, now)


def _next_number(tx: Tx, besoeg: int) -> int:
    highest = tx.conn.exec_driver_sql(
        "SELECT coalesce(max(nummer),0) FROM rettelse WHERE besoeg=? AND slettet=0", (besoeg,)
    ).scalar_one()
    return int(highest) + 1
