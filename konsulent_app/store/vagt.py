"""Refuses, before it is written, what the server would refuse: by role, and in a sag that has been handed on."""

from dataclasses import dataclass

from konsulent_app.store.database import Intent, Tx
from konsulent_core.entities import BY_TABEL, Borger, Konflikt, Maaltal, Rettelse, Sag, Scope, Spoergsmaal, Svar
from konsulent_core.errors import UserError
from konsulent_core.rettigheder import may_write
from konsulent_core.words import Rolle

GIVET_VIDERE = "Sagen er givet videre, så her kan du ikke skrive mere i den."
KUN_TEAMLEDER = "Måltal sættes af teamlederen."
KUN_LAESE = {
    Rolle.SAGSBEHANDLER: "Du kan læse sagen og sætte hak ved en aftale. Konsulenten skriver i den.",
    Rolle.TEAMLEDER: "Som teamleder kan du læse sagen. Konsulenten skriver i den.",
    Rolle.ADMINISTRATOR: "Som administrator kan du ikke skrive i sager.",
}
# These may lie in a scope that is no row: one's own words in theirs, and what speaks of a row in the scope of that.
_FRI = (Svar.tabel, Spoergsmaal.tabel, Konflikt.tabel, Rettelse.tabel)


class SagenErVaek(UserError):
    """The sag is another's now."""

    def __init__(self) -> None:
        super().__init__(GIVET_VIDERE)


def refusal(rolle: Rolle, tabel: str) -> str:
    """Why a user of that role may not write a row of ``tabel``, in Danish."""
    return KUN_TEAMLEDER if tabel == Maaltal.tabel else KUN_LAESE.get(rolle, KUN_TEAMLEDER)


@dataclass(frozen=True, slots=True)
class Vagt:
    """Stands before every write of a person's (``Database.guard``); what a sync brings does not pass by here."""

    rolle: Rolle

    def check(self, tx: Tx, intent: Intent) -> None:
        """Raises ``UserError`` where the server would say no."""
        if not may_write(self.rolle, intent.tabel, intent.fields, birth=intent.birth):
            raise UserError(refusal(self.rolle, intent.tabel))
        if BY_TABEL[intent.tabel].scope_art in (Scope.SAG, Scope.BORGER) and _is_gone(tx, intent):
            raise SagenErVaek


def _is_gone(tx: Tx, intent: Intent) -> bool:
    """Nothing is born into a scope whose sag or borger has left. What is written between the server's word and the
    leaving goes out like the rest, and is taken or kept in the quarantine: it is lost nowhere."""
    if not intent.birth or intent.row == intent.scope or intent.tabel in (Sag.tabel, Borger.tabel, *_FRI):
        return False
    here = f"SELECT 1 FROM {Sag.tabel} WHERE id=? UNION ALL SELECT 1 FROM {Borger.tabel} WHERE id=? LIMIT 1"
    return tx.conn.exec_driver_sql(here, (intent.scope, intent.scope)).first() is None
