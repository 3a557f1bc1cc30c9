"""The papers of the six test people: what tests validate, golden files hold and the bench measures."""
