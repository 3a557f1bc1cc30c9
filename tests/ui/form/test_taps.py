"""A whole opfølgning costs at most 25 taps, key commands and scrolls; text does not count (DOMAIN §1)."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from konsulent_core.words import Tilstand
from tests.ui.form.conftest import Visit

MOST = 25


@dataclass
class Counter:
    """Presses only what is wholly in sight; what is not costs a scroll first."""

    visit: Visit
    count: int = 0

    def tap(self, name: str) -> None:
        widget = self.visit.find(name)
        if not self._in_sight(widget):
            self.count += 1
            assert self.visit.page.form is not None
            self.visit.page.form.ensureWidgetVisible(widget, 0, 120)
            QApplication.processEvents()
        self.count += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.visit.work.settle()
        QApplication.processEvents()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.count += 1
        QTest.keyClick(QApplication.focusWidget() or self.visit.page, key, modifier)
        self.visit.work.settle()
        QApplication.processEvents()

    def write(self, text: str) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, text)

    def _in_sight(self, widget: QWidget) -> bool:
        shown = widget.visibleRegion().boundingRect()
        return bool(shown == QRect(0, 0, widget.width(), widget.height()))


def test_an_opfoelgning_costs_at_most_25_taps(visit: Visit) -> None:
    """9 planned days or more with one afbud and its cause, 5 levels (2 unchanged with direction), 3 opgaver,
    2 skånehensyn, hours unchanged, 2 aftaler with who and date, next date, and the lock with its paper."""
    hand = Counter(visit)
    hand.key(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    for task, step in ((1, "selvstaendig"), (2, "selvstaendig"), (3, "med_stoette")):
        hand.tap(f"visit_opgave_{task}_trin_{step}")
    hand.tap("visit_rating_arbejdsopgaver_4")
    hand.tap("visit_rating_arbejdsopgaver_retning_lidt_frem")
    hand.tap("visit_rating_selvstaendighed_4")
    hand.tap("visit_fremmoede_alle")
    hand.tap("visit_day_20260223")
    hand.tap("visit_dayvalg_sygdom")
    hand.tap("visit_rating_stabilitet_2")
    hand.tap("visit_rating_stabilitet_retning_uaendret")
    hand.tap("visit_rating_samarbejde_5")
    hand.tap("visit_rating_fremtraeden_3")
    hand.tap("visit_skaanehensyn_1_virker")
    hand.tap("visit_skaanehensyn_2_delvist")
    hand.tap("visit_hours_loen_uaendret")
    hand.key(Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
    hand.write("Prøve truck en stille dag")
    hand.tap("visit_aftale_1_hvem_arbejdsgiver")
    hand.tap("visit_aftale_1_senest_om_2")
    hand.write("Ringe om lørdagsvagter")
    hand.tap("visit_aftale_2_hvem_konsulent")
    hand.tap("visit_aftale_2_senest_om_1")
    hand.tap("visit_naeste_dato_om_2")
    hand.tap("visit_end")
    hand.tap("end_confirm")
    stored = visit.stored()
    assert stored.besoeg.tilstand == Tilstand.AFSLUTTET
    assert len(stored.vurderinger) == 5
    assert [a.person for a in stored.aftaler] == ["Lone Bach", "Mette Krogh"]
    assert next(t for t in stored.timer if t.besoeg == visit.sample.aabent).timer == 16.0
    assert hand.count <= MOST, f"{hand.count} taps"
