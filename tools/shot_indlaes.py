"""A file to take in for the pictures and the tests of »Indlæs sager«: invented people, some of them with mistakes."""

from collections.abc import Callable
from pathlib import Path

from konsulent_app.ui.pages.indlaes import IndlaesPage, Trin
from konsulent_app.ui.widgets.chips import ChoiceChips

HOVED = (
    "CPR-nr.;Navn;Tlf.;Ydelse;Sagsbehandler;Rehab-møde;Næste besøg;Praktiksted;By;Kontaktperson;Startdato;"
    "Slutdato;Formål;Dage;Løntimer;Farvekode"
)
RAEKKER = (
    "710180-1230;Ane Vestergaard;75 61 00 53;Ressourceforløb;Karen Lund;14-05-2026;18-03-2026 kl. 10.00;"
    "Nordlager A/S;Horsens;Jens Toft;02-02-2026;30-04-2026;Afklare jobmål;ma on 9-12;0;blå",
    "620291-1410;Birk Holm;75 61 00 54;Jobafklaringsforløb;Karen Lund;;20-03-2026;Åby Gartneri;Åby;Mona Gade;"
    "12-01-2026;12-04-2026;Træne;2x2,5;;grøn",
    "650775-1980;Clara Dahl;75 61 00 55;Kontanthjælp;Ole Friis;;;Bageriet Kringlen;Horsens;Tove Bak;"
    "16-02-2026;15-05-2026;Træne;ti to 7-11;2;grøn",
    "680388-1120;David Krag;75 61 00 56;Sygedagpenge;Ole Friis;;;;;;;;;;;gul",
    "690866-1650;Elin Bruun;1211;Forrevalidering;Ole Friis;31-02-2026;;;;;;;;;;",
    "641190;Frede Kjær;75 61 00 58;Kontanthjælp;Karen Lund;;;Bageriet Kringlen;Horsens;Tove Bak;;;"
    "Rekruttering;onsdag formiddag;;gul",
)


def csv_fil(folder: Path, *, raekker: tuple[str, ...] = RAEKKER) -> Path:
    """As an older system writes it: semicolons and Windows' letters."""
    path = folder / "sager.csv"
    path.write_text("".join(line + "\r\n" for line in (HOVED, *raekker)), encoding="cp1252", newline="")
    return path


def go_to(page: IndlaesPage, folder: Path, trin: Trin, settle: Callable[[], None]) -> None:
    """From the file as far as ``trin``, everything answered on the way to the receipt."""
    page.open_file(csv_fil(folder))
    settle()
    if trin is Trin.KOLONNER:
        return
    page.onward()
    settle()
    if trin is Trin.PROEVE:
        return
    for chips in page.proeve.findChildren(ChoiceChips):
        chips.set_value("samme")
        chips.valgt.emit("samme")
    settle()
    page.onward()
    settle()
