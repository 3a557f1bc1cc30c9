"""What an afslutning offers follows the list of the day; what was answered before is shown, offered or not."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QAbstractButton

from konsulent_app.services import afslut
from konsulent_app.services import besoeg as verbs
from konsulent_app.store import rows
from konsulent_core.entities import Praktik
from konsulent_core.lister import Lister, Post
from konsulent_core.words import BesoegType
from tests.sample import PRAKTIK, SAG
from tests.ui.form.conftest import Visit

RESULT = "visit_valg_resultat_valg"


def hold(visit: Visit, *new: Post) -> int:
    """An afslutning on a day with these results, in the old order, and the skema's own as far as they are kept."""
    delivered = visit.sample.context.lister.resultater
    context = replace(visit.sample.context, bog=None, lister=Lister(resultater=(*delivered, *new)))
    visit.page._context = context
    with visit.sample.database.writing() as tx:
        besoeg = verbs.start_besoeg(tx, context, SAG, BesoegType.AFSLUTNING)
    visit.page.open(besoeg)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    visit.work.settle()
    return besoeg


def test_what_the_list_adds_is_chosen_and_stands_as_words_on_the_praktik(visit: Visit) -> None:
    besoeg = hold(visit, Post(titel="Særlig ordning", fra=date(2026, 1, 1)))
    visit.tap(f"{RESULT}_saerlig_ordning")
    visit.work.settle()
    with visit.sample.database.writing() as tx:
        verbs.save_svar(tx, visit.sample.context, besoeg, "afbrud.afbrudt", "nej")
        afslut.lock_besoeg(tx, visit.sample.context, besoeg)
        praktik = rows.get(tx, Praktik, PRAKTIK)
    assert praktik is not None
    assert praktik.resultat == "Særlig ordning"


def test_what_is_offered_no_more_is_gone_unless_it_was_the_answer(visit: Visit) -> None:
    old = Post(titel="Gammel ordning", til=date(2025, 12, 31))
    besoeg = hold(visit, old)
    assert visit.page.findChild(QAbstractButton, f"{RESULT}_gammel_ordning") is None
    with visit.sample.database.writing() as tx:
        verbs.save_svar(tx, visit.sample.context, besoeg, "resultat.valg", "Gammel ordning")
    hold(visit, old)
    chip = visit.find(f"{RESULT}_gammel_ordning")
    assert chip.property("checked")
