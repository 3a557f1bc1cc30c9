"""What is written down of a virksomhed, as fields: each saved as it is written."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from konsulent_app.services.context import Context
from konsulent_app.services.virksomhed import Felt, read_vaerdi, save_virksomhed
from konsulent_app.store.database import Tx
from konsulent_app.ui.form.autosave import Autosave
from konsulent_app.ui.form.gemt_tekst import GemtTekst
from konsulent_app.ui.form.sted import FeltSted, inside
from konsulent_app.ui.pages.sektion import Afsnit
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.tekstfelt import Tekstfelt
from konsulent_core.cvr import format_cvr
from konsulent_core.entities import Virksomhed
from konsulent_core.errors import UserError

FINDES = "Findes allerede."
AABN = "Åbn den"
WIDE_FROM = 560  # px at which two fields stand beside each other

FindCvr = Callable[[str], int | None]
"""The virksomhed with a CVR number of eight digits"""


@dataclass(frozen=True, slots=True)
class FeltOrd:
    """A field's words."""

    titel: str
    hint: str = ""
    linjer: bool = False


FELTER = {
    Felt.NAVN: FeltOrd("Navn"),
    Felt.BRANCHE: FeltOrd("Branche", "f.eks. engros og lager"),
    Felt.CVR: FeltOrd("CVR-nummer", "8 cifre"),
    Felt.P_NUMMER: FeltOrd("P-nummer", "10 cifre"),
    Felt.ADRESSE: FeltOrd("Adresse", "vej og nummer"),
    Felt.BY: FeltOrd("By"),
    Felt.STOERRELSE: FeltOrd("Antal ansatte"),
    Felt.PLADSER: FeltOrd("Pladser i alt"),
    Felt.OPGAVETYPER: FeltOrd("Opgavetyper, en på hver linje", "Plukke ordrer", linjer=True),
    Felt.SMAAJOB: FeltOrd("Småjob, et på hver linje", "Pakke gavekurve, 5 timer om ugen", linjer=True),
    Felt.KULTUR: FeltOrd(
        "Sådan er her", "Tone og rummelighed, og hvad det kræver at være her. Skriv aldrig om en borger.", linjer=True
    ),
}


def felt_fejl(felt: Felt, tekst: str) -> str:
    """Why it cannot be saved as it stands, "" when it can."""
    try:
        read_vaerdi(felt, tekst)
    except UserError as error:
        return error.message
    return ""


def kendt_cvr(tekst: str, find: FindCvr) -> int | None:
    """The virksomhed that has the CVR number already, once all digits are there."""
    try:
        found = read_vaerdi(Felt.CVR, tekst)
    except UserError:
        return None
    return find(found) if isinstance(found, str) else None


def stored_text(virksomhed: Virksomhed, felt: Felt) -> str:
    """A field as the person reads it."""
    value = getattr(virksomhed, felt.value)
    if value is None:
        return ""
    return format_cvr("".join(value.split())) if felt is Felt.CVR else str(value)


class VirksomhedFelter(Afsnit):
    """``wants``: another virksomhed, whose CVR number was written here."""

    wants = Signal(object)
    """id of a virksomhed"""

    def __init__(self, theme: Theme, context: Context, autosave: Autosave, virksomhed: Virksomhed,
                 find: FindCvr) -> None:  # fmt: skip
        super().__init__(theme, "Oplysninger", "company_fields")
        self._context, self._autosave, self._find = context, autosave, find
        self.virksomhed = virksomhed.id
        self._felter: dict[Felt, GemtTekst] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        self.rows.addLayout(self._grid)
        self._columns = 0
        for felt, words in FELTER.items():
            self._felter[felt] = self._make(felt, words)
        cvr = self._felter[Felt.CVR].felt
        cvr.edited.connect(lambda _text: self._tell_known())
        cvr.left.connect(self._tell_known)
        cvr.action.connect(self._open_known)
        self.arrange(WIDE_FROM)
        self.show_virksomhed(virksomhed)

    def _make(self, felt: Felt, words: FeltOrd) -> GemtTekst:
        field = Tekstfelt(
            self.theme, words.titel, name=f"company_felt_{felt.value}", hint=words.hint, linjer=words.linjer
        )
        virksomhed, context = self.virksomhed, self._context

        def gem(tx: Tx, tekst: str, foer: str | None) -> None:
            save_virksomhed(tx, context, virksomhed, felt, tekst, foer)

        return GemtTekst(field, self._autosave, (virksomhed, felt), gem, fejl=partial(self._fejl, felt))

    def _fejl(self, felt: Felt, tekst: str) -> str:
        if felt is Felt.CVR and self._known(tekst) is not None:
            return FINDES
        return felt_fejl(felt, tekst)

    def _known(self, tekst: str) -> int | None:
        found = kendt_cvr(tekst, self._find)
        return None if found == self.virksomhed else found

    def _tell_known(self) -> None:
        """Said at once: there is nothing more to write here."""
        cvr = self._felter[Felt.CVR].felt
        if self._known(cvr.text()) is not None:
            cvr.show_line(FINDES, error=True, button=AABN)

    def _open_known(self) -> None:
        found = self._known(self._felter[Felt.CVR].felt.text())
        if found is not None:
            self.wants.emit(found)

    def show_virksomhed(self, virksomhed: Virksomhed) -> None:
        """What is stored now; the field the cursor stands in keeps its own text."""
        for felt, gemt in self._felter.items():
            gemt.show(stored_text(virksomhed, felt))

    def refuse(self, error: UserError) -> None:
        """The rules said no to a field when it was to be saved."""
        if error.field in set(Felt):
            self._felter[Felt(error.field)].felt.show_line(error.message, error=True)

    def felt_sted(self, inner: QWidget) -> FeltSted | None:
        """Of the field that ``inner`` is a part of."""
        for felt, gemt in self._felter.items():
            if inside(gemt.felt, inner):
                return FeltSted("virksomhed", self.virksomhed, (felt.value,), FELTER[felt].titel)
        return None

    def held(self) -> Felt | None:
        """The first field whose text could not be saved as it stands."""
        return next((felt for felt, gemt in self._felter.items() if gemt.holder), None)

    def field(self, felt: Felt) -> Tekstfelt:
        """One of the fields."""
        return self._felter[felt].felt

    def as_text(self) -> str:
        """All that stands in the fields, for »Gem kopi«."""
        return "\n".join(
            f"{FELTER[felt].titel}: {gemt.felt.text()}" for felt, gemt in self._felter.items() if gemt.felt.text()
        )

    def arrange(self, room: float) -> None:
        """Two fields beside each other where there is room for it; those of several lines stand alone."""
        columns = 2 if room >= WIDE_FROM else 1
        if columns == self._columns:
            return
        self._columns = columns
        row = column = 0
        for felt, gemt in self._felter.items():
            wide = FELTER[felt].linjer or columns == 1
            if wide and column:
                row, column = row + 1, 0
            self._grid.addWidget(gemt.felt, row, column, 1, columns if wide else 1)
            column = 0 if wide else (column + 1) % columns
            row += column == 0
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if columns == 2 else 0)
