"""What holds for every page and state: named, unique, big enough, with room for its words, no sideways scroll."""

from collections import Counter

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QWidget,
)

from konsulent_app.ui.theme import Mode, Theme
from konsulent_core.words import Rolle
from tests.ui.conftest import ROOT
from tools.look import cut_or_outside
from tools.shots.scene import SIZES, Scene, scene
from tools.shots.table import SHOTS

# The plain state of each page; `dev.py test --long screens` looks at every state.
PLAIN = (
    *("i_dag", "forbered", "sager", "sag_ned", "virksomheder", "konflikter", "synkronisering", "indstillinger"),
    *("historik_trin", "historik_uden_net", "konflikter_laast", "synkronisering_ret", "synkronisering_fjern"),
    *("overblik", "overblik_liste", "overblik_flyt", "overblik_maaltal"),
    *("besoeg", "besoeg_afslutning", "besoeg_find", "afslut_klar", "vis_for_borger", "kvittering", "papir", "palette"),
    *("papirer_klar", "papirer_rettet", "kopier"),
    *("rapporter", "rapport", "rapport_ret", "rapport_foer_du_gemmer", "rapport_kilder", "rapport_valg"),
    *("notat", "ny_sag", "rediger_sag", "ny_praktik_udfyldt", "timer_ret", "rediger_praktik", "praktikdok"),
    *("virksomhed_vaelg_borger", "genveje", "opstart_log_ind"),
    *("leder_overblik", "leder_liste", "leder_aabn", "leder_giv_videre", "leder_i_dag", "leder_sager", "leder_sag"),
    *("sagsbehandler_sag", "sagsbehandler_i_dag", "sag_forsinket"),
    *("indlaes", "indlaes_kolonner", "indlaes_proeve", "indlaes_kvittering"),
    *("udlever_kommune", "overtag_samme"),
)
EVERY = pytest.mark.parametrize("name", PLAIN)


def controls(window: QWidget) -> list[QWidget]:
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QCheckBox, QListView)
    return [w for kind in kinds for w in window.findChildren(kind) if w.isVisible() and w.isEnabled()]


def opened(s: Scene, name: str, size: tuple[int, int]) -> QWidget:
    s.window.resize(*size)
    s.settle()
    SHOTS[name].show(s)
    s.settle()
    return s.window


@EVERY
def test_every_control_is_named_unique_and_big_enough(name: str, theme: Theme) -> None:
    shot = SHOTS[name]
    with scene(theme, konflikter=shot.konflikter, venter=shot.venter, tom=shot.tom, rolle=shot.rolle) as s:
        window = opened(s, name, (1366, 768))
        found = controls(window)
        silent = [
            type(w).__name__ + w.objectName()
            for w in found
            if not QAccessible.queryAccessibleInterface(w).text(QAccessible.Text.Name).strip()
        ]
        names = Counter(w.objectName() for w in found if w.objectName() and not w.objectName().startswith("qt_"))
        small = [(w.objectName(), w.width(), w.height()) for w in found if min(w.width(), w.height()) < 32]
        assert silent == []
        assert [n for n, count in names.items() if count > 1] == []
        assert small == []
        assert not s.crashes


@EVERY
def test_at_150_per_cent_on_the_smallest_window_no_button_is_cut_and_nothing_scrolls_sideways(
    name: str, qapp: QApplication
) -> None:
    theme = Theme(ROOT / "resources", mode=Mode.LYS, scale=1.5)
    theme.apply(qapp)
    shot = SHOTS[name]
    with scene(theme, konflikter=shot.konflikter, venter=shot.venter, tom=shot.tom, rolle=shot.rolle) as s:
        assert cut_or_outside(opened(s, name, SIZES["683x384@2"][:2])) == []


# The light theme and the small window stand in the tests above; `dev.py test --long screens` draws all in all.
@pytest.mark.parametrize(("mode", "size"), [(Mode.MOERK, "1920x1080")])
def test_every_page_can_be_drawn_in_the_dark_and_at_the_largest_size(mode: Mode, size: str, qapp: QApplication) -> None:
    theme = Theme(ROOT / "resources", mode=mode)
    theme.apply(qapp)
    width, height, _ = SIZES[size]
    for konflikter in (False, True):
        with scene(theme, konflikter=konflikter, venter=konflikter) as s:
            for name, shot in SHOTS.items():
                here = shot.rolle is Rolle.KONSULENT and shot.konflikter == konflikter and not shot.tom
                if here and not name.startswith("opstart"):
                    window = opened(s, name, (width, height))
                    assert not window.grab().isNull()
                    s.window.toast.close_toast()
            assert not s.crashes


def test_tab_goes_through_a_sag_from_top_to_bottom(theme: Theme) -> None:
    with scene(theme) as s:
        window = opened(s, "sager", (1366, 768))
        panel = window.findChild(QWidget, "case")
        assert panel is not None
        order: list[tuple[int, int, str]] = []
        widget = panel.nextInFocusChain()
        while widget is not None and widget is not panel:
            if widget.focusPolicy().value & 1 and widget.isVisible() and panel.isAncestorOf(widget):
                place = widget.mapTo(panel, widget.rect().topLeft())
                order.append((place.y(), place.x(), widget.objectName()))
            widget = widget.nextInFocusChain()
        cards = ["case_cpr_vis", "case_start", "case_call", "case_aftale_1_gjort", "case_udvikling_tal"]
        found = [name for _, _, name in order]
        assert [name for name in found if name in cards] == cards
        assert found.index("case_forloeb_vis") < found.index("case_besoeg_1_laes")
