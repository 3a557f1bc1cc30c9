"""Beside the form: the curves of the point, walked by the keyboard, which stay while the form is written in."""

from PySide6.QtWidgets import QLabel

from konsulent_app.ui.pages.besoeg_side import BesoegSide
from konsulent_app.ui.widgets.charts import LevelChart
from konsulent_core.skema.load import ankre
from tests.ui.form.conftest import Visit

SELVSTAENDIGHED = 3


def beside(visit: Visit) -> BesoegSide:
    found = visit.page.findChild(BesoegSide)
    assert isinstance(found, BesoegSide)
    return found


def chart_of(visit: Visit, punkt: int) -> LevelChart:
    side = beside(visit)
    side.show_point(punkt)
    return next(chart for chart in side.findChildren(LevelChart) if chart.isVisibleTo(side))


def test_a_level_is_told_with_the_words_of_its_scale(visit: Visit) -> None:
    chart = chart_of(visit, SELVSTAENDIGHED)
    words = ankre(visit.sample.context.skemaer.values(), "selvstaendighed")["opfoelgning.v1"]
    assert [place.tekst for place in chart.places()] == [
        f"12. februar 2026, besøg 1: trin 3 »{words[2].rstrip('.')}« · konsulent"
    ]
    chart.choose(0)
    assert chart.places()[0].tekst in [label.text() for label in beside(visit).findChildren(QLabel)]


def test_what_is_written_in_the_form_leaves_the_chart_as_it_is_walked(visit: Visit) -> None:
    chart = chart_of(visit, SELVSTAENDIGHED)
    chart.choose(0)
    visit.write("visit_note_hvordan", "Noget nyt.")
    visit.page.flush()
    beside(visit).show_blad(visit.stored())
    assert chart_of(visit, SELVSTAENDIGHED) is chart
    assert chart.at == 0
    assert chart_of(visit, SELVSTAENDIGHED + 1) is not chart
