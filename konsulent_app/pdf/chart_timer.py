"""The hours of a week over time on paper: the chart that the screen shows too, in ink."""

from collections.abc import Sequence
from datetime import date

from reportlab.graphics.shapes import Drawing

from konsulent_app.pdf import pen
from konsulent_app.pdf.fonts import Fonts
from konsulent_core.diagram.timer import timer_figur
from konsulent_core.snapshot import TimerBlad


def hours_steps(
    steps: Sequence[TimerBlad], today: date | None, fonts: Fonts, width: float, mark: str = "i dag"
) -> Drawing | None:
    """The steps up to ``today``, where ``mark`` stands, and those agreed after it; None when no step has a date."""
    figur = timer_figur(steps, today, width, pen.measure(fonts), mark)
    return pen.draw(figur) if figur is not None else None
