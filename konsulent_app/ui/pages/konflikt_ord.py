"""A konflikt in words: values as a person says them, the words that only one side has, and both texts in one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher

from konsulent_app.services.feltord import FeltOrd
from konsulent_core.clock import COPENHAGEN, from_text
from konsulent_core.dansk import format_dato, format_kl, format_timer
from konsulent_core.dansk_ord import INDSATS, OPGAVE_TRIN, PART, RESULTAT, RETNING, TILSTAND, TIMER_ART, VIRKNING
from konsulent_core.merge import Value
from konsulent_core.overblik_ord import GRUPPE_ORD
from konsulent_core.words import Fremmoede, Part, Sagsgruppe

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
# A capital must follow: »kl. 7« is no end of a sentence.
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])")
_FREMMOEDE = {
    Fremmoede.MOEDT.value: "mødt",
    Fremmoede.FOER_TID.value: "gik før tid",
    Fremmoede.SYGDOM.value: "afbud, sygdom",
    Fremmoede.BEHANDLING.value: "afbud, behandling",
    Fremmoede.ANDET.value: "afbud, andet",
    Fremmoede.UDEBLEVET.value: "udeblevet",
    Fremmoede.AFLYST.value: "aflyst",
}
_VALUES = {
    **OPGAVE_TRIN,
    **VIRKNING,
    Part.BORGER.value: "borger",
    Part.VIRKSOMHED.value: "virksomheden",
    Part.KONSULENT.value: "konsulenten",
    Part.SAGSBEHANDLER.value: "sagsbehandleren",
    **TILSTAND,
}
_DAGE = {"ma": "mandag", "ti": "tirsdag", "on": "onsdag", "to": "torsdag", "fr": "fredag", "loe": "lørdag",
         "soe": "søndag"}  # fmt: skip
_FELTER = {
    "start": "start",
    "slut": "slut",
    "bekymring_grund": "grund",
    "afbrudt_aarsag": "årsag",
    "afbrudt_af": "stoppet af",
    "grund": "grund",
    "aarsag": "årsag",
    "person": "hvem",
    "part": "part",
    "naeste_grund": "grund",
    "interval_dage": "dage mellem besøg",
    **_DAGE,
}
_KODER = frozenset({"virkning", "trin", "part", "tilstand", "afbrudt_af"})
_SMART = {"S": "specifikt", "M": "målbart", "A": "attraktivt", "R": "realistisk", "T": "tidsbestemt"}
_JA_NEJ = frozenset(
    {"gjort", "afbrudt", "ordblind", "adressebeskyttelse", "uddannet", "bekymring_foer", "ikke_droeftet"}
)
_HIDDEN = frozenset({"snapshot", "snapshot_hash", "orden", "gjort_dato", "skema_foer"})
TOM = "(tomt)"


@dataclass(frozen=True, slots=True)
class Stykke:
    """A stretch of text; ``kun`` "" is common, "min" or "server" stands on that side alone."""

    tekst: str
    kun: str


def vaerdi_ord(values: Mapping[str, Value]) -> str:
    """»Trin 3, lidt frem«, »19.03.2026 kl. 10.00«, »12–15 timer, heraf 2 med løn«."""
    given = {name: value for name, value in values.items() if name not in _HIDDEN}
    if given.get("slettet"):
        return "Slettet"
    given.pop("slettet", None)
    if "ikke_droeftet" in given:
        return _trin(given)
    if "naeste_dato" in given:
        return _naeste(given)
    if "loentimer" in given and "timer" in given:
        return _timer(given)
    if "bekymring" in given:
        grund = given.get("bekymring_grund")
        return f"Bekymringssag: {grund}" if given["bekymring"] else "Ingen bekymring"
    if "gruppe" in given:
        return _gruppe(given)
    words = [_et(name, value, alone=len(given) == 1) for name, value in given.items()]
    return ", ".join(word for word in words if word) or TOM


def sagt(ord_: FeltOrd, values: Mapping[str, Value]) -> str:
    """The values in the words of their field: levels by what they say, choices by their titles, people by name. A CPR
    number is never told."""
    if values.get("cpr"):
        return "••••••-••••"
    if ord_.valg is not None and len(values) == 1:
        return valg_ord({"vaerdi": next(iter(values.values()))}, ord_.valg)
    if len(values) == 1 and ord_.navne and isinstance(number := next(iter(values.values())), int):
        return ord_.navne.get(number) or "(en, der ikke er på listen mere)"
    trin = values.get("trin")
    if isinstance(trin, int):
        values = {"ikke_droeftet": 0, **values}
    words = _sammen(values) or vaerdi_ord(values)
    if isinstance(trin, int) and not values.get("slettet") and 1 <= trin <= len(ord_.trin):
        return f"{words}: {ord_.trin[trin - 1]}"
    return words


def _sammen(values: Mapping[str, Value]) -> str | None:
    """What one says of these fields together; None where each is said by itself."""
    match sorted(values):
        case ["part", "person"]:
            return str(values["person"] or PART.get(str(values["part"] or ""), TOM))
        case ["grund", "trin"]:
            step = OPGAVE_TRIN.get(str(values["trin"] or ""), "")
            return ": ".join(str(part) for part in (step.capitalize(), values["grund"]) if part) or TOM
        case ["smart"]:
            return ", ".join(_SMART[letter] for letter in str(values["smart"] or "") if letter in _SMART) or TOM
        case ["art"]:
            art = str(values["art"] or "")
            return TIMER_ART.get(art, INDSATS.get(art, art)).capitalize() or TOM
        case _:
            return None


def valg_ord(values: Mapping[str, Value], valg: Mapping[str, str]) -> str:
    """A choice by its title, a day as Danes write it."""
    text = str(values.get("vaerdi") or "")
    return valg.get(text) or _dato(text) or TOM


def tid_ord(text: str) -> str:
    """»12.02.2026 kl. 10.58«, as the clock in Denmark shows it."""
    try:
        instant: datetime = from_text(text).astimezone(COPENHAGEN)
    except ValueError:
        return ""
    return f"{format_dato(instant.date())} {format_kl(instant)}"


def besoeg_ord(text: str, types: Mapping[str, str]) -> str:
    """The service's »opfoelgning 2026-02-12« as »opfølgning 12.02.2026«."""
    type_, _, dag = text.partition(" ")
    try:
        dag = format_dato(date.fromisoformat(dag))
    except ValueError:
        dag = ""
    return f"{types.get(type_, type_).lower()} {dag}".strip()


def sammenlign(mine: str, server: str) -> tuple[list[Stykke], list[Stykke]]:
    """Each text cut into what it shares and what it alone has, word by word."""
    a, b = _WORDS.findall(mine), _WORDS.findall(server)
    left: list[tuple[str, str]] = []
    right: list[tuple[str, str]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        same = tag == "equal"
        left.extend((word, "" if same else "min") for word in a[i1:i2])
        right.extend((word, "" if same else "server") for word in b[j1:j2])
    return _joined(left), _joined(right)


def _joined(words: list[tuple[str, str]]) -> list[Stykke]:
    """Stretches of one kind; a blank or a full stop between two coloured words belongs to them."""
    kinds = [kun for _, kun in words]
    for place, (word, kun) in enumerate(words):
        if kun or any(sign.isalnum() for sign in word):
            continue
        before = next((kinds[i] for i in range(place - 1, -1, -1) if words[i][0].isalnum() or kinds[i]), "")
        after = next((kinds[i] for i in range(place + 1, len(words)) if words[i][0].isalnum() or kinds[i]), "")
        if before == after or (place == len(words) - 1):
            kinds[place] = before
    pieces: list[Stykke] = []
    for (word, _), kun in zip(words, kinds, strict=True):
        if pieces and pieces[-1].kun == kun:
            pieces[-1] = Stykke(pieces[-1].tekst + word, kun)
        else:
            pieces.append(Stykke(word, kun))
    return pieces


def begge(mine: str, server: str) -> str:
    """Both in one text, mine first. A sentence that says no more than one of the other side's gives way to it."""
    if not mine.strip() or not server.strip() or mine == server:
        return mine or server
    lines = "\n" in mine.strip() or "\n" in server.strip()
    own, other = _units(mine, lines=lines), _units(server, lines=lines)
    woven: list[str] = []
    for unit in own:
        richer = next((one for one in other if _says_all(one, unit)), unit)
        if richer not in woven:
            woven.append(richer)
    woven.extend(one for one in other if not any(_says_all(kept, one) for kept in woven))
    return ("\n" if lines else " ").join(woven)


def _units(text: str, *, lines: bool) -> list[str]:
    """Whole lines or whole sentences: a weave of single words may say what nobody said."""
    parts = text.splitlines() if lines else _SENTENCES.split(text)
    return [part.strip() for part in parts if part.strip()]


def _says_all(one: str, other: str) -> bool:
    """Whether every word of the other stands in the one, in the same order."""
    words = iter(re.findall(r"\w+", one.casefold()))
    return all(word in words for word in re.findall(r"\w+", other.casefold()))


def _trin(values: Mapping[str, Value]) -> str:
    if values.get("ikke_droeftet"):
        return "Ikke drøftet"
    if values.get("trin") is None:
        return TOM
    retning = RETNING.get(str(values.get("retning")), "")
    return f"Trin {values['trin']}" + (f", {retning}" if retning else "")


def _naeste(values: Mapping[str, Value]) -> str:
    dag = values.get("naeste_dato")
    if not dag:
        grund = values.get("naeste_grund")
        return f"Ingen dato: {grund}" if grund else "Ingen dato"
    tid = values.get("naeste_tid")
    return _dato(str(dag)) + (f" kl. {tid}" if tid else "")


def _gruppe(values: Mapping[str, Value]) -> str:
    gruppe = GRUPPE_ORD.get(Sagsgruppe(str(values["gruppe"])), "") if values["gruppe"] in set(Sagsgruppe) else ""
    igen = values.get("gruppe_igen")
    why = ", ".join(str(part) for part in (values.get("gruppe_grund"), igen and f"se igen {_dato(str(igen))}") if part)
    return ": ".join(part for part in (gruppe or "Ikke vurderet", why) if part)


def _timer(values: Mapping[str, Value]) -> str:
    timer, til, loen = values.get("timer"), values.get("timer_til"), values.get("loentimer")
    if not isinstance(timer, int | float):
        return TOM
    upper = float(til) if isinstance(til, int | float) else None
    words = f"{format_timer(float(timer), upper)} timer"
    return f"{words}, heraf {format_timer(float(loen))} med løn" if isinstance(loen, int | float) and loen else words


def _et(name: str, value: Value, *, alone: bool) -> str:
    if name in _JA_NEJ or (name == "mentor" and value in (0, 1)):
        if value is None:
            return ""
        words = "ja" if value else "nej"
    elif name == "andel" and isinstance(value, int | float):
        words = f"{format_timer(100 * value)} %"
    elif name == "resultat":
        words = RESULTAT.get(str(value), "")
    elif value is None or value == "":
        return ""
    elif name in _DAGE:
        status, _, rest = str(value).partition(":")
        words = _FREMMOEDE.get(status, status)
        words = f"{words} {rest.replace('.', ',')} t" if rest else words
    elif name in _KODER and str(value) in _VALUES:
        words = _VALUES[str(value)]
    else:  # what a person wrote stands as she wrote it
        words = _dato(str(value))
        return words if alone else f"{_FELTER.get(name, name)} {words}"
    if alone:
        return words[:1].upper() + words[1:]
    return f"{_FELTER.get(name, name)} {words}"


def _dato(text: str) -> str:
    try:
        return format_dato(date.fromisoformat(text))
    except ValueError:
        return text


def kun_hos(text: str, mine: str, server: str) -> list[Stykke]:
    """A third text in stretches: what it has from mine alone, from the server alone, or from both or neither."""
    words = _WORDS.findall(text)
    in_mine, in_server = _found_in(words, _WORDS.findall(mine)), _found_in(words, _WORDS.findall(server))
    marked = []
    for place, word in enumerate(words):
        one_side = in_mine[place] != in_server[place]
        marked.append((word, ("min" if in_mine[place] else "server") if one_side else ""))
    return _joined(marked)


def _found_in(words: list[str], other: list[str]) -> list[bool]:
    found = [False] * len(words)
    for block in SequenceMatcher(None, words, other, autojunk=False).get_matching_blocks():
        for place in range(block.a, block.a + block.size):
            found[place] = True
    return found
