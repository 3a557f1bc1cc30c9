"""»Gem opgørelse« and »Gem listen«: in which form, where, and that it was done."""

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from konsulent_app.services import liste_fil, opgoerelse
from konsulent_app.services.context import Context
from konsulent_app.services.liste_fil import ListeLinje
from konsulent_app.store.database import Tx
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.pages.gem_fil import ask_where, write_file
from konsulent_app.ui.pages.overblik_lister import Listeblad, Lister
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.work import Work
from konsulent_core.opgoerelse import Opgoerelse

MakeOpgoerelse = Callable[[Opgoerelse], bytes]
"""The paper of the figures; not on the UI thread"""

GEMT = "Opgørelsen er gemt uden navne. Grupper på under 5 er skjult."
LISTE_GEMT = "Listen er gemt. Der står navne i den, så pas på den, og slet den, når du er færdig."


class Form(StrEnum):
    """What the file's name ends in."""

    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"


FORM_ORD = {Form.PDF: "PDF, til mødet", Form.XLSX: "Excel", Form.CSV: "CSV"}
_ART = {Form.PDF: "PDF (*.pdf)", Form.XLSX: "Excel (*.xlsx)", Form.CSV: "CSV (*.csv)"}


def open_forms(button: Button, forms: tuple[Form, ...], name: str, chosen: Callable[[Form], None]) -> None:
    """The forms in a small menu under the button, the first one under the cursor."""
    menu = QMenu(button)
    menu.setObjectName(name)
    for form in forms:
        menu.addAction(FORM_ORD[form], partial(chosen, form))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))
    menu.setActiveAction(menu.actions()[0])


class GemTal:
    """Writes the figures of Overblik, and the lists behind them; each is a deliberate, logged act."""

    def __init__(
        self, page: QWidget, work: Work, context: Context, feedback: Feedback, make_pdf: MakeOpgoerelse
    ) -> None:
        self._page, self._work, self._context, self._feedback = page, work, context, feedback
        self._make_pdf = make_pdf

    def ask(self, lister: Lister, form: Form) -> None:
        """Where the figures are to lie."""
        path = ask_where(self._page, "Gem opgørelse", opgoerelse.filnavn(lister.blad.dato, form), _ART[form])
        if path is not None:
            self.save_to(path, lister, form)

    def save_to(self, path: Path, lister: Lister, form: Form) -> None:
        """Counts only, no name, no small group."""
        kendte = opgoerelse.kendte_aarsager(self._context)
        blad = opgoerelse.make_blad(lister.overblik, lister.periode, lister.blad.tal, lister.blad.dato, kendte)
        make = {Form.CSV: opgoerelse.as_csv, Form.XLSX: opgoerelse.as_xlsx, Form.PDF: self._make_pdf}[form]
        self._write(path, lambda: make(blad), opgoerelse.log_opgoerelse, GEMT)

    def ask_liste(self, liste: Listeblad, lister: Lister, form: Form) -> None:
        """Where a list is to lie."""
        name = liste_fil.filnavn(lister.blad.dato, liste_fil.Form(form))
        path = ask_where(self._page, "Gem listen", name, _ART[form])
        if path is not None:
            self.save_liste_to(path, liste, lister, form)

    def save_liste_to(self, path: Path, liste: Listeblad, lister: Lister, form: Form) -> None:
        """A working list with names, for own use."""
        dato = lister.blad.dato
        linjer = [ListeLinje(one.navn, one.under, one.hvem) for one in liste.raekker]

        def make() -> bytes:
            return liste_fil.make_liste(liste.titel, linjer, dato, liste_fil.Form(form))

        self._write(path, make, liste_fil.log_liste, LISTE_GEMT)

    def _write(
        self, path: Path, make: Callable[[], bytes], log: Callable[[Tx, Context, bytes], None], told: str
    ) -> None:
        def made() -> bytes:
            data = make()
            write_file(path, data)
            return data

        def saved(data: bytes) -> None:
            self._work.write(lambda tx: log(tx, self._context, data), failed=self._feedback.hear)
            self._feedback.tell(told)

        self._work.run(made, saved, self._feedback.hear)
