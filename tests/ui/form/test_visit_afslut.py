"""Towards Afslut: the next date, what is pointed out, what stops the lock, and the paper."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from konsulent_app.store import rows
from konsulent_app.ui.form.naeste import NaesteView
from konsulent_core.entities import Sag
from konsulent_core.words import Tilstand
from tests.sample import SAG
from tests.ui.form.conftest import Visit


def test_the_next_besoeg_must_lie_after_this_one(visit: Visit) -> None:
    visit.write("visit_naeste_dato", "10.03.2026")
    view = visit.form.find_view(NaesteView)
    assert view is not None
    assert view.fejl() == "Næste besøg skal ligge efter i dag."


def test_a_holiday_is_pointed_out_and_kept(visit: Visit) -> None:
    visit.write("visit_naeste_dato", "02.04.2026")
    visit.work.settle()
    warning = visit.find("visit_naeste_advarsel")
    assert isinstance(warning, QLabel)
    assert "skærtorsdag" in warning.text()
    assert visit.stored().besoeg.naeste_dato == "2026-04-02"


def test_the_rhythm_proposes_a_day_that_one_tap_takes(visit: Visit) -> None:
    proposed = visit.find("visit_naeste_forslag")
    assert isinstance(proposed, QAbstractButton)
    assert proposed.text() == "Forslag: torsdag 26.03."
    visit.tap("visit_naeste_forslag")
    assert visit.stored().besoeg.naeste_dato == "2026-03-26"
    with visit.sample.database.writing() as tx:
        rows.save(tx, Sag, SAG, SAG, {"bekymring": True}, visit.sample.clock())
    visit.work.settle()
    assert proposed.text() == "Forslag: torsdag 19.03.", "a bekymringssag is followed closely"


def test_afslut_stops_without_a_date_and_leads_to_it(visit: Visit) -> None:
    visit.tap("visit_end")
    visit.work.settle()
    assert not visit.find("end_confirm").isEnabled()
    visit.tap("end_missing_10")
    assert visit.form.current() == 10


def test_afslut_lists_what_was_not_discussed_and_lets_it_be(visit: Visit) -> None:
    visit.tap("visit_naeste_dato_om_2")
    visit.tap("visit_end")
    visit.work.settle()
    assert visit.page.findChild(QWidget, "end_remark_2_ikke_droeftet") is not None
    seen: list[object] = []
    visit.page.locked.connect(seen.append)
    visit.tap("end_confirm")
    visit.work.settle()
    assert seen == [visit.sample.aabent]
    assert visit.stored().besoeg.tilstand == Tilstand.AFSLUTTET


def test_a_changed_level_without_an_example_is_pointed_out(visit: Visit) -> None:
    visit.tap("visit_rating_selvstaendighed_5")
    assert any(r.punkt == 3 and "eksempel" in r.tekst for r in visit.form.remarks())
    visit.write("visit_note_selvstaendighed", "Tog selv returvarerne")
    assert not any(r.punkt == 3 for r in visit.form.remarks())


def test_hours_below_the_loentimer_are_kept_shown_and_stop_the_lock(visit: Visit) -> None:
    visit.tap("visit_naeste_dato_om_2")
    visit.write("visit_hours_timer", "7")
    visit.find("visit_naeste_tid").setFocus(Qt.FocusReason.TabFocusReason)
    visit.page.end()
    visit.work.settle()
    assert not visit.find("end_confirm").isEnabled()
    assert visit.page.findChild(QWidget, "end_missing_8") is not None
    assert next(t for t in visit.stored().timer if t.besoeg == visit.sample.aabent).timer == 7.0


def test_the_journals_paper_is_covered_until_it_is_asked_for(visit: Visit) -> None:
    visit.tap("visit_end")
    visit.work.settle()
    assert visit.find("end_preview").isHidden()
    visit.tap("end_look")
    assert not visit.find("end_preview").isHidden()
