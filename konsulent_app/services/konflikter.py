"""Konflikter in words a person can choose between, and the choice."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from konsulent_app.services.context import Context
from konsulent_app.services.feltord import FeltOrd, besoeg_of, read_feltord
from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_core.clock import to_text
from konsulent_core.entities import (
    BY_TABEL,
    Besoeg,
    Borger,
    Konflikt,
    Kontaktperson,
    Record,
    Rettelse,
    Sag,
    Virksomhed,
    Visitkort,
)
from konsulent_core.errors import UserError
from konsulent_core.merge import Value
from konsulent_core.words import KonfliktTilstand, RettelseTilstand, Tilstand


@dataclass(frozen=True, slots=True, kw_only=True)
class KonfliktBlad:
    """One konflikt with both values. ``tabel`` and ``raekke`` are of the row it is about; ``er_her`` whether that is
    on this machine still, ``laast`` whether its besøg has been locked."""

    konflikt: int
    sag: int
    tabel: str
    raekke: int
    borger: str
    besoeg: str
    ord: FeltOrd
    er_her: bool
    laast: bool
    felter: tuple[str, ...]
    foer: dict[str, Value]
    min: dict[str, Value]
    min_hvem: str
    min_hvornaar: str
    server: dict[str, Value]
    server_hvem: str
    server_hvornaar: str

    @property
    def titel(self) -> str:
        """The field's name."""
        return self.ord.titel

    @property
    def er_tekst(self) -> bool:
        """Whether both are running text, so that keeping both makes sense."""
        return self.ord.valg is None and self.felter in (
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
        tabel, raekke = konflikt.tabelnavn or "", konflikt.raekke or 0
        entity = BY_TABEL.get(tabel)
        record = rows.get(tx, entity, raekke) if entity is not None else None
        besoeg = besoeg_of(tx, tabel, raekke)
        found.append(
            KonfliktBlad(
                konflikt=konflikt.id,
                sag=konflikt.scope,
                tabel=tabel,
                raekke=raekke,
                borger=_about(tx, konflikt.scope, record),
                besoeg=f"{besoeg.type} {(besoeg.tidspunkt or '')[:10]}" if besoeg is not None else "",
                ord=read_feltord(tx, context, tabel, raekke, sorted(mine)),
                er_her=record is not None,
                laast=is_locked(tabel, besoeg),
                felter=tuple(sorted(mine)),
                foer=json.loads(konflikt.foer or "{}"),
                min=mine,
                min_hvem=konflikt.min_hvem or "",
                min_hvornaar=konflikt.min_hvornaar or "",
                server=json.loads(konflikt.server or "{}"),
                server_hvem=konflikt.server_hvem or "",
                server_hvornaar=konflikt.server_hvornaar or "",
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

    ``valgt``: min, server, begge or egen. For a besøg locked meanwhile the choice becomes a proposed rettelse. Of a row
    that is not here only the server's can be chosen, which writes nothing; raises ``UserError`` for the others.
    """
    kept = rows.get(tx, Konflikt, konflikt)
    if kept is None or kept.tilstand != KonfliktTilstand.AABEN:
        return
    entity = BY_TABEL.get(kept.tabelnavn or "")
    if entity is None or kept.raekke is None:
        raise UserError("Opdatér programmet for at afgøre denne.")
    now = context.clock()
    record = rows.get(tx, entity, kept.raekke)
    if record is None and valgt != "server":
        raise UserError("Feltet findes ikke på denne pc længere.")
    changes = {} if record is None else {n: value for n, value in values.items() if getattr(record, n) != value}
    besoeg = besoeg_of(tx, entity.tabel, kept.raekke)
    if changes and besoeg is not None and is_locked(entity.tabel, besoeg):
        before = {name: getattr(record, name) for name in changes}
        propose(
            tx, context, besoeg, entity.tabel, kept.raekke, before, changes, "Valgt, da feltet var rettet to steder."
        )
    elif changes and record is not None:
        rows.save(tx, entity, record.id, record.scope, changes, now)
    rows.save(tx, Konflikt, konflikt, kept.scope, {"tilstand": KonfliktTilstand.LOEST.value, "valgt": valgt}, now)


def is_locked(tabel: str, besoeg: Besoeg | None) -> bool:
    """Whether a row of ``tabel`` that belongs to this besøg can be changed by a rettelse alone."""
    entity = BY_TABEL.get(tabel)
    return entity is not None and entity.under_besoeg and besoeg is not None and besoeg.tilstand == Tilstand.AFSLUTTET


def propose(
    tx: Tx,
    context: Context,
    besoeg: Besoeg,
    tabel: str,
    raekke: int,
    before: Mapping[str, Value],
    after: Mapping[str, Value],
    begrundelse: str,
) -> None:
    """A proposed rettelse of a locked besøg."""
    now = context.clock()
    rows.save(
        tx,
        Rettelse,
        context.new_id(),
        besoeg.scope,
        {
            "besoeg": besoeg.id,
            "tilstand": RettelseTilstand.FORESLAAET.value,
            "begrundelse": begrundelse,
            "tabelnavn": tabel,
            "raekke": raekke,
            "foer": json.dumps(dict(before), ensure_ascii=False),
            "efter": json.dumps(dict(after), ensure_ascii=False),
            "hvem": context.bruger.navn,
            "hvornaar": to_text(now),
        },
        now,
    )


def _about(tx: Tx, scope: int, record: Record | None) -> str:
    """Whose it is: the borger's name, the virksomhed's, or one's own."""
    if isinstance(record, Visitkort):
        return "Dig selv"
    if isinstance(record, Kontaktperson) and record.virksomhed:
        record = rows.get(tx, Virksomhed, record.virksomhed)
    if isinstance(record, Virksomhed):
        return record.navn or ""
    sag = rows.get(tx, Sag, scope)
    borger = rows.get(tx, Borger, sag.borger if sag and sag.borger else scope)
    return f"{borger.fornavn or ''} {borger.efternavn or ''}".strip() if borger else ""
