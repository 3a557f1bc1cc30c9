"""Binds a field of text to the verb that saves it: what cannot be saved yet stays in the field, and is said on leaving.

The cursor's own text is never exchanged for what a sync brought; the verb is told what stood there before.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject

from konsulent_app.store.database import Tx
from konsulent_app.ui.form.autosave import Autosave
from konsulent_app.ui.widgets.tekstfelt import Tekstfelt

Gem = Callable[[Tx, str, str | None], object]
"""(tx, the text, the text that stood there before; None where nothing can have come between)"""


def _nothing(_text: str) -> str:
    return ""


class GemtTekst(QObject):
    """``fejl`` says why a text cannot be saved, ``hint`` what is odd about one that is; both "" for nothing."""

    def __init__(
        self,
        felt: Tekstfelt,
        autosave: Autosave,
        key: object,
        gem: Gem,
        *,
        fejl: Callable[[str], str] = _nothing,
        hint: Callable[[str], str] = _nothing,
    ) -> None:
        super().__init__(felt)
        self.felt = felt
        self._autosave, self._key, self._gem = autosave, key, gem
        self._fejl, self._hint = fejl, hint
        self._kendt = ""  # what is stored as far as this field knows; the writer moves it when it has saved
        self._holder = False  # the text cannot be saved as it stands
        felt.edited.connect(self._edited)
        felt.left.connect(self._left)

    @property
    def holder(self) -> bool:
        """Whether something stands in the field that is not saved."""
        return self._holder

    def show(self, stored: str) -> None:
        """Shows what is stored, unless the person is writing here or has written what cannot be saved."""
        if self.felt.writing() or self._holder:
            return
        self.felt.set_text(stored)
        self._kendt = stored
        self.felt.show_line(self._hint(stored))

    def _edited(self, text: str) -> None:
        self.felt.show_line("")
        self._holder = bool(self._fejl(text))
        if not self._holder:
            self._autosave.soon(self._key, lambda tx: self._save(tx, text))

    def _save(self, tx: Tx, text: str) -> None:
        # A batch that is tried again has moved ``_kendt`` already: then it says nothing of before.
        foer = None if self._kendt == text else self._kendt
        self._gem(tx, text, foer)
        self._kendt = text

    def _left(self) -> None:
        error = self._fejl(self.felt.text())
        if error:
            self.felt.show_line(error, error=True)
        else:
            self.felt.show_line(self._hint(self.felt.text()))
        self._autosave.flush()
