"""What fills the window before the store is open: the first log-in, the passphrase, and every way out of trouble."""

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Property, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.announce import announce
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Card
from konsulent_app.ui.widgets.labels import make_label, rule
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.nav import AppMark
from konsulent_core.clock import COPENHAGEN
from konsulent_core.dansk import format_dato_lang, format_kl
from konsulent_core.errors import KonsulentError, UserError

WIDTH = 460


class Udvej(StrEnum):
    """A way out of trouble, as a button."""

    PROEV_IGEN = "proev_igen"
    GENDAN = "gendan"
    ADGANGSSAETNING = "adgangssaetning"
    SENERE = "senere"
    LUK = "luk"


_UDVEJ_ORD = {
    Udvej.PROEV_IGEN: "Prøv igen",
    Udvej.GENDAN: "Gendan fra sikkerhedskopi",
    Udvej.ADGANGSSAETNING: "Brug adgangssætningen",
    Udvej.SENERE: "Gør det senere",
    Udvej.LUK: "Luk programmet",
}


class OpstartPage(QWidget):
    """A card in the middle of the window. It does nothing itself: it asks, shows what came of it, and says »vent«.

    `state` is what the card asks: log_ind, adgangssaetning, ny_adgangssaetning, problem, sikkerhedskopi or vent.
    """

    log_in = Signal(str, str, str)
    """server, user, password"""
    unlock = Signal(str)
    """the passphrase"""
    choose_passphrase = Signal(str)
    """a new passphrase, written twice alike"""
    way_out = Signal(str)
    """a value of Udvej"""
    restore = Signal(int)
    """index into the times that ``ask_backup`` was given"""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("start")
        self.setProperty("kind", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._state = ""
        self._first: QWidget | None = None
        self._fields: dict[str, QLineEdit] = {}
        self._faults: dict[str, QLabel] = {}
        self._acts: list[Button] = []
        self._error = make_label("", "error", wrap=True, name="start_error")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Vent …")
        self._card = Card(theme, pad=28, name="start_card")
        self._build()

    def _get_state(self) -> str:
        return self._state

    state = Property(str, _get_state)

    def _build(self) -> None:
        content = QWidget()
        content.setProperty("kind", "scroll")
        column = QVBoxLayout(content)
        column.setContentsMargins(20, 20, 20, 20)
        column.addStretch()
        mark = AppMark(self._theme)
        self._mark = mark
        for part in (mark, self._card):
            # in a row of its own: an aligned widget would not get the height its wrapped words need
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(part, 1_000)
            row.addStretch(1)
            column.addLayout(row)
        column.addStretch()
        self._theme.changed.connect(self._measure)
        self._measure()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _measure(self) -> None:
        for part in (self._mark, self._card):
            part.setMaximumWidth(self._theme.px(WIDTH))

    # --- what is asked ----------------------------------------------------------------------------

    def ask_login(self, server: str, user: str = "", reason: str = "", *, can_wait: bool = False) -> None:
        """The first log-in on this machine, or a new one: ``reason`` says why, ``can_wait`` lets it be put off."""
        words = reason or "Første gang på denne pc henter vi dine sager fra kommunens server."
        self._begin("log_ind", "Log ind", words)
        self._field("server", "Serverens adresse", server)
        self._field("user", "Brugernavn", user)
        self._field("password", "Adgangskode", secret=True)
        self._act("Log ind", Kind.PRIMARY, self._send_login, "start_login")
        if can_wait:
            later = Udvej.SENERE
            self._act(_UDVEJ_ORD[later], Kind.QUIET, lambda: self.way_out.emit(later.value), f"start_{later.value}")
        self._finish("password" if server and user else "user" if server else "server")

    def ask_passphrase(self, reason: str = "") -> None:
        """The daily way in where the machine has no keyring, and after a lock."""
        self._begin("adgangssaetning", "Lås op", reason or "Skriv din adgangssætning for at åbne dine besøg.")
        self._field("adgangssaetning", "Adgangssætning", secret=True)
        self._act("Lås op", Kind.PRIMARY, self._send_unlock, "start_unlock")
        self._finish("adgangssaetning")

    def ask_new_passphrase(self, reason: str = "") -> None:
        """A machine without a keyring: the passphrase is what opens the store every day."""
        words = reason or (
            "Denne pc har ingen nøglering. Vælg en adgangssætning, som åbner dine besøg hver dag. "
            "Fire tilfældige ord er gode; den kan ikke sendes til dig, hvis du glemmer den."
        )
        self._begin("ny_adgangssaetning", "Vælg en adgangssætning", words)
        self._field("adgangssaetning", "Adgangssætning", secret=True)
        self._field("gentag", "Skriv den igen", secret=True)
        self._act("Gem adgangssætningen", Kind.PRIMARY, self._send_new, "start_choose")
        self._finish("adgangssaetning")

    def show_trouble(
        self, error: KonsulentError, ways: Sequence[Udvej], title: str = "Dine besøg kan ikke åbnes"
    ) -> None:
        """A store or key that cannot be opened: its own message, and the ways out; the first is the primary one."""
        self._begin("problem", title, error.message)
        for number, way in enumerate(ways):
            kind = Kind.PRIMARY if number == 0 else Kind.SECONDARY
            self._act(_UDVEJ_ORD[way], kind, partial(self._go, way), f"start_{way.value}")
        self._finish("")
        announce(self, f"{title}. {error.message}", urgent=True)

    def ask_backup(self, times: Sequence[datetime]) -> None:
        """The backups, newest first. The file that is there now is kept beside."""
        words = (
            "Vælg, hvornår du vil tilbage til. Filen, der ikke kan åbnes, bliver gemt ved siden af, og det, der er "
            "sendt til serveren, hentes igen."
        )
        if not times:
            words = "Der er ingen sikkerhedskopi på denne pc. Log ind igen for at hente det, der er sendt til serveren."
        self._begin("sikkerhedskopi", "Gendan fra sikkerhedskopi", words)
        for number, made in enumerate(times):
            local = made.astimezone(COPENHAGEN)
            text = f"{format_dato_lang(local.date())} {format_kl(made)}"
            text = text[:1].upper() + text[1:]
            self._act(text, Kind.SECONDARY, partial(self._restore, number), f"start_backup_{number + 1}")
        self._card.body.addWidget(rule())
        self._act("Tilbage", Kind.QUIET, partial(self._go, Udvej.PROEV_IGEN), "start_back")
        self._finish("")

    def show_wait(self, text: str) -> None:
        """Something takes its time before there is anything to ask."""
        self._begin("vent", text, "")
        self._finish("")
        self.set_busy(busy=True)

    # --- what came of it --------------------------------------------------------------------------

    def set_busy(self, *, busy: bool) -> None:
        """While it is tried nothing can be pressed twice; what was written stays."""
        for act in self._acts:
            act.setEnabled(not busy)
        for field in self._fields.values():
            field.setEnabled(not busy)
        self._bar.setVisible(busy)

    def show_error(self, error: KonsulentError) -> None:
        """At its field when it has one; what was written is kept."""
        self.set_busy(busy=False)
        self._clear_errors()
        where = error.field if isinstance(error, UserError) else ""
        label = self._faults.get(where, self._error)
        label.setText(error.message)
        label.show()
        field = self._fields.get(where) or next(reversed(self._fields.values()), None)
        if where in self._fields:
            _mark(self._fields[where], wrong=True)
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            field.selectAll()
        announce(self, error.message, urgent=True)

    # --- building ---------------------------------------------------------------------------------

    def _begin(self, state: str, title: str, words: str) -> None:
        body = self._card.body
        for part in (self._error, self._bar):
            part.setParent(self)
            part.hide()
        while (item := body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._fields, self._faults, self._acts = {}, {}, []
        self._state = state
        body.addWidget(make_label(title, "title", wrap=True, name="start_title"))
        if words:
            body.addWidget(make_label(words, "body2", wrap=True, name="start_words"))
        body.addSpacing(4)

    def _field(self, noegle: str, titel: str, value: str = "", *, secret: bool = False) -> None:
        label = make_label(titel, "strong")
        field = QLineEdit(value)
        field.setObjectName(f"start_{noegle}")
        field.setProperty("kind", "visit")
        field.setAccessibleName(titel)
        field.setMinimumHeight(self._theme.px(44))
        if secret:
            field.setEchoMode(QLineEdit.EchoMode.Password)
        label.setBuddy(field)
        fault = make_label("", "error", wrap=True, name=f"start_{noegle}_fejl")
        fault.hide()
        field.returnPressed.connect(lambda: self._enter(noegle))
        self._fields[noegle], self._faults[noegle] = field, fault
        for part in (label, field, fault):
            self._card.body.addWidget(part)

    def _act(self, text: str, kind: Kind, call: Callable[[], None], name: str) -> None:
        act = Button(self._theme, text, kind=kind, name=name)
        act.clicked.connect(lambda _=False: call())
        self._acts.append(act)
        self._card.body.addWidget(act)

    def _finish(self, focus: str) -> None:
        body = self._card.body
        place = max(0, body.count() - len(self._acts)) if self._fields else body.count()
        body.insertWidget(place, self._error)
        body.addWidget(self._bar)
        self._first = self._fields.get(focus) or (self._acts[0] if self._acts else None)
        if self._first is not None:
            self.setFocusProxy(self._first)
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter(self, noegle: str) -> None:
        """Enter goes on to the next field, and from the last one sends."""
        names = list(self._fields)
        after = names[names.index(noegle) + 1 :]
        if after:
            self._fields[after[0]].setFocus(Qt.FocusReason.TabFocusReason)
        elif self._acts:
            self._acts[0].click()

    def _text(self, noegle: str) -> str:
        return self._fields[noegle].text()

    def _clear_errors(self) -> None:
        for label in (self._error, *self._faults.values()):
            label.hide()
        for field in self._fields.values():
            _mark(field, wrong=False)

    # --- sending ----------------------------------------------------------------------------------

    def _send_login(self) -> None:
        for noegle, missing in (
            ("server", "Skriv serverens adresse."),
            ("user", "Skriv dit brugernavn."),
            ("password", "Skriv din adgangskode."),
        ):
            if not self._text(noegle).strip():
                self.show_error(UserError(missing, noegle))
                return
        self._clear_errors()
        self.log_in.emit(self._text("server").strip(), self._text("user").strip(), self._text("password"))

    def _send_unlock(self) -> None:
        self._clear_errors()
        self.unlock.emit(self._text("adgangssaetning"))

    def _go(self, way: Udvej) -> None:
        self.way_out.emit(way.value)

    def _restore(self, number: int) -> None:
        self.restore.emit(number)

    def _send_new(self) -> None:
        if self._text("adgangssaetning") != self._text("gentag"):
            self.show_error(UserError("De to er ikke ens. Skriv den igen.", "gentag"))
            return
        self._clear_errors()
        self.choose_passphrase.emit(self._text("adgangssaetning"))


def _mark(field: QLineEdit, *, wrong: bool) -> None:
    """The style sheet draws the edge by the property; it must be told to look again."""
    field.setProperty("state", "error" if wrong else "")
    field.style().unpolish(field)
    field.style().polish(field)
