"""Forbered: what is read before a visit, and that it leads there and back."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from konsulent_app.services import afslut
from konsulent_app.services import besoeg as verbs
from konsulent_app.store import rows
from konsulent_app.store.besoeg import read_kommende
from konsulent_app.ui.pages import forbered_ord
from konsulent_app.ui.side import FORBERED, IDAG
from konsulent_app.ui.theme import Theme
from konsulent_core.entities import Aftale, Spoergsmaal, Svar, Udsagn
from konsulent_core.errors import WorldError
from konsulent_core.merge import Value
from konsulent_core.words import Stemme
from tests.sample import SAG, Sample, make_sample
from tests.ui.pages.hands import find, press, text
from tools.shot_sager import KATRINE, sag_id
from tools.shots.idag import forbered
from tools.shots.scene import Scene, scene

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def ready(theme: Theme) -> Iterator[Scene]:
    """Opened from I dag."""
    with scene(theme) as found:
        found.window.show_page(IDAG)
        forbered(found)
        yield found
        found.settle()
        assert not found.crashes, found.crashes


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    found = make_sample(tmp_path)
    yield found
    found.database.close()


def words(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


def lines(sample: Sample) -> list[forbered_ord.PunktLinje]:
    with sample.database.reading() as tx:
        blad = read_kommende(tx, SAG, sample.clock())
    assert blad is not None
    return forbered_ord.punkter(blad, sample.context.skemaer["opfoelgning.v1"])


def test_each_point_holds_what_was_said_and_agreed_last_time(sample: Sample) -> None:
    found = {line.titel: (line.fakta, line.noter or (line.tom,)) for line in lines(sample)}
    assert len(found) == 10
    assert found["Hvordan går det?"] == ((), ("Ikke drøftet",))
    assert found["Arbejdsopgaver"] == (("sidst trin 4",), ("Plukke ordrer: selvstændigt. Fylde op: med støtte.",))
    assert found["Fremmøde"] == (("stabilitet sidst trin 2",), ("Katrine: To sene afbud.",))
    assert found["Socialt på pladsen"] == (("samarbejde sidst trin 4", "fremtræden sidst trin 4"), ("Ingen noter",))
    assert found["Skånehensyn"] == ((), ("Pause hver time: virker.",))
    assert found["Løntimer"][0] == ("sidst 8 timer",)
    assert found["Timetal"][0] == ("sidst 16 timer",)
    assert found["Aftaler til næste gang"] == (("3 aftaler",), ("Gennemgås først i besøget.",))


def test_internal_notes_are_not_read_out_of_their_place(sample: Sample) -> None:
    with sample.database.writing() as tx:
        verbs.delete_if_empty(tx, sample.context, sample.aabent)
        values: dict[str, Value] = {
            "besoeg": sample.foerste,
            "felt": "hvordan.intern",
            "stemme": "konsulent",
            "vaerdi": "Kun for mig",
        }
        rows.save(tx, Svar, 991, SAG, values, sample.clock())
    assert not [line for line in lines(sample) if any("Kun for mig" in note for note in line.noter)]


def test_what_was_said_under_another_agenda_is_not_lost(sample: Sample) -> None:
    with sample.database.writing() as tx:
        values: dict[str, Value] = {"besoeg": sample.foerste, "felt": "start.note", "stemme": "borger"}
        said: dict[str, Value] = {"person": "Katrine", "tekst": "Vil gerne have arbejdstøj."}
        rows.save(tx, Udsagn, 992, SAG, {**values, **said}, sample.clock())
    last = lines(sample)[-1]
    assert (last.nummer, last.titel, last.noter) == (0, "Andet fra sidst", ("Katrine: Vil gerne have arbejdstøj.",))


def test_a_level_that_was_not_discussed_last_time_is_the_one_before_it_with_its_date(sample: Sample) -> None:
    with sample.database.writing() as tx:
        verbs.save_vurdering(tx, sample.context, sample.aabent, "selvstaendighed", Stemme.KONSULENT, None, None,
                             ikke_droeftet=True)  # fmt: skip
        verbs.save_naeste(tx, sample.context, sample.aabent, date(2026, 3, 26), None, None)
        afslut.lock_besoeg(tx, sample.context, sample.aabent)
    sample.clock.pass_by(days=1)
    assert lines(sample)[2].fakta == ("sidst trin 3 (12.02.2026)",)


def test_an_open_visit_is_the_one_that_is_made_ready_for(sample: Sample) -> None:
    with sample.database.reading() as tx:
        blad = read_kommende(tx, SAG, sample.clock())
    assert blad is not None
    assert blad.besoeg.id == sample.aabent


def test_nothing_is_written_by_making_ready(ready: Scene) -> None:
    with ready.database.reading() as tx:
        found = tx.conn.exec_driver_sql("SELECT count(*) FROM besoeg WHERE tilstand='kladde'").scalar_one()
        log = tx.conn.exec_driver_sql("SELECT art, scope FROM haendelse").all()
    assert found == 0
    assert [tuple(row) for row in log] == [("aabn_sag", KATRINE)]


def test_the_page_says_whose_visit_when_and_where(ready: Scene) -> None:
    assert text(ready, "prepare_name") == "Forbered: Katrine Holm"
    assert text(ready, "prepare_place") == (
        "besøg i dag kl. 10.00  ·  Nordlager A/S, Egeskovvej 12, Horsens  ·  Lone Bach"
    )
    assert "Plukker faste ordrer alene. Beder om hjælp ved nye varenumre." in words(find(ready, "prepare_point_3"))
    assert "Lone Bach: Hun er tilbage og i godt humør." in words(find(ready, "prepare_since"))
    assert "Tage imod varer en stille dag" in words(find(ready, "prepare_goals"))


def test_it_is_not_in_the_navigation_and_leads_back_where_one_came_from(ready: Scene) -> None:
    assert FORBERED not in [item.objectName().removeprefix("nav_") for item in ready.window.nav.items()]
    press(ready, "prepare_back")
    assert find(ready, "today").isVisible()
    ready.open(KATRINE)
    ready.window.show_page("sager")
    press(ready, "case_prepare")
    assert find(ready, "prepare").isVisible()
    QTest.keyClick(find(ready, "prepare_start"), Qt.Key.Key_Escape)
    assert find(ready, "cases").isVisible()


def test_ctrl_e_opens_it_and_ctrl_b_starts_the_visit(theme: Theme, qtbot: QtBot) -> None:
    with scene(theme) as found:
        found.window.show_page(IDAG)
        found.settle()
        QTest.keyClick(found.window, Qt.Key.Key_E, CTRL)
        found.settle()
        assert text(found, "prepare_name") == "Forbered: Katrine Holm"
        assert find(found, "prepare_start").hasFocus()
        with qtbot.waitSignal(found.window.start_besoeg) as begun:
            QTest.keyClick(found.window, Qt.Key.Key_B, CTRL)
        assert begun.args == [KATRINE]


def test_ctrl_e_in_sager_makes_ready_for_the_open_sag(shell: Scene) -> None:
    QTest.keyClick(shell.window, Qt.Key.Key_E, CTRL)
    assert shell.window.current() is shell.sager
    shell.open(sag_id(3))
    QTest.keyClick(shell.window, Qt.Key.Key_E, CTRL)
    shell.settle()
    assert text(shell, "prepare_name") == "Forbered: Peter Vang"


def test_after_the_visit_one_stands_where_one_came_from(ready: Scene) -> None:
    ready.window.show_full(QWidget())
    ready.window.leave_full()
    assert find(ready, "today").isVisible()


def test_a_visit_that_has_begun_is_gone_on_with(ready: Scene, qtbot: QtBot) -> None:
    with ready.database.writing() as tx:
        besoeg = verbs.start_besoeg(tx, ready.context, KATRINE)
    qtbot.waitUntil(lambda: find(ready, "prepare_start").property("text") == "Fortsæt besøg", timeout=3_000)
    with qtbot.waitSignal(ready.window.open_besoeg) as opened:
        press(ready, "prepare_start")
    assert opened.args == [besoeg]


def test_the_whole_of_last_time_can_be_read(ready: Scene, qtbot: QtBot) -> None:
    with qtbot.waitSignal(ready.window.open_besoeg) as opened:
        press(ready, "prepare_whole")
    assert opened.args == [20_206]


def test_an_open_aftale_can_be_ticked_and_taken_back(ready: Scene) -> None:
    press(ready, "prepare_promise_1_gjort")
    assert find(ready, "prepare_promise_1").property("value") == "gjort"
    press(ready, "toast_handling")
    ready.settle()
    with ready.database.reading() as tx:
        kept = rows.get(tx, Aftale, 5_003)
    assert kept is not None
    assert not kept.gjort


def test_before_a_first_visit_the_questions_stand_there(theme: Theme) -> None:
    with scene(theme) as found:
        found.window.prepare_besoeg(sag_id(11))
        found.settle()
        assert find(found, "prepare").property("state") == "first"
        assert text(found, "prepare_first") == "Første besøg. Brug startmødet"
        assert "Hvordan går det, Bo?" in words(find(found, "prepare_point_1"))


def test_a_sag_that_left_the_machine_says_so(ready: Scene) -> None:
    ready.window.prepare_besoeg(999_999)
    ready.settle()
    assert find(ready, "prepare").property("state") == "gone"
    press(ready, "prepare_gone_handling")
    assert find(ready, "today").isVisible()


def test_what_can_not_be_read_offers_to_try_again(ready: Scene) -> None:
    ready.window.page(FORBERED)._failed(WorldError("Disken svarer ikke."))  # type: ignore[attr-defined]
    assert find(ready, "prepare").property("state") == "error"
    press(ready, "prepare_error_handling")
    assert find(ready, "prepare").property("state") == "shown"


def ask_at(ready: Scene, punkt: int, words_: str) -> QLineEdit:
    press(ready, f"prepare_ask_{punkt}")
    field = find(ready, "prepare_question")
    assert isinstance(field, QLineEdit)
    assert field.hasFocus()
    QTest.keyClicks(field, words_)
    return field


def questions(ready: Scene) -> list[Spoergsmaal]:
    ready.settle()
    with ready.database.reading() as tx:
        return rows.find(tx, Spoergsmaal, "sag=?", (KATRINE,), order="orden, id")


def test_own_questions_stand_by_their_punkt_and_say_who_may_read_them(ready: Scene) -> None:
    assert "Kun dig og teamlederen. Kan indgå i aktindsigt." in words(find(ready, "prepare_questions"))
    assert "Hvad skete der den 23. og 25. februar?" in words(find(ready, "prepare_question_3"))
    assert "Fremmøde" in words(find(ready, "prepare_question_3"))
    assert find(ready, "prepare_ask_4").accessibleName() == "Skriv et eget spørgsmål til Fremmøde. Der er 1"


def test_a_question_is_written_at_its_punkt_with_enter(ready: Scene, qtbot: QtBot) -> None:
    QTest.keyClick(ask_at(ready, 6, "Virker pausen?"), Qt.Key.Key_Return)
    assert ("skaanehensyn", "Virker pausen?") in [(one.punkt, one.tekst) for one in questions(ready)]
    qtbot.waitUntil(lambda: find(ready, "prepare_ask_6").property("text") == "1", timeout=3_000)


def test_a_question_half_written_is_kept_when_one_goes_to_another_punkt_or_away(ready: Scene) -> None:
    ask_at(ready, 6, "Virker pausen?")
    field = ask_at(ready, 7, "Flere løntimer?")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    kept = {(one.punkt, one.tekst) for one in questions(ready)}
    assert {("skaanehensyn", "Virker pausen?"), ("loentimer", "Flere løntimer?")} < kept


def test_a_question_is_ticked_deleted_and_brought_back(ready: Scene, qtbot: QtBot) -> None:
    press(ready, "prepare_asked_1")
    assert questions(ready)[0].stillet == "2026-03-12"
    press(ready, "toast_handling")
    assert questions(ready)[0].stillet is None
    press(ready, "prepare_question_away_1")
    assert len(questions(ready)) == 2
    press(ready, "toast_handling")
    assert len(questions(ready)) == 3


@pytest.mark.parametrize("own", [False, True])
def test_the_sheet_is_saved_where_the_person_says_and_asks_each_time_about_the_questions(
    ready: Scene, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, own: bool
) -> None:
    asked: list[str] = []

    def ask(_parent: object, _title: str, name: str, _kind: str) -> tuple[str, str]:
        asked.append(name)
        return str(tmp_path / name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    press(ready, "prepare_print")
    assert not find(ready, "print_own").property("checked")
    if own:
        press(ready, "print_own")
    press(ready, "print_save")
    ready.settle()
    assert asked == ["forberedelse.pdf"]
    document = pypdfium2.PdfDocument(tmp_path / "forberedelse.pdf")
    told = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert ("Hvad skete der den 23. og 25. februar?" in told) == own
    assert find(ready, "print_sheet").isHidden()
    with ready.database.reading() as tx:
        log = tx.conn.exec_driver_sql("SELECT art, scope FROM haendelse").all()[-1]
    assert tuple(log) == ("gem_pdf", KATRINE)
    press(ready, "prepare_print")
    assert not find(ready, "print_own").property("checked")


def test_a_question_is_stored_while_it_is_written_and_stands_with_the_others_when_it_is_whole(
    ready: Scene, qtbot: QtBot
) -> None:
    field = ask_at(ready, 6, "Virker pausen?")
    page = ready.window.page(FORBERED)
    page.autosave.flush()  # type: ignore[attr-defined]  # as its clock does, 800 ms after the first key
    assert "Virker pausen?" in [one.tekst for one in questions(ready)]
    qtbot.wait(200)  # it was read again
    assert ready.window.findChild(QWidget, "prepare_question_4") is None
    assert field.text() == "Virker pausen?"
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: ready.window.findChild(QWidget, "prepare_question_4") is not None, timeout=3_000)
    assert "Virker pausen?" in words(find(ready, "prepare_question_4"))
    assert field.text() == ""


def test_a_lock_in_the_middle_of_a_question_loses_nothing(ready: Scene) -> None:
    ask_at(ready, 6, "Virker pau")
    ready.window.flush()
    assert "Virker pau" in [one.tekst for one in questions(ready)]
    assert ready.window.quiet


def test_ctrl_d_moves_the_besoeg_that_is_made_ready_for(ready: Scene, qtbot: QtBot) -> None:
    with qtbot.waitSignal(ready.window.move_besoeg) as asked:
        QTest.keyClick(ready.window, Qt.Key.Key_D, CTRL)
    assert asked.args == [KATRINE]
