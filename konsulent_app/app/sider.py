"""The pages of the shell, in the order of the navigation."""

from collections.abc import Callable

from konsulent_app.services.context import Context
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.models.sync_driver import SyncDriver
from konsulent_app.ui.pages.forbered import ForberedPage
from konsulent_app.ui.pages.forbered_udskriv import MakeForberedelse
from konsulent_app.ui.pages.gem_opgoerelse import MakeOpgoerelse
from konsulent_app.ui.pages.idag import IdagPage
from konsulent_app.ui.pages.indstillinger import IndstillingerPage
from konsulent_app.ui.pages.konflikter import KonflikterPage
from konsulent_app.ui.pages.overblik import OverblikPage
from konsulent_app.ui.pages.rapporter import RapporterPage
from konsulent_app.ui.pages.rytme_kort import RytmeKort
from konsulent_app.ui.pages.sager import SagerPage
from konsulent_app.ui.pages.synkronisering import SynkroniseringPage
from konsulent_app.ui.pages.virksomheder import VirksomhederPage
from konsulent_app.ui.pages.visitkort_kort import VisitkortKort
from konsulent_app.ui.side import (
    FORBERED,
    IDAG,
    INDSTILLINGER,
    KONFLIKTER,
    OVERBLIK,
    RAPPORTER,
    SAGER,
    SYNKRONISERING,
    VIRKSOMHEDER,
    Side,
)
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.work import Work

# They are all writing: who only reads is not led to them.
_SKRIVENDE = (RAPPORTER, KONFLIKTER, FORBERED)


def make_sider(
    theme: Theme,
    work: Work,
    context: Context,
    feedback: Feedback,
    sync: SyncDriver,
    forberedelse: MakeForberedelse,
    settings: Callable[[], IndstillingerPage],
    opgoerelse: MakeOpgoerelse,
) -> list[Side]:
    """One ``Side`` a page; each page is made when it is first shown. ``settings`` makes the machine's own settings,
    ``opgoerelse`` the paper of the figures."""

    def indstillinger() -> IndstillingerPage:
        page = settings()
        page.add_card(RytmeKort(theme, work, feedback))
        if context.bruger.skriver:
            kort = VisitkortKort(theme, work, context, feedback)
            page.add_card(kort, kort.autosave)
        return page

    every = [
        Side(IDAG, "I dag", "sun", lambda: IdagPage(theme, work, context, feedback)),
        Side(SAGER, "Sager", "users", lambda: SagerPage(theme, work, context, feedback)),
        Side(VIRKSOMHEDER, "Virksomheder", "building-2", lambda: VirksomhederPage(theme, work, context, feedback)),
        Side(OVERBLIK, "Overblik", "line-chart", lambda: OverblikPage(theme, work, context, feedback, opgoerelse)),
        Side(RAPPORTER, "Rapporter", "file-text", lambda: RapporterPage(theme, work, context, feedback)),
        Side(KONFLIKTER, "Konflikter", "konflikter", lambda: KonflikterPage(theme, work, context, feedback)),
        Side(
            FORBERED,
            "Forbered",
            "list-checks",
            lambda: ForberedPage(theme, work, context, feedback, forberedelse),
            i_nav=False,
        ),
        Side(
            SYNKRONISERING,
            "Synkronisering",
            "cloud",
            lambda: SynkroniseringPage(theme, work, context, feedback, sync),
            i_nav=False,
        ),
        Side(INDSTILLINGER, "Indstillinger", "settings", indstillinger, i_nav=False),
    ]
    if context.bruger.skriver:
        return every
    found = [side for side in every if side.noegle not in _SKRIVENDE]
    # a teamleder begins with her team's counts
    return sorted(found, key=lambda side: side.noegle != OVERBLIK) if context.bruger.leder else found
