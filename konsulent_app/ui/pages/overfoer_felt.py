"""One field of another system: its text to look through and copy, how long it is, and what had no room."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from konsulent_app.ui.pages.papir_ord import kortet_ord, laengde_ord
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import FlowLabel, make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.note import NoteField
from konsulent_core.overfoersel.byg import Felt

INTET = "Intet at kopiere."
_LEAST = 48


class OverfoerFelt(QWidget):
    """`copied` says whether its text was copied since the sheet was opened."""

    wanted = Signal()
    """»Kopiér«"""

    def __init__(self, theme: Theme, number: int, felt: Felt) -> None:
        super().__init__()
        self.felt = felt
        self.copied = False
        self.setObjectName(f"copy_field_{number}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QWidget()
        line = FlowLayout(head, gap=10, line_gap=2)
        line.addWidget(FlowLabel(theme, felt.titel, "strong"))
        column.addWidget(head)
        if not felt.tekst:
            words = kortet_ord(felt)
            column.addWidget(make_label(words or INTET, "warn" if words else "small", wrap=True))
            return
        line.addWidget(make_label(laengde_ord(felt), "small", name=f"copy_length_{number}"))
        self._copy = Button(theme, "Kopiér", kind=Kind.QUIET, icon="copy", name=f"copy_one_{number}",
                            spoken=f"Kopiér {felt.titel}")  # fmt: skip
        self._copy.clicked.connect(self.wanted)
        line.add_right(self._copy)
        text = NoteField(theme, f"{felt.titel}, {laengde_ord(felt)}", name=f"copy_text_{number}", least=_LEAST)
        text.setReadOnly(True)
        text.set_text(felt.tekst)
        column.addWidget(text)
        if felt.kortet:
            column.addWidget(make_label(kortet_ord(felt), "warn", wrap=True, name=f"copy_cut_{number}"))

    def set_copied(self) -> None:
        """Its text is on the clipboard, or was."""
        self.copied = True
        self._copy.set_icon("check")
        self._copy.set_words("Kopieret", f"{self.felt.titel} er kopieret. Kopiér igen")
