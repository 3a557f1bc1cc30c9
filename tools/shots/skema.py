"""The kommune's own skema: in the form, on the curve, in »Vis for borger«, on paper, and a kladde on its way to it."""

from konsulent_app.services import besoeg as verbs
from konsulent_app.ui.pages.besoeg import BesoegPage
from konsulent_core.words import BesoegType, Stemme
from tools import shot_sager, shot_skema
from tools.shot_besoeg import Besoeg
from tools.shots import rapport
from tools.shots.scene import Scene, Shot


def _visit(s: Scene) -> Besoeg:
    return Besoeg(s.theme, s.window, s.work, s.feedback, s.database, s.context)


def _kladde(s: Scene) -> tuple[Besoeg, BesoegPage]:
    """Begun in the app's skema, with the kommune's published since."""
    with s.database.writing() as tx:
        besoeg = verbs.start_besoeg(tx, s.context, shot_sager.KATRINE, BesoegType.OPFOELGNING)
        said = "Jeg spiste med de andre i går. Det var min egen ide."
        verbs.save_udsagn(tx, s.context, besoeg, 9_901, "socialt.note", Stemme.BORGER, "Katrine", said, "1")
        verbs.save_udsagn(tx, s.context, besoeg, 9_902, "hvordan.note", Stemme.BORGER, "Katrine", "Sov godt.", "1")
        verbs.save_vurdering(tx, s.context, besoeg, "samarbejde", Stemme.KONSULENT, 4, None, ikke_droeftet=False)
        verbs.save_svar(tx, s.context, besoeg, "socialt.intern", "Kun til mig selv.")
    shot_skema.publish(s.database, s.context)
    visit = _visit(s)
    return visit, visit.open(shot_sager.KATRINE)


def skema_ny(s: Scene) -> None:
    _kladde(s)


def skema_skift(s: Scene) -> None:
    """What is read before the yes."""
    visit, page = _kladde(s)
    visit.tap(page, "visit_skift_ny")


def skema_skiftet(s: Scene) -> None:
    """Switched: the new points, and at the end what had no place."""
    visit, page = _kladde(s)
    visit.tap(page, "visit_skift_ny")
    s.settle()
    visit.tap(page, "visit_skift_ja")
    s.settle()
    if page.form is not None:
        page.form.verticalScrollBar().setValue(page.form.verticalScrollBar().maximum())


def skema_plus(s: Scene) -> None:
    """A besøg in it, at the point with two of the six."""
    shot_skema.history(s.database, s.context)
    visit = _visit(s)
    page = visit.open(shot_sager.KATRINE)
    for dimension, trin in (("kvalitetsforstaaelse", 4), ("engagement", 3), ("fleksibilitet", 3)):
        visit.tap(page, f"visit_rating_{dimension}_{trin}")
    if page.form is not None:
        page.form.go_to(5, focus=True)


def skema_borger(s: Scene) -> None:
    """»Vis for borger«: the borger answers first, in jeg-words."""
    shot_skema.history(s.database, s.context)
    page = _visit(s).open(shot_sager.KATRINE)
    if page.form is not None:
        page.form.go_to(5, focus=True)
    page.share()


def skema_kurve(s: Scene) -> None:
    """The sag: six curves, one of them broken, and the five of before."""
    shot_skema.history(s.database, s.context)
    s.open(shot_sager.KATRINE)


def skema_papir(s: Scene) -> None:
    """Locked, as its paper says it."""
    shot_skema.history(s.database, s.context)
    visit = _visit(s)
    page = visit.open(shot_sager.KATRINE)
    for dimension, trin in (("moedestabilitet", 3), ("fleksibilitet", 4), ("engagement", 4)):
        visit.tap(page, f"visit_rating_{dimension}_{trin}")
    visit.tap(page, "visit_naeste_dato_om_2")
    page.end()
    s.settle()


def skema_rapport(s: Scene) -> None:
    shot_skema.history(s.database, s.context)
    rapport.rapport(s)


SHOTS = {
    "skema_ny": Shot(skema_ny),
    "skema_skift": Shot(skema_skift),
    "skema_skiftet": Shot(skema_skiftet),
    "skema_plus": Shot(skema_plus),
    "skema_borger": Shot(skema_borger),
    "skema_kurve": Shot(skema_kurve),
    "skema_papir": Shot(skema_papir),
    "skema_rapport": Shot(skema_rapport),
}
