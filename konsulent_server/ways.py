"""How each kommune's people log in: by password, by its own provider, and how long without the server."""

from dataclasses import dataclass

from sqlalchemy import Connection, Engine, text

from konsulent_server.database import writing
from konsulent_server.oidc import Client

OFFLINE_DAYS = 14


@dataclass(frozen=True, slots=True)
class Way:
    """``client`` is None where the kommune has no provider. ``offline_days``: so long may a machine open its store
    without having been in touch."""

    kommune: int
    kommune_name: str
    offline_days: int = OFFLINE_DAYS
    password: bool = True
    client: Client | None = None


def way_of(conn: Connection, kommune: int) -> Way | None:
    """What the kommune has chosen; None for a kommune that is not there."""
    row = conn.execute(text(f"{_SELECT} WHERE k.id=:k"), {"k": kommune}).first()
    return None if row is None else _way(tuple(row))


def all_ways(conn: Connection) -> list[Way]:
    return [_way(tuple(row)) for row in conn.execute(text(f"{_SELECT} ORDER BY k.navn"))]


def set_way(engine: Engine, way: Way) -> None:
    """Raises ``ValueError`` for what would let nobody in, or for fewer than one day."""
    client = way.client or Client("", "", "", "", "")
    if way.offline_days < 1 or not (way.password or client.issuer) or bool(client.issuer) != bool(client.client):
        raise ValueError("a kommune needs a way to log in and at least one day")
    given = {"k": way.kommune, "d": way.offline_days, "p": int(way.password), "u": client.issuer, "c": client.client}
    given |= {"h": client.secret, "o": client.scopes, "f": client.claim}
    with writing(engine) as conn:
        conn.execute(
            text(
                "INSERT INTO logind (kommune,dage_uden_server,kode_tilladt,udsteder,klient,hemmelighed,omfang,felt) "
                "VALUES (:k,:d,:p,:u,:c,:h,:o,:f) ON CONFLICT (kommune) DO UPDATE SET dage_uden_server=:d, "
                "kode_tilladt=:p, udsteder=:u, klient=:c, hemmelighed=:h, omfang=:o, felt=:f"
            ),
            given,
        )


def _way(row: tuple[int, str, int | None, int | None, str | None, str, str, str, str]) -> Way:
    kommune, name, days, password, issuer, client, secret, scopes, claim = row
    if days is None:
        return Way(kommune, name)
    found = Client(issuer, client, secret, scopes, claim) if issuer else None
    return Way(kommune, name, days, bool(password), found)


_SELECT = (
    "SELECT k.id, k.navn, l.dage_uden_server, l.kode_tilladt, l.udsteder, l.klient, l.hemmelighed, l.omfang, l.felt "
    "FROM kommune k LEFT JOIN logind l ON l.kommune=k.id"
)
