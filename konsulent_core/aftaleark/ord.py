"""How an aftaleark says hours, days, times, names and places: no shortening, and no dash where it is read aloud."""

import re
from datetime import date, time

from konsulent_core.dansk import MAANEDER, UGEDAGE, KlFejl, format_timer, parse_kl

NBSP = "\xa0"
LAENGE_TIL = 300  # days
LAENGSTE_NAVN = 24  # characters; longer than any first name in use, and as long as half a line
_SELSKAB = re.compile(r",?\s+(?:A/S|ApS|I/S|K/S|P/S|S/I|IVS|A\.?M\.?B\.?A\.?|F\.?M\.?B\.?A\.?)$", re.IGNORECASE)
_CIFRE = re.compile(r"(?:(?:\+|00)45)?(\d{2})(\d{2})(\d{2})(\d{2})", re.ASCII)


def tal(timer: float, til: float | None = None) -> str:
    """»7,5« · »12 til 15«"""
    return format_timer(timer) if til is None or til == timer else f"{format_timer(timer)} til {format_timer(til)}"


def antal(timer: float, til: float | None = None) -> str:
    """»1 time« · »12 til 15 timer«, not to be parted."""
    return f"{tal(timer, til)} {'time' if timer == 1 and til in (None, 1) else 'timer'}".replace(" ", NBSP)


def dag_ord(dag: date, set_fra: date | None = None) -> str:
    """»1. marts«; with its year where it is so far from ``set_fra`` that another could be meant."""
    far = set_fra is not None and abs((dag - set_fra).days) > LAENGE_TIL
    return f"{dag.day}.{NBSP}{MAANEDER[dag.month - 1]}{f'{NBSP}{dag.year}' if far else ''}"


def ugedag(dag: date) -> str:
    """»onsdag«"""
    return UGEDAGE[dag.weekday()]


def klokken(tid: time) -> str:
    """»9« · »9.30«"""
    return f"{tid.hour}.{tid.minute:02d}" if tid.minute else str(tid.hour)


def klokken_af(tekst: str | None) -> str:
    """»10:00« as kept → »10«; what is no time of day stands as it was written."""
    try:
        return klokken(parse_kl(tekst)) if tekst else ""
    except KlFejl:
        return (tekst or "").strip()


def read_day(iso: str | None) -> date | None:
    """The day of an ISO text; None where there is none."""
    try:
        return date.fromisoformat((iso or "")[:10])
    except ValueError:
        return None


def fornavn(navn: str | None) -> str:
    """»Mette Krogh« → »Mette«: whom one speaks with is called by first name; "" for one too long for a sentence."""
    first = (navn or "").split(",")[0].strip().partition(" ")[0]
    return first if len(first) <= LAENGSTE_NAVN else ""


def kort_sted(navn: str | None) -> str:
    """»Nordlager A/S« → »Nordlager«, as people say it."""
    return _SELSKAB.sub("", (navn or "").strip())


def nummer(telefon: str | None) -> str:
    """»12345678« → »12 34 56 78«; a number that is not Danish stands as it was written."""
    raw = (telefon or "").strip()
    match = _CIFRE.fullmatch(re.sub(r"[\s.\-]", "", raw))
    return NBSP.join(match.groups()) if match else raw
