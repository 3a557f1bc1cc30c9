"""Every picture by its name: a page in one state."""

from tools.shots import (
    besoeg,
    historik,
    idag,
    indlaes,
    konflikter,
    leder,
    maskine,
    overblik,
    palette,
    papirer,
    praktik,
    rapport,
    sager,
    skema,
    synk,
    udlever,
    virksomheder,
)
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
    **konflikter.SHOTS,
    **synk.SHOTS,
    **maskine.SHOTS,
    **historik.SHOTS,
    **palette.SHOTS,
    **skema.SHOTS,
    **leder.SHOTS,
    **papirer.SHOTS,
    **udlever.SHOTS,
}
