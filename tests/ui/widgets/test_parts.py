"""The smaller parts: tasks, aftaler, chips, agenda, save state, sync card, CPR and curves."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QObject, QRect, QRectF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.aftale import AftaleRow, AftaleVisning, Form
from konsulent_app.ui.widgets.aftale_editor import AftaleEditor
from konsulent_app.ui.widgets.agenda import Agenda, Bredde, Punkt
from konsulent_app.ui.widgets.agenda_item import AgendaItem, PunktStatus
from konsulent_app.ui.widgets.buttons import Button, PaintedButton
from konsulent_app.ui.widgets.charts import Maaling, Sparkline, breaks, segments
from konsulent_app.ui.widgets.chips import ChoiceChips, FilterChip, Valg
from konsulent_app.ui.widgets.cpr import MaskedCpr
from konsulent_app.ui.widgets.dato import dansk_hjaelp
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.opgave import OpgaveRow, OpgaveVisning
from konsulent_app.ui.widgets.savestate import SaveState
from konsulent_app.ui.widgets.sync import SyncCard
from konsulent_core.words import OpgaveTrin
from tests.ui.widgets.conftest import Heard
from tests.ui.widgets.gallery import BORGER, LONE, METTE, TITLER
from tests.ui.widgets.hand import child, press, tap, write

VIRKNING = [Valg("virker", "Virker"), Valg("delvist", "Virker delvist"), Valg("ikke", "Virker ikke")]


@pytest.fixture
def chips(theme: Theme, qtbot: QtBot) -> ChoiceChips:
    made = ChoiceChips(theme, "Pause hver time", VIRKNING, name="visit_hensyn_1")
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_chip_is_a_radio_button_in_a_named_group(chips: ChoiceChips, heard: Heard) -> None:
    assert heard(chips) == (QAccessible.Role.Grouping, "Pause hver time")
    chip = child(chips, PaintedButton, "visit_hensyn_1_delvist")
    assert heard(chip) == (QAccessible.Role.RadioButton, "Pause hver time: Virker delvist")


def test_arrows_among_chips_choose_nothing(chips: ChoiceChips) -> None:
    told: list[str] = []
    chips.valgt.connect(told.append)
    chips.focus_first()
    press(chips.focusWidget(), Qt.Key.Key_Right)
    press(chips.focusWidget(), Qt.Key.Key_Left)
    assert told == []
    assert chips.property("value") == ""


def test_a_chip_is_chosen_once_and_not_cleared_by_a_second_press(chips: ChoiceChips) -> None:
    told: list[str] = []
    chips.valgt.connect(told.append)
    for _ in range(2):
        tap(child(chips, PaintedButton, "visit_hensyn_1_virker"))
    assert told == ["virker"]
    assert chips.property("value") == "virker"
    chips.set_value("")
    assert not child(chips, PaintedButton, "visit_hensyn_1_virker").isChecked()


def test_last_visits_chip_says_so(chips: ChoiceChips, heard: Heard) -> None:
    chips.set_sidst("delvist")
    assert heard(child(chips, PaintedButton, "visit_hensyn_1_delvist"))[1].endswith("sidste besøg")
    assert chips.property("lastValue") == "delvist"


def test_a_filter_says_how_many(theme: Theme, qtbot: QtBot, heard: Heard) -> None:
    chip = FilterChip(theme, "Forfaldne", 6, name="cases_filter_forfaldne")
    qtbot.addWidget(chip)
    assert heard(chip) == (QAccessible.Role.CheckBox, "Forfaldne 6")


def test_a_tasks_step_is_one_press_and_dropping_it_asks_why(theme: Theme, qtbot: QtBot) -> None:
    row = OpgaveRow(theme, "pluk", OpgaveVisning("Plukke ordrer", ny=True))
    qtbot.addWidget(row)
    row.show()
    told: list[object] = []
    for signal in (row.trin_valgt, row.droppet, row.aarsag_edited):
        signal.connect(told.append)
    row.set_sidst(OpgaveTrin.PROEVET)
    tap(child(row, PaintedButton, "visit_opgave_pluk_trin_med_stoette"))
    tap(child(row, Button, "visit_opgave_pluk_drop"))
    assert row.property("value") == "droppet"
    write(child(row, QLineEdit, "visit_opgave_pluk_aarsag"), "t")
    assert told == ["med_stoette", True, "t"]
    tap(child(row, PaintedButton, "visit_opgave_pluk_trin_selvstaendig"))
    assert row.property("value") == "selvstaendig"
    assert not child(row, QLineEdit, "visit_opgave_pluk_aarsag").isVisible()


def test_a_deleted_aftale_can_be_taken_back_in_its_place(theme: Theme, qtbot: QtBot) -> None:
    row = AftaleRow(theme, "visit_aftale_1", AftaleVisning("Ringe", BORGER), kan_slettes=True)
    qtbot.addWidget(row)
    row.show()
    told: list[str] = []
    row.deleted.connect(lambda: told.append("slettet"))
    row.restored.connect(lambda: told.append("fortrudt"))
    tap(child(row, Button, "visit_aftale_1_slet"))
    tap(child(row, Button, "visit_aftale_1_fortryd"))
    assert told == ["slettet", "fortrudt"]
    assert child(row, Button, "visit_aftale_1_slet").isVisible()


def test_last_times_aftale_is_answered_gjort_or_ikke_endnu(theme: Theme, qtbot: QtBot) -> None:
    row = AftaleRow(theme, "visit_aftale_1", AftaleVisning("Ringe", BORGER, "løbende"))
    qtbot.addWidget(row)
    told: list[bool] = []
    row.gjort.connect(told.append)
    assert row.property("value") == ""
    tap(child(row, PaintedButton, "visit_aftale_1_svar_ikke_endnu"))
    tap(child(row, PaintedButton, "visit_aftale_1_svar_gjort"))
    assert told == [False, True]
    assert row.property("value") == "gjort"


def test_the_whole_row_is_the_target_of_its_box(theme: Theme, qtbot: QtBot, heard: Heard) -> None:
    row = AftaleRow(theme, "a", AftaleVisning("Ringe", METTE), form=Form.AFKRYDS)
    qtbot.addWidget(row)
    row.resize(400, 60)
    row.show()
    told: list[bool] = []
    row.gjort.connect(told.append)
    tap(row)
    tap(child(row, PaintedButton, "a_gjort"))
    assert told == [True, False]
    assert heard(child(row, PaintedButton, "a_gjort"))[0] == QAccessible.Role.CheckBox


def test_a_new_aftale_is_text_and_two_presses(theme: Theme, qtbot: QtBot) -> None:
    editor = AftaleEditor(theme, "ny", (BORGER, LONE), dansk_hjaelp(lambda: date(2026, 3, 12)))
    qtbot.addWidget(editor)
    told: list[object] = []
    editor.hvem_valgt.connect(told.append)
    editor.senest_changed.connect(told.append)
    write(child(editor, QLineEdit, "ny_tekst"), "Prøve varemodtagelse")
    assert editor.fejl() == "Skriv, hvem der gør det."
    tap(child(editor, PaintedButton, "ny_hvem_lone"))
    tap(child(editor, Button, "ny_senest_om_2"))
    assert told == ["lone", date(2026, 3, 26)]
    assert editor.fejl() == ""


@pytest.fixture
def agenda(theme: Theme, qtbot: QtBot) -> Agenda:
    made = Agenda(theme, [Punkt(n, t) for n, t in enumerate(TITLER, start=1)])
    qtbot.addWidget(made)
    made.resize(252, 760)
    made.show()
    return made


def test_the_agenda_counts_the_points_touched(agenda: Agenda) -> None:
    for number in (1, 2, 6):
        agenda.set_status(number, PunktStatus.BEROERT)
    agenda.set_status(3, PunktStatus.PAABEGYNDT)
    assert agenda.property("value") == 3
    assert child(agenda, QLabel, "visit_agenda_antal").text() == "3 af 10"
    assert child(agenda, AgendaItem, "visit_agenda_3").property("status") == "paabegyndt"


def test_a_point_says_number_title_and_how_far_it_is(agenda: Agenda, heard: Heard) -> None:
    agenda.set_status(4, PunktStatus.BEROERT)
    agenda.set_aktuel(4)
    assert heard(child(agenda, AgendaItem, "visit_agenda_4"))[1] == "4. Fremmøde, berørt, vises nu"


def test_a_press_asks_for_the_point(agenda: Agenda) -> None:
    told: list[int] = []
    agenda.valgt.connect(told.append)
    tap(child(agenda, AgendaItem, "visit_agenda_10"))
    assert told == [10]


def test_the_rail_of_numbers_fits_in_68_px(agenda: Agenda, qtbot: QtBot) -> None:
    agenda.set_aftalt_sidst(2, 3, "Åben: hæve-sænke-bord")
    agenda.set_bredde(Bredde.SMAL)
    qtbot.waitUntil(lambda: agenda.minimumSizeHint().width() <= 68)
    assert "Alt+0" in child(agenda, AgendaItem, "visit_agenda_10").toolTip()


def test_the_save_state_says_the_words_of_the_design(theme: Theme, qtbot: QtBot) -> None:
    save = SaveState(theme)
    qtbot.addWidget(save)
    save.show()
    words = child(save, QLabel, "visit_save_tekst")
    seen = []
    for act in (save.set_idle, save.set_saving, lambda: save.set_saved("10.42"), save.set_error):
        act()
        seen.append((save.property("state"), words.text()))
    assert seen == [("idle", ""), ("saving", "Gemmer …"), ("saved", "Gemt kl. 10.42"),
                    ("error", "Kunne ikke gemme. Prøver igen")]  # fmt: skip
    assert child(save, Button, "visit_save_kopi").isVisible()
    save.set_saved("10.43")
    assert not child(save, Button, "visit_save_kopi").isVisible()


def test_without_net_the_sync_card_counts_and_does_not_alarm(theme: Theme, qtbot: QtBot) -> None:
    card = SyncCard(theme)
    qtbot.addWidget(card)
    card.set_offline(3)
    assert card.property("state") == "offline"
    assert card.accessibleName() == "Uden forbindelse. 3 besøg venter"
    card.set_error()
    assert card.accessibleName() == "Kunne ikke synkronisere. Prøv igen"


class Clock:
    """Time that passes when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[tuple[int, Callable[[], None]]] = []

    def later(self, _owner: QObject, milliseconds: int, call: Callable[[], None]) -> None:
        self.waiting.append((milliseconds, call))


def test_a_cpr_number_shows_for_ten_seconds_and_the_showing_is_told(theme: Theme, qtbot: QtBot) -> None:
    clock, told = Clock(), []
    cpr = MaskedCpr(theme, lambda: "010190-1234", later=clock.later)
    qtbot.addWidget(cpr)
    cpr.shown.connect(lambda: told.append("vist"))
    words = child(cpr, QLabel, "case_cpr_tekst")
    assert "010190" not in words.text() + words.accessibleName()
    tap(child(cpr, Button, "case_cpr_vis"))
    assert words.text() == "CPR 010190-1234"
    assert told == ["vist"]
    assert clock.waiting[0][0] == 10_000
    clock.waiting[0][1]()
    assert cpr.property("state") == "hidden"
    assert "010190" not in words.text() + words.accessibleName()


def test_an_old_clock_does_not_cut_a_new_showing_short(theme: Theme, qtbot: QtBot) -> None:
    clock = Clock()
    cpr = MaskedCpr(theme, lambda: "010190-1234", later=clock.later)
    qtbot.addWidget(cpr)
    vis = child(cpr, Button, "case_cpr_vis")
    for _ in range(3):
        tap(vis)
    clock.waiting[0][1]()
    assert cpr.property("state") == "shown"
    clock.waiting[1][1]()
    assert cpr.property("state") == "hidden"


def test_a_curve_has_a_gap_where_a_level_was_not_discussed(theme: Theme, qtbot: QtBot) -> None:
    curve = [Maaling(1), Maaling(2), Maaling(None), Maaling(3), Maaling(4, brud=True)]
    assert segments(curve) == [[0, 1], [3], [4]]
    spark = Sparkline(theme, "Stabilitet", curve)
    qtbot.addWidget(spark)
    assert spark.accessibleName() == "Stabilitet: 1, 2, ikke drøftet, 3, nye trin, 4"


def test_a_curve_has_an_upright_halfway_to_the_first_level_with_new_words() -> None:
    curve = [Maaling(1), Maaling(2), Maaling(4, brud=True), Maaling(3)]
    assert breaks(QRectF(0, 0, 300, 40), curve) == [150.0]
    assert breaks(QRectF(0, 0, 300, 40), [Maaling(3, brud=True)]) == []


def test_a_flow_breaks_lines_and_keeps_the_right_ones_right(theme: Theme, qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder)
    parts = [Button(theme, f"Knap {n}") for n in range(4)]
    for part in parts[:3]:
        flow.addWidget(part)
    flow.add_right(parts[3])
    flow.setGeometry(QRect(0, 0, 1000, 44))
    assert parts[3].geometry().right() == 999
    wide = parts[0].width()
    flow.setGeometry(QRect(0, 0, 2 * wide + 20, 200))
    assert parts[2].y() > parts[0].y()
    assert flow.heightForWidth(2 * wide + 20) == 2 * 44 + 8
