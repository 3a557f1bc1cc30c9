"""What a field of any record is called, and what its values mean, in the words of its skema where it has one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from konsulent_app.services.context import Context
from konsulent_app.services.rest import known_title
from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_core.entities import (
    BY_TABEL,
    Besoeg,
    Kontaktperson,
    Opgave,
    Praktik,
    Record,
    Skaanehensyn,
    Virksomhed,
    field_names,
)
from konsulent_core.merge import Value
from konsulent_core.skema.grammar import Felt, FeltType, Skema


@dataclass(frozen=True, slots=True, kw_only=True)
class FeltOrd:
    """``valg``: what the stored keys of a choice are called, empty for a day, None for what is not chosen among a few.
    ``trin``: what each level says, level 1 first. ``navne``: what the rows are called that the field may point at."""

    titel: str
    valg: Mapping[str, str] | None = None
    trin: tuple[str, ...] = ()
    navne: Mapping[int, str] = field(default_factory=dict)


def read_feltord(
    tx: Tx, context: Context, tabel: str, raekke: int, felter: Iterable[str], kendt: Mapping[str, Value] | None = None
) -> FeltOrd:
    """``kendt`` is what is known of a row that is not here: what was refused of it."""
    entity = BY_TABEL.get(tabel)
    record = rows.get(tx, entity, raekke) if entity is not None else None
    row = dict(kendt or {}) if record is None else _values(record)
    names = tuple(felter)
    skema, felt = _felt(tx, context, tabel, row)
    trin = skema.dimension(felt.dimension).fag if skema is not None and felt is not None and felt.dimension else ()
    return FeltOrd(
        titel=_titel(tx, tabel, row, names, skema, felt),
        valg=_listed(context) if names == ("formaal",) else _valg(felt) if tabel == "svar" else None,
        trin=trin,
        navne=_navne(tx, record, names),
    )


def besoeg_of(tx: Tx, tabel: str, raekke: int, kendt: Mapping[str, Value] | None = None) -> Besoeg | None:
    """The besøg that the row is part of, or is."""
    if tabel == Besoeg.tabel:
        return rows.get(tx, Besoeg, raekke)
    entity = BY_TABEL.get(tabel)
    record = rows.get(tx, entity, raekke) if entity is not None else None
    number = getattr(record, "besoeg", None) if record is not None else (kendt or {}).get("besoeg")
    return rows.get(tx, Besoeg, number) if isinstance(number, int) else None


def _values(record: Record) -> dict[str, Value]:
    return {name: getattr(record, name) for name in field_names(type(record))}


def _felt(tx: Tx, context: Context, tabel: str, row: Mapping[str, Value]) -> tuple[Skema | None, Felt | None]:
    """The skema of the row's besøg and the felt that the row answers, as far as they are on this machine."""
    number = row.get("besoeg")
    besoeg = rows.get(tx, Besoeg, number) if isinstance(number, int) else None
    skema = context.skemaer.get(besoeg.skema or "") if besoeg is not None else None
    if skema is None:
        return None, None
    match tabel:
        case "vurdering":
            return skema, next((f for f in skema.felter if f.dimension and f.dimension == row.get("dimension")), None)
        case "udsagn" | "svar":
            return skema, next((f for f in skema.felter if f.noegle == row.get("felt")), None)
        case _:
            return skema, None


def _listed(context: Context) -> Mapping[str, str]:
    return {post.vaerdi: post.titel for post in context.lister.formaal}


def _valg(felt: Felt | None) -> Mapping[str, str] | None:
    match felt.type if felt is not None else None:
        case FeltType.VALG:
            return {v.noegle: v.titel for v in felt.valg} if felt is not None else None
        case FeltType.JA_NEJ:
            return {"ja": "Ja", "nej": "Nej"}
        case FeltType.DATO:
            return {}
        case _:
            return None


def _titel(
    tx: Tx, tabel: str, row: Mapping[str, Value], names: tuple[str, ...], skema: Skema | None, felt: Felt | None
) -> str:
    if skema is not None and felt is not None:
        if tabel == "udsagn":
            return f"{skema.punkt_med(felt.noegle).titel}, noter"
        return skema.dimension(felt.dimension).titel if felt.dimension else felt.titel
    if skema is not None and tabel == "udsagn" and row.get("felt"):
        return known_title(None, str(row["felt"]))
    if skema is not None and tabel == "vurdering" and row.get("dimension"):
        return str(row["dimension"]).capitalize()  # one that an earlier skema of the besøg asked for
    about = _om(tx, row)
    table = f"{TABELLER.get(tabel, 'Andet')}{f' »{about}«' if about else ''}"
    named = next((FELTER[name] for name in names if name in FELTER), "")
    return f"{table}, {named}" if named else table


def _om(tx: Tx, row: Mapping[str, Value]) -> str:
    """The task or the skånehensyn that an answer is about."""
    for entity, name, words in ((Opgave, "opgave", "navn"), (Skaanehensyn, "skaanehensyn", "titel")):
        number = row.get(name)
        found = rows.get(tx, entity, number) if isinstance(number, int) else None
        if found is not None:
            return str(getattr(found, words) or "")
    return ""


def _navne(tx: Tx, record: Record | None, names: tuple[str, ...]) -> dict[int, str]:
    if isinstance(record, Praktik) and {"kontaktperson", "mentor"} & set(names) and record.virksomhed:
        people = rows.find(tx, Kontaktperson, "virksomhed=?", (record.virksomhed,))
        return {person.id: person.navn or "" for person in people}
    if record is not None and "praktik" in names:
        found = {}
        for praktik in rows.find(tx, Praktik, "scope=?", (record.scope,)):
            place = rows.get(tx, Virksomhed, praktik.virksomhed) if praktik.virksomhed else None
            found[praktik.id] = (place.navn if place is not None else None) or ""
        return found
    return {}


TABELLER = {
    "borger": "Borger",
    "sag": "Sag",
    "praktik": "Praktik",
    "besoeg": "Besøg",
    "aftale": "Aftale",
    "timer": "Timer om ugen",
    "opgave": "Opgave",
    "opgave_trin": "Opgavens trin",
    "fremmoede": "Fremmøde",
    "skaanehensyn": "Skånehensyn",
    "skaanehensyn_svar": "Skånehensyn",
    "svar": "Svar",
    "delmaal": "Delmål",
    "virksomhed": "Virksomhed",
    "kontaktperson": "Kontaktperson",
    "vurdering": "Vurdering",
    "udsagn": "Noter",
    "rettelse": "Rettelse",
    "konflikt": "Valg i en konflikt",
    "indsats": "Indsats",
    "laering": "Læring",
    "maaltal": "Måltal",
    "spoergsmaal": "Eget spørgsmål",
    "visitkort": "Dit visitkort",
    "rapport": "Rapport",
    "rapport_tekst": "Rapport, egen tekst",
}
FELTER = {
    "skema": "skemaets udgave",
    "naeste_dato": "næste besøg",
    "hvad": "hvad er aftalt",
    "senest": "senest",
    "gjort": "gjort",
    "person": "hvem",
    "telefon": "telefon",
    "slettet": "slettet",
    "tilstand": "afsluttet",
    "jobmaal": "jobmål",
    "slut": "slutdato",
    "bekymring": "bekymring",
    "afbrudt": "afbrudt",
    "resultat": "resultat",
    "laering": "læring",
    "navn": "navn",
    "rolle": "rolle",
    "email": "e-mail",
    "adresse": "adresse",
    "by": "by",
    "branche": "branche",
    "cvr": "CVR-nummer",
    "p_nummer": "P-nummer",
    "stoerrelse": "antal ansatte",
    "pladser": "pladser",
    "opgavetyper": "opgavetyper",
    "kultur": "sådan er her",
    "smaajob": "småjob",
    "ydelse": "ydelse",
    "gruppe": "hvor borgeren står",
    "fra": "periode",
    "andel": "andel",
    "dele": "dele",
    "uddannet": "uddannet mentor",
    "naeste_tid": "næste besøg",
    "naeste_grund": "næste besøg",
    "sted": "sted",
    "deltagere": "hvem var med",
    "fornavn": "fornavn",
    "efternavn": "efternavn",
    "cpr": "CPR-nummer",
    "kontaktform": "sådan vil borgeren kontaktes",
    "adressebeskyttelse": "adressebeskyttelse",
    "ordblind": "ordblind",
    "bisidder": "bisidder",
    "erfaring": "erfaring",
    "skolegang": "skolegang",
    "interesser": "interesser",
    "oensker": "ønsker",
    "geografi": "geografi",
    "cv_dato": "CV opdateret",
    "nummer": "nummer",
    "sagstype": "sagstype",
    "start": "start",
    "konsulent": "konsulent",
    "sagsbehandler": "sagsbehandler",
    "moede_dato": "næste møde",
    "moede_sidst": "sidste møde",
    "maal": "indsatsplanens mål",
    "mentorstoette": "mentorstøtte",
    "afdeling": "afdeling",
    "kontaktperson": "kontaktperson",
    "mentor": "mentor",
    "formaal": "formål",
    "formaal_tekst": "det præcise formål",
    "ugeplan": "ugeplan",
    "interval_dage": "dage mellem besøg",
    "arbejdstoej": "arbejdstøj",
    "vitas": "VITAS-nummer",
    "bekymring_foer": "bekymring",
    "aarsag": "årsag",
    "ordlyd": "ordlyd",
    "aftalt": "aftalt",
    "titel": "navn",
    "dato": "dato",
    "smart": "SMART",
    "punkt": "punkt",
    "stillet": "stillet",
    "virkning": "virkning",
}
