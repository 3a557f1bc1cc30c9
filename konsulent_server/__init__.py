"""The central server: receives every machine's changes, merges them, numbers them and hands them on."""
