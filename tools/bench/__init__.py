"""Measures the product against what the same parts do at least: a ratio in one run, never seconds alone."""
