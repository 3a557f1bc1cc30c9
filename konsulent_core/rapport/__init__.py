"""»Rapport til møde«: a whole sag as claims with their sources, and gaps by name (DOMAIN §7)."""
