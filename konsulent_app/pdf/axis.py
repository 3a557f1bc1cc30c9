"""The time axis as papers know it: the charts' own, which paper and screen share."""

from konsulent_core.diagram.tid import TimeAxis, short_month, spanning

__all__ = ["TimeAxis", "short_month", "spanning"]
