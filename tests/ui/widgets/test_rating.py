"""A rating: one press to answer, three voices apart, last visit in sight, and no slip changes anything."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.labels import Badge
from konsulent_app.ui.widgets.rating import Rating
from konsulent_app.ui.widgets.trin import TrinOption, TrinRaekke
from konsulent_app.ui.widgets.vurdering import Sidst, Svar, bevaegelse
from konsulent_core.words import Retning, Stemme
from tests.ui.widgets.conftest import Heard
from tests.ui.widgets.gallery import NAVNE, SELV
from tests.ui.widgets.hand import press, tap

FEB = date(2026, 2, 12)


class Told:
    """Everything a rating said, in order."""

    def __init__(self, rating: Rating) -> None:
        self.all: list[tuple[object, ...]] = []
        rating.trin_valgt.connect(lambda s, t: self.all.append(("trin", s, t)))
        rating.retning_valgt.connect(lambda s, r: self.all.append(("retning", s, r)))
        rating.ikke_droeftet.connect(lambda s, on: self.all.append(("ikke", s, on)))
        rating.stemme_skiftet.connect(lambda s: self.all.append(("stemme", s)))


@pytest.fixture
def rating(theme: Theme, qtbot: QtBot) -> Rating:
    made = Rating(theme, "selvstaendighed", SELV, navne=NAVNE)
    qtbot.addWidget(made)
    made.resize(908, made.heightForWidth(908))
    made.show()
    return made


def option(rating: Rating, trin: int) -> TrinOption:
    found = rating.findChild(TrinOption, f"visit_rating_selvstaendighed_{trin}")
    assert isinstance(found, TrinOption)
    return found


def part(rating: Rating, name: str) -> Button:
    found = rating.findChild(Button, f"visit_rating_selvstaendighed_{name}")
    assert isinstance(found, Button)
    return found


def test_nothing_is_chosen_before_somebody_chooses(rating: Rating) -> None:
    rating.set_sidst(Stemme.KONSULENT, 3, FEB)
    assert rating.property("value") == 0
    assert rating.property("lastValue") == 3
    assert not [n for n in range(1, 6) if option(rating, n).isChecked()]


def test_one_press_chooses_and_tells_once(rating: Rating, qtbot: QtBot) -> None:
    told = Told(rating)
    tap(option(rating, 4))
    assert told.all == [("trin", "konsulent", 4)]
    assert rating.property("value") == 4
    assert option(rating, 4).isChecked()


def test_a_second_press_of_the_same_level_clears_nothing(rating: Rating, qtbot: QtBot) -> None:
    rating.set_svar(Stemme.KONSULENT, 4)
    told = Told(rating)
    tap(option(rating, 4))
    assert told.all == []
    assert option(rating, 4).isChecked()


def test_setting_an_answer_tells_nobody(rating: Rating) -> None:
    told = Told(rating)
    rating.set_svar(Stemme.KONSULENT, 2, Retning.UAENDRET)
    rating.set_sidst(Stemme.KONSULENT, 2, FEB)
    rating.set_stemme(Stemme.BORGER)
    assert told.all == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down])
def test_arrow_keys_change_no_data(rating: Rating, qtbot: QtBot, key: Qt.Key) -> None:
    rating.set_svar(Stemme.KONSULENT, 3)
    told = Told(rating)
    rating.focus_first()
    for _ in range(7):
        press(rating.window().focusWidget(), key)
    assert told.all == []
    assert rating.property("value") == 3
    assert option(rating, 3).isChecked()


def test_arrow_keys_move_the_focus_and_space_or_enter_chooses(rating: Rating, qtbot: QtBot) -> None:
    told = Told(rating)
    rating.focus_first()
    assert option(rating, 1).hasFocus()
    press(option(rating, 1), Qt.Key.Key_Right)
    assert option(rating, 2).hasFocus()
    assert option(rating, 2).ring
    press(option(rating, 2), Qt.Key.Key_Space)
    press(option(rating, 2), Qt.Key.Key_Right)
    press(option(rating, 3), Qt.Key.Key_Return)
    assert told.all == [("trin", "konsulent", 2), ("trin", "konsulent", 3)]


def test_a_mouse_press_shows_no_focus_ring(rating: Rating, qtbot: QtBot) -> None:
    tap(option(rating, 2))
    assert not option(rating, 2).ring


@pytest.mark.parametrize("trin", [1, 2, 3, 4, 5])
def test_a_digit_sets_the_level(rating: Rating, qtbot: QtBot, trin: int) -> None:
    told = Told(rating)
    rating.focus_first()
    press(option(rating, 1), Qt.Key(Qt.Key.Key_0.value + trin))
    assert told.all == [("trin", "konsulent", trin)]


def test_zero_says_not_discussed_and_a_level_takes_it_back(rating: Rating, qtbot: QtBot) -> None:
    rating.set_svar(Stemme.KONSULENT, 4)
    told = Told(rating)
    rating.focus_first()
    press(option(rating, 4), Qt.Key.Key_0)
    press(option(rating, 4), Qt.Key.Key_0)
    assert told.all == [("ikke", "konsulent", True)]
    assert rating.svar(Stemme.KONSULENT) == Svar(ikke_droeftet=True)
    press(option(rating, 4), Qt.Key.Key_2)
    assert rating.svar(Stemme.KONSULENT) == Svar(2)
    assert not part(rating, "ikke_droeftet").isChecked()


def test_alt_with_a_digit_belongs_to_the_agenda(rating: Rating, qtbot: QtBot) -> None:
    told = Told(rating)
    rating.focus_first()
    press(option(rating, 1), Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    assert told.all == []


def test_the_options_are_radio_buttons_in_a_group_named_by_the_dimension(rating: Rating, heard: Heard) -> None:
    assert heard(option(rating, 1))[0] == QAccessible.Role.RadioButton
    group = option(rating, 1).parentWidget()
    assert isinstance(group, TrinRaekke)
    assert heard(group) == (QAccessible.Role.Grouping, "Selvstændighed")


def test_an_option_says_dimension_level_text_last_visit_and_others(rating: Rating, heard: Heard) -> None:
    rating.set_sidst(Stemme.KONSULENT, 3, FEB)
    rating.set_svar(Stemme.BORGER, 3)
    name = heard(option(rating, 3))[1]
    for words in ("Selvstændighed", "trin 3 af 5", SELV.fag[2], "sidste besøg", "borgerens valg"):
        assert words in name
    assert "sidste besøg" not in heard(option(rating, 4))[1]


def test_all_options_are_as_high_as_the_tallest_text_needs(rating: Rating) -> None:
    heights = {option(rating, n).height() for n in range(1, 6)}
    widths = {option(rating, n).width() for n in range(1, 6)}
    assert len(heights) == 1
    assert min(heights) >= 104
    assert max(widths) - min(widths) <= 1
    assert min(heights) >= max(
        option(rating, n).height_at(min(widths), SELV.fag[n - 1], raekke=False) for n in range(1, 6)
    )


def test_in_a_narrow_window_the_options_are_rows_of_52_px_or_more(rating: Rating, qtbot: QtBot) -> None:
    rating.resize(500, rating.heightForWidth(500))
    qtbot.waitUntil(lambda: option(rating, 1).width() == 500)
    assert all(option(rating, n).height() >= 52 for n in range(1, 6))
    tops = [option(rating, n).y() for n in range(1, 6)]
    assert tops == sorted(set(tops))


@pytest.mark.parametrize(
    ("trin", "words"),
    [
        (4, "1 trin frem siden 12.02.2026"),
        (5, "2 trin frem siden 12.02.2026"),
        (2, "1 trin tilbage siden 12.02.2026"),
        (3, "Samme trin som 12.02.2026"),
    ],
)
def test_the_badge_counts_steps_and_never_grades(rating: Rating, trin: int, words: str) -> None:
    rating.set_sidst(Stemme.KONSULENT, 3, FEB)
    rating.set_svar(Stemme.KONSULENT, trin)
    badge = rating.findChild(Badge)
    assert isinstance(badge, Badge)
    assert badge.text() == words
    assert badge.property("state") == "neutral"


def test_a_first_rating_says_so_and_one_not_discussed_last_time_says_that() -> None:
    assert bevaegelse(Svar(), Sidst()).tekst == "Første måling"
    assert bevaegelse(Svar(3), Sidst(None, FEB)).tekst == "Ikke drøftet sidst"
    assert bevaegelse(Svar(ikke_droeftet=True), Sidst(3, FEB)).tekst == ""


def direction_row(rating: Rating) -> QWidget | None:
    found = rating.findChild(QWidget, "visit_rating_selvstaendighed_retning")
    return found if isinstance(found, QWidget) and found.isVisible() else None


def test_the_same_level_asks_for_the_small_movement(rating: Rating, qtbot: QtBot) -> None:
    rating.set_sidst(Stemme.KONSULENT, 3, FEB)
    told = Told(rating)
    tap(option(rating, 3))
    assert direction_row(rating) is not None
    tap(part(rating, "retning_lidt_frem"))
    assert told.all[-1] == ("retning", "konsulent", "lidt_frem")
    tap(option(rating, 4))
    assert direction_row(rating) is None
    assert rating.svar(Stemme.KONSULENT) == Svar(4)


def test_three_voices_are_kept_apart(rating: Rating, qtbot: QtBot) -> None:
    told = Told(rating)
    tap(option(rating, 4))
    tap(part(rating, "hvem_borger"))
    assert rating.property("value") == 0
    tap(option(rating, 2))
    assert told.all == [("trin", "konsulent", 4), ("stemme", "borger"), ("trin", "borger", 2)]
    assert rating.svar(Stemme.KONSULENT).trin == 4
    assert rating.svar(Stemme.BORGER).trin == 2


def test_the_borger_is_asked_in_jeg_words(rating: Rating) -> None:
    rating.set_stemme(Stemme.BORGER)
    assert [option(rating, n).text() for n in range(1, 6)] == list(SELV.jeg)
    rating.set_stemme(Stemme.KONSULENT)
    assert option(rating, 1).text() == SELV.fag[0]


def test_the_borger_answers_before_the_others_levels_are_shown(theme: Theme, qtbot: QtBot) -> None:
    blind = Rating(theme, "selvstaendighed", SELV, navne=NAVNE, stemmer=(Stemme.BORGER,), delt=True)
    qtbot.addWidget(blind)
    blind.set_blind(True)
    blind.set_svar(Stemme.KONSULENT, 4)
    assert "konsulentens valg" not in option(blind, 4).accessibleName()
    option(blind, 2).click()
    assert "konsulentens valg" in option(blind, 4).accessibleName()


def test_another_voice_costs_one_press_and_leaves_the_switch_alone(rating: Rating, qtbot: QtBot) -> None:
    rating.set_sidst(Stemme.ARBEJDSGIVER, 3, FEB)
    rating.set_hurtig((Stemme.ARBEJDSGIVER, Stemme.BORGER))
    told = Told(rating)
    tap(option(rating, 4))
    tap(part(rating, "arbejdsgiver_3"))
    assert told.all == [("trin", "konsulent", 4), ("trin", "arbejdsgiver", 3)]
    assert rating.property("stemme") == "konsulent"
    assert [w.text() for w in rating.findChildren(QLabel) if w.text().startswith("Lone Bach: samme trin")]
    tap(part(rating, "retning_uaendret"))
    assert told.all[-1] == ("retning", "arbejdsgiver", "uaendret")
    assert rating.svar(Stemme.KONSULENT) == Svar(4)


def test_the_shared_size_is_136_px_or_more(theme: Theme, qtbot: QtBot) -> None:
    shared = Rating(theme, "selvstaendighed", SELV, delt=True)
    qtbot.addWidget(shared)
    shared.resize(1218, shared.heightForWidth(1218))
    shared.show()
    assert option(shared, 1).height() >= 136


def test_a_digit_answers_for_the_voice_whose_row_has_the_keyboard(rating: Rating, qtbot: QtBot) -> None:
    rating.set_svar(Stemme.KONSULENT, 4)
    rating.set_hurtig((Stemme.ARBEJDSGIVER, Stemme.BORGER))
    told = Told(rating)
    rating.activateWindow()
    lone = part(rating, "arbejdsgiver_1")
    lone.setFocus()
    qtbot.waitUntil(lone.hasFocus)
    press(lone, Qt.Key.Key_3)
    assert told.all == [("trin", "arbejdsgiver", 3)]
    press(lone, Qt.Key.Key_0)
    press(lone, Qt.Key.Key_0)
    assert told.all[1:] == [("ikke", "arbejdsgiver", True)]
    words = rating.findChild(QLabel, "visit_rating_selvstaendighed_arbejdsgiver_ikke")
    assert isinstance(words, QLabel)
    assert (words.text(), words.isHidden()) == ("ikke drøftet", False)
    press(lone, Qt.Key.Key_2)
    assert rating.svar(Stemme.ARBEJDSGIVER) == Svar(2)
    assert words.isHidden()
    assert rating.svar(Stemme.KONSULENT) == Svar(4)
    assert not part(rating, "ikke_droeftet").isChecked()


def test_a_digit_at_the_small_movement_is_of_the_voice_it_asks(rating: Rating, qtbot: QtBot) -> None:
    rating.set_sidst(Stemme.ARBEJDSGIVER, 3, FEB)
    rating.set_hurtig((Stemme.ARBEJDSGIVER,))
    tap(part(rating, "arbejdsgiver_3"))
    told = Told(rating)
    chip = part(rating, "retning_lidt_frem")
    rating.activateWindow()
    chip.setFocus()
    qtbot.waitUntil(chip.hasFocus)
    press(chip, Qt.Key.Key_4)
    assert told.all == [("trin", "arbejdsgiver", 4)]
