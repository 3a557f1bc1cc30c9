"""Pills of which one is chosen: a period, a kind."""

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.group import Choice, set_chosen
from konsulent_app.ui.widgets.looks import Kind


class ValgPille(Choice):
    """Looks as a filter does, and is a RadioButton of its group."""

    def __init__(self, theme: Theme, text: str, *, name: str, spoken: str = "") -> None:
        super().__init__(theme, text, kind=Kind.FILTER, name=name, height=32, spoken=spoken)

    def set_valgt(self, valgt: bool) -> None:
        """Shows whether it is the one, and tells nobody."""
        set_chosen(self, valgt)
