"""The facts of a sag as a person writes them: saved field by field, one CPR number once, and a way back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from konsulent_app.store import rows
from konsulent_app.ui.pages.stamdata import StamdataPage
from konsulent_core.entities import Borger, Indsats, Sag
from tests.ui.pages.hands import find, press, text, write
from tools.shot_sager import KATRINE
from tools.shots.scene import Scene

Open = Callable[[int], StamdataPage]


@pytest.fixture
def facts(shell: Scene) -> Open:
    def make(sag: int) -> StamdataPage:
        page = StamdataPage(shell.theme, shell.work, shell.context, shell.feedback, ("Ressourceforløb",))
        shell.window.show_full(page)
        if sag:
            page.open(sag)
        else:
            page.open_new()
        shell.settle()
        return page

    return make


def borgere(shell: Scene) -> list[Borger]:
    shell.settle()
    with shell.database.reading() as tx:
        return rows.find(tx, Borger)


def test_the_plus_above_the_list_and_ctrl_n_ask_for_a_new_sag(shell: Scene, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shell.window.edit_sag) as asked:
        press(shell, "cases_new")
    assert asked.args == [0]
    shell.open(KATRINE)
    with qtbot.waitSignal(shell.window.edit_sag) as asked:
        press(shell, "case_rediger")
    assert asked.args == [KATRINE]


def test_a_new_sag_is_there_with_its_first_name_and_leads_to_itself(shell: Scene, facts: Open, qtbot: QtBot) -> None:
    page = facts(0)
    before = len(borgere(shell))
    write(shell, "facts_fornavn", "Amina")
    with qtbot.waitSignal(page.closed) as left:
        press(shell, "facts_done")
    made = borgere(shell)
    assert len(made) == before + 1
    with shell.database.reading() as tx:
        (sag,) = rows.find(tx, Sag, "id=?", (left.args[0],))
    assert sag.borger in {b.id for b in made if b.fornavn == "Amina"}


def test_a_page_in_which_nothing_was_written_leaves_nothing(shell: Scene, facts: Open, qtbot: QtBot) -> None:
    before = borgere(shell)
    page = facts(0)
    with qtbot.waitSignal(page.closed) as left:
        QTest.keyClick(page, Qt.Key.Key_Escape)
    assert left.args == [None]
    assert borgere(shell) == before


def test_a_number_that_is_none_stays_as_written_and_is_told(shell: Scene, facts: Open) -> None:
    facts(0)
    field = write(shell, "facts_cpr", "999999-1234")
    find(shell, "facts_fornavn").setFocus()
    shell.settle()
    assert "er ikke en dato" in text(shell, "facts_cpr_fejl")
    assert field.text() == "999999-1234"
    assert not any(b.cpr for b in borgere(shell) if b.fornavn is None)


def test_a_number_that_is_typed_to_its_end_is_kept_when_the_app_locks(shell: Scene, facts: Open) -> None:
    page = facts(0)
    write(shell, "facts_cpr", "0102034567")
    page.flush()
    assert any(b.cpr == "0102034567" for b in borgere(shell))


def test_a_number_that_is_here_already_offers_its_sag(shell: Scene, facts: Open, qtbot: QtBot) -> None:
    with shell.database.writing() as tx:
        sag = rows.get(tx, Sag, KATRINE)
        assert sag is not None
        assert sag.borger is not None
        rows.save(tx, Borger, sag.borger, sag.borger, {"cpr": "0102034567"}, shell.context.clock())
    before = len(borgere(shell))
    page = facts(0)
    write(shell, "facts_cpr", "010203-4567")
    find(shell, "facts_fornavn").setFocus()
    shell.settle()
    known = find(shell, "facts_known")
    assert known.isVisible()
    with qtbot.waitSignal(page.open_sag) as there:
        page._known.action.emit()
    assert there.args == [KATRINE]
    assert len(borgere(shell)) == before


def test_a_number_without_modulus_is_pointed_out_and_kept(shell: Scene, facts: Open) -> None:
    facts(0)
    field = write(shell, "facts_cpr", "0102034567")
    find(shell, "facts_fornavn").setFocus()
    shell.settle()
    assert "modulus 11" in text(shell, "facts_cpr_varsel")
    assert field.displayText() == "●" * 11
    assert any(b.cpr == "0102034567" for b in borgere(shell))


def test_facts_are_shown_and_each_is_saved_as_it_is_written(shell: Scene, facts: Open) -> None:
    page = facts(KATRINE)
    name = find(shell, "facts_fornavn")
    assert isinstance(name, QLineEdit)
    assert name.text() == "Katrine"
    write(shell, "facts_sagsbehandler", "Anders Lund")
    press(shell, "facts_ordblind")
    page.flush()
    shell.settle()
    with shell.database.reading() as tx:
        sag = rows.get(tx, Sag, KATRINE)
        borger = rows.get(tx, Borger, sag.borger or 0) if sag else None
    assert sag is not None
    assert borger is not None
    assert (sag.sagsbehandler, borger.ordblind) == ("Anders Lund", True)
    assert find(shell, "facts_save").property("state") == "saved"


def test_an_indsats_is_one_press_and_its_day_as_people_say_it(shell: Scene, facts: Open) -> None:
    page = facts(KATRINE)
    press(shell, "facts_indsats_ny_2")
    write(shell, "facts_indsats_1_uge", "man 9-10")
    find(shell, "facts_fornavn").setFocus()
    page.flush()
    shell.settle()
    with shell.database.reading() as tx:
        (kept,) = rows.find(tx, Indsats, "scope=?", (KATRINE,))
    assert (kept.navn, kept.art, kept.ugeplan) == ("Træning og kost", "traening", "ma 09.00-10.00")
    press(shell, "facts_indsats_1_fjern")
    with shell.database.reading() as tx:
        assert rows.find(tx, Indsats, "scope=?", (KATRINE,)) == []


def test_the_ydelse_is_chosen_from_the_list_or_written(shell: Scene, facts: Open) -> None:
    page = facts(KATRINE)
    choice = find(shell, "facts_ydelse")
    assert isinstance(choice, QComboBox)
    assert choice.findText("Ressourceforløbsydelse") >= 0
    choice.setCurrentText("Ledighedsydelse")
    choice.textActivated.emit("Ledighedsydelse")
    page.flush()
    shell.settle()
    with shell.database.reading() as tx:
        kept = rows.get(tx, Sag, KATRINE)
    assert kept is not None
    assert kept.ydelse == "Ledighedsydelse"


def test_the_number_stands_written_out_in_the_facts_and_that_is_logged_once(shell: Scene, facts: Open) -> None:
    page = facts(KATRINE)
    page.reload()
    shell.settle()
    with shell.database.reading() as tx:
        found = tx.conn.exec_driver_sql("SELECT art, scope FROM haendelse").all()
    assert [tuple(row) for row in found] == [("vis_cpr", KATRINE)]
