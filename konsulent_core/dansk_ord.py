"""The closed sets in Danish, in running text, and the changed fields of a record as a person says them."""

from collections.abc import Mapping
from datetime import date

from konsulent_core.clock import from_text, local_day
from konsulent_core.dansk import UGEDAGE, format_dato, format_kl, format_timer, format_timer_ord
from konsulent_core.merge import Value
from konsulent_core.ugeplan import DAG_FELTER, read_dag
from konsulent_core.words import (
    BesoegType,
    DelmaalTilstand,
    Formaal,
    Fremmoede,
    IndsatsArt,
    OpgaveTrin,
    Part,
    Resultat,
    Retning,
    Stemme,
    Tilstand,
    TimerArt,
    Virkning,
)

SLETTET = "slettet"
RETNING: dict[str, str] = {
    Retning.LIDT_TILBAGE: "lidt tilbage",
    Retning.UAENDRET: "uændret",
    Retning.LIDT_FREM: "lidt frem",
}
FREMMOEDE: dict[str, str] = {
    Fremmoede.MOEDT: "mødt",
    Fremmoede.FOER_TID: "gik før tid",
    Fremmoede.SYGDOM: "afbud, sygdom",
    Fremmoede.BEHANDLING: "afbud, behandling",
    Fremmoede.ANDET: "afbud, andet",
    Fremmoede.UDEBLEVET: "udeblevet",
    Fremmoede.AFLYST: "aflyst af virksomheden eller fri",
}
OPGAVE_TRIN: dict[str, str] = {
    OpgaveTrin.PROEVET: "prøvet",
    OpgaveTrin.MED_STOETTE: "med støtte",
    OpgaveTrin.SELVSTAENDIG: "selvstændigt",
    OpgaveTrin.DROPPET: "droppet",
}
VIRKNING: dict[str, str] = {
    Virkning.VIRKER: "virker",
    Virkning.DELVIST: "virker delvist",
    Virkning.VIRKER_IKKE: "virker ikke",
    Virkning.IKKE_BRUGT: "ikke brugt",
}
PART: dict[str, str] = {
    Part.BORGER: "borgeren",
    Part.VIRKSOMHED: "virksomheden",
    Part.KONSULENT: "konsulenten",
    Part.SAGSBEHANDLER: "sagsbehandleren",
}
STEMME: dict[str, str] = {
    Stemme.KONSULENT: "konsulenten",
    Stemme.ARBEJDSGIVER: "arbejdsgiveren",
    Stemme.BORGER: "borgeren",
    Stemme.SAGSBEHANDLER: "sagsbehandleren",
}
BESOEG: dict[str, str] = {
    BesoegType.FORMOEDE: "formøde",
    BesoegType.STARTMOEDE: "startmøde",
    BesoegType.OPFOELGNING: "opfølgning",
    BesoegType.NETVAERKSMOEDE: "netværksmøde",
    BesoegType.AFSLUTNING: "afslutning",
    BesoegType.TELEFON: "telefonsamtale",
    BesoegType.NOTE: "note",
}
BESOEG_BESTEMT: dict[str, str] = {
    BesoegType.FORMOEDE: "formødet",
    BesoegType.STARTMOEDE: "startmødet",
    BesoegType.OPFOELGNING: "besøget",
    BesoegType.NETVAERKSMOEDE: "netværksmødet",
    BesoegType.AFSLUTNING: "afslutningen",
    BesoegType.TELEFON: "telefonsamtalen",
    BesoegType.NOTE: "noten",
}
RESULTAT: dict[str, str] = {
    Resultat.ORDINAERT_JOB: "ordinært job",
    Resultat.SMAAJOB: "småjob",
    Resultat.LOENTIMER: "løntimer",
    Resultat.FLEKSJOB: "fleksjob",
    Resultat.UDDANNELSE: "uddannelse",
    Resultat.NY_PRAKTIK: "ny praktik",
    Resultat.FOERTIDSPENSION: "førtidspension",
    Resultat.ANDET: "andet",
}
TILSTAND: dict[str, str] = {
    Tilstand.KLADDE: "kladde",
    Tilstand.AFSLUTTET: "afsluttet",
    DelmaalTilstand.AABEN: "åbent",
    DelmaalTilstand.NAAET: "nået",
    DelmaalTilstand.JUSTERET: "justeret",
    DelmaalTilstand.OPGIVET: "opgivet",
}
TIMER_ART: dict[str, str] = {
    TimerArt.PRAKTIK: "praktik",
    TimerArt.SMAAJOB: "småjob",
    TimerArt.JOB: "job",
    TimerArt.FLEKSJOB: "fleksjob",
    TimerArt.PAUSE: "pause",
}
FORMAAL: dict[str, str] = {
    Formaal.AFKLARE: "Afklare job- eller uddannelsesmål",
    Formaal.TRAENE: "Træne faglige og sociale kompetencer",
    Formaal.REKRUTTERING: "Rekruttering",
    Formaal.OEVEPRAKTIK: "Øvepraktik",
}
INDSATS: dict[str, str] = {
    IndsatsArt.LAEGEBEHANDLING: "Lægebehandling",
    IndsatsArt.TRAENING: "Træning og kost",
    IndsatsArt.MENTOR: "Mentor",
    IndsatsArt.LIVSSTIL: "Livsstilskursus",
    IndsatsArt.COACH: "Coach",
    IndsatsArt.OEKONOMI: "Økonomisk vejledning",
    IndsatsArt.SOCIALPSYKIATRI: "Socialpsykiatri",
    IndsatsArt.ANDET: "Andet",
}
TABEL: dict[str, str] = {
    "aftale": "Aftale",
    "besoeg": "Besøget",
    "borger": "Borgeren",
    "delmaal": "Delmål",
    "fremmoede": "Fremmøde",
    "journalisering": "Kopiering til et andet system",
    "kontaktperson": "Kontaktperson",
    "opgave": "Opgave",
    "opgave_trin": "Opgavens trin",
    "praktik": "Praktikken",
    "sag": "Sagen",
    "skaanehensyn": "Skånehensyn",
    "skaanehensyn_svar": "Skånehensyn",
    "svar": "Svar",
    "timer": "Timer",
    "udsagn": "Notat",
    "virksomhed": "Virksomheden",
    "visitkort": "Dit visitkort",
    "vurdering": "Vurdering",
}
"""What a row of a table is called; a table that is not here has no word."""

_AARSAG = frozenset({"grund", "aarsag", "naeste_grund", "afbrudt_aarsag"})
_FRAVAER = frozenset({Fremmoede.SYGDOM, Fremmoede.BEHANDLING, Fremmoede.ANDET})
_SAET: dict[str, dict[str, str]] = {
    "retning": RETNING,
    "virkning": VIRKNING,
    "part": PART,
    "stemme": STEMME,
    "type": BESOEG,
    "tilstand": TILSTAND,
    "art": TIMER_ART,
    "afbrudt_af": PART,
    "resultat": RESULTAT,
}
_JA_NEJ: dict[str, tuple[str, str]] = {
    "ikke_droeftet": ("ikke drøftet", ""),
    "foerst": ("svarede først", ""),
    "gjort": ("gjort", "ikke gjort"),
    "afbrudt": ("afbrudt", "ikke afbrudt"),
    "ordblind": ("ordblind", "ikke ordblind"),
    "bekymring": ("bekymringssag", "ingen bekymring"),
}
_FORAN: dict[str, str] = {
    "fra": "fra",
    "senest": "senest",
    "gjort_dato": "den",
    "naeste_grund": "grund:",
    "grund": "grund:",
    "aarsag": "årsag:",
    "afbrudt_aarsag": "årsag:",
    "laering": "lært:",
    "person": "hvem:",
    "nummer": "nr.",
}
_SKJULT = frozenset(
    {
        "besoeg",
        "orden",
        "dimension",
        "felt",
        "praktik",
        "opgave",
        "skaanehensyn",
        "uge",
        "slettet",
        "skema",
        "skema_foer",
    }
    | {"timer", "timer_til", "loentimer", "snapshot", "snapshot_hash", "afsluttet", "virksomhed", "kontaktperson"}
    | {"skema_foer"}
)


def ejer(navn: str) -> str:
    """»borgerens«, »Lone Bachs«, »Jens’«."""
    return f"{navn}’" if navn[-1:].lower() in ("s", "x", "z") else f"{navn}s"


def har_aarsag(values: Mapping[str, Value]) -> bool:
    """Whether the fields tell a cause: one in words, or an absence that is told with its kind."""
    if any(values.get(name) for name in _AARSAG):
        return True
    return any(read_dag(_tekst(values.get(name)))[0] in _FRAVAER for name in DAG_FELTER)


def felter_ord(values: Mapping[str, Value]) -> str:
    """»trin 3, lidt frem«, »onsdag: afbud, sygdom«, »12–15 timer, heraf 2 med løn«; empty when nothing is said."""
    if values.get("slettet"):
        return SLETTET
    said = [_timer(values)]
    said += [_et(name, value) for name, value in values.items() if name not in _SKJULT and value not in (None, "")]
    return ", ".join(words for words in said if words)


def vaerdi_ord(text: str) -> str:
    """A text as it was written; a day or an instant as Danes write it."""
    try:
        return format_dato(date.fromisoformat(text)) if len(text) == len("2026-01-01") else _tid(text)
    except ValueError:
        return text


def _et(name: str, value: Value) -> str:
    text = str(value)
    if name in _JA_NEJ:
        return _JA_NEJ[name][0 if value else 1]
    if name in DAG_FELTER:
        return f"{UGEDAGE[DAG_FELTER.index(name)]}: {_dag(text)}"
    if name == "trin":
        return OPGAVE_TRIN.get(text, f"trin {text}")
    if name == "naeste_tid":
        return f"kl. {text.replace(':', '.')}"
    if name in _SAET:
        return _SAET[name].get(text, text)
    words = vaerdi_ord(text)
    return f"{_FORAN[name]} {words}" if name in _FORAN else words


def _dag(text: str) -> str:
    status, hours = read_dag(text)
    words = FREMMOEDE[status] if status is not None else "ikke registreret"
    return f"{words} ({format_timer_ord(hours)})" if hours is not None else words


def _timer(values: Mapping[str, Value]) -> str:
    hours, upper, paid = (_tal(values.get(name)) for name in ("timer", "timer_til", "loentimer"))
    if hours is None:
        return f"{format_timer_ord(paid)} med løn" if paid is not None else ""
    words = format_timer_ord(hours, upper)
    return f"{words}, heraf {format_timer(paid)} med løn" if paid is not None else words


def _tal(value: Value) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _tekst(value: Value) -> str | None:
    return value if isinstance(value, str) else None


def _tid(text: str) -> str:
    if "T" not in text or not text.endswith("Z"):
        return text
    instant = from_text(text)
    return f"{format_dato(local_day(instant))} {format_kl(instant)}"


def nummer_ord(besoeg_type: str | None, nummer: int | None) -> str:
    """»besøg 7«. A call by telephone is counted apart: »samtale 2«."""
    return f"{'samtale' if besoeg_type == BesoegType.TELEFON else 'besøg'} {nummer or ''}".strip()
