"""A date as text, with a calendar, quick choices and the weekday."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Property, QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QVBoxLayout, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.announce import announce
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.dato import DATO_FEJL, DatoHjaelp
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import make_label
from konsulent_core.errors import UserError


class DateField(QWidget):
    """dd.mm.åååå; accepts what the parser accepts. `value` is the shown date or "".

    `uger` are the quick choices in weeks from today, e.g. (2, 3, 4); () shows none.
    """

    changed = Signal(object)
    """date or None, whenever what is written can be read and differs"""
    left = Signal()

    def __init__(
        self,
        theme: Theme,
        name: str,
        titel: str,
        hjaelp: DatoHjaelp,
        *,
        uger: Sequence[int] = (),
        height: int = 44,
    ) -> None:
        super().__init__()
        self._theme, self._titel, self._hjaelp = theme, titel, hjaelp
        self._value: date | None = None
        self._popup: QFrame | None = None
        self.setObjectName(f"{name}_felt")
        self._edit = QLineEdit()
        self._edit.setObjectName(name)
        self._edit.setProperty("kind", "visit" if height >= 44 else "")
        self._edit.setPlaceholderText("dd.mm.åååå")
        self._edit.setAccessibleName(f"{titel}, dato")
        self._edit.setFixedWidth(theme.px(136))
        self._edit.setMinimumHeight(theme.px(height))
        self._kalender = Button(theme, "", icon="calendar", name=f"{name}_kalender", height=height,
                                spoken=f"{titel}: åbn kalender", tip="Kalender")  # fmt: skip
        self._ugedag = make_label("", "body2", name=f"{name}_ugedag")
        self._error = make_label("", "error", name=f"{name}_fejl")
        self._error.hide()
        self._line = FlowLayout()
        for part in (self._edit, self._kalender):
            self._line.addWidget(part)
        self._ugedag.setFixedWidth(theme.metrics(14).horizontalAdvance("torsdag "))
        self._line.addWidget(self._ugedag)
        self._quick(theme, name, uger, height)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(4)
        outer.addLayout(self._line)
        outer.addWidget(self._error)
        self._connect()

    def _quick(self, theme: Theme, name: str, uger: Sequence[int], height: int) -> None:
        for antal in uger:
            words = f"Om {antal} uge" + ("r" if antal != 1 else "")
            button = Button(theme, words, name=f"{name}_om_{antal}", height=height,
                            spoken=f"{self._titel}: {words.lower()}")  # fmt: skip
            button.clicked.connect(lambda _=False, n=antal: self._pick(self._hjaelp.idag() + timedelta(weeks=n)))
            self._line.addWidget(button)

    def _connect(self) -> None:
        self._edit.textEdited.connect(self._typed)
        self._edit.editingFinished.connect(self._finish)
        self._kalender.clicked.connect(self._open)

    def _get_value(self) -> str:
        return self._hjaelp.skriv(self._value) if self._value else ""

    value = Property(str, _get_value)

    def dato(self) -> date | None:
        """The date now."""
        return self._value

    def set_dato(self, dato: date | None, *, over: bool = False) -> None:
        """Shows a date without telling anybody; a field under the cursor keeps its text.

        So does one whose text cannot be read, with its error: a person wrote it. `over` takes it away, where the
        field now asks about something else or a tap has answered instead.
        """
        self._value = dato
        if self.fejl() and not over:
            return
        if over or not self._edit.hasFocus():
            self._edit.setText(self._get_value())
            self.show_error("")
        self._tell()

    def fejl(self) -> str:
        """What is wrong with the text as written, "" when nothing is."""
        return self._read(self._edit.text())[1]

    def show_error(self, tekst: str) -> None:
        """Shows an error under the field, or takes it away; the text stays as written."""
        self._error.setText(tekst)
        self._error.setVisible(bool(tekst))
        if tekst:
            announce(self, tekst)

    def focus_first(self) -> None:
        """Puts the cursor in the field."""
        self._edit.setFocus(Qt.FocusReason.TabFocusReason)

    def _read(self, text: str) -> tuple[date | None, str]:
        if not text.strip():
            return None, ""
        try:
            dato = self._hjaelp.laes(text)
        except UserError as error:
            return None, error.message
        return dato, "" if dato else DATO_FEJL

    def _typed(self, text: str) -> None:
        dato, fejl = self._read(text)
        if not fejl:
            self.show_error("")
            self._take(dato)

    def _finish(self) -> None:
        if not self.fejl():
            self._edit.setText(self._get_value())
        self.left.emit()

    def _pick(self, dato: date) -> None:
        self._edit.setText(self._hjaelp.skriv(dato))
        self.show_error("")
        self._take(dato)

    def _take(self, dato: date | None) -> None:
        if dato != self._value:
            self._value = dato
            self._tell()
            self.changed.emit(dato)

    def _tell(self) -> None:
        self._ugedag.setText(self._hjaelp.ugedag(self._value) if self._value else "")

    def _open(self) -> None:
        popup = self._make_popup()
        calendar = popup.findChild(QCalendarWidget)
        start = self._value or self._hjaelp.idag()
        if isinstance(calendar, QCalendarWidget):
            calendar.setSelectedDate(QDate(start.year, start.month, start.day))
            popup.move(self._edit.mapToGlobal(QPoint(0, self._edit.height() + 4)))
            popup.show()
            calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _make_popup(self) -> QFrame:
        if self._popup is None:
            # built on first use: a calendar costs more than the rest of the form's point
            popup = QFrame(self, Qt.WindowType.Popup)
            popup.setProperty("kind", "surface")
            calendar = QCalendarWidget(popup)
            calendar.setAccessibleName(f"{self._titel}, kalender")
            calendar.setLocale(QLocale(QLocale.Language.Danish, QLocale.Country.Denmark))
            calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
            calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
            calendar.clicked.connect(self._from_calendar)
            calendar.activated.connect(self._from_calendar)
            box = QVBoxLayout(popup)
            box.setContentsMargins(8, 8, 8, 8)
            box.addWidget(calendar)
            self._popup = popup
        return self._popup

    def _from_calendar(self, picked: QDate) -> None:
        if self._popup is not None:
            self._popup.hide()
        self._pick(date(picked.year(), picked.month(), picked.day()))
        self._edit.setFocus(Qt.FocusReason.PopupFocusReason)
