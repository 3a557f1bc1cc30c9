"""The borger's week and hours: the step that holds, and the one that is agreed for later."""

from datetime import date

from konsulent_core.aftaleark.blad import Ord, Saetning, Timer, Trin, UgeDag
from konsulent_core.aftaleark.ord import antal, dag_ord, read_day
from konsulent_core.snapshot import Snapshot, TimerBlad
from konsulent_core.ugeplan import Blok, UgeplanFejl, parse_ugeplan, timer_om_ugen
from konsulent_core.words import BesoegType, TimerArt

_HVERDAGE = 5
_IKKE_PRAKTIK = frozenset({TimerArt.SMAAJOB, TimerArt.JOB, TimerArt.FLEKSJOB})


PAUSE = "Din praktik holder pause."


def find_timer(snapshot: Snapshot, dag: date | None) -> Timer | None:
    """What the week looks like from ``dag`` on; None where it is over, or nothing of it is written down."""
    dated = [(fra, step) for step in snapshot.timer if (fra := read_day(step.fra)) is not None and dag is not None]
    begun = [pair for pair in dated if dag and pair[0] <= dag]
    later = [pair for pair in dated if dag and pair[0] > dag]
    now = max(begun, key=lambda pair: pair[0])[1] if begun else None
    naeste = _trin(*min(later, key=lambda pair: pair[0])) if later else None
    pause = now is not None and now.art == TimerArt.PAUSE
    over = _over(snapshot, dag)
    nu = None if now is None or pause or over else _trin(None, now)
    if naeste is not None and (nu is None or (nu.timer, nu.timer_til) == (naeste.timer, naeste.timer_til)):
        nu, naeste = naeste, None  # the same week, more of it paid, or none before it: one thing, and from when
    plan = () if over else _plan(snapshot.ugeplan)
    agree = not plan or nu is None or _agree(plan, nu)
    if pause and (nu is None or not agree):
        plan, agree = (), True
    if not plan and nu is None and not pause:
        return None
    return Timer(uge=_uge(plan), nu=nu, naeste=naeste, pause=pause and not over, uenige=not agree)


def saetninger(timer: Timer) -> tuple[Saetning, ...]:
    """»16 timer om ugen.« »10 timer med løn og 6 timer praktik.«: the hours in words, a sentence each.

    From when the first step holds is the heading's to say.
    """
    out: list[Saetning] = []
    if timer.pause:
        out.append((Ord(PAUSE),))
    nu, naeste = timer.nu, timer.naeste
    if nu is not None:
        since = f"Fra {dag_ord(nu.fra)}: " if timer.pause and nu.fra is not None else ""
        out += _om(nu, f"{since}{antal(nu.timer, nu.timer_til)} om ugen")
    if naeste is not None and naeste.fra is not None:
        first = f"Fra {dag_ord(naeste.fra)}: {antal(naeste.timer, naeste.timer_til)} om ugen"
        out += _om(naeste, first)[: 1 if nu is not None and not nu.loen and not naeste.loen else None]
    return tuple(out)


def loen_ord(trin: Trin) -> Saetning | None:
    """What of a step is paid; None where nobody wrote it down."""
    match trin.loen:
        case None:
            return None
        case 0:
            return (Ord("Alle timer er praktik."),) if trin.praktik else None
        case loen if alle(trin):
            return (Ord("Du får løn for "), Ord(f"alle {antal(loen)}" if loen != 1 else "timen", fed=True), Ord("."))
        case loen:
            paid = Ord(f"{antal(loen)} med løn", fed=True)
            if trin.praktik and trin.timer_til in (None, trin.timer):
                return (paid, Ord(f" og {antal(trin.timer - loen)} praktik."))
            return (paid, Ord("."))


def alle(trin: Trin) -> bool:
    """Whether all hours are paid."""
    return trin.loen is not None and trin.timer_til in (None, trin.timer) and trin.loen >= trin.timer


def _om(trin: Trin, first: str) -> list[Saetning]:
    paid = loen_ord(trin)
    return [(Ord(f"{first}."),)] + ([paid] if paid is not None else [])


def _trin(fra: date | None, step: TimerBlad) -> Trin | None:
    if step.timer is None or step.art == TimerArt.PAUSE:
        return None
    return Trin(
        timer=step.timer,
        timer_til=step.timer_til,
        loen=step.loentimer,
        praktik=step.art not in _IKKE_PRAKTIK,
        fra=fra,
    )


def _over(s: Snapshot, dag: date | None) -> bool:
    """The praktik ended at this besøg or before it."""
    slut = read_day(s.praktik_slut)
    return s.besoeg_type == BesoegType.AFSLUTNING or (slut is not None and dag is not None and slut < dag)


def _plan(text: str | None) -> tuple[Blok, ...]:
    try:
        return parse_ugeplan(text)
    except UgeplanFejl:
        return ()  # written by hand and not to be read: no strip is better than a wrong one


def _uge(plan: tuple[Blok, ...]) -> tuple[UgeDag, ...]:
    """Monday to Friday, and the weekend where something is planned in it."""
    if not plan:
        return ()
    last = max(_HVERDAGE, *(b.ugedag for b in plan))
    return tuple(UgeDag(n, tuple((b.fra, b.til) for b in plan if b.ugedag == n)) for n in range(1, last + 1))


def _agree(plan: tuple[Blok, ...], trin: Trin) -> bool:
    sum_ = timer_om_ugen(plan)
    return trin.timer - 0.01 <= sum_ <= (trin.timer_til or trin.timer) + 0.01
