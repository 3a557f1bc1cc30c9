"""The parts that tell how it goes: levels, opgaver, attendance, skånehensyn, words and aftaler, in plain text."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from konsulent_core.dansk import liste
from konsulent_core.dansk_ord import FREMMOEDE, OPGAVE_TRIN, RETNING, TILSTAND, VIRKNING
from konsulent_core.overfoersel.fakta import dag, dato
from konsulent_core.snapshot import AftaleBlad, DimensionBlad, FeltSvar, OpgaveBlad, Snapshot, TrinSvar, UdsagnLinje
from konsulent_core.words import Fremmoede, OpgaveTrin, Stemme

_FAA = 8  # more days than these are counted and not named


@dataclass(frozen=True, slots=True, kw_only=True)
class Rettet:
    """A gældende rettelse, as it is told after the text it mends. ``audience`` is the mended field's."""

    nummer: int
    dato: str
    hvem: str
    felt: str
    foer: str
    efter: str
    begrundelse: str
    audience: str


def opgaver(s: Snapshot) -> str:
    """A line a task that was talked about; the others are named together."""
    silent = [o.navn for o in s.opgaver if o.navn and o.trin is None]
    said = [_opgave(o, o.trin) for o in s.opgaver if o.navn and o.trin is not None]
    return "\n".join([*said, *([f"Ikke drøftet i dag: {liste(silent)}."] if silent else [])])


def opgaveliste(s: Snapshot) -> str:
    return "\n".join(o.navn for o in s.opgaver if o.navn and o.trin != OpgaveTrin.DROPPET)


def _opgave(o: OpgaveBlad, trin: str) -> str:
    now, sidst = OPGAVE_TRIN.get(trin, trin), o.sidst_trin
    before = f" (sidst {OPGAVE_TRIN.get(sidst, sidst)})" if sidst and sidst != trin else ""
    new = ", ny siden sidst" if o.ny and trin != OpgaveTrin.DROPPET else ""
    why = f". {o.grund.strip()}" if o.grund and o.grund.strip() else ""
    return _punktum(f"{o.navn}: {now}{before}{new}{why}")


def fremmoede(s: Snapshot) -> str:
    """»9 planlagte dage siden 12.02.2026«, then a line a kind: »Udeblevet: 1 (15.02.)«."""
    if not s.dage:
        return ""
    found = Counter(d.status for d in s.dage)
    order = [*FREMMOEDE, *sorted(k for k in found if k is not None and k not in FREMMOEDE), None]
    said = []
    for status in order:
        if found[status]:
            words = FREMMOEDE.get(status, status) if status is not None else "ikke registreret"
            said.append(f"{words.capitalize()}: {found[status]}{_hvornaar(s, status)}")
    days = "1 planlagt dag" if len(s.dage) == 1 else f"{len(s.dage)} planlagte dage"
    since = f" siden {dato(s.sidste_besoeg)}" if s.sidste_besoeg else ""
    return f"{days}{since}\n" + "\n".join(said)


def _hvornaar(s: Snapshot, status: str | None) -> str:
    hits = [d.dato for d in s.dage if d.status == status]
    if status in (Fremmoede.MOEDT, None) or len(hits) > _FAA:
        return ""
    return f" ({', '.join(f'{d[8:10]}.{d[5:7]}.' for d in hits)})"


def udvikling(s: Snapshot) -> str:
    """Each dimension in the scale's own words, the voices apart; never a sum of them. Those nobody judged are named
    together."""
    dimensioner = [d for p in s.punkter for d in p.dimensioner]
    judged = [d for d in dimensioner if any(a.trin is not None for a in d.svar)]
    silent = [d.titel.lower() for d in dimensioner if d not in judged and any(a.ikke_droeftet for a in d.svar)]
    return "\n".join([*map(_dimension, judged), *([f"Ikke drøftet i dag: {liste(silent)}."] if silent else [])])


def _dimension(d: DimensionBlad) -> str:
    voices = {answer.stemme: answer for answer in d.svar}
    own = voices.pop(Stemme.KONSULENT, None)
    said = [f"{d.titel}: {_niveau(d, own)}."]
    if d.sidst_trin is not None:
        said.append(f"Sidst trin {d.sidst_trin} ({dato(d.sidst_dato)}).")
    return " ".join((*said, *(f"{voice.capitalize()}: {_kort(answer)}." for voice, answer in voices.items())))


def _niveau(d: DimensionBlad, svar: TrinSvar | None) -> str:
    if svar is None or svar.trin is None:
        return "ikke drøftet i dag" if svar is not None and svar.ikke_droeftet else "ikke vurderet i dag"
    words = d.trin_tekster[svar.trin - 1].rstrip(".") if 1 <= svar.trin <= len(d.trin_tekster) else ""
    small = f", {RETNING.get(svar.retning, svar.retning)}" if svar.retning else ""
    return f"trin {svar.trin}, »{words}«{small}" if words else f"trin {svar.trin}{small}"


def _kort(svar: TrinSvar) -> str:
    return f"trin {svar.trin}" if svar.trin is not None else "ikke drøftet"


def hensyn(s: Snapshot) -> str:
    """The wording for the workplace alone."""
    return "\n".join(_punktum(h.ordlyd) for h in s.skaanehensyn if h.ordlyd and h.ordlyd.strip())


def skaanehensyn(s: Snapshot) -> str:
    said = []
    for h in s.skaanehensyn:
        works = VIRKNING.get(h.virkning or "", "ikke drøftet i dag")
        why = f" Grund: {_punktum(h.aarsag)}" if h.aarsag and h.aarsag.strip() else ""
        wording = f" Aftalt ordlyd: {_punktum(h.ordlyd)}" if h.ordlyd and h.ordlyd.strip() else ""
        if h.titel or why or wording:
            said.append(f"{h.titel or 'Hensyn'}: {works}.{why}{wording}")
    return "\n".join(said)


def delmaal(s: Snapshot) -> str:
    said = []
    for d in s.delmaal:
        if d.tekst.strip():
            until = f", inden {dato(d.dato)}" if d.dato else ""
            said.append(f"{d.tekst.strip().rstrip('.')}{until}: {TILSTAND.get(d.tilstand, d.tilstand)}.")
    return "\n".join(said)


def sagt(s: Snapshot) -> str:
    """What was said, punkt by punkt, each with whose words they are."""
    blocks = []
    for punkt in s.punkter:
        lines = [_linje(u) for note in punkt.noter for u in note.udsagn if u.tekst.strip()]
        if lines:
            blocks.append("\n".join((f"{punkt.nummer} {punkt.titel}", *lines)))
    return "\n\n".join(blocks)


def _linje(u: UdsagnLinje) -> str:
    words = u.tekst.strip()
    if u.stemme in (Stemme.ARBEJDSGIVER, Stemme.BORGER) and not (words.startswith("»") and words.endswith("«")):
        words = f"»{words}«"
    return f"{u.person} ({u.stemme}): {words}" if u.person else f"{u.stemme.capitalize()}: {words}"


def svar(s: Snapshot) -> str:
    return "\n".join(_svar(a) for p in s.punkter for a in p.svar if a.vaerdi.strip())


def _svar(a: FeltSvar) -> str:
    """A question is answered, a heading is followed by a colon."""
    return f"{a.titel} {a.vaerdi}" if a.titel.endswith("?") else f"{a.titel.rstrip(':')}: {a.vaerdi}"


def aftaler_sidst(s: Snapshot) -> str:
    return "\n".join(f"{_aftale(a)} {_gjort(a, dag(s))}" for a in s.aftaler_sidst if a.hvad.strip())


def aftaler(s: Snapshot) -> str:
    return "\n".join(_aftale(a) for a in s.aftaler if a.hvad.strip())


def _aftale(a: AftaleBlad) -> str:
    who = f"{a.person} ({a.part})" if a.person else a.part.capitalize()
    until = f" Senest {dato(a.senest)}." if a.senest else ""
    return f"{who}: {_punktum(a.hvad)}{until}"


def _gjort(a: AftaleBlad, today: str) -> str:
    if a.gjort:
        return f"Gjort {dato(a.gjort_dato)}." if a.gjort_dato else "Gjort."
    if a.senest and today and a.senest > today:
        return "Ikke endnu."
    return "Ikke gjort op." if a.gjort is None else "Ikke gjort."


def naeste(s: Snapshot) -> str:
    if s.naeste_dato:
        kl = f" kl. {s.naeste_tid.replace(':', '.')}" if s.naeste_tid else ""
        return f"{dato(s.naeste_dato)}{kl}"
    return f"Ingen dato: {s.naeste_grund}" if s.naeste_grund else ""


def rettelser(linjer: Iterable[Rettet]) -> str:
    """The mended fields with both texts: the first one stays readable there too."""
    return "\n".join(
        f"Rettelse {r.nummer}, {dato(r.dato)}, {r.hvem}: {r.felt}. Før: »{r.foer}«. Nu: »{r.efter}«. "
        f"{_punktum(r.begrundelse)}".strip()
        for r in linjer
    )


def _punktum(words: str) -> str:
    text = words.strip()
    return text if text[-1:] in (".", "!", "?", "…", "") else f"{text}."
