"""A chart on the screen is walked by the keyboard, read out value by value, and shown as a table on demand."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.charts import LevelChart, Maaling, Sparkline
from konsulent_app.ui.widgets.diagramtabel import DiagramTabel, MedTabel
from konsulent_app.ui.widgets.timeline import Forloeb, Milepael, Span, SpanArt, Timeline
from konsulent_app.ui.widgets.timerkurve import TimerKurve
from konsulent_app.ui.widgets.trinkurve import KurveTrin, Trinkurve
from konsulent_core.snapshot import TimerBlad
from tests.ui.widgets.gallery import LAEST, punkter

FUTURE = date(2026, 6, 30)
LAST = (
    "1. januar 2026, besøg 4: trin 5 »Klarer uforudsete problemer inden for aftalte rammer og kan vise andre opgaven«"
    " · arbejdsgiver"
)


class Desk(QWidget):
    """A chart with its table among other things that Tab stops at; Esc would close the page."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.before, self.after = QLineEdit(), QLineEdit()
        self.chart = LevelChart(theme, "Selvstændighed", punkter((2, None, 3, 4)), LAEST, "kurve")
        self.parts = MedTabel(theme, self.chart, "Selvstændighed", "kurve")
        column = QVBoxLayout(self)
        for part in (self.before, self.parts, self.after):
            column.addWidget(part)
        self.closed = 0
        QShortcut(QKeySequence("Esc"), self).activated.connect(self._close)
        self.resize(600, 400)

    def _close(self) -> None:
        self.closed += 1

    @property
    def table(self) -> DiagramTabel:
        found = self.findChild(DiagramTabel)
        assert isinstance(found, DiagramTabel)
        return found

    @property
    def button(self) -> Button:
        found = self.findChild(Button, "kurve_vis")
        assert isinstance(found, Button)
        return found

    def said(self) -> str:
        """What a screen reader has of the chart, beside its name."""
        return QAccessible.queryAccessibleInterface(self.chart).text(QAccessible.Text.Description)

    def shown(self) -> str:
        label = self.findChild(QLabel, "kurve_vaerdi")
        assert isinstance(label, QLabel)
        return label.text()

    def press(self, key: Qt.Key, times: int = 1) -> None:
        for _ in range(times):
            QTest.keyClick(self.focusWidget(), key)


@pytest.fixture
def desk(theme: Theme, qtbot: QtBot) -> Desk:
    made = Desk(theme)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.before.setFocus()
    return made


def test_tab_reaches_the_chart_and_reads_its_newest_value(desk: Desk) -> None:
    QTest.keyClick(desk.before, Qt.Key.Key_Tab)
    assert desk.focusWidget() is desk.chart
    name = QAccessible.queryAccessibleInterface(desk.chart).text(QAccessible.Text.Name)
    assert name == "Selvstændighed: 2, ikke drøftet, 3, 4"
    assert desk.said() == desk.shown() == LAST


def test_the_arrows_walk_every_value_and_stop_at_the_ends(desk: Desk) -> None:
    QTest.keyClick(desk.before, Qt.Key.Key_Tab)
    heard = [desk.said()]
    for _ in range(6):
        desk.press(Qt.Key.Key_Left)
        heard.append(desk.said())
    assert [one.partition(":")[2].partition(" »")[0].strip() for one in heard[:5]] == [
        "trin 5", "trin 4", "trin 3", "ikke drøftet · konsulent", "trin 2",
    ]  # fmt: skip
    assert len(set(heard)) == 5, "it stays at the first"
    desk.press(Qt.Key.Key_Right)
    assert desk.said() == heard[3]
    desk.press(Qt.Key.Key_End)
    assert desk.said() == heard[0]
    desk.press(Qt.Key.Key_Home)
    assert desk.said() == heard[4]


def test_the_value_has_a_mark_one_can_see(desk: Desk, qtbot: QtBot) -> None:
    del qtbot
    plain = desk.chart.grab().toImage()
    desk.chart.choose(0)
    first = desk.chart.grab().toImage()
    desk.chart.choose(1)
    assert plain != first != desk.chart.grab().toImage()
    for place in desk.chart.places():
        assert desk.chart.rect().toRectF().contains(place.rect)


def test_esc_leaves_the_values_and_only_then_the_page(desk: Desk) -> None:
    QTest.keyClick(desk.before, Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_Escape)
    assert (desk.said(), desk.shown(), desk.closed) == ("", "", 0)
    assert desk.focusWidget() is desk.chart
    desk.press(Qt.Key.Key_Escape)
    assert desk.closed == 1


def test_tab_goes_on_and_leaves_nothing_chosen(desk: Desk) -> None:
    QTest.keyClick(desk.before, Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_Tab)
    assert desk.focusWidget() is desk.button
    assert (desk.chart.at, desk.said()) == (None, "")
    desk.press(Qt.Key.Key_Tab)
    assert desk.focusWidget() is desk.after


def test_a_press_chooses_the_value_under_it(desk: Desk) -> None:
    place = desk.chart.places()[0]
    QTest.mouseClick(desk.chart, Qt.MouseButton.LeftButton, pos=place.rect.center().toPoint())
    assert desk.shown() == place.tekst
    QTest.mouseClick(desk.chart, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert desk.shown() == ""


def test_t_opens_the_table_with_the_same_values_and_esc_comes_back(desk: Desk) -> None:
    QTest.keyClick(desk.before, Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_T)
    assert desk.table.isVisible()
    assert desk.focusWidget() is desk.table
    assert desk.button.text() == "Skjul tabel"
    heads, *rows = desk.table.rows
    assert heads == ("Dato", "Besøg", "Trin", "Med skalaens ord", "Stemme")
    assert [row[1:3] for row in rows] == [
        ("1", "2"), ("2", "ikke drøftet"), ("3", "3"), ("4", "4"), ("4", "5"),
    ]  # fmt: skip
    assert len(rows) == len(desk.chart.places())
    for row, place in zip(rows, desk.chart.places(), strict=True):
        assert row[2] in place.tekst
        assert row[4] in place.tekst
    told = desk.table.toPlainText()
    assert all(cell in told for row in rows for cell in row)
    desk.press(Qt.Key.Key_Escape)
    assert not desk.table.isVisible()
    assert (desk.focusWidget(), desk.closed) == (desk.chart, 0)


def test_the_table_is_as_high_as_its_rows(desk: Desk, qtbot: QtBot) -> None:
    desk.button.click()
    desk.resize(320, 700)
    qtbot.wait(1)
    assert desk.table.viewport().height() >= desk.table.document().size().height()
    assert QAccessible.queryAccessibleInterface(desk.table).text(QAccessible.Text.Name) == "Selvstændighed som tabel"


def test_rows_are_copied_with_tabs_between_their_cells(desk: Desk) -> None:
    desk.button.click()
    desk.table.selectAll()
    desk.table.copy()
    board = QGuiApplication.clipboard()
    lines = board.text().split("\n")
    assert lines[0] == "Dato\tBesøg\tTrin\tMed skalaens ord\tStemme"
    assert [line.split("\t") for line in lines] == [list(row) for row in desk.table.rows]
    board.clear()


def test_a_chart_without_values_is_no_stop_and_offers_no_table(theme: Theme, qtbot: QtBot) -> None:
    chart = TimerKurve(theme)
    parts = MedTabel(theme, chart, "Timer om ugen", "timer")
    qtbot.addWidget(parts)
    parts.resize(500, 300)
    parts.show()
    parts.refresh()
    button = parts.findChild(Button, "timer_vis")
    assert button is not None
    assert chart.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert not button.isVisible()
    step = TimerBlad(fra="2026-01-05", timer=6.0, timer_til=None, loentimer=0.0, art="praktik", aarsag=None, sted="A")
    chart.set_trin([step], date(2026, 3, 12))
    parts.refresh()
    assert chart.focusPolicy() is Qt.FocusPolicy.StrongFocus
    assert button.isVisible()
    assert [place.tekst for place in chart.places()] == ["Fra 5. januar 2026: 6 timer · A"]


def test_the_small_curve_is_walked_too(theme: Theme, qtbot: QtBot) -> None:
    spark = Sparkline(
        theme, "Stabilitet", [Maaling(2, "01.01.2026"), Maaling(None, "01.02.2026"), Maaling(3, brud=True)]
    )
    holder, before = QWidget(), QLineEdit()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    column.addWidget(before)
    column.addWidget(spark)
    with qtbot.waitExposed(holder):
        holder.show()
    before.setFocus()
    QTest.keyClick(before, Qt.Key.Key_Tab)
    assert spark.accessibleDescription() == "Stabilitet: trin 3 (nye trin) · konsulent"
    QTest.keyClick(spark, Qt.Key.Key_Left)
    assert spark.accessibleDescription() == "Stabilitet 01.02.2026: ikke drøftet · konsulent"
    QTest.keyClick(spark, Qt.Key.Key_Left)
    assert spark.accessibleDescription() == "Stabilitet 01.01.2026: trin 2 · konsulent"


def test_the_forloeb_and_the_sum_of_hours_are_walked_too(theme: Theme, qtbot: QtBot) -> None:
    spans = [Span(SpanArt.PRAKTIK, date(2026, 1, 5), date(2026, 3, 2)), Span(SpanArt.LOEN, date(2026, 3, 2), FUTURE)]
    milepaele = [Milepael(FUTURE, "Praktik slutter")]
    line = Timeline(theme, Forloeb(spans, [date(2026, 1, 19)], milepaele, date(2026, 3, 12)))
    total = Trinkurve(theme)
    total.set_trin([KurveTrin(date(2026, 1, 5), 30.0), KurveTrin(date(2026, 2, 2), 42.5)], "uge 2", "uge 6", "nu 42,5")
    for chart in (line, total):
        qtbot.addWidget(chart)
        chart.resize(400, 120)
        assert chart.focusPolicy() is Qt.FocusPolicy.StrongFocus
        assert all(chart.rect().toRectF().intersects(place.rect) for place in chart.places())
    assert [place.tekst for place in line.places()] == [
        "Praktik, 05.01.2026 til 02.03.2026",
        "19. januar 2026: besøg 1",
        "Praktik og løn, 02.03.2026 til 30.06.2026",
        "12. marts 2026: i dag",
        "30. juni 2026: Praktik slutter",
    ]
    assert [place.tekst for place in total.places()] == [
        "Fra 5. januar 2026: 30 i alt",
        "Fra 2. februar 2026: 42,5 i alt",
    ]
    first, last = (place.rect.center().y() for place in total.places())
    assert last < first, "the higher sum stands higher"
