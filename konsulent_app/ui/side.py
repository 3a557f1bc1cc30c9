"""A page of the shell as the window knows it before it is made, and the keys of those there are."""

from collections.abc import Callable
from dataclasses import dataclass

from konsulent_app.ui.pages.page import Page

IDAG, SAGER, VIRKSOMHEDER, OVERBLIK, KONFLIKTER = "idag", "sager", "virksomheder", "overblik", "konflikter"
RAPPORTER = "rapporter"
FORBERED, SYNKRONISERING, INDSTILLINGER = "forbered", "synkronisering", "indstillinger"


@dataclass(frozen=True, slots=True)
class Side:
    """A page of the shell, made when it is first shown. ``i_nav`` False: reached by another way."""

    noegle: str
    titel: str
    icon: str
    make: Callable[[], Page]
    i_nav: bool = True
