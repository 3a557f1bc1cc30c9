"""Rediger praktik as a person writes it: each field is saved, rows come and go, and the ways on are there."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from konsulent_app.store import rows
from konsulent_app.ui.pages.praktik import PraktikPage
from konsulent_core.entities import Delmaal, Kontaktperson, Opgave, Praktik, Skaanehensyn
from konsulent_core.merge import Value
from tests.ui.pages.hands import find, press, text, write
from tools.shot_sager import KATRINE, KOMMUNE, firma_id
from tools.shot_timer import KATRINES_PRAKTIK
from tools.shots.scene import Scene

Open = Callable[[], PraktikPage]


@pytest.fixture
def page(shell: Scene) -> PraktikPage:
    made = PraktikPage(shell.theme, shell.work, shell.context, shell.feedback)
    shell.window.show_full(made)
    made.open(KATRINES_PRAKTIK)
    shell.settle()
    return made


def kept(shell: Scene, page: PraktikPage) -> Praktik:
    page.flush()
    shell.settle()
    with shell.database.reading() as tx:
        found = rows.get(tx, Praktik, KATRINES_PRAKTIK)
    assert found is not None
    return found


def test_the_head_and_the_forloeb_lead_to_the_praktik(shell: Scene, qtbot: QtBot) -> None:
    shell.open(KATRINE)
    for name in ("case_rediger_praktik", "case_praktik_1"):
        with qtbot.waitSignal(shell.window.edit_praktik) as asked:
            press(shell, name)
        assert asked.args == [KATRINES_PRAKTIK]


def test_each_field_is_shown_and_saved_as_it_is_written(shell: Scene, page: PraktikPage) -> None:
    assert text(shell, "praktik_virksomhed") == "Nordlager A/S, Horsens"
    write(shell, "praktik_afdeling", "Retur")
    write(shell, "praktik_vitas", "87654")
    press(shell, "praktik_formaal_traene")
    found = kept(shell, page)
    assert (found.afdeling, found.vitas, found.formaal) == ("Retur", "87654", "traene")
    assert find(shell, "praktik_save").property("state") == "saved"


def test_mentor_and_rhythm_are_chosen_from_what_there_is(shell: Scene, page: PraktikPage) -> None:
    with shell.database.reading() as tx:
        people = rows.find(tx, Kontaktperson, "virksomhed=?", (firma_id("Nordlager A/S"),), order="navn, id")
    mentor, rhythm = find(shell, "praktik_mentor"), find(shell, "praktik_interval_dage")
    assert isinstance(mentor, QComboBox)
    assert isinstance(rhythm, QComboBox)
    assert [mentor.itemText(n).partition(",")[0] for n in range(1, mentor.count())] == [p.navn for p in people]
    mentor.setCurrentIndex(1)
    mentor.activated.emit(1)
    rhythm.activated.emit(1)
    found = kept(shell, page)
    assert (found.mentor, found.interval_dage) == (people[0].id, 7)


def test_a_plan_is_typed_as_people_say_it_and_shown_back(shell: Scene, page: PraktikPage) -> None:
    write(shell, "praktik_week", "ti fr 10-12.30")
    find(shell, "praktik_vitas").setFocus()
    assert kept(shell, page).ugeplan == "ti 10.00-12.30; fr 10.00-12.30"
    assert "2 dage, 5 timer om ugen" in text(shell, "praktik_sum")
    assert text(shell, "praktik_timer_hint") == "Ugeplanen er 5 timer, men timerne står til 16 timer."
    press(shell, "praktik_day_fr")
    assert kept(shell, page).ugeplan == "ti 10.00-12.30"


def test_a_plan_that_cannot_be_read_stays_as_typed_and_the_old_one_stands(shell: Scene, page: PraktikPage) -> None:
    before = kept(shell, page).ugeplan
    field = write(shell, "praktik_week", "ofte")
    find(shell, "praktik_vitas").setFocus()
    assert kept(shell, page).ugeplan == before
    assert field.text() == "ofte"
    assert "2x2,5" in text(shell, "praktik_week_fejl")


def test_an_end_before_the_start_is_told_at_its_field_and_not_saved(shell: Scene, page: PraktikPage) -> None:
    write(shell, "praktik_slut", "01.01.2025")
    assert kept(shell, page).slut == "2026-06-30"
    assert any(
        w.isVisible() and "ligge efter starten" in w.text()  # type: ignore[attr-defined]
        for w in page.findChildren(QWidget, "praktik_slut_fejl")
    )


def test_an_extension_is_one_press_and_one_to_take_it_back(shell: Scene, page: PraktikPage) -> None:
    button = find(shell, "praktik_forlaeng_1")
    assert isinstance(button, QAbstractButton)
    assert button.text() == "Forlæng til 28.07.2026"
    press(shell, "praktik_forlaeng_1")
    assert kept(shell, page).slut == "2026-07-28"
    shell.settle()
    slut = find(shell, "praktik_slut")
    assert isinstance(slut, QLineEdit)
    assert slut.text() == "28.07.2026"
    goer = shell.said[-1].goer
    assert goer is not None
    goer()
    assert kept(shell, page).slut == "2026-06-30"


def test_a_delmaal_is_added_moved_and_removed_with_undo(shell: Scene, page: PraktikPage) -> None:
    press(shell, "praktik_delmaal_ny")
    write(shell, "praktik_goal_3", "Bruge lagersystemet alene")
    press(shell, "praktik_smart_specifikt_3")
    press(shell, "praktik_delmaal_3_tilstand_justeret")
    kept(shell, page)

    def goals() -> list[tuple[str | None, str | None, str | None]]:
        shell.settle()
        with shell.database.reading() as tx:
            found = rows.find(tx, Delmaal, "praktik=?", (KATRINES_PRAKTIK,), order="orden, id")
        return [(d.tekst, d.smart, d.tilstand) for d in found]

    assert goals()[-1] == ("Bruge lagersystemet alene", "S", "justeret")
    press(shell, "praktik_delmaal_1_fjern")
    assert len(goals()) == 2
    assert shell.said[-1].tekst == "Delmålet er fjernet."
    goer = shell.said[-1].goer
    assert goer is not None
    goer()
    assert len(goals()) == 3


def test_a_new_row_of_which_nothing_is_written_is_not_stored(shell: Scene, page: PraktikPage) -> None:
    with shell.database.reading() as tx:
        before = len(rows.find(tx, Opgave, "praktik=?", (KATRINES_PRAKTIK,)))
    press(shell, "praktik_opgave_ny")
    find(shell, "praktik_vitas").setFocus()
    kept(shell, page)
    with shell.database.reading() as tx:
        assert len(rows.find(tx, Opgave, "praktik=?", (KATRINES_PRAKTIK,))) == before


def test_an_opgave_and_a_skaanehensyn_are_written_in_place(shell: Scene, page: PraktikPage) -> None:
    write(shell, "praktik_opgave_1_navn", "Plukke store ordrer")
    write(shell, "praktik_hensyn_2_titel", "Ingen løft")
    write(shell, "praktik_hensyn_2_aftalt", "12.03.2026")
    kept(shell, page)
    with shell.database.reading() as tx:
        opgaver = [o.navn for o in rows.find(tx, Opgave, "praktik=?", (KATRINES_PRAKTIK,), order="orden, id")]
        hensyn = rows.find(tx, Skaanehensyn, "scope=?", (KATRINE,), order="orden, id")
    assert opgaver[0] == "Plukke store ordrer"
    assert (hensyn[1].titel, hensyn[1].aftalt) == ("Ingen løft", "2026-03-12")
    assert hensyn[1].ordlyd == "Højst 5 kilo ad gangen."


def test_the_way_to_the_afslutning_and_to_the_hours(shell: Scene, page: PraktikPage, qtbot: QtBot) -> None:
    write(shell, "praktik_vitas", "1")
    with qtbot.waitSignal(page.wants_afslutning) as asked:
        press(shell, "praktik_afslut")
    assert asked.args == [KATRINE, KATRINES_PRAKTIK]
    assert kept(shell, page).vitas == "1"
    with qtbot.waitSignal(page.wants_timer) as hours:
        press(shell, "praktik_timer")
    assert hours.args == [KATRINE]


def test_esc_leads_back_to_the_sag_and_what_was_written_is_kept(shell: Scene, page: PraktikPage, qtbot: QtBot) -> None:
    write(shell, "praktik_arbejdstoej", "Sikkerhedssko")
    with qtbot.waitSignal(page.closed) as left:
        QTest.keyClick(page, Qt.Key.Key_Escape)
    assert left.args == [KATRINE]
    assert kept(shell, page).arbejdstoej == "Sikkerhedssko"


def test_another_workplaces_people_are_not_offered(shell: Scene, page: PraktikPage) -> None:
    with shell.database.writing() as tx:
        values: dict[str, Value] = {"virksomhed": firma_id("Café Solbakken"), "navn": "Hanne Falk"}
        rows.save(tx, Kontaktperson, 4_999, KOMMUNE, values, shell.context.clock())
    page.reload()
    shell.settle()
    contact = find(shell, "praktik_kontaktperson")
    assert isinstance(contact, QComboBox)
    assert not any("Hanne" in contact.itemText(n) for n in range(contact.count()))
