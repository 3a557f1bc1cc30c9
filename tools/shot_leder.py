"""A teamleder's machine for the pictures: the count rows of her team, and no sag but the one she has opened."""

from datetime import date, datetime

import msgspec

from konsulent_app.store import fratag, rows
from konsulent_app.store.database import Tx
from konsulent_app.store.overblik import read_overblik
from konsulent_core.entities import Borger, Sag, Sagtal
from konsulent_core.merge import Value
from konsulent_core.rettigheder import sagtal_id

KOLLEGER = ("Mette Krogh", "Søren Lund", "Ida Bruun")


def become_team(tx: Tx, i_dag: date, nu: datetime, team: int, keep: frozenset[int] = frozenset()) -> None:
    """Turns the caseload into count rows of a team; the sager of ``keep`` stay, as they were opened."""
    tx = Tx(tx.conn, tx.touched)  # past the guard: all this came with a sync
    tal = read_overblik(tx, i_dag).tal
    numbers = {sag.id: sag for sag in rows.find(tx, Sag)}
    held = keep | {numbers[sag].borger or 0 for sag in keep}
    scopes = {one.id for one in (*numbers.values(), *rows.find(tx, Borger))} - held
    tx.conn.exec_driver_sql("DELETE FROM outbox")
    fratag.note(tx, scopes, ())
    fratag.let_go(tx)
    for place, one in enumerate(tal):
        values: dict[str, Value] = {
            "sag": one.sag,
            "nummer": f"26/{1_104 + 37 * place}",
            "konsulent": KOLLEGER[place % len(KOLLEGER)],
            "tal": msgspec.json.encode(one).decode(),
            "dag": i_dag.isoformat(),
        }
        rows.save(tx, Sagtal, sagtal_id(one.sag, team), team, values, nu)
