"""The verbs of a new praktik: keep what is written so far, and make the praktik with all that belongs to it."""

from konsulent_app.services.context import Context
from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_app.store.praktik import keep_udkast
from konsulent_core.dansk import format_dato
from konsulent_core.entities import Delmaal, Opgave, Praktik, Sag, Skaanehensyn, Timer
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
    for place, navn in enumerate(_told(udkast.opgaver)):
        rows.save(tx, Opgave, context.new_id(), sag, {"praktik": praktik, "navn": navn, "orden": _orden(place)}, now)
    there = len(rows.find(tx, Skaanehensyn, "scope=?", (sag,)))
    for place, ordlyd in enumerate(_told(udkast.skaanehensyn), there):
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


def _told(words: tuple[str, ...]) -> list[str]:
    """Each once, in the order given, and none that is empty."""
    return list(dict.fromkeys(word.strip() for word in words if word.strip()))


def _orden(place: int) -> str:
    return f"a{place:02d}"
