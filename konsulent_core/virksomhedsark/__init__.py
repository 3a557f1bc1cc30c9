"""»Opfølgning – virksomhed«: what a besøg says to the workplace (DOMAIN §7)."""

from konsulent_core.virksomhedsark.byg import har_laeser, make_blad

__all__ = ["har_laeser", "make_blad"]
