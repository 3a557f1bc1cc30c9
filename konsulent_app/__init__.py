"""The desktop client: the visit form, the encrypted store, the papers, and sync when there is a net."""
