"""»Historik for feltet« in each of its states, over a besøg and over facts."""

from PySide6.QtWidgets import QWidget

from konsulent_app.services import besoeg as verbs
from konsulent_app.sync.historik import HistorikSvar, Place, Udfald
from konsulent_app.ui.pages.stamdata import StamdataPage
from konsulent_core.merge import Value
from konsulent_core.wire import HistorikLine
from konsulent_core.words import Stemme
from tools import shot_sager
from tools.shot_besoeg import Besoeg
from tools.shots.scene import Scene, Shot

_LEVELS: tuple[tuple[int, int | None, int, str, str], ...] = (
    (31, 3, 4, "Mette Krogh", "2026-03-12T08:42:00.000Z"),
    (28, 2, 3, "Anders Lund", "2026-03-11T13:20:00.000Z"),
    (20, None, 2, "Mette Krogh", "2025-12-12T09:58:00.000Z"),
)


def levels(_row: int, _fields: tuple[str, ...], _before: Place | None) -> HistorikSvar:
    """Three steps by two people, the first of them last year."""
    lines = [HistorikLine(seq, "trin", old, new, who, at, at, born=old is None) for seq, old, new, who, at in _LEVELS]
    lines.insert(1, HistorikLine(31, "retning", "lidt_frem", None, "Mette Krogh", _LEVELS[0][4], _LEVELS[0][4]))
    nu: dict[str, Value] = {"trin": 4, "retning": None, "ikke_droeftet": 0, "slettet": 0}
    return HistorikSvar(udfald=Udfald.HENTET, nu=nu, linjer=tuple(lines), mere=(20, "trin"))


def words(_row: int, _fields: tuple[str, ...], _before: Place | None) -> HistorikSvar:
    """A long text that came late, and its birth."""
    old = "Fast job på et lager."
    new = f"{old} 16 timer om ugen med løn, gerne med opgaver, der skifter. Katrine vil helst kunne cykle dertil."
    lines = (
        HistorikLine(9, "jobmaal", old, new, "Mette Krogh", "2026-03-12T15:10:00.000Z", "2026-03-12T08:42:00.000Z"),
        HistorikLine(2, "jobmaal", None, old, "", "", "2025-03-01T08:00:00.000Z", born=True),
    )
    return HistorikSvar(udfald=Udfald.HENTET, nu={"jobmaal": new}, linjer=lines)


def nothing(_row: int, _fields: tuple[str, ...], _before: Place | None) -> HistorikSvar:
    return HistorikSvar(udfald=Udfald.HENTET, nu={})


def ended(_row: int, _fields: tuple[str, ...], _before: Place | None) -> HistorikSvar:
    return HistorikSvar(udfald=Udfald.SESSION)


def _stand_in(s: Scene, name: str) -> None:
    field = s.window.findChild(QWidget, name)
    assert field is not None
    field.setFocus()
    s.settle()
    s.window.show_historik.emit()
    s.settle()


def historik_trin(s: Scene) -> None:
    """Over the besøg: a change that waits on top."""
    visit = Besoeg(s.theme, s.window, s.work, s.feedback, s.database, s.context)
    page = visit.open(shot_sager.KATRINE)
    assert page.form is not None
    besoeg = page.form.parts.besoeg
    with s.database.writing() as tx:
        for trin in (4, 5):
            verbs.save_vurdering(tx, s.context, besoeg, "selvstaendighed", Stemme.KONSULENT, trin, None,
                                 ikke_droeftet=False)  # fmt: skip
            if trin == 4:
                tx.conn.exec_driver_sql("DELETE FROM outbox")
    s.settle()
    _stand_in(s, "visit_rating_selvstaendighed_5")


def historik_tekst(s: Scene) -> None:
    page = StamdataPage(s.theme, s.work, s.context, s.feedback, ("Ressourceforløb", "Kontanthjælp"))
    s.window.show_full(page)
    page.open(shot_sager.KATRINE)
    s.settle()
    _stand_in(s, "facts_jobmaal")


SHOTS = {
    "historik_trin": Shot(historik_trin, hent=levels),
    "historik_tekst": Shot(historik_tekst, hent=words),
    "historik_uden_net": Shot(historik_trin),
    "historik_log_ind": Shot(historik_tekst, hent=ended),
    "historik_tom": Shot(historik_tekst, hent=nothing),
}
