"""Konflikter in words a person can choose between, and the choice."""

import json
from dataclasses import dataclass

from konsulent_app.services.context import Context
from konsulent_app.services.rest import known_title
from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_core.clock import to_text
from konsulent_core.entities import BY_TABEL, Besoeg, Borger, Konflikt, Rettelse, Sag, Svar, Udsagn, Vurdering
from konsulent_core.errors import UserError
from konsulent_core.merge import Value
from konsulent_core.skema.grammar import Felt, FeltType
from konsulent_core.words import KonfliktTilstand, RettelseTilstand, Tilstand


@dataclass(frozen=True, slots=True, kw_only=True)
class KonfliktBlad:
    """One konflikt with both values. ``titel`` names the field; texts are None where a value does not exist.

    ``valg``: what the stored keys of a choice are called; None for what is not chosen among a few.
    """

    konflikt: int
    sag: int
    borger: str
    besoeg: str
    titel: str
    felter: tuple[str, ...]
    foer: dict[str, Value]
    min: dict[str, Value]
    min_hvem: str
    min_hvornaar: str
    server: dict[str, Value]
    server_hvem: str
    server_hvornaar: str
    valg: dict[str, str] | None = None

    @property
    def er_tekst(self) -> bool:
        """Whether both are running text, so that keeping both makes sense."""
        return self.valg is None and self.felter in (
            ("tekst",),
            ("hvad",),
            ("vaerdi",),
            ("bekymring_grund",),
            ("jobmaal",),
            ("erfaring",),
            ("laering",),
            ("kultur",),
            ("opgavetyper",),
            ("smaajob",),
        )


def read_konflikter(tx: Tx, context: Context) -> list[KonfliktBlad]:
    """All open konflikter on this machine, a sag at a time."""
    found = []
    for konflikt in rows.find(tx, Konflikt, "tilstand=?", (KonfliktTilstand.AABEN,), "scope, id"):
        mine = json.loads(konflikt.min or "{}")
        found.append(
            KonfliktBlad(
                konflikt=konflikt.id,
                sag=konflikt.scope,
                borger=_borger(tx, konflikt.scope),
                besoeg=_besoeg(tx, konflikt),
                titel=_title(tx, context, konflikt, mine),
                felter=tuple(sorted(mine)),
                foer=json.loads(konflikt.foer or "{}"),
                min=mine,
                min_hvem=konflikt.min_hvem or "",
                min_hvornaar=konflikt.min_hvornaar or "",
                server=json.loads(konflikt.server or "{}"),
                server_hvem=konflikt.server_hvem or "",
                server_hvornaar=konflikt.server_hvornaar or "",
                valg=_choices(tx, context, konflikt),
            )
        )
    return found


def count_konflikter(tx: Tx) -> int:
    count = tx.conn.exec_driver_sql(
        "SELECT count(*) FROM konflikt WHERE tilstand=? AND slettet=0", (KonfliktTilstand.AABEN,)
    ).scalar_one()
    return int(count)


def resolve_konflikt(tx: Tx, context: Context, konflikt: int, values: dict[str, Value], valgt: str) -> None:
    """Writes the chosen value and closes the konflikt; both versions stay in the history.

    ``valgt``: min, server, begge or egen. For a besøg locked meanwhile the choice becomes a proposed rettelse.
    Raises ``UserError`` when the row is not here.
    """
    kept = rows.get(tx, Konflikt, konflikt)
    if kept is None or kept.tilstand != KonfliktTilstand.AABEN:
        return
    entity = BY_TABEL.get(kept.tabelnavn or "")
    if entity is None or kept.raekke is None:
        raise UserError("Opdatér programmet for at afgøre denne.")
    now = context.clock()
    record = rows.get(tx, entity, kept.raekke)
    if record is None:
        raise UserError("Feltet findes ikke på denne pc længere.")
    changes = {name: value for name, value in values.items() if getattr(record, name) != value}
    besoeg = record if isinstance(record, Besoeg) else _besoeg_row(tx, getattr(record, "besoeg", None))
    if changes and entity.under_besoeg and besoeg is not None and besoeg.tilstand == Tilstand.AFSLUTTET:
        rows.save(
            tx,
            Rettelse,
            context.new_id(),
            kept.scope,
            {
                "besoeg": besoeg.id,
                "tilstand": RettelseTilstand.FORESLAAET.value,
                "begrundelse": "Valgt, da feltet var rettet to steder.",
                "tabelnavn": kept.tabelnavn,
                "raekke": kept.raekke,
                "foer": json.dumps({name: getattr(record, name) for name in changes}, ensure_ascii=False),
                "efter": json.dumps(changes, ensure_ascii=False),
                "hvem": context.bruger.navn,
                "hvornaar": to_text(now),
            },
            now,
        )
    elif changes:
        rows.save(tx, entity, record.id, record.scope, changes, now)
    rows.save(tx, Konflikt, konflikt, kept.scope, {"tilstand": KonfliktTilstand.LOEST.value, "valgt": valgt}, now)


def _besoeg_row(tx: Tx, number: int | None) -> Besoeg | None:
    return rows.get(tx, Besoeg, number) if number else None


def _borger(tx: Tx, scope: int) -> str:
    sag = rows.get(tx, Sag, scope)
    borger = rows.get(tx, Borger, sag.borger if sag and sag.borger else scope)
    return f"{borger.fornavn or ''} {borger.efternavn or ''}".strip() if borger else ""


def _besoeg(tx: Tx, konflikt: Konflikt) -> str:
    entity = BY_TABEL.get(konflikt.tabelnavn or "")
    record = rows.get(tx, entity, konflikt.raekke) if entity and konflikt.raekke else None
    besoeg = record if isinstance(record, Besoeg) else _besoeg_row(tx, getattr(record, "besoeg", None))
    return f"{besoeg.type} {(besoeg.tidspunkt or '')[:10]}" if besoeg else ""


def _choices(tx: Tx, context: Context, konflikt: Konflikt) -> dict[str, str] | None:
    """The words of a plain answer that is one of a few, or a day: two of them can never be joined."""
    felt = _plain_felt(tx, context, konflikt)
    match felt.type if felt is not None else None:
        case FeltType.VALG:
            return {v.noegle: v.titel for v in felt.valg} if felt is not None else None
        case FeltType.JA_NEJ:
            return {"ja": "Ja", "nej": "Nej"}
        case FeltType.DATO:
            return {}
        case _:
            return None


def _plain_felt(tx: Tx, context: Context, konflikt: Konflikt) -> Felt | None:
    """The felt of an answer in ``svar``, where its skema is on this machine."""
    record = rows.get(tx, Svar, konflikt.raekke) if konflikt.tabelnavn == Svar.tabel and konflikt.raekke else None
    besoeg = _besoeg_row(tx, record.besoeg if record is not None else None)
    skema = context.skemaer.get(besoeg.skema or "") if besoeg is not None else None
    if record is None or skema is None:
        return None
    return next((felt for felt in skema.felter if felt.noegle == record.felt), None)


def _title(tx: Tx, context: Context, konflikt: Konflikt, fields: dict[str, Value]) -> str:
    """The field in the words of its skema where it has one, else in plain ones."""
    entity = BY_TABEL.get(konflikt.tabelnavn or "")
    record = rows.get(tx, entity, konflikt.raekke) if entity and konflikt.raekke else None
    besoeg = _besoeg_row(tx, getattr(record, "besoeg", None))
    skema = context.skemaer.get(besoeg.skema or "") if besoeg else None
    if isinstance(record, Udsagn) and skema is not None and record.felt:
        punkt = next((p for p in skema.punkter if any(f.noegle == record.felt for f in p.felter)), None)
        return f"{punkt.titel}, noter" if punkt is not None else known_title(None, record.felt)
    if isinstance(record, Vurdering) and skema is not None and record.dimension:
        titles = (d.titel for d in skema.dimensioner if d.noegle == record.dimension)
        return next(titles, record.dimension.capitalize())  # one that an earlier skema of the besøg asked for
    if (felt := _plain_felt(tx, context, konflikt)) is not None:
        return felt.titel
    table = _TABLES.get(konflikt.tabelnavn or "", konflikt.tabelnavn or "")
    named = [_FIELDS[name] for name in fields if name in _FIELDS]
    return f"{table}, {named[0]}" if named else table


_TABLES = {
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
    "indsats": "Indsats",
    "laering": "Læring",
    "maaltal": "Måltal",
    "spoergsmaal": "Eget spørgsmål",
    "rapport": "Rapport",
    "rapport_tekst": "Rapport, egen tekst",
}
_FIELDS = {
    "naeste_dato": "næste besøg",
    "skema": "skemaets udgave",
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
}
