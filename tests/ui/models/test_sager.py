"""The caseload as a list: groups, filters, search, and what Qt's own tester says of the model."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from konsulent_app.store.sager import SagLinje
from konsulent_app.ui.models.sager import Overskrift, SagerModel, Udvalg, antal, ordnet, passer
from konsulent_app.ui.models.sager_ord import frist, linje_ord, timer_kort
from konsulent_core.rhythm import Forfald, Gruppe

I_DAG = date(2026, 3, 12)
_BASE = SagLinje(
    sag=1,
    navn="Katrine Holm",
    virksomhed="Nordlager A/S",
    opgave="Lager og plukning",
    bekymring=True,
    timer=16.0,
    timer_til=None,
    loentimer=8.0,
    sidst=date(2026, 2, 12),
    naeste_tid="10.00",
    forfald=Forfald(dato=I_DAG, aftalt=True, gruppe=Gruppe.I_DAG, dage_over=0),
    kladde=None,
)


def linje(sag: int, navn: str, gruppe: Gruppe, dato: date | None = None, *, over: int = 0) -> SagLinje:
    forfald = Forfald(dato=dato, aftalt=True, gruppe=gruppe, dage_over=over)
    return replace(_BASE, sag=sag, navn=navn, bekymring=False, naeste_tid=None, forfald=forfald)


LINJER = (
    linje(2, "Amina Yusuf", Gruppe.FORFALDEN, date(2026, 3, 8), over=4),
    linje(3, "Jonas Friis", Gruppe.FORFALDEN, date(2026, 3, 3), over=9),
    _BASE,
    linje(4, "Bo Kjær", Gruppe.UDEN_DATO),
)


def test_groups_come_in_order_and_the_earliest_first_in_each() -> None:
    rows = [r.gruppe if isinstance(r, Overskrift) else r.navn for r in ordnet(LINJER, Udvalg.ALLE, "")]
    assert rows == [
        Gruppe.FORFALDEN, "Jonas Friis", "Amina Yusuf", Gruppe.I_DAG, "Katrine Holm", Gruppe.UDEN_DATO, "Bo Kjær",
    ]  # fmt: skip


def test_each_filter_counts_what_it_would_show() -> None:
    assert [antal(LINJER, u) for u in Udvalg] == [4, 2, 1, 1]


@pytest.mark.parametrize("soeg", ["katrine", "HOLM kat", "nordlager", "plukning", "  "])
def test_search_finds_name_company_and_task_in_any_order(soeg: str) -> None:
    assert passer(_BASE, Udvalg.ALLE, soeg)


def test_search_wants_every_word() -> None:
    assert not passer(_BASE, Udvalg.ALLE, "katrine autogården")


def test_qts_own_tester_finds_nothing_wrong(qapp: QApplication) -> None:
    model = SagerModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_linjer(LINJER)
    model.set_udvalg(Udvalg.FORFALDNE, "")
    model.set_udvalg(Udvalg.ALLE, "holm")
    model.set_linjer([replace(row, timer=12.0) for row in LINJER])
    model.set_linjer([])
    assert tester.model() is model


def test_a_row_that_only_changes_its_words_keeps_its_place(qapp: QApplication) -> None:
    model = SagerModel()
    model.set_linjer(LINJER)
    resets: list[int] = []
    changed: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    model.set_linjer([replace(row, timer=20.0) if row.sag == 1 else row for row in LINJER])
    assert (resets, changed) == ([], [4])


def test_a_head_can_not_be_chosen(qapp: QApplication) -> None:
    model = SagerModel()
    model.set_linjer(LINJER)
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsSelectable
    assert model.flags(model.index(1)) & Qt.ItemFlag.ItemIsSelectable


def test_a_row_is_read_aloud_as_a_sentence() -> None:
    assert linje_ord(_BASE) == "Katrine Holm, bekymringssag, Nordlager A/S, 16 timer · 8 med løn, kl. 10.00"


def test_overdue_is_said_in_words_and_today_by_the_clock() -> None:
    assert frist(LINJER[0]).tekst == "4 dage over"
    assert frist(replace(LINJER[0], forfald=replace(LINJER[0].forfald, dage_over=1))).tekst == "1 dag over"
    assert frist(_BASE).tekst == "kl. 10.00"
    assert frist(linje(9, "Ida", Gruppe.DENNE_UGE, date(2026, 3, 13))).tekst == "fre. 13.03."


@pytest.mark.parametrize(
    ("timer", "til", "loen", "words"),
    [
        (16.0, None, 8.0, "16 t · 8 med løn"),
        (12.0, 15.0, 2.0, "12–15 t · 2 med løn"),
        (6.0, None, 6.0, "6 t med løn"),
        (7.5, None, 0.0, "7,5 t praktik"),
        (None, None, None, ""),
    ],
)
def test_hours_are_told_shortly(timer: float | None, til: float | None, loen: float | None, words: str) -> None:
    assert timer_kort(replace(_BASE, timer=timer, timer_til=til, loentimer=loen)) == words
