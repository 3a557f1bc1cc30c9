"""The hours of a week over time on paper: the chart that the screen shows too, in ink, and its parts for others."""

from collections.abc import Sequence
from datetime import date

from reportlab.graphics.shapes import Drawing

from konsulent_app.pdf import pen
from konsulent_app.pdf.axis import TimeAxis
from konsulent_app.pdf.fonts import Fonts
from konsulent_core.diagram.timer import Skala, Step, step_forms, timer_figur, timer_paa
from konsulent_core.snapshot import TimerBlad

__all__ = ["Scale", "Step", "draw_step", "hours_on", "hours_steps"]


def hours_steps(
    steps: Sequence[TimerBlad], today: date | None, fonts: Fonts, width: float, mark: str = "i dag"
) -> Drawing | None:
    """The steps up to ``today``, where ``mark`` stands, and those agreed after it; None when no step has a date."""
    figur = timer_figur(steps, today, width, pen.measure(fonts), mark)
    return pen.draw(figur) if figur is not None else None


def hours_on(
    axis: TimeAxis, steps: Sequence[TimerBlad], until: date, fonts: Fonts, height: float, mark: date | None = None
) -> Drawing | None:
    """The steps on the curves' own ``axis``, from its start to ``until``; None when no step has a date.

    ``mark``: a dotted upright stands there, as through the curves below it.
    """
    figur = timer_paa(axis, steps, until, pen.measure(fonts), height, mark)
    return pen.draw(figur) if figur is not None else None


class Scale(Skala):
    """The hours upwards, on a drawing of one's own."""

    def draw(self, drawing: Drawing, axis: TimeAxis) -> None:
        """The lines behind the steps, and the ticks of both axes."""
        for shape in pen.shapes(self.forms(axis)):
            drawing.add(shape)


def draw_step(drawing: Drawing, step: Step, scale: Skala, fonts: Fonts, *, last: bool) -> None:
    """One step with its numbers on it; ``last``: nothing follows that would close it."""
    for shape in pen.shapes(step_forms(step, scale, pen.measure(fonts), last=last)):
        drawing.add(shape)
