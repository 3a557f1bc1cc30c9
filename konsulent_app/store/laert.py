"""What a borger's last praktik taught, across sager and workplaces: each lesson with the place it comes from."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_core.clock import from_text, local_day
from konsulent_core.dansk import format_dato, format_timer
from konsulent_core.entities import Opgave, Praktik, Sag, Skaanehensyn, Timer, Virksomhed
from konsulent_core.forsoeg import Forsoeg, tidligere_forsoeg, trin_af
from konsulent_core.words import OpgaveTrin, TimerArt, Virkning


class LaertArt(Enum):
    """What a lesson becomes in the new praktik."""

    TIMER = "timer"
    SKAANEHENSYN = "skaanehensyn"
    OPGAVE = "opgave"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lektie:
    """One lesson. ``vaerdi`` is what is taken over (a week plan as said, a wording, a task); ``virkede`` whether it
    did, ``her`` whether the sag has it already."""

    art: LaertArt
    tekst: str
    kilde: str
    vaerdi: str
    virkede: bool
    her: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Laert:
    """``sted`` and ``periode`` say where; ``slut_ord`` why it ended, as the kommune wrote it."""

    praktik: int
    sted: str
    periode: str
    slut_ord: str
    lektier: tuple[Lektie, ...]


def read_laert(tx: Tx, borger: int, sag: int) -> Laert | None:
    """The lessons of the borger's last praktik, for the next one in ``sag``; None when there was none."""
    sager = [sag.id for sag in rows.find(tx, Sag, "borger=?", (borger,))]
    praktikker = [p for sag in sager for p in rows.find(tx, Praktik, "scope=?", (sag,)) if p.start]
    if not praktikker:
        return None
    last = max(praktikker, key=lambda p: (p.start or "", p.id))
    virksomhed = rows.get(tx, Virksomhed, last.virksomhed) if last.virksomhed else None
    return Laert(
        praktik=last.id,
        sted=(virksomhed.navn or "") if virksomhed else "",
        periode=_period(last),
        slut_ord=last.afbrudt_aarsag or last.laering or "",
        lektier=(*_hours(tx, sager, last), *_hensyn(tx, last, her=last.scope == sag), *_opgaver(tx, last)),
    )


def _period(praktik: Praktik) -> str:
    start = date.fromisoformat(praktik.start) if praktik.start else None
    slut = date.fromisoformat(praktik.slut) if praktik.slut else None
    return f"{start:%m.%Y} – {slut:%m.%Y}" if start and slut else f"fra {start:%m.%Y}" if start else ""


def _hours(tx: Tx, sager: list[int], praktik: Praktik) -> list[Lektie]:
    """The most hours that were held for some time, with what was tried above them."""
    steps = [
        step
        for sag in sager
        for step in rows.find(tx, Timer, "scope=? AND praktik=?", (sag, praktik.id), order="fra, id")
        if step.fra and step.timer and step.art in (None, TimerArt.PRAKTIK)
    ]
    if not steps:
        return []
    attempts = tidligere_forsoeg(trin for step in steps if (trin := trin_af(step)) is not None)
    tried = [f for f in attempts if not f.loentimer and f.dage is not None]
    held = steps[-1]
    said = held.moenster or format_timer(held.timer or 0.0, held.timer_til)
    text = f"{said} timer er det højeste" if tried else f"{said} timer til sidst"
    source = "prøvet " + "; ".join(_attempt(f) for f in tried[-3:]) if tried else f"siden {_day(held.fra)}"
    return [Lektie(art=LaertArt.TIMER, tekst=text, kilde=source, vaerdi=held.moenster or "", virkede=True)]


def _attempt(forsoeg: Forsoeg) -> str:
    return f"{forsoeg.tekst}, {format_dato(forsoeg.dato)}"


def _hensyn(tx: Tx, praktik: Praktik, *, her: bool) -> list[Lektie]:
    """Each skånehensyn of the praktik's sag with how often it worked at the praktik's besøg."""
    counts: dict[int, list[str]] = {}
    for number, virkning in tx.conn.exec_driver_sql(
        "SELECT v.skaanehensyn, v.virkning FROM besoeg b JOIN skaanehensyn_svar v ON v.besoeg=b.id "
        "WHERE b.scope=? AND b.praktik=? AND b.slettet=0 AND v.slettet=0",
        (praktik.scope, praktik.id),
    ):
        counts.setdefault(number, []).append(virkning or "")
    found = []
    for hensyn in rows.find(tx, Skaanehensyn, "scope=?", (praktik.scope,), order="orden, id"):
        said = [v for v in counts.get(hensyn.id, []) if v and v != Virkning.IKKE_BRUGT]
        if not said:
            continue
        worked = sum(v == Virkning.VIRKER for v in said)
        words = hensyn.ordlyd or hensyn.titel or ""
        source = f"virker ved {worked} af {len(said)} besøg"
        found.append(
            Lektie(
                art=LaertArt.SKAANEHENSYN,
                tekst=words,
                kilde=source,
                vaerdi=words,
                virkede=2 * worked > len(said),
                her=her,
            )
        )
    return found


def _opgaver(tx: Tx, praktik: Praktik) -> list[Lektie]:
    """Tasks learned, and those dropped with why; the newest word about each counts."""
    latest: dict[int, tuple[str, str, str]] = {}
    for number, trin, grund, tidspunkt in tx.conn.exec_driver_sql(
        "SELECT t.opgave, t.trin, t.grund, b.tidspunkt FROM besoeg b JOIN opgave_trin t ON t.besoeg=b.id "
        "WHERE b.scope=? AND b.praktik=? AND b.slettet=0 AND t.slettet=0 AND t.trin IS NOT NULL ORDER BY b.tidspunkt",
        (praktik.scope, praktik.id),
    ):
        latest[number] = (trin, grund or "", tidspunkt or "")
    found = []
    for opgave in rows.find(tx, Opgave, "praktik=? AND scope=?", (praktik.id, praktik.scope), order="orden, id"):
        trin, grund, when = latest.get(opgave.id, ("", "", ""))
        day = format_dato(local_day(from_text(when))) if when else ""
        name = opgave.navn or ""
        if trin == OpgaveTrin.SELVSTAENDIG:
            found.append(
                Lektie(art=LaertArt.OPGAVE, tekst=f"{name}: klarer det selv", kilde=day, vaerdi=name, virkede=True)
            )
        elif trin == OpgaveTrin.DROPPET:
            source = " · ".join(part for part in (grund, day) if part)
            found.append(
                Lektie(art=LaertArt.OPGAVE, tekst=f"{name}: prøvet, droppet", kilde=source, vaerdi=name, virkede=False)
            )
    return found


def _day(iso: str | None) -> str:
    return format_dato(date.fromisoformat(iso)) if iso else ""
