"""Waiting that says no more than it must: nothing at first, skeleton rows after a second, a bar after three."""

from PySide6.QtCore import Property, QTimer
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.empty import Skeleton
from konsulent_app.ui.widgets.labels import make_label

SKELETON_MS = 1_000
PROGRESS_MS = 3_000


class Loading(QWidget):
    """`state` is blank, skeleton or progress; `skip_to` shows a later stage at once."""

    def __init__(self, theme: Theme, rows: int = 5, *, name: str = "") -> None:
        super().__init__()
        if name:
            self.setObjectName(name)
        self._state = "blank"
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Henter …")
        self._words = make_label("Henter …", "small")
        self._rows = Skeleton(theme, rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        for part in (self._words, self._bar, self._rows):
            column.addWidget(part)
        column.addStretch()
        self._skeleton, self._progress = QTimer(self), QTimer(self)
        for timer, ms, stage in (
            (self._skeleton, SKELETON_MS, "skeleton"),
            (self._progress, PROGRESS_MS, "progress"),
        ):
            timer.setSingleShot(True)
            timer.setInterval(ms)
            timer.timeout.connect(lambda stage=stage: self.skip_to(stage))
        self.skip_to("blank")

    def _get_state(self) -> str:
        return self._state

    state = Property(str, _get_state)

    def begin(self) -> None:
        """The wait begins now."""
        self.skip_to("blank")
        self._skeleton.start()
        self._progress.start()

    def end(self) -> None:
        """The wait is over."""
        self._skeleton.stop()
        self._progress.stop()

    def skip_to(self, stage: str) -> None:
        """blank, skeleton or progress."""
        self._state = stage
        self._rows.setVisible(stage != "blank")
        self._words.setVisible(stage == "progress")
        self._bar.setVisible(stage == "progress")
