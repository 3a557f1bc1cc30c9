"""Contrast as WCAG 2 counts it, and the pairs of tokens that must reach it (UX §8.4)."""

from dataclasses import dataclass

from konsulent_app.ui.theme.tokens import Tokens

TEXT = 4.5
GRAPHIC = 3.0


@dataclass(frozen=True)
class Pair:
    """A token drawn on another, and the least ratio that lets people see it."""

    front: str
    back: str
    least: float


def luminance(colour: str) -> float:
    """Relative luminance 0–1 of #RRGGBB."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """Contrast ratio 1–21 of two colours."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


_GROUNDS = ("canvas", "surface", "sunken")
_SOFT = ("danger", "warn", "ok", "info", "plum")


def pairs() -> tuple[Pair, ...]:
    """All pairs the widgets draw: text ≥ 4.5; control edges, icons and focus ≥ 3."""
    found = [Pair(ink, ground, TEXT) for ink in ("ink", "ink2", "ink3") for ground in _GROUNDS]
    found += [Pair(x, f"{x}_soft", TEXT) for x in _SOFT]
    found += [Pair(x, ground, TEXT) for x in (*_SOFT, "ghost", "accent") for ground in ("canvas", "surface")]
    found += [
        Pair("on_accent", "accent", TEXT),
        Pair("accent_ink", "accent_soft", TEXT),
        Pair("ink", "accent_soft", TEXT),
        Pair("ink2", "accent_soft", TEXT),
        Pair("ink", "warn_soft", TEXT),
        Pair("ink", "info_soft", TEXT),
        Pair("praktik", "surface", GRAPHIC),
        Pair("accent", "accent_soft", GRAPHIC),
    ]
    found += [Pair(edge, ground, GRAPHIC) for edge in ("line_strong", "focus") for ground in _GROUNDS]
    return tuple(found)


def failures(tokens: Tokens) -> list[tuple[Pair, float]]:
    """The pairs of these tokens that fall short, with the ratio reached."""
    measured = [(p, ratio(tokens.value(p.front), tokens.value(p.back))) for p in pairs()]
    return [(pair, reached) for pair, reached in measured if reached < pair.least]
