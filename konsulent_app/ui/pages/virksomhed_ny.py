"""»Ny virksomhed«: the few fields it is born with; a CVR number that is here already opens the one that has it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from konsulent_app.services.virksomhed import Felt
from konsulent_app.store.virksomheder import VirksomhedLinje
from konsulent_app.ui.pages.sektion import Afsnit
from konsulent_app.ui.pages.virksomhed_felter import AABN, FELTER, FINDES, felt_fejl, kendt_cvr
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.tekstfelt import Tekstfelt
from konsulent_core.errors import UserError
from konsulent_core.soegning import fold

SAMME_NAVN = "Der er allerede en virksomhed med det navn."
_ASKED = (Felt.CVR, Felt.NAVN, Felt.BY)


class NyVirksomhed(Afsnit):
    """What was written stays until it is created, also when another virksomhed is looked at meanwhile."""

    asked = Signal(object)
    """dict of Felt → text"""
    wants = Signal(object)
    """id of a virksomhed that is here already"""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Ny virksomhed", "company_create")
        self._linjer: Sequence[VirksomhedLinje] = ()
        self.rows.addWidget(make_label("Resten kan skrives, når den er oprettet.", "body2", wrap=True))
        self._felter = {
            felt: Tekstfelt(theme, FELTER[felt].titel, name=f"company_ny_{felt.value}", hint=FELTER[felt].hint)
            for felt in _ASKED
        }
        for felt, field in self._felter.items():
            self.rows.addWidget(field)
            field.edited.connect(lambda _text, felt=felt: self._look(felt, typing=True))
            field.left.connect(lambda felt=felt: self._look(felt, typing=False))
            field.action.connect(lambda felt=felt: self._open(felt))
            field.entered.connect(self._create)
        go = Button(theme, "Opret virksomhed", kind=Kind.PRIMARY, icon="check", name="company_create_go")
        go.clicked.connect(self._create)
        row = QWidget()
        FlowLayout(row).addWidget(go)
        self.rows.addWidget(row)

    def set_linjer(self, linjer: Sequence[VirksomhedLinje]) -> None:
        """The register, in which a number or a name may stand already."""
        self._linjer = linjer

    def focus_first(self) -> None:
        """The cursor in the first field."""
        self._felter[Felt.CVR].focus()

    def clear(self) -> None:
        """It is created: the fields are empty again."""
        for field in self._felter.values():
            field.set_text("")
            field.show_line("")

    def refuse(self, error: UserError) -> None:
        """The rules said no."""
        felt = Felt(error.field) if error.field in set(_ASKED) else Felt.NAVN
        self._felter[felt].show_line(error.message, error=True)
        self._felter[felt].focus()

    def _known(self, felt: Felt) -> int | None:
        tekst = self._felter[felt].text()
        if felt is Felt.CVR:
            return kendt_cvr(tekst, self._of_cvr)
        if felt is Felt.NAVN and (name := fold(tekst.strip())):
            return next((one.virksomhed for one in self._linjer if fold(one.navn.strip()) == name), None)
        return None

    def _of_cvr(self, cvr: str) -> int | None:
        return next((one.virksomhed for one in self._linjer if "".join(one.cvr.split()) == cvr), None)

    def _look(self, felt: Felt, *, typing: bool) -> None:
        """A known number or name is told of at once; what is wrong only when the field is left."""
        field = self._felter[felt]
        if self._known(felt) is not None:
            field.show_line(FINDES if felt is Felt.CVR else SAMME_NAVN, error=felt is Felt.CVR, button=AABN)
        else:
            wrong = "" if typing else felt_fejl(felt, field.text())
            field.show_line(wrong, error=True)

    def _open(self, felt: Felt) -> None:
        found = self._known(felt)
        if found is not None:
            self.wants.emit(found)

    def _create(self) -> None:
        for felt, field in self._felter.items():
            self._look(felt, typing=False)
            if felt_fejl(felt, field.text()) or (felt is Felt.CVR and self._known(felt) is not None):
                field.focus()
                return
        self.asked.emit({felt: field.text() for felt, field in self._felter.items()})
