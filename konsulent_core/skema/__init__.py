"""The skema: what a besøg asks, read from data files so that a kommune can add its own (DOMAIN §4)."""
