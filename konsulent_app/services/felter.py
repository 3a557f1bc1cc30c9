"""What a field holds of what a person wrote in it: no white space around words, and nothing where it is empty."""

from collections.abc import Mapping

from konsulent_core.merge import Value


def told(values: Mapping[str, Value]) -> dict[str, Value]:
    """Without white space around words; what is empty is absent."""
    return {name: (value.strip() or None) if isinstance(value, str) else value for name, value in values.items()}
