"""The history of a field in words."""

from datetime import date

from konsulent_app.services.feltord import FeltOrd
from konsulent_app.store.historik import Usendt, VedSiden
from konsulent_app.sync.historik import HistorikSvar, Udfald
from konsulent_app.ui.pages.historik_ord import IKKE_SENDT_FOER, UKENDT, Fortaeller, HistorikLinje, besked, skift_ord
from konsulent_core.merge import Value
from konsulent_core.wire import HistorikLine

I_DAG = date(2026, 3, 12)
METTE, ANDERS = "Mette Krogh", "Anders Lund"
TRIN = FeltOrd(titel="Selvstændighed", trin=("et", "to", "tre", "fire", "fem"))
TEKST = FeltOrd(titel="Noter")
AT = "2026-03-12T08:42:00.000Z"


def line(
    seq: int,
    felt: str,
    foer: Value,
    efter: Value,
    who: str = METTE,
    *,
    at: str = AT,
    claimed: str = AT,
    born: bool = False,
) -> HistorikLine:
    return HistorikLine(seq, felt, foer, efter, who, at, claimed, born)


def told(ord_: FeltOrd, felter: tuple[str, ...], nu: dict[str, Value], *lines: HistorikLine) -> list[HistorikLinje]:
    svar = HistorikSvar(udfald=Udfald.HENTET, nu=nu, linjer=lines)
    return Fortaeller(ord_, felter, METTE, I_DAG).tell(svar)


def test_a_line_says_when_who_and_from_what_to_what() -> None:
    (found,) = told(TEKST, ("tekst",), {"tekst": "farvel"}, line(3, "tekst", "hej", "farvel", ANDERS))
    assert found == HistorikLinje("12. marts kl. 09.42", "Anders Lund", "fra »hej« til »farvel«")


def test_ones_own_line_says_so_and_another_year_is_named() -> None:
    at = "2025-12-01T08:00:00.000Z"
    (found,) = told(TEKST, ("tekst",), {"tekst": "b"}, line(3, "tekst", "a", "b", at=at, claimed=at))
    assert (found.naar, found.hvem) == ("1. december 2025 kl. 09.00", "Mette Krogh (dig)")


def test_fields_of_one_value_are_one_line_in_words() -> None:
    nu: dict[str, Value] = {"trin": 4, "retning": None, "ikke_droeftet": 0}
    lines = (line(9, "retning", "lidt_frem", None), line(9, "trin", 3, 4), line(2, "trin", None, 3, born=True))
    found = told(TRIN, ("ikke_droeftet", "retning", "trin"), nu, *lines)
    assert [one.tekst for one in found] == [
        "fra »Trin 3, lidt frem: tre« til »Trin 4: fire«",
        "skrevet: »Trin 3, lidt frem: tre«",
    ]


def test_what_stood_beside_it_is_known_on_the_next_page_too() -> None:
    teller = Fortaeller(TRIN, ("ikke_droeftet", "retning", "trin"), METTE, I_DAG)
    nu: dict[str, Value] = {"trin": 4, "retning": "lidt_frem", "ikke_droeftet": 0}
    teller.tell(HistorikSvar(udfald=Udfald.HENTET, nu=nu, linjer=(line(9, "retning", None, "lidt_frem"),)))
    (found,) = teller.tell(HistorikSvar(udfald=Udfald.HENTET, nu=nu, linjer=(line(5, "trin", 3, 4),)))
    assert found.tekst == "fra »Trin 3: tre« til »Trin 4: fire«"


def test_written_and_deleted_are_called_so() -> None:
    assert skift_ord(TEKST, {"tekst": None}, {"tekst": "hej"}) == "skrevet: »hej«"
    assert skift_ord(TEKST, {"tekst": "hej"}, {"tekst": None}) == "slettet: »hej«"


def test_removing_a_row_and_bringing_it_back_are_told() -> None:
    nu: dict[str, Value] = {"tekst": "hej", "slettet": 0}
    found = told(TEKST, ("tekst",), nu, line(5, "slettet", 1, 0), line(4, "slettet", 0, 1))
    assert [one.tekst for one in found] == ["sat tilbage", "fjernet"]


def test_what_reached_the_server_late_says_both_times() -> None:
    late = line(3, "tekst", "a", "b", at="2026-03-12T15:10:00.000Z")
    (found,) = told(TEKST, ("tekst",), {"tekst": "b"}, late)
    assert (found.naar, found.note) == ("12. marts kl. 09.42", "modtaget af serveren 12. marts kl. 16.10")


def test_a_laptop_whose_clock_runs_fast_wrote_nothing_in_the_future() -> None:
    fast = line(3, "tekst", "a", "b", claimed="2026-04-01T08:42:00.000Z")
    (found,) = told(TEKST, ("tekst",), {"tekst": "b"}, fast)
    assert (found.naar, found.note) == ("12. marts kl. 09.42", "")


def test_a_cpr_number_is_never_told() -> None:
    assert skift_ord(TEKST, {"cpr": "0101801235"}, {"cpr": "0202801236"}) == "nummeret er ændret"
    assert skift_ord(TEKST, {"cpr": None}, {"cpr": "0202801236"}) == "nummeret er skrevet"
    assert skift_ord(TEKST, {"cpr": "0101801235"}, {"cpr": None}) == "nummeret er ændret"


def test_what_waits_here_is_marked_and_what_is_under_way_too() -> None:
    teller = Fortaeller(TEKST, ("tekst",), METTE, I_DAG)
    waits = teller.usendt(Usendt(foer={"tekst": "a"}, efter={"tekst": "b"}, hvornaar=AT))
    assert (waits.tekst, waits.maerke) == ("fra »a« til »b«", "ikke sendt endnu")
    under_way = teller.usendt(Usendt(foer={}, efter={"tekst": "b", "slettet": 0}, hvornaar=""))
    assert (under_way.tekst, under_way.maerke) == ("skrevet: »b«", "på vej til serveren")


def test_a_value_that_never_became_the_fields_says_what_became_of_it() -> None:
    beside = VedSiden(efter={"tekst": "min"}, hvem=ANDERS, hvornaar=AT, grund="et forslag til rettelse")
    found = Fortaeller(TEKST, ("tekst",), METTE, I_DAG).ved_siden(beside)
    assert found == HistorikLinje("12. marts kl. 09.42", ANDERS, "»min«", "et forslag til rettelse")


def test_a_row_that_the_server_lacks_is_told_apart_from_one_it_keeps_to_itself() -> None:
    svar = HistorikSvar(udfald=Udfald.UKENDT)
    assert besked(svar, usendt=True) == IKKE_SENDT_FOER
    assert besked(svar, usendt=False) == UKENDT
