"""What each role may write, the same on the machine and at the server, where it is enforced (DOMAIN §1)."""

from collections.abc import Collection

from konsulent_core.entities import BY_TABEL, Aftale, Maaltal, Sagtal, Scope
from konsulent_core.ids import derived_id
from konsulent_core.words import Rolle

# A sagsbehandler reads the sager she is on, and marks an aftale done.
_GJORT = frozenset({"gjort", "gjort_dato"})
# The teamleder's own: a konsulent reads the måltal and is measured by them.
_TEAMLEDER = frozenset({Maaltal.tabel})


def may_write(rolle: Rolle, table: str, fields: Collection[str], *, birth: bool = False) -> bool:
    """Whether a user of that role may set ``fields`` of a row of ``table`` in a scope that is open to her. A table that
    this version does not know is a newer konsulent's."""
    entity = BY_TABEL.get(table)
    if entity is not None and entity.scope_art is Scope.USER:
        return True
    match rolle:
        case Rolle.KONSULENT:
            return table not in _TEAMLEDER
        case Rolle.TEAMLEDER:
            return table in _TEAMLEDER
        case Rolle.SAGSBEHANDLER:
            return table == Aftale.tabel and not birth and set(fields) <= _GJORT
        case Rolle.ADMINISTRATOR:
            return False


def intern_scope(sag: int, bruger: int) -> int:
    """Where a user's own words in a sag lie: they travel to her own machines, and to a teamleder who opens the sag, but
    not with the sag (DOMAIN §4: »its author and the teamleder«)."""
    return derived_id("intern", sag, bruger)


def sagtal_id(sag: int, team: int) -> int:
    """The one count row that a team holds of a sag."""
    return derived_id(Sagtal.tabel, sag, team)
