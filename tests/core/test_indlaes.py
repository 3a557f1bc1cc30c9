"""A row of a foreign caseload: what people and spreadsheets write in it, what is taken from it, and what is refused."""

import csv
import io
from collections.abc import Mapping
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konsulent_core.dansk import format_dato
from konsulent_core.indlaes.kolonner import KOLONNER, Ark, Celle, Kolonne, find_tabel, guess, vis, vis_uden_cpr
from konsulent_core.indlaes.raekke import EKSEMPLET, read_raekke, read_tabel
from konsulent_core.indlaes.skriv import fejlliste, skabelon
from konsulent_core.indlaes.tal import Alvor, Bemaerkning, Indlaest, Raekke

I_DAG = date(2026, 3, 12)
NUL = date(1899, 12, 30)
TYPER = ("Ressourceforløb", "Kontanthjælp")
CPR = "710180-1230"
GYLDIG: Mapping[Kolonne, Celle] = {Kolonne.NAVN: "Ane Vestergaard", Kolonne.CPR: CPR}
PLACERET: Mapping[Kolonne, Celle] = {**GYLDIG, Kolonne.VIRKSOMHED: "Nordlager", Kolonne.PRAKTIK_START: "02-02-2026"}

CELLER = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.integers(),
    st.floats(allow_nan=True, allow_infinity=True),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
)


def read(celler: Mapping[Kolonne, Celle]) -> tuple[Raekke | None, tuple[Bemaerkning, ...]]:
    return read_raekke(2, celler, I_DAG, TYPER, NUL)


def good(celler: Mapping[Kolonne, Celle]) -> Raekke:
    raekke, noter = read(celler)
    assert raekke is not None, noter
    return raekke


def fault(celler: Mapping[Kolonne, Celle]) -> tuple[Kolonne | None, str]:
    raekke, noter = read(celler)
    assert raekke is None
    found = next(note for note in noter if note.alvor is Alvor.FEJL)
    return found.kolonne, found.besked


def taken(*raekker: tuple[Celle, ...]) -> Indlaest:
    tabel = find_tabel(Ark(navn="", raekker=raekker))
    chosen = {one.plads: one.gaet for one in tabel.overskrifter if one.gaet is not None}
    return read_tabel(tabel, chosen, I_DAG, TYPER)


# --- headings -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "means"),
    [
        ("CPR", Kolonne.CPR),
        ("Cpr.nr.", Kolonne.CPR),
        ("PERSONNUMMER", Kolonne.CPR),
        ("Tlf. (privat)", Kolonne.TELEFON),
        ("Telefonnummer", Kolonne.TELEFON),
        ("Kontaktperson tlf.", Kolonne.KONTAKT_TELEFON),
        ("Løntimer", Kolonne.LOENTIMER),
        ("Loentimer", Kolonne.LOENTIMER),
        ("Praktik startdato", Kolonne.PRAKTIK_START),
        ("Sagens start", Kolonne.SAG_START),
        ("Næste møde", Kolonne.NAESTE_BESOEG),
        ("Virksomhedens adresse", Kolonne.VIRKSOMHED_ADRESSE),
        ("Hårfarve", None),
        ("", None),
    ],
)
def test_a_heading_is_known_by_the_words_people_use_for_it(heading: str, means: Kolonne | None) -> None:
    assert guess([heading]) == (means,)


def test_every_heading_of_the_template_is_known_as_itself() -> None:
    assert guess([spec.titel for spec in KOLONNER.values()]) == tuple(KOLONNER)


def test_two_headings_that_mean_the_same_are_not_both_guessed_and_the_exact_one_wins() -> None:
    assert guess(["Telefon arbejde", "Telefon"]) == (None, Kolonne.TELEFON)


def test_the_headings_are_found_beneath_a_title_and_an_empty_line() -> None:
    tabel = find_tabel(Ark(navn="", raekker=(("Mine sager pr. 1. marts",), (), ("Navn", "CPR"), ("Ane", CPR))))
    assert tabel.hoved == 2
    assert [one.tekst for one in tabel.overskrifter] == ["Navn", "CPR"]
    assert tabel.raekker == (("Ane", CPR),)


def test_a_heading_that_stands_twice_and_a_column_without_one_are_told_apart() -> None:
    tabel = find_tabel(Ark(navn="", raekker=(("Navn", "Dato", "Dato", "", ""), ("Ane", "1", "2", "ukendt", ""))))
    assert [one.tekst for one in tabel.overskrifter] == ["Navn", "Dato", "Dato (2)", "Kolonne 4 uden overskrift"]


def test_the_examples_beside_a_heading_never_show_a_cpr_number() -> None:
    tabel = find_tabel(Ark(navn="", raekker=(("Navn", "Noter"), ("Ane", "cpr 7101801230"), ("Bo", 710180_1230))))
    assert [one.eksempler for one in tabel.overskrifter] == [("Ane", "Bo"), ("cpr ••••••-••••", "••••••-••••")]


# --- cells --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        "710180 - 1230",
        "710180–1230",
        "71 01 80 1230",
        "71.01.80-1230",
        "71/01/80 1230",
        "710180.1230",
        "71011980-1230",
        "710180-12 30",
        "+7101801230",
        "7101800-1230",
        "710180-12300",
        "710180-ABCD",
        "７１０１８０-1230",
    ],
)
def test_a_cpr_number_is_covered_in_every_column_however_it_was_written(written: str) -> None:
    for kolonne, spec in KOLONNER.items():
        tabel = find_tabel(Ark(navn="", raekker=((spec.titel,), (written,))))
        faults = read_tabel(tabel, {0: kolonne}, I_DAG, ()).bemaerkninger
        seen = repr(faults) + fejlliste(faults, {}).decode() + "".join(tabel.overskrifter[0].eksempler)
        assert not any(part in seen for part in (written, "1230", "ABCD", "12 30")), kolonne


def test_days_times_and_telephone_numbers_are_no_cpr_numbers() -> None:
    for words in ("12.03.2026 10.30", "+4512345678", "+45 12 34 56 78", "12 34 56 78", "12345678", "ma on 9-12"):
        assert vis_uden_cpr(words) == words


def test_a_file_without_headings_shows_no_cpr_number_where_they_should_be() -> None:
    tabel = find_tabel(Ark(navn="", raekker=((CPR, "Ane Holm"), ("720180-1230", "Bo Friis"))))
    assert [one.tekst for one in tabel.overskrifter] == ["••••••-••••", "Ane Holm"]
    assert "Holm" not in repr(tabel)


def test_a_heading_that_is_a_formula_does_nothing_in_the_list_of_faults() -> None:
    note = Bemaerkning(raekke=2, alvor=Alvor.FEJL, besked="Skriv ja eller nej.", kolonne=Kolonne.ORDBLIND)
    assert ";'=HYPERLINK(A1);" in fejlliste([note], {Kolonne.ORDBLIND: "=HYPERLINK(A1)"}).decode()


@pytest.mark.parametrize("written", [CPR, "7101801230", 7101801230, 7101801230.0, " 710180 1230 "], ids=repr)
def test_a_cpr_number_may_be_text_or_a_number(written: Celle) -> None:
    assert good({**GYLDIG, Kolonne.CPR: written}).borger.cpr == "7101801230"


@pytest.mark.parametrize("written", [101801235, 101801235.0, "101801235", "10180-1235"], ids=repr)
def test_the_first_0_that_a_spreadsheet_forgets_comes_back(written: Celle) -> None:
    assert good({**GYLDIG, Kolonne.CPR: written}).borger.cpr == "0101801235"


def test_a_cpr_number_without_modulus_is_taken_with_a_warning() -> None:
    raekke, noter = read({**GYLDIG, Kolonne.CPR: "010180-1234"})
    assert raekke is not None
    assert [note.alvor for note in noter] == [Alvor.ADVARSEL]


@pytest.mark.parametrize("written", ["310280-1230", "12345", "7101801"])
def test_what_is_no_cpr_number_is_refused_and_never_repeated(written: str) -> None:
    raekke, noter = read({**GYLDIG, Kolonne.CPR: written})
    assert raekke is None
    assert all(written not in f"{note!r}{note.laest}{note.besked}" for note in noter)


@pytest.mark.parametrize(
    ("written", "fornavn", "efternavn"),
    [
        ("Ane Marie Vestergaard", "Ane Marie", "Vestergaard"),
        ("Vestergaard, Ane Marie", "Ane Marie", "Vestergaard"),
        ("Ane", "Ane", None),
        ("  Ane   Vestergaard ", "Ane", "Vestergaard"),
    ],
)
def test_a_whole_name_is_parted_as_people_write_it(written: str, fornavn: str, efternavn: str | None) -> None:
    borger = good({**GYLDIG, Kolonne.NAVN: written}).borger
    assert (borger.fornavn, borger.efternavn) == (fornavn, efternavn)


def test_columns_for_first_and_last_name_win_over_the_whole_name() -> None:
    borger = good({**GYLDIG, Kolonne.NAVN: "A. Holm", Kolonne.FORNAVN: "Anna", Kolonne.EFTERNAVN: "Holm"}).borger
    assert borger.navn == "Anna Holm"


@pytest.mark.parametrize(
    "written",
    [
        "12-04-2026",
        "12.04.2026",
        "12/4 2026",
        "12. april 2026",
        "2026-04-12",
        "2026-04-12 00:00:00",
        "2026-04-12T00:00:00Z",
        "12-04-2026 00:00",
        "søn 12.04.2026",
        date(2026, 4, 12),
        datetime.combine(date(2026, 4, 12), time()),
        46124,
        46124.0,
        "46124",
    ],
    ids=repr,
)
def test_a_date_is_read_as_text_as_a_date_and_as_the_number_excel_keeps_it_as(written: Celle) -> None:
    assert good({**GYLDIG, Kolonne.MOEDE: written}).sag.moede_dato == "2026-04-12"


@given(st.dates(min_value=date(1955, 1, 1), max_value=date(2100, 1, 1)))
def test_every_date_is_the_same_whether_written_kept_as_a_date_or_counted(dato: date) -> None:
    for celle in (dato, datetime.combine(dato, time()), (dato - NUL).days, format_dato(dato), dato.isoformat()):
        assert good({**GYLDIG, Kolonne.MOEDE: celle}).sag.moede_dato == dato.isoformat()


def test_a_sheet_that_counts_from_1904_means_another_day_by_the_same_number() -> None:
    raekke, _ = read_raekke(2, {**GYLDIG, Kolonne.MOEDE: 44662}, I_DAG, TYPER, date(1904, 1, 1))
    assert raekke is not None
    assert raekke.sag.moede_dato == "2026-04-12"


@pytest.mark.parametrize("written", ["31-02-2026", "i morgen", "fredag", "2/4", "snart"])
def test_a_date_that_does_not_exist_or_depends_on_when_it_is_read_is_refused(written: str) -> None:
    column, _ = fault({**GYLDIG, Kolonne.MOEDE: written})
    assert column is Kolonne.MOEDE


@pytest.mark.parametrize(
    "celler",
    [
        {Kolonne.NAESTE_BESOEG: "18-03-2026 kl. 10.30"},
        {Kolonne.NAESTE_BESOEG: "18-03-2026 10:30:00"},
        {Kolonne.NAESTE_BESOEG: datetime.combine(date(2026, 3, 18), time(10, 30))},
        {Kolonne.NAESTE_BESOEG: "18-03-2026", Kolonne.NAESTE_TID: "10:30"},
        {Kolonne.NAESTE_BESOEG: date(2026, 3, 18), Kolonne.NAESTE_TID: time(10, 30)},
    ],
)
def test_the_next_besoeg_may_have_its_time_with_it_or_beside_it(celler: dict[Kolonne, Celle]) -> None:
    sag = good({**GYLDIG, **celler}).sag
    assert (sag.naeste_dato, sag.naeste_tid) == ("2026-03-18", "10.30")


def test_a_next_besoeg_that_has_passed_is_taken_and_pointed_out() -> None:
    raekke, noter = read({**GYLDIG, Kolonne.NAESTE_BESOEG: "01-03-2026"})
    assert raekke is not None
    assert raekke.sag.naeste_dato == "2026-03-01"
    assert "forfalden" in noter[0].besked


@pytest.mark.parametrize(
    ("written", "bekymring", "grund"),
    [("ja", True, None), ("x", True, None), (True, True, None), (0, False, None), ("Nej", False, None),
     ("Meget fravær", True, "Meget fravær")],
)  # fmt: skip
def test_a_worry_is_yes_no_or_its_reason(written: Celle, bekymring: bool, grund: str | None) -> None:
    sag = good({**GYLDIG, Kolonne.BEKYMRING: written}).sag
    assert (sag.bekymring, sag.bekymring_grund) == (bekymring, grund)


def test_a_sagstype_is_written_as_the_list_writes_it_and_another_is_pointed_out() -> None:
    assert good({**GYLDIG, Kolonne.SAGSTYPE: "ressourceforloeb"}).sag.sagstype == "Ressourceforløb"
    raekke, noter = read({**GYLDIG, Kolonne.SAGSTYPE: "Fleks"})
    assert raekke is not None
    assert raekke.sag.sagstype == "Fleks"
    assert noter[0].kolonne is Kolonne.SAGSTYPE


@pytest.mark.parametrize("written", ["#N/A", "#REF!", "#VÆRDI!", "#NAVN?"])
def test_an_error_of_the_spreadsheet_is_no_text(written: str) -> None:
    assert fault({**GYLDIG, Kolonne.JOBMAAL: written})[0] is Kolonne.JOBMAAL


def test_a_cvr_number_that_excel_has_shortened_is_refused_with_what_to_do() -> None:
    assert "tekst" in fault({**PLACERET, Kolonne.CVR: "2,87534E+07"})[1]


# --- the praktik --------------------------------------------------------------------------------------


def test_a_week_plan_as_people_say_it_gives_the_hours_too() -> None:
    praktik = good({**PLACERET, Kolonne.UGEPLAN: "ma on 9-12"}).praktik
    assert praktik is not None
    assert (praktik.ugeplan, praktik.timer) == ("ma 09.00-12.00; on 09.00-12.00", 6.0)


@pytest.mark.parametrize(
    ("written", "timer", "til"),
    [("7,5", 7.5, None), (7.5, 7.5, None), ("12-15", 12.0, 15.0), ("2x2,5", 5.0, None), (time(2, 30), 2.5, None)],
    ids=repr,
)
def test_hours_are_one_number_or_from_to(written: Celle, timer: float, til: float | None) -> None:
    praktik = good({**PLACERET, Kolonne.TIMER: written}).praktik
    assert praktik is not None
    assert (praktik.timer, praktik.timer_til) == (timer, til)


def test_hours_that_excel_has_made_a_date_of_are_refused_with_what_to_do() -> None:
    assert "dato" in fault({**PLACERET, Kolonne.TIMER: datetime.combine(date(2015, 12, 1), time())})[1]


def test_loentimer_are_never_more_than_the_hours() -> None:
    assert fault({**PLACERET, Kolonne.TIMER: 6, Kolonne.LOENTIMER: 8})[0] is Kolonne.LOENTIMER


@pytest.mark.parametrize(
    ("written", "kind", "tekst"),
    [
        ("Afklaring", "afklare", None),
        ("Træne kompetencer", "traene", None),
        ("Øvepraktik", "oevepraktik", None),
        ("Afklare om hun kan holde til 15 timer", "afklare", "Afklare om hun kan holde til 15 timer"),
        ("Hygge", None, "Hygge"),
    ],
)
def test_a_formaal_is_one_of_the_four_and_keeps_its_own_words(
    written: str, kind: str | None, tekst: str | None
) -> None:
    praktik = good({**PLACERET, Kolonne.FORMAAL: written}).praktik
    assert praktik is not None
    assert (praktik.formaal, praktik.formaal_tekst) == (kind, tekst)


def test_a_praktik_needs_its_start_and_ends_after_it() -> None:
    assert fault({**GYLDIG, Kolonne.VIRKSOMHED: "Nordlager"})[0] is Kolonne.PRAKTIK_START
    assert fault({**PLACERET, Kolonne.PRAKTIK_SLUT: "01-02-2026"})[0] is Kolonne.PRAKTIK_SLUT


def test_what_is_written_of_a_praktik_without_virksomhed_is_not_lost_in_silence() -> None:
    raekke, noter = read({**GYLDIG, Kolonne.UGEPLAN: "ma 9-12"})
    assert raekke is not None
    assert raekke.praktik is None
    assert "ingen virksomhed" in noter[0].besked


# --- whole files --------------------------------------------------------------------------------------


def test_empty_rows_are_passed_over_and_rows_keep_their_number_in_the_file() -> None:
    found = taken(("Navn", "CPR"), ("Ane Holm", CPR), (), ("", None), ("Bo Friis", "mangler"))
    assert [raekke.nummer for raekke in found.raekker] == [2]
    assert [note.raekke for note in found.bemaerkninger] == [5]


def test_the_second_row_with_a_cpr_number_is_a_fault_that_names_the_first() -> None:
    found = taken(("Navn", "CPR"), ("Ane Holm", CPR), ("Ane Marie Holm", "7101801230"))
    assert len(found.raekker) == 1
    assert "række 2" in found.bemaerkninger[0].besked


def test_the_same_name_without_cpr_number_twice_is_a_fault() -> None:
    found = taken(("Navn",), ("Ane Holm",), ("ane holm",))
    assert len(found.raekker) == 1
    assert found.bemaerkninger[-1].alvor is Alvor.FEJL


@given(st.lists(st.tuples(*[CELLER] * len(Kolonne)), max_size=3))
def test_whatever_stands_in_a_file_is_read_or_told_of_and_never_breaks(raekker: list[tuple[Celle, ...]]) -> None:
    hoved = tuple(spec.titel for spec in KOLONNER.values())
    found = taken(hoved, *raekker)
    for raekke in found.raekker:
        assert raekke.borger.navn
        assert raekke.praktik is None or raekke.virksomhed is not None
        dates = (raekke.sag.start, raekke.sag.naeste_dato, raekke.praktik.start if raekke.praktik else None)
        assert all(dato == date.fromisoformat(dato).isoformat() for dato in dates if dato is not None)
    faulty = {note.raekke for note in found.bemaerkninger if note.alvor is Alvor.FEJL}
    assert not faulty & {raekke.nummer for raekke in found.raekker}


def test_the_template_shows_each_column_as_it_is_read_and_its_example_is_never_taken_in() -> None:
    hoved, eksempel = csv.reader(io.StringIO(skabelon().decode("utf-8-sig"), newline=""), delimiter=";")
    own = [CPR if celle == KOLONNER[Kolonne.CPR].eksempel else celle for celle in eksempel]
    found = taken(tuple(hoved), tuple(eksempel), tuple(own))
    assert [note.raekke for note in found.bemaerkninger if note.besked == EKSEMPLET] == [2]
    assert [note for note in found.bemaerkninger if note.alvor is Alvor.FEJL] == []
    assert [raekke.borger.navn for raekke in found.raekker] == ["Anna Eksempel"]


def test_the_list_of_faults_names_row_and_heading_and_holds_no_formula_and_no_cpr_number() -> None:
    note = Bemaerkning(raekke=7, alvor=Alvor.FEJL, besked="Nej.", kolonne=Kolonne.MOEDE, laest="=1+1")
    text = fejlliste([note], {Kolonne.MOEDE: "Rehab"}).decode("utf-8-sig")
    assert text.splitlines()[1] == "7;Rehab;'=1+1;Nej.;Fejl, ikke indlæst"
    assert vis_uden_cpr(f"cpr {CPR}") == "cpr ••••••-••••"


@pytest.mark.parametrize(
    ("celle", "shown"),
    [(None, ""), (True, "ja"), (7.0, "7"), (7.5, "7,5"), (date(2026, 3, 1), "01.03.2026"), (time(9), "09.00"),
     (datetime.combine(date(2026, 3, 1), time(9, 30)), "01.03.2026 09.30"), ("  a \n b ", "a b")],
)  # fmt: skip
def test_a_cell_is_shown_as_a_person_reads_it(celle: Celle, shown: str) -> None:
    assert vis(celle) == shown


def test_a_row_keeps_out_of_what_is_printed_of_it() -> None:
    raekke = good({**PLACERET, Kolonne.TELEFON: "12345678"})
    printed = f"{raekke!r}{raekke.borger!r}{taken(('Navn',), ('Ane Holm',))!r}"
    assert "7101801230" not in printed
    assert "Holm" not in printed
