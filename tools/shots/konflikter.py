"""Konflikter: none, three, twenty of every kind, a choice made, and what is special about a field."""

from collections.abc import Callable

from konsulent_app.ui.pages.konflikt_dele import FeltKnap
from konsulent_app.ui.side import KONFLIKTER
from konsulent_app.ui.widgets.chips import ChoiceChips
from tools import shot_uenige
from tools.shots.scene import Scene, Shot


def konflikter(s: Scene) -> None:
    s.window.show_page(KONFLIKTER)
    s.settle()


def konflikter_valgt(s: Scene) -> None:
    konflikter(s)
    chips = s.konflikter.findChild(ChoiceChips, "conflict_choice")
    assert chips is not None
    chips.valgt.emit("begge")
    chips.set_value("begge")


def many(number: int) -> Callable[[Scene], None]:
    """The field with that number of twenty."""

    def show(s: Scene) -> None:
        with s.database.writing() as tx:
            shot_uenige.add_many(tx)
        konflikter(s)
        knap = s.konflikter.findChild(FeltKnap, f"conflict_field_{number}")
        assert knap is not None
        knap.click()
        s.settle()

    return show


SHOTS = {
    "konflikter": Shot(konflikter, konflikter=True),
    "konflikter_valgt": Shot(konflikter_valgt, konflikter=True),
    "konflikter_ingen": Shot(konflikter),
    "konflikter_virksomhed": Shot(many(1)),
    "konflikter_lang": Shot(many(2)),
    "konflikter_trin": Shot(many(3)),
    "konflikter_dato": Shot(many(4)),
    "konflikter_slettet": Shot(many(5)),
    "konflikter_vaek": Shot(many(6)),
    "konflikter_laast": Shot(many(7)),
    "konflikter_gruppe": Shot(many(8)),
}
