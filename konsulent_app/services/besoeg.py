"""The verbs of a visit: open it, and save each answer at once."""

from collections.abc import Mapping
from datetime import date

from konsulent_app.services.context import Context
from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_core.clock import to_text
from konsulent_core.entities import (
    Aftale,
    Besoeg,
    FremmoedeUge,
    Opgave,
    OpgaveTrinSvar,
    Praktik,
    Record,
    SkaanehensynSvar,
    Svar,
    Timer,
    Udsagn,
    Vurdering,
)
from konsulent_core.errors import UserError
from konsulent_core.ids import derived_id
from konsulent_core.merge import Value
from konsulent_core.rettigheder import intern_scope
from konsulent_core.skema.gaeldende import gaeldende
from konsulent_core.words import (
    Audience,
    BesoegType,
    Fremmoede,
    OpgaveTrin,
    Retning,
    Stemme,
    Tilstand,
    TimerArt,
    Virkning,
)

_ANSWERS: tuple[type[Record], ...] = (
    Udsagn,
    Vurdering,
    Svar,
    OpgaveTrinSvar,
    FremmoedeUge,
    SkaanehensynSvar,
    Timer,
    Aftale,
)


class BesoegLaast(UserError):
    """Somebody locked the besøg; what was to be written is kept here, for a proposed rettelse in the ``scope`` that it
    was to lie in."""

    def __init__(
        self,
        besoeg: int = 0,
        tabel: str = "",
        raekke: int = 0,
        values: Mapping[str, Value] | None = None,
        scope: int = 0,
    ) -> None:
        super().__init__("Besøget er afsluttet. Lav en rettelse, hvis noget skal være anderledes.")
        self.besoeg = besoeg
        self.tabel = tabel
        self.raekke = raekke
        self.values = dict(values or {})
        self.scope = scope


def open_besoeg(
    tx: Tx,
    context: Context,
    sag: int,
    praktik: int | None,
    besoeg_type: BesoegType = BesoegType.OPFOELGNING,
    sted: str | None = None,
    deltagere: str | None = None,
) -> int:
    """Starts a besøg, or goes on with the kladde of this type that is open in this praktik already. Gives its id.

    A kladde of another praktik stays as it is: several may be open (DOMAIN §4), and its answers are of another place.
    Raises ``UserError`` when there is no skema for the type.
    """
    waiting = rows.find(
        tx,
        Besoeg,
        "scope=? AND praktik IS ? AND type=? AND tilstand=?",
        (sag, praktik, besoeg_type, Tilstand.KLADDE),
        "tidspunkt DESC LIMIT 1",
    )
    if waiting:
        return waiting[0].id
    skema = gaeldende(context.skemaer, besoeg_type, context.i_dag())
    if skema is None:
        raise UserError("Der er ikke noget skema til den slags besøg endnu.")
    # A call by telephone is no besøg of the forløb: they are counted apart.
    alike = "=" if besoeg_type is BesoegType.TELEFON else "<>"
    highest = tx.conn.exec_driver_sql(
        f"SELECT coalesce(max(nummer),0) FROM besoeg WHERE scope=? AND slettet=0 AND type{alike}?",
        (sag, BesoegType.TELEFON.value),
    ).scalar_one()
    number = context.new_id()
    now = context.clock()
    rows.save(
        tx,
        Besoeg,
        number,
        sag,
        {
            "praktik": praktik,
            "type": besoeg_type.value,
            "skema": skema.key,
            "nummer": int(highest) + 1,
            "tidspunkt": to_text(now),
            "sted": sted,
            "deltagere": deltagere,
            "tilstand": Tilstand.KLADDE.value,
        },
        now,
    )
    return number


def delete_if_empty(tx: Tx, context: Context, besoeg: int) -> bool:
    """Takes away a kladde in which nothing was answered: it was opened by mistake. Whether it was one."""
    visit = rows.get(tx, Besoeg, besoeg)
    if visit is None or visit.tilstand != Tilstand.KLADDE or visit.naeste_dato or visit.naeste_grund:
        return False
    for entity in _ANSWERS:
        if rows.find(tx, entity, "besoeg=?", (besoeg,), "id LIMIT 1"):
            return False
    rows.save(tx, Besoeg, besoeg, visit.scope, {"slettet": True}, context.clock())
    return True


def save_deltagere(tx: Tx, context: Context, besoeg: int, deltagere: str) -> None:
    """Who took part: »Katrine, borger; Lone Bach, arbejdsgiver«; empty when nobody did."""
    _save(tx, context, besoeg, Besoeg, besoeg, {"deltagere": deltagere})


def save_udsagn(
    tx: Tx,
    context: Context,
    besoeg: int,
    udsagn: int,
    felt: str,
    stemme: Stemme,
    person: str,
    tekst: str,
    orden: str,
    foer: str | None = None,
) -> None:
    """One utterance; a new id makes a new one, and words written into one deleted elsewhere bring it back.

    ``orden`` sorts as text; ``foer`` is the text that stood in the field when it was begun to be written in.
    """
    values: dict[str, Value] = {"besoeg": besoeg, "felt": felt, "stemme": stemme.value, "person": person}
    seen = None if foer is None else {"tekst": foer}
    _save(tx, context, besoeg, Udsagn, udsagn, {**values, "tekst": tekst, "orden": orden, "slettet": 0}, seen)


def delete_udsagn(tx: Tx, context: Context, besoeg: int, udsagn: int, deleted: bool = True) -> None:
    """Takes an utterance away, or brings it back."""
    if rows.get(tx, Udsagn, udsagn) is not None:
        _save(tx, context, besoeg, Udsagn, udsagn, {"slettet": deleted})


def save_vurdering(
    tx: Tx,
    context: Context,
    besoeg: int,
    dimension: str,
    stemme: Stemme,
    trin: int | None,
    retning: Retning | None,
    ikke_droeftet: bool,
    foerst: bool = False,
) -> None:
    """One voice's judgement; ``foerst`` when it answered before the others.

    Raises ``UserError`` for a level outside 1-5, or a level that was also not discussed.
    """
    if trin is not None and not 1 <= trin <= 5:
        raise UserError("Vælg et trin fra 1 til 5.")
    if trin is not None and ikke_droeftet:
        raise UserError("Vælg enten et trin eller »Ikke drøftet i dag«.")
    row = derived_id("vurdering", besoeg, dimension, stemme.value)
    values: dict[str, Value] = {"besoeg": besoeg, "dimension": dimension, "stemme": stemme.value}
    values |= {"trin": trin, "retning": retning.value if retning else None, "ikke_droeftet": ikke_droeftet}
    if foerst or rows.get(tx, Vurdering, row) is not None:
        values["foerst"] = foerst
    _save(tx, context, besoeg, Vurdering, row, values)


def save_svar(
    tx: Tx, context: Context, besoeg: int, felt: str, vaerdi: str | None, stemme: Stemme = Stemme.KONSULENT
) -> None:
    """A plain answer; None or empty takes it away. An intern one is its author's alone, and stays so when the sag is
    handed over (DOMAIN §4)."""
    own = (context.bruger.nummer,) if _is_intern(tx, context, besoeg, felt) else ()
    row = derived_id("svar", besoeg, felt, stemme.value, *own)
    values: dict[str, Value] = {
        "besoeg": besoeg,
        "felt": felt,
        "stemme": stemme.value,
        "vaerdi": vaerdi or None,
    }
    _save(tx, context, besoeg, Svar, row, values, own=bool(own))


def add_opgave(tx: Tx, context: Context, besoeg: int, opgave: int, navn: str, orden: str) -> None:
    """A new task of the praktik, first seen at this besøg, under a new id. Raises ``UserError`` without a name."""
    visit = rows.get(tx, Besoeg, besoeg)
    if visit is None or not navn.strip():
        raise UserError("Skriv, hvad opgaven hedder.")
    values: dict[str, Value] = {"praktik": visit.praktik, "navn": navn.strip(), "orden": orden}
    rows.save(tx, Opgave, opgave, visit.scope, values, context.clock())


def save_opgave_trin(
    tx: Tx, context: Context, besoeg: int, opgave: int, trin: OpgaveTrin | None, grund: str | None = None
) -> None:
    row = derived_id("opgave_trin", besoeg, opgave)
    values: dict[str, Value] = {"besoeg": besoeg, "opgave": opgave, "trin": trin.value if trin else None}
    _save(tx, context, besoeg, OpgaveTrinSvar, row, {**values, "grund": grund or None})


def save_fremmoede(tx: Tx, context: Context, besoeg: int, uge: str, dage: Mapping[str, str | None]) -> None:
    """Days of one ISO week: field (``ma`` … ``soe``) → a ``ugeplan.write_dag`` value or None."""
    for value in dage.values():
        if value:
            Fremmoede(value.partition(":")[0])
    row = derived_id("fremmoede", besoeg, uge)
    _save(tx, context, besoeg, FremmoedeUge, row, {"besoeg": besoeg, "uge": uge, **dage})


def save_skaanehensyn(tx: Tx, context: Context, besoeg: int, skaanehensyn: int, virkning: Virkning | None) -> None:
    row = derived_id("skaanehensyn_svar", besoeg, skaanehensyn)
    values: dict[str, Value] = {"besoeg": besoeg, "skaanehensyn": skaanehensyn}
    _save(
        tx,
        context,
        besoeg,
        SkaanehensynSvar,
        row,
        {**values, "virkning": virkning.value if virkning else None},
    )


def save_timer(
    tx: Tx,
    context: Context,
    besoeg: int,
    timer: float | None,
    timer_til: float | None,
    loentimer: float | None,
    fra: date,
    aarsag: str | None = None,
) -> None:
    """The step agreed at this besøg: hours a week in all (from-to when ``timer_til``), of which løntimer.

    The same hours as before are a step too: a plateau that was talked about. What cannot be (more løntimer than
    hours) is kept as written; the lock asks for it.
    """
    visit = _open(tx, besoeg)
    before = _step_before(tx, visit, besoeg, fra)
    same = before is not None and (before.timer, before.timer_til) == (timer, timer_til)
    art = before.art if before is not None and before.art != TimerArt.PAUSE else TimerArt.PRAKTIK.value
    values: dict[str, Value] = {
        "praktik": visit.praktik,
        "besoeg": besoeg,
        "fra": fra.isoformat(),
        "timer": timer,
        "timer_til": timer_til,
        "loentimer": loentimer,
        "moenster": before.moenster if before is not None and same else None,
        "art": art,
        "aarsag": aarsag or None,
        "slettet": 0,
    }
    _save(tx, context, besoeg, Timer, derived_id("timer", besoeg), values)


def clear_timer(tx: Tx, context: Context, besoeg: int) -> None:
    """Nothing was said of hours after all."""
    row = derived_id("timer", besoeg)
    if rows.get(tx, Timer, row) is not None:
        _save(tx, context, besoeg, Timer, row, {"slettet": 1})


def save_naeste(tx: Tx, context: Context, besoeg: int, dato: date | None, tid: str | None, grund: str | None) -> None:
    """The next besøg, or the reason why there is none; ``tid`` is ``10.00``."""
    values: dict[str, Value] = {"naeste_dato": dato.isoformat() if dato else None, "naeste_tid": tid or None}
    _save(tx, context, besoeg, Besoeg, besoeg, {**values, "naeste_grund": grund or None})


def save_slutdato(tx: Tx, context: Context, praktik: int, slut: date) -> None:
    """A praktik's new end, when an extension is agreed."""
    kept = rows.get(tx, Praktik, praktik)
    if kept is not None:
        rows.save(tx, Praktik, praktik, kept.scope, {"slut": slut.isoformat()}, context.clock())


def _step_before(tx: Tx, visit: Besoeg, besoeg: int, fra: date) -> Timer | None:
    """The step in force in this praktik until now: another place's steps say nothing of this one's kind."""
    found = rows.find(
        tx,
        Timer,
        "scope=? AND praktik IS ? AND besoeg IS NOT ? AND fra<=?",
        (visit.scope, visit.praktik, besoeg, fra.isoformat()),
        "fra DESC, id LIMIT 1",
    )
    return found[0] if found else None


def _open(tx: Tx, besoeg: int) -> Besoeg:
    visit = rows.get(tx, Besoeg, besoeg)
    if visit is None:
        raise UserError("Besøget findes ikke på denne pc længere.")
    return visit


def _save(
    tx: Tx,
    context: Context,
    besoeg: int,
    entity: type[Record],
    row: int,
    values: Mapping[str, Value],
    seen: Mapping[str, Value] | None = None,
    *,
    own: bool = False,
) -> None:
    visit = _open(tx, besoeg)
    scope = intern_scope(visit.scope, context.bruger.nummer) if own else visit.scope
    if visit.tilstand == Tilstand.AFSLUTTET:
        raise BesoegLaast(besoeg, entity.tabel, row, values, scope)
    rows.save(tx, entity, row, scope, values, context.clock(), seen)


def _is_intern(tx: Tx, context: Context, besoeg: int, felt: str) -> bool:
    visit = rows.get(tx, Besoeg, besoeg)
    skema = context.skemaer.get(visit.skema or "") if visit is not None else None
    return skema is not None and any(f.noegle == felt and f.audience is Audience.INTERN for f in skema.felter)


def start_besoeg(tx: Tx, context: Context, sag: int, besoeg_type: BesoegType = BesoegType.OPFOELGNING) -> int:
    """»Start besøg«: in the sag's newest praktik, or the one of this type that is open there. Gives its id.

    A formøde comes before the praktik it is about, and belongs to none.
    """
    found = rows.find(tx, Praktik, "scope=?", (sag,), "start DESC, id LIMIT 1")
    praktik = found[0].id if found and besoeg_type is not BesoegType.FORMOEDE else None
    return open_besoeg(tx, context, sag, praktik, besoeg_type)
