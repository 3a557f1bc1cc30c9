"""The verbs of a praktik: make it from its draft, and write its fields and what belongs to it one by one."""

import re
from collections.abc import Mapping

from konsulent_app.services.context import Context
from konsulent_app.services.felter import told
from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_app.store.praktik import keep_udkast
from konsulent_core.dansk import format_dato
from konsulent_core.entities import Delmaal, Opgave, Praktik, Record, Sag, Skaanehensyn, Timer
from konsulent_core.errors import UserError
from konsulent_core.merge import Value
from konsulent_core.praktik_udkast import PraktikUdkast, missing
from konsulent_core.uge_ord import moenster
from konsulent_core.ugeplan import timer_om_ugen
from konsulent_core.words import DelmaalTilstand, TimerArt


def save_udkast(tx: Tx, sag: int, udkast: PraktikUdkast) -> None:
    """Keeps what is written so far on this machine; it travels nowhere before the praktik is made."""
    keep_udkast(tx, sag, None if udkast.is_empty else udkast)


def create_praktik(tx: Tx, context: Context, sag: int, udkast: PraktikUdkast) -> int:
    """The praktik with its delmål, opgaver, new skånehensyn and first step of hours; gives its id. The draft is gone.

    Raises ``UserError`` with the first thing that is missing; ``field`` is then the step's number.
    """
    if gaps := missing(udkast):
        step, sentence = gaps[0]
        raise UserError(sentence, str(int(step)))
    kept = rows.get(tx, Sag, sag)
    if kept is None or kept.slettet:
        raise UserError("Sagen er ikke på denne pc længere.")
    now, praktik = context.clock(), context.new_id()
    rows.save(
        tx,
        Praktik,
        praktik,
        sag,
        {
            "virksomhed": udkast.virksomhed,
            "afdeling": udkast.afdeling.strip() or None,
            "kontaktperson": udkast.kontaktperson,
            "mentor": udkast.mentor,
            "formaal": udkast.formaal,
            "formaal_tekst": udkast.formaal_tekst.strip(),
            "start": udkast.start,
            "slut": udkast.slut,
            "ugeplan": udkast.ugeplan,
            "bekymring_foer": udkast.bekymring,
            "bekymring_grund": udkast.bekymring_grund.strip() or None,
            "bygger_paa": udkast.bygger_paa,
        },
        now,
    )
    _add_delmaal(tx, context, sag, praktik, udkast)
    for place, navn in enumerate(_once(udkast.opgaver)):
        rows.save(tx, Opgave, context.new_id(), sag, {"praktik": praktik, "navn": navn, "orden": _orden(place)}, now)
    there = len(rows.find(tx, Skaanehensyn, "scope=?", (sag,)))
    for place, ordlyd in enumerate(_once(udkast.skaanehensyn), there):
        values: dict[str, Value] = {"titel": ordlyd, "ordlyd": ordlyd, "orden": _orden(place)}
        rows.save(tx, Skaanehensyn, context.new_id(), sag, values, now)
    plan = udkast.blokke()
    hours: dict[str, Value] = {"timer": timer_om_ugen(plan), "loentimer": 0.0, "moenster": moenster(plan)}
    hours |= {"praktik": praktik, "fra": udkast.start, "art": TimerArt.PRAKTIK.value}
    rows.save(tx, Timer, context.new_id(), sag, hours, now)
    if udkast.bekymring and not kept.bekymring:
        grund = udkast.bekymring_grund.strip() or f"Bekymring før starten {format_dato(context.i_dag())}"
        rows.save(tx, Sag, sag, sag, {"bekymring": True, "bekymring_grund": grund}, now)
    keep_udkast(tx, sag, None)
    return praktik


def save_praktik(
    tx: Tx, context: Context, praktik: int, values: Mapping[str, Value], seen: Mapping[str, Value] | None = None
) -> None:
    """Fields of a praktik that runs or has ended (DOMAIN §3 Praktik). ``seen`` as for ``rows.save``.

    Raises ``UserError`` at ``start`` or ``slut`` when it would end before it begins; then nothing is saved.
    """
    kept = rows.get(tx, Praktik, praktik)
    if kept is None or kept.slettet:
        raise UserError("Praktikken er ikke på denne pc længere.")
    given = told(values)
    start, slut = given.get("start", kept.start), given.get("slut", kept.slut)
    if ("start" in given or "slut" in given) and start and slut and str(slut) < str(start):
        raise UserError("Slutdatoen skal ligge efter starten.", "slut" if "slut" in given else "start")
    rows.save(tx, Praktik, praktik, kept.scope, given, context.clock(), seen)


def save_delmaal(
    tx: Tx,
    context: Context,
    praktik: int,
    delmaal: int,
    values: Mapping[str, Value],
    seen: Mapping[str, Value] | None = None,
) -> None:
    """Fields of a delmål of the praktik; a new id makes an open one, after the others."""
    born: dict[str, Value] = {"praktik": praktik, "tilstand": DelmaalTilstand.AABEN.value}
    _save_part(tx, context, Delmaal, delmaal, _scope(tx, praktik), values, seen, born)


def save_opgave(
    tx: Tx,
    context: Context,
    praktik: int,
    opgave: int,
    values: Mapping[str, Value],
    seen: Mapping[str, Value] | None = None,
) -> None:
    """The name of a planned opgave of the praktik; a new id makes one, after the others."""
    _save_part(tx, context, Opgave, opgave, _scope(tx, praktik), values, seen, {"praktik": praktik})


def save_hensyn(
    tx: Tx,
    context: Context,
    sag: int,
    hensyn: int,
    values: Mapping[str, Value],
    seen: Mapping[str, Value] | None = None,
) -> None:
    """Fields of a skånehensyn of the sag: the reason is the kommune's, the wording is what the borger agreed to for
    the workplace, and when (DOMAIN §3 Skånehensyn). A new id makes one, after the others."""
    _save_part(tx, context, Skaanehensyn, hensyn, sag, values, seen, {})


def delete_part(
    tx: Tx, context: Context, entity: type[Delmaal | Opgave | Skaanehensyn], row: int, *, deleted: bool = True
) -> None:
    """Takes a delmål, an opgave or a skånehensyn away, or brings it back."""
    kept = rows.get(tx, entity, row)
    if kept is not None:
        rows.save(tx, entity, row, kept.scope, {"slettet": deleted}, context.clock())


def _save_part(
    tx: Tx,
    context: Context,
    entity: type[Record],
    row: int,
    scope: int,
    values: Mapping[str, Value],
    seen: Mapping[str, Value] | None,
    born: Mapping[str, Value],
) -> None:
    given = told(values)
    if rows.get(tx, entity, row) is None:
        last = rows.find(tx, entity, "scope=? AND orden IS NOT NULL", (scope,), order="orden DESC, id LIMIT 1")
        given = {**born, "orden": _after(str(getattr(last[0], "orden", "")) if last else ""), **given}
    rows.save(tx, entity, row, scope, given, context.clock(), seen)


def _after(orden: str) -> str:
    """A text that sorts right after: »a02« → »a03«, »b« → »b1«, »a99« → »a991«."""
    match = re.fullmatch(r"(.*?)(\d+)", orden)
    if match is None:
        return f"{orden}1" if orden else _orden(0)
    following = str(int(match[2]) + 1).zfill(len(match[2]))
    return match[1] + following if len(following) == len(match[2]) else f"{orden}1"


def _scope(tx: Tx, praktik: int) -> int:
    kept = rows.get(tx, Praktik, praktik)
    if kept is None:
        raise UserError("Praktikken er ikke på denne pc længere.")
    return kept.scope


def _add_delmaal(tx: Tx, context: Context, sag: int, praktik: int, udkast: PraktikUdkast) -> None:
    place = 0
    for delmaal in udkast.delmaal:
        if not delmaal.tekst.strip():
            continue
        rows.save(
            tx,
            Delmaal,
            context.new_id(),
            sag,
            {
                "praktik": praktik,
                "tekst": delmaal.tekst.strip(),
                "dato": delmaal.dato,
                "tilstand": DelmaalTilstand.AABEN.value,
                "smart": delmaal.smart or None,
                "orden": _orden(place),
            },
            context.clock(),
        )
        place += 1


def _once(words: tuple[str, ...]) -> list[str]:
    """Each once, in the order given, and none that is empty."""
    return list(dict.fromkeys(word.strip() for word in words if word.strip()))


def _orden(place: int) -> str:
    return f"a{place:02d}"
