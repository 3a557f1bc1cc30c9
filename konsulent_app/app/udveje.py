"""Which ways out the gate offers when key or store cannot be opened."""

from konsulent_app.ui.pages.opstart import Udvej
from konsulent_core.errors import KonsulentError


def ways_out(error: KonsulentError) -> tuple[Udvej, ...]:
    """What a person can do about an error of key or store."""
    by_name = {
        "CorruptStore": (Udvej.GENDAN, Udvej.PROEV_IGEN, Udvej.LUK),
        "WrongKey": (Udvej.GENDAN, Udvej.PROEV_IGEN, Udvej.LUK),
        "OtherStore": (Udvej.GENDAN, Udvej.PROEV_IGEN, Udvej.LUK),
        "MissingStore": (Udvej.GENDAN, Udvej.PROEV_IGEN, Udvej.LUK),
        "NewerStore": (Udvej.LUK,),
    }
    # By name: the store's classes are imported late.
    return by_name.get(type(error).__name__, (Udvej.PROEV_IGEN, Udvej.LUK))
