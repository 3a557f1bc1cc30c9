"""Hands that write a new praktik as a konsulent does, counted tap by tap."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget

from konsulent_app.ui.pages.ny_praktik import NyPraktikPage


def fill_praktik(page: NyPraktikPage, settle: Callable[[], None]) -> int:
    """Writes all but »Opret praktik«; gives the taps, key commands and scrolls it took, text not counted."""
    taps = 0

    def see(part: QWidget) -> None:
        """What is not wholly in sight costs a scroll first."""
        nonlocal taps
        if part.visibleRegion().boundingRect() != part.rect():
            form = page.findChild(QScrollArea, "placement_form")
            content = form.widget() if form is not None else None
            assert form is not None
            assert content is not None
            taps += 1
            top = part.mapTo(content, part.rect().topLeft()).y()
            form.verticalScrollBar().setValue(top - form.height() // 6)
            settle()

    def tap(name: str) -> None:
        nonlocal taps
        button = page.findChild(QAbstractButton, name)
        assert button is not None, f"there is no {name}"
        see(button)
        button.click()
        settle()
        taps += 1

    def write(name: str, text: str, *, go: bool = True) -> None:
        """``go``: a press in the field comes first; where the page has put the cursor none is needed."""
        nonlocal taps
        field = page.findChild(QWidget, name)
        assert field is not None, f"there is no {name}"
        if go:
            see(field)
            field.setFocus(Qt.FocusReason.MouseFocusReason)
            taps += 1
        for letter in text:  # QTest knows no æ, ø and å
            QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter))
        settle()

    search = page.findChild(QWidget, "placement_search")
    assert search is not None
    write("placement_search", "Solbakken", go=False)
    QTest.keyClick(search, Qt.Key.Key_Return)
    settle()
    taps += 1
    write("placement_week", "2x2,5", go=False)
    write("placement_start", "17032026")
    tap("placement_purpose_afklare")
    write("placement_purpose_text", "Kan Katrine holde 5 timer om ugen i et køkken?", go=False)
    write("placement_goal_1", "Laver frokostens salater færdig alene på én vagt")
    write("placement_goal_1_dato", "10042026")
    for letter in ("specifikt", "maalbart", "attraktivt", "realistisk"):
        tap(f"placement_smart_{letter}_1")
    tap("placement_concern_nej")
    page.flush()
    settle()
    return taps
