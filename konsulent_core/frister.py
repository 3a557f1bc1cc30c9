"""Deadlines as dated data with their source, and what one sag is to be reminded of on a day (DOMAIN §5)."""

import calendar
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from konsulent_core.dansk import format_dato
from konsulent_core.lister import ListeFejl
from konsulent_core.soegning import fold

VARSEL = timedelta(days=14)  # so long before its date a reminder is shown on I dag
GAMMEL = timedelta(days=60)  # and so long after it


class FristArt(StrEnum):
    """What a reminder is about, in the order in which a sag meets them."""

    FOERSTE_SAMTALE = "foerste_samtale"
    NETVAERKSMOEDE = "netvaerksmoede"
    PRAKTIK_SLUT = "praktik_slut"
    PRAKTIK_VURDERING = "praktik_vurdering"
    CV = "cv"
    UDEN_HANDLING = "uden_handling"
    AFTALE = "aftale"


_I_FIL = (FristArt.FOERSTE_SAMTALE, FristArt.NETVAERKSMOEDE, FristArt.UDEN_HANDLING, FristArt.CV)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gyldighed:
    """For whom and from when a rule holds; empty sets hold for all, ``til`` is the last day, both included."""

    sagstyper: frozenset[str]  # folded
    formaal: frozenset[str]  # values of ``words.Formaal``
    fra: date
    til: date | None
    kilde: str

    def holds(self, sagstype: str, formaal: str, begyndt: date) -> bool:
        """For what began that day: an old sag keeps what held then."""
        in_time = self.fra <= begyndt and (self.til is None or begyndt <= self.til)
        own_type = not self.sagstyper or fold(sagstype) in self.sagstyper
        return in_time and own_type and (not self.formaal or formaal in self.formaal)


@dataclass(frozen=True, slots=True, kw_only=True)
class PraktikRegel:
    """The longest first period in weeks, and the weeks of each extension (None: there is none)."""

    gyldig: Gyldighed
    uger: int
    forlaenges: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SagRegel:
    """So many days or months after what the art is counted from."""

    gyldig: Gyldighed
    art: FristArt
    dage: int
    maaneder: int

    def after(self, day: date) -> date:
        return _months_on(day, self.maaneder) + timedelta(days=self.dage)


@dataclass(frozen=True, slots=True, kw_only=True)
class Regler:
    """All of them, the special before the general: the first that holds is taken."""

    praktik: tuple[PraktikRegel, ...] = ()
    sag: tuple[SagRegel, ...] = ()


INGEN = Regler()


@dataclass(frozen=True, slots=True, kw_only=True)
class SagFakta:
    """What the reminders of a sag follow from. ``samtale`` and ``netvaerksmoede`` are the first ones held in it,
    ``sidst`` the newest of anything written, ``naeste`` the agreed day of the next besøg; the praktik is the one that
    began last.
    """

    sagstype: str = ""
    start: date | None = None
    samtale: date | None = None
    netvaerksmoede: date | None = None
    sidst: date | None = None
    naeste: date | None = None
    praktik_start: date | None = None
    praktik_slut: date | None = None
    praktik_afbrudt: bool = False
    formaal: str = ""
    cv: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paamindelse:
    """One thing to remember: by when, in words, and where the rule comes from."""

    art: FristArt
    dato: date
    tekst: str
    kilde: str

    def is_near(self, i_dag: date) -> bool:
        """Past, or at most ``VARSEL`` ahead."""
        return self.dato <= i_dag + VARSEL

    def is_old(self, i_dag: date) -> bool:
        """Past for so long that the day is no place for it: it stands on the sag."""
        return self.dato < i_dag - GAMMEL


def paamindelser(fakta: SagFakta, regler: Regler, i_dag: date) -> tuple[Paamindelse, ...]:
    """What is still to be done in the sag, the earliest first. What was done leaves no reminder."""
    found = [*_sagens(fakta, regler), *_stille(fakta, regler, i_dag), *_praktikkens(fakta, regler, i_dag)]
    return tuple(sorted(found, key=lambda one: (one.dato, tuple(FristArt).index(one.art))))


def _sagens(fakta: SagFakta, regler: Regler) -> list[Paamindelse]:
    found = []
    start = fakta.start
    if start is not None and fakta.samtale is None:
        words = f"Sagen begyndte {format_dato(start)}."
        found += _one(fakta, regler, FristArt.FOERSTE_SAMTALE, start, words)
    if start is not None and fakta.netvaerksmoede is None:
        words = f"Sagen begyndte {format_dato(start)}."
        found += _one(fakta, regler, FristArt.NETVAERKSMOEDE, start, words)
    return found


def _stille(fakta: SagFakta, regler: Regler, i_dag: date) -> list[Paamindelse]:
    """No deadline ahead but an alarm: told when so many days have gone by, and no besøg is agreed for soon."""
    latest = fakta.sidst or fakta.start
    soon = fakta.naeste is not None and i_dag <= fakta.naeste <= i_dag + VARSEL
    if latest is None or soon:
        return []
    words = f"Der er ikke skrevet noget i sagen siden {format_dato(latest)}."
    return [one for one in _one(fakta, regler, FristArt.UDEN_HANDLING, latest, words) if one.dato <= i_dag]


def _one(fakta: SagFakta, regler: Regler, art: FristArt, day: date, words: str) -> list[Paamindelse]:
    begun = fakta.start or day
    for rule in regler.sag:
        if rule.art is art and rule.gyldig.holds(fakta.sagstype, fakta.formaal, begun):
            return [Paamindelse(art=art, dato=rule.after(day), tekst=words, kilde=rule.gyldig.kilde)]
    return []


def _praktikkens(fakta: SagFakta, regler: Regler, i_dag: date) -> list[Paamindelse]:
    start, slut = fakta.praktik_start, fakta.praktik_slut
    if start is None or start > i_dag:
        return []
    if fakta.praktik_afbrudt or (slut is not None and slut < i_dag):
        if slut is None or slut > i_dag or (fakta.cv is not None and fakta.cv >= slut):
            return []
        return _one(fakta, regler, FristArt.CV, slut, f"Opdatér CV’et. Praktikken sluttede {format_dato(slut)}.")
    limit = _limit(fakta, regler, start, slut, i_dag)
    if slut is not None and (limit is None or slut <= limit.dato):
        words = "Praktikken slutter. Aftal en forlængelse, eller afslut den."
        return [Paamindelse(art=FristArt.PRAKTIK_SLUT, dato=slut, tekst=words, kilde="Aftalt for praktikken")]
    return [limit] if limit is not None else []


def _limit(fakta: SagFakta, regler: Regler, start: date, slut: date | None, i_dag: date) -> Paamindelse | None:
    """The legal end that counts now. One that lies behind counts no more where an end after it is agreed: it was
    extended; without an agreed end it stands until there is one.
    """
    for rule in regler.praktik:
        if not rule.gyldig.holds(fakta.sagstype, fakta.formaal, start):
            continue
        weeks = rule.uger
        limit = start + timedelta(weeks=weeks, days=-1)
        while rule.forlaenges and slut is not None and limit < i_dag and limit < slut:
            weeks += rule.forlaenges
            limit += timedelta(weeks=rule.forlaenges)
        words = f"Da har praktikken varet {weeks} uger. " + (
            "Længere kræver en konkret vurdering." if rule.forlaenges else "Længere kan den som hovedregel ikke vare."
        )
        return Paamindelse(art=FristArt.PRAKTIK_VURDERING, dato=limit, tekst=words, kilde=rule.gyldig.kilde)
    return None


def _months_on(day: date, months: int) -> date:
    """The same day of a later month, or its last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


# --- reading ------------------------------------------------------------------------------------------


def parse_frister(name: str, text: str) -> Regler:
    """The rules of a file called ``name``. Raises ``ListeFejl`` with file and key path."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ListeFejl(f"{name}: {error}") from None
    unknown = set(found) - {"praktik", "frist"}
    if unknown:
        raise ListeFejl(f"{name}: {min(unknown)} is not known")
    return Regler(
        praktik=tuple(_praktik(_Post(name, f"praktik[{n}]", entry)) for n, entry in _entries(name, found, "praktik")),
        sag=tuple(_frist(_Post(name, f"frist[{n}]", entry)) for n, entry in _entries(name, found, "frist")),
    )


def _entries(name: str, found: dict[str, Any], key: str) -> list[tuple[int, dict[str, Any]]]:
    entries = found.get(key, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ListeFejl(f"{name}: [[{key}]] is expected")
    return list(enumerate(entries))


class _Post:
    """One entry, read key by key; what is left over at ``end`` is not known."""

    def __init__(self, name: str, path: str, entry: dict[str, Any]) -> None:
        self._name, self._path, self._left = name, path, dict(entry)

    def fault(self, key: str, words: str) -> ListeFejl:
        return ListeFejl(f"{self._name}: {self._path}.{key} {words}")

    def number(self, key: str) -> int | None:
        value = self._left.pop(key, None)
        if value is not None and (type(value) is not int or value < 1):
            raise self.fault(key, "must be a whole number from 1 on")
        return value

    def day(self, key: str) -> date | None:
        value = self._left.pop(key, None)
        if value is not None and type(value) is not date:
            raise self.fault(key, "must be a date")
        return value

    def words(self, key: str) -> str:
        value = self._left.pop(key, None)
        if not isinstance(value, str) or not value.strip():
            raise self.fault(key, "must be words")
        return value.strip()

    def several(self, key: str) -> Sequence[str]:
        value = self._left.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            raise self.fault(key, "must be a list of words")
        return value

    def gyldighed(self) -> Gyldighed:
        fra = self.day("fra")
        if fra is None:
            raise self.fault("fra", "must be a date")
        return Gyldighed(
            sagstyper=frozenset(fold(one.strip()) for one in self.several("sagstyper")),
            formaal=frozenset(self.several("formaal")),
            fra=fra,
            til=self.day("til"),
            kilde=self.words("kilde"),
        )

    def end(self) -> None:
        if self._left:
            raise self.fault(min(self._left), "is not known")


def _praktik(post: _Post) -> PraktikRegel:
    uger = post.number("uger")
    if uger is None:
        raise post.fault("uger", "must be a whole number from 1 on")
    rule = PraktikRegel(uger=uger, forlaenges=post.number("forlaenges"), gyldig=post.gyldighed())
    post.end()
    return rule


def _frist(post: _Post) -> SagRegel:
    art = post.words("art")
    if art not in _I_FIL:
        raise post.fault("art", f"must be one of {', '.join(_I_FIL)}")
    dage, maaneder = post.number("dage"), post.number("maaneder")
    if (dage is None) == (maaneder is None):
        raise post.fault("dage", "or maaneder must be given, and not both")
    rule = SagRegel(art=FristArt(art), dage=dage or 0, maaneder=maaneder or 0, gyldig=post.gyldighed())
    post.end()
    return rule
