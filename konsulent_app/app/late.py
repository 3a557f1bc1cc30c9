"""The one place that imports what a start does not need at once: it costs more than the window itself."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

_HEAVY = ("konsulent_app.app.opened", "konsulent_app.app.session", "konsulent_app.app.logind")


def load() -> None:
    """Imports database, pages, papers and network; on another thread while the window is already painted."""
    for name in _HEAVY:
        import_module(name)


def late(module: str, name: str) -> Callable[..., Any]:
    """A function or class of a module that ``load`` has imported (or imports now)."""
    found: Callable[..., Any] = getattr(import_module(f"konsulent_app.{module}"), name)
    return found
