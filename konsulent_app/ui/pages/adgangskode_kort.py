"""»Adgangskode« in the settings: one's own password at the server, changed by oneself."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.announce import announce
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Card
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.work import Work
from konsulent_core import adgangskode
from konsulent_core.errors import KonsulentError, UserError

_OLD, _NEW, _AGAIN = "old_password", "new_password", "gentag"
_TITLES = ((_OLD, "Nuværende adgangskode"), (_NEW, "Ny adgangskode"), (_AGAIN, "Skriv den nye igen"))
_HINT = (
    f"Mindst {adgangskode.SHORTEST} tegn; fire tilfældige ord er gode. Andre pc'er, du er logget ind på, skal logge "
    "ind igen. Adgangssætningen til denne pc er en anden og ændres ikke."
)


class AdgangskodeKort(Card):
    """``change`` asks the server, away from the UI thread; it raises ``UserError`` at the field that is wrong."""

    def __init__(self, theme: Theme, work: Work, feedback: Feedback, change: Callable[[str, str], None]) -> None:
        super().__init__(theme, pad=22, name="settings_password_card")
        self._work, self._feedback, self._change = work, feedback, change
        self._fields: dict[str, QLineEdit] = {}
        self._faults: dict[str, QLabel] = {}
        self.body.setSpacing(8)
        self.body.addWidget(make_label("Adgangskode", "label"))
        self.body.addWidget(make_label(_HINT, "body2", wrap=True))
        for noegle, titel in _TITLES:
            self._add(theme, noegle, titel)
        self._error = make_label("", "error", wrap=True, name="settings_password_error")
        self._error.hide()
        self._save = Button(theme, "Skift adgangskode", kind=Kind.SECONDARY, name="settings_password_save")
        self._save.clicked.connect(lambda _=False: self._send())
        self.body.addWidget(self._error)
        self.body.addWidget(self._save, alignment=Qt.AlignmentFlag.AlignLeft)

    def _add(self, theme: Theme, noegle: str, titel: str) -> None:
        label, field = make_label(titel, "strong"), QLineEdit()
        field.setObjectName(f"settings_{noegle}")
        field.setProperty("kind", "visit")
        field.setAccessibleName(titel)
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setMinimumHeight(theme.px(44))
        field.setMaximumWidth(theme.px(360))
        field.returnPressed.connect(self._send)
        label.setBuddy(field)
        fault = make_label("", "error", wrap=True, name=f"settings_{noegle}_fejl")
        fault.hide()
        self._fields[noegle], self._faults[noegle] = field, fault
        for part in (label, field, fault):
            self.body.addWidget(part)

    def _send(self) -> None:
        for label in (self._error, *self._faults.values()):
            label.hide()
        old, new, again = (self._fields[noegle].text() for noegle, _titel in _TITLES)
        wrong = adgangskode.fault(new, old, "", "")
        if not old:
            self._refused(UserError("Skriv den adgangskode, du har nu.", _OLD))
        elif wrong:
            self._refused(UserError(wrong, _NEW))
        elif new != again:
            self._refused(UserError("De to er ikke ens. Skriv den igen.", _AGAIN))
        else:
            self._save.setEnabled(False)
            self._work.run(lambda: self._change(old, new), lambda _none: self._changed(), self._refused)

    def _changed(self) -> None:
        self._save.setEnabled(True)
        for field in self._fields.values():
            field.clear()
        self._feedback.tell("Adgangskoden er skiftet.")

    def _refused(self, error: KonsulentError) -> None:
        """What was written stays."""
        self._save.setEnabled(True)
        where = error.field if isinstance(error, UserError) else ""
        label = self._faults.get(where, self._error)
        label.setText(error.message)
        label.show()
        if where in self._fields:
            self._fields[where].setFocus(Qt.FocusReason.OtherFocusReason)
            self._fields[where].selectAll()
        announce(self, error.message, urgent=True)
