"""Long tests: random lives at length, in slices that can be gone on with."""
