"""A newer skema in the open besøg: said quietly, read before the yes, and undone until the lock."""

from dataclasses import replace

from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from konsulent_app.services import besoeg as verbs
from konsulent_app.services import udgivne
from konsulent_app.services.bog import Bog
from konsulent_app.store import rows
from konsulent_app.ui.pages.besoeg import BesoegPage
from konsulent_core.entities import Besoeg, Skemafil
from konsulent_core.words import Stemme
from tests.sample import RESOURCES, SAG
from tests.ui.form.conftest import Visit

OUTLINE = (RESOURCES / "eksempler" / "outline.v1.toml").read_text(encoding="utf-8")
FIL = Skemafil(
    id=5,
    scope=2,
    art="skema",
    navn="outline",
    version=1,
    tekst=OUTLINE,
    udgivet="2026-03-11T08:00:00Z",
    fra="2026-03-11",
)


def publish(visit: Visit, fil: Skemafil = FIL) -> None:
    """As a sync that is over, with the page opened again."""
    bog = visit.sample.context.skemaer
    assert isinstance(bog, Bog)
    bog.show([fil])
    visit.page.open(visit.sample.aabent)
    visit.work.settle()


def words(visit: Visit) -> str:
    """What stands in the sheet."""
    sheet = visit.find("visit_skift_sheet")
    return "\n".join(label.text() for label in sheet.findChildren(QLabel))


def test_nothing_is_said_while_the_skema_is_the_newest(visit: Visit) -> None:
    assert not visit.find("visit_skift").isVisible()
    assert not visit.find("visit_rest").isVisibleTo(visit.page)


def test_the_line_offers_the_new_one_and_nothing_moves_before_the_yes(visit: Visit) -> None:
    publish(visit)
    assert visit.find("visit_skift").isVisible()
    label = visit.find("visit_skift_ord")
    assert isinstance(label, QLabel)
    assert label.text() == "Der er kommet en ny udgave af skemaet: Opfølgning Plus, 1. udgave."
    visit.tap("visit_skift_ny")
    visit.work.settle()
    visit.tap("visit_skift_behold")
    assert visit.stored().besoeg.skema == "opfoelgning.v1"
    assert visit.form.skema.key == "opfoelgning.v1"


def test_the_sheet_names_what_has_no_place_and_the_form_keeps_it_after_the_switch(visit: Visit) -> None:
    with visit.sample.database.writing() as tx:
        context, besoeg = visit.sample.context, visit.sample.aabent
        verbs.save_udsagn(
            tx, context, besoeg, 95, "socialt.note", Stemme.BORGER, "Katrine", "Jeg blev til kaffen.", "1"
        )
        verbs.save_vurdering(tx, context, besoeg, "samarbejde", Stemme.KONSULENT, 4, None, False)
        verbs.save_svar(tx, context, besoeg, "socialt.intern", "Kun for mig")
        verbs.save_udsagn(tx, context, besoeg, 96, "hvordan.note", Stemme.BORGER, "Katrine", "Godt.", "1")
    publish(visit)
    visit.tap("visit_skift_ny")
    visit.work.settle()
    told = words(visit)
    assert "1 svar står også i den nye udgave." in told
    assert "Socialt: Notat: Katrine: Jeg blev til kaffen." in told
    assert "Samarbejde, konsulenten: Trin 4: Samarbejder om opgaver" in told
    assert "Internt notat (vises ikke her og kommer ikke på papir)" in told
    assert "Kun for mig" not in told, "all three can see the screen"

    visit.tap("visit_skift_ja")
    visit.work.settle()
    assert visit.form.skema.key == "outline.v1"
    rest = visit.form.findChild(QWidget, "visit_rest")
    assert rest is not None
    QApplication.processEvents()  # a widget put into a layout shows itself at the next turn
    assert rest.isVisibleTo(visit.page)
    shown = [label.text() for label in rest.findChildren(QLabel) if label.isVisibleTo(rest)]
    assert "Katrine: Jeg blev til kaffen." in shown
    assert "Kun for mig" not in "".join(shown)
    switch = rest.findChild(QAbstractButton, "visit_rest_intern")
    assert switch is not None
    switch.click()
    assert any("Kun for mig" in label.text() and label.isVisibleTo(rest) for label in rest.findChildren(QLabel))
    assert "Jeg blev til kaffen." in visit.form.as_text()

    visit.tap("visit_rating_moedestabilitet_3")
    visit.tap("visit_skift_tilbage")
    visit.work.settle()
    assert visit.form.skema.key == "opfoelgning.v1"
    back = visit.stored()
    assert {u.tekst for u in back.udsagn} == {"Jeg blev til kaffen.", "Godt."}
    assert "Mødestabilitet, konsulenten: Trin 3" in visit.form.as_text(), "answered meanwhile, kept as well"


def test_words_in_a_field_are_saved_before_the_sheet_counts_them(visit: Visit) -> None:
    publish(visit)
    visit.write("visit_note_socialt", "Endnu ikke gemt")
    visit.tap("visit_skift_ny")
    visit.work.settle()
    assert "Endnu ikke gemt" in words(visit)


def test_a_switch_on_another_machine_shows_the_besoeg_in_its_new_skema(visit: Visit) -> None:
    publish(visit)
    with visit.sample.database.writing() as tx:
        values = {"skema": "outline.v1", "skema_foer": "opfoelgning.v1"}
        rows.save(tx, Besoeg, visit.sample.aabent, SAG, values, visit.sample.clock())
    visit.work.settle()
    assert visit.form.skema.key == "outline.v1"


def test_a_skema_that_is_here_in_part_is_filled_in_as_far_as_it_goes(visit: Visit) -> None:
    with visit.sample.database.writing() as tx:
        rows.save(tx, Besoeg, visit.sample.aabent, SAG, {"skema": "outline.v1"}, visit.sample.clock())
    publish(visit, replace(FIL, tekst=OUTLINE.replace('type = "opgaver"', 'type = "lyd"')))
    label = visit.find("visit_skift_ord")
    assert isinstance(label, QLabel)
    assert label.text().startswith("Appen er for gammel til noget i skemaet.")
    visit.tap("visit_rating_fleksibilitet_3")
    assert visit.stored().vurderinger[0].trin == 3


def test_a_besoeg_whose_skema_is_not_here_can_be_opened_and_left(visit: Visit) -> None:
    with visit.sample.database.writing() as tx:
        rows.save(tx, Besoeg, visit.sample.aabent, SAG, {"skema": "findes.v9"}, visit.sample.clock())
    visit.page.open(visit.sample.aabent)
    visit.work.settle()
    assert visit.find("visit_skift").isVisible()
    visit.page.end()
    visit.work.settle()
    visit.page.leave()
    visit.work.settle()
    assert [notice.tekst for notice in visit.said] == []


def test_what_a_sync_brings_is_offered_in_the_besoeg_that_is_open(visit: Visit) -> None:
    bog = visit.sample.context.skemaer
    assert isinstance(bog, Bog)
    context = replace(visit.sample.context, bog=bog)
    page = BesoegPage(visit.page._theme, visit.work, context, visit.page._feedback, visit.page._make)
    page.open(visit.sample.aabent)
    visit.work.settle()
    assert not page.skift.linje.isVisibleTo(page)
    with visit.sample.database.writing() as tx:
        tx.conn.exec_driver_sql(
            "INSERT INTO skemafil (id,scope,slettet,art,navn,version,tekst,udgivet,fra) VALUES (5,2,0,?,?,1,?,?,?)",
            (FIL.art, FIL.navn, FIL.tekst, FIL.udgivet, FIL.fra),
        )
        tx.touch("skemafil", 2)
    visit.work.settle()
    assert page.skift.linje.isVisibleTo(page)
    assert udgivne.moved({"skemafil": {2}})
    page.leave()
    visit.work.settle()
    page.deleteLater()


def test_a_level_from_before_new_words_is_no_sidst(visit: Visit) -> None:
    bog = visit.sample.context.skemaer
    assert isinstance(bog, Bog)
    opfoelgning = (RESOURCES / "skemaer" / "opfoelgning.v1.toml").read_text(encoding="utf-8")
    ny = opfoelgning.replace("version = 1", "version = 2").replace("Kommer sjældent som aftalt", "Kommer ikke")
    with visit.sample.database.writing() as tx:
        rows.save(tx, Besoeg, visit.sample.aabent, SAG, {"skema": "opfoelgning.v2"}, visit.sample.clock())
    publish(visit, replace(FIL, navn="opfoelgning", version=2, tekst=ny))
    form = visit.form
    rating, other = (form.findChild(QWidget, f"visit_rating_{d}") for d in ("stabilitet", "samarbejde"))
    assert rating is not None
    assert other is not None
    assert (rating.property("lastValue"), other.property("lastValue")) == (0, 4)
    told = form.findChild(QLabel, "visit_nye_ord_stabilitet")
    assert told is not None
    assert told.text() == "Trinene har fået nye ord. Sidst, 12.02.2026, kan ikke sammenlignes."
    quiet = form.findChild(QLabel, "visit_nye_ord_samarbejde")
    assert quiet is not None
    assert quiet.isHidden()
