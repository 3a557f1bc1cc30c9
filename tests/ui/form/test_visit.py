"""The visit as a person works it: everything saved, nothing guessed, last time always in sight."""

from datetime import date
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from konsulent_app.services import aftale as aftale_verbs
from konsulent_app.store import rows
from konsulent_app.ui.form.naeste import NaesteView
from konsulent_core.entities import Borger
from konsulent_core.words import Part, Retning
from tests.sample import BORGER, OPGAVER
from tests.ui.form.conftest import Visit


def test_a_tap_on_a_level_is_on_disk_at_once(visit: Visit) -> None:
    visit.tap("visit_rating_selvstaendighed_4")
    (row,) = visit.stored().vurderinger
    assert (row.dimension, row.stemme, row.trin) == ("selvstaendighed", "konsulent", 4)
    assert visit.find("visit_save").property("state") == "saved"


def test_no_level_is_chosen_beforehand(visit: Visit) -> None:
    for dimension in ("arbejdsopgaver", "selvstaendighed", "stabilitet", "samarbejde", "fremtraeden"):
        assert visit.find(f"visit_rating_{dimension}").property("value") == 0


def test_last_times_level_is_marked(visit: Visit) -> None:
    assert visit.find("visit_rating_stabilitet").property("lastValue") == 2


def test_the_same_level_asks_for_the_small_movement(visit: Visit) -> None:
    visit.tap("visit_rating_stabilitet_2")
    visit.tap("visit_rating_stabilitet_retning_lidt_frem")
    (row,) = visit.stored().vurderinger
    assert (row.trin, row.retning) == (2, Retning.LIDT_FREM)


def test_ikke_droeftet_is_an_answer(visit: Visit) -> None:
    visit.tap("visit_rating_samarbejde_ikke_droeftet")
    (row,) = visit.stored().vurderinger
    assert (row.trin, row.ikke_droeftet) == (None, True)


def test_three_voices_are_stored_apart(visit: Visit) -> None:
    visit.tap("visit_rating_samarbejde_4")
    visit.tap("visit_rating_samarbejde_hvem_arbejdsgiver")
    visit.tap("visit_rating_samarbejde_5")
    found = {v.stemme: v.trin for v in visit.stored().vurderinger}
    assert found == {"konsulent": 4, "arbejdsgiver": 5}


def test_whose_words_they_are_is_stored(visit: Visit) -> None:
    visit.tap("visit_note_socialt_hvem_arbejdsgiver")
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, "Hun hjælper de nye")
    visit.page.flush()
    (said,) = visit.stored().udsagn
    assert (said.stemme, said.person, said.tekst) == ("arbejdsgiver", "Lone Bach", "Hun hjælper de nye")


def test_the_internal_note_is_stored_apart(visit: Visit) -> None:
    visit.tap("visit_note_hvordan_intern_skift")
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, "Kun for mig")
    visit.page.flush()
    found = visit.stored()
    assert found.udsagn == ()
    assert [(s.felt, s.vaerdi) for s in found.svar] == [("hvordan.intern", "Kun for mig")]


def test_alle_moedt_and_one_exception_are_four_presses(visit: Visit) -> None:
    visit.tap("visit_fremmoede_alle")
    visit.tap("visit_day_20260223")
    visit.tap("visit_dayvalg_sygdom")
    weeks = {w.uge: w for w in visit.stored().uger}
    assert weeks["2026-W09"].ma == "sygdom"
    assert weeks["2026-W09"].on == "moedt"
    assert weeks["2026-W08"].to == "moedt"
    assert weeks["2026-W08"].fr is None


def test_hours_unchanged_is_one_press(visit: Visit) -> None:
    visit.tap("visit_hours_timer_uaendret")
    step = next(t for t in visit.stored().timer if t.besoeg == visit.sample.aabent)
    assert (step.timer, step.loentimer, step.fra) == (16.0, 8.0, "2026-03-12")


def test_a_raise_shows_what_was_tried_before(visit: Visit) -> None:
    visit.tap("visit_hours_timer_plus")
    visit.work.settle()
    label = visit.find("visit_hours_timer_proevet")
    assert isinstance(label, QLabel)
    assert label.isVisibleTo(visit.page)
    assert "12 → 16" in label.text()
    assert "02.09.2025" in label.text()


def test_hours_are_read_as_people_write_them(visit: Visit) -> None:
    visit.write("visit_hours_timer", "12-15")
    visit.page.flush()
    step = next(t for t in visit.stored().timer if t.besoeg == visit.sample.aabent)
    assert (step.timer, step.timer_til) == (12.0, 15.0)


def test_a_task_gets_its_step_and_a_new_one_can_be_added(visit: Visit) -> None:
    visit.tap("visit_opgave_1_trin_selvstaendig")
    visit.write("visit_opgave_ny", "Køre truck")
    visit.tap("visit_opgave_tilfoej")
    found = visit.stored()
    assert [(t.opgave, t.trin) for t in found.opgave_trin] == [(OPGAVER[0], "selvstaendig")]
    assert "Køre truck" in [o.navn for o in found.opgaver]


def test_an_aftale_knows_who_and_when(visit: Visit) -> None:
    visit.write("visit_aftale_1_tekst", "Ringe om truckcertifikat")
    visit.tap("visit_aftale_1_hvem_konsulent")
    visit.tap("visit_aftale_1_senest_om_2")
    (made,) = visit.stored().aftaler
    assert (made.hvad, made.part, made.person, made.senest) == (
        "Ringe om truckcertifikat", "konsulent", "Mette Krogh", "2026-03-26"
    )  # fmt: skip


def test_last_times_aftaler_come_first_and_are_answered_by_a_press(visit: Visit) -> None:
    assert visit.form.cards[1].isAncestorOf(visit.find("visit_aftalt_1"))
    visit.tap("visit_aftalt_1_svar_gjort")
    done = {a.hvad: a.gjort for a in visit.stored().aftaler_sidst}
    assert done["Prøve registrering i lagersystemet"] is True
    assert done["Ringe til vagten inden kl. 7"] is None


def test_a_skaanehensyn_is_answered_and_its_reason_is_not_on_the_screen(visit: Visit) -> None:
    visit.tap("visit_skaanehensyn_1_delvist")
    assert [v.virkning for v in visit.stored().skaanehensyn_svar] == ["delvist"]
    texts = [label.text() for label in visit.page.findChildren(QLabel)]
    assert not any("Smerter i ryggen" in text for text in texts)


def test_the_agenda_follows_what_is_answered(visit: Visit) -> None:
    assert visit.find("visit_agenda_3").property("status") == "ikke_beroert"
    visit.tap("visit_rating_selvstaendighed_4")
    assert visit.find("visit_agenda_3").property("status") == "beroert"
    visit.tap("visit_rating_samarbejde_4")
    assert visit.find("visit_agenda_5").property("status") == "paabegyndt"


def test_hours_of_a_week_are_exact(visit: Visit) -> None:
    visit.tap("visit_hours_loen_plus")
    step = next(t for t in visit.stored().timer if t.besoeg == visit.sample.aabent)
    assert Decimal(str(step.loentimer)) == Decimal("8.5")


def test_vis_for_borger_shows_nothing_that_is_not_this_borgers_to_see(visit: Visit) -> None:
    visit.tap("visit_note_hvordan_intern_skift")
    QTest.keyClicks(QApplication.focusWidget() or visit.page, "HEMMELIGT")
    with visit.sample.database.writing() as tx:
        rows.save(tx, Borger, BORGER, BORGER, {"cpr": "0101801235"}, visit.sample.clock())
    visit.page.share()
    visit.work.settle()
    shared = visit.find("share")
    for number in range(1, 11):
        shared.go(number)  # type: ignore[attr-defined]
        for widget in shared.findChildren(QWidget):
            words = f"{widget.property('text') or ''} {widget.property('plainText') or ''} {widget.accessibleName()}"
            for hidden in ("HEMMELIGT", "0101801235", "010180", "Smerter i ryggen", "Holm"):
                assert hidden not in words


def test_the_borger_answers_first_and_the_paper_can_say_so(visit: Visit) -> None:
    visit.form.go_to(3, focus=True)
    visit.page.share()
    visit.work.settle()
    visit.tap("share_rating_selvstaendighed_3")
    (row,) = visit.stored().vurderinger
    assert (row.stemme, row.trin, row.foerst) == ("borger", 3, True)
    visit.tap("share_back")
    visit.work.settle()
    visit.work.settle()
    visit.tap("visit_rating_selvstaendighed_4")
    found = {v.stemme: (v.trin, v.foerst) for v in visit.stored().vurderinger}
    assert found == {"borger": (3, True), "konsulent": (4, None)}


def test_the_window_shows_a_date_as_people_write_it(visit: Visit) -> None:
    visit.write("visit_naeste_dato", "26/3")
    visit.find("visit_naeste_tid").setFocus(Qt.FocusReason.TabFocusReason)
    assert visit.find("visit_naeste_dato").property("text") == "26.03.2026"
    assert visit.stored().besoeg.naeste_dato == date(2026, 3, 26).isoformat()


def test_the_borger_sees_her_own_answer_when_she_goes_back_to_it(visit: Visit) -> None:
    visit.form.go_to(3, focus=True)
    visit.page.share()
    visit.work.settle()
    visit.tap("share_rating_selvstaendighed_4")
    visit.tap("share_next")
    visit.tap("share_before")
    assert visit.find("share_rating_selvstaendighed").property("value") == 4


def test_a_time_that_cannot_be_is_said_and_never_stored_as_another(visit: Visit) -> None:
    visit.write("visit_naeste_tid", "25.00")
    visit.find("visit_naeste_dato").setFocus(Qt.FocusReason.TabFocusReason)
    view = visit.form.find_view(NaesteView)
    assert view is not None
    assert view.fejl()
    assert visit.stored().besoeg.naeste_tid is None
    view.show_blad(visit.stored())
    assert visit.find("visit_naeste_tid").property("text") == "25.00"


def test_a_promise_of_somebody_who_is_not_here_stays_theirs_when_its_words_are_mended(visit: Visit) -> None:
    sample = visit.sample
    with sample.database.writing() as tx:
        aftale_verbs.save_aftale(
            tx, sample.context, sample.aabent, 700, "Låner bord", Part.KONSULENT, "Bo Vikar", None, "1"
        )
    visit.form.show_blad(visit.stored())
    field = next(w for w in visit.page.findChildren(QLineEdit) if w.text() == "Låner bord")
    field.setFocus()
    QTest.keyClicks(field, ".")
    visit.page.flush()
    (kept,) = visit.stored().aftaler
    assert (kept.hvad, kept.part, kept.person) == ("Låner bord.", "konsulent", "Bo Vikar")


def test_a_promise_whose_words_are_taken_away_is_none(visit: Visit) -> None:
    visit.write("visit_aftale_1_tekst", "Ringe")
    visit.page.flush()
    assert len(visit.stored().aftaler) == 1
    field = visit.find("visit_aftale_1_tekst")
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    visit.find("visit_note_aftaler").setFocus(Qt.FocusReason.TabFocusReason)
    assert visit.stored().aftaler == ()
