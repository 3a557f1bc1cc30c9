"""How a paper says what the data hold: dates, numbers with units, levels, directions, whose words."""

from collections.abc import Iterable
from datetime import date, datetime
from textwrap import shorten

from konsulent_app.pdf.charts import parse_day
from konsulent_app.pdf.readers import AFBUD
from konsulent_core import dansk_ord
from konsulent_core.clock import COPENHAGEN, from_text
from konsulent_core.dansk import format_dato, format_dato_lang, format_kl, format_timer_ord, liste
from konsulent_core.snapshot import DimensionBlad, Snapshot, TrinSvar, UdsagnLinje
from konsulent_core.words import (
    BesoegType,
    DelmaalTilstand,
    Fremmoede,
    Part,
    Retning,
    Stemme,
    Virkning,
)

NBSP = "\xa0"
_LOEBENDE = 72  # characters of the smallest type: two thirds of the measure
IKKE_DROEFTET = "Ikke drøftet i dag"
IKKE_SKREVET = "ikke skrevet ned"

STEMMER: dict[str, str] = {
    Stemme.KONSULENT: "Konsulent",
    Stemme.ARBEJDSGIVER: "Arbejdsgiver",
    Stemme.BORGER: "Borger",
    Stemme.SAGSBEHANDLER: "Sagsbehandler",
}
BESOEG: dict[str, str] = {
    BesoegType.FORMOEDE: "Formøde",
    BesoegType.STARTMOEDE: "Startmøde",
    BesoegType.OPFOELGNING: "Opfølgning",
    BesoegType.NETVAERKSMOEDE: "Netværksmøde",
    BesoegType.AFSLUTNING: "Afslutning",
    BesoegType.TELEFON: "Telefonsamtale",
    BesoegType.NOTE: "Note",
}
OPGAVE_TRIN: dict[str, str] = {step: words.capitalize() for step, words in dansk_ord.OPGAVE_TRIN.items()}
# In the order a paper counts them: »afbud« stands where its three kinds would.
FREMMOEDE: dict[str | None, str] = {
    Fremmoede.MOEDT: "mødt",
    Fremmoede.FOER_TID: "gik før tid",
    Fremmoede.SYGDOM: "afbud, sygdom",
    Fremmoede.BEHANDLING: "afbud, behandling",
    Fremmoede.ANDET: "afbud, andet",
    AFBUD: "afbud",
    Fremmoede.UDEBLEVET: "udeblevet",
    Fremmoede.AFLYST: "aflyst af virksomheden eller fri",
    None: "ikke registreret",
}
VIRKNING: dict[str, str] = {
    Virkning.VIRKER: "Virker",
    Virkning.DELVIST: "Virker delvist",
    Virkning.VIRKER_IKKE: "Virker ikke",
    Virkning.IKKE_BRUGT: "Ikke brugt",
}
DELMAAL: dict[str, str] = {
    DelmaalTilstand.AABEN: "Åbent",
    DelmaalTilstand.NAAET: "Nået",
    DelmaalTilstand.JUSTERET: "Justeret",
    DelmaalTilstand.OPGIVET: "Opgivet",
}
PARTER: dict[str, str] = {
    Part.BORGER: "borger",
    Part.VIRKSOMHED: "virksomhed",
    Part.KONSULENT: "konsulent",
    Part.SAGSBEHANDLER: "sagsbehandler",
}


def dato(iso: str | None, missing: str = IKKE_SKREVET) -> str:
    """12.03.2026; a text that is no date is shown as it was written."""
    day = parse_day(iso)
    return format_dato(day) if day else (iso or missing)


def dag_og_tid(tidspunkt: str) -> str:
    """onsdag den 12. marts 2026 kl. 10.30, as Danish clocks showed it; a day alone has no time."""
    when = moment(tidspunkt)
    if when is None:
        return tidspunkt or f"dato {IKKE_SKREVET}"
    spoken = hard(format_dato_lang(when.date()))
    return spoken if len(tidspunkt) <= 10 else f"{spoken} {hard(format_kl(when))}"


def dag(tidspunkt: str) -> date | None:
    when = moment(tidspunkt)
    return when.date() if when else None


def moment(tidspunkt: str) -> datetime | None:
    """Danish time; an instant without a zone is Danish already."""
    try:
        when = from_text(tidspunkt)
    except ValueError:
        return None
    return when.astimezone(COPENHAGEN) if when.tzinfo else when


def timer(antal: float, til: float | None = None) -> str:
    """7,5 timer, not to be parted."""
    return hard(format_timer_ord(antal, til))


def antal(n: int, ental: str, flertal: str) -> str:
    return f"{n}{NBSP}{ental if n == 1 else flertal}"


def hard(text: str) -> str:
    """The same words, held on one line."""
    return text.replace(" ", NBSP)


def kort(words: str) -> str:
    """As much as a running head has room for beside the paper's own name."""
    return shorten(words, _LOEBENDE, placeholder=" …")


def fod(snapshot: Snapshot) -> str:
    """»navn · sag nr.«, never with a CPR: some kommuner number a sag by it, then the foot goes without."""
    number = snapshot.sag_nummer or ""
    cpr = _cifre(snapshot.cpr or "")
    sag = f" · sag {number}" if number and not (cpr and cpr in _cifre(number)) else ""
    return f"{snapshot.borger_navn or 'Uden navn'}{sag}"


def _cifre(words: str) -> str:
    return "".join(c for c in words if c.isdigit())


def konflikter(n: int) -> str:
    return f"{antal(n, 'felt', 'felter')} er rettet to steder og ikke afgjort."


def citat(linje: UdsagnLinje) -> str:
    """Employer's and borger's words stand in quotation marks as noted; the kommune's notes are prose."""
    words = linje.tekst.strip()
    if linje.stemme not in (Stemme.ARBEJDSGIVER, Stemme.BORGER):
        return words
    return words if words.startswith("»") and words.endswith("«") else f"»{words}«"


def rolle(linje: UdsagnLinje, snapshot: Snapshot) -> str:
    """The speaker's part at the table: as the participant is listed, else by voice."""
    listed = next((p.rolle for p in snapshot.deltagere if p.navn == linje.person and p.rolle), None)
    return (listed or STEMMER.get(linje.stemme, linje.stemme)).lower()


def stemme_navn(stemme: str, snapshot: Snapshot) -> str:
    """The borger by first name, the others by their part."""
    first_name = snapshot.borger_fornavn if stemme == Stemme.BORGER else ""
    return first_name or STEMMER.get(stemme, stemme)


def talere(stemme: str, snapshot: Snapshot, udsagn: Iterable[UdsagnLinje]) -> str:
    """»Arbejdsgiver, Lone Bach«: the part, and whoever spoke for it today."""
    if stemme == Stemme.BORGER:
        return stemme_navn(stemme, snapshot)
    names = list(dict.fromkeys(u.person for u in udsagn if u.stemme == stemme and u.person))
    if not names and stemme == Stemme.KONSULENT and snapshot.konsulent:
        names = [snapshot.konsulent]
    return ", ".join([STEMMER.get(stemme, stemme), *names])


def svar_af(dimension: DimensionBlad, stemme: str) -> TrinSvar | None:
    return next((s for s in dimension.svar if s.stemme == stemme), None)


def trin_af(dimension: DimensionBlad, stemme: str) -> int | None:
    svar = svar_af(dimension, stemme)
    return svar.trin if svar else None


def trin_ord(dimension: DimensionBlad, trin: int) -> str:
    """The scale's own words for a level."""
    texts = dimension.trin_tekster
    return texts[trin - 1] if 1 <= trin <= len(texts) else f"ordene til trin {trin} findes ikke i skemaet"


def ugeplan(plan: str | None) -> str:
    """»ma, ti, to og fr 08.00–12.00; on 09.00–11.00«: days with the same hours together, in planned order."""
    days: dict[str, list[str]] = {}
    for part in (plan or "").split(";"):
        day, _, hours = part.strip().partition(" ")
        if day:
            days.setdefault(hours.replace("-", "–"), []).append(day)
    return "; ".join(f"{liste(names)} {hours}".strip() for hours, names in days.items())


def hul(svar: TrinSvar | None) -> str:
    """What to say where a voice gave no level."""
    return IKKE_DROEFTET if svar is not None and svar.ikke_droeftet else "Ikke vurderet i dag"


def nye_ord(dimension: DimensionBlad) -> bool:
    """Whether the konsulent's newest level stands under other words than the one before it."""
    own = [p for p in dimension.kurve if p.stemme == Stemme.KONSULENT and p.trin is not None]
    return bool(own) and own[-1].brud


def siden_sidst(dimension: DimensionBlad) -> str:
    """The konsulent's direction since last: a neutral arrow and words, the same either way."""
    svar = svar_af(dimension, Stemme.KONSULENT)
    sidst, hvornaar = dimension.sidst_trin, dimension.sidst_dato
    when = dato(hvornaar) if hvornaar else "sidst"
    if svar is None or svar.trin is None:
        return f"Sidst: trin{NBSP}{sidst}, {when}." if sidst is not None else "Ingen tidligere vurdering."
    if sidst is None:
        return "Første vurdering."
    if nye_ord(dimension):
        return (
            f"{dimension.aendret or 'Trinene har fået nye ord.'} Kan ikke sammenlignes med {when} (trin{NBSP}{sidst})."
        )
    steps = svar.trin - sidst
    if steps:
        arrow, way = ("↑", "frem") if steps > 0 else ("↓", "tilbage")
        return f"{arrow}{NBSP}{abs(steps)}{NBSP}trin {way} siden {when} (trin{NBSP}{sidst})."
    match svar.retning:
        case Retning.LIDT_FREM:
            return f"↗{NBSP}Lidt frem, samme trin som {when}."
        case Retning.LIDT_TILBAGE:
            return f"↘{NBSP}Lidt tilbage, samme trin som {when}."
        case Retning.UAENDRET:
            return f"→{NBSP}Uændret siden {when}."
        case _:
            return f"→{NBSP}Samme trin som {when}. Retning {IKKE_SKREVET}."
