"""The visit as a person works it: everything saved, nothing guessed, last time always in sight."""

from datetime import date
from decimal import Decimal
from typing import NoReturn

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from konsulent_app.services import besoeg as verbs
from konsulent_app.store import outbox, rows
from konsulent_app.store.errors import DiskFull
from konsulent_app.ui.form.autosave import CEILING_MS
from konsulent_app.ui.form.naeste import NaesteView
from konsulent_app.ui.form.skema_form import SkemaForm
from konsulent_core.entities import Borger, Opgave, Sag, Udsagn
from konsulent_core.words import Part, Retning, Stemme, Tilstand
from tests.sample import BORGER, OPGAVER, SAG
from tests.ui.form.conftest import Visit


def form(visit: Visit) -> SkemaForm:
    assert visit.page.form is not None
    return visit.page.form


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


def test_text_is_saved_within_the_ceiling_even_while_writing_goes_on(visit: Visit, qtbot: QtBot) -> None:
    field = visit.find("visit_note_hvordan")
    field.setFocus()
    saves: list[object] = []
    visit.page.autosave.saving.connect(lambda: saves.append(None))
    waited = 0
    while waited < CEILING_MS + 400:
        QTest.keyClicks(field, "a")
        qtbot.wait(100)
        waited += 100
    assert saves, "steady typing must not put the save off"
    assert len(saves) <= 2


def test_leaving_a_field_saves_at_once(visit: Visit) -> None:
    visit.write("visit_note_hvordan", "Glad for pladsen")
    visit.find("visit_note_arbejdsopgaver").setFocus(Qt.FocusReason.TabFocusReason)
    (said,) = visit.stored().udsagn
    assert (said.felt, said.stemme, said.person, said.tekst) == (
        "hvordan.note", "konsulent", "Mette Krogh", "Glad for pladsen"
    )  # fmt: skip


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
    assert form(visit).cards[1].isAncestorOf(visit.find("visit_aftalt_1"))
    visit.tap("visit_aftalt_1_svar_gjort")
    done = {a.hvad: a.gjort for a in visit.stored().aftaler_sidst}
    assert done["Prøve registrering i lagersystemet"] is True
    assert done["Ringe til vagten inden kl. 7"] is None


def test_a_skaanehensyn_is_answered_and_its_reason_is_not_on_the_screen(visit: Visit) -> None:
    visit.tap("visit_skaanehensyn_1_delvist")
    assert [v.virkning for v in visit.stored().skaanehensyn_svar] == ["delvist"]
    texts = [label.text() for label in visit.page.findChildren(QLabel)]
    assert not any("Smerter i ryggen" in text for text in texts)


def test_undo_takes_back_a_level_and_redo_gives_it_again(visit: Visit) -> None:
    visit.tap("visit_rating_selvstaendighed_4")
    visit.tap("visit_rating_selvstaendighed_5")
    form(visit).undo.undo()
    assert visit.stored().vurderinger[0].trin == 4
    form(visit).undo.undo()
    assert visit.stored().vurderinger[0].trin is None
    form(visit).undo.redo()
    assert visit.stored().vurderinger[0].trin == 4


def test_the_agenda_follows_what_is_answered(visit: Visit) -> None:
    assert visit.find("visit_agenda_3").property("status") == "ikke_beroert"
    visit.tap("visit_rating_selvstaendighed_4")
    assert visit.find("visit_agenda_3").property("status") == "beroert"
    visit.tap("visit_rating_samarbejde_4")
    assert visit.find("visit_agenda_5").property("status") == "paabegyndt"


@pytest.mark.parametrize(("key", "punkt"), [(Qt.Key.Key_3, 3), (Qt.Key.Key_0, 10), (Qt.Key.Key_1, 1)])
def test_alt_and_a_digit_goes_to_the_point(visit: Visit, key: Qt.Key, punkt: int) -> None:
    visit.page.activateWindow()
    QTest.keyClick(QApplication.focusWidget() or visit.page, key, Qt.KeyboardModifier.AltModifier)
    assert form(visit).current() == punkt
    focus = QApplication.focusWidget()
    assert focus is not None
    assert form(visit).cards[punkt].isAncestorOf(focus)


def test_ctrl_enter_walks_through_the_agenda(visit: Visit) -> None:
    for punkt in range(2, 11):
        QTest.keyClick(QApplication.focusWidget() or visit.page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert form(visit).current() == punkt


def test_digits_set_a_level_and_arrows_change_nothing(visit: Visit) -> None:
    form(visit).go_to(3, focus=True)
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Right)
    QTest.keyClick(QApplication.focusWidget() or focus, Qt.Key.Key_Right)
    assert visit.stored().vurderinger == ()
    QTest.keyClick(QApplication.focusWidget() or focus, Qt.Key.Key_4)
    assert visit.stored().vurderinger[0].trin == 4


def test_the_whole_visit_can_be_done_by_keyboard_alone(visit: Visit) -> None:
    def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifier)

    def to(punkt: int) -> None:
        press(getattr(Qt.Key, f"Key_{punkt % 10}"), Qt.KeyboardModifier.AltModifier)

    def reach(name: str) -> None:
        for _ in range(60):
            focus = QApplication.focusWidget()
            if focus is not None and focus.objectName() == name:
                return
            press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never reaches {name}")

    to(3)
    press(Qt.Key.Key_4)
    to(4)
    reach("visit_fremmoede_alle")
    press(Qt.Key.Key_Space)
    to(10)
    QTest.keyClicks(QApplication.focusWidget() or visit.page, "Prøve truck")
    reach("visit_aftale_1_hvem_borger")
    press(Qt.Key.Key_Space)
    reach("visit_naeste_dato")
    QTest.keyClicks(QApplication.focusWidget() or visit.page, "26/3")
    visit.page.end()
    visit.work.settle()
    press(Qt.Key.Key_Return)
    stored = visit.stored()
    assert stored.besoeg.tilstand == Tilstand.AFSLUTTET
    assert stored.besoeg.naeste_dato == "2026-03-26"
    assert [a.hvad for a in stored.aftaler] == ["Prøve truck"]


def test_the_next_besoeg_must_lie_after_this_one(visit: Visit) -> None:
    visit.write("visit_naeste_dato", "10.03.2026")
    view = form(visit).find_view(NaesteView)
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
    assert form(visit).current() == 10


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
    assert any(r.punkt == 3 and "eksempel" in r.tekst for r in form(visit).remarks())
    visit.write("visit_note_selvstaendighed", "Tog selv returvarerne")
    assert not any(r.punkt == 3 for r in form(visit).remarks())


def test_what_arrives_by_sync_is_shown_but_never_over_the_cursor(visit: Visit) -> None:
    sample = visit.sample
    visit.write("visit_note_hvordan", "Jeg skriver")
    visit.page.flush()
    mine = visit.stored().udsagn[0].id
    QTest.keyClicks(visit.find("visit_note_hvordan"), " videre")
    with sample.database.writing() as tx:
        rows.save(tx, Udsagn, mine, SAG, {"tekst": "Noget helt andet"}, sample.clock())
        verbs.save_vurdering(
            tx, sample.context, sample.aabent, "samarbejde", Stemme.KONSULENT, 5, None, ikke_droeftet=False
        )
        rows.save(tx, Opgave, 4711, SAG, {"praktik": 12, "navn": "Pakke paller", "orden": "9"}, sample.clock())
    visit.page.flush()
    visit.work.settle()
    visit.work.settle()
    assert visit.find("visit_rating_samarbejde").property("value") == 5
    assert any(label.text() == "Pakke paller" for label in visit.page.findChildren(QLabel))
    field = visit.find("visit_note_hvordan")
    assert field.property("plainText") == "Jeg skriver videre"


def test_the_page_leaves_only_when_everything_is_on_disk(visit: Visit) -> None:
    visit.write("visit_note_hvordan", "Sidste ord")
    left: list[str] = []
    visit.page.closed.connect(lambda: left.append("left"))
    visit.tap("visit_back")
    visit.work.settle()
    assert left == ["left"]
    assert visit.stored().udsagn[0].tekst == "Sidste ord"


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
    form(visit).go_to(3, focus=True)
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


def test_when_the_disk_is_full_nothing_is_lost_and_a_copy_can_be_taken(visit: Visit, qtbot: QtBot) -> None:
    allowed = visit.sample.database.writing

    def full(**_bulk: bool) -> NoReturn:
        raise DiskFull

    visit.sample.database.writing = full  # type: ignore[method-assign]
    visit.write("visit_note_hvordan", "Vigtige ord")
    visit.page.flush()
    qtbot.waitUntil(lambda: visit.find("visit_save").property("state") == "error")
    visit.tap("visit_save_kopi")
    assert "Mette Krogh: Vigtige ord" in QGuiApplication.clipboard().text()
    visit.sample.database.writing = allowed  # type: ignore[method-assign]
    qtbot.waitUntil(lambda: visit.find("visit_save").property("state") == "saved", timeout=6000)
    assert [u.tekst for u in visit.stored().udsagn] == ["Vigtige ord"]


def test_the_window_shows_a_date_as_people_write_it(visit: Visit) -> None:
    visit.write("visit_naeste_dato", "26/3")
    visit.find("visit_naeste_tid").setFocus(Qt.FocusReason.TabFocusReason)
    assert visit.find("visit_naeste_dato").property("text") == "26.03.2026"
    assert visit.stored().besoeg.naeste_dato == date(2026, 3, 26).isoformat()


def test_undo_after_vis_for_borger_leaves_the_borgers_answer_and_the_program_alone(visit: Visit) -> None:
    form(visit).go_to(3, focus=True)
    visit.page.share()
    visit.work.settle()
    visit.tap("share_rating_selvstaendighed_3")
    visit.tap("share_back")
    visit.work.settle()
    form(visit).undo.undo()
    visit.work.settle()
    (row,) = visit.stored().vurderinger
    assert (row.stemme, row.trin) == ("borger", 3)


def test_the_borger_sees_her_own_answer_when_she_goes_back_to_it(visit: Visit) -> None:
    form(visit).go_to(3, focus=True)
    visit.page.share()
    visit.work.settle()
    visit.tap("share_rating_selvstaendighed_4")
    visit.tap("share_next")
    visit.tap("share_before")
    assert visit.find("share_rating_selvstaendighed").property("value") == 4


def test_hours_below_the_loentimer_are_kept_shown_and_stop_the_lock(visit: Visit) -> None:
    visit.tap("visit_naeste_dato_om_2")
    visit.write("visit_hours_timer", "7")
    visit.find("visit_naeste_tid").setFocus(Qt.FocusReason.TabFocusReason)
    visit.page.end()
    visit.work.settle()
    assert not visit.find("end_confirm").isEnabled()
    assert visit.page.findChild(QWidget, "end_missing_8") is not None
    assert next(t for t in visit.stored().timer if t.besoeg == visit.sample.aabent).timer == 7.0


def test_a_task_written_without_enter_is_there_when_the_page_is_left(visit: Visit) -> None:
    visit.write("visit_opgave_ny", "Køre truck")
    visit.page.leave()
    visit.work.settle()
    assert "Køre truck" in [o.navn for o in visit.stored().opgaver]


def test_a_time_that_cannot_be_is_said_and_never_stored_as_another(visit: Visit) -> None:
    visit.write("visit_naeste_tid", "25.00")
    visit.find("visit_naeste_dato").setFocus(Qt.FocusReason.TabFocusReason)
    view = form(visit).find_view(NaesteView)
    assert view is not None
    assert view.fejl()
    assert visit.stored().besoeg.naeste_tid is None
    view.show_blad(visit.stored())
    assert visit.find("visit_naeste_tid").property("text") == "25.00"


def test_a_promise_of_somebody_who_is_not_here_stays_theirs_when_its_words_are_mended(visit: Visit) -> None:
    sample = visit.sample
    with sample.database.writing() as tx:
        verbs.save_aftale(tx, sample.context, sample.aabent, 700, "Låner bord", Part.KONSULENT, "Bo Vikar", None, "1")
    form(visit).show_blad(visit.stored())
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


def test_undo_of_unchanged_hours_takes_the_step_away(visit: Visit) -> None:
    visit.tap("visit_hours_timer_uaendret")
    form(visit).undo.undo()
    assert [t for t in visit.stored().timer if t.besoeg == visit.sample.aabent] == []


def test_the_journals_paper_is_covered_until_it_is_asked_for(visit: Visit) -> None:
    visit.tap("visit_end")
    visit.work.settle()
    assert visit.find("end_preview").isHidden()
    visit.tap("end_look")
    assert not visit.find("end_preview").isHidden()


def synced(visit: Visit, sql: str) -> None:
    """Another machine's words are here: the server has all, and the feed stands at 7."""
    with visit.sample.database.writing() as tx:
        tx.conn.exec_driver_sql("DELETE FROM outbox")
        tx.conn.exec_driver_sql("INSERT OR REPLACE INTO meta VALUES ('cursor','7')")
        tx.conn.exec_driver_sql(sql)


def test_keys_in_quick_succession_after_another_machines_words_claim_no_ignorance(visit: Visit) -> None:
    """Only the last of them is stored; what stood there before is what the machine had, not the key before."""
    visit.write("visit_note_hvordan", "hej")
    visit.page.flush()
    (note,) = [u for u in visit.stored().udsagn if u.felt and u.felt.startswith("hvordan")]
    synced(visit, f"UPDATE udsagn SET tekst='fra den anden pc' WHERE id={note.id}")
    visit.find("visit_note_selvstaendighed").setFocus()
    visit.page._arrived({})
    visit.work.settle()
    field = visit.find("visit_note_hvordan")
    assert field.property("plainText") == "fra den anden pc"
    visit.write("visit_note_hvordan", "abc")
    visit.stored()
    visit.page.flush()
    visit.work.settle()
    with visit.sample.database.reading() as tx:
        waits = outbox.entry(tx, "udsagn", note.id)
    assert waits is not None
    assert waits.base == {"tekst": "fra den anden pc"}
    assert waits.base_rev == 7
