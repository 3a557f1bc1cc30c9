"""First and last judgement of each dimension in the praktik: three voices apart, never averaged."""

from collections import Counter

from konsulent_core.dansk import format_dato, liste
from konsulent_core.praktikdok.blad import DimensionSpand, Vurderinger
from konsulent_core.praktikdok.udvalg import Udvalg
from konsulent_core.rapport.blad import Belaeg
from konsulent_core.rapport.grundlag import Udsnit
from konsulent_core.rapport.udvikling import Forloeb, Trin, forloeb
from konsulent_core.words import Stemme


def vurderinger(valg: Udvalg) -> Vurderinger | None:
    """None when nobody judged anything in the praktik."""
    found = [f for f in forloeb(valg.egen) if any(t.trin is not None for t in f.trin)]
    if not found:
        return None
    ends = {f.dimension.noegle: _ender(f) for f in found}
    shared = [_faelles([ends[f.dimension.noegle][place] for f in found]) for place in range(4)]
    names = ("konsulent", "konsulent", "arbejdsgiver", valg.navn)
    first, last, employer, borger = (
        f"{name} {_hvornaar(t)}" if t is not None else "" for name, t in zip(names, shared, strict=True)
    )
    newest = shared[1]
    day = f" {format_dato(newest.moede.dato)}" if newest is not None else ""
    return Vurderinger(
        linjer=tuple(_linje(valg.egen, f, ends[f.dimension.noegle], shared) for f in found),
        borger=valg.navn,
        hoved=f"Konsulentens trin{day} i ord",
        signatur=(first, last, employer, borger),
        note=_note(valg.egen, found),
    )


_Ender = tuple[Trin | None, Trin | None, Trin | None, Trin | None]


def _ender(f: Forloeb) -> _Ender:
    """The konsulent's first and last, the employer's last, the borger's last: all under the same anchors."""
    own = f.sammenlignelige
    first = own[0] if len(own) > 1 else None
    last = own[-1] if own else None
    since = own[0].moede.kilde.nr if own and f.brud else 0
    others = [
        next((t for t in reversed(f.af(v)) if t.moede.kilde.nr >= since), None)
        for v in (Stemme.ARBEJDSGIVER, Stemme.BORGER)
    ]
    return first, last, others[0], others[1]


def _faelles(told: list[Trin | None]) -> Trin | None:
    """The besøg that a mark stands for in most rows, the newest of equals; None where there is no such mark."""
    known = [t for t in told if t is not None]
    count = Counter(t.moede.kilde.nr for t in known)
    return max(known, key=lambda t: (count[t.moede.kilde.nr], t.moede.kilde.nr), default=None)


def _hvornaar(t: Trin) -> str:
    return f"{format_dato(t.moede.dato)} [{t.moede.kilde.nr}]"


def _linje(udsnit: Udsnit, f: Forloeb, ender: _Ender, shared: list[Trin | None]) -> DimensionSpand:
    first, last, employer, borger = ender
    words = f.dimension.fag[last.trin - 1] if last is not None and last.trin else "Konsulenten har ikke vurderet."
    said = [
        f"{name} {_hvornaar(t)}"
        for name, t, common in zip(("første", "sidste", "arbejdsgiver", udsnit.navn), ender, shared, strict=True)
        if t is not None and common is not None and t.moede is not common.moede
    ]
    if last is not None and first is None and shared[0] is not None:
        said.insert(0, "eneste måling siden trinenes nye ord" if f.brud else "eneste måling")
    return DimensionSpand(
        noegle=f"vurdering.{f.dimension.noegle}",
        titel=f.dimension.titel,
        foerst=first.trin if first else None,
        sidst=last.trin if last else None,
        arbejdsgiver=employer.trin if employer else None,
        borger=borger.trin if borger else None,
        ord=words,
        kilde=" · ".join(said),
        belaeg=tuple(_belaeg(udsnit, f, t) for t in ender if t is not None),
    )


def _belaeg(udsnit: Udsnit, f: Forloeb, t: Trin) -> Belaeg:
    return udsnit.belaeg(t.moede, f.dimension.titel, f"Trin {t.trin}: {f.dimension.fag[(t.trin or 1) - 1]}", t.stemme)


def _note(udsnit: Udsnit, found: list[Forloeb]) -> str:
    """The dimensions that were asked about and never judged, and those whose anchors changed."""
    judged = {f.dimension.noegle for f in found}
    asked = {d.noegle: d.titel for m in udsnit.moeder for d in m.skema.dimensioner if m.judges(d.noegle)}
    silent = [titel for noegle, titel in asked.items() if noegle not in judged]
    changed = [f.dimension.titel for f in found if f.brud]
    said = []
    if not any(len(f.sammenlignelige) > 1 for f in found):
        said.append("Der er kun én måling af hvert område i praktikken.")
    if silent:
        said.append(f"Ikke vurderet i praktikken: {liste(silent)}.")
    if changed:
        said.append(f"Trinene fik nye ord undervejs ({liste(changed)}); kun trin under de nyeste ord er med.")
    return " ".join(said)
