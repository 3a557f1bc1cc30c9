"""What is said when a store opens only after a log-in with net: after too long, a turned-back clock, or a backup."""

from datetime import datetime

from konsulent_app.store.tilmelding import Tilmelding
from konsulent_app.ui.pages.opstart import Login
from konsulent_core.kontakt_frist import Grund


def login_after(why: Grund, enrolled: Tilmelding, now: datetime) -> Login:
    """The gate's question, with how long it was."""
    return Login(None, _words(why, enrolled, now), "Log ind for at åbne dine besøg")


def _words(why: Grund, enrolled: Tilmelding, now: datetime) -> str:
    match why:
        case Grund.FOR_LAENGE:
            days = (now - enrolled.contact).days if enrolled.contact is not None else enrolled.offline_days
            return (
                f"Denne pc har ikke haft forbindelse til serveren i {days} dage. Log ind, mens der er net, så åbner "
                "dine besøg. Intet er slettet."
            )
        case Grund.GENDANNET:
            return (
                "Dine besøg er gendannet fra en kopi. Log ind, mens der er net, så henter vi det nyeste og ser, hvilke "
                "sager der er dine nu, før de åbner. Intet er slettet."
            )
        case Grund.URET:
            return (
                "Uret på denne pc står tidligere end sidst, programmet var åbent. Stil uret, og log ind, mens der er "
                "net, så åbner dine besøg. Intet er slettet."
            )
