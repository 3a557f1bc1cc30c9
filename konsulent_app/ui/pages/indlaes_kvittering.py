"""The last step of »Indlæs sager«: what was made, what was not, and the way to the sager."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from konsulent_app.services.indlaes import Kvittering
from konsulent_app.ui.pages.indlaes_ord import kvittering_linjer, kvittering_overskrift
from konsulent_app.ui.pages.sektion import Afsnit, clear
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.looks import Kind


class KvitteringTrin(QWidget):
    """Objects: import_receipt, import_done, import_receipt_faults."""

    to_sager = Signal()
    save_faults = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._title = make_label("", "title", wrap=True, name="import_receipt_title")
        self._kort = Afsnit(theme, "Det er sket", "import_receipt")
        self._go = Button(theme, "Gå til sagerne", kind=Kind.PRIMARY, icon="users", name="import_done")
        self._save = Button(theme, "Gem fejllisten", icon="download", name="import_receipt_faults")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self._kort.rows.addLayout(self._lines)
        row = QWidget()
        flow = FlowLayout(row)
        flow.addWidget(self._go)
        flow.addWidget(self._save)
        self._kort.rows.addWidget(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self._title)
        column.addWidget(self._kort)
        column.addStretch(1)
        self._go.clicked.connect(self.to_sager)
        self._save.clicked.connect(self.save_faults)

    def show_kvittering(self, kvittering: Kvittering, kopi: str) -> None:
        """``kopi``: when the backup was made that holds everything as it was before."""
        self._title.setText(kvittering_overskrift(kvittering))
        clear(self._lines)
        for line in (
            *kvittering_linjer(kvittering),
            f"Sikkerhedskopien fra {kopi} har alt, som det var før.",
        ):
            self._lines.addWidget(make_label(line, wrap=True))
        self._save.setVisible(bool(kvittering.bemaerkninger))

    def focus_first(self) -> None:
        self._go.setFocus(Qt.FocusReason.OtherFocusReason)
