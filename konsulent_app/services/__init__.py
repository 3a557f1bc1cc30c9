"""The user's verbs: each checks the rules and writes row and outbox entry in the caller's transaction."""
