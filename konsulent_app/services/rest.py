"""Answers of a besøg that its skema has no place for: kept from an earlier one, shown and printed, never lost."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from konsulent_app.services.context import Context
from konsulent_app.store.besoeg import BesoegBlad
from konsulent_core.dansk import format_dato
from konsulent_core.dansk_ord import RETNING, STEMME
from konsulent_core.entities import Svar, Udsagn, Vurdering
from konsulent_core.skema.grammar import TABEL, Felt, FeltType, Skema
from konsulent_core.snapshot import FeltAudience, FeltSvar, NoteBlad, PunktBlad, UdsagnLinje
from konsulent_core.words import Audience

TITEL = "Fra det forrige skema"
UDEN_PLADS = "@"
"""Between a felt's key and a skema's, in ``Svar.felt``: an answer that was moved aside because the new skema means
something else by the key. No felt's key can hold it."""

_ET_SVAR = {
    FeltType.OPGAVER: "Opgavernes trin",
    FeltType.FREMMOEDE: "Fremmøde",
    FeltType.SKAANEHENSYN: "Hvordan hensynene virkede",
    FeltType.TIMER: "Timer om ugen",
    FeltType.LOENTIMER: "Løntimer om ugen",
    FeltType.AFTALER: "Aftaler",
    FeltType.AFTALER_SIDST: "Aftaler fra sidst",
    FeltType.NAESTE_BESOEG: "Næste besøg",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """What was answered at a felt that is not asked now. ``felt`` is None where no skema here knows it: then only the
    kommune sees it. ``type_`` alone is given for answers in tables of their own (opgaver, fremmøde …)."""

    noegle: str
    titel: str
    audience: Audience
    felt: Felt | None = None
    type_: FeltType | None = None
    udsagn: tuple[UdsagnLinje, ...] = ()
    vaerdi: str = ""


def left_over(context: Context, blad: BesoegBlad, skema: Skema, foer: Iterable[str] = ()) -> tuple[Rest, ...]:
    """All that would not be seen in ``skema``. Titles and audiences are those of the skemaer ``foer``, newest last,
    else of any that has the felt."""
    earlier = [context.skemaer[key] for key in reversed(tuple(foer)) if key in context.skemaer]
    known = _Kendte([*earlier, *context.skemaer.values()])
    said_at = {f.noegle for f in skema.felter_af(FeltType.UDSAGN)}
    answered_at = {f.noegle for f in skema.felter if f.tabel == Svar.tabel}
    dimensions = {d.noegle for d in skema.dimensioner}
    found = [*_said(blad.udsagn, said_at, known), *_answered(blad.svar, answered_at, known)]
    found += _judged(blad.vurderinger, dimensions, known)
    here = {f.type for f in skema.felter}
    return (*found, *_typed(blad, here, earlier))


def of_besoeg(context: Context, blad: BesoegBlad) -> tuple[Rest, ...]:
    """Those of the besøg as it stands. None while its skema cannot be read in full: what is unread is no rest."""
    skema = context.skema(blad.besoeg.skema)
    return () if skema.ulaest else left_over(context, blad, skema, earlier_keys(blad))


def earlier_keys(blad: BesoegBlad) -> tuple[str, ...]:
    """The skemaer that the kladde was switched from, oldest first."""
    return tuple((blad.besoeg.skema_foer or "").split())


def as_punkt(rest: Iterable[Rest], nummer: int) -> PunktBlad | None:
    """For the snapshot, without what is internal; None where there is nothing."""
    shown = [r for r in rest if r.audience is not Audience.INTERN and r.type_ is None]
    if not shown:
        return None
    return PunktBlad(
        nummer=nummer,
        noegle="forrige_skema",
        titel=TITEL,
        droeftet=True,
        noter=tuple(NoteBlad(felt=r.noegle, audience=r.audience.value, udsagn=r.udsagn) for r in shown if r.udsagn),
        svar=tuple(
            FeltSvar(felt=r.noegle, titel=r.titel, audience=r.audience.value, vaerdi=r.vaerdi)
            for r in shown
            if r.vaerdi
        ),
        dimensioner=(),
    )


def audiences(rest: Iterable[Rest]) -> tuple[FeltAudience, ...]:
    """Who may see them: the papers show nothing that the snapshot does not name. A level counts as words, for the
    dimensions of the snapshot are matched with its levels one by one."""
    found: dict[str, FeltAudience] = {}
    for r in rest:
        if r.audience is Audience.INTERN:
            continue
        kind = r.type_ or (FeltType.UDSAGN if r.udsagn else FeltType.TEKST)
        why = r.felt.aarsag_audience if r.felt is not None and r.type_ is not None else None
        found.setdefault(
            r.noegle,
            FeltAudience(
                felt=r.noegle,
                type=kind.value,
                audience=r.audience.value,
                aarsag_audience=why.value if why is not None else None,
            ),
        )
    return tuple(found.values())


class _Kendte:
    """The felter and dimensions of several skemaer, the first that has one before the others."""

    def __init__(self, skemaer: Iterable[Skema]) -> None:
        self._skemaer = list(skemaer)

    def felt(self, noegle: str, types: Iterable[FeltType]) -> Felt | None:
        key, _, skema_key = noegle.partition(UDEN_PLADS)
        wanted = set(types)
        asked = [s for s in self._skemaer if not skema_key or s.key == skema_key]
        return next((f for s in asked for f in s.felter if f.noegle == key and f.type in wanted), None)

    def dimension(self, noegle: str) -> tuple[Felt, tuple[str, ...]] | None:
        """The felt that asks for it and its anchors."""
        for skema in self._skemaer:
            for felt in skema.felter:
                if felt.dimension == noegle:
                    return felt, skema.dimension(noegle).fag
        return None


def _said(udsagn: Iterable[Udsagn], asked: set[str], known: _Kendte) -> list[Rest]:
    by_felt: dict[str, list[UdsagnLinje]] = {}
    for u in udsagn:
        if u.felt not in asked and (u.tekst or "").strip():
            line = UdsagnLinje(stemme=u.stemme or "konsulent", person=u.person or "", tekst=u.tekst or "")
            by_felt.setdefault(u.felt or "", []).append(line)
    found = []
    for noegle, lines in by_felt.items():
        felt = known.felt(noegle, (FeltType.UDSAGN,))
        found.append(
            Rest(
                noegle=noegle,
                titel=known_title(felt, noegle),
                audience=felt.audience if felt else Audience.KOMMUNE,
                felt=felt,
                udsagn=tuple(lines),
            )
        )
    return found


def known_title(felt: Felt | None, noegle: str) -> str:
    """»Notat« alone does not say of what: the punkt's word goes before it."""
    word = noegle.partition(UDEN_PLADS)[0].partition(".")[0].replace("_", " ").capitalize()
    if felt is None:
        return word
    return f"{word}: {felt.titel}" if felt.titel in ("Notat", "Internt notat") else felt.titel


_PLAIN = tuple(t for t, table in TABEL.items() if table == "svar")


def _answered(svar: Iterable[Svar], asked: set[str], known: _Kendte) -> list[Rest]:
    found = []
    for s in svar:
        noegle = s.felt or ""
        if noegle in asked or not (s.vaerdi or "").strip():
            continue
        felt = known.felt(noegle, _PLAIN)
        audience = felt.audience if felt else Audience.INTERN if noegle.endswith(".intern") else Audience.KOMMUNE
        words = in_words(felt, s.vaerdi or "")
        found.append(Rest(noegle=noegle, titel=known_title(felt, noegle), audience=audience, felt=felt, vaerdi=words))
    return found


def in_words(felt: Felt | None, vaerdi: str) -> str:
    """A stored plain answer as a reader sees it."""
    match felt.type if felt is not None else None:
        case FeltType.VALG if felt is not None:
            return felt.valg_titel(vaerdi)
        case FeltType.JA_NEJ:
            return "Ja" if vaerdi == "ja" else "Nej"
        case FeltType.DATO:
            try:
                return format_dato(date.fromisoformat(vaerdi))
            except ValueError:
                return vaerdi
        case _:
            return vaerdi


def _judged(vurderinger: Iterable[Vurdering], dimensions: set[str], known: _Kendte) -> list[Rest]:
    found = []
    for v in vurderinger:
        noegle = v.dimension or ""
        if noegle in dimensions or (v.trin is None and not v.ikke_droeftet):
            continue
        of = known.dimension(noegle)
        felt, anchors = of if of is not None else (None, ())
        title = felt.titel if felt is not None else noegle.capitalize()
        words = "Ikke drøftet"
        if v.trin is not None:
            anchor = f": {anchors[v.trin - 1]}" if anchors else ""
            words = f"Trin {v.trin}{anchor}" + (f" ({RETNING[v.retning]})" if v.retning else "")
        found.append(
            Rest(
                noegle=noegle,
                titel=f"{title}, {STEMME.get(v.stemme or '', v.stemme or '')}",
                audience=felt.audience if felt is not None else Audience.KOMMUNE,
                felt=felt,
                vaerdi=words,
            )
        )
    return found


def _typed(blad: BesoegBlad, here: set[FeltType], earlier: Iterable[Skema]) -> list[Rest]:
    counted: dict[FeltType, int] = {
        FeltType.OPGAVER: sum(bool(t.trin) for t in blad.opgave_trin),
        FeltType.FREMMOEDE: len(blad.uger),
        FeltType.SKAANEHENSYN: sum(bool(v.virkning) for v in blad.skaanehensyn_svar),
        FeltType.TIMER: sum(t.besoeg == blad.besoeg.id for t in blad.timer),
        FeltType.LOENTIMER: sum(t.besoeg == blad.besoeg.id and t.loentimer is not None for t in blad.timer),
        FeltType.AFTALER: len(blad.aftaler),
        FeltType.NAESTE_BESOEG: int(bool(blad.besoeg.naeste_dato or blad.besoeg.naeste_grund)),
    }
    asked: dict[FeltType, Felt] = {}
    for skema in earlier:
        for felt in skema.felter:
            if felt.type in counted and felt.type not in here:
                asked.setdefault(felt.type, felt)
    return [
        Rest(
            noegle=felt.noegle,
            titel=_ET_SVAR[type_],
            audience=felt.audience,
            felt=felt,
            type_=type_,
            vaerdi=f"{counted[type_]} svar",
        )
        for type_, felt in asked.items()
        if counted[type_]
    ]
