"""Each kind of meeting through the real form: opened, filled in, locked, and its paper made."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from pikepdf import Pdf
from pypdfium2 import PdfDocument
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel

from konsulent_app.app.papers import Papers
from konsulent_app.services import afslut
from konsulent_app.services import besoeg as verbs
from konsulent_app.services.overfoer import NAVN_I_LAERING
from konsulent_app.store import rows
from konsulent_app.store.besoeg import BesoegBlad
from konsulent_app.ui.form.naeste import NaesteView
from konsulent_core.entities import Besoeg, Borger, Laering, Praktik, Sag, Svar
from konsulent_core.merge import Value
from konsulent_core.skema.grammar import UDEN_NAESTE, FeltType
from konsulent_core.skema.rules import PunktStatus
from konsulent_core.words import BesoegType, Tilstand
from tests.sample import BORGER, PRAKTIK, RESOURCES, SAG
from tests.ui.form.conftest import Visit

Hold = Callable[[BesoegType], Visit]
MOEDER = pytest.mark.parametrize("besoeg_type", [t for t in BesoegType if t is not BesoegType.NOTE])


@pytest.fixture
def hold(visit: Visit) -> Hold:
    """Opens a meeting of the type on the same page, a day after the last one."""

    def open_(besoeg_type: BesoegType) -> Visit:
        visit.sample.clock.pass_by(days=1)
        with visit.sample.database.writing() as tx:
            rows.save(tx, Sag, SAG, SAG, {"sagsbehandler": "Anders Lund"}, visit.sample.clock())
            besoeg = verbs.start_besoeg(tx, visit.sample.context, SAG, besoeg_type)
        visit.page.open(besoeg)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # the form before this one
        visit.work.settle()
        return replace(visit, sample=replace(visit.sample, aabent=besoeg))

    return open_


def fill(visit: Visit) -> None:
    """Every plain felt answered by hand: a choice, a yes, a text, a date, a note."""
    for felt in visit.form.skema.felter:
        key = felt.noegle.replace(".", "_")
        match felt.type:
            case FeltType.VALG:
                visit.tap(f"visit_valg_{key}_{felt.valg[0].noegle}")
            case FeltType.JA_NEJ:
                visit.tap(f"visit_ja_nej_{key}_ja")
            case FeltType.TEKST:
                visit.write(f"visit_tekst_{key}", f"Skrevet ved {felt.noegle}")
            case FeltType.DATO:
                visit.write(f"visit_dato_{key}", "20.03.2026")
            case FeltType.UDSAGN:
                visit.write(f"visit_note_{felt.noegle.partition('.')[0]}", f"Sagt ved {felt.noegle}")
            case _:
                pass
    if (naeste := visit.form.find_view(NaesteView)) is not None:
        naeste.focus_first()
        visit.tap("visit_naeste_dato_om_2")
    visit.page.flush()


def end(visit: Visit) -> BesoegBlad:
    visit.page.end()
    visit.work.settle()
    visit.tap("end_confirm")
    return visit.stored()


def paper(visit: Visit) -> tuple[str, str]:
    """The title and all the words of the locked meeting's paper."""
    papers = Papers(visit.sample.database, visit.sample.context, RESOURCES / "fonts")
    pdf = papers.pdf(visit.sample.aabent)
    with Pdf.open(BytesIO(pdf)) as document:
        title = str(document.docinfo.Title)
    read = PdfDocument(pdf)
    words = " ".join(page.get_textpage().get_text_range() for page in read)
    read.close()
    return title, " ".join(words.split())


@MOEDER
def test_every_meeting_is_opened_filled_in_locked_and_printed(hold: Hold, besoeg_type: BesoegType) -> None:
    visit = hold(besoeg_type)
    titel = visit.form.skema.titel
    top = visit.find("visit_title")
    assert isinstance(top, QLabel)
    assert top.text().startswith(titel)
    fill(visit)
    found = end(visit)
    assert found.besoeg.tilstand == Tilstand.AFSLUTTET
    assert found.besoeg.type == besoeg_type
    title, words = paper(visit)
    assert title == f"{titel} – sag"
    for svar in found.svar:
        if (text := svar.vaerdi or "").startswith("Skrevet ved"):
            assert text in words
    for said in found.udsagn:
        assert said.tekst
        assert said.tekst in words


@MOEDER
def test_an_empty_meeting_is_printed_and_says_nothing_of_what_was_not_asked(
    hold: Hold, besoeg_type: BesoegType
) -> None:
    visit = hold(besoeg_type)
    skema = visit.form.skema
    _, words = paper(visit)
    asked = {felt.type for felt in skema.felter}
    for head, kind in (
        ("Ingen skånehensyn", FeltType.SKAANEHENSYN),
        ("Timer og løntimer", FeltType.TIMER),
        ("Mødt", FeltType.FREMMOEDE),
        ("Udvikling", FeltType.VURDERING),
        ("Fra sidst", FeltType.AFTALER_SIDST),
    ):
        assert kind in asked or head not in words, head
    assert "timer om ugen er ikke skrevet ned" not in words or FeltType.TIMER in asked


@MOEDER
def test_a_next_date_is_demanded_only_where_the_domain_says_so(hold: Hold, besoeg_type: BesoegType) -> None:
    visit = hold(besoeg_type)
    visit.page.end()
    visit.work.settle()
    confirm = visit.find("end_confirm")
    assert isinstance(confirm, QAbstractButton)
    assert confirm.isEnabled() == (besoeg_type in UDEN_NAESTE)


def test_an_afbrud_without_its_cause_stops_the_lock_and_leads_to_the_point(hold: Hold) -> None:
    visit = hold(BesoegType.AFSLUTNING)
    who = visit.find("visit_valg_afbrud_af_borger")
    assert not who.isVisibleTo(visit.form), "nobody broke it off, so nobody is asked who did"
    visit.tap("visit_ja_nej_afbrud_afbrudt_ja")
    assert who.isVisibleTo(visit.form)
    visit.tap("visit_valg_afbrud_af_borger")
    visit.page.end()
    visit.work.settle()
    confirm = visit.find("end_confirm")
    assert isinstance(confirm, QAbstractButton)
    assert not confirm.isEnabled()
    visit.tap("end_missing_3")
    assert visit.form.current() == 3
    visit.tap("visit_valg_afbrud_aarsag_transport")
    end(visit)
    with visit.sample.database.reading() as tx:
        found = rows.get(tx, Praktik, PRAKTIK)
    assert found is not None
    assert (found.afbrudt, found.afbrudt_aarsag, found.afbrudt_af) == (True, "Transport", "borger")


def test_a_yes_that_is_taken_back_takes_its_cause_off_the_paper(hold: Hold) -> None:
    visit = hold(BesoegType.AFSLUTNING)
    visit.tap("visit_ja_nej_afbrud_afbrudt_ja")
    visit.tap("visit_valg_afbrud_af_borger")
    visit.tap("visit_valg_afbrud_aarsag_transport")
    visit.tap("visit_ja_nej_afbrud_afbrudt_nej")
    told = {svar.felt: svar.vaerdi for svar in end(visit).svar}
    assert told["afbrud.afbrudt"] == "nej"
    assert not {"afbrud.af", "afbrud.aarsag"} & set(told)
    with visit.sample.database.reading() as tx:
        kept = rows.get(tx, Besoeg, visit.sample.aabent)
    assert kept is not None
    assert "Transport" not in (kept.snapshot or "")


def test_a_learning_with_a_name_is_remarked_on_before_the_lock(hold: Hold) -> None:
    visit = hold(BesoegType.AFSLUTNING)
    visit.write("visit_tekst_naeste_laering", "Katrine skal have ro.")
    visit.page.flush()
    visit.page.end()
    visit.work.settle()
    assert NAVN_I_LAERING in visit.find("end_remark_6_navn_i_laering").accessibleName()
    visit.tap("end_confirm")
    visit.work.settle()
    with visit.sample.database.reading() as tx:
        assert [row.tekst for row in rows.find(tx, Laering)] == [None]


def test_the_lock_page_and_the_shared_view_name_the_meeting(hold: Hold) -> None:
    visit = hold(BesoegType.NETVAERKSMOEDE)
    visit.page.end()
    visit.work.settle()
    label = visit.find("end_what")
    assert isinstance(label, QLabel)
    assert label.text() == "Netværksmøde · Nordlager A/S"
    visit.tap("end_back")
    visit.page.share()
    visit.work.settle()
    assert "Netværksmøde · Nordlager A/S" in [label.text() for label in visit.find("share").findChildren(QLabel)]


def test_a_yes_is_said_in_words_to_the_borger(hold: Hold) -> None:
    visit = hold(BesoegType.AFSLUTNING)
    visit.tap("visit_ja_nej_afbrud_afbrudt_nej")
    visit.form.go_to(3, focus=True)
    visit.page.share()
    visit.work.settle()
    said = [label.text() for label in visit.find("share").findChildren(QLabel)]
    assert any(words.startswith("Blev praktikken afbrudt før tid?") and words.endswith(" Nej") for words in said)


def test_the_sagsbehandler_sits_at_the_formoede_and_the_employer_does_not(hold: Hold) -> None:
    visit = hold(BesoegType.FORMOEDE)
    assert visit.find("visit_til_stede_sagsbehandler").isVisibleTo(visit.page)
    assert visit.page.findChild(QAbstractButton, "visit_til_stede_arbejdsgiver") is None
    visit.tap("visit_note_formaal_hvem_sagsbehandler")
    assert (visit.stored().besoeg.deltagere or "").count("Anders Lund, sagsbehandler") == 1


def test_what_stands_in_the_sag_is_shown_at_its_felt_and_taken_over_by_one_tap(hold: Hold, visit: Visit) -> None:
    known: dict[str, Value] = {"oensker": "Et lager\nEt arkiv", "cv_dato": "2026-02-02"}
    with visit.sample.database.writing() as tx:
        rows.save(tx, Borger, BORGER, BORGER, known, visit.sample.clock())
    opened = hold(BesoegType.FORMOEDE)
    staar = opened.find("visit_tekst_oensker_steder_staar")
    assert isinstance(staar, QLabel)
    assert staar.text() == "Står i sagen: Et lager, Et arkiv"
    opened.tap("visit_tekst_oensker_steder_brug")
    assert answer(opened, "oensker.steder") == "Et lager\nEt arkiv"
    assert not staar.isVisibleTo(opened.form)
    opened.form.undo.undo()
    assert answer(opened, "oensker.steder") == ""
    assert staar.isVisibleTo(opened.form)

    started = hold(BesoegType.STARTMOEDE)
    assert find_label(started, "visit_dato_cv_dato_staar") == "Står i sagen: 02.02.2026"
    started.tap("visit_dato_cv_dato_brug")
    assert answer(started, "cv.dato") == "2026-02-02"


def find_label(visit: Visit, name: str) -> str:
    found = visit.find(name)
    assert isinstance(found, QLabel)
    return found.text()


def answer(visit: Visit, felt: str) -> str:
    visit.page.flush()
    visit.work.settle()
    with visit.sample.database.reading() as tx:
        found = rows.find(tx, Svar, "besoeg=? AND felt=?", (visit.sample.aabent, felt))
    return (found[0].vaerdi or "") if found else ""


def test_nobody_is_present_at_a_telephone_call(hold: Hold) -> None:
    visit = hold(BesoegType.TELEFON)
    assert visit.page.findChild(QAbstractButton, "visit_til_stede_borger") is None
    assert visit.stored().besoeg.deltagere == "Mette Krogh, konsulent"


def test_what_was_said_on_the_telephone_waits_at_the_next_opfoelgning(hold: Hold) -> None:
    visit = hold(BesoegType.TELEFON)
    visit.write("visit_note_samtale", "Lone ringer om ferien.")
    visit.page.flush()
    end(visit)
    with visit.sample.database.writing() as tx:  # the one that is open since yesterday is held first
        verbs.save_naeste(tx, visit.sample.context, hold_open(visit), None, None, "Ferie")
        afslut.lock_besoeg(tx, visit.sample.context, hold_open(visit))
    found = hold(BesoegType.OPFOELGNING).stored()
    assert [u.tekst for u in found.noter_siden] == ["Lone ringer om ferien."]


def hold_open(visit: Visit) -> int:
    """The opfølgning that the sample left open."""
    with visit.sample.database.reading() as tx:
        found = tx.conn.exec_driver_sql("SELECT id FROM besoeg WHERE type='opfoelgning' AND tilstand='kladde'")
        return int(found.scalar_one())


def test_a_point_with_an_optional_date_is_done_without_it(hold: Hold) -> None:
    visit = hold(BesoegType.FORMOEDE)
    visit.write("visit_note_aftaler", "Vi ringes ved.")
    visit.page.flush()
    assert visit.form.status(12) is PunktStatus.BEROERT


def test_only_ten_points_have_a_digit_and_a_long_title_stands_whole_in_the_tooltip(hold: Hold) -> None:
    visit = hold(BesoegType.FORMOEDE)
    assert visit.find("visit_agenda_10").toolTip() == "Fem ønsker (Alt+0)"
    assert visit.find("visit_agenda_11").toolTip() == "Indsatser ved siden af"


def test_the_points_of_a_formoede_are_reached_by_keyboard(hold: Hold) -> None:
    visit = hold(BesoegType.FORMOEDE)
    for _ in range(11):
        QTest.keyClick(visit.page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert visit.form.current() == 12
