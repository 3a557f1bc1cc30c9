"""Sends what waits and fetches what is new, whenever there is a net; the app never waits for it."""
