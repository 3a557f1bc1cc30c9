"""A foreign caseload taken in: the plan writes nothing, the run makes all or nothing, and nobody is made twice."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest

from konsulent_app.services.indlaes import Kvittering, Plan, Skaebne, Valg, make_plan, take_in
from konsulent_app.services.regneark import Afbrudt, Fremdrift
from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_app.store.errors import DiskFull
from konsulent_app.store.sager import read_sag, read_sager
from konsulent_app.ui.pages.indlaes_ord import kvittering_linjer
from konsulent_core.entities import Borger, Kontaktperson, Praktik, Record, Sag, Timer, Virksomhed
from konsulent_core.errors import UserError
from konsulent_core.indlaes.kolonner import Ark, Celle, find_tabel
from konsulent_core.indlaes.raekke import read_tabel
from konsulent_core.indlaes.tal import Alvor, Indlaest
from tests.app.store.test_full_disk import fill_up
from tests.app.store.world import everything
from tests.sample import BORGER, SAG, VIRKSOMHED, Sample, copy_sample

R = TypeVar("R", bound=Record)

KATRINE = "010180-1235"
HOVED = (
    *("CPR", "Navn", "Telefon", "Virksomhed", "CVR", "By", "Kontaktperson", "Mentor"),
    *("Praktik start", "Dage", "Timer", "Løntimer", "Næste besøg", "Sagsbehandler"),
)
ANE = ("710180-1230", "Ane Vestergaard", "12 11 22 33", "Bageriet Kringlen", "", "Horsens", "Tove Bak", "Tove Bak",
       "02-02-2026", "ma on 9-12", "", "2", "18-03-2026 kl. 10.00", "Karen Lund")  # fmt: skip
BIRK = ("620291-1410", "Birk Holm", "", "Bageriet Kringlen", "", "", "Tove Bak", "", "09-02-2026", "", "12-15", "", "",
        "")  # fmt: skip
CLARA = ("650775-1980", "Clara Dahl", "", "", "", "", "", "", "", "", "", "", "", "")


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = copy_sample(tmp_path)
    with made.database.writing() as tx:
        tx.conn.exec_driver_sql("DELETE FROM outbox")  # as though the server had it all
    yield made
    made.database.close()


def read(*raekker: tuple[Celle, ...], hoved: tuple[str, ...] = HOVED) -> Indlaest:
    tabel = find_tabel(Ark(navn="", raekker=(hoved, *raekker)))
    chosen = {one.plads: one.gaet for one in tabel.overskrifter if one.gaet is not None}
    return read_tabel(tabel, chosen, date(2026, 3, 12), ())


def planned(sample: Sample, *raekker: tuple[Celle, ...], valg: Valg | None = None) -> Plan:
    with sample.database.reading() as tx:
        return make_plan(tx, read(*raekker), valg or Valg())


def run(sample: Sample, *raekker: tuple[Celle, ...], valg: Valg | None = None) -> Kvittering:
    with sample.database.writing() as tx:
        return take_in(tx, sample.context, read(*raekker), valg or Valg(), Fremdrift())


def all_of(sample: Sample, entity: type[R], where: str = "1") -> list[R]:
    with sample.database.reading() as tx:
        return rows.find(tx, entity, where)


def ane(sample: Sample) -> tuple[Borger, Sag]:
    borger = all_of(sample, Borger, "fornavn='Ane'")[0]
    return borger, all_of(sample, Sag, f"borger={borger.id}")[0]


def with_(raekke: tuple[Celle, ...], **changed: Celle) -> tuple[Celle, ...]:
    names = ("cpr", "navn", "telefon", "virksomhed", "cvr", "by", "kontakt", "mentor", "start", "dage", "timer", "loen",
             "naeste", "sagsbehandler")  # fmt: skip
    return tuple(changed.get(name, celle) for name, celle in zip(names, raekke, strict=True))


def test_a_plan_tells_what_would_happen_and_writes_nothing(sample: Sample) -> None:
    before = everything(sample.database)
    plan = planned(sample, ANE, BIRK, CLARA, with_(CLARA, cpr="311380-1230"))
    assert (plan.antal(Skaebne.NY), plan.praktikker, plan.nye_virksomheder, plan.fejl) == (3, 2, 1, 1)
    assert everything(sample.database) == before


def test_a_row_becomes_a_borger_a_sag_and_a_praktik_with_its_hours_and_people(sample: Sample) -> None:
    receipt = run(sample, ANE)
    assert receipt == Kvittering(sager=1, praktikker=1, virksomheder=1, udfyldte=0, uaendrede=0)
    borger, sag = ane(sample)
    assert (borger.cpr, borger.efternavn, borger.telefon) == ("7101801230", "Vestergaard", "12 11 22 33")
    assert (sag.konsulent, sag.sagsbehandler) == ("Mette Krogh", "Karen Lund")
    assert (sag.naeste_dato, sag.naeste_tid, sag.naeste_efter) == ("2026-03-18", "10.00", None)
    praktik = all_of(sample, Praktik, f"scope={sag.id}")[0]
    assert (praktik.start, praktik.ugeplan) == ("2026-02-02", "ma 09.00-12.00; on 09.00-12.00")
    firma = all_of(sample, Virksomhed, f"id={praktik.virksomhed}")[0]
    assert (firma.navn, firma.by, firma.scope) == ("Bageriet Kringlen", "Horsens", 2)
    tove = all_of(sample, Kontaktperson, f"virksomhed={firma.id}")
    assert [(person.navn, person.mentor) for person in tove] == [("Tove Bak", True)]
    assert praktik.kontaktperson == praktik.mentor == tove[0].id
    step = all_of(sample, Timer, f"praktik={praktik.id}")[0]
    assert (step.fra, step.timer, step.loentimer, step.moenster) == ("2026-02-02", 6.0, 2.0, "2×3")


def test_what_was_taken_in_stands_in_sager_with_its_next_besoeg(sample: Sample) -> None:
    run(sample, ANE, BIRK)
    with sample.database.reading() as tx:
        lines = {line.navn: line for line in read_sager(tx, date(2026, 3, 12))}
        blad = read_sag(tx, lines["Ane Vestergaard"].sag, date(2026, 3, 12))
    assert lines["Ane Vestergaard"].virksomhed == "Bageriet Kringlen"
    assert lines["Ane Vestergaard"].forfald.dato == date(2026, 3, 18)
    assert (lines["Birk Holm"].timer, lines["Birk Holm"].timer_til) == (12.0, 15.0)
    assert blad is not None
    assert blad.naeste_dato == date(2026, 3, 18)


def test_every_row_waits_for_the_server_like_what_is_written_by_hand(sample: Sample) -> None:
    run(sample, ANE)
    with sample.database.reading() as tx:
        waiting = tx.conn.exec_driver_sql("SELECT tabel, foedt FROM outbox ORDER BY tabel").all()
    tables = ["borger", "kontaktperson", "praktik", "sag", "timer", "virksomhed"]
    assert [tuple(row) for row in waiting] == [(table, 1) for table in tables]


def test_rows_of_one_virksomhed_share_it_and_its_people(sample: Sample) -> None:
    run(sample, ANE, BIRK)
    assert len(all_of(sample, Virksomhed, "navn='Bageriet Kringlen'")) == 1
    assert len(all_of(sample, Kontaktperson, "navn='Tove Bak'")) == 1


def test_a_name_with_a_cvr_number_in_one_row_is_the_same_virksomhed_without_it_in_another(sample: Sample) -> None:
    run(sample, with_(ANE, cvr="13585628"), BIRK)
    assert [one.cvr for one in all_of(sample, Virksomhed, "navn='Bageriet Kringlen'")] == ["13585628"]


def test_taking_the_same_file_in_again_makes_nobody_twice(sample: Sample) -> None:
    run(sample, ANE, BIRK, CLARA)
    before = everything(sample.database)
    again = run(sample, ANE, BIRK, CLARA)
    assert again == Kvittering(sager=0, praktikker=0, virksomheder=0, udfyldte=0, uaendrede=3)
    assert everything(sample.database) == before


def test_a_row_that_a_sync_has_shut_out_since_it_was_tried_is_told_in_the_receipt(sample: Sample) -> None:
    nameless = with_(CLARA, cpr="")
    assert planned(sample, ANE, nameless).antal(Skaebne.NY) == 2
    with sample.database.writing() as tx:  # a colleague's borger of that name comes while the plan is read
        rows.save(tx, Borger, 910, 910, {"fornavn": "Clara", "efternavn": "Dahl"}, sample.clock())
    receipt = run(sample, ANE, nameless)
    assert (receipt.sager, receipt.fejl) == (1, 1)
    assert any("1 række blev ikke indlæst" in line for line in kvittering_linjer(receipt))


def test_a_cpr_number_that_is_here_is_left_alone_or_only_what_is_empty_is_filled(sample: Sample) -> None:
    row = with_(ANE, cpr=KATRINE, navn="Katrine Holm-Jensen")
    assert run(sample, row).uaendrede == 1
    assert all_of(sample, Borger, f"id={BORGER}")[0].telefon is None
    receipt = run(sample, row, valg=Valg(udfyld=True))
    assert (receipt.sager, receipt.udfyldte, receipt.virksomheder) == (0, 1, 0)
    katrine, sag = all_of(sample, Borger, f"id={BORGER}")[0], all_of(sample, Sag, f"id={SAG}")[0]
    assert (katrine.efternavn, katrine.telefon) == ("Holm", "12 11 22 33")
    assert sag.sagsbehandler == "Karen Lund"
    assert sag.naeste_dato is None  # agreed at her last besøg
    assert len(all_of(sample, Praktik, f"scope={SAG}")) == 1


def test_filling_again_changes_nothing_more(sample: Sample) -> None:
    row = with_(ANE, cpr=KATRINE)
    run(sample, row, valg=Valg(udfyld=True))
    assert run(sample, row, valg=Valg(udfyld=True)).uaendrede == 1


def test_a_borger_whose_sag_is_closed_gets_a_new_one_and_stays_one_borger(sample: Sample) -> None:
    with sample.database.writing() as tx:
        rows.save(tx, Sag, SAG, SAG, {"slut": "2026-02-28"}, sample.clock())
    receipt = run(sample, with_(ANE, cpr=KATRINE))
    assert receipt.sager == 1
    assert len(all_of(sample, Borger, "cpr='0101801235'")) == 1
    assert {sag.id == SAG for sag in all_of(sample, Sag, f"borger={BORGER}")} == {True, False}


def test_without_cpr_number_a_known_name_is_a_fault_since_nobody_can_tell(sample: Sample) -> None:
    plan = planned(sample, with_(CLARA, cpr="", navn="Katrine Holm"))
    assert (plan.linjer, plan.fejl) == ((), 1)
    assert "Skriv CPR-nummeret" in plan.bemaerkninger[-1].besked


def test_a_name_that_is_here_without_cpr_number_is_pointed_out(sample: Sample) -> None:
    with sample.database.writing() as tx:
        rows.save(tx, Borger, BORGER, BORGER, {"cpr": None}, sample.clock())
    plan = planned(sample, with_(CLARA, navn="Katrine Holm"))
    assert plan.antal(Skaebne.NY) == 1
    assert [note.alvor for note in plan.bemaerkninger] == [Alvor.ADVARSEL]


def test_a_known_cvr_number_is_the_virksomhed_that_has_it_whatever_it_is_called(sample: Sample) -> None:
    with sample.database.writing() as tx:
        rows.save(tx, Virksomhed, VIRKSOMHED, 2, {"cvr": "13585628"}, sample.clock())
    receipt = run(sample, with_(ANE, virksomhed="Nordlager Horsens", cvr="13 58 56 28"))
    assert receipt.virksomheder == 0
    assert all_of(sample, Virksomhed, f"id={VIRKSOMHED}")[0].navn == "Nordlager A/S"
    _, sag = ane(sample)
    assert all_of(sample, Praktik, f"scope={sag.id}")[0].virksomhed == VIRKSOMHED


def test_a_virksomhed_called_alike_is_asked_about_and_nothing_is_written_before_the_answer(sample: Sample) -> None:
    row = with_(ANE, virksomhed="nordlager a/s")
    plan = planned(sample, row)
    assert [one.kendt.virksomhed for one in plan.spoergsmaal] == [VIRKSOMHED]
    before = everything(sample.database)
    with pytest.raises(UserError, match="Svar først"):
        run(sample, row)
    assert everything(sample.database) == before


@pytest.mark.parametrize("samme", [True, False])
def test_the_answer_decides_whether_it_is_the_same(sample: Sample, samme: bool) -> None:
    row = with_(ANE, virksomhed="nordlager a/s")
    key = planned(sample, row).spoergsmaal[0].noegle
    receipt = run(sample, row, valg=Valg(samme={key: samme}))
    assert receipt.virksomheder == (0 if samme else 1)
    assert len(all_of(sample, Virksomhed)) == (1 if samme else 2)


def test_a_cvr_number_nobody_here_has_needs_a_name(sample: Sample) -> None:
    plan = planned(sample, with_(ANE, virksomhed="", cvr="13585628"))
    assert (plan.linjer, plan.fejl) == ((), 1)


@pytest.mark.parametrize("after", [Virksomhed, Kontaktperson, Borger, Sag, Praktik, Timer], ids=lambda e: e.tabel)
def test_a_fault_after_any_kind_of_row_leaves_the_store_as_it_was(
    sample: Sample, monkeypatch: pytest.MonkeyPatch, after: type[Record]
) -> None:
    before = everything(sample.database)

    def failing(verb: Callable[..., object]) -> Callable[..., object]:
        def write(tx: Tx, entity: type[Record], *given: object) -> object:
            written = verb(tx, entity, *given)
            if entity is after:
                raise RuntimeError("in the middle")
            return written

        return write

    monkeypatch.setattr(rows, "save", failing(rows.save))
    monkeypatch.setattr(rows, "save_unless_there", failing(rows.save_unless_there))
    with pytest.raises(RuntimeError):
        run(sample, ANE, BIRK, CLARA)
    monkeypatch.undo()
    assert everything(sample.database) == before


def test_stopped_on_the_way_nothing_is_taken_in(sample: Sample) -> None:
    before = everything(sample.database)
    with pytest.raises(Afbrudt), sample.database.writing() as tx:
        take_in(tx, sample.context, read(ANE, BIRK), Valg(), Fremdrift(stop=True))
    assert everything(sample.database) == before


def many(number: int) -> list[tuple[Celle, ...]]:
    """Rows of different borgere at a tenth as many virksomheder."""
    return [
        with_(ANE, cpr=f"{61 + n % 28:02d}{1 + n // 28 % 12:02d}70-{1000 + n // 336:04d}", navn=f"Anna Nr{n}",
              virksomhed=f"Firma {n % (number // 10)}")
        for n in range(number)
    ]  # fmt: skip


def test_a_full_disk_in_the_middle_leaves_the_store_as_it_was(small_disk: Path) -> None:
    sample = copy_sample(small_disk)
    before = everything(sample.database)
    ballast = fill_up(small_disk, leave=200_000)
    with pytest.raises(DiskFull):
        run(sample, *many(2_000))
    assert everything(sample.database) == before
    ballast.unlink()
    assert run(sample, *many(200)).sager == 200
    sample.database.close()


def test_five_thousand_rows_are_taken_in_at_once(sample: Sample) -> None:
    receipt = run(sample, *many(5_000))
    assert (receipt.sager, receipt.praktikker, receipt.virksomheder) == (5_000, 5_000, 500)


def test_the_store_tells_everybody_of_what_moved(sample: Sample) -> None:
    heard: list[set[str]] = []
    listen: Callable[[dict[str, set[int]]], None] = lambda touched: heard.append(set(touched))  # noqa: E731
    sample.database.on_change = listen
    run(sample, ANE)
    assert heard == [{"borger", "sag", "virksomhed", "kontaktperson", "praktik", "timer"}]
