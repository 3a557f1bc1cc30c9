"""Praktikdokumentation: what one praktik showed and what the next place can build on (DOMAIN §7)."""

from konsulent_core.praktikdok.byg import UkendtPraktik, build

__all__ = ["UkendtPraktik", "build"]
