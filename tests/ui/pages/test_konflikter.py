"""Konflikter: both versions are read, one is chosen, and nothing is written before that."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from konsulent_app.store import rows
from konsulent_app.ui.pages.konflikt_dele import Resultat, VersionKort
from konsulent_app.ui.side import KONFLIKTER
from konsulent_core.entities import Besoeg, Konflikt, Rettelse, Udsagn
from tests.ui.conftest import Heard
from tests.ui.pages.hands import find, press
from tools import shot_uenige
from tools.shot_sager import KATRINE
from tools.shots.scene import Scene

NOTE, TRIN, DATO = 8_101, 8_102, 8_103


@pytest.fixture
def page(torn: Scene) -> Scene:
    torn.window.show_page(KONFLIKTER)
    torn.settle()
    return torn


def words(s: Scene, name: str) -> str:
    card = find(s, name)
    assert isinstance(card, VersionKort)
    return card.text()


def result(s: Scene) -> Resultat:
    found = find(s, "conflict_result")
    assert isinstance(found, Resultat)
    return found


def title(s: Scene) -> str:
    label = find(s, "conflict_title")
    assert isinstance(label, QLabel)
    return label.text()


def konflikt(s: Scene, number: int) -> Konflikt:
    s.work.settle()
    with s.database.reading() as tx:
        found = rows.get(tx, Konflikt, number)
    assert found is not None
    return found


def test_nothing_is_chosen_beforehand_and_nothing_can_be_saved(page: Scene) -> None:
    chips = find(page, "conflict_choice")
    assert chips.property("value") == ""
    assert not find(page, "conflict_next").isEnabled()
    assert result(page).toPlainText() == ""


def test_both_versions_are_read_with_whose_and_when(page: Scene) -> None:
    assert words(page, "conflict_mine").endswith("Lone har givet sit mobilnummer.")
    assert words(page, "conflict_server").endswith("egen læge 19.02.")
    mine = [label.text() for label in find(page, "conflict_mine").findChildren(QLabel)]
    assert "12.02.2026 kl. 10.58  ·  denne pc" in mine
    assert "Mette Krogh (dig)" in mine


def test_keeping_both_writes_one_text_as_a_rettelse_of_the_locked_besoeg(page: Scene) -> None:
    press(page, "conflict_choice_begge")
    assert result(page).toPlainText().startswith("To sene afbud i uge 6 på grund af søvn. Katrine ringer")
    press(page, "conflict_next")
    kept = konflikt(page, NOTE)
    assert (kept.tilstand, kept.valgt) == ("loest", "begge")
    with page.database.reading() as tx:
        proposed = rows.find(tx, Rettelse)
    assert json.loads(proposed[0].efter or "")["tekst"].endswith("egen læge 19.02.")


def test_after_saving_the_next_field_is_there_and_the_first_is_marked_chosen(page: Scene) -> None:
    press(page, "conflict_choice_min")
    press(page, "conflict_next")
    assert title(page) == "Selvstændighed"
    assert find(page, "conflict_field_1").property("state") == "valgt"
    assert find(page, "conflict_choice_min").hasFocus()


def test_using_the_servers_leaves_the_row_as_it_is(page: Scene) -> None:
    press(page, "conflict_choice_server")
    press(page, "conflict_next")
    with page.database.reading() as tx:
        note = rows.get(tx, Udsagn, 8_001)
    assert note is not None
    assert (note.tekst or "").endswith("egen læge 19.02.")
    assert konflikt(page, NOTE).valgt == "server"


def test_writing_in_the_result_makes_it_ones_own_text(page: Scene) -> None:
    press(page, "conflict_choice_min")
    QTest.keyClicks(result(page), "Aftalt. ")
    assert find(page, "conflict_choice").property("value") == ""
    source = find(page, "conflict_source")
    assert isinstance(source, QLabel)
    assert source.text() == "din tekst"
    press(page, "conflict_next")
    assert konflikt(page, NOTE).valgt == "egen"


def test_levels_and_dates_are_told_in_words_and_both_can_not_be_kept(page: Scene) -> None:
    press(page, "conflict_field_2")
    assert (words(page, "conflict_mine"), words(page, "conflict_server")) == (
        "Trin 3, lidt frem: Udfører kendte opgaver alene og spørger, når noget er uklart.",
        f"Trin 4: {page.context.skemaer['opfoelgning.v1'].dimension('selvstaendighed').fag[3]}",
    )
    assert page.window.findChild(QWidget, "conflict_choice_begge") is None
    press(page, "conflict_field_3")
    assert words(page, "conflict_mine") == "12.03.2026 kl. 13.00"
    assert words(page, "conflict_server") == "19.03.2026 kl. 10.00"


def test_a_choice_that_is_not_saved_waits_while_one_looks_at_another_field(page: Scene) -> None:
    press(page, "conflict_choice_min")
    press(page, "conflict_field_2")
    assert konflikt(page, NOTE).tilstand == "aaben"
    press(page, "conflict_field_1")
    assert find(page, "conflict_choice").property("value") == "min"
    assert find(page, "conflict_next").isEnabled()


def test_doing_it_later_writes_nothing_and_goes_on(page: Scene) -> None:
    press(page, "conflict_later")
    assert title(page) == "Selvstændighed"
    assert [konflikt(page, n).tilstand for n in (NOTE, TRIN, DATO)] == ["aaben"] * 3


def test_when_the_last_one_is_chosen_there_is_nothing_left(page: Scene) -> None:
    for _ in range(3):
        press(page, "conflict_choice_server")
        press(page, "conflict_next")
    assert find(page, "conflict_none").isVisible()
    assert find(page, "nav_konflikter").property("value") == 0


def test_the_choice_is_by_keyboard_too_and_arrows_choose_nothing(page: Scene) -> None:
    mine = find(page, "conflict_choice_min")
    mine.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(mine, Qt.Key.Key_Right)
    assert find(page, "conflict_choice").property("value") == ""
    QTest.keyClick(find(page, "conflict_choice_server"), Qt.Key.Key_Space)
    assert find(page, "conflict_choice").property("value") == "server"


def test_a_konflikt_that_comes_meanwhile_does_not_touch_what_one_is_writing(page: Scene) -> None:
    QTest.keyClicks(result(page), "Halvt skrevet")
    with page.database.writing() as tx:
        rows.save(tx, Konflikt, 8_104, KATRINE, {
            "tabelnavn": "besoeg", "raekke": 20_205, "min": '{"sted": "A"}', "server": '{"sted": "B"}',
            "foer": "{}", "tilstand": "aaben",
        }, page.context.clock())  # fmt: skip
    page.settle()
    assert result(page).toPlainText() == "Halvt skrevet"
    assert find(page, "conflict_field_4").isVisible()


def test_without_konflikter_the_page_says_so(shell: Scene) -> None:
    shell.window.show_page(KONFLIKTER)
    shell.settle()
    assert any(label.text() == "Ingen konflikter" for label in find(shell, "conflict_none").findChildren(QLabel))


def test_the_fields_and_choices_have_roles_and_names(page: Scene, heard: Heard) -> None:
    assert heard(find(page, "conflict_field_1"))[1] == "Fremmøde, noter. Vælg nu"
    assert heard(find(page, "conflict_choice")) == (QAccessible.Role.Grouping, "Fremmøde, noter: vælg version")
    assert heard(find(page, "conflict_choice_begge"))[0] is QAccessible.Role.RadioButton
    assert heard(result(page)) == (QAccessible.Role.EditableText, "Sådan bliver teksten")


def test_the_besoeg_of_the_konflikt_is_named_in_danish(page: Scene) -> None:
    where = find(page, "conflict_where")
    assert isinstance(where, QLabel)
    assert where.text().startswith("Katrine Holm  ·  opfølgning 12.02.2026. Intet er tabt")


def test_a_besoeg_keeps_its_value_until_the_choice_is_saved(page: Scene) -> None:
    press(page, "conflict_field_3")
    press(page, "conflict_choice_min")
    with page.database.reading() as tx:
        besoeg = rows.get(tx, Besoeg, 20_206)
    assert besoeg is not None
    assert besoeg.naeste_tid == "10.00"


@pytest.fixture
def twenty(shell: Scene) -> Scene:
    with shell.database.writing() as tx:
        shot_uenige.add_many(tx)
    shell.window.show_page(KONFLIKTER)
    shell.settle()
    return shell


def choices(s: Scene) -> list[str]:
    found = find(s, "conflict_choice").findChildren(QAbstractButton)
    return [button.text() for button in found if button.isVisible()]


def note(s: Scene) -> str:
    banner = find(s, "conflict_note")
    return next(label.text() for label in banner.findChildren(QLabel)) if banner.isVisible() else ""


def test_of_twenty_each_line_says_whose_it_is_and_those_called_the_same_their_words(twenty: Scene) -> None:
    assert find(twenty, "conflict_field_2").toolTip() == "Hvordan går det?, noter\nKatrine Holm: to versioner"
    assert find(twenty, "conflict_field_9").toolTip() == "Aftale, hvad er aftalt\nKatrine Holm: »Min aftale 9«"
    assert find(twenty, "conflict_field_20").isVisible()


def test_a_virksomheds_field_is_told_by_its_virksomhed(twenty: Scene) -> None:
    where = find(twenty, "conflict_where")
    assert isinstance(where, QLabel)
    assert where.text().startswith("Nordlager A/S. Intet er tabt")


def test_deleting_against_editing_shows_the_words_and_that_they_are_deleted(twenty: Scene) -> None:
    press(twenty, "conflict_field_5")
    assert (words(twenty, "conflict_mine"), words(twenty, "conflict_server")) == ("Jeg vil gerne prøve.", "Slettet")
    assert choices(twenty) == ["Behold min", "Brug serverens"]
    press(twenty, "conflict_choice_min")
    press(twenty, "conflict_next")
    with twenty.database.reading() as tx:
        kept = rows.get(tx, Udsagn, 8_202)
    assert kept is not None
    assert (kept.tekst, kept.slettet) == ("Jeg vil gerne prøve.", False)


def test_a_konflikt_whose_row_has_gone_can_be_read_and_closed_and_no_more(twenty: Scene) -> None:
    press(twenty, "conflict_field_6")
    assert note(twenty).startswith("Feltet er ikke på denne pc længere.")
    assert choices(twenty) == ["Luk konflikten"]
    assert not result(twenty).isVisible()
    press(twenty, "conflict_choice_server")
    press(twenty, "conflict_next")
    assert (konflikt(twenty, 8_505).tilstand, konflikt(twenty, 8_505).valgt) == ("loest", "server")


def test_in_a_locked_besoeg_it_is_said_that_the_choice_becomes_a_rettelse(twenty: Scene) -> None:
    press(twenty, "conflict_field_7")
    assert note(twenty).startswith("Besøget er afsluttet.")
    press(twenty, "conflict_field_8")
    assert note(twenty) == ""


def test_dates_that_are_one_value_are_chosen_as_one(twenty: Scene) -> None:
    press(twenty, "conflict_field_8")
    assert words(twenty, "conflict_mine") == "start 04.03.2025, slut 30.06.2026"
    press(twenty, "conflict_field_4")
    assert words(twenty, "conflict_mine") == "Ingen dato: Katrine er indlagt"


def test_the_whole_history_of_the_field_is_one_press_away(twenty: Scene) -> None:
    press(twenty, "conflict_field_2")
    press(twenty, "conflict_history_all")
    sheet = find(twenty, "history_sheet")
    assert sheet.isVisible()
    told = [label.text() for label in sheet.findChildren(QLabel)]
    assert "Hvordan går det?, noter" in told
    assert "i en konflikt, der venter på et valg" in told
