"""A new praktik, the praktik, and Timer."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from konsulent_app.app.papers import Papers
from konsulent_app.ui.pages.ny_praktik import NyPraktikPage
from konsulent_app.ui.pages.praktik import PraktikPage
from konsulent_app.ui.pages.praktikdok import PraktikdokPage
from konsulent_app.ui.pages.timer import TimerPage
from konsulent_app.ui.widgets.timerkurve import TimerKurve
from tools import shot_sager, shot_timer
from tools.shot_praktik import fill_praktik
from tools.shots.scene import ROOT, Scene, Shot


def _ny_praktik(s: Scene, sag: int) -> NyPraktikPage:
    page = NyPraktikPage(s.theme, s.work, s.context, s.feedback)
    s.window.show_full(page)
    page.open(sag)
    s.settle()
    return page


def ny_praktik(s: Scene) -> None:
    _ny_praktik(s, shot_sager.KATRINE)


def _timer(s: Scene, sag: int) -> TimerPage:
    page = TimerPage(s.theme, s.work, s.context, s.feedback)
    s.window.show_full(page)
    page.open(sag)
    s.settle()
    return page


def _praktik(s: Scene, praktik: int) -> PraktikPage:
    page = PraktikPage(s.theme, s.work, s.context, s.feedback)
    s.window.show_full(page)
    page.open(praktik)
    s.settle()
    return page


def rediger_praktik(s: Scene) -> None:
    _praktik(s, shot_timer.KATRINES_PRAKTIK)


def rediger_praktik_ned(s: Scene) -> None:
    page = _praktik(s, shot_timer.KATRINES_PRAKTIK)
    page.scroll_to_end()


def rediger_praktik_henter(s: Scene) -> None:
    _praktik(s, shot_timer.KATRINES_PRAKTIK).skip_to("loading")


def rediger_praktik_fejl(s: Scene) -> None:
    _praktik(s, shot_timer.KATRINES_PRAKTIK).skip_to("error")


def open_praktikdok(s: Scene, praktik: int) -> PraktikdokPage:
    """The page over the window, with the paper laid."""
    papers = Papers(s.database, s.context, ROOT / "resources" / "fonts")
    page = PraktikdokPage(s.theme, s.work, s.context, s.feedback, papers.praktikdokumentation)
    s.window.show_full(page)
    page.open(praktik)
    s.settle()
    return page


def praktikdok(s: Scene) -> None:
    open_praktikdok(s, shot_timer.KATRINES_PRAKTIK)


def praktikdok_henter(s: Scene) -> None:
    open_praktikdok(s, shot_timer.KATRINES_PRAKTIK).skip_to("loading")


def praktikdok_fejl(s: Scene) -> None:
    open_praktikdok(s, 4711)


def timer(s: Scene) -> None:
    with s.database.writing() as tx:
        shot_timer.fill(tx)
    _timer(s, shot_timer.IDA)


def timer_vaerdi(s: Scene) -> None:
    """The chart is walked by the keyboard."""
    timer(s)
    chart = _kurve(s)
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(5):
        QTest.keyClick(chart, Qt.Key.Key_Left)


def timer_tabel(s: Scene) -> None:
    timer(s)
    chart = _kurve(s)
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(chart, Qt.Key.Key_T)


def _kurve(s: Scene) -> TimerKurve:
    found = s.window.findChild(TimerKurve)
    assert isinstance(found, TimerKurve)
    return found


def timer_ret(s: Scene) -> None:
    timer(s)
    shot_timer.press(s.window, "timer_trin_1_ret")


def timer_nyt(s: Scene) -> None:
    timer(s)
    shot_timer.press(s.window, "timer_ny")


def timer_tom(s: Scene) -> None:
    _timer(s, shot_sager.sag_id(11))


def timer_henter(s: Scene) -> None:
    _timer(s, shot_sager.KATRINE).skip_to("loading")


def timer_fejl(s: Scene) -> None:
    _timer(s, shot_sager.KATRINE).skip_to("error")


def ny_praktik_udfyldt(s: Scene) -> None:
    page = _ny_praktik(s, shot_sager.KATRINE)
    fill_praktik(page, s.settle)


SHOTS = {
    "rediger_praktik": Shot(rediger_praktik),
    "rediger_praktik_ned": Shot(rediger_praktik_ned),
    "rediger_praktik_henter": Shot(rediger_praktik_henter),
    "rediger_praktik_fejl": Shot(rediger_praktik_fejl),
    "praktikdok": Shot(praktikdok),
    "praktikdok_henter": Shot(praktikdok_henter),
    "praktikdok_fejl": Shot(praktikdok_fejl),
    "timer": Shot(timer),
    "timer_vaerdi": Shot(timer_vaerdi),
    "timer_tabel": Shot(timer_tabel),
    "timer_ret": Shot(timer_ret),
    "timer_nyt": Shot(timer_nyt),
    "timer_tom": Shot(timer_tom),
    "timer_henter": Shot(timer_henter),
    "timer_fejl": Shot(timer_fejl),
    "ny_praktik": Shot(ny_praktik),
    "ny_praktik_udfyldt": Shot(ny_praktik_udfyldt),
}
