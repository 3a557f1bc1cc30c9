"""A kladde goes over to a newer skema, and back: every answer stays, seen in its felt or among what is left over."""

from dataclasses import dataclass

from konsulent_app.services.besoeg import BesoegLaast
from konsulent_app.services.context import Context
from konsulent_app.services.rest import UDEN_PLADS, Rest, earlier_keys, in_words, known_title, left_over
from konsulent_app.store import rows
from konsulent_app.store.besoeg import BesoegBlad, read_besoeg
from konsulent_app.store.database import Tx
from konsulent_core.entities import Besoeg, Svar
from konsulent_core.errors import UserError
from konsulent_core.ids import derived_id
from konsulent_core.merge import Value
from konsulent_core.skema.gaeldende import nyere
from konsulent_core.skema.grammar import Felt, FeltType, Skema
from konsulent_core.words import Stemme, Tilstand


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a switch would do. ``uden_plads`` are shown under the new skema and printed, but asked no more; ``nye_ord``
    are levels that stay and now stand under other words: »Stabilitet, trin 3: »…« hedder nu »…««."""

    til: Skema
    bliver: int  # answers that stand in the new skema as they are
    uden_plads: tuple[Rest, ...]
    nye_ord: tuple[str, ...]


def offer(context: Context, blad: BesoegBlad) -> Skema | None:
    """The newer skema that this kladde could go over to; None for a locked one, or where there is none."""
    if blad.besoeg.tilstand != Tilstand.KLADDE:
        return None
    skema = context.skema(blad.besoeg.skema)
    if skema.key not in context.skemaer:
        return None
    return nyere(context.skemaer, skema, context.i_dag())


def can_go_back(context: Context, blad: BesoegBlad) -> bool:
    """Whether the kladde was switched, and the skema it came from is here."""
    keys = earlier_keys(blad)
    return blad.besoeg.tilstand == Tilstand.KLADDE and bool(keys) and keys[-1] in context.skemaer


def make_plan(context: Context, blad: BesoegBlad, til: Skema) -> Plan:
    """To be read before the switch: nothing is written."""
    fra = context.skema(blad.besoeg.skema)
    rest = list(left_over(context, blad, til, (*earlier_keys(blad), fra.key)))
    for svar, felt in _misfits(context, blad, fra, til):
        rest.append(
            Rest(
                noegle=felt.noegle,
                titel=known_title(felt, felt.noegle),
                audience=felt.audience,
                felt=felt,
                vaerdi=in_words(felt, svar.vaerdi or ""),
            )
        )
    return Plan(til=til, bliver=_count(blad) - len(rest), uden_plads=tuple(rest), nye_ord=_new_words(blad, fra, til))


def switch(tx: Tx, context: Context, besoeg: int, til: str) -> None:
    """The kladde is asked by the skema ``til`` from now on. Raises ``UserError`` where it cannot be."""
    blad = _kladde(tx, besoeg)
    fra, ny = context.skema(blad.besoeg.skema), context.skemaer.get(til)
    if ny is None or ny.ulaest or ny.besoeg_type is not fra.besoeg_type or ny.key == fra.key:
        raise UserError("Besøget kan ikke skiftes til det skema.")
    _set_aside(tx, context, blad, fra, ny)
    keys = " ".join((*earlier_keys(blad), fra.key))
    _write(tx, context, blad, ny.key, keys)


def go_back(tx: Tx, context: Context, besoeg: int) -> None:
    """Undoes the last switch. What was answered since stays, among what is left over where it has no felt.

    Raises ``UserError`` where it was not switched, or the skema it came from is not here.
    """
    blad = _kladde(tx, besoeg)
    if not can_go_back(context, blad):
        raise UserError("Besøget er ikke skiftet til et andet skema.")
    *keys, last = earlier_keys(blad)
    now = blad.besoeg.skema or ""
    _set_aside(tx, context, blad, context.skema(now), context.skemaer[last])
    stored = {(s.felt, s.stemme, s.scope): s.vaerdi for s in _kladde(tx, besoeg).svar}
    for (noegle, stemme, scope), value in stored.items():
        key, _, of = (noegle or "").partition(UDEN_PLADS)
        if of != last or not value:
            continue
        if meanwhile := stored.get((key, stemme, scope)):
            _put(tx, context, blad, f"{key}{UDEN_PLADS}{now}", stemme, scope, meanwhile)
        _put(tx, context, blad, key, stemme, scope, value)
        _put(tx, context, blad, noegle or "", stemme, scope, None)
    _write(tx, context, blad, last, " ".join(keys) or None)


def _kladde(tx: Tx, besoeg: int) -> BesoegBlad:
    blad = read_besoeg(tx, besoeg)
    if blad is None:
        raise UserError("Besøget findes ikke på denne pc længere.")
    if blad.besoeg.tilstand != Tilstand.KLADDE:
        raise BesoegLaast
    return blad


def _set_aside(tx: Tx, context: Context, blad: BesoegBlad, fra: Skema, til: Skema) -> None:
    for svar, felt in _misfits(context, blad, fra, til):
        _put(tx, context, blad, f"{felt.noegle}{UDEN_PLADS}{fra.key}", svar.stemme, svar.scope, svar.vaerdi)
        _put(tx, context, blad, felt.noegle, svar.stemme, svar.scope, None)


def _write(tx: Tx, context: Context, blad: BesoegBlad, skema: str, foer: str | None) -> None:
    values: dict[str, Value] = {"skema": skema, "skema_foer": foer}
    rows.save(tx, Besoeg, blad.besoeg.id, blad.besoeg.scope, values, context.clock())


def _put(
    tx: Tx, context: Context, blad: BesoegBlad, felt: str, stemme: str | None, scope: int, vaerdi: str | None
) -> None:
    """``scope`` is the answer's own: an intern one stays its author's."""
    voice = stemme or Stemme.KONSULENT.value
    own = () if scope == blad.besoeg.scope else (context.bruger.nummer,)
    row = derived_id("svar", blad.besoeg.id, felt, voice, *own)
    values: dict[str, Value] = {"besoeg": blad.besoeg.id, "felt": felt, "stemme": voice, "vaerdi": vaerdi}
    rows.save(tx, Svar, row, scope, values, context.clock())


def _misfits(context: Context, blad: BesoegBlad, fra: Skema, til: Skema) -> list[tuple[Svar, Felt]]:
    """Plain answers whose key the new skema has too and means something else by, with their felt in the old one."""
    asked = {f.noegle: f for f in til.felter if f.tabel == Svar.tabel}
    known = {f.noegle: f for f in fra.felter if f.tabel == Svar.tabel}
    found = []
    for svar in blad.svar:
        ny, felt = asked.get(svar.felt or ""), known.get(svar.felt or "")
        if ny is None or felt is None or not svar.vaerdi:
            continue
        if ny.type is not felt.type or (ny.type is FeltType.VALG and not _offers(context, ny, felt, svar.vaerdi)):
            found.append((svar, felt))
    return found


def _offers(context: Context, ny: Felt, felt: Felt, vaerdi: str) -> bool:
    """Whether the choice means the same in both: its key and its words."""
    if any(post.vaerdi == vaerdi for post in context.valglister().for_felt(ny)):
        return True
    return any(v.noegle == vaerdi and v.titel == felt.valg_titel(vaerdi) for v in ny.valg)


def _new_words(blad: BesoegBlad, fra: Skema, til: Skema) -> tuple[str, ...]:
    before = {d.noegle: d for d in fra.dimensioner}
    found: dict[str, None] = {}
    for ny in til.dimensioner:
        gammel = before.get(ny.noegle)
        for v in blad.vurderinger:
            if gammel is None or v.dimension != ny.noegle or v.trin is None:
                continue
            old, new = gammel.fag[v.trin - 1], ny.fag[v.trin - 1]
            if old != new:
                found[f"{ny.titel}, trin {v.trin}: »{old}« hedder nu »{new}«"] = None
    return tuple(found)


def _count(blad: BesoegBlad) -> int:
    """How many answers there are, of the kinds that ``Rest`` counts one by one."""
    said = {u.felt for u in blad.udsagn if (u.tekst or "").strip()}
    plain = sum(bool((s.vaerdi or "").strip()) for s in blad.svar)
    levels = sum(v.trin is not None or bool(v.ikke_droeftet) for v in blad.vurderinger)
    rows_of = (
        any(t.trin for t in blad.opgave_trin),
        bool(blad.uger),
        any(v.virkning for v in blad.skaanehensyn_svar),
        any(t.besoeg == blad.besoeg.id for t in blad.timer),
        any(t.besoeg == blad.besoeg.id and t.loentimer is not None for t in blad.timer),
        bool(blad.aftaler),
        bool(blad.besoeg.naeste_dato or blad.besoeg.naeste_grund),
    )
    return len(said) + plain + levels + sum(rows_of)
