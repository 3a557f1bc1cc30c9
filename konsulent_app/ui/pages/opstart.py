"""What fills the window before the store is open: log-in, the passphrase, and every way out of trouble."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Signal

from konsulent_app.ui.pages.opstart_kort import OpstartKort
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.announce import announce
from konsulent_app.ui.widgets.labels import make_label, rule
from konsulent_app.ui.widgets.looks import Kind
from konsulent_core.clock import COPENHAGEN
from konsulent_core.dansk import format_dato_lang, format_kl
from konsulent_core.errors import KonsulentError, UserError

KOMMUNE = "kommune"  # the field of an error about the kommune's login
RULE = "Den skal have mindst 12 tegn. Fire tilfældige ord er gode."


class Udvej(StrEnum):
    """A way out of trouble, as a button."""

    PROEV_IGEN = "proev_igen"
    GENDAN = "gendan"
    ADGANGSSAETNING = "adgangssaetning"
    SENERE = "senere"
    AABN_IGEN = "aabn_igen"
    ANNULLER = "annuller"
    FORFRA = "forfra"
    LUK = "luk"


_UDVEJ_ORD = {
    Udvej.PROEV_IGEN: "Prøv igen",
    Udvej.GENDAN: "Gendan fra sikkerhedskopi",
    Udvej.ADGANGSSAETNING: "Brug adgangssætningen",
    Udvej.SENERE: "Gør det senere",
    Udvej.AABN_IGEN: "Åbn browseren igen",
    Udvej.ANNULLER: "Annullér",
    Udvej.FORFRA: "Begynd forfra på denne pc",
    Udvej.LUK: "Luk programmet",
}


@dataclass(frozen=True, slots=True)
class Login:
    """What a log-in is asked for. ``server`` is None where the machine is enrolled and knows it; ``reason`` says why
    it is asked, ``can_wait`` lets it be put off. ``kommuner`` are those with a login of their own at the server, and
    ``password`` says whether one may come in without."""

    server: str | None
    reason: str = ""
    title: str = "Log ind"
    can_wait: bool = False
    kommuner: tuple[str, ...] = ()
    password: bool = True


class OpstartPage(OpstartKort):
    """A card in the middle of the window. It does nothing itself: it asks, shows what came of it, and says »vent«.

    `state` is what the card asks: log_ind, browser, ny_adgangskode, adgangssaetning, ny_adgangssaetning, problem,
    slettet, sikkerhedskopi or vent.
    """

    log_in = Signal(str, str, str)
    """server, user, password"""
    log_in_by_kommune = Signal(int)
    """index into ``Login.kommuner``"""
    server_given = Signal(str)
    """an address that may be asked how one logs in there"""
    choose_password = Signal(str)
    """a new password of one's own, written twice alike"""
    unlock = Signal(str)
    """the passphrase"""
    choose_passphrase = Signal(str)
    """a new passphrase, written twice alike"""
    way_out = Signal(str)
    """a value of Udvej"""
    restore = Signal(int)
    """index into the times that ``ask_backup`` was given"""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._login = Login(None)

    # --- what is asked ----------------------------------------------------------------------------

    def ask_login(self, server: str, user: str = "", reason: str = "", *, can_wait: bool = False) -> None:
        """By address and password, which every server knows."""
        self.ask(Login(server, reason, can_wait=can_wait), user)

    def ask(self, login: Login, user: str = "") -> None:
        """The first log-in on this machine, or a new one."""
        words = login.reason or "Første gang på denne pc henter vi dine sager fra kommunens server."
        self._login = login
        self._begin("log_ind", login.title, words)
        if login.server is not None:
            self._field("server", "Serverens adresse", login.server)
            self._fields["server"].editingFinished.connect(self._tell_server)
        for number, name in enumerate(login.kommuner):
            text = "Log ind med kommunens login" if len(login.kommuner) == 1 else f"Log ind med login fra {name}"
            call = partial(self._send_kommune, number)
            self._act(text, Kind.PRIMARY, call, f"start_kommune_{number + 1}", above=login.password)
        if login.kommuner:
            self._fault(KOMMUNE)
        if login.password:
            if login.kommuner:
                self._card.body.addWidget(make_label("Eller med brugernavn og adgangskode", "body2", wrap=True))
            self._field("user", "Brugernavn", user)
            self._field("password", "Adgangskode", secret=True)
            kind = Kind.SECONDARY if login.kommuner else Kind.PRIMARY
            self._act("Log ind", kind, self._send_login, "start_login")
        if login.can_wait:
            later = Udvej.SENERE
            self._act(_UDVEJ_ORD[later], Kind.QUIET, lambda: self.way_out.emit(later.value), f"start_{later.value}")
        known = login.server is None or bool(login.server)
        self._finish("server" if not known else "" if login.kommuner else "password" if user else "user")

    def offer(self, kommuner: Sequence[str], *, password: bool) -> None:
        """The server has said how one logs in there; what was written meanwhile stays, and so does the keyboard."""
        if self._state != "log_ind" or (tuple(kommuner), password) == (self._login.kommuner, self._login.password):
            return
        written = {noegle: field.text() for noegle, field in self._fields.items()}
        front = next((noegle for noegle, field in self._fields.items() if field.hasFocus()), "")
        server = written.get("server", self._login.server)
        self.ask(replace(self._login, server=server, kommuner=tuple(kommuner), password=password))
        for noegle, text in written.items():
            if noegle in self._fields:
                self._fields[noegle].setText(text)
        if front in self._fields and any(written[one] for one in ("user", "password") if one in written):
            self._lead_to(self._fields[front])

    def ask_browser(self) -> None:
        """The kommune's own login stands in the browser; it is waited for."""
        words = "Vi har åbnet kommunens login i din browser. Log ind der; så går vi videre af os selv."
        self._begin("browser", "Log ind i browseren", words)
        for way, kind in ((Udvej.AABN_IGEN, Kind.SECONDARY), (Udvej.ANNULLER, Kind.QUIET)):
            self._act(_UDVEJ_ORD[way], kind, partial(self._go, way), f"start_{way.value}")
        self._finish("")
        self._bar.show()
        announce(self, words)

    def ask_own_password(self, reason: str) -> None:
        """The password was given by somebody else: another is chosen before anything opens."""
        self._begin("ny_adgangskode", "Vælg din egen adgangskode", f"{reason} {RULE}")
        self._field("new_password", "Ny adgangskode", secret=True)
        self._field("gentag", "Skriv den igen", secret=True)
        self._act("Gem og log ind", Kind.PRIMARY, self._send_password, "start_password_choose")
        self._act(_UDVEJ_ORD[Udvej.ANNULLER], Kind.QUIET, partial(self._go, Udvej.ANNULLER), "start_annuller")
        self._finish("new_password")

    def show_wiped(self, *, all_gone: bool) -> None:
        """This machine was reported lost."""
        title = "Denne pc er spærret"
        words = (
            "Kommunen har meldt pc'en mistet. Alt, hvad programmet havde gemt her, er slettet. Det, der var sendt til "
            "serveren, findes der stadig. Spørg kommunens administrator, hvis pc'en ikke er mistet."
        )
        ways = (Udvej.FORFRA, Udvej.LUK)
        if not all_gone:
            words = (
                "Kommunen har meldt pc'en mistet. Nøglen er slettet, så intet her kan læses mere, men nogle filer er "
                "i brug og ligger der endnu. Prøv igen, eller luk programmet og åbn det igen."
            )
            ways = (Udvej.PROEV_IGEN, Udvej.LUK)
        self._begin("slettet", title, words)
        for way in ways:
            self._act(_UDVEJ_ORD[way], Kind.SECONDARY, partial(self._go, way), f"start_{way.value}")
        self._finish("")
        announce(self, f"{title}. {words}", urgent=True)

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

    # --- sending ----------------------------------------------------------------------------------

    def _send_login(self) -> None:
        for noegle, missing in (
            ("server", "Skriv serverens adresse."),
            ("user", "Skriv dit brugernavn."),
            ("password", "Skriv din adgangskode."),
        ):
            if noegle in self._fields and not self._text(noegle).strip():
                self.show_error(UserError(missing, noegle))
                return
        self._clear_errors()
        self.log_in.emit(self._server(), self._text("user").strip(), self._text("password"))

    def _send_kommune(self, number: int) -> None:
        self._clear_errors()
        self.log_in_by_kommune.emit(number)

    def _send_password(self) -> None:
        if self._text("new_password") != self._text("gentag"):
            self.show_error(UserError("De to er ikke ens. Skriv den igen.", "gentag"))
            return
        self._clear_errors()
        self.choose_password.emit(self._text("new_password"))

    def _server(self) -> str:
        return self._text("server").strip() if "server" in self._fields else ""

    def _tell_server(self) -> None:
        server = self._server()
        if server:
            self.server_given.emit(server)

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
