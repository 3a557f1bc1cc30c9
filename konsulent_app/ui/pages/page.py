"""What every page of the shell has in common: the signals it talks upward by, and what the window tells it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from konsulent_app.ui.widgets.rum import Rum


class Page(QWidget):
    """Ids are 63 bits wide: the signals carry them as objects, since Qt's int has 32."""

    start_besoeg = Signal(object)
    """id of the sag"""
    start_moede = Signal(object, object)
    """id of the sag, BesoegType"""
    open_besoeg = Signal(object)
    """id of the besøg"""
    show_paper = Signal(object)
    """id of the besøg"""
    new_praktik = Signal(object)
    """id of the sag"""
    edit_praktik = Signal(object)
    """id of the praktik"""
    wants_praktikdok = Signal(object)
    """id of the praktik whose praktikdokumentation is to be shown"""
    new_praktik_at = Signal(object, object)
    """ids of the sag and the virksomhed"""
    show_timer = Signal(object)
    """id of the sag whose hours are to be shown"""
    edit_sag = Signal(object)
    """id of the sag, 0 for a new one"""
    wants_indlaes = Signal()
    """»Indlæs sager«"""
    open_konflikter = Signal()
    wants_sag = Signal(object)
    """id of a sag to be shown in Sager"""
    wants_sager = Signal(str)
    """a filter of Sager, the value of an ``Udvalg``"""
    wants_forbered = Signal(object)
    """id of the sag"""
    wants_flyt = Signal(object)
    """id of a sag whose next besøg is to be agreed or moved"""
    wants_rapport = Signal(object)
    """id of the sag whose report is to be made"""
    wants_overfoersel = Signal(object)
    """id of a locked besøg whose text is to be copied to another system"""
    wants_udlever = Signal(object)
    """id of the sag whose oplysninger are to be handed out"""
    wants_historik = Signal()
    """the history of the field that the keyboard stands in"""
    wants_overblik = Signal()
    open_team_sag = Signal(object)
    """id of a sag of the team that its teamleder asks to read"""
    give_on = Signal(object)
    """ids of the team's sager that are to be another's"""
    back = Signal()
    """from a page that is not in the navigation to the one before it"""
    wants_virksomhed = Signal(object)
    """id of a virksomhed to be shown in Virksomheder"""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("kind", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def set_rum(self, rum: Rum) -> None:
        """The window has another width."""

    def arrive(self) -> None:
        """The page is shown: read what it shows."""

    def show_sag(self, sag: int) -> None:
        """Sager and Forbered show it; other pages know nothing of it."""

    def show_udvalg(self, udvalg: str) -> None:
        """Sager shows what the filter lets through; other pages know nothing of it."""

    def shown_sag(self) -> int | None:
        """The sag that stands open here, if one does."""
        return None

    def held_sag(self) -> int | None:
        """The sag that may be written in here: it does not leave before that is written down."""
        return self.shown_sag()

    def show_virksomhed(self, virksomhed: int) -> None:
        """Virksomheder shows it; other pages know nothing of it."""

    def flush(self) -> None:
        """The window closes or loses the floor: write what waits."""

    @property
    def quiet(self) -> bool:
        """Whether everything that was written here is on disk."""
        return True

    def search(self) -> None:
        """Ctrl+F."""

    @property
    def can_start(self) -> bool:
        """Whether a sag is open here, so that ``start`` has something to start."""
        return False

    def start(self) -> None:
        """Ctrl+B: the besøg of the sag that is open here."""

    def prepare(self) -> None:
        """Ctrl+E: makes ready for it."""

    def reschedule(self) -> None:
        """Ctrl+D: agrees on the next besøg of the sag that is open here, or moves it."""

    def report(self) -> None:
        """Ctrl+R: the report of the sag that is open here."""
        sag = self.shown_sag()
        if sag is not None:
            self.wants_rapport.emit(sag)

    def close_overlay(self) -> bool:
        """Esc: closes what lies over the page, never more. True when there was something."""
        return False

    def hide_secrets(self) -> None:
        """The app locks or shares its screen: nothing that was uncovered stays so."""
