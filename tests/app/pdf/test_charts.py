"""Charts say what is unknown, break where the scale changed, and are one drawing for paper and screen."""

from dataclasses import replace
from datetime import date, timedelta

from reportlab.graphics import renderSVG
from reportlab.graphics.shapes import Circle, Drawing, Line, Polygon, String

from konsulent_app.pdf.axis import spanning
from konsulent_app.pdf.blocks import Blocks
from konsulent_app.pdf.chart_timer import hours_steps
from konsulent_app.pdf.charts import attendance_strip, dimension_curve
from konsulent_app.pdf.fonts import CANNOT_SHOW, load
from konsulent_app.pdf.rapport_billeder import dage, split_days
from konsulent_app.pdf.spots import Marked
from konsulent_core.rapport.blad import Dagebillede
from konsulent_core.snapshot import DagBlad, TimerBlad, TrinPunkt
from tests.app.pdf import blade, samples

FONTS = load(samples.FONTS)
DAYS = [date.fromisoformat(day) for day in blade.BESOEG]


def words(drawing: Drawing) -> list[str]:
    return [shape.text for shape in drawing.contents if isinstance(shape, String)]


def curve(*levels: int | None, skema: str = "v1") -> list[TrinPunkt]:
    return [
        TrinPunkt(dato=blade.BESOEG[n], besoeg_nummer=n, skema=skema, stemme="konsulent", trin=level)
        for n, level in enumerate(levels)
    ]


def drawn(points: list[TrinPunkt]) -> Drawing:
    axis = spanning(DAYS, 14, 168)
    assert axis is not None
    return dimension_curve(points, axis)


def strokes(drawing: Drawing) -> list[Line]:
    """The konsulent's line: the only strokes of its weight that go somewhere."""
    return [s for s in drawing.contents if isinstance(s, Line) and s.strokeWidth == 1.5 and s.x2 - s.x1 > 7]


def test_the_line_breaks_where_a_dimension_was_not_discussed() -> None:
    assert len(strokes(drawn(curve(2, 3, 3, 4)))) == 3
    assert len(strokes(drawn(curve(2, 3, None, 4)))) == 1


def test_the_line_breaks_where_the_words_of_the_scale_changed() -> None:
    points = curve(2, 3, 3)
    points[2] = replace(points[2], skema="v2", brud=True)
    drawing = drawn(points)
    assert len(strokes(drawing)) == 1
    assert any(isinstance(s, Line) and s.strokeDashArray for s in drawing.contents)
    assert "nye trin" in words(drawing)


def test_the_last_level_is_large_and_carries_its_number() -> None:
    drawing = drawn(curve(2, 3, 4))
    assert words(drawing) == ["1", "5", "4"]
    assert [s.r for s in drawing.contents if isinstance(s, Circle)] == [2.1, 2.1, 4.0]


def test_a_curve_that_ends_in_a_gap_shows_no_number() -> None:
    assert words(drawn(curve(2, 3, None))) == ["1", "5"]


def test_other_voices_are_shown_only_where_they_deviate() -> None:
    points = curve(3, 3)
    for stemme, trin in (("arbejdsgiver", 3), ("borger", 2)):
        points.append(replace(points[0], stemme=stemme, trin=trin))
    marks = [s for s in drawn(points).contents if isinstance(s, Polygon)]
    assert len(marks) == 1
    assert len(marks[0].points) == 6, "the borger's triangle"


def step(fra: str, timer: float | None, art: str = "praktik", **more: float | None) -> TimerBlad:
    return TimerBlad(
        fra=fra, timer=timer, art=art, aarsag=None, sted="",
        timer_til=more.get("til"), loentimer=more.get("loen"),
    )  # fmt: skip


def test_hours_are_shown_with_what_is_unknown_or_paused() -> None:
    steps = [
        step("2018-01-01", 6.0),
        step("2018-03-01", None),
        step("2018-06-01", None, art="pause"),
        step("2018-09-01", 12.0, til=15.0, loen=2.0),
        step("2019-01-01", 10.0, art="fleksjob", loen=0.0),
    ]
    drawing = hours_steps(steps, date(2019, 3, 1), FONTS, 487)
    assert drawing is not None
    told = words(drawing)
    for label in ("6 praktik", "?", "pause", "2 løn", "12–15 i alt", "10 fleksjob", "i dag"):
        assert label in told, label


def test_hours_without_a_date_have_no_diagram() -> None:
    assert hours_steps([step("", 4.0)], None, FONTS, 487) is None


def weeks(start: str, count: int) -> tuple[DagBlad, ...]:
    first = date.fromisoformat(start)
    return tuple(DagBlad(dato=str(first + timedelta(weeks=n)), status="moedt", timer=None) for n in range(count))


def strips(*days: DagBlad) -> list[Marked]:
    items = dage(Dagebillede(noegle="fremmoede", dage=days, belaeg=()), Blocks(FONTS))
    return [item.box for item in items if isinstance(item.box, Marked)]


def test_days_far_apart_are_not_drawn_side_by_side() -> None:
    assert len(strips(*weeks("2024-03-12", 9), *weeks("2025-02-11", 20))) == 2
    assert len(strips(*weeks("2024-03-12", 9), *weeks("2024-05-28", 9))) == 1
    assert strips() == strips(DagBlad(dato="engang", status="moedt", timer=None)) == []


def test_a_week_without_a_planned_day_keeps_its_place() -> None:
    strip = attendance_strip([*weeks("2026-03-03", 2), *weeks("2026-03-31", 1)], FONTS, 487)
    assert [w for w in words(strip) if w.isdigit()] == ["10", "11", "12", "13", "14"]


def test_more_weeks_than_a_strip_holds_are_shared_alike() -> None:
    many = weeks("2025-02-11", 55)
    assert len(strips(*many)) == 2
    assert [len(part) for part in split_days(many)] == [27, 28]


def test_charts_can_be_shown_on_a_screen() -> None:
    strip = attendance_strip([DagBlad(dato="2019-02-20", status="foer_tid", timer=1.0)], FONTS, 200)
    hours = hours_steps([step("2018-01-01", 6.0, loen=2.0)], date(2018, 3, 1), FONTS, 487)
    assert hours is not None
    for drawing in (strip, hours, drawn(curve(2, None, 4))):
        assert "<svg" in renderSVG.drawToString(drawing)


def test_a_stretch_that_cannot_be_shown_is_named_once() -> None:
    assert FONTS.shown("Bedre 😀👍🏽 nu") == f"Bedre {CANNOT_SHOW} nu"
    assert FONTS.shown("سلام عليكم") == CANNOT_SHOW
    assert FONTS.shown("👍godt!") == f"{CANNOT_SHOW} godt!"


def test_what_has_no_look_is_dropped_and_letters_are_composed() -> None:
    assert FONTS.shown("A\u030angst\u200b og\tro\u00ad\r\nnu") == "Ångst og ro\nnu"
    assert FONTS.shown("Dvořák, Łukasz, Ömer Yıldız – »50 %« ½ €") == "Dvořák, Łukasz, Ömer Yıldız – »50 %« ½ €"
