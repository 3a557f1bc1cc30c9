"""Maps tokens to Qt's palette, and a high-contrast system palette back to tokens."""

from PySide6.QtGui import QColor, QPalette

from konsulent_app.ui.theme.tokens import Tokens

_Role = QPalette.ColorRole


def palette_of(tokens: Tokens) -> QPalette:
    """The palette for Qt's own widgets; a style sheet's placeholder is 50 % alpha, so it is set here."""
    palette = QPalette()
    roles = {
        _Role.Window: tokens.canvas,
        _Role.WindowText: tokens.ink,
        _Role.Base: tokens.surface,
        _Role.AlternateBase: tokens.sunken,
        _Role.Text: tokens.ink,
        _Role.PlaceholderText: tokens.ink3,
        _Role.Button: tokens.surface,
        _Role.ButtonText: tokens.ink,
        _Role.BrightText: tokens.danger,
        _Role.Highlight: tokens.accent,
        _Role.HighlightedText: tokens.on_accent,
        _Role.ToolTipBase: tokens.surface,
        _Role.ToolTipText: tokens.ink,
        _Role.Link: tokens.accent,
        _Role.LinkVisited: tokens.plum,
        _Role.Mid: tokens.line,
        _Role.Dark: tokens.line_strong,
        _Role.Light: tokens.surface,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.ink3))
    return palette


def tokens_of(system: QPalette) -> Tokens:
    """The system's own colours as tokens: a person who chose high contrast gets no shade of ours."""

    def colour(role: QPalette.ColorRole) -> str:
        return system.color(QPalette.ColorGroup.Active, role).name().upper()

    window, base = colour(_Role.Window), colour(_Role.Base)
    ink, text = colour(_Role.WindowText), colour(_Role.Text)
    mark, on_mark = colour(_Role.Highlight), colour(_Role.HighlightedText)
    return Tokens(
        canvas=window, surface=base, sunken=window, line=ink, line_strong=ink,
        ink=text, ink2=text, ink3=text,
        accent=mark, on_accent=on_mark, accent_ink=text, accent_soft=base, focus=mark,
        danger=text, danger_soft=base, warn=text, warn_soft=base, ok=text, ok_soft=base,
        info=text, info_soft=base, plum=text, plum_soft=base, ghost=text, praktik=text,
    )  # fmt: skip
