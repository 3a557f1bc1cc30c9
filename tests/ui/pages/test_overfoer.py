"""»Kopiér til journal«: what is copied, what it marks, what had no room, and that nothing of it stays behind."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from konsulent_app.app.papers import Papers
from konsulent_app.services.journalisering import mark
from konsulent_app.store.journalisering import Gjort, read_gjort
from konsulent_app.ui.pages import papir_ord
from konsulent_app.ui.pages.overfoer_ark import OverfoerArk
from konsulent_app.ui.pages.udklip import MINUTTER, Udklip
from konsulent_app.ui.side import IDAG
from konsulent_app.ui.theme import Theme
from konsulent_core.entities import Udsagn
from konsulent_core.overfoersel.byg import Felt
from konsulent_core.overfoersel.maal import parse_maal
from tests.ui.conftest import ROOT, Heard
from tests.ui.pages.hands import find, press, text
from tools import shot_sager
from tools.shot_journal import SAGT, hold
from tools.shots.papirer import MANDAG, NAESTE
from tools.shots.scene import Scene, scene

CTRL = Qt.KeyboardModifier.ControlModifier
KATRINE, MOHAMMED = shot_sager.KATRINE, shot_sager.sag_id(6)
JOURNAL = parse_maal((ROOT / "resources" / "maal" / "journal.toml").read_text(encoding="utf-8"), "journal.toml")
VITAS = parse_maal((ROOT / "resources" / "maal" / "vitas.toml").read_text(encoding="utf-8"), "vitas.toml")


class Desk:
    """The sheet over the shell, about Katrine's besøg on Monday."""

    def __init__(self, s: Scene) -> None:
        self.s = s
        self.udklip = Udklip()
        papers = Papers(s.database, s.context, Path(ROOT / "resources" / "fonts"))
        self.ark = OverfoerArk(s.theme, s.work, s.context, s.feedback, papers.overfoersel, self.udklip,
                               s.window.shell, s.window.under)  # fmt: skip
        self.besoeg = hold(s.database, s.context, KATRINE, MANDAG, NAESTE)

    def open(self, maal: str = "") -> None:
        self.ark.open_sheet(self.besoeg, maal)
        self.s.settle()

    def gjort(self) -> dict[str, Gjort]:
        self.s.settle()
        with self.s.database.reading() as tx:
            return read_gjort(tx, self.besoeg)

    def there(self) -> str:
        return QGuiApplication.clipboard().text()

    def words(self) -> str:
        parts = [w.text() for w in self.ark.findChildren(QLabel) if w.isVisibleTo(self.ark)]
        parts += [w.toPlainText() for w in self.ark.findChildren(QPlainTextEdit)]
        return " | ".join(parts)


@pytest.fixture
def desk(theme: Theme) -> Iterator[Desk]:
    with scene(theme) as s:
        found = Desk(s)
        yield found
        found.udklip.empty()
        s.settle()
        assert not s.crashes, s.crashes


def test_it_says_whose_it_is_and_that_it_is_not_done(desk: Desk) -> None:
    desk.open()
    assert text(desk.s, "copy_title") == "Kopiér til journal"
    assert text(desk.s, "copy_who") == "Katrine Holm  ·  Opfølgning, besøg 7  ·  09.03.2026"
    assert text(desk.s, "copy_state") == "Ikke journaliseret endnu"
    assert not find(desk.s, "copy_undo").isVisible()
    assert text(desk.s, "copy_length_1") == "31 af 80 tegn"


def test_all_of_it_is_copied_and_that_marks_it_with_time_and_name(desk: Desk) -> None:
    desk.open()
    QTest.keyClick(find(desk.s, "copy_all"), Qt.Key.Key_Return, CTRL)
    assert desk.gjort()["journal"].hvem == "Mette Krogh"
    assert desk.there().startswith("Emne\nOpfølgning, besøg 7, 09.03.2026\n\nKort fortalt\n")
    assert SAGT in desk.there()
    assert text(desk.s, "copy_state") == "Journaliseret i dag kl. 10.42 af Mette Krogh"
    assert desk.s.said[-1].tekst == "Kopieret og markeret som journaliseret. Udklipsholderen tømmes om 5 minutter."
    with desk.s.database.reading() as tx:
        row = tx.conn.exec_driver_sql("SELECT art, scope FROM haendelse ORDER BY nr DESC").first()
    assert row is not None
    assert tuple(row) == ("kopier_tekst", KATRINE)


def test_it_can_be_taken_back_in_the_sheet_and_from_the_toast(desk: Desk) -> None:
    desk.open()
    press(desk.s, "copy_all")
    press(desk.s, "copy_undo")
    assert desk.gjort() == {}
    assert text(desk.s, "copy_state") == "Ikke journaliseret endnu"
    press(desk.s, "copy_all")
    undo = desk.s.said[-1].goer
    assert undo is not None
    undo()
    assert desk.gjort() == {}


def test_a_field_alone_marks_nothing_until_each_has_been_copied(desk: Desk) -> None:
    desk.open()
    press(desk.s, "copy_one_1")
    assert desk.there() == "Opfølgning, besøg 7, 09.03.2026"
    assert desk.gjort() == {}
    assert find(desk.s, "copy_one_1").property("text") == "Kopieret"
    for number in (2, 3, 4):
        press(desk.s, f"copy_one_{number}")
    assert desk.gjort() == {}
    press(desk.s, "copy_one_5")
    assert list(desk.gjort()) == ["journal"]


def test_what_was_written_elsewhere_by_hand_can_be_marked_without_copying(desk: Desk) -> None:
    QGuiApplication.clipboard().setText("før")
    desk.open()
    assert find(desk.s, "copy_mark").property("text") == "Markér som journaliseret"
    press(desk.s, "copy_mark")
    assert list(desk.gjort()) == ["journal"]
    assert desk.there() == "før"


def test_the_sheet_goes_to_vitas_and_marks_that_alone(desk: Desk) -> None:
    desk.open()
    press(desk.s, "copy_where_vitas")
    assert text(desk.s, "copy_title") == "Kopiér til VITAS"
    assert SAGT not in desk.words(), "the company reads there"
    press(desk.s, "copy_all")
    assert list(desk.gjort()) == ["vitas"]
    assert text(desk.s, "copy_state").startswith("Kopieret til VITAS i dag")


def test_what_was_amended_since_is_said_until_it_is_copied_again(desk: Desk) -> None:
    from konsulent_app.services import afslut
    from konsulent_app.store import rows

    s = desk.s
    with s.database.writing() as tx:
        mark(tx, s.context, desk.besoeg, "journal")
        tx.conn.exec_driver_sql("UPDATE journalisering SET hvornaar=?", ("2026-03-10T08:00:00.000Z",))
        said = rows.find(tx, Udsagn, "besoeg=?", (desk.besoeg,))[0]
        afslut.make_rettelse(tx, s.context, desk.besoeg, "udsagn", said.id, {"tekst": "Tre paller."}, "Talt efter")
    desk.open()
    assert "Rettet siden den blev journaliseret. Kopiér den igen." in desk.words()
    assert "»Tre paller.«" in desk.words(), "the text tells the rettelse"


def test_what_had_no_room_is_told_above_them_all_before_it_is_copied(desk: Desk) -> None:
    s = desk.s
    desk.open()
    assert not find(s, "copy_cut").isVisible()
    desk.besoeg = hold(s.database, s.context, MOHAMMED, MANDAG, NAESTE, " ".join([SAGT] * 90))
    desk.open()
    assert text(s, "copy_cut") == "Der er ikke plads til det hele. Forkortet: »Det blev sagt« med 1.001 tegn."
    assert text(s, "copy_cut_4") == "Forkortet: 1.001 af 6.987 tegn er ikke med."
    press(s, "copy_all")
    assert "ved siden af. …\n\nAftaler\n" in desk.there()


def test_closed_it_holds_nothing_and_the_keyboard_comes_back(desk: Desk) -> None:
    before = find(desk.s, "nav_sager")
    before.setFocus()
    desk.open()
    assert find(desk.s, "copy_all").hasFocus(), "the first thing to press"
    QTest.keyClick(find(desk.s, "copy_all"), Qt.Key.Key_Escape)
    desk.s.settle()
    assert desk.ark.isHidden()
    assert before.hasFocus()
    assert "Katrine" not in desk.words()
    assert SAGT not in desk.words()


def test_a_besoeg_that_is_gone_says_so(desk: Desk) -> None:
    desk.ark.open_sheet(4711)
    desk.s.settle()
    assert text(desk.s, "copy_error") == papir_ord.VAEK
    assert not find(desk.s, "copy_all").isEnabled()


def test_each_field_is_heard_with_its_title_and_length(desk: Desk, heard: Heard) -> None:
    desk.open()
    assert heard(find(desk.s, "copy_text_1")) == (QAccessible.Role.EditableText, "Emne, 31 af 80 tegn")
    assert heard(find(desk.s, "copy_one_1")) == (QAccessible.Role.Button, "Kopiér Emne")
    buttons = [b for b in desk.ark.findChildren(QAbstractButton) if b.isVisible() and b.objectName() != "copy_close"]
    assert [b.objectName() for b in buttons if b.height() < 44] == []


def test_the_clipboard_is_emptied_after_a_while_and_what_others_put_there_is_left(qtbot: QtBot) -> None:
    udklip = Udklip()
    udklip.put("Katrine\nsagde noget")
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasFormat("CanUploadToCloudClipboard")
    assert udklip._clock.interval() == MINUTTER * 60_000
    udklip._clock.setInterval(10)
    udklip._clock.start()
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "")
    udklip.put("Katrine")
    QGuiApplication.clipboard().setText("en andens")
    udklip.empty()
    assert QGuiApplication.clipboard().text() == "en andens"


def test_what_had_no_room_is_said_in_whole_numbers() -> None:
    def felt(tekst: str, fuld: int, graense: int | None = 10) -> Felt:
        return Felt(titel="Notat", tekst=tekst, fuld=fuld, graense=graense)

    assert papir_ord.kortet_ord(felt("Kort.", 5)) == ""
    assert papir_ord.kortet_ord(felt("Et ord …", 1_206)) == "Forkortet: 1.200 af 1.206 tegn er ikke med."
    assert papir_ord.kortet_ord(felt("", 40)) == "Ingen plads: 40 tegn er ikke med."
    assert papir_ord.laengde_ord(felt("Kort.", 5, None)) == "5 tegn"
    assert papir_ord.laengde_ord(felt("Kort.", 5, 16_000)) == "5 af 16.000 tegn"

    cut = [felt("Kort.", 5), felt("Et ord …", 1_206), felt("", 40)]
    assert papir_ord.kortede_ord(cut) == (
        "Der er ikke plads til det hele. Forkortet: »Notat« med 1.200 tegn og »Notat« med 40 tegn."
    )
    assert papir_ord.kortede_ord(cut[:1]) == ""


def test_the_words_of_a_target_are_its_own() -> None:
    done = Gjort(maal="journal", hvem="Ida Bruun", hvornaar=MANDAG, rettet=False)
    assert papir_ord.stand_ord(JOURNAL, done, MANDAG.date()) == "Journaliseret i dag kl. 10.12 af Ida Bruun"
    later = MANDAG.date() + timedelta(days=1)
    assert papir_ord.stand_ord(JOURNAL, done, later) == "Journaliseret 09.03.2026 kl. 10.12 af Ida Bruun"
    assert papir_ord.stand_ord(VITAS, None, later) == "Ikke kopieret til VITAS"
    assert papir_ord.maerk_ord(VITAS) == "Markér som kopieret til VITAS"
    assert papir_ord.kopier_ord(JOURNAL) == "Kopiér til journal (kun for dig)"
    assert papir_ord.kopier_ord(VITAS) == "Kopiér til VITAS", "what the company may read is no secret at the table"


# --- I dag ------------------------------------------------------------------------------------------


def test_i_dag_lists_who_waits_the_oldest_first_and_leads_to_the_sheet(desk: Desk, qtbot: QtBot) -> None:
    s = desk.s
    older = hold(s.database, s.context, MOHAMMED, MANDAG - timedelta(days=4), date(2026, 3, 19))
    s.window.show_page(IDAG)
    s.settle()
    rows = [find(s, f"today_journal_{n}").accessibleName() for n in (1, 2)]
    assert rows == [
        "Mohammed Karimi, opfølgning, besøg 2  ·  05.03.2026, kopiér til journal",
        "Katrine Holm, opfølgning, besøg 7  ·  09.03.2026, kopiér til journal",
    ]
    assert text(s, "today_summary").endswith("To besøg er ikke journaliseret.")
    with qtbot.waitSignal(s.window.wants_overfoersel) as wanted:
        QTest.keyClick(find(s, "today_journal_1"), Qt.Key.Key_Return)
    assert wanted.args == [older]


def test_what_is_copied_leaves_i_dag_and_what_is_amended_comes_back(desk: Desk, qtbot: QtBot) -> None:
    s = desk.s
    s.window.show_page(IDAG)
    s.settle()
    assert find(s, "today_journal").isVisible()
    desk.open()
    press(s, "copy_all")
    desk.ark.close_sheet()
    qtbot.waitUntil(lambda: not find(s, "today_journal").isVisible())


def test_many_are_shown_when_asked_for(desk: Desk) -> None:
    s = desk.s
    for day in range(5):
        hold(s.database, s.context, MOHAMMED, MANDAG - timedelta(days=10 + day), date(2026, 3, 19))
    s.window.show_page(IDAG)
    s.settle()
    assert s.window.findChild(QWidget, "today_journal_5") is None
    assert find(s, "today_journal_all").property("text") == "Vis alle 6"
    press(s, "today_journal_all")
    assert find(s, "today_journal_6").isVisibleTo(find(s, "today"))
