"""Every picture by its name: a page in one state."""

from tools.shots import besoeg, idag, indlaes, leder, maskine, overblik, palette, praktik, rapport, sager, virksomheder
from tools.shots.scene import Shot

# `tools.long screens` numbers the pictures in this order.
SHOTS: dict[str, Shot] = {
    **idag.SHOTS,
    **sager.SHOTS,
    **besoeg.SHOTS,
    **praktik.SHOTS,
    **indlaes.SHOTS,
    **virksomheder.SHOTS,
    **overblik.SHOTS,
    **rapport.SHOTS,
    **maskine.SHOTS,
    **palette.SHOTS,
    **leder.SHOTS,
}
