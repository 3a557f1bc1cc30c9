"""Ny praktik as a person writes it: few taps, nothing lost on the way, and what is missing told where it is."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from konsulent_app.store import rows
from konsulent_app.store.laert import Laert, LaertArt, Lektie
from konsulent_app.store.praktik import keep_udkast, read_udkast
from konsulent_app.ui.pages.ny_praktik import NyPraktikPage
from konsulent_core.entities import Borger, Delmaal, Indsats, Opgave, Praktik, Sag, Timer, Virksomhed
from konsulent_core.praktik_udkast import PraktikUdkast
from tests.ui.pages.hands import find, press, text
from tools.shot_praktik import fill_praktik
from tools.shot_sager import KATRINE, KOMMUNE, NU, firma_id, sag_id
from tools.shots.scene import Scene

MAX_TAPS = 15  # DOMAIN §1

Open = Callable[[], NyPraktikPage]


@pytest.fixture
def open_page(shell: Scene) -> Open:
    def make() -> NyPraktikPage:
        page = NyPraktikPage(shell.theme, shell.work, shell.context, shell.feedback)
        shell.window.show_full(page)
        page.open(KATRINE)
        shell.settle()
        return page

    return make


def kept(shell: Scene) -> PraktikUdkast:
    with shell.database.reading() as tx:
        return read_udkast(tx, KATRINE)


def test_a_new_praktik_takes_at_most_fifteen_taps_and_all_of_it_is_there(
    shell: Scene, open_page: Open, qtbot: QtBot
) -> None:
    shell.open(KATRINE)
    with qtbot.waitSignal(shell.window.new_praktik) as wanted:
        press(shell, "case_ny_praktik")
    assert wanted.args == [KATRINE]
    page = open_page()
    taps = 1 + fill_praktik(page, shell.settle) + 1
    with qtbot.waitSignal(page.created) as made:
        press(shell, "placement_create")
    assert made.args == [KATRINE]
    assert 10 < taps <= MAX_TAPS
    with shell.database.reading() as tx:
        praktik = rows.find(tx, Praktik, "scope=?", (KATRINE,), order="start")[-1]
        (delmaal,) = rows.find(tx, Delmaal, "praktik=?", (praktik.id,))
        (timer,) = rows.find(tx, Timer, "praktik=?", (praktik.id,))
    assert (praktik.start, praktik.slut) == ("2026-03-17", "2026-06-15")
    assert praktik.ugeplan == "ti 09.00-11.30; to 09.00-11.30"
    assert praktik.formaal_tekst == "Kan Katrine holde 5 timer om ugen i et køkken?"
    assert (delmaal.dato, delmaal.smart) == ("2026-04-10", "SMART")
    assert timer.moenster == "2×2,5"
    assert kept(shell).is_empty


def test_the_rail_says_what_was_answered_and_frames_the_step_that_is_written_in(shell: Scene, open_page: Open) -> None:
    page = open_page()
    rail = [find(shell, f"placement_agenda_{number}").accessibleName() for number in range(1, 7)]
    assert rail[0] == "1. Virksomhed, ikke berørt, ikke svaret, vises nu"
    assert all(name.endswith(", ikke svaret") for name in rail[1:])
    fill_praktik(page, shell.settle)
    find(shell, "placement_goal_1").setFocus()
    rail = [find(shell, f"placement_agenda_{number}").accessibleName() for number in range(1, 7)]
    assert rail == [
        "1. Virksomhed, berørt, Café Solbakken",
        "2. Ugeplan, berørt, 2 dage, 5 timer om ugen",
        "3. Formål, berørt, Afklare job eller uddannelse",
        "4. Delmål, berørt, 1 delmål, SMART 5 af 5, vises nu",
        "5. Skånehensyn, ikke berørt, ikke svaret",
        "6. Bekymringssag, berørt, Nej",
    ]


def test_places_that_could_fit_stand_with_their_reasons_until_one_is_chosen(shell: Scene, open_page: Open) -> None:
    cafe = firma_id("Café Solbakken")
    with shell.database.writing() as tx:
        sag = rows.get(tx, Sag, KATRINE)
        assert sag is not None
        assert sag.borger is not None
        rows.save(tx, Borger, sag.borger, sag.borger, {"oensker": "En lille café"}, NU)
        rows.save(tx, Virksomhed, cafe, KOMMUNE, {"branche": "Café", "pladser": 4}, NU)
    page = open_page()
    told = [label.text() for label in page.steps[0].findChildren(QLabel)]
    assert "Steder, der kunne passe Katrine" in told
    assert "Ønsker en lille café" in told
    fit = find(shell, f"placement_fit_{cafe}")
    assert fit.isVisibleTo(page)
    find(shell, "placement_search").setFocus()
    QTest.keyClicks(find(shell, "placement_search"), "Nord")
    assert not fit.isVisibleTo(page)
    QTest.keyClick(find(shell, "placement_search"), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(find(shell, "placement_search"), Qt.Key.Key_Delete)
    press(shell, fit.objectName())
    assert kept(shell).virksomhed == cafe
    assert not fit.isVisibleTo(page)


def test_what_is_missing_is_told_and_the_keyboard_stands_there(shell: Scene, open_page: Open) -> None:
    open_page()
    press(shell, "placement_create")
    assert text(shell, "placement_missing").startswith("Før praktikken kan oprettes: Vælg virksomheden.")
    assert "Er du bekymret" not in text(shell, "placement_missing")
    assert "Svar på, om du er bekymret for starten." in text(shell, "placement_missing")
    assert find(shell, "placement_search").hasFocus()
    press(shell, "placement_concern_nej")
    assert "bekymret" not in text(shell, "placement_missing")


def test_the_draft_is_there_again_after_leaving(shell: Scene, open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    week = find(shell, "placement_week")
    week.setFocus()
    QTest.keyClicks(week, "2x2")
    with qtbot.waitSignal(page.closed):
        QTest.keyClick(page, Qt.Key.Key_Escape)
    assert kept(shell).sagt == "2x2"
    open_page()
    again = find(shell, "placement_week")
    assert isinstance(again, QLineEdit)
    assert again.text() == "2x2"
    assert "2 dage, 4 timer om ugen" in text(shell, "placement_sum")


def test_a_plan_that_cannot_be_read_stays_as_written_and_says_so_when_it_is_left(shell: Scene, open_page: Open) -> None:
    open_page()
    week = find(shell, "placement_week")
    week.setFocus()
    QTest.keyClicks(week, "ofte")
    assert find(shell, "placement_week_fejl").isHidden()
    find(shell, "placement_purpose_text").setFocus()
    shell.settle()
    assert "2x2,5" in text(shell, "placement_week_fejl")
    assert isinstance(week, QLineEdit)
    assert week.text() == "ofte"


def test_a_pressed_day_comes_and_goes(shell: Scene, open_page: Open) -> None:
    open_page()
    press(shell, "placement_day_on")
    assert kept(shell).ugeplan == "on 09.00-12.00"
    press(shell, "placement_day_fr")
    press(shell, "placement_day_on")
    assert kept(shell).ugeplan == "fr 09.00-12.00"
    day = find(shell, "placement_day_fr")
    assert day.accessibleName() == "fredag: Praktik 09.00–12.00"


def test_a_clash_with_another_indsats_is_told(shell: Scene, open_page: Open) -> None:
    with shell.database.writing() as tx:
        values = {"art": "traening", "navn": "Træning", "ugeplan": "on 10.00-11.00"}
        rows.save(tx, Indsats, 990_001, KATRINE, values, shell.context.clock())
    open_page()
    assert find(shell, "placement_day_on").accessibleName() == "onsdag: Træning 10.00–11.00"
    press(shell, "placement_day_on")
    assert text(shell, "placement_clash") == "Træning ligger samme tid som praktikken onsdag."


def test_smart_asks_for_the_first_letter_that_does_not_hold(shell: Scene, open_page: Open) -> None:
    open_page()
    goal = find(shell, "placement_goal_1")
    goal.setFocus()
    QTest.keyClicks(goal, "Laver salater")
    shell.settle()
    for letter in ("specifikt", "maalbart"):
        press(shell, f"placement_smart_{letter}_1")
    assert text(shell, "placement_smart_spoerg_1") == "Attraktivt: Spørg Katrine, hvad der gør det værd at nå."
    press(shell, "placement_goal_more")
    assert find(shell, "placement_goal_2").hasFocus()


def test_lessons_are_taken_over_in_one_press_and_given_back_in_another(shell: Scene, open_page: Open) -> None:
    page = open_page()
    lessons = (
        Lektie(art=LaertArt.TIMER, tekst="2×2,5 timer er det højeste", kilde="prøvet", vaerdi="2×2,5", virkede=True),
        Lektie(art=LaertArt.SKAANEHENSYN, tekst="På skrift", kilde="virker", vaerdi="På skrift", virkede=True),
        Lektie(art=LaertArt.OPGAVE, tekst="Opvask: droppet", kilde="ryg", vaerdi="Opvask", virkede=False),
    )
    panel = page.findChild(QWidget, "placement_laert")
    assert panel is not None
    panel.show_laert(Laert(praktik=7, sted="Gården", periode="", slut_ord="", lektier=lessons))  # type: ignore[attr-defined]
    panel.show()
    boxes = [b for b in panel.findChildren(QAbstractButton) if b.objectName().startswith("placement_lektie_")]
    assert [b.isChecked() for b in boxes[-3:]] == [True, True, False]
    panel.taken.emit(lessons[:2])  # type: ignore[attr-defined]
    shell.settle()
    assert (kept(shell).sagt, kept(shell).skaanehensyn, kept(shell).opgaver) == ("2×2,5", ("På skrift",), ())
    assert kept(shell).ugeplan == "ti 09.00-11.30; to 09.00-11.30"
    done = panel.findChild(QLabel, "placement_inherited")
    assert done is not None
    assert done.text().startswith("Overtaget kl. ")
    press(shell, "placement_inherit_undo")
    assert (kept(shell).sagt, kept(shell).skaanehensyn) == ("", ())


def test_words_are_added_and_taken_away_again(shell: Scene, open_page: Open) -> None:
    open_page()
    field = find(shell, "placement_opgave")
    field.setFocus()
    QTest.keyClicks(field, "Salater")
    QTest.keyClick(field, Qt.Key.Key_Return)
    shell.settle()
    assert kept(shell).opgaver == ("Salater",)
    press(shell, "placement_opgave_1")
    assert kept(shell).opgaver == ()
    with shell.database.reading() as tx:
        assert not rows.find(tx, Opgave, "navn='Salater'")


@pytest.mark.parametrize("leave", [NyPraktikPage.leave, NyPraktikPage.flush, NyPraktikPage.create_praktik])
def test_a_word_that_is_not_added_yet_is_in_the_draft_when_the_page_is_left(
    shell: Scene, open_page: Open, leave: Callable[[NyPraktikPage], None]
) -> None:
    page = open_page()
    field = find(shell, "placement_hensyn")
    field.setFocus()
    QTest.keyClicks(field, "Ro om sig")
    leave(page)
    shell.settle()
    assert kept(shell).skaanehensyn == ("Ro om sig",)


def test_a_workplace_nobody_has_been_at_is_made_from_its_name(shell: Scene, open_page: Open) -> None:
    open_page()
    field = find(shell, "placement_search")
    QTest.keyClicks(field, "Kajens Kro")
    shell.settle()
    assert find(shell, "placement_none").isVisible()
    press(shell, "placement_new_company")
    with shell.database.reading() as tx:
        (made,) = rows.find(tx, Virksomhed, "navn='Kajens Kro'")
    assert kept(shell).virksomhed == made.id
    assert made.scope == shell.context.bruger.kommune
    assert find(shell, f"placement_hit_{made.id}").property("checked") is True


def test_a_formaal_that_is_offered_no_more_stands_in_the_draft_that_has_it(shell: Scene, open_page: Open) -> None:
    with shell.database.writing() as tx:
        keep_udkast(tx, KATRINE, PraktikUdkast(formaal="Gammelt formål"))
    open_page()
    assert find(shell, "placement_purpose_gammelt_formaal").property("checked")
    assert find(shell, "placement_purpose_afklare").isVisibleTo(find(shell, "placement_purpose"))


def test_a_new_praktik_here_begins_with_the_workplace_and_its_people_filled_in(shell: Scene) -> None:
    page = NyPraktikPage(shell.theme, shell.work, shell.context, shell.feedback)
    shell.window.show_full(page)
    page.open(sag_id(11), firma_id("Nordlager A/S"))
    shell.settle()
    with shell.database.reading() as tx:
        draft = read_udkast(tx, sag_id(11))
    assert (draft.virksomhed, draft.kontaktperson, draft.mentor) == (firma_id("Nordlager A/S"), 4_502, 4_503)
    assert find(shell, f"placement_hit_{draft.virksomhed}").property("checked") is True
    assert find(shell, "placement_week").hasFocus()


def test_tab_meets_the_dates_of_the_plan_before_its_days(shell: Scene, open_page: Open) -> None:
    page = open_page()
    names: list[str] = []
    widget = find(shell, "placement_week").nextInFocusChain()
    while widget is not None and widget.objectName() != "placement_week":
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and page.isAncestorOf(widget):
            names.append(widget.objectName())
        widget = widget.nextInFocusChain()
    order = ["placement_from", "placement_start", "placement_end", "placement_day_ma", "placement_day_soe"]
    assert [name for name in names if name in order] == order


def test_a_draft_for_another_workplace_is_moved_here_and_back_again(shell: Scene, open_page: Open) -> None:
    fill_praktik(open_page(), shell.settle)
    before = kept(shell).virksomhed
    page = NyPraktikPage(shell.theme, shell.work, shell.context, shell.feedback)
    shell.window.show_full(page)
    page.open(KATRINE, firma_id("Nordlager A/S"))
    shell.settle()
    assert kept(shell).virksomhed == firma_id("Nordlager A/S")
    goer = shell.said[-1].goer
    assert goer is not None
    goer()
    shell.settle()
    assert kept(shell).virksomhed == before
