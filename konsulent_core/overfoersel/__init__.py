"""The text of a besøg for another system: no double entry (DOMAIN §7)."""
