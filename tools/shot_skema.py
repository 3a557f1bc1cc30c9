"""The example skema as a kommune has published it, and besøg of Katrine's that were written in it."""

from datetime import UTC, datetime
from pathlib import Path

from konsulent_app.services.context import Context
from konsulent_app.services.udgivne import take_in
from konsulent_app.store import rows
from konsulent_app.store.database import Database, Tx
from konsulent_core.entities import Besoeg, Skemafil, Vurdering
from konsulent_core.ids import derived_id
from konsulent_core.merge import Value
from konsulent_core.udgivelse import fil_row
from konsulent_core.words import FilArt
from tools import shot_sager

V1 = (Path(__file__).resolve().parents[1] / "resources" / "eksempler" / "outline.v1.toml").read_text(encoding="utf-8")
V2 = (
    V1.replace("version = 1", "version = 2")
    .replace(
        "Skifter mellem kendte opgaver samme dag, når nogen siger til.", "Skifter mellem to kendte opgaver samme dag."
    )
    .replace('noegle = "fleksibilitet"\ntitel', 'noegle = "fleksibilitet"\naendret = "Trin 3 er skrevet om."\ntitel')
)
_NU = datetime(2026, 3, 12, 7, 0, tzinfo=UTC)
_TRIN = {
    "moedestabilitet": (2, 3, 3),
    "kvalitetsforstaaelse": (2, 3, 4),
    "engagement": (3, 3, 3),
    "selvstaendighed_samarbejde": (2, 3, 3),
    "fleksibilitet": (2, 3, 4),
    "arbejdseffektivitet": (3, None, 3),
}


def publish(database: Database, context: Context, *texts: str) -> None:
    """As a sync has brought it; without ``texts`` the first version."""
    with database.writing() as tx:
        for version, text in enumerate(texts or (V1,), start=1):
            row = fil_row(FilArt.SKEMA, "outline", version)
            values: dict[str, Value] = {"art": "skema", "navn": "outline", "version": version, "tekst": text}
            values |= {"fra": f"2026-01-0{version}"}
            rows.save(tx, Skemafil, row, shot_sager.KOMMUNE, {**values, "udgivet": "2026-01-02T08:00:00.000Z"}, _NU)
        tx.conn.exec_driver_sql("DELETE FROM outbox")
        take_in(tx, context)


def history(database: Database, context: Context) -> None:
    """Katrine's three newest besøg were written in it, the last of them in its second version."""
    publish(database, context, V1, V2)
    with database.writing() as tx:
        newest = rows.find(tx, Besoeg, "scope=?", (shot_sager.KATRINE,), "tidspunkt DESC LIMIT 3")
        for turn, besoeg in enumerate(reversed(newest)):
            _rewrite(tx, besoeg, turn)
        tx.conn.exec_driver_sql("DELETE FROM outbox")


def _rewrite(tx: Tx, besoeg: Besoeg, turn: int) -> None:
    rows.save(tx, Besoeg, besoeg.id, besoeg.scope, {"skema": f"outline.v{1 + turn // 2}"}, _NU)
    tx.conn.exec_driver_sql("DELETE FROM vurdering WHERE besoeg=?", (besoeg.id,))
    for dimension, trin in _TRIN.items():
        level = trin[turn]
        row = derived_id("vurdering", besoeg.id, dimension, "konsulent")
        values: dict[str, Value] = {"besoeg": besoeg.id, "dimension": dimension, "stemme": "konsulent", "trin": level}
        rows.save(tx, Vurdering, row, besoeg.scope, {**values, "ikke_droeftet": level is None}, _NU)
