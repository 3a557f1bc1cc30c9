"""A sag in words and figures, as its page shows them: pure, so that they are tested without a window."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from konsulent_app.store.sager import SagBlad
from konsulent_app.ui.models.sager_ord import kort_dag
from konsulent_app.ui.widgets.aftale import AftaleVisning
from konsulent_app.ui.widgets.charts import Maaling as Punkt
from konsulent_app.ui.widgets.personer import Person
from konsulent_app.ui.widgets.timeline import Forloeb, Milepael, Span, SpanArt
from konsulent_core.dansk import dage_over, format_dato, format_timer
from konsulent_core.entities import Aftale, Kontaktperson, Praktik, Timer
from konsulent_core.progression import Ankre, Bevaegelse, BevaegelseArt, Maaling, bevaegelse, kurve, sidste_maaling
from konsulent_core.rhythm import Gruppe
from konsulent_core.skema.gaeldende import dimension_titler
from konsulent_core.skema.grammar import Skema
from konsulent_core.skema.load import ankre
from konsulent_core.words import BesoegType, DelmaalTilstand, Part, Stemme

STEMME_AF = {
    Part.BORGER: Stemme.BORGER,
    Part.VIRKSOMHED: Stemme.ARBEJDSGIVER,
    Part.KONSULENT: Stemme.KONSULENT,
    Part.SAGSBEHANDLER: Stemme.SAGSBEHANDLER,
}
_PART_ORD = {
    Part.BORGER: "Borger",
    Part.VIRKSOMHED: "Virksomheden",
    Part.KONSULENT: "Konsulent",
    Part.SAGSBEHANDLER: "Sagsbehandler",
}
BESOEG_ORD = {
    BesoegType.FORMOEDE: "Formøde",
    BesoegType.STARTMOEDE: "Startmøde",
    BesoegType.OPFOELGNING: "Opfølgning",
    BesoegType.NETVAERKSMOEDE: "Netværksmøde",
    BesoegType.AFSLUTNING: "Afslutning",
    BesoegType.TELEFON: "Telefonsamtale",
    BesoegType.NOTE: "Note",
}
DELMAAL_ORD = {
    DelmaalTilstand.AABEN: "åben",
    DelmaalTilstand.NAAET: "nået",
    DelmaalTilstand.JUSTERET: "justeret",
    DelmaalTilstand.OPGIVET: "opgivet",
}


SENESTE = 12  # points of a curve: more can not be told apart in a row


@dataclass(frozen=True, slots=True)
class Flise:
    """A tile: title, figure, line beneath."""

    titel: str
    vaerdi: str
    linje: str


@dataclass(frozen=True, slots=True)
class Udvikling:
    """A dimension's row. ``tegn`` is an icon, "" for none; ``ord_`` the short direction, ``bevaegelse`` the whole."""

    titel: str
    punkter: tuple[Punkt, ...]
    datoer: tuple[date, ...]
    trin: int | None
    tegn: str
    ord_: str
    bevaegelse: str
    overskrift: str = ""  # above the row: the skema that begins or ended here, where a sag has met more than one


@dataclass(frozen=True, slots=True)
class Nummer:
    """Somebody who can be called."""

    hvem: str
    telefon: str
    fornavn: str


def navn(blad: SagBlad) -> str:
    """First and last name."""
    return f"{blad.borger.fornavn or ''} {blad.borger.efternavn or ''}".strip()


def under_navn(blad: SagBlad) -> str:
    """»Nordlager A/S, Horsens  ·  Lager og plukning  ·  Lone Bach, lagerchef«."""
    praktik = blad.praktik
    if praktik is None:
        return "Ingen praktik endnu"
    virksomhed = blad.virksomheder.get(praktik.virksomhed or 0)
    sted = ", ".join(part for part in (virksomhed.navn, virksomhed.by) if part) if virksomhed else ""
    person = blad.mentor or blad.kontakt
    hvem = ", ".join(part for part in (person.navn, person.rolle) if part) if person else ""
    return "  ·  ".join(part for part in (sted, praktik.afdeling or "", hvem) if part)


def numre(blad: SagBlad) -> list[Nummer]:
    """Who can be called, the company first."""
    return ring_til(navn(blad), blad.borger.telefon, blad.kontakt, blad.mentor)


def ring_til(borger: str, telefon: str | None, *personer: Kontaktperson | None) -> list[Nummer]:
    """The company's ``personer`` with a phone, each number once, and then the borger by name."""
    found: list[Nummer] = []
    for person in personer:
        if person is not None and person.telefon and not _kendt(found, person):
            hvem = ", ".join(part for part in (person.navn, person.rolle) if part)
            found.append(Nummer(hvem, person.telefon, _fornavn(person.navn)))
    if telefon:
        found.append(Nummer(borger, telefon, _fornavn(borger)))
    return found


def _kendt(found: list[Nummer], person: Kontaktperson) -> bool:
    return any(n.telefon == person.telefon for n in found)


def _fornavn(navn_: str | None) -> str:
    return (navn_ or "").partition(" ")[0]


def flise_naeste(blad: SagBlad, i_dag: date) -> Flise:
    """Next visit; when there is none, why."""
    sidste = [b for b in blad.besoeg if b.laast]
    naeste = max((b.nummer for b in blad.besoeg), default=0) + 1
    nummer = f"Nr. {(blad.kladde.nummer if blad.kladde else naeste) or 1}"
    linje = f"{nummer}  ·  sidst {format_dato(sidste[-1].dato)}" if sidste else nummer
    forfald = blad.forfald
    if blad.naeste_dato is None:
        if blad.naeste_grund:
            return Flise("Næste besøg", "Ingen dato", blad.naeste_grund)
        over = f"{forfald.dage_over} dage over" if forfald.dage_over else ""
        foer = f"inden {format_dato(forfald.dato)}" if forfald.dato else ""
        return Flise("Næste besøg", "Ingen dato", over or foer or linje)
    tid = f"kl. {blad.naeste_tid}" if blad.naeste_tid else ""
    if forfald.gruppe is Gruppe.I_DAG:
        return Flise("Besøg i dag", tid or "I dag", linje)
    if forfald.dage_over:
        return Flise("Næste besøg", format_dato(blad.naeste_dato), dage_over(blad.naeste_dato, i_dag))
    return Flise("Næste besøg", f"{kort_dag(blad.naeste_dato)} {tid}".strip(), linje)


def timer_nu(blad: SagBlad, i_dag: date) -> Timer | None:
    """The step in force today."""
    steps = [t for t in blad.timer if t.fra and t.fra <= i_dag.isoformat()]
    return steps[-1] if steps else None


def flise_timer(blad: SagBlad, i_dag: date) -> tuple[Flise, tuple[Decimal, Decimal] | None]:
    """Hours a week, and (løn, praktik) for the bar."""
    step = timer_nu(blad, i_dag)
    if step is None or step.timer is None:
        return Flise("Timer pr. uge", "–", "Ikke aftalt endnu"), None
    loen = step.loentimer or 0.0
    hoejst = step.timer_til or step.timer
    rest = max(0.0, hoejst - loen)
    linje = f"{format_timer(loen)} løn  ·  {format_timer(rest)} praktik"
    if step.timer_til is not None and step.timer_til != step.timer:
        linje = f"{format_timer(loen)} løn  ·  {format_timer(max(0.0, step.timer - loen), rest)} praktik"
    flise = Flise("Timer pr. uge", format_timer(step.timer, step.timer_til), linje)
    return flise, (Decimal(str(loen)), Decimal(str(rest)))


def flise_fremmoede(blad: SagBlad) -> Flise:
    """»9 af 11 dage«, and the exceptions without their causes."""
    tal = blad.fremmoede
    titel = "Fremmøde siden sidst"
    if tal is None:
        return Flise(titel, "–", "Ikke registreret")
    dage = tal.moedt_i_alt + tal.afbud + tal.udeblevet
    rest = tal.tekst.split(" · ", 1)
    linje = rest[1].replace(" · ", "  ·  ") if len(rest) > 1 else "Mødt alle dage"
    return Flise(titel, f"{tal.moedt_i_alt} af {dage} dage", linje)


def aftale_ord(aftale: Aftale, i_dag: date) -> AftaleVisning:
    """What, who, by when; only one that is not done can be over."""
    part = Part(aftale.part) if aftale.part else None
    hvem = None
    if part is not None:
        hvem = Person(part.value, STEMME_AF[part], aftale.person or _PART_ORD[part])
    if not aftale.senest:
        return AftaleVisning(aftale.hvad or "", hvem, "løbende")
    dag = date.fromisoformat(aftale.senest)
    over = dage_over(dag, i_dag) if not aftale.gjort else ""
    senest = f"{format_dato(dag)} – {over}" if over else f"senest {format_dato(dag)}"
    return AftaleVisning(aftale.hvad or "", hvem, senest, over=bool(over))


def sidste_aftaler(blad: SagBlad) -> list[Aftale]:
    """Those of the last locked besøg."""
    sidst = next((b.besoeg for b in reversed(blad.besoeg) if b.laast), None)
    return [a for a in blad.aftaler if a.besoeg == sidst]


def udvikling_titel(antal: int) -> str:
    """»Udvikling over 6 besøg«; a long forløb shows its newest part."""
    if antal > SENESTE:
        return f"Udvikling, de seneste {SENESTE} af {antal} besøg"
    return f"Udvikling over {antal} besøg" if antal > 1 else "Udvikling"


def udvikling(blad: SagBlad, skemaer: Sequence[Skema]) -> list[Udvikling]:
    """A row a dimension; the konsulent's voice is the line.

    Those of the skema last used come first, in its order; then what only earlier ones asked, as far as it was measured.
    """
    if not blad.maalinger:
        return []
    kendte = {s.key: s for s in skemaer}
    last = max(blad.maalinger, key=lambda m: (m.maaling.dato, m.nummer)).maaling.skema
    titler = dimension_titler(skemaer)
    measured = [*dict.fromkeys(m.dimension for m in blad.maalinger)]
    now = kendte.get(last)
    nu = [d.noegle for d in now.dimensioner] if now is not None else measured
    foer = sorted((d for d in measured if d not in nu), key=lambda d: list(titler).index(d) if d in titler else 999)
    rows = []
    for noegle in (*nu, *foer):
        maalinger = [m.maaling for m in blad.maalinger if m.dimension == noegle]
        titel = titler.get(noegle, noegle.capitalize())
        row = _udvikling(titel, maalinger, ankre(skemaer, noegle), _brud_ord(now, noegle))
        rows.append(_ended(row) if noegle in foer else row)
    if foer and nu:
        began = min((m.maaling.dato for m in blad.maalinger if m.dimension in nu), default=None)
        ended = max((m.maaling for m in blad.maalinger if m.dimension in foer), key=lambda m: m.dato)
        name = now.titel if now is not None else last
        rows[0] = replace(rows[0], overskrift=f"{name}, fra {format_dato(began)}" if began else name)
        before = kendte[ended.skema].titel if ended.skema in kendte else ended.skema
        rows[len(nu)] = replace(rows[len(nu)], overskrift=f"{before}, til {format_dato(ended.dato)}")
    return rows


def _brud_ord(skema: Skema | None, dimension: str) -> str:
    """What the newest skema says is new in its anchors."""
    asked = skema.dimensioner if skema is not None else ()
    return next((d.brud_ord for d in asked if d.noegle == dimension), "")


def _ended(row: Udvikling) -> Udvikling:
    """A dimension that is asked no more: where it came to, and no movement."""
    words = f"Spørges der ikke om efter {format_dato(row.datoer[-1])}" if row.datoer else row.bevaegelse
    return replace(row, tegn="", ord_="", bevaegelse=words)


def _udvikling(titel: str, maalinger: list[Maaling], kendt: Ankre, brud_ord: str) -> Udvikling:
    own = [m for m in maalinger if m.stemme is Stemme.KONSULENT]
    kurven = kurve(own, kendt)[-SENESTE:]
    punkter = tuple(Punkt(p.trin, format_dato(p.dato), brud=p.brud) for p in kurven)
    if not own:
        return Udvikling(titel, punkter, (), None, "", "ingen måling", "Ingen måling endnu")
    nu = own[-1]
    move = bevaegelse(nu, sidste_maaling(own[:-1]), kendt)
    newest = sidste_maaling(own)
    tegn, ord_ = _kort(move)
    told = move.tekst if nu.trin is not None else f"Ikke drøftet {format_dato(nu.dato)}"
    if any(p.brud for p in kurven) and brud_ord:
        told = f"{told}. {brud_ord}"
    return Udvikling(titel, punkter, tuple(p.dato for p in kurven), newest.trin if newest else None, tegn, ord_, told)


def _kort(move: Bevaegelse) -> tuple[str, str]:
    match move.art:
        case BevaegelseArt.FREM:
            return "arrow-up", f"+{move.antal}"
        case BevaegelseArt.TILBAGE:
            return "arrow-down", f"−{move.antal}"
        case BevaegelseArt.SAMME:
            smaa = move.tekst.partition(", ")[2]
            return "", smaa or "uændret"
        case BevaegelseArt.FOERSTE:
            return "", "første"
        case BevaegelseArt.NYE_TRIN:
            return "", "nye trin"
        case BevaegelseArt.IKKE_DROEFTET:
            return "", "ikke drøftet"


def forloeb(blad: SagBlad, i_dag: date) -> Forloeb:
    """Spans of praktik and løn, visits and milestones."""
    spans: list[Span] = []
    for praktik in blad.praktikker:
        spans.extend(_spans(praktik, blad.timer, i_dag))
    marks: list[Milepael] = []
    starts = [date.fromisoformat(p.start) for p in blad.praktikker if p.start]
    if starts:
        marks.append(Milepael(starts[0], "Start"))
    loen = next((t for t in blad.timer if t.loentimer and t.fra), None)
    if loen is not None and loen.fra and loen.loentimer:
        marks.append(Milepael(date.fromisoformat(loen.fra), f"{format_timer(loen.loentimer)} løntimer"))
    locked = [b.dato for b in blad.besoeg if b.laast]
    if locked and locked[-1] < i_dag:
        marks.append(Milepael(locked[-1], "Sidst", over=True))
    if blad.praktik is not None and blad.praktik.slut:
        slut = date.fromisoformat(blad.praktik.slut)
        marks.append(Milepael(slut, "Praktik slutter" if slut >= i_dag else "Praktik sluttede"))
    if blad.sag.moede_dato:
        marks.append(Milepael(date.fromisoformat(blad.sag.moede_dato), "Rehab-møde"))
    return Forloeb(tuple(spans), tuple(b.dato for b in blad.besoeg), tuple(marks), i_dag)


def _spans(praktik: Praktik, steps: tuple[Timer, ...], i_dag: date) -> list[Span]:
    """A praktik cut where løntimer begin or end."""
    if not praktik.start:
        return []
    start = date.fromisoformat(praktik.start)
    slut = date.fromisoformat(praktik.slut) if praktik.slut else max(i_dag, start)
    found: list[Span] = []
    art, fra = SpanArt.PRAKTIK, start
    for step in steps:
        if not step.fra:
            continue
        dag = date.fromisoformat(step.fra)
        new = SpanArt.LOEN if step.loentimer else SpanArt.PRAKTIK
        if dag > slut or new is art:
            continue
        if dag > fra:
            found.append(Span(art, fra, dag))
        art, fra = new, max(dag, start)
    found.append(Span(art, fra, slut))
    return found


def uge_af(blad: SagBlad, i_dag: date) -> str:
    """»Uge 54 af 69«, from the first praktik's start to the last one's end."""
    starts = [date.fromisoformat(p.start) for p in blad.praktikker if p.start]
    if not starts or i_dag < starts[0]:
        return ""
    nu = (i_dag - starts[0]).days // 7 + 1
    if blad.praktik is None or not blad.praktik.slut:
        return f"Uge {nu}"
    i_alt = (date.fromisoformat(blad.praktik.slut) - starts[0]).days // 7 + 1
    return f"Uge {nu} af {i_alt}" if nu <= i_alt else f"Sluttede efter {i_alt} uger"


def forloeb_linjer(found: Forloeb) -> list[tuple[date, str]]:
    """The timeline as a list: what a person reads who does not see it."""
    words = {SpanArt.PRAKTIK: "Praktik", SpanArt.LOEN: "Praktik og løn"}
    lines = [(s.fra, f"{words[s.art]} til {format_dato(s.til)}") for s in found.spans]
    lines += [(m.dag, m.titel) for m in found.milepaele]
    lines += [(dag, f"Besøg {number}") for number, dag in enumerate(found.besoeg, start=1)]
    lines.append((found.idag, "I dag"))
    return sorted(lines, key=lambda line: line[0])


def praktik_knapper(blad: SagBlad) -> list[tuple[int, str]]:
    """The praktikker as ways to their pages, newest first: (id, »Nordlager A/S fra 04.03.2025«)."""
    found = []
    for praktik in reversed(blad.praktikker):
        virksomhed = blad.virksomheder.get(praktik.virksomhed or 0)
        start = f" fra {format_dato(date.fromisoformat(praktik.start))}" if praktik.start else ""
        found.append((praktik.id, f"{(virksomhed.navn if virksomhed else None) or 'Praktik'}{start}"))
    return found


def besoeg_ord(type_: str) -> str:
    """The type of a besøg in words."""
    return BESOEG_ORD[BesoegType(type_)] if type_ in {t.value for t in BesoegType} else type_
