"""What is said to each role where there are no sager, and over those there are."""

from konsulent_core.words import Rolle

INGEN_SAGER = (
    "Du har ingen sager på denne pc endnu. De kommer, når pc'en har talt med serveren, eller når du opretter en."
)
_INGEN_SAGER = {
    Rolle.TEAMLEDER: "Du har ingen sager selv. Teamets tal står i Overblik, og derfra kan du åbne en sag.",
    Rolle.SAGSBEHANDLER: "Du er ikke på nogen sager på denne pc endnu. De kommer, når pc'en har talt med serveren.",
    Rolle.ADMINISTRATOR: "Som administrator ser du ingen sager.",
}
INGEN_TAL = "Teamets tal er her ikke endnu. De kommer, når konsulenternes pc'er har talt med serveren."
_INGEN_AABNE = "Ingen sager er åbne. Åbn en fra en liste i Overblik, så står den her til i aften."


def sagen_gik(rolle: Rolle) -> str:
    """Where a sag stood a moment ago: it leaves only when what was written in it has been received."""
    if rolle is Rolle.TEAMLEDER:
        return "Sagen er ikke åben længere. Åbn den igen fra Overblik."
    return "Sagen er givet videre. Det, du nåede at skrive, er sendt."


def ingen_sager(rolle: Rolle) -> str:
    """Where no sager are on the machine."""
    return _INGEN_SAGER.get(rolle, INGEN_SAGER)


def ingen_i_listen(rolle: Rolle) -> str:
    """The same, where the sager would stand in a list."""
    return _INGEN_AABNE if rolle is Rolle.TEAMLEDER else ingen_sager(rolle)


def sager_titel(rolle: Rolle) -> str:
    """Over the list of sager."""
    return "Sager, du har åbnet" if rolle is Rolle.TEAMLEDER else "Mine sager"
