"""The marks of curves and attendance: told apart by their form, never by colour."""

from enum import Enum

from konsulent_core.diagram.former import Anker, Cirkel, Farve, Form, Kant, Ord, Skrift, Streg


class Mark(Enum):
    POINT = "punkt"
    SQUARE = "firkant"
    TRIANGLE = "trekant"
    RING = "ring"
    HALF = "halv"
    CROSS = "kryds"
    DIAMOND = "rude"
    DASH = "streg"
    UNKNOWN = "spoergsmaal"


def mark_forms(kind: Mark, x: float, y: float, r: float = 3.0, weight: float = 1.2) -> tuple[Form, ...]:
    """The shapes of a mark around (x, y)."""
    forms: tuple[Form, ...]
    match kind:
        case Mark.POINT:
            forms = (Cirkel(x, y, r * 0.85, Farve.BLAEK),)
        case Mark.RING:
            forms = (_ring(x, y, r, weight),)
        case Mark.SQUARE:
            s = r * 0.9
            forms = (_outline(((x - s, y - s), (x + s, y - s), (x + s, y + s), (x - s, y + s)), weight),)
        case Mark.TRIANGLE:
            corners = ((x - r * 1.1, y - r * 0.85), (x + r * 1.1, y - r * 0.85), (x, y + r * 1.1))
            forms = (_outline(corners, weight),)
        case Mark.DIAMOND:
            s = r * 1.2
            forms = (_outline(((x - s, y), (x, y + s), (x + s, y), (x, y - s)), weight),)
        case Mark.HALF:
            half = tuple((x - dx * r * 0.95, y + dy * r * 0.95) for dx, dy in _LEFT_ARC)
            forms = (_ring(x, y, r, weight), Kant(half, Farve.BLAEK))
        case Mark.CROSS:
            s, heavy = r * 0.95, weight * 1.25
            forms = (
                Streg(x - s, y - s, x + s, y + s, bredde=heavy),
                Streg(x - s, y + s, x + s, y - s, bredde=heavy),
            )
        case Mark.DASH:
            forms = (Streg(x - r, y, x + r, y, bredde=weight),)
        case Mark.UNKNOWN:
            forms = (Ord(x, y - 2.9, "?", Skrift.MAERKE, Anker.MIDT),)

    return forms


def _ring(x: float, y: float, r: float, weight: float) -> Cirkel:
    return Cirkel(x, y, r * 0.95, Farve.GRUND, weight)


def _outline(punkter: tuple[tuple[float, float], ...], weight: float) -> Kant:
    return Kant(punkter, Farve.GRUND, weight)


# an eighth-circle apart; enough points for a mark of six points across
_LEFT_ARC = (
    (0.0, -1.0),
    (0.383, -0.924), (0.707, -0.707), (0.924, -0.383), (1.0, 0.0),
    (0.924, 0.383), (0.707, 0.707), (0.383, 0.924),
    (0.0, 1.0),
)  # fmt: skip
