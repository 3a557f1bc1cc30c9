"""What the sag does not know, named and not hidden (DOMAIN §7): »Ingen måling før 12.02.2026«."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from konsulent_core.dansk import format_dato, liste
from konsulent_core.rapport.arbejde import virkninger
from konsulent_core.rapport.blad import Belaeg, Indhold, Linje, Tabel
from konsulent_core.rapport.fremmoede import dage
from konsulent_core.rapport.grundlag import Moede, Udsnit, register
from konsulent_core.rapport.ord import antal, dato
from konsulent_core.rapport.udvikling import forloeb
from konsulent_core.skema.grammar import FOELGER_OP, FeltType
from konsulent_core.words import BesoegType, Stemme

_LANGT = 42  # days: three times the usual interval of follow-up (DOMAIN §5)
_IKKE = "Ikke skrevet ned."


@dataclass(frozen=True, slots=True)
class Hul:
    """What is not known, why, and who can tell; ``art`` is alike for gaps of one kind."""

    art: str
    hvad: str
    hvorfor: str
    hvem: str
    belaeg: tuple[Belaeg, ...] = ()


def find_huller(udsnit: Udsnit) -> tuple[Hul, ...]:
    """The gaps of the period, those of most weight first."""
    return (
        *_uden_besoeg(udsnit),
        *_maalinger(udsnit),
        *_stemmer(udsnit),
        *_fremmoede(udsnit),
        *_forloeb(udsnit),
        *_opgaver(udsnit),
        *_hensyn(udsnit),
        *_uafklaret(udsnit),
    )


def huller(fundne: tuple[Hul, ...]) -> tuple[Indhold, ...]:
    """The gaps as a table."""
    heads = ("Hul", "Hvorfor", "Hvem kan lukke det")
    lines = tuple(
        Linje(noegle=f"huller.{n}", celler=(h.hvad, h.hvorfor, h.hvem), belaeg=h.belaeg)
        for n, h in enumerate(fundne, start=1)
    )
    return (Tabel(noegle="huller", hoveder=heads, linjer=lines, tom="Rapporten har ingen huller at nævne."),)


def _uden_besoeg(udsnit: Udsnit) -> list[Hul]:
    """Long stretches between two besøg, or after the last. A telephone call is no besøg."""
    held = [m for m in udsnit.moeder if m.besoeg.type != BesoegType.TELEFON]
    found = []
    for before, after in pairwise(held):
        if (after.dato - before.dato).days > _LANGT:
            what = f"Ingen besøg {format_dato(before.dato)} – {format_dato(after.dato)}"
            who = f"{udsnit.navn} og arbejdspladsen" if _i_praktik(udsnit, before.dato, after.dato) else udsnit.navn
            who += " kan fortælle om det."
            found.append(
                Hul("uden_besoeg", what, _hvorfor(udsnit, before, after.dato), who, _two(udsnit, before, after))
            )
    if held and (udsnit.til - held[-1].dato).days > _LANGT:
        last = held[-1]
        what = f"Ingen besøg efter {format_dato(last.dato)}"
        found.append(
            Hul("uden_besoeg", what, _hvorfor(udsnit, last, udsnit.til), "Et besøg før mødet.", _two(udsnit, last))
        )
    return found


def _i_praktik(udsnit: Udsnit, fra: date, til: date) -> bool:
    """Whether there was a workplace in that time: without one nobody there can be asked."""
    days = fra.isoformat(), til.isoformat()
    return any((p.start or "") <= days[1] and days[0] <= (p.slut or days[0]) for p in udsnit.grundlag.praktikker)


def _hvorfor(udsnit: Udsnit, before: Moede, until: date) -> str:
    """The reason given why there was no next date, and the calls in between."""
    why = before.besoeg.naeste_grund if before.shows_cause(FeltType.NAESTE_BESOEG) else None
    calls = [m for m in udsnit.moeder if m.besoeg.type == BesoegType.TELEFON and before.dato < m.dato < until]
    only = f"Kun telefon {liste([format_dato(m.dato) for m in calls])}." if calls else ""
    return " ".join(filter(None, (why or (_IKKE if not only else ""), only)))


def _two(udsnit: Udsnit, *moeder: Moede) -> tuple[Belaeg, ...]:
    return tuple(udsnit.belaeg(m, "Besøg", "Besøget er holdt.") for m in moeder)


def _maalinger(udsnit: Udsnit) -> list[Hul]:
    """Dimensions that were not judged from the first follow-up on, or not at all, and where the anchors changed."""
    asked = [m for m in udsnit.moeder if m.besoeg.type in FOELGER_OP and m.skema.dimensioner]
    if not asked:
        return []
    late: dict[str, list[str]] = {}
    never: list[str] = []
    changed: dict[str, list[str]] = {}
    known = {f.dimension.noegle: f for f in forloeb(udsnit)}
    titles = {d.noegle: d.titel for m in asked for d in m.skema.dimensioner if m.judges(d.noegle)}
    for key, title in titles.items():
        own = known[key].af(Stemme.KONSULENT) if key in known else ()
        if not own:
            never.append(title)
            continue
        if own[0].moede.kilde.nr > asked[0].kilde.nr:
            late.setdefault(format_dato(own[0].moede.dato), []).append(title)
        for nr in known[key].brud:
            day = next(m for m in udsnit.moeder if m.kilde.nr == nr).dato
            changed.setdefault(format_dato(day), []).append(title)
    found = [
        Hul("maalinger", f"{liste(names)}: ingen måling før {day}", "Ikke drøftet før den dag.", "Kan ikke lukkes.")
        for day, names in late.items()
    ]
    if never:
        found.append(
            Hul("maalinger", f"{liste(never)}: ingen måling", "Konsulenten har ikke vurderet det.", "Konsulenten.")
        )
    found += [
        Hul("maalinger", f"{liste(names)}: trinene fik nye ord {day}", "Kurven er brudt.", "Kan ikke lukkes.")
        for day, names in changed.items()
    ]
    return found


def _stemmer(udsnit: Udsnit) -> list[Hul]:
    """A voice that never spoke in the period."""
    judged = {t.stemme for f in forloeb(udsnit) for t in f.trin if t.trin is not None}
    said = {u.stemme for m in udsnit.moeder for u in udsnit.udsagn(m)}
    found = []
    voices = [(Stemme.BORGER, udsnit.navn)]
    if _i_praktik(udsnit, udsnit.fra, udsnit.til):
        voices.insert(0, (Stemme.ARBEJDSGIVER, "Arbejdsgiveren"))
    for voice, name in voices:
        if udsnit.moeder and voice not in judged and voice not in said:
            found.append(
                Hul("stemmer", f"{name} er ikke hørt", "Ingen ord og ingen vurdering i perioden.", f"{name}, på mødet.")
            )
        elif voice not in judged and judged:
            words = f"{name}: ingen vurdering"
            found.append(
                Hul("stemmer", words, "Kun konsulenten har vurderet." if len(judged) == 1 else _IKKE, f"{name}.")
            )
    return found


def _fremmoede(udsnit: Udsnit) -> list[Hul]:
    asked = [m for m in udsnit.moeder if m.shows(FeltType.FREMMOEDE)]
    if not asked or not _i_praktik(udsnit, udsnit.fra, udsnit.til):
        return []
    days = dage(udsnit)
    if not days:
        return [Hul("fremmoede", "Fremmødet er ikke registreret", _IKKE, "Arbejdspladsen.")]
    told = {d.moede.kilde.nr for d in days}
    silent = [m for m in asked[1:] if m.kilde.nr not in told]
    if not silent:
        return []
    names = liste([format_dato(m.dato) for m in silent[:3]]) + (" og flere" if len(silent) > 3 else "")
    words = f"Fremmøde er ikke registreret ved {antal(len(silent), 'besøg', 'besøg')}"
    return [Hul("fremmoede", words, f"Ikke skrevet ned {names}.", "Arbejdspladsen.")]


def _forloeb(udsnit: Udsnit) -> list[Hul]:
    """A praktik that was broken off without a cause, and what lies in another sag."""
    found = []
    for p in udsnit.grundlag.praktikker:
        if p.afbrudt and not p.afbrudt_aarsag and udsnit.within(p.start, p.slut):
            words = f"Hvorfor praktikken hos {udsnit.sted(p.id) or 'virksomheden'} blev afbrudt"
            found.append(Hul("forloeb", words, _IKKE, f"{udsnit.navn} og virksomheden."))
    for sag in udsnit.grundlag.tidligere:
        number = f" {sag.nummer}" if sag.nummer else ""
        when = "tidligere" if (sag.start or "") < (udsnit.grundlag.sag.start or "") else "senere"
        words = f"Den {when} sag{number} er ikke med"
        source = register(f"{sag.sagstype or 'Sag'} {dato(sag.start)} – {dato(sag.slut, 'åben')}", "Sag")
        found.append(Hul("forloeb", words, "Rapporten dækker én sag.", "Den sags egne papirer.", (source,)))
    return found


def _opgaver(udsnit: Udsnit) -> list[Hul]:
    """Planned and never tried."""
    asked = {m.besoeg.id for m in udsnit.moeder if m.shows(FeltType.OPGAVER)}
    tried = {t.opgave for t in udsnit.grundlag.opgave_trin if t.besoeg in asked and t.trin}
    places = {p.id for p in udsnit.grundlag.praktikker if udsnit.within(p.start, p.slut)}
    names = [o.navn or "" for o in udsnit.grundlag.opgaver if o.praktik in places and o.id not in tried and o.navn]
    return [Hul("opgaver", name, "Planlagt og ikke prøvet.", "Arbejdspladsen.") for name in names]


def _hensyn(udsnit: Udsnit) -> list[Hul]:
    if not any(m.shows(FeltType.SKAANEHENSYN) for m in udsnit.moeder):
        return []
    names = [h.titel or "" for h in udsnit.grundlag.hensyn if h.titel and not virkninger(udsnit, h)]
    return [
        Hul("hensyn", f"Om »{n}« virker", "Ikke drøftet i perioden.", f"{udsnit.navn} og arbejdspladsen.")
        for n in names
    ]


def _uafklaret(udsnit: Udsnit) -> list[Hul]:
    count = udsnit.grundlag.aabne_konflikter
    if not count:
        return []
    words = f"{antal(count, 'felt', 'felter')} er rettet to steder"
    return [Hul("uafklaret", words, "Det er ikke afgjort, hvad der gælder.", "Konsulenten, under Konflikter.")]
