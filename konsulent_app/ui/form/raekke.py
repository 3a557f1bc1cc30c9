"""Saves one row field by field, telling the server what the person had before her eyes when she wrote."""

from collections.abc import Callable, Mapping

from konsulent_app.services.felter import told
from konsulent_app.store.database import Tx
from konsulent_app.ui.form.autosave import Autosave
from konsulent_core.merge import Value

Gem = Callable[[Tx, Mapping[str, Value], Mapping[str, Value] | None], object]
"""(tx, the changed fields, what they held before; None where nothing can have come between)"""


class RaekkeSkriver:
    """``key`` tells the row from others of the page; ``show`` it what the page shows, ``write`` what was changed."""

    def __init__(self, autosave: Autosave, key: object, gem: Gem) -> None:
        self._autosave, self._key, self._gem = autosave, key, gem
        self._seen: dict[str, Value] = {}

    def show(self, values: Mapping[str, Value]) -> None:
        """What stands on the page of it now; a field under the hand is left out, for it still shows the older."""
        self._seen |= values

    def write(self, values: Mapping[str, Value], *, soon: bool = False) -> None:
        """``soon`` for text being written, which later keys replace; else at once."""
        self._autosave.soon((self._key, *sorted(values)), lambda tx: self._save(tx, values))
        if not soon:
            self._autosave.flush()

    def _save(self, tx: Tx, values: Mapping[str, Value]) -> None:
        # A batch that is tried again has moved what was seen already: then it says nothing of before.
        kept = told(values)
        before = {name: self._seen[name] for name in kept if self._seen.get(name, kept[name]) != kept[name]}
        self._gem(tx, values, before or None)
        self._seen |= kept
