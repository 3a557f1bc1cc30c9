"""»Opfølgning« in the settings: how many days may pass between two besøg."""

from konsulent_app.services.rytme import set_rytme
from konsulent_app.store.rytme import read_rytme
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.cards import Card
from konsulent_app.ui.widgets.chips import ChoiceChips, Valg
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.work import Work
from konsulent_core.errors import KonsulentError
from konsulent_core.rhythm import Rytme

_STANDARD = (7, 14, 21, 28)
_TAET = (3, 7, 10, 14)


class RytmeKort(Card):
    """In force at once; what cannot be is told, and what stood before stands."""

    def __init__(self, theme: Theme, work: Work, feedback: Feedback) -> None:
        super().__init__(theme, pad=22, name="settings_rhythm_card")
        self._work, self._feedback = work, feedback
        self._rytme = Rytme()
        self._standard = _chips(theme, "Opfølgning", _STANDARD, "settings_rhythm")
        self._taet = _chips(theme, "Tæt opfølgning", _TAET, "settings_rhythm_close")
        self.body.setSpacing(8)
        for title, hint, chips in (
            ("Opfølgning hver", "Så lang tid må der gå mellem to besøg, hvor intet andet er aftalt.", self._standard),
            ("Tæt opfølgning hver", "For bekymringssager, og den første måned i en praktik.", self._taet),
        ):
            self.body.addWidget(make_label(title, "label"))
            self.body.addWidget(make_label(hint, "body2", wrap=True))
            self.body.addWidget(chips)
            self.body.addSpacing(8)
        self._standard.valgt.connect(lambda key: self._set(int(key), self._rytme.taet))
        self._taet.valgt.connect(lambda key: self._set(self._rytme.standard, int(key)))
        self._read()

    def _read(self) -> None:
        self._work.read(read_rytme, self._show, self._feedback.hear)

    def _show(self, rytme: Rytme) -> None:
        self._rytme = rytme
        self._standard.set_value(str(rytme.standard))
        self._taet.set_value(str(rytme.taet))

    def _set(self, standard: int, taet: int) -> None:
        self._work.write(
            lambda tx: set_rytme(tx, standard=standard, taet=taet), lambda _none: self._read(), self._refused
        )

    def _refused(self, error: KonsulentError) -> None:
        self._feedback.hear(error)
        self._show(self._rytme)


def _chips(theme: Theme, titel: str, dage: tuple[int, ...], name: str) -> ChoiceChips:
    return ChoiceChips(theme, titel, tuple(Valg(str(n), f"{n} dage") for n in dage), name=name, height=36)
