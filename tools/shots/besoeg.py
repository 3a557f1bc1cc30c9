"""The visit: the form of each type, Afslut, »Vis for borger«, receipt and paper."""

from konsulent_app.store.errors import DiskFull
from konsulent_app.ui.pages.besoeg import BesoegPage
from konsulent_core.words import BesoegType
from tools import shot_sager
from tools.shot_besoeg import Besoeg
from tools.shots.scene import Scene, Shot


def _visit(s: Scene) -> Besoeg:
    return Besoeg(s.theme, s.window, s.work, s.feedback, s.database, s.context)


def besoeg(s: Scene) -> None:
    visit = _visit(s)
    visit.fill(visit.open(shot_sager.KATRINE))


def besoeg_intern(s: Scene) -> None:
    """The internal note is open, with the own question to its punkt."""
    with s.database.writing() as tx:
        shot_sager.add_spoergsmaal(tx)
    visit = _visit(s)
    page = visit.open(shot_sager.KATRINE)
    visit.tap(page, "visit_note_hvordan_intern_skift")


def besoeg_foerste(s: Scene) -> None:
    _visit(s).open(shot_sager.sag_id(11))


def besoeg_uden_net(s: Scene) -> None:
    visit = _visit(s)
    page = visit.open(shot_sager.KATRINE)
    visit.fill(page)
    page.set_offline(offline=True)


def besoeg_gemmer_ikke(s: Scene) -> None:
    visit = _visit(s)
    page = visit.open(shot_sager.KATRINE)
    visit.fill(page)
    page.top.save_state.set_error()
    s.feedback.hear(DiskFull())


def besoeg_fremmoede(s: Scene) -> None:
    visit = _visit(s)
    page = visit.open(shot_sager.KATRINE)
    visit.fill(page)
    assert page.form is not None
    page.form.go_to(4, focus=True)


def besoeg_aftaler(s: Scene) -> None:
    visit = _visit(s)
    page = visit.open(shot_sager.KATRINE)
    assert page.form is not None
    page.form.go_to(10, focus=True)


def besoeg_formoede(s: Scene) -> None:
    visit = _visit(s)
    page = visit.open(shot_sager.sag_id(11), BesoegType.FORMOEDE)
    visit.write(page, "visit_note_formaal", "Fast job med få timer i en butik eller på et lager.")


def besoeg_startmoede(s: Scene) -> None:
    visit = _visit(s)
    page = visit.open(shot_sager.sag_id(9), BesoegType.STARTMOEDE)
    visit.write(page, "visit_tekst_fremmoede_besked", "Ring til vagten før kl. 7.")
    assert page.form is not None
    page.form.go_to(4, focus=True)


def _afbrudt(s: Scene) -> BesoegPage:
    """An afslutning that says who stopped the praktik and not yet why."""
    visit = _visit(s)
    page = visit.open(shot_sager.KATRINE, BesoegType.AFSLUTNING)
    visit.tap(page, "visit_ja_nej_afbrud_afbrudt_ja")
    visit.tap(page, "visit_valg_afbrud_af_virksomhed")
    visit.tap(page, "visit_valg_resultat_valg_ny_praktik")
    return page


def besoeg_afslutning(s: Scene) -> None:
    page = _afbrudt(s)
    assert page.form is not None
    page.form.go_to(3, focus=True)


def besoeg_telefon(s: Scene) -> None:
    visit = _visit(s)
    page = visit.open(shot_sager.KATRINE, BesoegType.TELEFON)
    visit.tap(page, "visit_valg_samtale_hvem_virksomhed")
    visit.write(page, "visit_note_samtale", "Lone ringer: Katrine kom ikke i dag og har ikke meldt afbud.")


def afslut_afbrudt(s: Scene) -> None:
    page = _afbrudt(s)
    _visit(s).write(page, "visit_tekst_naeste_laering", "Katrine har brug for en fast makker de første to uger.")
    page.end()


def afslut_mangler(s: Scene) -> None:
    visit = _visit(s)
    page = visit.open(shot_sager.KATRINE)
    visit.fill(page)
    page.end()


def afslut_klar(s: Scene) -> None:
    visit = _visit(s)
    page = visit.open(shot_sager.KATRINE)
    visit.fill(page)
    visit.tap(page, "visit_naeste_dato_om_2")
    page.end()


def vis_for_borger(s: Scene) -> None:
    visit = _visit(s)
    page = visit.open(shot_sager.KATRINE)
    visit.fill(page)
    page.share()


def kvittering(s: Scene) -> None:
    visit = _visit(s)
    page = visit.open(shot_sager.KATRINE)
    visit.fill(page)
    visit.tap(page, "visit_naeste_dato_om_2")
    page.end()
    s.settle()
    visit.tap(page, "end_confirm")


def papir(s: Scene) -> None:
    kvittering(s)
    _visit(s).tap(s.window, "paper_receipt_handling")


def besoeg_find(s: Scene) -> None:
    visit = _visit(s)
    page = visit.open(shot_sager.KATRINE)
    visit.fill(page)
    visit.find(page, "uden Lone")


SHOTS = {
    "besoeg": Shot(besoeg),
    "besoeg_intern": Shot(besoeg_intern),
    "besoeg_foerste": Shot(besoeg_foerste),
    "besoeg_uden_net": Shot(besoeg_uden_net),
    "besoeg_gemmer_ikke": Shot(besoeg_gemmer_ikke),
    "besoeg_fremmoede": Shot(besoeg_fremmoede),
    "besoeg_aftaler": Shot(besoeg_aftaler),
    "besoeg_find": Shot(besoeg_find),
    "besoeg_formoede": Shot(besoeg_formoede),
    "besoeg_startmoede": Shot(besoeg_startmoede),
    "besoeg_afslutning": Shot(besoeg_afslutning),
    "besoeg_telefon": Shot(besoeg_telefon),
    "afslut_afbrudt": Shot(afslut_afbrudt),
    "afslut_mangler": Shot(afslut_mangler),
    "afslut_klar": Shot(afslut_klar),
    "vis_for_borger": Shot(vis_for_borger),
    "kvittering": Shot(kvittering),
    "papir": Shot(papir),
}
