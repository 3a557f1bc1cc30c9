"""Which list stands behind which figure of Overblik: its title, who is in it, and what is said of each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from konsulent_app.store.overblik import OverblikBlad, OverblikLinje
from konsulent_app.ui.pages import overblik_ord
from konsulent_app.ui.pages.overblik_ord import Raekke
from konsulent_core.dansk import format_timer
from konsulent_core.loefter import LoeftePart
from konsulent_core.overblik import HANDLING_UGER, KONTAKT_UGER, Maal, Overblik, Sager, Tal, count
from konsulent_core.overblik_ord import GRUPPE_ORD, MAAL_ORD, SPAND_ORD, TAL_ORD, aarsag_ord
from konsulent_core.overblik_periode import Periode, PeriodeTal, UgeSpand, count_period
from konsulent_core.sagtal import SagTal
from konsulent_core.words import MaaltalArt, Sagsgruppe


@dataclass(frozen=True, slots=True)
class Listeblad:
    """A list as it is shown; ``flyt``: its borgere may be moved to another group from here."""

    titel: str
    raekker: tuple[Raekke, ...]
    flyt: bool = False
    forklaring: str = ""


_FORKLARING = {
    Tal.UDEN_KONTAKT: f"Praktikken løber, og der er ikke talt med virksomheden i {KONTAKT_UGER} uger.",
    Tal.UDEN_HANDLING: f"Intet besøg, notat, aftale eller skift i timer i {HANDLING_UGER} uger.",
    Tal.SE_IGEN: "Dagen, hvor du ville se på det igen, er kommet.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lister:
    """All lists of the page as it was last read; made beside the UI thread, since a caseload may be large."""

    blad: OverblikBlad
    overblik: Overblik
    periode: PeriodeTal
    sagtal: Mapping[int, SagTal]
    kolonner: Mapping[Sagsgruppe | None, tuple[Raekke, ...]]
    """Who stands where; None: who is not judged yet."""
    maal: tuple[tuple[Maal, tuple[Raekke, ...]], ...]
    """Each måltal with who could be next."""

    def in_period(self, periode: Periode) -> "Lister":
        """The same with the figures of another period."""
        return replace(self, periode=count_period(self.blad.tal, periode, self.blad.dato))

    def tal(self, tal: Tal) -> Listeblad:
        """Behind a count."""
        sager = self.overblik.tal[tal]
        word = TAL_ORD[tal]
        rows = self._rows(sager, overblik_ord.tal_under(self.blad, tal, sager))
        return Listeblad(f"{word[:1].upper()}{word[1:]}", rows, tal is Tal.SE_IGEN, _FORKLARING.get(tal, ""))

    def gruppe(self, gruppe: Sagsgruppe | None) -> Listeblad:
        """Who stands in a group; None: who is not judged yet."""
        titel = "Ikke vurderet endnu" if gruppe is None else GRUPPE_ORD[gruppe]
        return Listeblad(titel, self.kolonner[gruppe], gruppe is not Sagsgruppe.I_VIRKSOMHED)

    def kunne(self, art: MaaltalArt) -> Listeblad:
        """All who could be next."""
        return Listeblad("Kunne være næste", next((rows for maal, rows in self.maal if maal.art is art), ()))

    def har(self, art: MaaltalArt) -> Listeblad:
        """Who has what the måltal asks for."""
        sager = next((maal.har for maal, _ in self.maal if maal.art is art), ())
        return Listeblad(f"Borgere {MAAL_ORD[art]}", _told(self.blad, self.sagtal, sager, overblik_ord.gruppe_under))

    def timer(self) -> Listeblad:
        """Whose løntimer have moved in the period, from and to."""
        under = {}
        for sag in (*self.periode.flere, *self.periode.faerre):
            one = self.sagtal[sag]
            before, now = one.paid(self.periode.fra), one.paid(self.blad.dato)
            under[sag] = f"løntimer {format_timer(before)} → {format_timer(now)}"
        forklaring = f"Løntimer siden {overblik_ord.fra_ord(self.periode)}."
        return Listeblad("Flere eller færre løntimer", self._rows(tuple(under), under), forklaring=forklaring)

    def afbrud(self, aarsag: str | None, span: UgeSpand | None) -> Listeblad:
        """Of a cell, of a cause, or all."""
        found = [
            one
            for one in self.periode.afbrud
            if (aarsag is None or one.aarsag == aarsag) and (span is None or one.spand is span)
        ]
        under: dict[int, str] = {}
        for one in found:
            uge = f"uge {SPAND_ORD[one.spand]} efter start" if one.spand else ""
            words = "  ·  ".join(part for part in (aarsag_ord(one.aarsag).lower(), uge) if part)
            under[one.sag] = f"{under[one.sag]}; {words}" if one.sag in under else words
        titel = "Afbrud" if aarsag is None else f"Afbrud: {aarsag_ord(aarsag).lower()}"
        titel = f"{titel}, uge {SPAND_ORD[span]}" if span is not None else titel
        return Listeblad(titel, self._rows(tuple(under), under))

    def afsluttet(self) -> Listeblad:
        """What ended in the period, and in what."""
        under: dict[int, str] = {}
        for resultat, sager in self.periode.afsluttet.items():
            for sag in sager:
                words = overblik_ord.resultat_ord(resultat)
                under[sag] = f"{under[sag]}, {words}" if sag in under else words
        return Listeblad("Afsluttet", self._rows(tuple(under), under))

    def loefter(self, part: LoeftePart) -> Listeblad:
        """The sager in which a party has promised something."""
        under = overblik_ord.loefte_sager(self.blad, part)
        return Listeblad(
            f"Aftaler: {overblik_ord.loefte_titel(part, ental=False).lower()}", self._rows(tuple(under), under)
        )

    def _rows(self, sager: Sager, under: Mapping[int, str]) -> tuple[Raekke, ...]:
        return overblik_ord.raekker(self.blad, sager, under)


def make_lister(blad: OverblikBlad, periode: Periode) -> Lister:
    """Counts the page, and puts the lists that always stand on it in order."""
    overblik = count(blad.tal, blad.andele, blad.dato)
    sagtal = {one.sag: one for one in blad.tal}
    grupper: list[tuple[Sagsgruppe | None, Sager]] = [*overblik.grupper.items(), (None, overblik.uvurderet)]
    return Lister(
        blad=blad,
        overblik=overblik,
        periode=count_period(blad.tal, periode, blad.dato),
        sagtal=sagtal,
        kolonner={gruppe: _told(blad, sagtal, sager, overblik_ord.gruppe_under) for gruppe, sager in grupper},
        maal=tuple((maal, _told(blad, sagtal, maal.kunne, overblik_ord.naeste_under)) for maal in overblik.maal),
    )


def _told(
    blad: OverblikBlad,
    sagtal: Mapping[int, SagTal],
    sager: Sager,
    under: Callable[[SagTal, OverblikLinje, date], str],
) -> tuple[Raekke, ...]:
    words = {sag: under(sagtal[sag], blad.linjer[sag], blad.dato) for sag in sager}
    return overblik_ord.raekker(blad, sager, words)
