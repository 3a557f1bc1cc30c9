"""The first step of »Indlæs sager«: a file is chosen or dropped, or a template saved; and the wait for it."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Banner, Card
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.looks import Kind

SAADAN = (
    "Én række for hver borger, og overskrifter øverst. Du vælger bagefter, hvad hver kolonne er.",
    "Filen kan være Excel (.xlsx) eller CSV, højst 20 MB.",
    "Intet bliver gemt, før du har set, hvad der sker, og har sagt ja. Filen selv bliver ikke gemt i programmet.",
)
FRA_ANDEN = "Har du fået en fil, der ender på .ksag, og en adgangskode? Du ser, hvad der er i, før noget gemmes."


class SlipHer(QWidget):
    """Where a file is dropped: the whole page takes it, this shows it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._over = theme, False
        self.setObjectName("import_drop")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 28, 24, 28)
        column.setSpacing(12)
        self._mark = QLabel()
        self._mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = make_label("Træk filen hertil, eller vælg den.", "strong", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose = Button(theme, "Vælg fil", kind=Kind.PRIMARY, icon="file-text", name="import_choose")
        column.addWidget(self._mark)
        column.addWidget(words)
        column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignHCenter)
        theme.changed.connect(self._redraw)
        self._redraw()

    def set_over(self, *, over: bool) -> None:
        """A file hangs over the page."""
        self._over = over
        self.update()

    def _redraw(self) -> None:
        self._mark.setPixmap(self._theme.pixmap("file-down", "ink3", 32, self.devicePixelRatioF()))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        paint.start(painter)
        fill, edge = ("accent_soft", "accent") if self._over else ("surface", "line_strong")
        rect = QRectF(self.rect())
        paint.box(painter, rect, fill=theme.color(fill), edge=theme.color(edge), width=2, radius=12, dashed=True)
        painter.end()


class VaelgTrin(QWidget):
    """Objects: import_choose, import_template, import_pakke, import_trouble."""

    choose = Signal()
    template = Signal()
    pakke = Signal()
    """a sag that another kommune has sent"""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.slip = SlipHer(theme)
        self._trouble = Banner(theme, "", "warn", icon="triangle-alert", name="import_trouble")
        self._trouble.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(make_label("Hent dine sager fra et regneark", "title", wrap=True))
        column.addWidget(self._trouble)
        column.addWidget(self.slip)
        card = Card(theme, pad=20, name="import_how")
        card.body.addWidget(make_label("Sådan skal filen se ud", "label"))
        for line in SAADAN:
            card.body.addWidget(make_label(line, "body2", wrap=True))
        save = Button(theme, "Gem en skabelon", icon="download", name="import_template")
        row = QWidget()
        FlowLayout(row).addWidget(save)
        card.body.addWidget(row)
        column.addWidget(card)
        column.addWidget(self._make_pakke(theme))
        column.addStretch(1)
        self.slip.choose.clicked.connect(self.choose)
        save.clicked.connect(self.template)

    def _make_pakke(self, theme: Theme) -> Card:
        card = Card(theme, pad=20, name="import_other")
        card.body.addWidget(make_label("En sag fra en anden kommune", "label"))
        card.body.addWidget(make_label(FRA_ANDEN, "body2", wrap=True))
        button = Button(theme, "Indlæs sag fra en anden kommune", icon="lock", name="import_pakke")
        button.clicked.connect(self.pakke)
        row = QWidget()
        FlowLayout(row).addWidget(button)
        card.body.addWidget(row)
        return card

    def show_trouble(self, tekst: str) -> None:
        """Why the file cannot be used, "" for nothing."""
        self._trouble.set_text(tekst)
        self._trouble.setVisible(bool(tekst))

    def focus_first(self) -> None:
        self.slip.choose.setFocus(Qt.FocusReason.OtherFocusReason)


class VentTrin(QWidget):
    """Something takes its time, and can be stopped."""

    stop = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._title = make_label("", "title", wrap=True, name="import_wait")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._count = make_label("", "body2", wrap=True)
        self._stop = Button(theme, "Afbryd", icon="x", name="import_stop")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for part in (self._title, self._bar, self._count):
            column.addWidget(part)
        row = QWidget()
        FlowLayout(row).addWidget(self._stop)
        column.addWidget(row)
        column.addStretch(1)
        self._stop.clicked.connect(self.stop)

    def begin(self, titel: str) -> None:
        self._title.setText(titel)
        self._bar.setAccessibleName(titel)
        self.set_count("")
        self._stop.setEnabled(True)

    def set_count(self, tekst: str) -> None:
        """How far it is."""
        self._count.setText(tekst)

    def set_stopping(self) -> None:
        self._stop.setEnabled(False)
        self.set_count("Stopper …")

    def focus_first(self) -> None:
        self._stop.setFocus(Qt.FocusReason.OtherFocusReason)
