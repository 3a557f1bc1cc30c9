"""The one object that knows how the app looks now; built at start and handed to every widget."""

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QStyle

from konsulent_app.ui.theme.fonts import load_fonts
from konsulent_app.ui.theme.icons import IconStore
from konsulent_app.ui.theme.palette import palette_of, tokens_of
from konsulent_app.ui.theme.qss import stylesheet
from konsulent_app.ui.theme.tokens import DARK, LIGHT, Tokens

SCALES = (1.0, 1.15, 1.3, 1.5)


class Mode(StrEnum):
    """Which set of colours the person chose."""

    SYSTEM = "system"
    LYS = "lys"
    MOERK = "moerk"


class Theme(QObject):
    """Tokens, letters and icons of the moment; `changed` follows every change of choice.

    `resources` holds fonts/ and icons/. `high_contrast` and `reduced_motion` left None follow the system.
    """

    changed = Signal()

    def __init__(
        self,
        resources: Path,
        *,
        mode: Mode = Mode.SYSTEM,
        scale: float = 1.0,
        system_font: bool = False,
        high_contrast: bool | None = None,
        reduced_motion: bool | None = None,
    ) -> None:
        super().__init__()
        self._mode = mode
        self._scale = scale
        self._system_font = system_font
        self._high_contrast = high_contrast
        self._reduced_motion = reduced_motion
        self._icons = IconStore(resources / "icons")
        self._plex = load_fonts(resources / "fonts")
        self._app: QApplication | None = None
        self._system = QPalette()
        self._fonts: dict[tuple[int, int], QFont] = {}
        self._metrics: dict[tuple[int, int], QFontMetrics] = {}
        self._colours: dict[str, QColor] = {}
        self._tokens = self._choose()

    @property
    def tokens(self) -> Tokens:
        """The colours of the moment."""
        return self._tokens

    @property
    def mode(self) -> Mode:
        """The person's choice, not what the system makes of it."""
        return self._mode

    @property
    def scale(self) -> float:
        """Text size as a factor, one of SCALES."""
        return self._scale

    @property
    def dark(self) -> bool:
        """True when the surface is dark."""
        return QColor(self._tokens.surface).lightness() < 128

    @property
    def reduced_motion(self) -> bool:
        """True when nothing may move by itself."""
        if self._reduced_motion is not None:
            return self._reduced_motion
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        return self._app is not None and self._app.style().styleHint(hint) == 0

    def px(self, size: float) -> int:
        """A length that follows the text size, in logical px."""
        return round(size * self._scale)

    def font(self, size: int, weight: int = 400) -> QFont:
        """Letters of `size` px at 100 %, weight 400/500/600/700."""
        found = self._fonts.get((size, weight))
        if found is None:
            found = QFont(QApplication.font() if self._system_font or not self._plex else QFont(self._plex))
            found.setPixelSize(self.px(size))
            found.setWeight(QFont.Weight(weight))
            self._fonts[(size, weight)] = found
        return found

    def metrics(self, size: int, weight: int = 400) -> QFontMetrics:
        """What `font` measures."""
        found = self._metrics.get((size, weight))
        if found is None:
            found = self._metrics[(size, weight)] = QFontMetrics(self.font(size, weight))
        return found

    def color(self, token: str) -> QColor:
        """A token as a QColor of the caller's own: one who makes it lighter makes nobody else's so."""
        found = self._colours.get(token)
        if found is None:
            found = self._colours[token] = QColor(self._tokens.value(token))
        return QColor(found)

    def icon(self, name: str, token: str = "ink", size: int = 20) -> QIcon:
        """An icon in a token's colour; `size` follows the text size."""
        return self._icons.icon(name, self._tokens.value(token), self.px(size))

    def pixmap(self, name: str, token: str = "ink", size: int = 20, ratio: float = 1.0) -> QPixmap:
        """The same as a pixmap sharp at the device's pixel ratio."""
        return self._icons.pixmap(name, self._tokens.value(token), self.px(size), ratio)

    def stylesheet(self) -> str:
        """The style sheet for Qt's own widgets."""
        return stylesheet(self._tokens, self._scale)

    def palette(self) -> QPalette:
        """The palette for Qt's own widgets."""
        return palette_of(self._tokens)

    def apply(self, app: QApplication) -> None:
        """Dresses the app, and again whenever the person or the system changes its mind."""
        if self._app is None:
            self._app = app
            self._system = QPalette(app.palette())
            hints = app.styleHints()
            hints.colorSchemeChanged.connect(self._refresh)
            hints.accessibility().contrastPreferenceChanged.connect(self._refresh)
        self._tell_system()
        self._refresh()

    def set_mode(self, mode: Mode) -> None:
        """Light, dark or as the system."""
        self._mode = mode
        if self._app is not None:
            self._tell_system()
        self._refresh()

    def set_scale(self, scale: float) -> None:
        """Text size, one of SCALES."""
        self._scale = scale
        self._refresh()

    def set_system_font(self, chosen: bool) -> None:
        """The system's own letters instead of IBM Plex Sans."""
        self._system_font = chosen
        self._refresh()

    def _choose(self) -> Tokens:
        hints = QApplication.styleHints()
        contrast = self._high_contrast
        if contrast is None:
            contrast = hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
        if contrast:
            return tokens_of(self._system)
        match self._mode:
            case Mode.LYS:
                return LIGHT
            case Mode.MOERK:
                return DARK
            case Mode.SYSTEM:
                return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT

    def _tell_system(self) -> None:
        """Lets the window's frame follow the choice; the signal that answers finds nothing left to change."""
        hints = QApplication.styleHints()
        match self._mode:
            case Mode.SYSTEM:
                hints.unsetColorScheme()
            case Mode.LYS if hints.colorScheme() != Qt.ColorScheme.Light:
                hints.setColorScheme(Qt.ColorScheme.Light)
            case Mode.MOERK if hints.colorScheme() != Qt.ColorScheme.Dark:
                hints.setColorScheme(Qt.ColorScheme.Dark)
            case _:
                pass

    def _refresh(self) -> None:
        self._fonts.clear()
        self._metrics.clear()
        self._colours.clear()
        self._tokens = self._choose()
        if self._app is not None:
            self._app.setFont(self.font(14))
            self._app.setPalette(self.palette())
            self._app.setStyleSheet(self.stylesheet())
        self.changed.emit()
