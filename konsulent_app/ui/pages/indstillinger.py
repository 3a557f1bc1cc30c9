"""Indstillinger: look, text size, letters and lock time, each in force at once."""

from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from konsulent_app.settings import TEXT_SIZES, FontChoice, Settings, ThemeChoice
from konsulent_app.ui.pages.page import Page
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.cards import Card
from konsulent_app.ui.widgets.chips import ChoiceChips, Valg
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.rul import make_scroll

WIDEST = 760
LOCK_MINUTES = (5, 10, 15, 30)
_THEMES = (
    Valg(ThemeChoice.SYSTEM.value, "Som systemet", "monitor"),
    Valg(ThemeChoice.LYS.value, "Lys", "sun"),
    Valg(ThemeChoice.MOERK.value, "Mørk"),
)
_FONTS = (Valg(FontChoice.PLEX.value, "IBM Plex Sans"), Valg(FontChoice.SYSTEM.value, "Systemets"))


class Written(Protocol):
    """What writes a card's field: an ``Autosave``, whose module would bring the database before the first paint."""

    @property
    def quiet(self) -> bool: ...
    def flush(self) -> None: ...


class IndstillingerPage(Page):
    """``changed`` gives the new ``Settings``: the composition root dresses the app and saves the file."""

    changed = Signal(object)

    def __init__(self, theme: Theme, settings: Settings) -> None:
        super().__init__("settings")
        self._theme, self._settings = theme, settings
        self._written: list[Written] = []
        sizes = tuple(Valg(str(size), f"{size} %") for size in TEXT_SIZES)
        locks = tuple(Valg(str(minutes), f"{minutes} minutter") for minutes in LOCK_MINUTES)
        self._theme_chips = ChoiceChips(theme, "Udseende", _THEMES, name="settings_theme", height=36)
        self._size_chips = ChoiceChips(theme, "Tekststørrelse", sizes, name="settings_size", height=36)
        self._font_chips = ChoiceChips(theme, "Skrifttype", _FONTS, name="settings_font", height=36)
        self._lock_chips = ChoiceChips(theme, "Lås efter", locks, name="settings_lock", height=36)
        self._theme_chips.valgt.connect(lambda key: self._change(theme=ThemeChoice(key)))
        self._size_chips.valgt.connect(lambda key: self._change(text_size=int(key)))
        self._font_chips.valgt.connect(lambda key: self._change(font=FontChoice(key)))
        self._lock_chips.valgt.connect(lambda key: self._change(lock_minutes=int(key)))
        self._build()
        self.set_settings(settings)

    def _build(self) -> None:
        content = QWidget()
        content.setProperty("kind", "scroll")
        content.setMaximumWidth(self._theme.px(WIDEST))
        column = QVBoxLayout(content)
        column.setContentsMargins(28, 20, 28, 24)
        column.setSpacing(14)
        column.addWidget(make_label("Indstillinger", "page"))
        card = Card(self._theme, pad=22, name="settings_card")
        card.body.setSpacing(8)
        for title, hint, chips in (
            ("Udseende", "", self._theme_chips),
            ("Tekststørrelse", "Hele programmet følger med, også besøget.", self._size_chips),
            ("Skrifttype", "", self._font_chips),
            ("Lås efter", "Når ingen har rørt pc'en så længe, skal du låse op igen. Ctrl+L låser med det samme.",
             self._lock_chips),
        ):  # fmt: skip
            card.body.addWidget(make_label(title, "label"))
            if hint:
                card.body.addWidget(make_label(hint, "body2", wrap=True))
            card.body.addWidget(chips)
            card.body.addSpacing(8)
        column.addWidget(card)
        self._more = QVBoxLayout()
        self._more.setSpacing(14)
        column.addLayout(self._more)
        column.addWidget(make_label("Udseende, lås og opfølgning gælder kun denne pc.", "small"))
        column.addStretch(1)
        scroll = make_scroll(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def add_card(self, card: Card, autosave: Written | None = None) -> None:
        """What is set in the open store stands under what is set for the machine; ``autosave`` is how it is written."""
        self._more.addWidget(card)
        if autosave is not None:
            self._written.append(autosave)

    def flush(self) -> None:
        for autosave in self._written:
            autosave.flush()

    @property
    def quiet(self) -> bool:
        return all(autosave.quiet for autosave in self._written)

    def set_settings(self, settings: Settings) -> None:
        """Shows what is in force without telling anybody."""
        self._settings = settings
        self._theme_chips.set_value(settings.theme.value)
        self._size_chips.set_value(str(settings.text_size))
        self._font_chips.set_value(settings.font.value)
        self._lock_chips.set_value(str(settings.lock_minutes))

    def _change(
        self,
        *,
        theme: ThemeChoice | None = None,
        text_size: int | None = None,
        font: FontChoice | None = None,
        lock_minutes: int | None = None,
    ) -> None:
        now = self._settings
        self._settings = replace(
            now,
            theme=theme or now.theme,
            text_size=text_size or now.text_size,
            font=font or now.font,
            lock_minutes=lock_minutes or now.lock_minutes,
        )
        self.changed.emit(self._settings)
