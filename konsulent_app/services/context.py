"""What every verb needs to know: who acts, what time it is, where ids come from and which skemaer there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from konsulent_core.clock import Clock, local_day
from konsulent_core.frister import INGEN as INGEN_FRISTER
from konsulent_core.frister import Regler
from konsulent_core.ids import Entropy, new_id
from konsulent_core.lister import INGEN as INGEN_LISTER
from konsulent_core.lister import Lister
from konsulent_core.skema.grammar import Skema
from konsulent_core.words import Rolle


@dataclass(frozen=True, slots=True, kw_only=True)
class Bruger:
    """Who is logged in. ``nummer``, ``kommune`` and ``team`` (0: in none) are scopes as well."""

    nummer: int
    navn: str
    kommune: int
    kommune_navn: str
    rolle: Rolle = Rolle.KONSULENT
    team: int = 0

    @property
    def skriver(self) -> bool:
        """Whether she works in sager, rather than reads them."""
        return self.rolle is Rolle.KONSULENT

    @property
    def leder(self) -> bool:
        """Whether she leads a team: its counts are hers, and so are the måltal."""
        return self.rolle is Rolle.TEAMLEDER


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Handed to every verb; holds no state of its own. ``skemaer`` by ``Skema.key``; ``frister`` and ``lister`` of
    all dates.
    """

    clock: Clock
    entropy: Entropy
    bruger: Bruger
    skemaer: Mapping[str, Skema]
    frister: Regler = INGEN_FRISTER
    lister: Lister = INGEN_LISTER

    def new_id(self) -> int:
        return new_id(self.entropy)

    def i_dag(self) -> date:
        """Today in Denmark."""
        return local_day(self.clock())
