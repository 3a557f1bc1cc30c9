"""What can be done from anywhere: by its keys, by a word in the palette, and in the menu."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from konsulent_app.ui.pages.page import Page
from konsulent_app.ui.side import FORBERED, INDSTILLINGER, SYNKRONISERING, Side
from konsulent_app.ui.widgets.palette_lag import Kommando

GENVEJE = (
    ("Ctrl+K", "Søg overalt, og find det, du kan gøre"),
    ("Ctrl+F", "Søg i listen eller skemaet"),
    ("Ctrl+B", "Start besøg"),
    ("Ctrl+N", "Ny sag; i besøget: ny aftale"),
    ("Ctrl+E", "Forbered besøg"),
    ("Ctrl+T", "Timer i den åbne sag"),
    ("Ctrl+D", "Aftal eller flyt næste besøg"),
    ("Alt+← ↑ → ↓", "Flyt en dag eller en uge"),
    ("Ctrl+R", "Rapport til møde"),
    ("Alt+1 … Alt+0", "Besøg: punkt 1 til 10"),
    ("Ctrl+Enter", "Besøg: næste punkt"),
    ("1–5, 0", "Besøg: trin, eller ikke drøftet"),
    ("Ctrl+Z", "Besøg: fortryd"),
    ("Ctrl+Shift+Z", "Besøg: gør igen"),
    ("F8", "Vis for borger"),
    ("F9", "Notat på ti sekunder"),
    ("Ctrl+H", "Historik for feltet"),
    ("← →, T", "I et diagram: fra værdi til værdi, og som tabel"),
    ("Ctrl+S", "Papir: gem PDF"),
    ("Ctrl+P", "Papir: udskriv"),
    ("F5", "Synkronisér nu"),
    ("Ctrl+L", "Lås"),
    ("F1", "Genveje"),
    ("Esc", "Luk det øverste"),
)


Goer = Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handlinger:
    """What the window does when it is asked; the first five ask the page in front."""

    search: Goer
    start: Goer
    prepare: Goer
    reschedule: Goer
    report: Goer
    ny_sag: Goer
    indlaes: Goer
    note: Goer
    historik: Goer
    palette: Goer
    genveje: Goer
    sync: Goer
    lock: Goer


def bind(goer: Handlinger, whole: QWidget, shell: QWidget) -> None:
    """The shortcuts. The shell's are dead under a sheet, and while a full-window layer hides it: the visit has its own
    Ctrl+F."""
    for keys, home, call in (
        ("F5", whole, goer.sync),
        ("Ctrl+L", whole, goer.lock),
        ("F1", whole, goer.genveje),
        ("Ctrl+H", whole, goer.historik),
        ("Ctrl+K", shell, goer.palette),
        ("Ctrl+F", shell, goer.search),
        ("Ctrl+B", shell, goer.start),
        ("Ctrl+N", shell, goer.ny_sag),
        ("F9", shell, goer.note),
        ("Ctrl+E", shell, goer.prepare),
        ("Ctrl+D", shell, goer.reschedule),
        ("Ctrl+R", shell, goer.report),
    ):
        shortcut = QShortcut(QKeySequence(keys), home)
        shortcut.activated.connect(call)


def kommandoer(
    goer: Handlinger,
    page: Page | None,
    sider: Iterable[Side],
    show_page: Callable[[str], None],
    *,
    skriver: bool = True,
) -> list[Kommando]:
    """What can be done from ``page``, with its keys; by who only reads (``skriver``) nothing that writes."""
    start = [
        Kommando("Start besøg i den åbne sag", "play", goer.start, "Ctrl+B"),
        Kommando("Aftal eller flyt næste besøg", "calendar-clock", goer.reschedule, "Ctrl+D"),
    ]
    report = Kommando("Rapport til møde i den åbne sag", "file-text", goer.report, "Ctrl+R")
    new = [
        Kommando("Ny sag", "plus", goer.ny_sag, "Ctrl+N"),
        Kommando("Indlæs sager fra et regneark", "file-down", goer.indlaes),
        Kommando("Notat", "pencil", goer.note, "F9"),
    ]
    return [
        *(start if page is not None and page.can_start and skriver else []),
        *([report] if page is not None and page.shown_sag() is not None and skriver else []),
        *(new if skriver else []),
        *(
            Kommando(side.titel, side.icon, partial(show_page, side.noegle))
            for side in sider
            if side.noegle != FORBERED  # it asks for a sag
        ),
        Kommando("Synkronisér nu", "refresh-cw", goer.sync, "F5"),
        Kommando("Genveje", "keyboard", goer.genveje, "F1"),
        Kommando("Lås", "lock", goer.lock, "Ctrl+L"),
    ]


def fill_menu(
    menu: QMenu, goer: Handlinger, noegler: Iterable[str], show_page: Callable[[str], None], *, skriver: bool = True
) -> None:
    """What is not in the navigation; ``noegler`` are the pages there are."""
    if skriver:
        menu.addAction("Notat", QKeySequence("F9"), goer.note)
    if SYNKRONISERING in noegler:
        menu.addAction("Synkronisering", lambda: show_page(SYNKRONISERING))
    if INDSTILLINGER in noegler:
        menu.addAction("Indstillinger", lambda: show_page(INDSTILLINGER))
    menu.addAction("Genveje", QKeySequence("F1"), goer.genveje)
    menu.addAction("Lås", QKeySequence("Ctrl+L"), goer.lock)
