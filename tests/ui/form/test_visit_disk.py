"""When the visit's words are on disk, and what stands when disk or another machine has its say."""

from typing import NoReturn

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from konsulent_app.services import besoeg as verbs
from konsulent_app.store import outbox, rows
from konsulent_app.store.errors import DiskFull
from konsulent_app.ui.form.autosave import CEILING_MS
from konsulent_core.entities import Opgave, Udsagn
from konsulent_core.words import Stemme
from tests.sample import SAG
from tests.ui.form.conftest import Visit


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


def test_a_task_written_without_enter_is_there_when_the_page_is_left(visit: Visit) -> None:
    visit.write("visit_opgave_ny", "Køre truck")
    visit.page.leave()
    visit.work.settle()
    assert "Køre truck" in [o.navn for o in visit.stored().opgaver]


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
