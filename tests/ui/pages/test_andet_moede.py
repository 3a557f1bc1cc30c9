"""»Andet møde« on the sag: which meetings it offers, in what order, and how one of them is begun."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu
from pytestqt.qtbot import QtBot

from konsulent_app.services import besoeg as verbs
from konsulent_app.store import rows
from konsulent_app.store.sager import SagBlad, read_sag
from konsulent_app.ui.pages.moede_ord import moeder, start_ord
from konsulent_app.ui.pages.sag_ord import flise_naeste
from konsulent_core.entities import Besoeg, Praktik
from konsulent_core.words import BesoegType, Tilstand
from tests.ui.pages.hands import find, press
from tools import shot_sager
from tools.shot_sager import I_DAG, KATRINE
from tools.shots.scene import Scene

BO = shot_sager.sag_id(11)  # no praktik
ALLE = frozenset(BesoegType)


def blad(s: Scene, sag: int) -> SagBlad:
    with s.database.reading() as tx:
        found = read_sag(tx, sag, I_DAG)
    assert found is not None
    return found


def menu(s: Scene) -> QMenu:
    found = find(s, "case_moeder")
    assert isinstance(found, QMenu)
    return found


def begin(s: Scene, sag: int, besoeg_type: BesoegType, *, lock: bool = False) -> int:
    with s.database.writing() as tx:
        besoeg = verbs.start_besoeg(tx, s.context, sag, besoeg_type)
        if lock:
            rows.save(tx, Besoeg, besoeg, sag, {"tilstand": Tilstand.AFSLUTTET.value}, s.context.clock())
    return besoeg


def test_a_sag_without_praktik_is_offered_a_formoede_first_and_nothing_that_needs_a_praktik(shell: Scene) -> None:
    assert moeder(blad(shell, BO), ALLE) == [BesoegType.FORMOEDE, BesoegType.NETVAERKSMOEDE, BesoegType.TELEFON]


def test_a_praktik_nobody_has_met_about_is_offered_its_startmoede_first(shell: Scene) -> None:
    with shell.database.writing() as tx:
        rows.save(tx, Praktik, 39_000, KATRINE, {"virksomhed": 4_002, "start": "2026-03-01"}, shot_sager.NU)
    found = moeder(blad(shell, KATRINE), ALLE)
    assert found[0] is BesoegType.STARTMOEDE
    assert len(found) == 5


def test_once_they_have_met_the_order_is_the_usual(shell: Scene) -> None:
    assert moeder(blad(shell, KATRINE), ALLE)[:2] == [BesoegType.FORMOEDE, BesoegType.STARTMOEDE]


def test_only_what_has_a_skema_is_offered(shell: Scene) -> None:
    assert moeder(blad(shell, KATRINE), {BesoegType.OPFOELGNING, BesoegType.TELEFON}) == [BesoegType.TELEFON]


def test_another_kind_of_meeting_that_is_open_can_be_gone_on_with_or_left_for_an_opfoelgning(shell: Scene) -> None:
    begin(shell, KATRINE, BesoegType.STARTMOEDE)
    found = blad(shell, KATRINE)
    assert start_ord(found) == "Fortsæt startmøde"
    assert moeder(found, ALLE)[-1] is BesoegType.OPFOELGNING


@pytest.mark.parametrize("hand", [lambda s: press(s, "case_andet_moede"), None])
def test_the_menu_is_reached_by_mouse_and_by_keyboard_and_begins_that_type(
    shell: Scene, qtbot: QtBot, hand: Callable[[Scene], None] | None
) -> None:
    shell.open(BO)
    if hand is not None:
        hand(shell)
    else:
        find(shell, "case_start").setFocus(Qt.FocusReason.TabFocusReason)
        for _ in range(4):  # past »Forbered« and »Ring«
            if not find(shell, "case_andet_moede").hasFocus():
                QTest.keyClick(shell.window, Qt.Key.Key_Tab)
        assert find(shell, "case_andet_moede").hasFocus()
        QTest.keyClick(find(shell, "case_andet_moede"), Qt.Key.Key_Return)
    assert [a.text() for a in menu(shell).actions()] == ["Formøde", "Netværksmøde", "Telefonsamtale"]
    with qtbot.waitSignal(shell.window.start_moede) as begun:
        QTest.keyClick(menu(shell), Qt.Key.Key_Return)
    assert begun.args == [BO, BesoegType.FORMOEDE]


def test_start_besoeg_still_starts_an_opfoelgning(shell: Scene, qtbot: QtBot) -> None:
    shell.open(KATRINE)
    with qtbot.waitSignal(shell.window.start_besoeg) as begun:
        press(shell, "case_start")
    assert begun.args == [KATRINE]


def test_a_formoede_belongs_to_no_praktik_and_a_startmoede_to_the_newest(shell: Scene) -> None:
    formoede, startmoede = (begin(shell, KATRINE, t) for t in (BesoegType.FORMOEDE, BesoegType.STARTMOEDE))
    with shell.database.reading() as tx:
        found = [rows.get(tx, Besoeg, number) for number in (formoede, startmoede)]
    assert [b.praktik for b in found if b is not None] == [None, 3_002]


def test_the_list_of_besoeg_names_every_kind_and_holds_the_telephone_calls(shell: Scene) -> None:
    begin(shell, KATRINE, BesoegType.TELEFON, lock=True)
    shell.open(KATRINE)
    words = [label.text() for label in find(shell, "case_besoeg").findChildren(QLabel)]
    assert {"Telefonsamtale, samtale 1", "Opfølgning, besøg 6"} <= set(words)
    assert find(shell, "case_besoeg_1_papir").accessibleName().startswith("Papir fra telefonsamtale, samtale 1")


def test_a_telephone_call_moves_no_deadline_and_is_counted_apart(shell: Scene) -> None:
    before = blad(shell, KATRINE).forfald
    begin(shell, KATRINE, BesoegType.TELEFON, lock=True)
    found = blad(shell, KATRINE)
    assert found.forfald == before
    assert flise_naeste(found, I_DAG).linje.startswith("Nr. 7")
