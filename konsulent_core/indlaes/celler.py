"""Reads the cells of one row as what they are meant to be, and notes what is wrong with them."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from konsulent_core.cpr import CprFejl, parse_cpr
from konsulent_core.cvr import CvrFejl, parse_cvr
from konsulent_core.dansk import DatoFejl, KlFejl, TimerFejl, parse_dato, parse_kl, parse_timer
from konsulent_core.indlaes.kolonner import Celle, Kolonne, vis, vis_uden_cpr
from konsulent_core.indlaes.tal import Alvor, Bemaerkning
from konsulent_core.kontakt import telefon_hint

_EXCEL_FEJL = re.compile(r"#[A-ZÆØÅ/0-9]+[!?]|#N/A|#I/T")
_E_TAL = re.compile(r"\d([.,]\d+)?E\+?\d+", re.IGNORECASE | re.ASCII)
_UDEN_NUL = re.compile(r"\d{5}-?\d{4}", re.ASCII)
_LOEBENUMMER = re.compile(r"[2-9]\d{4}", re.ASCII)  # a date as sheets count days: from 1954 on
_DATO_KL = re.compile(r"(.*\d)(?:[ ,T]+|[ ,]*kl\.? ?)(\d{1,2}[.:]\d{2})(?:[.:]\d{2}(?:\.\d+)?)?Z?", re.IGNORECASE)
_JA, _NEJ = frozenset({"ja", "j", "x", "1", "sand", "true", "yes"}), frozenset({"nej", "n", "0", "falsk", "false", "-"})


class Laeser:
    """Reads the cells of one row, and notes what is wrong with them."""

    def __init__(self, nummer: int, celler: Mapping[Kolonne, Celle], i_dag: date, dag_nul: date) -> None:
        self._nummer, self._celler, self.i_dag, self._nul = nummer, celler, i_dag, dag_nul
        self.noter: list[Bemaerkning] = []

    def has(self, kolonne: Kolonne) -> bool:
        return kolonne in self._celler

    def note(self, kolonne: Kolonne | None, besked: str, alvor: Alvor = Alvor.FEJL) -> None:
        celle = self._celler.get(kolonne) if kolonne not in (None, Kolonne.CPR) else None
        self.noter.append(
            Bemaerkning(
                raekke=self._nummer, alvor=alvor, besked=besked, kolonne=kolonne, laest=vis_uden_cpr(celle)[:80]
            )
        )

    def warn(self, kolonne: Kolonne, besked: str) -> None:
        self.note(kolonne, besked, Alvor.ADVARSEL)

    def tekst(self, kolonne: Kolonne) -> str | None:
        """What stands there, without white space around it."""
        tekst = vis(self._celler.get(kolonne))
        if _EXCEL_FEJL.fullmatch(tekst):
            self.note(kolonne, "Regnearket viser en fejl i cellen. Ret den i regnearket.")
            return None
        return tekst or None

    def ja_nej(self, kolonne: Kolonne) -> bool | None:
        tekst = self.tekst(kolonne)
        if tekst is None:
            return None
        said = ja_nej(tekst)
        if said is None:
            self.note(kolonne, "Skriv ja eller nej.")
        return said

    def cpr(self) -> str | None:
        tekst = self.tekst(Kolonne.CPR)
        if tekst is None:
            return None
        if _UDEN_NUL.fullmatch(tekst):
            tekst = f"0{tekst}"  # kept as a number, a sheet forgets the first 0 of whoever was born on the 1st to 9th
        try:
            read = parse_cpr(tekst)
        except CprFejl as error:
            self.note(Kolonne.CPR, error.message)
            return None
        if read.advarsel:
            self.warn(Kolonne.CPR, read.advarsel)
        return read.vaerdi

    def cvr(self) -> str | None:
        tekst = self.tekst(Kolonne.CVR)
        if tekst is None:
            return None
        if _E_TAL.fullmatch(tekst):
            self.note(Kolonne.CVR, "Regnearket har forkortet nummeret. Gør kolonnen til tekst, og gem filen igen.")
            return None
        try:
            return parse_cvr(tekst)
        except CvrFejl as error:
            self.note(Kolonne.CVR, error.message)
            return None

    def telefon(self, kolonne: Kolonne) -> str | None:
        tekst = self.tekst(kolonne)
        if tekst and telefon_hint(tekst):
            self.warn(kolonne, "Nummeret ligner ikke et dansk nummer med 8 cifre. Det bliver indlæst, som det står.")
        return tekst

    def dato(self, kolonne: Kolonne) -> tuple[date | None, time | None]:
        """A date, and the time of day where one stands with it."""
        celle = self._celler.get(kolonne)
        if isinstance(celle, datetime):
            return celle.date(), celle.time() if celle.time() != time() else None
        if isinstance(celle, date):
            return celle, None
        tekst = self.tekst(kolonne)
        if tekst is None:
            return None, None
        if _LOEBENUMMER.fullmatch(tekst):
            return self._nul + timedelta(days=int(tekst)), None
        try:
            return _fast_dato(tekst, self.i_dag), None
        except DatoFejl as error:
            match = _DATO_KL.fullmatch(tekst)
            if match is None:
                self.note(kolonne, error.message)
                return None, None
        try:
            klokken = parse_kl(match[2])
            return _fast_dato(match[1].rstrip(" ,"), self.i_dag), klokken if klokken != time() else None
        except (DatoFejl, KlFejl) as error:
            self.note(kolonne, error.message)
            return None, None

    def kl(self, kolonne: Kolonne) -> time | None:
        celle = self._celler.get(kolonne)
        if isinstance(celle, datetime):
            return celle.time()
        tekst = self.tekst(kolonne)
        if tekst is None:
            return None
        try:
            return parse_kl(tekst.removesuffix(":00") if tekst.count(":") == 2 else tekst)
        except KlFejl as error:
            self.note(kolonne, error.message)
            return None

    def timer(self, kolonne: Kolonne) -> tuple[float | None, float | None]:
        """Hours a week, as one number or from-to."""
        celle = self._celler.get(kolonne)
        if isinstance(celle, date):
            self.note(kolonne, "Regnearket har gjort timerne til en dato. Gør kolonnen til tekst, og skriv dem igen.")
            return None, None
        if isinstance(celle, time):
            return celle.hour + celle.minute / 60, None
        tekst = self.tekst(kolonne)
        if tekst is None:
            return None, None
        try:
            return parse_timer(tekst)
        except TimerFejl as error:
            self.note(kolonne, error.message)
            return None, None


def ja_nej(tekst: str) -> bool | None:
    """None for words that are neither."""
    word = tekst.casefold().rstrip(".")
    return True if word in _JA else False if word in _NEJ else None


def _fast_dato(tekst: str, i_dag: date) -> date:
    """A date that means the same whenever it is read: »fredag« and »2/4« tell nothing of when they were written."""
    read = parse_dato(tekst, i_dag)
    if read != parse_dato(tekst, i_dag + timedelta(days=400)):
        raise DatoFejl("Skriv datoen med årstal, for eksempel 02.04.2026.")
    return read
