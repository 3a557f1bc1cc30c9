"""What every verb needs to know: who acts, what time it is, where ids come from and which skemaer there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from konsulent_app.services.bog import Bog
from konsulent_core.clock import Clock, local_day
from konsulent_core.frister import INGEN as INGEN_FRISTER
from konsulent_core.frister import Regler
from konsulent_core.ids import Entropy, new_id
from konsulent_core.lister import INGEN as INGEN_LISTER
from konsulent_core.lister import Lister, offered
from konsulent_core.overfoersel.maal import Maal
from konsulent_core.skema.grammar import Punkt, Skema
from konsulent_core.words import BesoegType, Rolle

MANGLER = "Skemaet er ikke på denne pc endnu, eller appen er for gammel til det. Svarene er gemt."


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
    all dates, as the app came with them.

    In the running app ``skemaer`` and ``bog`` are one: what the kommune publishes is in them after the next sync.
    """

    clock: Clock
    entropy: Entropy
    bruger: Bruger
    skemaer: Mapping[str, Skema]
    frister: Regler = INGEN_FRISTER
    lister: Lister = INGEN_LISTER
    bog: Bog | None = None

    def new_id(self) -> int:
        return new_id(self.entropy)

    def valglister(self) -> Lister:
        """The lists to choose from, with the kommune's own."""
        return self.lister if self.bog is None else self.bog.nu.lister

    def fristregler(self) -> Regler:
        """The deadlines, with the kommune's own."""
        return self.frister if self.bog is None else self.bog.nu.frister

    def sagstyper(self) -> tuple[str, ...]:
        """Those that may be chosen today."""
        posts = () if self.bog is None else self.bog.nu.sagstyper
        return tuple(post.titel for post in offered(posts, self.i_dag()))

    def maal(self) -> Mapping[str, Maal]:
        """The systems that a besøg's text is copied to today, by key; a kommune's own in the place of the app's."""
        found = () if self.bog is None else self.bog.nu.maal
        return {maal.noegle: maal for maal in found if maal.holds(self.i_dag())}

    def skema(self, key: str | None) -> Skema:
        """The skema that a besøg names; one that says it is missing, where it is not here or cannot be read at all."""
        found = self.skemaer.get(key or "")
        return _missing(key or "") if found is None else found

    def i_dag(self) -> date:
        """Today in Denmark."""
        return local_day(self.clock())


def _missing(key: str) -> Skema:
    """So that its besøg can be opened: nothing of it may be shown but what was written down."""
    punkt = Punkt(
        nummer=1, noegle="mangler", titel="Skemaet er her ikke", spoergsmaal=MANGLER, spoergsmaal_du=None, felter=()
    )
    id_, _, version = key.rpartition(".v")
    return Skema(
        id=id_,
        version=int(version) if version.isdigit() else 0,
        titel=key,
        besoeg_type=BesoegType.NOTE,
        punkter=(punkt,),
        dimensioner=(),
        ulaest=(MANGLER,),
    )
