"""Own questions in the visit: folded into the internal note of their punkt, ticked there, and never shared."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from konsulent_app.services import spoergsmaal as verbs
from konsulent_app.ui.pages.vis_for_borger import VisForBorger
from tests.sample import SAG
from tests.ui.form.conftest import Visit

HEMMELIG = "HEMSPOERGSMAAL77"


def ask(visit: Visit, punkt: str, text: str = HEMMELIG) -> None:
    with visit.sample.database.writing() as tx:
        number = visit.sample.context.new_id()
        verbs.save_spoergsmaal(tx, visit.sample.context, SAG, number, punkt, text)
    QCoreApplication.processEvents()  # what arrives is read again
    visit.work.settle()


def places(home: QWidget) -> list[QLabel]:
    return [label for label in home.findChildren(QLabel) if HEMMELIG in label.text()]


def test_a_question_stands_closed_in_the_internal_note_of_its_punkt(visit: Visit) -> None:
    ask(visit, "fremmoede")
    toggle = visit.find("visit_note_fremmoede_intern_skift")
    assert isinstance(toggle, QAbstractButton)
    assert toggle.text() == "Internt notat (1)"
    assert not any(label.isVisible() for label in places(visit.page))
    visit.tap("visit_note_fremmoede_intern_skift")
    (shown,) = [label for label in places(visit.page) if label.isVisible()]
    assert visit.find("visit_punkt_4").isAncestorOf(shown)


def test_it_is_ticked_where_it_is_asked_and_can_be_taken_back(visit: Visit) -> None:
    ask(visit, "hvordan")
    visit.tap("visit_note_hvordan_intern_skift")
    visit.tap("visit_note_hvordan_intern_spoergsmaal_1")
    assert visit.stored().spoergsmaal[0].stillet == "2026-03-12"
    visit.tap("visit_note_hvordan_intern_spoergsmaal_1")
    assert visit.stored().spoergsmaal[0].stillet is None


def test_a_question_to_a_punkt_this_agenda_has_not_stands_at_the_first(visit: Visit) -> None:
    ask(visit, "en_anden_dagsorden")
    assert visit.find("visit_punkt_1").isAncestorOf(places(visit.page)[0])


def test_in_vis_for_borger_no_widget_holds_a_question(visit: Visit) -> None:
    for punkt in visit.sample.context.skemaer["opfoelgning.v1"].punkter:
        ask(visit, punkt.noegle)
    visit.page.share()
    visit.work.settle()
    (shared,) = visit.page.findChildren(VisForBorger)
    assert shared.isVisible()
    for widget in [shared, *shared.findChildren(QWidget)]:
        said = [widget.accessibleName(), widget.toolTip(), str(widget.property("text") or "")]
        assert not any(HEMMELIG in one for one in said)
    assert not any(label.isVisible() for label in places(visit.page))
